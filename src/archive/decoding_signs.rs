//! The characters that show that a text may have been decoded wrongly, found in one pass over its bytes: most texts have
//! none of them. What they mean is decided in [`mojibake`](super::mojibake).

/// Which kinds of these characters a text has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct DecodingSigns(u8);

impl DecodingSigns {
    /// UTF-8 read as windows-1252: Ã, Â, Å, â€, or â and a control character.
    pub(super) const UTF_8: Self = Self(1);
    /// UTF-8 read as another encoding: √, ├, Γ, ‚Ä or ÔÇ.
    pub(super) const OTHER_UTF_8: Self = Self(1 << 1);
    /// Control characters from U+0080 to U+009F.
    pub(super) const CONTROLS: Self = Self(1 << 2);
    /// A character from U+2540 to U+257F: lines of boxes, most of them.
    pub(super) const BOXES: Self = Self(1 << 3);
    /// ½, ¼ or ¤.
    pub(super) const FRACTIONS: Self = Self(1 << 4);

    /// The kinds that a text has.
    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        starts(bytes).fold(Self::default(), |found, at| Self(found.0 | Self::at(&bytes[at..]).0))
    }

    /// Whether these are among them.
    pub(super) fn has(self, kind: Self) -> bool {
        self.0 & kind.0 != 0
    }

    /// The kind of the character that these bytes begin with.
    #[inline]
    fn at(bytes: &[u8]) -> Self {
        match *bytes {
            [0xC2, 0x80..=0x9F, ..] => Self::CONTROLS,
            [0xC2, 0xBD | 0xBC | 0xA4, ..] => Self::FRACTIONS,
            [0xC3, 0x82 | 0x83 | 0x85, ..]
            | [0xC3, 0xA2, 0xE2, 0x82, ..]
            | [0xC3, 0xA2, 0xC2, 0x80..=0x9F, ..] => Self::UTF_8,
            [0xE2, 0x95, ..] => Self::BOXES,
            [0xE2, 0x88, 0x9A, ..]
            | [0xE2, 0x94, 0x9C, ..]
            | [0xCE, 0x93, ..]
            | [0xE2, 0x80, 0x9A, 0xC3, 0x84, ..]
            | [0xC3, 0x94, 0xC3, 0x87, ..] => Self::OTHER_UTF_8,
            _ => Self::default(),
        }
    }
}

/// The places of the characters of a text in UTF-8 that are not ASCII, in order. Eight bytes are looked at at once: one in
/// thirty begins such a character in French.
pub(super) fn starts(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let (words, rest) = bytes.as_chunks::<8>();
    let tail = words.len() * 8;
    let of_words = words.iter().enumerate().flat_map(|(index, word)| {
        let word = u64::from_le_bytes(*word);
        // The first byte of a character of several bytes is the one that has both upper bits.
        Bits(word & word << 1 & 0x8080_8080_8080_8080).map(move |bit| index * 8 + bit / 8)
    });
    let of_rest = rest.iter().enumerate().filter(|(_, byte)| **byte >= 0xC0);
    of_words.chain(of_rest.map(move |(at, _)| tail + at))
}

/// The numbers of the bits that are set, from the lowest.
struct Bits(u64);

impl Iterator for Bits {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        let bit = self.0.trailing_zeros() as usize;
        (self.0 != 0).then(|| {
            self.0 &= self.0 - 1;
            bit
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The kinds by a search for each of the characters.
    fn plain(text: &str) -> DecodingSigns {
        let has = |pieces: &[&str]| pieces.iter().any(|piece| text.contains(piece));
        let is_control = |letter: char| ('\u{80}'..='\u{9f}').contains(&letter);
        let behind_a = text.split('â').skip(1).any(|behind| {
            // The characters that begin with the two bytes of the sign of the euro.
            behind.starts_with(|letter| ('\u{2080}'..='\u{20bf}').contains(&letter) || is_control(letter))
        });
        let kinds = [
            (has(&["Ã", "Â", "Å"]) || behind_a, DecodingSigns::UTF_8),
            (has(&["√", "├", "Γ", "‚Ä", "ÔÇ"]), DecodingSigns::OTHER_UTF_8),
            (text.contains(is_control), DecodingSigns::CONTROLS),
            (text.contains(|letter| ('\u{2540}'..='\u{257f}').contains(&letter)), DecodingSigns::BOXES),
            (has(&["½", "¼", "¤"]), DecodingSigns::FRACTIONS),
        ];
        let found = kinds.iter().filter(|(is, _)| *is);
        found.fold(DecodingSigns::default(), |all, (_, kind)| DecodingSigns(all.0 | kind.0))
    }

    #[test]
    fn one_pass_finds_what_a_search_for_each_character_finds() {
        let letters: Vec<char> = "aé’ «ÃÂÅâ€\u{80}\u{9f}\u{a0}√├Γ‚ÄÔÇ½¼¤╖╬═▀♂œ😀₀₿⃀zà".chars().collect();
        let mut random = 7_u64;
        let mut next = |below: usize| {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (random >> 33) as usize % below
        };
        for turn in 0..20_000 {
            let mut text = String::new();
            for _ in 0..next(40) {
                text.push(if next(8) == 0 { letters[next(letters.len())] } else { 'e' });
                if turn % 4 == 0 {
                    text.push(letters[next(letters.len())]);
                }
            }
            assert_eq!(DecodingSigns::of(&text), plain(&text), "{text:?}");
            let by_letter: Vec<usize> =
                text.char_indices().filter(|(_, letter)| !letter.is_ascii()).map(|(at, _)| at).collect();
            assert_eq!(starts(text.as_bytes()).collect::<Vec<_>>(), by_letter, "{text:?}");
        }
    }
}

//! Text that was decoded wrongly once, and written again: UTF-8 taken for windows-1252, as in
//! `rÃ©seau` and `lâ€™entreprise`. It is recognised by what no French text holds, and mended.

use crate::{Annotation, Post};

/// A post whose title or text had been decoded wrongly, mended; whether there was anything to mend.
pub(super) fn mend(post: &mut Post) -> bool {
    let title = mended(&post.title).map(|mended| post.title = mended.text).is_some();
    let text = mended(&post.text).map(|mended| {
        post.annotations.retain_mut(|annotation| mended.move_annotation(annotation));
        post.text = mended.text;
        trim(post);
    });
    let mut others = post.author.iter_mut().chain(&mut post.labels);
    let other = others.by_ref().fold(false, |any, other| match mended(other) {
        Some(mended) => {
            *other = mended.text;
            true
        }
        None => any,
    });
    title || text.is_some() || other
}

/// Takes off the ends of the text what mending showed to be white space.
fn trim(post: &mut Post) {
    let end = post.text.trim_end().len();
    post.text.truncate(end);
    let start = end - post.text.trim_start().len();
    post.text.drain(..start);
    post.annotations.retain_mut(|annotation| {
        annotation.range =
            annotation.range.start.max(start) - start..annotation.range.end.min(end).max(start) - start;
        !annotation.range.is_empty()
    });
}

/// What mending gives.
struct Mended {
    text: String,
    /// Where each piece that was mended ended before, and where it ends now.
    ends: Vec<(usize, usize)>,
}

impl Mended {
    /// Where a place of the text before is now.
    fn place(&self, before: usize) -> usize {
        match self.ends.partition_point(|(old, _)| *old <= before).checked_sub(1) {
            Some(index) => before - self.ends[index].0 + self.ends[index].1,
            None => before,
        }
    }

    /// Moves an annotation to where its text is now; not so where it begins or ends inside a mended piece.
    fn move_annotation(&self, annotation: &mut Annotation) -> bool {
        let (start, end) = (self.place(annotation.range.start), self.place(annotation.range.end));
        annotation.range = start..end;
        start < end && self.text.is_char_boundary(start) && self.text.is_char_boundary(end)
    }
}

/// The text mended, where it was decoded wrongly: once, or twice.
fn mended(text: &str) -> Option<Mended> {
    if !suspicious(text.as_bytes()) {
        return None;
    }
    // What was spoilt twice is first mended to what was spoilt once, which is no French yet.
    let halfway = mend_once(text, |letter| byte(letter).is_some());
    let twice = halfway.filter(|halfway| suspicious(halfway.text.as_bytes())).and_then(|halfway| {
        let twice = mend_once(&halfway.text, is_plausible)?;
        let ends = halfway.ends.iter().map(|(old, new)| (*old, twice.place(*new))).collect();
        Some(Mended { text: twice.text, ends })
    });
    twice.or_else(|| mend_once(text, is_plausible))
}

/// Whether one of the signs stands in the text at all: Ã, Â, Å, Æ, â€ or â and a control character.
fn suspicious(bytes: &[u8]) -> bool {
    memchr::memchr_iter(0xC3, bytes).any(|at| match bytes.get(at + 1) {
        Some(0x83 | 0x82 | 0x85) => true,
        Some(0xA2) => matches!(bytes.get(at + 2..at + 4), Some([0xE2, 0x82] | [0xC2, 0x80..=0x9F])),
        _ => false,
    })
}

fn mend_once(text: &str, is_likely: impl Fn(char) -> bool) -> Option<Mended> {
    let mut mended = Mended { text: String::with_capacity(text.len()), ends: Vec::new() };
    // `Ã ` alone may be the end of a word in another language.
    let mut is_sure = false;
    let mut rest = text;
    while let Some(lead) = rest.find(['Ã', 'Â', 'Å', 'â']) {
        mended.text.push_str(&rest[..lead]);
        rest = &rest[lead..];
        let Some((letter, length)) = original(rest).filter(|(letter, _)| is_likely(*letter)) else {
            let lead = rest.chars().next()?;
            mended.text.push(lead);
            rest = &rest[lead.len_utf8()..];
            continue;
        };
        is_sure |= !rest[..length].ends_with(' ');
        mended.text.push(letter);
        rest = &rest[length..];
        mended.ends.push((text.len() - rest.len(), mended.text.len()));
    }
    mended.text.push_str(rest);
    is_sure.then_some(mended)
}

/// The letter or mark that the text starts with, where it starts with its bytes taken for characters,
/// and how many bytes those take.
fn original(text: &str) -> Option<(char, usize)> {
    let mut bytes = [0; 3];
    let mut length = 0;
    let wanted = if text.starts_with('â') { 3 } else { 2 };
    for (place, letter) in text.chars().take(wanted).enumerate() {
        bytes[place] = match (byte(letter), letter) {
            // A no-break space is often a plain one by the time that we see it: `Ã ` is à.
            (_, ' ') if place == 1 && bytes[0] == 0xC3 => 0xA0,
            (Some(byte), _) => byte,
            (None, _) => return None,
        };
        length += letter.len_utf8();
    }
    let letter = std::str::from_utf8(&bytes[..wanted]).ok()?.chars().next()?;
    Some((letter, length))
}

/// What French text holds, so that nothing is made of two good letters that happen to meet.
fn is_plausible(letter: char) -> bool {
    matches!(letter,
        '\u{a0}' | '«' | '»' | '°' | '²' | '·' | '©' | '®' | '€' | '§' | '\u{ad}' | '´' | 'À'..='ÿ' | 'Œ' | 'œ' | 'Ÿ'
        | '\u{2010}'..='\u{203A}' | '™' | '\u{2190}'..='\u{21FF}')
}

/// The byte that windows-1252 (or ISO-8859-1, where that has none) reads as this character.
fn byte(letter: char) -> Option<u8> {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match u32::from(letter) {
        code @ (0x80..=0xFF) => Some(code as u8),
        _ => HIGH.iter().position(|high| *high == letter).map(|place| 0x80 + place as u8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::AnnotationKind;

    /// UTF-8 taken for windows-1252.
    fn spoilt(text: &str) -> String {
        encoding_rs::WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    #[test]
    fn french_text_is_mended_once_and_twice() {
        let text = "L’été, l’œuvre du réseau « à Noël » coûte 3 € – où ça… ÀÉÎ Œ ?";
        for bad in [spoilt(text), spoilt(&spoilt(text))] {
            assert_eq!(mended(&bad).expect("something to mend").text, text, "{bad}");
        }
        assert_eq!(mended("lâ\u{80}\u{99}entreprise Ã  Paris").expect("bad").text, "l’entreprise à Paris");
    }

    #[test]
    fn good_text_is_left_alone() {
        for text in ["L’été « à Noël »", "ÂGE… CAFÉ… Ângelo São", "Å bord, Âme â", "", "PÂQUES"]
        {
            assert!(mended(text).is_none(), "{text}");
        }
    }

    #[test]
    fn marks_move_with_their_text() {
        let mut post = Post::new("x", spoilt("Le réseau été vit."));
        let start = post.text.find("Ã©t").expect("there");
        post.annotations = vec![Annotation {
            kind: AnnotationKind::Link,
            range: start..post.text.find(" vit").expect("there"),
        }];
        assert!(mend(&mut post));
        assert_eq!(&post.text[post.annotations[0].range.clone()], "été");
        assert!(!mend(&mut post));
    }
}

//! Text that was decoded wrongly once, and written again: UTF-8 read as windows-1252 (`rÃ©seau`, `lâ€™entreprise`),
//! or one encoding read as another (`r‚seau`). It is recognized by what French text never holds, and mended.

use super::charset::{self, CANDIDATES};
use super::decoding_signs::DecodingSigns;
use super::edit::{self, Edited};
use super::encoding::Charset;
use crate::Post;

/// How many characters of a text are looked at before it counts as sound.
const SAMPLE: usize = 200;

/// The average score of a text that may have been decoded wrongly, at most, and of one that was mended, at least.
const SUSPICIOUS: f64 = 0.2;
const MENDED: f64 = 1.2;

/// Mends what had been decoded wrongly in a post; returns whether there was anything to mend.
pub(super) fn mend(post: &mut Post) -> bool {
    edit::apply(post, mended)
}

/// The text mended, where it was decoded wrongly: once, or twice.
fn mended(text: &str) -> Option<Edited> {
    if text.is_ascii() {
        return None;
    }
    let signs = DecodingSigns::of(text);
    utf_8(text, signs)
        .or_else(|| {
            let once = other_pair(text)?;
            let again = utf_8(&once.text, DecodingSigns::of(&once.text)).or_else(|| other_pair(&once.text));
            Some(match again {
                Some(again) => once.then(again),
                None => once,
            })
        })
        .or_else(|| controls(text, signs))
        .or_else(|| alike(text, signs))
}

/// Text in an encoding that was read as one that has most letters in the same places: code page 850 as 437, which shows
/// lines of boxes inside of words (`╖ la mairie`), and ISO 8859-15 as windows-1252, which shows fractions there (`c½ur`).
fn alike(text: &str, signs: DecodingSigns) -> Option<Edited> {
    let has_boxes = signs.has(DecodingSigns::BOXES)
        && text.contains(|letter: char| ('\u{2550}'..='\u{256c}').contains(&letter));
    if has_boxes {
        let half = CANDIDATES[4].upper_half()?;
        let bytes: Vec<u8> = text.chars().map(|letter| byte_of(letter, &half)).collect::<Option<_>>()?;
        let edited = again(text, &bytes, CANDIDATES[3])?;
        let (before, after) =
            (charset::average(text, usize::MAX).0, charset::average(&edited.text, usize::MAX).0);
        return (after > before && after >= MENDED).then_some(edited);
    }
    if !signs.has(DecodingSigns::FRACTIONS) {
        return None;
    }
    let mut edited = Edited::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        let end = at + letter.len_utf8();
        let meant = match letter {
            '½' => "œ",
            '¼' => "Œ",
            '¤' => "€",
            _ => "",
        };
        let is_meant = match letter {
            '½' | '¼' => {
                let word = |c: &char| c.is_alphabetic();
                let before: Vec<char> = text[..at].chars().rev().take_while(word).take(30).collect();
                let behind: String = text[end..].chars().take_while(word).take(30).collect();
                let before: String = before.into_iter().rev().collect();
                before.len() + behind.len() > 1 && charset::is_word(&format!("{before}{meant}{behind}"))
            }
            '¤' => text[..at].trim_end().ends_with(|c: char| c.is_ascii_digit()),
            _ => false,
        };
        if is_meant {
            edited.replace(end, meant);
        } else {
            edited.text.push(letter);
        }
    }
    (!edited.ends.is_empty()).then_some(edited)
}

/// Text in windows-1252 that was read as ISO 8859-1, where quotation marks, dashes and œ became control characters.
fn controls(text: &str, signs: DecodingSigns) -> Option<Edited> {
    if !signs.has(DecodingSigns::CONTROLS) {
        return None;
    }
    let is_control = |letter: &char| matches!(letter, '\u{80}'..='\u{9f}');
    let mut is_sure = false;
    for (at, letter) in text.char_indices().filter(|(_, letter)| is_control(letter)) {
        // U+0085 is a line break in some old systems.
        is_sure |= letter != '\u{85}'
            || text[..at].ends_with(char::is_alphabetic)
                && text[at + 2..].chars().next().is_none_or(char::is_whitespace);
    }
    if !is_sure {
        return None;
    }
    let half = CANDIDATES[0].upper_half()?;
    let mut edited = Edited::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        if is_control(&letter) {
            let meant = half[letter as usize - 0x80];
            edited.replace(at + letter.len_utf8(), meant.encode_utf8(&mut [0; 4]));
        } else {
            edited.text.push(letter);
        }
    }
    (charset::average(&edited.text, usize::MAX).0 > SUSPICIOUS).then_some(edited)
}

/// UTF-8 that was read as another encoding, mended.
fn utf_8(text: &str, signs: DecodingSigns) -> Option<Edited> {
    let mut best: Option<(f64, Edited)> = None;
    if signs.has(DecodingSigns::UTF_8) {
        let latin_9 = CANDIDATES[1].upper_half()?;
        let candidates =
            [once_or_twice(text, windows_1252), once_or_twice(text, |letter| byte_of(letter, &latin_9))];
        best = best_of(best, candidates);
    } else if signs.has(DecodingSigns::OTHER_UTF_8) {
        for charset in &CANDIDATES[2..] {
            let half = charset.upper_half()?;
            let lead = |letter| byte_of(letter, &half);
            best = best_of(best, [once_or_twice(text, lead)]);
        }
    }
    best.map(|(_, edited)| edited)
}

/// The candidate whose text is the best French; the first of equals.
fn best_of(
    best: Option<(f64, Edited)>,
    candidates: impl IntoIterator<Item = Option<Edited>>,
) -> Option<(f64, Edited)> {
    candidates.into_iter().flatten().fold(best, |best, edited| {
        let score = charset::average(&edited.text, usize::MAX).0;
        match best {
            Some(best) if best.0 >= score => Some(best),
            _ => Some((score, edited)),
        }
    })
}

fn once_or_twice(text: &str, byte: impl Fn(char) -> Option<u8> + Copy) -> Option<Edited> {
    // Text that is UTF-8 from its first byte to its last is nothing else, whatever its characters.
    if let Some(once) = whole(text, byte) {
        return Some(match whole(&once.text, byte).or_else(|| mend_once(&once.text, byte, is_plausible)) {
            Some(twice) => once.then(twice),
            None => once,
        });
    }
    // What was decoded wrongly twice is first mended to what was so once, which is not French yet.
    let halfway = mend_once(text, byte, |letter| byte(letter).is_some());
    let twice = halfway.filter(|halfway| is_suspicious(&halfway.text)).and_then(|halfway| {
        let twice = mend_once(&halfway.text, byte, is_plausible)?;
        Some(halfway.then(twice))
    });
    twice.or_else(|| mend_once(text, byte, is_plausible))
}

/// All of the text read as UTF-8, where its bytes are that and hold a letter that French text has.
fn whole(text: &str, byte: impl Fn(char) -> Option<u8>) -> Option<Edited> {
    let bytes: Vec<u8> = text.chars().map(byte).collect::<Option<_>>()?;
    let meant = std::str::from_utf8(&bytes).ok()?;
    let mut edited = Edited::with_capacity(text.len());
    let (mut letters, mut at) = (text.chars(), 0);
    let mut is_sure = false;
    for letter in meant.chars() {
        at += letters.by_ref().take(letter.len_utf8()).map(char::len_utf8).sum::<usize>();
        if letter.is_ascii() {
            edited.text.push(letter);
        } else {
            is_sure |= is_plausible(letter) && letter.is_alphabetic();
            edited.replace(at, letter.encode_utf8(&mut [0; 4]));
        }
    }
    is_sure.then_some(edited)
}

/// Whether one of the signs of UTF-8 read as windows-1252 occurs in the text.
fn is_suspicious(text: &str) -> bool {
    DecodingSigns::of(text).has(DecodingSigns::UTF_8)
}

/// Replaces the sequences whose bytes are UTF-8 for likely characters.
fn mend_once(
    text: &str,
    byte: impl Fn(char) -> Option<u8>,
    is_likely: impl Fn(char) -> bool,
) -> Option<Edited> {
    let mut edited = Edited::with_capacity(text.len());
    // `Ã ` may be the end of a word in another language, and `Â«` a sign that the text speaks of.
    let mut is_sure = false;
    let mut done = 0;
    for (at, lead) in text.char_indices().filter(|(_, letter)| !letter.is_ascii()) {
        if at < done {
            continue;
        }
        let Some((letter, length)) = original(&text[at..], &byte).filter(|(letter, _)| is_likely(*letter))
        else {
            continue;
        };
        is_sure |= byte(lead) != Some(0xC2) && !text[..at + length].ends_with(' ');
        edited.text.push_str(&text[done..at]);
        done = at + length;
        edited.replace(done, letter.encode_utf8(&mut [0; 4]));
    }
    edited.text.push_str(&text[done..]);
    is_sure.then_some(edited)
}

/// The character that the text starts with, where it starts with the bytes of that character taken for
/// characters, and the length of those.
fn original(text: &str, byte: impl Fn(char) -> Option<u8>) -> Option<(char, usize)> {
    let mut bytes = [0; 3];
    let mut length = 0;
    let mut wanted = 2;
    for place in 0..3 {
        if place == wanted {
            break;
        }
        let letter = text[length..].chars().next()?;
        bytes[place] = match (byte(letter), letter) {
            // A no-break space is often a plain one by then: `Ã ` is à.
            (_, ' ') if place == 1 && bytes[0] == 0xC3 => 0xA0,
            (Some(byte), _) => byte,
            (None, _) => return None,
        };
        if place == 0 {
            wanted = match bytes[0] {
                0xC2..=0xCB => 2,
                0xE2 => 3,
                _ => return None,
            };
        }
        length += letter.len_utf8();
    }
    let letter = std::str::from_utf8(&bytes[..wanted]).ok()?.chars().next()?;
    Some((letter, length))
}

/// Text in one encoding that was read as another, mended: where all of it is no French as it stands, and is
/// French when it is read again.
fn other_pair(text: &str) -> Option<Edited> {
    let (score, count) = charset::average(text, SAMPLE);
    if score > SUSPICIOUS || count == 0 {
        return None;
    }
    let mut best: Option<(f64, Edited)> = None;
    for read_as in CANDIDATES {
        let half = read_as.upper_half()?;
        let byte =
            |letter| if read_as == CANDIDATES[0] { windows_1252(letter) } else { byte_of(letter, &half) };
        let bytes: Option<Vec<u8>> = text.chars().map(byte).collect();
        let Some(bytes) = bytes else { continue };
        for written_in in CANDIDATES.into_iter().filter(|written_in| *written_in != read_as) {
            best = best_of(best, [again(text, &bytes, written_in)]);
        }
    }
    best.filter(|(score, _)| *score >= MENDED).map(|(_, edited)| edited)
}

/// The text of the bytes in that encoding.
fn again(text: &str, bytes: &[u8], written_in: Charset) -> Option<Edited> {
    let half = written_in.upper_half()?;
    let mut edited = Edited::with_capacity(text.len());
    for ((at, before), byte) in text.char_indices().zip(bytes) {
        let letter = super::encoding::character(*byte, &half);
        if letter == before {
            edited.text.push(letter);
        } else {
            edited.replace(at + before.len_utf8(), letter.encode_utf8(&mut [0; 4]));
        }
    }
    Some(edited)
}

/// What French text holds, so that two good letters that happen to meet are left alone.
fn is_plausible(letter: char) -> bool {
    matches!(letter,
        '\u{a0}' | '«' | '»' | '°' | '²' | '·' | '©' | '®' | '€' | '§' | '\u{ad}' | '´' | 'À'..='ÿ' | 'Œ' | 'œ' | 'Ÿ'
        | '\u{2010}'..='\u{203A}' | '™' | '\u{2190}'..='\u{21FF}')
}

/// The byte that an encoding reads as this character.
fn byte_of(letter: char, half: &[char; 128]) -> Option<u8> {
    if letter.is_ascii() {
        return Some(letter as u8);
    }
    half.iter().position(|high| *high == letter).map(|place| 0x80 + place as u8)
}

/// The byte that windows-1252 (or ISO-8859-1, where that has none) reads as this character.
fn windows_1252(letter: char) -> Option<u8> {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match u32::from(letter) {
        code @ (0..=0xFF) => Some(code as u8),
        _ => HIGH.iter().position(|high| *high == letter).map(|place| 0x80 + place as u8),
    }
}

#[cfg(test)]
mod tests {
    use super::super::encoding::character;
    use super::*;
    use crate::{Annotation, AnnotationKind};

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
        let text = "Le four 📡 a été réparé → le 3 mai ★";
        assert_eq!(mended(&spoilt(text)).expect("bad").text, text);
        assert_eq!(mended(&spoilt(&spoilt(text))).expect("bad").text, text);
        let latin_1 = "L\u{92}\u{9c}uvre est prête\u{85} \u{93}enfin\u{94} \u{96} été";
        assert_eq!(mended(latin_1).expect("bad").text, "L’œuvre est prête… “enfin” – été");
        let latin_9 = "Un c½ur, ¼uvre à 12 ¤ et une ½ heure";
        assert_eq!(mended(latin_9).expect("bad").text, "Un cœur, Œuvre à 12 € et une ½ heure");
        let boxes = "╖ l'été, l'école fête ses élèves ; ╘ve est arrivée";
        assert_eq!(mended(boxes).expect("bad").text, "À l'été, l'école fête ses élèves ; Ève est arrivée");
        assert_eq!(mended("lâ\u{80}\u{99}entreprise Ã  Paris").expect("bad").text, "l’entreprise à Paris");
    }

    #[test]
    fn good_text_is_left_alone() {
        for text in [
            "L’été « à Noël »",
            "ÂGE… CAFÉ… Ângelo São",
            "Å bord, Âme â",
            "",
            "PÂQUES",
            "Le signe Â« est un reste.",
            "Deux ½ heures, 3¼ tours, ½h, 5 ¼ l",
            "╔══╗ un cadre, été",
            "Première ligne\u{85}Deuxième ligne, à l’école",
        ] {
            assert!(mended(text).is_none(), "{text}");
        }
    }

    #[test]
    fn every_pair_of_encodings_is_mended() {
        let text =
            "Où va l'été ? À la forêt, près du château, les élèves ont fêté Noël et ça a plu à l'école.";
        for read_as in CANDIDATES {
            let half = read_as.upper_half().expect("one byte a character");
            let spoilt: String = text.bytes().map(|byte| character(byte, &half)).collect();
            if !spoilt.contains('\u{fffd}') {
                assert_eq!(mended(&spoilt).expect("bad").text, text, "UTF-8 as {}: {spoilt}", read_as.name());
            }
            // Most letters are the same bytes in these pairs, so that such text is nearly sound.
            let are_alike = |one: Charset, other: Charset| {
                let place = |charset| CANDIDATES.iter().position(|candidate| *candidate == charset);
                place(one).is_some_and(|one| {
                    one / 3 == place(other).unwrap_or(5) / 3 && one != 2 && other != CANDIDATES[2]
                })
            };
            for written_in in CANDIDATES.into_iter().filter(|written_in| !are_alike(*written_in, read_as)) {
                let written = written_in.upper_half().expect("one byte a character");
                let bytes: Option<Vec<u8>> = text.chars().map(|c| byte_of(c, &written)).collect();
                let Some(bytes) = bytes else { continue };
                let spoilt: String = bytes.iter().map(|byte| character(*byte, &half)).collect();
                let mended = mended(&spoilt).map_or(spoilt.clone(), |mended| mended.text);
                if !spoilt.contains('\u{fffd}') {
                    assert_eq!(mended, text, "{} as {}: {spoilt}", written_in.name(), read_as.name());
                }
            }
        }
    }

    #[test]
    fn annotations_move_with_their_text() {
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

//! The laws of the scanner, over all available texts and over random text.

use super::{HARD, texts};
use glane::text::{Document, Forms, Token, tokenize, tokenize_plainly_into};
use proptest::prelude::*;

fn plainly(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    tokenize_plainly_into(text, &mut tokens);
    tokens
}

/// Law 1: tokens are in order, do not overlap, lie on character boundaries, and only white space lies between
/// them.
fn loses_nothing(text: &str, tokens: &[Token]) -> Result<(), String> {
    let mut at = 0;
    for token in tokens {
        let range = token.range();
        let gap = text
            .get(at..range.start)
            .ok_or_else(|| format!("{range:?} after {at} is not on character boundaries"))?;
        if gap.contains(|c: char| !c.is_whitespace()) {
            return Err(format!("{gap:?} was lost before {range:?}"));
        }
        if text.get(range.clone()).is_none_or(str::is_empty) {
            return Err(format!("{range:?} is empty"));
        }
        at = range.end;
    }
    let rest = &text[at..];
    if rest.chars().all(char::is_whitespace) { Ok(()) } else { Err(format!("{rest:?} was lost at the end")) }
}

/// Laws 1 and 2 for one text.
fn obeys(text: &str) -> Result<(), String> {
    let tokens = tokenize(text);
    loses_nothing(text, &tokens).map_err(|lost| format!("{lost} in {text:?}"))?;
    let plain = plainly(text);
    if tokens == plain {
        return Ok(());
    }
    let at = tokens.iter().zip(&plain).take_while(|(a, b)| a == b).count();
    let show = |tokens: &[Token]| {
        let some = tokens.iter().skip(at).take(3);
        some.map(|token| format!("{:?} {:?}", token.kind, token.text(text))).collect::<Vec<_>>().join(", ")
    };
    Err(format!("fast gives {}; plain gives {}", show(&tokens), show(&plain)))
}

#[test]
fn the_scanner_loses_nothing_and_fast_equals_plain_on_all_available_texts() {
    for text in texts() {
        if let Err(broken) = obeys(&text) {
            panic!("{broken}");
        }
    }
}

#[test]
fn every_part_of_the_hard_cases_obeys_the_laws() {
    let joined = HARD.join(" ");
    for (at, _) in joined.char_indices() {
        for part in [&joined[..at], &joined[at..]] {
            if let Err(broken) = obeys(part) {
                panic!("{broken}");
            }
        }
    }
    for text in HARD {
        for (from, _) in text.char_indices() {
            for (to, _) in text[from..].char_indices() {
                if let Err(broken) = obeys(&text[from..from + to]) {
                    panic!("{broken}");
                }
            }
        }
    }
}

/// Every hard case stands at every place of a block of 64 bytes.
#[test]
fn the_laws_hold_at_every_place_of_a_block() {
    for text in HARD {
        for shift in 0..64 {
            for filler in [" ", "a", ",", "é "] {
                let shifted = format!("{}{text} fin", filler.repeat(shift));
                if let Err(broken) = obeys(&shifted) {
                    panic!("{broken}");
                }
            }
        }
    }
}

#[test]
fn every_token_is_in_exactly_one_sentence() {
    for text in texts() {
        let mut forms = Forms::new();
        let document = Document::parse(&text, &mut forms);
        let mut next = 0;
        for sentence in document.sentences() {
            assert_eq!(sentence.range().start, next);
            assert!(!sentence.range().is_empty());
            next = sentence.range().end;
        }
        assert_eq!(next, document.tokens().len());
    }
}

/// Texts of pieces that the rules of the scanner look at, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "l'",
            "d’",
            "qu'",
            "jusqu’",
            "aujourd'hui",
            "-t-il",
            "-là",
            "-",
            "--",
            ".",
            "..",
            "…",
            "M.",
            "etc.",
            "J.-C.",
            "p.",
            "12",
            "1 000",
            "3,14",
            "20h30",
            "%",
            "n°",
            "@",
            "#",
            "http://",
            "www.",
            "x.fr",
            "a@b.fr",
            "(e)s",
            "·e·s",
            "(",
            ")",
            "«",
            "»",
            "\u{a0}",
            "\u{202f}",
            " ",
            "\n",
            ",",
            "!",
            "?",
            ":",
            "/",
            "&",
            "~",
            "'",
            "’",
            "é",
            "Œuvre",
            "\u{ad}",
            "\u{301}",
            "👍🏽",
            "🇫",
            "mot",
            "été",
            "on",
            "O",
            "A",
            "collaborateurs",
            "c'est-à-dire",
            "est",
            "-à-",
            "20h",
            "h-",
            "-fr",
            "-Zed",
            "\n",
            "art",
            "févr",
            "7)",
            "2.16",
            "×",
            "\u{200d}",
            "_",
            "y",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,3}",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn the_laws_hold_for_pieces_in_any_order(text in pieces()) {
        prop_assert_eq!(obeys(&text), Ok(()));
    }

    #[test]
    fn the_laws_hold_for_random_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert_eq!(obeys(&String::from_utf8_lossy(&bytes)), Ok(()));
    }

    #[test]
    fn the_laws_hold_for_random_characters(text in "\\PC{0,200}") {
        prop_assert_eq!(obeys(&text), Ok(()));
    }
}

/// Law 3 for one long text: parsed in parts and joined, it equals the text parsed at once.
#[test]
fn a_text_parsed_in_parts_equals_the_text_parsed_at_once() {
    let mut texts = texts();
    // Texts that a program joined, and hard-wrapped ones.
    let short: Vec<&str> = texts.iter().map(String::as_str).filter(|text| text.len() < 20_000).collect();
    let joined = [short.join("\n\n"), short.concat().replace(". ", ".\n")];
    texts.extend(joined);
    for text in texts {
        for bytes in [1, 50, 1_000, 100_000] {
            if text.len() > 1000 * bytes {
                continue;
            }
            let mut forms = Forms::new();
            let whole = Document::parse(&text, &mut forms);
            let mut joined_forms = Forms::new();
            let cuts = Document::cuts(&text, bytes);
            let parts = cuts.into_iter().map(|part| {
                let mut forms = Forms::new();
                (Document::parse(&text[part], &mut forms), forms)
            });
            let joined = Document::join(&text, &mut joined_forms, parts);
            assert_eq!(joined.text(), text);
            assert!(joined.tokens() == whole.tokens(), "tokens of parts of {bytes}");
            assert!(joined.forms() == whole.forms(), "forms of parts of {bytes}");
            assert!(joined.sentences() == whole.sentences(), "sentences of parts of {bytes}");
        }
    }
}

/// A document of many terminators or marks takes linear time; looking back over each of them would take
/// hours.
#[test]
fn documents_of_marks_alone_are_parsed() {
    for piece in ["! ", "! a ", ".) ", "(. ", "\n", "- \n", "etc. ", "\u{a0}", "a\n", ",\n"] {
        let text = piece.repeat(200_000);
        let mut forms = Forms::new();
        let document = Document::parse(&text, &mut forms);
        assert_eq!(document.tokens().len(), document.forms().len());
    }
}

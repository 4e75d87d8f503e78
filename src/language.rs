//! The language of a text: from its function words where they speak clearly, from whatlang where
//! they leave a doubt.

use serde::Serialize;
use whatlang::Lang;

use crate::text::{Document, Forms, TokenKind};

/// The language of a text and how sure that is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Language {
    /// The ISO 639-1 code, or the ISO 639-3 code of a language that has none; `und` when the text
    /// has no words.
    pub code: &'static str,
    /// Confidence, 0..=1.
    pub confidence: f64,
}

/// Words that are looked at, at most: enough to be sure, and little beside the rest of the work.
const WORDS: usize = 400;
/// Bytes that whatlang is given, at most.
const SAMPLE_BYTES: usize = 2_000;
/// Fewer words than this and the shares below mean nothing.
const ENOUGH_WORDS: usize = 20;
/// At this share of French function words a text is French beyond doubt: prose has 0.40 to 0.55 of
/// them, English prose below 0.10.
const CLEAR_SHARE: f64 = 0.30;
/// The share at which French and not French are equally likely, and how fast the odds change.
const EVEN_SHARE: f64 = 0.18;
const STEEPNESS: f64 = 40.0;

/// Tells the language of a document.
pub fn detect_language(document: &Document<'_>, forms: &Forms) -> Language {
    let mut words = 0usize;
    let mut function_words = 0usize;
    for (token, &form) in document.tokens().iter().zip(document.forms()) {
        if !matches!(token.kind, TokenKind::Word | TokenKind::Elided | TokenKind::Clitic) {
            continue;
        }
        words += 1;
        function_words += usize::from(forms.get(form).is_stop_word);
        if words == WORDS {
            break;
        }
    }
    if words == 0 {
        return Language { code: "und", confidence: 0.0 };
    }
    let share = function_words as f64 / words as f64;
    if words >= ENOUGH_WORDS && share >= CLEAR_SHARE {
        let confidence = 1.0 / (1.0 + (-STEEPNESS * (share - EVEN_SHARE)).exp());
        return Language { code: "fr", confidence };
    }
    let text = document.text();
    let sample = &text[..text.floor_char_boundary(SAMPLE_BYTES)];
    match whatlang::detect(sample) {
        Some(info) => Language { code: code(info.lang()), confidence: info.confidence() },
        None => Language { code: "und", confidence: 0.0 },
    }
}

/// The two-letter code where there is one.
fn code(language: Lang) -> &'static str {
    match language {
        Lang::Fra => "fr",
        Lang::Eng => "en",
        Lang::Deu => "de",
        Lang::Spa => "es",
        Lang::Ita => "it",
        Lang::Por => "pt",
        Lang::Nld => "nl",
        Lang::Cat => "ca",
        Lang::Ron => "ro",
        Lang::Pol => "pl",
        Lang::Rus => "ru",
        Lang::Ara => "ar",
        Lang::Tur => "tr",
        Lang::Swe => "sv",
        Lang::Dan => "da",
        Lang::Fin => "fi",
        Lang::Epo => "eo",
        Lang::Lat => "la",
        other => other.code(),
    }
}

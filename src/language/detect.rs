//! The language of a text: from the share of French function words where that is clear, from whatlang where
//! it is not.
//!
//! Posts in several languages are left to [`prose`](super::prose).

use std::borrow::Cow;

use serde::{Serialize, Serializer};
use whatlang::Lang;

use crate::text::{Document, Forms, TokenKind, first_bytes};

/// The language of a text, and how certain it is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Language {
    /// The ISO 639-1 code, or the ISO 639-3 code of a language without one; `und` (undetermined) when the
    /// text has no words, or too few to be certain.
    pub code: &'static str,
    /// Confidence, 0..=1; serialized with two digits.
    #[serde(serialize_with = "two_digits")]
    #[cfg_attr(feature = "schema", schemars(with = "f64", range(min = 0, max = 1)))]
    pub confidence: f64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn two_digits<S: Serializer>(confidence: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64((confidence * 100.0).round() / 100.0)
}

impl Language {
    /// The language with the code `given`, if it is one that Glane gives; `und` for any other.
    pub fn from_code(given: &str, confidence: f64) -> Self {
        let code = Lang::all().iter().map(|&language| code(language)).find(|&code| code == given);
        Self { code: code.unwrap_or("und"), confidence }
    }
}

/// At most this many words are examined: enough for certainty, and cheap compared with the analysis.
pub(super) const WORDS: usize = 400;
/// At most this many bytes are given to whatlang.
const SAMPLE_BYTES: usize = 2_000;
/// With fewer words than this, the shares below mean nothing.
const ENOUGH_WORDS: usize = 20;
/// From this share of French function words, a text is certainly French: French prose has 0.40 to 0.55,
/// English prose below 0.10.
pub(super) const CLEAR_SHARE: f64 = 0.30;
/// The share at which French and other languages are equally likely.
const EVEN_SHARE: f64 = 0.18;
/// How fast the log-odds grow with the share.
const STEEPNESS: f64 = 40.0;

/// Detects the language of a document from its first 400 words. A language other than French is named only if
/// it is certain: whatlang takes "Le vélo en ville" for Afrikaans.
///
/// `forms` is the table that the document was parsed with.
///
/// ```
/// use glane::detect_language;
/// use glane::text::{Document, Forms};
///
/// let mut forms = Forms::new();
/// let document = Document::parse("Bonjour à tous, voici la lettre du mois.", &mut forms);
/// assert_eq!(detect_language(&document, &forms).code, "fr");
/// ```
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
    language_of(words, function_words, || document.text().into())
}

/// The language of a text from its number of words, the number of French function words among them and, where
/// these leave a doubt, from its beginning.
pub(super) fn language_of<'t>(
    words: usize,
    function_words: usize,
    text: impl FnOnce() -> Cow<'t, str>,
) -> Language {
    if words == 0 {
        return Language { code: "und", confidence: 0.0 };
    }
    let share = function_words as f64 / words as f64;
    if words >= ENOUGH_WORDS && share >= CLEAR_SHARE {
        let confidence = 1.0 / (1.0 + (-STEEPNESS * (share - EVEN_SHARE)).exp());
        return Language { code: "fr", confidence };
    }
    match whatlang::detect(sample(&text())) {
        Some(info) if info.lang() == Lang::Fra || info.is_reliable() => {
            Language { code: code(info.lang()), confidence: info.confidence() }
        }
        _ => Language { code: "und", confidence: 0.0 },
    }
}

/// The language of a paragraph, if it is not French with at least this confidence.
pub(super) fn certain_other_language(text: &str, confidence: f64) -> Option<&'static str> {
    let info = whatlang::detect(sample(text))?;
    (info.lang() != Lang::Fra && info.is_reliable() && info.confidence() >= confidence)
        .then(|| code(info.lang()))
}

/// The part of a text from which whatlang detects its language.
fn sample(text: &str) -> &str {
    first_bytes(text, SAMPLE_BYTES)
}

/// The ISO 639-1 code where there is one, else the ISO 639-3 code.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn code_of(text: &str) -> &'static str {
        let mut forms = Forms::new();
        detect_language(&Document::parse(text, &mut forms), &forms).code
    }

    #[test]
    fn a_short_french_text_is_never_taken_for_another_language() {
        for text in ["Le vélo en ville.", "Télétravail", "Twitter", "Mon premier billet", "La ville."] {
            assert!(matches!(code_of(text), "fr" | "und"), "{text}: {}", code_of(text));
        }
    }

    #[test]
    fn certain_languages_are_named() {
        assert_eq!(code_of("Hello from the road: we are in Spain this week, and the bikes are fine."), "en");
        assert_eq!(code_of("Bonjour à tous, voici la lettre du mois, avec des nouvelles du jardin."), "fr");
        assert_eq!(code_of("2021 ?! 3"), "und");
    }
}

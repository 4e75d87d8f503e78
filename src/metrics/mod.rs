//! Text measures: length, lexical diversity and readability.
//!
//! [`Stats`] are the counts of one post and [`Totals`] their sums over posts, both integers, so that sums do not
//! depend on the order; [`TextMeasures`] are the measures computed from either. Tokens and syllables are
//! defined in `text` and `french`.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize, Serializer};

use crate::text::{Document, Form, FormId, FormMap, Forms, TokenKind};

/// Counts of the text of a post, without its title.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stats {
    /// Words: tokens other than punctuation and emoji; "l'école" is two.
    pub words: usize,
    /// Sentences, including headings and list items.
    pub sentences: usize,
    /// Words spelled in letters: without numbers, addresses, hashtags and account names.
    pub spelled: usize,
    /// Letters of the spelled words.
    pub letters: usize,
    /// Syllables of the spelled words (see [`syllables`](crate::french::syllables)).
    pub syllables: usize,
    /// Lexical diversity in hundredths (see [`TextMeasures::lexical_diversity`]); `None` for a short text.
    pub diversity: Option<u32>,
}

/// Sums of [`Stats`] over posts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Words of all posts.
    pub words: u64,
    /// Sentences of all posts.
    pub sentences: u64,
    /// Words spelled in letters.
    pub spelled: u64,
    /// Letters of the spelled words.
    pub letters: u64,
    /// Syllables of the spelled words.
    pub syllables: u64,
    /// The sum of the known lexical diversities, in hundredths.
    pub diversity: u64,
    /// Posts with a known lexical diversity.
    pub diverse_posts: u64,
}

/// Measures of the text of a post, or of all posts of an archive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TextMeasures {
    /// Words: tokens other than punctuation and emoji; "l'école" is two.
    pub words: u64,
    /// Sentences, including headings and list items.
    pub sentences: u64,
    /// Letters of the words spelled in letters (without numbers, addresses, hashtags).
    pub letters: u64,
    /// Syllables of these words, in careful pronunciation.
    pub syllables: u64,
    /// Mean words per sentence; absent without a sentence.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "two_digits")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<f64>"))]
    pub sentence_length: Option<f64>,
    /// Mean letters per word spelled in letters; absent without such words.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "two_digits")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<f64>"))]
    pub word_length: Option<f64>,
    /// Lexical diversity: MTLD (McCarthy and Jarvis 2010), the mean number of words over which the share
    /// of different words stays at 0.72 or more; of an archive, the mean of its posts. French posts have
    /// about 60 to 200. Left out below 100 words, where it means little.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "two_digits")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<f64>"))]
    pub lexical_diversity: Option<f64>,
    /// Ease of reading by Kandel and Moles (1958), the measure of Flesch for French: 207 − 1.015 × words a
    /// sentence − 73.6 × syllables a word, over words spelled in letters. Mostly 0 to 100, higher is
    /// easier; below 30 very hard, 60 to 70 plain. Left out for a text that is not French or has no word.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "two_digits")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<f64>"))]
    pub readability: Option<f64>,
    /// Reading time in seconds, at 195 words per minute, the mean of readers of French (Trauzettel-Klosinski
    /// and Dietz 2012).
    pub reading_seconds: u64,
}

/// The reading speed of French in words per minute: 195 (Trauzettel-Klosinski and Dietz 2012, standardized texts
/// in 17 languages).
pub const WORDS_PER_MINUTE: u64 = 195;

impl Totals {
    /// Adds the counts of a post.
    pub fn add(&mut self, stats: &Stats) {
        self.words += stats.words as u64;
        self.sentences += stats.sentences as u64;
        self.spelled += stats.spelled as u64;
        self.letters += stats.letters as u64;
        self.syllables += stats.syllables as u64;
        self.diversity += u64::from(stats.diversity.unwrap_or(0));
        self.diverse_posts += u64::from(stats.diversity.is_some());
    }

    /// Adds other sums.
    pub fn merge(&mut self, other: &Self) {
        self.words += other.words;
        self.sentences += other.sentences;
        self.spelled += other.spelled;
        self.letters += other.letters;
        self.syllables += other.syllables;
        self.diversity += other.diversity;
        self.diverse_posts += other.diverse_posts;
    }

    /// The measures of French posts with these sums.
    ///
    /// ```
    /// use glane::{Analyzer, Post, Totals};
    ///
    /// let analyzer = Analyzer::builder().build()?;
    /// let mut totals = Totals::default();
    /// for text in ["Le vélo roule. Il est rouge.", "La pluie tombe."] {
    ///     totals.add(&analyzer.analyze(&Post::new("1", text)).stats);
    /// }
    /// let measures = totals.measures();
    /// assert_eq!((measures.words, measures.sentences, measures.syllables), (9, 3, 10));
    /// assert_eq!(measures.sentence_length, Some(3.0));
    /// # Ok::<(), glane::BuildError>(())
    /// ```
    pub fn measures(&self) -> TextMeasures {
        let ratio = |part: u64, whole: u64| (whole > 0).then(|| part as f64 / whole as f64);
        let readability = ratio(self.spelled, self.sentences)
            .zip(ratio(self.syllables, self.spelled))
            .map(|(length, syllables)| 207.0 - 1.015 * length - 73.6 * syllables);
        TextMeasures {
            words: self.words,
            sentences: self.sentences,
            letters: self.letters,
            syllables: self.syllables,
            sentence_length: ratio(self.words, self.sentences),
            word_length: ratio(self.letters, self.spelled),
            lexical_diversity: ratio(self.diversity, self.diverse_posts).map(|hundredths| hundredths / 100.0),
            readability,
            reading_seconds: (self.words * 60).div_ceil(WORDS_PER_MINUTE),
        }
    }
}

impl Stats {
    /// The measures of a post with these counts; readability is defined only for French.
    pub fn measures(&self, french: bool) -> TextMeasures {
        let mut totals = Totals::default();
        totals.add(self);
        let measures = totals.measures();
        TextMeasures { readability: measures.readability.filter(|_| french), ..measures }
    }
}

#[expect(clippy::ref_option, reason = "the signature that serde expects")]
fn two_digits<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => serializer.serialize_f64((value * 100.0).round() / 100.0),
        None => serializer.serialize_none(),
    }
}

/// Counts words; caches what is known of each distinct form. One per worker.
#[derive(Debug, Default)]
pub(crate) struct Counter {
    /// The counts of each form.
    forms: FormMap<FormCounts>,
    numbers: FxHashMap<Box<str>, u32>,
    /// The word numbers of the current text, in order.
    text: Vec<u32>,
    /// The MTLD factor in which each word was last met.
    last_factor: Vec<u32>,
    /// The number of the current factor.
    factor: u32,
}

/// The counts of a form, in eight bytes, so that those of common words stay in the cache.
#[derive(Clone, Copy, Debug, Default)]
struct FormCounts {
    /// The number of its word, from 1; "Le" and "le" are one word. 0 when the form is new.
    word: u32,
    letters: u8,
    syllables: u8,
    is_stop_word: bool,
}

impl Counter {
    /// Whether a counted form is a French stop word.
    pub(crate) fn is_stop_word(&self, form: FormId) -> bool {
        self.forms.get(form).is_some_and(|known| known.is_stop_word)
    }

    /// The counts of a document; every call must pass the same table of forms.
    pub(crate) fn count(&mut self, document: &Document<'_>, forms: &Forms) -> Stats {
        let mut stats = Stats { sentences: document.sentences().len(), ..Stats::default() };
        self.text.clear();
        for (token, &id) in document.tokens().iter().zip(document.forms()) {
            match token.kind {
                TokenKind::Punctuation | TokenKind::Emoji => continue,
                TokenKind::Word | TokenKind::Elided | TokenKind::Clitic | TokenKind::Abbreviation => {
                    let known = self.forms.get(id).copied().filter(|known| known.word > 0);
                    let form = known.unwrap_or_else(|| self.learn(id, forms));
                    stats.letters += usize::from(form.letters);
                    stats.syllables += usize::from(form.syllables);
                    self.text.push(form.word);
                }
                _ => {}
            }
            stats.words += 1;
        }
        stats.spelled = self.text.len();
        stats.diversity = self.diversity();
        stats
    }

    /// Caches the counts of a new form.
    #[cold]
    fn learn(&mut self, id: FormId, forms: &Forms) -> FormCounts {
        let form = forms.get(id);
        let next = self.numbers.len() as u32 + 1;
        let word = match self.numbers.get(&form.folded) {
            Some(&known) => known,
            None => *self.numbers.entry(form.folded.clone()).or_insert(next),
        };
        let Form { letters, syllables, is_stop_word, .. } = *form;
        let counts = FormCounts { word, letters, syllables, is_stop_word };
        *self.forms.get_mut(id) = counts;
        counts
    }

    /// MTLD of the current text in hundredths: the mean of a forward and a backward pass.
    fn diversity(&mut self) -> Option<u32> {
        /// Below this number of words, MTLD is unreliable.
        const ENOUGH: usize = 100;
        if self.text.len() < ENOUGH {
            return None;
        }
        self.last_factor.resize(self.numbers.len() + 1, 0);
        let text = std::mem::take(&mut self.text);
        let forwards = self.factors(text.iter().copied());
        let backwards = self.factors(text.iter().rev().copied());
        let length = text.len() as f64;
        self.text = text;
        // Without a repeated word there is no factor.
        (forwards > 0.0 && backwards > 0.0)
            .then(|| ((length / forwards + length / backwards) * 50.0).round() as u32)
    }

    /// The number of factors: stretches that end when the type-token ratio falls below 0.72. The remainder
    /// counts as a partial factor.
    fn factors(&mut self, text: impl Iterator<Item = u32>) -> f64 {
        const THRESHOLD: f64 = 0.72;
        let mut factors = 0.0;
        let (mut words, mut different) = (0_u64, 0_u64);
        self.next_factor();
        for word in text {
            words += 1;
            let last = &mut self.last_factor[word as usize];
            different += u64::from(*last != self.factor);
            *last = self.factor;
            if different * 100 < words * 72 {
                factors += 1.0;
                (words, different) = (0, 0);
                self.next_factor();
            }
        }
        if words > 0 {
            factors += (1.0 - different as f64 / words as f64) / (1.0 - THRESHOLD);
        }
        factors
    }

    fn next_factor(&mut self) {
        if self.factor == u32::MAX {
            self.last_factor.fill(0);
            self.factor = 0;
        }
        self.factor += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stats(text: &str) -> Stats {
        let mut forms = Forms::new();
        Counter::default().count(&Document::parse(text, &mut forms), &forms)
    }

    #[test]
    fn counts_of_a_short_text() {
        let stats = stats("L’école ouvre en 2022. Voir www.exemple.fr 🙂");
        assert_eq!((stats.words, stats.sentences, stats.spelled), (7, 2, 5));
        assert_eq!(stats.letters, 1 + 5 + 5 + 2 + 4);
        assert_eq!(stats.syllables, 2 + 1 + 1 + 1);
        assert_eq!(stats.diversity, None);
        assert_eq!(Stats::default().measures(true).readability, None);
    }

    #[test]
    fn diversity_matches_the_definition() {
        // "un deux un" has a type-token ratio of 2/3: every third word ends a factor, in both directions.
        let text = "un deux un ".repeat(50);
        assert_eq!(stats(&text).diversity, Some(300));
        // 150 different words: no factor.
        let different: Vec<String> = (0..150).map(|n| "a".repeat(n + 1)).collect();
        assert_eq!(stats(&different.join(" ")).diversity, None);
        // 100 words, one of them twice: 0.01 / 0.28 of a factor, in both directions.
        let once = format!("{} a", different[..99].join(" "));
        assert_eq!(stats(&once).diversity, Some(280_000));
    }

    #[test]
    fn readability_matches_the_formula_of_kandel_and_moles() {
        let totals = Totals { sentences: 10, spelled: 200, words: 210, syllables: 320, ..Totals::default() };
        let readability = totals.measures().readability.expect("a figure");
        assert!((readability - (207.0 - 1.015 * 20.0 - 73.6 * 1.6)).abs() < 1e-9);
        assert_eq!(totals.measures().reading_seconds, 65);
    }
}

//! Text figures: how long a text is, how varied its words are, how easily it reads.
//!
//! [`Stats`] are the counts of one post, [`Totals`] their sums over many, both whole numbers, so that no
//! order of adding changes them; [`Figures`] is what either says, as it is written. What a word is and
//! how many syllables it has is decided below, in `text` and `french`.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize, Serializer};

use crate::text::{Document, Form, FormId, FormMap, Forms, TokenKind};

/// Counts over a post's text; the title is not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stats {
    /// Words: tokens that are no punctuation and no emoji; "l'école" is two.
    pub words: usize,
    /// Sentences, headings and list items included.
    pub sentences: usize,
    /// Words that are spelled in letters: no numbers, addresses, hashtags or account names.
    pub spelled: usize,
    /// Letters of the spelled words.
    pub letters: usize,
    /// Syllables of the spelled words (see [`syllables`](crate::french::syllables)).
    pub syllables: usize,
    /// Lexical diversity in hundredths (see [`Figures::lexical_diversity`]); none for a short text.
    pub diversity: Option<u32>,
}

/// Sums of [`Stats`] over posts; to be added up in any order with equal results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Words of all posts.
    pub words: u64,
    /// Sentences of all posts.
    pub sentences: u64,
    /// Words that are spelled in letters.
    pub spelled: u64,
    /// Letters of the spelled words.
    pub letters: u64,
    /// Syllables of the spelled words.
    pub syllables: u64,
    /// The sum of the lexical diversities that are known, in hundredths.
    pub diversity: u64,
    /// Posts whose lexical diversity is known.
    pub diverse_posts: u64,
}

/// What the counts of a post, or of all posts of an archive, say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Figures {
    /// Words: tokens that are no punctuation and no emoji; "l'école" is two.
    pub words: u64,
    /// Sentences, headings and list items included.
    pub sentences: u64,
    /// Letters of the words that are spelled in letters (no numbers, addresses, hashtags).
    pub letters: u64,
    /// Syllables of these words, in careful reading.
    pub syllables: u64,
    /// Words a sentence, in the mean; left out where there is no sentence.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "two_digits")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<f64>"))]
    pub sentence_length: Option<f64>,
    /// Letters a word, in the mean over words spelled in letters; left out where there is none.
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
    /// Seconds it takes to read, at 195 words a minute: the mean of readers of French (Trauzettel-Klosinski
    /// and Dietz 2012).
    pub reading_seconds: u64,
}

/// Words that a reader of French silently reads in a minute: 195 (Trauzettel-Klosinski and Dietz
/// 2012, standardized texts in 17 languages).
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

    /// What the sums of French posts say.
    ///
    /// ```
    /// use glane::{Analyzer, Post, Totals};
    ///
    /// let analyzer = Analyzer::builder().build()?;
    /// let mut totals = Totals::default();
    /// for text in ["Le vélo roule. Il est rouge.", "La pluie tombe."] {
    ///     totals.add(&analyzer.analyze(&Post::new("1", text)).stats);
    /// }
    /// let figures = totals.figures();
    /// assert_eq!((figures.words, figures.sentences, figures.syllables), (9, 3, 10));
    /// assert_eq!(figures.sentence_length, Some(3.0));
    /// # Ok::<(), glane::BuildError>(())
    /// ```
    pub fn figures(&self) -> Figures {
        let ratio = |part: u64, whole: u64| (whole > 0).then(|| part as f64 / whole as f64);
        let readability = ratio(self.spelled, self.sentences)
            .zip(ratio(self.syllables, self.spelled))
            .map(|(length, syllables)| 207.0 - 1.015 * length - 73.6 * syllables);
        Figures {
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
    /// What the counts of a post say; one that is not French has no readability.
    pub fn figures(&self, french: bool) -> Figures {
        let mut totals = Totals::default();
        totals.add(self);
        let figures = totals.figures();
        Figures { readability: figures.readability.filter(|_| french), ..figures }
    }
}

#[expect(clippy::ref_option, reason = "serde hands fields over so")]
fn two_digits<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => serializer.serialize_f64((value * 100.0).round() / 100.0),
        None => serializer.serialize_none(),
    }
}

/// One worker's memory for counting: the distinct words it has met.
#[derive(Debug, Default)]
pub(crate) struct Counter {
    /// What is counted of each form.
    forms: FormMap<FormCounts>,
    numbers: FxHashMap<Box<str>, u32>,
    /// The words of the text at hand, in order.
    text: Vec<u32>,
    /// When each word was last met; a later time for each stretch of a text.
    met: Vec<u32>,
    now: u32,
}

/// What is counted of a form: eight bytes, so that those of common words stay at hand.
#[derive(Clone, Copy, Debug, Default)]
struct FormCounts {
    /// The number of its word, counted from 1; "Le" and "le" are one word. 0 when the form is new.
    word: u32,
    letters: u8,
    syllables: u8,
    is_stop_word: bool,
}

impl Counter {
    /// Whether the form of a word that was counted is a French stop word.
    pub(crate) fn is_stop_word(&self, form: FormId) -> bool {
        self.forms.get(form).is_some_and(|known| known.is_stop_word)
    }

    /// The counts of a document; `forms` is always the same table.
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

    /// What is counted of a form that was not met before.
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

    /// MTLD of the text at hand, in hundredths: the mean of reading it forwards and backwards.
    fn diversity(&mut self) -> Option<u32> {
        /// Fewer words than this, and the measure means little.
        const ENOUGH: usize = 100;
        if self.text.len() < ENOUGH {
            return None;
        }
        self.met.resize(self.numbers.len() + 1, 0);
        let text = std::mem::take(&mut self.text);
        let forwards = self.stretches(text.iter().copied());
        let backwards = self.stretches(text.iter().rev().copied());
        let length = text.len() as f64;
        self.text = text;
        // Without one repeated word there is no stretch to measure.
        (forwards > 0.0 && backwards > 0.0)
            .then(|| ((length / forwards + length / backwards) * 50.0).round() as u32)
    }

    /// How many stretches of a text end because the share of different words falls below 0.72; the rest at
    /// the end counts by how far it has come.
    fn stretches(&mut self, text: impl Iterator<Item = u32>) -> f64 {
        const SHARE: f64 = 0.72;
        let mut stretches = 0.0;
        let (mut words, mut different) = (0_u64, 0_u64);
        self.next_stretch();
        for word in text {
            words += 1;
            let met = &mut self.met[word as usize];
            different += u64::from(*met != self.now);
            *met = self.now;
            if different * 100 < words * 72 {
                stretches += 1.0;
                (words, different) = (0, 0);
                self.next_stretch();
            }
        }
        if words > 0 {
            stretches += (1.0 - different as f64 / words as f64) / (1.0 - SHARE);
        }
        stretches
    }

    fn next_stretch(&mut self) {
        if self.now == u32::MAX {
            self.met.fill(0);
            self.now = 0;
        }
        self.now += 1;
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
        assert_eq!(Stats::default().figures(true).readability, None);
    }

    #[test]
    fn diversity_is_that_of_the_definition() {
        // "un deux un" has a share of 2/3: every third word ends a stretch, forwards and backwards.
        let text = "un deux un ".repeat(50);
        assert_eq!(stats(&text).diversity, Some(300));
        // 150 different words: no stretch at all.
        let different: Vec<String> = (0..150).map(|n| "a".repeat(n + 1)).collect();
        assert_eq!(stats(&different.join(" ")).diversity, None);
        // 100 words, one of them twice: 0.01 / 0.28 of a stretch, both ways.
        let once = format!("{} a", different[..99].join(" "));
        assert_eq!(stats(&once).diversity, Some(280_000));
    }

    #[test]
    fn readability_is_that_of_kandel_and_moles() {
        let totals = Totals { sentences: 10, spelled: 200, words: 210, syllables: 320, ..Totals::default() };
        let readability = totals.figures().readability.expect("a figure");
        assert!((readability - (207.0 - 1.015 * 20.0 - 73.6 * 1.6)).abs() < 1e-9);
        assert_eq!(totals.figures().reading_seconds, 65);
    }
}

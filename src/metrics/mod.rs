//! Text measures: length, lexical diversity and readability.
//!
//! [`Stats`] are the counts of one post and [`Totals`] their sums over posts, both integers, so that sums do not
//! depend on the order; [`TextMeasures`] are the measures computed from either. Tokens and syllables are
//! defined in `text` and `french`.
//!
//! Readability, word length and lexical diversity count *graphical words*, as their definitions do: an elided
//! word and the word that it precedes are one ("l'école"), and so are a verb and its clitics ("dit-il").

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize, Serializer};

use crate::text::{Document, Form, FormId, FormMap, Forms, TokenKind};

/// Counts of the text of a post, without its title.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Stats {
    /// Words: tokens other than punctuation and emoji; "l'école" is two.
    pub words: usize,
    /// Sentences, including headings and list items.
    pub sentences: usize,
    /// Graphical words spelled in letters ("l'école" is one): without numbers, addresses, hashtags and account
    /// names.
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
#[non_exhaustive]
pub struct Totals {
    /// Words of all posts.
    pub words: u64,
    /// Sentences of all posts.
    pub sentences: u64,
    /// Graphical words spelled in letters.
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
    /// Mean letters per graphical word spelled in letters ("l'école" is one word of six letters); absent without
    /// such words.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "two_digits")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<f64>"))]
    pub word_length: Option<f64>,
    /// Lexical diversity: MTLD (McCarthy and Jarvis 2010), the mean number of graphical words over which the
    /// type-token ratio stays at 0.72 or more; of an archive, the mean over its posts. Absent below 100 words,
    /// where MTLD is unreliable.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "two_digits")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<f64>"))]
    pub lexical_diversity: Option<f64>,
    /// Readability by Kandel and Moles (1958), the formula of Flesch adapted to French: 207 − 1.015 × words per
    /// sentence − 73.6 × syllables per word, over graphical words spelled in letters. Mostly 0 to 100, higher is
    /// easier; below 30 very difficult, 60 to 70 standard. Absent for a text that is not French or has no word.
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
    /// The numbers of graphical words of several tokens, by the number of their beginning and that of the last
    /// token.
    pairs: FxHashMap<(u32, u32), u32>,
    /// The numbers of the graphical words of the current text, in order.
    text: Vec<u32>,
    /// The tokens of the last graphical word, and their joined text when there are several.
    parts: Vec<FormId>,
    joined: String,
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
        // The end of the graphical word at the end of `text`, and whether its last token is elided.
        let mut open = (0, false);
        for (token, &id) in document.tokens().iter().zip(document.forms()) {
            match token.kind {
                TokenKind::Punctuation | TokenKind::Emoji => continue,
                TokenKind::Word | TokenKind::Elided | TokenKind::Clitic | TokenKind::Abbreviation => {
                    let known = self.forms.get(id).copied().filter(|known| known.word > 0);
                    let form = known.unwrap_or_else(|| self.learn(id, forms));
                    stats.letters += usize::from(form.letters);
                    stats.syllables += usize::from(form.syllables);
                    let continues = open.0 == token.start && (open.1 || token.kind == TokenKind::Clitic);
                    match self.text.last_mut() {
                        Some(word) if continues => {
                            self.parts.push(id);
                            // Words with equal numbers are equal, and so are two words that end alike and
                            // begin alike.
                            *word = *self.pairs.entry((*word, form.word)).or_insert_with(|| {
                                number_of(&mut self.numbers, &mut self.joined, &self.parts, forms)
                            });
                        }
                        _ => {
                            self.parts.clear();
                            self.parts.push(id);
                            self.text.push(form.word);
                        }
                    }
                    open = (token.end, token.kind == TokenKind::Elided);
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

/// The number of a graphical word of several tokens.
fn number_of(
    numbers: &mut FxHashMap<Box<str>, u32>,
    joined: &mut String,
    parts: &[FormId],
    forms: &Forms,
) -> u32 {
    joined.clear();
    for &part in parts {
        joined.push_str(&forms.get(part).folded);
    }
    let next = numbers.len() as u32 + 1;
    match numbers.get(joined.as_str()) {
        Some(&known) => known,
        None => *numbers.entry(joined.as_str().into()).or_insert(next),
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
        assert_eq!((stats.words, stats.sentences, stats.spelled), (7, 2, 4));
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

    /// Plain prose with elisions, clitics and repeated words, and neither numbers nor inner points.
    const PROSE: &str = "L’école du quartier ouvre ses portes au printemps. On l’avait fermée pendant l’hiver, \
        parce qu’il pleuvait dans l’entrée. Les voisins l’ont repeinte, l’un avec l’autre, et la mairie a payé la \
        peinture. Que dit-on de l’école ? Elle est belle, dit-il, et elle est claire. L’entrée n’est plus humide. \
        Les enfants aiment l’école et la cour. Dans la cour, il y a un arbre, un banc et un potager. Le potager \
        donne des tomates en été et des courges en automne. Les enfants arrosent le potager avec l’eau de la pluie, \
        qu’une citerne garde pendant l’été. Est-ce que l’école changera encore ? Peut-être. Les voisins parlent \
        d’un préau, d’une bibliothèque et d’un atelier. La mairie attend l’avis des parents, et les parents \
        attendent l’avis de la mairie.";

    /// The words between white space, in lower case and without punctuation around them.
    fn graphical_words(text: &str) -> Vec<String> {
        let trimmed = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphabetic()));
        trimmed.filter(|word| !word.is_empty()).map(|word| word.to_lowercase().replace('’', "'")).collect()
    }

    #[test]
    fn readability_is_that_of_graphical_words() {
        let words = graphical_words(PROSE);
        let sentences = PROSE.matches(['.', '?']).count();
        let syllables: usize = words.iter().map(|word| crate::french::syllables(word)).sum();
        let expected = 207.0
            - 1.015 * words.len() as f64 / sentences as f64
            - 73.6 * syllables as f64 / words.len() as f64;
        let stats = stats(PROSE);
        assert_eq!((stats.spelled, stats.sentences, stats.syllables), (words.len(), sentences, syllables));
        let readability = stats.measures(true).readability.expect("French words");
        assert!((readability - expected).abs() < 1e-9, "{readability}, {expected}");
    }

    #[test]
    fn diversity_is_the_mtld_of_graphical_words() {
        fn factors<'a>(words: impl Iterator<Item = &'a String>) -> f64 {
            let (mut factors, mut seen, mut length) = (0.0, std::collections::HashSet::new(), 0.0);
            for word in words {
                length += 1.0;
                seen.insert(word);
                if (seen.len() as f64) / length < 0.72 {
                    (factors, length) = (factors + 1.0, 0.0);
                    seen.clear();
                }
            }
            factors + if length > 0.0 { (1.0 - seen.len() as f64 / length) / 0.28 } else { 0.0 }
        }
        let words = graphical_words(PROSE);
        let length = words.len() as f64;
        let [forwards, backwards] =
            [factors(words.iter()), factors(words.iter().rev())].map(|factors| length / factors);
        let expected = f64::midpoint(forwards, backwards);
        let diversity = f64::from(stats(PROSE).diversity.expect("a long text")) / 100.0;
        assert!((diversity - expected).abs() <= 0.005, "{diversity}, {expected}");
    }

    #[test]
    fn readability_matches_the_formula_of_kandel_and_moles() {
        let totals = Totals { sentences: 10, spelled: 200, words: 210, syllables: 320, ..Totals::default() };
        let readability = totals.measures().readability.expect("a figure");
        assert!((readability - (207.0 - 1.015 * 20.0 - 73.6 * 1.6)).abs() < 1e-9);
        assert_eq!(totals.measures().reading_seconds, 65);
    }
}

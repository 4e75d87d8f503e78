//! What the learned ranker looks at: some forty figures for each family, from one pass over the
//! post. Ratios and logarithms, so that a post of 80 words and one of 8,000 are alike.

use rustc_hash::FxHashMap;

use super::super::Candidates;
use crate::keyphrase::background::WordKey;
use crate::keyphrase::candidate::LONGEST;
use crate::keyphrase::family::Family;
use crate::keyphrase::word::{Roles, Word};

/// Names features and says how each is worked out from a [`View`], side by side.
macro_rules! features {
    ($count:literal, $view:ident: $($name:literal => $value:expr,)*) => {
        /// How many features there are.
        pub const COUNT: usize = $count;
        /// The names of the features, in their order.
        pub const NAMES: [&str; COUNT] = [$($name),*];
        fn row($view: &View<'_>) -> [f32; COUNT] {
            [$($value),*]
        }
    };
}

features! { 49, v:
    "occurrences" => v.count.ln(),
    "occurrences per 100 words" => 100.0 * v.count / v.length,
    "occurrences of its own" => v.own.ln_1p(),
    "share inside longer phrases" => 1.0 - v.own / v.count,
    "occurrences beside the commonest" => v.count / v.best_count,
    "in the title" => flag(v.family.in_title > 0),
    "share of the title" => v.share_of_title,
    "first position" => v.first.ln_1p(),
    "first position in the post" => v.first / v.length,
    "last position in the post" => v.last / v.length,
    "reach over the post" => (v.last - v.first).max(0.0) / v.length,
    "sentences" => (v.family.sentences as f32).ln(),
    "share of the sentences" => v.family.sentences as f32 / v.sentences,
    "words" => v.words,
    "letters" => v.span.iter().map(|word| f32::from(word.shape.letters)).sum::<f32>(),
    "background frequency" => v.frequency.ln_1p(),
    "tf-idf" => v.tf_idf(),
    "tf-idf beside the best" => v.tf_idf() / v.best_tf_idf,
    "rarity of its rarest word" => greatest(&v.idfs),
    "rarity of its commonest word" => least(&v.idfs),
    "mean rarity of its words" => v.idfs.iter().sum::<f32>() / v.words,
    "occurrences of its rarest word here" => least(&v.counts).ln(),
    "occurrences of its commonest word here" => greatest(&v.counts).ln(),
    "tf-idf of its words" =>
        v.counts.iter().zip(&v.idfs).map(|(count, idf)| count.ln_1p() * idf).sum::<f32>() / v.words,
    "c-value" => (1.0 + v.words.log2()) * v.c_value(),
    "greatest phrase around it" => v.around.greatest as f32 / v.count,
    "phrases around it" => (v.around.distinct as f32).ln_1p(),
    "cohesion" => v.words * v.count / v.counts.iter().sum::<f32>().max(1.0),
    "in headings" => v.share(v.family.in_headings),
    "emphasised" => v.share(v.family.emphasised),
    "in links" => v.share(v.family.in_links),
    "a name" => flag(v.any(|word| word.roles.has(Roles::PROPER))),
    "capitals" => v.span.iter().filter(|word| word.shape.capital).count() as f32 / v.words,
    "an acronym" => flag(v.any(|word| word.shape.acronym)),
    "a digit" => flag(v.any(|word| word.shape.digit)),
    "a noun by the lexicon alone" => flag(v.any(|word| word.roles.has(Roles::DOUBTFUL))),
    "a preposition inside" => flag(v.any(|word| word.roles.has(Roles::PREPOSITION))),
    "begins with an adjective" => flag(v.span.first().is_some_and(is_adjective)),
    "ends with an adjective" => flag(v.span.len() > 1 && v.span.last().is_some_and(is_adjective)),
    "company of its words" => v.company.ln_1p(),
    "in the first sentence" => flag(v.first < v.first_sentence),
    "prior of its words" => v.priors.iter().sum::<f32>() / v.words,
    "prior of its best word" => v.priors.iter().copied().fold(f32::MIN, f32::max),
    "prior of its worst word" => least(&v.priors),
    "prior of its first word" => v.priors.first().copied().unwrap_or(0.0),
    "adjectives" => v.span.iter().filter(|word| is_adjective(word)).count() as f32,
    "cohesion in the background" => v.frequency.ln_1p() + v.idfs.iter().sum::<f32>() - v.idf,
    "a determiner inside" => flag(v.any(|word| word.roles.has(Roles::DETERMINER))),
    "occurrences in the first tenth" => v.early / v.count,
}

/// One family, with what its features are made of.
struct View<'a> {
    family: &'a Family,
    /// The words of its first occurrence.
    span: &'a [Word],
    /// Words of the post.
    length: f32,
    sentences: f32,
    first_sentence: f32,
    best_count: f32,
    best_tf_idf: f32,
    share_of_title: f32,
    count: f32,
    own: f32,
    first: f32,
    last: f32,
    words: f32,
    frequency: f32,
    idf: f32,
    /// Occurrences of each of its words in the post.
    counts: Vec<f32>,
    /// Inverse document frequency of each of its words.
    idfs: Vec<f32>,
    company: f32,
    around: Around,
    /// The prior of each of its words.
    priors: Vec<f32>,
    /// Occurrences in the title and the first tenth of the text.
    early: f32,
}

impl View<'_> {
    fn tf_idf(&self) -> f32 {
        self.count * self.idf
    }

    fn c_value(&self) -> f32 {
        match self.around.distinct {
            0 => self.count,
            distinct => self.count - self.around.total as f32 / distinct as f32,
        }
    }

    fn share(&self, part: u32) -> f32 {
        part as f32 / self.count
    }

    fn any(&self, holds: impl Fn(&Word) -> bool) -> bool {
        self.span.iter().any(holds)
    }
}

fn flag(truth: bool) -> f32 {
    f32::from(u8::from(truth))
}

fn greatest(values: &[f32]) -> f32 {
    values.iter().copied().fold(0.0, f32::max)
}

fn least(values: &[f32]) -> f32 {
    values.iter().copied().reduce(f32::min).unwrap_or(1.0)
}

fn is_adjective(word: &Word) -> bool {
    word.roles.has(Roles::ADJECTIVE) && !word.roles.has(Roles::NOUN)
}

/// Features of every family: one row a feature, one column a family.
#[derive(Clone, Debug, Default)]
pub struct Matrix {
    values: Vec<f32>,
    families: usize,
}

impl Matrix {
    /// The values of a feature, one for each family.
    pub fn row(&self, feature: usize) -> &[f32] {
        &self.values[feature * self.families..(feature + 1) * self.families]
    }

    /// How many families there are.
    pub fn families(&self) -> usize {
        self.families
    }

    /// The features of one family.
    pub fn column(&self, family: usize) -> [f32; COUNT] {
        std::array::from_fn(|feature| self.row(feature)[family])
    }
}

/// Works out the features of every family.
///
/// `known` texts are taken off every background frequency: 1 when the post itself was counted in
/// the background, as in training.
pub(in crate::keyphrase) fn matrix(candidates: &Candidates<'_>, known: u32) -> Matrix {
    let families = candidates.families.len();
    let mut matrix = Matrix { values: vec![0.0; families * COUNT], families };
    let background = candidates.background;
    // A table leaves out what stands in one text only: so does a frequency less the post's own.
    let less_known = |frequency: u32| match frequency.saturating_sub(known) {
        1 if known > 0 => 0,
        other => other,
    };
    let frequencies: Vec<u32> =
        candidates.families.iter().map(|family| less_known(background.phrase(family.key))).collect();
    let words = WordFigures::of(candidates, less_known);
    let around = around(candidates);
    let tf_idfs = candidates
        .families
        .iter()
        .zip(&frequencies)
        .map(|(family, &frequency)| family.count as f32 * background.idf(frequency) as f32);
    let best_tf_idf = tf_idfs.fold(1e-6, f32::max);
    let best_count = candidates.families.iter().map(|family| family.count).max().unwrap_or(1) as f32;
    let first_sentence = first_sentence(candidates);
    let first_tenth = candidates.body_start + candidates.length() / 10;
    for (number, family) in candidates.families.iter().enumerate() {
        let occurrence = candidates.occurrences[family.occurrences[0] as usize];
        let figures: Vec<Figures> = family.words.iter().map(|word| words.of_word(*word)).collect();
        let view = View {
            family,
            span: &candidates.words[occurrence.range()],
            length: candidates.length() as f32,
            sentences: candidates.sentences.max(1) as f32,
            first_sentence,
            best_count,
            best_tf_idf,
            share_of_title: match (family.in_title, candidates.body_start) {
                (0, _) | (_, 0) => 0.0,
                (_, title) => family.words.len() as f32 / title as f32,
            },
            count: family.count as f32,
            own: (family.count - family.nested) as f32,
            first: family.first as f32,
            last: family.last as f32,
            words: family.words.len() as f32,
            frequency: frequencies[number] as f32,
            idf: background.idf(frequencies[number]) as f32,
            counts: figures.iter().map(|figures| figures.count as f32).collect(),
            idfs: figures.iter().map(|figures| figures.idf).collect(),
            company: figures.iter().map(|figures| figures.company as f32).sum::<f32>()
                / family.words.len() as f32,
            around: around[number],
            priors: family.words.iter().map(|&word| candidates.prior.of(word)).collect(),
            early: family
                .occurrences
                .iter()
                .filter(|&&at| (candidates.occurrences[at as usize].start as usize) < first_tenth)
                .count() as f32,
        };
        for (feature, value) in row(&view).into_iter().enumerate() {
            matrix.values[feature * families + number] = value;
        }
    }
    matrix
}

/// Words of the text up to the end of its first sentence.
fn first_sentence(candidates: &Candidates<'_>) -> f32 {
    let body = &candidates.words[candidates.body_start..];
    let first = body.first().map_or(0, |word| word.sentence);
    body.iter().take_while(|word| word.sentence == first).count() as f32
}

/// Figures of a word of the post.
#[derive(Clone, Copy, Debug, Default)]
struct Figures {
    count: u32,
    /// How often a content word stands within four words of it, in its sentence.
    company: u32,
    idf: f32,
}

struct WordFigures(FxHashMap<WordKey, Figures>);

impl WordFigures {
    fn of(candidates: &Candidates<'_>, less_known: impl Fn(u32) -> u32) -> Self {
        const NEAR: usize = 4;
        let mut figures: FxHashMap<WordKey, Figures> = FxHashMap::default();
        let background = candidates.background;
        let new = |word: WordKey| Figures {
            idf: background.idf(less_known(background.word(word))) as f32,
            ..Figures::default()
        };
        let mut last: Option<(usize, &Word)> = None;
        for (at, word) in candidates.words.iter().enumerate() {
            if word.roles == Roles::default() {
                continue;
            }
            figures.entry(word.key).or_insert_with(|| new(word.key)).count += 1;
            if !word.roles.has(Roles(Roles::NOUN.0 | Roles::ADJECTIVE.0)) {
                continue;
            }
            if let Some((before, other)) = last
                && at - before <= NEAR
                && other.sentence == word.sentence
                && other.key != word.key
            {
                for key in [other.key, word.key] {
                    figures.entry(key).or_default().company += 1;
                }
            }
            last = Some((at, word));
        }
        Self(figures)
    }

    fn of_word(&self, word: WordKey) -> Figures {
        self.0.get(&word).copied().unwrap_or(Figures { count: 1, ..Figures::default() })
    }
}

/// The longer candidates around a family's occurrences.
#[derive(Clone, Copy, Debug, Default)]
struct Around {
    /// Occurrences of the commonest.
    greatest: u32,
    /// How many different ones.
    distinct: u32,
    /// The sum of their occurrences.
    total: u32,
}

fn around(candidates: &Candidates<'_>) -> Vec<Around> {
    let occurrences = candidates.occurrences;
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    let mut from = 0;
    for (number, one) in occurrences.iter().enumerate() {
        while occurrences[from].start + (LONGEST as u32) < one.end {
            from += 1;
        }
        if !one.nested {
            continue;
        }
        let longer = occurrences[from..]
            .iter()
            .zip(&candidates.family_of[from..])
            .take_while(|(other, _)| other.start <= one.start)
            .filter(|(other, _)| other.end >= one.end);
        for (_, &family) in longer {
            pairs.push((candidates.family_of[number], family));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    let mut around = vec![Around::default(); candidates.families.len()];
    for (inner, outer) in pairs.into_iter().filter(|(inner, outer)| inner != outer) {
        let count = candidates.families[outer as usize].count;
        let entry = &mut around[inner as usize];
        entry.greatest = entry.greatest.max(count);
        entry.distinct += 1;
        entry.total += count;
    }
    around
}

//! What the learned ranker looks at: some sixty figures for each family, from one pass over the
//! post. Ratios and logarithms, so that a post of 80 words and one of 8,000 are alike. Some say what kind of
//! post it is, for people label a diary otherwise than the abstract of a thesis.

use super::super::Candidates;
use super::word_statistics::{Around, PhraseWords, PostWords, around, ln_1p};
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

features! { 62, v:
    "occurrences" => ln_1p(v.family.count - 1),
    "occurrences per 100 words" => 100.0 * v.count / v.length,
    "occurrences of its own" => ln_1p(v.family.count - v.family.nested),
    "share inside longer phrases" => 1.0 - v.own / v.count,
    "occurrences beside the commonest" => v.count / v.best_count,
    "in the title" => flag(v.family.in_title > 0),
    "share of the title" => v.share_of_title,
    "first position" => ln_1p(v.family.first),
    "first position in the post" => v.first / v.length,
    "last position in the post" => v.last / v.length,
    "reach over the post" => (v.last - v.first).max(0.0) / v.length,
    "sentences" => ln_1p(v.family.sentences - 1),
    "share of the sentences" => v.family.sentences as f32 / v.sentences,
    "words" => v.words,
    "letters" => v.span.iter().map(|word| f32::from(word.shape.letters)).sum::<f32>(),
    "background frequency" => v.ln_frequency,
    "tf-idf" => v.tf_idf(),
    "tf-idf beside the best" => v.tf_idf() / v.best_tf_idf,
    "rarity of its rarest word" => v.figures.greatest(0.0, |word| word.idf),
    "rarity of its commonest word" => v.figures.least(|word| word.idf),
    "mean rarity of its words" => v.idf_sum / v.words,
    "occurrences of its rarest word here" => ln_1p(v.figures.least(|word| word.count as f32) as u32 - 1),
    "occurrences of its commonest word here" => ln_1p(v.figures.greatest(1.0, |word| word.count as f32) as u32 - 1),
    "tf-idf of its words" =>
        v.figures.sum(|word| ln_1p(word.count) * word.idf) / v.words,
    "c-value" => WORDS_LOG2[v.figures.len().min(LONGEST)] * v.c_value(),
    "greatest phrase around it" => v.around.greatest as f32 / v.count,
    "phrases around it" => ln_1p(v.around.distinct),
    "cohesion" => v.words * v.count / v.figures.sum(|word| word.count as f32).max(1.0),
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
    "company of its words" => (v.figures.sum(|word| word.company as f32) / v.words).ln_1p(),
    "in the first sentence" => flag(v.first < v.first_sentence),
    "prior of its words" => v.figures.sum(|word| word.prior) / v.words,
    "prior of its best word" => v.figures.greatest(f32::MIN, |word| word.prior),
    "prior of its worst word" => v.figures.least(|word| word.prior),
    "prior of its first word" => v.figures.first().map_or(0.0, |word| word.prior),
    "adjectives" => v.span.iter().filter(|word| is_adjective(word)).count() as f32,
    "cohesion in the background" => v.ln_frequency + v.idf_sum - v.idf,
    "a determiner inside" => flag(v.any(|word| word.roles.has(Roles::DETERMINER))),
    "occurrences in the first tenth" => v.early / v.count,
    "prior of the phrase" => v.prior,
    "words of the post" => v.ln_length,
    "candidates of the post" => v.ln_candidates,
    "words a sentence" => v.length / v.sentences,
    "names in the post" => v.kind.names,
    "first and second person in the post" => v.kind.persons,
    "mean rarity of the words of the post" => v.kind.rarity,
    "words of the title" => v.kind.title,
    "rank by tf-idf" => v.ln_rank,
    "behind a determiner" => v.share(v.behind.determiners),
    "behind a preposition" => v.share(v.behind.prepositions),
    "at the beginning of a sentence" => v.share(v.behind.nothing),
    "words the lexicon lacks" => v.span.iter().filter(|word| word.shape.unknown).count() as f32,
}

/// One more than the binary logarithm of a number of words.
const WORDS_LOG2: [f32; LONGEST + 1] =
    [1.0, 1.0, 2.0, 2.584_962_6, 3.0, std::f32::consts::LOG2_10, 3.584_962_6];

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
    /// Logarithms of the words of the post and of its families.
    ln_length: f32,
    ln_candidates: f32,
    /// The prior of the phrase.
    prior: f32,
    share_of_title: f32,
    count: f32,
    own: f32,
    first: f32,
    last: f32,
    words: f32,
    /// Logarithm of its document frequency plus one, and its inverse document frequency.
    ln_frequency: f32,
    idf: f32,
    /// Figures of each of its words, and the sum of their inverse document frequencies.
    figures: PhraseWords,
    idf_sum: f32,
    around: Around,
    behind: Behind,
    kind: KindOfPost,
    /// Logarithm of one more than the families with a greater tf-idf.
    ln_rank: f32,
    /// Occurrences in the title and the first tenth of the text.
    early: f32,
}

/// What tells a diary from news, and both from an abstract.
#[derive(Clone, Copy)]
struct KindOfPost {
    /// Share of names, and of words in the first or second person, among the words of the text.
    names: f32,
    persons: f32,
    /// Mean inverse document frequency of its distinct words.
    rarity: f32,
    /// Words of the title.
    title: f32,
}

impl KindOfPost {
    fn of(candidates: &Candidates<'_>, words: &PostWords) -> Self {
        let (mut names, mut persons) = (0, 0);
        for word in &candidates.words[candidates.body_start..] {
            names += u32::from(word.roles.has(Roles::PROPER));
            persons += u32::from(word.shape.person);
        }
        let length = candidates.length() as f32;
        Self {
            names: names as f32 / length,
            persons: persons as f32 / length,
            rarity: words.mean_idf(),
            title: candidates.body_start as f32,
        }
    }
}

/// What stands before the occurrences of a family, in their sentences.
#[derive(Clone, Copy, Default)]
struct Behind {
    determiners: u32,
    prepositions: u32,
    /// Occurrences with which a sentence begins.
    nothing: u32,
}

impl Behind {
    fn of(family: &Family, candidates: &Candidates<'_>) -> Self {
        let mut behind = Self::default();
        for &number in &family.occurrences {
            let start = candidates.occurrences[number as usize].start as usize;
            let sentence = candidates.words[start].sentence;
            match start
                .checked_sub(1)
                .map(|at| &candidates.words[at])
                .filter(|word| word.sentence == sentence)
            {
                None => behind.nothing += 1,
                Some(word) if word.roles.has(Roles::DETERMINER) => behind.determiners += 1,
                Some(word) if word.roles.has(Roles::PREPOSITION) => behind.prepositions += 1,
                Some(_) => {}
            }
        }
        behind
    }
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

fn is_adjective(word: &Word) -> bool {
    word.roles.has(Roles::ADJECTIVE) && !word.roles.has(Roles::NOUN)
}

/// Families that a model looks at together: what the registers hold.
pub(super) const BLOCK: usize = 16;

/// Features of every family: one row a feature, one column a family, in whole blocks of columns.
#[derive(Clone, Debug, Default)]
pub struct Matrix {
    values: Vec<[f32; BLOCK]>,
    families: usize,
}

impl Matrix {
    pub(super) fn new(families: usize) -> Self {
        Self { values: vec![[0.0; BLOCK]; families.div_ceil(BLOCK) * COUNT], families }
    }

    pub(super) fn set(&mut self, feature: usize, family: usize, value: f32) {
        let block = feature * self.blocks() + family / BLOCK;
        self.values[block][family % BLOCK] = value;
    }

    /// The values of a feature, one for each family.
    pub fn row(&self, feature: usize) -> &[f32] {
        let blocks = self.blocks();
        &self.values[feature * blocks..(feature + 1) * blocks].as_flattened()[..self.families]
    }

    /// How many families there are.
    pub fn families(&self) -> usize {
        self.families
    }

    /// How many blocks there are; the last may have columns of no family, which are 0.
    pub(super) fn blocks(&self) -> usize {
        self.families.div_ceil(BLOCK)
    }

    /// The values of a feature for a block of families.
    #[inline]
    pub(super) fn block(&self, feature: usize, block: usize) -> &[f32; BLOCK] {
        &self.values[feature * self.blocks() + block]
    }

    /// The same for some of the families alone, in the order in which they are named.
    pub(super) fn only(&self, families: &[usize]) -> Self {
        let mut some = Self::new(families.len());
        for feature in 0..COUNT {
            let row = self.row(feature);
            for (to, &from) in families.iter().enumerate() {
                some.set(feature, to, row[from]);
            }
        }
        some
    }

    /// The features of one family.
    pub fn column(&self, family: usize) -> [f32; COUNT] {
        std::array::from_fn(|feature| self.row(feature)[family])
    }
}

/// Works out the features of every family.
///
/// `leave_out_count` texts are taken off every background frequency: 1 when the post itself was counted in
/// the background, as in training.
pub(in crate::keyphrase) fn matrix(candidates: &Candidates<'_>, leave_out_count: u32) -> Matrix {
    let families = candidates.families.len();
    let mut matrix = Matrix::new(families);
    let background = candidates.background;
    // A table leaves out what stands in one text only: so does a frequency less the post's own.
    let less_known = |frequency: u32| match frequency.saturating_sub(leave_out_count) {
        1 if leave_out_count > 0 => 0,
        other => other,
    };
    let documents = ln_1p(background.documents());
    let idf = |frequency: u32| documents - ln_1p(frequency.min(background.documents()));
    let frequencies: Vec<u32> =
        candidates.families.iter().map(|family| less_known(background.phrase(family.key))).collect();
    let words = PostWords::of(candidates, |word| idf(less_known(background.word(word))));
    let around = around(candidates);
    let tf_idfs: Vec<f32> = candidates
        .families
        .iter()
        .zip(&frequencies)
        .map(|(family, &frequency)| family.count as f32 * idf(frequency))
        .collect();
    let best_tf_idf = tf_idfs.iter().copied().fold(1e-6, f32::max);
    let ranks = ranks(&tf_idfs);
    let kind = KindOfPost::of(candidates, &words);
    let best_count = candidates.families.iter().map(|family| family.count).max().unwrap_or(1) as f32;
    let first_sentence = first_sentence(candidates);
    let first_tenth = candidates.body_start + candidates.length() / 10;
    for (number, family) in candidates.families.iter().enumerate() {
        let occurrence = candidates.occurrences[family.occurrences[0] as usize];
        let figures = words.of_phrase(&family.words);
        let view = View {
            family,
            span: &candidates.words[occurrence.range()],
            length: candidates.length() as f32,
            sentences: candidates.sentences.max(1) as f32,
            first_sentence,
            best_count,
            best_tf_idf,
            ln_length: ln_1p(candidates.length() as u32),
            ln_candidates: ln_1p(families as u32),
            prior: candidates.prior.of_phrase(family.key),
            share_of_title: match (family.in_title, candidates.body_start) {
                (0, _) | (_, 0) => 0.0,
                (_, title) => family.words.len() as f32 / title as f32,
            },
            count: family.count as f32,
            own: (family.count - family.nested) as f32,
            first: family.first as f32,
            last: family.last as f32,
            words: family.words.len() as f32,
            ln_frequency: ln_1p(frequencies[number]),
            idf: idf(frequencies[number]),
            idf_sum: figures.sum(|word| word.idf),
            figures,
            around: around[number],
            behind: Behind::of(family, candidates),
            kind,
            ln_rank: ln_1p(ranks[number]),
            early: family
                .occurrences
                .iter()
                .take_while(|&&at| (candidates.occurrences[at as usize].start as usize) < first_tenth)
                .count() as f32,
        };
        for (feature, value) in row(&view).into_iter().enumerate() {
            matrix.set(feature, number, value);
        }
    }
    matrix
}

/// How many figures are greater than each.
fn ranks(figures: &[f32]) -> Vec<u32> {
    let mut order: Vec<usize> = (0..figures.len()).collect();
    order.sort_unstable_by(|&one, &two| figures[two].total_cmp(&figures[one]));
    let mut ranks = vec![0; figures.len()];
    for (rank, pair) in order.windows(2).enumerate() {
        let [greater, here] = [pair[0], pair[1]];
        let is_tie = figures[here].total_cmp(&figures[greater]).is_eq();
        ranks[here] = if is_tie { ranks[greater] } else { rank as u32 + 1 };
    }
    ranks
}

/// Words of the text up to the end of its first sentence.
fn first_sentence(candidates: &Candidates<'_>) -> f32 {
    let body = &candidates.words[candidates.body_start..];
    let first = body.first().map_or(0, |word| word.sentence);
    body.iter().take_while(|word| word.sentence == first).count() as f32
}

//! The features of the learned ranker: what the preselection and the first pass see of each family, from one read of
//! the post. Ratios and logarithms, so that a post of 80 words and one of 8,000 are alike. Some describe the post as a
//! whole, since keyphrases of a diary differ from those of news. What the second pass sees is in
//! [`second`](super::second).

use super::super::Candidates;
use super::context::Context;
use super::frequencies::{burstiness, ln_1p, ln_1p_of};
use super::matrix::Matrix;
use super::outline::{Outline, Outlines, flag, is_adjective};
use super::second::{Relations, SECOND_COUNT, descending};
use super::surroundings::Mark;
use super::table_memory::TableMemory;
use super::view::{View, WORDS_LOG2, views};
use crate::keyphrase::candidate::LONGEST;
use crate::keyphrase::word::Roles;

/// Names features and says how each is computed, side by side.
macro_rules! features {
    ($count:ident = $number:literal, $names:ident, $row:ident($of:ident: $type:ty): $($name:literal => $value:expr,)*) => {
        const $names: [&str; $count] = [$($name),*];
        fn $row($of: $type) -> [f32; $count] {
            [$($value),*]
        }
        /// How many features there are.
        const $count: usize = $number;
    };
}

// What the preselection sees: what costs little, because most families of a post are seen by nothing else.
features! { OUTLINE_COUNT = 39, OUTLINE_NAMES, outline_row(o: &Outline<'_>):
    "occurrences" => ln_1p(o.family.count - 1),
    "occurrences of its own" => ln_1p(o.family.count - o.family.nested),
    "share inside longer phrases" => 1.0 - o.own / o.count,
    "occurrences beside the commonest" => o.count / o.best_count,
    "in the title" => flag(o.family.in_title > 0),
    "share of the title" => o.share_of_title,
    "first position" => ln_1p(o.family.first),
    "first position in the post" => o.first / o.length,
    "last position in the post" => o.last / o.length,
    "sentences" => ln_1p(o.family.sentences - 1),
    "words" => o.words,
    "letters" => o.span.iter().map(|word| f32::from(word.shape.letters)).sum::<f32>(),
    "rarity of its rarest word" => o.figures.greatest(0.0, |word| word.idf),
    "rarity of its commonest word" => o.figures.least(|word| word.idf),
    "mean rarity of its words" => o.idf_sum / o.words,
    "occurrences of its rarest word here" => ln_1p(o.figures.least(|word| word.count as f32) as u32 - 1),
    "tf-idf of its words" => o.tf_idf_of_words(),
    "in headings" => o.share(o.family.in_headings),
    "emphasised" => o.share(o.family.emphasised),
    "in links" => o.share(o.family.in_links),
    "a name" => flag(o.any(|word| word.roles.has(Roles::PROPER))),
    "capitals" => o.span.iter().filter(|word| word.shape.capital).count() as f32 / o.words,
    "a preposition inside" => flag(o.any(|word| word.roles.has(Roles::PREPOSITION))),
    "begins with an adjective" => flag(o.span.first().is_some_and(is_adjective)),
    "ends with an adjective" => flag(o.span.len() > 1 && o.span.last().is_some_and(is_adjective)),
    "adjectives" => o.span.iter().filter(|word| is_adjective(word)).count() as f32,
    "company of its words" => ln_1p_of(o.figures.sum(|word| word.company as f32) / o.words),
    "in the first sentence" => flag(o.first < o.first_sentence),
    "prior of its words" => o.figures.sum(|word| word.prior) / o.words,
    "prior of its best word" => o.figures.greatest(f32::MIN, |word| word.prior),
    "prior of its worst word" => o.figures.least(|word| word.prior),
    "words of the post" => o.ln_length,
    "candidates of the post" => o.ln_candidates,
    "topicality of its head" => f32::from(o.head.alone),
    "topicality of its head inside" => f32::from(o.head.inside),
    "class of its head" => f32::from(o.head.class),
    "least topicality of its words" => o.figures.least_rated(|word| word.alone),
    "greatest topicality of its words" => o.figures.greatest_rated(None, |word| word.alone),
    "least topicality of its words inside" => o.figures.least_rated(|word| word.inside),
}

// What the first pass sees beside these.
features! { VIEW_COUNT = 116, VIEW_NAMES, view_row(v: &View<'_>):
    "occurrences per 100 words" => 100.0 * v.count / v.length,
    "reach over the post" => (v.last - v.first).max(0.0) / v.length,
    "share of the sentences" => v.family.sentences as f32 / v.sentences,
    "background frequency" => v.ln_frequency,
    "tf-idf" => v.tf_idf(),
    "occurrences of its commonest word here" => ln_1p(v.figures.greatest(1.0, |word| word.count as f32) as u32 - 1),
    "c-value" => WORDS_LOG2[v.figures.len().min(LONGEST)] * v.c_value(),
    "greatest phrase around it" => v.around.greatest as f32 / v.count,
    "phrases around it" => ln_1p(v.around.distinct),
    "cohesion" => v.words * v.count / v.figures.sum(|word| word.count as f32).max(1.0),
    "an acronym" => flag(v.any(|word| word.shape.acronym)),
    "a digit" => flag(v.any(|word| word.shape.digit)),
    "a noun by the lexicon alone" => flag(v.any(|word| word.roles.has(Roles::DOUBTFUL))),
    "prior of its first word" => v.figures.first().map_or(0.0, |word| word.prior),
    "cohesion in the background" => v.ln_frequency + v.idf_sum - v.idf,
    "a determiner inside" => flag(v.any(|word| word.roles.has(Roles::DETERMINER))),
    "occurrences in the first tenth" => v.early / v.count,
    "prior of the phrase" => v.prior,
    "words a sentence" => v.length / v.sentences,
    "names in the post" => v.post.names,
    "first and second person in the post" => v.post.persons,
    "mean rarity of the words of the post" => v.post.rarity,
    "words of the title" => v.post.title,
    "behind a determiner" => v.here.share(Mark::Determiner),
    "behind a preposition" => v.here.share(Mark::Preposition),
    "at the beginning of a sentence" => v.here.share(Mark::Begins),
    "words the lexicon lacks" => v.span.iter().filter(|word| word.shape.unknown).count() as f32,
    // Completeness in the post: does the phrase end where it is said to end?
    "extended to the right" => v.here.share(Mark::ExtendedRight),
    "extended to the left" => v.here.share(Mark::ExtendedLeft),
    "followed by de" => v.here.share(Mark::DeRight),
    "noun and de before" => v.here.share(Mark::DeLeft),
    "entropy of the next word" => v.here.entropy_right,
    "entropy of the previous word" => v.here.entropy_left,
    "share of the commonest next word" => v.here.same_right,
    "share of the commonest previous word" => v.here.same_left,
    "cut from a name" => v.share(v.here.cut_names),
    "inside longer names" => v.share(v.around.inside_names),
    "longer names" => v.around.names as f32,
    "greatest name around it" => v.share(v.around.greatest_name),
    "tokens of the longest phrase around it" => v.share(v.around.extension),
    "tokens of the shortest extension" => v.around.least_extension as f32,
    "maximal in the title" => flag(v.around.maximal_in_title),
    "a longer phrase in the title" => flag(v.around.in_title),
    "own occurrences of the best longer phrase" => v.longer.map_or(0.0, |longer| longer.own / v.count),
    "words of the best longer phrase" => v.longer.map_or(0.0, |longer| longer.words - v.words),
    "background frequency of the best longer phrase" => v.longer.map_or(0.0, |longer| longer.ln_frequency),
    "occurrences beside the commonest part" => v.beside(v.around.commonest_part),
    "occurrences beside the rarest part" => v.beside(v.around.rarest_part),
    "own occurrences of a part" => ln_1p(v.around.own_part),
    // Completeness in the background.
    "share maximal in the background" => (v.usage.maximal as f32 + 1.0) / (v.usage.occurrences as f32 + 2.0),
    "occurrences in the background" => ln_1p(v.usage.occurrences),
    "least affinity inside" => v.least_affinity,
    "mean affinity inside" => v.mean_affinity,
    "t-score" => v.t_score,
    "mutual information of all words" => v.mutual_information,
    "greatest affinity across the edges" => v.here.greatest_affinity,
    "mean affinity across the edges" => v.here.mean_affinity,
    // How it is written.
    "capitals inside sentences" => v.here.share(Mark::CapitalInside),
    "small letters" => v.here.share(Mark::Small),
    "capitals at both edges" => v.here.share(Mark::Name),
    "all capitals" => flag(v.span.iter().all(|word| word.shape.acronym)),
    "a capital inside a word" => flag(v.any_context(Context::INNER_CAPITAL)),
    "a foreign word" => flag(v.any_context(Context::FOREIGN)),
    "quoted" => v.here.share(Mark::Quoted),
    "in parentheses" => v.here.share(Mark::InParentheses),
    "words unknown to the background" => v.figures.sum(|word| flag(word.usage == 0.0)),
    "tokens" => v.span.len() as f32,
    "mentions" => ln_1p(v.family.mentions - 1),
    "mentions beside occurrences" => v.share(v.family.mentions),
    "found by the grammar" => v.here.found(0),
    "found as a name" => v.here.found(1),
    "found as a quotation" => v.here.found(2),
    "found by its dots" => v.here.found(3),
    "found by the loose grammar" => v.here.found(4),
    "found by the deep grammar" => v.here.found(5),
    "found as a coordination" => v.here.found(6),
    // Genericness.
    "frequency in news" => v.ln_news,
    "frequency in blogs" => v.ln_blogs,
    "blogs with it" => v.usage.blogs as f32,
    "frequency in blogs beside news" => v.ln_blogs - v.ln_news,
    "burstiness" => burstiness(v.usage),
    "mean burstiness of its words" => v.figures.mean(|word| word.burstiness),
    "least burstiness of its words" => v.figures.least(|word| word.burstiness),
    "rarity of its head" => v.head.idf,
    "prior of its head" => v.head.prior,
    "burstiness of its head" => v.head.burstiness,
    "greatest topicality of its words inside" => v.figures.greatest_rated(None, |word| word.inside),
    "greatest topicality beside its head" => v.figures.greatest_rated(Some(v.head.number), |word| word.alone),
    "greatest topicality inside beside its head" =>
        v.figures.greatest_rated(Some(v.head.number), |word| word.inside),
    "phrases with its head" => ln_1p(v.phrases_with_head),
    "phrases beside occurrences of its head" => v.phrases_with_head as f32 / v.head.count.max(1) as f32,
    "suffix of its head" => f32::from(v.head_context.suffix),
    "letters of its head" => f32::from(v.head_letters),
    "plural head" => flag(v.head_context.has(Context::PLURAL)),
    // Its grammar.
    "possessive" => v.here.share(Mark::Possessive),
    "demonstrative" => v.here.share(Mark::Demonstrative),
    "indefinite" => v.here.share(Mark::Indefinite),
    "definite" => v.here.share(Mark::Definite),
    "quantified" => v.here.share(Mark::Quantified),
    "behind a number" => v.here.share(Mark::Numbered),
    "object of a verb" => v.here.share(Mark::Object),
    "before a finite verb" => v.here.share(Mark::FiniteRight),
    "before a copula" => v.here.share(Mark::CopulaRight),
    "behind a copula" => v.here.share(Mark::CopulaLeft),
    "before a colon" => v.here.share(Mark::ColonRight),
    "behind a colon" => v.here.share(Mark::ColonLeft),
    "in a list" => v.here.share(Mark::Listed),
    "at the end of a sentence" => v.here.share(Mark::Ends),
    "length of its sentences" => v.here.sentence_length,
    // Its place.
    "lines" => v.here.lines as f32 / v.lines,
    "lines beside occurrences" => v.share(v.here.lines),
    "share of its words in the title" => v.figures.mean(|word| flag(word.in_title)),
    "its head in the title" => flag(v.head.in_title),
    "first sentence of its earliest word" => ln_1p(v.figures.least(|word| word.first_sentence as f32) as u32),
    "first sentence of its latest word" =>
        ln_1p(v.figures.greatest(0.0, |word| word.first_sentence as f32) as u32),
    "dispersion" => v.dispersion,
}

/// How a family compares with the others by the tf-idf of its words, which the preselection sees too, and with the
/// other likely ones by its own tf-idf.
const OUTLINES_COMPARED: [&str; COMPARED] =
    ["tf-idf of its words beside the best", "rank by tf-idf of its words"];
const LIKELY_COMPARED: [&str; COMPARED] = ["tf-idf beside the best", "rank by tf-idf"];
const COMPARED: usize = 2;

/// How many features the first pass sees.
pub const COUNT: usize = SEEN_BY_PRESELECTION + VIEW_COUNT + COMPARED;
/// How many of them, the first ones, the preselection sees.
pub const SEEN_BY_PRESELECTION: usize = OUTLINE_COUNT + COMPARED;
/// The names of the features, in their order: those of the preselection come first.
pub const NAMES: [&str; COUNT] = {
    let mut names = [""; COUNT];
    let (outline, rest) = names.split_at_mut(OUTLINE_COUNT);
    let (outlines_compared, rest) = rest.split_at_mut(COMPARED);
    let (view, likely_compared) = rest.split_at_mut(VIEW_COUNT);
    outline.copy_from_slice(&OUTLINE_NAMES);
    outlines_compared.copy_from_slice(&OUTLINES_COMPARED);
    view.copy_from_slice(&VIEW_NAMES);
    likely_compared.copy_from_slice(&LIKELY_COMPARED);
    names
};

/// The features of some families of a post, and how these relate to one another.
#[derive(Clone, Debug)]
pub struct Features {
    /// The features of the first pass, then room for those of the second.
    pub matrix: Matrix,
    pub(in crate::keyphrase) relations: Relations,
    /// The product of occurrences and inverse document frequency of each family.
    tf_idfs: Vec<f32>,
}

/// Computes what the preselection sees of every family.
pub(super) fn outline_matrix(outlines: &Outlines<'_>) -> Matrix {
    let families = outlines.candidates.families.len();
    let mut matrix = Matrix::new(SEEN_BY_PRESELECTION, families);
    let mut tf_idfs = Vec::with_capacity(families);
    for family in 0..families {
        let outline = outlines.of_family(family);
        matrix.set_column(0, family, &outline_row(&outline));
        tf_idfs.push(outline.tf_idf_of_words());
    }
    compare(&mut matrix, OUTLINE_COUNT, &tf_idfs);
    matrix
}

impl Features {
    /// Computes the features of some families, which are in order; `outline` has what the preselection saw of all.
    pub(super) fn of(outlines: &Outlines<'_>, outline: &Matrix, families: &[usize]) -> Self {
        let mut matrix = outline.only(families, COUNT - SEEN_BY_PRESELECTION + SECOND_COUNT);
        let mut tf_idfs = Vec::with_capacity(families.len());
        let relations = views(outlines, families, |column, view| {
            matrix.set_column(SEEN_BY_PRESELECTION, column, &view_row(view));
            tf_idfs.push(view.tf_idf());
        });
        let mut features = Self { matrix, relations, tf_idfs };
        features.compare();
        features
    }

    /// Computes the features of every family.
    pub(in crate::keyphrase) fn of_all(candidates: &Candidates<'_>, memory: &mut TableMemory) -> Self {
        let outlines = Outlines::of(candidates, memory);
        let all: Vec<usize> = (0..candidates.families.len()).collect();
        Self::of(&outlines, &outline_matrix(&outlines), &all)
    }

    /// The same for some of the families alone, by their columns, which are in order.
    #[must_use]
    pub fn only(&self, columns: &[usize]) -> Self {
        let mut features = Self {
            matrix: self.matrix.only(columns, 0),
            relations: self.relations.only(columns),
            tf_idfs: columns.iter().map(|&column| self.tf_idfs[column]).collect(),
        };
        features.compare();
        features
    }

    /// Sets the features that compare the families by their own tf-idf.
    fn compare(&mut self) {
        compare(&mut self.matrix, COUNT - COMPARED, &self.tf_idfs);
    }
}

/// Sets two features, from `first` on: each figure beside the best, and how many are greater.
fn compare(matrix: &mut Matrix, first: usize, figures: &[f32]) {
    let best = figures.iter().copied().fold(1e-6, f32::max);
    for (column, (figure, rank)) in figures.iter().zip(ranks(figures)).enumerate() {
        matrix.set_column(first, column, &[figure / best, ln_1p(rank)]);
    }
}

/// How many figures are greater than each.
fn ranks(figures: &[f32]) -> Vec<u32> {
    let order = descending(figures);
    let mut ranks = vec![0; figures.len()];
    for (rank, pair) in order.windows(2).enumerate() {
        let [greater, here] = [pair[0] as usize, pair[1] as usize];
        let is_tie = figures[here].total_cmp(&figures[greater]).is_eq();
        ranks[here] = if is_tie { ranks[greater] } else { rank as u32 + 1 };
    }
    ranks
}

#[cfg(test)]
impl Features {
    /// Families without relations, all of whose features are 0.
    pub(super) fn empty(families: usize) -> Self {
        let matrix = Matrix::new(COUNT + SECOND_COUNT, families);
        Self { matrix, relations: Relations::empty(families), tf_idfs: vec![0.0; families] }
    }
}

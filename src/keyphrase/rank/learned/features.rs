//! The features of the learned ranker: what the first pass sees of each family, from one read of the post.
//! Ratios and logarithms, so that a post of 80 words and one of 8,000 are alike. Some describe the post as a whole,
//! since keyphrases of a diary differ from those of news. What the second pass sees is in
//! [`second`](super::second).

use super::super::Candidates;
use super::context::Context;
use super::matrix::Matrix;
use super::second::Relations;
use super::surroundings::Mark;
use super::view::{View, WORDS_LOG2, flag, is_adjective, views};
use super::word_statistics::{burstiness, ln_1p, ln_1p_of};
use crate::keyphrase::candidate::LONGEST;
use crate::keyphrase::word::Roles;

/// Names features and says how each is computed from a [`View`], side by side.
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

features! { 157, v:
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
    "company of its words" => ln_1p_of(v.figures.sum(|word| word.company as f32) / v.words),
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
    "names in the post" => v.post.names,
    "first and second person in the post" => v.post.persons,
    "mean rarity of the words of the post" => v.post.rarity,
    "words of the title" => v.post.title,
    "rank by tf-idf" => v.ln_rank,
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
    "topicality of its head" => f32::from(v.head.alone),
    "topicality of its head inside" => f32::from(v.head.inside),
    "class of its head" => f32::from(v.head.class),
    "least topicality of its words" => v.figures.least_rated(|word| word.alone),
    "greatest topicality of its words" => v.figures.greatest_rated(None, |word| word.alone),
    "least topicality of its words inside" => v.figures.least_rated(|word| word.inside),
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

/// The features of the families of a post, and how the families relate to one another.
#[derive(Clone, Debug)]
pub struct Features {
    /// The features of the first pass.
    pub matrix: Matrix,
    pub(in crate::keyphrase) relations: Relations,
}

/// Works out the features of every family.
pub(in crate::keyphrase) fn matrix(candidates: &Candidates<'_>) -> Features {
    let mut matrix = Matrix::new(COUNT, candidates.families.len());
    let relations = views(candidates, |number, view| {
        matrix.set_column(0, number, &row(view));
    });
    Features { matrix, relations }
}

#[cfg(test)]
impl Features {
    /// Families without relations, all of whose features are 0.
    pub(super) fn empty(families: usize) -> Self {
        Self { matrix: Matrix::new(COUNT, families), relations: Relations::empty(families) }
    }
}

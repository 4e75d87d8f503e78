//! Views: each family of a post with all that its features are made of.

use super::super::Candidates;
use super::context::Context;
use super::nesting::{Around, Nesting};
use super::second::{Relations, descending};
use super::surroundings::{Neighbourhood, Surroundings};
use super::word_statistics::{PhraseWords, PostWords, WordFigures, ln_1p};
use crate::keyphrase::candidate::{LONGEST, Occurrence};
use crate::keyphrase::family::Family;
use crate::keyphrase::head::head;
use crate::keyphrase::usage::Usage;
use crate::keyphrase::word::{Roles, Word};

/// One more than the binary logarithm of a number of words.
pub(super) const WORDS_LOG2: [f32; LONGEST + 1] =
    [1.0, 1.0, 2.0, 2.584_962_6, 3.0, std::f32::consts::LOG2_10, 3.584_962_6];

/// One family, with what its features are made of.
pub(super) struct View<'a> {
    pub(super) family: &'a Family,
    /// The words of its first occurrence, and their contexts.
    pub(super) span: &'a [Word],
    pub(super) contexts: &'a [Context],
    /// Words of the post.
    pub(super) length: f32,
    pub(super) sentences: f32,
    pub(super) lines: f32,
    pub(super) first_sentence: f32,
    pub(super) best_count: f32,
    pub(super) best_tf_idf: f32,
    /// Logarithms of the words of the post and of its families.
    pub(super) ln_length: f32,
    pub(super) ln_candidates: f32,
    /// The prior of the phrase.
    pub(super) prior: f32,
    pub(super) share_of_title: f32,
    pub(super) count: f32,
    pub(super) own: f32,
    pub(super) first: f32,
    pub(super) last: f32,
    /// Content words.
    pub(super) words: f32,
    /// Logarithm of its document frequency plus one, and its inverse document frequency.
    pub(super) ln_frequency: f32,
    pub(super) idf: f32,
    /// Figures of each of its words, and the sum of their inverse document frequencies.
    pub(super) figures: PhraseWords,
    pub(super) idf_sum: f32,
    pub(super) around: Around,
    /// The commonest longer family.
    pub(super) longer: Option<Longer>,
    pub(super) here: Surroundings,
    pub(super) post: PostFigures,
    /// Logarithm of one more than the families with a greater tf-idf.
    pub(super) ln_rank: f32,
    /// Occurrences in the title and the first tenth of the text.
    pub(super) early: f32,
    /// The standard deviation of its places, as a share of the text.
    pub(super) dispersion: f32,
    pub(super) usage: Usage,
    /// Logarithms of its document frequencies in news and in blogs.
    pub(super) ln_news: f32,
    pub(super) ln_blogs: f32,
    /// Affinity of neighbours inside.
    pub(super) least_affinity: f32,
    pub(super) mean_affinity: f32,
    pub(super) t_score: f32,
    pub(super) mutual_information: f32,
    pub(super) head: WordFigures,
    pub(super) head_context: Context,
    pub(super) head_letters: u8,
    pub(super) phrases_with_head: u32,
}

/// The commonest longer family around one.
#[derive(Clone, Copy)]
pub(super) struct Longer {
    pub(super) own: f32,
    pub(super) words: f32,
    pub(super) ln_frequency: f32,
}

/// Figures of the post as a whole.
#[derive(Clone, Copy)]
pub(super) struct PostFigures {
    /// Share of names, and of words in the first or second person, among the words of the text.
    pub(super) names: f32,
    pub(super) persons: f32,
    /// Mean inverse document frequency of its distinct words.
    pub(super) rarity: f32,
    /// Words of the title.
    pub(super) title: f32,
}

impl PostFigures {
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

impl View<'_> {
    pub(super) fn tf_idf(&self) -> f32 {
        self.count * self.idf
    }

    pub(super) fn c_value(&self) -> f32 {
        match self.around.distinct {
            0 => self.count,
            distinct => self.count - self.around.total as f32 / distinct as f32,
        }
    }

    pub(super) fn share(&self, part: u32) -> f32 {
        part as f32 / self.count
    }

    /// Its occurrences beside those of a part; 1 where it has none.
    pub(super) fn beside(&self, part: u32) -> f32 {
        if part == 0 { 1.0 } else { self.count / part as f32 }
    }

    pub(super) fn any(&self, holds: impl Fn(&Word) -> bool) -> bool {
        self.span.iter().any(holds)
    }

    pub(super) fn any_context(&self, flags: u32) -> bool {
        self.contexts.iter().any(|context| context.has(flags))
    }
}

pub(super) fn flag(truth: bool) -> f32 {
    f32::from(u8::from(truth))
}

pub(super) fn is_adjective(word: &Word) -> bool {
    word.roles.has(Roles::ADJECTIVE) && !word.roles.has(Roles::NOUN)
}

/// Shows every family, by its number, and gives how the families relate to one another.
pub(super) fn views(candidates: &Candidates<'_>, mut show: impl FnMut(usize, &View<'_>)) -> Relations {
    let families = candidates.families;
    let background = candidates.background;
    let documents = ln_1p(background.documents());
    let idf = |frequency: u32| documents - ln_1p(frequency.min(background.documents()));
    let mut usages: Vec<Usage> = Vec::with_capacity(families.len());
    candidates.usage.phrases(families.iter().map(|family| family.key), |usage| usages.push(usage));
    let priors: Vec<f32> = families.iter().map(|family| candidates.prior.of_phrase(family.key)).collect();
    // The default background has the document frequencies of the usage: one look-up gives both.
    let is_usage = background.is_of(candidates.usage);
    let frequencies: Vec<u32> = if is_usage {
        usages.iter().map(|usage| usage.documents).collect()
    } else {
        families.iter().map(|family| background.phrase(family.key)).collect()
    };
    let words = PostWords::of(candidates, |word, usage| {
        idf(if is_usage { usage.documents } else { background.word(word) })
    });
    let neighbourhood = Neighbourhood::of(candidates);
    let is_name: Vec<bool> =
        families.iter().map(|family| neighbourhood.is_name(family, candidates)).collect();
    let nesting = Nesting::of(candidates, &is_name);
    let first_occurrence = |family: &Family| candidates.occurrences[family.occurrences[0] as usize];
    let (heads, with_head) = heads(candidates, &words);
    let tf_idfs: Vec<f32> = families
        .iter()
        .zip(&frequencies)
        .map(|(family, &frequency)| family.count as f32 * idf(frequency))
        .collect();
    let best_tf_idf = tf_idfs.iter().copied().fold(1e-6, f32::max);
    let ranks = ranks(&tf_idfs);
    let post = PostFigures::of(candidates, &words);
    let best_count = families.iter().map(|family| family.count).max().unwrap_or(1) as f32;
    let first_sentence = first_sentence(candidates);
    for (number, family) in families.iter().enumerate() {
        let occurrence = first_occurrence(family);
        let figures = words.of_phrase(candidates, occurrence);
        let usage = usages[number];
        let inside = Inside::of(&words, occurrence, usage);
        let around = nesting.around[number];
        let longer = around.best.checked_sub(1).map(|best| {
            let best = best as usize;
            let longer = &families[best];
            Longer {
                own: (longer.count - longer.nested) as f32,
                words: longer.words.len() as f32,
                ln_frequency: ln_1p(frequencies[best]),
            }
        });
        let head = heads[number];
        show(
            number,
            &View {
                family,
                span: &candidates.words[occurrence.range()],
                contexts: &candidates.contexts[occurrence.range()],
                length: candidates.length() as f32,
                sentences: candidates.sentences.max(1) as f32,
                lines: candidates.lines.last().map_or(1.0, |last| *last as f32 + 1.0),
                first_sentence,
                best_count,
                best_tf_idf,
                ln_length: ln_1p(candidates.length() as u32),
                ln_candidates: ln_1p(families.len() as u32),
                prior: priors[number],
                share_of_title: match (family.in_title, candidates.body_start) {
                    (0, _) | (_, 0) => 0.0,
                    (_, title) => family.words.len() as f32 / title as f32,
                },
                count: family.count as f32,
                own: (family.count - family.nested) as f32,
                first: family.first as f32,
                last: family.last as f32,
                words: figures.len() as f32,
                ln_frequency: ln_1p(frequencies[number]),
                idf: idf(frequencies[number]),
                idf_sum: figures.sum(|word| word.idf),
                figures,
                around,
                longer,
                here: Surroundings::of(family, candidates, &words, &neighbourhood),
                post,
                ln_rank: ln_1p(ranks[number]),
                early: early(candidates, family) as f32,
                dispersion: dispersion(candidates, family),
                usage,
                ln_news: ln_1p(usage.documents.saturating_sub(usage.blog_documents)),
                ln_blogs: ln_1p(usage.blog_documents),
                least_affinity: inside.least,
                mean_affinity: inside.mean,
                t_score: inside.t_score,
                mutual_information: inside.mutual_information,
                head: words.get(head).copied().unwrap_or_default(),
                head_context: candidates.contexts[head],
                head_letters: candidates.words[head].shape.letters,
                phrases_with_head: with_head[words.number(head) as usize],
            },
        );
    }
    Relations::of(candidates, nesting, &heads, &words)
}

/// The occurrences of a family in the title and the first tenth of the text.
fn early(candidates: &Candidates<'_>, family: &Family) -> usize {
    let first_tenth = candidates.body_start + candidates.length() / 10;
    let start = |at: u32| candidates.occurrences[at as usize].start as usize;
    family.occurrences.iter().take_while(|&&at| start(at) < first_tenth).count()
}

/// The token that is the head of each family, and the number of families with each head, by the number of its word.
fn heads(candidates: &Candidates<'_>, words: &PostWords) -> (Vec<usize>, Vec<u32>) {
    let first = |family: &Family| candidates.occurrences[family.occurrences[0] as usize];
    let heads: Vec<usize> =
        candidates.families.iter().map(|family| head(candidates.words, first(family))).collect();
    let mut families = vec![0; words.count()];
    for &head in &heads {
        families[words.number(head) as usize] += 1;
    }
    (heads, families)
}

/// How well the words of a phrase hold together in the background.
struct Inside {
    least: f32,
    mean: f32,
    t_score: f32,
    mutual_information: f32,
}

impl Inside {
    fn of(words: &PostWords, occurrence: Occurrence, usage: Usage) -> Self {
        let range = occurrence.range();
        let affinities = range.clone().take(range.len() - 1).filter_map(|at| words.affinity(at));
        let (mut least, mut sum, mut count) = (f32::MAX, 0.0, 0);
        for affinity in affinities {
            least = least.min(affinity);
            sum += affinity;
            count += 1;
        }
        if count == 0 {
            return Self { least: 0.0, mean: 0.0, t_score: 0.0, mutual_information: 0.0 };
        }
        let figures = range.filter_map(|at| words.get(at));
        let expected = words.ln_tokens + figures.map(|word| word.ln_share).sum::<f32>();
        let found = usage.occurrences as f32;
        let t_score = (found - expected.exp()) / (found + 1.0).sqrt();
        let mutual_information = ((found + 0.1).ln() - expected) / count as f32;
        Self { least, mean: sum / count as f32, t_score, mutual_information }
    }
}

/// The standard deviation of the places of a family, as a share of the text.
fn dispersion(candidates: &Candidates<'_>, family: &Family) -> f32 {
    if family.count < 2 {
        return 0.0;
    }
    let places = || {
        let start = |number: &u32| candidates.occurrences[*number as usize].start;
        family.occurrences.iter().map(start).map(|at| (at as f32 - candidates.body_start as f32).max(0.0))
    };
    let mean = places().sum::<f32>() / family.count as f32;
    let variance = places().map(|place| (place - mean) * (place - mean)).sum::<f32>() / family.count as f32;
    variance.sqrt() / candidates.length() as f32
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

/// Words of the text up to the end of its first sentence.
fn first_sentence(candidates: &Candidates<'_>) -> f32 {
    let body = &candidates.words[candidates.body_start..];
    let first = body.first().map_or(0, |word| word.sentence);
    body.iter().take_while(|word| word.sentence == first).count() as f32
}

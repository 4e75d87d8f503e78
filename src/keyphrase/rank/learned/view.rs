//! Views: the likely families of a post with all that their features are made of.

use std::ops::Deref;

use super::super::Candidates;
use super::affinity::Affinity;
use super::context::Context;
use super::frequencies::{Frequencies, ln_1p};
use super::nesting::{Around, Nesting};
use super::outline::{Outline, Outlines, first};
use super::second::Relations;
use super::surroundings::{Neighbourhood, Surroundings};
use super::word_statistics::PostWords;
use crate::keyphrase::candidate::{LONGEST, Occurrence};
use crate::keyphrase::family::Family;
use crate::keyphrase::usage::Usage;
use crate::keyphrase::word::Roles;

/// One more than the binary logarithm of a number of words.
pub(super) const WORDS_LOG2: [f32; LONGEST + 1] =
    [1.0, 1.0, 2.0, 2.584_962_6, 3.0, std::f32::consts::LOG2_10, 3.584_962_6];

/// One family: its outline, and what its further features are made of.
pub(super) struct View<'a> {
    pub(super) outline: Outline<'a>,
    /// The contexts of the words of its first occurrence.
    pub(super) contexts: &'a [Context],
    pub(super) sentences: f32,
    pub(super) lines: f32,
    /// The prior of the phrase.
    pub(super) prior: f32,
    /// Logarithm of its document frequency plus one, and its inverse document frequency.
    pub(super) ln_frequency: f32,
    pub(super) idf: f32,
    pub(super) around: Around,
    /// The commonest longer family.
    pub(super) longer: Option<Longer>,
    pub(super) here: Surroundings,
    pub(super) post: PostFigures,
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
    pub(super) head_context: Context,
    pub(super) head_letters: u8,
    pub(super) phrases_with_head: u32,
}

/// A view is an outline, and more.
impl<'a> Deref for View<'a> {
    type Target = Outline<'a>;

    fn deref(&self) -> &Outline<'a> {
        &self.outline
    }
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

    pub(super) fn any_context(&self, flags: u32) -> bool {
        self.contexts.iter().any(|context| context.has(flags))
    }
}

/// Shows some families, which are in order, by their places among these, and gives how they relate to one another.
pub(super) fn views(
    outlines: &Outlines<'_>,
    likely: &[usize],
    mut show: impl FnMut(usize, &View<'_>),
) -> Relations {
    let (candidates, words) = (outlines.candidates, &outlines.words);
    let families = candidates.families;
    let neighbourhood = Neighbourhood::of(candidates);
    let is_name: Vec<bool> =
        families.iter().map(|family| neighbourhood.is_name(family, candidates)).collect();
    let relations = Relations::of(outlines, Nesting::of(candidates, &is_name), likely);
    let keys = || likely.iter().map(|&family| families[family].key);
    let mut usages: Vec<Usage> = Vec::with_capacity(likely.len());
    candidates.usage.phrases(keys(), |usage| usages.push(usage));
    let priors: Vec<f32> = keys().map(|key| candidates.prior.of_phrase(key)).collect();
    let frequencies = Frequencies::of(candidates.background, candidates.usage);
    let frequency = |usage: Usage, family: &Family| {
        frequencies.of_usage(usage, || candidates.background.phrase(family.key))
    };
    let occurrences = candidates.occurrences.iter().zip(candidates.family_of);
    let is_likely = |family: u32| relations.column(family).is_some();
    let affinity = Affinity::of(
        candidates,
        words,
        occurrences.filter(|(_, family)| is_likely(**family)).map(|(occurrence, _)| occurrence),
    );
    let post = PostFigures::of(candidates, words);
    let with_head = families_with_head(outlines);
    for (column, &number) in likely.iter().enumerate() {
        let outline = outlines.of_family(number);
        let (family, usage) = (outline.family, usages[column]);
        let occurrence = first(candidates, family);
        let own_frequency = frequency(usage, family);
        let inside = Inside::of(words, &affinity, occurrence, usage);
        let around = relations.around(number);
        let longer = around.best.checked_sub(1).map(|best| {
            let longer = &families[best as usize];
            let usage = relations
                .column(best)
                .map_or_else(|| candidates.usage.phrase(longer.key), |column| usages[column]);
            Longer {
                own: (longer.count - longer.nested) as f32,
                words: longer.words.len() as f32,
                ln_frequency: ln_1p(frequency(usage, longer)),
            }
        });
        let head = outlines.heads[number] as usize;
        show(
            column,
            &View {
                contexts: &candidates.contexts[occurrence.range()],
                sentences: candidates.sentences.max(1) as f32,
                lines: candidates.lines.last().map_or(1.0, |last| *last as f32 + 1.0),
                prior: priors[column],
                ln_frequency: ln_1p(own_frequency),
                idf: frequencies.idf(own_frequency),
                around,
                longer,
                here: Surroundings::of(family, candidates, &affinity, &neighbourhood),
                post,
                early: early(candidates, family) as f32,
                dispersion: dispersion(candidates, family),
                usage,
                ln_news: ln_1p(usage.documents.saturating_sub(usage.blog_documents)),
                ln_blogs: ln_1p(usage.blog_documents),
                least_affinity: inside.least,
                mean_affinity: inside.mean,
                t_score: inside.t_score,
                mutual_information: inside.mutual_information,
                head_context: candidates.contexts[head],
                head_letters: candidates.words[head].shape.letters,
                phrases_with_head: with_head[words.number(head) as usize],
                outline,
            },
        );
    }
    relations
}

/// The occurrences of a family in the title and the first tenth of the text.
fn early(candidates: &Candidates<'_>, family: &Family) -> usize {
    let first_tenth = candidates.body_start + candidates.length() / 10;
    let start = |at: u32| candidates.occurrences[at as usize].start as usize;
    family.occurrences.iter().take_while(|&&at| start(at) < first_tenth).count()
}

/// The number of families with each head, by the number of its word.
fn families_with_head(outlines: &Outlines<'_>) -> Vec<u32> {
    let mut families = vec![0; outlines.words.count()];
    for &head in &outlines.heads {
        families[outlines.words.number(head as usize) as usize] += 1;
    }
    families
}

/// How well the words of a phrase hold together in the background.
struct Inside {
    least: f32,
    mean: f32,
    t_score: f32,
    mutual_information: f32,
}

impl Inside {
    fn of(words: &PostWords, affinity: &Affinity, occurrence: Occurrence, usage: Usage) -> Self {
        let range = occurrence.range();
        let affinities = range.clone().take(range.len() - 1).filter_map(|at| affinity.behind(at));
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

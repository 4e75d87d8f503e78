//! Builds the report from an aggregate: themes, keyphrases and their links here; trends, keyness, text
//! measures and the label audit in their own modules.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io;

use super::aggregate::Aggregate;
use super::canonical::CanonicalOrder;
use super::cooccurrence::{self, CooccurrenceGraph, PairPresence};
use super::distribution::text_distributions;
use super::index::{CorpusIndex, Posting, greatest};
use super::keyness::GroupPresence;
use super::labels::{self, LabelAudit, LabelPresence};
use super::period::{PeriodLength, SPARSE_BELOW};
use super::presence::{DetailedPresence, Presence, Slots};
use super::report::{
    ArchiveKeyphrase, CorpusReport, KeyphraseLink, PeriodCount, PostCounts, Theme, ThemeMember,
    ThemeNeighbour,
};
use super::statistics::{npmi, rounded};
use super::summaries::Excerpt;
use super::theme::{self, ThemeMembers};
use super::trend;
use super::trend::{Series, Subject};
use super::units::{SCORE_UNITS, WEIGHT_UNITS};
use crate::Span;
use crate::pipeline::threads::on_some_pool;

/// Keyphrases, themes and links that a report lists, at most.
const MOST_KEYPHRASES: usize = 500;
const MOST_THEMES: usize = 40;
const MOST_LINKS: usize = 2000;
/// Labels, authors, posts, excerpts and neighbours of a keyphrase or a theme, at most.
const NAMES: usize = 5;
const POSTS_OF_KEYPHRASE: usize = 5;
const POSTS_OF_THEME: usize = 20;
const EXCERPTS_OF_KEYPHRASE: usize = 2;
const EXCERPTS_OF_THEME: usize = 5;
const NEIGHBOURS: usize = 5;

impl Aggregate {
    /// The report, by months, quarters or years depending on the span of the dates. It runs on the threads
    /// of the rayon pool that it is called from, or else on one thread for each processor; any number of threads gives
    /// the same report.
    pub fn report(&self) -> CorpusReport {
        self.report_by(None)
    }

    /// The report by periods of this length; by years where there would be more than 1,200 of them, as with one post
    /// whose date is wrong by centuries.
    ///
    /// # Panics
    ///
    /// When the file of [`spool_to`](Self::spool_to) cannot be read: [`try_report_by`](Self::try_report_by) says so.
    pub fn report_by(&self, length: Option<PeriodLength>) -> CorpusReport {
        self.try_report_by(length).expect("the words of the posts can be read")
    }

    /// The same as [`report_by`](Self::report_by), without panics.
    ///
    /// # Errors
    ///
    /// Those of reading the file of [`spool_to`](Self::spool_to).
    pub fn try_report_by(&self, length: Option<PeriodLength>) -> io::Result<CorpusReport> {
        on_some_pool(|| self.assemble(length))
    }

    fn assemble(&self, length: Option<PeriodLength>) -> io::Result<CorpusReport> {
        let index = CorpusIndex::new(CanonicalOrder::joined(self), length);
        let (listed, nodes) = (listed(&index), cooccurrence::nodes(&index));
        let slots = Slots::of(&index, &listed, &nodes);
        let mut presence = Presence::new(&slots);
        let mut detailed = DetailedPresence::new(&index, listed.len());
        let mut pairs = PairPresence::new(&slots, &nodes);
        let mut groups = GroupPresence::new(&index, &slots);
        let mut of_labels = LabelPresence::new(&index, &slots);
        slots.some_posts(&index, |posts| {
            let of_pairs = || posts.iter().for_each(|(_, found)| pairs.add(found));
            let of_families = || {
                for &(number, found) in posts {
                    let post = index.ordered.post(number);
                    presence.add(found);
                    detailed.add(index.period_of[number as usize], post, found);
                    groups.add(post, found);
                    of_labels.add(post, found);
                }
            };
            rayon::join(of_pairs, of_families);
        })?;
        let graph = || {
            let graph = CooccurrenceGraph::of(&index, nodes, &pairs);
            (theme::find(&index, &graph, MOST_THEMES), links(&graph, &listed))
        };
        let apart_from_graph = || {
            let keyness = groups.keyness(&index, &slots, &presence.posts);
            let labels = labels::audit(&index, &slots, &presence, &of_labels);
            (keyness, text_distributions(&index.ordered), labels)
        };
        let ((found, links), (keyness, figures, labels)) = rayon::join(graph, apart_from_graph);
        let counted = Counted { index: &index, slots: &slots, presence: &presence };
        let (themes, keyphrases) =
            rayon::join(|| themes(counted, &found), || keyphrases(counted, &detailed, &listed, &found));
        let labels = LabelAudit { missing_labels: labels::unlabelled(&index, &found), ..labels };
        let posts = || index.ordered.posts();
        Ok(CorpusReport {
            schema: "glane.report/2",
            posts: PostCounts {
                read: self.read,
                analyzed: index.ordered.len() as u64,
                undated: posts().filter(|post| post.published.is_none()).count() as u64,
                languages: self.languages.clone(),
            },
            words: posts().map(|post| u64::from(post.figures().text.words)).sum(),
            sentences: posts().map(|post| u64::from(post.figures().text.sentences)).sum(),
            first: posts().filter_map(|post| post.published).min(),
            last: posts().filter_map(|post| post.published).max(),
            figures,
            period_length: index.calendar.length,
            periods: index
                .calendar
                .periods
                .iter()
                .zip(&index.posts_of_period)
                .map(|(&period, &posts)| PeriodCount { period, posts, sparse: posts < SPARSE_BELOW })
                .collect(),
            authors: index.authors_of(0..index.ordered.len() as u32, usize::MAX),
            links,
            trends: trend::find(&index, &series(&themes, &keyphrases)),
            keyness,
            labels,
            themes,
            keyphrases,
        })
    }
}

/// An archive and the families that were counted in it.
#[derive(Clone, Copy)]
struct Counted<'a> {
    index: &'a CorpusIndex<'a>,
    slots: &'a Slots,
    presence: &'a Presence,
}

impl Counted<'_> {
    /// The posts that mention a family, and the mentions.
    fn of(&self, family: u32) -> (u64, u64) {
        let slot = self.slots.slot(family);
        slot.map_or((0, 0), |slot| (self.presence.posts[slot], self.presence.occurrences[slot]))
    }
}

/// The series to test for trends: the themes, then the keyphrases, with their posts of each period.
fn series<'a>(themes: &'a [Theme], keyphrases: &'a [ArchiveKeyphrase]) -> Vec<Series<'a>> {
    let themes = themes.iter().enumerate().map(|(index, theme)| Series {
        subject: Subject::Theme,
        index,
        name: &theme.name,
        periods: &theme.periods,
    });
    let keyphrases = keyphrases.iter().enumerate().map(|(index, keyphrase)| Series {
        subject: Subject::Keyphrase,
        index,
        name: &keyphrase.text,
        periods: &keyphrase.periods,
    });
    themes.chain(keyphrases).collect()
}

/// The families that are keyphrases, the heaviest first.
fn listed(index: &CorpusIndex<'_>) -> Vec<u32> {
    let mut listed: Vec<(u64, u64, u32)> = (0..)
        .zip(&index.sums)
        .map(|(family, sums)| (sums.keyphrase_units, sums.keyphrase_posts, family))
        .filter(|&(_, posts, _)| posts > 0)
        .collect();
    listed.sort_unstable_by_key(|&(weight, posts, family)| (Reverse(weight), Reverse(posts), family));
    listed.truncate(MOST_KEYPHRASES);
    listed.into_iter().map(|(_, _, family)| family).collect()
}

/// The keyphrases of the archive, which have the first slots.
fn keyphrases(
    counted: Counted<'_>,
    detailed: &DetailedPresence,
    listed: &[u32],
    found: &[ThemeMembers],
) -> Vec<ArchiveKeyphrase> {
    let mut theme_of: BTreeMap<u32, usize> = BTreeMap::new();
    for (number, theme) in found.iter().enumerate() {
        theme_of.extend(theme.members.iter().map(|&(family, _)| (family, number)));
    }
    let [labels, authors] = detailed.names(counted.index, NAMES);
    let mut names = labels.into_iter().zip(authors);
    let mut keyphrases = Vec::with_capacity(listed.len());
    counted.index.each_with_postings(listed, |family, postings| {
        let (labels, authors) = names.next().unwrap_or_default();
        let (periods, period_occurrences) = detailed.by_period(keyphrases.len());
        let (posts, occurrences) = counted.of(family);
        let keyphrase = keyphrase(counted.index, family, postings, theme_of.get(&family).copied());
        keyphrases.push(ArchiveKeyphrase {
            posts,
            occurrences,
            periods,
            period_occurrences,
            labels,
            authors,
            ..keyphrase
        });
    });
    keyphrases
}

/// A keyphrase of the archive, without the counts of mentions.
fn keyphrase(
    index: &CorpusIndex<'_>,
    family: u32,
    postings: &[Posting],
    theme: Option<usize>,
) -> ArchiveKeyphrase {
    let record = &index.ordered.families[family as usize];
    let mut variants: Vec<(&str, u64)> =
        record.family.variants.iter().map(|(text, count)| (text.as_str(), *count)).collect();
    variants.sort_by_key(|&(text, count)| (Reverse(count), text));
    let sums = &index.sums[family as usize];
    let best = greatest(postings.iter().map(|of| (of.score, Reverse(of.post))), POSTS_OF_KEYPHRASE);
    ArchiveKeyphrase {
        text: index.text(family).to_owned(),
        lemma: record.lemma.to_owned(),
        kind: index.kind(family),
        posts: 0,
        occurrences: 0,
        keyphrase_of: sums.keyphrase_posts,
        weight: rounded(sums.keyphrase_units as f64 / SCORE_UNITS, 4),
        variants: variants.into_iter().map(|(text, _)| text.to_owned()).collect(),
        periods: Vec::new(),
        period_occurrences: Vec::new(),
        theme,
        labels: Vec::new(),
        authors: Vec::new(),
        top_posts: best
            .into_iter()
            .map(|(score, Reverse(post))| index.ranked(post, f64::from(score) / SCORE_UNITS))
            .collect(),
        excerpts: record
            .family
            .sentences
            .iter()
            .take(EXCERPTS_OF_KEYPHRASE)
            .map(|sentence| {
                excerpt(index, &sentence.text, &sentence.spans, index.ordered.place(sentence.post))
            })
            .collect(),
    }
}

fn themes(counted: Counted<'_>, found: &[ThemeMembers]) -> Vec<Theme> {
    let index = counted.index;
    let neighbours = neighbours(index, found);
    found
        .iter()
        .zip(neighbours)
        .map(|(theme, neighbours)| {
            let strongest = theme.members.iter().map(|&(_, strength)| strength).max().unwrap_or(0).max(1);
            let members: Vec<ThemeMember> = theme
                .members
                .iter()
                .map(|&(family, strength)| {
                    let (posts, occurrences) = counted.of(family);
                    ThemeMember {
                        text: index.text(family).to_owned(),
                        lemma: index.ordered.families[family as usize].lemma.to_owned(),
                        kind: index.kind(family),
                        posts,
                        occurrences,
                        keyphrase_of: index.sums[family as usize].keyphrase_posts,
                        strength: rounded(strength as f64 / strongest as f64, 4),
                    }
                })
                .collect();
            let posts = || theme.posts.iter().map(|&(post, _)| post);
            let best = theme.posts.iter().map(|&(post, units)| (units, Reverse(post)));
            let best = greatest(best, POSTS_OF_THEME).into_iter();
            Theme {
                name: members[0].text.clone(),
                keyphrases: members.iter().map(|member| member.text.clone()).collect(),
                members,
                posts: theme.posts.len() as u64,
                weight: rounded(theme.weight as f64 / WEIGHT_UNITS, 4),
                periods: index.by_period(posts()),
                labels: index.labels_of(posts(), NAMES),
                top_posts: best
                    .map(|(units, Reverse(post))| index.ranked(post, f64::from(units) / WEIGHT_UNITS))
                    .collect(),
                excerpts: excerpts_of_theme(index, theme),
                neighbours,
            }
        })
        .collect()
}

/// The best sentences of the families of a theme. A sentence scores for each family that it contains.
fn excerpts_of_theme(index: &CorpusIndex<'_>, theme: &ThemeMembers) -> Vec<Excerpt> {
    // The score and the spans of each sentence, by its post and its text.
    type Sentences<'a> = BTreeMap<(u32, &'a str), (u64, Vec<(u32, u32)>)>;
    let mut sentences = Sentences::new();
    for &(family, _) in &theme.members {
        for sentence in &index.ordered.families[family as usize].family.sentences {
            let post = index.ordered.place(sentence.post);
            let (score, spans) = sentences.entry((post, &sentence.text)).or_default();
            *score += u64::from(sentence.score);
            spans.extend(&sentence.spans);
        }
    }
    let mut order: Vec<_> = sentences.into_iter().collect();
    order.sort_by(|((one, _), (first, _)), ((two, _), (second, _))| second.cmp(first).then(one.cmp(two)));
    let mut posts: Vec<u32> = Vec::new();
    let mut excerpts = Vec::new();
    for ((post, text), (_, mut spans)) in order {
        if excerpts.len() == EXCERPTS_OF_THEME || posts.contains(&post) {
            continue;
        }
        posts.push(post);
        spans.sort_unstable();
        // Of overlapping spans, the first and longest is kept.
        spans.sort_by_key(|&(start, end)| (start, Reverse(end)));
        let mut reached = 0;
        spans.retain(|&(start, end)| {
            let is_free = start >= reached;
            reached = if is_free { end } else { reached };
            is_free
        });
        excerpts.push(excerpt(index, text, &spans, post));
    }
    excerpts
}

fn excerpt(index: &CorpusIndex<'_>, text: &str, spans: &[(u32, u32)], post: u32) -> Excerpt {
    let post = index.ordered.post(post);
    let names = post.names();
    Excerpt {
        text: text.to_owned(),
        spans: spans.iter().map(|&(start, end)| Span(start as usize, end as usize)).collect(),
        post: names.id.to_owned(),
        title: names.title.to_owned(),
        published: post.published,
    }
}

/// The themes that share posts with each theme.
fn neighbours(index: &CorpusIndex<'_>, found: &[ThemeMembers]) -> Vec<Vec<ThemeNeighbour>> {
    // The themes of each post as a bit set.
    const { assert!(MOST_THEMES <= 64) };
    let mut themes_of = vec![0_u64; index.ordered.len()];
    for (number, theme) in found.iter().enumerate() {
        for &(post, _) in &theme.posts {
            themes_of[post as usize] |= 1 << number;
        }
    }
    let mut shared = vec![vec![0u64; found.len()]; found.len()];
    for themes in themes_of {
        let has = |theme: &usize| themes >> theme & 1 == 1;
        for one in (0..found.len()).filter(has) {
            for two in (0..found.len()).filter(|two| has(two) && *two != one) {
                shared[one][two] += 1;
            }
        }
    }
    let all = index.ordered.len() as u64;
    shared
        .into_iter()
        .enumerate()
        .map(|(one, counts)| {
            let posts = |theme: usize| found[theme].posts.len() as u64;
            let mut list: Vec<ThemeNeighbour> = counts
                .into_iter()
                .enumerate()
                .filter(|&(_, together)| together > 0)
                .map(|(theme, together)| ThemeNeighbour {
                    theme,
                    posts: together,
                    association: rounded(npmi(together, posts(one), posts(theme), all), 3),
                })
                .collect();
            list.sort_by(|one, two| {
                two.association.total_cmp(&one.association).then(one.theme.cmp(&two.theme))
            });
            list.truncate(NEIGHBOURS);
            list
        })
        .collect()
}

/// The edges between listed keyphrases, strongest first.
fn links(graph: &CooccurrenceGraph, listed: &[u32]) -> Vec<KeyphraseLink> {
    let place: BTreeMap<u32, usize> = listed.iter().enumerate().map(|(at, &family)| (family, at)).collect();
    let at = |node: u32| place.get(&graph.nodes[node as usize]).copied();
    let mut links: Vec<(u64, KeyphraseLink)> = graph
        .edges
        .iter()
        .zip(&graph.shared)
        .filter_map(|(&(one, two, weight), &(posts, association))| {
            let (one, two) = (at(one)?, at(two)?);
            let association = rounded(association, 3);
            let link =
                KeyphraseLink { from: one.min(two), to: one.max(two), posts: posts.into(), association };
            Some((weight, link))
        })
        .collect();
    links.sort_by_key(|(weight, link)| (Reverse(*weight), link.from, link.to));
    links.truncate(MOST_LINKS);
    links.into_iter().map(|(_, link)| link).collect()
}

//! Boilerplate: lines that repeat from post to post of a blog ("Partager sur", a signature).
//!
//! A line is a candidate when it is short, or when it is at the beginning or the end of its post.
//! It counts once a post, so that the refrain of a poem is not boilerplate. It is boilerplate where at least
//! [`FEWEST`] posts of a group of [`SMALLEST_GROUP`] or more have it, and these are a tenth of the
//! group, or half of the dated posts from the day of the first that has it to the day of the last. Groups are the archive as a
//! whole and each blog in it: the host of the posts' addresses, or the first directory of their ids.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::comparison::day_of;
use super::lines::{Beginnings, Interest, Line, Lines, WordHash, hash_words, join};
use super::post_name::RepeatedLine;
use crate::Post;
use crate::language::prose::blank_out;

/// The longest line that is a candidate anywhere in its post, in words and in bytes, and the longest one at an
/// end of its post, in words.
const SHORT: usize = 30;
const SHORT_BYTES: usize = 300;
const LONG: usize = 200;
/// Lines at the beginning and at the end of a post that may be long.
const FIRST: usize = 2;
const LAST: usize = 3;

/// The lines that can be boilerplate, for [`candidates`].
pub(super) const INTEREST: Interest = Interest { short: SHORT_BYTES, first: FIRST, last: LAST, words: LONG };

/// The least posts that must have a line, and the least posts of a group that has boilerplate.
const FEWEST: u32 = 5;
const SMALLEST_GROUP: u32 = 10;
/// The minimum share of the posts of the group is 1/SHARE.
const SHARE: u32 = 10;
/// The same for a line that was in use for a period, among the posts from its first to its last.
const FEWEST_OF_AN_AGE: u32 = 20;
const SHARE_OF_AN_AGE: u32 = 2;

/// The most lines that are counted at one time: about twenty megabytes.
const MOST_LINES: usize = 1 << 18;
/// The most groups that are distinguished.
const MOST_GROUPS: usize = 4096;
/// The most lines that a report shows, and the most characters of each.
const MOST_SHOWN: usize = 1000;
const LONGEST_SHOWN: usize = 200;

/// The group of the archive as a whole.
const WHOLE: u32 = 0;

/// How many posts have each line, in the first pass.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Counts {
    lines: FxHashMap<u64, Count>,
    groups: FxHashMap<u64, u32>,
    /// Posts of each group; the archive as a whole first.
    posts: Vec<u32>,
    /// The days of its dated posts.
    days: Vec<Vec<u32>>,
}

/// Posts of one group that have a line. Posts are numbered within their group, from 1.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Count {
    group: u32,
    posts: u32,
    /// The last post that has it.
    last: u32,
    /// Its dated posts, and the days of the first and the last of them.
    dated: u32,
    from: u32,
    to: u32,
    /// The most words that it had, with the title of its post.
    words: u32,
    beginning: WordHash,
}

impl Counts {
    /// Counts the lines of a post.
    pub(super) fn add(&mut self, post: &Post, lines: &Lines) {
        let key = group_key(post);
        let next = self.posts.len().max(1) as u32;
        let room = self.groups.len() < MOST_GROUPS;
        let group = match self.groups.get(&key) {
            Some(&group) => group,
            None if room => *self.groups.entry(key).or_insert(next),
            None => WHOLE,
        };
        let groups = self.posts.len().max(group as usize + 1);
        self.posts.resize(groups, 0);
        self.days.resize(groups, Vec::new());
        let day = post.published.map(|_| day_of(post));
        for of in [Some(WHOLE), Some(group).filter(|group| *group != WHOLE)].into_iter().flatten() {
            self.posts[of as usize] += 1;
            self.days[of as usize].extend(day);
        }
        for (line, hash) in candidates(lines) {
            self.count(hash, WHOLE, lines, line, day);
            if group != WHOLE {
                self.count(join(hash, key), group, lines, line, day);
            }
        }
        if self.lines.len() > MOST_LINES {
            self.make_room();
        }
    }

    fn count(&mut self, key: u64, group: u32, lines: &Lines, line: &Line, day: Option<u32>) {
        let now = self.posts[group as usize];
        let words = line.words.len() as u32;
        let count = self.lines.entry(key).or_insert_with(|| Count {
            group,
            posts: 0,
            last: 0,
            dated: 0,
            from: u32::MAX,
            to: 0,
            words,
            beginning: lines.beginning_of(line),
        });
        count.words = count.words.max(words);
        // Once a post.
        if count.last != now {
            count.posts += 1;
            count.last = now;
            if let Some(day) = day {
                count.dated += 1;
                (count.from, count.to) = (count.from.min(day), count.to.max(day));
            }
        }
    }

    /// Drops the lines of the fewest posts until half of the table is free. A line of a tenth of the posts is frequent
    /// enough to stay.
    fn make_room(&mut self) {
        let mut least = 1;
        while self.lines.len() > MOST_LINES / 2 {
            self.lines.retain(|_, count| count.posts > least);
            least *= 2;
        }
    }

    /// Adds the counts of other posts.
    pub(super) fn merge(&mut self, other: Self) {
        let mut groups = vec![None; other.posts.len()];
        groups.iter_mut().take(1).for_each(|whole| *whole = Some(WHOLE));
        for (&key, &theirs) in &other.groups {
            let next = self.groups.len() as u32 + 1;
            let room = self.groups.len() < MOST_GROUPS;
            let ours = self
                .groups
                .get(&key)
                .copied()
                .or_else(|| room.then(|| *self.groups.entry(key).or_insert(next)));
            if let Some(group) = groups.get_mut(theirs as usize) {
                *group = ours;
            }
        }
        let most = groups.iter().flatten().max().map_or(0, |group| *group as usize + 1).max(self.posts.len());
        self.posts.resize(most, 0);
        self.days.resize(most, Vec::new());
        for ((group, posts), days) in groups.iter().zip(other.posts).zip(other.days) {
            if let Some(group) = *group {
                self.posts[group as usize] += posts;
                self.days[group as usize].extend(days);
            }
        }
        for (key, theirs) in other.lines {
            let Some(group) = groups.get(theirs.group as usize).copied().flatten() else { continue };
            let ours = self.lines.entry(key).or_insert(Count { group, posts: 0, dated: 0, ..theirs });
            ours.posts += theirs.posts;
            ours.dated += theirs.dated;
            (ours.from, ours.to) = (ours.from.min(theirs.from), ours.to.max(theirs.to));
            ours.words = ours.words.max(theirs.words);
        }
        if self.lines.len() > MOST_LINES {
            self.make_room();
        }
    }

    /// Ends the first pass: the lines that are boilerplate.
    pub(super) fn finish(mut self) -> Boilerplate {
        self.days.iter_mut().for_each(|days| days.sort_unstable());
        let is_boilerplate = |count: &Count| {
            let group = self.posts[count.group as usize];
            let days = &self.days[count.group as usize];
            let until = |day: u32| days.partition_point(|other| *other <= day);
            let before = days.partition_point(|other| *other < count.from);
            let age = until(count.to).saturating_sub(before) as u32;
            group >= SMALLEST_GROUP
                && count.posts >= FEWEST
                && (count.posts.saturating_mul(SHARE) >= group
                    || (count.dated >= FEWEST_OF_AN_AGE
                        && count.dated.saturating_mul(SHARE_OF_AN_AGE) >= age))
        };
        let found = self.lines.iter().filter(|(_, count)| is_boilerplate(count));
        let most_words = found.clone().map(|(_, count)| count.words as usize).max().unwrap_or(0);
        let beginnings = found.clone().map(|(_, count)| count.beginning).collect();
        let keys = found.map(|(key, _)| *key).collect();
        Boilerplate { keys, most_words, beginnings, ..Boilerplate::default() }
    }
}

/// The lines that are boilerplate, and those that the second pass removed.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Boilerplate {
    keys: FxHashSet<u64>,
    /// The most words that any of them had.
    most_words: usize,
    beginnings: Beginnings,
    /// By hash: the line, and the number of posts that had it.
    taken_out: BTreeMap<u64, TakenOut>,
    /// The hashes of the lines that the table had no room for.
    untold: FxHashSet<u64>,
    /// The number of the first post, where a part of the archive is cleaned on its own. Its table keeps every line:
    /// only all parts together show which lines come first.
    part: Option<u32>,
}

/// A line that was removed, and when it was first: the first post of the part, and the lines of the part before it.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct TakenOut {
    line: RepeatedLine,
    first: (u32, u32),
}

impl Boilerplate {
    /// The same lines, for the posts from this number on.
    pub(super) fn part(&self, first: u32) -> Self {
        let Self { keys, most_words, beginnings, .. } = self;
        let (keys, beginnings) = (keys.clone(), beginnings.clone());
        Self { keys, most_words: *most_words, beginnings, part: Some(first), ..Self::default() }
    }

    /// Frees what only cleaning further posts needs.
    pub(super) fn close(&mut self) {
        (self.keys, self.beginnings) = (FxHashSet::default(), Beginnings::default());
    }

    /// Adds the lines that another part removed.
    pub(super) fn merge(&mut self, part: Self) {
        for (hash, theirs) in part.taken_out {
            match self.taken_out.entry(hash) {
                Entry::Vacant(entry) => _ = entry.insert(theirs),
                Entry::Occupied(entry) => {
                    let ours = entry.into_mut();
                    ours.line.posts += theirs.line.posts;
                    ours.first = ours.first.min(theirs.first);
                    if theirs.line.text < ours.line.text {
                        ours.line.text = theirs.line.text;
                    }
                }
            }
        }
    }

    /// Whether no line is boilerplate.
    pub(super) fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Blanks out the boilerplate of a post. A post that is nothing but boilerplate stays as it is.
    pub(super) fn take_out(&mut self, post: &mut Post, lines: &mut Lines) {
        lines.read_like(&self.beginnings, self.most_words, post);
        let lines = &*lines;
        let key = group_key(post);
        let repeated: Vec<(&Line, u64)> = candidates(lines)
            .filter(|(_, hash)| self.keys.contains(hash) || self.keys.contains(&join(*hash, key)))
            .collect();
        if repeated.is_empty() || (repeated.len() == lines.lines.len() && post.title.is_empty()) {
            return;
        }
        let mut told = FxHashSet::default();
        for &(line, hash) in &repeated {
            if told.insert(hash) {
                self.tell(hash, &post.text[line.bytes.clone()]);
            }
        }
        let inside = |at: &std::ops::Range<usize>| {
            repeated.iter().any(|(line, _)| line.bytes.start <= at.start && at.end <= line.bytes.end)
        };
        post.annotations.retain(|annotation| !inside(&annotation.range));
        blank_out(&mut post.text, repeated.iter().map(|(line, _)| line.bytes.clone()));
    }

    fn tell(&mut self, hash: u64, line: &str) {
        let shown = || -> String {
            let words: Vec<&str> = line.split_whitespace().collect();
            words.join(" ").chars().take(LONGEST_SHOWN).collect()
        };
        if let Some(TakenOut { line: known, .. }) = self.taken_out.get_mut(&hash) {
            known.posts += 1;
            if known.text != line {
                known.text = shown().min(std::mem::take(&mut known.text));
            }
        } else if self.part.is_some() || self.taken_out.len() < MOST_SHOWN {
            let first = (self.part.unwrap_or_default(), self.taken_out.len() as u32);
            self.taken_out.insert(hash, TakenOut { line: RepeatedLine { text: shown(), posts: 1 }, first });
        } else {
            self.untold.insert(hash);
        }
    }

    /// The number of lines that were removed so far, listed or not.
    pub(super) fn count(&self) -> u64 {
        (self.taken_out.len() + self.untold.len()) as u64
    }

    /// The lines that were removed so far, those of most posts first.
    pub(super) fn repeated_lines(&self) -> Vec<RepeatedLine> {
        let mut taken_out: Vec<&TakenOut> = self.taken_out.values().collect();
        taken_out.sort_unstable_by_key(|taken_out| taken_out.first);
        taken_out.truncate(MOST_SHOWN);
        let mut lines: Vec<RepeatedLine> =
            taken_out.into_iter().map(|taken_out| taken_out.line.clone()).collect();
        lines.sort_by(|one, other| other.posts.cmp(&one.posts).then_with(|| one.text.cmp(&other.text)));
        lines
    }
}

/// The lines that can be boilerplate, each with its hash.
fn candidates(lines: &Lines) -> impl Iterator<Item = (&Line, u64)> {
    let count = lines.lines.len();
    lines.lines.iter().enumerate().filter_map(move |(at, line)| {
        let at_an_end = at < FIRST || at + LAST >= count;
        let may_be = if at_an_end {
            line.words.len() <= LONG
        } else {
            line.words.len() <= SHORT && line.bytes.len() <= SHORT_BYTES
        };
        (line.is_whole && may_be && !lines.is_number(line)).then(|| (line, lines.hash_of(line)))
    })
}

/// The blog of a post: the host of its address, or the first directory of its id.
fn group_key(post: &Post) -> u64 {
    let host = post.url.as_deref().and_then(|url| url.split_once("://")).map(|(_, rest)| rest);
    let name = match host {
        Some(rest) => rest.split(['/', '?', '#']).next().unwrap_or_default(),
        None => post.id.split_once('/').map_or("", |(directory, _)| directory),
    };
    hash_words(name.bytes().map(u64::from))
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prop_assert_eq, proptest};

    use super::super::{CleanOptions, Cleaner, FirstPass, Verdict};
    use super::*;
    use crate::{Annotation, AnnotationKind};

    /// Posts of five sentences of their own, with the same words below.
    fn posts(count: usize, below: &str) -> Vec<Post> {
        let post = |at: usize| {
            let own: Vec<String> = (0..5).map(|line| format!("Le billet {at} dit mot{at}x{line}.")).collect();
            Post::new(format!("blog/{at}"), format!("{}\n{below}\n", own.join(" ")))
                .with_title(format!("Titre t{at}"))
        };
        (0..count).map(post).collect()
    }

    fn taken_out(posts: &[Post]) -> (Vec<Post>, Cleaner) {
        let mut first_pass = FirstPass::new();
        for post in posts {
            first_pass.add(post);
        }
        let mut cleaner = first_pass.finish(CleanOptions::default());
        let mut posts = posts.to_vec();
        for post in &mut posts {
            assert_eq!(cleaner.clean(post), Verdict::Unique);
        }
        (posts, cleaner)
    }

    #[test]
    fn a_line_of_every_post_is_removed_and_listed() {
        let posts = posts(12, "Cet article vous a plu ?\nPartager sur Twitter");
        let (after, cleaner) = taken_out(&posts);
        for (before, after) in posts.iter().zip(&after) {
            assert_eq!(before.text.len(), after.text.len());
            let own = before.text.split('\n').next().expect("a line");
            assert_eq!(after.text.trim_end(), own);
        }
        let told: Vec<(String, u64)> =
            cleaner.repeated_lines().into_iter().map(|line| (line.text, line.posts)).collect();
        let expected = ["Cet article vous a plu ?", "Partager sur Twitter"].map(|text| (text.to_owned(), 12));
        assert_eq!(told, expected);
    }

    #[test]
    fn a_line_with_the_post_s_own_title_and_numbers_repeats_too() {
        let mut posts = posts(12, "");
        posts[7].title = "Un titre bien plus long que ceux de tous les autres billets".to_owned();
        for (at, post) in posts.iter_mut().enumerate() {
            let footer = format!("L’article {} est paru, {at} commentaires", post.title);
            post.text.push_str(&footer);
        }
        let (after, _) = taken_out(&posts);
        assert!(after.iter().all(|post| !post.text.contains("paru")), "{:?}", after[0].text);
    }

    #[test]
    fn a_line_may_begin_with_the_post_s_own_title_or_a_number() {
        let mut posts = posts(12, "");
        for (at, post) in posts.iter_mut().enumerate() {
            // A title that begins with a number too.
            post.title = format!("{at}{} pas", if at % 2 == 0 { "" } else { "e" });
            let footer = format!("{} est paru ici\n{at} avis sur ce billet", post.title);
            post.text.push_str(&footer);
        }
        let (after, cleaner) = taken_out(&posts);
        assert!(after.iter().all(|post| !post.text.contains("paru") && !post.text.contains("avis")));
        assert_eq!(cleaner.repeated_line_count(), 2);
    }

    #[test]
    fn a_longer_line_that_begins_alike_stays() {
        let below = "Partager sur Twitter";
        let mut posts = posts(12, below);
        posts[5].text.push_str("Partager sur Twitter ou ailleurs.");
        let (after, _) = taken_out(&posts);
        assert!(after[5].text.ends_with("Partager sur Twitter ou ailleurs."));
        assert_eq!(after[5].text.matches(below).count(), 1);
    }

    #[test]
    fn few_posts_have_no_boilerplate_and_a_refrain_is_not_boilerplate() {
        let few = posts(8, "Partager sur Twitter");
        assert_eq!(taken_out(&few).0, few);
        let mut refrain = posts(12, "");
        refrain[3].text.push_str(&"Il pleut sur la ville.\n".repeat(20));
        assert_eq!(taken_out(&refrain).0, refrain);
    }

    #[test]
    fn annotations_inside_are_removed_and_others_stay() {
        let mut posts = posts(12, "Partager sur Twitter");
        for post in &mut posts {
            let line = post.text.find("Partager").expect("the line");
            post.annotations = vec![
                Annotation { kind: AnnotationKind::Emphasis, range: 0..2 },
                Annotation { kind: AnnotationKind::Link, range: line..line + 8 },
            ];
        }
        let (after, _) = taken_out(&posts);
        assert!(after.iter().all(|post| post.annotations.len() == 1 && post.annotations[0].range == (0..2)));
    }

    #[test]
    fn a_signature_that_was_in_use_for_a_period_is_found() {
        let mut all = posts(400, "");
        let first = jiff::civil::date(2015, 1, 1);
        for (at, post) in (0..).zip(&mut all) {
            post.published = Some(first + jiff::Span::new().days(at));
        }
        for post in &mut all[100..130] {
            post.text.push_str("Suivez le carnet sur Google+");
        }
        let (after, cleaner) = taken_out(&all);
        assert!(after.iter().all(|post| !post.text.contains("Suivez")));
        assert_eq!(cleaner.repeated_lines()[0].posts, 30);
    }

    #[test]
    fn lines_of_interest_are_read_to_their_ends() {
        let words = ["le", "vélo,", "12", "«", "ville", "incontournablement", "Titre", "t7", ""];
        proptest!(|(lines in vec((vec(0..words.len(), 0..8), 1..40_usize), 0..9))| {
            let line = |(picks, times): &(Vec<usize>, usize)| {
                let once: String = picks.iter().map(|&at| words[at].to_owned() + " ").collect();
                once.repeat(*times) + "\n"
            };
            let text: String = lines.iter().map(line).collect();
            let post = Post::new("x", text).with_title("Titre t7");
            let found = |lines: &Lines| -> Vec<_> {
                candidates(lines).map(|(line, hash)| (line.bytes.clone(), line.words.len(), hash)).collect()
            };
            let (mut all, mut some) = (Lines::default(), Lines::default());
            all.read(&post);
            some.read_with(INTEREST, &post);
            prop_assert_eq!(found(&all), found(&some));
            prop_assert_eq!(all.lines.len(), some.lines.len());
        });
    }

    #[test]
    fn a_full_table_drops_only_rare_lines() {
        let mut counts = Counts::default();
        let mut lines = Lines::default();
        for at in 0..3_000 {
            let rare: Vec<String> = (0..100).map(|line| format!("vers v{at}x{line}\n")).collect();
            lines.read(&Post::new("x", format!("{}Partager sur Twitter", rare.concat())));
            counts.add(&Post::new("x", ""), &lines);
            assert!(counts.lines.len() <= MOST_LINES + 400);
        }
        assert_eq!(counts.finish().keys.len(), 2);
    }
}

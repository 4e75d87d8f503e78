//! Duplicates: the same post in a feed and an export, or posted again.
//!
//! The first pass keeps forty bytes a post: a hash of its first words and its length, one of its title and
//! first words, its day, how much it says, and a hash of its fields. The posts that share one of the first two are compared, in a pass
//! between the others (see [`comparison`](super::comparison)) or, without one, in the second pass. Posts of equal length
//! with equal words are duplicates. Of posts with equal titles sketches are compared (sets of hashes of three words):
//! those that share four fifths are duplicates.

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::comparison::{Comparison, Preference, preference};
use super::fingerprint::{beginning, fingerprint, groups, outline};
use super::lines::{Lines, WordHash, join, words_into};
use super::post_name::{Duplicate, PostName};
use super::sketch::{MOST_COMPARED, NEARLY, share, sketch_into, sketch_size, words_of};
use crate::Post;

/// The words of a post that the first pass reads.
const OPENING: usize = 32;
/// The most duplicates that a report lists.
const MOST_LISTED: usize = 10_000;

/// The hashes of every post, in order, and the set of those.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Fingerprints {
    /// Equal for posts of equal words, nearly always: see [`count_letters`].
    outlines: Vec<u64>,
    /// Zero for a post that is too short to be a near duplicate.
    beginnings: Vec<u64>,
    preferences: Vec<Preference>,
    #[serde(skip)]
    met: FxHashSet<u64>,
    #[serde(skip)]
    opening: Vec<WordHash>,
    fingerprint: u64,
}

impl Fingerprints {
    /// Adds a post; returns whether both its outline and its beginning are new.
    pub(super) fn add(&mut self, post: &Post, lines: &Lines) -> bool {
        let of_post = fingerprint(post);
        self.fingerprint = join(self.fingerprint, of_post);
        self.preferences.push(preference(post, of_post));
        self.opening.clear();
        words_into(&post.text, OPENING, &mut self.opening);
        let outline = outline(post, &lines.title, &self.opening);
        let beginning = beginning(&lines.title, &self.opening);
        self.outlines.push(outline);
        self.beginnings.push(beginning);
        let new = self.met.insert(outline);
        // Beginnings and outlines share one set: their hashes differ.
        new & (beginning == 0 || self.met.insert(beginning))
    }

    /// Adds the posts of the next part of the archive.
    pub(super) fn append(&mut self, later: Self) {
        self.outlines.extend(later.outlines);
        self.beginnings.extend(later.beginnings);
        self.preferences.extend(later.preferences);
        self.fingerprint = join(self.fingerprint, later.fingerprint);
    }

    /// An order-sensitive hash of all fields of all posts.
    pub(super) fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// Ends the first pass: which posts may be duplicates.
    pub(super) fn finish(mut self) -> Duplicates {
        self.met = FxHashSet::default();
        let firsts = |groups: &[Vec<u32>]| -> FxHashMap<u32, u32> {
            groups.iter().flat_map(|posts| posts.iter().map(|&post| (post, posts[0]))).collect()
        };
        let (same, openings) = (groups(&self.outlines), groups(&self.beginnings));
        let order = |&post: &u32| (self.preferences[post as usize], post);
        let mut copies = FxHashSet::default();
        let mut mixed = FxHashMap::default();
        for posts in same.iter().chain(&openings) {
            let best = posts.iter().min_by_key(|post| order(post));
            copies.extend(posts.iter().filter(|post| Some(*post) != best));
        }
        for posts in &openings {
            let outline = |post: u32| self.outlines[post as usize];
            if posts.iter().any(|&post| outline(post) != outline(posts[0])) {
                mixed.extend(posts.iter().map(|&post| (post, self.beginnings[post as usize])));
            }
        }
        // Likely duplicates need no sketches: one of each is enough.
        for posts in &same {
            let beginning = self.beginnings[posts[0] as usize];
            for &post in &posts[1..] {
                let other = &mut self.beginnings[post as usize];
                *other = if *other == beginning { 0 } else { *other };
            }
        }
        let alike = firsts(&groups(&self.beginnings));
        let size = sketch_size(mixed.len());
        let preferences = if copies.is_empty() { Vec::new() } else { self.preferences };
        Duplicates { same: firsts(&same), alike, mixed, size, copies, preferences, ..Duplicates::default() }
    }
}

/// Whether a post is a duplicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The post counts.
    Unique,
    /// Another post that counts has the same words, or nearly the same.
    Duplicate,
}

/// Which posts are duplicates, in the second pass. Posts are numbered from zero.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Duplicates {
    /// The first post of the same outline, of those that share one.
    same: FxHashMap<u32, u32>,
    /// The first post of the same beginning, of those that share one.
    alike: FxHashMap<u32, u32>,
    /// The beginnings of posts of other outlines that share them.
    mixed: FxHashMap<u32, u64>,
    /// The number of hashes of a sketch.
    size: usize,
    /// The posts that may be copies of others: those that are not the best of their outline and of their beginning.
    copies: FxHashSet<u32>,
    preferences: Vec<Preference>,
    comparison: Comparison,
    /// The post that counts for each duplicate, once the posts were compared.
    decided: Option<FxHashMap<u32, u32>>,
    /// The posts that count for others.
    kept: FxHashSet<u32>,
    /// The first post with the same words, by their hash, of those that share an outline.
    read: FxHashMap<u64, u32>,
    /// The different posts of one beginning, with the ranges of their sketches.
    compared: FxHashMap<u32, Vec<(u32, Range<usize>)>>,
    /// All sketches, one after the other.
    sketches: Vec<u32>,
    next: u32,
    /// The names of posts that have or may have duplicates: at most twice as many as are listed.
    names: FxHashMap<u32, PostName>,
    /// The duplicates of each post that counts, with their numbers.
    found: BTreeMap<u32, Vec<(u32, PostName)>>,
    listed: usize,
    /// The number of duplicates, listed or not.
    count: u64,
    /// Near duplicates: later posts with the same words are duplicates of the same post.
    nearly: FxHashMap<u32, u32>,
}

impl Duplicates {
    /// Whether some posts may be copies of others.
    pub(super) fn may_have_copies(&self) -> bool {
        !self.copies.is_empty()
    }

    /// Compares the next post, between the two passes; returns whether it may be a copy.
    pub(super) fn compare(&mut self, post: &Post, lines: &mut Lines) -> bool {
        let number = self.next;
        self.next += 1;
        let beginning = self.mixed.get(&number).copied();
        let may_be_same = self.same.contains_key(&number);
        self.comparison.read(number, post, lines, may_be_same, beginning, self.size);
        self.copies.contains(&number)
    }

    /// Ends the comparison: which posts are duplicates.
    pub(super) fn decide(&mut self) {
        let decided = std::mem::take(&mut self.comparison).decide(&self.preferences, self.size);
        self.kept = decided.values().copied().collect();
        *self = Self { decided: Some(decided), kept: std::mem::take(&mut self.kept), ..Self::default() };
    }

    /// Whether the next post is a duplicate.
    pub(super) fn verdict(&mut self, post: &Post, lines: &mut Lines) -> Verdict {
        let number = self.next;
        self.next += 1;
        if let Some(decided) = &self.decided {
            let kept = decided.get(&number).copied();
            if self.kept.contains(&number) && self.names.len() < MOST_LISTED {
                self.names.insert(number, PostName::of(post));
            }
            let Some(kept) = kept else { return Verdict::Unique };
            self.again(kept, number, post);
            return Verdict::Duplicate;
        }
        let first = self.same.get(&number).copied();
        let may_be_same = first.is_some();
        // A post with other words than the first of its outline is compared with the posts of its beginning.
        let alike = self.alike.get(&number).or_else(|| self.alike.get(&first?));
        let group = alike.copied();
        if !may_be_same && group.is_none() {
            return Verdict::Unique;
        }
        lines.read(post);
        if may_be_same && let Some(first) = self.first_of(words_of(post, lines), number) {
            let kept = self.nearly.get(&first).copied().unwrap_or(first);
            self.again(kept, number, post);
            return Verdict::Duplicate;
        }
        // Unlikely duplicates leave room for likely ones.
        let most = if may_be_same { 2 * MOST_LISTED } else { MOST_LISTED };
        if self.names.len() < most {
            self.names.insert(number, PostName::of(post));
        }
        let Some(group) = group else { return Verdict::Unique };
        let start = self.sketches.len();
        sketch_into(&lines.words, self.size, &mut self.sketches);
        let (others, sketch) = self.sketches.split_at(start);
        let compared = self.compared.entry(group).or_default();
        let nearly = compared
            .iter()
            .find(|(_, other)| share(sketch, &others[other.clone()], self.size) >= NEARLY)
            .map(|(post, _)| *post);
        if nearly.is_none() && compared.len() < MOST_COMPARED {
            compared.push((number, start..self.sketches.len()));
        } else {
            self.sketches.truncate(start);
        }
        if let Some(kept) = nearly {
            self.nearly.insert(number, kept);
            self.again(kept, number, post);
            return Verdict::Duplicate;
        }
        Verdict::Unique
    }

    /// The first post with these words, if it is not this one; otherwise this one is registered as the first.
    fn first_of(&mut self, words: u64, number: u32) -> Option<u32> {
        let first = *self.read.entry(words).or_insert(number);
        (first != number).then_some(first)
    }

    fn again(&mut self, kept: u32, number: u32, post: &Post) {
        self.count += 1;
        if self.listed < MOST_LISTED && (self.names.contains_key(&kept) || self.decided.is_some()) {
            self.listed += 1;
            self.found.entry(kept).or_default().push((number, PostName::of(post)));
        }
    }

    /// What the posts of these numbers need, to be compared or cleaned on their own.
    pub(super) fn part(&self, posts: Range<u32>) -> Self {
        let inside =
            |numbers: &FxHashSet<u32>| numbers.iter().copied().filter(|at| posts.contains(at)).collect();
        let within = |(&number, &other): (&u32, &u32)| posts.contains(&number).then_some((number, other));
        Self {
            same: self.same.iter().filter_map(within).collect(),
            mixed: self
                .mixed
                .iter()
                .map(|(&number, &beginning)| (number, beginning))
                .filter(|(at, _)| posts.contains(at))
                .collect(),
            size: self.size,
            copies: inside(&self.copies),
            decided: self.decided.as_ref().map(|decided| decided.iter().filter_map(within).collect()),
            kept: inside(&self.kept),
            next: posts.start,
            ..Self::default()
        }
    }

    /// Ends the comparison of a part: what it found is left.
    pub(super) fn only_comparison(&mut self) {
        *self = Self { comparison: std::mem::take(&mut self.comparison), ..Self::default() };
    }

    /// Adds what the comparison of another part found.
    pub(super) fn merge_compared(&mut self, part: Self) {
        self.comparison.merge(part.comparison);
    }

    /// Adds the duplicates of another part; the lists keep their bounds.
    pub(super) fn merge_cleaned(&mut self, part: Self) {
        self.count += part.count;
        self.names.extend(part.names);
        for (kept, others) in part.found {
            self.found.entry(kept).or_default().extend(others);
        }
        let mut numbers: Vec<u32> = self.names.keys().copied().collect();
        if let Some(end) = bound(&mut numbers) {
            self.names.retain(|number, _| *number < end);
        }
        let mut numbers: Vec<u32> = self.found.values().flatten().map(|(number, _)| *number).collect();
        self.listed = numbers.len().min(MOST_LISTED);
        if let Some(end) = bound(&mut numbers) {
            self.found.retain(|_, others| {
                others.retain(|(number, _)| *number < end);
                !others.is_empty()
            });
        }
    }

    /// Frees what only the comparison of further posts needs.
    pub(super) fn close(&mut self) {
        self.same = FxHashMap::default();
        self.alike = FxHashMap::default();
        self.read = FxHashMap::default();
        self.compared = FxHashMap::default();
        self.sketches = Vec::new();
        self.nearly = FxHashMap::default();
        self.decided = None;
        self.kept = FxHashSet::default();
    }

    /// The posts that have duplicates so far, by date and id.
    pub(super) fn found(&self) -> Vec<Duplicate> {
        let order = |name: &PostName| (name.published.is_none(), name.published, name.id.clone());
        let found = self.found.iter().filter_map(|(kept, others)| {
            let mut others: Vec<PostName> = others.iter().map(|(_, name)| name.clone()).collect();
            others.sort_by_cached_key(order);
            Some(Duplicate { kept: self.names.get(kept)?.clone(), others })
        });
        let mut found: Vec<Duplicate> = found.collect();
        found.sort_by_cached_key(|duplicate| order(&duplicate.kept));
        found
    }

    /// The number of duplicates so far.
    pub(super) fn count(&self) -> u64 {
        self.count
    }
}

/// The number of the first post that a list has no room for, where there are more than it takes: an archive that is
/// cleaned in one piece lists those that come first.
fn bound(numbers: &mut [u32]) -> Option<u32> {
    (numbers.len() > MOST_LISTED).then(|| *numbers.select_nth_unstable(MOST_LISTED).1)
}

#[cfg(test)]
mod tests {
    use super::super::{CleanOptions, FirstPass};
    use super::*;
    use crate::{Annotation, AnnotationKind};

    fn words(from: usize, count: usize) -> String {
        let words: Vec<String> = (from..from + count).map(|word| format!("mot{word} ")).collect();
        words.concat()
    }

    fn seen(posts: &[Post]) -> (Vec<Verdict>, Vec<Duplicate>) {
        let mut first_pass = FirstPass::new();
        for post in posts {
            first_pass.add(post);
        }
        let mut cleaner = first_pass.finish(CleanOptions::default());
        let seen = posts.iter().map(|post| cleaner.clean(&mut post.clone())).collect();
        (seen, cleaner.duplicates())
    }

    #[test]
    fn the_same_words_with_other_markup_are_a_duplicate() {
        let text = words(0, 60);
        let posts = [
            Post::new("export:1", text.clone()),
            Post::new("export:2", words(500, 60)),
            Post::new("feed:1", text.to_uppercase().replace(' ', " × *")).with_title("Titre – Carnet"),
            Post::new("again", text),
        ];
        let (seen, duplicates) = seen(&posts);
        assert_eq!(seen, [Verdict::Unique, Verdict::Unique, Verdict::Duplicate, Verdict::Duplicate]);
        let name = |id: &str| PostName { id: id.to_owned(), ..PostName::default() };
        let feed = PostName { title: "Titre – Carnet".to_owned(), ..name("feed:1") };
        let others = vec![name("again"), feed];
        assert_eq!(duplicates, [Duplicate { kept: name("export:1"), others }]);
    }

    #[test]
    fn the_fingerprint_depends_on_every_field() {
        let digest = |change: fn(&mut Post)| {
            let mut post = Post::new("1", "Le compost nourrit le jardin.").with_title("Compost");
            change(&mut post);
            let mut first_pass = FirstPass::new();
            first_pass.add(&post);
            first_pass.finish(CleanOptions::default()).fingerprint()
        };
        let changes: [fn(&mut Post); 10] = [
            |_| {},
            |post| post.id.push('x'),
            |post| post.title.push('!'),
            |post| post.text.push('!'),
            |post| post.annotations.push(Annotation { kind: AnnotationKind::Emphasis, range: 0..2 }),
            |post| post.published = Some(jiff::civil::date(2020, 1, 1)),
            |post| post.author = Some("Anne".to_owned()),
            |post| post.labels.push("jardin".to_owned()),
            |post| post.url = Some("https://exemple.fr/".to_owned()),
            |post| _ = post.meta.insert("n".to_owned(), 1.into()),
        ];
        let digests: FxHashSet<u64> = changes.iter().map(|&change| digest(change)).collect();
        assert_eq!(digests.len(), changes.len());
    }

    #[test]
    fn equal_openings_and_lengths_are_not_enough() {
        let opening = words(0, 60);
        let text = |hours: &str| format!("{opening} Le marché ouvre {hours}, place du village.");
        let posts = ["de 12 à 21 heures", "de 21 à 12 heures", "de 12 à 21 heures", "DE 21 A 12 HEURES !"]
            .map(|hours| Post::new(hours, text(hours)));
        // Distinct titles: no sketches are compared.
        let posts: Vec<Post> = posts
            .into_iter()
            .zip(["un", "deux", "trois", "quatre"])
            .map(|(post, title)| post.with_title(title))
            .collect();
        assert_eq!(
            seen(&posts).0,
            [Verdict::Unique, Verdict::Unique, Verdict::Duplicate, Verdict::Duplicate]
        );
    }

    #[test]
    fn accents_that_combine_are_the_same_words() {
        let posts = [
            "L’été des élèves où naît la forêt. ",
            "L'e\u{301}te\u{301} des e\u{301}le\u{300}ves ou\u{300} nai\u{302}t, la fore\u{302}t ",
        ]
        .map(|text| Post::new("x", text.repeat(9)).with_title(text.len().to_string()));
        assert_eq!(seen(&posts).0, [Verdict::Unique, Verdict::Duplicate]);
    }

    #[test]
    fn one_more_line_is_a_near_duplicate_and_half_a_text_is_not() {
        let full = words(0, 400);
        let posts = [
            Post::new("1", full.clone()),
            Post::new("2", format!("{full}est apparu en premier sur Le carnet")),
            Post::new("3", words(0, 200)),
            Post::new("4", format!("{full}est apparu en premier sur Le carnet")),
        ];
        let (seen, duplicates) = seen(&posts);
        assert_eq!(seen, [Verdict::Unique, Verdict::Duplicate, Verdict::Unique, Verdict::Duplicate]);
        assert_eq!(duplicates.len(), 1);
        assert_eq!((duplicates[0].kept.id.as_str(), duplicates[0].others.len()), ("1", 2));
    }

    #[test]
    fn the_list_is_bounded_and_the_count_is_not() {
        let blog: Vec<Post> = (0..9_000).map(|at| Post::new(at.to_string(), words(at * 30, 30))).collect();
        let posts: Vec<Post> = [blog.clone(), blog.clone(), blog].concat();
        let mut first_pass = FirstPass::new();
        for post in &posts {
            first_pass.add(post);
        }
        let mut cleaner = first_pass.finish(CleanOptions::default());
        for mut post in posts {
            cleaner.clean(&mut post);
        }
        assert_eq!(cleaner.duplicate_count(), 18_000);
        let listed: usize = cleaner.duplicates().iter().map(|duplicate| duplicate.others.len()).sum();
        assert_eq!(listed, MOST_LISTED);
    }

    #[test]
    fn short_posts_need_the_same_title_and_date() {
        let short = |id: &str, title: &str, day: i8| {
            let mut post = Post::new(id, "Bonne année à tous !").with_title(title);
            post.published = Some(jiff::civil::date(2020, 1, day));
            post
        };
        let posts =
            [short("1", "Vœux", 1), short("2", "Vœux", 2), short("3", "Vœux", 1), short("4", "Autres", 1)];
        assert_eq!(seen(&posts).0, [Verdict::Unique, Verdict::Unique, Verdict::Duplicate, Verdict::Unique]);
    }
}

//! Which paragraphs of a page are prose, where its markup does not tell: by their length, their shares of stop
//! words and links, and their neighbours.
//!
//! The method and its numbers are those of jusText: J. Pomikálek, *Removing Boilerplate and Duplicate
//! Content from Web Corpora*, PhD thesis, Masaryk University, Brno, 2011.

use std::ops::Range;

use super::element::Element;
use super::tree::{Node, Tree};
use crate::french::is_stop_word;

/// Paragraphs shorter than this, in characters, cannot be classified by themselves.
const SHORT: usize = 70;
/// Paragraphs longer than this with many stop words are good.
const LONG: usize = 200;
/// With this share of stop words a paragraph may be prose; with the next it is.
const SOME_STOP_WORDS: f64 = 0.30;
const MANY_STOP_WORDS: f64 = 0.32;
/// A larger share of characters in links is a menu.
const MOST_LINKS: f64 = 0.2;
/// A heading is good when good text follows within this number of characters.
const HEADING_DISTANCE: usize = 200;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Good,
    NearGood,
    Short,
    Bad,
}

#[derive(Default)]
struct Paragraph {
    nodes: Range<usize>,
    characters: usize,
    in_links: usize,
    words: usize,
    stop_words: usize,
    heading: bool,
    copyright: bool,
}

/// The nodes of the good paragraphs, in order. Where no paragraph is long enough to be good by itself, the
/// near-good ones count: some blogs have short paragraphs only.
pub(super) fn good(tree: &Tree, page_chrome: &[bool]) -> Vec<Range<usize>> {
    let paragraphs = paragraphs(tree, page_chrome);
    let classes_from = |long: usize| {
        let alone: Vec<Class> = paragraphs.iter().map(|paragraph| class_alone(paragraph, long)).collect();
        classes_in_context(&paragraphs, &alone)
    };
    let mut classes = classes_from(LONG);
    if !classes.contains(&Class::Good) {
        classes = classes_from(SHORT);
    }
    let good: Vec<&Paragraph> = paragraphs
        .iter()
        .zip(&classes)
        .filter(|(_, class)| **class == Class::Good)
        .map(|(paragraph, _)| paragraph)
        .collect();
    match around(tree, &paragraphs, &good) {
        Some(range) => vec![range],
        None => good.into_iter().map(|paragraph| paragraph.nodes.clone()).collect(),
    }
}

/// The innermost element that contains nearly all good paragraphs, if they are most of its text: its short
/// paragraphs belong to the post too, except for links alone at either end.
fn around(tree: &Tree, paragraphs: &[Paragraph], good: &[&Paragraph]) -> Option<Range<usize>> {
    let mut characters = vec![(0, 0); tree.nodes.len() + 1];
    for paragraph in paragraphs {
        characters[paragraph.nodes.end].0 += paragraph.characters;
    }
    for paragraph in good {
        characters[paragraph.nodes.end].1 += paragraph.characters;
    }
    for at in 1..characters.len() {
        characters[at].0 += characters[at - 1].0;
        characters[at].1 += characters[at - 1].1;
    }
    let all_good = characters.last()?.1;
    let holds = |at: usize, end: usize| {
        let (whole, good) = (characters[end].0 - characters[at].0, characters[end].1 - characters[at].1);
        good > 0 && good * 10 >= all_good * 9 && good * 2 >= whole
    };
    let (at, _) = tree
        .elements(0..tree.nodes.len())
        .filter(|(at, element)| !element.is_inline() && holds(*at, tree.end(*at)))
        .last()?;
    let end = tree.end(at);
    let inside =
        paragraphs.iter().filter(|paragraph| at <= paragraph.nodes.start && paragraph.nodes.end <= end + 1);
    let mut prose =
        inside.filter(|paragraph| paragraph.in_links * 10 < paragraph.characters * 8 && !paragraph.copyright);
    let first = prose.next()?;
    let last = prose.next_back().unwrap_or(first);
    Some(first.nodes.start..last.nodes.end)
}

/// The runs of text that no block element interrupts.
fn paragraphs(tree: &Tree, page_chrome: &[bool]) -> Vec<Paragraph> {
    let mut found = Vec::new();
    let mut current = Paragraph::default();
    let (mut links, mut heading) = (0_usize, false);
    let mut at = 0;
    while at < tree.nodes.len() {
        let mut parts = false;
        let mut next = at + 1;
        match &tree.nodes[at] {
            Node::Text(range) => current.add(tree.text(range), links > 0),
            Node::Open { element, end, .. } => {
                if page_chrome[at] || element.is_without_prose() {
                    next = (*end).max(at) + 1;
                    parts = !element.is_inline();
                } else {
                    parts = element.is_paragraph() || element.is_line();
                    links += usize::from(*element == Element::A);
                }
                if parts {
                    current.end(at, &mut found, heading);
                    heading = element.is_heading();
                }
            }
            Node::Close(element) => {
                if *element == Element::A {
                    links = links.saturating_sub(1);
                }
                if element.is_paragraph() || element.is_line() {
                    // The end tag belongs to its paragraph, so that a heading is marked as one.
                    current.end(next, &mut found, heading);
                    parts = true;
                    heading = false;
                }
            }
        }
        if parts {
            let starts_here = matches!(tree.nodes[at], Node::Open { .. }) && next == at + 1;
            current.nodes.start = if starts_here { at } else { next };
        }
        at = next;
    }
    current.end(at, &mut found, heading);
    found
}

impl Paragraph {
    fn add(&mut self, text: &str, linked: bool) {
        let characters: usize = text.split_whitespace().map(|word| word.chars().count() + 1).sum();
        self.characters += characters;
        self.in_links += if linked { characters } else { 0 };
        self.copyright |= text.contains('©');
        let mut rest = text;
        while let Some(start) = rest.find(char::is_alphanumeric) {
            rest = &rest[start..];
            let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            self.words += 1;
            let mut folded = word.to_lowercase();
            if after.starts_with(['\'', '’']) {
                folded.push('\'');
            }
            self.stop_words += usize::from(is_stop_word(&folded));
            rest = after;
        }
    }

    /// Stores the paragraph, if it has any text, and starts the next one.
    fn end(&mut self, at: usize, found: &mut Vec<Self>, heading: bool) {
        let mut ended = std::mem::take(self);
        if ended.words > 0 {
            ended.nodes.end = at;
            ended.heading = heading;
            found.push(ended);
        }
    }
}

fn class_alone(paragraph: &Paragraph, long: usize) -> Class {
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    let stop_words = share(paragraph.stop_words, paragraph.words);
    if share(paragraph.in_links, paragraph.characters) > MOST_LINKS || paragraph.copyright {
        Class::Bad
    } else if paragraph.characters < SHORT {
        if paragraph.in_links > 0 { Class::Bad } else { Class::Short }
    } else if stop_words >= MANY_STOP_WORDS && paragraph.characters > long {
        Class::Good
    } else if stop_words >= SOME_STOP_WORDS {
        Class::NearGood
    } else {
        Class::Bad
    }
}

fn classes_in_context(paragraphs: &[Paragraph], alone: &[Class]) -> Vec<Class> {
    let mut classes = alone.to_vec();
    promote_headings(paragraphs, &mut classes, Class::Short, Class::NearGood);
    let (before, after) = neighbours(&classes, true);
    let (nearest_before, nearest_after) = neighbours(&classes, false);
    let mut revised = classes.clone();
    for (at, class) in classes.iter().enumerate().filter(|(_, class)| **class == Class::Short) {
        debug_assert!(*class == Class::Short, "only short ones are judged by their company");
        revised[at] = match (before[at], after[at]) {
            (Class::Good, Class::Good) => Class::Good,
            (Class::Bad, Class::Bad) => Class::Bad,
            (Class::Bad, _) if nearest_before[at] == Class::NearGood => Class::Good,
            (_, Class::Bad) if nearest_after[at] == Class::NearGood => Class::Good,
            _ => Class::Bad,
        };
    }
    let (before, after) = neighbours(&revised, true);
    for at in 0..revised.len() {
        if revised[at] == Class::NearGood {
            let among_bad = (before[at], after[at]) == (Class::Bad, Class::Bad);
            revised[at] = if among_bad { Class::Bad } else { Class::Good };
        }
    }
    let bad_alone: Vec<bool> = alone.iter().map(|class| *class == Class::Bad).collect();
    let mut last = revised.clone();
    promote_headings(paragraphs, &mut last, Class::Bad, Class::Good);
    last.iter()
        .zip(&revised)
        .zip(&bad_alone)
        .map(|((last, first), bad)| if *bad { *first } else { *last })
        .collect()
}

/// Headings of class `from` become `to` where good text follows soon.
fn promote_headings(paragraphs: &[Paragraph], classes: &mut [Class], from: Class, to: Class) {
    for at in 0..paragraphs.len() {
        if !paragraphs[at].heading || classes[at] != from {
            continue;
        }
        let mut distance = 0;
        for next in at + 1..paragraphs.len() {
            if distance > HEADING_DISTANCE {
                break;
            }
            if classes[next] == Class::Good {
                classes[at] = to;
                break;
            }
            distance += paragraphs[next].characters;
        }
    }
}

/// For each paragraph, the nearest class before and after it that is good or bad (or near-good, unless that is
/// skipped). Beyond the ends of the page the class is bad.
fn neighbours(classes: &[Class], pass_by_near_good: bool) -> (Vec<Class>, Vec<Class>) {
    let tells = |class: Class| match class {
        Class::Good | Class::Bad => true,
        Class::NearGood => !pass_by_near_good,
        Class::Short => false,
    };
    let along = |indices: &mut dyn Iterator<Item = usize>| {
        let mut nearest = Class::Bad;
        let mut found = vec![Class::Bad; classes.len()];
        for at in indices {
            found[at] = nearest;
            if tells(classes[at]) {
                nearest = classes[at];
            }
        }
        found
    };
    (along(&mut (0..classes.len())), along(&mut (0..classes.len()).rev()))
}

//! The texts that the page shows, up to a budget. How they are written is decided in `data`.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::Post;
use crate::text::first_bytes;

/// The greatest number of bytes of one text that the page shows.
const MAX_TEXT: usize = 100_000;

/// The texts of the newest posts, up to a budget of bytes.
///
/// Posts are taken from the newest to the oldest, then those without a date, until the first whose
/// text does not fit; posts of one day in the order of the archive. The order in which they are
/// added does not matter, and no more than the budget is held. Of a text longer than 100 kB, the first
/// 100 kB count and are shown.
#[derive(Debug, Default)]
pub(super) struct PageTexts {
    budget: u64,
    held: u64,
    /// By rank: the newest first.
    texts: BTreeMap<Rank, Text>,
    /// The first rank that does not fit; no later one is taken.
    end: Option<Rank>,
}

/// The newer first, then the order of the archive.
type Rank = (Reverse<Option<Date>>, u64);

/// The text of a post, or its beginning.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) text: Box<str>,
    /// Where its keyphrases stand: the number of each keyphrase, its start and its end in UTF-16 units.
    pub(super) marks: Vec<u32>,
    pub(super) is_cut: bool,
}

impl PageTexts {
    /// An empty list with a budget in bytes.
    pub(super) fn new(budget: u64) -> Self {
        Self { budget, held: 0, texts: BTreeMap::new(), end: None }
    }

    /// Offers the text of the post whose line in `posts.jsonl` is `line`, counted from 0; `marks` makes the marks
    /// in the shown part of the text.
    pub(super) fn add(&mut self, line: u64, post: &Post, marks: impl FnOnce(&str) -> Vec<u32>) {
        let rank = (Reverse(post.published), line);
        if self.end.is_some_and(|end| rank >= end) {
            return;
        }
        let shown = first_bytes(&post.text, MAX_TEXT);
        let is_last = self.texts.last_key_value().is_none_or(|(last, _)| rank > *last);
        if is_last && self.held + shown.len() as u64 > self.budget {
            self.end = Some(rank);
            return;
        }
        let text = Text { text: shown.into(), marks: marks(shown), is_cut: shown.len() < post.text.len() };
        self.held += shown.len() as u64;
        self.texts.insert(rank, text);
        while self.held > self.budget
            && let Some((last, text)) = self.texts.pop_last()
        {
            self.held -= text.text.len() as u64;
            self.end = Some(last);
        }
    }

    /// The texts with the numbers of their lines, in the order of the lines.
    pub(super) fn by_line(&self) -> Vec<(u64, &Text)> {
        let mut texts: Vec<(u64, &Text)> = self.texts.iter().map(|(&(_, line), text)| (line, text)).collect();
        texts.sort_unstable_by_key(|&(line, _)| line);
        texts
    }

    /// The number of texts.
    pub(super) fn len(&self) -> usize {
        self.texts.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(day: Option<&str>, text: &str) -> Post {
        Post { published: day.and_then(|day| day.parse().ok()), ..Post::new("x", text) }
    }

    #[test]
    fn the_newest_texts_are_kept_in_any_order_of_adding() {
        let posts = [
            post(None, "sans date"),
            post(Some("2021-05-01"), "plus ancien"),
            post(Some("2022-05-01"), "récent"),
            post(Some("2020-05-01"), "bref"),
        ];
        let orders = [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]];
        for (budget, kept) in
            [(0, vec![]), (7, vec![2]), (17, vec![2]), (18, vec![1, 2]), (99, vec![0, 1, 2, 3])]
        {
            for order in orders {
                let mut texts = PageTexts::new(budget);
                for at in order {
                    texts.add(at as u64, &posts[at], |_| Vec::new());
                }
                let held: Vec<u64> = texts.by_line().into_iter().map(|(line, _)| line).collect();
                assert_eq!(held, kept, "{budget} bytes, {order:?}");
            }
        }
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        let mut texts = PageTexts::new(1 << 20);
        let long = post(None, &format!("a{}", "é".repeat(60_000)));
        texts.add(0, &long, |shown| vec![shown.len() as u32]);
        let [(0, text)] = *texts.by_line() else { panic!("one text") };
        assert_eq!((text.text.len(), &*text.marks, text.is_cut), (99_999, [99_999].as_slice(), true));
    }
}

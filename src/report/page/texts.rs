//! The texts that the page shows, up to a budget.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::Post;
use crate::text::first_bytes;

/// Bytes of one text that the page shows, at most.
const LONGEST_TEXT: usize = 100_000;

/// The texts of the newest posts, as many as a budget of bytes holds.
///
/// Posts are taken from the newest to the oldest, then those without a date, until the first whose
/// text no longer fits; posts of one day in the order of the archive. The order in which they are
/// added is of no account, and no more than the budget is held. A text longer than 100 kB counts,
/// and is shown, up to there.
///
/// ```
/// use glane::{Post, report::PageTexts};
///
/// let mut texts = PageTexts::new(12);
/// texts.add(0, &Post::new("a", "Le compost"));
/// texts.add(1, &Post::new("b", "Le jardin"));
/// assert_eq!(texts.len(), 1, "the second text does not fit");
/// ```
#[derive(Clone, Debug)]
pub struct PageTexts {
    budget: u64,
    held: u64,
    /// By rank: the newest first.
    texts: BTreeMap<Rank, Text>,
    /// The first rank that does not fit: none after it is taken.
    end: Option<Rank>,
}

/// The newer first, then the order of the archive.
type Rank = (Reverse<Option<Date>>, u64);

/// The text of a post, or its beginning.
#[derive(Clone, Debug)]
pub(super) struct Text {
    pub(super) text: Box<str>,
    pub(super) is_cut: bool,
}

impl PageTexts {
    /// Room for this many bytes of text.
    pub fn new(budget: u64) -> Self {
        Self { budget, held: 0, texts: BTreeMap::new(), end: None }
    }

    /// Offers the text of the post whose line in `posts.jsonl` is `line`, counted from 0.
    pub fn add(&mut self, line: u64, post: &Post) {
        let rank = (Reverse(post.published), line);
        if self.end.is_some_and(|end| rank >= end) {
            return;
        }
        let shown = first_bytes(&post.text, LONGEST_TEXT);
        let text = Text { text: shown.into(), is_cut: shown.len() < post.text.len() };
        self.held += shown.len() as u64;
        self.texts.insert(rank, text);
        while self.held > self.budget
            && let Some((last, text)) = self.texts.pop_last()
        {
            self.held -= text.text.len() as u64;
            self.end = Some(last);
        }
    }

    /// The text of a line and day, if it is here.
    pub(super) fn get(&self, line: u64, published: Option<Date>) -> Option<&Text> {
        self.texts.get(&(Reverse(published), line))
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(day: Option<&str>, text: &str) -> Post {
        Post { published: day.and_then(|day| day.parse().ok()), ..Post::new("x", text) }
    }

    #[test]
    fn the_newest_are_kept_in_whatever_order_they_come() {
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
                    texts.add(at as u64, &posts[at]);
                }
                let held: Vec<usize> =
                    (0..4).filter(|&at| texts.get(at as u64, posts[at].published).is_some()).collect();
                assert_eq!(held, kept, "{budget} bytes, {order:?}");
            }
        }
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        let mut texts = PageTexts::new(1 << 20);
        texts.add(0, &post(None, &format!("a{}", "é".repeat(60_000))));
        let text = texts.get(0, None).expect("it fits");
        assert_eq!((text.text.len(), text.is_cut), (99_999, true));
    }
}

//! The texts that the page shows, up to a budget.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io;

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
#[derive(Debug, Default)]
pub(super) struct PageTexts {
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
#[derive(Debug)]
pub(super) struct Text {
    pub(super) text: Box<str>,
    /// Where its keyphrases stand.
    pub(super) marks: Vec<u32>,
    pub(super) is_cut: bool,
}

impl PageTexts {
    /// Room for this many bytes of text.
    pub(super) fn new(budget: u64) -> Self {
        Self { budget, held: 0, texts: BTreeMap::new(), end: None }
    }

    /// Offers the text of the post whose line in `posts.jsonl` is `line`, counted from 0; `marks` gives those of
    /// what is shown of it.
    pub(super) fn add(
        &mut self,
        line: u64,
        post: &Post,
        marks: impl FnOnce(&str) -> io::Result<Vec<u32>>,
    ) -> io::Result<()> {
        let rank = (Reverse(post.published), line);
        if self.end.is_some_and(|end| rank >= end) {
            return Ok(());
        }
        let shown = first_bytes(&post.text, LONGEST_TEXT);
        let is_last = self.texts.last_key_value().is_none_or(|(last, _)| rank > *last);
        if is_last && self.held + shown.len() as u64 > self.budget {
            self.end = Some(rank);
            return Ok(());
        }
        let text = Text { text: shown.into(), marks: marks(shown)?, is_cut: shown.len() < post.text.len() };
        self.held += shown.len() as u64;
        self.texts.insert(rank, text);
        while self.held > self.budget
            && let Some((last, text)) = self.texts.pop_last()
        {
            self.held -= text.text.len() as u64;
            self.end = Some(last);
        }
        Ok(())
    }

    /// The texts with their lines, in the order of these.
    pub(super) fn by_line(&self) -> Vec<(u64, &Text)> {
        let mut texts: Vec<(u64, &Text)> = self.texts.iter().map(|(&(_, line), text)| (line, text)).collect();
        texts.sort_unstable_by_key(|&(line, _)| line);
        texts
    }

    /// How many texts there are.
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
                    texts.add(at as u64, &posts[at], |_| Ok(Vec::new())).expect("no marks");
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
        texts.add(0, &long, |shown| Ok(vec![shown.len() as u32])).expect("marks");
        let [(0, text)] = *texts.by_line() else { panic!("it fits") };
        assert_eq!((text.text.len(), &*text.marks, text.is_cut), (99_999, [99_999].as_slice(), true));
    }
}

//! The index of the page: what lets it count phrases and themes anew for a part of the posts. Lists of posts are in
//! Base64.
//!
//! What is counted is decided in `corpus`, the index of words in `word_index`; `counts.js` reads it.

use std::io::{self, Write};

use rustc_hash::FxHashSet;
use serde::Serialize;

use super::data::{PageLists, write_data};
use super::postings::{Base64Lists, Postings};
use super::word_index::words;
use crate::corpus::{Aggregate, CorpusReport};

/// The mentions of the phrases of the report, and the posts of its themes.
#[derive(Serialize)]
struct Counts {
    /// For each phrase the number of its posts, and for each of these twice the difference of the rows, plus one
    /// where the number of the mentions follows, which is one elsewhere. The phrases are those of `keyphrases`, then
    /// the members of themes that are not among them, each once.
    mentions: Base64Lists,
    /// For each theme the number of its posts, and the differences of the rows.
    themes: Base64Lists,
}

/// Writes the element `data-counts`, and `data-words` of at most so many bytes; nothing for a page without posts.
pub(super) fn write(
    out: &mut impl Write,
    aggregate: &Aggregate,
    report: &CorpusReport,
    lists: &PageLists,
    at_most: u64,
) -> io::Result<()> {
    if lists.analyzed.is_empty() {
        return Ok(());
    }
    write_data(out, "data-counts", &counts(aggregate, report, lists)?)?;
    match words(aggregate, lists, at_most)? {
        Some(words) => write_data(out, "data-words", &words),
        None => Ok(()),
    }
}

fn counts(aggregate: &Aggregate, report: &CorpusReport, lists: &PageLists) -> io::Result<Counts> {
    let row = |post: u32| lists.analyzed[post as usize].0;
    let mut known = FxHashSet::default();
    let listed = report.keyphrases.iter().map(|of| (&*of.lemma, (&*of.text, of.posts)));
    let members = report.themes.iter().flat_map(|theme| &theme.members);
    let phrases: Vec<(&str, u64)> = listed
        .chain(members.map(|of| (&*of.lemma, (&*of.text, of.posts))))
        .filter_map(|(lemma, phrase)| known.insert(lemma).then_some(phrase))
        .collect();
    let mut found: Vec<Postings> = phrases.iter().map(|&(_, posts)| Postings::of_posts(posts)).collect();
    aggregate.each_presence(phrases.iter().map(|(text, _)| *text), |post, mentions| {
        for &(phrase, count) in mentions {
            found[phrase as usize].add_counted(row(post), count);
        }
    })?;
    let families: Vec<Vec<u32>> = report
        .themes
        .iter()
        .map(|theme| theme.members.iter().filter_map(|member| aggregate.family(&member.lemma)).collect())
        .collect();
    let themes = aggregate.posts_of_themes(&families).into_iter().map(|posts| {
        let mut list = Postings::default();
        for post in posts {
            list.add(row(post));
        }
        list
    });
    Ok(Counts { mentions: Base64Lists(found), themes: Base64Lists(themes.collect()) })
}

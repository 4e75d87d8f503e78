//! The index of the page: what lets it count anew for a part of the posts, and any word over time. Lists of posts are
//! numbers in LEB128, as differences, in Base64.
//!
//! What is counted is decided in `corpus`; the scripts of the page (`counts.js`, `lexicon.js`) read it.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rustc_hash::FxHashSet;
use serde::Serialize;

use super::data::{PageLists, write_data};
use crate::corpus::{Aggregate, CorpusReport};
use crate::keyphrase::{determiners, index_key, word_variants};

/// The mentions of the phrases of the report, and the posts of its themes.
#[derive(Serialize)]
struct Counts {
    /// For each phrase the number of its posts, and for each of these twice the difference of the rows, plus one
    /// where the number of the mentions follows, which is one elsewhere. The phrases are those of `keyphrases`, then
    /// the members of themes that are not among them, each once.
    mentions: String,
    /// For each theme the number of its posts, and the differences of the rows.
    themes: String,
}

/// The words of the posts.
#[derive(Serialize)]
struct Words {
    /// The number of posts that are indexed: the newest, then those without a date.
    posts: usize,
    /// The keys of the words in order, a line each.
    keys: String,
    /// The commonest forms, a line each; empty where it is the key.
    forms: String,
    /// For each word the bytes that follow; then the number of its posts and the differences of their rows, or zero and
    /// a bit for each row of the page.
    rows: String,
    /// For each word the number of its variants and their differences.
    variants: String,
    /// The words that are determiners, which a phrase can lack.
    determiners: Vec<u32>,
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
    let listed = report.keyphrases.iter().map(|keyphrase| (&*keyphrase.lemma, &*keyphrase.text));
    let members = report.themes.iter().flat_map(|theme| &theme.members);
    let phrases: Vec<&str> = listed
        .chain(members.map(|member| (&*member.lemma, &*member.text)))
        .filter_map(|(lemma, text)| known.insert(lemma).then_some(text))
        .collect();
    let mut found: Vec<Postings> = phrases.iter().map(|_| Postings::default()).collect();
    aggregate.each_presence(phrases.iter().copied(), |post, mentions| {
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
    Ok(Counts { mentions: encoded(found), themes: encoded(themes) })
}

fn encoded(lists: impl IntoIterator<Item = Postings>) -> String {
    let mut bytes = Vec::new();
    for list in lists {
        number(&mut bytes, list.count);
        bytes.extend(list.bytes);
    }
    STANDARD.encode(bytes)
}

/// A list of rows.
#[derive(Clone, Debug, Default)]
struct Postings {
    count: u32,
    last: u32,
    bytes: Vec<u8>,
}

impl Postings {
    fn add(&mut self, row: u32) {
        number(&mut self.bytes, row - self.last);
        self.last = row;
        self.count += 1;
    }

    fn add_counted(&mut self, row: u32, count: u32) {
        number(&mut self.bytes, (row - self.last) << 1 | u32::from(count > 1));
        if count > 1 {
            number(&mut self.bytes, count);
        }
        self.last = row;
        self.count += 1;
    }

    fn rows(&self) -> impl Iterator<Item = u32> {
        let (mut row, mut at) = (0, 0);
        (0..self.count).map(move |_| {
            let mut shift = 0;
            loop {
                let byte = self.bytes[at];
                at += 1;
                row += u32::from(byte & 0x7F) << shift;
                shift += 7;
                if byte < 0x80 {
                    return row;
                }
            }
        })
    }
}

/// Writes a number in LEB128.
fn number(bytes: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

/// The words of the newest posts whose index takes at most so many bytes.
fn words(aggregate: &Aggregate, lists: &PageLists, at_most: u64) -> io::Result<Option<Words>> {
    if at_most == 0 {
        return Ok(None);
    }
    // By their keys in order; each with the numbers of its forms.
    let mut entries: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    let forms: Vec<&str> = aggregate.forms().collect();
    for (form, written) in (0..).zip(&forms) {
        if let Some(key) = index_key(written) {
            entries.entry(key).or_default().push(form);
        }
    }
    let mut ranked: Vec<u32> = (0..lists.analyzed.len() as u32).collect();
    ranked.sort_by_key(|&post| {
        let (row, day) = lists.analyzed[post as usize];
        (Reverse(day), row)
    });
    let mut posts = ranked.len();
    loop {
        let Some(words) = index(aggregate, lists, &entries, &forms, &ranked[..posts])? else {
            return Ok(None);
        };
        let size = words.size();
        if size <= at_most {
            return Ok(Some(words));
        }
        posts = (posts as u64 * at_most * 15 / 16 / size) as usize;
    }
}

fn index(
    aggregate: &Aggregate,
    lists: &PageLists,
    entries: &BTreeMap<String, Vec<u32>>,
    forms: &[&str],
    posts: &[u32],
) -> io::Result<Option<Words>> {
    const NONE: u32 = u32::MAX;
    if posts.is_empty() {
        return Ok(None);
    }
    let mut is_in = vec![false; lists.analyzed.len()];
    for &post in posts {
        is_in[post as usize] = true;
    }
    let mut entry_of = vec![NONE; forms.len()];
    for (entry, numbers) in (0..).zip(entries.values()) {
        for &form in numbers {
            entry_of[form as usize] = entry;
        }
    }
    let mut found = vec![Postings::default(); entries.len()];
    let mut uses = vec![0_u32; forms.len()];
    let mut of_post = Vec::new();
    aggregate.each_post_forms(|post, used| {
        if !is_in[post as usize] {
            return;
        }
        of_post.clear();
        for &form in used {
            uses[form as usize] += 1;
            of_post.push(entry_of[form as usize]);
        }
        of_post.sort_unstable();
        of_post.dedup();
        for &entry in of_post.iter().filter(|&&entry| entry != NONE) {
            found[entry as usize].add(lists.analyzed[post as usize].0);
        }
    })?;
    let (mut keys, mut shown, mut rows, mut written) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for ((key, numbers), postings) in entries.iter().zip(found).filter(|(_, postings)| postings.count > 0) {
        let mut used: Vec<u32> = numbers.iter().copied().filter(|&form| uses[form as usize] > 0).collect();
        used.sort_by_key(|&form| (Reverse(uses[form as usize]), forms[form as usize]));
        let all: Vec<&str> = used.iter().map(|&form| forms[form as usize]).collect();
        keys.push(key.as_str());
        shown.push(if all[0] == key { "" } else { all[0] });
        written.push(all);
        let list = packed(&postings, lists.rows);
        number(&mut rows, list.len() as u32);
        rows.extend(list);
    }
    let mut variants = Vec::new();
    for others in word_variants(&written) {
        let mut last = 0;
        number(&mut variants, others.len() as u32);
        for other in others {
            number(&mut variants, other - last);
            last = other;
        }
    }
    Ok(Some(Words {
        posts: posts.len(),
        keys: keys.join("\n"),
        forms: shown.join("\n"),
        rows: STANDARD.encode(rows),
        variants: STANDARD.encode(variants),
        determiners: determiners(&written),
    }))
}

/// A list as differences, or as bits where these take less room.
fn packed(postings: &Postings, rows: u32) -> Vec<u8> {
    let bits = rows.div_ceil(8) as usize;
    if postings.bytes.len() <= bits {
        let mut bytes = Vec::with_capacity(postings.bytes.len() + 2);
        number(&mut bytes, postings.count);
        bytes.extend(&postings.bytes);
        return bytes;
    }
    let mut bytes = vec![0; bits + 1];
    for row in postings.rows() {
        bytes[1 + row as usize / 8] |= 1 << (row % 8);
    }
    bytes
}

impl Words {
    fn size(&self) -> u64 {
        (self.keys.len() + self.forms.len() + self.rows.len() + self.variants.len()) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_packed_as_differences_or_as_bits() {
        let mut few = Postings::default();
        for row in [3, 200] {
            few.add(row);
        }
        assert_eq!(packed(&few, 201), [2, 3, 0xC5, 1]);
        assert_eq!(few.rows().collect::<Vec<_>>(), [3, 200]);
        let mut many = Postings::default();
        for row in [0, 1, 2, 9] {
            many.add(row);
        }
        assert_eq!(packed(&many, 10), [0, 0b111, 0b10]);
    }
}

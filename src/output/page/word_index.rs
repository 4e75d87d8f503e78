//! The index of the words of the page: what lets it find any word and count it over time.
//!
//! It holds the words of as many posts as fit into the bytes that it may take. What a word is and which posts have it is
//! decided in `corpus` and `keyphrase`; `lexicon.js` reads it.

use std::cmp::Reverse;
use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use super::data::PageLists;
use super::postings::{Postings, number, packed};
use crate::corpus::Aggregate;
use crate::keyphrase::{determiners, index_key, word_variants};

/// The words of the posts.
#[derive(Serialize)]
pub(super) struct Words {
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

/// The words of the newest posts whose index takes at most so many bytes.
///
/// How many posts that are is estimated first, from the number of posts of each form, so that no index is built that is
/// much larger than what is kept.
pub(super) fn words(aggregate: &Aggregate, lists: &PageLists, at_most: u64) -> io::Result<Option<Words>> {
    if at_most == 0 {
        return Ok(None);
    }
    let forms: Vec<&str> = aggregate.forms().collect();
    let mut ranked: Vec<u32> = (0..lists.analyzed.len() as u32).collect();
    ranked.sort_by_key(|&post| {
        let (row, day) = lists.analyzed[post as usize];
        (Reverse(day), row)
    });
    let all = estimated_size(aggregate, lists, &forms)?;
    // The estimate may be too high: an eighth more is tried.
    let mut posts = portion(ranked.len(), at_most.saturating_mul(9), all.saturating_mul(8));
    while posts > 0 {
        let words = index(aggregate, lists, &forms, &ranked[..posts])?;
        let size = words.size();
        if size <= at_most {
            return Ok(Some(words));
        }
        posts = portion(posts, at_most.saturating_mul(15), size.saturating_mul(16)).min(posts - 1);
    }
    Ok(None)
}

/// A part of some posts; all of them where the part is more than the whole.
fn portion(posts: usize, part: u64, whole: u64) -> usize {
    let portion = u128::from(part) * posts as u128 / u128::from(whole.max(1));
    portion.min(posts as u128) as usize
}

/// About how many bytes the index of all posts takes.
fn estimated_size(aggregate: &Aggregate, lists: &PageLists, forms: &[&str]) -> io::Result<u64> {
    let (mut posts, mut last) = (vec![0_u32; forms.len()], vec![u32::MAX; forms.len()]);
    aggregate.each_post_forms(|post, used| {
        for &form in used {
            let form = form as usize;
            posts[form] += u32::from(last[form] != post);
            last[form] = post;
        }
    })?;
    let bits = u64::from(lists.rows.div_ceil(8));
    let of_form = |(posts, form): (u32, &&str)| match lists.rows.checked_div(posts) {
        None => 0,
        Some(gap) => {
            let bytes = u64::from(posts) * (1 + u64::from(gap >= 1 << 7) + u64::from(gap >= 1 << 14));
            bytes.min(bits) * 4 / 3 + form.len() as u64
        }
    };
    Ok(posts.into_iter().zip(forms).map(of_form).sum())
}

/// The words of some posts.
fn index(aggregate: &Aggregate, lists: &PageLists, forms: &[&str], posts: &[u32]) -> io::Result<Words> {
    let mut is_in = vec![false; lists.analyzed.len()];
    for &post in posts {
        is_in[post as usize] = true;
    }
    // The posts and the occurrences of each form.
    let mut found = vec![(Postings::default(), 0_u32); forms.len()];
    let mut of_post: Vec<u32> = Vec::new();
    aggregate.each_post_forms(|post, used| {
        if !is_in[post as usize] {
            return;
        }
        of_post.clear();
        of_post.extend(used);
        of_post.sort_unstable();
        for same in of_post.chunk_by(|one, two| one == two) {
            let (postings, uses) = &mut found[same[0] as usize];
            postings.add(lists.analyzed[post as usize].0);
            *uses += same.len() as u32;
        }
    })?;
    let mut keyed: Vec<(String, Reverse<u32>, &str, Postings)> = found
        .into_iter()
        .zip(forms)
        .filter(|((_, uses), _)| *uses > 0)
        .filter_map(|((postings, uses), &form)| Some((index_key(form)?, Reverse(uses), form, postings)))
        .collect();
    keyed.sort_unstable_by(|one, two| (&one.0, one.1, one.2).cmp(&(&two.0, two.1, two.2)));
    let (mut keys, mut shown, mut rows, mut written) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for of_key in keyed.chunk_by(|one, two| one.0 == two.0) {
        let (key, _, commonest, postings) = &of_key[0];
        keys.push(key.as_str());
        shown.push(if commonest == key { "" } else { commonest });
        written.push(of_key.iter().map(|&(_, _, form, _)| form).collect());
        let list = match of_key {
            [_] => packed(postings, lists.rows),
            several => packed(&joined(several.iter().map(|(_, _, _, postings)| postings)), lists.rows),
        };
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
    let mut words = Words {
        posts: posts.len(),
        keys: keys.join("\n"),
        forms: shown.join("\n"),
        rows: String::new(),
        variants: STANDARD.encode(variants),
        determiners: determiners(&written),
    };
    // The lists are packed: they need not be held beside the text that is made of them.
    drop(keyed);
    words.rows = STANDARD.encode(rows);
    Ok(words)
}

/// The rows of any of some lists.
fn joined<'a>(lists: impl Iterator<Item = &'a Postings>) -> Postings {
    let mut rows: Vec<u32> = lists.flat_map(Postings::rows).collect();
    rows.sort_unstable();
    rows.dedup();
    let mut all = Postings::default();
    for row in rows {
        all.add(row);
    }
    all
}

impl Words {
    fn size(&self) -> u64 {
        (self.keys.len() + self.forms.len() + self.rows.len() + self.variants.len()) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Contribution;
    use crate::output::PagePosts;
    use crate::{Analyzer, Post};

    #[test]
    fn the_newest_posts_are_indexed_up_to_the_bytes_that_the_index_may_take() {
        let analyzer = Analyzer::builder().build().expect("an analyzer");
        let (mut aggregate, mut posts) = (Aggregate::new(), PagePosts::new(Vec::new(), 0));
        for number in 0..300_u32 {
            let text =
                format!("Le vélo mot{} roule vers Paris, L'ÉTÉ et l'été, pièce {number}. ", number / 3)
                    .repeat(3);
            let mut post = Post::new(number.to_string(), text);
            post.published = jiff::civil::date(2010, 1, 1).checked_add(jiff::Span::new().days(number)).ok();
            let contribution = Contribution::new(&post, &analyzer.analyze(&post));
            aggregate.add_contribution(&post, &contribution);
            posts.add(&aggregate, &post, &contribution).expect("memory");
        }
        let (_, lists) = posts.finish();
        let of = |at_most| words(&aggregate, &lists, at_most).expect("memory");
        let all = of(u64::MAX).expect("an index");
        assert_eq!(all.posts, 300);
        assert!(
            all.keys.lines().any(|key| key == "ete") && all.keys.lines().any(|key| key == "mot99"),
            "{}",
            all.keys
        );
        for percent in [20, 50, 80] {
            let at_most = all.size() * percent / 100;
            let some = of(at_most).expect("an index");
            assert!(some.size() <= at_most && some.size() >= at_most * 3 / 4, "{} of {at_most}", some.size());
            assert!(some.posts < 300 && some.keys.lines().any(|key| key == "mot99"), "{}", some.keys);
            assert!(!some.keys.lines().any(|key| key == "mot0"), "{}", some.keys);
        }
        assert_eq!(of(all.size()).map(|words| words.posts), Some(300));
        assert!(of(0).is_none() && of(5).is_none());
    }
}

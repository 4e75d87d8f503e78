//! Law 4: an aggregate is the same for any partition of an archive, merged in any order.
#![allow(missing_docs)]

mod common;

use std::sync::LazyLock;

use common::root;
use glane::archive::{self, Input, ReadOptions};
use glane::corpus::Aggregate;
use glane::{Analyzer, Keyphrase, Language, Post, PostReport, Stats, Variant};
use proptest::prelude::*;

type Analyzed = Vec<(Post, PostReport)>;

/// The demonstration archive.
static ARCHIVE: LazyLock<Analyzed> = LazyLock::new(|| {
    let posts = archive::read(vec![Input::Path(root().join("corpora"))], ReadOptions::default());
    let analyzer = Analyzer::builder().build().expect("an analyzer");
    analyzer.analyze_all(posts.filter_map(Result::ok)).collect()
});

fn aggregate<'a>(posts: impl IntoIterator<Item = &'a (Post, PostReport)>) -> Aggregate {
    let mut aggregate = Aggregate::new();
    for (post, report) in posts {
        aggregate.add(post, report);
    }
    aggregate
}

fn merged(mut one: Aggregate, other: &Aggregate) -> Aggregate {
    one.merge(other);
    one
}

fn json(aggregate: &Aggregate) -> String {
    serde_json::to_string(&aggregate.report()).expect("JSON")
}

/// Parts of the posts: each goes where its number says.
fn parts(posts: &Analyzed, assignment: &[usize], count: usize) -> Vec<Aggregate> {
    (0..count)
        .map(|part| {
            aggregate(
                posts.iter().zip(assignment.iter().cycle()).filter(|(_, to)| **to == part).map(|(p, _)| p),
            )
        })
        .collect()
}

/// Merges parts two by two, in the order that the picks give.
fn merge_in_order(mut parts: Vec<Aggregate>, picks: &[prop::sample::Index]) -> Aggregate {
    for pick in picks {
        if parts.len() < 2 {
            break;
        }
        let one = parts.swap_remove(pick.index(parts.len()));
        let at = pick.index(parts.len());
        parts[at] = merged(std::mem::take(&mut parts[at]), &one);
    }
    parts.into_iter().fold(Aggregate::new(), |all, part| merged(all, &part))
}

/// Posts with few lemmas and few scores, so that ties are everywhere.
fn analyzed() -> impl Strategy<Value = Analyzed> {
    let lemma =
        prop::sample::select(vec!["vélo", "ville", "compost", "réseau social", "haie", "pain", "Été"]);
    let keyphrase = (lemma, 0u8..=4, prop::collection::vec((0usize..3, 1u32..4), 1..3));
    let date = prop::option::of((2019i16..2024, 1i8..=12, 1i8..=28));
    let post = (
        prop::collection::vec(keyphrase, 0..6),
        date,
        prop::sample::select(vec!["fr", "en", "und"]),
        0usize..90,
    );
    prop::collection::vec(post, 0..24).prop_map(|posts| {
        posts
            .into_iter()
            .map(|(keyphrases, date, code, words)| {
                let published = date.and_then(|(y, m, d)| jiff::civil::Date::new(y, m, d).ok());
                let post = Post { published, ..Post::new("x", "") };
                let keyphrases = keyphrases
                    .into_iter()
                    .map(|(lemma, score, forms)| keyphrase_of(lemma, score, &forms))
                    .collect();
                let report = PostReport {
                    language: Language { code, confidence: 1.0 },
                    analyzed: code != "en",
                    stats: Stats { words, sentences: words / 9, ..Stats::default() },
                    keyphrases,
                };
                (post, report)
            })
            .collect()
    })
}

fn keyphrase_of(lemma: &str, score: u8, forms: &[(usize, u32)]) -> Keyphrase {
    let variants: Vec<Variant> = forms
        .iter()
        .map(|&(form, count)| Variant { text: format!("{lemma}{}", ["", "s", " neuf"][form]), count })
        .collect();
    Keyphrase {
        text: variants[0].text.clone(),
        lemma: lemma.to_owned(),
        score: f64::from(score) / 4.0 / 3.0,
        count: variants.iter().map(|variant| variant.count).sum(),
        variants,
        spans: Vec::new(),
        title_spans: Vec::new(),
    }
}

#[test]
fn an_empty_aggregate_is_the_neutral_element() {
    let all = aggregate(ARCHIVE.iter());
    let whole = json(&all);
    assert_eq!(json(&merged(Aggregate::new(), &all)), whole);
    assert_eq!(json(&merged(all, &Aggregate::new())), whole);
    assert_eq!(json(&merged(Aggregate::new(), &Aggregate::new())), json(&Aggregate::new()));
}

#[test]
fn the_order_of_the_posts_does_not_count() {
    assert_eq!(json(&aggregate(ARCHIVE.iter().rev())), json(&aggregate(ARCHIVE.iter())));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_partition_of_the_archive_in_any_order(
        assignment in prop::collection::vec(0usize..6, 1..80),
        picks in prop::collection::vec(any::<prop::sample::Index>(), 6),
    ) {
        let whole = json(&aggregate(ARCHIVE.iter()));
        prop_assert!(json(&merge_in_order(parts(&ARCHIVE, &assignment, 6), &picks)) == whole);
    }

    #[test]
    fn merge_is_commutative_and_associative(
        one in analyzed(), two in analyzed(), three in analyzed(),
    ) {
        let [a, b, c] = [&one, &two, &three].map(aggregate);
        prop_assert_eq!(json(&merged(a.clone(), &b)), json(&merged(b.clone(), &a)));
        prop_assert_eq!(
            json(&merged(merged(a.clone(), &b), &c)),
            json(&merged(a.clone(), &merged(b.clone(), &c)))
        );
        let together = aggregate(one.iter().chain(&two).chain(&three));
        prop_assert_eq!(json(&merged(merged(c, &a), &b)), json(&together));
    }
}

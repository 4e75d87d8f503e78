//! Law 4: any partition of an archive, merged in any order, gives the same aggregate.

use std::sync::LazyLock;

use crate::support::{BLOGS, root};
use glane::archive::{self, Input, ReadOptions};
use glane::corpus::{Aggregate, AggregateError, Contribution};
use glane::{Analyzer, Keyphrase, Language, Post, PostReport, Span, Stats, Variant};
use proptest::prelude::*;

type Analyzed = Vec<(Post, PostReport)>;

/// The demonstration archive.
static ARCHIVE: LazyLock<Analyzed> = LazyLock::new(|| {
    let inputs = BLOGS.iter().map(|blog| Input::Path(root().join(blog))).collect();
    let posts = archive::read(inputs, ReadOptions::default());
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

/// The observable state of an aggregate: its file and its report.
fn outputs(aggregate: &Aggregate) -> (Vec<u8>, String) {
    (bytes(aggregate), serde_json::to_string(&aggregate.report()).expect("JSON"))
}

fn bytes(aggregate: &Aggregate) -> Vec<u8> {
    let mut bytes = Vec::new();
    aggregate.write_to(&mut bytes).expect("a vector takes all");
    bytes
}

/// The posts partitioned by an assignment to parts.
fn parts(posts: &Analyzed, assignment: &[usize], count: usize) -> Vec<Aggregate> {
    (0..count)
        .map(|part| {
            aggregate(
                posts.iter().zip(assignment.iter().cycle()).filter(|(_, to)| **to == part).map(|(p, _)| p),
            )
        })
        .collect()
}

/// Merges parts pairwise, in the order given by the picks.
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

/// Posts with few lemmas and few scores, so that ties are frequent.
fn analyzed() -> impl Strategy<Value = Analyzed> {
    let lemma =
        prop::sample::select(vec!["vélo", "ville", "compost", "réseau social", "haie", "pain", "Été"]);
    let keyphrase = (lemma, 0u8..=4, prop::collection::vec((0usize..3, 1u32..4), 1..3));
    let date = prop::option::of((2019i16..2024, 1i8..=12, 1i8..=28));
    let post = (
        prop::collection::vec(keyphrase, 0..6),
        date,
        prop::sample::select(vec!["fr", "en", "und"]),
        (0usize..90, prop::sample::select(vec!["", " Les vélos.", " Une haie, un vélo : la ville."])),
        (0u8..3, prop::option::of(0u8..2), prop::collection::vec(0u8..4, 0..3), any::<bool>()),
    );
    prop::collection::vec(post, 0..24).prop_map(|posts| {
        posts
            .into_iter()
            .map(|(keyphrases, date, code, (words, end), (name, author, labels, is_further))| {
                let published = date.and_then(|(y, m, d)| jiff::civil::Date::new(y, m, d).ok());
                let text = "Le vélo, la ville et le compost vont ensemble, dit-on. Sans date ni pain.";
                let text = &format!("{text}{end}");
                let mut post = Post::new(format!("x{name}"), text)
                    .with_title(format!("Titre {}", name % 2))
                    .with_labels(labels.into_iter().map(|label| format!("sujet {label}")));
                post.published = published;
                post.author = author.map(|author| format!("auteur {author}"));
                let mut keyphrases: Vec<Keyphrase> = keyphrases
                    .into_iter()
                    .map(|(lemma, score, forms)| keyphrase_of(lemma, score, &forms))
                    .collect();
                let further =
                    if is_further { keyphrases.split_off(keyphrases.len() / 2) } else { Vec::new() };
                let mut stats = Stats::default();
                (stats.words, stats.sentences, stats.spelled) = (words, words / 9, words * 8 / 9);
                (stats.letters, stats.syllables) = (words * 4, words * 2);
                stats.diversity = (words > 40).then_some(words as u32 * 99);
                let mut report = PostReport::new(Language::from_code(code, 1.0), code != "en", stats);
                (report.keyphrases, report.further) = (keyphrases, further);
                report.sentences = vec![Span(0, 55), Span(56, text.len())];
                (post, report)
            })
            .collect()
    })
}

fn keyphrase_of(lemma: &str, score: u8, forms: &[(usize, u32)]) -> Keyphrase {
    let variant =
        |&(form, count): &(usize, u32)| Variant::new(format!("{lemma}{}", ["", "s", " neuf"][form]), count);
    let mut keyphrase =
        Keyphrase::new(lemma, f64::from(score) / 4.0 / 3.0, forms.iter().map(variant).collect());
    keyphrase.spans = vec![Span(3, 8), Span(60 + usize::from(score), 65)];
    keyphrase
}

#[test]
fn an_empty_aggregate_is_the_neutral_element() {
    let all = aggregate(ARCHIVE.iter());
    let whole = outputs(&all);
    assert_eq!(outputs(&merged(Aggregate::new(), &all)), whole);
    assert_eq!(outputs(&merged(all, &Aggregate::new())), whole);
    assert_eq!(outputs(&merged(Aggregate::new(), &Aggregate::new())), outputs(&Aggregate::new()));
}

#[test]
fn the_order_of_the_posts_does_not_matter() {
    assert_eq!(outputs(&aggregate(ARCHIVE.iter().rev())), outputs(&aggregate(ARCHIVE.iter())));
}

/// The archive analyzed by 1, 2 and 8 threads.
#[test]
fn the_number_of_threads_does_not_matter() {
    let whole = outputs(&aggregate(ARCHIVE.iter()));
    for threads in [1, 2, 8] {
        let analyzer = Analyzer::builder().threads(threads).build().expect("an analyzer");
        let mut all = Aggregate::new();
        for (post, report) in analyzer.analyze_all(ARCHIVE.iter().map(|(post, _)| post.clone())) {
            all.add(&post, &report);
        }
        assert!(analyzer.install(|| outputs(&all)) == whole, "{threads} threads");
    }
}

/// Contributions are made on the analyzing threads and serialized.
#[test]
fn a_contribution_adds_the_same_as_its_post_and_report() {
    let whole = outputs(&aggregate(ARCHIVE.iter()));
    let analyzer = Analyzer::builder().threads(2).build().expect("an analyzer");
    let posts = ARCHIVE.iter().map(|(post, _)| post.clone());
    let contributions =
        analyzer.analyze_all_with(posts, |post, report| (Contribution::new(&post, &report), post));
    let mut all = Aggregate::new();
    for ((contribution, post), (same, report)) in contributions.zip(ARCHIVE.iter()) {
        assert_eq!(post.id, same.id);
        assert_eq!(contribution.is_analyzed(), report.analyzed);
        assert_eq!(contribution.language(), report.language.code);
        let file = serde_json::to_vec(&contribution).expect("JSON");
        all.add_contribution(&post, &serde_json::from_slice(&file).expect("a contribution"));
    }
    assert!(outputs(&all) == whole);
}

#[test]
fn a_saved_aggregate_is_read_back() {
    let all = aggregate(ARCHIVE.iter());
    let file = bytes(&all);
    let read = Aggregate::read_from(&file[..]).expect("a valid aggregate");
    assert!(outputs(&read) == outputs(&all));
    assert!(outputs(&merged(read, &Aggregate::new())) == outputs(&all));
}

#[test]
fn foreign_cut_off_and_damaged_files_are_errors() {
    let file = bytes(&aggregate(ARCHIVE.iter().take(5)));
    let reason = |bytes: &[u8]| Aggregate::read_from(bytes).expect_err("not an aggregate");
    assert!(matches!(reason(b""), AggregateError::Foreign));
    assert!(matches!(reason(b"{\"schema\": \"glane.report/1\"}"), AggregateError::Foreign));
    for end in [10, 16, 18, 35, 36, 40, file.len() - 1] {
        assert!(matches!(reason(&file[..end]), AggregateError::Truncated), "{end}");
    }
    let mut other = file.clone();
    other[16] = 9;
    assert!(matches!(reason(&other), AggregateError::Version(9)));
    let mut other = file.clone();
    other.push(0);
    assert!(matches!(reason(&other), AggregateError::Damaged(_)));
    let mut other = file;
    let middle = other.len() / 2;
    other[middle] ^= 1;
    assert!(matches!(reason(&other), AggregateError::Damaged(_)));
}

/// The checksum FNV-1a, implemented independently.
fn with_checksum(mut file: Vec<u8>) -> Vec<u8> {
    let sum = file[36..]
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |sum, &byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    file[28..36].copy_from_slice(&sum.to_le_bytes());
    file
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_partition_merged_in_any_order_gives_the_same_aggregate(
        assignment in prop::collection::vec(0usize..6, 1..80),
        picks in prop::collection::vec(any::<prop::sample::Index>(), 6),
    ) {
        let whole = outputs(&aggregate(ARCHIVE.iter()));
        prop_assert!(outputs(&merge_in_order(parts(&ARCHIVE, &assignment, 6), &picks)) == whole);
    }

    #[test]
    fn merge_is_commutative_and_associative(
        one in analyzed(), two in analyzed(), three in analyzed(),
    ) {
        let [a, b, c] = [&one, &two, &three].map(aggregate);
        prop_assert_eq!(outputs(&merged(a.clone(), &b)), outputs(&merged(b.clone(), &a)));
        prop_assert_eq!(
            outputs(&merged(merged(a.clone(), &b), &c)),
            outputs(&merged(a.clone(), &merged(b.clone(), &c)))
        );
        let together = aggregate(one.iter().chain(&two).chain(&three));
        prop_assert_eq!(outputs(&merged(merged(c, &a), &b)), outputs(&together));
    }

    #[test]
    fn changed_bytes_are_an_error_or_an_aggregate_and_never_a_panic(
        posts in analyzed(), changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut file = bytes(&aggregate(&posts));
        for (at, byte) in changes {
            let at = 36 + at.index(file.len() - 36);
            file[at] = byte;
        }
        if let Ok(aggregate) = Aggregate::read_from(&with_checksum(file)[..]) {
            let again = bytes(&aggregate);
            prop_assert!(bytes(&Aggregate::read_from(&again[..]).expect("its own file")) == again);
            outputs(&aggregate);
        }
    }

    #[test]
    fn any_saved_aggregate_is_read_back(posts in analyzed()) {
        let all = aggregate(&posts);
        let read = Aggregate::read_from(&bytes(&all)[..]).expect("a valid aggregate");
        prop_assert_eq!(outputs(&read), outputs(&all));
    }
}

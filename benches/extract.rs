//! Speed of keyphrases on one thread, in bytes per second, over posts whose vocabulary grows as that of real archives
//! does: by Heaps' law, French blogs reach some 24,000 forms after 3 MB and go on.
//!
//! `cold`: a worker that has met no word, as at the beginning of an archive. `warm`: all words are known to it. Both must
//! find the same keyphrases. Posts come from memory; nothing is read and nothing is written.
#![allow(missing_docs)]

#[path = "support/mod.rs"]
mod support;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use glane::text::{Document, Forms};
use glane::{Analyzer, Post};

/// The distinct forms of some posts.
fn forms(posts: &[Post]) -> usize {
    let mut forms = Forms::new();
    for post in posts {
        Document::parse(&post.text, &mut forms);
    }
    forms.len()
}

fn analyzer() -> Analyzer {
    Analyzer::builder().lists_only(true).build().expect("the default options")
}

/// The keyphrases of all posts together.
fn keyphrases(analyzer: &Analyzer, posts: &[Post]) -> usize {
    posts.iter().map(|post| analyzer.analyze(post).keyphrases.len()).sum()
}

fn extract(criterion: &mut Criterion) {
    // Where nothing is timed, as in `cargo test --bench extract`, a part is enough.
    let is_timed = std::env::args().any(|argument| argument == "--bench");
    let (bytes, expected) = if is_timed { (3_000_000, 20_000..30_000) } else { (200_000, 2_000..8_000) };
    let texts = support::growing(bytes).into_iter().enumerate();
    let posts: Vec<Post> = texts.map(|(number, text)| Post::new(number.to_string(), text)).collect();
    let forms = forms(&posts);
    assert!(expected.contains(&forms), "{forms} forms in {bytes} bytes");
    let warm = analyzer();
    let found = keyphrases(&warm, &posts);
    assert!(found > 3 * posts.len(), "{found} keyphrases of {} posts", posts.len());

    let mut group = criterion.benchmark_group("extract");
    group.throughput(Throughput::Bytes(posts.iter().map(|post| post.text.len() as u64).sum()));
    group.sample_size(10);
    group.bench_function("cold", |bencher| {
        bencher.iter_batched_ref(
            analyzer,
            |analyzer| assert_eq!(keyphrases(analyzer, &posts), found),
            BatchSize::PerIteration,
        );
    });
    group.bench_function("warm", |bencher| bencher.iter(|| assert_eq!(keyphrases(&warm, &posts), found)));
    group.finish();
}

criterion_group!(benches, extract);
criterion_main!(benches);

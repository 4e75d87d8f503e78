//! Speed of the text layer on several kinds of text, in bytes per second. The results are checked before they
//! are timed: the fast scanner against the plain one, and the sentences of every document.

#[path = "support/mod.rs"]
mod support;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use glane::text::{Buffers, Document, Forms, tokenize_into, tokenize_plainly_into};

/// Panics unless both scanners give the same tokens, and every token is in exactly one sentence.
fn check(kind: &support::Kind) {
    let mut forms = Forms::new();
    for post in &kind.posts {
        let mut plain = Vec::new();
        tokenize_plainly_into(post, &mut plain);
        let document = Document::parse(post, &mut forms);
        assert!(!plain.is_empty());
        assert_eq!(document.tokens(), plain, "the scanners differ on {}", kind.name);
        let in_sentences: usize = document.sentences().iter().map(|sentence| sentence.range().len()).sum();
        assert_eq!(in_sentences, plain.len(), "tokens outside of sentences of {}", kind.name);
    }
}

fn text(criterion: &mut Criterion) {
    for kind in support::kinds(1_000_000) {
        check(&kind);
        let mut tokens = Vec::new();
        let mut group = criterion.benchmark_group(kind.name);
        group.throughput(Throughput::Bytes(kind.bytes() as u64));
        group.sample_size(20);
        group.bench_function("fast scanner", |bencher| {
            bencher.iter(|| {
                for post in &kind.posts {
                    tokens.clear();
                    tokenize_into(post, &mut tokens);
                    black_box(&tokens);
                }
            });
        });
        group.bench_function("plain scanner", |bencher| {
            bencher.iter(|| {
                for post in &kind.posts {
                    tokens.clear();
                    tokenize_plainly_into(post, &mut tokens);
                    black_box(&tokens);
                }
            });
        });
        group.bench_function("document", |bencher| {
            let mut forms = Forms::new();
            let mut buffers = Buffers::default();
            bencher.iter(|| {
                for post in &kind.posts {
                    let document = Document::parse_with(post, &mut forms, std::mem::take(&mut buffers));
                    black_box(document.sentences());
                    buffers = document.into_buffers();
                }
            });
        });
        group.finish();
    }
}

criterion_group!(benches, text);
criterion_main!(benches);

//! The text layer, in bytes per second over texts of several kinds; the output is checked first.

#[path = "support/mod.rs"]
mod support;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use glane::text::{Buffers, Document, Forms, tokenize_into, tokenize_plainly_into};

fn text(criterion: &mut Criterion) {
    for kind in support::kinds(1_000_000) {
        let (mut fast, mut plain) = (Vec::new(), Vec::new());
        for post in &kind.posts {
            fast.clear();
            plain.clear();
            tokenize_into(post, &mut fast);
            tokenize_plainly_into(post, &mut plain);
            assert_eq!(fast, plain, "the scanners differ on {}", kind.name);
            assert!(!fast.is_empty());
        }
        let mut group = criterion.benchmark_group(kind.name);
        group.throughput(Throughput::Bytes(kind.bytes() as u64));
        group.sample_size(20);
        group.bench_function("scan", |bencher| {
            bencher.iter(|| {
                for post in &kind.posts {
                    fast.clear();
                    tokenize_into(post, &mut fast);
                    black_box(&fast);
                }
            });
        });
        group.bench_function("scan plainly", |bencher| {
            bencher.iter(|| {
                for post in &kind.posts {
                    plain.clear();
                    tokenize_plainly_into(post, &mut plain);
                    black_box(&plain);
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

//! Tokens tagged a second, lexicon and lemmas included, on one thread.
//!
//! Two figures: `warm`, with the forms of the text already met (the middle of an archive), and `cold`,
//! where every form is new to the worker. The text is a page of French prose, or the file that
//! `GLANE_BENCH_TEXT` names.
#![allow(missing_docs)]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use glane::tag::{Tagger, TaggerState, Upos};
use glane::text::{Document, Forms};

fn text() -> String {
    std::env::var("GLANE_BENCH_TEXT")
        .ok()
        .and_then(|path| std::fs::read_to_string(path).ok())
        .unwrap_or_else(|| include_str!("../tests/data/tag_bench.txt").repeat(50))
}

fn tagging(c: &mut Criterion) {
    let text = text();
    let tagger = Tagger::new();
    let mut forms = Forms::new();
    let document = Document::parse(&text, &mut forms);
    let (mut state, mut tags) = (TaggerState::new(), Vec::new());
    tagger.tag(&document, &forms, &mut state, &mut tags);
    assert!(tags.iter().any(|tag| tag.upos == Upos::Noun && !state.lemma(tag.lemma).is_empty()));

    let mut group = c.benchmark_group("tag");
    group.throughput(Throughput::Elements(document.tokens().len() as u64));
    group.bench_function("warm", |b| {
        b.iter(|| tagger.tag(black_box(&document), &forms, &mut state, &mut tags));
    });
    group.bench_function("cold", |b| {
        b.iter(|| tagger.tag(black_box(&document), &forms, &mut TaggerState::new(), &mut tags));
    });
    group.finish();
    c.bench_function("tagger ready", |b| b.iter(|| black_box(Tagger::new())));
}

criterion_group!(benches, tagging);
criterion_main!(benches);

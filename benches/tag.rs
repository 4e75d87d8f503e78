//! Speed of the tagger on one thread, lexicon and lemmas included, in bytes and tokens per second.
//!
//! `warm`: the forms of the text are known to the worker, as in the middle of an archive. `cold`: every form
//! is new. Both must give the same tags. The text is a page of French prose, repeated, or the file that
//! `GLANE_BENCH_TEXT` names.
#![allow(missing_docs)]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use glane::tag::{Tag, Tagger, TaggerState, Upos};
use glane::text::{Document, Forms};

fn text() -> String {
    match std::env::var("GLANE_BENCH_TEXT") {
        Ok(path) => std::fs::read_to_string(&path)
            .unwrap_or_else(|error| panic!("reading the text of the benchmark, {path}: {error}")),
        Err(_) => include_str!("../tests/data/tag_bench.txt").repeat(50),
    }
}

/// The number of tags, of nouns and of distinct lemmas.
fn summary(tags: &[Tag], state: &TaggerState) -> (usize, usize, usize) {
    (tags.len(), tags.iter().filter(|tag| tag.upos == Upos::Noun).count(), state.lemma_count())
}

fn tagging(c: &mut Criterion) {
    let text = text();
    let tagger = Tagger::new();
    let mut forms = Forms::new();
    let document = Document::parse(&text, &mut forms);
    let tokens = document.tokens().len();
    let (mut state, mut tags) = (TaggerState::new(), Vec::new());
    tagger.tag(&document, &forms, &mut state, &mut tags);
    let expected = summary(&tags, &state);
    assert_eq!(expected.0, tokens, "one tag per token");
    assert!(expected.1 * 20 > tokens && expected.2 > 0, "{expected:?} are not the tags of prose");

    let mut group = c.benchmark_group("tag");
    group.throughput(Throughput::ElementsAndBytes { elements: tokens as u64, bytes: text.len() as u64 });
    group.bench_function("warm", |b| {
        b.iter(|| tagger.tag(black_box(&document), &forms, &mut state, &mut tags));
    });
    assert_eq!(summary(&tags, &state), expected);
    group.bench_function("cold", |b| {
        b.iter(|| {
            let mut state = TaggerState::new();
            tagger.tag(black_box(&document), &forms, &mut state, &mut tags);
            assert_eq!(state.lemma_count(), expected.2);
        });
    });
    assert_eq!(summary(&tags, &state), expected);
    group.finish();
    c.bench_function("make a tagger", |b| b.iter(|| black_box(Tagger::new())));
}

criterion_group!(benches, tagging);
criterion_main!(benches);

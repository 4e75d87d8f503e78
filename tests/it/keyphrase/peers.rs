//! The figures that each method must reach on the labelled texts beside the repository. On `corpora/`,
//! [`super::reader_gold`] holds each method to a figure of ours.

use std::path::Path;

use glane::evaluation::{GoldDocument, Scorer, Scores};
use glane::keyphrase::Background;
use glane::{Analyzer, BackgroundCounter, LanguagePolicy, Method, Post};

use crate::support::shared;

const KINDS: [&str; 4] = ["blog", "wikinews", "taln", "papyrus"];

/// The figures of the field for each method, F1@10 in per cent for each of [`KINDS`], measured
/// there on other documents of the same kinds. RAKE is known on news and as a mean alone; KP-Miner
/// on blogs alone, and SingleRank and TextRank not there.
const LEAST: [(Method, [f64; 4]); 10] = [
    (Method::TfIdf, [21.8, 37.5, 14.4, 21.5]),
    (Method::FirstPhrases, [11.9, 33.2, 12.0, 16.8]),
    (Method::KpMiner, [17.5, 0.0, 0.0, 0.0]),
    (Method::Yake, [15.5, 27.0, 12.7, 14.8]),
    (Method::Rake, [0.0, 6.3, 6.6, 6.6]),
    (Method::TextRank, [0.0, 23.6, 9.9, 14.4]),
    (Method::SingleRank, [0.0, 22.0, 12.9, 14.7]),
    (Method::PositionRank, [13.5, 34.3, 14.1, 17.6]),
    (Method::TopicRank, [14.9, 34.4, 11.1, 18.3]),
    (Method::MultipartiteRank, [16.4, 36.4, 11.7, 19.4]),
];

#[test]
fn every_method_reaches_its_peer() {
    let (Some(eval), Some(archive)) = (shared("eval"), shared("archive")) else { return };
    let golds = KINDS.map(|kind| read_gold(&eval.join(kind).with_extension("jsonl")));
    let backgrounds = std::thread::scope(|scope| {
        let counting: [_; 4] = std::array::from_fn(|kind| {
            let (golds, archive) = (&golds, &archive);
            scope.spawn(move || background_without(kind, golds, archive))
        });
        counting.map(|thread| thread.join().expect("a background"))
    });
    let mut short = Vec::new();
    for (method, least) in LEAST {
        let figures: [f64; 4] = std::array::from_fn(|kind| {
            // Where the field has no figure there is nothing to reach.
            if least[kind] > 0.0 { f1_at_10(method, &golds[kind], &backgrounds[kind]) } else { 0.0 }
        });
        if figures.iter().zip(least).any(|(figure, least)| *figure < least) {
            short.push(format!("{method}: {figures:.2?}, at least {least:?} wanted"));
        }
    }
    assert!(short.is_empty(), "{short:#?}");
}

fn f1_at_10(method: Method, gold: &[GoldDocument], background: &Background) -> f64 {
    let builder = Analyzer::builder().keyphrases(15).method(method).language(LanguagePolicy::Any);
    let analyzer = builder.background(background.clone()).build().expect("an analyzer");
    let mut scorer = Scorer::new();
    let reports = analyzer.analyze_all(gold.iter().map(post));
    let scores: Vec<Scores> = reports
        .zip(gold)
        .map(|((_, report), gold)| {
            let list: Vec<&str> = report.keyphrases.iter().map(|keyphrase| keyphrase.text.as_str()).collect();
            scorer.score(gold, &list)[1]
        })
        .collect();
    Scores::mean(&scores).f1
}

/// Frequencies counted in the other kinds and in a blog without labels.
fn background_without(kind: usize, golds: &[Vec<GoldDocument>; 4], archive: &Path) -> Background {
    use glane::archive::{Input, ReadOptions, read};
    let mut counter = BackgroundCounter::new().language(LanguagePolicy::Any);
    let others = golds.iter().enumerate().filter(|(other, _)| *other != kind);
    let unlabelled =
        read(vec![Input::Path(archive.to_owned())], ReadOptions::default()).filter_map(Result::ok);
    for post in others.flat_map(|(_, gold)| gold.iter().map(post)).chain(unlabelled) {
        counter.add(&post);
    }
    // As it is written to a file: without what stands in one text only.
    let bytes = counter.finish().to_bytes(2).expect("a background that counts");
    Background::from_bytes(&bytes).expect("a table")
}

fn post(gold: &GoldDocument) -> Post {
    Post::new(gold.id.clone(), gold.text.clone()).with_title(&gold.title)
}

fn read_gold(path: &Path) -> Vec<GoldDocument> {
    let text = std::fs::read_to_string(path).expect("labelled texts");
    text.lines().map(|line| serde_json::from_str(line).expect("a labelled text")).collect()
}

//! Keyphrases that a reader chose for the posts of `corpora/`, against those of the rankings.
//!
//! The posts were written for this project, and the reader knew them. The figures are a gate against regressions
//! and say nothing about other texts: do not publish them. Each floor is about two points below the figure of
//! November 2026. After a change that lowers a figure for a good reason, set the floor anew and say why in the commit.

use std::collections::{BTreeSet, HashMap};

use glane::archive::{self, Input, ReadOptions};
use glane::{Analyzer, LanguagePolicy, Method, Post};
use unicode_normalization::UnicodeNormalization as _;
use waken_snowball::{Algorithm, stem};

use crate::support::{BLOGS, root};

/// What the reader chose for a post.
#[derive(serde::Deserialize)]
struct Gold {
    /// The path below `corpora/`; in a file of many posts, the directory and the id.
    post: String,
    /// Keyphrases, each with the forms that are as good.
    keyphrases: Vec<Vec<String>>,
    /// What each is worth: 3 for the subject of the post, 2 for a main point, 1 for a detail.
    grades: Vec<u8>,
}

/// A phrase as its stems. Phrases with equal stems are one.
fn key(phrase: &str) -> Vec<String> {
    let lower = phrase.nfc().collect::<String>().to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| stem(Algorithm::French, word).into_owned()).collect()
}

/// Figures of one post or the mean of many, in per cent.
#[derive(Default)]
struct Figures {
    /// F1 of the first ten against the keyphrases of grades 2 and 3.
    f1: f64,
    /// nDCG of the first ten; a keyphrase of grade g has the gain 2^g - 1 the first time that one of its forms comes.
    ndcg: f64,
}

fn figures(gold: &Gold, list: &[String]) -> Figures {
    let forms: Vec<BTreeSet<Vec<String>>> =
        gold.keyphrases.iter().map(|forms| forms.iter().map(|form| key(form)).collect()).collect();
    let mut ranked: Vec<Vec<String>> = Vec::new();
    for key in list.iter().map(|phrase| key(phrase)) {
        if !key.is_empty() && !ranked.contains(&key) {
            ranked.push(key);
        }
    }
    ranked.truncate(10);

    let main: Vec<_> =
        forms.iter().zip(&gold.grades).filter(|(_, grade)| **grade >= 2).map(|(forms, _)| forms).collect();
    let hits = main.iter().filter(|forms| ranked.iter().any(|key| forms.contains(key))).count() as f64;
    let (precision, recall) = (hits / ranked.len().max(1) as f64, hits / main.len().max(1) as f64);
    let f1 = if hits > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };

    let gain = |grade: u8, rank: usize| f64::from((1_u32 << grade) - 1) / (rank as f64 + 2.0).log2();
    let mut used = BTreeSet::new();
    let mut found = 0.0;
    for (rank, key) in ranked.iter().enumerate() {
        let entry = (0..forms.len()).find(|entry| forms[*entry].contains(key) && !used.contains(entry));
        if let Some(entry) = entry {
            used.insert(entry);
            found += gain(gold.grades[entry], rank);
        }
    }
    let mut grades = gold.grades.clone();
    grades.sort_unstable_by(|one, other| other.cmp(one));
    let ideal: f64 = grades.iter().take(10).enumerate().map(|(rank, grade)| gain(*grade, rank)).sum();
    Figures { f1: 100.0 * f1, ndcg: 100.0 * found / ideal }
}

/// The reader's keyphrases, each with its post.
fn gold() -> Vec<(Gold, Post)> {
    let mut posts = HashMap::new();
    for blog in BLOGS {
        let read = archive::read(vec![Input::Path(root().join(blog))], ReadOptions::default());
        let name = blog.trim_start_matches("corpora/");
        posts.extend(read.filter_map(Result::ok).map(|post| (format!("{name}/{}", post.id), post)));
    }
    let lines = include_str!("../../data/reader_gold.jsonl").lines();
    let golds = lines.map(|line| serde_json::from_str::<Gold>(line).expect("a line of gold"));
    golds
        .map(|gold| {
            assert_eq!(gold.keyphrases.len(), gold.grades.len(), "{}", gold.post);
            let post = posts.remove(&gold.post).unwrap_or_else(|| panic!("{} is missing", gold.post));
            (gold, post)
        })
        .collect()
}

/// The mean figures of a method, every list filled to ten.
fn mean(method: Method, gold: &[(Gold, Post)]) -> Figures {
    let builder = Analyzer::builder().method(method).keyphrases(10).fill(true).language(LanguagePolicy::Any);
    let analyzer = builder.build().expect("an analyzer");
    let mut mean = Figures::default();
    for (gold, post) in gold {
        let keyphrases = analyzer.analyze(post).keyphrases;
        let list: Vec<String> = keyphrases.into_iter().map(|keyphrase| keyphrase.text).collect();
        let figures = figures(gold, &list);
        mean.f1 += figures.f1;
        mean.ndcg += figures.ndcg;
    }
    let posts = gold.len() as f64;
    Figures { f1: mean.f1 / posts, ndcg: mean.ndcg / posts }
}

/// The least F1@10 and nDCG@10 of each method, with the trained tables of the tagger.
const LEAST: [(Method, f64, f64); 11] = [
    (Method::Learned, 47.5, 66.0),
    (Method::TfIdf, 41.5, 57.0),
    (Method::FirstPhrases, 23.5, 41.0),
    (Method::KpMiner, 35.5, 53.5),
    (Method::Yake, 34.0, 47.5),
    (Method::Rake, 20.0, 23.0),
    (Method::TextRank, 28.5, 36.5),
    (Method::SingleRank, 27.0, 35.5),
    (Method::PositionRank, 28.0, 43.0),
    (Method::TopicRank, 32.5, 47.0),
    (Method::MultipartiteRank, 33.0, 47.0),
];

/// How far below the floors a figure may be where the rules tag the words, without the trained tables.
const WITHOUT_TABLES: f64 = 2.0;

#[test]
fn every_method_finds_what_a_reader_chose() {
    let gold = gold();
    assert_eq!(gold.len(), 55);
    assert!(Method::ALL.into_iter().all(|method| LEAST.iter().any(|(known, ..)| *known == method)));
    let allowed = if cfg!(feature = "trained-tables") { 0.0 } else { WITHOUT_TABLES };
    let mut short = Vec::new();
    for (method, f1, ndcg) in LEAST {
        let found = mean(method, &gold);
        if found.f1 < f1 - allowed || found.ndcg < ndcg - allowed {
            short.push(format!(
                "{method}: F1@10 {:.1}, nDCG@10 {:.1}; at least {f1} and {ndcg} less {allowed}",
                found.f1, found.ndcg
            ));
        }
    }
    assert!(short.is_empty(), "{short:#?}");
}

/// The formulas on a list by hand.
#[test]
fn figures_by_hand() {
    let forms = |list: &[&str]| list.iter().map(|form| (*form).to_owned()).collect::<Vec<_>>();
    let gold = Gold {
        post: String::new(),
        keyphrases: vec![forms(&["compost", "compost collectif"]), forms(&["jardin"]), forms(&["haie"])],
        grades: vec![3, 2, 1],
    };
    let found = figures(&gold, &forms(&["Composts", "compost collectif", "haies", "vélo"]));
    // One of two main keyphrases, in four: P 1/4, R 1/2. The second form of an entry has no gain.
    assert!((found.f1 - 100.0 / 3.0).abs() < 1e-9, "{}", found.f1);
    let (gain, ideal) = (7.0 + 1.0 / 2.0, 7.0 + 3.0 / 3.0_f64.log2() + 1.0 / 2.0);
    assert!((found.ndcg - 100.0 * gain / ideal).abs() < 1e-9, "{}", found.ndcg);
    let best = figures(&gold, &forms(&["compost", "jardin", "haie"]));
    assert!((best.ndcg - 100.0).abs() < 1e-9 && (best.f1 - 80.0).abs() < 1e-9, "{} {}", best.ndcg, best.f1);
}

//! `glane frequencies`, `glane collocations` and `glane compare --unit lemma`, against counts made here from the tokens and
//! the concordance.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::{glane, root};
use serde_json::Value;

fn json(arguments: &[&str]) -> Value {
    let run = glane(root(), arguments);
    assert_eq!(run.code, 0, "{run}");
    serde_json::from_str(&run.out).expect("JSON")
}

/// A word: its lemma and its part of speech.
type Word = (String, String);

/// The words of a blog, sentence by sentence: the post, and its words as lemmas with parts of speech.
fn sentences(blog: &str) -> Vec<(String, Vec<Word>)> {
    // The post, whether it is its title, and the number of the sentence.
    type Key = (String, bool, u64);
    let mut sentences: Vec<(Key, Vec<Word>)> = Vec::new();
    for token in glane(root(), ["tokens", blog, "--format", "json"]).lines() {
        let field = |name: &str| token[name].as_str().unwrap_or_default().to_owned();
        let key = (field("post"), token["title"] == true, token["sentence"].as_u64().expect("a number"));
        if sentences.last().is_none_or(|(last, _)| *last != key) {
            sentences.push((key, Vec::new()));
        }
        let is_word = !matches!(&*field("upos"), "PUNCT" | "SYM" | "X")
            && field("text").contains(char::is_alphanumeric);
        if let Some((_, words)) = sentences.last_mut().filter(|_| is_word) {
            words.push((field("lemma"), field("upos")));
        }
    }
    sentences.into_iter().map(|((post, ..), words)| (post, words)).collect()
}

fn near(one: f64, two: f64) -> bool {
    (one - two).abs() < 0.006
}

#[test]
fn frequencies_of_lemmas_are_the_counts_of_the_tokens() {
    let mut posts: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for (post, words) in sentences("corpora/jardin") {
        posts.entry(post).or_default().extend(words);
    }
    let all: usize = posts.values().map(Vec::len).sum();
    let found = json(&[
        "frequencies",
        "corpora/jardin",
        "--unit",
        "lemma",
        "--top",
        "0",
        "--format",
        "json",
        "--quiet",
        "--keep-boilerplate",
    ]);
    assert_eq!(
        (found["posts"].as_u64(), found["words"].as_u64()),
        (Some(posts.len() as u64), Some(all as u64))
    );
    let entries = found["entries"].as_array().expect("entries");
    assert!(entries.len() > 500);
    for entry in entries {
        let word = (
            entry["text"].as_str().expect("text").to_owned(),
            entry["upos"].as_str().expect("upos").to_owned(),
        );
        let counts: Vec<(usize, usize)> = posts
            .values()
            .map(|words| (words.iter().filter(|other| **other == word).count(), words.len()))
            .collect();
        let occurrences: usize = counts.iter().map(|(count, _)| count).sum();
        let in_posts = counts.iter().filter(|(count, _)| *count > 0).count();
        assert_eq!(entry["occurrences"], occurrences, "{word:?}");
        assert_eq!(entry["posts"], in_posts, "{word:?}");
        // Gries 2008: half the sum of the differences of the shares.
        let share = |part: usize, of: usize| part as f64 / of as f64;
        let difference =
            |&(count, size): &(usize, usize)| (share(count, occurrences) - share(size, all)).abs();
        let dispersion = counts.iter().map(difference).sum::<f64>() / 2.0;
        assert!(near(entry["dispersion"].as_f64().expect("a number"), dispersion), "{word:?}");
    }
}

#[test]
fn frequencies_of_phrases_are_the_lines_of_the_concordance() {
    let found = json(&["frequencies", "corpora", "--top", "4", "--format", "json", "--quiet"]);
    for entry in found["entries"].as_array().expect("entries") {
        let phrase = entry["text"].as_str().expect("text");
        let lines = glane(root(), ["concordance", phrase, "corpora", "--format", "json"]).lines();
        let posts: BTreeSet<&str> = lines.iter().filter_map(|line| line["id"].as_str()).collect();
        assert_eq!(
            (&entry["occurrences"], &entry["posts"]),
            (&lines.len().into(), &posts.len().into()),
            "{phrase}"
        );
    }
}

#[test]
fn collocations_are_the_words_near_the_phrase() {
    let window = 3;
    let mut all: BTreeMap<Word, u64> = BTreeMap::new();
    let mut close = all.clone();
    let mut mentions = 0;
    for (_, words) in sentences("corpora/jardin") {
        let is_phrase = |at: &usize| words[*at].0 == "tomate";
        let places: Vec<usize> = (0..words.len()).filter(is_phrase).collect();
        mentions += places.len() as u64;
        let others: Vec<usize> = (0..words.len()).filter(|at| !is_phrase(at)).collect();
        for &at in &others {
            // How many other words lie between, and one.
            let distance = |place: usize| {
                let (low, high) = (at.min(place), at.max(place));
                others.iter().filter(|other| **other > low && **other < high).count() + 1
            };
            *all.entry(words[at].clone()).or_default() += 1;
            if places.iter().any(|&place| distance(place) <= window) {
                *close.entry(words[at].clone()).or_default() += 1;
            }
        }
    }
    let (total, total_close): (u64, u64) = (all.values().sum(), close.values().sum());
    let found = json(&[
        "collocations",
        "tomates",
        "corpora/jardin",
        "--window",
        "3",
        "--all-words",
        "--top",
        "0",
        "--least",
        "1",
        "--format",
        "json",
        "--keep-boilerplate",
    ]);
    assert_eq!(found["occurrences"], mentions);
    assert_eq!((&found["words"], &found["words_near"]), (&total.into(), &total_close.into()));
    let collocates = found["collocates"].as_array().expect("collocates");
    assert!(collocates.len() > 20);
    for collocate in collocates {
        let word = (
            collocate["text"].as_str().expect("text").to_owned(),
            collocate["upos"].as_str().expect("upos").to_owned(),
        );
        assert_eq!(
            (&collocate["near"], &collocate["occurrences"]),
            (&close[&word].into(), &all[&word].into()),
            "{word:?}"
        );
        // Dunning 1993: twice the sum of O ln(O/E) over the four cells.
        let [near_here, everywhere, size, sum] =
            [close[&word], all[&word], total_close, total].map(|n| n as f64);
        let cells = [
            (near_here, everywhere * size / sum),
            (size - near_here, (sum - everywhere) * size / sum),
            (everywhere - near_here, everywhere * (sum - size) / sum),
            (sum - size - everywhere + near_here, (sum - everywhere) * (sum - size) / sum),
        ];
        let likelihood = |(observed, expected): (f64, f64)| {
            if observed > 0.0 { 2.0 * observed * (observed / expected).ln() } else { 0.0 }
        };
        let likelihood: f64 = cells.into_iter().map(likelihood).sum();
        assert!(near(collocate["log_likelihood"].as_f64().expect("a number"), likelihood), "{word:?}");
        // Rychlý 2008.
        let dice = 14.0 + (2.0 * near_here / (mentions as f64 + everywhere)).log2();
        assert!(near(collocate["log_dice"].as_f64().expect("a number"), dice), "{word:?}");
    }
}

#[test]
fn archives_are_compared_by_lemmas_with_their_denominators() {
    let found = json(&[
        "compare",
        "corpora/cuisine",
        "corpora/jardin",
        "--unit",
        "lemma",
        "--format",
        "json",
        "--quiet",
        "--keep-boilerplate",
    ]);
    assert_eq!(found["unit"], "lemma");
    let counts = |blog: &str, word: (&str, &str)| {
        let mut posts = BTreeSet::new();
        let mut occurrences = 0;
        for (post, words) in sentences(blog) {
            let here = words.iter().filter(|(lemma, upos)| (&**lemma, &**upos) == word).count();
            occurrences += here;
            posts.extend((here > 0).then_some(post));
        }
        (posts.len(), occurrences)
    };
    let typical = found["first"]["typical"].as_array().expect("a list");
    assert!(typical.len() > 5);
    for phrase in &typical[..3] {
        let word = (phrase["text"].as_str().expect("text"), phrase["upos"].as_str().expect("upos"));
        let (here, there) = (counts("corpora/cuisine", word), counts("corpora/jardin", word));
        assert_eq!((&phrase["posts"], &phrase["occurrences"]), (&here.0.into(), &here.1.into()), "{word:?}");
        assert_eq!(
            (&phrase["posts_elsewhere"], &phrase["occurrences_elsewhere"]),
            (&there.0.into(), &there.1.into()),
            "{word:?}"
        );
    }
}

#[test]
fn lemmas_cannot_be_counted_in_a_saved_aggregate() {
    let out = tempfile::TempDir::new().expect("a directory");
    let saved = out.path().join("jardin.glane").display().to_string();
    let directory = out.path().join("out").display().to_string();
    glane(root(), ["analyze", "corpora/jardin", "-o", &directory, "--quiet", "--save", &saved]);
    let run = glane(root(), ["frequencies", &saved, "--unit", "lemma"]);
    assert!(run.code == 2 && run.err.contains("which have no lemmas: name the archive"), "{run}");
    let run = glane(root(), ["frequencies", &saved, "--format", "csv", "--top", "1"]);
    assert_eq!((run.code, run.out.lines().count()), (0, 2), "{run}");
    assert_eq!(run.out.lines().next(), Some("text,upos,occurrences,posts,dispersion,all_posts,all_words"));
}

//! Coverage: how many of a reader's keyphrases are candidates at all, by the rule that finds them.
//!
//! Reads lines `{"id", "title", "text", "keyphrases": [[form, …], …], "grades": [3, …]}`. An entry is covered
//! where a variant of a candidate has the stems of one of its forms. The sources of posts (the id up to the
//! first "/") are sorted and halved: look at the misses of the odd half, and report both.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use glane::evaluation::{GoldDocument, Scorer};
use glane::keyphrase::{Options, Sources};
use glane::{Post, Stages};

/// A document of gold with the grades of its entries.
#[derive(serde::Deserialize)]
struct Graded {
    #[serde(flatten)]
    gold: GoldDocument,
    grades: Vec<u8>,
}

/// Counts over the posts of one half.
#[derive(Default)]
struct Half {
    posts: usize,
    candidates: usize,
    entries: usize,
    covered: usize,
    main: usize,
    main_covered: usize,
    /// For each rule: candidates that it alone found, and entries that only these cover.
    by_source: BTreeMap<&'static str, (usize, usize)>,
}

/// What to list besides the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lists {
    Nothing,
    /// The entries of the odd half that no candidate covers.
    Misses,
    /// Ten keyphrases of every post with their kinds, and no figures.
    Kinds,
}

/// A piece of text with what stands around it.
fn around(text: &str, start: usize, end: usize) -> &str {
    let from = text[..start].char_indices().rev().nth(40).map_or(0, |(at, _)| at);
    let to = text[end..].char_indices().nth(40).map_or(text.len(), |(at, _)| end + at);
    &text[from..to]
}

/// Reports the coverage of the gold at `path` by the rules of `sources`, and lists what is wanted.
pub(crate) fn run(path: &Path, sources: Sources, lists: Lists) -> Result<()> {
    let content = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let mut posts = Vec::new();
    for (number, line) in content.lines().enumerate().filter(|(_, line)| !line.is_empty()) {
        let post: Graded =
            serde_json::from_str(line).with_context(|| format!("{}, line {}", path.display(), number + 1))?;
        posts.push(post);
    }
    let origin = |post: &Graded| post.gold.id.split('/').next().unwrap_or_default().to_owned();
    let mut origins: Vec<String> = posts.iter().map(origin).collect();
    origins.sort();
    origins.dedup();

    let options = Options { sources, fill: true, ..Options::default() };
    let (mut stages, mut scorer) = (Stages::default(), Scorer::new());
    let mut halves = [Half::default(), Half::default()];
    for post in &posts {
        let half = origins.binary_search(&origin(post)).unwrap_or_default() % 2;
        let read = Post::new(post.gold.id.clone(), post.gold.text.clone()).with_title(&post.gold.title);
        if lists == Lists::Kinds {
            let (keyphrases, _) = stages.parse(&read, |mut prepared| prepared.keyphrases(&options, 0));
            for keyphrase in keyphrases {
                let place =
                    keyphrase.spans.first().map_or("", |span| around(&post.gold.text, span.0, span.1));
                let (half, kind) = (["even", "odd"][half], keyphrase.kind.as_str());
                let (text, mentions) = (&keyphrase.text, keyphrase.mentions);
                println!("{half}\t{kind}\t{text}\t{mentions}\t{}", place.replace('\n', " "));
            }
            continue;
        }
        let example = stages.parse(&read, |mut prepared| prepared.example(&options));
        let misses = halves[half].add(post, &example.variants, &example.sources, &mut scorer);
        for (grade, entry) in misses.into_iter().filter(|_| lists == Lists::Misses && half == 1) {
            println!("miss\t{grade}\t{entry}\t{}", post.gold.id);
        }
    }
    for (half, name) in halves.iter().zip(["even", "odd"]) {
        half.report(name);
    }
    Ok(())
}

impl Half {
    /// Counts a post; gives the entries that no candidate covers, with their grades.
    fn add(
        &mut self,
        post: &Graded,
        variants: &[Vec<String>],
        sources: &[Sources],
        scorer: &mut Scorer,
    ) -> Vec<(u8, String)> {
        self.posts += 1;
        self.candidates += variants.len();
        for (_, name) in Sources::NAMED {
            let alone = sources.iter().filter(|sources| only(**sources) == Some(name)).count();
            self.by_source.entry(name).or_default().0 += alone;
        }
        let mut misses = Vec::new();
        for (entry, &grade) in post.gold.keyphrases.iter().zip(&post.grades) {
            let mut gold = post.gold.clone();
            gold.keyphrases = vec![entry.clone()];
            let covering = scorer.labels(&gold, variants);
            let found =
                || sources.iter().zip(&covering).filter(|(_, covers)| **covers).map(|(found, _)| *found);
            let is_covered = covering.contains(&true);
            self.entries += 1;
            self.covered += usize::from(is_covered);
            self.main += usize::from(grade >= 2);
            self.main_covered += usize::from(is_covered && grade >= 2);
            let first = found().next().and_then(only);
            if let Some(name) = first.filter(|name| found().all(|found| only(found) == Some(name))) {
                self.by_source.entry(name).or_default().1 += 1;
            }
            if !is_covered {
                misses.push((grade, entry.join(" | ")));
            }
        }
        misses
    }

    fn report(&self, name: &str) {
        let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
        let posts = self.posts.max(1) as f64;
        println!(
            "{name}: {} posts, {:.1} candidates a post; of {} entries {:.2} % are candidates, of {} of grade 2 or 3 \
             {:.2} %",
            self.posts,
            self.candidates as f64 / posts,
            self.entries,
            share(self.covered, self.entries),
            self.main,
            share(self.main_covered, self.main),
        );
        for (name, (candidates, entries)) in &self.by_source {
            println!(
                "  {name} alone: {:.1} candidates a post, {entries} entries",
                *candidates as f64 / posts
            );
        }
    }
}

/// The name of the rule, where one alone found the candidate.
fn only(sources: Sources) -> Option<&'static str> {
    Sources::NAMED.into_iter().find(|(source, _)| *source == sources).map(|(_, name)| name)
}

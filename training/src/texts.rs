//! The texts that the ranker is built from: the reader's posts, posts with the labels of their authors, older gold
//! sets, and texts for the background. Each belongs to a source; no post is described by texts of its own source.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use glane::Post;
use glane::archive::{self, Input, ReadOptions};
use glane::evaluation::GoldDocument;
use serde_json::Value;

/// A post with gold keyphrases.
pub(crate) struct Labelled {
    /// The blog, or the set and its part.
    pub(crate) source: String,
    pub(crate) gold: GoldDocument,
    pub(crate) post: Post,
}

/// The texts of one source for the background.
pub(crate) struct Texts {
    pub(crate) source: String,
    pub(crate) is_blog: bool,
    pub(crate) posts: Vec<Post>,
}

/// The older gold sets.
pub(crate) const SETS: [&str; 4] = ["blog", "wikinews", "taln", "papyrus"];

/// All the texts.
pub(crate) struct Shared {
    /// Posts with a reader's graded gold.
    pub(crate) reader: Vec<Labelled>,
    /// Posts of the labels and the background that were read by the same rules (`data/readings.jsonl`): for training
    /// alone.
    pub(crate) readings: Vec<Labelled>,
    /// Posts with the labels of their authors; none is one of the reader's.
    pub(crate) labels: Vec<Labelled>,
    /// Documents of the older gold sets.
    pub(crate) sets: Vec<Labelled>,
    /// Texts for the background, the labelled ones included; none is one of the reader's.
    pub(crate) background: Vec<Texts>,
}

/// Texts of news that make one source: a part that a thread counts.
const NEWS_PART: usize = 3000;
/// The longest text that is counted, in bytes.
const LONGEST: usize = 20_000;

impl Shared {
    pub(crate) fn read(shared: &Path) -> Result<Self> {
        let eval = shared.join("eval");
        let reader = labelled(&eval.join("reader/open.jsonl"), source_of)?;
        let is_read: HashSet<String> = reader.iter().flat_map(|one| keys(&one.post)).collect();
        let mut labels = Vec::new();
        for path in files(&eval.join("labels"), ".jsonl")? {
            labels.extend(labelled(&path, source_of)?);
        }
        labels.retain(|one| !keys(&one.post).iter().any(|key| is_read.contains(key)));
        let mut sets = Vec::new();
        for set in SETS {
            for (at, mut one) in
                labelled(&eval.join(format!("{set}.jsonl")), str::to_owned)?.into_iter().enumerate()
            {
                one.source = format!("{set} {}", at * 7 % 5);
                sets.push(one);
            }
        }
        let mut seen = is_read;
        let mut blogs: BTreeMap<String, Vec<Post>> = BTreeMap::new();
        let mut take = |source: String, mut post: Post| {
            let keys = keys(&post);
            if keys.iter().any(|key| seen.contains(key)) {
                return;
            }
            seen.extend(keys);
            let end = (0..=LONGEST.min(post.text.len())).rev().find(|&at| post.text.is_char_boundary(at));
            post.text.truncate(end.unwrap_or(0));
            blogs.entry(source).or_default().push(post);
        };
        for one in labels.iter().chain(&sets) {
            take(one.source.clone(), one.post.clone());
        }
        let mut news = Vec::new();
        for path in files(&shared.join("background"), "")? {
            let is_news = path.to_string_lossy().contains("orangesum");
            for post in archive::read(vec![Input::Path(path)], ReadOptions::default()) {
                let post = post?;
                if is_news {
                    news.push(post);
                } else {
                    take(source_of(&post.id), post);
                }
            }
        }
        for (at, post) in news.into_iter().enumerate() {
            take(format!("news {}", at / NEWS_PART), post);
        }
        let is_set = |source: &str| SETS.iter().any(|set| source.starts_with(&format!("{set} ")));
        let readings = readings(READINGS, blogs.values().flatten())?;
        let background = blogs
            .into_iter()
            .map(|(source, posts)| {
                let is_blog =
                    !source.starts_with("news ") && (!is_set(&source) || source.starts_with("blog "));
                Texts { source, is_blog, posts }
            })
            .collect();
        Ok(Self { reader, readings, labels, sets, background })
    }
}

/// Keyphrases and grades of the posts that were read besides the reader's, in the form of the reader's gold without the
/// texts.
const READINGS: &str = include_str!("../data/readings.jsonl");

/// The readings with the texts of their posts, each of which must be there once.
fn readings<'p>(lines: &str, posts: impl Iterator<Item = &'p Post>) -> Result<Vec<Labelled>> {
    let mut by_id = BTreeMap::new();
    for line in lines.lines() {
        let reading: Value = serde_json::from_str(line).with_context(|| format!("{line:?}: no JSON"))?;
        let id = reading["id"].as_str().with_context(|| format!("{line:?}: no id"))?.to_owned();
        by_id.insert(id, reading);
    }
    let mut labelled = Vec::new();
    for post in posts {
        if let Some(mut reading) = by_id.remove(&post.id) {
            reading["title"] = post.title.as_str().into();
            reading["text"] = post.text.as_str().into();
            labelled.push(labelled_of(reading, source_of)?);
        }
    }
    if by_id.is_empty() {
        return Ok(labelled);
    }
    let missing: Vec<String> = by_id.into_keys().collect();
    bail!("posts of training/data/readings.jsonl that SHARED lacks, or has twice:\n{}", missing.join("\n"))
}

/// What tells a post from others: its id, and how it begins.
fn keys(post: &Post) -> [String; 2] {
    [format!("id {}", post.id), format!("text {}", post.text.chars().take(200).collect::<String>())]
}

/// The source of a post: its id up to the first slash.
fn source_of(id: &str) -> String {
    id.split('/').next().unwrap_or_default().to_owned()
}

fn labelled(path: &Path, source: impl Fn(&str) -> String) -> Result<Vec<Labelled>> {
    let content = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let read = |(number, line): (usize, &str)| {
        let of_line = || format!("{}, line {}", path.display(), number + 1);
        let value = serde_json::from_str(line).with_context(|| format!("{}: no JSON", of_line()))?;
        labelled_of(value, &source).with_context(of_line)
    };
    content.lines().enumerate().filter(|(_, line)| !line.is_empty()).map(read).collect()
}

/// A gold document with its post.
fn labelled_of(document: Value, source: impl Fn(&str) -> String) -> Result<Labelled> {
    let gold: GoldDocument = serde_json::from_value(document).context("no gold document")?;
    let post = Post::new(gold.id.clone(), gold.text.clone()).with_title(&gold.title);
    Ok(Labelled { source: source(&gold.id), gold, post })
}

/// The files of a folder whose names end so, in order.
fn files(folder: &Path, end: &str) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    files.retain(|path| path.is_file() && path.to_string_lossy().ends_with(end));
    files.sort();
    if files.is_empty() {
        bail!("{} has no file *{end}", folder.display());
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_takes_its_text_by_the_id_and_none_may_be_left() {
        let lines = r#"{"id": "blog/1", "keyphrases": [["levain"]], "grades": [3]}"#;
        let posts = [Post::new("blog/1", "Le levain lève."), Post::new("blog/2", "Le four chauffe.")];
        let read = readings(lines, posts.iter()).unwrap();
        assert_eq!(read.len(), 1);
        assert_eq!((read[0].source.as_str(), read[0].gold.text.as_str()), ("blog", "Le levain lève."));
        assert!(readings(lines, posts[1..].iter()).is_err());
    }
}

//! The same twelve posts in every format give the same keyphrases, and the same facts as far as the
//! format knows them.

use std::collections::BTreeMap;
use std::fs;

use glane::archive::{self, Include, Input, ReadOptions};
use glane::{Analyzer, Post};

/// What a format can say of a post besides its title, its text and its day.
struct Format {
    directory: &'static str,
    author: bool,
    labels: bool,
    url: bool,
}

const fn all(directory: &'static str) -> Format {
    Format { directory, author: true, labels: true, url: true }
}

const FORMATS: [Format; 31] = [
    all("markdown-toml"),
    all("wordpress"),
    all("blogger"),
    all("rss"),
    all("atom"),
    all("html-pages"),
    all("jsonl"),
    all("json"),
    all("json-feed"),
    all("csv"),
    all("tsv"),
    all("gzip"),
    all("zstd"),
    all("tar"),
    all("pelican"),
    all("hexo"),
    all("nikola"),
    all("restructuredtext"),
    all("asciidoc"),
    all("movable-type"),
    all("over-blog"),
    all("wordpress-rest"),
    all("activitypub"),
    Format { url: false, ..all("dotclear") },
    Format { url: false, ..all("org") },
    Format { url: false, ..all("ghost") },
    Format { labels: false, ..all("medium") },
    Format { labels: false, ..all("zip") },
    Format { author: false, labels: false, url: false, ..all("html-fragments") },
    Format { author: false, labels: false, url: false, ..all("substack") },
    Format { author: false, labels: false, url: false, ..all("text") },
];

/// The posts of a format's archive by their titles.
fn posts(directory: &str, include: Include) -> BTreeMap<String, Post> {
    let path = crate::support::root().join(crate::support::FORMATS).join(directory);
    let options = ReadOptions::default().include(include);
    let posts = archive::read(vec![Input::Path(path)], options).map(|post| post.expect("a post"));
    posts.map(|post| (post.title.clone(), post)).collect()
}

/// The names of the archives, in order.
fn directories() -> Vec<String> {
    let entries = fs::read_dir(crate::support::root().join(crate::support::FORMATS)).expect("the archives");
    let paths = entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir());
    let mut names: Vec<String> =
        paths.filter_map(|path| Some(path.file_name()?.to_str()?.to_owned())).collect();
    names.sort_unstable();
    names
}

fn keyphrases(analyzer: &Analyzer, post: &Post) -> Vec<(String, u32)> {
    let report = analyzer.analyze(post);
    report.keyphrases.into_iter().map(|keyphrase| (keyphrase.text, keyphrase.count)).collect()
}

fn sorted(labels: &[String]) -> Vec<String> {
    let mut labels = labels.to_vec();
    labels.sort();
    labels
}

#[test]
fn the_same_posts_give_the_same_keyphrases_in_every_format() {
    let analyzer = Analyzer::builder().build().expect("an analyzer");
    let ours = posts("markdown-yaml", Include::default());
    assert_eq!(ours.len(), 12);
    let mut tried: Vec<&str> = FORMATS.iter().map(|format| format.directory).collect();
    tried.push("markdown-yaml");
    tried.sort_unstable();
    assert_eq!(tried, directories(), "every archive is tried");
    for format in FORMATS {
        let theirs = posts(format.directory, Include::default());
        assert!(ours.keys().eq(theirs.keys()), "{}: {:?}", format.directory, theirs.keys());
        for (title, post) in &ours {
            let (other, place) = (&theirs[title], format!("{}: {title}", format.directory));
            let [own, theirs] = [post, other].map(|post| keyphrases(&analyzer, post));
            if post.annotations == other.annotations {
                assert_eq!(own, theirs, "{place}");
            } else {
                // Emphasis and links weigh, and some formats have none: one phrase of a list may be another one.
                let alike = own.iter().filter(|phrase| theirs.contains(phrase)).count();
                assert!(alike + 1 >= own.len().max(theirs.len()), "{place}: {own:?} {theirs:?}");
                let [own, theirs] = [post, other].map(|post| {
                    let mut post = post.clone();
                    post.annotations.clear();
                    keyphrases(&analyzer, &post)
                });
                assert_eq!(own, theirs, "{place}, without marks");
            }
            assert_eq!(post.text, other.text, "{place}");
            assert!(other.warnings.is_empty(), "{place}: {:?}", other.warnings);
            assert_eq!(post.published, other.published, "{place}");
            if format.author {
                assert_eq!(post.author, other.author, "{place}");
            }
            if format.labels {
                assert_eq!(sorted(&post.labels), sorted(&other.labels), "{place}");
            }
            if format.url {
                assert_eq!(post.url, other.url, "{place}");
            }
        }
    }
}

#[test]
fn drafts_and_pages_are_read_where_they_are_asked_for() {
    for directory in ["wordpress", "blogger", "dotclear", "over-blog"] {
        let count = |pages, drafts| posts(directory, Include::default().pages(pages).drafts(drafts)).len();
        assert_eq!(
            (count(false, false), count(true, false), count(false, true), count(true, true)),
            (12, 13, 13, 14)
        );
    }
    for directory in ["medium", "substack", "movable-type"] {
        assert_eq!(posts(directory, Include::default().pages(false).drafts(true)).len(), 13, "{directory}");
    }
}

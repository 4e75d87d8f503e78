//! What is fuzzed: each target with its seeds, and what must hold of any input. How inputs are made is left to `mutate`.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

use flate2::Compression;
use flate2::write::GzEncoder;
use glane::archive::{self, Format, Include, Input, ReadOptions};
use glane::corpus::{Aggregate, Contribution};
use glane::keyphrase::{Background, Constraints, Options, Pattern, PhraseList, TrainedRanker};
use glane::text::{Buffers, Document, Forms, TokenKind};
use glane::{Analyzer, BackgroundCounter, Post, Stages};

use super::words::{TEXT_WORDS, words};

/// What is done with an input; it panics where the input shows a fault.
type Run = Box<dyn FnMut(&[u8]) + Send>;

/// A target, its seeds and the pieces that are put into them.
pub(crate) struct Target {
    pub(crate) name: &'static str,
    pub(crate) seeds: Vec<Vec<u8>>,
    pub(crate) words: Vec<&'static [u8]>,
    pub(crate) run: Run,
}

/// The names of all targets.
pub(crate) fn names() -> Vec<&'static str> {
    let others = [
        "container",
        "any-file",
        "scanner",
        "analyzer",
        "aggregate",
        "contribution",
        "background",
        "ranker",
        "pattern",
        "list",
    ];
    Format::ALL.iter().map(|format| format.name()).chain(others).collect()
}

/// The target of that name; `root` is the root of the project.
pub(crate) fn target(name: &str, root: &Path) -> Option<Target> {
    if let Some(format) = Format::ALL.into_iter().find(|format| format.name() == name) {
        return Some(reader(format, root));
    }
    Some(match name {
        "container" => container(root),
        "any-file" => any_file(root),
        "scanner" => scanner(root),
        "analyzer" => analyzer(root),
        "aggregate" => aggregate(root),
        "contribution" => contribution(),
        "background" => background(),
        "ranker" => ranker(),
        "pattern" => pattern(),
        "list" => list(),
        _ => return None,
    })
}

fn options(format: Option<Format>) -> ReadOptions {
    ReadOptions::default()
        .format(format)
        .max_post_bytes(1 << 16)
        .max_held_bytes(1 << 18)
        .max_unpacked_bytes(1 << 20)
        .max_depth(64)
        .include(Include::default().drafts(true))
}

fn reader(format: Format, root: &Path) -> Target {
    let folders: &[&str] = match format {
        Format::Text => &["text"],
        Format::Markdown => &["markdown-yaml", "markdown-toml", "hexo", "nikola", "pelican"],
        Format::JsonLines => &["jsonl"],
        Format::Json => &["json", "wordpress-rest", "activitypub"],
        Format::JsonFeed => &["json-feed"],
        Format::Ghost => &["ghost"],
        Format::Csv => &["csv", "substack"],
        Format::Tsv => &["tsv"],
        Format::WordPress => &["wordpress"],
        Format::OverBlog => &["over-blog"],
        Format::MovableType => &["movable-type"],
        Format::Dotclear => &["dotclear"],
        Format::Feed => &["atom", "rss", "blogger"],
        Format::Html => &["html-fragments", "html-pages", "medium"],
        Format::ReStructuredText => &["restructuredtext"],
        Format::AsciiDoc => &["asciidoc"],
        Format::Org => &["org"],
        _ => &[],
    };
    let seeds = folders.iter().flat_map(|folder| files(&formats(root).join(folder))).collect();
    Target {
        name: format.name(),
        seeds,
        words: words(format),
        run: Box::new(move |bytes| read("entree", bytes, options(Some(format)))),
    }
}

/// Archives of small files, whole and nested.
fn container(root: &Path) -> Target {
    let files =
        [("a.md", "# Un titre\n\nLe four chauffe."), ("b/c.jsonl", "{\"text\": \"Le pain lève.\"}\n")];
    let mut builder = tar::Builder::new(Vec::new());
    for (name, text) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        header.set_cksum();
        let _ = builder.append_data(&mut header, name, text.as_bytes());
    }
    let long = format!("{}.md", "n".repeat(150));
    let mut header = tar::Header::new_gnu();
    header.set_size(3);
    let _ = builder.append_data(&mut header, long, &b"mot"[..]);
    let tar = builder.into_inner().unwrap_or_default();
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    let _ = encoder.write_all(&tar);
    let gzip = encoder.finish().unwrap_or_default();
    let zstd = ruzstd::encoding::compress_to_vec(&tar[..], ruzstd::encoding::CompressionLevel::Fastest);
    let mut seeds = vec![tar, gzip, zstd];
    seeds.extend(self::files(&formats(root).join("zip")));
    seeds.extend(small_zips());
    Target {
        name: "container",
        seeds,
        words: vec![
            b"PK\x03\x04",
            b"PK\x01\x02",
            b"PK\x05\x06",
            b"PK\x07\x08",
            b"ustar",
            b"\x1f\x8b\x08",
            b"(\xb5/\xfd",
            &[0; 512],
        ],
        run: Box::new(|bytes| read("entree", bytes, options(None))),
    }
}

/// A zip of one stored file, with and without its directory.
fn small_zips() -> [Vec<u8>; 2] {
    let text = b"Le pain.";
    let mut sum = flate2::Crc::new();
    sum.update(text);
    let numbers = |two: &[u16]| two.iter().flat_map(|two| two.to_le_bytes()).collect::<Vec<u8>>();
    let length = text.len() as u32;
    let mut head = numbers(&[20, 0, 0, 0, 0x5821]);
    head.extend([sum.sum(), length, length].into_iter().flat_map(u32::to_le_bytes));
    head.extend(numbers(&[5, 0]));
    let member = [b"PK\x03\x04", head.as_slice(), b"a.txt", text].concat();
    let directory = [b"PK\x01\x02\x14\0", head.as_slice(), &[0; 14], b"a.txt"].concat();
    let mut end = [b"PK\x05\x06", &[0; 4][..], &numbers(&[1, 1])].concat();
    end.extend([directory.len() as u32, member.len() as u32].into_iter().flat_map(u32::to_le_bytes));
    end.extend([0, 0]);
    [[member.as_slice(), &directory, &end].concat(), member]
}

fn any_file(root: &Path) -> Target {
    let names = ["a.md", "b.json", "c.xml", "d.html", "e.csv", "f", "g.txt"];
    let mut next = 0;
    Target {
        name: "any-file",
        seeds: files(&formats(root)),
        words: Format::ALL.into_iter().flat_map(words).collect(),
        run: Box::new(move |bytes| {
            next = (next + 1) % names.len();
            read(names[next], bytes, options(None));
        }),
    }
}

/// Reads a file; every post holds together, and every error tells something.
fn read(name: &str, bytes: &[u8], options: ReadOptions) {
    for post in archive::read_bytes(name, bytes.to_vec(), options) {
        match post {
            Ok(post) => check(&post),
            Err(error) => assert!(!error.reason.is_empty() && !error.source_name.is_empty()),
        }
    }
}

fn check(post: &Post) {
    assert!(!post.text.trim().is_empty() || !post.title.is_empty(), "a post without text is an error record");
    for annotation in &post.annotations {
        let marked = post.text.get(annotation.range.clone());
        assert!(marked.is_some_and(|marked| !marked.is_empty()), "{annotation:?} of {:?}", post.text);
    }
    assert!(post.annotations.is_sorted_by_key(|annotation| annotation.range.start));
}

fn texts(root: &Path) -> Vec<Vec<u8>> {
    files(&root.join("corpora/divers")).into_iter().chain(files(&formats(root).join("text"))).collect()
}

fn scanner(root: &Path) -> Target {
    let mut forms = Forms::new();
    let mut buffers = Some(Buffers::default());
    Target {
        name: "scanner",
        seeds: texts(root),
        words: TEXT_WORDS.iter().map(|word| word.as_bytes()).collect(),
        run: Box::new(move |bytes| {
            let text = String::from_utf8_lossy(bytes);
            forms.trim();
            let document = Document::parse_with(&text, &mut forms, buffers.take().unwrap_or_default());
            let mut end = 0;
            for token in document.tokens() {
                let range = token.range();
                assert!(end <= range.start && range.start < range.end, "{token:?}");
                assert!(
                    text[end..range.start].chars().all(is_between),
                    "{:?} is lost",
                    &text[end..range.start]
                );
                assert!(token.kind == TokenKind::Punctuation || !token.text(&text).is_empty());
                end = range.end;
            }
            assert!(text[end..].chars().all(is_between), "{:?} is lost", &text[end..]);
            let in_sentences: usize =
                document.sentences().iter().map(|sentence| sentence.range().len()).sum();
            assert_eq!(in_sentences, document.tokens().len());
            buffers = Some(document.into_buffers());
        }),
    }
}

/// What may lie between tokens.
fn is_between(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{ad}')
}

fn analyzer(root: &Path) -> Target {
    let analyzer = Analyzer::builder().keyphrases(5).build().expect("an analyzer");
    Target {
        name: "analyzer",
        seeds: texts(root),
        words: TEXT_WORDS.iter().map(|word| word.as_bytes()).collect(),
        run: Box::new(move |bytes| {
            let text = String::from_utf8_lossy(bytes);
            let title: String = text.chars().take(30).collect();
            let post = Post::new("a", text).with_title(title);
            let report = analyzer.analyze(&post);
            for keyphrase in &report.keyphrases {
                assert!((0.0..=1.0).contains(&keyphrase.score), "{}", keyphrase.score);
                assert!(keyphrase.spans.iter().all(|span| post.text.get(span.0..span.1).is_some()));
            }
        }),
    }
}

fn aggregate(root: &Path) -> Target {
    let analyzer = Analyzer::builder().build().expect("an analyzer");
    let mut all = Aggregate::new();
    let inputs = vec![Input::Path(root.join("corpora/divers"))];
    for post in archive::read(inputs, ReadOptions::default()).flatten().take(4) {
        let report = analyzer.analyze(&post);
        all.add(&post, &report);
    }
    let mut file = Vec::new();
    all.write_to(&mut file).expect("memory");
    Target {
        name: "aggregate",
        seeds: vec![file],
        words: vec![b"\xff\xff\xff\xff\x0f", b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", b"\0\0\0", b"\x7f"],
        run: Box::new(|bytes| {
            let mut bytes = bytes.to_vec();
            // The checksum and the length fit, so that what is behind them is read.
            if let Some((head, body)) = bytes.split_at_mut_checked(36) {
                head[20..28].copy_from_slice(&(body.len() as u64).to_le_bytes());
                head[28..].copy_from_slice(&fnv1a(body).to_le_bytes());
            }
            if let Ok(read) = Aggregate::read_from(&bytes[..]) {
                let mut again = Vec::new();
                read.write_to(&mut again).expect("memory");
                assert!(Aggregate::read_from(&again[..]).is_ok());
            }
        }),
    }
}

/// What the journal of a run keeps of a post.
fn contribution() -> Target {
    let text =
        "« L’été », le vélo cargo relie les quartiers de la ville. Les vélos cargos durent : l’été aussi.";
    let post = Post::new("a", text);
    let report = Analyzer::builder().build().expect("an analyzer").analyze(&post);
    let seed = serde_json::to_vec(&Contribution::new(&post, &report)).expect("memory");
    Target {
        name: "contribution",
        seeds: vec![seed],
        words: ["0", "4294967295", "[", "]", ",", "[0,9]", "-1", "null", "true", "é", "65535"]
            .map(str::as_bytes)
            .into(),
        run: Box::new(move |bytes| {
            if let Ok(read) = serde_json::from_slice::<Contribution>(bytes) {
                let mut all = Aggregate::new();
                all.add_contribution(&post, &read);
                let mut file = Vec::new();
                all.write_to(&mut file).expect("memory");
                assert!(Aggregate::read_from(&file[..]).is_ok());
            }
        }),
    }
}

fn background() -> Target {
    let mut counter = BackgroundCounter::new();
    for text in ["Le pain lève dans le four du village.", "Le vélo cargo roule dans la ville."] {
        counter.add(&Post::new("a", text));
    }
    let counted = counter.finish();
    Target {
        name: "background",
        seeds: [counted.to_counts(), counted.to_bytes(1)]
            .map(|bytes| bytes.expect("a background that counts"))
            .into(),
        words: vec![b"glanebg3", b"glanebg4", &[0; 12], &[0xff; 12]],
        run: Box::new(|bytes| {
            let mut bytes = bytes.to_vec();
            if bytes.len() > 16 {
                let hash = fnv1a(&[&bytes[8..12], &bytes[16..]].concat());
                bytes[12..16].copy_from_slice(&((hash ^ hash >> 32) as u32).to_le_bytes());
            }
            if let Ok(read) = Background::from_bytes(&bytes) {
                let word = read.word(glane::keyphrase::WordKey::of("pain"));
                assert!(read.idf(word) >= 0.0);
                let mut all = Background::counting();
                let _ = all.merge(&read);
            }
        }),
    }
}

fn ranker() -> Target {
    let seed = TrainedRanker::embedded().expect("a ranker").to_bytes();
    Target {
        name: "ranker",
        seeds: vec![seed],
        words: vec![&[0; 4], &[0xff; 4], b"glanerk3", &[0x7f, 0xc0, 0, 0]],
        run: Box::new(|bytes| {
            let mut bytes = bytes.to_vec();
            if let Some((head, body)) = bytes.split_at_mut_checked(32) {
                head[24..].copy_from_slice(&fnv1a(body).to_le_bytes());
            }
            if let Ok(ranker) = TrainedRanker::from_bytes(&bytes) {
                assert!(TrainedRanker::from_bytes(&ranker.to_bytes()).is_ok());
            }
        }),
    }
}

fn pattern() -> Target {
    Target {
        name: "pattern",
        seeds: ["NOUN ADJ*", "(NOUN|PROPN)+ (ADP DET? NOUN)?", "NOUN{2,3}", "ADJ? NOUN+ ADJ*"]
            .map(|seed| seed.as_bytes().to_vec())
            .into(),
        words: ["(", ")", "|", "*", "+", "?", "{1,9}", "{", "}", ",", "NOUN", "ADJ", " ", "99999999999"]
            .map(str::as_bytes)
            .into(),
        run: Box::new(|bytes| {
            let _ = Pattern::from_str(&String::from_utf8_lossy(bytes));
        }),
    }
}

fn list() -> Target {
    let text = "Le vélo cargo relie les quartiers de la ville, et les vélos cargos durent.";
    let post = Post::new("a", text);
    let (options, mut stages) = (Options::default(), Stages::default());
    Target {
        name: "list",
        seeds: vec![
            "vélo cargo # toujours\nville\n".as_bytes().to_vec(),
            b"\"pain\"\n* de campagne\n".to_vec(),
        ],
        words: ["\n", "#", "*", "\"", "l’", "vélo", "cargo", " ", "\t", "-", "=", "/"]
            .map(str::as_bytes)
            .into(),
        run: Box::new(move |bytes| {
            if let Ok(always) = PhraseList::parse(&String::from_utf8_lossy(bytes)) {
                let constraints = Arc::new(Constraints::default().always(always));
                let options = Options { constraints, ..options.clone() };
                let _ = stages.parse(&post, |mut prepared| prepared.keyphrases(&options, 0));
            }
        }),
    }
}

fn formats(root: &Path) -> PathBuf {
    root.join("tests/data/formats")
}

/// The files of a directory and of those in it, in order.
fn files(directory: &Path) -> Vec<Vec<u8>> {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(directory).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    let read =
        |path: &PathBuf| if path.is_dir() { files(path) } else { fs::read(path).into_iter().collect() };
    entries.iter().flat_map(read).collect()
}

/// The checksum of the files that are read back.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

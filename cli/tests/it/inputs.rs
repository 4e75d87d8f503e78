//! Inputs as they are named on the command line: standard input, encodings and quoted patterns. The readers'
//! own tests are in the library's `archive`.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{BROKEN, FORMATS, Run, glane, glane_on, root};

fn ids(run: &Run) -> Vec<String> {
    run.lines().iter().map(|line| line["id"].as_str().expect("an id").to_owned()).collect()
}

#[test]
fn a_zip_is_read_from_standard_input() {
    let zip = fs::read(root().join(FORMATS).join("zip/medium.zip")).expect("a zip");
    let run = glane_on(&zip, root(), ["extract", "-"]);
    let found = ids(&run);
    assert_eq!((run.code, found.len()), (0, 12), "{run}");
    assert!(found.iter().all(|id| id.starts_with("stdin/medium/posts/")), "{found:?}");
    let run = glane_on(&zip, root(), ["extract", "-", "--max-held-size", "100"]);
    assert_eq!(run.code, 2, "{run}");
    assert!(run.err.contains("is longer than 100 bytes: name it as a file, or raise"), "{run}");
}

#[test]
fn gzip_is_read_from_standard_input() {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(b"{\"id\": \"un\", \"text\": \"Le compost.\"}\n").expect("memory");
    let run = glane_on(&encoder.finish().expect("memory"), root(), ["extract"]);
    assert_eq!((run.code, ids(&run)), (0, vec!["un".to_owned()]), "{run}");
}

#[test]
fn the_encoding_is_given_by_its_name() {
    let directory = TempDir::new().expect("a directory");
    // "L'été à l'école." in Mac OS Roman.
    fs::write(directory.path().join("a.txt"), b"L'\x8et\x8e \x88 l'\x8ecole.").expect("a file");
    let run = glane(directory.path(), ["extract", "a.txt", "--encoding", "mac-roman", "--with-text"]);
    assert_eq!(run.lines()[0]["text"], "L'été à l'école.", "{run}");
    let run = glane(directory.path(), ["extract", "a.txt", "--encoding", "morse"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("give the name of an encoding"), "{run}");
}

#[test]
fn quoted_patterns_name_files() {
    let directory = TempDir::new().expect("a directory");
    for name in
        ["blog/2020/a.md", "blog/2021/b.md", "blog/2021/c.txt", "blog/d.md", "blog/.e/f.md", "g.billet"]
    {
        let path = directory.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
        fs::write(path, "Le sol vit.").expect("a file");
    }
    for (pattern, wanted, code) in [
        ("blog/**/*.md", vec!["2020/a.md", "2021/b.md", "d.md"], 0),
        ("blog/*.md", vec!["d.md"], 0),
        ("blog/202[01]", vec!["2020/a.md", "2021/b.md", "2021/c.txt"], 0),
        ("*.billet", vec!["g.billet"], 0),
        ("blog/*.html", vec![], 2),
        ("rien/*", vec![], 2),
    ] {
        let run = glane(directory.path(), ["extract", pattern]);
        assert_eq!(
            (ids(&run), run.code),
            (wanted.into_iter().map(str::to_owned).collect(), code),
            "{pattern}: {run}"
        );
    }
}

fn report(directory: &Path) -> Value {
    serde_json::from_slice(&fs::read(directory.join("report.json")).expect("a report")).expect("JSON")
}

/// Every format at once: each post counts once, and the report lists its copies.
#[test]
fn the_copies_of_a_post_in_other_formats_count_once() {
    let out = TempDir::new().expect("a directory");
    let place = out.path().display().to_string();
    let run = glane(root(), ["analyze", "corpora", FORMATS, "--quiet", "-o", &place]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let with_copies = report(out.path());
    // Twelve posts, in 32 archives.
    assert_eq!(with_copies["left_out"]["duplicates"], 12 * 32);
    let alone = TempDir::new().expect("a directory");
    let run = glane(root(), ["analyze", "corpora", "--quiet", "-o", &alone.path().display().to_string()]);
    assert_eq!(run.code, 0);
    let alone = report(alone.path());
    assert_eq!(alone["left_out"]["duplicates"], 0);
    assert_eq!(with_copies["posts"], alone["posts"]);
    // Which copy counts is decided by their contents: it may have other markup, or a line with the author in its text.
    let counts = |report: &Value| -> BTreeMap<String, Value> {
        let keyphrases = report["keyphrases"].as_array().expect("a list").iter();
        keyphrases
            .map(|keyphrase| {
                // The commonest variant is what is looked for: it may be another one with other titles.
                let lemma = format!("{}: {}", keyphrase["lemma"], keyphrase["text"]);
                let counts = ["posts", "occurrences", "periods"].map(|name| keyphrase[name].clone());
                (lemma, counts.into_iter().collect())
            })
            .collect()
    };
    let (with_copies, alone) = (counts(&with_copies), counts(&alone));
    let same = alone.iter().filter(|(lemma, counts)| with_copies.get(*lemma) == Some(counts)).count();
    assert!(same * 10 >= alone.len() * 9, "{same} of {}", alone.len());
}

/// Files that cannot be read are reported, and affect no other post.
#[test]
fn broken_files_are_error_records() {
    let out = TempDir::new().expect("a directory");
    let place = out.path().display().to_string();
    let run = glane(root(), ["analyze", "corpora/jardin", BROKEN, "--quiet", "-o", &place]);
    assert_eq!((run.code, run.out.as_str()), (1, ""), "{run}");
    assert_eq!(
        run.err,
        format!(
            "glane: {BROKEN}/brouillon.md: the file has no text: add text to it, or move it out of the archive\n\
             glane: {BROKEN}/photo-de-famille.txt: the bytes are not text: save it as text in UTF-8, or move it out \
             of the archive (see --encoding)\n"
        )
    );
    let report = report(out.path());
    assert_eq!(report["posts"]["read"], 10);
    let errors: Vec<(&str, &str)> = report["errors"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|error| (error["source"].as_str().expect("a source"), error["kind"].as_str().expect("a kind")))
        .collect();
    let source = |name: &str| format!("{BROKEN}/{name}");
    assert_eq!(
        errors,
        [(source("brouillon.md").as_str(), "empty"), (source("photo-de-famille.txt").as_str(), "not-text")]
    );
    let run = glane(root(), ["extract", BROKEN]);
    assert_eq!((run.code, run.out.as_str()), (2, ""), "{run}");
}

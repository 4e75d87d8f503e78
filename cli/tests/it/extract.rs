//! `glane extract`: order, sameness and the contract of a line, over the demonstration archive.

use std::fs;

use crate::support::{BLOGS, FORMATS, POSTS, Run, glane, glane_on, root, shared, shown};
use serde_json::Value;

fn extract(arguments: &[&str]) -> Run {
    glane(root(), ["extract"].iter().chain(arguments))
}

fn ids(run: &Run) -> Vec<String> {
    run.lines().iter().map(|line| line["id"].as_str().expect("an id").to_owned()).collect()
}

#[test]
fn posts_come_out_in_input_order() {
    let file = fs::read_to_string(root().join("corpora/velo-en-ville/billets.jsonl")).expect("the file");
    let written: Vec<String> = file
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON")["id"].as_str().expect("id").to_owned())
        .collect();
    assert_eq!(ids(&extract(&["corpora/velo-en-ville/billets.jsonl"])), written);

    let walked = ids(&extract(&["corpora/jardin"]));
    let mut sorted = walked.clone();
    sorted.sort();
    assert_eq!(walked, sorted);
    // What was named first comes first.
    let both = ids(&extract(&["corpora/vie-privee", "corpora/jardin"]));
    assert!(both.ends_with(&walked) && both.len() > walked.len());
}

#[test]
fn the_bytes_do_not_depend_on_threads() {
    let one = extract(&["corpora", "--threads", "1"]);
    assert_eq!(one.code, 0);
    for threads in ["2", "8"] {
        assert_eq!(extract(&["corpora", "--threads", threads]), one, "{threads} threads");
    }
}

#[test]
fn standard_input_is_read_in_the_format_that_its_content_tells() {
    let formats = root().join(FORMATS);
    for (name, format) in [
        ("csv/billets.csv", None),
        ("json/billets.json", None),
        ("jsonl/billets.jsonl", None),
        ("gzip/billets.jsonl.gz", None),
        ("ghost/blog.ghost.json", None),
        ("json-feed/feed.json", None),
        ("rss/feed.xml", None),
        ("atom/feed.atom", None),
        ("blogger/blog.xml", None),
        ("wordpress/blog.wordpress.xml", None),
        ("zstd/blog.wordpress.xml.zst", None),
        ("tar/blog.tar.gz", None),
        ("zip/medium.zip", None),
        ("tsv/billets.tsv", None),
        ("tsv/billets.tsv", Some("--input-format=tsv")),
    ] {
        let bytes = fs::read(formats.join(name)).expect("an archive");
        let run = glane_on(&bytes, root(), ["extract", "-k", "1"].into_iter().chain(format));
        assert_eq!((run.code, run.lines().len(), run.err.as_str()), (0, 12, ""), "{name}");
    }
}

#[test]
fn a_post_gives_the_same_line_alone_or_among_many() {
    let directory = root().join("corpora/vie-de-bureau");
    for line in extract(&["corpora/vie-de-bureau"]).lines() {
        let name = line["id"].as_str().expect("an id");
        let alone = glane(&directory, ["extract", name]);
        assert_eq!(alone.lines(), [line]);
    }
}

#[test]
fn the_contract_of_a_line() {
    let mut inputs: Vec<String> = BLOGS.map(str::to_owned).to_vec();
    inputs.extend(shared("archive/markdown-blog").map(|path| path.display().to_string()));
    inputs.extend(shared("seed").map(|path| path.display().to_string()));
    for method in methods() {
        let run = glane(
            root(),
            ["extract", "--with-text", "--method", &method, "-k", "12"]
                .into_iter()
                .chain(inputs.iter().map(String::as_str)),
        );
        let lines = run.lines();
        assert!(lines.len() >= POSTS);
        for line in &lines {
            check_line(line, 12);
        }
        let with_keyphrases = lines.iter().filter(|line| line["keyphrases"] != Value::Array(Vec::new()));
        assert!(with_keyphrases.count() >= lines.len() - 1, "one post alone is English");
    }
}

/// The methods that the program knows, by its own word.
fn methods() -> Vec<String> {
    let complaint = extract(&["--method", "?"]).err;
    let (_, list) = complaint.split_once("[possible values: ").expect("a list of the methods");
    let (list, _) = list.split_once(']').expect("the end of the list");
    list.split(", ").map(str::to_owned).collect()
}

/// Laws 5 and 6, and the contract `glane.post/2`.
fn check_line(line: &Value, at_most: usize) {
    let id = &line["id"];
    assert_eq!(line["schema"], "glane.post/2");
    assert!(id.is_string() && line["title"].is_string());
    assert!(line["language"]["code"].is_string());
    assert!((0.0..=1.0).contains(&line["language"]["confidence"].as_f64().expect("a confidence")));
    assert!(line["stats"]["words"].is_u64() && line["stats"]["sentences"].is_u64());
    let (title, text) = (line["title"].as_str().expect("title"), line["text"].as_str().expect("text"));
    let keyphrases = line["keyphrases"].as_array().expect("a list");
    assert!(keyphrases.len() <= at_most);
    let mut least = 1.0;
    let mut lemmas = Vec::new();
    for keyphrase in keyphrases {
        let score = keyphrase["score"].as_f64().expect("a score");
        assert!((0.0..=least).contains(&score), "{id}: {keyphrase}");
        least = score;
        lemmas.push(keyphrase["lemma"].as_str().expect("a lemma"));
        check_keyphrase(keyphrase, title, text);
    }
    assert!(lemmas.iter().all(|lemma| !lemma.is_empty()));
}

fn check_keyphrase(keyphrase: &Value, title: &str, text: &str) {
    let variants: Vec<(&str, u64)> = keyphrase["variants"]
        .as_array()
        .expect("variants")
        .iter()
        .map(|v| (v["text"].as_str().expect("text"), v["count"].as_u64().expect("count")))
        .collect();
    let count = keyphrase["count"].as_u64().expect("a count");
    assert_eq!(keyphrase["text"], variants[0].0, "shown in its commonest form");
    assert!(variants.iter().all(|(text, count)| *count >= 1 && !text.is_empty()));
    assert!(variants.is_sorted_by(|one, other| one.1 >= other.1));
    assert_eq!(variants.iter().map(|(_, count)| count).sum::<u64>(), count, "{keyphrase}");
    let mut standing = Vec::new();
    for (field, place) in [("spans", text), ("title_spans", title)] {
        let spans: Vec<(usize, usize)> = match &keyphrase[field] {
            Value::Null => Vec::new(),
            spans => serde_json::from_value(spans.clone()).expect("pairs of bytes"),
        };
        assert!(spans.is_sorted());
        for (start, end) in spans {
            standing.push(shown(place.get(start..end).expect("a span on character boundaries")));
        }
    }
    assert_eq!(standing.len() as u64, count, "a span for each occurrence: {keyphrase}");
    for (text, count) in variants {
        let spans = standing.iter().filter(|standing| *standing == text).count();
        assert_eq!(spans as u64, count, "{text:?} stands in the text that often");
    }
}

#[test]
fn k_bounds_the_list_and_only_cuts_it() {
    let ten = extract(&["corpora/cuisine"]).lines();
    let three = extract(&["corpora/cuisine", "-k", "3"]).lines();
    for (ten, three) in ten.iter().zip(&three) {
        let (ten, three) = (ten["keyphrases"].as_array(), three["keyphrases"].as_array());
        assert_eq!(ten.map(|list| &list[..3]), three.map(Vec::as_slice));
    }
}

#[test]
fn an_english_post_is_left_alone_unless_asked_for() {
    let post = "corpora/divers/hello-from-the-road.md";
    let left = &extract(&[post]).lines()[0];
    assert_eq!((&left["language"]["code"], &left["keyphrases"]), (&"en".into(), &Value::Array(Vec::new())));
    let asked = &extract(&[post, "--lang", "any"]).lines()[0];
    assert_ne!(asked["keyphrases"], Value::Array(Vec::new()));
    assert!(extract(&[post, "--format", "text"]).out.contains("(not French: en)"));
}

#[test]
fn what_the_source_says_about_a_post_is_kept() {
    let post = "corpora/vie-de-bureau/2022-05-03-six-volontaires-pour-un-programme-ambassadeurs.md";
    let line = &extract(&[post]).lines()[0];
    assert_eq!(line["published"], "2022-05-03");
    assert!(line["labels"].as_array().is_some_and(|labels| !labels.is_empty()));
    assert!(line["author"].is_string());
    assert!(line.get("text").is_none(), "the text is given only when asked for");
}

#[test]
fn the_text_format_is_to_be_read() {
    let run = extract(&["corpora/jardin", "-k", "2", "--format", "text"]);
    let blocks: Vec<&str> = run.out.trim_end().split("\n\n").collect();
    assert_eq!((run.code, blocks.len()), (0, 10));
    for block in blocks {
        let lines: Vec<&str> = block.lines().collect();
        assert_eq!(lines.len(), 3, "a title and two keyphrases: {block}");
        assert!(lines[1].starts_with("  0.") && lines[1].ends_with(')'), "{block}");
    }
}

#[test]
fn every_file_of_a_directory_is_read_in_order() {
    let directory = tempfile::TempDir::new().expect("a directory");
    for (name, content) in [
        ("a.jsonl", "{\"id\": \"a1\", \"text\": \"Un.\"}\n{\"id\": \"a2\", \"text\": \"Deux.\"}\n"),
        ("b.jsonl", "{\"id\": \"b1\", \"text\": \"Trois.\"}\n"),
        ("c.txt", "Quatre."),
        ("d.jsonl", "{\"id\": \"d1\", \"text\": \"Cinq.\"}\n"),
        ("e/f.md", "Six."),
        (".hidden/g.md", "Un brouillon."),
        (".h.txt", "Un autre."),
    ] {
        let path = directory.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
        fs::write(path, content).expect("a file");
    }
    let run = glane(directory.path(), ["extract", "."]);
    assert_eq!(ids(&run), ["a1", "a2", "b1", "c.txt", "d1", "e/f.md"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
}

#[test]
fn nothing_of_a_post_moves_the_cursor() {
    let line = "{\"id\": \"1\", \"title\": \"Un \\u001b]0;titre\\u0007 \\u202etordu\", \"text\": \"Le compost nourrit le jardin.\"}";
    let run = glane_on(line.as_bytes(), root(), ["extract", "--format", "text"]);
    assert!(run.out.starts_with("Un ]0;titre tordu\n"), "{run}");
    assert!(run.out.chars().all(|c| c == '\n' || !c.is_control()), "{run}");
}

/// A device stays a device: no file is moved into its place.
#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_an_error_and_stays() {
    use std::os::unix::fs::FileTypeExt as _;
    let run = glane(root(), ["extract", "corpora/jardin", "--quiet", "-o", "/dev/full"]);
    assert_eq!(run.code, 2, "{run}");
    assert!(run.err.contains("writing /dev/full"), "{run}");
    assert!(std::fs::metadata("/dev/full").expect("a device").file_type().is_char_device());
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link() {
    let directory = tempfile::TempDir::new().expect("a directory");
    let [file, link] = ["kept.jsonl", "link.jsonl"].map(|name| directory.path().join(name));
    std::fs::write(&file, "").expect("a file");
    std::os::unix::fs::symlink("kept.jsonl", &link).expect("a link");
    let run = glane_on(
        "Le compost nourrit le jardin.".as_bytes(),
        directory.path(),
        ["extract", "-o", "link.jsonl"],
    );
    assert_eq!(run.code, 0, "{run}");
    assert!(link.is_symlink() && file.metadata().expect("a file").len() > 0);
    assert_eq!(
        std::fs::read_dir(directory.path()).expect("a directory").count(),
        2,
        "nothing is left beside"
    );
}

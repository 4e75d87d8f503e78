//! Lines of JSON stay lines for readers that split text at every line break of Unicode.

use std::fs;

use tempfile::TempDir;

use crate::support::glane;

/// The number of lines as `str.splitlines` of Python counts them.
fn lines(text: &str) -> usize {
    let is_break = |c: char| {
        matches!(
            c,
            '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}'
        )
    };
    text.replace("\r\n", "\n").split_terminator(is_break).count()
}

#[test]
fn a_post_is_one_line_whatever_line_breaks_it_holds() {
    let directory = TempDir::new().expect("a directory");
    let text = "Le four chauffe.\u{2028}Le pain lève.\u{2029}Le four\u{85}refroidit, le pain\u{b}cuit.\u{c}\u{1c}Fin du four.\r\n";
    let mut posts = String::new();
    for number in 0..5 {
        let post = serde_json::json!({
            "id": format!("{number}\u{2028}x"), "title": "Le\u{2029}four", "text": text, "author": "Zoé\u{2028}M",
            "labels": ["four\u{2028}pain"], "n\u{2028}": "\u{2029}", "date": "2020-01-01",
        });
        posts.push_str(&post.to_string());
        posts.push('\n');
    }
    fs::write(directory.path().join("a.jsonl"), &posts).expect("a file");
    assert!(lines(&posts) > 5);
    let run = glane(directory.path(), ["extract", "a.jsonl", "--with-text"]);
    assert_eq!((run.code, lines(&run.out)), (0, 5), "{run}");
    let read: serde_json::Value =
        serde_json::from_str(run.out.lines().next().expect("a line")).expect("JSON");
    assert_eq!(
        (read["title"].as_str(), read["author"].as_str()),
        (Some("Le\u{2029}four"), Some("Zoé\u{2028}M"))
    );
    let run = glane(directory.path(), ["analyze", "a.jsonl", "-o", "out", "--keep-duplicates", "--quiet"]);
    assert_eq!(run.code, 0, "{run}");
    let written = fs::read_to_string(directory.path().join("out/posts.jsonl")).expect("posts");
    assert_eq!(lines(&written), 5);
    for arguments in [
        &["tokens", "a.jsonl", "--format", "json"][..],
        &["concordance", "four", "a.jsonl", "--format", "json", "--keep-duplicates"],
    ] {
        let run = glane(directory.path(), arguments);
        assert_eq!((run.code, lines(&run.out)), (0, run.out.matches('\n').count()), "{arguments:?}: {run}");
        assert!(lines(&run.out) >= 5, "{arguments:?}");
    }
}

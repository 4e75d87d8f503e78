//! `glane tokens`: the three formats say the same of the same text.

use crate::support::{Run, glane, glane_on, root};
use serde_json::Value;

const TEXT: &str = "L’école est-elle ouverte ? Oui, jusqu’à 18 h.\n\nLe réseau\u{a0}: M. Dupont, @anna et #vélo (https://a.fr).\n";

fn tokens(format: &str) -> Run {
    glane_on(TEXT.as_bytes(), root(), ["tokens", "--format", format])
}

#[test]
fn conllu_gives_the_text_back() {
    let inline = tokens("conllu").out;
    let archive = glane(root(), ["tokens", "corpora"]);
    assert_eq!(archive.code, 0);
    for out in [inline, archive.out] {
        let mut sentences = 0;
        for block in out.split("\n\n").filter(|block| !block.is_empty()) {
            sentences += 1;
            check_sentence(block);
        }
        assert!(sentences >= 2);
    }
}

/// Ten columns, numbers from 1, and forms that give `# text` back by way of SpaceAfter=No.
fn check_sentence(block: &str) {
    let (comments, rows): (Vec<&str>, Vec<&str>) = block.lines().partition(|line| line.starts_with("# "));
    let text = comments.iter().find_map(|line| line.strip_prefix("# text = ")).expect("the text");
    assert!(comments.iter().any(|line| line.starts_with("# sent_id = ")));
    let mut rebuilt = String::new();
    for (number, row) in rows.iter().enumerate() {
        let columns: Vec<&str> = row.split('\t').collect();
        assert_eq!(columns.len(), 10, "{row}");
        assert_eq!(columns[0], (number + 1).to_string());
        assert!(columns.iter().all(|column| !column.is_empty()), "{row}");
        assert!(columns[3].bytes().all(|b| b.is_ascii_uppercase()), "a universal part of speech: {row}");
        rebuilt.push_str(columns[1]);
        if columns[9] == "_" {
            rebuilt.push(' ');
        }
    }
    // Wider white space between words is one space here, a line break too.
    let fold = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(fold(&rebuilt), fold(text));
}

#[test]
fn json_gives_the_bytes_of_each_token() {
    let run = tokens("json");
    let mut sentences = Vec::new();
    for line in run.lines() {
        let (start, end): (usize, usize) = serde_json::from_value(line["span"].clone()).expect("a span");
        assert_eq!(line["text"], TEXT[start..end]);
        assert!(line["upos"].is_string() && line["lemma"].is_string() && line["post"] == "stdin");
        sentences.push(line["sentence"].as_u64());
    }
    assert!(sentences.is_sorted() && sentences.last() == Some(&Some(3)), "{sentences:?}");
    let kind = |text: &str| {
        run.lines()
            .into_iter()
            .find(|line| line["text"] == text)
            .map_or(Value::Null, |line| line["kind"].clone())
    };
    for (text, expected) in [
        ("L’", "elided"),
        ("école", "word"),
        ("-elle", "clitic"),
        ("18", "number"),
        ("M.", "abbreviation"),
        ("@anna", "mention"),
        ("#vélo", "hashtag"),
        ("https://a.fr", "url"),
        ("?", "punctuation"),
    ] {
        assert_eq!(kind(text), expected, "{text}");
    }
}

#[test]
fn text_puts_spaces_between_tokens() {
    let run = tokens("text");
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(run.out.lines().next(), Some("L’ école est -elle ouverte ?"));
    // The same tokens as in JSON.
    let words: Vec<&str> = run.out.split_whitespace().collect();
    let json: Vec<String> =
        tokens("json").lines().iter().map(|line| line["text"].as_str().expect("text").to_owned()).collect();
    assert_eq!(words, json);
}

//! `glane concordance`: every variant in its sentence, aligned; and the law that it finds all that the
//! keyphrases are.

use std::collections::HashSet;

use crate::support::{BLOGS, glane, glane_on, root};
use glane::corpus::Concordance;
use glane::{Post, Span};
use serde_json::Value;

const POSTS: &str = r#"{"id":"b","title":"Réseaux dynamiques","text":"Le RÉSEAU DYNAMIQUE naît. Un réseau, puis #RéseauxDynamiques partout !","published":"2021-05-03"}
{"id":"a","text":"D’un réseau-dynamique à l’autre : zut, aucun reseau dynamique.","published":"2020-01-02"}
{"id":"c","text":"Rien à voir ici, le réseau est très dynamique."}
"#;

fn concordance(phrase: &str, more: &[&str]) -> crate::support::Run {
    glane_on(
        POSTS.as_bytes(),
        root(),
        ["concordance", phrase, "-", "--input-format", "jsonl"].iter().chain(more),
    )
}

#[test]
fn every_variant_is_found() {
    let run = concordance("reseaux dynamiques", &["--format", "json"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run}");
    let keywords: Vec<String> =
        run.lines().iter().filter_map(|line| line["keyword"].as_str().map(str::to_owned)).collect();
    assert_eq!(
        keywords,
        [
            "Réseaux dynamiques",
            "RÉSEAU DYNAMIQUE",
            "#RéseauxDynamiques",
            "réseau-dynamique",
            "reseau dynamique"
        ]
    );
    assert_eq!(run.out, concordance("#RéseauDynamique", &["--format", "json"]).out);
    assert_eq!(run.out, concordance("le réseau-dynamique", &["--format", "json"]).out);
    let lines = run.lines();
    assert_eq!((&lines[0]["in_title"], &lines[1]["in_title"]), (&true.into(), &false.into()));
    assert_eq!((lines[1]["left"].as_str(), lines[1]["right"].as_str()), (Some("Le "), Some(" naît.")));
}

#[test]
fn lines_are_set_under_each_other() {
    let run = concordance("réseau dynamique", &[]);
    let columns: HashSet<usize> = run
        .out
        .lines()
        .map(|line| {
            let at = line.to_lowercase().find("seau").or_else(|| line.find("ÉSEAU")).expect("the keyword");
            line[..at].chars().count()
        })
        .collect();
    // "Ré" and "ré" stand in one column, but for the hashtag's mark.
    assert!(columns.len() <= 2, "{run}");
    assert!(run.out.lines().all(|line| line.ends_with('a') || line.ends_with('b')), "{run}");
    assert!(run.out.contains("2021-05-03"));
}

#[test]
fn order_and_limit() {
    let ids = |more: &[&str]| -> Vec<String> {
        let run = concordance("réseau dynamique", &[&["--format", "json"], more].concat());
        run.lines().iter().filter_map(|line| line["id"].as_str().map(str::to_owned)).collect()
    };
    assert_eq!(ids(&["--sort", "date"]), ["a", "a", "b", "b", "b"]);
    assert_eq!(ids(&["--limit", "2"]), ["b", "b"]);
    assert_eq!(ids(&["--sort", "date", "--limit", "1"]), ["a"]);
    let run = concordance("réseau dynamique", &["--sort", "right", "--format", "json", "--context", "1"]);
    let right: Vec<Value> = run.lines().iter().map(|line| line["right"].clone()).collect();
    assert_eq!(right, ["", ".", " à", " naît.", " partout"]);
}

#[test]
fn a_table_for_spreadsheets() {
    let run = concordance("réseau dynamique", &["--format", "csv"]);
    let head = "id,title,published,author,left,keyword,right,in_title,start,end";
    assert_eq!(run.out.lines().next(), Some(head));
    assert_eq!(run.out.lines().count(), 6, "{run}");
}

#[test]
fn nothing_found_and_no_word() {
    let run = concordance("télétravail", &[]);
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    assert_eq!(run.err, "glane: \"télétravail\" does not occur in these posts, in any variant\n");
    let run = concordance(" ?! ", &[]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert_eq!(
        run.err,
        "glane: \" ?! \" has no word to look for: give a phrase, as in \"réseau dynamique\"\n"
    );
    let run = concordance(&"mot ".repeat(31), &[]);
    assert_eq!(run.err, "glane: the phrase has 31 words: 30 can be looked for at most\n");
}

/// Every span of a keyphrase is found by looking for its lemma or for any of its variants, and what stands
/// in a line is a variant by itself.
#[test]
fn law_the_concordance_of_a_keyphrase_finds_its_spans() {
    let run = glane(root(), ["extract", "--with-text", "--fill"].into_iter().chain(BLOGS));
    let mut missed = Vec::new();
    let mut looked_for = 0;
    for line in run.lines().iter().filter(|line| line["language"]["code"] == "fr") {
        let text = line["text"].as_str().expect("the text");
        let post = Post::new("1", text);
        for keyphrase in line["keyphrases"].as_array().expect("a list") {
            let phrase = keyphrase["text"].as_str().expect("a phrase");
            let mut concordance = Concordance::new(phrase).expect("a phrase with a word");
            let lines = concordance.lines(&post);
            for line in &lines {
                // As it is shown: a line break inside a variant would end a sentence of so short a text.
                let alone = concordance.lines(&Post::new("2", line.keyword.as_str()));
                assert_eq!(alone.len(), 1, "{phrase}: {}", line.keyword);
            }
            let found: Vec<Span> = lines.iter().map(|line| line.span).collect();
            for span in keyphrase["spans"].as_array().expect("spans") {
                let [start, end] = [0, 1].map(|at| span[at].as_u64().expect("a byte") as usize);
                looked_for += 1;
                if !found.iter().any(|found| found.0 <= start && end <= found.1) {
                    missed.push(format!("{phrase} | {}", &text[start..end]));
                }
            }
        }
    }
    assert!(looked_for > 1000);
    assert!(missed.is_empty(), "{} of {looked_for}:\n{}", missed.len(), missed.join("\n"));
}

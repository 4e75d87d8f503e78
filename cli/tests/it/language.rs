//! The terminal in French and in English: by the variables of the locale, and by `--ui`. Files never depend on either.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::support::{Run, glane, glane_with, root};
use insta::assert_snapshot;
use tempfile::TempDir;

const FRENCH: [(&str, &str); 2] = [("LC_ALL", ""), ("LANG", "fr_FR.UTF-8")];

fn french<'a>(directory: &Path, arguments: impl IntoIterator<Item = &'a str>) -> Run {
    glane_with(&FRENCH, b"", directory, arguments)
}

#[test]
fn the_help_is_french() {
    for (name, arguments) in [("help", "--help"), ("help_labels", "labels -h"), ("help_help", "help tokens")]
    {
        let run = french(root(), arguments.split(' '));
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{arguments}");
        for english in ["Usage", "Options:", "Commands", "Print", "possible values", "default:"] {
            assert!(!run.out.contains(english), "{arguments}: {english} in {}", run.out);
        }
        assert_snapshot!(name, super::help::without_some(&run.out));
    }
}

#[test]
fn no_line_of_help_is_wider_than_100_columns() {
    for language in ["en", "fr"] {
        for command in ["", "extract", "analyze", "merge", "compare", "labels", "learn", "tokens", "eval"] {
            let words = ["--ui", language, command, "--help"];
            let run = glane(root(), words.into_iter().filter(|word| !word.is_empty()));
            for line in run.out.lines() {
                assert!(line.chars().count() <= 100, "{language}, {command}: {line}");
            }
        }
    }
}

#[test]
fn wrong_usage_is_told_in_french() {
    let mut told = String::new();
    for arguments in [
        "extrait",
        "extract --metod x",
        "extract --method astrology a.md",
        "extract -k 0 a.md",
        "extract -k dix a.md",
        "extract --threads 9999 a.md",
        "extract --max-post-size beaucoup a.md",
        "extract --min-score 2 a.md",
        "extract --max-words 9 a.md",
        "extract --encoding klingon a.md",
        "extract --pattern NOM a.md",
        "extract --resume a.md",
        "extract --output",
        "extract --ui de a.md",
        "analyze a.md",
        "analyze a.md -o x -o y",
        "analyze a.md -o x --from hier",
        "background",
        "merge -o x",
        "--config a --no-config schema",
    ] {
        let run = french(root(), arguments.split(' '));
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments}: {run}");
        for english in ["error:", "invalid", "required", "For more", "tip:", "possible values"] {
            assert!(!run.err.contains(english), "{arguments}: {english} in {}", run.err);
        }
        let said = run.err.lines().filter(|line| !line.contains("valeurs possibles")).collect::<Vec<_>>();
        let _ = write!(told, "$ glane {arguments}\n{}\n\n", said.join("\n"));
    }
    assert_snapshot!("wrong_usage", told);
}

/// Files that cannot be read, or can be read in part.
fn files() -> TempDir {
    let directory = TempDir::new().expect("a directory");
    let write = |name: &str, bytes: &[u8]| {
        fs::write(directory.path().join(name), bytes).expect("a file");
    };
    write("empty.txt", b"");
    write("binary.txt", b"\x89PNG\r\n\x1a\n\0\0");
    write("fields.jsonl", b"{\"id\": 1}\n{\"text\": 3}\n{\"text\": \" \", \"id\": \"vide\"}\n[1]\n");
    write("cut.json", b"[{\"text\": \"Un.\"}, ");
    write("feed.xml", b"<rss version=\"2.0\"><channel><title>x</title></channel></rss>");
    write("table.csv", b"id,date\n1,2021-01-01\n");
    write("good.txt", "Le compost nourrit le jardin.".as_bytes());
    write("list.txt", b"***\n");
    write("saved.glane", b"glane aggregate\n\0\0\0\0");
    write("a.ranker", b"glane ranker");
    write("a.background", b"glanebg");
    directory
}

#[test]
fn errors_are_told_in_french() {
    let directory = files();
    let mut told = String::new();
    for arguments in [
        "extract nowhere.md",
        "extract empty.txt binary.txt fields.jsonl cut.json feed.xml",
        "extract table.csv --text-column corps",
        "extract rien*.md",
        "extract --max-post-size 10 good.txt",
        "extract good.txt --stop-list list.txt",
        "extract good.txt --stop-list empty.txt",
        "extract good.txt --never nowhere.txt",
        "extract good.txt --background good.txt",
        "extract good.txt --ranker a.background",
        "extract good.txt --ranker a.ranker --method yake",
        "extract good.txt --min-words 4 --max-words 2",
        "extract saved.glane",
        "extract a.ranker",
        "tokens a.background",
        "extract good.txt -o good.txt",
        "extract good.txt -o table.csv",
        "extract good.txt -o x.jsonl --resume --format text",
        "analyze good.txt -o empty.txt",
        "merge good.txt -o x",
        "merge a.ranker -o x",
        "merge saved.glane -o x",
        "compare good.txt",
        "labels saved.glane --author x",
        "learn good.txt -o x.ranker --quiet",
        "concordance *** good.txt",
        "concordance tomate good.txt",
        "eval good.txt",
        "eval empty.txt",
        "export --format txm good.txt -o .",
        "man nope",
    ] {
        let run = french(directory.path(), arguments.split(' '));
        assert!(run.code != 0 || arguments.contains("tomate"), "{arguments}: {run}");
        for english in [" the ", " not ", " is ", "give ", " it "] {
            assert!(!run.err.contains(english), "{arguments}: {english:?} in {}", run.err);
        }
        let _ = write!(told, "$ glane {arguments}\n{}\n", run.err);
    }
    assert_snapshot!("errors", told);
}

/// The files of a report, with their bytes.
fn report(variables: &[(&str, &str)], arguments: &[&str]) -> (String, Vec<(String, Vec<u8>)>) {
    let out = TempDir::new().expect("a directory");
    let directory = out.path().join("report");
    let words = ["analyze", "corpora", "tests/data/broken", "--csv", "-o"];
    let words =
        words.into_iter().chain([directory.to_str().expect("UTF-8")]).chain(arguments.iter().copied());
    let run = glane_with(variables, b"", root(), words);
    assert_eq!(run.code, 1, "{run}");
    let mut files: Vec<_> = fs::read_dir(&directory)
        .expect("the report")
        .map(|entry| entry.expect("an entry").path())
        .map(|path| {
            (
                path.file_name().expect("a name").to_string_lossy().into_owned(),
                fs::read(path).expect("a file"),
            )
        })
        .collect();
    files.sort();
    (run.err.replace(&directory.display().to_string(), "report"), files)
}

#[test]
fn the_summary_is_french_and_files_are_the_same_in_every_locale() {
    let (said, files) = report(&FRENCH, &[]);
    assert!(
        said.contains("billets analysés") && said.contains("Mots-clés") && said.contains("Voir report"),
        "{said}"
    );
    for english in ["posts", "Themes", "Keyphrases", "words", "Labels", " to "] {
        assert!(!said.contains(english), "{english} in {said}");
    }
    let (english, others) = report(&[("LC_ALL", "C")], &[]);
    assert!(english.contains("posts analyzed"), "{english}");
    assert!(files == others, "a file depends on the locale");
    // Only the page follows what is asked for.
    let (_, asked) = report(&FRENCH, &["--ui", "en"]);
    let changed: Vec<&str> =
        files.iter().zip(&asked).filter(|(one, two)| one != two).map(|(one, _)| one.0.as_str()).collect();
    assert_eq!(changed, ["index.html"]);
}

#[test]
fn an_option_is_stronger_than_the_locale() {
    let english = french(root(), ["--ui", "en", "extract", "nowhere.md"]);
    assert!(english.err.contains("no such file"), "{english}");
    let asked = glane(root(), ["extract", "nowhere.md", "--ui=fr"]);
    assert!(asked.err.contains("introuvable"), "{asked}");
    let unknown = glane_with(&[("LC_ALL", "de_DE.UTF-8")], b"", root(), ["extract", "nowhere.md"]);
    assert!(unknown.err.contains("no such file"), "{unknown}");
}

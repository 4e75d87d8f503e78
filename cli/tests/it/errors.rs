//! What goes wrong, as a person would see it: a clear message, the right exit code, results alone on
//! standard output, and no other post lost. Every run is pinned whole.

use std::fs;

use crate::support::{glane, glane_on};
use insta::assert_snapshot;
use tempfile::TempDir;

/// A directory with what the tests below name.
fn files() -> TempDir {
    let directory = TempDir::new().expect("a directory");
    let write = |name: &str, bytes: &[u8]| {
        let path = directory.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
        fs::write(path, bytes).expect("a file");
    };
    write("empty.txt", b"");
    write("blank.md", b"---\ntitle:\n---\n\n");
    write("empty.jsonl", b"\n\n");
    write("pictures/chat.png", b"\x89PNG\r\n\x1a\n\0\0");
    write("pictures/chien.jpg", b"\xff\xd8\xff\xe0\0\0");
    write("binary.txt", b"\x89PNG\r\n\x1a\n\0\0");
    write(
        "line-3.jsonl",
        "{\"id\": \"un\", \"text\": \"Le compost nourrit le jardin.\"}\n\n{\"id\": \"trois\", \"text\": \n\
         {\"id\": \"quatre\", \"text\": \"La haie protège le jardin.\"}\n"
            .as_bytes(),
    );
    write(
        "latin-1.jsonl",
        b"{\"id\": \"un\", \"text\": \"Le compost nourrit le jardin.\"}\n{\"text\": \"caf\xe9\"}\n\
          {\"id\": \"trois\", \"text\": \"La haie prot\xc3\xa8ge le jardin.\"}\n",
    );
    write("fields.jsonl", b"{\"id\": 1}\n{\"text\": 3}\n{\"text\": \" \", \"id\": \"vide\"}\n[1]\n");
    write("array.json", b"[\n  {\"text\": \"Un.\"}\n]\n");
    write("pretty.json", b"{\n  \"text\": \"Un.\"\n}\n");
    write("page.html", b"<!doctype html>\n<nav>Menu</nav>\n");
    write("good.txt", "Le compost nourrit le jardin.".as_bytes());
    fs::create_dir(directory.path().join("nothing")).expect("a directory");
    directory
}

/// The ids of a run's posts, to show that the others came out.
fn ids(run: &crate::support::Run) -> Vec<String> {
    run.lines().iter().map(|line| line["id"].as_str().expect("an id").to_owned()).collect()
}

#[test]
fn nothing_readable_is_exit_code_2() {
    let directory = files();
    for (name, arguments) in [
        ("missing_file", "extract nowhere.md"),
        ("directory_without_posts", "extract nothing"),
        ("directory_of_pictures", "extract pictures"),
        ("empty_file", "extract empty.txt"),
        ("front_matter_alone", "extract blank.md"),
        ("empty_json_lines", "extract empty.jsonl"),
        ("empty_stdin", "extract"),
        ("empty_stdin_of_tokens", "tokens -"),
        ("binary_file", "extract binary.txt"),
        ("lines_without_text", "extract fields.jsonl"),
        ("page_without_text", "extract page.html"),
        ("analyze_nothing", "analyze nothing -o out"),
    ] {
        let run = glane(directory.path(), arguments.split(' '));
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments}: {run}");
        assert_snapshot!(name, run);
    }
    assert!(!directory.path().join("out").exists(), "a report of nothing leaves nothing behind");
}

#[test]
fn wrong_usage_is_exit_code_2() {
    let directory = files();
    for (name, arguments) in [
        ("unknown_method", "extract --method astrology good.txt"),
        ("no_keyphrases", "extract -k 0 good.txt"),
        ("k_is_no_number", "extract -k dix good.txt"),
        ("unknown_command", "extrait good.txt"),
        ("bad_size", "extract --max-post-size beaucoup good.txt"),
        ("analyze_without_output", "analyze good.txt"),
        ("analyze_into_a_file", "analyze good.txt -o empty.txt"),
        ("background_that_is_none", "extract --background empty.txt good.txt"),
        ("eval_without_gold", "eval"),
        ("eval_of_posts", "eval line-3.jsonl"),
        ("eval_of_nothing", "eval empty.jsonl"),
    ] {
        let run = glane(directory.path(), arguments.split(' '));
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments}: {run}");
        assert!(!run.err.is_empty());
        // The names of the methods are the ranker's business.
        let err =
            run.err.lines().filter(|line| !line.contains("possible values")).collect::<Vec<_>>().join("\n");
        assert_snapshot!(name, err);
    }
}

#[test]
fn a_bad_line_affects_no_other() {
    let directory = files();
    let run = glane(directory.path(), ["extract", "line-3.jsonl"]);
    assert_eq!((run.code, ids(&run)), (1, vec!["un".to_owned(), "quatre".to_owned()]));
    assert_snapshot!("broken_json_on_line_3", run.err);

    let run = glane(directory.path(), ["extract", "latin-1.jsonl"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(ids(&run), ["un", "latin-1.jsonl:2", "trois"]);
    assert_eq!(run.lines()[1]["warnings"], serde_json::json!(["not valid UTF-8; read as windows-1252"]));
}

#[test]
fn a_bad_file_affects_no_other() {
    let directory = files();
    let inputs = ["nowhere.md", "binary.txt", "good.txt", "empty.txt", "line-3.jsonl", "page.html"];
    let run = glane(directory.path(), ["extract"].into_iter().chain(inputs));
    assert_eq!((run.code, ids(&run)), (1, ["good.txt", "un", "quatre"].map(str::to_owned).to_vec()));
    assert_snapshot!("many_bad_files", run.err);
    // The files that can be read give the same lines without the bad ones beside them.
    let alone = glane(directory.path(), ["extract", "good.txt"]);
    assert_eq!((alone.code, alone.out.lines().next()), (0, run.out.lines().next()));
}

#[test]
fn a_line_of_50_megabytes_affects_no_other() {
    let directory = TempDir::new().expect("a directory");
    let mut lines = b"{\"id\": \"un\", \"text\": \"Le compost nourrit le jardin.\"}\n{\"text\": \"".to_vec();
    lines.resize(lines.len() + 50_000_000, b'a');
    lines.extend_from_slice(b"\"}\n{\"id\": \"trois\", \"text\": \"La haie borde le jardin.\"}\n");
    fs::write(directory.path().join("long.jsonl"), &lines).expect("a file");
    let run = glane(directory.path(), ["extract", "long.jsonl"]);
    assert_eq!((run.code, ids(&run)), (1, vec!["un".to_owned(), "trois".to_owned()]));
    assert_snapshot!("a_50_megabyte_line", run.err);
}

#[test]
fn a_file_in_latin_1_is_read_and_the_guess_is_said() {
    let directory = TempDir::new().expect("a directory");
    let letter = "La fête de l'été à l'école : le comité a prêté la salle, et les élèves ont chanté.";
    let bytes: Vec<u8> = letter.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect();
    fs::write(directory.path().join("lettre.txt"), bytes).expect("a file");
    let run = glane(directory.path(), ["extract", "lettre.txt", "--with-text"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let line = &run.lines()[0];
    assert_eq!(line["text"], letter);
    assert_eq!(line["warnings"], serde_json::json!(["not valid UTF-8; read as windows-1252"]));
}

#[test]
fn the_limit_can_be_moved() {
    let directory = files();
    let run = glane(directory.path(), ["extract", "--max-post-size", "20", "good.txt"]);
    assert_eq!(run.code, 2);
    assert_snapshot!("a_lower_limit", run.err);
    assert_eq!(glane(directory.path(), ["extract", "--max-post-size", "1K", "good.txt"]).code, 0);
}

#[test]
fn analyze_keeps_a_record_of_every_error() {
    let directory = files();
    let run = glane(directory.path(), ["analyze", ".", "-o", "out", "--quiet"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    let report = fs::read_to_string(directory.path().join("out/report.json")).expect("a report");
    let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
    let records: Vec<String> = report["errors"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|e| format!("{} {} {}", e["source"].as_str().unwrap_or("?"), e["line"], e["kind"]))
        .collect();
    assert_snapshot!("records_of_errors", records.join("\n"));
    assert_eq!(records.len(), run.err.lines().count(), "each is said once: {}", run.err);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_glane"))
        .env("LC_ALL", "C")
        .args(["extract", "corpora/jardin", "corpora/cuisine", "corpora/vie-de-bureau", "--with-text"])
        .current_dir(crate::support::root())
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

#[test]
fn a_listener_that_goes_away_is_no_panic() {
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_glane"))
        .env("LC_ALL", "C")
        .args(["extract", "nowhere.md"])
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stderr.take());
    assert_eq!(child.wait().expect("it ends").code(), Some(2));
}

#[test]
fn more_threads_than_help_are_refused() {
    let run = glane(files().path(), ["extract", "line-3.jsonl", "--threads", "100000"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("give a whole number up to 512"), "{run}");
}

#[test]
fn a_json_line_on_standard_input_is_told_by_its_content() {
    let run = glane_on(
        b"{\"id\": \"un\", \"text\": \"Le compost nourrit le jardin.\"}\n",
        crate::support::root(),
        ["extract", "-"],
    );
    assert_eq!((run.code, ids(&run)), (0, vec!["un".to_owned()]));
}

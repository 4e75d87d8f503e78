//! The run over an archive: boilerplate, duplicates, stops and resumption, with the real binary.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::{glane, glane_on, root};
use serde_json::{Value, json};
use tempfile::TempDir;

/// Sentences of the demonstration archive.
fn sentences() -> Vec<String> {
    let text = ["jardin", "cuisine", "vie-de-bureau"].map(|blog| {
        let run = glane(root(), ["extract", "--with-text", &format!("corpora/{blog}")]);
        run.lines().iter().filter_map(|line| line["text"].as_str().map(str::to_owned)).collect::<String>()
    });
    text.concat().split(['.', '\n']).map(|s| s.trim().to_owned()).filter(|s| s.len() > 30).collect()
}

/// An archive of posts of some sentences each, with two repeated lines at their ends.
fn archive(posts: usize) -> String {
    let sentences = sentences();
    let mut lines = String::new();
    for post in 0..posts {
        let body: Vec<&str> =
            (0..20).map(|at| sentences[(post * 31 + at * 7 + post / 9) % sentences.len()].as_str()).collect();
        let line = json!({
            "id": format!("billet-{post}"),
            "title": format!("Billet {post}"),
            "text": format!("{}.\nPartager sur Twitter\nCet article vous a plu ?\n", body.join(". ")),
            "date": format!("20{:02}-03-05", post % 20),
        });
        writeln!(lines, "{line}").expect("a string");
    }
    lines
}

fn report(directory: &Path) -> Value {
    serde_json::from_slice(&fs::read(directory.join("report.json")).expect("a report")).expect("JSON")
}

fn names(directory: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(directory)
        .expect("a directory")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .collect();
    names.sort();
    names
}

#[test]
fn repeated_lines_are_removed_and_reported() {
    let directory = TempDir::new().expect("a directory");
    fs::write(directory.path().join("a.jsonl"), archive(30)).expect("a file");
    let run = glane(directory.path(), ["analyze", "a.jsonl", "-o", "out"]);
    assert_eq!(run.code, 0, "{run}");
    let out = directory.path().join("out");
    let expected = json!([
        {"text": "Cet article vous a plu ?", "posts": 30},
        {"text": "Partager sur Twitter", "posts": 30},
    ]);
    assert_eq!(report(&out)["boilerplate"], expected);
    assert!(run.err.contains("removed: 2 lines"), "{run}");
    let posts = fs::read_to_string(out.join("posts.jsonl")).expect("posts");
    assert!(!posts.contains("Twitter"), "no keyphrase comes from a line that repeats");

    // Spans mean the text that the reader gave out.
    let extracted = glane(directory.path(), ["extract", "a.jsonl", "--with-text"]).lines();
    for (line, given) in posts.lines().zip(&extracted) {
        let line: Value = serde_json::from_str(line).expect("JSON");
        let text = given["text"].as_str().expect("the text");
        for keyphrase in line["keyphrases"].as_array().expect("a list") {
            for span in keyphrase["spans"].as_array().expect("a list") {
                let at = |end: usize| span[end].as_u64().expect("an offset") as usize;
                let piece = text.get(at(0)..at(1)).expect("boundaries");
                let piece = piece.split_whitespace().collect::<Vec<_>>().join(" ").replace('\u{ad}', "");
                let variants = keyphrase["variants"].as_array().expect("a list");
                assert!(variants.iter().any(|variant| variant["text"] == piece.as_str()), "{piece}");
            }
        }
    }

    let run = glane(directory.path(), ["analyze", "a.jsonl", "-o", "kept", "--keep-boilerplate"]);
    assert_eq!((run.code, &report(&directory.path().join("kept"))["boilerplate"]), (0, &json!([])));
}

#[test]
fn a_post_that_comes_twice_counts_once() {
    let directory = TempDir::new().expect("a directory");
    fs::create_dir(directory.path().join("blog")).expect("a directory");
    let text = "Le compost du quartier nourrit les jardins partagés. On y apporte des épluchures le samedi, \
                et l’équipe du jardin retourne les bacs chaque mois avec une fourche.";
    fs::write(
        directory.path().join("blog/a.md"),
        format!("# Compost\n\n{}\n", text.replace("samedi", "*samedi*")),
    )
    .expect("a file");
    let line = json!({
        "id": "flux-1", "title": "Compost", "text": text, "date": "2021-05-01",
        "url": "https://example.org/compost",
    });
    fs::write(directory.path().join("blog/b.jsonl"), format!("{line}\n")).expect("a file");
    fs::write(directory.path().join("blog/c.txt"), "La haie borde le jardin.").expect("a file");

    let run = glane(directory.path(), ["analyze", "blog", "-o", "out"]);
    assert_eq!(run.code, 0, "{run}");
    assert!(run.err.contains("not counted: 1 copy "), "{run}");
    let out = report(&directory.path().join("out"));
    // The one with a date counts.
    let other = json!({"id": "a.md", "title": "Compost", "source": "blog/a.md"});
    let kept = json!({
        "id": "flux-1", "title": "Compost", "published": "2021-05-01",
        "url": "https://example.org/compost", "source": "blog/b.jsonl",
    });
    assert_eq!(out["duplicates"], json!([{"kept": kept, "others": [other]}]));
    assert_eq!(out["left_out"], json!({"boilerplate": 0, "duplicates": 1, "left_alone": 0}));
    assert_eq!(out["posts"]["read"], 2);
    let lines = fs::read_to_string(directory.path().join("out/posts.jsonl")).expect("posts");
    assert_eq!(lines.lines().count(), 2);

    let run = glane(directory.path(), ["analyze", "blog", "-o", "all", "--keep-duplicates"]);
    assert_eq!((run.code, &report(&directory.path().join("all"))["posts"]["read"]), (0, &json!(3)));
}

#[test]
fn standard_input_gives_what_the_file_gives() {
    let directory = TempDir::new().expect("a directory");
    let lines = archive(40);
    fs::write(directory.path().join("a.jsonl"), &lines).expect("a file");
    assert_eq!(glane(directory.path(), ["analyze", "a.jsonl", "-o", "file", "--quiet"]).code, 0);
    assert_eq!(glane_on(lines.as_bytes(), directory.path(), ["analyze", "-o", "pipe", "--quiet"]).code, 0);
    equal(&directory.path().join("file"), &directory.path().join("pipe"));
}

#[test]
fn the_french_paragraphs_of_a_mixed_post_are_analyzed() {
    let french = "Le compost du quartier nourrit les jardins partagés, et l’on y apporte des épluchures chaque \
                  samedi, avec les voisins et les enfants de l’école.";
    let english = "We left the bikes at the station and walked along the river all day, because the weather was \
                   fine and nobody was in a hurry to get home.";
    let mixed = json!({"id": "mixed", "text": format!("{french}\n{english}\n{french} Le compost mûrit.")});
    let whole = [english; 3].join("\n");
    let other = json!({"id": "other", "text": whole});
    let lines = format!("{mixed}\n{other}\n");
    let directory = TempDir::new().expect("a directory");
    let run = glane_on(lines.as_bytes(), directory.path(), ["extract", "-"]);
    let line = &run.lines()[0];
    assert_eq!((&line["language"]["code"], &line["languages"][1]["code"]), (&json!("fr"), &json!("en")));
    let phrases = line["keyphrases"].to_string();
    assert!(
        phrases.contains("compost") && !phrases.contains("river") && !phrases.contains("bikes"),
        "{phrases}"
    );

    let run = glane_on(lines.as_bytes(), directory.path(), ["analyze", "-o", "out", "--quiet"]);
    assert_eq!(run.code, 0, "{run}");
    let report = report(&directory.path().join("out"));
    assert_eq!(report["left_alone"], json!([{"id": "other", "language": "en"}]));
    let run = glane_on(lines.as_bytes(), directory.path(), ["extract", "-", "--lang", "any", "-k", "10"]);
    assert!(run.lines()[1]["keyphrases"].to_string().contains("river"), "{run}");
}

/// Both directories hold the same files.
fn equal(one: &Path, other: &Path) {
    assert_eq!(names(one), names(other));
    for name in names(one) {
        let [one, other] = [one, other].map(|directory| fs::read(directory.join(&name)).expect("a file"));
        assert!(one == other, "{name} differs");
    }
}

fn start(directory: &Path, arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_glane"))
        .env("LC_ALL", "C")
        .current_dir(directory)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts")
}

/// Waits until the file has some bytes.
fn wait_for(path: &Path) {
    let start = Instant::now();
    while fs::metadata(path).map_or(0, |file| file.len()) == 0 {
        assert!(start.elapsed() < Duration::from_mins(1), "{} does not come", path.display());
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn a_run_that_was_killed_goes_on_and_ends_as_if_it_had_not_been() {
    let directory = TempDir::new().expect("a directory");
    let path = directory.path();
    fs::write(path.join("a.jsonl"), archive(1500)).expect("a file");
    assert_eq!(glane(path, ["analyze", "a.jsonl", "-o", "whole", "--quiet", "--csv"]).code, 0);

    let arguments = ["analyze", "a.jsonl", "-o", "out", "--quiet", "--csv", "--resume"];
    // Twice, so that a run that went on is stopped too.
    for _ in 0..2 {
        let mut child = start(path, &arguments);
        wait_for(&path.join("out/.posts.jsonl.part"));
        std::thread::sleep(Duration::from_millis(100));
        child.kill().expect("it is killed");
        child.wait().expect("it ends");
        assert!(!path.join("out/posts.jsonl").exists(), "nothing half written stands in its place");
    }
    // A line that was cut off is made again.
    let part = path.join("out/.posts.jsonl.part");
    let mut lines = fs::read(&part).expect("the lines");
    lines.truncate(lines.len() - 7);
    fs::write(&part, lines).expect("the lines");
    let run = glane(path, arguments);
    assert_eq!(run.code, 0, "{run}");
    equal(&path.join("whole"), &path.join("out"));
}

#[test]
fn a_run_resumes_after_a_file_could_not_be_moved_into_place() {
    let directory = TempDir::new().expect("a directory");
    let path = directory.path();
    fs::write(path.join("a.jsonl"), archive(20)).expect("a file");
    assert_eq!(glane(path, ["analyze", "a.jsonl", "-o", "whole", "--quiet"]).code, 0);

    fs::create_dir_all(path.join("out/index.html")).expect("a directory in its place");
    let run = glane(path, ["analyze", "a.jsonl", "-o", "out", "--quiet"]);
    assert_eq!(run.code, 2, "{run}");
    assert!(run.err.contains("writing out/index.html") && run.err.contains("--resume continues"), "{run}");
    fs::remove_dir(path.join("out/index.html")).expect("it goes");
    let run = glane(path, ["analyze", "a.jsonl", "-o", "out", "--resume"]);
    assert_eq!(run.code, 0, "{run}");
    assert!(!run.err.contains("no stopped run"), "{run}");
    equal(&path.join("whole"), &path.join("out"));
}

#[test]
fn a_stopped_run_of_another_archive_is_not_resumed() {
    let directory = TempDir::new().expect("a directory");
    let path = directory.path();
    fs::write(path.join("a.jsonl"), archive(1500)).expect("a file");
    let mut child = start(path, &["analyze", "a.jsonl", "-o", "out", "--quiet"]);
    wait_for(&path.join("out/.posts.jsonl.part"));
    child.kill().expect("it is killed");
    child.wait().expect("it ends");

    fs::write(path.join("b.jsonl"), archive(12)).expect("a file");
    for arguments in [
        &["analyze", "b.jsonl", "-o", "out", "--resume"][..],
        &["analyze", "a.jsonl", "-o", "out", "--resume", "-k", "3"],
    ] {
        let run = glane(path, arguments);
        assert_eq!((run.code, run.out.as_str()), (2, ""));
        assert!(run.err.contains("start from the first post, without --resume"), "{run}");
    }
    let run = glane(path, ["analyze", "b.jsonl", "-o", "out", "--quiet"]);
    assert_eq!(run.code, 0, "{run}");
    assert_eq!(names(&path.join("out")), ["index.html", "posts.jsonl", "report.json"]);
}

#[cfg(unix)]
fn interrupt(child: &Child) {
    let kill = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(kill.expect("kill runs").success());
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_whole_files_and_says_how_to_go_on() {
    let directory = TempDir::new().expect("a directory");
    let path = directory.path();
    fs::write(path.join("a.jsonl"), archive(1500)).expect("a file");
    let child = start(path, &["analyze", "a.jsonl", "-o", "out"]);
    wait_for(&path.join("out/.posts.jsonl.part"));
    interrupt(&child);
    let output = child.wait_with_output().expect("it ends");
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(130), "{err}");
    assert!(err.starts_with("glane: stopped after ") && err.contains("--resume"), "{err}");
    assert!(!path.join("out/posts.jsonl").exists());
    let run = glane(path, ["analyze", "a.jsonl", "-o", "out", "--quiet", "--resume"]);
    assert_eq!(run.code, 0, "{run}");
    assert_eq!(glane(path, ["analyze", "a.jsonl", "-o", "whole", "--quiet"]).code, 0);
    equal(&path.join("whole"), &path.join("out"));
}

#[cfg(unix)]
#[test]
fn ctrl_c_while_nothing_comes_ends_at_once() {
    let temporary = TempDir::new().expect("a directory");
    for command in ["extract", "labels"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_glane"))
            .env("LC_ALL", "C")
            .args([command, "-"])
            .env("TMPDIR", temporary.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        // Held, since waiting for the child would close it.
        let input = child.stdin.take();
        std::thread::sleep(Duration::from_millis(500));
        interrupt(&child);
        assert_eq!(child.wait().expect("it ends").code(), Some(130), "{command}");
        drop(input);
        assert_eq!(names(temporary.path()), [""; 0], "{command} leaves no copy behind");
    }
}

#[test]
fn extract_goes_on_in_its_file() {
    let directory = TempDir::new().expect("a directory");
    let path = directory.path();
    fs::write(path.join("a.jsonl"), archive(1500)).expect("a file");
    let whole = glane(path, ["extract", "a.jsonl"]);
    let arguments = ["extract", "a.jsonl", "-o", "out.jsonl", "--resume"];
    let mut child = start(path, &arguments);
    wait_for(&path.join(".out.jsonl.part"));
    child.kill().expect("it is killed");
    child.wait().expect("it ends");
    assert!(!path.join("out.jsonl").exists());
    let run = glane(path, arguments);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", ""));
    assert!(fs::read_to_string(path.join("out.jsonl")).expect("lines") == whole.out);
    assert_eq!(names(path), ["a.jsonl", "out.jsonl"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_with_the_name_of_the_file() {
    let directory = TempDir::new().expect("a directory");
    fs::write(directory.path().join("a.jsonl"), archive(5)).expect("a file");
    let full = || Stdio::from(fs::OpenOptions::new().write(true).open("/dev/full").expect("/dev/full"));
    let gold = json!({"id": "1", "text": "Le compost nourrit le jardin.", "keyphrases": ["compost"]});
    fs::write(directory.path().join("gold.jsonl"), format!("{gold}\n")).expect("a file");
    for arguments in [&["extract", "a.jsonl"][..], &["tokens", "a.jsonl"], &["eval", "gold.jsonl"]] {
        let output = Command::new(env!("CARGO_BIN_EXE_glane"))
            .env("LC_ALL", "C")
            .current_dir(directory.path())
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(full())
            .output()
            .expect("the program runs");
        let err = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {err}");
        assert!(err.contains("writing to standard output: no space is left"), "{arguments:?}: {err}");
    }
    let run = glane(directory.path(), ["eval", "gold.jsonl", "--predictions", "/dev/full"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("writing /dev/full: no space is left"), "{run}");
}

#[test]
fn a_part_of_an_archive_is_selected_by_date_author_and_label() {
    let directory = TempDir::new().expect("a directory");
    let posts: String = (1..=9)
        .map(|day| {
            let text = format!("Le compost du jardin partagé mûrit au jour {day}, et la haie aussi.");
            let author = if day % 2 == 0 { "Zoé" } else { "Anne" };
            let date = format!("2021-0{day}-15");
            let label = if day < 5 { "Vélo" } else { "Jardin" };
            json!({"id": day.to_string(), "text": text, "date": date, "author": author, "tags": [label]})
                .to_string()
                + "\n"
        })
        .collect();
    fs::write(directory.path().join("blog.jsonl"), posts).expect("a file");
    for (arguments, wanted) in [
        (&["--from", "2021-03"][..], 7),
        (&["--to", "2021-03-15"], 3),
        (&["--from", "2021-02", "--to", "2021-04"], 3),
        (&["--author", "zoe"], 4),
        (&["--label", "velo", "--author", "Anne"], 2),
        (&["--label", "velo", "--label", "jardin"], 9),
        (&["--from", "2022"], 0),
    ] {
        let run = glane(
            directory.path(),
            [&["concordance", "compost", "blog.jsonl", "--format", "json"], arguments].concat(),
        );
        assert_eq!(run.lines().len(), wanted, "{arguments:?} {run}");
        let run =
            glane(directory.path(), [&["analyze", "blog.jsonl", "-o", "out", "--quiet"], arguments].concat());
        assert_eq!(run.code, 0, "{run}");
        assert_eq!(report(&directory.path().join("out"))["posts"]["analyzed"], wanted, "{arguments:?}");
    }
    let run = glane(directory.path(), ["analyze", "blog.jsonl", "-o", "out", "--quiet", "--save", "a.glane"]);
    assert_eq!(run.code, 0, "{run}");
    let run = glane(directory.path(), ["labels", "a.glane", "--from", "2021"]);
    assert!(run.code == 2 && run.err.contains("saved aggregate"), "{run}");
    let run = glane(directory.path(), ["labels", "blog.jsonl", "--from", "mars"]);
    assert!(run.code == 2 && run.err.contains("as in 2021-03-01, 2021-03 or 2021"), "{run}");
}

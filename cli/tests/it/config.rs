//! The file of options: found or named, weaker than the command line, with every mistake told by its line.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::support::{Run, glane};
use insta::assert_snapshot;
use tempfile::TempDir;

fn archive() -> TempDir {
    let directory = TempDir::new().expect("a directory");
    let blog = directory.path().join("blog");
    fs::create_dir(&blog).expect("a directory");
    fs::write(
        blog.join("a.md"),
        "# Le vélo cargo\n\nLe vélo cargo remplace la voiture. Un vélo cargo porte deux enfants.",
    )
    .expect("a post");
    directory
}

/// How many keyphrases each post has.
fn keyphrases(run: &Run) -> Vec<usize> {
    assert_eq!(run.code, 0, "{run}");
    run.lines().iter().map(|line| line["keyphrases"].as_array().map_or(0, Vec::len)).collect()
}

fn write(directory: &Path, name: &str, text: &str) {
    fs::write(directory.join(name), text).expect("a file");
}

#[test]
fn options_come_from_the_file_of_the_directory_here_or_of_the_input() {
    let directory = archive();
    let place = directory.path();
    write(place, "blog/glane.toml", "k = 1\n");
    let run = glane(place, ["extract", "blog"]);
    assert_eq!(
        (keyphrases(&run), run.err.contains("options read from blog/glane.toml")),
        (vec![1], true),
        "{run}"
    );
    write(place, "glane.toml", "k = 2\nfill = true\n");
    let run = glane(place, ["extract", "blog"]);
    assert_eq!(
        (keyphrases(&run), run.err.contains("options read from glane.toml")),
        (vec![2], true),
        "{run}"
    );
    assert_eq!(
        keyphrases(&glane(place, ["extract", "blog", "-k", "3"])),
        [3],
        "the command line is stronger"
    );
    let run = glane(place, ["extract", "blog", "--no-config", "-k", "1"]);
    assert_eq!((keyphrases(&run), run.err.as_str()), (vec![1], ""));
    let run = glane(place, ["extract", "blog", "--quiet"]);
    assert_eq!((keyphrases(&run), run.err.as_str()), (vec![2], ""));
    write(place, "other.toml", "k = 9\nformat = \"json\"\n[extract]\nk = 1\n");
    assert_eq!(keyphrases(&glane(place, ["extract", "blog", "--config", "other.toml"])), [1]);
    let run = glane(place, ["extract", "blog", "--config", "none.toml"]);
    assert_eq!(run.code, 2, "{run}");
}

#[test]
fn values_of_every_kind_are_read_and_paths_begin_at_the_file() {
    let directory = archive();
    let place = directory.path();
    write(place, "blog/words.txt", "vélo cargo\n");
    write(
        place,
        "blog/glane.toml",
        "never = \"words.txt\"\nfrom = 2020-01-01\nmin-score = 0.01\nkeep-boilerplate = true\nkeep-duplicates = false\n\
         author = [\"Odile\", \"Jean\"]\n[analyze]\noutput = \"report\"\n",
    );
    let run = glane(place, ["extract", "blog"]);
    assert_eq!(run.code, 0, "{run}");
    assert!(!run.out.contains("\"text\":\"vélo cargo\",\"lemma\""), "{run}");
    let run = glane(place, ["analyze", "blog", "--quiet"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let report = fs::read_to_string(place.join("blog/report/report.json")).expect("a report");
    let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
    assert_eq!(report["posts"]["read"], 0, "no post is of 2020 and of Odile");
    write(place, "blog/glane.toml", "[analyze]\noutput = \"report\"\n");
    let run = glane(place, ["analyze", "blog"]);
    assert_eq!(run.code, 0, "{run}");
    assert!(place.join("blog/report/report.json").is_file());
}

#[test]
fn an_option_that_another_command_has_with_other_values_is_left_to_it() {
    let directory = archive();
    let place = directory.path();
    write(place, "glane.toml", "format = \"conllu\"\n");
    let run = glane(place, ["tokens", "blog"]);
    assert!(run.code == 0 && run.out.starts_with("# newdoc"), "{run}");
    assert_eq!(glane(place, ["extract", "blog"]).lines().len(), 1, "extract has no such format");
    write(place, "glane.toml", "[extract]\nformat = \"conllu\"\n");
    let run = glane(place, ["extract", "blog"]);
    assert!(
        run.code == 2 && run.err.contains("glane.toml, line 2: invalid value 'conllu' for format"),
        "{run}"
    );
}

#[test]
fn mistakes_are_told_with_their_line() {
    let directory = archive();
    let mut told = String::new();
    for text in [
        "k = 3\nkeyphrases = 3\n",
        "keep_boilerplate = true\n",
        "\n\nmethod = \"astrology\"\n",
        "k = 0\n",
        "k = [1]\n",
        "fill = 1\n",
        "author = [[\"a\"]]\n",
        "force = true\n",
        "ui = \"en\"\n",
        "[extract]\nperiod = \"month\"\n",
        "[extrait]\nk = 1\n",
        "never = \"/etc/passwd\"\n",
        "never = \"../words.txt\"\n",
        "k = \n",
    ] {
        write(directory.path(), "blog/glane.toml", text);
        let run = glane(directory.path(), ["extract", "blog"]);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{text}: {run}");
        assert!(run.err.contains("blog/glane.toml, line "), "{run}");
        let err = run.err.lines().map(|line| line.split(": give one of").next().unwrap_or(line));
        let _ = write!(told, "{text}{}\n\n", err.collect::<Vec<_>>().join("\n"));
    }
    assert_snapshot!("mistakes", told);
}

//! Hostile inputs and hostile surroundings: little memory, an environment variable, a closed standard output, a full
//! disk, and archives that change while they are read.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::{glane, root, skipped};
use tempfile::TempDir;

#[path = "../../../tests/it/hostile.rs"]
mod inputs;

use inputs::{Becomes, Hostile};

/// The program as a shell starts it, with these words before and behind.
fn shell(directory: &Path, script: &str) -> (i32, String, String) {
    let output = Command::new("sh")
        .args(["-c", script])
        .current_dir(directory)
        .env("GLANE", env!("CARGO_BIN_EXE_glane"))
        .env("LC_ALL", "C")
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .output()
        .expect("a shell");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (output.status.code().expect("an exit code, and no signal"), text(output.stdout), text(output.stderr))
}

fn has(program: &str) -> bool {
    let found = Command::new("sh").args(["-c", &format!("command -v {program}")]).output();
    let found = found.is_ok_and(|output| output.status.success());
    if !found {
        skipped(&format!("there is no {program}"));
    }
    found
}

#[test]
fn hostile_files_in_little_memory_cost_no_other_post() {
    if !has("prlimit") {
        return;
    }
    let directory = TempDir::new().expect("a directory");
    let archive = directory.path().join("archive");
    fs::create_dir(&archive).expect("a directory");
    fs::write(archive.join("0.txt"), "Le compost nourrit le jardin partagé.").expect("a file");
    fs::write(archive.join("z.txt"), "Le vélo cargo relie les quartiers.").expect("a file");
    let all = inputs::all();
    for Hostile { name, bytes, .. } in &all {
        fs::write(archive.join(name), bytes).expect("a file");
    }
    let script = "exec prlimit --as=1500000000 \"$GLANE\" extract archive --max-unpacked-ratio 200 -o lines.jsonl --quiet";
    let (code, _, err) = shell(directory.path(), script);
    assert_eq!(code, 1, "{err}");
    let lines = fs::read_to_string(directory.path().join("lines.jsonl")).expect("lines");
    for good in ["\"0.txt\"", "\"z.txt\""] {
        assert!(lines.contains(good), "{good} is missing: {err}");
    }
    for Hostile { name, becomes, .. } in &all {
        if *becomes == Becomes::Post {
            assert!(lines.contains(&format!("\"{name}\"")), "{name} is missing: {err}");
        } else {
            assert!(err.contains(&format!("archive/{name}")), "{name} has no record: {err}");
        }
    }
}

#[test]
fn a_closed_standard_output_is_an_error_and_not_silence() {
    if !cfg!(target_os = "linux") {
        return;
    }
    let corpora = root().join("corpora");
    for command in
        ["extract cuisine", "tokens cuisine", "concordance four cuisine", "labels cuisine", "schema post"]
    {
        let (code, _, err) =
            shell(&corpora, &format!("\"$GLANE\" {command} --quiet >&- || \"$GLANE\" {command} >&-"));
        assert_eq!(code, 2, "{command}: {err}");
        assert!(err.contains("standard output is closed: redirect it"), "{command}: {err}");
    }
    // What writes no results there needs none, and a reader that is gone is no error.
    let directory = TempDir::new().expect("a directory");
    let cuisine = corpora.join("cuisine");
    let (code, _, err) =
        shell(directory.path(), &format!("\"$GLANE\" extract '{}' -o a.jsonl >&-", cuisine.display()));
    assert_eq!(code, 0, "{err}");
    let (code, ..) = shell(&corpora, "\"$GLANE\" extract cuisine >/dev/null");
    assert_eq!(code, 0);
}

#[test]
fn an_environment_variable_does_not_start_a_million_threads() {
    let directory = TempDir::new().expect("a directory");
    let cuisine = root().join("corpora/cuisine");
    let script = format!(
        "export RAYON_NUM_THREADS=1000000; ulimit -v 8000000; \"$GLANE\" analyze '{}' -o a --save a.glane --quiet && \"$GLANE\" merge a.glane -o b --quiet",
        cuisine.display()
    );
    let (code, _, err) = shell(directory.path(), &script);
    assert_eq!(code, 0, "{err}");
}

#[test]
fn a_full_disk_is_an_error_and_the_file_before_stays() {
    if !Path::new("/dev/full").exists() {
        skipped("there is no /dev/full");
        return;
    }
    let corpora = root().join("corpora");
    for command in [
        "extract cuisine -o /dev/full",
        "extract cuisine > /dev/full",
        "tokens cuisine > /dev/full",
        "schema post > /dev/full",
    ] {
        let (code, _, err) = shell(&corpora, &format!("\"$GLANE\" {command}"));
        assert_eq!(code, 2, "{command}: {err}");
        assert!(err.contains("no space is left"), "{command}: {err}");
    }
}

#[test]
fn every_output_of_an_analysis_fails_on_a_full_disk_and_none_is_left_in_part() {
    let directory = TempDir::new().expect("a directory");
    let cuisine = root().join("corpora/cuisine");
    let mut outputs = vec!["--csv", "--save a.glane"];
    outputs.extend(cfg!(feature = "sqlite").then_some("--sqlite"));
    outputs.extend(cfg!(feature = "parquet").then_some("--parquet"));
    let command = format!("\"$GLANE\" analyze '{}' -o out {} --quiet", cuisine.display(), outputs.join(" "));
    let names = || {
        let entries = fs::read_dir(directory.path().join("out")).into_iter().flatten();
        let mut names: Vec<_> = entries.map(|entry| entry.expect("an entry").file_name()).collect();
        names.sort();
        names
    };
    // The signal is ignored, as on a full disk: each write fails from some byte on.
    let mut failures = 0;
    for blocks in [1, 8, 24, 64, 160] {
        let (code, _, err) = shell(directory.path(), &format!("trap '' XFSZ; ulimit -f {blocks}; {command}"));
        if code == 0 {
            break;
        }
        failures += 1;
        assert_eq!(code, 2, "{blocks}: {err}");
        let in_part = names();
        assert!(in_part.iter().all(|name| name.to_string_lossy().starts_with('.')), "{blocks}: {in_part:?}");
        assert!(!directory.path().join("a.glane").exists(), "{blocks}");
    }
    assert!(failures >= 3, "{failures} runs failed");
    let (code, _, err) = shell(directory.path(), &command);
    assert_eq!(code, 0, "{err}");
    let after = names();
    assert!(
        after.len() >= 7 && !after.iter().any(|name| name.to_string_lossy().ends_with(".part")),
        "{after:?}"
    );
}

#[test]
fn a_limit_on_the_size_of_files_is_an_error_and_the_run_resumes_from_there() {
    let directory = TempDir::new().expect("a directory");
    let cuisine = root().join("corpora/cuisine");
    let whole = glane(&cuisine, ["extract", ".", "--quiet"]);
    // The signal is ignored, as on a full disk: each write fails from some byte on.
    for blocks in [1, 4, 16, 32] {
        let script = format!(
            "trap '' XFSZ; (ulimit -f {blocks}; \"$GLANE\" extract '{0}' -o a.jsonl --force --quiet); first=$?; \
             [ -e a.jsonl ] && cat a.jsonl; \"$GLANE\" extract '{0}' -o a.jsonl --resume --quiet; echo \"exits $first $?\" >&2",
            cuisine.display()
        );
        let (_, out, err) = shell(directory.path(), &script);
        assert_eq!(out, "", "a part of the output stands where the whole should");
        assert!(err.contains("exits 2 0"), "{blocks}: {err}");
        let lines = fs::read_to_string(directory.path().join("a.jsonl")).expect("lines");
        assert_eq!(lines, whole.out, "{blocks}");
        fs::remove_file(directory.path().join("a.jsonl")).expect("a file");
    }
}

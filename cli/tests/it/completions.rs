//! Completions for shells, and manual pages.

use std::fs;
use std::process::Command;

use crate::support::{glane, glane_with, root, skipped};
use tempfile::TempDir;

#[test]
fn every_shell_has_completions_of_commands_and_options() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = glane(root(), ["completions", shell]);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{shell}");
        for name in ["concordance", "keep-boilerplate", "max-post-size", "tf-idf"] {
            assert!(run.out.contains(name), "{shell} does not complete {name}");
        }
    }
    let unknown = glane(root(), ["completions", "tcsh"]);
    assert_eq!(unknown.code, 2);
}

#[test]
fn bash_completes_a_command() {
    let run = glane(root(), ["completions", "bash"]);
    let script = format!(
        "{}\nCOMP_WORDS=(glane con) COMP_CWORD=1\n_glane glane con glane\nprintf '%s\\n' \"${{COMPREPLY[@]}}\"",
        run.out
    );
    let Ok(output) = Command::new("bash").args(["--norc", "-c", &script]).output() else {
        return skipped("bash is missing");
    };
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "concordance");
}

#[test]
fn manual_pages_are_in_both_languages_and_the_same_in_every_locale() {
    let pages = |variables: &[(&str, &str)]| {
        let out = TempDir::new().expect("a directory");
        let run = glane_with(variables, b"", root(), ["man", "-o", out.path().to_str().expect("UTF-8")]);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{run}");
        let mut pages = Vec::new();
        for directory in ["man1", "fr/man1"] {
            for entry in fs::read_dir(out.path().join(directory)).expect("pages") {
                let path = entry.expect("an entry").path();
                let name = format!("{directory}/{}", path.file_name().expect("a name").to_string_lossy());
                pages.push((name, fs::read_to_string(path).expect("a page")));
            }
        }
        pages.sort();
        pages
    };
    let all = pages(&[("LC_ALL", "C")]);
    assert!(all == pages(&[("LC_ALL", "fr_FR.UTF-8")]), "a page depends on the locale");
    let page = |name: &str| &all.iter().find(|(page, _)| page == name).unwrap_or_else(|| panic!("{name}")).1;
    assert!(page("man1/glane-analyze.1").contains(".SH NAME") && page("man1/glane.1").contains("Examples:"));
    assert!(
        page("fr/man1/glane-analyze.1").contains(".SH NOM") && page("fr/man1/glane.1").contains("Exemples")
    );
    assert!(page("man1/glane-background-build.1").contains("background"));
    assert_eq!(all.len() % 2, 0, "every page is in both languages");
    let shown = glane(root(), ["man", "background", "build"]);
    assert_eq!(&shown.out, page("man1/glane-background-build.1"));
}

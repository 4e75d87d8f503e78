//! `glane export`: files that IRaMuTeQ, TXM and readers of CoNLL-U open.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::{Run, glane, root, skipped};
use tempfile::TempDir;

fn export(format: &str, path: &Path) -> Run {
    glane(root(), ["export", "--format", format, "corpora", "-o", &path.display().to_string()])
}

#[test]
fn iramuteq() {
    let out = TempDir::new().expect("a directory");
    let path = out.path().join("corpus.txt");
    assert_eq!(export("iramuteq", &path).code, 0);
    let corpus = fs::read_to_string(&path).expect("a corpus");
    let posts = glane(root(), ["extract", "corpora"]).lines();
    let heads: Vec<&str> = corpus.lines().filter(|line| line.starts_with("****")).collect();
    assert_eq!(heads.len(), posts.len());
    let mut ids: Vec<&str> = heads.iter().filter_map(|head| head.split(' ').nth(1)).collect();
    for head in heads {
        for variable in head.split(' ').skip(1) {
            let (name, modality) =
                variable.strip_prefix('*').and_then(|v| v.split_once('_')).expect("a variable");
            let plain = |part: &str| {
                !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
            };
            assert!(plain(name) && plain(modality), "{variable}");
        }
    }
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), posts.len(), "each text has its own id");
    for line in corpus.lines().filter(|line| !line.starts_with("****")) {
        assert!(!line.contains(['*', '’', '\u{a0}', '\t']), "{line}");
    }
    assert!(corpus.contains("*annee_2022 *mois_202205"));
}

#[test]
fn txm() {
    let out = TempDir::new().expect("a directory");
    let directory = out.path().join("txm");
    assert_eq!(export("txm", &directory).code, 0);
    let posts = glane(root(), ["extract", "corpora"]).lines();
    let mut reader = csv::Reader::from_path(directory.join("metadata.csv")).expect("a table");
    let names: Vec<String> = reader.records().map(|row| row.expect("a row")[0].to_owned()).collect();
    assert_eq!(names.len(), posts.len());
    for name in &names {
        let xml = fs::read_to_string(directory.join(format!("{name}.xml"))).expect("a text");
        assert!(xml.contains("<w lemma="), "{name}");
    }
    // A reader of XML that is not ours.
    let script = "import sys, glob, xml.etree.ElementTree as t\n\
        roots = [t.parse(f).getroot() for f in glob.glob(sys.argv[1] + '/*.xml')]\n\
        assert all(r.tag == 'text' and r.get('id') for r in roots)\n\
        print(sum(1 for r in roots for w in r.iter('w') if w.get('lemma') == 'vélo' and w.get('pos') == 'NOUN'))";
    if let Ok(output) = Command::new("python3").args(["-c", script]).arg(&directory).output() {
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let count: u32 = String::from_utf8_lossy(&output.stdout).trim().parse().expect("a count");
        assert!(count > 20, "{count}");
    } else {
        skipped("python3 is missing");
    }
    let again = export("txm", &directory);
    assert_eq!(again.code, 2);
    assert!(again.err.contains("the directory is not empty"), "{again}");
}

#[test]
fn conllu_is_what_tokens_says() {
    let out = TempDir::new().expect("a directory");
    let path = out.path().join("corpus.conllu");
    assert_eq!(export("conllu", &path).code, 0);
    let written = fs::read_to_string(&path).expect("a file");
    assert!(written == glane(root(), ["tokens", "corpora"]).out);
}

#[test]
fn a_place_that_is_taken_is_said() {
    let out = TempDir::new().expect("a directory");
    let run = export("iramuteq", out.path());
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.ends_with("is a directory: name a file to write\n"), "{run}");
    let missing = out.path().join("missing.txt").display().to_string();
    let run = glane(root(), ["export", "--format", "conllu", "nothing-here", "-o", &missing]);
    assert_eq!(run.code, 2);
    assert!(!Path::new(&missing).exists());
}

//! `glane analyze --save`, `merge`, `compare` and `labels`, as a person runs them.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::support::{Run, glane, root};
use serde_json::Value;

fn run(directory: &Path, arguments: &str) -> Run {
    glane(directory, arguments.split(' '))
}

/// A directory with the demonstration archive in two parts and as a whole, each analyzed and saved.
fn saved() -> tempfile::TempDir {
    let directory = tempfile::tempdir().expect("a directory");
    let corpora = root().join("corpora");
    for part in ["cuisine", "jardin", "vie-de-bureau", "vie-privee", "velo-en-ville"] {
        let input = corpora.join(part);
        let run = run(
            directory.path(),
            &format!("analyze {} -o {part}-report --save {part}.glane --quiet", input.display()),
        );
        assert_eq!((run.code, run.err.as_str()), (0, ""));
    }
    directory
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).expect("a file")).expect("JSON")
}

#[test]
fn parts_make_the_same_report_in_any_order() {
    let directory = saved();
    let at = directory.path();
    let one = run(at, "merge cuisine.glane jardin.glane vie-privee.glane -o one --save one.glane");
    assert_eq!((one.code, one.out.as_str()), (0, ""));
    assert!(one.err.contains("30 posts analyzed") && one.err.contains("Themes"), "{one}");
    let half = run(at, "merge vie-privee.glane jardin.glane -o half --save half.glane --quiet");
    assert_eq!((half.code, half.err.as_str()), (0, ""));
    let two = run(at, "merge half.glane cuisine.glane -o two --save two.glane --quiet");
    assert_eq!((two.code, two.err.as_str()), (0, ""));
    assert!(
        fs::read(at.join("one.glane")).expect("a file") == fs::read(at.join("two.glane")).expect("a file")
    );
    let [first, second] = ["one", "two"].map(|name| json(&at.join(name).join("report.json")));
    assert!(first == second);
    assert_eq!(first["posts"]["analyzed"], 30);
    assert!(at.join("one/index.html").exists());
    let years = run(at, "merge one.glane -o years --period year --quiet");
    assert_eq!(years.code, 0);
    assert_eq!(json(&at.join("years/report.json"))["period_length"], "year");

    let part = fs::read(at.join("jardin.glane")).expect("a file");
    fs::write(at.join("cut.glane"), &part[..part.len() / 2]).expect("room");
    fs::write(at.join("other.glane"), "{}").expect("room");
    for (name, message) in
        [("cut", "cut off"), ("other", "holds no saved counts"), ("missing", "reading missing.glane")]
    {
        let run = run(at, &format!("merge {name}.glane -o bad"));
        assert_eq!((run.code, run.out.as_str()), (2, ""));
        assert!(run.err.contains(message) && run.err.contains(name), "{run}");
        assert!(!at.join("bad").exists());
    }

    let compared = run(at, "compare cuisine.glane jardin.glane");
    assert_eq!((compared.code, compared.err.as_str()), (0, ""));
    assert!(
        compared.out.contains("typical of cuisine.glane (10 posts) against jardin.glane (10)"),
        "{compared}"
    );
    let compared = run(at, "compare cuisine.glane jardin.glane --format json");
    let found: Value = serde_json::from_str(&compared.out).expect("JSON");
    assert_eq!(found["schema"], "glane.compare/2");
    let corpora = root().join("corpora/cuisine");
    let fresh = run(at, &format!("compare {} jardin.glane --format json --quiet", corpora.display()));
    let fresh: Value = serde_json::from_str(&fresh.out).expect("JSON");
    assert_eq!(fresh["first"]["typical"], found["first"]["typical"]);
    assert_eq!(run(at, "compare one.glane").code, 2);

    let labels = run(at, "labels one.glane");
    assert_eq!(labels.code, 0);
    assert!(
        labels.out.contains("to merge") && labels.out.contains("levain naturel <- Levain naturel"),
        "{labels}"
    );
    let labels = run(at, "labels one.glane --format json");
    let labels: Value = serde_json::from_str(&labels.out).expect("JSON");
    assert_eq!(labels, first["labels"]);
}

#[test]
fn labels_and_compare_count_what_analyze_counts() {
    let directory = tempfile::tempdir().expect("a directory");
    let at = directory.path();
    let posts = fs::read_to_string(root().join("corpora/velo-en-ville/billets.jsonl")).expect("posts");
    let lines: Vec<Value> = posts.lines().map(|line| serde_json::from_str(line).expect("a post")).collect();
    // Every post comes a second time, from another blog.
    let mut twice = String::new();
    for (again, line) in [false, true].into_iter().flat_map(|again| lines.iter().map(move |l| (again, l))) {
        let mut line = line.clone();
        if again {
            line["id"] = format!("{}-bis", line["id"]).into();
        }
        writeln!(twice, "{line}").expect("a string");
    }
    fs::write(at.join("once.jsonl"), &posts).expect("room");
    fs::write(at.join("twice.jsonl"), &twice).expect("room");

    let labels = |rest: &str| run(at, &format!("labels {rest} --format json --quiet"));
    let once = labels("once.jsonl");
    assert_eq!((once.code, once.err.as_str()), (0, ""));
    assert_eq!(labels("twice.jsonl"), once);
    assert_ne!(labels("twice.jsonl --keep-duplicates").out, once.out);
    let piped = crate::support::glane_on(twice.as_bytes(), at, ["labels", "--format", "json", "--quiet"]);
    assert_eq!(piped, once, "standard input is read twice as well");

    let typical = |rest: &str| {
        let run = run(at, &format!("compare {rest} --format json --quiet"));
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        let found: Value = serde_json::from_str(&run.out).expect("JSON");
        [found["first"]["posts"].clone(), found["second"]["posts"].clone()]
    };
    assert_eq!(typical("once.jsonl twice.jsonl"), [11, 11]);
    assert_eq!(typical("once.jsonl twice.jsonl --keep-duplicates --keep-boilerplate"), [11, 22]);
}

//! `glane analyze`: the main job, from the demonstration archive to files that a person opens.

use std::fs;
use std::path::Path;

use crate::support::{POSTS, glane, glane_on, root, shared};
use serde_json::Value;
use tempfile::TempDir;

const FILES: [&str; 3] = ["posts.jsonl", "report.json", "index.html"];

fn analyze(directory: &Path, arguments: &[&str]) -> crate::support::Run {
    let out = directory.display().to_string();
    glane(root(), ["analyze", "-o", out.as_str()].iter().chain(arguments))
}

fn read(directory: &Path, name: &str) -> String {
    fs::read_to_string(directory.join(name)).expect("a file of the report")
}

fn report(directory: &Path) -> Value {
    serde_json::from_str(&read(directory, "report.json")).expect("JSON")
}

#[test]
fn the_demonstration_archive() {
    let out = TempDir::new().expect("a directory");
    let run = analyze(out.path(), &["corpora"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "the files hold the results: {run}");
    let summary: Vec<&str> = run.err.lines().filter(|line| !line.starts_with("glane: ")).collect();
    assert!(summary.len() <= 25, "the summary fits a screen:\n{}", run.err);
    for part in
        ["posts analyzed", "Themes, with their posts from 2021-Q1 to 2023-Q4", "Keyphrases", "index.html"]
    {
        assert!(run.err.contains(part), "{part}");
    }

    let kept = TempDir::new().expect("a directory");
    assert_eq!(analyze(kept.path(), &["corpora", "--keep-boilerplate", "--keep-duplicates"]).code, 0);
    let extracted = glane(root(), ["extract", "corpora"]).out;
    assert_eq!(read(kept.path(), "posts.jsonl"), extracted, "posts.jsonl is what extract says");

    let posts = read(out.path(), "posts.jsonl");
    let report = report(out.path());
    let signatures: Vec<&str> = report["boilerplate"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|line| line["text"].as_str())
        .collect();
    assert!(signatures.iter().any(|line| line.starts_with("Bon appétit et à la semaine prochaine")));
    assert!(signatures.len() <= 8, "signatures alone: {signatures:?}");
    assert_eq!(report["schema"], "glane.report/2");
    assert_eq!(report["posts"]["read"], posts.lines().count());
    assert_eq!(report["posts"]["languages"]["en"], 1);
    assert_eq!(report["posts"]["read"], report["posts"]["analyzed"].as_u64().expect("a count") + 1);
    assert!(report["words"].as_u64() > Some(20_000));
    let list = |name: &str| report[name].as_array().expect("a list").clone();
    let periods = list("periods").len();
    for theme in list("themes") {
        assert_eq!(theme["periods"].as_array().map(Vec::len), Some(periods));
        assert_eq!(theme["name"], theme["keyphrases"][0]);
        let sum: u64 = theme["periods"].as_array().into_iter().flatten().filter_map(Value::as_u64).sum();
        assert!(Some(sum) <= theme["posts"].as_u64());
    }
    let with_company =
        list("themes").iter().filter(|t| t["keyphrases"].as_array().is_some_and(|k| k.len() > 1)).count();
    assert!(with_company >= 5, "an archive of five blogs has at least five themes, not {with_company}");
    let weights: Vec<f64> = list("keyphrases").iter().filter_map(|k| k["weight"].as_f64()).collect();
    assert!(weights.len() >= 100 && weights.is_sorted_by(|one, other| one >= other));
    // Words that five blogs of three years turn around, whatever the ranking.
    let known: Vec<String> =
        list("keyphrases").iter().filter_map(|k| k["lemma"].as_str().map(str::to_owned)).collect();
    for lemma in ["vélo", "télétravail", "levain"] {
        assert!(known.iter().any(|known| known == lemma), "{lemma}");
    }
    assert!(list("errors").is_empty() && list("duplicates").is_empty());
    assert_eq!((posts.lines().count(), &report["left_out"]["duplicates"]), (POSTS, &0.into()));
}

#[test]
fn the_bytes_do_not_depend_on_threads() {
    let directories = ["1", "2", "8"].map(|threads| {
        let out = TempDir::new().expect("a directory");
        assert_eq!(analyze(out.path(), &["corpora", "--quiet", "--threads", threads]).code, 0);
        out
    });
    for name in FILES {
        let one = read(directories[0].path(), name);
        for other in &directories[1..] {
            assert!(read(other.path(), name) == one, "{name}");
        }
    }
}

#[test]
fn quiet_says_nothing_but_errors() {
    let out = TempDir::new().expect("a directory");
    let run = analyze(out.path(), &["corpora/jardin", "--quiet"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", ""));
}

#[test]
fn a_report_inside_the_archive_is_not_read_back() {
    let archive = TempDir::new().expect("a directory");
    fs::write(archive.path().join("un.txt"), "Le compost nourrit le jardin partagé.").expect("a file");
    let first = glane(archive.path(), ["analyze", ".", "-o", "report"]);
    assert_eq!(first.code, 0, "{first}");
    let kept = FILES.map(|name| read(&archive.path().join("report"), name));
    let second = glane(archive.path(), ["analyze", ".", "-o", "report"]);
    assert_eq!(second, first);
    assert_eq!(FILES.map(|name| read(&archive.path().join("report"), name)), kept);
    let mut names: Vec<_> = fs::read_dir(archive.path().join("report"))
        .expect("the report")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .collect();
    names.sort();
    assert_eq!(names, ["index.html", "posts.jsonl", "report.json"], "nothing half written stays");
}

#[test]
fn a_report_of_another_run_is_passed_over() {
    let directory = TempDir::new().expect("a directory");
    fs::create_dir(directory.path().join("blog")).expect("a directory");
    fs::write(directory.path().join("blog/a.txt"), "Le compost du quartier nourrit les jardins.")
        .expect("a file");
    glane(directory.path(), ["analyze", "blog", "-o", "blog/report"]);
    let run = glane(directory.path(), ["analyze", "blog", "-o", "elsewhere"]);
    assert_eq!(run.code, 0, "{run}");
    assert_eq!(report(&directory.path().join("elsewhere"))["posts"]["read"], 1);
}

#[test]
fn the_page_is_whole_and_harmless() {
    let out = TempDir::new().expect("a directory");
    analyze(out.path(), &["corpora"]);
    let page = read(out.path(), "index.html");
    for part in [
        "lang=\"fr\"",
        "Thèmes",
        "Mots-clés",
        "du 18\u{a0}janvier 2021 au 5\u{a0}décembre 2023",
        "aucun texte",
        "</html>",
    ] {
        assert!(page.contains(part), "{part}");
    }
    assert!(page.contains("default-src 'none'"), "nothing is fetched");
    let names: Vec<_> =
        ["src=", "href=\"http", "@import", "url("].iter().filter(|part| page.contains(**part)).collect();
    assert!(names.is_empty(), "{names:?}");

    let line = r#"{"id": "x", "title": "</script><img src=x onerror=alert(1)>", "text": "Le <b>compost</b> & la <script>haie</script> du «<i>jardin</i>»."}"#;
    let out = out.path().join("again").display().to_string();
    let run = glane_on(line.as_bytes(), root(), ["analyze", "-o", out.as_str(), "--quiet", "--ui", "en"]);
    assert_eq!(run.code, 0, "{run}");
    let page = read(Path::new(&out), "index.html");
    assert!(page.contains("lang=\"en\"") && page.contains("Keyphrases"));
    assert!(!page.contains("<img") && !page.contains("<i>") && !page.contains("<b>"));
    assert_eq!(page.matches("<script").count(), 7, "six elements of data, and the page's own");
    assert!(!run_without_texts(line).contains("haie"), "no text where there is no room for it");
}

/// The page of one post with room for one byte of text.
fn run_without_texts(line: &str) -> String {
    let out = TempDir::new().expect("a directory");
    let place = out.path().display().to_string();
    let run = glane_on(
        line.as_bytes(),
        root(),
        ["analyze", "-o", &place, "--quiet", "-k", "1", "--page-texts", "0"],
    );
    assert_eq!(run.code, 0, "{run}");
    let page = read(out.path(), "index.html");
    let at = page.find("id=\"data-texts\"").expect("the element of texts");
    page[at..].split_once("</script>").expect("its end").0.to_owned()
}

#[test]
fn code_addresses_and_markup_are_no_keyphrases() {
    assert!(check_markdown(&root().join("corpora/vie-privee"), 10) >= 4, "the posts have code");
    check_markdown(&root().join("corpora/vie-de-bureau"), 14);
    if let Some(blog) = shared("archive/markdown-blog") {
        check_markdown(&blog, 135);
    }
}

/// Checks that neither code nor markup of these posts becomes a keyphrase, and that no long line of code stays in
/// their text; how many such lines there are.
fn check_markdown(blog: &Path, posts: usize) -> usize {
    let out = TempDir::new().expect("a directory");
    let path = blog.display().to_string();
    let run = analyze(out.path(), &[&path, "--quiet", "-k", "20"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "it runs clean");

    let run = glane(root(), ["extract", "--with-text", "-k", "20", &path]);
    assert_eq!(run.lines().len(), posts);
    let mut code_lines = 0;
    for line in run.lines() {
        let (id, text) = (line["id"].as_str().expect("an id"), line["text"].as_str().expect("the text"));
        for code in long_code_lines(&fs::read_to_string(blog.join(id)).expect("the post")) {
            assert!(!text.contains(&code), "{id}: code stands in the text: {code}");
            code_lines += 1;
        }
        for keyphrase in line["keyphrases"].as_array().expect("a list") {
            let phrase = keyphrase["text"].as_str().expect("a phrase");
            let signs = [
                "://", "www.", "<", ">", "{", "}", "`", "](", "\\", "=", ";", "**", "&nbsp", "&amp;", "&gt;",
            ];
            for sign in signs {
                assert!(!phrase.contains(sign), "{id}: {phrase:?} has {sign:?}");
            }
        }
    }
    code_lines
}

/// The lines of fenced code of a Markdown file that prose does not quote: long ones, with the signs
/// of a program.
fn long_code_lines(markdown: &str) -> Vec<String> {
    let mut inside = false;
    let mut lines = Vec::new();
    for line in markdown.lines().map(str::trim) {
        if line.starts_with("```") {
            inside = !inside;
        } else if inside && line.len() >= 30 && line.contains(['{', '}', ';', '=', '(', '<', '$']) {
            lines.push(line.to_owned());
        }
    }
    lines
}

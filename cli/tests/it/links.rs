//! Links on disk: what is followed, what is refused, and what is said of it.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use tempfile::TempDir;

use crate::support::{Run, glane};

const NOT_FOLLOWED: &str =
    "not followed: name what they lead to, or use --follow, which stays inside each directory\n";

/// A directory `blog` with two posts, and a directory beside it with one.
fn blog() -> TempDir {
    let directory = TempDir::new().expect("a directory");
    for (name, text) in [
        ("blog/a.md", "Le four à bois chauffe le village."),
        ("blog/sub/b.md", "Une haie borde le jardin."),
        ("beside/c.md", "Le pain lève sous un linge."),
    ] {
        let path = directory.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
        fs::write(path, text).expect("a file");
    }
    directory
}

fn link(directory: &TempDir, target: &str, name: &str) {
    symlink(target, directory.path().join("blog").join(name)).expect("a link");
}

fn ids(run: &Run) -> Vec<String> {
    run.lines().iter().map(|line| line["id"].as_str().expect("an id").to_owned()).collect()
}

fn extract(directory: &Path, arguments: &[&str]) -> Run {
    glane(directory, ["extract"].iter().chain(arguments))
}

#[test]
fn links_to_files_and_directories_are_not_followed_by_default_which_is_said() {
    let blog = blog();
    for (target, name) in [("a.md", "file.md"), ("sub", "folder"), ("../beside", "outside"), (".", "loop")] {
        link(&blog, target, name);
    }
    let run = extract(blog.path(), &["blog"]);
    assert_eq!((run.code, ids(&run)), (0, vec!["a.md".to_owned(), "sub/b.md".to_owned()]), "{run}");
    assert_eq!(run.err, format!("glane: 4 links in directories were {NOT_FOLLOWED}"));
    let run = glane(blog.path(), ["analyze", "blog", "-o", "out", "--quiet"]);
    assert_eq!((run.code, run.err), (0, format!("glane: 4 links in directories were {NOT_FOLLOWED}")));
    let run = extract(blog.path(), &["blog/**/*.md"]);
    assert_eq!(ids(&run).len(), 2, "{run}");
    assert_eq!(run.err, format!("glane: 4 links in directories were {NOT_FOLLOWED}"));
}

#[test]
fn links_are_followed_inside_the_directory_where_it_is_asked_for() {
    let blog = blog();
    for (target, name) in [("a.md", "file.md"), ("sub", "folder"), ("sub", "folder-again")] {
        link(&blog, target, name);
    }
    let run = extract(blog.path(), &["blog", "--follow"]);
    assert_eq!(
        (run.code, ids(&run)),
        (0, ["a.md", "file.md", "folder/b.md", "sub/b.md"].map(str::to_owned).to_vec()),
        "{run}"
    );
    assert_eq!(
        run.err,
        "glane: 1 link in directories was not followed: it leads to a directory that was read already\n"
    );
}

#[test]
fn links_out_of_the_directory_are_refused() {
    let blog = blog();
    for (target, name) in
        [("../beside", "folder"), ("../beside/c.md", "file.md"), ("../beside/x.png", "x.png")]
    {
        link(&blog, target, name);
    }
    let run = extract(blog.path(), &["blog", "--follow"]);
    assert_eq!((run.code, ids(&run).len()), (1, 2), "{run}");
    let error = |name: &str| {
        format!(
            "glane: blog/{name}: the link leads out of the directory that is read: name what it leads to as an input of its own\n"
        )
    };
    assert_eq!(run.err, error("file.md") + &error("folder"));
}

#[test]
fn loops_are_refused_and_the_walk_ends() {
    let blog = blog();
    link(&blog, ".", "loop");
    link(&blog, "..", "sub/up");
    link(&blog, "self.md", "self.md");
    // Two directories that lead to each other.
    fs::create_dir(blog.path().join("blog/other")).expect("a directory");
    link(&blog, "../sub", "other/to-sub");
    link(&blog, "../other", "sub/to-other");
    let run = extract(blog.path(), &["blog", "--follow"]);
    assert_eq!(
        (run.code, ids(&run)),
        (1, ["a.md", "other/to-sub/b.md", "sub/b.md"].map(str::to_owned).to_vec()),
        "{run}"
    );
    for name in ["blog/loop", "blog/sub/up", "blog/other/to-sub/to-other"] {
        let error = format!("{name}: the link leads back to a directory that it lies in: remove the link\n");
        assert!(run.err.contains(&error), "{name}: {run}");
    }
    assert!(run.err.contains("blog/self.md: the link cannot be followed ("), "{run}");
}

/// Ten directories, each with links to all: there are millions of ways through them.
#[test]
fn a_web_of_links_takes_no_time() {
    let directory = TempDir::new().expect("a directory");
    for here in 0..10 {
        let path = directory.path().join(format!("blog/{here}"));
        fs::create_dir_all(&path).expect("a directory");
        fs::write(path.join("a.md"), format!("Le four {here} chauffe.")).expect("a file");
        for there in 0..10 {
            symlink(format!("../{there}"), path.join(format!("to-{there}"))).expect("a link");
        }
    }
    let run = extract(directory.path(), &["blog", "--follow"]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!((10..=20).contains(&ids(&run).len()), "{run}");
}

#[test]
fn a_link_that_leads_nowhere_is_an_error_with_a_remedy() {
    let blog = blog();
    link(&blog, "gone/b.md", "broken.md");
    link(&blog, "gone", "old-posts");
    link(&blog, "gone.png", "picture.png");
    let error = |name: &str, target: &str| {
        format!(
            "glane: blog/{name}: the link leads nowhere: there is no {target}: restore what it leads to, or remove the link\n"
        )
    };
    let errors = error("broken.md", "gone/b.md") + &error("old-posts", "gone");
    for arguments in [&["blog"][..], &["blog", "--follow"]] {
        let run = extract(blog.path(), arguments);
        assert_eq!((run.code, ids(&run).len(), &run.err), (1, 2, &errors), "{run}");
    }
    let run = extract(blog.path(), &["blog/broken.md"]);
    assert_eq!((run.code, run.err), (2, error("broken.md", "gone/b.md")));
}

#[test]
fn a_link_that_is_named_is_followed() {
    let blog = blog();
    link(&blog, "../beside", "folder");
    link(&blog, "../beside/c.md", "file.md");
    let run = extract(blog.path(), &["blog/folder", "blog/file.md"]);
    assert_eq!(
        (run.code, ids(&run), run.err.as_str()),
        (0, vec!["c.md".to_owned(), "file.md".to_owned()], "")
    );
}

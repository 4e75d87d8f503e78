//! Shared by the integration tests of both packages: where the data are, and how a phrase is shown.
#![allow(dead_code, reason = "each package, and each set of features, uses its own part of this module")]

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The blogs of the demonstration archive.
pub(crate) const BLOGS: [&str; 6] = [
    "corpora/cuisine",
    "corpora/divers",
    "corpora/jardin",
    "corpora/velo-en-ville",
    "corpora/vie-de-bureau",
    "corpora/vie-privee",
];

/// The number of posts in [`BLOGS`]; one of them is English.
pub(crate) const POSTS: usize = 57;

/// Twelve posts of these blogs in every format, one archive for each format.
pub(crate) const FORMATS: &str = "tests/data/formats";

/// Files that no reader can read.
pub(crate) const BROKEN: &str = "tests/data/broken";

/// The root of the workspace: the directory of this package or the nearest one above it that holds `corpora`.
pub(crate) fn root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
        let mut directories = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
        directories.find(|path| path.join("corpora").is_dir()).expect("corpora/ in the workspace").to_owned()
    });
    &ROOT
}

/// A file or directory of the data beside the repository; `None`, and a printed notice, if it is missing.
pub(crate) fn shared(part: &str) -> Option<PathBuf> {
    let path = root().join("../shared").join(part);
    if path.exists() {
        return Some(path);
    }
    skipped(&format!("../shared/{part} is missing"));
    None
}

/// Prints that a test or a part of it is skipped, and why.
pub(crate) fn skipped(reason: &str) {
    use std::io::Write as _;
    let test = std::thread::current();
    let name = test.name().unwrap_or("a thread of a test");
    // Written to the stream itself: the harness captures what `eprintln!` prints in a test that passes.
    writeln!(std::io::stderr(), "skipped: {reason} ({name})").expect("standard error");
}

/// A piece of text as keyphrases show it: white space folded, invisible characters left out. The library has
/// the same rule; this second version checks it.
pub(crate) fn shown(piece: &str) -> String {
    let is_invisible = |c: char| {
        matches!(c, '\u{ad}' | '\u{34f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
            || matches!(c, '\u{2060}'..='\u{2064}' | '\u{feff}')
    };
    let visible: String = piece.chars().filter(|&c| !is_invisible(c)).collect();
    let mut folded = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    // A phrase must not end in white space. Kept here, so that a test sees it if one does.
    if visible.ends_with(char::is_whitespace) {
        folded.push(' ');
    }
    folded
}

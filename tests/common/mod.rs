//! What the tests share: the demonstration archive and the data beside the project.
#![allow(
    missing_docs,
    unreachable_pub,
    dead_code,
    reason = "each test crate uses its own part of this module"
)]

use std::path::{Path, PathBuf};

/// The demonstration archive without [`FORMATS`]: every post once.
pub const BLOGS: [&str; 6] = [
    "corpora/cuisine",
    "corpora/divers",
    "corpora/jardin",
    "corpora/velo-en-ville",
    "corpora/vie-de-bureau",
    "corpora/vie-privee",
];

/// Twelve posts of these blogs in every format, an archive each.
pub const FORMATS: &str = "corpora/vitrine-des-formats";

/// The root of the project.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A directory of the data beside the project, or nothing and a word about it.
pub fn shared(part: &str) -> Option<PathBuf> {
    let path = root().join("../shared").join(part);
    if path.exists() {
        return Some(path);
    }
    #[expect(clippy::print_stderr, reason = "a test that skips says so")]
    {
        eprintln!("skipped: ../shared/{part} does not stand beside the project");
    }
    None
}

/// A piece of text as keyphrases show it: white space folded, soft hyphens and characters without
/// width left out. Written here a second time, as the law's own words.
pub fn shown(piece: &str) -> String {
    let visible: String = piece
        .chars()
        .filter(|c| !matches!(c, '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}'))
        .collect();
    let mut folded = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    // A phrase does not end in white space, but a test that trims would not see it if one did.
    if visible.ends_with(char::is_whitespace) {
        folded.push(' ');
    }
    folded
}

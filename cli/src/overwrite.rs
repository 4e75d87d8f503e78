//! What an output may replace: an empty file, or a file with a mark of Glane. Everything else needs `--force`, texts
//! and exports without a mark included; an input is never replaced.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::Args;

use super::catalogue::tr;
use super::own::Own;

/// Whether files of the user may be replaced.
#[derive(Args, Clone, Copy, Debug)]
pub(super) struct OverwriteOptions {
    /// Replace output files that Glane did not write; an input is never replaced
    #[arg(long)]
    force: bool,
}

/// Bytes that are read of a file to see who wrote it.
const HEAD: u64 = 4096;

/// How the files begin that Glane writes.
const OWN: [&[u8]; 10] = [
    b"{\"schema\":\"glane.",
    b"{\n  \"schema\": \"glane.",
    b"post,published,rank,keyphrase,lemma,",
    b"id,title,published,author,labels,url,language,words,sentences,",
    b"theme,name,keyphrases,posts,weight,period,",
    b"kind,subject,name,posts,since,until,",
    b"post;published;rank;keyphrase;lemma;",
    b"id;title;published;author;labels;url;language;words;sentences;",
    b"theme;name;keyphrases;posts;weight;period;",
    b"kind;subject;name;posts;since;until;",
];
/// Tables without a mark of their own, known by their names.
const OWN_TABLES: [(&str, &[u8]); 5] = [
    ("glane.sqlite", b"SQLite format 3\0"),
    ("posts.parquet", b"PAR1"),
    ("keyphrases.parquet", b"PAR1"),
    ("themes.parquet", b"PAR1"),
    ("trends.parquet", b"PAR1"),
];
/// The mark of the page.
const PAGE: &[u8] = b"<meta name=\"generator\" content=\"Glane ";

impl OverwriteOptions {
    /// Checks that a file may be written, for a command with these inputs.
    pub(super) fn check(self, place: &Path, inputs: &[PathBuf]) -> anyhow::Result<()> {
        // What does not exist, and devices, can be written.
        let Ok(target) = place.canonicalize() else { return Ok(()) };
        if !target.is_file() {
            return Ok(());
        }
        let is_input = |input: &PathBuf| input.canonicalize().is_ok_and(|input| input == target);
        if inputs.iter().any(is_input) {
            bail!(tr!("is-an-input", path = place.display()));
        }
        if !self.force && !is_own(&target) {
            bail!(tr!("not-own", path = place.display()));
        }
        Ok(())
    }
}

/// Whether a file begins as the predictions of `glane eval`, and not as posts or gold documents.
fn is_predictions(head: &[u8]) -> bool {
    let line = String::from_utf8_lossy(head.split(|&byte| byte == b'\n').next().unwrap_or_default());
    line.starts_with("{\"id\":\"") && line.contains("\",\"keyphrases\":[") && !line.contains("\"text\":")
}

#[cfg(feature = "xlsx")]
fn is_workbook(path: &Path) -> bool {
    File::open(path).is_ok_and(glane::output::xlsx::is_own)
}

#[cfg(not(feature = "xlsx"))]
fn is_workbook(_path: &Path) -> bool {
    false
}

/// Whether Glane wrote a file, or it is empty.
pub(super) fn is_own(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head);
    let name = path.file_name().unwrap_or_default();
    read.is_ok()
        && (head.is_empty()
            || OWN.iter().any(|beginning| head.starts_with(beginning))
            || Own::BEGINNINGS.iter().any(|(_, beginning)| head.starts_with(beginning))
            || is_predictions(head)
            || OWN_TABLES.iter().any(|(table, mark)| name == *table && head.starts_with(mark))
            || is_workbook(path)
            || (head.starts_with(b"<!doctype html>") && head.windows(PAGE.len()).any(|part| part == PAGE)))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn only_files_of_glane_are_replaced_and_inputs_never() {
        let directory = tempfile::tempdir().expect("a directory");
        let path = |name: &str, content: &str| {
            let path = directory.path().join(name);
            fs::write(&path, content).expect("a file");
            path
        };
        let (plain, force) = (OverwriteOptions { force: false }, OverwriteOptions { force: true });
        let own = path("own.jsonl", "{\"schema\":\"glane.post/2\",\"id\":\"1\"}\n");
        assert!(plain.check(&own, &[]).is_ok() && plain.check(&directory.path().join("new"), &[]).is_ok());
        assert!(force.check(&own, std::slice::from_ref(&own)).is_err());
        let other = path("post.md", "# Un billet\n");
        let refused = plain.check(&other, &[]).expect_err("a file of the user").to_string();
        assert!(refused.contains("--force"), "{refused}");
        assert!(force.check(&other, &[]).is_ok() && plain.check(&path("empty", ""), &[]).is_ok());
        let page =
            "<!doctype html>\n<html lang=\"fr\">\n<head>\n<meta name=\"generator\" content=\"Glane 0.1.0\">";
        assert!(plain.check(&path("index.html", page), &[]).is_ok());
        assert!(plain.check(&path("site.html", "<!doctype html>\n<html>"), &[]).is_err());
        assert!(plain.check(&path("glane.sqlite", "SQLite format 3\0"), &[]).is_ok());
        assert!(plain.check(&path("other.sqlite", "SQLite format 3\0"), &[]).is_err());
    }
}

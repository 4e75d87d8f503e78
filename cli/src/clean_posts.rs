//! The posts of an archive as they are analyzed, for commands that read words: each once, without boilerplate, posts and
//! paragraphs in other languages.

use std::env;
use std::fs::{self, File};
use std::path::Path;
use std::process;

use anyhow::Context;

use super::arguments::{CleaningOptions, InputOptions, LanguageChoice};
use super::catalogue::tr;
use super::outcome::Outcome;
use super::{archive_run, stop};
use glane::corpus::LemmaCounts;
use glane::{Analyzer, Post};

/// Calls `each` for every post, and returns how reading ended.
pub(super) fn each(
    input: &InputOptions,
    cleaning: &CleaningOptions,
    lang: LanguageChoice,
    quiet: bool,
    mut each: impl FnMut(Post),
) -> anyhow::Result<Outcome> {
    let analyzer = Analyzer::builder().language(lang.into()).build()?;
    let (archive, outcome) = archive_run::first_pass(input, cleaning, None, quiet)?;
    let Some(mut archive) = archive else { return Ok(outcome) };
    let mut posts = archive.second_pass()?;
    for mut post in posts.by_ref() {
        let Some(text) = analyzer.analyzed_text(&post) else { continue };
        post.text = text;
        each(post);
    }
    if stop::cancellation().is_cancelled() {
        return Ok(Outcome::Stopped);
    }
    posts.finish()?;
    Ok(outcome)
}

/// The lemmas of all words of an archive, and how reading ended.
pub(super) fn lemmas(
    input: &InputOptions,
    cleaning: &CleaningOptions,
    lang: LanguageChoice,
    quiet: bool,
) -> anyhow::Result<(LemmaCounts, Outcome)> {
    let mut counts = LemmaCounts::new();
    counts.spool_to(words_file()?);
    let outcome = each(input, cleaning, lang, quiet, |post| counts.add(&post))?;
    Ok((counts, outcome))
}

/// A file for words among the temporary files, that is gone when the program ends.
fn words_file() -> anyhow::Result<File> {
    let mut number = 0;
    loop {
        let path = env::temp_dir().join(format!("glane-{}-{number}.words.part", process::id()));
        match File::options().read(true).write(true).create_new(true).open(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists && number < 1000 => number += 1,
            opened => {
                let file = opened.with_context(|| tr!("writing", path = path.display()))?;
                // Where an open file cannot be removed, the system does it some day.
                let _ = fs::remove_file(Path::new(&path));
                return Ok(file);
            }
        }
    }
}

//! The plan of a label audit in forms that can be applied: a table, and a script for the command line of WordPress.
//!
//! What is proposed is decided in [`corpus`](crate::corpus).

use std::io::{self, Write};

use super::csv::Table;
use crate::corpus::{LabelAudit, LabelKind, MergeReason};

/// Writes the plan as CSV: a row for each label that gets another name, and one for each post that seems to miss a
/// label. Lines can be removed before the plan is applied.
///
/// # Errors
///
/// Those of `out`.
pub fn write_label_plan(out: impl Write, audit: &LabelAudit) -> io::Result<()> {
    let head =
        ["action", "kind", "label", "new_label", "reason", "confidence", "posts", "post", "title", "url"];
    let mut table = Table::new(out, &head)?;
    for (merge, label) in
        audit.merges.iter().flat_map(|merge| merge.rename.iter().map(move |old| (merge, old)))
    {
        let posts = audit.labels.iter().find(|used| used.name == *label).map_or(0, |used| used.posts);
        table.row([
            "rename",
            kind(merge.kind),
            label,
            &merge.keep,
            reason(merge.reason),
            &merge.confidence.to_string(),
            &posts.to_string(),
            "",
            "",
            "",
        ])?;
    }
    for missing in &audit.missing_on_posts {
        let post = &missing.post;
        table.row([
            "add",
            audit.labels.iter().find(|used| used.name == missing.label).map_or("", |used| kind(used.kind)),
            "",
            &missing.label,
            &missing.evidence.join(", "),
            &post.weight.to_string(),
            "1",
            &post.id,
            &post.title,
            post.url.as_deref().unwrap_or_default(),
        ])?;
    }
    table.finish()
}

/// The script that changes the labels of a site, with the list of changes left out.
const SCRIPT: &str = include_str!("label_plan.php");
/// Where the list goes.
const CHANGES: &str = "    // CHANGES\n";

/// Writes the merges as a script for the command line of WordPress (`wp eval-file`). It tells what it would do; with
/// the argument `apply` it does it.
///
/// # Errors
///
/// Those of `out`.
pub fn write_wordpress_script(mut out: impl Write, audit: &LabelAudit) -> io::Result<()> {
    let (before, after) = SCRIPT.split_once(CHANGES).unwrap_or((SCRIPT, ""));
    out.write_all(before.as_bytes())?;
    for merge in &audit.merges {
        let taxonomy = if merge.kind == LabelKind::Category { "category" } else { "post_tag" };
        for old in &merge.rename {
            let [old, new] = [old, &merge.keep].map(|name| quoted(name));
            let why = format!("{}, {}", reason(merge.reason), merge.confidence);
            writeln!(out, "    ['{taxonomy}', {old}, {new}], // {why}")?;
        }
    }
    out.write_all(after.as_bytes())
}

/// A text between single quotation marks, as PHP reads it.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

fn kind(kind: LabelKind) -> &'static str {
    match kind {
        LabelKind::Category => "category",
        LabelKind::Tag => "tag",
    }
}

fn reason(reason: MergeReason) -> &'static str {
    match reason {
        MergeReason::Case => "case",
        MergeReason::Accents => "accents",
        MergeReason::Punctuation => "punctuation",
        MergeReason::Inflection => "inflection",
        MergeReason::Spelling => "spelling",
    }
}

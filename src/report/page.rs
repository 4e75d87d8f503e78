//! The page of an archive: one file of HTML without scripts, which shows the report.

use std::fmt::Write as _;
use std::io::{self, Write};

use jiff::civil::Date;

use super::ErrorRecord;
use crate::corpus::{CorpusReport, Period};

/// Themes, keyphrases and errors that the page lists.
const THEMES: usize = 24;
const ERRORS: usize = 100;
const KEYPHRASES: usize = 60;

const STYLE: &str = "\
:root{color-scheme:light dark;--ink:#1d1d1f;--quiet:#6b6b70;--paper:#fbfaf7;--line:#dddad2;--bar:#7a9a6d}\
@media(prefers-color-scheme:dark){:root{--ink:#e8e6e1;--quiet:#98958d;--paper:#191917;--line:#37352f;--bar:#8fb380}}\
*{box-sizing:border-box}body{margin:0 auto;max-width:60rem;padding:2rem 1.25rem 4rem;background:var(--paper);\
color:var(--ink);font:1rem/1.5 system-ui,sans-serif}h1{font-size:1.8rem;margin:0}h2{margin:2.5rem 0 .75rem}\
p.lead{color:var(--quiet);margin:.25rem 0 0}.themes{display:grid;grid-template-columns:repeat(auto-fill,minmax(17rem,1fr));\
gap:1rem;padding:0;list-style:none}.themes li{border:1px solid var(--line);border-radius:.5rem;padding:.75rem 1rem}\
h3{margin:0;font-size:1.05rem}.themes p{margin:.25rem 0 0;color:var(--quiet)}svg{width:100%;height:2rem;fill:var(--bar)}\
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .5rem;border-bottom:1px solid var(--line)}\
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}td.variants{color:var(--quiet)}";

/// Writes the page. Everything that comes from posts is escaped: it is shown, and never run.
///
/// # Errors
///
/// Those of `out`.
pub fn write_page(out: &mut impl Write, report: &CorpusReport, errors: &[ErrorRecord]) -> io::Result<()> {
    let posts = plural(report.posts.analyzed, "billet");
    write!(
        out,
        "<!doctype html>\n<html lang=\"fr\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
         <title>Glane\u{a0}: {posts}</title>\n<style>{STYLE}</style>\n<main>\n"
    )?;
    writeln!(out, "<h1>{posts}</h1>\n<p class=\"lead\">{}</p>", lead(report))?;
    writeln!(out, "<h2>Thèmes</h2>\n<ul class=\"themes\">")?;
    for theme in report.themes.iter().filter(|theme| theme.keyphrases.len() > 1).take(THEMES) {
        let members: Vec<String> = theme.keyphrases.iter().skip(1).map(|name| escape(name)).collect();
        writeln!(
            out,
            "<li><h3>{}</h3>{}<p>{}</p><p>{}</p></li>",
            escape(&theme.name),
            bars(&theme.periods, report),
            plural(theme.posts, "billet"),
            members.join(", ")
        )?;
    }
    writeln!(
        out,
        "</ul>\n<h2>Mots-clés</h2>\n<table><thead><tr><th>Mot-clé<th class=\"n\">Billets<th class=\"n\">Occurrences<th>Variantes</thead><tbody>"
    )?;
    for keyphrase in report.keyphrases.iter().take(KEYPHRASES) {
        let others: Vec<String> =
            keyphrase.variants.iter().skip(1).take(4).map(|text| escape(text)).collect();
        writeln!(
            out,
            "<tr><td>{}<td class=\"n\">{}<td class=\"n\">{}<td class=\"variants\">{}",
            escape(&keyphrase.text),
            keyphrase.posts,
            keyphrase.count,
            others.join(", ")
        )?;
    }
    writeln!(out, "</tbody></table>")?;
    if !errors.is_empty() {
        writeln!(out, "<h2>Ce qui n’a pas pu être lu</h2>\n<ul>")?;
        for error in errors.iter().take(ERRORS) {
            let line = error.line.map(|line| format!(", ligne {line}")).unwrap_or_default();
            writeln!(out, "<li>{}{line}\u{a0}: {}</li>", escape(&error.source), in_french(error.kind))?;
        }
        if errors.len() > ERRORS {
            writeln!(out, "<li>et {} autres, dans report.json</li>", errors.len() - ERRORS)?;
        }
        writeln!(out, "</ul>")?;
    }
    writeln!(out, "</main>\n</html>")
}

fn lead(report: &CorpusReport) -> String {
    let mut lead = format!("{}, {}", plural(report.words, "mot"), plural(report.sentences, "phrase"));
    if let (Some(first), Some(last)) = (report.first, report.last) {
        let _ = write!(lead, ", du {} au {}", day(first), day(last));
    }
    lead
}

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

fn month_name(month: i8) -> &'static str {
    usize::try_from(month - 1).ok().and_then(|index| MONTHS.get(index)).copied().unwrap_or_default()
}

/// A date as it is written in French: 1er mars 2021.
fn day(date: Date) -> String {
    let ordinal = if date.day() == 1 { "er" } else { "" };
    format!("{}{ordinal}\u{a0}{} {}", date.day(), month_name(date.month()), date.year())
}

/// A month, a quarter or a year as it is written in French: mars 2021.
fn period_name(period: Period) -> String {
    match (period.month, period.quarter) {
        (Some(month), _) => format!("{} {}", month_name(month), period.year),
        (None, Some(1)) => format!("1er trimestre {}", period.year),
        (None, Some(quarter)) => format!("{quarter}e trimestre {}", period.year),
        (None, None) => period.year.to_string(),
    }
}

/// The kind of an error record for the readers of the page.
fn in_french(kind: &str) -> &'static str {
    match kind {
        "unreadable" => "introuvable, ou la lecture en est refusée",
        "empty" => "aucun texte",
        "not-text" => "ce n’est pas du texte",
        "json" => "ce n’est pas un objet JSON",
        "field" => "le champ «\u{a0}text\u{a0}» manque, ou n’est pas une chaîne",
        "too-large" => "trop long",
        "unknown-format" => "format inconnu",
        _ => "lecture impossible",
    }
}

fn plural(count: u64, noun: &str) -> String {
    format!("{}\u{a0}{noun}{}", grouped(count), if count > 1 { "s" } else { "" })
}

/// A number as French prints it: groups of three digits with narrow spaces between them.
fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut grouped = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push('\u{202f}');
        }
        grouped.push(digit);
    }
    grouped
}

/// Counts of the report's periods as a row of bars.
fn bars(counts: &[u64], report: &CorpusReport) -> String {
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    let mut svg = format!(
        "<svg viewBox=\"0 0 {} 10\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"billets par période\">",
        counts.len().max(1)
    );
    for (at, (count, period)) in counts.iter().zip(&report.periods).enumerate() {
        let height = 10.0 * *count as f64 / most as f64;
        let _ = write!(
            svg,
            "<rect x=\"{:.2}\" y=\"{:.2}\" width=\".9\" height=\"{height:.2}\"><title>{}\u{a0}: {}</title></rect>",
            at as f64 + 0.05,
            10.0 - height,
            period_name(period.period),
            plural(*count, "billet")
        );
    }
    svg.push_str("</svg>");
    svg
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

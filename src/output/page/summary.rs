//! The summary in the page for a browser without scripts: the archive at a glance, themes, keyphrases, and posts that
//! could not be read, as plain HTML. Everything that comes from posts is escaped.

use std::fmt::Write as _;
use std::io::{self, Write};

use jiff::civil::Date;

use super::language::PageLanguage;
use crate::corpus::{CorpusReport, Period};
use crate::output::report_file::ReportFile;

/// The greatest numbers of themes, keyphrases and errors that the summary lists.
const THEMES: usize = 24;
const KEYPHRASES: usize = 60;
const ERRORS: usize = 100;

/// The words of the summary.
struct Words {
    post: [&'static str; 2],
    word: [&'static str; 2],
    sentence: [&'static str; 2],
    themes: &'static str,
    keyphrases: &'static str,
    columns: [&'static str; 4],
    by_period: &'static str,
    errors: &'static str,
    line: &'static str,
    others: &'static str,
    no_scripts: &'static str,
}

const FRENCH: Words = Words {
    post: ["billet", "billets"],
    word: ["mot", "mots"],
    sentence: ["phrase", "phrases"],
    themes: "Thèmes",
    keyphrases: "Mots-clés",
    columns: ["Mot-clé", "Billets", "Occurrences", "Variantes"],
    by_period: "billets par période",
    errors: "Ce qui n’a pas pu être lu",
    line: "ligne",
    others: "autres, dans report.json",
    no_scripts: "Sans scripts, cette page ne montre que ce résumé\u{a0}; ils ne viennent que d’elle et n’envoient rien.",
};

const ENGLISH: Words = Words {
    post: ["post", "posts"],
    word: ["word", "words"],
    sentence: ["sentence", "sentences"],
    themes: "Themes",
    keyphrases: "Keyphrases",
    columns: ["Keyphrase", "Posts", "Occurrences", "Variants"],
    by_period: "posts by period",
    errors: "What could not be read",
    line: "line",
    others: "more, in report.json",
    no_scripts: "Without scripts this page shows this summary alone; they come from the page itself and send nothing.",
};

fn words(language: PageLanguage) -> &'static Words {
    match language {
        PageLanguage::French => &FRENCH,
        PageLanguage::English => &ENGLISH,
    }
}

/// The title of the page: the user's own, or the number of posts.
pub(super) fn title(file: &ReportFile<'_>, language: PageLanguage, own: Option<&str>) -> String {
    let count = || counted(file.report.posts.analyzed, words(language).post, language);
    own.map_or_else(count, str::to_owned)
}

/// Writes the summary.
pub(super) fn write(
    out: &mut impl Write,
    file: &ReportFile<'_>,
    language: PageLanguage,
    own_title: Option<&str>,
) -> io::Result<()> {
    let ReportFile { report, errors, .. } = *file;
    let words = words(language);
    let posts = |count| counted(count, words.post, language);
    writeln!(
        out,
        "<main>\n<h1>{}</h1>\n<p class=\"lead\">{}</p>",
        escape(&title(file, language, own_title)),
        lead(report, language)
    )?;
    writeln!(out, "<p class=\"quiet\">{}</p>\n<h2>{}</h2>", words.no_scripts, words.themes)?;
    writeln!(out, "<ul class=\"cards\">")?;
    for theme in report.themes.iter().filter(|theme| theme.keyphrases.len() > 1).take(THEMES) {
        let members: Vec<String> = theme.keyphrases.iter().skip(1).map(|name| escape(name)).collect();
        writeln!(
            out,
            "<li class=\"card\"><h3>{}</h3>{}<span>{}</span><span class=\"members\">{}</span></li>",
            escape(&theme.name),
            bars(&theme.periods, report, language),
            posts(theme.posts),
            members.join(", ")
        )?;
    }
    let [keyphrase, in_posts, occurrences, variants] = words.columns;
    writeln!(
        out,
        "</ul>\n<h2>{}</h2>\n<table><thead><tr><th>{keyphrase}<th class=\"n\">{in_posts}\
         <th class=\"n\">{occurrences}<th class=\"variants\">{variants}</thead><tbody>",
        words.keyphrases
    )?;
    for keyphrase in report.keyphrases.iter().take(KEYPHRASES) {
        let others: Vec<String> =
            keyphrase.variants.iter().skip(1).take(4).map(|text| escape(text)).collect();
        writeln!(
            out,
            "<tr><td>{}<td class=\"n\">{}<td class=\"n\">{}<td class=\"variants\">{}",
            escape(&keyphrase.text),
            grouped(keyphrase.posts, language),
            grouped(keyphrase.occurrences, language),
            others.join(", ")
        )?;
    }
    writeln!(out, "</tbody></table>")?;
    if !errors.is_empty() {
        writeln!(out, "<h2>{}</h2>\n<ul>", words.errors)?;
        for error in errors.iter().take(ERRORS) {
            let line = error.line.map(|line| format!(", {}\u{a0}{line}", words.line)).unwrap_or_default();
            let reason = match language {
                PageLanguage::French => in_french(error.kind),
                PageLanguage::English => error.reason.as_str(),
            };
            writeln!(out, "<li>{}{line}{}{}</li>", escape(&error.source), colon(language), escape(reason))?;
        }
        let others = errors.iter().map(|error| error.count).sum::<u64>() - errors.len().min(ERRORS) as u64;
        if others > 0 {
            writeln!(out, "<li>… {others} {}</li>", words.others)?;
        }
        writeln!(out, "</ul>")?;
    }
    writeln!(out, "</main>")
}

fn lead(report: &CorpusReport, language: PageLanguage) -> String {
    let words = words(language);
    let mut lead = counted(report.words, words.word, language);
    let _ = write!(lead, ", {}", counted(report.sentences, words.sentence, language));
    if let (Some(first), Some(last)) = (report.first, report.last) {
        let _ = match language {
            PageLanguage::French => write!(lead, ", du {} au {}", day(first), day(last)),
            PageLanguage::English => write!(lead, ", {first} to {last}"),
        };
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

fn period_name(period: Period, language: PageLanguage) -> String {
    match (language, period.month, period.quarter) {
        (PageLanguage::French, Some(month), _) => format!("{} {}", month_name(month), period.year),
        (PageLanguage::French, None, Some(1)) => format!("1er trimestre {}", period.year),
        (PageLanguage::French, None, Some(quarter)) => format!("{quarter}e trimestre {}", period.year),
        _ => period.to_string(),
    }
}

/// The kind of an error record, in French.
fn in_french(kind: &str) -> &'static str {
    match kind {
        "unreadable" => "introuvable, ou la lecture en est refusée",
        "empty" => "aucun texte",
        "not-text" => "ce n’est pas du texte",
        "json" => "ce n’est pas un objet JSON",
        "field" => "le champ «\u{a0}text\u{a0}» manque, ou n’est pas une chaîne",
        "too-large" => "trop long",
        "unknown-format" => "format inconnu",
        "xml" => "balises mal formées",
        "truncated" => "la fin manque",
        "damaged" => "abîmé, ou la fin manque",
        "too-deep" => "trop d’archives les unes dans les autres",
        _ => "lecture impossible",
    }
}

pub(super) fn colon(language: PageLanguage) -> &'static str {
    match language {
        PageLanguage::French => "\u{a0}: ",
        PageLanguage::English => ": ",
    }
}

/// A count with its noun: "0 billet" in French, "0 posts" in English.
fn counted(count: u64, [one, many]: [&str; 2], language: PageLanguage) -> String {
    let is_one = match language {
        PageLanguage::French => count < 2,
        PageLanguage::English => count == 1,
    };
    format!("{}\u{a0}{}", grouped(count, language), if is_one { one } else { many })
}

/// A number in groups of three digits, with narrow spaces or commas between them.
fn grouped(count: u64, language: PageLanguage) -> String {
    let digits = count.to_string();
    let mut grouped = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(match language {
                PageLanguage::French => '\u{202f}',
                PageLanguage::English => ',',
            });
        }
        grouped.push(digit);
    }
    grouped
}

/// Counts of the report's periods as a bar chart.
fn bars(counts: &[u64], report: &CorpusReport, language: PageLanguage) -> String {
    let words = words(language);
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    let mut svg = format!(
        "<svg class=\"spark\" viewBox=\"0 0 {} 10\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{}\">",
        counts.len().max(1),
        words.by_period
    );
    for (at, (count, period)) in counts.iter().zip(&report.periods).enumerate() {
        let height = 10.0 * *count as f64 / most as f64;
        let _ = write!(
            svg,
            "<rect class=\"bar\" x=\"{:.2}\" y=\"{:.2}\" width=\".9\" height=\"{height:.2}\"><title>{}{}{}</title></rect>",
            at as f64 + 0.05,
            10.0 - height,
            period_name(period.period, language),
            colon(language),
            counted(*count, words.post, language)
        );
    }
    svg.push_str("</svg>");
    svg
}

pub(super) fn escape(text: &str) -> String {
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

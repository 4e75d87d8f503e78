//! The summary of an archive on the terminal, in at most 25 lines. What the figures mean is decided in
//! [`glane::corpus`].

use std::io::{self, Write};
use std::path::Path;

use super::catalogue::{decimal, tr};
use super::terminal::printable;
use glane::clean::Cleaner;
use glane::corpus::{CorpusReport, MovementKind};

/// The greatest number of lines.
const LINES: usize = 25;
/// The number of keyphrases.
const KEYPHRASES: usize = 8;
/// The number of keyphrases of a theme, besides its name.
const MEMBERS: usize = 5;
/// The number of phrases that rise, fall, burst or are new.
const MOVEMENTS: usize = 4;
/// The greatest numbers of characters of a repeated line, and of bars of a sparkline.
const BOILERPLATE: usize = 40;
const BARS: usize = 24;

/// Writes the summary, with what the cleaner removed, if the archive was cleaned.
pub(super) fn write(
    out: &mut impl Write,
    report: &CorpusReport,
    cleaner: Option<&Cleaner>,
    errors: u64,
    directory: &Path,
) -> io::Result<()> {
    let mut lines = vec![counts(report)];
    lines.extend(text(report));
    lines.extend(left_out(report, cleaner, errors));
    let mut end = Vec::new();
    let names: Vec<String> = report
        .keyphrases
        .iter()
        .take(KEYPHRASES)
        .map(|keyphrase| format!("{} ({})", keyphrase.text, keyphrase.posts))
        .collect();
    if !names.is_empty() {
        end.extend([String::new(), tr!("summary-keyphrases")]);
        end.extend(names.chunks(4).map(|line| format!("  {}", line.join(", "))));
    }
    let moving = movements(report);
    if !moving.is_empty() {
        end.extend([String::new(), tr!("summary-moves")]);
        end.extend(moving);
    }
    let labels = labels(report);
    if !labels.is_empty() {
        end.extend([String::new(), tr!("summary-labels", labels = labels)]);
    }
    end.extend([String::new(), tr!("summary-see", path = directory.join("index.html").display())]);
    lines.extend(themes(report, LINES.saturating_sub(lines.len() + end.len())));
    for line in lines.iter().chain(&end) {
        writeln!(out, "{}", printable(line))?;
    }
    Ok(())
}

fn counts(report: &CorpusReport) -> String {
    let posts = &report.posts;
    let line = tr!("summary-counts", posts = posts.analyzed, words = report.words);
    match (report.first, report.last) {
        (Some(first), Some(last)) => {
            tr!("summary-days", line = line, first = first.to_string(), last = last.to_string())
        }
        _ => line,
    }
}

/// The text of all posts: sentences, readability, lexical diversity, reading time.
fn text(report: &CorpusReport) -> Option<String> {
    let all = &report.figures.all;
    let words = decimal(all.sentence_length?, 1);
    let mut figures = vec![tr!("summary-sentences", sentences = all.sentences, words = words)];
    if let Some(readability) = all.readability {
        figures.push(tr!("summary-readability", figure = decimal(readability, 0)));
    }
    if let Some(diversity) = all.lexical_diversity {
        figures.push(tr!("summary-diversity", figure = decimal(diversity, 0)));
    }
    let (hours, minutes) = (report.figures.reading_minutes / 60, report.figures.reading_minutes % 60);
    figures.push(if hours > 0 {
        tr!("summary-hours", hours = hours, minutes = format!("{minutes:02}"))
    } else {
        tr!("summary-minutes", minutes = minutes)
    });
    Some(figures.join(", "))
}

/// The posts and lines that were left out, and the posts that could not be read.
fn left_out(report: &CorpusReport, cleaner: Option<&Cleaner>, errors: u64) -> Vec<String> {
    let mut lines = Vec::new();
    let posts = &report.posts;
    let others: Vec<String> = posts
        .languages
        .iter()
        .filter(|(code, _)| !matches!(code.as_str(), "fr" | "und"))
        .map(|(code, count)| format!("{count} ({code})"))
        .collect();
    if !others.is_empty() && posts.analyzed < posts.read {
        lines.push(tr!("summary-languages", languages = others.join(", ")));
    }
    let repeated = cleaner.map(Cleaner::repeated_lines).unwrap_or_default();
    if let Some(first) = repeated.first() {
        let mut line: String = first.text.chars().take(BOILERPLATE).collect();
        if line.len() < first.text.len() {
            line.push('…');
        }
        let count = cleaner.map_or(0, Cleaner::repeated_line_count);
        lines.push(tr!("summary-repeated", lines = count, line = line, posts = first.posts));
    }
    let again = cleaner.map_or(0, Cleaner::duplicate_count);
    if again > 0 {
        lines.push(tr!("summary-duplicates", copies = again));
    }
    if errors > 0 {
        lines.push(tr!("summary-errors", errors = errors));
    }
    lines
}

/// The themes with a blank line and a heading, in at most `at_most` lines.
fn themes(report: &CorpusReport, at_most: usize) -> Vec<String> {
    if report.themes.is_empty() {
        return Vec::new();
    }
    let heading = match (report.periods.first(), report.periods.last()) {
        (Some(first), Some(last)) if first != last => {
            let (first, last) = (first.period.to_string(), last.period.to_string());
            tr!("summary-themes-periods", first = first, last = last)
        }
        _ => tr!("summary-themes"),
    };
    let mut lines = vec![String::new(), heading];
    for theme in report.themes.iter().take(at_most.saturating_sub(lines.len())) {
        let members: Vec<&str> = theme.keyphrases.iter().skip(1).take(MEMBERS).map(String::as_str).collect();
        let names = tr!("theme", name = &theme.name, members = members.join(", "));
        lines.push(format!("  {:<3} {} {names}", theme.posts, sparkline(&theme.periods)));
    }
    lines
}

/// The phrases that rise, fall, burst and are new, a line for each kind.
fn movements(report: &CorpusReport) -> Vec<String> {
    let percent = |share: f64| tr!("percent", share = decimal(share * 100.0, 0));
    let kinds = [
        (MovementKind::Rising, tr!("moving-rising")),
        (MovementKind::Falling, tr!("moving-falling")),
        (MovementKind::Burst, tr!("moving-burst")),
        (MovementKind::New, tr!("moving-new")),
    ];
    let width = kinds.iter().map(|(_, title)| title.chars().count()).max().unwrap_or(0);
    kinds
        .into_iter()
        .filter_map(|(kind, title)| {
            let mut names: Vec<(&str, String)> = Vec::new();
            for movement in report.trends.movements.iter().filter(|movement| movement.kind == kind) {
                if names.iter().all(|(name, _)| *name != movement.name) && names.len() < MOVEMENTS {
                    let how = match (movement.since, movement.until) {
                        (Some(since), Some(until)) if since != until => {
                            tr!("moving-from-to", since = since.to_string(), until = until.to_string())
                        }
                        (Some(since), Some(_)) => since.to_string(),
                        (Some(since), None) => tr!("moving-since", since = since.to_string()),
                        _ => {
                            format!("{} → {}", percent(movement.share_before), percent(movement.share_after))
                        }
                    };
                    names.push((&movement.name, how));
                }
            }
            let names: Vec<String> = names.into_iter().map(|(name, how)| format!("{name} ({how})")).collect();
            (!names.is_empty()).then(|| format!("  {title:<width$} {}", names.join(", ")))
        })
        .collect()
}

/// The audit of the labels, in one line.
fn labels(report: &CorpusReport) -> String {
    let audit = &report.labels;
    let mut remarks = Vec::new();
    if let Some(first) = audit.merges.first() {
        let rename = &first.rename[0];
        let merges = audit.merges.len();
        remarks.push(tr!("labels-merge", merges = merges, keep = &first.keep, rename = rename));
    }
    if !audit.rare.is_empty() {
        remarks.push(tr!("labels-rare", labels = audit.rare.len()));
    }
    if !audit.missing_on_posts.is_empty() {
        remarks.push(tr!("labels-missing-on-posts", labels = audit.missing_on_posts.len()));
    }
    if !audit.missing_labels.is_empty() {
        remarks.push(tr!("labels-missing-for-themes", labels = audit.missing_labels.len()));
    }
    if remarks.is_empty() {
        return String::new();
    }
    tr!("labels-all", labels = audit.labels.len(), remarks = remarks.join(", "))
}

/// Counts as a row of bars, scaled to the greatest; where there are many, a bar is the sum of several.
fn sparkline(counts: &[u64]) -> String {
    const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let counts: Vec<u64> =
        counts.chunks(counts.len().div_ceil(BARS).max(1)).map(|some| some.iter().sum()).collect();
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    counts.iter().map(|count| HEIGHTS[(count * 7).div_ceil(most) as usize]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sparkline_is_scaled_to_the_greatest_count() {
        assert_eq!(sparkline(&[0, 1, 7]), "▁▂█");
        assert_eq!(sparkline(&[0, 0]), "▁▁");
        assert_eq!(sparkline(&[]), "");
        assert_eq!(sparkline(&[1; 100]).chars().count(), 20);
    }
}

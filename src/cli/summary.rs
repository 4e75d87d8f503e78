//! The summary of an archive on the terminal, in 25 lines at the most.

use std::io::{self, Write};
use std::path::Path;

use crate::corpus::CorpusReport;
use crate::survey::Findings;

/// Themes and keyphrases that the summary names.
const THEMES: usize = 10;
const KEYPHRASES: usize = 12;
/// Themes are told by this many of their keyphrases.
const MEMBERS: usize = 5;
/// Characters of a repeated line.
const BOILERPLATE: usize = 40;

/// Writes the summary.
pub(super) fn write(
    out: &mut impl Write,
    report: &CorpusReport,
    findings: &Findings,
    errors: usize,
    directory: &Path,
) -> io::Result<()> {
    let posts = &report.posts;
    let s = if posts.analyzed == 1 { "" } else { "s" };
    write!(out, "{} post{s} analyzed, {} words", posts.analyzed, report.words)?;
    if let (Some(first), Some(last)) = (report.first, report.last) {
        write!(out, ", {first} to {last}")?;
    }
    writeln!(out)?;
    let others: Vec<String> = posts
        .languages
        .iter()
        .filter(|(code, _)| !matches!(code.as_str(), "fr" | "und"))
        .map(|(code, count)| format!("{count} ({code})"))
        .collect();
    if !others.is_empty() && posts.analyzed < posts.read {
        writeln!(out, "left alone, not French: {}", others.join(", "))?;
    }
    let repeated = findings.repeated_lines();
    if let Some(first) = repeated.first() {
        let mut line: String = first.text.chars().take(BOILERPLATE).collect();
        if line.len() < first.text.len() {
            line.push('…');
        }
        let (count, s) = (repeated.len(), if repeated.len() == 1 { "s" } else { "" });
        let lines = if count == 1 { "line" } else { "lines" };
        writeln!(
            out,
            "taken out: {count} {lines} that repeat{s} from post to post, as “{line}” ({})",
            first.posts
        )?;
    }
    let again: usize = findings.duplicates().iter().map(|duplicate| duplicate.others.len()).sum();
    if again > 0 {
        let (s, were) = if again == 1 { ("", "was") } else { ("s", "were") };
        writeln!(
            out,
            "counted once: {again} post{s} that {were} there before (\"duplicates\" in report.json)"
        )?;
    }
    if errors > 0 {
        writeln!(out, "could not be read: {errors} (see above, and \"errors\" in report.json)")?;
    }
    let themes: Vec<_> =
        report.themes.iter().filter(|theme| theme.keyphrases.len() > 1).take(THEMES).collect();
    if !themes.is_empty() {
        match (report.periods.first(), report.periods.last()) {
            (Some(first), Some(last)) if first != last => {
                writeln!(out, "\nThemes, with their posts from {} to {}", first.period, last.period)?;
            }
            _ => writeln!(out, "\nThemes, with their posts")?,
        }
    }
    for theme in themes {
        let members: Vec<&str> = theme.keyphrases.iter().skip(1).take(MEMBERS).map(String::as_str).collect();
        writeln!(
            out,
            "  {:<3} {} {}: {}",
            theme.posts,
            sparkline(&theme.periods),
            theme.name,
            members.join(", ")
        )?;
    }
    writeln!(out, "\nKeyphrases")?;
    let names: Vec<String> = report
        .keyphrases
        .iter()
        .take(KEYPHRASES)
        .map(|keyphrase| format!("{} ({})", keyphrase.text, keyphrase.posts))
        .collect();
    for line in names.chunks(4) {
        writeln!(out, "  {}", line.join(", "))?;
    }
    writeln!(out, "\nSee {}", directory.join("index.html").display())
}

/// Counts as a row of bars, the greatest a full one.
fn sparkline(counts: &[u64]) -> String {
    const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    counts.iter().map(|count| BARS[(count * 7).div_ceil(most) as usize]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sparkline_reaches_from_nothing_to_the_greatest() {
        assert_eq!(sparkline(&[0, 1, 7]), "▁▂█");
        assert_eq!(sparkline(&[0, 0]), "▁▁");
        assert_eq!(sparkline(&[]), "");
    }
}

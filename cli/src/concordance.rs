//! `glane concordance`: every occurrence of a phrase in its sentence, aligned. What is found is decided in
//! [`glane::corpus`].

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use anyhow::Context;
use clap::{Args, ValueEnum};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::arguments::{CleaningOptions, InputOptions, LanguageChoice};
use super::catalogue::tr;
use super::outcome::Outcome;
use super::standard_output::standard_output;
use super::terminal::{printable, tell};
use super::{archive_run, stop};
use glane::Analyzer;
use glane::corpus::{Concordance, ConcordanceLine, LineOrder};
use glane::output::csv::Table;
use glane::output::write_json_line;

#[derive(Args, Debug)]
pub(super) struct ConcordanceOptions {
    /// The phrase to look for
    #[arg(value_name = "PHRASE")]
    phrase: String,
    #[command(flatten)]
    input: InputOptions,
    /// Text for people, JSON lines for programs, or CSV
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: ConcordanceFormat,
    /// Number of words on each side [default: the sentence, or what fits on the terminal]
    #[arg(long, value_name = "N")]
    context: Option<usize>,
    /// Order of the lines [default: the order of the posts]
    #[arg(long, value_name = "ORDER")]
    sort: Option<SortChoice>,
    /// Greatest number of lines
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    #[command(flatten)]
    cleaning: CleaningOptions,
    /// Which posts are read: French ones, or any
    #[arg(long, value_name = "LANG", default_value = "fr")]
    lang: LanguageChoice,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ConcordanceFormat {
    /// Keyword in context, aligned
    Text,
    /// One JSON object a line
    Json,
    /// CSV with a header
    Csv,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum SortChoice {
    /// By the words before, the nearest first
    Left,
    /// By the words after
    Right,
    /// By the day of the post
    Date,
}

impl From<SortChoice> for LineOrder {
    fn from(choice: SortChoice) -> Self {
        match choice {
            SortChoice::Left => Self::Left,
            SortChoice::Right => Self::Right,
            SortChoice::Date => Self::Date,
        }
    }
}

pub(super) fn run(options: &ConcordanceOptions) -> anyhow::Result<Outcome> {
    let mut concordance = Concordance::new(&options.phrase)?;
    let analyzer = Analyzer::builder().language(options.lang.into()).build()?;
    stop::listen()?;
    let (archive, outcome) = archive_run::first_pass(&options.input, &options.cleaning, None, true)?;
    let Some(mut archive) = archive else { return Ok(outcome) };
    let mut posts = archive.second_pass()?;
    let limit = options.limit.unwrap_or(usize::MAX);
    let mut out = Writer::new(options)?;
    let mut written = 0;
    let mut kept = Vec::new();
    for mut post in posts.by_ref() {
        let Some(text) = analyzer.analyzed_text(&post) else { continue };
        post.text = text;
        let mut lines = concordance.lines(&post);
        if options.sort.is_some() {
            kept.append(&mut lines);
            continue;
        }
        for line in lines.into_iter().take(limit - written) {
            out.write(line).with_context(|| tr!("writing-output"))?;
            written += 1;
        }
        if written == limit {
            break;
        }
    }
    if let Some(order) = options.sort {
        LineOrder::from(order).sort(&mut kept);
        for line in kept.into_iter().take(limit) {
            out.write(line).with_context(|| tr!("writing-output"))?;
            written += 1;
        }
    }
    out.finish().with_context(|| tr!("writing-output"))?;
    if stop::cancellation().is_cancelled() {
        return Ok(Outcome::Stopped);
    }
    if written < limit {
        posts.finish()?;
    }
    if written == 0 && limit > 0 {
        tell(tr!("not-found", phrase = printable(&options.phrase)));
    }
    Ok(outcome)
}

/// Writes lines in one of the formats.
enum Writer {
    Text {
        out: io::BufWriter<anstream::AutoStream<io::StdoutLock<'static>>>,
        width: usize,
        context: Option<usize>,
    },
    Json {
        out: io::BufWriter<io::StdoutLock<'static>>,
        context: Option<usize>,
    },
    Csv {
        table: Box<Table<io::StdoutLock<'static>>>,
        context: Option<usize>,
    },
}

/// The width of a line in columns where standard output is not a terminal.
const PLAIN_WIDTH: usize = 120;
/// The least width that lines are fitted to; a narrower terminal breaks them.
const MIN_WIDTH: usize = 40;

impl Writer {
    fn new(options: &ConcordanceOptions) -> anyhow::Result<Self> {
        let (stdout, context) = (standard_output()?, options.context);
        Ok(match options.format {
            ConcordanceFormat::Text => {
                let width = terminal_size::terminal_size_of(io::stdout())
                    .map_or(PLAIN_WIDTH, |(width, _)| usize::from(width.0));
                let out = io::BufWriter::new(anstream::AutoStream::auto(stdout));
                Self::Text { out, width: width.max(MIN_WIDTH), context }
            }
            ConcordanceFormat::Json => Self::Json { out: io::BufWriter::new(stdout), context },
            ConcordanceFormat::Csv => {
                let head = [
                    "id",
                    "title",
                    "published",
                    "author",
                    "left",
                    "keyword",
                    "right",
                    "in_title",
                    "start",
                    "end",
                ];
                Self::Csv { table: Box::new(Table::new(stdout, &head)?), context }
            }
        })
    }

    fn write(&mut self, mut line: ConcordanceLine) -> io::Result<()> {
        let (Self::Text { context, .. } | Self::Json { context, .. } | Self::Csv { context, .. }) = self;
        if let Some(words) = *context {
            line.left = last_words(&line.left, words).to_owned();
            line.right = first_words(&line.right, words).to_owned();
        }
        match self {
            Self::Text { out, width, .. } => write_aligned(out, &line, *width),
            Self::Json { out, .. } => write_json_line(out, &line),
            Self::Csv { table, .. } => table.row([
                line.id.as_str(),
                &line.title,
                &line.published.map(|day| day.to_string()).unwrap_or_default(),
                line.author.as_deref().unwrap_or_default(),
                &line.left,
                &line.keyword,
                &line.right,
                if line.in_title { "true" } else { "false" },
                &line.span.0.to_string(),
                &line.span.1.to_string(),
            ]),
        }
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Self::Text { mut out, .. } => out.flush(),
            Self::Json { mut out, .. } => out.flush(),
            Self::Csv { table, .. } => table.finish(),
        }
    }
}

/// The width in columns of the name of a post, and of its day with a space.
const NAME_WIDTH: usize = 24;
const DAY_WIDTH: usize = 11;

/// One line: the day, the left side aligned to the right, the keyword, the right side, the post.
fn write_aligned(out: &mut impl Write, line: &ConcordanceLine, width: usize) -> io::Result<()> {
    const KEYWORD: Style = AnsiColor::Cyan.on_default().bold();
    const ASIDE: Style = Style::new().dimmed();
    let [left, keyword, right, id] =
        [&line.left, &line.keyword, &line.right, &line.id].map(|piece| printable(piece));
    let name_width = NAME_WIDTH.min(width / 4);
    let sides = width.saturating_sub(DAY_WIDTH + name_width + 2);
    let left_width = sides * 2 / 5;
    let left = fitting_end(&left, left_width);
    // A keyword that is wider than its column is shown whole.
    let right = fitting_start(&right, (sides - left_width).saturating_sub(keyword.width()));
    let day = line.published.map(|day| day.to_string()).unwrap_or_default();
    let name = fitting_end(&id, name_width);
    let pad = left_width.saturating_sub(left.width());
    let behind = (sides - left_width).saturating_sub(keyword.width() + right.width());
    writeln!(
        out,
        "{ASIDE}{day:<10}{ASIDE:#} {:pad$}{left}{KEYWORD}{keyword}{KEYWORD:#}{right}{:behind$}  {ASIDE}{name}{ASIDE:#}",
        "", ""
    )
}

/// The end of a piece that fits into a number of columns, cut between words where possible.
fn fitting_end(piece: &str, columns: usize) -> &str {
    if piece.width() <= columns {
        return piece;
    }
    let mut start = piece.len();
    let mut at_word = None;
    let mut room = columns;
    for (at, character) in piece.char_indices().rev() {
        let Some(left) = room.checked_sub(character.width().unwrap_or(0)) else { break };
        room = left;
        // Never between a letter and its combining marks.
        if character.width() != Some(0) {
            start = at;
            if piece[..at].ends_with(' ') {
                at_word = Some(at);
            }
        }
    }
    &piece[at_word.unwrap_or(start)..]
}

/// The start of a piece that fits into a number of columns, cut between words where possible.
fn fitting_start(piece: &str, columns: usize) -> &str {
    if piece.width() <= columns {
        return piece;
    }
    let mut end = 0;
    let mut at_word = None;
    let mut room = columns;
    for (at, character) in piece.char_indices() {
        let Some(left) = room.checked_sub(character.width().unwrap_or(0)) else { break };
        room = left;
        if character == ' ' {
            at_word = Some(at);
        }
        end = at + character.len_utf8();
    }
    if piece[end..].starts_with(' ') {
        at_word = Some(end);
    }
    &piece[..at_word.filter(|&at| at > 0).unwrap_or(end)]
}

/// The last `count` words of a piece.
fn last_words(piece: &str, count: usize) -> &str {
    let starts: Vec<usize> = word_starts(piece).collect();
    match starts.len().checked_sub(count) {
        _ if count == 0 => "",
        Some(at) => &piece[starts[at]..],
        None => piece,
    }
}

/// The first `count` words of a piece.
fn first_words(piece: &str, count: usize) -> &str {
    match word_starts(piece).nth(count) {
        _ if count == 0 => "",
        Some(end) => piece[..end].trim_end(),
        None => piece,
    }
}

/// The starts of the words of a piece, which white space separates.
fn word_starts(piece: &str) -> impl Iterator<Item = usize> {
    let mut before = ' ';
    piece.char_indices().filter_map(move |(at, c)| {
        let starts = before.is_whitespace() && !c.is_whitespace();
        before = c;
        starts.then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_are_cut_between_words_and_by_columns() {
        assert_eq!(fitting_end("un deux trois ", 7), "trois ");
        assert_eq!(fitting_end("indivisible", 4), "ible");
        assert_eq!(fitting_start(" un deux trois", 8), " un deux");
        assert_eq!(fitting_start("indivisible", 4), "indi");
        // Characters of two columns, and a combining mark that stays with its letter.
        assert_eq!(fitting_end("漢字漢字", 5), "漢字");
        assert_eq!(fitting_end("ne\u{301}e\u{301}", 1), "e\u{301}");
    }

    #[test]
    fn context_counts_words() {
        assert_eq!(last_words("un deux trois ", 2), "deux trois ");
        assert_eq!(first_words(" un deux trois", 2), " un deux");
        assert_eq!((last_words("un", 3), first_words("un", 0)), ("un", ""));
    }
}

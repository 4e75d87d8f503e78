//! CSV: tables of posts, keyphrases, themes and trends, safe to be opened in a spreadsheet.
//!
//! RFC 4180 in UTF-8, with a head. A cell that a spreadsheet would take for a formula, because it starts
//! with `=`, `+`, `-`, `@`, a tab or a carriage return, gets an apostrophe before it (OWASP, "CSV
//! Injection"); numbers, negative ones among them, stay as they are. The file may begin with a byte order
//! mark, without which Excel takes UTF-8 for something else.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::corpus::{CorpusReport, MovementKind, Subject};
use crate::{Post, PostReport};

/// A table that is written row by row.
///
/// ```
/// use glane::output::csv::Table;
///
/// let mut out = Vec::new();
/// let mut table = Table::new(&mut out, &["id", "title"])?;
/// table.row(["1", "=1+1"])?;
/// table.finish()?;
/// assert_eq!(out, b"id,title\r\n1,'=1+1\r\n");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Table<W: Write> {
    rows: csv::Writer<W>,
}

impl<W: Write> Table<W> {
    /// A table with these columns.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn new(out: W, head: &[&str]) -> io::Result<Self> {
        let mut rows = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        rows.write_record(head).map_err(io::Error::from)?;
        Ok(Self { rows })
    }

    /// Adds a row, one cell for each column.
    ///
    /// # Errors
    ///
    /// Those of the file, and a row of another length.
    pub fn row<'c>(&mut self, cells: impl IntoIterator<Item = &'c str>) -> io::Result<()> {
        for cell in cells {
            self.rows.write_field(defused(cell).as_bytes()).map_err(io::Error::from)?;
        }
        self.rows.write_record(None::<&[u8]>).map_err(io::Error::from)
    }

    /// Writes what is left.
    ///
    /// # Errors
    ///
    /// Those of the file.
    pub fn finish(mut self) -> io::Result<()> {
        self.rows.flush()
    }
}

/// The byte order mark, by which Excel knows UTF-8.
pub const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A cell that no spreadsheet takes for a formula.
fn defused(cell: &str) -> Cow<'_, str> {
    let risky = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    if risky { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// The tables that grow post by post: `posts.csv`, a row a post, and `keyphrases.csv`, a row for each post
/// and keyphrase.
#[derive(Debug)]
pub struct PostTables<W: Write> {
    posts: Table<W>,
    keyphrases: Table<W>,
}

impl<W: Write> PostTables<W> {
    /// Tables without a row.
    ///
    /// # Errors
    ///
    /// Those of the files.
    pub fn new(posts: W, keyphrases: W) -> io::Result<Self> {
        Ok(Self {
            posts: Table::new(
                posts,
                &[
                    "id",
                    "title",
                    "published",
                    "author",
                    "labels",
                    "url",
                    "language",
                    "words",
                    "sentences",
                    "sentence_length",
                    "word_length",
                    "lexical_diversity",
                    "readability",
                    "reading_seconds",
                    "keyphrases",
                ],
            )?,
            keyphrases: Table::new(
                keyphrases,
                &["post", "published", "rank", "keyphrase", "lemma", "score", "count", "variants"],
            )?,
        })
    }

    /// Adds a post and its keyphrases. Several labels or variants stand in one cell, `; ` between them.
    ///
    /// # Errors
    ///
    /// Those of the files.
    pub fn add(&mut self, post: &Post, report: &PostReport) -> io::Result<()> {
        let figures = report.stats.figures(report.analyzed);
        let number = |figure: Option<f64>| figure.map(|figure| format!("{figure:.2}")).unwrap_or_default();
        let published = post.published.map(|day| day.to_string()).unwrap_or_default();
        let texts: Vec<&str> = report.keyphrases.iter().map(|keyphrase| keyphrase.text.as_str()).collect();
        self.posts.row([
            post.id.as_str(),
            &post.title,
            &published,
            post.author.as_deref().unwrap_or_default(),
            &post.labels.join("; "),
            post.url.as_deref().unwrap_or_default(),
            report.language.code,
            &figures.words.to_string(),
            &figures.sentences.to_string(),
            &number(figures.sentence_length),
            &number(figures.word_length),
            &number(figures.lexical_diversity),
            &number(figures.readability),
            &figures.reading_seconds.to_string(),
            &texts.join("; "),
        ])?;
        for (rank, keyphrase) in report.keyphrases.iter().enumerate() {
            let variants: Vec<&str> =
                keyphrase.variants.iter().map(|variant| variant.text.as_str()).collect();
            self.keyphrases.row([
                post.id.as_str(),
                &published,
                &(rank + 1).to_string(),
                &keyphrase.text,
                &keyphrase.lemma,
                &format!("{:.4}", keyphrase.score),
                &keyphrase.count.to_string(),
                &variants.join("; "),
            ])?;
        }
        Ok(())
    }

    /// Writes what is left.
    ///
    /// # Errors
    ///
    /// Those of the files.
    pub fn finish(self) -> io::Result<()> {
        self.posts.finish()?;
        self.keyphrases.finish()
    }
}

/// Writes `themes.csv`: a row for each theme and period, with the posts of both and their share; themes
/// of an archive without dates have one row each, without a period.
///
/// # Errors
///
/// Those of `out`.
pub fn write_themes(out: impl Write, report: &CorpusReport) -> io::Result<()> {
    let mut table = Table::new(
        out,
        &["theme", "name", "keyphrases", "posts", "weight", "period", "posts_in_period", "share_of_period"],
    )?;
    for (number, theme) in report.themes.iter().enumerate() {
        let start = [
            number.to_string(),
            theme.name.clone(),
            theme.keyphrases.join("; "),
            theme.posts.to_string(),
            format!("{:.4}", theme.weight),
        ];
        let start = || start.iter().map(String::as_str);
        if report.periods.is_empty() {
            table.row(start().chain(["", "", ""]))?;
        }
        for (period, posts) in report.periods.iter().zip(&theme.periods) {
            let share = if period.posts == 0 {
                String::new()
            } else {
                format!("{:.4}", *posts as f64 / period.posts as f64)
            };
            table.row(start().chain([period.period.to_string().as_str(), &posts.to_string(), &share]))?;
        }
    }
    table.finish()
}

/// Writes `trends.csv`: a row for each theme or keyphrase that rises, falls, bursts or is new.
///
/// # Errors
///
/// Those of `out`.
pub fn write_trends(out: impl Write, report: &CorpusReport) -> io::Result<()> {
    let mut table = Table::new(
        out,
        &[
            "kind",
            "subject",
            "name",
            "posts",
            "since",
            "until",
            "share_before",
            "share_after",
            "log_ratio",
            "statistic",
            "p_value",
            "q_value",
        ],
    )?;
    for movement in &report.trends.movements {
        let period =
            |period: Option<crate::corpus::Period>| period.map(|p| p.to_string()).unwrap_or_default();
        table.row([
            kind_name(movement.kind),
            subject_name(movement.subject),
            &movement.name,
            &movement.posts.to_string(),
            &period(movement.since),
            &period(movement.until),
            &movement.share_before.to_string(),
            &movement.share_after.to_string(),
            &movement.log_ratio.to_string(),
            &movement.statistic.to_string(),
            &movement.p_value.to_string(),
            &movement.q_value.to_string(),
        ])?;
    }
    table.finish()
}

/// How a movement is called in tables, as in JSON.
pub(super) fn kind_name(kind: MovementKind) -> &'static str {
    match kind {
        MovementKind::Rising => "rising",
        MovementKind::Falling => "falling",
        MovementKind::Burst => "burst",
        MovementKind::New => "new",
    }
}

/// What moves, as in JSON.
pub(super) fn subject_name(subject: Subject) -> &'static str {
    match subject {
        Subject::Theme => "theme",
        Subject::Keyphrase => "keyphrase",
    }
}

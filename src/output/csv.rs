//! CSV: tables of posts, keyphrases, themes and trends, safe to open in a spreadsheet.
//!
//! RFC 4180 in UTF-8, with a header row. A cell that a spreadsheet would evaluate as a formula, because it
//! starts with `=`, `+`, `-`, `@`, a tab or a carriage return, gets an apostrophe before it (OWASP, "CSV
//! Injection"); numbers, including negative ones, stay unchanged. The file may begin with a byte order mark,
//! by which Excel detects UTF-8.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::corpus::{CorpusReport, MovementKind, Subject};
use crate::{Post, PostReport};

/// The columns of `posts.csv`.
pub(super) const POSTS: &[&str] = &[
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
];
/// The columns of `keyphrases.csv`.
pub(super) const KEYPHRASES: &[&str] =
    &["post", "published", "rank", "keyphrase", "lemma", "kind", "score", "count", "mentions", "variants"];
/// The columns of `themes.csv`.
pub(super) const THEMES: &[&str] = &[
    "theme",
    "name",
    "keyphrases",
    "posts",
    "weight",
    "period",
    "posts_in_period",
    "share_of_period",
    "all_posts_in_period",
];
/// The columns of `trends.csv`.
pub(super) const TRENDS: &[&str] = &[
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
    "posts_before",
    "total_before",
    "posts_after",
    "total_after",
];

/// How cells and decimals are separated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Dialect {
    /// Commas between cells and decimal points, as programs read them.
    #[default]
    Standard,
    /// Semicolons between cells and decimal commas, as spreadsheets set to French read them.
    French,
}

impl Dialect {
    fn delimiter(self) -> u8 {
        match self {
            Self::Standard => b',',
            Self::French => b';',
        }
    }

    /// A number, which was written with a decimal point.
    fn number(self, number: impl Into<String>) -> String {
        let number = number.into();
        match self {
            Self::Standard => number,
            Self::French => number.replace('.', ","),
        }
    }
}

/// A table written row by row.
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
    dialect: Dialect,
}

impl<W: Write> Table<W> {
    /// A table with these columns, whose header row is written.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn new(out: W, head: &[&str]) -> io::Result<Self> {
        Self::in_dialect(out, head, Dialect::Standard)
    }

    /// The same in a dialect. Decimals in its cells are left to the caller.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn in_dialect(out: W, head: &[&str], dialect: Dialect) -> io::Result<Self> {
        let mut rows = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .delimiter(dialect.delimiter())
            .from_writer(out);
        rows.write_record(head).map_err(io::Error::from)?;
        Ok(Self { rows, dialect })
    }

    /// Adds a row, one cell for each column.
    ///
    /// # Errors
    ///
    /// Those of `out`, and a row of another length than the header.
    pub fn row<'c>(&mut self, cells: impl IntoIterator<Item = &'c str>) -> io::Result<()> {
        for cell in cells {
            self.rows.write_field(escape_formula(cell, self.dialect).as_bytes()).map_err(io::Error::from)?;
        }
        self.rows.write_record(None::<&[u8]>).map_err(io::Error::from)
    }

    /// Flushes the rows.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn finish(mut self) -> io::Result<()> {
        self.rows.flush()
    }
}

/// The byte order mark, by which Excel detects UTF-8.
pub const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A cell that no spreadsheet evaluates as a formula.
fn escape_formula(cell: &str, dialect: Dialect) -> Cow<'_, str> {
    let is_number = || match dialect {
        Dialect::Standard => cell.parse::<f64>().is_ok(),
        Dialect::French => cell.replace(',', ".").parse::<f64>().is_ok(),
    };
    let risky = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number();
    if risky { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// The tables written post by post: `posts.csv` with a row per post, and `keyphrases.csv` with a row per post
/// and keyphrase.
#[derive(Debug)]
pub struct PostTables<W: Write> {
    posts: Table<W>,
    keyphrases: Table<W>,
    dialect: Dialect,
}

impl<W: Write> PostTables<W> {
    /// Tables without rows.
    ///
    /// # Errors
    ///
    /// Those of the writers.
    pub fn new(posts: W, keyphrases: W) -> io::Result<Self> {
        Self::in_dialect(posts, keyphrases, Dialect::Standard)
    }

    /// The same in a dialect.
    ///
    /// # Errors
    ///
    /// Those of the writers.
    pub fn in_dialect(posts: W, keyphrases: W, dialect: Dialect) -> io::Result<Self> {
        Ok(Self {
            posts: Table::in_dialect(posts, POSTS, dialect)?,
            keyphrases: Table::in_dialect(keyphrases, KEYPHRASES, dialect)?,
            dialect,
        })
    }

    /// Adds a post and its keyphrases. Labels, and variants, are joined with `; ` in one cell.
    ///
    /// # Errors
    ///
    /// Those of the writers.
    pub fn add(&mut self, post: &Post, report: &PostReport) -> io::Result<()> {
        let measures = report.stats.measures(report.analyzed);
        let dialect = self.dialect;
        let number =
            |value: Option<f64>| value.map(|value| dialect.number(format!("{value:.2}"))).unwrap_or_default();
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
            &measures.words.to_string(),
            &measures.sentences.to_string(),
            &number(measures.sentence_length),
            &number(measures.word_length),
            &number(measures.lexical_diversity),
            &number(measures.readability),
            &measures.reading_seconds.to_string(),
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
                keyphrase.kind.as_str(),
                &dialect.number(format!("{:.4}", keyphrase.score)),
                &keyphrase.count.to_string(),
                &keyphrase.mentions.to_string(),
                &variants.join("; "),
            ])?;
        }
        Ok(())
    }

    /// Flushes the rows.
    ///
    /// # Errors
    ///
    /// Those of the writers.
    pub fn finish(self) -> io::Result<()> {
        self.posts.finish()?;
        self.keyphrases.finish()
    }
}

/// Writes `themes.csv`: a row per theme and period, with the number of posts and their share of the posts of
/// the period. A theme of an archive without dates has one row, without a period.
///
/// # Errors
///
/// Those of `out`.
pub fn write_themes(out: impl Write, report: &CorpusReport) -> io::Result<()> {
    write_themes_in(out, report, Dialect::Standard)
}

/// The same in a dialect.
///
/// # Errors
///
/// Those of `out`.
pub fn write_themes_in(out: impl Write, report: &CorpusReport, dialect: Dialect) -> io::Result<()> {
    let mut table = Table::in_dialect(out, THEMES, dialect)?;
    for (number, theme) in report.themes.iter().enumerate() {
        let start = [
            number.to_string(),
            theme.name.clone(),
            theme.keyphrases.join("; "),
            theme.posts.to_string(),
            dialect.number(format!("{:.4}", theme.weight)),
        ];
        let start = || start.iter().map(String::as_str);
        if report.periods.is_empty() {
            table.row(start().chain(["", "", "", ""]))?;
        }
        for (period, posts) in report.periods.iter().zip(&theme.periods) {
            let share = if period.posts == 0 {
                String::new()
            } else {
                dialect.number(format!("{:.4}", *posts as f64 / period.posts as f64))
            };
            table.row(start().chain([
                period.period.to_string().as_str(),
                &posts.to_string(),
                &share,
                &period.posts.to_string(),
            ]))?;
        }
    }
    table.finish()
}

/// Writes `trends.csv`: a row per theme or keyphrase that rises, falls, bursts or is new.
///
/// # Errors
///
/// Those of `out`.
pub fn write_trends(out: impl Write, report: &CorpusReport) -> io::Result<()> {
    write_trends_in(out, report, Dialect::Standard)
}

/// The same in a dialect.
///
/// # Errors
///
/// Those of `out`.
pub fn write_trends_in(out: impl Write, report: &CorpusReport, dialect: Dialect) -> io::Result<()> {
    let mut table = Table::in_dialect(out, TRENDS, dialect)?;
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
            &dialect.number(movement.share_before.to_string()),
            &dialect.number(movement.share_after.to_string()),
            &dialect.number(movement.log_ratio.to_string()),
            &dialect.number(movement.statistic.to_string()),
            &dialect.number(movement.p_value.to_string()),
            &dialect.number(movement.q_value.to_string()),
            &movement.posts_before.to_string(),
            &movement.total_before.to_string(),
            &movement.posts_after.to_string(),
            &movement.total_after.to_string(),
        ])?;
    }
    table.finish()
}

/// The name of a kind of movement in tables, as in JSON.
pub(super) fn kind_name(kind: MovementKind) -> &'static str {
    match kind {
        MovementKind::Rising => "rising",
        MovementKind::Falling => "falling",
        MovementKind::Burst => "burst",
        MovementKind::New => "new",
    }
}

/// The name of a kind of subject in tables, as in JSON.
pub(super) fn subject_name(subject: Subject) -> &'static str {
    match subject {
        Subject::Theme => "theme",
        Subject::Keyphrase => "keyphrase",
    }
}

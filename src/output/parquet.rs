//! Parquet: the tables of posts, keyphrases, themes and trends for DuckDB, Polars, pandas, R or Spark.
//!
//! The same tables as CSV (see [`csv`](super::csv)), typed: dates are dates, labels and variants are lists,
//! unknown values are null. [`TABLES`] has their columns. Rows are written in row groups, so that memory does
//! not grow with the archive.

use std::io::Write;
use std::sync::Arc;

use jiff::civil::{Date, date};
use parquet::basic::Compression;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;

use super::csv::{kind_name, subject_name};
use crate::corpus::CorpusReport;
use crate::{Post, PostReport};

/// The version of the tables, in the metadata of each file under `schema`. Version 1 may gain columns; existing
/// columns keep their meaning.
pub const SCHEMA_VERSION: u32 = 1;

/// Rows per row group.
const GROUP: usize = 20_000;

/// An error of the Parquet writer, such as a full disk.
#[derive(Debug, thiserror::Error)]
#[error("writing a Parquet file: {0}")]
pub struct ParquetError(#[from] parquet::errors::ParquetError);

/// The names of the tables and their columns in the schema language of Parquet.
pub const TABLES: [(&str, &str); 4] =
    [("posts", POSTS), ("keyphrases", KEYPHRASES), ("themes", THEMES), ("trends", TRENDS)];

const POSTS: &str = "message posts {
    required binary id (STRING);
    required binary title (STRING);
    optional int32 published (DATE);
    optional binary author (STRING);
    required group labels (LIST) { repeated group list { required binary element (STRING); } }
    optional binary url (STRING);
    required binary language (STRING);
    required boolean analyzed;
    required int64 words;
    required int64 sentences;
    required int64 letters;
    required int64 syllables;
    optional double sentence_length;
    optional double word_length;
    optional double lexical_diversity;
    optional double readability;
    required int64 reading_seconds;
}";

const KEYPHRASES: &str = "message keyphrases {
    required binary post (STRING);
    optional int32 published (DATE);
    required int64 rank;
    required binary keyphrase (STRING);
    required binary lemma (STRING);
    required binary kind (STRING);
    required double score;
    required int64 count;
    required int64 mentions;
    required group variants (LIST) { repeated group list { required binary element (STRING); } }
}";

const THEMES: &str = "message themes {
    required int64 theme;
    required binary name (STRING);
    required group keyphrases (LIST) { repeated group list { required binary element (STRING); } }
    required int64 posts;
    required double weight;
    optional binary period (STRING);
    optional int64 posts_in_period;
    optional double share_of_period;
    optional int64 all_posts_in_period;
}";

const TRENDS: &str = "message trends {
    required binary kind (STRING);
    required binary subject (STRING);
    required binary name (STRING);
    required int64 posts;
    optional binary since (STRING);
    optional binary until (STRING);
    required double share_before;
    required double share_after;
    required double log_ratio;
    required double statistic;
    required double p_value;
    required double q_value;
    required int64 posts_before;
    required int64 total_before;
    required int64 posts_after;
    required int64 total_after;
}";

/// A value in a row.
#[derive(Clone, Copy, Debug)]
enum Cell<'a> {
    Null,
    Text(&'a str),
    List(&'a [&'a str]),
    Day(Date),
    Whole(u64),
    Number(f64),
    Truth(bool),
}

impl Cell<'_> {
    /// A measure, rounded to two decimals as in the other outputs.
    fn measure(value: Option<f64>) -> Self {
        value.map_or(Self::Null, |value| Self::Number((value * 100.0).round() / 100.0))
    }
}

/// The buffered values of a column, until their row group is full.
#[derive(Debug)]
struct Column {
    values: Values,
    /// Definition levels: for each value, null or empty list, whether a value is there.
    present: Vec<i16>,
    /// Repetition levels: whether each continues the list of its row.
    continues_list: Vec<i16>,
    is_optional: bool,
    is_list: bool,
}

#[derive(Debug)]
enum Values {
    Texts(Vec<ByteArray>),
    Days(Vec<i32>),
    Wholes(Vec<i64>),
    Numbers(Vec<f64>),
    Truths(Vec<bool>),
}

impl Column {
    fn push(&mut self, cell: Cell<'_>) {
        let before = self.present.len();
        match (&mut self.values, cell) {
            (Values::Texts(texts), Cell::Text(text)) => texts.push(text.into()),
            (Values::Texts(texts), Cell::List(list)) if !list.is_empty() => {
                texts.extend(list.iter().map(|&text| ByteArray::from(text)));
                self.present.extend(list.iter().map(|_| 1));
                self.continues_list.extend((0..list.len()).map(|at| i16::from(at > 0)));
            }
            (Values::Days(days), Cell::Day(day)) => {
                let since = day.duration_since(date(1970, 1, 1));
                days.push((since.as_hours() / 24) as i32);
            }
            (Values::Wholes(wholes), Cell::Whole(whole)) => {
                wholes.push(i64::try_from(whole).unwrap_or(i64::MAX));
            }
            (Values::Numbers(numbers), Cell::Number(number)) => numbers.push(number),
            (Values::Truths(truths), Cell::Truth(truth)) => truths.push(truth),
            (_, cell) => {
                debug_assert!(matches!(cell, Cell::Null | Cell::List([])), "{cell:?} in another column");
                self.present.push(0);
                self.continues_list.push(0);
            }
        }
        if self.present.len() == before {
            self.present.push(1);
            self.continues_list.push(0);
        }
    }

    fn write<W: Write + Send>(
        &mut self,
        group: &mut SerializedRowGroupWriter<'_, W>,
    ) -> Result<(), ParquetError> {
        let present = self.is_optional.then_some(&*self.present);
        let continues_list = self.is_list.then_some(&*self.continues_list);
        match &mut self.values {
            Values::Texts(texts) => write_values::<ByteArrayType, W>(group, texts, present, continues_list),
            Values::Days(days) => write_values::<Int32Type, W>(group, days, present, continues_list),
            Values::Wholes(wholes) => write_values::<Int64Type, W>(group, wholes, present, continues_list),
            Values::Numbers(numbers) => {
                write_values::<DoubleType, W>(group, numbers, present, continues_list)
            }
            Values::Truths(truths) => write_values::<BoolType, W>(group, truths, present, continues_list),
        }?;
        self.present.clear();
        self.continues_list.clear();
        Ok(())
    }
}

/// Writes the values of a column into a row group and clears them.
fn write_values<T: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: &mut Vec<T::T>,
    present: Option<&[i16]>,
    continues_list: Option<&[i16]>,
) -> Result<(), ParquetError> {
    if let Some(mut column) = group.next_column()? {
        column.typed::<T>().write_batch(values, present, continues_list)?;
        column.close()?;
    }
    values.clear();
    Ok(())
}

/// A file written row by row.
struct Table<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    columns: Vec<Column>,
    rows: usize,
}

impl<W: Write + Send> Table<W> {
    fn new(out: W, schema: &str) -> Result<Self, ParquetError> {
        let schema = Arc::new(parse_message_type(schema)?);
        let version = format!("glane.parquet/{SCHEMA_VERSION}");
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(concat!("glane ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_key_value_metadata(Some(vec![KeyValue::new("schema".to_owned(), version)]))
            .build();
        let writer = SerializedFileWriter::new(out, schema, Arc::new(properties))?;
        let columns = writer
            .schema_descr()
            .columns()
            .iter()
            .map(|column| Column {
                values: match column.physical_type() {
                    parquet::basic::Type::INT32 => Values::Days(Vec::new()),
                    parquet::basic::Type::INT64 => Values::Wholes(Vec::new()),
                    parquet::basic::Type::DOUBLE => Values::Numbers(Vec::new()),
                    parquet::basic::Type::BOOLEAN => Values::Truths(Vec::new()),
                    _ => Values::Texts(Vec::new()),
                },
                present: Vec::new(),
                continues_list: Vec::new(),
                is_optional: column.max_def_level() > 0,
                is_list: column.max_rep_level() > 0,
            })
            .collect();
        Ok(Self { writer, columns, rows: 0 })
    }

    fn row<'c>(&mut self, cells: impl IntoIterator<Item = Cell<'c>>) -> Result<(), ParquetError> {
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            column.push(cell);
        }
        self.rows += 1;
        if self.rows == GROUP { self.write_group() } else { Ok(()) }
    }

    fn write_group(&mut self) -> Result<(), ParquetError> {
        let mut group = self.writer.next_row_group()?;
        for column in &mut self.columns {
            column.write(&mut group)?;
        }
        group.close()?;
        self.rows = 0;
        Ok(())
    }

    fn finish(mut self) -> Result<(), ParquetError> {
        if self.rows > 0 {
            self.write_group()?;
        }
        self.writer.close()?;
        Ok(())
    }
}

impl<W: Write + Send> std::fmt::Debug for Table<W> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Table").field("rows", &self.rows).finish_non_exhaustive()
    }
}

/// The tables written post by post: a row per post, and a row per post and keyphrase.
///
/// ```
/// use glane::output::parquet::PostTables;
/// use glane::{Analyzer, Post};
///
/// let post = Post::new("1", "Le compost nourrit le jardin partagé.");
/// let report = Analyzer::builder().build()?.analyze(&post);
/// let (mut posts, mut keyphrases) = (Vec::new(), Vec::new());
/// let mut tables = PostTables::new(&mut posts, &mut keyphrases)?;
/// tables.add(&post, &report)?;
/// tables.finish()?;
/// assert!(posts.starts_with(b"PAR1") && keyphrases.starts_with(b"PAR1"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct PostTables<W: Write + Send> {
    posts: Table<W>,
    keyphrases: Table<W>,
}

impl<W: Write + Send> PostTables<W> {
    /// Tables without rows.
    ///
    /// # Errors
    ///
    /// Those of the writers.
    pub fn new(posts: W, keyphrases: W) -> Result<Self, ParquetError> {
        Ok(Self { posts: Table::new(posts, POSTS)?, keyphrases: Table::new(keyphrases, KEYPHRASES)? })
    }

    /// Adds a post and its keyphrases.
    ///
    /// # Errors
    ///
    /// Those of the writers.
    pub fn add(&mut self, post: &Post, report: &PostReport) -> Result<(), ParquetError> {
        let measures = report.stats.measures(report.analyzed);
        let published = post.published.map_or(Cell::Null, Cell::Day);
        let labels: Vec<&str> = post.labels.iter().map(String::as_str).collect();
        self.posts.row([
            Cell::Text(&post.id),
            Cell::Text(&post.title),
            published,
            post.author.as_deref().map_or(Cell::Null, Cell::Text),
            Cell::List(&labels),
            post.url.as_deref().map_or(Cell::Null, Cell::Text),
            Cell::Text(report.language.code),
            Cell::Truth(report.analyzed),
            Cell::Whole(measures.words),
            Cell::Whole(measures.sentences),
            Cell::Whole(measures.letters),
            Cell::Whole(measures.syllables),
            Cell::measure(measures.sentence_length),
            Cell::measure(measures.word_length),
            Cell::measure(measures.lexical_diversity),
            Cell::measure(measures.readability),
            Cell::Whole(measures.reading_seconds),
        ])?;
        for (rank, keyphrase) in (1..).zip(&report.keyphrases) {
            let variants: Vec<&str> =
                keyphrase.variants.iter().map(|variant| variant.text.as_str()).collect();
            self.keyphrases.row([
                Cell::Text(&post.id),
                published,
                Cell::Whole(rank),
                Cell::Text(&keyphrase.text),
                Cell::Text(&keyphrase.lemma),
                Cell::Text(keyphrase.kind.as_str()),
                Cell::Number((keyphrase.score * 10_000.0).round() / 10_000.0),
                Cell::Whole(keyphrase.count.into()),
                Cell::Whole(keyphrase.mentions.into()),
                Cell::List(&variants),
            ])?;
        }
        Ok(())
    }

    /// Writes the last row group and the footer.
    ///
    /// # Errors
    ///
    /// Those of the writers.
    pub fn finish(self) -> Result<(), ParquetError> {
        self.posts.finish()?;
        self.keyphrases.finish()
    }
}

/// Writes the themes: a row per theme and period, with the number of posts and their share of the posts of the
/// period. A theme of an archive without dates has one row, without a period.
///
/// # Errors
///
/// Those of `out`.
pub fn write_themes(out: impl Write + Send, report: &CorpusReport) -> Result<(), ParquetError> {
    let mut table = Table::new(out, THEMES)?;
    for (number, theme) in (0..).zip(&report.themes) {
        let keyphrases: Vec<&str> = theme.keyphrases.iter().map(String::as_str).collect();
        let mut row = |period: Option<&str>, posts: Cell<'_>, share: Cell<'_>, all: Cell<'_>| {
            table.row([
                Cell::Whole(number),
                Cell::Text(&theme.name),
                Cell::List(&keyphrases),
                Cell::Whole(theme.posts),
                Cell::Number(theme.weight),
                period.map_or(Cell::Null, Cell::Text),
                posts,
                share,
                all,
            ])
        };
        if report.periods.is_empty() {
            row(None, Cell::Null, Cell::Null, Cell::Null)?;
        }
        for (period, &posts) in report.periods.iter().zip(&theme.periods) {
            let share = if period.posts == 0 {
                Cell::Null
            } else {
                Cell::Number((posts as f64 / period.posts as f64 * 10_000.0).round() / 10_000.0)
            };
            row(Some(&period.period.to_string()), Cell::Whole(posts), share, Cell::Whole(period.posts))?;
        }
    }
    table.finish()
}

/// Writes the trends: a row per theme or keyphrase that rises, falls, bursts or is new.
///
/// # Errors
///
/// Those of `out`.
pub fn write_trends(out: impl Write + Send, report: &CorpusReport) -> Result<(), ParquetError> {
    let mut table = Table::new(out, TRENDS)?;
    for movement in &report.trends.movements {
        let [since, until] =
            [movement.since, movement.until].map(|period| period.map(|period| period.to_string()));
        table.row([
            Cell::Text(kind_name(movement.kind)),
            Cell::Text(subject_name(movement.subject)),
            Cell::Text(&movement.name),
            Cell::Whole(movement.posts),
            since.as_deref().map_or(Cell::Null, Cell::Text),
            until.as_deref().map_or(Cell::Null, Cell::Text),
            Cell::Number(movement.share_before),
            Cell::Number(movement.share_after),
            Cell::Number(movement.log_ratio),
            Cell::Number(movement.statistic),
            Cell::Number(movement.p_value),
            Cell::Number(movement.q_value),
            Cell::Whole(movement.posts_before),
            Cell::Whole(movement.total_before),
            Cell::Whole(movement.posts_after),
            Cell::Whole(movement.total_after),
        ])?;
    }
    table.finish()
}

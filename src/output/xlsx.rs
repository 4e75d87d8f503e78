//! A workbook for Excel and LibreOffice: sheets of posts, keyphrases, themes and trends, with the columns of the CSV
//! tables. Numbers and dates have their types; text is text, also where it begins as a formula.
//!
//! Rows are written to temporary files as they come, so that memory does not grow with the archive. What goes beyond
//! the limits of Excel is cut or left out, and counted. The same archive gives the same bytes on any day.

use std::borrow::Cow;
use std::fmt;
use std::io::{Read, Seek, Write};
use std::path::Path;

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, XlsxError};

use super::csv::{KEYPHRASES, POSTS, THEMES, TRENDS, kind_name, subject_name};
use crate::corpus::CorpusReport;
use crate::{Post, PostReport};

/// The most UTF-16 units of a cell that Excel reads.
pub const MOST_CHARACTERS: usize = 32_767;
/// The most rows of a sheet that Excel reads, the head included.
pub const MOST_ROWS: u32 = 1_048_576;

/// Why a workbook could not be written.
#[derive(Debug, thiserror::Error)]
#[error("writing a workbook: {0}")]
pub struct WorkbookError(#[from] XlsxError);

/// What does not fit into a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Excess {
    /// Cells that were cut after [`MOST_CHARACTERS`].
    pub cut_cells: u64,
    /// Sheets from which rows were left out, with the numbers of these rows.
    pub left_out_rows: Vec<(&'static str, u64)>,
}

/// The sheets, in their order.
const SHEETS: [(&str, &[&str]); 4] =
    [("posts", POSTS), ("keyphrases", KEYPHRASES), ("themes", THEMES), ("trends", TRENDS)];

/// A workbook that grows post by post.
pub struct Workbook {
    book: rust_xlsxwriter::Workbook,
    rows: [u32; SHEETS.len()],
    left_out: [u64; SHEETS.len()],
    cut_cells: u64,
    most_rows: u32,
    date: Format,
}

impl fmt::Debug for Workbook {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Workbook").field("rows", &self.rows).finish_non_exhaustive()
    }
}

/// Whether a file is a workbook that Glane wrote, by the author in its properties.
pub fn is_own(file: impl Read + Seek) -> bool {
    let Ok(mut archive) = zip::ZipArchive::new(file) else { return false };
    let Ok(properties) = archive.by_name("docProps/core.xml") else { return false };
    let mut text = String::new();
    properties.take(1 << 16).read_to_string(&mut text).is_ok() && text.contains(AUTHOR_ELEMENT)
}

const AUTHOR: &str = "Glane";
const AUTHOR_ELEMENT: &str = "<dc:creator>Glane</dc:creator>";

/// A cell.
enum Cell<'c> {
    Nothing,
    Text(Cow<'c, str>),
    Number(f64),
    Date(Date),
}

impl<'c> Cell<'c> {
    fn text(text: impl Into<Cow<'c, str>>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Nothing } else { Self::Text(text) }
    }

    /// A figure, rounded as in the other tables.
    fn rounded(figure: Option<f64>, units: f64) -> Self {
        figure
            .filter(|figure| figure.is_finite())
            .map_or(Self::Nothing, |figure| Self::Number((figure * units).round() / units))
    }

    fn figure(figure: f64) -> Self {
        if figure.is_finite() { Self::Number(figure) } else { Self::Nothing }
    }

    fn count(count: u64) -> Self {
        Self::Number(count as f64)
    }

    fn date(date: Option<Date>) -> Self {
        date.map_or(Self::Nothing, Self::Date)
    }
}

impl Workbook {
    /// A workbook with the heads of its sheets. Its temporary files are in `directory`.
    ///
    /// # Errors
    ///
    /// [`WorkbookError`] where the temporary files cannot be written.
    pub fn new(directory: &Path) -> Result<Self, WorkbookError> {
        let mut book = rust_xlsxwriter::Workbook::new();
        book.set_tempdir(directory)?;
        // The day of writing would change the bytes.
        let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
        book.set_properties(&DocProperties::new().set_author(AUTHOR).set_creation_datetime(&created));
        let bold = Format::new().set_bold();
        for (name, columns) in SHEETS {
            let sheet = book.add_worksheet_with_constant_memory()?;
            sheet.set_name(name)?.set_freeze_panes(1, 0)?;
            for (column, title) in (0..).zip(columns) {
                sheet.set_column_width(column, width(title))?;
            }
            for (column, title) in (0..).zip(columns) {
                sheet.write_string_with_format(0, column, *title, &bold)?;
            }
        }
        let date = Format::new().set_num_format("yyyy-mm-dd");
        Ok(Self {
            book,
            rows: [1; SHEETS.len()],
            left_out: [0; SHEETS.len()],
            cut_cells: 0,
            most_rows: MOST_ROWS,
            date,
        })
    }

    /// Adds a post and its keyphrases. Labels, and variants, are joined with `; ` in one cell.
    ///
    /// # Errors
    ///
    /// [`WorkbookError`] where the temporary files cannot be written.
    pub fn add(&mut self, post: &Post, report: &PostReport) -> Result<(), WorkbookError> {
        let measures = report.stats.measures(report.analyzed);
        let texts: Vec<&str> = report.keyphrases.iter().map(|keyphrase| keyphrase.text.as_str()).collect();
        let post_cells = [
            Cell::text(post.id.as_str()),
            Cell::text(post.title.as_str()),
            Cell::date(post.published),
            Cell::text(post.author.as_deref().unwrap_or_default()),
            Cell::text(post.labels.join("; ")),
            Cell::text(post.url.as_deref().unwrap_or_default()),
            Cell::text(report.language.code),
            Cell::count(measures.words),
            Cell::count(measures.sentences),
            Cell::rounded(measures.sentence_length, 100.0),
            Cell::rounded(measures.word_length, 100.0),
            Cell::rounded(measures.lexical_diversity, 100.0),
            Cell::rounded(measures.readability, 100.0),
            Cell::count(measures.reading_seconds),
            Cell::text(texts.join("; ")),
        ];
        self.row(0, post_cells)?;
        for (rank, keyphrase) in (1..).zip(&report.keyphrases) {
            let variants: Vec<&str> =
                keyphrase.variants.iter().map(|variant| variant.text.as_str()).collect();
            let cells = [
                Cell::text(post.id.as_str()),
                Cell::date(post.published),
                Cell::count(rank),
                Cell::text(keyphrase.text.as_str()),
                Cell::text(keyphrase.lemma.as_str()),
                Cell::text(keyphrase.kind.as_str()),
                Cell::rounded(Some(keyphrase.score), 10_000.0),
                Cell::figure(keyphrase.count.into()),
                Cell::figure(keyphrase.mentions.into()),
                Cell::text(variants.join("; ")),
            ];
            self.row(1, cells)?;
        }
        Ok(())
    }

    /// Adds the themes and trends of the archive, and writes the workbook; returns what did not fit.
    ///
    /// # Errors
    ///
    /// [`WorkbookError`] where a file cannot be written.
    pub fn finish(mut self, report: &CorpusReport, out: impl Write + Send) -> Result<Excess, WorkbookError> {
        self.themes(report)?;
        self.trends(report)?;
        for (at, (_, columns)) in SHEETS.iter().enumerate() {
            let last = self.rows[at] - 1;
            if last > 0 {
                let column = u16::try_from(columns.len() - 1).unwrap_or(u16::MAX);
                self.book.worksheet_from_index(at)?.autofilter(0, 0, last, column)?;
            }
        }
        self.book.save_to_writer(out)?;
        let left_out = SHEETS.iter().zip(self.left_out).filter(|(_, rows)| *rows > 0);
        Ok(Excess {
            cut_cells: self.cut_cells,
            left_out_rows: left_out.map(|((name, _), rows)| (*name, rows)).collect(),
        })
    }

    /// A row for each theme and period, as in `themes.csv`.
    fn themes(&mut self, report: &CorpusReport) -> Result<(), WorkbookError> {
        for (number, theme) in (0..).zip(&report.themes) {
            let start = || {
                [
                    Cell::count(number),
                    Cell::text(theme.name.as_str()),
                    Cell::text(theme.keyphrases.join("; ")),
                    Cell::count(theme.posts),
                    Cell::rounded(Some(theme.weight), 10_000.0),
                ]
            };
            if report.periods.is_empty() {
                self.row(2, start())?;
            }
            for (period, posts) in report.periods.iter().zip(&theme.periods) {
                let share = (period.posts > 0).then(|| *posts as f64 / period.posts as f64);
                let of_period = [
                    Cell::text(period.period.to_string()),
                    Cell::count(*posts),
                    Cell::rounded(share, 10_000.0),
                    Cell::count(period.posts),
                ];
                self.row(2, start().into_iter().chain(of_period))?;
            }
        }
        Ok(())
    }

    /// A row for each movement, as in `trends.csv`.
    fn trends(&mut self, report: &CorpusReport) -> Result<(), WorkbookError> {
        for movement in &report.trends.movements {
            let period = |period: Option<crate::corpus::Period>| {
                Cell::text(period.map(|period| period.to_string()).unwrap_or_default())
            };
            let cells = [
                Cell::text(kind_name(movement.kind)),
                Cell::text(subject_name(movement.subject)),
                Cell::text(movement.name.as_str()),
                Cell::count(movement.posts),
                period(movement.since),
                period(movement.until),
                Cell::figure(movement.share_before),
                Cell::figure(movement.share_after),
                Cell::figure(movement.log_ratio),
                Cell::figure(movement.statistic),
                Cell::figure(movement.p_value),
                Cell::figure(movement.q_value),
                Cell::count(movement.posts_before),
                Cell::count(movement.total_before),
                Cell::count(movement.posts_after),
                Cell::count(movement.total_after),
            ];
            self.row(3, cells)?;
        }
        Ok(())
    }

    fn row<'c>(
        &mut self,
        sheet: usize,
        cells: impl IntoIterator<Item = Cell<'c>>,
    ) -> Result<(), WorkbookError> {
        let row = self.rows[sheet];
        if row >= self.most_rows {
            self.left_out[sheet] += 1;
            return Ok(());
        }
        self.rows[sheet] += 1;
        let sheet = self.book.worksheet_from_index(sheet)?;
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Nothing => {}
                Cell::Number(number) => {
                    sheet.write_number(row, column, number)?;
                }
                Cell::Date(day) => match excel_date(day) {
                    Some(date) => {
                        sheet.write_datetime_with_format(row, column, &date, &self.date)?;
                    }
                    // Excel has no days before 1900.
                    None => {
                        sheet.write_string(row, column, day.to_string())?;
                    }
                },
                Cell::Text(text) => {
                    let fitting = fitting(&text);
                    self.cut_cells += u64::from(fitting.len() < text.len());
                    sheet.write_string(row, column, fitting)?;
                }
            }
        }
        Ok(())
    }
}

fn excel_date(day: Date) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok().filter(|year| *year >= 1900)?;
    ExcelDateTime::from_ymd(year, day.month().unsigned_abs(), day.day().unsigned_abs()).ok()
}

/// The start of a text that fits into a cell.
fn fitting(text: &str) -> &str {
    // No text has more UTF-16 units than bytes.
    if text.len() <= MOST_CHARACTERS {
        return text;
    }
    let mut units = 0;
    for (at, character) in text.char_indices() {
        units += character.len_utf16();
        if units > MOST_CHARACTERS {
            return &text[..at];
        }
    }
    text
}

/// The width of a column, in digits.
fn width(title: &str) -> u32 {
    match title {
        "title" | "keyphrases" | "labels" | "variants" => 40,
        "id" | "post" | "url" | "keyphrase" | "lemma" | "name" => 28,
        title => u32::try_from(title.len()).unwrap_or(0).max(9) + 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_ends_at_the_limit_of_excel_and_between_characters() {
        assert_eq!(fitting("court"), "court");
        assert_eq!(fitting(&"a".repeat(40_000)).len(), MOST_CHARACTERS);
        // A sign outside of the first plane counts twice.
        assert_eq!(fitting(&"😀".repeat(40_000)).chars().count(), MOST_CHARACTERS / 2);
        let accents = "é".repeat(MOST_CHARACTERS);
        assert_eq!(fitting(&accents), accents);
    }

    #[test]
    fn rows_beyond_the_limit_are_counted() {
        let directory = tempfile::tempdir().expect("a directory");
        let mut workbook = Workbook::new(directory.path()).expect("a workbook");
        workbook.most_rows = 3;
        let post = Post::new("1", "Le vélo cargo remplace la voiture.");
        let report = crate::Analyzer::builder().build().expect("an analyzer").analyze(&post);
        for _ in 0..5 {
            workbook.add(&post, &report).expect("a row");
        }
        assert_eq!((workbook.rows[0], workbook.left_out[0]), (3, 3));
    }

    #[test]
    fn a_workbook_of_glane_is_recognized() {
        use std::io::Cursor;

        let directory = tempfile::tempdir().expect("a directory");
        let workbook = Workbook::new(directory.path()).expect("a workbook");
        let mut bytes = Vec::new();
        workbook.finish(&crate::corpus::Aggregate::new().report(), &mut bytes).expect("it is written");
        assert!(is_own(Cursor::new(&bytes)) && !is_own(Cursor::new(&bytes[..100])));
        let mut other = rust_xlsxwriter::Workbook::new();
        other.add_worksheet();
        assert!(!is_own(Cursor::new(other.save_to_buffer().expect("a workbook"))));
    }

    #[test]
    fn days_before_1900_have_no_date_in_excel() {
        assert!(excel_date(jiff::civil::date(1899, 12, 31)).is_none());
        assert!(excel_date(jiff::civil::date(1900, 1, 1)).is_some());
    }
}

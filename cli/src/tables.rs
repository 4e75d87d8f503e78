//! The tables that `glane analyze` writes on request: CSV files, Parquet files and a SQLite file. What stands in them is
//! decided in [`glane::output`].

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, ValueEnum};

use super::catalogue::tr;
use super::outputs::{Outputs, StagedFile};
#[cfg(feature = "xlsx")]
use super::workbook;
use glane::corpus::CorpusReport;
use glane::output::ErrorRecord;
use glane::output::csv::{BYTE_ORDER_MARK, Dialect, PostTables, write_themes_in, write_trends_in};
#[cfg(feature = "parquet")]
use glane::output::parquet;
#[cfg(feature = "sqlite")]
use glane::output::sqlite::SqliteFile;
use glane::{Post, PostReport};

#[derive(Args, Debug)]
#[cfg_attr(
    feature = "sqlite",
    expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")
)]
pub(super) struct TableOptions {
    /// Also write posts.csv, keyphrases.csv, themes.csv and trends.csv
    #[arg(long)]
    csv: bool,
    /// The same, with the byte order mark that Excel needs
    #[arg(long)]
    csv_bom: bool,
    /// The same, as programs or as a French Excel reads them
    #[arg(long, value_name = "DIALECT")]
    csv_dialect: Option<DialectChoice>,
    /// Also write a workbook for Excel or LibreOffice
    #[cfg(feature = "xlsx")]
    #[arg(long, value_name = "FILE")]
    xlsx: Option<PathBuf>,
    /// Also write posts.parquet, keyphrases.parquet, themes.parquet and trends.parquet, for DuckDB, Polars or R
    #[cfg(feature = "parquet")]
    #[arg(long)]
    parquet: bool,
    /// Also write glane.sqlite, for Datasette, Metabase, Grafana or SQL
    #[cfg(feature = "sqlite")]
    #[arg(long)]
    sqlite: bool,
    /// The same, with the texts of the posts and a full-text search over them
    #[cfg(feature = "sqlite")]
    #[arg(long)]
    sqlite_text: bool,
}

/// How cells and decimals of CSV are separated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum DialectChoice {
    /// Commas between cells, decimal points
    Standard,
    /// Semicolons between cells, decimal commas, a byte order mark
    Fr,
}

impl TableOptions {
    /// The dialect of the requested CSV files, and their first bytes; `None` where none are requested.
    fn csv(&self) -> Option<(Dialect, &'static [u8])> {
        let is_french = self.csv_dialect == Some(DialectChoice::Fr);
        let start = if self.csv_bom || is_french { BYTE_ORDER_MARK } else { b"" };
        let dialect = if is_french { Dialect::French } else { Dialect::Standard };
        (self.csv || self.csv_bom || self.csv_dialect.is_some()).then_some((dialect, start))
    }

    /// The workbook, where it is requested.
    #[cfg_attr(not(feature = "xlsx"), expect(clippy::unused_self, reason = "there is no such option"))]
    pub(super) fn workbook(&self) -> Option<PathBuf> {
        #[cfg(feature = "xlsx")]
        return self.xlsx.clone();
        #[cfg(not(feature = "xlsx"))]
        None
    }

    /// All files of all tables.
    pub(super) const ALL_FILES: [&str; 9] = [
        "posts.csv",
        "keyphrases.csv",
        "themes.csv",
        "trends.csv",
        "posts.parquet",
        "keyphrases.parquet",
        "themes.parquet",
        "trends.parquet",
        "glane.sqlite",
    ];

    /// The files of the requested tables.
    pub(super) fn files(&self) -> Vec<&'static str> {
        let mut files = Vec::new();
        if self.csv().is_some() {
            files.extend_from_slice(&Self::ALL_FILES[..4]);
        }
        #[cfg(feature = "parquet")]
        if self.parquet {
            files.extend_from_slice(&Self::ALL_FILES[4..8]);
        }
        #[cfg(feature = "sqlite")]
        if self.sqlite || self.sqlite_text {
            files.push(Self::ALL_FILES[8]);
        }
        files
    }
}

/// The requested tables, while they are written.
pub(super) struct Tables {
    csv: Option<Csv>,
    #[cfg(feature = "xlsx")]
    xlsx: Option<workbook::Writer>,
    #[cfg(feature = "parquet")]
    parquet: Option<Parquet>,
    #[cfg(feature = "sqlite")]
    sqlite: Option<(SqliteFile, StagedFile)>,
}

struct Csv {
    tables: PostTables<BufWriter<File>>,
    /// The files of the two tables, to be kept when they are complete.
    files: [StagedFile; 2],
    start: &'static [u8],
    dialect: Dialect,
}

#[cfg(feature = "parquet")]
struct Parquet {
    tables: parquet::PostTables<File>,
    /// The files of the two tables, to be kept when they are complete.
    files: [StagedFile; 2],
}

impl Tables {
    /// Opens the files.
    pub(super) fn open(outputs: &Outputs, options: &TableOptions) -> anyhow::Result<Self> {
        let csv = options.csv().map(|(dialect, start)| Csv::open(outputs, dialect, start)).transpose()?;
        #[cfg(feature = "sqlite")]
        let sqlite = if options.sqlite || options.sqlite_text {
            let file = outputs.open("glane.sqlite")?;
            let sqlite =
                SqliteFile::create(file.staged_path(), options.sqlite_text).with_context(|| file.doing())?;
            Some((sqlite, file))
        } else {
            None
        };
        Ok(Self {
            csv,
            #[cfg(feature = "xlsx")]
            xlsx: options.xlsx.as_deref().map(workbook::Writer::open).transpose()?,
            #[cfg(feature = "parquet")]
            parquet: if options.parquet { Some(Parquet::open(outputs)?) } else { None },
            #[cfg(feature = "sqlite")]
            sqlite,
        })
    }

    /// Whether any table was requested.
    pub(super) fn has_any(&self) -> bool {
        #[cfg(feature = "xlsx")]
        if self.xlsx.is_some() {
            return true;
        }
        #[cfg(feature = "parquet")]
        if self.parquet.is_some() {
            return true;
        }
        #[cfg(feature = "sqlite")]
        if self.sqlite.is_some() {
            return true;
        }
        self.csv.is_some()
    }

    /// Adds a post.
    pub(super) fn add(&mut self, post: &Post, report: &PostReport) -> anyhow::Result<()> {
        if let Some(csv) = &mut self.csv {
            csv.tables
                .add(post, report)
                .with_context(|| tr!("writing", path = "posts.csv, keyphrases.csv"))?;
        }
        #[cfg(feature = "xlsx")]
        if let Some(xlsx) = &mut self.xlsx {
            xlsx.add(post, report)?;
        }
        #[cfg(feature = "parquet")]
        if let Some(parquet) = &mut self.parquet {
            parquet.tables.add(post, report).with_context(Parquet::doing)?;
        }
        #[cfg(feature = "sqlite")]
        if let Some((sqlite, file)) = &mut self.sqlite {
            sqlite.add(post, report).with_context(|| file.doing())?;
        }
        Ok(())
    }

    /// Adds the figures of the archive, and completes the files.
    #[cfg_attr(not(feature = "sqlite"), expect(unused_variables, reason = "CSV has no table of errors"))]
    pub(super) fn finish(
        self,
        outputs: &mut Outputs,
        report: &CorpusReport,
        errors: &[ErrorRecord],
    ) -> anyhow::Result<()> {
        if let Some(Csv { tables, files, start, dialect }) = self.csv {
            tables.finish().with_context(|| tr!("writing", path = "posts.csv, keyphrases.csv"))?;
            for file in files {
                outputs.keep(file)?;
            }
            outputs.write("themes.csv", |out| {
                out.write_all(start)?;
                write_themes_in(out, report, dialect)
            })?;
            outputs.write("trends.csv", |out| {
                out.write_all(start)?;
                write_trends_in(out, report, dialect)
            })?;
        }
        #[cfg(feature = "xlsx")]
        if let Some(xlsx) = self.xlsx {
            outputs.keep(xlsx.finish(report)?)?;
        }
        #[cfg(feature = "parquet")]
        if let Some(Parquet { tables, files }) = self.parquet {
            tables.finish().with_context(Parquet::doing)?;
            for file in files {
                outputs.keep(file)?;
            }
            let file = outputs.open("themes.parquet")?;
            parquet::write_themes(file.same_file()?, report).with_context(|| file.doing())?;
            outputs.keep(file)?;
            let file = outputs.open("trends.parquet")?;
            parquet::write_trends(file.same_file()?, report).with_context(|| file.doing())?;
            outputs.keep(file)?;
        }
        #[cfg(feature = "sqlite")]
        if let Some((sqlite, file)) = self.sqlite {
            sqlite.finish(report, errors).with_context(|| file.doing())?;
            outputs.keep(file)?;
        }
        Ok(())
    }
}

#[cfg(feature = "parquet")]
impl Parquet {
    fn doing() -> String {
        tr!("writing", path = "posts.parquet, keyphrases.parquet")
    }

    fn open(outputs: &Outputs) -> anyhow::Result<Self> {
        let files = [outputs.open("posts.parquet")?, outputs.open("keyphrases.parquet")?];
        let [posts, keyphrases] = &files;
        let tables = parquet::PostTables::new(posts.same_file()?, keyphrases.same_file()?)
            .with_context(Self::doing)?;
        Ok(Self { tables, files })
    }
}

impl Csv {
    fn open(outputs: &Outputs, dialect: Dialect, start: &'static [u8]) -> anyhow::Result<Self> {
        let mut files = [outputs.open("posts.csv")?, outputs.open("keyphrases.csv")?];
        let [posts, keyphrases] = &mut files;
        let begin = |file: &mut StagedFile| -> anyhow::Result<BufWriter<File>> {
            let write = |file: &mut StagedFile| {
                file.file.write_all(start)?;
                file.file.flush()?;
                file.file.get_ref().try_clone()
            };
            Ok(BufWriter::new(write(file).with_context(|| file.doing())?))
        };
        let tables = PostTables::in_dialect(begin(posts)?, begin(keyphrases)?, dialect)
            .with_context(|| tr!("writing", path = "posts.csv"))?;
        Ok(Self { tables, files, start, dialect })
    }
}

//! The tables that `glane analyze` writes on request: CSV files, Parquet files and a SQLite file. What stands in them is
//! decided in [`glane::output`].

use std::fs::File;
use std::io::{BufWriter, Write as _};

use anyhow::Context;
use clap::Args;

use super::outputs::{Outputs, StagedFile};
use glane::corpus::CorpusReport;
use glane::output::ErrorRecord;
use glane::output::csv::{BYTE_ORDER_MARK, PostTables, write_themes, write_trends};
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

impl TableOptions {
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
        if self.csv || self.csv_bom {
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
        let csv = if options.csv || options.csv_bom {
            Some(Csv::open(outputs, if options.csv_bom { BYTE_ORDER_MARK } else { b"" })?)
        } else {
            None
        };
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
            #[cfg(feature = "parquet")]
            parquet: if options.parquet { Some(Parquet::open(outputs)?) } else { None },
            #[cfg(feature = "sqlite")]
            sqlite,
        })
    }

    /// Whether any table was requested.
    pub(super) fn has_any(&self) -> bool {
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
            csv.tables.add(post, report).context("writing posts.csv and keyphrases.csv")?;
        }
        #[cfg(feature = "parquet")]
        if let Some(parquet) = &mut self.parquet {
            parquet.tables.add(post, report).context(Parquet::DOING)?;
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
        if let Some(Csv { tables, files, start }) = self.csv {
            tables.finish().context("writing posts.csv and keyphrases.csv")?;
            for file in files {
                outputs.keep(file)?;
            }
            outputs.write("themes.csv", |out| {
                out.write_all(start)?;
                write_themes(out, report)
            })?;
            outputs.write("trends.csv", |out| {
                out.write_all(start)?;
                write_trends(out, report)
            })?;
        }
        #[cfg(feature = "parquet")]
        if let Some(Parquet { tables, files }) = self.parquet {
            tables.finish().context(Parquet::DOING)?;
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
    const DOING: &str = "writing posts.parquet and keyphrases.parquet";

    fn open(outputs: &Outputs) -> anyhow::Result<Self> {
        let files = [outputs.open("posts.parquet")?, outputs.open("keyphrases.parquet")?];
        let [posts, keyphrases] = &files;
        let tables =
            parquet::PostTables::new(posts.same_file()?, keyphrases.same_file()?).context(Self::DOING)?;
        Ok(Self { tables, files })
    }
}

impl Csv {
    fn open(outputs: &Outputs, start: &'static [u8]) -> anyhow::Result<Self> {
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
        let tables = PostTables::new(begin(posts)?, begin(keyphrases)?).context("writing posts.csv")?;
        Ok(Self { tables, files, start })
    }
}

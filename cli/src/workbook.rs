//! The workbook that `glane analyze` writes on request, and what is said of its limits. What stands in it is decided in
//! [`glane::output::xlsx`].

use std::path::{Path, PathBuf};

use anyhow::Context;

use super::catalogue::tr;
use super::outputs::StagedFile;
use super::place;
use super::terminal::tell;
use glane::corpus::CorpusReport;
use glane::output::xlsx::{MOST_CHARACTERS, MOST_ROWS, Workbook};
use glane::{Post, PostReport};

/// A workbook and its file.
pub(super) struct Writer {
    workbook: Workbook,
    file: StagedFile,
    /// The file as the user named it.
    path: PathBuf,
}

impl Writer {
    /// Opens the file.
    pub(super) fn open(path: &Path) -> anyhow::Result<Self> {
        let (directory, name) = place::file(path)?;
        let file = StagedFile::create(directory, name)?;
        let workbook = Workbook::new(directory).with_context(|| file.doing())?;
        Ok(Self { workbook, file, path: path.to_owned() })
    }

    /// Adds a post.
    pub(super) fn add(&mut self, post: &Post, report: &PostReport) -> anyhow::Result<()> {
        self.workbook.add(post, report).with_context(|| self.file.doing())
    }

    /// Adds the figures of the archive, writes the file, and says what did not fit.
    pub(super) fn finish(self, report: &CorpusReport) -> anyhow::Result<StagedFile> {
        let Self { workbook, mut file, path } = self;
        let excess = workbook.finish(report, &mut file.file).with_context(|| file.doing())?;
        let path = || path.display();
        if excess.cut_cells > 0 {
            tell(tr!("xlsx-cut-cells", path = path(), cells = excess.cut_cells, most = MOST_CHARACTERS));
        }
        for (sheet, rows) in excess.left_out_rows {
            tell(tr!("xlsx-left-out-rows", path = path(), rows = rows, sheet = sheet, most = MOST_ROWS));
        }
        Ok(file)
    }
}

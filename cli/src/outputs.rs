//! The files of a report: each is written beside its place, and all are moved there when they are whole.
//!
//! What stands in them is decided elsewhere. A command adds a file with one call of [`Outputs::write`],
//! or, when it grows post by post, with [`Outputs::open`] and [`Outputs::keep`]. One that is opened and not kept
//! is gone with the run.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;

/// The files of one run, in the order in which they were written.
pub(super) struct Outputs {
    directory: PathBuf,
    whole: Vec<StagedFile>,
}

impl Outputs {
    /// No files yet, in a directory that is there.
    pub(super) fn new(directory: &Path) -> Self {
        Self { directory: directory.to_owned(), whole: Vec::new() }
    }

    /// Writes a whole file.
    pub(super) fn write(
        &mut self,
        name: &str,
        write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
    ) -> anyhow::Result<()> {
        let mut staged = self.open(name)?;
        write(&mut staged.file).with_context(|| staged.doing())?;
        self.keep(staged)
    }

    /// Opens a file that grows post by post; it goes to [`keep`](Self::keep) when it is whole.
    pub(super) fn open(&self, name: &str) -> anyhow::Result<StagedFile> {
        StagedFile::create(&self.directory, name)
    }

    /// Takes a file that is whole.
    pub(super) fn keep(&mut self, mut staged: StagedFile) -> anyhow::Result<()> {
        staged.file.flush().with_context(|| staged.doing())?;
        self.whole.push(staged);
        Ok(())
    }

    /// Moves every file to its place, the first to the last: without it, a run can go on.
    pub(super) fn finish(self) -> anyhow::Result<()> {
        for staged in self.whole.iter().rev() {
            fs::rename(&staged.staged, &staged.place).with_context(|| staged.doing())?;
        }
        Ok(())
    }
}

/// A file that is written beside its place; nothing is left of one that was not kept.
pub(super) struct StagedFile {
    /// Where to write.
    pub(super) file: BufWriter<File>,
    /// Whether it is left where it is for another run to go on with.
    pub(super) stays: bool,
    staged: PathBuf,
    place: PathBuf,
}

impl StagedFile {
    /// An empty file.
    pub(super) fn create(directory: &Path, name: &str) -> anyhow::Result<Self> {
        let staged = Self::path(directory, name);
        let file =
            File::create(&staged).with_context(|| format!("writing {}", directory.join(name).display()))?;
        Ok(Self::over(directory, name, file))
    }

    /// The file that stands there already, opened where writing goes on.
    pub(super) fn over(directory: &Path, name: &str, file: File) -> Self {
        Self {
            file: BufWriter::with_capacity(1 << 16, file),
            stays: false,
            staged: Self::path(directory, name),
            place: directory.join(name),
        }
    }

    /// Where a file of that name is written.
    pub(super) fn path(directory: &Path, name: &str) -> PathBuf {
        directory.join(format!(".{name}.part"))
    }

    /// Moves it to its place, when it is whole.
    pub(super) fn move_into_place(mut self) -> anyhow::Result<()> {
        self.file.flush().with_context(|| self.doing())?;
        fs::rename(&self.staged, &self.place).with_context(|| self.doing())
    }

    /// What was written, to be read from its beginning.
    pub(super) fn read(&mut self) -> anyhow::Result<File> {
        self.file.flush().with_context(|| format!("writing {}", self.staged.display()))?;
        File::open(&self.staged).with_context(|| format!("reading {} again", self.staged.display()))
    }

    /// Where it goes when it is whole.
    pub(super) fn place(&self) -> &Path {
        &self.place
    }

    /// Where it is written meanwhile, for what writes by path.
    #[cfg(feature = "sqlite")]
    pub(super) fn aside_path(&self) -> &Path {
        &self.staged
    }

    /// The file itself, for what writes with a buffer of its own.
    #[cfg(feature = "parquet")]
    pub(super) fn same_file(&self) -> anyhow::Result<File> {
        self.file.get_ref().try_clone().with_context(|| self.doing())
    }

    /// What is being done, for messages of errors.
    pub(super) fn doing(&self) -> String {
        format!("writing {}", self.place.display())
    }
}

impl Drop for StagedFile {
    fn drop(&mut self) {
        if !self.stays {
            // After it was moved there is nothing to remove.
            let _ = fs::remove_file(&self.staged);
        }
    }
}

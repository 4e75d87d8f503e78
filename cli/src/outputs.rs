//! The files of a report: each is written beside its place, and all are moved into place when they are complete.
//!
//! What stands in them is decided elsewhere. A command adds a file with one call of [`Outputs::write`], or, when the
//! file grows post by post, with [`Outputs::open`] and [`Outputs::keep`]. A file that is opened and not kept is
//! removed when it is dropped.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::hash::{Hash, Hasher};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use rustc_hash::FxHasher;

use super::catalogue::tr;
use super::place;

/// The files of one run, in the order in which they were completed.
pub(super) struct Outputs {
    directory: PathBuf,
    complete: Vec<StagedFile>,
}

impl Outputs {
    /// No files yet, in a directory that exists.
    pub(super) fn new(directory: &Path) -> Self {
        Self { directory: directory.to_owned(), complete: Vec::new() }
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

    /// Opens a file that grows post by post; [`keep`](Self::keep) takes it when it is complete.
    pub(super) fn open(&self, name: &str) -> anyhow::Result<StagedFile> {
        StagedFile::create(&self.directory, OsStr::new(name))
    }

    /// Takes a file that is complete.
    pub(super) fn keep(&mut self, mut staged: StagedFile) -> anyhow::Result<()> {
        staged.file.flush().with_context(|| staged.doing())?;
        self.complete.push(staged);
        Ok(())
    }

    /// Moves every file into place, the first last: a run that is stopped before can be resumed.
    pub(super) fn finish(self) -> anyhow::Result<()> {
        for staged in self.complete.into_iter().rev() {
            staged.move_into_place()?;
        }
        Ok(())
    }
}

/// A file that is written beside its place; it is removed when it is dropped before it is moved into place.
pub(super) struct StagedFile {
    /// The writer.
    pub(super) file: BufWriter<File>,
    /// Whether it stays when it is dropped, for another run to resume.
    pub(super) stays: bool,
    staged: PathBuf,
    place: PathBuf,
}

impl StagedFile {
    /// An empty file. One that an earlier run left behind is replaced.
    pub(super) fn create(directory: &Path, name: &OsStr) -> anyhow::Result<Self> {
        let file = create_new(&Self::path(directory, name));
        let file = file.with_context(|| tr!("writing", path = directory.join(name).display()))?;
        Ok(Self::over(directory, name, file))
    }

    /// The file that an earlier run left behind, opened where writing continues.
    pub(super) fn over(directory: &Path, name: &OsStr, file: File) -> Self {
        Self {
            file: BufWriter::with_capacity(1 << 16, file),
            stays: false,
            staged: Self::path(directory, name),
            place: directory.join(name),
        }
    }

    /// Where a file of that name is written.
    pub(super) fn path(directory: &Path, name: &OsStr) -> PathBuf {
        directory.join(beside(name, ".part"))
    }

    /// Moves it into place, when it is complete: on the disk first, so that a crash of the system leaves the old file
    /// or the new one.
    pub(super) fn move_into_place(mut self) -> anyhow::Result<()> {
        self.file.flush().with_context(|| self.doing())?;
        self.file.get_ref().sync_all().with_context(|| self.doing())?;
        fs::rename(&self.staged, &self.place).with_context(|| self.doing())?;
        sync_directory(place::directory_of(&self.place)).with_context(|| self.doing())?;
        // Nothing is left to remove.
        self.stays = true;
        Ok(())
    }

    /// What was written, to be read from its beginning.
    pub(super) fn read(&mut self) -> anyhow::Result<File> {
        self.file.flush().with_context(|| tr!("writing", path = self.staged.display()))?;
        File::open(&self.staged).with_context(|| tr!("reading-again", path = self.staged.display()))
    }

    /// Where it goes when it is complete.
    pub(super) fn place(&self) -> &Path {
        &self.place
    }

    /// Where it is written, for what writes by path.
    #[cfg(feature = "sqlite")]
    pub(super) fn staged_path(&self) -> &Path {
        &self.staged
    }

    /// The file itself, for what writes with a buffer of its own.
    #[cfg(feature = "parquet")]
    pub(super) fn same_file(&self) -> anyhow::Result<File> {
        self.file.get_ref().try_clone().with_context(|| self.doing())
    }

    /// The action, for messages of errors.
    pub(super) fn doing(&self) -> String {
        tr!("writing", path = self.place.display())
    }
}

impl Drop for StagedFile {
    fn drop(&mut self) {
        if !self.stays {
            let _ = fs::remove_file(&self.staged);
        }
    }
}

/// The greatest length of a file name in bytes, on common file systems.
const MAX_NAME: usize = 255;

/// The name of a hidden file that stands beside another while it is written; for a long name, its hash.
pub(super) fn beside(name: &OsStr, end: &str) -> OsString {
    let mut hidden = OsString::from(".");
    if name.len() + end.len() < MAX_NAME {
        hidden.push(name);
    } else {
        let mut hasher = FxHasher::default();
        name.hash(&mut hasher);
        hidden.push(format!("glane-{:016x}", hasher.finish()));
    }
    hidden.push(end);
    hidden
}

/// Makes a new file in the place of one that an earlier run left behind: never through a link.
pub(super) fn create_new(path: &Path) -> io::Result<File> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    File::options().read(true).write(true).create_new(true).open(path)
}

/// Writes the entries of a directory to the disk, where the system can.
fn sync_directory(directory: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(directory)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn staged_files_have_names_that_fit() {
        assert_eq!(beside(OsStr::new("posts.jsonl"), ".part"), OsStr::new(".posts.jsonl.part"));
        let (one, other) = ("a".repeat(252), "b".repeat(252));
        let [one, other] = [one, other].map(|name| beside(OsStr::new(&name), ".part"));
        assert!(one.len() < MAX_NAME && one != other, "{one:?}");
        assert!(beside(OsStr::new(&"c".repeat(249)), ".part").len() <= MAX_NAME);
    }

    #[cfg(unix)]
    #[test]
    fn a_staged_file_is_never_written_through_a_link() {
        let directory = tempfile::tempdir().expect("a directory");
        let target = directory.path().join("of the user");
        fs::write(&target, "keep").expect("a file");
        std::os::unix::fs::symlink(&target, directory.path().join(".report.json.part")).expect("a link");
        let mut outputs = Outputs::new(directory.path());
        outputs.write("report.json", |out| out.write_all(b"{}")).expect("it is written");
        outputs.finish().expect("it is moved");
        assert_eq!(fs::read(&target).expect("the file"), b"keep");
        assert_eq!(fs::read(directory.path().join("report.json")).expect("the report"), b"{}");
    }
}

//! The output of `extract`: standard output, a device, or a file that is staged until it is complete and can be
//! resumed.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, BufWriter, Seek, SeekFrom, StdoutLock, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde::Deserialize;

use super::outcome::Outcome;
use super::outputs::{StagedFile, beside};
use super::place;
use glane::Post;

/// The output of a run.
pub(super) enum LineOutput {
    /// Standard output.
    Stdout(BufWriter<StdoutLock<'static>>),
    /// A pipe or a device, which is written to directly: no file can take its place.
    Device(BufWriter<File>, PathBuf),
    /// A file.
    File(LineFile),
}

/// A staged file.
pub(super) struct LineFile {
    staged: StagedFile,
    /// The file beside it that holds the options of the run.
    key: PathBuf,
    /// The lines of a stopped run, to be compared with the posts that are skipped.
    done: Option<BufReader<io::Take<File>>>,
}

/// The part of a line that identifies its post.
#[derive(Deserialize)]
struct Id {
    id: String,
}

impl LineOutput {
    /// Opens standard output, or a file. With `resume`, a file continues where a run with the same `key` was
    /// stopped.
    pub(super) fn open(file: Option<&Path>, resume: bool, key: &str) -> anyhow::Result<Self> {
        let Some(file) = file else {
            return Ok(Self::Stdout(BufWriter::with_capacity(1 << 16, io::stdout().lock())));
        };
        // A link stays a link: its target is written.
        let target = fs::canonicalize(file);
        let file = target.as_deref().unwrap_or(file);
        let (directory, name) = place::file(file)?;
        if file.metadata().is_ok_and(|of| !of.is_file()) {
            if resume {
                bail!("{}: --resume needs a regular file", file.display());
            }
            let device = OpenOptions::new().write(true).open(file);
            let device = device.with_context(|| format!("writing {}", file.display()))?;
            return Ok(Self::Device(BufWriter::with_capacity(1 << 16, device), file.to_owned()));
        }
        let key_path = directory.join(beside(name, ".run"));
        let key = format!("{} {key}\n", env!("CARGO_PKG_VERSION"));
        let stopped = if resume { fs::read_to_string(&key_path).ok() } else { None };
        let (mut staged, done) = match stopped {
            Some(stopped) if stopped == key => {
                let (staged, done) = reopen(directory, name)?;
                (staged, Some(done))
            }
            Some(_) => bail!(
                "{}: the stopped run had other options: start from the first post, without --resume",
                file.display()
            ),
            None => {
                let staged = StagedFile::create(directory, name)?;
                fs::write(&key_path, key).with_context(|| format!("writing {}", key_path.display()))?;
                (staged, None)
            }
        };
        staged.stays = true;
        Ok(Self::File(LineFile { staged, key: key_path, done }))
    }

    /// Whether another run can resume where this one is stopped.
    pub(super) fn is_resumable(&self) -> bool {
        matches!(self, Self::File(_))
    }

    /// Skips the posts that have their lines; returns their number.
    pub(super) fn skip(&mut self, posts: &mut impl Iterator<Item = Post>) -> anyhow::Result<u64> {
        let Self::File(LineFile { staged, done: Some(done), .. }) = self else { return Ok(0) };
        let mut line = Vec::new();
        let mut skipped = 0;
        loop {
            line.clear();
            done.read_until(b'\n', &mut line).with_context(|| staged.doing())?;
            if line.is_empty() {
                return Ok(skipped);
            }
            let Some(post) = posts.next() else { return Ok(skipped) };
            let id = serde_json::from_slice::<Id>(&line).map(|line| line.id).unwrap_or_default();
            if id != post.id {
                bail!(
                    "{}: the post {:?} is in the place of {id:?} in the stopped run: \
                     start from the first post, without --resume",
                    staged.place().display(),
                    post.id
                );
            }
            skipped += 1;
        }
    }

    /// Writes whole lines.
    pub(super) fn write(&mut self, lines: &[u8]) -> anyhow::Result<()> {
        match self {
            Self::Stdout(out) => out.write_all(lines).context("writing to standard output"),
            Self::Device(out, name) => {
                out.write_all(lines).with_context(|| format!("writing {}", name.display()))
            }
            Self::File(LineFile { staged, .. }) => {
                staged.file.write_all(lines).with_context(|| staged.doing())
            }
        }
    }

    /// Writes what is buffered, when the run is stopped.
    pub(super) fn stop(&mut self) -> anyhow::Result<()> {
        match self {
            Self::Stdout(out) => out.flush().context("writing to standard output"),
            Self::Device(out, name) => out.flush().with_context(|| format!("writing {}", name.display())),
            Self::File(LineFile { staged, .. }) => staged.file.flush().with_context(|| staged.doing()),
        }
    }

    /// Moves the file into place, unless no post could be read.
    pub(super) fn finish(mut self, outcome: Outcome) -> anyhow::Result<()> {
        self.stop()?;
        let Self::File(LineFile { mut staged, key, .. }) = self else { return Ok(()) };
        staged.stays = false;
        if outcome != Outcome::NothingReadable {
            staged.move_into_place()?;
        }
        let _ = fs::remove_file(key);
        Ok(())
    }
}

/// Opens the file of a stopped run behind its last complete line, and its lines for reading.
fn reopen(directory: &Path, name: &OsStr) -> anyhow::Result<(StagedFile, BufReader<io::Take<File>>)> {
    use std::io::Read as _;
    let path = StagedFile::path(directory, name);
    let resuming = || format!("resuming {}", path.display());
    let mut file = OpenOptions::new().read(true).write(true).open(&path).with_context(resuming)?;
    let mut complete = 0;
    let mut reader = BufReader::with_capacity(1 << 16, &file);
    let mut at = 0_u64;
    loop {
        let bytes = reader.fill_buf().with_context(resuming)?;
        if bytes.is_empty() {
            break;
        }
        if let Some(end) = memchr::memrchr(b'\n', bytes) {
            complete = at + end as u64 + 1;
        }
        let length = bytes.len();
        at += length as u64;
        reader.consume(length);
    }
    drop(reader);
    file.set_len(complete).with_context(resuming)?;
    file.seek(SeekFrom::End(0)).with_context(resuming)?;
    let lines = File::open(&path).with_context(resuming)?.take(complete);
    Ok((StagedFile::over(directory, name, file), BufReader::with_capacity(1 << 16, lines)))
}

//! The output of `extract`: standard output, a device, or a file that is staged until it is complete and can be
//! resumed.
//!
//! Beside a staged file stands a journal: on its first line the options of the run, then a record for each line, with a
//! fingerprint of its post and a checksum of the line. A resumed run keeps the lines up to the first that is damaged,
//! incomplete, or of a post that has changed.

// Numbers come from outside here: what does not fit must not be cut off in silence.
#![warn(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss)]

use std::fs::{self, File, OpenOptions};
use std::hash::{Hash, Hasher};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, StdoutLock, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use rustc_hash::FxHasher;

use super::catalogue::tr;
use super::lock::Lock;
use super::outcome::Outcome;
use super::outputs::{StagedFile, beside, create_new};
use super::place;
use super::standard_output::standard_output;
use glane::Post;
use glane::run::fingerprint;

/// The output of a run.
pub(super) enum LineOutput {
    /// Standard output.
    Stdout(BufWriter<StdoutLock<'static>>),
    /// A pipe or a device, which is written to directly: no file can take its place.
    Device(BufWriter<File>, PathBuf),
    /// A file.
    File(Box<LineFile>),
}

/// A staged file and its journal.
pub(super) struct LineFile {
    staged: StagedFile,
    journal: BufWriter<File>,
    journal_path: PathBuf,
    /// The length of the first line of the journal.
    head: u64,
    /// The files of a stopped run, whose lines are not checked yet.
    stopped: Option<Stopped>,
    /// Held as long as the file is written.
    _lock: Lock,
}

/// The files of a stopped run.
struct Stopped {
    lines: BufReader<File>,
    records: BufReader<File>,
}

/// The record of a line: in the journal its three numbers, in little-endian order.
struct Record {
    /// The fingerprint of the post.
    post: u64,
    /// The length of the line in bytes, with its line break.
    length: u64,
    /// The checksum of the line and the fingerprint.
    checksum: u64,
}

impl LineOutput {
    /// Opens standard output, or a file. With `resume`, a file continues where a run with the same `key` was
    /// stopped.
    pub(super) fn open(file: Option<&Path>, resume: bool, key: &str) -> anyhow::Result<Self> {
        let Some(file) = file else {
            return Ok(Self::Stdout(BufWriter::with_capacity(1 << 16, standard_output()?)));
        };
        // A link stays a link: its target is written.
        let target = fs::canonicalize(file);
        let file = target.as_deref().unwrap_or(file);
        if file.metadata().is_ok_and(|of| !of.is_file() && !of.is_dir()) {
            if resume {
                bail!(tr!("resume-needs-file", path = file.display()));
            }
            let device = OpenOptions::new().write(true).open(file);
            let device = device.with_context(|| tr!("writing", path = file.display()))?;
            return Ok(Self::Device(BufWriter::with_capacity(1 << 16, device), file.to_owned()));
        }
        LineFile::open(file, resume, key).map(|file| Self::File(Box::new(file)))
    }

    /// Whether another run can resume where this one is stopped.
    pub(super) fn is_resumable(&self) -> bool {
        matches!(self, Self::File(_))
    }

    /// Skips the posts that have their lines; returns their number, and the first post that has changed, which was
    /// taken from `posts`. Lines from there on are removed.
    pub(super) fn skip(
        &mut self,
        posts: &mut impl Iterator<Item = Post>,
    ) -> anyhow::Result<(u64, Option<Post>)> {
        match self {
            Self::File(file) => file.skip(posts),
            Self::Stdout(_) | Self::Device(..) => Ok((0, None)),
        }
    }

    /// Writes the line, or the text, of the post with this fingerprint.
    pub(super) fn write(&mut self, line: &[u8], post: u64) -> anyhow::Result<()> {
        match self {
            Self::Stdout(out) => out.write_all(line).with_context(|| tr!("writing-output")),
            Self::Device(out, name) => {
                out.write_all(line).with_context(|| tr!("writing", path = name.display()))
            }
            Self::File(file) => file.write(line, post),
        }
    }

    /// Writes what is buffered, when the run is stopped.
    pub(super) fn stop(&mut self) -> anyhow::Result<()> {
        match self {
            Self::Stdout(out) => out.flush().with_context(|| tr!("writing-output")),
            Self::Device(out, name) => out.flush().with_context(|| tr!("writing", path = name.display())),
            Self::File(file) => file.flush(),
        }
    }

    /// Moves the file into place, unless no post could be read.
    pub(super) fn finish(mut self, outcome: Outcome) -> anyhow::Result<()> {
        self.stop()?;
        let Self::File(file) = self else { return Ok(()) };
        let LineFile { mut staged, journal_path, .. } = *file;
        staged.stays = false;
        if outcome != Outcome::NothingReadable {
            staged.move_into_place()?;
        }
        let _ = fs::remove_file(journal_path);
        Ok(())
    }
}

impl LineFile {
    fn open(file: &Path, resume: bool, key: &str) -> anyhow::Result<Self> {
        let (directory, name) = place::file(file)?;
        let lock = Lock::file(directory, name)?;
        let journal_path = directory.join(beside(name, ".run"));
        let head = format!("{} {key}\n", env!("CARGO_PKG_VERSION"));
        let open = |path: &Path| OpenOptions::new().read(true).write(true).open(path);
        let resuming = || tr!("resuming", path = file.display());
        let stopped = if resume { File::open(&journal_path).ok() } else { None };
        let (mut staged, journal, stopped) = if let Some(records) = stopped {
            let mut records = BufReader::with_capacity(1 << 16, records);
            let mut written = Vec::new();
            records.read_until(b'\n', &mut written).with_context(resuming)?;
            if written != head.as_bytes() {
                bail!(tr!("other-options", path = file.display()));
            }
            let path = StagedFile::path(directory, name);
            let lines = BufReader::with_capacity(1 << 16, File::open(&path).with_context(resuming)?);
            let staged = StagedFile::over(directory, name, open(&path).with_context(resuming)?);
            (staged, open(&journal_path).with_context(resuming)?, Some(Stopped { lines, records }))
        } else {
            let staged = StagedFile::create(directory, name)?;
            let writing = || tr!("writing", path = journal_path.display());
            let mut journal = create_new(&journal_path).with_context(writing)?;
            journal.write_all(head.as_bytes()).with_context(writing)?;
            (staged, journal, None)
        };
        staged.stays = true;
        Ok(Self {
            staged,
            journal: BufWriter::with_capacity(1 << 14, journal),
            journal_path,
            head: head.len() as u64,
            stopped,
            _lock: lock,
        })
    }

    fn skip(&mut self, posts: &mut impl Iterator<Item = Post>) -> anyhow::Result<(u64, Option<Post>)> {
        let Some(mut stopped) = self.stopped.take() else { return Ok((0, None)) };
        let resuming = || tr!("resuming", path = self.staged.place().display());
        let (mut skipped, mut line_bytes, mut changed) = (0, 0, None);
        let mut line = Vec::new();
        while let Some(record) = stopped.next(&mut line).with_context(resuming)? {
            let Some(post) = posts.next() else { break };
            if fingerprint(&post) != record.post {
                changed = Some(post);
                break;
            }
            skipped += 1;
            line_bytes += record.length;
        }
        let record_bytes = self.head + skipped * Record::BYTES as u64;
        let doing = resuming();
        for (file, bytes) in
            [(self.staged.file.get_mut(), line_bytes), (self.journal.get_mut(), record_bytes)]
        {
            file.set_len(bytes).and_then(|()| file.seek(SeekFrom::End(0))).with_context(|| doing.clone())?;
        }
        Ok((skipped, changed))
    }

    fn write(&mut self, line: &[u8], post: u64) -> anyhow::Result<()> {
        let Self { staged, journal, journal_path, .. } = self;
        staged.file.write_all(line).with_context(|| staged.doing())?;
        let record = Record::new(post, line).to_bytes();
        journal.write_all(&record).with_context(|| tr!("writing", path = journal_path.display()))
    }

    fn flush(&mut self) -> anyhow::Result<()> {
        let Self { staged, journal, journal_path, .. } = self;
        staged.file.flush().with_context(|| staged.doing())?;
        journal.flush().with_context(|| tr!("writing", path = journal_path.display()))
    }
}

impl Stopped {
    /// The next record whose line is complete and undamaged, and the line.
    fn next(&mut self, line: &mut Vec<u8>) -> io::Result<Option<Record>> {
        let mut bytes = [0; Record::BYTES];
        match self.records.read_exact(&mut bytes) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            read => read?,
        }
        let record = Record::from_bytes(bytes);
        line.clear();
        self.lines.by_ref().take(record.length).read_to_end(line)?;
        Ok(Some(record).filter(|record| Record::new(record.post, line).to_bytes() == bytes))
    }
}

impl Record {
    const BYTES: usize = 24;

    fn new(post: u64, line: &[u8]) -> Self {
        let mut hasher = FxHasher::default();
        (post, line).hash(&mut hasher);
        Self { post, length: line.len() as u64, checksum: hasher.finish() }
    }

    fn to_bytes(&self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        for (bytes, number) in bytes.chunks_exact_mut(8).zip([self.post, self.length, self.checksum]) {
            bytes.copy_from_slice(&number.to_le_bytes());
        }
        bytes
    }

    fn from_bytes(bytes: [u8; Self::BYTES]) -> Self {
        let number = |at: usize| {
            let mut number = [0; 8];
            number.copy_from_slice(&bytes[at..at + 8]);
            u64::from_le_bytes(number)
        };
        Self { post: number(0), length: number(8), checksum: number(16) }
    }
}

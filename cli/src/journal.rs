//! The journal of a run on disk, so that a stopped run can be resumed: the lines of its posts, and for each line what
//! it does not say of its post.
//!
//! Three files stand in the directory of the report while a run is active or stopped: `.posts.jsonl.part` holds the
//! lines; `.posts.journal` has one record for each line, with its length and what the line does not say, in the format
//! of postcard; `.run.json` says which archive is read, and with which options. Only posts whose line and record are
//! both complete count as done, so a run may be killed at any moment; both have checksums, and what does not match is
//! done again.

// Numbers come from outside here: what does not fit must not be cut off in silence.
#![warn(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss)]

use std::borrow::Cow;
use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::hash::Hasher as _;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};

use super::catalogue::tr;
use super::outputs::{StagedFile, create_new};
use glane::corpus::Contribution;
use glane::output::PostLine;
use glane::{Keyphrase, Language, LanguagePart, Post, PostReport, Stats};

/// The entry of a post: its line and its record, as bytes. It is made on the thread that analyzed the post.
pub(super) struct Entry {
    line: Vec<u8>,
    record: Vec<u8>,
}

impl Entry {
    /// The entry of a post.
    pub(super) fn new(post: &Post, report: &PostReport, contribution: &Contribution) -> anyhow::Result<Self> {
        let line = PostLine::new(post, report, false).to_bytes()?;
        let record = Record {
            line: line.len() as u64,
            line_checksum: checksum(&line),
            stats: report.stats,
            contribution: Cow::Borrowed(contribution),
        };
        Ok(Self { record: record.to_bytes()?, line })
    }
}

/// Which archive a run reads, and with which options.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RunKey {
    /// The version of the program and every option that changes a line.
    pub(super) options: String,
    /// The number of posts of the archive, and an order-sensitive fingerprint of their contents.
    pub(super) posts: u64,
    pub(super) digest: u64,
}

/// What a line does not say of its post.
#[derive(Serialize, Deserialize)]
struct Record<'a> {
    /// Bytes of the line, with its line break.
    line: u64,
    /// The checksum of the line.
    line_checksum: u64,
    stats: Stats,
    contribution: Cow<'a, Contribution>,
}

/// What is read from a line.
#[derive(Deserialize)]
struct Line {
    id: String,
    language: LanguageRecord,
    #[serde(default)]
    languages: Vec<LanguagePart>,
    keyphrases: Vec<Keyphrase>,
}

#[derive(Deserialize)]
struct LanguageRecord {
    code: String,
    confidence: f64,
}

/// The lines of a run and its journal.
pub(super) struct Journal {
    lines: StagedFile,
    records: BufWriter<File>,
    directory: PathBuf,
    /// The posts that a stopped run had done, and that are still to be replayed.
    replay: Option<Replay>,
    buffer: Vec<u8>,
}

struct Replay {
    lines: BufReader<File>,
    records: BufReader<File>,
    posts: u64,
}

/// The bytes before a record: its length in bytes and its checksum, in little-endian order.
const HEAD: usize = 12;

const LINES: &str = "posts.jsonl";
const RECORDS: &str = ".posts.journal";
const KEY: &str = ".run.json";

impl Journal {
    /// A run from the first post.
    pub(super) fn start(directory: &Path, key: &RunKey) -> anyhow::Result<Self> {
        let path = directory.join(KEY);
        let lines = StagedFile::create(directory, OsStr::new(LINES))?;
        let records = directory.join(RECORDS);
        let file = create_new(&records).with_context(|| tr!("writing", path = records.display()))?;
        create_new(&path)
            .and_then(|mut file| file.write_all(&serde_json::to_vec(key)?))
            .with_context(|| tr!("writing", path = path.display()))?;
        Ok(Self::new(directory, lines, file, None))
    }

    /// Resumes the run that stopped in this directory, if there is one.
    pub(super) fn resume(directory: &Path, key: &RunKey) -> anyhow::Result<Option<Self>> {
        let path = directory.join(KEY);
        let Ok(stopped) = fs::read(&path) else { return Ok(None) };
        if serde_json::from_slice::<RunKey>(&stopped).ok().as_ref() != Some(key) {
            bail!(tr!("other-run", path = directory.display()));
        }
        let records = directory.join(RECORDS);
        let resuming = || tr!("resuming-run", path = directory.display());
        let open = |path: &Path| OpenOptions::new().read(true).write(true).open(path);
        let mut file = open(&records).with_context(resuming)?;
        let lines_path = StagedFile::path(directory, OsStr::new(LINES));
        let mut lines = open(&lines_path).with_context(resuming)?;
        let done = complete(&file, &lines).with_context(resuming)?;
        let cut = |file: &mut File, bytes: u64| -> io::Result<()> {
            file.set_len(bytes)?;
            io::Seek::seek(file, io::SeekFrom::End(0)).map(|_| ())
        };
        cut(&mut file, done.record_bytes).with_context(resuming)?;
        cut(&mut lines, done.line_bytes).with_context(resuming)?;
        let replay = Replay {
            lines: BufReader::with_capacity(1 << 16, File::open(&lines_path).with_context(resuming)?),
            records: BufReader::with_capacity(1 << 16, File::open(&records).with_context(resuming)?),
            posts: done.posts,
        };
        let lines = StagedFile::over(directory, OsStr::new(LINES), lines);
        Ok(Some(Self::new(directory, lines, file, Some(replay))))
    }

    fn new(directory: &Path, mut lines: StagedFile, records: File, replay: Option<Replay>) -> Self {
        lines.stays = true;
        Self {
            lines,
            records: BufWriter::with_capacity(1 << 16, records),
            directory: directory.to_owned(),
            replay,
            buffer: Vec::new(),
        }
    }

    /// Posts that need not be analyzed again.
    pub(super) fn done(&self) -> u64 {
        self.replay.as_ref().map_or(0, |replay| replay.posts)
    }

    /// The next post that was done: its contribution, and its report as far as its line says it.
    pub(super) fn replay(&mut self, post: &Post) -> anyhow::Result<(Contribution, PostReport)> {
        let resuming = || tr!("resuming-run", path = self.directory.display());
        let Some(replay) = &mut self.replay else { bail!(tr!("journal-none")) };
        let Some(record) = next_record(&mut replay.records, &mut self.buffer).with_context(resuming)? else {
            bail!(tr!("journal-ends", path = self.directory.display()));
        };
        let Record { line: bytes, stats, contribution, .. } = record;
        self.buffer.clear();
        replay.lines.by_ref().take(bytes).read_to_end(&mut self.buffer).with_context(resuming)?;
        let line: Line = serde_json::from_slice(&self.buffer).with_context(resuming)?;
        if line.id != post.id {
            bail!(tr!(
                "other-post",
                path = self.directory.display(),
                post = format!("{:?}", post.id),
                other = format!("{:?}", line.id)
            ));
        }
        let language = Language::from_code(&line.language.code, line.language.confidence);
        let mut report = PostReport::new(language, contribution.is_analyzed(), stats);
        report.languages = line.languages;
        report.keyphrases = line.keyphrases;
        Ok((contribution.into_owned(), report))
    }

    /// Writes the line of a post and its record.
    pub(super) fn write(&mut self, entry: &Entry) -> anyhow::Result<()> {
        self.lines.file.write_all(&entry.line).with_context(|| self.lines.doing())?;
        self.records
            .write_all(&entry.record)
            .with_context(|| tr!("writing", path = self.directory.join(RECORDS).display()))
    }

    /// Writes what is buffered, for another run to resume.
    pub(super) fn flush(&mut self) -> anyhow::Result<()> {
        self.lines.file.flush().with_context(|| self.lines.doing())?;
        self.records.flush().with_context(|| tr!("writing", path = self.directory.join(RECORDS).display()))
    }

    /// The lines of all posts, when they are done. They stay for another run until they are moved into place.
    pub(super) fn finish(mut self) -> anyhow::Result<StagedFile> {
        self.flush()?;
        Ok(self.lines)
    }

    /// Removes the journal of a run whose files are in place.
    pub(super) fn remove(directory: &Path) {
        for name in [RECORDS, KEY] {
            let _ = fs::remove_file(directory.join(name));
        }
    }
}

/// Rounds the figures of a report as they are written in its line, so that tables made from a replayed line are the
/// same.
pub(super) fn round_as_written(report: &mut PostReport) {
    let rounded = |figure: f64, units: f64| (figure * units).round() / units;
    report.language.confidence = rounded(report.language.confidence, 100.0);
    for keyphrase in &mut report.keyphrases {
        keyphrase.score = rounded(keyphrase.score, 10_000.0);
    }
}

/// The complete posts of a stopped run.
#[derive(Default)]
struct Done {
    posts: u64,
    record_bytes: u64,
    line_bytes: u64,
}

/// Counts the records from the first on that are complete and undamaged, and whose lines are.
fn complete(records: impl Read, lines: impl Read) -> io::Result<Done> {
    let mut records = BufReader::with_capacity(1 << 16, records);
    let mut lines = BufReader::with_capacity(1 << 16, lines);
    let mut done = Done::default();
    let (mut buffer, mut line) = (Vec::new(), Vec::new());
    while let Some(record) = next_record(&mut records, &mut buffer)? {
        line.clear();
        lines.by_ref().take(record.line).read_to_end(&mut line)?;
        if line.len() as u64 != record.line || checksum(&line) != record.line_checksum {
            break;
        }
        done.posts += 1;
        done.record_bytes += (HEAD + buffer.len()) as u64;
        done.line_bytes += record.line;
    }
    Ok(done)
}

fn checksum(bytes: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(bytes);
    hasher.finish()
}

impl Record<'_> {
    /// The record as the journal has it.
    fn to_bytes(&self) -> anyhow::Result<Vec<u8>> {
        let mut bytes = postcard::to_extend(self, vec![0; HEAD])?;
        let length = u32::try_from(bytes.len() - HEAD)?;
        let checksum = checksum(&bytes[HEAD..]);
        bytes[..4].copy_from_slice(&length.to_le_bytes());
        bytes[4..HEAD].copy_from_slice(&checksum.to_le_bytes());
        Ok(bytes)
    }
}

/// The next record, with its bytes in `buffer`; `None` where the next record is incomplete or damaged.
fn next_record(records: &mut impl Read, buffer: &mut Vec<u8>) -> io::Result<Option<Record<'static>>> {
    let mut head = [0; HEAD];
    match records.read_exact(&mut head) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    }
    let [a, b, c, d, sum @ ..] = head;
    let length = u64::from(u32::from_le_bytes([a, b, c, d]));
    buffer.clear();
    let is_complete = records.take(length).read_to_end(buffer)? as u64 == length;
    let is_sound = is_complete && checksum(buffer) == u64::from_le_bytes(sum);
    Ok(if is_sound { postcard::from_bytes(buffer).ok() } else { None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_truncated_or_damaged_journal_keeps_the_records_before() {
        let post = Post::new("1", "Le vélo cargo remplace la voiture. Un vélo cargo porte deux enfants.");
        let report = glane::Analyzer::builder().keyphrases(1).build().expect("an analyzer").analyze(&post);
        let contribution = Contribution::new(&post, &report);
        let (mut journal, mut lines, mut ends) = (Vec::new(), Vec::new(), vec![(0, 0)]);
        for _ in 0..3 {
            let Entry { line, record } = Entry::new(&post, &report, &contribution).expect("an entry");
            journal.extend(record);
            lines.extend(line);
            ends.push((journal.len(), lines.len()));
        }
        let done = |journal: &[u8], lines: &[u8]| complete(journal, lines).expect("it is read");
        for cut in 0..=journal.len() {
            let whole = ends[1..].iter().filter(|(end, _)| *end <= cut).count();
            let kept = done(&journal[..cut], &lines);
            assert_eq!((kept.posts, kept.record_bytes), (whole as u64, ends[whole].0 as u64), "cut at {cut}");
            if let Some(damaged) = journal.get(cut) {
                let mut changed = journal.clone();
                changed[cut] = damaged ^ 1;
                assert_eq!(done(&changed, &lines).posts, whole as u64, "damaged at {cut}");
            }
        }
        for at in 0..lines.len() {
            let whole = ends[1..].iter().filter(|(_, end)| *end <= at).count();
            assert_eq!(done(&journal, &lines[..at]).posts, whole as u64, "lines cut at {at}");
            let mut changed = lines.clone();
            changed[at] ^= 1;
            assert_eq!(done(&journal, &changed).posts, whole as u64, "lines damaged at {at}");
        }
        let record = next_record(&mut &*journal, &mut Vec::new()).expect("it is read").expect("a record");
        assert_eq!((record.stats, record.contribution.into_owned()), (report.stats, contribution));
    }
}

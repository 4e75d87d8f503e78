//! The words of all posts: enough to count any phrase when a report is made and the phrases of interest are known.
//!
//! Each distinct form is held once; a post is a run of small numbers, some one and a half bytes a word. The runs lie in
//! memory, or past a megabyte in a file that the caller provides. A file that cannot be written leaves
//! the runs in memory; one that cannot be read any more is an error of whatever needs the words.

use std::fs::File;
use std::io::{self, Write};
use std::ops::Range;
use std::sync::Arc;

use super::bytes::{ByteReader, Malformed, write_length, write_number, write_text};
use super::form_table::FormTable;
use super::runs::{END, FIRST, GAP, Numbers, numbers, token};
use super::spool_file::SpoolFile;
use crate::keyphrase::{SequenceToken, WordSequence};

/// Bytes of a segment; few in tests, so that they have many.
const SEGMENT: usize = if cfg!(test) { 100 } else { 1 << 20 };

/// A form in a saved run that was not met before, and the number of the first one that was.
const NEW: u64 = 2;
const FIRST_SAVED: u64 = 3;

/// The words of posts, in the order in which the posts came.
#[derive(Clone, Debug, Default)]
pub(super) struct WordStore {
    pub(super) forms: FormTable,
    /// Where the run of each post begins, over all segments.
    starts: Vec<u64>,
    segments: Vec<Segment>,
    /// The runs that are in no segment yet.
    tail: Vec<u8>,
    /// Bytes of all segments.
    stored: u64,
    spool: Option<SpoolFile>,
    /// Why the words of merged posts are missing.
    failure: Option<Arc<io::Error>>,
}

/// Whole runs, one after the other.
#[derive(Clone, Debug)]
struct Segment {
    start: u64,
    length: u64,
    place: Place,
}

#[derive(Clone, Debug)]
enum Place {
    Memory(Arc<[u8]>),
    File(u64),
}

impl WordStore {
    /// Lets later segments be written to the end of a file.
    pub(super) fn spool_to(&mut self, file: File) {
        self.spool = Some(SpoolFile::new(file));
    }

    /// Adds a post.
    pub(super) fn push(&mut self, words: &WordSequence) {
        let numbers: Vec<u32> = words.forms().map(|form| self.forms.intern(form)).collect();
        self.push_tokens(words.tokens().map(|token| match token {
            SequenceToken::Word(number) => SequenceToken::Word(numbers[number as usize]),
            other => other,
        }));
    }

    fn push_tokens(&mut self, tokens: impl Iterator<Item = SequenceToken>) {
        self.starts.push(self.stored + self.tail.len() as u64);
        for token in tokens {
            let value = match token {
                SequenceToken::End => END,
                SequenceToken::Gap => GAP,
                SequenceToken::Word(number) => u64::from(number) + FIRST,
            };
            // Writing to memory does not fail.
            let _ = write_number(&mut self.tail, value);
        }
        if self.tail.len() >= SEGMENT {
            self.store_tail();
        }
    }

    fn store_tail(&mut self) {
        let bytes = std::mem::take(&mut self.tail);
        let length = bytes.len() as u64;
        let in_file = self.spool.as_ref().and_then(|spool| spool.append(&bytes).ok());
        let place = match in_file {
            Some(place) => {
                self.tail = bytes;
                self.tail.clear();
                Place::File(place)
            }
            None => Place::Memory(bytes.into()),
        };
        self.segments.push(Segment { start: self.stored, length, place });
        self.stored += length;
    }

    /// Adds a post of one sentence whose words have these names.
    pub(super) fn push_names<'n>(&mut self, names: impl Iterator<Item = &'n str>) {
        let numbers: Vec<u32> = names.map(|name| self.forms.intern(name)).collect();
        self.push_tokens(numbers.into_iter().map(SequenceToken::Word));
    }

    /// The number of distinct names of words.
    pub(super) fn names(&self) -> usize {
        self.forms.len()
    }

    /// The name of a word by its number.
    pub(super) fn name(&self, number: usize) -> &str {
        self.forms.get(number)
    }

    /// Calls `each` for every post with the numbers of its words, in order, and how often each stands there.
    ///
    /// # Errors
    ///
    /// Those of reading the file.
    pub(super) fn each_count(&self, mut each: impl FnMut(&[(u32, u64)])) -> io::Result<()> {
        self.check()?;
        let (mut words, mut counts) = (Vec::new(), Vec::new());
        self.each_run(|_, run| {
            words.clear();
            words.extend(run.filter_map(|value| match token(value, self.forms.len()) {
                SequenceToken::Word(number) => Some(number),
                SequenceToken::Gap | SequenceToken::End => None,
            }));
            words.sort_unstable();
            counts.clear();
            counts.extend(words.chunk_by(|one, two| one == two).map(|same| (same[0], same.len() as u64)));
            each(&counts);
        })
    }

    /// Adds the posts of another store behind those that are here.
    pub(super) fn append(&mut self, other: &Self) {
        let numbers: Vec<u32> =
            (0..other.forms.len()).map(|form| self.forms.intern(other.forms.get(form))).collect();
        let known = numbers.len();
        let copied = other.each_run(|_, run| {
            self.push_tokens(run.map(|value| match token(value, known) {
                SequenceToken::Word(number) => SequenceToken::Word(numbers[number as usize]),
                other => other,
            }));
        });
        self.failure = self.failure.take().or(copied.err().map(Arc::new)).or(other.failure.clone());
    }

    /// An error where the words of some posts are lost.
    pub(super) fn check(&self) -> io::Result<()> {
        match &self.failure {
            None => Ok(()),
            Some(failure) => Err(io::Error::new(failure.kind(), failure.to_string())),
        }
    }

    /// The bytes of the runs of a post.
    pub(super) fn range(&self, post: usize) -> Range<u64> {
        let end = self.starts.get(post + 1).copied();
        self.starts[post]..end.unwrap_or(self.stored + self.tail.len() as u64)
    }

    /// The bytes from one run to another, which lie in one segment.
    pub(super) fn read(&self, range: &Range<u64>, bytes: &mut Vec<u8>) -> io::Result<()> {
        bytes.clear();
        let length = (range.end - range.start) as usize;
        if range.start >= self.stored {
            let start = (range.start - self.stored) as usize;
            bytes.extend_from_slice(&self.tail[start..start + length]);
            return Ok(());
        }
        let at = self.segments.partition_point(|segment| segment.start + segment.length <= range.start);
        let segment = &self.segments[at];
        let start = range.start - segment.start;
        match &segment.place {
            Place::Memory(all) => bytes.extend_from_slice(&all[start as usize..start as usize + length]),
            Place::File(place) => {
                bytes.resize(length, 0);
                if let Some(spool) = &self.spool {
                    spool.read(place + start, bytes)?;
                }
            }
        }
        Ok(())
    }

    /// The posts of each segment, and of the tail.
    pub(super) fn groups(&self) -> Vec<Range<usize>> {
        let mut groups = Vec::with_capacity(self.segments.len() + 1);
        let mut first = 0;
        let ends = self.segments.iter().map(|segment| segment.start + segment.length);
        for end in ends.chain([u64::MAX]) {
            let next = self.starts.partition_point(|start| *start < end);
            groups.push(first..next);
            first = next;
        }
        groups
    }

    /// Calls `each` with every post and the numbers of its run, in the order of the posts.
    pub(super) fn each_run(&self, mut each: impl FnMut(usize, Numbers<'_>)) -> io::Result<()> {
        let mut bytes = Vec::new();
        for group in self.groups().into_iter().filter(|group| !group.is_empty()) {
            let start = self.starts[group.start];
            self.read(&(start..self.range(group.end - 1).end), &mut bytes)?;
            for post in group {
                let Range { start: from, end: to } = self.range(post);
                each(post, numbers(&bytes[(from - start) as usize..(to - start) as usize]));
            }
        }
        Ok(())
    }

    /// The order of two posts by their words; equal where they cannot be read.
    pub(super) fn compare(&self, one: u32, two: u32) -> std::cmp::Ordering {
        let words = |post: u32| -> Option<Vec<Option<&str>>> {
            let mut bytes = Vec::new();
            self.read(&self.range(post as usize), &mut bytes).ok()?;
            Some(
                numbers(&bytes)
                    .map(|value| match token(value, self.forms.len()) {
                        SequenceToken::Word(number) => Some(self.forms.get(number as usize)),
                        SequenceToken::Gap => Some(""),
                        SequenceToken::End => None,
                    })
                    .collect(),
            )
        };
        match (words(one), words(two)) {
            (Some(one), Some(two)) => one.cmp(&two),
            _ => std::cmp::Ordering::Equal,
        }
    }

    /// A writer of the words of posts in an order of its own.
    pub(super) fn saver(&self) -> Saver<'_> {
        Saver {
            store: self,
            numbers: vec![u32::MAX; self.forms.len()],
            met: 0,
            bytes: Vec::new(),
            run: Vec::new(),
        }
    }

    /// Reads the words of a post that a [`Saver`] wrote, and adds them.
    pub(super) fn read_saved(&mut self, bytes: &mut ByteReader<'_>) -> Result<(), Malformed> {
        let length = bytes.length()?;
        let mut run = ByteReader::new(bytes.take(length)?);
        let mut tokens = Vec::new();
        while !run.is_empty() {
            tokens.push(match run.number()? {
                END => SequenceToken::End,
                GAP => SequenceToken::Gap,
                NEW => {
                    let known = self.forms.len() as u32;
                    match self.forms.intern(run.text()?) {
                        number if number == known => SequenceToken::Word(number),
                        _ => return Err(Malformed::OutOfRange),
                    }
                }
                known if known - FIRST_SAVED < self.forms.len() as u64 => {
                    SequenceToken::Word((known - FIRST_SAVED) as u32)
                }
                _ => return Err(Malformed::OutOfRange),
            });
        }
        self.push_tokens(tokens.into_iter());
        Ok(())
    }
}

/// Saves the words of posts: a form is written where it is first used, and is a number from then on.
#[derive(Debug)]
pub(super) struct Saver<'a> {
    store: &'a WordStore,
    /// The number of each form in what was saved so far.
    numbers: Vec<u32>,
    met: u32,
    bytes: Vec<u8>,
    run: Vec<u8>,
}

impl Saver<'_> {
    /// Writes the words of a post.
    pub(super) fn write(&mut self, out: &mut impl Write, post: u32) -> io::Result<()> {
        let Self { store, numbers: saved, met, bytes, run } = self;
        store.check()?;
        store.read(&store.range(post as usize), bytes)?;
        run.clear();
        for value in numbers(bytes) {
            match token(value, store.forms.len()) {
                SequenceToken::End => write_number(run, END)?,
                SequenceToken::Gap => write_number(run, GAP)?,
                SequenceToken::Word(form) => {
                    let number = &mut saved[form as usize];
                    if *number == u32::MAX {
                        (*number, *met) = (*met, *met + 1);
                        write_number(run, NEW)?;
                        write_text(run, store.forms.get(form as usize))?;
                    } else {
                        write_number(run, u64::from(*number) + FIRST_SAVED)?;
                    }
                }
            }
        }
        write_length(out, run.len())?;
        out.write_all(run)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::phrase_search::Found;
    use super::*;
    use crate::keyphrase::PhraseSet;

    /// What two stores of the same posts have in common: the presence of some phrases, and the bytes that are saved.
    fn contents(store: &WordStore) -> (Vec<Vec<(u32, u32)>>, Vec<u8>) {
        let mut phrases = PhraseSet::new();
        for phrase in ["vélo cargo", "vélo", "ville", "droit à la ville", "n'est"] {
            phrases.push(phrase).expect("a phrase");
        }
        let mut found = Vec::new();
        let each = |posts: &[(u32, Found)]| {
            for (post, counts) in posts {
                assert_eq!(*post as usize, found.len());
                found.push(counts.clone());
            }
        };
        store.each_presence(&phrases, each).expect("it can be read");
        let (mut saver, mut bytes) = (store.saver(), Vec::new());
        (0..store.starts.len() as u32).for_each(|post| saver.write(&mut bytes, post).expect("memory"));
        (found, bytes)
    }

    fn of(posts: &[String], file: Option<File>) -> WordStore {
        let mut store = WordStore::default();
        if let Some(file) = file {
            store.spool_to(file);
        }
        for text in posts {
            store.push(&WordSequence::of("", text, &[]));
        }
        store
    }

    proptest! {
        #[test]
        fn memory_a_file_a_copy_and_a_saved_store_hold_the_same_words(
            posts in prop::collection::vec("((vélo|Vélos|cargo|ville|droit|à la|, |\\. |mot[a-f]) ){0,30}", 0..30),
            cut in any::<prop::sample::Index>(),
        ) {
            let store = of(&posts, None);
            let (found, bytes) = contents(&store);
            let file = || Some(tempfile::tempfile().expect("a file"));
            let spooled = of(&posts, file());
            prop_assert!(contents(&spooled) == (found.clone(), bytes.clone()));
            // A clone writes on behind what both have.
            let (first, rest) = posts.split_at(cut.index(posts.len() + 1));
            let mut one = of(first, file());
            let mut other = one.clone();
            for text in rest {
                let words = WordSequence::of("", text, &[]);
                one.push(&words);
                other.push(&words);
            }
            prop_assert!(contents(&one) == contents(&store) && contents(&other) == contents(&store));
            let mut appended = of(first, None);
            appended.append(&of(rest, file()));
            prop_assert!(contents(&appended) == (found.clone(), bytes.clone()));
            let (mut saved, mut reader) = (WordStore::default(), ByteReader::new(&bytes));
            for _ in &posts {
                prop_assert!(saved.read_saved(&mut reader).is_ok());
            }
            prop_assert!(reader.is_empty() && contents(&saved) == (found, bytes.clone()));
        }

        #[test]
        fn damaged_bytes_are_an_error_or_other_words(mut bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let mut store = WordStore::default();
            let _ = store.read_saved(&mut ByteReader::new(&bytes));
            bytes.insert(0, bytes.len() as u8);
            if store.read_saved(&mut ByteReader::new(&bytes)).is_ok() {
                let _ = contents(&store);
            }
        }
    }

    #[test]
    fn a_file_that_cannot_be_read_is_an_error() {
        let posts =
            vec!["Le vélo cargo roule en ville et le droit à la ville est discuté. ".repeat(20); 9];
        let file = tempfile::tempfile().expect("a file");
        let store = of(&posts, Some(file.try_clone().expect("the same file")));
        file.set_len(10).expect("a shorter file");
        assert!(store.each_presence(&PhraseSet::new(), |_| ()).is_err());
        let mut merged = WordStore::default();
        merged.append(&store);
        assert!(merged.each_presence(&PhraseSet::new(), |_| ()).is_err());
        assert!(merged.saver().write(&mut Vec::new(), 0).is_err());
    }

    #[test]
    fn a_file_that_cannot_be_written_leaves_the_words_in_memory() {
        let path = tempfile::NamedTempFile::new().expect("a file");
        let read_only = File::open(path.path()).expect("a file that is open for reading alone");
        let posts =
            vec!["Le vélo cargo roule en ville et le droit à la ville est discuté. ".repeat(20); 9];
        assert!(contents(&of(&posts, Some(read_only))) == contents(&of(&posts, None)));
    }
}

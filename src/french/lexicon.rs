//! The lexicon: which readings (part of speech, gender, number, mood, person) a French word has, and the
//! lemma of each.
//!
//! This file owns the format of the embedded tables and the lookup of words as they are written. Choosing
//! among readings is left to [`lemma`](super::lemma) and to the tagger. The tables are `tables/lexicon.fst`
//! (word to entry number) and `tables/lexicon.bin` (what the entries say), made from hunspell-fr;
//! `tables/lexicon.txt` states their source, licence and the command that builds them.
//!
//! Nothing is parsed when a lexicon is made: both tables are read where they lie in the binary.

use super::accents::{Capitals, spellings};
use super::analysis::Analysis;

/// No word of the lexicon is longer than this many bytes.
const LONGEST: usize = 64;

/// One reading of a word: its analysis and the spelling of its lemma.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading<'a> {
    /// Part of speech and morphology.
    pub analysis: Analysis,
    /// The part of the word that the lemma keeps.
    stem: &'a str,
    /// The ending that the lemma adds to it.
    ending: &'a str,
}

impl Reading<'_> {
    /// The lemma, in lower case unless the source writes it otherwise.
    pub fn lemma(&self) -> String {
        let mut lemma = String::with_capacity(self.stem.len() + self.ending.len());
        lemma.push_str(self.stem);
        lemma.push_str(self.ending);
        lemma
    }

    /// Whether the lemma begins with a capital.
    pub fn lemma_is_capitalised(&self) -> bool {
        self.stem.chars().chain(self.ending.chars()).next().is_some_and(char::is_uppercase)
    }
}

/// The entries found for a word: usually one, several when the word lacks accents ("peche").
#[derive(Clone, Debug, Default)]
pub struct Word {
    keys: Vec<(Box<str>, u32)>,
}

impl Word {
    /// Whether the lexicon lacks the word.
    pub fn is_unknown(&self) -> bool {
        self.keys.is_empty()
    }

    /// What to store about this word, whose comparison form is `folded`, so that [`Lexicon::recall`] finds it
    /// again.
    pub(crate) fn trace(&self, folded: &str) -> Trace {
        match &self.keys[..] {
            [] => Trace::Unknown,
            [(spelling, entry)] if **spelling == *folded => Trace::Exact(*entry),
            _ => Trace::Variant,
        }
    }

    /// The spelling of the lexicon, when exactly one entry was found.
    pub fn only_spelling(&self) -> Option<&str> {
        match &self.keys[..] {
            [(spelling, _)] => Some(spelling),
            _ => None,
        }
    }
}

/// How a word was found, in eight bytes: see [`Word::trace`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Trace {
    /// The lexicon lacks it.
    Unknown,
    /// In its comparison form, at this entry.
    Exact(u32),
    /// In another spelling: it has to be looked up again.
    #[default]
    Variant,
}

/// A lexicon: readings and lemmas of the inflected forms of French.
///
/// [`Lexicon::new`] gives the one in the binary, made from hunspell-fr (classical spelling). That takes
/// microseconds: nothing is parsed.
///
/// # Examples
///
/// ```
/// use glane::french::{Category, Lexicon};
///
/// let lexicon = Lexicon::new();
/// let word = lexicon.lookup("ambassadeurs", "ambassadeurs");
/// let noun = lexicon.readings(&word).find(|reading| reading.analysis.categories.contains(Category::Noun));
/// assert_eq!(noun.map(|reading| reading.lemma()).as_deref(), Some("ambassadeur"));
/// ```
#[derive(Clone, Debug)]
pub struct Lexicon<'a> {
    /// `None` in a lexicon without words.
    words: Option<fst::Map<&'a [u8]>>,
    entries: Entries<'a>,
}

/// The sections of `lexicon.bin`, in their order in the file, after four counts (u32, little-endian).
#[derive(Clone, Copy, Debug)]
struct Entries<'a> {
    /// Each distinct [`Analysis`] once.
    analyses: &'a [[u8; 8]],
    /// Where the readings of each entry start; one more than there are entries.
    entry_starts: &'a [[u8; 4]],
    /// The numbers of an analysis and of a script.
    readings: &'a [[u8; 4]],
    /// Where each script starts in `scripts`; one more than there are scripts.
    script_starts: &'a [[u8; 4]],
    /// How to make a lemma of a word: one byte, how many bytes to remove from its end; then the bytes to
    /// append.
    scripts: &'a [u8],
}

impl<'a> Entries<'a> {
    fn new(bytes: &'a [u8]) -> Option<Self> {
        let (counts, rest) = bytes.split_at_checked(16)?;
        let mut counts = counts.as_chunks::<4>().0.iter().map(|count| u32::from_le_bytes(*count) as usize);
        let (analyses, rest) = rest.split_at_checked(counts.next()? * 8)?;
        let (entry_starts, rest) = rest.split_at_checked((counts.next()? + 1) * 4)?;
        let (readings, rest) = rest.split_at_checked(counts.next()? * 4)?;
        let (script_starts, scripts) = rest.split_at_checked((counts.next()? + 1) * 4)?;
        Some(Self {
            analyses: analyses.as_chunks().0,
            entry_starts: entry_starts.as_chunks().0,
            readings: readings.as_chunks().0,
            script_starts: script_starts.as_chunks().0,
            scripts,
        })
    }

    fn readings(self, entry: u32) -> &'a [[u8; 4]] {
        span(self.entry_starts, entry as usize).and_then(|span| self.readings.get(span)).unwrap_or_default()
    }

    fn reading<'w>(self, word: &'w str, [a, b, c, d]: [u8; 4]) -> Option<Reading<'w>>
    where
        'a: 'w,
    {
        let analysis = self.analyses.get(usize::from(u16::from_le_bytes([a, b])))?;
        let script = self.scripts.get(span(self.script_starts, usize::from(u16::from_le_bytes([c, d])))?)?;
        let (&strip, ending) = script.split_first()?;
        Some(Reading {
            analysis: Analysis::from_bytes(*analysis),
            stem: word.get(..word.len().checked_sub(usize::from(strip))?)?,
            ending: str::from_utf8(ending).ok()?,
        })
    }
}

/// The range from the start at `index` to the next one.
fn span(starts: &[[u8; 4]], index: usize) -> Option<std::ops::Range<usize>> {
    let start = u32::from_le_bytes(*starts.get(index)?);
    let end = u32::from_le_bytes(*starts.get(index + 1)?);
    Some(start as usize..end as usize)
}

impl Lexicon<'static> {
    /// The lexicon in the binary.
    pub fn new() -> Self {
        // The tables are built and tested with the crate. Should they be damaged all the same, an empty
        // lexicon replaces them, so that nothing panics here.
        Self::parse(include_bytes!("tables/lexicon.fst"), include_bytes!("tables/lexicon.bin"))
            .unwrap_or_else(Self::empty)
    }

    /// A lexicon without words.
    pub(crate) fn empty() -> Self {
        let entries =
            Entries { analyses: &[], entry_starts: &[], readings: &[], script_starts: &[], scripts: &[] };
        Self { words: None, entries }
    }
}

impl Default for Lexicon<'static> {
    fn default() -> Self {
        Self::new()
    }
}

impl<'a> Lexicon<'a> {
    /// A lexicon over tables that the training program wrote; `None` when they are not in the format of this module.
    #[cfg(feature = "internals")]
    pub fn from_bytes(words: &'a [u8], entries: &'a [u8]) -> Option<Self> {
        Self::parse(words, entries)
    }

    /// A lexicon over the tables `words` (an FST) and `entries`; `None` when they are not in the format of this module.
    pub(crate) fn parse(words: &'a [u8], entries: &'a [u8]) -> Option<Self> {
        Some(Self { words: Some(fst::Map::new(words).ok()?), entries: Entries::new(entries)? })
    }

    /// The number of words.
    pub fn len(&self) -> usize {
        self.words.as_ref().map_or(0, fst::Map::len)
    }

    /// Whether the lexicon has no words.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Looks up a word by its comparison form `folded` (see [`Form::folded`](crate::text::Form::folded)) and
    /// as it is `written`.
    ///
    /// Tried in this order: the word itself, with the accents that its capitals may lack ("Ecole", "ETE",
    /// "A"); without the hyphen of a clitic ("-t-il"); with œ and æ for oe and ae; with accents missing
    /// anywhere. A word of more than 64 bytes is unknown.
    pub fn lookup(&self, written: &str, folded: &str) -> Word {
        let mut word = Word::default();
        if folded.is_empty() || folded.len() > LONGEST {
            return word;
        }
        match Capitals::of(written) {
            Capitals::None => self.exact(folded, &mut word),
            Capitals::First if !folded.starts_with(['a', 'c', 'e', 'i', 'o', 'u']) => {
                self.exact(folded, &mut word);
            }
            Capitals::First => self.accented(folded, 1, &mut word),
            Capitals::All => self.accented(folded, usize::MAX, &mut word),
        }
        if word.is_unknown() && folded.starts_with('-') && folded.len() > 1 {
            let clitic = folded.strip_prefix("-t-").unwrap_or(&folded[1..]);
            self.exact(clitic, &mut word);
        }
        if word.is_unknown() && (folded.contains("oe") || folded.contains("ae")) {
            self.exact(&folded.replace("oe", "œ").replace("ae", "æ"), &mut word);
        }
        if word.is_unknown()
            && folded.len() > 3
            && folded.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
        {
            self.accented(folded, usize::MAX, &mut word);
        }
        word
    }

    /// The word that [`lookup`](Self::lookup) found, from its trace; looked up again only for
    /// [`Trace::Variant`].
    pub(crate) fn recall(&self, trace: Trace, written: &str, folded: &str) -> Word {
        match trace {
            Trace::Unknown => Word::default(),
            Trace::Exact(entry) => Word { keys: vec![(folded.into(), entry)] },
            Trace::Variant => self.lookup(written, folded),
        }
    }

    /// Looks up a word in its comparison form alone.
    pub fn lookup_exact(&self, folded: &str) -> Word {
        let mut word = Word::default();
        self.exact(folded, &mut word);
        word
    }

    /// The readings of a word, in the order of the table: those of the likeliest lemma first.
    pub fn readings<'w>(&'w self, word: &'w Word) -> impl Iterator<Item = Reading<'w>> {
        word.keys.iter().flat_map(move |(key, entry)| {
            self.entries.readings(*entry).iter().filter_map(move |&bytes| self.entries.reading(key, bytes))
        })
    }

    fn exact(&self, key: &str, word: &mut Word) {
        if let Some(entry) = self.words.as_ref().and_then(|words| words.get(key)) {
            word.keys.push((key.into(), entry as u32));
        }
    }

    /// Adds the words that `key` may stand for when its first `letters` bytes may lack their accents.
    fn accented(&self, key: &str, letters: usize, word: &mut Word) {
        let Some(words) = &self.words else { return };
        let found = spellings(words.as_fst(), key, letters);
        word.keys.extend(found.into_iter().map(|(spelling, entry)| (spelling, entry as u32)));
    }
}

//! The lexicon: which readings (part of speech, gender, number, mood, person) a French word can
//! have, and the lemma of each.
//!
//! This file owns the format of the embedded tables and the looking up of words as they are
//! written; choosing among readings is left to [`lemma`](super::lemma) and to the tagger. The tables
//! are `tables/lexicon.fst` (word to entry number) and `tables/lexicon.bin` (what the entries say);
//! `tables/lexicon.txt` names their source, licence and the command that made them.
//!
//! Nothing is parsed when a lexicon is made: both tables are read where they lie in the binary.

use fst::raw::{Fst, Node, Output};

/// What a word can be, finer than a part of speech: one bit of [`Categories`] each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Category {
    /// A common noun.
    Noun,
    /// A proper noun: places, firms, works.
    ProperNoun,
    /// A given name.
    GivenName,
    /// A family name.
    FamilyName,
    /// A title before a name ("Mme").
    Title,
    /// An adjective.
    Adjective,
    /// An adverb.
    Adverb,
    /// An adverb of negation ("ne", "pas").
    Negation,
    /// An adverb that asks ("comment").
    InterrogativeAdverb,
    /// An infinitive.
    Infinitive,
    /// A past participle.
    PastParticiple,
    /// A present participle.
    PresentParticiple,
    /// A verb form with a person, the imperative among them.
    FiniteVerb,
    /// A form of "être" or "avoir".
    Auxiliary,
    /// An article or another determiner.
    Determiner,
    /// A determiner of possession.
    Possessive,
    /// A subject pronoun ("je").
    SubjectPronoun,
    /// An object pronoun ("me", "le").
    ObjectPronoun,
    /// Any other pronoun.
    Pronoun,
    /// A relative pronoun.
    RelativePronoun,
    /// An interrogative pronoun or determiner.
    InterrogativePronoun,
    /// A preposition.
    Preposition,
    /// A coordinating conjunction.
    Coordination,
    /// A subordinating conjunction.
    Subordination,
    /// An interjection.
    Interjection,
    /// A numeral.
    Numeral,
    /// A symbol or a mark.
    Symbol,
    /// A prefix, a suffix, or what the source leaves open.
    Other,
}

/// A set of [`Category`] values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Categories(pub u32);

impl Categories {
    /// The set of `categories`.
    pub const fn of(categories: &[Category]) -> Self {
        let mut bits = 0;
        let mut at = 0;
        while at < categories.len() {
            bits |= 1 << categories[at] as u32;
            at += 1;
        }
        Self(bits)
    }

    /// Whether `category` is in the set.
    pub const fn contains(self, category: Category) -> bool {
        self.0 & (1 << category as u32) != 0
    }

    /// Whether the sets have a member in common.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether the set has no member.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// Grammatical gender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Gender {
    /// Masculine.
    Masculine,
    /// Feminine.
    Feminine,
}

/// Grammatical number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Number {
    /// Singular.
    Singular,
    /// Plural.
    Plural,
}

/// What one reading says of a word, the lemma apart.
///
/// Packed as in the table: eight bytes, equal bytes for equal readings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Analysis {
    /// What the word is in this reading; several when the source gives them one lemma.
    pub categories: Categories,
    /// Bit 0: masculine, bit 1: feminine; both for a form of either gender.
    pub genders: u8,
    /// Bit 0: singular, bit 1: plural; both for an invariable form.
    pub numbers: u8,
    /// Moods and tenses of a finite verb, bits in the order of [`MOODS`].
    pub moods: u8,
    /// Persons of a finite verb: bits 0 to 2 the singular ones, bits 3 to 5 the plural ones.
    pub persons: u8,
}

/// The names of the bits of [`Analysis::moods`], as the source spells them: present, imperfect,
/// simple past and future of the indicative, conditional, present and imperfect of the
/// subjunctive, imperative.
pub const MOODS: [&str; 8] = ["ipre", "iimp", "ipsi", "ifut", "cond", "spre", "simp", "impe"];

impl Analysis {
    /// The eight bytes of the table.
    pub fn to_bytes(self) -> [u8; 8] {
        let [a, b, c, d] = self.categories.0.to_le_bytes();
        [a, b, c, d, self.genders, self.numbers, self.moods, self.persons]
    }

    /// The inverse of [`to_bytes`](Self::to_bytes).
    pub fn from_bytes([a, b, c, d, genders, numbers, moods, persons]: [u8; 8]) -> Self {
        Self { categories: Categories(u32::from_le_bytes([a, b, c, d])), genders, numbers, moods, persons }
    }

    /// The gender, when this reading is sure of it.
    pub fn gender(self) -> Option<Gender> {
        match self.genders {
            1 => Some(Gender::Masculine),
            2 => Some(Gender::Feminine),
            _ => None,
        }
    }

    /// The number, when this reading is sure of it.
    pub fn number(self) -> Option<Number> {
        match self.numbers {
            1 => Some(Number::Singular),
            2 => Some(Number::Plural),
            _ => None,
        }
    }
}

/// One reading of a word: what it is and how its lemma is spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading<'a> {
    /// Part of speech and morphology.
    pub analysis: Analysis,
    /// The part of the word that the lemma keeps.
    stem: &'a str,
    /// What the lemma ends in after it.
    ending: &'a str,
}

impl Reading<'_> {
    /// The lemma, in lower case but for what the source writes otherwise.
    pub fn lemma(&self) -> String {
        let mut lemma = String::with_capacity(self.stem.len() + self.ending.len());
        lemma.push_str(self.stem);
        lemma.push_str(self.ending);
        lemma
    }
}

/// The entries found for a word: one as a rule, several when accents are missing from it.
#[derive(Clone, Debug, Default)]
pub struct Word {
    keys: Vec<(Box<str>, u32)>,
}

impl Word {
    /// Whether the lexicon knows nothing of the word.
    pub fn is_unknown(&self) -> bool {
        self.keys.is_empty()
    }

    /// What to remember of this word, folded `folded`, so that [`Lexicon::recall`] finds it again.
    pub fn trace(&self, folded: &str) -> Trace {
        match &self.keys[..] {
            [] => Trace::Unknown,
            [(spelling, entry)] if **spelling == *folded => Trace::Exact(*entry),
            _ => Trace::Variant,
        }
    }

    /// How the lexicon spells the word, when it can be one word alone.
    pub fn only_spelling(&self) -> Option<&str> {
        match &self.keys[..] {
            [(spelling, _)] => Some(spelling),
            _ => None,
        }
    }
}

/// How a word was found, in eight bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Trace {
    /// Not at all.
    Unknown,
    /// As it is folded, at this entry.
    Exact(u32),
    /// By another spelling: it has to be looked up again.
    #[default]
    Variant,
}

/// A lexicon over the tables in the binary.
///
/// Making one takes microseconds: nothing is parsed.
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
    /// None in a lexicon without words.
    words: Option<fst::Map<&'a [u8]>>,
    entries: Entries<'a>,
}

/// The sections of `lexicon.bin`, in the order in which they stand there after four counts (u32).
#[derive(Clone, Copy, Debug)]
struct Entries<'a> {
    /// Each distinct [`Analysis`] once.
    analyses: &'a [[u8; 8]],
    /// Where the readings of each entry start, one more than there are entries.
    entry_starts: &'a [[u8; 4]],
    /// The numbers of an analysis and of a script.
    readings: &'a [[u8; 4]],
    /// Where each script starts in `scripts`, one more than there are scripts.
    script_starts: &'a [[u8; 4]],
    /// A script: one byte, how many bytes to take off the end of the word; then what to put there.
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
        // The tables are made and tested with the crate; a lexicon without words stands in for
        // broken ones, so that nothing here can panic.
        Self::from_bytes(include_bytes!("tables/lexicon.fst"), include_bytes!("tables/lexicon.bin"))
            .unwrap_or_else(Self::empty)
    }

    /// A lexicon that knows no word.
    pub fn empty() -> Self {
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
    /// A lexicon over tables of its format; `None` when they are not.
    pub fn from_bytes(words: &'a [u8], entries: &'a [u8]) -> Option<Self> {
        Some(Self { words: Some(fst::Map::new(words).ok()?), entries: Entries::new(entries)? })
    }

    /// How many words the lexicon has.
    pub fn len(&self) -> usize {
        self.words.as_ref().map_or(0, fst::Map::len)
    }

    /// Whether the lexicon has no word.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Looks up a word by its folded form (see [`Form::folded`](crate::text::Form::folded)) and as
    /// it is `written`.
    ///
    /// Tried in this order: the word itself; without the hyphen of a clitic ("-t-il"); with œ and
    /// æ for oe and ae; with accents it may lack, on letters that are written as capitals ("Ecole",
    /// "ETE", "A") or, when nothing else is found, anywhere.
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

    /// The word that [`lookup`](Self::lookup) found, from its trace, mostly without looking it up.
    pub fn recall(&self, trace: Trace, written: &str, folded: &str) -> Word {
        match trace {
            Trace::Unknown => Word::default(),
            Trace::Exact(entry) => Word { keys: vec![(folded.into(), entry)] },
            Trace::Variant => self.lookup(written, folded),
        }
    }

    /// Looks up a word in its folded form alone.
    pub fn lookup_exact(&self, folded: &str) -> Word {
        let mut word = Word::default();
        self.exact(folded, &mut word);
        word
    }

    /// The readings of a word, in the order of the table: the likelier lemma first.
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

    /// Adds the words that `key` can be when accents may lack on its first `letters` bytes.
    fn accented(&self, key: &str, letters: usize, word: &mut Word) {
        let Some(words) = &self.words else { return };
        let fst = words.as_fst();
        let mut search = Search { fst, key: key.as_bytes(), letters, spelling: Vec::new(), word };
        search.walk(fst.root(), Output::zero());
        // The spelling that was written comes first.
        word.keys.sort_by_key(|(spelling, _)| **spelling != *key);
    }
}

/// No word of the lexicon is longer than this many bytes.
const LONGEST: usize = 64;
/// How many spellings with other accents are taken for one word.
const MOST_VARIANTS: usize = 4;

/// Which letters of a word are capitals and may therefore lack their accents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Capitals {
    None,
    First,
    All,
}

impl Capitals {
    fn of(written: &str) -> Self {
        let mut letters = written.chars().filter(|c| c.is_alphabetic());
        match letters.next() {
            Some(first) if first.is_uppercase() => match letters.next() {
                Some(second) if second.is_uppercase() && !letters.any(char::is_lowercase) => Self::All,
                _ => Self::First,
            },
            _ => Self::None,
        }
    }
}

/// A walk through the words that are `key` once accents are taken off the letters of theirs that
/// match its first `letters` bytes.
struct Search<'s, 'a> {
    fst: &'s Fst<&'a [u8]>,
    key: &'s [u8],
    letters: usize,
    /// The bytes walked so far.
    spelling: Vec<u8>,
    word: &'s mut Word,
}

/// The first byte of every accented letter of French but œ.
const ACCENTED: u8 = 0xC3;

impl<'s> Search<'s, '_> {
    /// Walks on from `node`, which stands before the byte of the key at the spelling's end.
    ///
    /// As deep as the key is long, which is [`LONGEST`] at most.
    fn walk(&mut self, node: Node<'_>, sum: Output) {
        let Some((&expected, rest)) = self.key.split_first() else {
            if node.is_final()
                && self.word.keys.len() < MOST_VARIANTS
                && let Ok(spelling) = str::from_utf8(&self.spelling)
            {
                self.word.keys.push((spelling.into(), sum.cat(node.final_output()).value() as u32));
            }
            return;
        };
        let (key, letters) = (self.key, self.letters);
        (self.key, self.letters) = (rest, letters.saturating_sub(1));
        if let Some((next, sum)) = self.step(&node, sum, expected) {
            self.walk(next, sum);
            self.spelling.pop();
        }
        let variants = accents(expected);
        if letters > 0
            && !variants.is_empty()
            && let Some((accent, sum)) = self.step(&node, sum, ACCENTED)
        {
            for &byte in variants {
                if let Some((next, sum)) = self.step(&accent, sum, byte) {
                    self.walk(next, sum);
                    self.spelling.pop();
                }
            }
            self.spelling.pop();
        }
        (self.key, self.letters) = (key, letters);
    }

    fn step(&mut self, node: &Node<'_>, sum: Output, byte: u8) -> Option<(Node<'s>, Output)> {
        let transition = node.transition(node.find_input(byte)?);
        self.spelling.push(byte);
        Some((self.fst.node(transition.addr), sum.cat(transition.out)))
    }
}

/// The second bytes of the accented letters whose plain letter is `plain`.
fn accents(plain: u8) -> &'static [u8] {
    match plain {
        b'a' => &[0xA0, 0xA1, 0xA2, 0xA4],
        b'c' => &[0xA7],
        b'e' => &[0xA8, 0xA9, 0xAA, 0xAB],
        b'i' => &[0xAE, 0xAF],
        b'n' => &[0xB1],
        b'o' => &[0xB4, 0xB6],
        b'u' => &[0xB9, 0xBB, 0xBC],
        _ => &[],
    }
}

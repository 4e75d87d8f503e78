//! Aggregates as files: a header, and the counts in canonical order.
//!
//! The header is 16 bytes of magic, the version, and the length and checksum of what follows (FNV-1a, 64
//! bits), all little-endian. The body is numbers and texts as in [`bytes`](super::bytes). Equal counts give
//! equal bytes.

// Numbers come from outside here: what does not fit must not be cut off in silence.
#![warn(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss)]

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Read, Write};

use jiff::civil::Date;

use super::aggregate::{Aggregate, Variants};
use super::bytes::{ByteReader, Malformed, write_length, write_number, write_optional_text, write_text};
use super::canonical::{CanonicalOrder, OrderedPost};
use super::excerpts::{Sentence, Spans};
use super::interner::{Interner, Named};
use super::kinds::KindCounts;
use super::posts::{Mention, PostFigures, PostNames, PostText};
use crate::text::{Fnv1a, fnv1a};

const MAGIC: &[u8; 16] = b"glane aggregate\n";
/// The format version. 3: text counts are of graphical words. 4: the words of the posts. 5: which labels are
/// categories, and what kinds of names families are.
const VERSION: u32 = 5;
/// Bytes of the header.
const HEADER: usize = 36;

/// Why a saved [`Aggregate`] could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AggregateError {
    /// The input failed.
    #[error("reading an aggregate: {0}")]
    Read(#[from] io::Error),
    /// The bytes are another kind of file.
    #[error("not an aggregate of Glane: name a file that an aggregate was saved to")]
    Foreign,
    /// The aggregate has another format version.
    #[error(
        "the aggregate has format version {0}, this version of Glane reads {VERSION}: save it again from its posts"
    )]
    Version(u32),
    /// The bytes end too early.
    #[error("the aggregate is cut off: copy the file again, or save it again from its posts")]
    Truncated,
    /// The bytes were changed.
    #[error("the aggregate is damaged ({0}): copy the file again, or save it again from its posts")]
    Damaged(&'static str),
}

impl From<Malformed> for AggregateError {
    fn from(malformed: Malformed) -> Self {
        Self::Damaged(match malformed {
            Malformed::CutOff => "a record is cut off",
            Malformed::OutOfRange => OUT_OF_RANGE,
            Malformed::NotUtf8 => "a text is not valid UTF-8",
        })
    }
}

const OUT_OF_RANGE: &str = "a number is out of range";

impl Aggregate {
    /// Writes the counts. The bytes depend on the posts alone, not on the order in which they were added or
    /// merged.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    ///
    /// ```
    /// use glane::corpus::Aggregate;
    ///
    /// let mut bytes = Vec::new();
    /// Aggregate::new().write_to(&mut bytes)?;
    /// assert_eq!(Aggregate::read_from(&bytes[..])?.report().posts.read, 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write_to(&self, mut out: impl Write) -> io::Result<()> {
        let ordered = CanonicalOrder::new(self);
        // The header needs the length and the checksum: the body is written twice, so that it is never held
        // in memory.
        let mut measure = Measure::new();
        write_body(&mut measure, &ordered)?;
        out.write_all(MAGIC)?;
        out.write_all(&VERSION.to_le_bytes())?;
        out.write_all(&measure.length.to_le_bytes())?;
        out.write_all(&measure.sum.finish().to_le_bytes())?;
        write_body(&mut out, &ordered)
    }

    /// Reads what [`write_to`](Self::write_to) wrote.
    ///
    /// # Errors
    ///
    /// [`AggregateError`] when the bytes are not an aggregate of this format version, are cut off or were
    /// changed. No bytes cause a panic, or more memory than a small multiple of their length.
    pub fn read_from(mut input: impl Read) -> Result<Self, AggregateError> {
        let mut header = Vec::with_capacity(HEADER);
        input.by_ref().take(HEADER as u64).read_to_end(&mut header)?;
        if !header.starts_with(&MAGIC[..header.len().min(MAGIC.len())]) || header.is_empty() {
            return Err(AggregateError::Foreign);
        }
        let cut_off = |_| AggregateError::Truncated;
        let mut header = ByteReader::new(header.get(MAGIC.len()..).ok_or(AggregateError::Truncated)?);
        let version = u32::from_le_bytes(header.array().map_err(cut_off)?);
        if version != VERSION {
            return Err(AggregateError::Version(version));
        }
        let length = u64::from_le_bytes(header.array().map_err(cut_off)?);
        let sum = u64::from_le_bytes(header.array().map_err(cut_off)?);
        let mut body = Vec::new();
        input.take(length.saturating_add(1)).read_to_end(&mut body)?;
        match (body.len() as u64).cmp(&length) {
            std::cmp::Ordering::Less => return Err(AggregateError::Truncated),
            std::cmp::Ordering::Greater => return Err(AggregateError::Damaged("it has bytes past its end")),
            std::cmp::Ordering::Equal => {}
        }
        if fnv1a([&body[..]]) != sum {
            return Err(AggregateError::Damaged("its checksum does not match"));
        }
        let mut reader = Reader { bytes: ByteReader::new(&body) };
        let aggregate = reader.aggregate()?;
        if !reader.bytes.is_empty() {
            return Err(AggregateError::Damaged("it has bytes past its end"));
        }
        Ok(aggregate)
    }
}

/// Counts the bytes written to it, and hashes them.
struct Measure {
    length: u64,
    sum: Fnv1a,
}

impl Measure {
    fn new() -> Self {
        Self { length: 0, sum: Fnv1a::new() }
    }
}

impl Write for Measure {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.length += bytes.len() as u64;
        self.sum.write(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes the body through a buffer.
fn write_body(out: &mut impl Write, ordered: &CanonicalOrder<'_>) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, out);
    let out = &mut out;
    write_number(out, ordered.aggregate.read)?;
    write_length(out, ordered.aggregate.languages.len())?;
    for (code, &count) in &ordered.aggregate.languages {
        write_text(out, code)?;
        write_number(out, count)?;
    }
    for names in [&ordered.labels, &ordered.authors] {
        write_length(out, names.len())?;
        for name in names {
            write_text(out, name)?;
        }
    }
    for &posts in &ordered.category_posts {
        write_number(out, posts)?;
    }
    write_length(out, ordered.families.len())?;
    for family in &ordered.families {
        write_text(out, family.lemma)?;
        write_length(out, family.family.kinds.numbered().count())?;
        for (kind, posts) in family.family.kinds.numbered() {
            write_number(out, kind as u64)?;
            write_number(out, posts.into())?;
        }
        write_length(out, family.family.variants.len())?;
        for (variant, count) in &family.family.variants {
            write_text(out, variant)?;
            write_number(out, *count)?;
        }
    }
    write_length(out, ordered.len())?;
    for post in ordered.posts() {
        write_post(out, &post)?;
    }
    // After the posts, because sentences refer to posts by number.
    for family in &ordered.families {
        write_length(out, family.family.sentences.len())?;
        for sentence in &family.family.sentences {
            write_number(out, sentence.score.into())?;
            write_text(out, &sentence.text)?;
            write_number(out, ordered.place(sentence.post).into())?;
            write_length(out, sentence.spans.len())?;
            for &(start, end) in &sentence.spans {
                write_number(out, start.into())?;
                write_number(out, end.into())?;
            }
        }
    }
    let mut words = ordered.aggregate.words.saver();
    for number in ordered.old_numbers() {
        words.write(out, number)?;
    }
    out.flush()
}

fn write_post(out: &mut impl Write, post: &OrderedPost<'_>) -> io::Result<()> {
    let PostNames { id, title, url } = post.names();
    write_text(out, id)?;
    write_text(out, title)?;
    write_optional_text(out, url)?;
    let PostFigures { published, author, text: counts } = post.figures();
    write_optional_text(out, published.map(|day| day.to_string()).as_deref())?;
    let PostText { words, sentences, spelled, letters, syllables, diversity } = counts;
    for count in [words, sentences, spelled, letters, syllables] {
        write_number(out, count.into())?;
    }
    write_number(out, diversity.map_or(0, |diversity| u64::from(diversity) + 1))?;
    write_number(out, author.map_or(0, |author| u64::from(author) + 1))?;
    let (labels, mentions) = post.in_order();
    write_length(out, labels.len())?;
    for label in labels {
        write_number(out, label.into())?;
    }
    write_length(out, mentions.len())?;
    for mention in mentions {
        write_number(out, mention.family.into())?;
        write_number(out, mention.count.into())?;
        write_number(out, u64::from(mention.score()) << 1 | u64::from(mention.is_keyphrase()))?;
    }
    Ok(())
}

/// Reads the body.
struct Reader<'a> {
    bytes: ByteReader<'a>,
}

type Result<T, E = AggregateError> = std::result::Result<T, E>;

impl Reader<'_> {
    fn aggregate(&mut self) -> Result<Aggregate> {
        let mut aggregate = Aggregate { read: self.bytes.number()?, ..Aggregate::default() };
        let mut languages = BTreeMap::new();
        for _ in 0..self.bytes.length()? {
            languages.insert(self.bytes.text()?.to_owned(), self.bytes.number()?);
        }
        aggregate.languages = languages;
        self.names(&mut aggregate.labels)?;
        self.names(&mut aggregate.authors)?;
        let labels = u32::try_from(aggregate.labels.len());
        for label in 0..labels.map_err(|_| AggregateError::Damaged("it has too many labels"))? {
            aggregate.labels.get_mut(label).category_posts = self.bytes.number()?;
        }
        for at in 0..self.bytes.length()? {
            let family = aggregate.families.intern(self.bytes.text()?);
            if family as usize != at {
                return Err(AggregateError::Damaged("a family occurs twice"));
            }
            for _ in 0..self.bytes.length()? {
                let kind = KindCounts::of_number(self.bytes.small_number()?);
                let kind = kind.ok_or(AggregateError::Damaged("a family has an unknown kind"))?;
                let posts = self.bytes.small_number()?;
                aggregate.families.get_mut(family).kinds.add(kind, posts);
            }
            let variants = (0..self.bytes.length()?)
                .map(|_| Ok((self.bytes.text()?.into(), self.bytes.number()?)))
                .collect::<Result<Variants>>()?;
            if !variants.is_sorted_by(|one, two| one.0 < two.0) {
                return Err(AggregateError::Damaged("variants are out of order"));
            }
            aggregate.families.get_mut(family).variants = variants;
        }
        for _ in 0..self.bytes.length()? {
            self.post(&mut aggregate)?;
        }
        let families = u32::try_from(aggregate.families.len());
        for family in 0..families.map_err(|_| AggregateError::Damaged("it has too many families"))? {
            for _ in 0..self.bytes.length()? {
                let sentence = self.sentence(aggregate.posts.len())?;
                aggregate.families.get_mut(family).sentences.push(sentence);
            }
        }
        for _ in 0..aggregate.posts.len() {
            aggregate.words.read_saved(&mut self.bytes)?;
        }
        Ok(aggregate)
    }

    fn names<T: Named>(&mut self, names: &mut Interner<T>) -> Result<()> {
        for at in 0..self.bytes.length()? {
            if names.intern(self.bytes.text()?) as usize != at {
                return Err(AggregateError::Damaged("a name occurs twice"));
            }
        }
        Ok(())
    }

    fn post(&mut self, aggregate: &mut Aggregate) -> Result<()> {
        let names =
            PostNames { id: self.bytes.text()?, title: self.bytes.text()?, url: self.bytes.optional_text()? };
        let published: Option<Date> = match self.bytes.optional_text()? {
            None => None,
            Some(day) => Some(day.parse().map_err(|_| AggregateError::Damaged("a date is not valid"))?),
        };
        let text = PostText {
            words: self.bytes.small_number()?,
            sentences: self.bytes.small_number()?,
            spelled: self.bytes.small_number()?,
            letters: self.bytes.small_number()?,
            syllables: self.bytes.small_number()?,
            diversity: match self.bytes.number()?.checked_sub(1) {
                None => None,
                Some(diversity) => {
                    Some(diversity.try_into().map_err(|_| AggregateError::Damaged(OUT_OF_RANGE))?)
                }
            },
        };
        let author = self.bytes.below(aggregate.authors.len() + 1)?.checked_sub(1);
        let labels = (0..self.bytes.length()?)
            .map(|_| self.bytes.below(aggregate.labels.len()))
            .collect::<Result<Vec<u32>, Malformed>>()?;
        let figures = PostFigures { published, author, text };
        aggregate.posts.push(names, figures, labels);
        let mut lowest = 0;
        for _ in 0..self.bytes.length()? {
            let family = self.bytes.below(aggregate.families.len())?;
            if family < lowest {
                return Err(AggregateError::Damaged("families are out of order"));
            }
            lowest = family + 1;
            let count = self.bytes.small_number()?;
            let score = self.bytes.small_number()?;
            let is_keyphrase = score & 1 == 1;
            let score = u16::try_from(score >> 1)
                .ok()
                .filter(|score| *score < 1 << 15)
                .ok_or(AggregateError::Damaged(OUT_OF_RANGE))?;
            aggregate.posts.mention_new(Mention::new(family, count, score, is_keyphrase));
        }
        Ok(())
    }

    fn sentence(&mut self, posts: usize) -> Result<Sentence> {
        let score = self.bytes.small_number()?;
        let text: Box<str> = self.bytes.text()?.into();
        let post = self.bytes.below(posts)?;
        let spans = (0..self.bytes.length()?)
            .map(|_| {
                let (start, end) = (self.bytes.small_number()?, self.bytes.small_number()?);
                let is_inside = text.get(start as usize..end as usize).is_some();
                if is_inside { Ok((start, end)) } else { Err(AggregateError::Damaged(OUT_OF_RANGE)) }
            })
            .collect::<Result<Spans>>()?;
        Ok(Sentence { score, text, spans, post })
    }
}

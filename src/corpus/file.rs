//! Aggregates as files: a head, and the counts in their one order.
//!
//! The head is 16 bytes of magic, the version, the length and a checksum of what follows (FNV-1a, 64 bits),
//! all in little-endian order. Whole numbers of the body are LEB128, texts have their length before them.
//! Equal counts give equal bytes.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Read, Write};

use jiff::civil::Date;

use super::aggregate::{Aggregate, Variants};
use super::canonical::{CanonicalOrder, OrderedPost};
use super::excerpts::Sentence;
use super::posts::{Mention, PostFigures, PostNames, PostText};
use crate::text::Fnv1a;

const MAGIC: &[u8; 16] = b"glane aggregate\n";
const VERSION: u32 = 2;

/// Why a file could not be read as an [`Aggregate`].
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AggregateError {
    /// The bytes could not be had.
    #[error("the bytes could not be read: {0}")]
    Read(#[from] io::Error),
    /// It is another kind of file.
    #[error("this is no aggregate of Glane: name a file that `glane analyze --save` wrote")]
    Foreign,
    /// It is an aggregate of another version.
    #[error("it is an aggregate of version {0}, this program reads version {VERSION}: save it anew")]
    Version(u32),
    /// It ends too early.
    #[error("the file is cut off: copy it again, or save it anew")]
    Truncated,
    /// Its content was changed.
    #[error("the file is damaged ({0}): copy it again, or save it anew")]
    Damaged(&'static str),
}

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
        // What is written is measured first, and never held as a whole.
        let mut measure = Measure::new();
        body(&mut measure, &ordered)?;
        out.write_all(MAGIC)?;
        out.write_all(&VERSION.to_le_bytes())?;
        out.write_all(&measure.length.to_le_bytes())?;
        out.write_all(&measure.sum.finish().to_le_bytes())?;
        body(&mut out, &ordered)
    }

    /// Reads what [`write_to`](Self::write_to) wrote.
    ///
    /// # Errors
    ///
    /// [`AggregateError`] when the bytes are no aggregate of this version, are cut off or were changed. No
    /// bytes make it panic, nor take more memory than some times their length.
    pub fn read_from(mut input: impl Read) -> Result<Self, AggregateError> {
        let mut head = Vec::with_capacity(36);
        input.by_ref().take(36).read_to_end(&mut head)?;
        if !head.starts_with(&MAGIC[..head.len().min(16)]) || head.is_empty() {
            return Err(AggregateError::Foreign);
        }
        let mut head = Reader { bytes: head.get(16..).ok_or(AggregateError::Truncated)? };
        let version = u32::from_le_bytes(head.array()?);
        if version != VERSION {
            return Err(AggregateError::Version(version));
        }
        let length = u64::from_le_bytes(head.array()?);
        let sum = u64::from_le_bytes(head.array()?);
        let mut body = Vec::new();
        input.take(length.saturating_add(1)).read_to_end(&mut body)?;
        match (body.len() as u64).cmp(&length) {
            std::cmp::Ordering::Less => return Err(AggregateError::Truncated),
            std::cmp::Ordering::Greater => return Err(AggregateError::Damaged("bytes behind its end")),
            std::cmp::Ordering::Equal => {}
        }
        if checksum(&body) != sum {
            return Err(AggregateError::Damaged("the checksum is another"));
        }
        let mut reader = Reader { bytes: &body };
        let aggregate = reader.aggregate()?;
        if !reader.bytes.is_empty() {
            return Err(AggregateError::Damaged("bytes behind its end"));
        }
        Ok(aggregate)
    }
}

/// The length and the checksum of what is written to it.
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

fn checksum(bytes: &[u8]) -> u64 {
    let mut measure = Measure::new();
    // It takes all.
    let _ = measure.write(bytes);
    measure.sum.finish()
}

/// Writes the body in pieces of some size.
fn body(out: &mut impl Write, ordered: &CanonicalOrder<'_>) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, out);
    let out = &mut out;
    number(out, ordered.aggregate.read)?;
    number(out, ordered.aggregate.languages.len() as u64)?;
    for (code, &count) in &ordered.aggregate.languages {
        text(out, code)?;
        number(out, count)?;
    }
    for names in [&ordered.labels, &ordered.authors] {
        number(out, names.len() as u64)?;
        for name in names {
            text(out, name)?;
        }
    }
    number(out, ordered.families.len() as u64)?;
    for family in &ordered.families {
        text(out, family.lemma)?;
        number(out, family.family.variants.len() as u64)?;
        for (variant, count) in &family.family.variants {
            text(out, variant)?;
            number(out, *count)?;
        }
    }
    number(out, ordered.len() as u64)?;
    for of in ordered.posts() {
        post(out, &of)?;
    }
    // Behind the posts, whose numbers they name.
    for family in &ordered.families {
        number(out, family.family.sentences.len() as u64)?;
        for sentence in &family.family.sentences {
            number(out, sentence.score.into())?;
            text(out, &sentence.text)?;
            number(out, ordered.place(sentence.post).into())?;
            number(out, sentence.spans.len() as u64)?;
            for &(start, end) in &sentence.spans {
                number(out, start.into())?;
                number(out, end.into())?;
            }
        }
    }
    out.flush()
}

fn post(out: &mut impl Write, post: &OrderedPost<'_>) -> io::Result<()> {
    let PostNames { id, title, url } = post.names();
    text(out, id)?;
    text(out, title)?;
    optional(out, url)?;
    let PostFigures { published, author, text: counts } = post.figures();
    optional(out, published.map(|day| day.to_string()).as_deref())?;
    let PostText { words, sentences, spelled, letters, syllables, diversity } = counts;
    for count in [words, sentences, spelled, letters, syllables] {
        number(out, count.into())?;
    }
    number(out, diversity.map_or(0, |diversity| u64::from(diversity) + 1))?;
    number(out, author.map_or(0, |author| u64::from(author) + 1))?;
    let (labels, mentions) = post.in_order();
    number(out, labels.len() as u64)?;
    for label in labels {
        number(out, label.into())?;
    }
    number(out, mentions.len() as u64)?;
    for mention in mentions {
        number(out, mention.family.into())?;
        number(out, mention.count.into())?;
        number(out, u64::from(mention.score()) << 1 | u64::from(mention.is_keyphrase()))?;
    }
    Ok(())
}

fn number(out: &mut impl Write, mut value: u64) -> io::Result<()> {
    let mut bytes = [0; 10];
    let mut length = 0;
    while value >= 0x80 {
        bytes[length] = value as u8 | 0x80;
        length += 1;
        value >>= 7;
    }
    bytes[length] = value as u8;
    out.write_all(&bytes[..=length])
}

fn text(out: &mut impl Write, text: &str) -> io::Result<()> {
    number(out, text.len() as u64)?;
    out.write_all(text.as_bytes())
}

fn optional(out: &mut impl Write, value: Option<&str>) -> io::Result<()> {
    out.write_all(&[u8::from(value.is_some())])?;
    value.map_or(Ok(()), |value| text(out, value))
}

/// What is left to be read.
struct Reader<'a> {
    bytes: &'a [u8],
}

type Result<T, E = AggregateError> = std::result::Result<T, E>;

const SHORT: AggregateError = AggregateError::Damaged("a record is cut off");
const BAD_NUMBER: AggregateError = AggregateError::Damaged("a number is out of range");

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(length).ok_or(SHORT)?;
        self.bytes = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N]> {
        self.take(N).ok().and_then(|bytes| bytes.try_into().ok()).ok_or(AggregateError::Truncated)
    }

    fn wide(&mut self) -> Result<u64> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.take(1)?[0];
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(BAD_NUMBER)
    }

    fn number(&mut self) -> Result<u32> {
        self.wide()?.try_into().map_err(|_| BAD_NUMBER)
    }

    /// A number below a bound.
    fn below(&mut self, bound: usize) -> Result<u32> {
        let value = self.number()?;
        if (value as usize) < bound { Ok(value) } else { Err(BAD_NUMBER) }
    }

    /// How many records follow: each takes a byte at least.
    fn count(&mut self) -> Result<usize> {
        let count = usize::try_from(self.wide()?).map_err(|_| BAD_NUMBER)?;
        if count <= self.bytes.len() { Ok(count) } else { Err(SHORT) }
    }

    fn text(&mut self) -> Result<&'a str> {
        let length = self.count()?;
        std::str::from_utf8(self.take(length)?).map_err(|_| AggregateError::Damaged("a text is not UTF-8"))
    }

    fn optional(&mut self) -> Result<Option<&'a str>> {
        match self.take(1)?[0] {
            0 => Ok(None),
            _ => self.text().map(Some),
        }
    }

    fn aggregate(&mut self) -> Result<Aggregate> {
        let mut aggregate = Aggregate { read: self.wide()?, ..Aggregate::default() };
        let mut languages = BTreeMap::new();
        for _ in 0..self.count()? {
            languages.insert(self.text()?.to_owned(), self.wide()?);
        }
        aggregate.languages = languages;
        for names in [&mut aggregate.labels, &mut aggregate.authors] {
            for at in 0..self.count()? {
                if names.number(self.text()?) as usize != at {
                    return Err(AggregateError::Damaged("a name stands twice"));
                }
            }
        }
        for at in 0..self.count()? {
            if aggregate.families.number(self.text()?) as usize != at {
                return Err(AggregateError::Damaged("a family stands twice"));
            }
            let variants = (0..self.count()?)
                .map(|_| Ok((self.text()?.into(), self.wide()?)))
                .collect::<Result<Variants>>()?;
            if !variants.is_sorted_by(|one, two| one.0 < two.0) {
                return Err(AggregateError::Damaged("variants are out of order"));
            }
            aggregate.families.get_mut(at as u32).variants = variants;
        }
        for _ in 0..self.count()? {
            self.post(&mut aggregate)?;
        }
        for at in 0..aggregate.families.len() {
            for _ in 0..self.count()? {
                let sentence = self.sentence(aggregate.posts.len())?;
                aggregate.families.get_mut(at as u32).sentences.push(sentence);
            }
        }
        Ok(aggregate)
    }

    fn post(&mut self, aggregate: &mut Aggregate) -> Result<()> {
        let names = PostNames { id: self.text()?, title: self.text()?, url: self.optional()? };
        let published: Option<Date> = match self.optional()? {
            None => None,
            Some(day) => Some(day.parse().map_err(|_| AggregateError::Damaged("a date is none"))?),
        };
        let text = PostText {
            words: self.number()?,
            sentences: self.number()?,
            spelled: self.number()?,
            letters: self.number()?,
            syllables: self.number()?,
            diversity: match self.wide()?.checked_sub(1) {
                None => None,
                Some(diversity) => Some(diversity.try_into().map_err(|_| BAD_NUMBER)?),
            },
        };
        let author = self.below(aggregate.authors.len() + 1)?.checked_sub(1);
        let labels =
            (0..self.count()?).map(|_| self.below(aggregate.labels.len())).collect::<Result<Vec<u32>>>()?;
        let figures = PostFigures { published, author, text };
        aggregate.posts.push(names, figures, labels);
        let mut least = 0;
        for _ in 0..self.count()? {
            let family = self.below(aggregate.families.len())?;
            if family < least {
                return Err(AggregateError::Damaged("families are out of order"));
            }
            least = family + 1;
            let count = self.number()?;
            let score = self.number()?;
            let is_keyphrase = score & 1 == 1;
            let score = u16::try_from(score >> 1).ok().filter(|score| *score < 1 << 15).ok_or(BAD_NUMBER)?;
            aggregate.posts.mention_new(Mention::new(family, count, score, is_keyphrase));
        }
        Ok(())
    }

    fn sentence(&mut self, posts: usize) -> Result<Sentence> {
        let score = self.number()?;
        let text: Box<str> = self.text()?.into();
        let post = self.below(posts)?;
        let spans = (0..self.count()?)
            .map(|_| {
                let (start, end) = (self.number()?, self.number()?);
                let stands = text.get(start as usize..end as usize).is_some();
                if stands { Ok((start, end)) } else { Err(BAD_NUMBER) }
            })
            .collect::<Result<Box<[(u32, u32)]>>>()?;
        Ok(Sentence { score, text, spans, post })
    }
}

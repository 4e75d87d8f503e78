//! The table of forms: from the bytes of a token to the number of its form.
//!
//! Facts about a word are computed once for each distinct surface form; afterwards a lookup is a hash
//! of its first sixteen bytes, loaded at once, and one comparison. Nothing is allocated for a form
//! that is known.

use std::hash::{BuildHasher, RandomState};
use std::hint::select_unpredictable;
use std::ops::Range;

use rustc_hash::FxBuildHasher;

use super::sentence::Hints;
use super::{Form, Token};

/// The number of a [`Form`] in its [`Forms`]; meaningless in any other table.
// The low bits hold the hints of the form. Thirty bits are enough for the number: offsets have thirty-two,
// and there are too few forms of three bytes or fewer for a text to hold more than a quarter as many forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FormId(u32);

impl FormId {
    /// The number, counted from zero in the order in which the forms were met.
    pub fn index(self) -> usize {
        (self.0 >> Hints::BITS) as usize
    }

    /// What the sentences ask of every token.
    #[inline]
    pub(super) fn hints(self) -> Hints {
        Hints::of_bits(self.0)
    }

    fn new(index: usize, hints: Hints) -> Self {
        Self(((index as u32) << Hints::BITS) | hints.bits())
    }
}

/// The forms met so far: one table for each worker, filled as texts are read.
///
/// Form numbers depend on the order of reading; nothing that is given out may depend on them.
///
/// ```
/// use glane::text::Forms;
///
/// let mut forms = Forms::new();
/// let id = forms.intern("Réseaux");
/// assert_eq!(forms.intern("Réseaux"), id);
/// assert_eq!(&*forms.get(id).folded, "réseaux");
/// ```
#[derive(Debug)]
pub struct Forms {
    /// Open addressing: the place of a form among the entries stands where its hash says or in the next free
    /// slots; those of common words, which are met early, in the first. Numbers alone, for the table to stay
    /// in the near caches; their count is a power of two.
    slots: Vec<u32>,
    /// What is compared: behind [`NOTHING`] the forms, by number; those that were met together stand together.
    entries: Vec<Entry>,
    /// The forms by number.
    facts: Vec<Form>,
    /// The surfaces of the forms, one behind the other, and where each ends.
    surfaces: String,
    ends: Vec<usize>,
    /// Makes the places hard to foresee, so that no text can be written to make them collide.
    seed: u64,
}

/// What is compared of a surface, and the number of its form, with its hints.
#[derive(Clone, Copy, Debug)]
struct Entry {
    key: Key,
    /// Bytes of the surface, or [`LONG`] when there are more than the key holds.
    length: u32,
    id: FormId,
}

/// The first sixteen bytes of a surface, zeros behind what is shorter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Key {
    first: u64,
    second: u64,
}

/// A slot that is free: the place of [`NOTHING`].
const FREE: u32 = 0;
/// The first entry, which no short surface is found to be.
const NOTHING: Entry = Entry { key: Key { first: 0, second: 0 }, length: LONG, id: UNKNOWN };
/// Stands for a number that is yet to be found.
const UNKNOWN: FormId = FormId(u32::MAX);
/// Stands for the length of a surface of more bytes than its key holds; no token has as many.
const LONG: u32 = u32::MAX;
/// Bytes of a surface that its key holds.
const KEY_BYTES: usize = 16;
/// Tokens that are looked up together.
const TOGETHER: usize = 16;
/// Slots of an empty table.
const FIRST_SLOTS: usize = 1 << 12;

impl Default for Forms {
    fn default() -> Self {
        Self {
            slots: vec![FREE; FIRST_SLOTS],
            entries: vec![NOTHING],
            facts: Vec::new(),
            surfaces: String::new(),
            ends: Vec::new(),
            seed: RandomState::new().hash_one(0_u8),
        }
    }
}

impl Forms {
    /// Forms beyond which [`Forms::trim`] empties the table: more than an archive of ordinary French has in
    /// a million posts' vocabulary, and some tens of megabytes.
    pub const LIMIT: usize = 1 << 18;

    /// An empty table.
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of forms.
    pub fn len(&self) -> usize {
        self.facts.len()
    }

    /// Whether no form was met yet.
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    /// Empties the table if it has grown past [`Forms::LIMIT`], so that its memory stays bounded however
    /// many different words an archive holds; says whether it did. All numbers given before are
    /// meaningless then: call it between texts, when no [`Document`](super::Document) read with this table
    /// is needed any more.
    pub fn trim(&mut self) -> bool {
        let is_past = self.facts.len() > Self::LIMIT;
        if is_past {
            *self = Self::default();
        }
        is_past
    }

    /// The number of the form written `surface`.
    pub fn intern(&mut self, surface: &str) -> FormId {
        self.intern_range(surface, 0..surface.len())
    }

    /// Appends the number of the form of each of `tokens`, which were scanned from `text`, to `ids`.
    ///
    /// What [`Document::parse`](super::Document::parse) does between scanning and cutting sentences.
    ///
    /// ```
    /// use glane::text::{Forms, tokenize_into};
    ///
    /// let text = "Réseau sur réseau";
    /// let (mut forms, mut tokens, mut ids) = (Forms::new(), Vec::new(), Vec::new());
    /// tokenize_into(text, &mut tokens);
    /// forms.intern_all(text, &tokens, &mut ids);
    /// assert_eq!(forms.get(ids[0]).stem, forms.get(ids[2]).stem);
    /// assert!(forms.get(ids[1]).is_stop_word);
    /// ```
    ///
    /// # Panics
    ///
    /// When `text` is another text, in which the tokens do not lie.
    // The table is larger than the nearest caches, so waiting for one slot after the other would cost more
    // than all else: the first slots of several tokens are asked for together, without a branch between.
    pub fn intern_all(&mut self, text: &str, tokens: &[Token], ids: &mut Vec<FormId>) {
        ids.reserve(tokens.len());
        let (groups, rest) = tokens.as_chunks::<TOGETHER>();
        for group in groups {
            let mut found = [UNKNOWN; TOGETHER];
            for (found, token) in found.iter_mut().zip(group) {
                *found = self.at_first(text.as_bytes(), *token);
            }
            for (found, token) in found.iter_mut().zip(group) {
                if *found == UNKNOWN {
                    *found = self.intern_range(text, token.range());
                }
            }
            ids.extend_from_slice(&found);
        }
        ids.extend(rest.iter().map(|token| self.intern_range(text, token.range())));
    }

    /// The number of the form of `token`, when it is short and stands at the first slot of its search.
    #[inline]
    fn at_first(&self, bytes: &[u8], token: Token) -> FormId {
        let length = token.end.wrapping_sub(token.start);
        let key = Key::new(bytes, token.start as usize, length as usize);
        let slot = self.slots[self.place_of_short(&key) & (self.slots.len() - 1)];
        let entry = &self.entries[slot as usize];
        let differs = (key.first ^ entry.key.first)
            | (key.second ^ entry.key.second)
            | u64::from(length ^ entry.length);
        select_unpredictable(differs == 0, entry.id, UNKNOWN)
    }

    /// The number of the form that stands at `range` in `text`.
    fn intern_range(&mut self, text: &str, range: Range<usize>) -> FormId {
        let surface = &text[range.clone()];
        let key = Key::new(text.as_bytes(), range.start, range.len());
        let length = if range.len() > KEY_BYTES { LONG } else { range.len() as u32 };
        let place = self.place(&key, surface);
        let mask = self.slots.len() - 1;
        let mut at = place & mask;
        while self.slots[at] != FREE {
            let entry = self.entries[self.slots[at] as usize];
            let is_key = entry.key == key && entry.length == length;
            if is_key && (length != LONG || self.surface(entry.id.index()) == surface) {
                return entry.id;
            }
            at = (at + 1) & mask;
        }
        self.insert(Entry { key, length, id: UNKNOWN }, place, surface)
    }

    /// The surface of the form number `index`.
    pub(super) fn surface(&self, index: usize) -> &str {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.surfaces[start..self.ends[index]]
    }

    /// Where a search for `surface` begins; the slots take as many of its low bits as they need.
    fn place(&self, key: &Key, surface: &str) -> usize {
        let place = self.place_of_short(key);
        match surface.as_bytes().get(KEY_BYTES..) {
            None | Some([]) => place,
            Some(rest) => {
                let rest = FxBuildHasher.hash_one(rest);
                fold_multiply(place as u64 ^ rest ^ self.seed, 0xd6e8_feb8_6659_fd93) as usize
            }
        }
    }

    /// The same for a surface that its key holds.
    #[inline]
    fn place_of_short(&self, key: &Key) -> usize {
        fold_multiply(key.first ^ self.seed, key.second ^ 0x9e37_79b9_7f4a_7c15) as usize
    }

    /// Enters a form that is not in the table.
    #[cold]
    fn insert(&mut self, entry: Entry, place: usize, surface: &str) -> FormId {
        let form = Form::new(surface);
        let id = FormId::new(self.facts.len(), Hints::of(surface, &form));
        self.facts.push(form);
        self.entries.push(Entry { id, ..entry });
        self.surfaces.push_str(surface);
        self.ends.push(self.surfaces.len());
        // Two thirds of the slots stay free.
        if self.entries.len() * 3 > self.slots.len() {
            self.grow();
        } else {
            self.occupy(self.entries.len() - 1, place);
        }
        id
    }

    /// Doubles the slots; the forms are entered anew in the order in which they were met.
    fn grow(&mut self) {
        self.slots = vec![FREE; self.slots.len() * 2];
        for entry in 1..self.entries.len() {
            let place = self.place(&self.entries[entry].key, self.surface(entry - 1));
            self.occupy(entry, place);
        }
    }

    /// Writes the place `entry` to the first free slot from `place` on.
    fn occupy(&mut self, entry: usize, place: usize) {
        let mask = self.slots.len() - 1;
        let mut at = place & mask;
        while self.slots[at] != FREE {
            at = (at + 1) & mask;
        }
        self.slots[at] = entry as u32;
    }

    /// The form of a number that this table gave.
    ///
    /// # Panics
    ///
    /// When `id` comes from another table.
    pub fn get(&self, id: FormId) -> &Form {
        &self.facts[id.index()]
    }
}

impl Key {
    /// The key of the `length` bytes from `start` on.
    #[inline]
    fn new(bytes: &[u8], start: usize, length: usize) -> Self {
        // Sixteen bytes at once, and those behind the surface taken off; at the end of the text there may
        // be fewer.
        let whole = match bytes.get(start..start + KEY_BYTES).and_then(|bytes| bytes.first_chunk()) {
            Some(chunk) => *chunk,
            None => padded(&bytes[start..]),
        };
        let [first, second] = [0, 8].map(|at| {
            let mut half = [0; 8];
            half.copy_from_slice(&whole[at..at + 8]);
            u64::from_le_bytes(half)
        });
        let (keep_first, keep_second) = KEEP[length.min(KEY_BYTES)];
        Self { first: first & keep_first, second: second & keep_second }
    }
}

/// `bytes`, fewer than sixteen, with zeros behind.
#[cold]
fn padded(bytes: &[u8]) -> [u8; KEY_BYTES] {
    let mut whole = [0; KEY_BYTES];
    whole[..bytes.len()].copy_from_slice(bytes);
    whole
}

/// For each length, the bits of the two halves of a key that belong to the surface.
static KEEP: [(u64, u64); KEY_BYTES + 1] = {
    let mut table = [(u64::MAX, u64::MAX); KEY_BYTES + 1];
    let mut length = 0;
    while length < KEY_BYTES {
        table[length] =
            if length < 8 { ((1 << (8 * length)) - 1, 0) } else { (u64::MAX, (1 << (8 * (length - 8))) - 1) };
        length += 1;
    }
    table
};

/// The product in 128 bits, its halves laid over each other.
#[inline]
fn fold_multiply(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_told_from_every_other_by_all_its_bytes() {
        let mut forms = Forms::new();
        let words: Vec<String> = (0..10_000).map(|n| format!("{}{n}", "long".repeat(n % 9))).collect();
        let ids: Vec<FormId> = words.iter().map(|word| forms.intern(word)).collect();
        assert_eq!(forms.len(), words.len());
        for (word, id) in words.iter().zip(ids) {
            assert_eq!(forms.intern(word), id);
            assert_eq!(&*forms.get(id).folded, word.as_str());
        }
        // Zeros at the end are bytes as well.
        assert_ne!(forms.intern("a"), forms.intern("a\0"));
    }

    #[test]
    fn a_table_past_its_limit_is_emptied_between_texts() {
        let mut forms = Forms::new();
        forms.intern("mot");
        assert!(!forms.trim() && forms.len() == 1);
        for n in 0..=Forms::LIMIT {
            forms.intern(&n.to_string());
        }
        assert!(forms.trim() && forms.is_empty());
    }
}

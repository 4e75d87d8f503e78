//! The table of forms: from the bytes of a token to the number of its form.
//!
//! Facts about a word are computed once for each distinct surface form. After that, a lookup is a hash of its
//! first sixteen bytes, loaded at once, and one comparison; it allocates nothing. What it waits for is memory:
//! the rest of the analysis takes the table out of the nearest caches from post to post. So all that a lookup
//! reads of a form is in one line of the cache, and lines are fetched ahead.

use std::hash::{BuildHasher, RandomState};
use std::hint::select_unpredictable;
use std::ops::Range;

use rustc_hash::FxBuildHasher;

use super::fetch::fetch;
use super::form::Form;
use super::hints::Hints;
use super::token::Token;

/// The number of a [`Form`] in its [`Forms`] table; it means nothing in any other table.
// The low bits hold the hints of the form. Thirty bits are enough for the number: offsets have 32, and the
// distinct forms of a text take more than four bytes each on average, since there are few forms of three
// bytes or fewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FormId(u32);

impl FormId {
    /// The number, counted from zero in the order in which the forms were met.
    pub fn index(self) -> usize {
        (self.0 >> Hints::BITS) as usize
    }

    /// The hints of the form, for the end of sentences.
    #[inline]
    pub(super) fn hints(self) -> Hints {
        Hints::of_bits(self.0)
    }

    fn new(index: usize, hints: Hints) -> Self {
        Self(((index as u32) << Hints::BITS) | hints.bits())
    }
}

/// The forms met so far: one table per worker, filled as texts are parsed.
///
/// The numbers depend on the order in which texts are parsed, so no output may depend on them.
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
    /// Open addressing with linear probing. Common words are met early and stand in the first slot of their
    /// probe sequence. The length is a power of two.
    slots: Vec<Entry>,
    /// The forms by number.
    facts: Vec<Form>,
    /// The surfaces of the forms, concatenated in the order of their numbers.
    surfaces: String,
    /// Where each surface ends.
    ends: Vec<usize>,
    /// Random, so that no text can be crafted to make its forms collide.
    seed: u64,
}

/// What a lookup compares, and the number of the form, with its hints; or a free slot.
// Aligned, so that no entry is in two lines of the cache.
#[derive(Clone, Copy, Debug)]
#[repr(align(32))]
struct Entry {
    key: Key,
    /// Bytes of the surface; [`LONG`] when it does not fit into the key, and for a free slot.
    length: u32,
    id: FormId,
}

/// A form that is looked for.
#[derive(Clone, Copy)]
struct Sought {
    key: Key,
    /// Bytes of the surface.
    length: u32,
    /// The first slot of its probe sequence.
    slot: usize,
}

/// No form, and any slot.
const NOTHING: Sought = Sought { key: FREE.key, length: LONG, slot: 0 };

/// The first sixteen bytes of a surface, padded with zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Key {
    first: u64,
    second: u64,
}

/// A free slot, which equals no surface.
const FREE: Entry = Entry { key: Key { first: 0, second: 0 }, length: LONG, id: UNKNOWN };
/// Stands for a number not yet found; no form has it.
const UNKNOWN: FormId = FormId(u32::MAX);
/// The length of every surface that does not fit into its key; no token is as long.
const LONG: u32 = u32::MAX;
/// Bytes of a surface that fit into its key.
const KEY_BYTES: usize = 16;
/// Tokens looked up together.
const GROUP: usize = 32;
/// Slots of an empty table.
const FIRST_SLOTS: usize = 1 << 11;

impl Default for Forms {
    fn default() -> Self {
        Self {
            slots: vec![FREE; FIRST_SLOTS],
            facts: Vec::new(),
            surfaces: String::new(),
            ends: Vec::new(),
            seed: RandomState::new().hash_one(0_u8),
        }
    }
}

impl Forms {
    /// The number of forms above which [`Forms::trim`] empties the table: more than the vocabulary of a
    /// million posts of ordinary French, and some tens of megabytes.
    pub const LIMIT: usize = 1 << 18;

    /// An empty table.
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of forms.
    pub fn len(&self) -> usize {
        self.facts.len()
    }

    /// Whether the table is empty.
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    /// Empties the table if it holds more than [`Forms::LIMIT`] forms, so that memory stays bounded however
    /// many distinct words an archive holds; returns whether it did. Numbers given before are then invalid:
    /// call it between texts, when no [`Document`](super::Document) parsed with this table is needed any
    /// more.
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
    /// [`Document::parse`](super::Document::parse) does this between the scanner and the sentences.
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
    /// When `text` is another text and a token is out of bounds or splits a character.
    // Waiting for one slot after the other would dominate the cost. So the first slots of several tokens are
    // fetched together, and then compared without a branch between them.
    pub fn intern_all(&mut self, text: &str, tokens: &[Token], ids: &mut Vec<FormId>) {
        ids.reserve(tokens.len());
        let mut sought = [NOTHING; GROUP];
        let mut found = [UNKNOWN; GROUP];
        for group in tokens.chunks(GROUP) {
            for (sought, token) in sought.iter_mut().zip(group) {
                *sought = self.seek(text.as_bytes(), *token);
            }
            for (found, sought) in found.iter_mut().zip(&sought[..group.len()]) {
                *found = self.at_first(sought);
            }
            for (found, token) in found.iter_mut().zip(group) {
                if *found == UNKNOWN {
                    *found = self.intern_range(text, token.range());
                }
            }
            ids.extend_from_slice(&found[..group.len()]);
        }
    }

    /// What is compared for `token`; fetches its first slot.
    #[inline]
    fn seek(&self, bytes: &[u8], token: Token) -> Sought {
        let length = token.end.wrapping_sub(token.start);
        let key = Key::new(bytes, token.start as usize, length as usize);
        let slot = self.place_of_short(&key) & (self.slots.len() - 1);
        fetch(&self.slots[slot]);
        Sought { key, length, slot }
    }

    /// The number of the form that is sought if it is short and found at the first slot of its probe sequence,
    /// else [`UNKNOWN`].
    #[inline]
    fn at_first(&self, sought: &Sought) -> FormId {
        let entry = &self.slots[sought.slot];
        let differs = (sought.key.first ^ entry.key.first)
            | (sought.key.second ^ entry.key.second)
            | u64::from(sought.length ^ entry.length);
        select_unpredictable(differs == 0, entry.id, UNKNOWN)
    }

    /// The number of the form at `range` in `text`.
    fn intern_range(&mut self, text: &str, range: Range<usize>) -> FormId {
        let surface = &text[range.clone()];
        let key = Key::new(text.as_bytes(), range.start, range.len());
        let length = if range.len() > KEY_BYTES { LONG } else { range.len() as u32 };
        let place = self.place(&key, surface);
        let mask = self.slots.len() - 1;
        let mut at = place & mask;
        while self.slots[at].id != UNKNOWN {
            let entry = self.slots[at];
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

    /// The hash of `surface`, where its probe sequence begins; only the low bits are used.
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

    /// The hash of a surface that fits into its key.
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
        self.surfaces.push_str(surface);
        self.ends.push(self.surfaces.len());
        // At least half of the slots stay free.
        if self.facts.len() * 2 > self.slots.len() {
            self.grow();
        }
        self.occupy(Entry { id, ..entry }, place);
        id
    }

    /// Doubles the number of slots and enters the forms again, in the order of their numbers.
    fn grow(&mut self) {
        let slots = vec![FREE; self.slots.len() * 2];
        let mut entries = vec![FREE; self.facts.len()];
        for entry in std::mem::replace(&mut self.slots, slots) {
            if entry.id != UNKNOWN {
                entries[entry.id.index()] = entry;
            }
        }
        // The last form is not entered yet.
        for entry in entries.into_iter().filter(|entry| entry.id != UNKNOWN) {
            let place = self.place(&entry.key, self.surface(entry.id.index()));
            self.occupy(entry, place);
        }
    }

    /// Writes `entry` to the first free slot from `place` on.
    fn occupy(&mut self, entry: Entry, place: usize) {
        let mask = self.slots.len() - 1;
        let mut at = place & mask;
        while self.slots[at].id != UNKNOWN {
            at = (at + 1) & mask;
        }
        self.slots[at] = entry;
    }

    /// The form with the number `id`, which this table gave.
    ///
    /// # Panics
    ///
    /// When there are not as many forms: `id` is from another table, or older than the last [`Forms::trim`].
    pub fn get(&self, id: FormId) -> &Form {
        &self.facts[id.index()]
    }
}

impl Key {
    /// The key of the `length` bytes from `start` on.
    #[inline]
    fn new(bytes: &[u8], start: usize, length: usize) -> Self {
        // Loads sixteen bytes at once and clears those after the surface; at the end of the text there may be
        // fewer.
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

/// `bytes`, fewer than sixteen, padded with zeros.
#[cold]
fn padded(bytes: &[u8]) -> [u8; KEY_BYTES] {
    let mut whole = [0; KEY_BYTES];
    whole[..bytes.len()].copy_from_slice(bytes);
    whole
}

/// For each length of a surface, the bits of the two halves of its key that belong to it.
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

/// The two halves of the 128-bit product, combined by exclusive or.
#[inline]
fn fold_multiply(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_that_differ_in_any_byte_are_distinct() {
        let mut forms = Forms::new();
        let words: Vec<String> = (0..10_000).map(|n| format!("{}{n}", "long".repeat(n % 9))).collect();
        let ids: Vec<FormId> = words.iter().map(|word| forms.intern(word)).collect();
        assert_eq!(forms.len(), words.len());
        for (word, id) in words.iter().zip(ids) {
            assert_eq!(forms.intern(word), id);
            assert_eq!(&*forms.get(id).folded, word.as_str());
        }
        // A trailing zero byte counts as well.
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

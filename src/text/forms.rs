//! The table of forms: from the bytes of a token to the number of its form.
//!
//! Facts about a word are computed once for each distinct surface form; afterwards a lookup is a hash
//! of its first sixteen bytes, loaded at once, and one comparison. Nothing is allocated for a form
//! that is known.

use std::hash::{BuildHasher, RandomState};
use std::ops::Range;

use rustc_hash::FxBuildHasher;

use super::{Form, Token};

/// The number of a [`Form`] in its [`Forms`]; meaningless in any other table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FormId(u32);

impl FormId {
    /// The number, counted from zero in the order in which the forms were met.
    pub fn index(self) -> usize {
        self.0 as usize
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
    /// Open addressing: the number of a form stands at the place its hash says or at the next free ones.
    /// Numbers alone, for the table to stay in the near caches; their count is a power of two.
    slots: Vec<u32>,
    /// The keys of the forms: those of common words are met early and stand together.
    keys: Vec<Key>,
    facts: Vec<Form>,
    /// The surfaces of the forms, one behind the other, and where each ends.
    surfaces: String,
    ends: Vec<usize>,
    /// Makes the places hard to foresee, so that no text can be written to make them collide.
    seed: u64,
}

/// The beginning of a surface and its length: the whole of it when it has sixteen bytes or fewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Key {
    first: u64,
    second: u64,
    length: u32,
}

/// The number of no form.
const FREE: u32 = u32::MAX;
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
            keys: Vec::new(),
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
        for some in tokens.chunks(TOGETHER) {
            let mut found = [FREE; TOGETHER];
            for (found, token) in found.iter_mut().zip(some) {
                *found = self.at_first(text.as_bytes(), token);
            }
            for (&found, token) in found.iter().zip(some) {
                ids.push(if found == FREE { self.intern_range(text, token.range()) } else { FormId(found) });
            }
        }
    }

    /// The number of the form of `token`, when it is short and stands at the first slot of its search.
    #[inline]
    fn at_first(&self, bytes: &[u8], token: &Token) -> u32 {
        let range = token.range();
        let key = Key::new(bytes, &range);
        let id = self.slots[self.place_of_short(&key) & (self.slots.len() - 1)];
        // For a free slot, any key will do.
        let Some(other) = self.keys.get((id as usize).min(self.keys.len().saturating_sub(1))) else {
            return FREE;
        };
        let differs = (key.first ^ other.first)
            | (key.second ^ other.second)
            | u64::from(key.length ^ other.length)
            | u64::from(range.len() > KEY_BYTES);
        if differs == 0 { id } else { FREE }
    }

    /// The number of the form that stands at `range` in `text`.
    #[inline]
    fn intern_range(&mut self, text: &str, range: Range<usize>) -> FormId {
        let key = Key::new(text.as_bytes(), &range);
        let place = self.place(&key, text, &range);
        let mask = self.slots.len() - 1;
        let mut at = place & mask;
        loop {
            let id = self.slots[at];
            if id == FREE {
                return self.insert(key, place, &text[range]);
            }
            if self.keys[id as usize] == key && self.is_rest_equal(id, text, &range) {
                return FormId(id);
            }
            at = (at + 1) & mask;
        }
    }

    /// Whether the form `id`, whose key is that of `range`, has the same bytes beyond the key.
    #[inline]
    fn is_rest_equal(&self, id: u32, text: &str, range: &Range<usize>) -> bool {
        range.len() <= KEY_BYTES || self.surface(id as usize) == &text[range.clone()]
    }

    /// The surface of the form number `index`.
    pub(super) fn surface(&self, index: usize) -> &str {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.surfaces[start..self.ends[index]]
    }

    /// Where a search for `key` begins; the slots take as many of its low bits as they need.
    #[inline]
    fn place(&self, key: &Key, text: &str, range: &Range<usize>) -> usize {
        let mut hash =
            fold_multiply(key.first ^ self.seed, key.second ^ u64::from(key.length) ^ 0x9e37_79b9_7f4a_7c15);
        if range.len() > KEY_BYTES {
            hash ^= FxBuildHasher.hash_one(&text.as_bytes()[range.start + KEY_BYTES..range.end]);
            hash = fold_multiply(hash ^ self.seed, 0xd6e8_feb8_6659_fd93);
        }
        hash as usize
    }

    /// The same for a surface that its key holds.
    #[inline]
    fn place_of_short(&self, key: &Key) -> usize {
        let second = key.second ^ u64::from(key.length) ^ 0x9e37_79b9_7f4a_7c15;
        fold_multiply(key.first ^ self.seed, second) as usize
    }

    /// Enters a form that is not in the table.
    #[cold]
    fn insert(&mut self, key: Key, place: usize, surface: &str) -> FormId {
        let id = self.facts.len() as u32;
        self.facts.push(Form::new(surface));
        self.keys.push(key);
        self.surfaces.push_str(surface);
        self.ends.push(self.surfaces.len());
        // Two thirds of the slots stay free.
        if self.facts.len() * 3 > self.slots.len() {
            self.grow();
        }
        self.occupy(id, place);
        FormId(id)
    }

    /// Doubles the slots.
    fn grow(&mut self) {
        let slots = vec![FREE; self.slots.len() * 2];
        for id in std::mem::replace(&mut self.slots, slots).into_iter().filter(|&id| id != FREE) {
            let surface = self.surface(id as usize);
            let place = self.place(&self.keys[id as usize], surface, &(0..surface.len()));
            self.occupy(id, place);
        }
    }

    /// Writes `id` to the first free place from `place` on.
    fn occupy(&mut self, id: u32, place: usize) {
        let mask = self.slots.len() - 1;
        let mut at = place & mask;
        while self.slots[at] != FREE {
            at = (at + 1) & mask;
        }
        self.slots[at] = id;
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
    /// The key of `range` in `bytes`.
    #[inline]
    fn new(bytes: &[u8], range: &Range<usize>) -> Self {
        let length = range.len().min(KEY_BYTES);
        // Sixteen bytes at once, and those behind the surface taken off; at the end of the text there may
        // be fewer.
        let whole = match bytes[range.start..].first_chunk::<KEY_BYTES>() {
            Some(chunk) => *chunk,
            None => padded(&bytes[range.start..]),
        };
        let [first, second] = [0, 8].map(|at| {
            let mut half = [0; 8];
            half.copy_from_slice(&whole[at..at + 8]);
            u64::from_le_bytes(half)
        });
        let (keep_first, keep_second) = KEEP[length];
        Self { first: first & keep_first, second: second & keep_second, length: range.len() as u32 }
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

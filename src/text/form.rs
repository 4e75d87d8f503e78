//! Forms: the facts about each distinct surface form, computed once and looked up by hash.
//!
//! The comparison form is made here, out of facts about French; the text itself is never changed.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::scan::{is_apostrophe, is_hyphen, is_invisible};
use crate::french;

/// The number of a [`Form`] in its [`Forms`]; meaningless in any other table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FormId(u32);

impl FormId {
    /// The number, counted from zero in the order in which the forms were met.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A distinct surface form and what is known about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The comparison form: NFC, lower case, ' for every apostrophe, œ and æ as oe and ae, no soft
    /// hyphens or zero-width characters, inclusive endings taken off.
    pub folded: Box<str>,
    /// The Snowball stem of the folded form.
    pub stem: Box<str>,
    /// Whether the form is a French stop word whatever its part of speech.
    pub is_stop_word: bool,
}

impl Form {
    /// What is known about the form written `surface`.
    fn new(surface: &str) -> Self {
        let folded = fold(surface);
        Self {
            stem: french::stem(&folded).into(),
            is_stop_word: french::is_stop_word(&folded),
            folded: folded.into(),
        }
    }
}

/// The comparison form of `surface`.
///
/// ```
/// use glane::text::fold;
///
/// assert_eq!(fold("L’"), "l'");
/// assert_eq!(fold("Œuvre"), "oeuvre");
/// assert_eq!(fold("com\u{ad}mu\u{ad}ni\u{ad}ca\u{ad}tion"), "communication");
/// assert_eq!(fold("Collaborateur·rice·s"), "collaborateurs");
/// assert_eq!(fold("réseau"), "réseau");
/// ```
pub fn fold(surface: &str) -> Cow<'_, str> {
    if surface.bytes().all(|b| b.is_ascii_lowercase()) {
        return Cow::Borrowed(surface);
    }
    let mut folded = String::with_capacity(surface.len());
    if is_nfc_quick(surface.chars()) == IsNormalized::Yes {
        fold_chars(surface.chars(), &mut folded);
    } else {
        fold_chars(surface.nfc(), &mut folded);
    }
    Cow::Owned(french::plain_form(&folded).unwrap_or(folded))
}

/// Appends what stands for each of `chars` in a comparison form.
fn fold_chars(chars: impl Iterator<Item = char>, folded: &mut String) {
    for c in chars {
        match c {
            'œ' | 'Œ' => folded.push_str("oe"),
            'æ' | 'Æ' => folded.push_str("ae"),
            c if is_apostrophe(c) => folded.push('\''),
            c if is_hyphen(c) => folded.push('-'),
            '\u{a0}' | '\u{202f}' | '\u{2009}' => folded.push(' '),
            c if is_invisible(c) => {}
            c => folded.extend(c.to_lowercase()),
        }
    }
}

/// The forms met so far: one table for each worker, filled as texts are read.
///
/// Form numbers depend on the order of reading; nothing that is given out may depend on them.
#[derive(Debug, Default)]
pub struct Forms {
    ids: FxHashMap<Box<str>, FormId>,
    forms: Vec<Form>,
}

impl Forms {
    /// An empty table.
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of the form written `surface`.
    pub fn intern(&mut self, surface: &str) -> FormId {
        if let Some(&id) = self.ids.get(surface) {
            return id;
        }
        let id = FormId(self.forms.len() as u32);
        self.forms.push(Form::new(surface));
        self.ids.insert(surface.into(), id);
        id
    }

    /// How many forms have been met.
    pub fn len(&self) -> usize {
        self.forms.len()
    }

    /// Whether no form has been met.
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    /// The form of a number that this table gave.
    ///
    /// # Panics
    ///
    /// When `id` comes from another table.
    pub fn get(&self, id: FormId) -> &Form {
        &self.forms[id.index()]
    }
}

//! Forms: the facts about each distinct surface form, computed once and looked up by hash.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

use crate::french;

/// The number of a [`Form`] in its [`Forms`]; meaningless in any other table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FormId(u32);

impl FormId {
    /// Its index in the table.
    pub(crate) fn index(self) -> usize {
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
        let folded: String =
            surface.nfc().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }).collect();
        self.forms.push(Form {
            stem: french::stem(&folded).into(),
            is_stop_word: french::is_stop_word(&folded),
            folded: folded.into(),
        });
        self.ids.insert(surface.into(), id);
        id
    }

    /// The form of a number that this table gave.
    ///
    /// # Panics
    ///
    /// When `id` comes from another table.
    pub fn get(&self, id: FormId) -> &Form {
        &self.forms[id.0 as usize]
    }
}

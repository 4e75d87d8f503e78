//! Where parts of speech come from: the choice between the trained tables and the rules, and what both have in
//! common. Each model stands in a file of its own.

use super::Upos;
use crate::french::{Lexicon, Trace};

/// Where parts of speech and the lemmas of the treebanks come from.
///
/// The default depends on what is compiled in. A program whose results must not change with the features that other
/// crates of its build enable names one of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TagModel {
    /// The tables trained on treebanks; compiled in with the feature `trained-tables`.
    Trained,
    /// The readings of the lexicon, and rules over neighbouring words.
    Rules,
}

impl Default for TagModel {
    /// The trained tables where they are compiled in.
    fn default() -> Self {
        if cfg!(feature = "trained-tables") { Self::Trained } else { Self::Rules }
    }
}

impl TagModel {
    /// Whether it is compiled in.
    pub fn is_available(self) -> bool {
        self == Self::Rules || cfg!(feature = "trained-tables")
    }
}

/// A model of parts of speech.
pub(super) trait Model {
    /// What the model has to know of a form.
    type Facts: Clone + Default;
    /// The buffers of a sentence.
    type Buffers;

    /// What the model has to know of a form, and how the lexicon found it.
    fn facts(&self, lexicon: &Lexicon<'_>, written: &str, folded: &str) -> (Self::Facts, Trace);

    /// Tags a sentence of `length` tokens: `facts` are those of its tokens by their index, `ahead` those of the
    /// tokens that stand behind it as well, to fetch them, `fixed` the tags that need no model, and `give` takes
    /// each tag with its margin, in order.
    fn tag_sentence<'f>(
        &'f self,
        buffers: &mut Self::Buffers,
        length: usize,
        facts: impl Fn(usize) -> &'f Self::Facts,
        ahead: impl Fn(usize) -> Option<&'f Self::Facts>,
        fixed: impl Fn(usize) -> Option<Upos>,
        give: impl FnMut(Upos, f32),
    ) where
        Self::Facts: 'f;
}

//! One text: characters, comparison forms, the scanner (the hot path), sentences, [`Document`], [`Token`],
//! [`Form`].
//!
//! Offsets are bytes of the text as it was given; nothing is changed before it is scanned, and
//! `&text[token.range()]` is the token as a reader sees it. Comparisons and counts use the comparison form
//! ([`Form::folded`]), computed once for each distinct surface form.
//!
//! The scanner implements rules of French (elision, clitics, abbreviations, inclusive writing) that the word
//! boundaries of UAX #29 do not have; comparison forms are normalized to NFC (UAX #15). Facts about French
//! words come from [`french`](crate::french). This module depends on no serialization, no threads and no
//! paths.

mod characters;
mod cut;
mod document;
mod fetch;
mod form;
mod form_map;
mod forms;
mod hash;
mod hints;
mod match_key;
mod parts;
mod scan;
mod sentence;
mod token;

pub(crate) use characters::{is_apostrophe, is_hyphen, is_invisible};
pub(crate) use cut::first_bytes;
pub use document::{Buffers, Document};
pub(crate) use fetch::fetch;
pub use form::{Form, Shape, fold};
pub(crate) use form_map::FormMap;
pub use forms::{FormId, Forms};
pub(crate) use hash::{Fnv1a, fnv1a};
pub use match_key::match_key;
#[cfg(any(test, feature = "internals"))]
pub use scan::tokenize_plainly_into;
pub use scan::{tokenize, tokenize_into};
pub use sentence::Sentence;
pub use token::{Token, TokenKind};

//! One post's text: normalisation, the scanner (the hot path), sentences, [`Document`], [`Token`],
//! [`Form`].
//!
//! Offsets are bytes of the text as it was given; nothing is changed before it is scanned, and
//! `&text[token.range()]` is what a reader sees. What is compared and counted is the folded form
//! ([`Form::folded`]), made once for each distinct surface form.
//!
//! This module knows no serde, no threads and no paths; facts about French words come from
//! [`french`](crate::french).

mod characters;
mod cut;
mod document;
mod form;
mod form_map;
mod forms;
mod hash;
mod match_key;
mod parts;
mod scan;
mod sentence;
mod token;

pub(crate) use characters::{is_apostrophe, is_invisible};
pub(crate) use cut::first_bytes;
pub use document::{Buffers, Document};
pub use form::{Form, Shape, fold};
pub(crate) use form_map::FormMap;
pub use forms::{FormId, Forms};
pub(crate) use hash::{Fnv1a, fnv1a};
pub use match_key::match_key;
pub use scan::{tokenize, tokenize_into, tokenize_plainly_into};
pub use sentence::Sentence;
pub use token::{Token, TokenKind};

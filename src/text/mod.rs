//! One post's text: normalisation, the scanner (the hot path), sentences, [`Document`], [`Token`],
//! [`Form`].
//!
//! This module knows no serde, no threads and no paths; facts about French words come from
//! [`french`](crate::french).

mod document;
mod form;
mod scan;
mod sentence;
mod token;

pub use document::Document;
pub use form::{Form, FormId, Forms};
pub use scan::tokenize;
pub use sentence::Sentence;
pub use token::{Token, TokenKind};

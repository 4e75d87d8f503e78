//! The model that chooses among the parts of speech of a form: the trained one, or the rules where the crate
//! is built without `trained-tables`. Both have the same interface.

#[cfg(feature = "trained-tables")]
pub(super) use super::perceptron::{Buffers, Facts, Model};
#[cfg(not(feature = "trained-tables"))]
pub(super) use super::rules::{Buffers, Facts, Model};

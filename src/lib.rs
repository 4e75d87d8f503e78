//! Glane reads French text and says what it is about.
//!
//! The way of the data, each arrow a function from the earlier value to a new one:
//!
//! ```text
//! bytes -> Post -> Document -> tags -> candidates -> families -> Keyphrase[] -> PostReport -> JSON lines
//!                                                                                  |
//!                                                                     corpus::Aggregate (mergeable)
//!                                                                                  |
//!                                                                     CorpusReport -> JSON
//! ```
//!
//! Modules import downward in this order: `cli`, `report`, `corpus` | `archive`, `analyzer`,
//! `keyphrase`, `tag`, `text`, `french`. The library never prints, never reads the environment, and
//! never walks a directory on its own.

pub mod french;
pub mod tag;
pub mod text;

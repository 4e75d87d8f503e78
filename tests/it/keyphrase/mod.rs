//! Tests of candidates, rankings and their explanations.

mod explanation;
#[cfg(feature = "trained-tables")]
mod first_twenty;
mod methods;
#[cfg(feature = "evaluation")]
mod peers;
mod reader_gold;
mod units;

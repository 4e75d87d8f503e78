//! The limits on what containers may unpack to, as an error that travels inside [`io::Error`].

use std::fmt;
use std::io;

/// Why a container was not read further.
#[derive(Clone, Copy, Debug)]
pub(super) enum Bomb {
    /// It unpacks to more than this number of bytes.
    Size(u64),
    /// It unpacks to more than this number of times its packed size.
    Ratio(u64),
}

impl fmt::Display for Bomb {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Size(bytes) => write!(out, "unpacked it is larger than {}", size(*bytes)),
            Self::Ratio(ratio) => write!(out, "unpacked it is more than {ratio} times as large as packed"),
        }
    }
}

impl std::error::Error for Bomb {}

impl From<Bomb> for io::Error {
    fn from(bomb: Bomb) -> Self {
        Self::other(bomb)
    }
}

/// A size as it is typed: `32M`.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0 => "0 bytes".to_owned(),
        giga if giga >> 30 << 30 == giga => format!("{}G", giga >> 30),
        mega if mega >> 20 << 20 == mega => format!("{}M", mega >> 20),
        kilo if kilo >> 10 << 10 == kilo => format!("{}K", kilo >> 10),
        bytes => format!("{bytes} bytes"),
    }
}

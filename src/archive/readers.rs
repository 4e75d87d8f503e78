//! The choice of the reader of a format, from the table of `format`.

use super::format::{Format, formats};
use super::options::ReadOptions;
use super::stream::{PostStream, Reader};

macro_rules! define {
    ($($(#[$doc:meta])* $format:ident {
        name: $name:literal, extensions: [$($extension:literal),*],
        $(sign: $($sign:ident)::+,)? $(sure_sign: $($sure_sign:ident)::+,)? read: $($read:ident)::+
    })*) => {
        /// The posts of one file of that format: of its bytes (unpacked already), its name for messages, and its id
        /// (the path inside what is walked, with `/`).
        pub(super) fn read(
            format: Format,
            reader: Reader,
            name: &str,
            id: &str,
            options: &ReadOptions,
        ) -> PostStream {
            match format {
                $(Format::$format => super::$($read)::+(reader, name, id, options),)*
            }
        }
    };
}
formats!(define);

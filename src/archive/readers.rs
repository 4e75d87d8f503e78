//! Which reader reads which format.
//!
//! A reader is one file with one function of one shape,
//!
//! ```ignore
//! pub(super) fn read(reader: Reader, name: &str, id: &str, options: &ReadOptions) -> PostStream
//! ```
//!
//! which takes the bytes of one file (unpacked already), its name for messages, and its id (the path
//! inside what is walked, with `/`). A new format is a file with such a function and one match arm here,
//! its names in `format`, and its first bytes in `sniff`.

use super::format::Format;
use super::options::ReadOptions;
use super::stream::{PostStream, Reader};
use super::{dotclear, html, json, light_markup, markdown, movable_type, plain, table, xml};

/// The posts of one file of that format.
pub(super) fn read(
    format: Format,
    reader: Reader,
    name: &str,
    id: &str,
    options: &ReadOptions,
) -> PostStream {
    match format {
        Format::Text => plain::read(reader, name, id, options),
        Format::Markdown => markdown::read(reader, name, id, options),
        Format::JsonLines => json::read_lines(reader, name, id, options),
        Format::Html => html::read(reader, name, id, options),
        Format::WordPress => xml::wordpress::read(reader, name, id, options),
        Format::OverBlog => xml::overblog::read(reader, name, id, options),
        Format::MovableType => movable_type::read(reader, name, id, options),
        Format::Dotclear => dotclear::read(reader, name, id, options),
        Format::ReStructuredText => light_markup::read_rst(reader, name, id, options),
        Format::AsciiDoc => light_markup::read_asciidoc(reader, name, id, options),
        Format::Org => light_markup::read_org(reader, name, id, options),
        Format::Feed => xml::feed::read(reader, name, id, options),
        Format::Json | Format::JsonFeed => json::read_document(reader, name, id, options),
        Format::Ghost => json::read_ghost(reader, name, id, options),
        Format::Csv => table::read_csv(reader, name, id, options),
        Format::Tsv => table::read_tsv(reader, name, id, options),
    }
}

//! One post of a feed or an export as a list of named fields. References to entities that the document does
//! not declare stay as they are written; a post that is not well-formed is recovered where `recover` can.

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};

use super::doctype::Budget;
use super::frames::Frame;
use super::recover;

/// Elements that hold no part of the post itself: readers' comments and fields of plugins.
const PASSED_OVER: [&str; 3] = ["wp:comment", "wp:postmeta", "comments"];

/// Elements that hold the text of a post.
const BODIES: [&str; 4] = ["content", "content:encoded", "description", "summary"];

/// The fields of one post, in the order of the source.
#[derive(Debug, Default)]
pub(super) struct Item {
    fields: Vec<Field>,
    /// What had to be recovered.
    pub(super) warning: Option<String>,
}

/// An element inside a post.
#[derive(Debug, Default)]
pub(super) struct Field {
    /// Its name with those of the elements around it below the post: `title`, `author/name`.
    name: String,
    attributes: Vec<(String, String)>,
    /// Its text; of XHTML in Atom, the markup.
    pub(super) text: String,
}

impl Field {
    /// The value of an attribute, if it has it.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

/// Why a post cannot be read, and how many lines below its start.
#[derive(Debug)]
pub(super) struct Damage {
    pub(super) reason: String,
    pub(super) lines_below: u64,
    pub(super) too_deep: bool,
}

impl Item {
    /// The fields of a frame, with elements nested at most `max_depth` deep.
    pub(super) fn parse(frame: &Frame, max_depth: usize) -> Result<Self, Damage> {
        let damage = match Self::parse_well_formed(frame, max_depth) {
            Err(damage) if !damage.too_deep => damage,
            parsed => return parsed,
        };
        let Some(found) = recover::fields(&frame.xml) else { return Err(damage) };
        let mut item = Self {
            warning: Some(format!(
                "the markup of the post is not well-formed ({}); recovered",
                damage.reason
            )),
            ..Self::default()
        };
        for (name, attributes, text) in found {
            if !PASSED_OVER.contains(&name) {
                let name_length = name.len();
                let tag = BytesStart::from_content(format!("{name}{attributes}"), name_length);
                let field = item.add(None, &tag, &frame.prefix);
                item.fields[field].text = text;
            }
        }
        Ok(item)
    }

    #[expect(clippy::too_many_lines, reason = "one arm an event")]
    fn parse_well_formed(frame: &Frame, max_depth: usize) -> Result<Self, Damage> {
        let mut budget = Budget::default();
        let mut reader = Reader::from_str(&frame.xml);
        reader.config_mut().allow_dangling_amp = true;
        let mut item = Self::default();
        // The places of the fields that are open; the post itself has none.
        let mut open: Vec<Option<usize>> = Vec::new();
        let mut markup: Option<(usize, usize)> = None;
        loop {
            let damage = |reason: String, too_deep, position: u64| {
                let position = usize::try_from(position).unwrap_or(usize::MAX);
                let read = frame.xml.as_bytes().get(..position).unwrap_or(frame.xml.as_bytes());
                Damage { reason, lines_below: memchr::memchr_iter(b'\n', read).count() as u64, too_deep }
            };
            let event = match reader.read_event() {
                Ok(event) => event,
                Err(error) => return Err(damage(error.to_string(), false, reader.error_position())),
            };
            match event {
                Event::Eof if open.is_empty() => return Ok(item),
                Event::Eof => {
                    let position = frame.xml.len() as u64;
                    return Err(damage("an end tag is missing".to_owned(), false, position));
                }
                Event::Start(tag) if let Some((field, _)) = markup => {
                    item.fields[field].push_tag(&tag, ">");
                    open.push(None);
                }
                Event::Start(tag) => {
                    let name = tag.name().as_ref().to_owned();
                    if PASSED_OVER.contains(&name.as_str()) {
                        if let Err(error) = reader.read_to_end(tag.name()) {
                            return Err(damage(error.to_string(), false, reader.error_position()));
                        }
                        continue;
                    }
                    let parent = open.last().copied().flatten();
                    // HTML that was neither escaped nor marked as data stays markup.
                    if let Some(body) =
                        parent.filter(|parent| BODIES.contains(&item.fields[*parent].name.as_str()))
                    {
                        markup = Some((body, open.len() - 1));
                        item.fields[body].push_tag(&tag, ">");
                        open.push(None);
                        continue;
                    }
                    let field = (!open.is_empty()).then(|| item.add(parent, &tag, &frame.prefix));
                    if let Some(field) = field
                        && item.fields[field].attribute("type") == Some("xhtml")
                    {
                        markup = Some((field, open.len()));
                    }
                    open.push(field);
                }
                Event::Empty(tag) => match markup {
                    Some((field, _)) => item.fields[field].push_tag(&tag, "/>"),
                    None if open.is_empty() => {}
                    None => {
                        item.add(open.last().copied().flatten(), &tag, &frame.prefix);
                    }
                },
                Event::End(tag) => {
                    open.pop();
                    match markup {
                        Some((_, depth)) if open.len() == depth => markup = None,
                        Some((field, _)) => {
                            let text = &mut item.fields[field].text;
                            text.push_str("</");
                            text.push_str(tag.name().as_ref());
                            text.push('>');
                        }
                        None => {}
                    }
                }
                Event::Text(text) => {
                    // Inside markup the text stays escaped, since it is read as HTML afterwards.
                    item.push(markup, &open, &text.xml10_content());
                }
                Event::CData(text) => {
                    let text = text.xml10_content();
                    match markup {
                        Some(_) => item.push(markup, &open, &quick_xml::escape::escape(text)),
                        None => item.push(markup, &open, &text),
                    }
                }
                Event::GeneralRef(reference) => {
                    let name = reference.xml10_content();
                    let character = reference.resolve_char_ref().ok().flatten();
                    let declared = (character.is_none() && resolve_xml_entity(&name).is_none())
                        .then(|| frame.entities.expand(&name, &mut budget))
                        .flatten();
                    if let Some(text) = declared {
                        let text = if markup.is_some() {
                            quick_xml::escape::escape(text).into_owned()
                        } else {
                            text
                        };
                        item.push(markup, &open, &text);
                        continue;
                    }
                    match (character, resolve_xml_entity(&name)) {
                        _ if markup.is_some() => item.push(markup, &open, &format!("&{name};")),
                        (Some(character), _) => item.push(markup, &open, character.encode_utf8(&mut [0; 4])),
                        (None, Some(text)) => item.push(markup, &open, text),
                        (None, None) => item.push(markup, &open, &format!("&{name};")),
                    }
                }
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
            if open.len() > max_depth {
                let reason = format!("elements are nested deeper than {max_depth}");
                return Err(damage(reason, true, reader.buffer_position()));
            }
        }
    }

    /// Adds the element of a tag; its name loses the prefix of the document's root.
    fn add(&mut self, parent: Option<usize>, tag: &BytesStart<'_>, prefix: &str) -> usize {
        let own = tag.name();
        let own: &str = own.as_ref();
        let own = own.strip_prefix(prefix).unwrap_or(own);
        let name = match parent {
            // Longer paths are not needed, and would grow with the depth.
            Some(parent) if !self.fields[parent].name.contains('/') => {
                format!("{}/{own}", self.fields[parent].name)
            }
            Some(_) => "//".to_owned(),
            None => own.to_owned(),
        };
        let attributes = tag
            .html_attributes()
            .with_checks(false)
            .flatten()
            .map(|attribute| {
                let value = attribute.value.as_ref();
                let value = quick_xml::escape::unescape(value).map_or_else(|_| value.to_owned(), Into::into);
                (attribute.key.as_ref().to_owned(), value)
            })
            .collect();
        self.fields.push(Field { name, attributes, text: String::new() });
        self.fields.len() - 1
    }

    fn push(&mut self, markup: Option<(usize, usize)>, open: &[Option<usize>], text: &str) {
        let field = markup.map(|(field, _)| field).or_else(|| open.last().copied().flatten());
        if let Some(field) = field {
            self.fields[field].text.push_str(text);
        }
    }

    /// The fields of that name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Field> {
        self.fields.iter().filter(move |field| field.name == name)
    }

    /// The first field of that name that is not blank.
    pub(super) fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name && !field.text.trim().is_empty())
    }

    /// The text of the first field of that name that is not blank, trimmed.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.field(name).map(|field| field.text.trim())
    }
}

impl Field {
    fn push_tag(&mut self, tag: &BytesStart<'_>, close: &str) {
        self.text.push('<');
        self.text.push_str(tag.name().as_ref());
        self.text.push_str(tag.attributes_raw());
        self.text.push_str(close);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(xml: &str) -> Result<Item, Damage> {
        Item::parse(&Frame { name: "item", xml: xml.to_owned(), line: 1, ..Frame::default() }, 20)
    }

    #[test]
    fn fields_have_names_attributes_and_text() {
        let item = parse(
            "<item><title>A &amp; B &#233; &lol; &amp;c</title><category domain='t' nicename='x'>\
             <![CDATA[C & D]]></category><author><name>E</name></author><wp:postmeta><x>y</x></wp:postmeta></item>",
        )
        .expect("well-formed");
        assert_eq!(item.text("title"), Some("A & B é &lol; &c"));
        assert_eq!(item.text("category"), Some("C & D"));
        assert_eq!(item.field("category").and_then(|field| field.attribute("domain")), Some("t"));
        assert_eq!(item.text("author/name"), Some("E"));
        assert_eq!(item.fields.len(), 4);
    }

    #[test]
    fn markup_that_is_not_escaped_stays_markup() {
        let item = parse(
            "<post><content>Un <b>mot</b>.<p>A &amp; b<br/></p></content><title>x <i>y</i></title></post>",
        );
        let item = item.expect("well-formed");
        assert_eq!(item.text("content"), Some("Un <b>mot</b>.<p>A &amp; b<br/></p>"));
        assert_eq!(item.text("title/i"), Some("y"));
    }

    #[test]
    fn xhtml_stays_markup() {
        let item = parse(
            "<entry><content type='xhtml'><div><p a='b'>1 &lt; 2<br/></p></div></content><id>i</id></entry>",
        );
        let item = item.expect("well-formed");
        assert_eq!(item.text("content"), Some("<div><p a='b'>1 &lt; 2<br/></p></div>"));
        assert_eq!(item.text("id"), Some("i"));
    }

    #[test]
    fn damage_is_reported_with_its_line() {
        let damage = parse("<item>\n<title>x</titre>\n</item>").expect_err("damaged");
        assert_eq!((damage.lines_below, damage.too_deep), (1, false));
        assert!(parse("<item><a>").is_err());
        let deep = format!("<item>{}</item>", "<a>".repeat(500));
        assert!(parse(&deep).expect_err("too deep").too_deep);
    }
}

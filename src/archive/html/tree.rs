//! HTML as a flat list of nodes with balanced tags, in one pass over the source. html5gum splits it into tags
//! and text as the HTML standard does (`source` drives it); this file corrects end tags that are missing, crossed or superfluous.
//! What the nodes mean is left to `fragment` and `page`.
//!
//! The list replaces a tree of pointers: nothing here or in its callers recurses, so that no depth of nesting
//! exhausts the stack, and time is linear in the length of the source.

use std::convert::Infallible;
use std::ops::Range;

use html5gum::Span;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};

use super::element::Element;
use super::source;

/// The attributes that tell what an element is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Attribute {
    Alt,
    AriaHidden,
    Class,
    Content,
    DateTime,
    Hidden,
    Href,
    Id,
    ItemProp,
    Name,
    Property,
    Rel,
    Role,
    Style,
    Type,
}

impl Attribute {
    fn from_name(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"alt" => Self::Alt,
            b"aria-hidden" => Self::AriaHidden,
            b"class" => Self::Class,
            b"content" => Self::Content,
            b"datetime" => Self::DateTime,
            b"hidden" => Self::Hidden,
            b"href" => Self::Href,
            b"id" => Self::Id,
            b"itemprop" => Self::ItemProp,
            b"name" => Self::Name,
            b"property" => Self::Property,
            b"rel" => Self::Rel,
            b"role" => Self::Role,
            b"style" => Self::Style,
            b"type" => Self::Type,
            _ => return None,
        })
    }
}

/// One node of the list.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// Text, as bytes of [`Tree::strings`].
    Text(Range<usize>),
    /// An element begins. `end` is the place of its [`Node::Close`], or its own for an element that
    /// holds nothing.
    Open { element: Element, attributes: Range<usize>, end: usize },
    /// An element ends.
    Close(Element),
}

/// A piece of HTML with balanced tags.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
    /// Texts and values of attributes, with decoded entities.
    strings: String,
    attributes: Vec<(Attribute, Range<usize>)>,
    /// Whether elements were nested deeper than the limit; their text is kept, their tags are not.
    pub(super) too_deep: bool,
}

impl Tree {
    /// Reads a piece of HTML; elements nested deeper than `max_depth` are dropped, their text is kept.
    pub(super) fn parse(html: &str, max_depth: usize) -> Self {
        let mut builder = Builder::new(max_depth);
        let mut emitter =
            CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
                builder.take(&event);
                None
            });
        emitter.naively_switch_states(true);
        source::run(html, emitter);
        builder.finish()
    }

    /// The text of a [`Node::Text`].
    pub(super) fn text(&self, range: &Range<usize>) -> &str {
        &self.strings[range.clone()]
    }

    /// The value of an attribute of the element that opens at `node`.
    pub(super) fn attribute(&self, node: usize, wanted: Attribute) -> Option<&str> {
        let Node::Open { attributes, .. } = &self.nodes[node] else { return None };
        let (_, value) = self.attributes[attributes.clone()].iter().find(|(name, _)| *name == wanted)?;
        Some(&self.strings[value.clone()])
    }

    /// Whether an attribute with a list of words has one of these, in any case.
    pub(super) fn has_word(&self, node: usize, attribute: Attribute, words: &[&str]) -> bool {
        self.attribute(node, attribute).is_some_and(|value| {
            value
                .split_ascii_whitespace()
                .any(|word| words.iter().any(|wanted| word.eq_ignore_ascii_case(wanted)))
        })
    }

    /// Where the element that opens at `node` ends.
    pub(super) fn end(&self, node: usize) -> usize {
        match self.nodes[node] {
            Node::Open { end, .. } => end,
            _ => node,
        }
    }

    /// The elements that open in `range`, each with its place.
    pub(super) fn elements(&self, range: Range<usize>) -> impl Iterator<Item = (usize, Element)> + '_ {
        let start = range.start;
        self.nodes[range].iter().enumerate().filter_map(move |(at, node)| match node {
            Node::Open { element, .. } => Some((start + at, *element)),
            _ => None,
        })
    }

    /// The texts in `range`, verbatim.
    pub(super) fn texts(&self, range: Range<usize>) -> impl Iterator<Item = &str> {
        self.nodes[range].iter().filter_map(|node| match node {
            Node::Text(text) => Some(self.text(text)),
            _ => None,
        })
    }

    /// The text inside the element that opens at `node`, with collapsed white space: a title, a name, a label. Of
    /// longer text only the start, so that nested elements cost no more than one.
    pub(super) fn text_of(&self, node: usize) -> String {
        const MOST_NODES: usize = 1000;
        const MOST_BYTES: usize = 4000;
        let mut text = String::new();
        for inner in self.nodes[node..self.end(node)].iter().take(MOST_NODES) {
            if text.len() > MOST_BYTES {
                break;
            }
            match inner {
                Node::Text(range) => text.push_str(self.text(range)),
                Node::Open { element, .. } | Node::Close(element) if !element.is_inline() => text.push(' '),
                _ => {}
            }
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

struct Builder {
    tree: Tree,
    /// The elements that are open, each with its node.
    stack: Vec<(Element, usize)>,
    /// How many of each element are open.
    open: [usize; Element::COUNT],
    /// How many of each element were opened below the limit and dropped.
    beyond: [usize; Element::COUNT],
    max_depth: usize,
    /// The start tag that is being read, and where its attributes begin.
    tag: Option<(Element, usize)>,
    attribute: Option<Attribute>,
}

impl Builder {
    fn new(max_depth: usize) -> Self {
        Self {
            tree: Tree::default(),
            stack: Vec::new(),
            open: [0; Element::COUNT],
            beyond: [0; Element::COUNT],
            max_depth,
            tag: None,
            attribute: None,
        }
    }

    fn take(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = Some((Element::from_name(name), self.tree.attributes.len()));
                self.attribute = None;
            }
            CallbackEvent::AttributeName { name } => {
                self.attribute = self.tag.and(Attribute::from_name(name));
                if let Some(attribute) = self.attribute {
                    self.tree.attributes.push((attribute, 0..0));
                }
            }
            CallbackEvent::AttributeValue { value } if self.attribute.is_some() => {
                let range = self.keep(value);
                if let Some(last) = self.tree.attributes.last_mut() {
                    last.1 = range;
                }
            }
            CallbackEvent::CloseStartTag { .. } => {
                if let Some((element, attributes)) = self.tag.take() {
                    self.start(element, attributes..self.tree.attributes.len());
                }
            }
            CallbackEvent::EndTag { name } => {
                self.tag = None;
                self.end(Element::from_name(name));
            }
            CallbackEvent::String { value } => {
                let range = self.keep(value);
                self.tree.nodes.push(Node::Text(range));
            }
            _ => {}
        }
    }

    fn keep(&mut self, bytes: &[u8]) -> Range<usize> {
        let start = self.tree.strings.len();
        self.tree.strings.push_str(&String::from_utf8_lossy(bytes));
        start..self.tree.strings.len()
    }

    fn start(&mut self, element: Element, attributes: Range<usize>) {
        self.close_implied(element);
        let node = self.tree.nodes.len();
        if element.is_void() {
            self.tree.nodes.push(Node::Open { element, attributes, end: node });
            return;
        }
        if self.stack.len() >= self.max_depth {
            self.tree.too_deep = true;
            self.beyond[element as usize] += 1;
            return;
        }
        self.tree.nodes.push(Node::Open { element, attributes, end: node });
        self.stack.push((element, node));
        self.open[element as usize] += 1;
    }

    /// Ends the elements that a start tag ends implicitly: paragraphs, items, cells.
    fn close_implied(&mut self, element: Element) {
        use Element::{A, Body, Dd, Dl, Dt, Html, Li, Ol, P, Table, Tbody, Td, Tfoot, Th, Thead, Tr, Ul};
        if element.is_paragraph() || element.is_line() {
            self.close_up_to(&[P], Element::is_barrier);
        }
        match element {
            Li => self.close_up_to(&[Li], |outer| matches!(outer, Ul | Ol) || outer.is_barrier()),
            Dt | Dd => self.close_up_to(&[Dt, Dd], |outer| outer == Dl || outer.is_barrier()),
            Td | Th => self.close_up_to(&[Td, Th], |outer| outer == Table),
            Tr => self.close_up_to(&[Tr], |outer| outer == Table),
            Tbody | Thead | Tfoot => self.close_up_to(&[Tbody, Thead, Tfoot], |outer| outer == Table),
            A if self.open[A as usize] > 0 => self.close_alone(A),
            Body => self.close_up_to(&[Element::Head], |outer| outer == Html),
            _ => {}
        }
        if element.is_heading() && self.stack.last().is_some_and(|(last, _)| last.is_heading()) {
            self.pop();
        }
    }

    /// Ends the innermost of `elements` and all that is open in it, unless `outside` stands between.
    fn close_up_to(&mut self, elements: &[Element], outside: fn(Element) -> bool) {
        if elements.iter().all(|element| self.open[*element as usize] == 0) {
            return;
        }
        for at in (0..self.stack.len()).rev() {
            let (open, _) = self.stack[at];
            if elements.contains(&open) {
                while self.stack.len() > at {
                    self.pop();
                }
                return;
            }
            if outside(open) {
                return;
            }
        }
    }

    /// Ends an inline element and leaves the elements inside it open.
    fn close_alone(&mut self, element: Element) {
        if let Some(at) = self.stack.iter().rposition(|(open, _)| *open == element) {
            let (_, node) = self.stack.remove(at);
            self.close_node(element, node);
        }
    }

    fn pop(&mut self) {
        if let Some((element, node)) = self.stack.pop() {
            self.close_node(element, node);
        }
    }

    fn close_node(&mut self, element: Element, node: usize) {
        self.open[element as usize] -= 1;
        let here = self.tree.nodes.len();
        if let Node::Open { end, .. } = &mut self.tree.nodes[node] {
            *end = here;
        }
        self.tree.nodes.push(Node::Close(element));
    }

    fn end(&mut self, element: Element) {
        if self.beyond[element as usize] > 0 {
            self.beyond[element as usize] -= 1;
            return;
        }
        if self.open[element as usize] == 0 {
            // A stray `</p>` or `</br>` is a line break, as in every browser.
            if matches!(element, Element::P | Element::Br) {
                self.start(element, 0..0);
                self.close_up_to(&[Element::P], Element::is_barrier);
            }
            return;
        }
        match element {
            // What follows is still read, as in every browser.
            Element::Body | Element::Html => {}
            Element::Table => self.close_up_to(&[element], |_| false),
            Element::Td
            | Element::Th
            | Element::Tr
            | Element::Caption
            | Element::Tbody
            | Element::Thead
            | Element::Tfoot => self.close_up_to(&[element], |outer| outer == Element::Table),
            inline if inline.is_inline() => self.close_alone(element),
            _ => self.close_up_to(&[element], Element::is_barrier),
        }
    }

    fn finish(mut self) -> Tree {
        while !self.stack.is_empty() {
            self.pop();
        }
        self.tree
    }
}

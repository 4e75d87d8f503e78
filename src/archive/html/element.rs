//! The elements of HTML that matter to a reader of prose. What becomes of each is left to `tree` (nesting) and
//! `fragment` (text).

macro_rules! elements {
    ($($variant:ident $name:literal,)*) => {
        /// An element, or [`Element::Other`] for one without meaning for a reader of prose.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Element { $($variant,)* Other }

        impl Element {
            /// How many there are.
            pub(super) const COUNT: usize = Self::Other as usize + 1;

            /// The element of that lower-case name.
            pub(super) fn from_name(name: &[u8]) -> Self {
                match name {
                    $($name => Self::$variant,)*
                    _ => Self::Other,
                }
            }
        }
    };
}

elements! {
    A b"a", Abbr b"abbr", Address b"address", Area b"area", Article b"article", Aside b"aside", Audio b"audio",
    B b"b", Base b"base", Blockquote b"blockquote", Body b"body", Br b"br", Button b"button", Canvas b"canvas",
    Caption b"caption", Center b"center", Cite b"cite", Code b"code", Col b"col", Dd b"dd", Details b"details",
    Dfn b"dfn", Dialog b"dialog", Div b"div", Dl b"dl", Dt b"dt", Em b"em", Embed b"embed",
    Fieldset b"fieldset", Figcaption b"figcaption", Figure b"figure", Font b"font", Footer b"footer",
    Form b"form", H1 b"h1", H2 b"h2", H3 b"h3", H4 b"h4", H5 b"h5", H6 b"h6", Head b"head", Header b"header",
    Hr b"hr", Html b"html", I b"i", Iframe b"iframe", Img b"img", Input b"input", Kbd b"kbd", Label b"label",
    Li b"li", Link b"link", Main b"main", Map b"map", Mark b"mark", Math b"math", Meta b"meta", Nav b"nav",
    Noembed b"noembed", Noframes b"noframes", Noscript b"noscript", Object b"object", Ol b"ol",
    Option b"option", P b"p", Param b"param", Pre b"pre", Rp b"rp", Rt b"rt", Samp b"samp", Script b"script",
    Section b"section", Select b"select", Source b"source", Span b"span", Strong b"strong", Style b"style",
    Summary b"summary", Sup b"sup", Svg b"svg", Table b"table", Tbody b"tbody", Td b"td",
    Template b"template", Textarea b"textarea", Tfoot b"tfoot", Th b"th", Thead b"thead", Time b"time",
    Title b"title", Tr b"tr", Track b"track", Tt b"tt", Ul b"ul", Var b"var", Video b"video", Wbr b"wbr",
    Xmp b"xmp",
}

impl Element {
    /// Whether it never has an end tag.
    pub(super) fn is_void(self) -> bool {
        use Element::{Area, Base, Br, Col, Embed, Hr, Img, Input, Link, Meta, Param, Source, Track, Wbr};
        matches!(
            self,
            Area | Base | Br | Col | Embed | Hr | Img | Input | Link | Meta | Param | Source | Track | Wbr
        )
    }

    /// Whether it contains nothing that is read as prose.
    pub(super) fn is_without_prose(self) -> bool {
        use Element::{
            Audio, Button, Canvas, Dialog, Head, Iframe, Math, Nav, Noembed, Noframes, Noscript, Object,
            Option, Rp, Rt, Script, Select, Style, Svg, Template, Textarea, Title, Video, Xmp,
        };
        matches!(
            self,
            Audio
                | Button
                | Canvas
                | Dialog
                | Head
                | Iframe
                | Math
                | Nav
                | Noembed
                | Noframes
                | Noscript
                | Object
                | Option
                | Rp
                | Rt
                | Script
                | Select
                | Style
                | Svg
                | Template
                | Textarea
                | Title
                | Video
                | Xmp
        )
    }

    /// Whether it is a heading.
    pub(super) fn is_heading(self) -> bool {
        use Element::{H1, H2, H3, H4, H5, H6};
        matches!(self, H1 | H2 | H3 | H4 | H5 | H6)
    }

    /// Whether it takes lines of its own inside a paragraph: an item, a cell, a row.
    pub(super) fn is_line(self) -> bool {
        use Element::{Caption, Dd, Dt, Figcaption, Li, Summary, Tbody, Td, Tfoot, Th, Thead, Tr};
        matches!(self, Li | Dt | Dd | Tr | Td | Th | Tbody | Thead | Tfoot | Caption | Summary | Figcaption)
    }

    /// Whether it is a paragraph or contains paragraphs.
    pub(super) fn is_paragraph(self) -> bool {
        use Element::{
            Address, Article, Aside, Blockquote, Body, Center, Details, Div, Dl, Fieldset, Figure, Footer,
            Form, Header, Hr, Html, Main, Ol, P, Pre, Section, Table, Ul,
        };
        self.is_heading()
            || matches!(
                self,
                Address
                    | Article
                    | Aside
                    | Blockquote
                    | Body
                    | Center
                    | Details
                    | Div
                    | Dl
                    | Fieldset
                    | Figure
                    | Footer
                    | Form
                    | Header
                    | Hr
                    | Html
                    | Main
                    | Ol
                    | P
                    | Pre
                    | Section
                    | Table
                    | Ul
            )
    }

    /// Whether it is inline, so that its end tag ends it alone.
    pub(super) fn is_inline(self) -> bool {
        !self.is_paragraph() && !self.is_line() && !self.is_without_prose() && !self.is_void()
    }

    /// Whether end tags of the elements around it have no effect inside it.
    pub(super) fn is_barrier(self) -> bool {
        use Element::{Caption, Table, Td, Th};
        matches!(self, Table | Td | Th | Caption)
    }
}

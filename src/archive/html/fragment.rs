//! A piece of HTML as prose: the body of a post in an export or a feed, or the main part of a page.
//!
//! The text is the one that the Markdown reader gives for the same post: paragraphs separated by blank lines,
//! items and cells on lines of their own; headings, bold, links and code are annotated; blocks of code and
//! scripts are left out.

use std::ops::Range;

use super::element::Element;
use super::tree::{Attribute, Node, Tree};
use crate::archive::options::ReadOptions;
use crate::{Annotation, AnnotationKind, Post};

/// Class names of what is hidden, and of footnote marks.
const UNSEEN: [&str; 14] = [
    "invisible",
    "screen-reader-text",
    "sr-only",
    "visually-hidden",
    "headerlink",
    "heading-anchor",
    "anchor-link",
    "footnote-ref",
    "footnote-backref",
    "footnote-anchor",
    "footnote-number",
    "reversefootnote",
    "footnote-return",
    "wp-block-code",
];

/// Reads a piece of HTML into the post: its text, its annotations, and its title where it has none and the
/// text starts with a heading of the first level.
pub(in crate::archive) fn read_into(post: &mut Post, html: &str, options: &ReadOptions) {
    fill(post, &Tree::parse(html, options.max_depth), options.max_depth, false);
}

/// The same for text with literal line breaks, as in WordPress's classic editor: a blank line separates
/// paragraphs, a single break separates lines.
pub(in crate::archive) fn read_lines_into(post: &mut Post, html: &str, options: &ReadOptions) {
    fill(post, &Tree::parse(html, options.max_depth), options.max_depth, true);
}

/// A short piece of HTML as one line without markup: a title, a name.
pub(in crate::archive) fn line(html: &str) -> String {
    if memchr::memchr2(b'<', b'&', html.as_bytes()).is_none() {
        return fold(html);
    }
    let tree = Tree::parse(html, 16);
    let mut prose = Prose::default();
    prose.read(&tree, 0..tree.nodes.len(), &|_| false);
    fold(&prose.text)
}

/// Collapses white space, except for no-break spaces.
fn fold(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn fill(post: &mut Post, tree: &Tree, max_depth: usize, line_breaks: bool) {
    let mut prose = Prose { line_breaks, ..Prose::default() };
    prose.read(tree, 0..tree.nodes.len(), &|_| false);
    prose.finish(post);
    warn_of_depth(post, tree, max_depth);
}

/// Adds a warning to the post where the markup was nested too deep.
pub(super) fn warn_of_depth(post: &mut Post, tree: &Tree, max_depth: usize) {
    if tree.too_deep {
        post.warnings.push(format!(
            "the markup is nested deeper than {max_depth} elements; deeper ones were read as plain text"
        ));
    }
}

/// The text written so far, and the state of the markup around it.
#[derive(Default)]
pub(super) struct Prose {
    text: String,
    annotations: Vec<Annotation>,
    /// The starts of the open annotations.
    open: Vec<(AnnotationKind, Element, usize)>,
    /// Whether white space was read since the last word.
    space: bool,
    /// Where the text of the last item starts: its first paragraph starts no new line.
    item: Option<usize>,
    /// Whether line breaks of the source are line breaks of the text.
    line_breaks: bool,
    /// The number of open elements in which they are: verse.
    verse: usize,
    /// The end of a first-level heading at the start of the text.
    first_heading: Option<usize>,
}

impl Prose {
    /// Reads the nodes in `range`, except for the elements whose index `leave_out` accepts.
    pub(super) fn read(&mut self, tree: &Tree, range: Range<usize>, leave_out: &dyn Fn(usize) -> bool) {
        let mut at = range.start;
        while at < range.end {
            match &tree.nodes[at] {
                Node::Text(text) => self.push(tree.text(text)),
                Node::Open { element, end, .. } => {
                    if leave_out(at) || is_without_prose(tree, at, *element) {
                        if !element.is_inline() && !element.is_void() {
                            self.break_paragraph();
                        }
                        // Elements opened inside may be closed after it: continue behind its end.
                        at = (*end).max(at) + 1;
                        continue;
                    }
                    self.start(tree, at, *element);
                }
                Node::Close(element) => self.end(*element),
            }
            at += 1;
        }
    }

    /// Whether there is no text yet.
    pub(super) fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    fn start(&mut self, tree: &Tree, at: usize, element: Element) {
        match element {
            Element::Br => self.text_break(),
            Element::Wbr => {}
            Element::Img => {
                if tree.has_word(at, Attribute::Class, &["emoji", "wp-smiley"]) {
                    self.push(tree.attribute(at, Attribute::Alt).unwrap_or_default());
                }
            }
            Element::P if self.item == Some(self.text.len()) => {}
            Element::Pre => {
                self.break_paragraph();
                self.verse += 1;
            }
            _ if element.is_heading() => {
                self.break_paragraph();
                self.open(AnnotationKind::Heading, element);
            }
            _ if element.is_paragraph() => self.break_paragraph(),
            _ if element.is_line() => {
                self.break_line();
                self.item = Some(self.text.len());
            }
            _ => {
                if let Some(kind) = annotation_of(tree, at, element) {
                    self.open(kind, element);
                }
            }
        }
    }

    fn end(&mut self, element: Element) {
        match element {
            Element::Pre => {
                self.verse = self.verse.saturating_sub(1);
                self.break_paragraph();
            }
            _ if element.is_heading() => {
                if element == Element::H1 && self.open.contains(&(AnnotationKind::Heading, element, 0)) {
                    self.first_heading = Some(self.text.len());
                }
                self.close(element);
                self.break_paragraph();
            }
            _ if element.is_paragraph() => self.break_paragraph(),
            _ if element.is_line() => self.break_line(),
            _ => self.close(element),
        }
    }

    fn open(&mut self, kind: AnnotationKind, element: Element) {
        self.open.push((kind, element, self.text.len()));
    }

    fn close(&mut self, element: Element) {
        let Some(at) = self.open.iter().rposition(|(_, open, _)| *open == element) else { return };
        let (kind, _, start) = self.open.remove(at);
        let marked = &self.text[start..];
        let start = start + (marked.len() - marked.trim_start().len());
        let end = self.text.trim_end().len();
        if start < end {
            self.annotations.push(Annotation { kind, range: start..end });
        }
    }

    /// Adds text and collapses its white space as a browser does.
    fn push(&mut self, piece: &str) {
        let mut rest = piece;
        loop {
            let word = rest.trim_start_matches(is_space);
            let blank = &rest[..rest.len() - word.len()];
            if !blank.is_empty() {
                if self.line_breaks || self.verse > 0 {
                    match memchr::memchr_iter(b'\n', blank.as_bytes()).count() {
                        0 => {}
                        1 => self.break_line(),
                        _ => self.break_paragraph(),
                    }
                }
                self.space = true;
            }
            if word.is_empty() {
                return;
            }
            let end = word.find(is_space).unwrap_or(word.len());
            if self.space && !self.text.is_empty() && !self.text.ends_with('\n') {
                self.text.push(' ');
            }
            self.space = false;
            self.text.push_str(&word[..end]);
            rest = &word[end..];
        }
    }

    /// A line break of the text; two make a paragraph.
    fn text_break(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
        self.space = false;
    }

    pub(super) fn break_line(&mut self) {
        if !self.text.ends_with('\n') {
            self.text_break();
        }
        self.space = false;
    }

    fn break_paragraph(&mut self) {
        self.break_line();
        self.text_break();
    }

    /// Moves text and annotations into the post.
    pub(super) fn finish(mut self, post: &mut Post) {
        self.text.truncate(self.text.trim_end().len());
        let lead = self.text.len() - self.text.trim_start().len();
        if post.title.is_empty()
            && let Some(end) = self.first_heading
        {
            let title = self.text.get(..end).unwrap_or_default().trim().to_owned();
            let body = self.text[end.min(self.text.len())..].trim_start().len();
            self.cut(self.text.len() - body);
            post.title = title;
        } else {
            self.cut(lead);
        }
        self.annotations.retain(|annotation| annotation.range.end <= self.text.len());
        self.annotations.sort_by_key(|annotation| (annotation.range.start, annotation.range.end));
        post.text = self.text;
        post.annotations = self.annotations;
    }

    /// Removes the first `shift` bytes of the text.
    fn cut(&mut self, shift: usize) {
        if shift == 0 {
            return;
        }
        self.text.drain(..shift);
        self.annotations.retain_mut(|annotation| {
            let after = annotation.range.start >= shift;
            annotation.range =
                annotation.range.start.saturating_sub(shift)..annotation.range.end.saturating_sub(shift);
            after
        });
    }
}

/// White space that HTML collapses, which excludes no-break spaces.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\n' | '\t' | '\r' | '\u{c}')
}

fn annotation_of(tree: &Tree, at: usize, element: Element) -> Option<AnnotationKind> {
    use Element::{A, B, Code, Dfn, Em, I, Kbd, Mark, Samp, Strong, Tt, Var};
    match element {
        B | Strong | I | Em | Mark | Dfn => Some(AnnotationKind::Emphasis),
        Code | Kbd | Samp | Tt | Var => Some(AnnotationKind::Code),
        A if tree.attribute(at, Attribute::Href).is_some() => Some(AnnotationKind::Link),
        _ => None,
    }
}

/// Whether the element has no prose, by its kind or because it is hidden.
fn is_without_prose(tree: &Tree, at: usize, element: Element) -> bool {
    if element.is_without_prose() {
        return true;
    }
    let verse = element == Element::Pre && tree.has_word(at, Attribute::Class, &["wp-block-verse", "verse"]);
    (element == Element::Pre && !verse)
        || tree.has_word(at, Attribute::Class, &UNSEEN)
        || tree.attribute(at, Attribute::Hidden).is_some()
        || tree.attribute(at, Attribute::AriaHidden) == Some("true")
        || tree.attribute(at, Attribute::Style).is_some_and(|style| {
            let style: String = style.split_ascii_whitespace().collect();
            style.contains("display:none") || style.contains("visibility:hidden")
        })
        || is_note_mark(tree, at, element)
}

/// Whether it is the reference to a footnote, or the link back from the note.
fn is_note_mark(tree: &Tree, at: usize, element: Element) -> bool {
    matches!(element, Element::A | Element::Sup)
        && (tree.has_word(at, Attribute::Role, &["doc-noteref", "doc-backlink"])
            || tree.has_word(at, Attribute::Rel, &["footnote"])
            || tree.has_word(at, Attribute::Class, &["footnote", "footnote-reference"])
            || tree.attribute(at, Attribute::Id).is_some_and(|id| id.starts_with("fnref")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::markdown;

    fn read(html: &str) -> Post {
        let mut post = Post::new("x", "");
        read_into(&mut post, html, &ReadOptions::default());
        post
    }

    fn marked(post: &Post) -> Vec<(AnnotationKind, &str)> {
        post.annotations
            .iter()
            .map(|annotation| (annotation.kind, &post.text[annotation.range.clone()]))
            .collect()
    }

    #[test]
    fn prose_is_kept_and_markup_is_not() {
        let post = read(
            "<p>Un <strong>réseau\n dynamique</strong> et un <a href='https://a.fr'>lien</a>, \
             <code>git rebase -i</code>.</p>\n<pre><code>rm -rf</code></pre><h2>Titre sans point</h2>\
             <ul>\n<li>un</li><li>deux</ul><img src=a.png alt=image><div class=x>dans\nla boîte</div>\
             <script>var x = '<p>';</script><!-- non -->Fin&nbsp;!<sup id=fnref:1><a href='#fn:1'>1</a></sup>",
        );
        assert_eq!(
            post.text,
            "Un réseau dynamique et un lien, git rebase -i.\n\nTitre sans point\n\nun\ndeux\n\n\
             dans la boîte\n\nFin\u{a0}!"
        );
        assert_eq!(
            marked(&post),
            [
                (AnnotationKind::Emphasis, "réseau dynamique"),
                (AnnotationKind::Link, "lien"),
                (AnnotationKind::Code, "git rebase -i"),
                (AnnotationKind::Heading, "Titre sans point"),
            ]
        );
    }

    #[test]
    fn html_gives_what_markdown_gives() {
        for (html, source) in [
            ("<p>Un <b>mot</b> gras<br>\nsuite.</p><p>Fin.</p>", "Un **mot** gras  \nsuite.\n\nFin."),
            ("<ul><li><p>un</p></li><li><p>deux</p><p>suite</p></li></ul>", "- un\n\n- deux\n\n  suite"),
            ("<ol><li>un<ul><li>a<li>b</ul><li>deux</ol>", "1. un\n   - a\n   - b\n2. deux"),
            ("<blockquote><p>Dit-il.</p></blockquote><hr><p>Fin.", "> Dit-il.\n\n---\n\nFin."),
            (
                "<table><thead><tr><th>a<th>b<tbody><tr><td>1<td>2</table>x",
                "| a | b |\n|---|---|\n| 1 | 2 |\n\nx",
            ),
            ("<p>Le <em><a href=x>lien</a></em> <b> gras </b>.</p>", "Le *[lien](x)* **gras** ."),
            ("<h1>Le <em>levain</em></h1>\n<p>Il <b>vit</b>.</p>", "# Le *levain*\n\nIl **vit**."),
        ] {
            let (ours, theirs) = (read(html), markdown::parse("x", source, &ReadOptions::default()));
            assert_eq!(
                (&ours.title, &ours.text, &ours.annotations),
                (&theirs.title, &theirs.text, &theirs.annotations),
                "{html}"
            );
        }
    }

    #[test]
    fn tags_that_are_missing_or_crossed_are_set_right() {
        let post = read("<p>un <b>deux <p>trois</b> quatre</div> cinq</p> six </p> sept <a href=x>huit");
        assert_eq!(post.text, "un deux\n\ntrois quatre cinq\n\nsix\n\nsept huit");
        assert_eq!(marked(&post), [(AnnotationKind::Emphasis, "deux"), (AnnotationKind::Link, "huit")]);
        assert_eq!(
            read("un <table><tr><td>deux</p></div>trois</table> quatre <").text,
            "un\n\ndeux\n\ntrois\n\nquatre <"
        );
        assert_eq!(
            read("5 < 6 & 7 > 6 &eacute;t&eacute &#233; &#x1F3A9; &inconnu;").text,
            "5 < 6 & 7 > 6 été é 🎩 &inconnu;"
        );
    }

    #[test]
    fn what_is_not_shown_is_not_read() {
        let html = "<nav>Menu</nav><p hidden>a</p><p style='display: none'>b</p><span class='sr-only'>c</span>\
                    <noscript><img></noscript><template>d</template><button>e</button><svg><text>f</text></svg>Vu";
        assert_eq!(read(html).text, "Vu");
    }

    #[test]
    fn lines_of_the_older_editor_are_lines() {
        let mut post = Post::new("x", "");
        read_lines_into(
            &mut post,
            "Un <b>deux</b>\ntrois\n\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\nFin",
            &ReadOptions::default(),
        );
        assert_eq!(post.text, "Un deux\ntrois\n\na\nb\n\nFin");
    }

    #[test]
    fn verse_keeps_its_lines() {
        assert_eq!(
            read("<pre class='wp-block-verse'>Un vers\nun autre</pre>Fin").text,
            "Un vers\nun autre\n\nFin"
        );
    }

    #[test]
    fn depth_is_bounded_and_said() {
        let html = format!("{}prose{}<p>suite</p>", "<div>".repeat(5000), "</div>".repeat(5000));
        let post = read(&html);
        assert_eq!(post.text, "prose\n\nsuite");
        assert!(post.warnings[0].contains("deeper than 512"), "{:?}", post.warnings);
    }

    #[test]
    fn titles_are_one_line() {
        assert_eq!(
            line("Le <em>pain</em>&nbsp;: l&#8217;essai\n &amp; la suite"),
            "Le pain\u{a0}: l’essai & la suite"
        );
        assert_eq!(line("  Un   titre "), "Un titre");
    }
}

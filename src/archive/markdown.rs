//! Markdown: front matter, then CommonMark with tables and footnotes, reduced to its prose.
//!
//! Code blocks, images, footnote marks, template tags (`{% … %}`, `{{ … }}`) and HTML tags are left
//! out; code within a sentence stays and is annotated, so that no keyphrase is taken from it.

use std::borrow::Cow;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::html::fragment;
use super::options::ReadOptions;
use super::stream::{PostStream, Reader};
use super::{density, fields, front_matter, markup, shortcodes, whole};
use crate::{Annotation, AnnotationKind, Post};

/// Whether a text begins like Markdown that is surely no plain text: with a head between fences, or a heading.
pub(super) fn begins_like_it(head: &str) -> bool {
    ["---\n", "---\r\n", "+++\n", "+++\r\n", "# "].iter().any(|sign| head.starts_with(sign))
}

/// The post of a Markdown file.
pub(super) fn read(reader: Reader, name: &str, id: &str, options: &ReadOptions) -> PostStream {
    let has_components = name.to_ascii_lowercase().rsplit('.').next() == Some("mdx");
    whole::post(reader, name, options, |text| {
        if has_components { parse(id, &without_modules(text), options) } else { parse(id, text, options) }
    })
}

/// The source without the lines that import and export modules, as MDX has them.
fn without_modules(text: &str) -> String {
    let is_module = |line: &&str| {
        let is_import = line.starts_with("import ") && line.contains(['\'', '"']);
        is_import
            || ["export const ", "export default ", "export { "].iter().any(|start| line.starts_with(start))
    };
    text.split_inclusive('\n').filter(|line| !is_module(line)).collect()
}

/// Reads a post in Markdown.
pub(super) fn parse(id: &str, content: &str, options: &ReadOptions) -> Post {
    let mut split = front_matter::split(content);
    let mut post = Post::new(id, "");
    // The path is the id of the post, since ids that were written by hand repeat; the written one is kept as metadata.
    if let Some(own) = split.fields.remove("id") {
        post.meta.insert("id".to_owned(), own);
    }
    fields::apply(split.fields, &mut post);
    if let Some(problem) = split.problem {
        post.warnings.push(front_matter::warning(&problem));
    }
    read_into(&mut post, split.body, options);
    post
}

/// Reads Markdown without a head into the post: its text, its annotations, and its title where it has none and
/// the text starts with a heading of the first level.
pub(super) fn read_into(post: &mut Post, source: &str, options: &ReadOptions) {
    if density::is_too_dense(source, options) {
        source.clone_into(&mut post.text);
        return;
    }
    let source = without_attributes(source);
    let body = without_template_tags(&source);
    let mut prose = Prose { read_options: options.clone(), ..Prose::default() };
    let extensions = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES;
    for event in Parser::new_ext(&body, extensions) {
        prose.take(event);
    }
    prose.finish(post);
}

/// The text written so far, and the state of the markup around it.
#[derive(Default)]
struct Prose {
    text: String,
    annotations: Vec<Annotation>,
    /// The starts of the open annotations.
    open: Vec<(AnnotationKind, usize)>,
    /// The number of open elements without prose: code blocks, images.
    silent: usize,
    /// The end of a first-level heading at the start of the text.
    first_heading: Option<usize>,
    /// The open block of HTML.
    html: String,
    read_options: ReadOptions,
}

impl Prose {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            // What follows an image at the start of a line starts the line.
            Event::Text(text) if self.silent == 0 && (self.text.is_empty() || self.text.ends_with('\n')) => {
                self.text.push_str(text.trim_start_matches(' '));
            }
            Event::Text(text) if self.silent == 0 => self.text.push_str(&text),
            Event::Code(code) if self.silent == 0 => {
                self.open.push((AnnotationKind::Code, self.text.len()));
                self.text.push_str(&code);
                self.close(AnnotationKind::Code);
            }
            Event::SoftBreak if self.silent == 0 => self.text.push(' '),
            Event::HardBreak if self.silent == 0 => self.text.push('\n'),
            Event::InlineHtml(tag) if self.silent == 0 => self.inline_html(&tag),
            Event::Html(html) => self.html.push_str(&html),
            Event::Rule => self.break_paragraph(),
            _ => {}
        }
    }

    fn inline_html(&mut self, tag: &str) {
        if markup::breaks_line(tag) {
            self.text.push('\n');
        } else if markup::is_code(tag) {
            if tag.starts_with("</") {
                self.close(AnnotationKind::Code);
            } else {
                self.open.push((AnnotationKind::Code, self.text.len()));
            }
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::CodeBlock(_) => {
                self.break_paragraph();
                self.silent += 1;
            }
            Tag::Image { .. } => self.silent += 1,
            Tag::Heading { .. } => {
                self.break_paragraph();
                self.open.push((AnnotationKind::Heading, self.text.len()));
            }
            Tag::Emphasis | Tag::Strong => self.open.push((AnnotationKind::Emphasis, self.text.len())),
            Tag::Link { .. } => self.open.push((AnnotationKind::Link, self.text.len())),
            Tag::Item | Tag::TableCell => self.break_line(),
            Tag::Paragraph if self.inside_item() => {}
            Tag::Paragraph
            | Tag::BlockQuote(_)
            | Tag::List(_)
            | Tag::Table(_)
            | Tag::FootnoteDefinition(_) => {
                self.break_paragraph();
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::CodeBlock | TagEnd::Image => self.silent = self.silent.saturating_sub(1),
            TagEnd::Heading(level) => {
                let starts_the_text = self.open.contains(&(AnnotationKind::Heading, 0));
                if level == HeadingLevel::H1 && starts_the_text {
                    self.first_heading = Some(self.text.trim_end().len());
                }
                self.close(AnnotationKind::Heading);
                self.break_paragraph();
            }
            TagEnd::Emphasis | TagEnd::Strong => self.close(AnnotationKind::Emphasis),
            TagEnd::Link => self.close(AnnotationKind::Link),
            TagEnd::Paragraph | TagEnd::List(_) | TagEnd::Table | TagEnd::BlockQuote(_) => {
                self.break_paragraph();
            }
            TagEnd::HtmlBlock => self.html_block(),
            _ => {}
        }
    }

    /// A block of HTML, read by the reader of HTML.
    fn html_block(&mut self) {
        let html = std::mem::take(&mut self.html);
        self.break_paragraph();
        // A post with a title keeps its first heading in its text.
        let mut block = Post::new("", "").with_title("-");
        fragment::read_into(&mut block, &html, &self.read_options);
        let start = self.text.len();
        self.text.push_str(&block.text);
        self.annotations.extend(block.annotations.into_iter().map(|annotation| Annotation {
            range: annotation.range.start + start..annotation.range.end + start,
            ..annotation
        }));
        self.break_paragraph();
    }

    /// Whether the text ends with an item's line break, so that its paragraph needs none.
    fn inside_item(&self) -> bool {
        self.text.ends_with('\n')
    }

    fn close(&mut self, kind: AnnotationKind) {
        if let Some(at) = self.open.iter().rposition(|(open, _)| *open == kind) {
            let (_, start) = self.open.remove(at);
            let end = self.text.trim_end().len();
            if start < end {
                self.annotations.push(Annotation { kind, range: start..end });
            }
        }
    }

    fn break_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn break_paragraph(&mut self) {
        self.break_line();
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    fn finish(mut self, post: &mut Post) {
        self.text.truncate(self.text.trim_end().len());
        if post.title.is_empty()
            && let Some(end) = self.first_heading
        {
            post.title = self.text[..end].trim().to_owned();
            let body = self.text[end..].trim_start().len();
            let shift = self.text.len() - body;
            self.text.drain(..shift);
            self.annotations.retain_mut(|annotation| {
                let after = annotation.range.start >= shift;
                annotation.range =
                    annotation.range.start.saturating_sub(shift)..annotation.range.end.saturating_sub(shift);
                after
            });
        }
        self.annotations.retain(|annotation| annotation.range.end <= self.text.len());
        self.annotations.sort_by_key(|annotation| (annotation.range.start, annotation.range.end));
        post.text = self.text;
        post.annotations = self.annotations;
    }
}

/// The source without what only says how something looks: lists of attributes (`{.note #x width=50%}`, `{: .note}`),
/// lines that open and close boxes (`::: note`), `[TOC]`, and the marks of captions.
fn without_attributes(source: &str) -> Cow<'_, str> {
    if !["{", ":::", "[TOC]", "[[TOC]]", "[/caption]"].iter().any(|sign| source.contains(sign)) {
        return Cow::Borrowed(source);
    }
    let mut kept = String::with_capacity(source.len());
    let mut in_code = false;
    for line in source.split_inclusive('\n') {
        let trimmed = line.trim();
        in_code ^= trimmed.starts_with("```") || trimmed.starts_with("~~~");
        if in_code || trimmed.starts_with("```") {
            kept.push_str(line);
        } else if trimmed.starts_with(":::") || matches!(trimmed, "[TOC]" | "[[TOC]]") {
            kept.push('\n');
        } else {
            let mut is_code = false;
            for (index, part) in line.split('`').enumerate() {
                if index > 0 {
                    kept.push('`');
                    is_code = !is_code;
                }
                if is_code { kept.push_str(part) } else { push_without_attributes(part, &mut kept) }
            }
        }
    }
    if kept.contains("[/caption]") {
        kept = shortcodes::strip_captions(&kept);
    }
    Cow::Owned(kept)
}

fn push_without_attributes(part: &str, kept: &mut String) {
    let mut rest = part;
    while let Some((before, inside)) = rest.split_once('{') {
        kept.push_str(before);
        if let Some((_, after)) = inside.split_once('}').filter(|(list, _)| is_list_of_attributes(list)) {
            rest = after;
        } else {
            kept.push('{');
            rest = inside;
        }
    }
    kept.push_str(rest);
}

/// Whether a list in braces names classes, an id or attributes, and nothing else.
fn is_list_of_attributes(list: &str) -> bool {
    let list = list.strip_prefix(':').unwrap_or(list).trim();
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_alphabetic())
            && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '%'))
    };
    !list.is_empty()
        && list.split_whitespace().all(|word| match word.strip_prefix(['.', '#']) {
            Some(name) => is_name(name),
            None => word.split_once('=').is_some_and(|(name, value)| is_name(name) && !value.is_empty()),
        })
}

/// The source without the tags of Liquid, Jinja and Hugo, and without the code between their
/// `highlight` tags.
fn without_template_tags(body: &str) -> Cow<'_, str> {
    if !body.contains("{%") && !body.contains("{{") {
        return Cow::Borrowed(body);
    }
    let mut kept = String::with_capacity(body.len());
    let highlights_end =
        CODE_TAGS.iter().any(|name| ["end", " /"].iter().any(|end| body.contains(&format!("{end}{name}"))));
    let mut in_code = false;
    for line in body.split_inclusive('\n') {
        let mut rest = line;
        while let Some((at, close)) = template_tag(rest) {
            // The sign that opens a tag does not close it as well: "{%}" is no tag.
            let Some((tag, behind)) = rest[at + 2..].split_once(close) else { break };
            if !in_code {
                kept.push_str(&rest[..at]);
            }
            match tag.trim_matches(['-', '<', '>', '%', ' ']) {
                tag if CODE_TAGS.iter().any(|name| is_tag(tag, name)) => in_code = highlights_end,
                tag if CODE_TAGS.iter().any(|name| {
                    tag.strip_prefix("end")
                        .or_else(|| tag.strip_prefix('/'))
                        .is_some_and(|end| is_tag(end, name))
                }) =>
                {
                    in_code = false;
                    // The text behind it is a new paragraph.
                    kept.push_str("\n\n");
                }
                _ => {}
            }
            rest = behind;
        }
        if !in_code {
            kept.push_str(rest);
        }
    }
    Cow::Owned(kept)
}

/// The tags of Liquid, Hugo and Hexo around code.
const CODE_TAGS: [&str; 3] = ["highlight", "codeblock", "code"];

fn is_tag(tag: &str, name: &str) -> bool {
    tag.strip_prefix(name).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
}

/// Where the first template tag opens, and what closes it.
fn template_tag(line: &str) -> Option<(usize, &'static str)> {
    let bytes = line.as_bytes();
    memchr::memchr_iter(b'{', bytes).find_map(|at| match bytes.get(at + 1) {
        Some(b'%') => Some((at, "%}")),
        Some(b'{') => Some((at, "}}")),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(id: &str, content: &str) -> Post {
        super::parse(id, content, &ReadOptions::default())
    }

    #[test]
    fn code_in_a_block_of_html_is_no_prose() {
        let post =
            parse("x", "Avant.\n\n<div>\nTapez <code>ls -l</code> ici.\n<pre>rm -rf</pre>\n</div>\n\nFin.");
        assert_eq!(post.text, "Avant.\n\nTapez ls -l ici.\n\nFin.");
        assert_eq!(
            (post.annotations[0].kind, &post.text[post.annotations[0].range.clone()]),
            (AnnotationKind::Code, "ls -l")
        );
    }

    #[test]
    fn prose_is_kept_and_markup_is_not() {
        let post = parse(
            "x",
            "Un **réseau\ndynamique** et un [lien](https://a.fr), `git rebase -i`.\n\n```sh\nrm -rf\n```\n\n\
             ## Titre sans point\n- un\n- deux\n\n![image](a.png)\n\n<div class=\"x\">dans\nla boîte</div>\n\n\
             {% include x.html %}Fin[^1].\n\n[^1]: Note.",
        );
        assert_eq!(
            post.text,
            "Un réseau dynamique et un lien, git rebase -i.\n\nTitre sans point\n\nun\ndeux\n\n\
             dans la boîte\n\nFin.\n\nNote."
        );
        let marked: Vec<(AnnotationKind, &str)> = post
            .annotations
            .iter()
            .map(|annotation| (annotation.kind, &post.text[annotation.range.clone()]))
            .collect();
        assert_eq!(
            marked,
            [
                (AnnotationKind::Emphasis, "réseau dynamique"),
                (AnnotationKind::Link, "lien"),
                (AnnotationKind::Code, "git rebase -i"),
                (AnnotationKind::Heading, "Titre sans point"),
            ]
        );
    }

    #[test]
    fn classes_boxes_and_marks_of_captions_are_no_prose() {
        let post = parse(
            "x",
            "Un [lien](x){target=_blank .bouton} et un **mot**{.rouge}.\n{: .note }\n\n## Partie {#partie}\n\n\
             ![four](a.png){.img-fluid width=50%}\n\n::: {.callout-note}\nUne note.\n:::\n\n[TOC]\n\n\
             [caption id=\"a\" align=\"aligncenter\"]![x](b.png) Le four en mai[/caption]\n\nUn {choix} et `{.x}`.",
        );
        assert_eq!(
            post.text,
            "Un lien et un mot.\n\nPartie\n\nUne note.\n\nLe four en mai\n\nUn {choix} et {.x}."
        );
    }

    #[test]
    fn a_first_heading_is_the_title_where_the_head_gives_none() {
        let post = parse("x", "# Le *levain*\n\nIl **vit**.");
        assert_eq!((post.title.as_str(), post.text.as_str()), ("Le levain", "Il vit."));
        assert_eq!(post.annotations, [Annotation { kind: AnnotationKind::Emphasis, range: 3..6 }]);
    }

    #[test]
    fn code_of_templates_and_of_html_is_no_prose() {
        let post = parse(
            "x",
            "Avant.\n{% highlight ruby %}\nputs 1\n{% endhighlight %}\nEntre.\n\n\
             {{< highlight go >}}\nfmt.Println\n{{< /highlight >}}\nTapez <kbd>Ctrl</kbd> ici.",
        );
        assert_eq!(post.text, "Avant.\n\nEntre.\n\nTapez Ctrl ici.");
        assert_eq!(post.annotations.len(), 1);
        assert_eq!(
            (post.annotations[0].kind, &post.text[post.annotations[0].range.clone()]),
            (AnnotationKind::Code, "Ctrl")
        );
        assert_eq!(parse("x", "{% highlight x %} sans fin\n\nFin.").text, "sans fin\n\nFin.");
        assert_eq!(parse("x", "{% highlight x %} un <code>mot</code>\n\nFin.").text, "un mot\n\nFin.");
        assert_eq!(
            parse("x", "Un.\n\n{% codeblock js %}\nx\n{% endcodeblock %}\n\nDeux.").text,
            "Un.\n\nDeux."
        );
    }

    #[test]
    fn the_id_of_the_head_is_kept_beside_the_path() {
        let post = parse("a/b.md", "---\nid: 7\n---\nCorps");
        assert_eq!((post.id.as_str(), post.meta.get("id")), ("a/b.md", Some(&7.into())));
    }

    #[test]
    fn a_title_with_blanks_at_its_end_is_all_there_is() {
        let post = parse("x", "# Le levain\u{a0}\u{2003}");
        assert_eq!((post.title.as_str(), post.text.as_str()), ("Le levain", ""));
        let post = parse("x", "#\n\n## Sous-titre\n\nIl vit.");
        assert_eq!((post.title.as_str(), post.text.as_str()), ("", "Sous-titre\n\nIl vit."));
    }

    #[test]
    fn a_list_of_paragraphs_keeps_its_items_apart() {
        assert_eq!(parse("x", "- un\n\n- deux\n\n  suite").text, "un\n\ndeux\n\nsuite");
    }
}

//! Tokens of a post as CoNLL-U (Universal Dependencies), as JSON lines or as spaced text.

use std::io::{self, Write};

use serde_json::json;

use crate::Post;
use crate::tag::{Tag, Tagger, TaggerState};
use crate::text::{Document, Forms, TokenKind};

/// One post read token by token.
struct Reading<'t> {
    /// The title, when there is one, and the text.
    parts: Vec<(Document<'t>, Vec<Tag>)>,
    state: TaggerState,
}

impl<'t> Reading<'t> {
    fn of(post: &'t Post) -> Self {
        let tagger = Tagger::new();
        let (mut forms, mut state) = (Forms::new(), TaggerState::new());
        let parts = [post.title.as_str(), &post.text]
            .into_iter()
            .filter(|text| !text.is_empty())
            .map(|text| {
                let document = Document::parse(text, &mut forms);
                let mut tags = Vec::new();
                tagger.tag(&document, &forms, &mut state, &mut tags);
                (document, tags)
            })
            .collect();
        Self { parts, state }
    }
}

/// Writes a post in CoNLL-U: `# newdoc id`, then each sentence with `# text`; `SpaceAfter=No` where
/// no white space follows a token. Surface tokens alone: "du" is one line.
///
/// # Errors
///
/// Those of `out`.
pub fn write_conllu(out: &mut impl Write, post: &Post) -> io::Result<()> {
    let reading = Reading::of(post);
    writeln!(out, "# newdoc id = {}", one_line(&post.id))?;
    let mut number = 0;
    for (document, tags) in &reading.parts {
        for sentence in document.sentences() {
            number += 1;
            let tokens = &document.tokens()[sentence.range()];
            let text = match (tokens.first(), tokens.last()) {
                (Some(first), Some(last)) => &document.text()[first.range().start..last.range().end],
                _ => "",
            };
            writeln!(out, "# sent_id = {number}")?;
            writeln!(out, "# text = {}", one_line(text))?;
            for (id, index) in sentence.range().enumerate() {
                let lemma = reading.state.lemma(tags[index].lemma);
                writeln!(
                    out,
                    "{}\t{}\t{}\t{}\t_\t_\t_\t_\t_\t{}",
                    id + 1,
                    one_line(document.token_text(index)),
                    if lemma.is_empty() { "_".to_owned() } else { one_line(lemma) },
                    tags[index].upos.as_str(),
                    if space_follows(document, index) { "_" } else { "SpaceAfter=No" }
                )?;
            }
            writeln!(out)?;
        }
    }
    Ok(())
}

/// Writes a post's tokens as JSON lines: `{"post", "sentence", "text", "kind", "upos", "lemma", "span"}`;
/// spans are bytes of the text, and tokens of the title have `"title": true`.
///
/// # Errors
///
/// Those of `out`.
pub fn write_json(out: &mut impl Write, post: &Post) -> io::Result<()> {
    let reading = Reading::of(post);
    let mut number = 0;
    for (part, (document, tags)) in reading.parts.iter().enumerate() {
        let in_title = part == 0 && !post.title.is_empty();
        for sentence in document.sentences() {
            number += 1;
            for index in sentence.range() {
                let token = document.tokens()[index];
                let mut line = json!({
                    "post": post.id,
                    "sentence": number,
                    "text": document.token_text(index),
                    "kind": kind_name(token.kind),
                    "upos": tags[index].upos.as_str(),
                    "lemma": reading.state.lemma(tags[index].lemma),
                    "span": [token.start, token.end],
                });
                if in_title {
                    line["title"] = true.into();
                }
                serde_json::to_writer(&mut *out, &line).map_err(io::Error::from)?;
                out.write_all(b"\n")?;
            }
        }
    }
    Ok(())
}

/// Writes a post's sentences, one a line, their tokens with spaces between them.
///
/// # Errors
///
/// Those of `out`.
pub fn write_text(out: &mut impl Write, post: &Post) -> io::Result<()> {
    for (document, _) in &Reading::of(post).parts {
        for sentence in document.sentences() {
            let tokens: Vec<String> =
                sentence.range().map(|index| one_line(document.token_text(index))).collect();
            writeln!(out, "{}", tokens.join(" "))?;
        }
    }
    Ok(())
}

fn space_follows(document: &Document<'_>, index: usize) -> bool {
    match document.tokens().get(index + 1) {
        Some(next) => next.start > document.tokens()[index].end,
        None => true,
    }
}

/// The piece with its line breaks and tabs as spaces, for formats of one line an item.
fn one_line(piece: &str) -> String {
    piece.replace(['\n', '\r', '\t'], " ")
}

fn kind_name(kind: TokenKind) -> &'static str {
    match kind {
        TokenKind::Word => "word",
        TokenKind::Elided => "elided",
        TokenKind::Clitic => "clitic",
        TokenKind::Number => "number",
        TokenKind::Abbreviation => "abbreviation",
        TokenKind::Punctuation => "punctuation",
        TokenKind::Url => "url",
        TokenKind::Email => "email",
        TokenKind::Mention => "mention",
        TokenKind::Hashtag => "hashtag",
        TokenKind::Emoji => "emoji",
    }
}

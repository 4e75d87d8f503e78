//! Residue of markup and code in a text: shortcodes, attributes, identifiers, slugs.
//!
//! Such words lose their roles, so that no candidate contains them.

use super::connector::Connector;
use super::word::{Markup, Roles, Word};
use crate::text::{Document, TokenKind};

/// How far a bracket of a shortcode may reach, in tokens.
const REACH: usize = 60;

/// Removes the roles of words of a document that are residue of markup or code.
pub(super) fn mark_residue(document: &Document<'_>, words: &mut [Word]) {
    let has_underscores = memchr::memchr(b'_', document.text().as_bytes()).is_some();
    for index in 0..words.len() {
        match words[index].connector {
            Connector::Equals => attribute(words, index),
            Connector::BracketOpen => shortcode(words, index, Connector::BracketClose),
            Connector::BraceOpen => braces(document, words, index),
            Connector::AngleOpen => shortcode(words, index, Connector::AngleClose),
            _ => {}
        }
        if is_identifier(document, index, &words[index], has_underscores) {
            disable(&mut words[index]);
        }
    }
}

fn disable(word: &mut Word) {
    word.roles = Roles::default();
    word.markup.0 |= Markup::RESIDUE.0;
}

/// `align="left"`: the name and the quoted value of an attribute, joined by the sign without spaces.
fn attribute(words: &mut [Word], equals: usize) {
    let Some(quote) = words.get(equals + 1).copied() else { return };
    let is_name = equals > 0 && words[equals - 1].kind == TokenKind::Word && words[equals].glued;
    let is_quote = matches!(
        quote.connector,
        Connector::QuoteStraight | Connector::Apostrophe | Connector::QuoteOpen | Connector::QuoteClose
    );
    if !(is_name && quote.glued && is_quote) {
        return;
    }
    let closes = |word: &Word| {
        word.connector == quote.connector
            || (word.connector == Connector::QuoteClose && quote.connector != Connector::Apostrophe)
    };
    let value = equals + 2;
    let reach = words.len().min(value + REACH);
    let Some(length) = words[value.min(reach)..reach].iter().position(closes) else { return };
    for word in &mut words[equals - 1..=value + length] {
        disable(word);
    }
}

/// `[caption id="a"]`, `[/caption]`, `<div class="a">`: a bracket with an attribute or a slash in it.
fn shortcode(words: &mut [Word], open: usize, close: Connector) {
    let inside = open + 1;
    let reach = words.len().min(inside + REACH);
    let Some(length) = words[inside.min(reach)..reach].iter().position(|word| word.connector == close) else {
        return;
    };
    let end = inside + length;
    let Some(first) = words[inside..end].first() else { return };
    let is_closing = first.connector == Connector::Slash && first.glued && length == 2;
    let has_attribute = first.glued
        && first.kind == TokenKind::Word
        && words[inside..end].windows(2).any(|pair| {
            let [equals, value] = pair else { return false };
            equals.connector == Connector::Equals && equals.glued && value.glued
        });
    if is_closing || has_attribute {
        for word in &mut words[open..=end] {
            disable(word);
        }
    }
}

/// `{: .aligncenter}`, `{.wide}`, `{% include %}`, `{{ post.title }}`: what template engines and Markdown
/// dialects put in braces.
fn braces(document: &Document<'_>, words: &mut [Word], open: usize) {
    let inside = open + 1;
    let reach = words.len().min(inside + REACH);
    let Some(length) =
        words[inside.min(reach)..reach].iter().position(|word| word.connector == Connector::BraceClose)
    else {
        return;
    };
    let Some(first) = words.get(inside) else { return };
    let sign = document.token_text(inside);
    if first.glued && matches!(sign, ":" | "." | "%" | "{" | "#" | "<") {
        for word in &mut words[open..=inside + length] {
            disable(word);
        }
    }
}

/// `get_post_meta`, `getElementById`, `mon-article-sur-le-web`: names inside programs and addresses. One underscore
/// alone is not enough evidence: "pg_upgrade" can be the topic of a post. Most texts have no underscore at all.
fn is_identifier(document: &Document<'_>, index: usize, word: &Word, has_underscores: bool) -> bool {
    let may_be_program = word.shape.unknown && !word.shape.capital;
    if word.kind != TokenKind::Word || !(has_underscores || may_be_program) {
        return false;
    }
    let text = document.token_text(index);
    text.starts_with('_')
        || text.bytes().filter(|byte| *byte == b'_').count() >= 2
        || (may_be_program && (is_slug(text) || is_camel_case(text)))
}

/// Five parts or more in small letters, joined by hyphens.
fn is_slug(text: &str) -> bool {
    text.split('-').count() >= 5 && !text.contains(char::is_uppercase)
}

/// A word in small letters with two capitalised ones behind it, or more.
fn is_camel_case(text: &str) -> bool {
    let humps = text
        .as_bytes()
        .windows(2)
        .filter(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase())
        .count();
    humps >= 2 && text.starts_with(|c: char| c.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_and_camel_case_are_told_from_words() {
        assert!(is_slug("mon-article-sur-le-web"));
        assert!(!is_slug("arc-en-ciel"));
        assert!(is_camel_case("getElementById"));
        assert!(!is_camel_case("iPhone") && !is_camel_case("eBay") && !is_camel_case("HelloAsso"));
    }
}

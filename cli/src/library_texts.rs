//! The library speaks English alone, in what a program may show or write to a file. Here its texts are recognized by
//! the English side of the catalogue, in the file `library.ftl`, and said in the language of the user.

use std::sync::LazyLock;

use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, PatternElement};

use super::catalogue::{library_files, text_in};
use super::language::{Language, language};

/// A text of the library: its id, and the pieces of its English text.
struct Known {
    id: String,
    pieces: Vec<Piece>,
}

/// A piece of a text: words, or the name of an argument.
enum Piece {
    Words(String),
    Argument(String),
}

/// The texts; those with more fixed words come first.
static KNOWN: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let mut known = read(library_files()[0]);
    known.sort_by_key(|text| std::cmp::Reverse(text.fixed()));
    known
});

fn read(source: &str) -> Vec<Known> {
    let resource = match FluentResource::try_new(source.to_owned()) {
        Ok(resource) | Err((resource, _)) => resource,
    };
    let mut known = Vec::new();
    for entry in resource.entries() {
        let Entry::Message(message) = entry else { continue };
        let Some(pattern) = &message.value else { continue };
        let mut pieces = Vec::new();
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => push(&mut pieces, value),
                PatternElement::Placeable { expression: Expression::Inline(inline) } => match inline {
                    InlineExpression::StringLiteral { value } => push(&mut pieces, &literal(value)),
                    InlineExpression::VariableReference { id } => {
                        pieces.push(Piece::Argument(id.name.to_string()));
                    }
                    _ => {}
                },
                PatternElement::Placeable { .. } => {}
            }
        }
        known.push(Known { id: message.id.name.to_string(), pieces });
    }
    known
}

/// Adds words to the last piece, or as a new one.
fn push(pieces: &mut Vec<Piece>, words: &str) {
    match pieces.last_mut() {
        Some(Piece::Words(last)) => last.push_str(words),
        _ => pieces.push(Piece::Words(words.to_owned())),
    }
}

/// A string literal of Fluent without its escapes.
fn literal(value: &str) -> String {
    value.replace("\\\"", "\"").replace("\\\\", "\\")
}

impl Known {
    /// Bytes of fixed words.
    fn fixed(&self) -> usize {
        let words = self.pieces.iter().map(|piece| match piece {
            Piece::Words(words) => words.len(),
            Piece::Argument(_) => 0,
        });
        words.sum()
    }

    /// The arguments of a text, if it is this one.
    fn arguments<'t>(&self, text: &'t str) -> Option<Vec<(&str, &'t str)>> {
        let mut rest = text;
        let mut arguments = Vec::new();
        let mut open: Option<&str> = None;
        for (number, piece) in self.pieces.iter().enumerate() {
            match piece {
                Piece::Argument(name) => open = Some(name),
                Piece::Words(words) => {
                    let is_last = number + 1 == self.pieces.len();
                    let at = match open {
                        None => rest.starts_with(words.as_str()).then_some(0),
                        // What comes from outside may hold the words too: they stand at the end.
                        Some(_) if is_last => {
                            rest.ends_with(words.as_str()).then(|| rest.len() - words.len())
                        }
                        Some(_) => rest.find(words.as_str()),
                    }?;
                    if let Some(name) = open.take() {
                        arguments.push((name, &rest[..at]));
                    }
                    rest = &rest[at + words.len()..];
                }
            }
        }
        match open {
            Some(name) => arguments.push((name, rest)),
            None if !rest.is_empty() => return None,
            None => {}
        }
        Some(arguments)
    }
}

/// A text of the library in the language of the run; any other text as it is.
pub(super) fn translated(text: &str) -> String {
    match language() {
        Language::English => text.to_owned(),
        Language::French => in_language(Language::French, text).unwrap_or_else(|| text.to_owned()),
    }
}

/// A text of the library in a language, if it is known.
pub(super) fn in_language(language: Language, text: &str) -> Option<String> {
    let (known, arguments) =
        KNOWN.iter().find_map(|known| known.arguments(text).map(|arguments| (known, arguments)))?;
    let arguments: FluentArgs = arguments
        .into_iter()
        .map(|(name, value)| {
            // A part of a text can be a text itself: "the line", "a name".
            let value = in_language(language, value).unwrap_or_else(|| value.to_owned());
            (name, FluentValue::from(value))
        })
        .collect();
    text_in(language, &known.id, &arguments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_found_between_words() {
        let source = "one = the post { $id } has no text\ntwo = { $what } is longer than { $size }\nthree = it {\"{\"}so\n";
        let known = read(source);
        let arguments = |number: usize, text| known[number].arguments(text);
        assert_eq!(arguments(0, "the post \"a\" has no text"), Some(vec![("id", "\"a\"")]));
        assert_eq!(
            arguments(0, "the post x has no text y has no text"),
            Some(vec![("id", "x has no text y")])
        );
        assert_eq!(arguments(0, "the post x has text"), None);
        assert_eq!(
            arguments(1, "the line is longer than 8M"),
            Some(vec![("what", "the line"), ("size", "8M")])
        );
        assert_eq!((arguments(2, "it {so"), arguments(2, "it {so on")), (Some(vec![]), None));
    }

    #[test]
    fn a_part_of_a_text_is_translated_too() {
        let french = in_language(Language::French, "the line is longer than 8M").expect("a known text");
        assert!(french.contains("la ligne") && french.contains("8M"), "{french}");
        assert_eq!(in_language(Language::French, "some text of no catalogue"), None);
    }
}

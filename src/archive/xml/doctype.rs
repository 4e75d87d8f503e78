//! The entities that a document declares inside its DOCTYPE. External ones are never opened, and what the
//! others expand to is bounded.

use std::collections::HashMap;

use quick_xml::escape::resolve_xml_entity;

/// The most entities that are kept of one document.
const MOST_ENTITIES: usize = 1000;
/// The most bytes and references that one reference may expand to.
const MOST_EXPANDED: usize = 4096;
/// How deep entities may refer to each other.
const MOST_NESTED: usize = 8;

/// How much all references of one post may expand to.
#[derive(Debug)]
pub(super) struct Budget(usize);

impl Default for Budget {
    fn default() -> Self {
        Self(1 << 20)
    }
}

/// The internal entities of a document, by their names.
#[derive(Debug, Default)]
pub(super) struct Entities(HashMap<String, String>);

impl Entities {
    /// Reads the declarations of a prolog.
    pub(super) fn parse(prolog: &str) -> Self {
        let declared = prolog.split("<!ENTITY").skip(1).filter_map(|declaration| {
            let (name, rest) = declaration.trim_start().split_once(char::is_whitespace)?;
            let rest = rest.trim_start();
            let quote = rest.chars().next().filter(|sign| matches!(sign, '"' | '\''))?;
            let (value, _) = rest[1..].split_once(quote)?;
            (name != "%").then(|| (name.to_owned(), value.to_owned()))
        });
        Self(declared.take(MOST_ENTITIES).collect())
    }

    /// The text of an entity; `None` where it is not declared here or exceeds a bound.
    pub(super) fn expand(&self, name: &str, budget: &mut Budget) -> Option<String> {
        let mut out = String::new();
        let mut left = MOST_EXPANDED.min(budget.0);
        let before = left;
        let whole = self.expand_into(name, &mut out, &mut left, MOST_NESTED);
        budget.0 -= before - left;
        whole.map(|()| out)
    }

    fn expand_into(&self, name: &str, out: &mut String, left: &mut usize, depth: usize) -> Option<()> {
        let mut rest = self.0.get(name).filter(|_| depth > 0)?.as_str();
        while let Some((before, reference)) = rest.split_once('&') {
            push(before, out, left)?;
            let Some((inner, after)) = reference.split_once(';') else {
                rest = &rest[before.len()..];
                break;
            };
            match (character(inner), resolve_xml_entity(inner)) {
                (Some(character), _) => push(character.encode_utf8(&mut [0; 4]), out, left)?,
                (None, Some(text)) => push(text, out, left)?,
                (None, None) => {
                    push("", out, left)?;
                    self.expand_into(inner, out, left, depth - 1)?;
                }
            }
            rest = after;
        }
        push(rest, out, left)
    }
}

/// Adds a piece, and takes it and one more off what is left.
fn push(piece: &str, out: &mut String, left: &mut usize) -> Option<()> {
    *left = left.checked_sub(piece.len() + 1)?;
    out.push_str(piece);
    Some(())
}

/// The character of `#233` or `#xE9`.
fn character(reference: &str) -> Option<char> {
    let number = reference.strip_prefix('#')?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|character| *character != '\0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn internal_entities_expand_and_external_ones_do_not() {
        let entities = Entities::parse(
            "<!DOCTYPE rss [<!ENTITY ville \"L&#233;on\"> <!ENTITY lieu '&ville; &amp; co'> <!ENTITY % p \"x\">\
             <!ENTITY f SYSTEM \"/etc/passwd\">]>",
        );
        let expand = |name| entities.expand(name, &mut Budget::default());
        assert_eq!(expand("lieu").as_deref(), Some("Léon & co"));
        assert_eq!((expand("f"), expand("p"), expand("x")), (None, None, None));
    }

    #[test]
    fn what_grows_without_end_is_not_expanded() {
        for value in ["x".repeat(100), String::new()] {
            let mut prolog = format!("<!ENTITY a0 \"{value}\">");
            for level in 1..8 {
                let below = format!("&a{};", level - 1).repeat(100);
                prolog.extend(["<!ENTITY a", &level.to_string(), " \"", &below, "\">"]);
            }
            let entities = Entities::parse(&prolog);
            assert_eq!(entities.expand("a7", &mut Budget::default()), None);
        }
        let entities = Entities::parse("<!ENTITY a \"&b;\"><!ENTITY b \"&a;\"><!ENTITY c \"&c\">");
        assert_eq!(entities.expand("a", &mut Budget::default()), None);
        let entities = Entities::parse(&format!("<!ENTITY c \"{}\">", "x".repeat(1000)));
        let mut budget = Budget::default();
        assert!((0..10_000).filter(|_| entities.expand("c", &mut budget).is_some()).count() < 1100);
    }
}

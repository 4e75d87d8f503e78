//! The catalogue is complete: both languages say the same things with the same arguments, the code asks for nothing else,
//! and nothing is left over. The texts of the library are those that the library has.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use fluent_bundle::FluentResource;
use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement};

use super::files;
use crate::help::tests::ids_of_help;
use crate::language::Language;
use crate::library_texts::in_language;

/// A text of a language: the names of its arguments, and its source.
struct Text {
    arguments: BTreeSet<String>,
    words: String,
}

fn texts(language: Language) -> BTreeMap<String, Text> {
    let mut texts = BTreeMap::new();
    for (file, source) in files(language) {
        let resource = FluentResource::try_new(source.to_owned());
        let resource =
            resource.unwrap_or_else(|(_, problems)| panic!("{file}.ftl, {language:?}: {problems:?}"));
        for entry in resource.entries() {
            let Entry::Message(message) = entry else { continue };
            let pattern = message.value.as_ref().unwrap_or_else(|| panic!("{} is empty", message.id.name));
            let mut text = Text { arguments: BTreeSet::new(), words: String::new() };
            look(pattern, &mut text);
            let id = message.id.name.to_string();
            assert!(texts.insert(id.clone(), text).is_none(), "{id} stands twice, {language:?}");
        }
    }
    texts
}

fn look(pattern: &Pattern<&str>, text: &mut Text) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => text.words.push_str(value),
            PatternElement::Placeable { expression } => look_at(expression, text),
        }
    }
}

fn look_at(expression: &Expression<&str>, text: &mut Text) {
    match expression {
        Expression::Inline(inline) => look_inside(inline, text),
        Expression::Select { selector, variants } => {
            look_inside(selector, text);
            for variant in variants {
                look(&variant.value, text);
                text.words.push(' ');
            }
        }
    }
}

fn look_inside(inline: &InlineExpression<&str>, text: &mut Text) {
    match inline {
        InlineExpression::VariableReference { id } => {
            text.arguments.insert(id.name.to_owned());
            text.words.push('…');
        }
        InlineExpression::FunctionReference { arguments: CallArguments { positional, .. }, .. } => {
            for inline in positional {
                look_inside(inline, text);
            }
        }
        InlineExpression::StringLiteral { value } => text.words.push_str(value),
        _ => {}
    }
}

/// The sources of the program, with their names.
fn sources(directory: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(directory).expect("a directory").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            found.extend(sources(&entry));
        } else if entry.extension().is_some_and(|end| end == "rs") {
            let text = fs::read_to_string(&entry).expect("a source");
            found.push((entry.display().to_string(), text));
        }
    }
    found.sort();
    found
}

/// The ids that `tr!` looks up in a source, with the names of their arguments.
fn looked_up(source: &str) -> Vec<(String, BTreeSet<String>)> {
    let mut found = Vec::new();
    for (at, _) in source.match_indices("tr!(") {
        // `include_str!(` ends so too.
        if source[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_') {
            continue;
        }
        let rest = &source[at + 4..];
        let Some(rest) = rest.trim_start().strip_prefix('"') else { continue };
        let Some((id, rest)) = rest.split_once('"') else { continue };
        let (mut depth, mut quoted, mut names) = (0, false, BTreeSet::new());
        let mut part = String::new();
        for sign in rest.chars() {
            match sign {
                '"' => quoted = !quoted,
                _ if quoted => {}
                '(' | '[' | '{' => depth += 1,
                ')' if depth == 0 => break,
                ')' | ']' | '}' => depth -= 1,
                ',' if depth == 0 => part.clear(),
                '=' if depth == 0 => {
                    let name = part.trim();
                    if !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_') {
                        names.insert(name.to_owned());
                    }
                    part.push(sign);
                }
                _ => {}
            }
            if sign != ',' {
                part.push(sign);
            }
        }
        found.push((id.to_owned(), names));
    }
    found
}

#[test]
fn both_languages_say_the_same_with_the_same_arguments() {
    let [english, french] = [Language::English, Language::French].map(texts);
    let ids = |texts: &BTreeMap<String, Text>| texts.keys().cloned().collect::<BTreeSet<_>>();
    let apart: Vec<_> = ids(&english).symmetric_difference(&ids(&french)).cloned().collect();
    assert!(apart.is_empty(), "in one language only: {apart:?}");
    for (id, text) in &english {
        assert_eq!(text.arguments, french[id].arguments, "the arguments of {id}");
    }
}

#[test]
fn the_code_asks_for_every_text_and_for_no_other() {
    let texts = texts(Language::English);
    let mut used = ids_of_help();
    let code = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (name, source) in sources(&code).into_iter().filter(|(name, _)| !name.ends_with("completeness.rs")) {
        for (id, arguments) in looked_up(&source) {
            let Some(text) = texts.get(&id) else { panic!("{name}: {id} is not in the catalogue") };
            if !arguments.is_empty() || !text.arguments.is_empty() {
                assert_eq!(arguments, text.arguments, "{name}: the arguments of {id}");
            }
            used.insert(id);
        }
    }
    let features = ["help-parquet", "help-sqlite", "help-sqlite-text", "help-xlsx", "name-file"];
    let is_left_over =
        |id: &&String| !used.contains(*id) && !id.starts_with("library-") && !features.contains(&id.as_str());
    let unused: Vec<_> = texts.keys().filter(is_left_over).collect();
    assert!(unused.is_empty(), "nothing looks these up: {unused:?}");
}

#[test]
fn french_has_the_signs_of_french() {
    for (id, Text { words, .. }) in texts(Language::French) {
        let signs: Vec<char> = words.chars().collect();
        for three in signs.windows(3) {
            let [before, sign, after] = three else { continue };
            let between_letters = before.is_alphabetic() && after.is_alphabetic();
            assert!(!(*sign == '\'' && between_letters), "{id}: an apostrophe of typewriters in {words:?}");
            let is_high = matches!(after, ':' | ';' | '?' | '!' | '»' | '%');
            assert!(!(*sign == ' ' && is_high), "{id}: a space that breaks before {after} in {words:?}");
            assert!(!(*before == '«' && *sign == ' '), "{id}: a space that breaks behind « in {words:?}");
        }
    }
}

/// The source of the library without its tests, its strings on one line and without escapes.
fn library() -> String {
    let code = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src");
    let mut whole = String::new();
    for (_, source) in sources(&code) {
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        let mut lines = source.lines().peekable();
        while let Some(line) = lines.next() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            if let Some(start) = line.strip_suffix('\\') {
                whole.push_str(start);
                if let Some(next) = lines.peek_mut() {
                    *next = next.trim_start();
                }
            } else {
                whole.push_str(line);
                whole.push('\n');
            }
        }
    }
    whole
}

#[test]
fn every_text_of_the_library_is_one_that_it_has() {
    let library = library().replace("\\\"", "\"");
    for (id, text) in texts(Language::English).iter().filter(|(id, _)| id.starts_with("library-")) {
        for piece in text.words.split('…').map(str::trim).filter(|piece| piece.len() > 4) {
            // Several texts are put together of a few words and an argument.
            let last = piece.trim_matches([':', ',', ' ', '(', ')', '"', '@', '%']);
            assert!(library.contains(last), "{id}: the library no longer says {last:?}");
        }
    }
}

/// The string that begins within a few characters behind `mark`, wherever the mark stands.
fn strings_behind(source: &str, mark: &str, within: usize) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in source.match_indices(mark) {
        let rest = &source[at + mark.len()..];
        let Some(open) = rest.find('"').filter(|open| *open < within) else { continue };
        if rest[..open].contains([';', '}', '?']) {
            continue;
        }
        let mut string = String::new();
        let mut signs = rest[open + 1..].chars();
        while let Some(sign) = signs.next() {
            match sign {
                '"' => break,
                '\\' => string.extend(signs.next()),
                _ => string.push(sign),
            }
        }
        found.push(string);
    }
    found
}

/// A text with something in place of its arguments.
fn filled(string: &str) -> String {
    let (mut filled, mut inside) = (String::new(), false);
    let string = string.replace("{{", "\u{1}").replace("}}", "\u{2}");
    for sign in string.chars() {
        match sign {
            '{' => inside = true,
            '}' => {
                inside = false;
                filled.push('7');
            }
            _ if inside => {}
            _ => filled.push(sign),
        }
    }
    filled.replace('\u{1}', "{").replace('\u{2}', "}")
}

#[test]
fn what_the_library_says_of_errors_is_known_in_french() {
    let library = library();
    let marks = [
        ("#[error(", 12),
        ("with_remedy(", 40),
        ("with_setting(", 80),
        ("let reason = ", 20),
        ("ErrorKind::Empty,", 30),
        ("ErrorKind::Unreadable,", 60),
        ("ErrorKind::UnknownFormat,", 60),
        ("ErrorKind::Truncated,", 40),
        ("ErrorKind::Damaged,", 40),
        ("ErrorKind::NotText,", 40),
        ("ErrorKind::Field,", 30),
        ("ErrorKind::Json,", 40),
        ("Err(self.error(", 30),
        ("BuildError::OutOfRange(", 3),
    ];
    let (mut known, mut unknown) = (0, BTreeSet::new());
    for (mark, within) in marks {
        for string in strings_behind(&library, mark, within) {
            // An error that is another one, names and what no reader of French is to read.
            if !string.contains(' ') || string.starts_with("a number of a") {
                continue;
            }
            match in_language(Language::French, &filled(&string)) {
                Some(_) => known += 1,
                None => {
                    unknown.insert(string);
                }
            }
        }
    }
    assert!(unknown.is_empty(), "add these to library.ftl in both languages: {unknown:#?}");
    assert!(known > 60, "{known} texts were found: the marks no longer find them");
}

//! The catalogue of all texts for the terminal, in English and in French: the files in `cli/locales`, in the format of
//! Project Fluent. [`tr!`] looks a text up; a test holds both languages to each other and to the code.

#[cfg(test)]
mod completeness;

use std::fmt::Write as _;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::language::{Language, language};

/// The files of a language: their names and their texts.
macro_rules! files {
    ($language:literal) => {
        [
            ("errors", include_str!(concat!("../locales/", $language, "/errors.ftl"))),
            ("examples", include_str!(concat!("../locales/", $language, "/examples.ftl"))),
            ("help", include_str!(concat!("../locales/", $language, "/help.ftl"))),
            ("library", include_str!(concat!("../locales/", $language, "/library.ftl"))),
            ("messages", include_str!(concat!("../locales/", $language, "/messages.ftl"))),
        ]
    };
}

/// The text of the catalogue with this id, in the language of the run: `tr!("posts", posts = 3)`.
macro_rules! tr {
    ($id:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::catalogue::text(
            $id,
            [$((stringify!($name), $crate::catalogue::Value::value($value))),*],
        )
    };
}
pub(super) use tr;

type Bundle = FluentBundle<FluentResource>;

static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| bundle("en", &files!("en"), grouped::<','>));
static FRENCH: LazyLock<Bundle> = LazyLock::new(|| bundle("fr", &files!("fr"), grouped::<'\u{202f}'>));

/// The files of a language, for the test of the catalogue.
#[cfg(test)]
pub(super) fn files(language: Language) -> [(&'static str, &'static str); 5] {
    match language {
        Language::English => files!("en"),
        Language::French => files!("fr"),
    }
}

/// The files of the library's texts, in English and in French.
pub(super) fn library_files() -> [&'static str; 2] {
    [include_str!("../locales/en/library.ftl"), include_str!("../locales/fr/library.ftl")]
}

type Format<M> = fn(&FluentValue, &M) -> Option<String>;

fn bundle(
    language: &str,
    files: &[(&str, &'static str)],
    format: Format<intl_memoizer::concurrent::IntlLangMemoizer>,
) -> Bundle {
    let mut bundle =
        Bundle::new_concurrent(vec![LanguageIdentifier::from_bytes(language.as_bytes()).unwrap_or_default()]);
    // The marks around arguments for writing from right to left would reach files and pipes.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(format));
    for (_, source) in files {
        // What cannot be read, or stands twice, is found by the test of the catalogue.
        let resource = match FluentResource::try_new((*source).to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        let _ = bundle.add_resource(resource);
    }
    bundle
}

/// Whole numbers in groups of three digits, from five digits on.
fn grouped<const SEPARATOR: char>(
    value: &FluentValue,
    _: &intl_memoizer::concurrent::IntlLangMemoizer,
) -> Option<String> {
    let FluentValue::Number(FluentNumber { value, .. }) = value else { return None };
    (value.fract() == 0.0 && *value >= 0.0).then(|| group(*value as u64, SEPARATOR))
}

fn group(number: u64, separator: char) -> String {
    let digits = number.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let mut grouped = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}

fn bundle_of(language: Language) -> &'static Bundle {
    match language {
        Language::English => &ENGLISH,
        Language::French => &FRENCH,
    }
}

/// The text with this id and these arguments in the language of the run. [`tr!`] calls it, with an id that the test of
/// the catalogue finds in the code.
pub(super) fn text<const N: usize>(id: &str, arguments: [(&str, FluentValue<'static>); N]) -> String {
    let arguments: FluentArgs = arguments.into_iter().collect();
    text_in(language(), id, &arguments).unwrap_or_else(|| id.to_owned())
}

/// The text with an id that is put together at run time, if there is one.
pub(super) fn find(id: &str) -> Option<String> {
    text_in(language(), id, &FluentArgs::new())
}

/// The text in a language, if there is one.
pub(super) fn text_in(language: Language, id: &str, arguments: &FluentArgs) -> Option<String> {
    let bundle = bundle_of(language);
    let pattern = bundle.get_message(id)?.value()?;
    let mut problems = Vec::new();
    Some(bundle.format_pattern(pattern, Some(arguments), &mut problems).into_owned())
}

/// A number with this many decimals, with the decimal sign of the language.
pub(super) fn decimal(number: f64, decimals: usize) -> String {
    let text = format!("{number:.decimals$}");
    match language() {
        Language::English => text,
        Language::French => text.replace('.', ","),
    }
}

/// The same with a sign before it, always.
pub(super) fn signed(number: f64, decimals: usize) -> String {
    let mut text = decimal(number, decimals);
    if !text.starts_with('-') {
        text.insert(0, '+');
    }
    text
}

/// Causes and what they led to, in one line: "reading x: permission denied".
pub(super) fn chained(parts: impl IntoIterator<Item = String>) -> String {
    let between = match language() {
        Language::English => ": ",
        Language::French => "\u{a0}: ",
    };
    let mut line = String::new();
    for (number, part) in parts.into_iter().enumerate() {
        let _ = write!(line, "{}{part}", if number > 0 { between } else { "" });
    }
    line
}

/// What an argument of a text may be: a number, which chooses the plural, or words.
pub(super) trait Value {
    /// The value for the bundle.
    fn value(self) -> FluentValue<'static>;
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl Value for $number {
            fn value(self) -> FluentValue<'static> {
                FluentValue::from(self)
            }
        }
    )*};
}
numbers!(u32, u64, usize);

impl Value for &str {
    fn value(self) -> FluentValue<'static> {
        FluentValue::String(self.to_owned().into())
    }
}

impl Value for String {
    fn value(self) -> FluentValue<'static> {
        FluentValue::String(self.into())
    }
}

impl Value for &String {
    fn value(self) -> FluentValue<'static> {
        self.as_str().value()
    }
}

impl Value for std::path::Display<'_> {
    fn value(self) -> FluentValue<'static> {
        self.to_string().value()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_from_five_digits_on() {
        assert_eq!(["0", "9999"].map(str::to_owned), [group(0, ','), group(9999, ',')]);
        assert_eq!([group(26_953, ','), group(1_234_567, ' ')], ["26,953", "1 234 567"]);
        assert_eq!(group(123_456, '\u{202f}'), "123\u{202f}456");
    }

    #[test]
    fn plurals_follow_the_language() {
        let posts = |language, count: u64| {
            let arguments: FluentArgs = [("posts", count.value())].into_iter().collect();
            text_in(language, "posts", &arguments).expect("the text")
        };
        let english = [0, 1, 2].map(|count| posts(Language::English, count));
        assert_eq!(english, ["0 posts", "1 post", "2 posts"]);
        let french = [0, 1, 2].map(|count| posts(Language::French, count));
        assert_eq!(french, ["0 billet", "1 billet", "2 billets"].map(|text| text.replace(' ', "\u{a0}")));
    }
}

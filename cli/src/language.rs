//! The language of the terminal: named by `--ui`, or by the variables of the locale. The locale of the system is never
//! set, so that it need not be installed.

use std::cell::Cell;
use std::ffi::OsString;
use std::sync::OnceLock;

/// A language of the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Language {
    /// English, where nothing else is asked for.
    #[default]
    English,
    /// French.
    French,
}

static LANGUAGE: OnceLock<Language> = OnceLock::new();

thread_local! {
    /// The language of a piece of work, in place of that of the run.
    static MEANWHILE: Cell<Option<Language>> = const { Cell::new(None) };
}

/// The variables that name the language of messages, the strongest first.
const VARIABLES: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// Sets the language for the whole run; only the first call counts.
pub(super) fn set(language: Language) {
    let _ = LANGUAGE.set(language);
}

/// The language of the run; English until it is set.
pub(super) fn language() -> Language {
    MEANWHILE.get().or_else(|| LANGUAGE.get().copied()).unwrap_or_default()
}

/// Does a piece of work in a language, on this thread.
pub(super) fn while_in<T>(language: Language, work: impl FnOnce() -> T) -> T {
    let before = MEANWHILE.replace(Some(language));
    let made = work();
    MEANWHILE.set(before);
    made
}

/// The language that the arguments ask for, or that the variables of the environment name. The arguments are looked
/// through before they are parsed, so that what parsing says is in the right language.
pub(super) fn choose(
    arguments: impl IntoIterator<Item = OsString>,
    variable: impl Fn(&str) -> Option<OsString>,
) -> Language {
    asked_for(arguments).unwrap_or_else(|| {
        let named = VARIABLES.iter().filter_map(|name| variable(name)).find(|value| !value.is_empty());
        named.and_then(|value| of_locale(value.to_str()?)).unwrap_or_default()
    })
}

/// The value of the last `--ui`, if it is a language.
fn asked_for(arguments: impl IntoIterator<Item = OsString>) -> Option<Language> {
    let mut asked = None;
    let mut arguments = arguments.into_iter().take_while(|argument| argument != "--");
    while let Some(argument) = arguments.next() {
        let Some(argument) = argument.to_str() else { continue };
        let value = match argument.strip_prefix("--ui") {
            Some("") => arguments.next().and_then(|value| value.into_string().ok()),
            Some(value) => value.strip_prefix('=').map(str::to_owned),
            None => continue,
        };
        asked = match value.as_deref() {
            Some("fr") => Some(Language::French),
            Some("en") => Some(Language::English),
            _ => asked,
        };
    }
    asked
}

/// The language of a locale, as in `fr_FR.UTF-8`, `fr` or `fr_CA@euro`.
fn of_locale(locale: &str) -> Option<Language> {
    match locale.split(['_', '.', '@', '-']).next() {
        Some(code) if code.eq_ignore_ascii_case("fr") => Some(Language::French),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(arguments: &[&str], variables: &[(&str, &str)]) -> Language {
        let variable = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| OsString::from(value))
        };
        choose(arguments.iter().map(OsString::from), variable)
    }

    #[test]
    fn the_strongest_variable_that_is_not_empty_decides() {
        assert_eq!(chosen(&[], &[]), Language::English);
        for french in ["fr_FR.UTF-8", "fr", "fr_CA", "fr_BE@euro", "FR"] {
            assert_eq!(chosen(&[], &[("LANG", french)]), Language::French, "{french}");
        }
        for other in ["C", "POSIX", "en_US.UTF-8", "de_DE.UTF-8", "fro", "frr_DE", ""] {
            assert_eq!(chosen(&[], &[("LANG", other)]), Language::English, "{other}");
        }
        let french = ("LANG", "fr_FR.UTF-8");
        assert_eq!(chosen(&[], &[french, ("LC_ALL", "C")]), Language::English);
        assert_eq!(chosen(&[], &[french, ("LC_ALL", ""), ("LC_MESSAGES", "")]), Language::French);
        assert_eq!(chosen(&[], &[("LANG", "en_GB"), ("LC_MESSAGES", "fr_FR")]), Language::French);
    }

    #[test]
    fn an_argument_is_stronger_than_every_variable() {
        let english = [("LC_ALL", "en_US.UTF-8")];
        assert_eq!(chosen(&["extract", "--ui", "fr", "a.md"], &english), Language::French);
        assert_eq!(chosen(&["--ui=fr", "extract"], &english), Language::French);
        assert_eq!(chosen(&["--ui=fr", "--ui=en"], &english), Language::English);
        assert_eq!(chosen(&["extract", "--", "--ui=fr"], &english), Language::English);
        assert_eq!(chosen(&["--ui=de"], &[("LANG", "fr_FR")]), Language::French);
        assert_eq!(chosen(&["--ui"], &english), Language::English);
    }
}

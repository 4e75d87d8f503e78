//! What clap says of wrong usage, in the language of the user: rendered from the kind of the error and its context.

use std::fmt::Write as _;

use clap::builder::Styles;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use super::catalogue::tr;
use super::library_texts::translated;

/// The whole message for an error of usage, with colours, which a plain stream leaves out.
pub(super) fn render(error: &Error) -> String {
    let styles = Styles::default();
    let (label, usage, good) = (styles.get_error(), styles.get_usage(), styles.get_valid());
    let mut out = format!("{label}{}{label:#} {}\n", tr!("usage-error"), what(error));
    let known = [
        (ContextKind::ValidValue, tr!("usage-values", values = list(error, ContextKind::ValidValue))),
        (
            ContextKind::ValidSubcommand,
            tr!("usage-commands", commands = list(error, ContextKind::ValidSubcommand)),
        ),
    ];
    for (kind, line) in known {
        if !list(error, kind).is_empty() {
            let _ = writeln!(out, "  {line}");
        }
    }
    let tips = tips(error);
    if !tips.is_empty() {
        out.push('\n');
    }
    for tip in tips {
        let _ = writeln!(out, "  {good}{}{good:#} {tip}", tr!("usage-tip"));
    }
    if let Some(ContextValue::StyledStr(text)) = error.get(ContextKind::Usage) {
        let text = text.to_string();
        let text = text.strip_prefix("Usage:").unwrap_or(&text).trim();
        let _ = write!(out, "\n{usage}{}{usage:#} {text}\n", tr!("usage"));
    }
    let _ = write!(out, "\n{}\n", tr!("usage-more"));
    out
}

/// What is wrong.
fn what(error: &Error) -> String {
    let argument = one(error, ContextKind::InvalidArg);
    let value = one(error, ContextKind::InvalidValue);
    let number = |kind| match error.get(kind) {
        Some(ContextValue::Number(number)) => usize::try_from(*number).unwrap_or(0),
        _ => 0,
    };
    match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => tr!("usage-value-missing", argument = argument),
        ErrorKind::InvalidValue => tr!("usage-value", value = value, argument = argument),
        ErrorKind::ValueValidation => {
            tr!("usage-value-reason", value = value, argument = argument, reason = reason(error))
        }
        ErrorKind::UnknownArgument => tr!("usage-argument", argument = argument),
        ErrorKind::InvalidSubcommand => {
            tr!("usage-command", command = one(error, ContextKind::InvalidSubcommand))
        }
        ErrorKind::NoEquals => tr!("usage-equals", argument = argument),
        ErrorKind::TooManyValues => tr!("usage-too-many", value = value, argument = argument),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => tr!(
            "usage-number-of-values",
            argument = argument,
            wanted = number(ContextKind::MinValues).max(number(ContextKind::ExpectedNumValues)),
            given = number(ContextKind::ActualNumValues)
        ),
        ErrorKind::ArgumentConflict => match list(error, ContextKind::PriorArg) {
            other if other.is_empty() || other == argument => tr!("usage-twice", argument = argument),
            other => tr!("usage-conflict", argument = argument, other = other),
        },
        ErrorKind::MissingRequiredArgument => {
            tr!("usage-required", arguments = list(error, ContextKind::InvalidArg))
        }
        ErrorKind::MissingSubcommand => tr!("usage-no-command"),
        ErrorKind::InvalidUtf8 => tr!("usage-utf8"),
        _ => {
            let text = error.to_string();
            let text = text.strip_prefix("error: ").unwrap_or(&text);
            text.lines().next().unwrap_or_default().to_owned()
        }
    }
}

/// Why a value is refused, where its parser says it.
pub(super) fn reason(error: &Error) -> String {
    match std::error::Error::source(error) {
        Some(source) if source.is::<std::num::ParseIntError>() => tr!("parse-number"),
        Some(source) => translated(&source.to_string()),
        None => String::new(),
    }
}

/// What may have been meant.
fn tips(error: &Error) -> Vec<String> {
    let mut tips = Vec::new();
    for kind in [ContextKind::SuggestedArg, ContextKind::SuggestedValue, ContextKind::SuggestedSubcommand] {
        let names = list(error, kind);
        if !names.is_empty() {
            tips.push(tr!("usage-similar", names = names));
        }
    }
    let argument = one(error, ContextKind::InvalidArg);
    if error.kind() == ErrorKind::UnknownArgument
        && argument.starts_with('-')
        && error.get(ContextKind::Suggested).is_some()
    {
        tips.push(tr!("usage-as-name", argument = argument));
    }
    tips
}

/// The first of the names of a context.
fn one(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(name)) => name.clone(),
        Some(ContextValue::Strings(names)) => names.first().cloned().unwrap_or_default(),
        _ => String::new(),
    }
}

/// The names of a context.
fn list(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(name)) => name.clone(),
        Some(ContextValue::Strings(names)) => names.join(", "),
        _ => String::new(),
    }
}

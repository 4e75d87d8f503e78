//! Errors in the language of the user: their causes in one line, those of the library and of the system recognized.

use std::io;

use super::catalogue::{chained, tr};
use super::language::{Language, language};
use super::library_texts::translated;
use glane::archive::ArchiveError;

/// An error with its causes, in one line.
pub(super) fn of(error: &anyhow::Error) -> String {
    chained(error.chain().map(|cause| match cause.downcast_ref::<io::Error>() {
        Some(error) => of_system(error),
        None => translated(&cause.to_string()),
    }))
}

/// What the system says.
fn of_system(error: &io::Error) -> String {
    use io::ErrorKind as Kind;
    if let Some(inner) = error.get_ref() {
        return translated(&inner.to_string());
    }
    match error.kind() {
        Kind::NotFound => tr!("io-not-found"),
        Kind::PermissionDenied => tr!("io-denied"),
        Kind::AlreadyExists => tr!("io-exists"),
        Kind::IsADirectory => tr!("io-directory"),
        Kind::NotADirectory => tr!("io-not-directory"),
        Kind::StorageFull => tr!("io-full"),
        Kind::ReadOnlyFilesystem => tr!("io-read-only"),
        Kind::UnexpectedEof => tr!("io-end"),
        Kind::InvalidData => tr!("io-utf8"),
        _ => error.to_string(),
    }
}

/// A post or an input that could not be read: where, why, and what to do.
pub(super) fn of_post(error: &ArchiveError) -> String {
    if language() == Language::English {
        return error.to_string();
    }
    let source = ArchiveError::shown(&error.source_name);
    let reason = ArchiveError::shown(&translated(&error.reason));
    let reason = match error.count {
        0 | 1 => reason,
        count => tr!("more-errors", reason = reason, count = count - 1),
    };
    let remedy = translated(error.remedy);
    match error.line {
        None => tr!("unreadable-post", source = source, reason = reason, remedy = remedy),
        // A number of a line is not grouped: it is looked up in an editor.
        Some(line) => {
            let line = line.to_string();
            tr!("unreadable-line", source = source, line = line, reason = reason, remedy = remedy)
        }
    }
}

//! Where outputs go: the directory and the name of a file, and the checks before anything is written.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use anyhow::{Context, bail};

use super::catalogue::tr;

/// The directory of a file: its parent, or `.`.
pub(super) fn directory_of(file: &Path) -> &Path {
    file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The directory and the name of a file to write; an error where a directory is in its place.
pub(super) fn file(path: &Path) -> anyhow::Result<(&Path, &OsStr)> {
    let Some(name) = path.file_name() else { bail!(tr!("name-a-file", path = path.display())) };
    if path.is_dir() {
        bail!(tr!("is-a-directory", path = path.display()));
    }
    Ok((directory_of(path), name))
}

/// Makes a directory to write to, if it does not exist; returns whether it is new.
pub(super) fn make_directory(path: &Path) -> anyhow::Result<bool> {
    if path.exists() && !path.is_dir() {
        bail!(tr!("is-a-file", path = path.display()));
    }
    let is_new = !path.exists();
    fs::create_dir_all(path).with_context(|| tr!("making-directory", path = path.display()))?;
    Ok(is_new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_a_directory_is_in_the_current_one() {
        assert_eq!(directory_of(Path::new("a.json")), Path::new("."));
        assert_eq!(directory_of(Path::new("d/a.json")), Path::new("d"));
        assert_eq!(directory_of(Path::new("/a.json")), Path::new("/"));
        assert_eq!(file(Path::new("d/a.json")).expect("a file"), (Path::new("d"), OsStr::new("a.json")));
        assert!(file(Path::new("/")).is_err() && file(Path::new(".")).is_err());
    }
}

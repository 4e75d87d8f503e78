//! Locks on outputs: of two runs that write to one place, the second is refused and told who holds it.
//!
//! The lock is held by the operating system, so it ends with its process, however that ends. The file beside the output
//! only carries the number of the process.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::catalogue::tr;
use super::outputs::beside;

/// A lock on an output; it is released when it is dropped.
pub(super) struct Lock {
    /// Locked as long as it is open.
    _file: File,
    path: PathBuf,
}

impl Lock {
    /// Locks a directory that a command writes to.
    pub(super) fn directory(directory: &Path) -> anyhow::Result<Self> {
        Self::acquire(directory.join(".glane.lock"), directory)
    }

    /// Locks a file that a command writes.
    pub(super) fn file(directory: &Path, name: &OsStr) -> anyhow::Result<Self> {
        Self::acquire(directory.join(beside(name, ".lock")), &directory.join(name))
    }

    fn acquire(path: PathBuf, output: &Path) -> anyhow::Result<Self> {
        let locking = || tr!("locking", path = output.display());
        loop {
            let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
            let mut file = opened.with_context(locking)?;
            match file.try_lock() {
                Ok(()) => {}
                // Some network file systems have no locks.
                Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(error).with_context(locking),
                Err(TryLockError::WouldBlock) => {
                    let mut holder = String::new();
                    let _ = file.read_to_string(&mut holder);
                    bail!(tr!("locked", path = output.display(), process = holder.trim()));
                }
            }
            // The holder before may have removed the file between opening and locking: then another file stands
            // there now, or none.
            if !is_same(&file, &path) {
                continue;
            }
            let written = file.set_len(0).and_then(|()| write!(file, "{}", std::process::id()));
            written.with_context(locking)?;
            return Ok(Self { _file: file, path });
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Still locked: no other process can hold a file of this name.
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(unix)]
fn is_same(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let same = |one: &fs::Metadata, two: &fs::Metadata| (one.dev(), one.ino()) == (two.dev(), two.ino());
    matches!((file.metadata(), fs::symlink_metadata(path)), (Ok(one), Ok(two)) if same(&one, &two))
}

#[cfg(not(unix))]
fn is_same(_file: &File, path: &Path) -> bool {
    path.exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_lock_is_refused_with_the_holder_until_the_first_is_released() {
        let directory = tempfile::tempdir().expect("a directory");
        let first = Lock::directory(directory.path()).expect("a lock");
        let refused = Lock::directory(directory.path()).err().expect("it is held").to_string();
        assert!(refused.contains(&format!("process {}", std::process::id())), "{refused}");
        drop(first);
        drop(Lock::directory(directory.path()).expect("it is free"));
        assert_eq!(fs::read_dir(directory.path()).expect("a directory").count(), 0);
    }
}

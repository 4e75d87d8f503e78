//! Links in a directory that is walked: which of them are followed. A link is followed where it is asked for and stays
//! inside the directory; each linked directory is entered once, and never from inside itself, so that a walk ends.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::{ArchiveError, ErrorKind};

/// The links of one walk.
pub(super) struct Links {
    /// The directory that is walked.
    root: PathBuf,
    follows: bool,
    /// The directories that links led into so far, by their true paths.
    entered: HashSet<PathBuf>,
    left_out: usize,
}

/// What becomes of a link.
pub(super) enum Verdict {
    /// It is read like the file that it leads to.
    File,
    /// It is walked like the directory that it leads to.
    Directory,
    /// It is not followed, which is counted.
    LeaveOut,
    /// It cannot be followed.
    Refuse(ArchiveError),
}

impl Links {
    pub(super) fn new(root: &Path, follows: bool) -> Self {
        Self { root: root.to_owned(), follows, entered: HashSet::new(), left_out: 0 }
    }

    /// The number of links that were left out since the last call.
    pub(super) fn take_left_out(&mut self) -> usize {
        std::mem::take(&mut self.left_out)
    }

    /// Decides on the link at `path`, which the walk came to.
    pub(super) fn judge(&mut self, path: &Path) -> Verdict {
        let refuse = |reason: &str, remedy| {
            let error = ArchiveError::new(ErrorKind::Unreadable, &path.display().to_string(), reason);
            Verdict::Refuse(error.with_remedy(remedy))
        };
        let target = match path.canonicalize() {
            Ok(target) => target,
            Err(error) => return Verdict::Refuse(broken(path, &error)),
        };
        if !self.follows {
            self.left_out += 1;
            return Verdict::LeaveOut;
        }
        let Ok(root) = self.root.canonicalize() else { return Verdict::LeaveOut };
        if !target.starts_with(&root) {
            let reason = "the link leads out of the directory that is read";
            return refuse(reason, "name what it leads to as an input of its own");
        }
        if !target.is_dir() {
            return Verdict::File;
        }
        // The directories on the way here, by whatever links.
        let inside = path.parent().into_iter().flat_map(Path::ancestors);
        let inside = inside.take_while(|above| above.as_os_str().len() >= self.root.as_os_str().len());
        if inside.filter_map(|above| above.canonicalize().ok()).any(|above| above == target) {
            return refuse("the link leads back to a directory that it lies in", "remove the link");
        }
        if !self.entered.insert(target) {
            self.left_out += 1;
            return Verdict::LeaveOut;
        }
        Verdict::Directory
    }
}

/// The error of a link that cannot be followed to its end, if `path` is one.
pub(super) fn error_of_link(path: &Path, error: &io::Error) -> Option<ArchiveError> {
    let is_link = fs::symlink_metadata(path).is_ok_and(|found| found.file_type().is_symlink());
    is_link.then(|| broken(path, error))
}

fn broken(path: &Path, error: &io::Error) -> ArchiveError {
    let name = path.display().to_string();
    if error.kind() == io::ErrorKind::NotFound {
        let target = fs::read_link(path).map(|target| target.display().to_string()).unwrap_or_default();
        let reason = format!("the link leads nowhere: there is no {target}");
        return ArchiveError::new(ErrorKind::Unreadable, &name, reason)
            .with_remedy("restore what it leads to, or remove the link");
    }
    // Links that lead to each other have no error kind of their own on every system.
    match fs::read_link(path) {
        Ok(_) if error.kind() != io::ErrorKind::PermissionDenied => {
            ArchiveError::new(ErrorKind::Unreadable, &name, format!("the link cannot be followed ({error})"))
                .with_remedy("remove the link")
        }
        _ => ArchiveError::io(&name, error),
    }
}

//! Files that Glane wrote for its own commands, named for what they are where they are given to another command.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::bail;

use super::catalogue::tr;

/// A kind of file that a command of Glane reads back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Own {
    /// Counts that `glane analyze --save` saved.
    Saved,
    /// A ranker that `glane learn` trained.
    Ranker,
    /// Frequencies that `glane background` counted.
    Background,
}

impl Own {
    /// The kinds, and how their files begin.
    pub(super) const BEGINNINGS: [(Self, &[u8]); 3] = [
        (Self::Saved, b"glane aggregate\n"),
        (Self::Ranker, b"glane ranker"),
        (Self::Background, b"glanebg"),
    ];

    /// The kind of a file, by its first bytes.
    pub(super) fn of(path: &Path) -> Option<Self> {
        const LONGEST: u64 = 16;
        let mut beginning = Vec::new();
        // A pipe could be read only once.
        if !path.is_file() {
            return None;
        }
        File::open(path).and_then(|file| file.take(LONGEST).read_to_end(&mut beginning)).ok()?;
        let kinds = Self::BEGINNINGS.into_iter();
        kinds
            .map(|(kind, start)| (kind, beginning.starts_with(start)))
            .find(|(_, is)| *is)
            .map(|(kind, _)| kind)
    }

    /// An error where a file is of another kind than the one that is wanted.
    pub(super) fn refuse_others(path: &Path, wanted: Option<Self>) -> anyhow::Result<()> {
        match Self::of(path).filter(|kind| Some(*kind) != wanted) {
            None => Ok(()),
            Some(Self::Saved) => bail!(tr!("own-saved", path = path.display())),
            Some(Self::Ranker) => bail!(tr!("own-ranker", path = path.display())),
            Some(Self::Background) => bail!(tr!("own-background", path = path.display())),
        }
    }
}

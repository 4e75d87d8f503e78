//! A copy of posts on disk, for inputs that cannot be read a second time.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::{env, process};

use anyhow::Context;
use serde_json::{Map, Value};

use glane::Post;

/// Posts that were written down; the file goes when they are no longer needed.
pub(super) struct Spool {
    path: PathBuf,
    file: BufWriter<File>,
}

impl Spool {
    /// An empty copy in a directory, or where temporary files stand.
    pub(super) fn create(directory: Option<&Path>) -> anyhow::Result<Self> {
        let temporary = || env::temp_dir().join(format!("glane-{}.posts.part", process::id()));
        let path = directory.map_or_else(temporary, |directory| directory.join(".posts.copy.part"));
        // Among temporary files, never through a link that somebody else put there.
        let file = if directory.is_some() { File::create(&path) } else { File::create_new(&path) };
        let file = file.with_context(|| format!("writing {}", path.display()))?;
        Ok(Self { path, file: BufWriter::with_capacity(1 << 16, file) })
    }

    /// Writes a post down, in two lines: without what its source says beyond the fields of a post, and
    /// that. So neither nests deeper than the source did.
    pub(super) fn add(&mut self, mut post: Post) -> anyhow::Result<()> {
        let meta = std::mem::take(&mut post.meta);
        self.line(&post)
            .and_then(|()| self.line(&meta))
            .with_context(|| format!("writing {}", self.path.display()))
    }

    fn line(&mut self, value: &impl serde::Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.file, value)?;
        self.file.write_all(b"\n")
    }

    /// The posts, as they were written down.
    pub(super) fn read(&mut self) -> anyhow::Result<impl Iterator<Item = io::Result<Post>> + use<>> {
        let reading = || format!("reading {}", self.path.display());
        self.file.flush().with_context(reading)?;
        let mut file = BufReader::with_capacity(1 << 16, File::open(&self.path).with_context(reading)?);
        let mut line = String::new();
        let mut next = move || -> io::Result<Option<Post>> {
            line.clear();
            if file.read_line(&mut line)? == 0 {
                return Ok(None);
            }
            let mut post: Post = serde_json::from_str(&line)?;
            line.clear();
            file.read_line(&mut line)?;
            post.meta = serde_json::from_str::<Map<String, Value>>(&line)?;
            Ok(Some(post))
        };
        Ok(std::iter::from_fn(move || next().transpose()))
    }
}

impl Drop for Spool {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

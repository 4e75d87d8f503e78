//! A copy of posts on disk, for inputs that cannot be read a second time. The caller names the file.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::RunError;
use crate::Post;

/// The copy; the file is removed when it is dropped.
#[derive(Debug)]
pub(super) struct Spool {
    path: PathBuf,
    file: BufWriter<File>,
}

impl Spool {
    /// An empty copy in a new file, never through a link.
    pub(super) fn create(path: &Path) -> Result<Self, RunError> {
        let file = File::create_new(path).map_err(|error| failed("writing", path, error))?;
        Ok(Self { path: path.to_owned(), file: BufWriter::with_capacity(1 << 16, file) })
    }

    /// Writes a post, in two lines: the fields of a post, and what its source says beyond these. So neither line
    /// nests deeper than the source did.
    pub(super) fn add(&mut self, mut post: Post) -> Result<(), RunError> {
        let meta = std::mem::take(&mut post.meta);
        self.line(&post).and_then(|()| self.line(&meta)).map_err(|error| failed("writing", &self.path, error))
    }

    fn line(&mut self, value: &impl serde::Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.file, value)?;
        self.file.write_all(b"\n")
    }

    /// The posts, as they were written.
    pub(super) fn read(
        &mut self,
    ) -> Result<impl Iterator<Item = Result<Post, RunError>> + Send + use<>, RunError> {
        let path = self.path.clone();
        self.file.flush().map_err(|error| failed("writing", &path, error))?;
        let file = File::open(&path).map_err(|error| failed("reading", &path, error))?;
        let mut file = BufReader::with_capacity(1 << 16, file);
        let mut line = String::new();
        let next =
            move || next(&mut file, &mut line).map_err(|error| failed("reading", &path, error)).transpose();
        Ok(std::iter::from_fn(next))
    }
}

fn next(file: &mut BufReader<File>, line: &mut String) -> io::Result<Option<Post>> {
    line.clear();
    if file.read_line(line)? == 0 {
        return Ok(None);
    }
    let mut post: Post = serde_json::from_str(line)?;
    line.clear();
    file.read_line(line)?;
    post.meta = serde_json::from_str::<Map<String, Value>>(line)?;
    Ok(Some(post))
}

fn failed(action: &'static str, path: &Path, source: io::Error) -> RunError {
    RunError::Spool { action, path: path.to_owned(), source }
}

impl Drop for Spool {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

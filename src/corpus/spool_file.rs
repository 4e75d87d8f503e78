//! A file that holds what does not have to be in memory.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// A file at the end of which clones of a store write in turn.
#[derive(Clone, Debug)]
pub(super) struct SpoolFile(Arc<Mutex<File>>);

impl SpoolFile {
    pub(super) fn new(file: File) -> Self {
        Self(Arc::new(Mutex::new(file)))
    }

    /// Writes bytes at the end; returns their place.
    pub(super) fn append(&self, bytes: &[u8]) -> io::Result<u64> {
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let place = file.seek(SeekFrom::End(0))?;
        file.write_all(bytes)?;
        Ok(place)
    }

    /// Reads the bytes at a place.
    pub(super) fn read(&self, place: u64, bytes: &mut [u8]) -> io::Result<()> {
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(place))?;
        file.read_exact(bytes)
    }
}

//! A single reading of the inputs, ahead of what is done with the posts.
//!
//! How bytes become posts is decided in [`archive`](crate::archive).

use std::panic::resume_unwind;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::{Cancellation, RunError};
use crate::Post;
use crate::archive::{self, ArchiveError, Input, Posts, ReadOptions};

/// Bytes of text and number of posts that the thread hands over together, and the number of such batches that wait.
const BATCH_BYTES: usize = 1 << 17;
const BATCH_POSTS: usize = 128;
const WAITING: usize = 4;
/// How often a reader that waits for posts looks whether it was cancelled.
const POLL: Duration = Duration::from_millis(50);

/// A post, or why it could not be read.
type Item = Result<Post, ArchiveError>;

/// The posts of some inputs in their order, read ahead by a thread.
///
/// It ends early when it is cancelled. Dropped early, it leaves a thread behind that ends with the post it reads.
#[derive(Debug)]
pub struct Reader {
    batches: Receiver<Vec<Item>>,
    /// The thread; it returns the numbers of files that it passed over, and of links that it left out.
    thread: Option<JoinHandle<(usize, usize)>>,
    batch: std::vec::IntoIter<Item>,
    cancellation: Cancellation,
    passed_over: usize,
    links_left_out: usize,
}

impl Reader {
    /// Starts to read.
    ///
    /// # Errors
    ///
    /// [`RunError::Thread`] when the system gives no thread.
    pub fn open(
        inputs: Vec<Input>,
        options: ReadOptions,
        cancellation: &Cancellation,
    ) -> Result<Self, RunError> {
        Self::ahead(archive::read(inputs, options), cancellation)
    }

    /// The same, but posts that share an id keep it.
    pub(super) fn open_with_shared_ids(
        inputs: Vec<Input>,
        options: ReadOptions,
        cancellation: &Cancellation,
    ) -> Result<Self, RunError> {
        Self::ahead(archive::read(inputs, options).with_shared_ids(), cancellation)
    }

    fn ahead(posts: Posts, cancellation: &Cancellation) -> Result<Self, RunError> {
        let (sender, batches) = sync_channel(WAITING);
        let thread = thread::Builder::new()
            .name("glane-reader".to_owned())
            .spawn(move || read_ahead(posts, &sender))
            .map_err(RunError::Thread)?;
        Ok(Self {
            batches,
            thread: Some(thread),
            batch: Vec::new().into_iter(),
            cancellation: cancellation.clone(),
            passed_over: 0,
            links_left_out: 0,
        })
    }

    /// The number of files without posts that were passed over; known when the reader has ended.
    pub fn passed_over(&self) -> usize {
        self.passed_over
    }

    /// The number of links in directories that were not followed; known when the reader has ended.
    pub fn links_left_out(&self) -> usize {
        self.links_left_out
    }
}

impl Iterator for Reader {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if self.cancellation.is_cancelled() {
                return None;
            }
            if let Some(item) = self.batch.next() {
                return Some(item);
            }
            match self.batches.recv_timeout(POLL) {
                Ok(batch) => self.batch = batch.into_iter(),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    let thread = self.thread.take()?;
                    (self.passed_over, self.links_left_out) =
                        thread.join().unwrap_or_else(|panic| resume_unwind(panic));
                }
            }
        }
    }
}

/// Reads to the end, or until the reader is dropped; returns the numbers of files that were passed over, and of links that
/// were left out.
fn read_ahead(mut posts: Posts, sender: &SyncSender<Vec<Item>>) -> (usize, usize) {
    let mut batch = Vec::new();
    let mut bytes = 0;
    loop {
        let next = posts.next();
        let is_end = next.is_none();
        if let Some(item) = next {
            bytes += item.as_ref().map_or(0, |post| post.text.len());
            batch.push(item);
        }
        if is_end || bytes >= BATCH_BYTES || batch.len() >= BATCH_POSTS {
            bytes = 0;
            if sender.send(std::mem::take(&mut batch)).is_err() || is_end {
                return (posts.passed_over(), posts.links_left_out());
            }
        }
    }
}

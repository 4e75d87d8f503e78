//! Many posts in parallel: batches go out to the threads as they are drawn, and reports come back in the
//! order of the posts.
//!
//! What is done with one post is decided in [`stages`](super::stages).

use std::any::Any;
use std::collections::VecDeque;
use std::fmt;
use std::iter::Fuse;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, sync_channel};
use std::time::Duration;

use rayon::Yield;

use super::Analyzer;
use crate::{Annotation, Post, PostReport};

/// Bytes of text and number of posts that make a batch, the job of one thread.
const BATCH_BYTES: usize = 1 << 17;
const BATCH_POSTS: usize = 512;
/// Bytes of text in the batches that are out, for each thread, from which on no other batch is drawn: of posts larger
/// than this few are analyzed at once, so that the memory of a run has a bound.
const BYTES_OUT: usize = 1 << 20;
/// How long a thread of the pool waits for a batch before it looks for queued jobs again.
const WAIT: Duration = Duration::from_millis(1);

/// The results of a batch, or the panic that ended it.
type BatchResult<T> = Result<Vec<T>, Box<dyn Any + Send>>;

/// What is made of a post and its report, on the thread that analyzed it.
type Make<T> = dyn Fn(Post, PostReport) -> T + Send + Sync;

/// The reports of [`Analyzer::analyze_all`], each with its post, or what [`Analyzer::analyze_all_with`]
/// made of them, in the order of the posts.
pub struct Reports<'a, I, T = (Post, PostReport)> {
    analyzer: &'a Analyzer,
    posts: Fuse<I>,
    make: Arc<Make<T>>,
    /// The batches that were drawn and not given out, in order, with their bytes of text.
    pending: VecDeque<(Receiver<BatchResult<T>>, usize)>,
    /// The sum of these bytes.
    bytes_out: usize,
    ready: std::vec::IntoIter<T>,
}

impl Analyzer {
    /// Analyzes posts in parallel, as they come; reports come out in the order of the posts.
    ///
    /// Posts are drawn on the calling thread, and reports are given out on it, while other posts are
    /// analyzed. Some hundred kilobytes of posts are held for each thread; of posts that are larger than a mebibyte, no
    /// more than one besides a mebibyte for each thread.
    pub fn analyze_all<I: IntoIterator<Item = Post>>(&self, posts: I) -> Reports<'_, I::IntoIter> {
        self.analyze_all_with(posts, |post, report| (post, report))
    }

    /// The same, and calls `make` with each post and its report on the thread that analyzed it; the results
    /// come out in the order of the posts. Lines of a file are best written into buffers here, by all threads:
    /// the calling thread then only writes the buffers.
    ///
    /// A panic in `make` resumes on the calling thread, as one in the analysis does.
    ///
    /// ```
    /// use glane::{Analyzer, Post};
    ///
    /// let analyzer = Analyzer::builder().build()?;
    /// let posts = [Post::new("a", "Le vélo cargo roule."), Post::new("b", "Le pain lève.")];
    /// let lines = analyzer.analyze_all_with(posts, |post, report| {
    ///     format!("{}: {} words", post.id, report.stats.words)
    /// });
    /// assert_eq!(lines.collect::<Vec<_>>(), ["a: 4 words", "b: 3 words"]);
    /// # Ok::<(), glane::BuildError>(())
    /// ```
    pub fn analyze_all_with<I, T>(
        &self,
        posts: I,
        make: impl Fn(Post, PostReport) -> T + Send + Sync + 'static,
    ) -> Reports<'_, I::IntoIter, T>
    where
        I: IntoIterator<Item = Post>,
        T: Send + 'static,
    {
        Reports {
            analyzer: self,
            posts: posts.into_iter().fuse(),
            make: Arc::new(make),
            pending: VecDeque::new(),
            bytes_out: 0,
            ready: Vec::new().into_iter(),
        }
    }
}

impl<I: Iterator<Item = Post>, T: Send + 'static> Reports<'_, I, T> {
    /// Draws batches until every thread has one to work on and one in reserve, or enough bytes are out.
    fn draw(&mut self) {
        let threads = self.analyzer.threads().count();
        while self.pending.len() < threads * 2 + 1 && self.bytes_out < threads * BYTES_OUT {
            let (batch, bytes) = draw(&mut self.posts);
            if batch.is_empty() {
                break;
            }
            let (sender, receiver) = sync_channel(1);
            let make = Arc::clone(&self.make);
            self.analyzer.spawn(move |analyzer| {
                let made = catch_unwind(AssertUnwindSafe(|| analyzer.run_batch(batch, &*make)));
                // The stream may have been dropped.
                let _ = sender.send(made);
            });
            self.pending.push_back((receiver, bytes));
            self.bytes_out += bytes;
        }
    }
}

/// Waits for a batch. On a thread of the pool, queued jobs are run meanwhile: the batch may be one of them, and no
/// other thread may be free to run it.
fn wait<T>(analyzer: &Analyzer, batch: &Receiver<BatchResult<T>>) -> Option<BatchResult<T>> {
    loop {
        match batch.try_recv() {
            Ok(made) => return Some(made),
            Err(TryRecvError::Disconnected) => return None,
            Err(TryRecvError::Empty) => {}
        }
        match analyzer.threads().run_queued() {
            None => return batch.recv().ok(),
            Some(Yield::Executed) => {}
            // Another thread works on the batch.
            Some(Yield::Idle) => match batch.recv_timeout(WAIT) {
                Ok(made) => return Some(made),
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) => {}
            },
        }
    }
}

/// The posts of a batch and their bytes of text.
fn draw(posts: &mut impl Iterator<Item = Post>) -> (Vec<Post>, usize) {
    let mut batch = Vec::new();
    let mut bytes = 0;
    while bytes < BATCH_BYTES && batch.len() < BATCH_POSTS {
        let Some(post) = posts.next() else { break };
        bytes += post.text.len() + post.title.len() + post.annotations.len() * size_of::<Annotation>();
        batch.push(post);
    }
    (batch, bytes)
}

impl<I: Iterator<Item = Post>, T: Send + 'static> Iterator for Reports<'_, I, T> {
    type Item = T;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(made) = self.ready.next() {
                return Some(made);
            }
            self.draw();
            let (batch, bytes) = self.pending.pop_front()?;
            let made = wait(self.analyzer, &batch)?;
            self.bytes_out -= bytes;
            match made {
                Ok(made) => self.ready = made.into_iter(),
                Err(panic) => resume_unwind(panic),
            }
        }
    }
}

impl<I, T> fmt::Debug for Reports<'_, I, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reports").field("pending", &self.pending.len()).finish_non_exhaustive()
    }
}

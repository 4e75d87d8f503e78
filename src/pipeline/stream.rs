//! Many posts in parallel: batches go out to the threads as they are drawn, and reports come back in the
//! order of the posts.
//!
//! What is done with one post is the analyzer's business.

use std::any::Any;
use std::collections::VecDeque;
use std::fmt;
use std::iter::Fuse;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};

use crate::pipeline::Analyzer;
use crate::{Annotation, Post, PostReport};

/// Bytes of text and posts that make a batch, the job of one thread.
const BATCH_BYTES: usize = 1 << 17;
const BATCH_POSTS: usize = 512;

/// A batch that is being analyzed; a panic comes back as it was thrown.
type UnderWay<T> = Receiver<Result<Vec<T>, Box<dyn Any + Send>>>;

/// What is made of a post and its report, on the thread that analyzed it.
type Make<T> = dyn Fn(Post, PostReport) -> T + Send + Sync;

/// The reports of [`Analyzer::analyze_all`], each with its post, or what [`Analyzer::analyze_all_with`]
/// made of them, in the order of the posts.
pub struct Reports<'a, I, T = (Post, PostReport)> {
    analyzer: &'a Analyzer,
    posts: Fuse<I>,
    make: Arc<Make<T>>,
    /// The batches that were drawn and not given out, in order.
    under_way: VecDeque<UnderWay<T>>,
    ready: std::vec::IntoIter<T>,
}

impl Analyzer {
    /// Analyzes posts in parallel, as they come; reports come out in the order of the posts.
    ///
    /// Posts are drawn on the calling thread, and reports are given out on it, while other posts are
    /// analyzed. Some hundred kilobytes of posts are held for each thread.
    pub fn analyze_all<I: IntoIterator<Item = Post>>(&self, posts: I) -> Reports<'_, I::IntoIter> {
        self.analyze_all_with(posts, |post, report| (post, report))
    }

    /// The same, and makes something of each post and its report while they are at hand: what is made
    /// comes out, in the order of the posts. A line of a file is best written into a buffer here, by all
    /// threads, and the calling thread is left with writing the buffers.
    ///
    /// A panic in `make` comes out on the calling thread, as one in the analysis does.
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
            under_way: VecDeque::new(),
            ready: Vec::new().into_iter(),
        }
    }
}

impl<I: Iterator<Item = Post>, T: Send + 'static> Reports<'_, I, T> {
    /// Draws batches until every thread has one to do and one to go on with.
    fn draw(&mut self) {
        let most = self.analyzer.threads() * 2 + 1;
        while self.under_way.len() < most {
            let batch = draw(&mut self.posts);
            if batch.is_empty() {
                break;
            }
            let (sender, receiver) = sync_channel(1);
            let make = Arc::clone(&self.make);
            self.analyzer.spawn(move |analyzer| {
                let made = catch_unwind(AssertUnwindSafe(|| analyzer.run_batch(batch, &*make)));
                // Nobody may be waiting any more.
                let _ = sender.send(made);
            });
            self.under_way.push_back(receiver);
        }
    }
}

fn draw(posts: &mut impl Iterator<Item = Post>) -> Vec<Post> {
    let mut batch = Vec::new();
    let mut bytes = 0;
    while bytes < BATCH_BYTES && batch.len() < BATCH_POSTS {
        let Some(post) = posts.next() else { break };
        bytes += post.text.len() + post.title.len() + post.annotations.len() * size_of::<Annotation>();
        batch.push(post);
    }
    batch
}

impl<I: Iterator<Item = Post>, T: Send + 'static> Iterator for Reports<'_, I, T> {
    type Item = T;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(made) = self.ready.next() {
                return Some(made);
            }
            self.draw();
            match self.under_way.pop_front()?.recv() {
                Ok(Ok(made)) => self.ready = made.into_iter(),
                Ok(Err(panic)) => resume_unwind(panic),
                // The job was never run: its pool is gone, and with it everything else.
                Err(_) => return None,
            }
        }
    }
}

impl<I, T> fmt::Debug for Reports<'_, I, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reports").field("under_way", &self.under_way.len()).finish_non_exhaustive()
    }
}

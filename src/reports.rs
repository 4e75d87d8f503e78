//! Many posts in parallel: batches go out to the threads as they are drawn, and reports come back in the
//! order of the posts.
//!
//! What is done with one post is the analyzer's business.

use std::any::Any;
use std::collections::VecDeque;
use std::iter::Fuse;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Receiver, sync_channel};

use crate::analyzer::Analyzer;
use crate::{Mark, Post, PostReport};

/// Bytes of text and posts that make a batch, the job of one thread.
const BATCH_BYTES: usize = 1 << 17;
const BATCH_POSTS: usize = 512;

/// A batch that is being analyzed; a panic comes back as it was thrown.
type UnderWay = Receiver<Result<Vec<(Post, PostReport)>, Box<dyn Any + Send>>>;

/// The reports of [`Analyzer::analyze_all`], each with its post, in the order of the posts.
#[derive(Debug)]
pub struct Reports<'a, I> {
    analyzer: &'a Analyzer,
    posts: Fuse<I>,
    /// The batches that were drawn and not given out, in order.
    under_way: VecDeque<UnderWay>,
    ready: std::vec::IntoIter<(Post, PostReport)>,
}

impl Analyzer {
    /// Analyzes posts in parallel, as they come; reports come out in the order of the posts.
    ///
    /// Posts are drawn on the calling thread, and reports are given out on it, while other posts are
    /// analyzed. Some hundred kilobytes of posts are held for each thread.
    pub fn analyze_all<I: IntoIterator<Item = Post>>(&self, posts: I) -> Reports<'_, I::IntoIter> {
        Reports {
            analyzer: self,
            posts: posts.into_iter().fuse(),
            under_way: VecDeque::new(),
            ready: Vec::new().into_iter(),
        }
    }
}

impl<I: Iterator<Item = Post>> Reports<'_, I> {
    /// Draws batches until every thread has one to do and one to go on with.
    fn draw(&mut self) {
        let most = self.analyzer.threads() * 2 + 1;
        while self.under_way.len() < most {
            let batch = draw(&mut self.posts);
            if batch.is_empty() {
                break;
            }
            let (sender, receiver) = sync_channel(1);
            self.analyzer.spawn(move |analyzer| {
                let reports = catch_unwind(AssertUnwindSafe(|| analyzer.run_batch(batch)));
                // Nobody may be waiting any more.
                let _ = sender.send(reports);
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
        bytes += post.text.len() + post.title.len() + post.marks.len() * size_of::<Mark>();
        batch.push(post);
    }
    batch
}

impl<I: Iterator<Item = Post>> Iterator for Reports<'_, I> {
    type Item = (Post, PostReport);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(report) = self.ready.next() {
                return Some(report);
            }
            self.draw();
            match self.under_way.pop_front()?.recv() {
                Ok(Ok(reports)) => self.ready = reports.into_iter(),
                Ok(Err(panic)) => resume_unwind(panic),
                // The job was never run: its pool is gone, and with it everything else.
                Err(_) => return None,
            }
        }
    }
}

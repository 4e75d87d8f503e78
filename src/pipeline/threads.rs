//! The threads of an analyzer: a pool that starts when it is first needed.
//!
//! What runs on the threads is decided in the stages and in the stream.

use std::sync::{LazyLock, OnceLock};
use std::thread;

use rayon::{ThreadPool, ThreadPoolBuilder, Yield};

/// The greatest number of threads that an [`Analyzer`](crate::Analyzer) starts: tens of thousands would only wait
/// for each other.
pub const MAX_THREADS: usize = 512;

/// A pool of threads, started when it is first needed.
#[derive(Debug)]
pub(crate) struct Threads {
    /// The number that was asked for; 0 for one for each processor.
    wanted: usize,
    /// Set once; `None` inside where the system gives no thread.
    pool: OnceLock<Option<ThreadPool>>,
}

impl Threads {
    /// So many threads, or with 0 one for each processor; none is started yet.
    pub(crate) fn new(wanted: usize) -> Self {
        Self { wanted, pool: OnceLock::new() }
    }

    fn pool(&self) -> Option<&ThreadPool> {
        self.pool.get_or_init(|| start(self.wanted)).as_ref()
    }

    /// The number of threads that run jobs; 1 where jobs run on the calling thread.
    pub(crate) fn count(&self) -> usize {
        self.pool().map_or(1, ThreadPool::current_num_threads)
    }

    /// Runs a job on one of the threads and waits for it.
    pub(crate) fn install<R: Send>(&self, job: impl FnOnce() -> R + Send) -> R {
        match self.pool() {
            Some(pool) => pool.install(job),
            None => job(),
        }
    }

    /// Queues a job; without threads, it runs now.
    pub(crate) fn spawn(&self, job: impl FnOnce() + Send + 'static) {
        match self.pool() {
            Some(pool) => pool.spawn(job),
            None => job(),
        }
    }

    /// Runs one queued job, if the calling thread belongs to the pool; `None` if it does not.
    pub(crate) fn run_queued(&self) -> Option<Yield> {
        self.pool()?.yield_now()
    }
}

/// Runs a job that uses rayon: on the pool that it is called from, or else on threads of this library, one for each
/// processor. Rayon would start as many as an environment variable says, however many these are.
pub(crate) fn on_some_pool<R: Send>(job: impl FnOnce() -> R + Send) -> R {
    static SHARED: LazyLock<Threads> = LazyLock::new(|| Threads::new(0));
    if rayon::current_thread_index().is_some() { job() } else { SHARED.install(job) }
}

/// Starts the threads, or fewer where the system gives no more. The number of processors is asked of the system:
/// rayon would read an environment variable.
fn start(wanted: usize) -> Option<ThreadPool> {
    let wanted = if wanted == 0 { thread::available_parallelism().map_or(1, usize::from) } else { wanted };
    let mut threads = wanted.min(MAX_THREADS);
    while threads > 0 {
        let builder = ThreadPoolBuilder::new().num_threads(threads);
        if let Ok(pool) = builder.thread_name(|index| format!("glane-{index}")).build() {
            return Some(pool);
        }
        threads /= 2;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_start_when_they_are_needed_and_up_to_a_limit() {
        let threads = Threads::new(2);
        assert!(threads.pool.get().is_none());
        assert_eq!(threads.install(|| 7), 7);
        assert_eq!(threads.count(), 2);
        assert_eq!(Threads::new(usize::MAX).wanted.min(MAX_THREADS), MAX_THREADS);
        assert!(Threads::new(0).count() >= 1);
    }

    #[test]
    fn without_threads_jobs_run_on_the_calling_thread() {
        let threads = Threads { wanted: 1, pool: OnceLock::from(None) };
        let here = thread::current().id();
        assert_eq!(threads.install(|| thread::current().id()), here);
        let (sender, receiver) = std::sync::mpsc::channel();
        threads.spawn(move || sender.send(thread::current().id()).expect("a receiver"));
        assert_eq!(receiver.recv(), Ok(here));
        assert_eq!((threads.count(), threads.run_queued()), (1, None));
    }
}

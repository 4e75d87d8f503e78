//! Times what an archive costs beyond its posts: counting them and making the report, beside extraction.
//!
//! ```text
//! cargo run --release --example make_archive -- 60M > archive.jsonl
//! cargo run --release --example time_aggregate -- archive.jsonl 20000
//! ```
//!
//! Everything runs on one thread, in pairs: the same posts are extracted and then aggregated, three times.
#![allow(missing_docs)]
#![allow(clippy::print_stdout, reason = "it prints what it timed")]

use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

use glane::archive::{self, Input, ReadOptions};
use glane::corpus::Aggregate;
use glane::{Analyzer, Post};

const PAIRS: usize = 3;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = PathBuf::from(arguments.next().ok_or("name an archive")?);
    let at_most = arguments.next().map_or(Ok(20_000), |count| count.parse())?;
    let posts: Vec<Post> = archive::read(vec![Input::Path(path)], ReadOptions::default())
        .filter_map(Result::ok)
        .take(at_most)
        .collect();
    let analyzer = Analyzer::builder().threads(1).build()?;
    println!("{} posts, {} bytes", posts.len(), posts.iter().map(|post| post.text.len()).sum::<usize>());
    for _ in 0..PAIRS {
        let start = Instant::now();
        let reports: Vec<_> = posts.iter().map(|post| analyzer.analyze(post)).collect();
        let extraction = start.elapsed();
        let start = Instant::now();
        let mut aggregate = Aggregate::new();
        for (post, report) in posts.iter().zip(&reports) {
            aggregate.add(post, report);
        }
        let counting = start.elapsed();
        let report = analyzer.install(|| aggregate.report());
        let both = start.elapsed();
        let mut file = Vec::new();
        aggregate.write_to(&mut file)?;
        println!(
            "extraction {extraction:.2?}, counting {counting:.2?}, report {:.2?}: {:.1} % \
             ({} themes, {} bytes saved)",
            both.saturating_sub(counting),
            100.0 * both.as_secs_f64() / extraction.as_secs_f64(),
            report.themes.len(),
            file.len()
        );
    }
    Ok(())
}

//! Embeds the library: keyphrases of one post, then the keyphrases of many posts together.
//!
//! ```text
//! cargo run --example embed
//! ```

use std::io::{self, Write};

use glane::corpus::Aggregate;
use glane::{Analyzer, Post};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    run(&mut io::stdout().lock())
}

/// The example itself. It writes to `out`, so that its test can read the result.
pub(crate) fn run(out: &mut impl Write) -> Result<(), Box<dyn std::error::Error>> {
    // An analyzer is built once and used for all posts. Its options cannot change afterwards; invalid ones
    // are errors of `build`.
    let analyzer = Analyzer::builder().keyphrases(5).build()?;

    // One post: an id and a text without markup. Scores are in 0..=1, higher is better. Spans are byte ranges
    // of the text, so they show every occurrence as it was written.
    let post = Post::new("1", "Le réseau dynamique relie les salariés. Les réseaux dynamiques durent.");
    for keyphrase in analyzer.analyze(&post).keyphrases {
        let places: Vec<&str> = keyphrase.spans.iter().map(|span| &post.text[span.range()]).collect();
        writeln!(out, "{:.2} {} {places:?}", keyphrase.score, keyphrase.text)?;
    }

    // Many posts: `analyze_all` takes any iterator of posts, works on all processors and gives the reports in
    // the order of the posts. Memory stays bounded, because posts are taken from the iterator as they are
    // needed.
    let posts = ["Le compost nourrit le jardin.", "Au jardin, le compost mûrit.", "Le vélo dort à la cave."]
        .into_iter()
        .enumerate()
        .map(|(number, text)| Post::new(number.to_string(), text));

    // An aggregate counts what the posts have in common. Aggregates of parts of an archive can be merged in
    // any order.
    let mut archive = Aggregate::new();
    for (post, report) in analyzer.analyze_all(posts) {
        archive.add(&post, &report);
    }
    let report = archive.report();
    writeln!(out, "{} posts", report.posts.analyzed)?;
    for keyphrase in report.keyphrases.iter().take(2) {
        writeln!(out, "{} in {} posts", keyphrase.text, keyphrase.posts)?;
    }
    Ok(())
}

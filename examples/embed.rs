//! Embeds the library: keyphrases of one post, then the themes of many.

use std::io::{self, Write};

use glane::corpus::Aggregate;
use glane::{Analyzer, Post};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    run(&mut io::stdout().lock())
}

/// The work of the example; its tests read what it writes.
pub(crate) fn run(out: &mut impl Write) -> Result<(), Box<dyn std::error::Error>> {
    let analyzer = Analyzer::builder().keyphrases(5).build()?;

    // One post. Spans are bytes of its text.
    let post = Post::new("1", "Le réseau dynamique relie les salariés. Les réseaux dynamiques durent.");
    for keyphrase in analyzer.analyze(&post).keyphrases {
        let places: Vec<&str> = keyphrase.spans.iter().map(|span| &post.text[span.range()]).collect();
        writeln!(out, "{:.2} {} {places:?}", keyphrase.score, keyphrase.text)?;
    }

    // Many posts, on every processor; reports come out in the order of the posts.
    let posts = ["Le compost nourrit le jardin.", "Au jardin, le compost mûrit.", "Le vélo dort à la cave."]
        .into_iter()
        .enumerate()
        .map(|(number, text)| Post::new(number.to_string(), text));
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

//! The background: document frequencies of words and phrases, counted with Glane's own pipeline.

use std::path::Path;

use anyhow::{Context, Result};
use glane::Post;
use glane::archive::{self, Input, ReadOptions};
use glane::keyphrase::{Background, Extractor, Source};
use glane::text::{Document, Forms};

/// What stands in fewer texts than this is left out of the table.
pub const AT_LEAST: u32 = 2;

/// Counts the posts of the inputs and writes the table.
pub fn build(inputs: &[String], output: &Path) -> Result<()> {
    let mut counter = Counter::default();
    let mut background = Background::counting();
    let inputs = inputs.iter().map(|path| Input::Path(path.into())).collect();
    for post in archive::read(inputs, ReadOptions::default()) {
        counter.add(&post?, &mut background);
    }
    let bytes = background.to_bytes(AT_LEAST);
    std::fs::write(output, &bytes).with_context(|| format!("writing {}", output.display()))?;
    println!("{} texts, {} bytes", background.documents(), bytes.len());
    Ok(())
}

#[derive(Default)]
struct Counter {
    forms: Forms,
    extractor: Extractor,
}

impl Counter {
    fn add(&mut self, post: &Post, background: &mut Background) {
        let title = Document::parse(&post.title, &mut self.forms);
        let body = Document::parse(&post.text, &mut self.forms);
        let source = Source { title: &title, body: &body, annotations: &post.annotations };
        self.extractor.count(source, &self.forms, background);
    }
}

//! The background: document frequencies of words and phrases, counted with Glane's own pipeline.

use std::path::Path;

use anyhow::{Context, Result};
use glane::archive::{self, Input, ReadOptions};
use glane::{BackgroundCounter, LanguagePolicy};

/// What stands in fewer texts than this is left out of the table.
pub const AT_LEAST: u32 = 2;

/// Counts the posts of the inputs and writes the table.
pub fn build(inputs: &[String], output: &Path) -> Result<()> {
    let mut counter = BackgroundCounter::new().language(LanguagePolicy::Any);
    let inputs = inputs.iter().map(|path| Input::Path(path.into())).collect();
    for post in archive::read(inputs, ReadOptions::default()) {
        counter.add(&post?);
    }
    let background = counter.finish();
    let bytes = background.to_bytes(AT_LEAST)?;
    std::fs::write(output, &bytes).with_context(|| format!("writing {}", output.display()))?;
    println!("{} texts, {} bytes", background.documents(), bytes.len());
    Ok(())
}

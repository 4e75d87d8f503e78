//! The table of the kinds of names, counted over the texts of the background.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use glane::Stages;
use glane::keyphrase::NameCounts;
use rayon::prelude::*;

use crate::texts::Shared;

/// Counts the kinds of the names and writes the table.
pub fn write(shared: &Path, tables: &Path) -> Result<()> {
    let shared = Shared::read(shared)?;
    let counts = shared
        .background
        .par_iter()
        .map_init(Stages::default, |stages, texts| {
            let mut counts = NameCounts::default();
            for post in &texts.posts {
                stages.parse(post, |mut prepared| prepared.count_names(&mut counts));
            }
            counts
        })
        .reduce(NameCounts::default, |mut all, counts| {
            all.merge(&counts);
            all
        });
    let path = tables.join("names.bin");
    let bytes = counts.to_bytes();
    fs::write(&path, &bytes).with_context(|| format!("writing {}", path.display()))?;
    println!("names.bin: {} bytes", bytes.len());
    Ok(())
}

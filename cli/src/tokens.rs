//! `glane tokens`: sentences, tokens, parts of speech and lemmas of a text.

use std::io::{self, BufWriter, Write};

use anyhow::Context;

use super::Outcome;
use super::arguments::{TokensFormat, TokensOptions};
use super::inputs::Source;
use glane::output::tokens::TokenWriter;

pub(super) fn run(options: &TokensOptions) -> anyhow::Result<Outcome> {
    let source = Source::open(&options.input, None)?;
    let mut out = BufWriter::new(io::stdout().lock());
    let mut writer = TokenWriter::new();
    for post in source.posts() {
        match options.format {
            TokensFormat::Conllu => writer.conllu(&mut out, &post),
            TokensFormat::Json => writer.json(&mut out, &post),
            TokensFormat::Text => writer.text(&mut out, &post),
        }
        .context("writing to standard output")?;
    }
    out.flush().context("writing to standard output")?;
    Ok(source.outcome(&options.input.inputs))
}

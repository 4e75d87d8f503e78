//! `glane tokens`: sentences, tokens, parts of speech and lemmas of a text. How they are written is decided in
//! [`glane::output::tokens`].

use std::io::{BufWriter, Write};

use anyhow::Context;
use clap::{Args, ValueEnum};

use super::arguments::InputOptions;
use super::catalogue::tr;
use super::inputs::Source;
use super::outcome::Outcome;
use super::standard_output::standard_output;
use glane::output::tokens::TokenWriter;

#[derive(Args, Debug)]
pub(super) struct TokensOptions {
    #[command(flatten)]
    input: InputOptions,
    /// CoNLL-U with SpaceAfter=No, or one sentence a line with spaces between tokens
    #[arg(long, value_name = "FORMAT", default_value = "conllu")]
    format: TokensFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum TokensFormat {
    /// CoNLL-U, ten columns
    Conllu,
    /// One JSON object a token
    Json,
    /// One sentence a line, tokens with spaces between them
    Text,
}

pub(super) fn run(options: &TokensOptions) -> anyhow::Result<Outcome> {
    let source = Source::open(&options.input, None)?;
    let mut out = BufWriter::new(standard_output()?);
    let mut writer = TokenWriter::new();
    for post in source.posts() {
        match options.format {
            TokensFormat::Conllu => writer.conllu(&mut out, &post),
            TokensFormat::Json => writer.json(&mut out, &post),
            TokensFormat::Text => writer.text(&mut out, &post),
        }
        .with_context(|| tr!("writing-output"))?;
    }
    out.flush().with_context(|| tr!("writing-output"))?;
    Ok(source.outcome())
}

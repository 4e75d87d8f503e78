//! `glane schema`: the JSON Schema of an output, as [`glane::output::schema`] makes it.

use std::io::{self, Write};

use anyhow::Context;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser as _};

use super::catalogue::tr;
use super::library_texts::translated;
use super::outcome::Outcome;
use super::standard_output::standard_output;
use glane::output::schema::Contract;

#[derive(Args, Debug)]
pub(super) struct SchemaOptions {
    /// The contract of an output; without it, all contracts are listed
    #[arg(value_name = "CONTRACT", value_parser = parse_contract())]
    contract: Option<Contract>,
}

fn parse_contract() -> impl clap::builder::TypedValueParser<Value = Contract> {
    PossibleValuesParser::new(Contract::ALL.map(Contract::name))
        .try_map(|name| Contract::from_name(&name).ok_or_else(|| format!("no contract {name}")))
}

pub(super) fn run(options: &SchemaOptions) -> anyhow::Result<Outcome> {
    let mut out = standard_output()?;
    match options.contract {
        Some(contract) => serde_json::to_writer_pretty(&mut out, &contract.schema())
            .map_err(io::Error::from)
            .and_then(|()| writeln!(out)),
        None => Contract::ALL.iter().try_for_each(|contract| {
            writeln!(out, "{:<14}{}", contract.name(), translated(contract.use_of()))
        }),
    }
    .with_context(|| tr!("writing-output"))?;
    Ok(Outcome::Done)
}

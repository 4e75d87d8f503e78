//! JSON Schemas (draft 2020-12) of the JSON outputs, derived from the types that are serialized: the
//! descriptions are the documentation of the fields.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};

use super::{ErrorRecord, PostLine, ReportFile};
use crate::corpus::{Collocations, Comparison, ConcordanceLine, Frequencies};

/// A JSON output with a documented, versioned schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Contract {
    /// A line of `extract` and of `posts.jsonl`.
    Post,
    /// `report.json`.
    Report,
    /// An entry of the errors in `report.json`.
    Error,
    /// A line of `concordance --format json`.
    Concordance,
    /// The output of `compare --format json`.
    Compare,
    /// The output of `frequencies --format json`.
    Frequencies,
    /// The output of `collocations --format json`.
    Collocations,
}

impl Contract {
    /// All contracts.
    pub const ALL: [Self; 7] = [
        Self::Post,
        Self::Report,
        Self::Error,
        Self::Concordance,
        Self::Compare,
        Self::Frequencies,
        Self::Collocations,
    ];

    /// Its short name: `post`, `report` …
    pub fn name(self) -> &'static str {
        match self {
            Self::Post => "post",
            Self::Report => "report",
            Self::Error => "error",
            Self::Concordance => "concordance",
            Self::Compare => "compare",
            Self::Frequencies => "frequencies",
            Self::Collocations => "collocations",
        }
    }

    /// The contract with a short name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|contract| contract.name() == name)
    }

    /// The outputs that follow it.
    pub fn use_of(self) -> &'static str {
        match self {
            Self::Post => "glane.post/2: a line of extract and of posts.jsonl",
            Self::Report => "glane.report/2: report.json",
            Self::Error => "an entry of \"errors\" in report.json",
            Self::Concordance => "glane.concordance/1: a line of concordance --format json",
            Self::Compare => "glane.compare/2: compare --format json",
            Self::Frequencies => "glane.frequencies/1: frequencies --format json",
            Self::Collocations => "glane.collocations/1: collocations --format json",
        }
    }

    /// Its JSON Schema.
    ///
    /// ```
    /// use glane::output::schema::Contract;
    ///
    /// let schema = Contract::Post.schema();
    /// assert_eq!(schema.get("$schema").unwrap(), "https://json-schema.org/draft/2020-12/schema");
    /// assert_eq!(schema.pointer("/properties/schema/const").unwrap(), "glane.post/2");
    /// ```
    pub fn schema(self) -> Schema {
        match self {
            Self::Post => schema_of::<PostLine<'_>>(Some("glane.post/2")),
            Self::Report => schema_of::<ReportFile<'_>>(Some("glane.report/2")),
            Self::Error => schema_of::<ErrorRecord>(None),
            Self::Concordance => schema_of::<ConcordanceLine>(Some("glane.concordance/1")),
            Self::Compare => schema_of::<Comparison>(Some("glane.compare/2")),
            Self::Frequencies => schema_of::<Frequencies>(Some("glane.frequencies/1")),
            Self::Collocations => schema_of::<Collocations>(Some("glane.collocations/1")),
        }
    }
}

/// The schema of a type as serialized; `version` is the constant value of its field `schema`.
fn schema_of<T: JsonSchema>(version: Option<&str>) -> Schema {
    let mut schema =
        SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>();
    if let (Some(version), Some(field)) = (version, schema.pointer_mut("/properties/schema")) {
        field["const"] = version.into();
    }
    schema
}

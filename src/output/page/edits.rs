//! Changes that a reader made by hand in a page and saved: themes and keyphrases that are hidden, and themes that are
//! merged. The scripts of the page apply them (`edits.js`).

use serde::{Deserialize, Serialize};

/// Changes by hand, which a page saves as a file and takes again: the contract `glane.edits/1`.
///
/// Themes are known by their names, keyphrases by their lemmas; what an archive does not have is left out.
///
/// ```
/// use glane::output::PageEdits;
///
/// let edits = PageEdits::from_json(r#"{"schema": "glane.edits/1", "hide_themes": ["vélo"]}"#.as_bytes());
/// assert!(edits.is_ok());
/// assert!(PageEdits::from_json(br#"{"schema": "glane.edits/9"}"#).is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageEdits {
    schema: String,
    #[serde(default)]
    hide_themes: Vec<String>,
    #[serde(default)]
    hide_keyphrases: Vec<String>,
    #[serde(default)]
    merge_themes: Vec<Merge>,
}

/// A theme that is merged into another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Merge {
    from: String,
    into: String,
}

/// Why a file does not hold edits.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PageEditsError {
    /// It is not JSON of this form.
    #[error("not edits that a page saved")]
    Json(#[from] serde_json::Error),
    /// It is of another version, which is given.
    #[error("\"{0}\" is not glane.edits/1: save the edits again from a page of this version")]
    Version(String),
}

impl PageEdits {
    /// The edits in a file that a page saved.
    ///
    /// # Errors
    ///
    /// Other JSON, or another version.
    pub fn from_json(bytes: &[u8]) -> Result<Self, PageEditsError> {
        let edits: Self = serde_json::from_slice(bytes)?;
        if edits.schema == "glane.edits/1" { Ok(edits) } else { Err(PageEditsError::Version(edits.schema)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_read_and_written_alike() {
        let json = r#"{"schema":"glane.edits/1","hide_themes":["a"],"hide_keyphrases":["b"],"merge_themes":[{"from":"c","into":"d"}]}"#;
        let edits = PageEdits::from_json(json.as_bytes()).expect("edits");
        assert_eq!(serde_json::to_string(&edits).expect("JSON"), json);
    }

    #[test]
    fn other_files_are_refused() {
        for json in ["", "[]", "{}", r#"{"schema":"glane.edits/1","other":1}"#] {
            assert!(matches!(PageEdits::from_json(json.as_bytes()), Err(PageEditsError::Json(_))), "{json}");
        }
        assert!(matches!(
            PageEdits::from_json(br#"{"schema":"glane.report/2"}"#),
            Err(PageEditsError::Version(version)) if version == "glane.report/2"
        ));
    }
}

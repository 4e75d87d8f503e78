//! A corpus for `IRaMuTeQ`: one text file, each post after a line of starred variables.
//!
//! Follows the manual (Loubère and Ratinaud, *Documentation IRaMuTeQ 0.6 alpha 3*, 2014, "Formatage des
//! corpus"): UTF-8; a text begins with `****` and its variables, each `*name_modality`, separated by spaces;
//! names and modalities consist of letters without accents and digits, separated by one underscore; the text
//! itself contains no asterisk, and apostrophes are straight.

use std::io::{self, Write};

use super::unique_ids::UniqueIds;
use crate::Post;
use crate::text::{is_apostrophe, is_invisible, match_key};

/// Writes posts, one after the other, into one corpus.
///
/// ```
/// use glane::Post;
/// use glane::output::iramuteq::CorpusWriter;
///
/// let mut post = Post::new("2022/été.md", "L’école *ouvre*.").with_title("La rentrée");
/// post.labels = vec!["Vie de l’école".to_owned()];
/// let mut out = Vec::new();
/// CorpusWriter::new().post(&mut out, &post)?;
/// let out = String::from_utf8_lossy(&out);
/// assert_eq!(out, "**** *id_2022etemd *labelviedelecole_oui\nLa rentrée.\nL'école ouvre .\n\n");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct CorpusWriter {
    ids: UniqueIds,
}

impl CorpusWriter {
    /// A writer of an empty corpus.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a post: `*id_`, `*annee_2022`, `*mois_202205`, `*auteur_` if known, and `*labelcompost_oui` for the
    /// label "compost", because a variable has one value per text; then its title as a sentence, and its text. A post without words is skipped, because
    /// IRaMuTeQ does not read it.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn post(&mut self, out: &mut impl Write, post: &Post) -> io::Result<()> {
        let text = plain(&post.text);
        let title = plain(&post.title);
        if !text.contains(char::is_alphanumeric) && !title.contains(char::is_alphanumeric) {
            return Ok(());
        }
        write!(out, "**** *id_{}", self.id(&post.id))?;
        if let Some(day) = post.published {
            write!(out, " *annee_{:04} *mois_{:04}{:02}", day.year(), day.year(), day.month())?;
        }
        let author = post.author.as_deref().map(modality).filter(|author| !author.is_empty());
        if let Some(author) = author {
            write!(out, " *auteur_{author}")?;
        }
        let mut labels: Vec<String> = post.labels.iter().map(|label| modality(label)).collect();
        labels.retain(|label| !label.is_empty());
        labels.sort();
        labels.dedup();
        for label in labels {
            write!(out, " *label{label}_oui")?;
        }
        writeln!(out)?;
        let title = title.trim();
        if !title.is_empty() {
            let stop = if title.ends_with(['.', '!', '?', '…']) { "" } else { "." };
            writeln!(out, "{title}{stop}")?;
        }
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            writeln!(out, "{line}")?;
        }
        writeln!(out)
    }

    /// The id as a modality; equal modalities are numbered.
    fn id(&mut self, id: &str) -> String {
        let name = modality(id);
        let name = if name.is_empty() { "sansnom".to_owned() } else { name };
        self.ids.give(name, "x")
    }
}

/// A value as a modality: lower-case letters without accents, and digits.
fn modality(value: &str) -> String {
    match_key(value).chars().filter(char::is_ascii_alphanumeric).collect()
}

/// A text without asterisks, with straight apostrophes and ordinary spaces.
fn plain(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            c if is_apostrophe(c) => Some('\''),
            '*' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\t' => Some(' '),
            c if is_invisible(c) || (c.is_control() && c != '\n') => None,
            c => Some(c),
        })
        .collect::<String>()
        .split(' ')
        .filter(|piece| !piece.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique() {
        let mut writer = CorpusWriter::new();
        let ids: Vec<String> = ["a-b", "ab", "A.B", "!!", "?"].iter().map(|id| writer.id(id)).collect();
        assert_eq!(ids, ["ab", "abx2", "abx3", "sansnom", "sansnomx2"]);
    }

    #[test]
    fn a_variable_has_one_value_per_text() {
        let labels = ["Vélo", "velo", "Compost"].map(str::to_owned).to_vec();
        let post = Post { labels, ..Post::new("1", "Le vélo roule.") };
        let mut out = Vec::new();
        CorpusWriter::new().post(&mut out, &post).expect("memory");
        let out = String::from_utf8(out).expect("UTF-8");
        let head = out.lines().next().expect("a line of variables");
        assert_eq!(head, "**** *id_1 *labelcompost_oui *labelvelo_oui");
    }

    #[test]
    fn asterisks_and_curly_apostrophes_are_replaced() {
        assert_eq!(plain("**** L’été\u{a0}: *oui*\r\nfin"), "L'été : oui \nfin");
    }
}

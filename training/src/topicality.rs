//! The table of topicality, made of the ratings in `data/topicality.tsv`.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use glane::keyphrase::{Kind, Topicality, WordKey};
use glane::text::match_key;

const RATINGS: &str = include_str!("../data/topicality.tsv");

/// Ratings of both readings that a person must have to be known by one name alone: "Dostoïevski", not "Martin".
const KNOWN_PERSON: u8 = 10;

/// The names of one word whose rating tells their kind: places, organisations, products, and persons who are known by
/// one name.
pub fn kinds_of_names() -> Result<Vec<(&'static str, Kind)>> {
    let rows: Vec<Row> = rows(RATINGS).collect::<Result<_>>()?;
    let mut common: BTreeMap<String, u32> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.part_of_speech != "PROPN") {
        let texts = common.entry(match_key(row.word)).or_default();
        *texts = row.texts.max(*texts);
    }
    let kind = |row: &Row| match row.rated.class {
        1 if row.rated.alone >= KNOWN_PERSON => Some(Kind::Person),
        2 => Some(Kind::Place),
        3 => Some(Kind::Organisation),
        5 => Some(Kind::Product),
        _ => None,
    };
    // A word that is often a common noun or an adjective is no name by itself, and a short acronym has many senses.
    let is_acronym = |word: &str| word.chars().count() <= 3 && word.chars().all(char::is_uppercase);
    let is_name = |row: &&Row| {
        row.part_of_speech == "PROPN"
            && !is_acronym(row.word)
            && common.get(&match_key(row.word)).is_none_or(|texts| 2 * texts <= row.texts)
    };
    Ok(rows.iter().filter(is_name).filter_map(|row| Some((row.word, kind(row)?))).collect())
}

/// Writes the table.
pub fn write(tables: &Path) -> Result<()> {
    let words = ratings(RATINGS)?;
    let bytes = Topicality::to_bytes(words.iter().map(|(key, (_, rated))| (WordKey::of(key), *rated)));
    let path = tables.join("topicality.bin");
    std::fs::write(&path, &bytes).with_context(|| format!("writing {}", path.display()))?;
    println!("topicality.bin: {} words, {} bytes", words.len(), bytes.len());
    Ok(())
}

/// The ratings by match key, with the number of texts; the commoner of two lemmas with one key counts.
fn ratings(lines: &str) -> Result<BTreeMap<String, (u32, Topicality)>> {
    let mut words: BTreeMap<String, (u32, Topicality)> = BTreeMap::new();
    for row in rows(lines) {
        let Row { word, texts, rated, .. } = row?;
        let entry = words.entry(match_key(word)).or_insert((texts, rated));
        if texts > entry.0 {
            *entry = (texts, rated);
        }
    }
    Ok(words)
}

/// A line of the ratings.
struct Row<'l> {
    word: &'l str,
    part_of_speech: &'l str,
    texts: u32,
    rated: Topicality,
}

fn rows(lines: &str) -> impl Iterator<Item = Result<Row<'_>>> {
    lines.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let columns: Vec<&str> = line.split('\t').collect();
        let &[word, part_of_speech, texts, alone, alone_again, inside, inside_again, class] =
            columns.as_slice()
        else {
            bail!("{line:?} has not eight columns");
        };
        let digit =
            |column: &str| column.parse::<u8>().with_context(|| format!("{line:?}: {column:?} is no digit"));
        let rated = Topicality {
            alone: digit(alone)? + digit(alone_again)?,
            inside: digit(inside)? + digit(inside_again)?,
            class: digit(class)?,
        };
        let texts = texts.parse().with_context(|| format!("{line:?}: {texts:?} is no number"))?;
        Ok(Row { word, part_of_speech, texts, rated })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commoner_of_two_lemmas_with_one_key_counts() {
        let words = ratings("# head\ncote\tNOUN\t3\t4\t5\t6\t7\t1\ncôte\tNOUN\t9\t1\t2\t3\t4\t2\n").unwrap();
        assert_eq!(words[&match_key("côte")], (9, Topicality { alone: 3, inside: 7, class: 2 }));
        assert!(ratings("mot\tNOUN\t3").is_err());
    }

    #[test]
    fn every_rating_can_be_read() {
        let words = ratings(RATINGS).unwrap();
        assert!(words.len() > 14_000);
        assert!(words.values().all(|(_, rated)| rated.alone <= 18 && rated.inside <= 18 && rated.class <= 9));
    }
}

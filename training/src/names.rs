//! The table of the kinds of names, counted over the texts of the background, with the given names and the countries
//! of Faker, a Python package (MIT licence) whose lists come from public statistics.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use glane::Stages;
use glane::keyphrase::NameCounts;
use rayon::prelude::*;

use crate::texts::Shared;
use crate::topicality;

/// Counts the kinds of the names and writes the table; `faker` is the folder of the package.
pub fn write(shared: &Path, faker: &Path, tables: &Path) -> Result<()> {
    let shared = Shared::read(shared)?;
    let mut counts = shared
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
    add_lists(faker, &mut counts)?;
    for (name, kind) in topicality::kinds_of_names()? {
        counts.add_kind(name, kind);
    }
    let path = tables.join("names.bin");
    let bytes = counts.to_bytes();
    fs::write(&path, &bytes).with_context(|| format!("writing {}", path.display()))?;
    println!("names.bin: {} bytes", bytes.len());
    Ok(())
}

/// Adds the given names of every country, and the countries by their French names.
fn add_lists(faker: &Path, counts: &mut NameCounts) -> Result<()> {
    let providers = faker.join("providers");
    let read = |path: &Path| {
        fs::read_to_string(path)
            .with_context(|| format!("reading {}: give the folder of Faker", path.display()))
    };
    let persons = providers.join("person");
    let mut languages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for entry in fs::read_dir(&persons).with_context(|| format!("reading {}", persons.display()))? {
        let entry = entry?;
        let path = entry.path().join("__init__.py");
        if path.is_file() {
            let locale = entry.file_name().to_string_lossy().into_owned();
            let language = locale.split('_').next().unwrap_or_default();
            for name in strings_of(&read(&path)?, "first_name").filter(|name| is_name(name)) {
                languages.entry(name.to_owned()).or_default().insert(language.to_owned());
            }
        }
    }
    // A name of several languages is seldom something else.
    for (name, _) in languages.iter().filter(|(_, languages)| languages.len() >= 2) {
        counts.add_given_name(name);
    }
    let code = read(&providers.join("address/fr_FR/__init__.py"))?;
    for country in strings_of(&code, "countries") {
        // "Chine (Rép. pop.)" is the country "Chine"; "Cook (Îles)" is not called "Cook".
        let name = country.split(" (").next().unwrap_or_default();
        let is_plain = name.split(' ').count() <= 2 && name.split(' ').all(is_name);
        if is_plain && !country.contains("(Île") {
            counts.add_place(name);
        }
    }
    Ok(())
}

/// The strings of the collections of a Python class whose names begin so.
fn strings_of<'c>(code: &'c str, name: &'c str) -> impl Iterator<Item = &'c str> {
    let mut inside = false;
    let lines = code.lines().filter(move |line| {
        if let Some(attribute) = line.strip_prefix("    ").filter(|rest| !rest.starts_with(' ')) {
            inside = attribute.starts_with(name) && attribute.contains('=');
        }
        inside
    });
    lines.flat_map(|line| line.split('"').skip(1).step_by(2))
}

/// Whether it is one word in Latin letters with a capital at its beginning; hyphens may join its parts.
fn is_name(name: &str) -> bool {
    let is_letter = |c: char| c == '-' || (c.is_alphabetic() && c < '\u{250}');
    name.starts_with(char::is_uppercase) && name.chars().all(is_letter)
}

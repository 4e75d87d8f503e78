//! Evaluation against graded gold: entries with a grade from 1 to 3 and alternative forms each.
//!
//! F1 counts the entries of grade 2 and 3. nDCG (Järvelin and Kekäläinen 2002) counts every entry once, with
//! the gain 2^grade - 1. Matching is that of the parent module.

use rustc_hash::FxHashSet;

use super::{GoldDocument, Key, Scorer};

/// The figures of one list of keyphrases, or their means over posts; in per cent, 0..=100.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct GradedScores {
    /// F1 of the first five against the entries of grade 2 and 3.
    pub f1_at_5: f64,
    /// The same of the first ten.
    pub f1_at_10: f64,
    /// nDCG of the first ten against all entries.
    pub ndcg_at_10: f64,
    /// How the first ten of the list relate to the gold.
    pub relations: Relations,
}

/// How many of the first ten keyphrases of a list relate to the gold in which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Relations {
    /// A form of an entry.
    pub named: usize,
    /// Its stems stand inside a form of an entry, next to one another.
    pub part: usize,
    /// A form of an entry stands inside it.
    pub longer: usize,
    /// It shares a stem with an entry.
    pub shares: usize,
    /// None of these.
    pub unrelated: usize,
}

impl Relations {
    /// All of them: the length of the list, ten at most.
    pub fn total(&self) -> usize {
        self.named + self.part + self.longer + self.shares + self.unrelated
    }

    /// The sums of these counts and those of another list.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            named: self.named + other.named,
            part: self.part + other.part,
            longer: self.longer + other.longer,
            shares: self.shares + other.shares,
            unrelated: self.unrelated + other.unrelated,
        }
    }
}

/// A graded gold document, its forms as stems.
#[derive(Clone, Debug, Default)]
pub struct GradedGold {
    entries: Vec<(FxHashSet<Key>, u8)>,
    stems: FxHashSet<String>,
}

impl GradedGold {
    /// The gold of a document: every entry without a grade has grade 2.
    pub fn of(gold: &GoldDocument, scorer: &mut Scorer) -> Self {
        let mut read = Self::default();
        for (number, forms) in gold.keyphrases.iter().enumerate() {
            let keys: FxHashSet<Key> = forms.iter().map(|form| scorer.key(form)).collect();
            read.stems.extend(keys.iter().flatten().cloned());
            read.entries.push((keys, gold.grades.get(number).copied().unwrap_or(2)));
        }
        read
    }

    /// The entry that one of the variants of a phrase matches, by its index, and its grade: of several, the one of the
    /// highest grade. `None` when no variant is gold.
    pub fn find(&self, variants: &[Key]) -> Option<(usize, u8)> {
        let entries = self.entries.iter().enumerate();
        let found = entries.filter(|(_, (forms, _))| variants.iter().any(|key| forms.contains(key)));
        // The first of several with the same grade.
        found.map(|(number, (_, grade))| (number, *grade)).reduce(|a, b| if b.1 > a.1 { b } else { a })
    }

    /// Scores a list, best first.
    pub fn score(&self, list: &[&str], scorer: &mut Scorer) -> GradedScores {
        let mut seen = FxHashSet::default();
        let keys = list.iter().map(|phrase| scorer.key(phrase));
        let ranked: Vec<Key> = keys.filter(|key| !key.is_empty() && seen.insert(key.clone())).collect();
        let first = &ranked[..ranked.len().min(10)];
        let mut relations = Relations::default();
        for key in first {
            *self.relation(key, &mut relations) += 1;
        }
        GradedScores {
            f1_at_5: self.f1(&ranked[..ranked.len().min(5)]),
            f1_at_10: self.f1(first),
            ndcg_at_10: self.ndcg(first),
            relations,
        }
    }

    fn f1(&self, list: &[Key]) -> f64 {
        let main = || self.entries.iter().filter(|(_, grade)| *grade >= 2);
        let hits = main().filter(|(forms, _)| list.iter().any(|key| forms.contains(key))).count();
        200.0 * hits as f64 / (list.len() + main().count()).max(1) as f64
    }

    fn ndcg(&self, list: &[Key]) -> f64 {
        let gain = |grade: u8, rank: usize| f64::from((1_u32 << grade) - 1) / (rank as f64 + 2.0).log2();
        let mut used = vec![false; self.entries.len()];
        let mut found = 0.0;
        for (rank, key) in list.iter().enumerate() {
            let entry = (0..used.len()).find(|&entry| !used[entry] && self.entries[entry].0.contains(key));
            if let Some(entry) = entry {
                used[entry] = true;
                found += gain(self.entries[entry].1, rank);
            }
        }
        let mut grades: Vec<u8> = self.entries.iter().map(|(_, grade)| *grade).collect();
        grades.sort_unstable_by(|one, other| other.cmp(one));
        let ideal: f64 = grades.iter().take(10).enumerate().map(|(rank, grade)| gain(*grade, rank)).sum();
        if ideal > 0.0 { 100.0 * found / ideal } else { 0.0 }
    }

    fn relation<'r>(&self, key: &Key, relations: &'r mut Relations) -> &'r mut usize {
        let forms = || self.entries.iter().flat_map(|(forms, _)| forms);
        if forms().any(|form| form == key) {
            &mut relations.named
        } else if forms().any(|form| is_inside(key, form)) {
            &mut relations.part
        } else if forms().any(|form| is_inside(form, key)) {
            &mut relations.longer
        } else if key.iter().any(|stem| self.stems.contains(stem)) {
            &mut relations.shares
        } else {
            &mut relations.unrelated
        }
    }
}

fn is_inside(part: &Key, whole: &Key) -> bool {
    part.len() < whole.len() && !part.is_empty() && whole.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_by_hand() {
        let gold: GoldDocument = serde_json::from_str(
            r#"{"id": "1", "text": "", "grades": [3, 2, 1],
                "keyphrases": [["compost", "compost collectif"], ["jardin public"], ["haie"]]}"#,
        )
        .expect("gold");
        let mut scorer = Scorer::new();
        let gold = GradedGold::of(&gold, &mut scorer);
        let list = ["Composts", "compost collectif", "haies", "jardins", "vélo", "haie basse"];
        let found = gold.score(&list, &mut scorer);
        // One of two main entries: in five and in six phrases.
        assert!((found.f1_at_5 - 200.0 / 7.0).abs() < 1e-9, "{found:?}");
        assert!((found.f1_at_10 - 200.0 / 8.0).abs() < 1e-9, "{found:?}");
        // The second form of an entry has no gain.
        let ideal = 7.0 + 3.0 / 3.0_f64.log2() + 1.0 / 2.0;
        assert!((found.ndcg_at_10 - 100.0 * (7.0 + 1.0 / 2.0) / ideal).abs() < 1e-9, "{found:?}");
        let expected = Relations { named: 3, part: 1, longer: 1, shares: 0, unrelated: 1 };
        assert_eq!(found.relations, expected);
    }
}

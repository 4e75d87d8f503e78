//! The rows of `glane eval` for graded gold: F1 of what a post is about, nDCG by grades, and how the phrases of the
//! lists relate to the gold. The formulas are in [`glane::evaluation`]; gold without grades is left to `eval`.

use std::io::{self, Write};

use super::catalogue::tr;
use glane::Method;
use glane::evaluation::{GoldDocument, GradedGold, GradedScores, Interval, Relations, Scorer};
use serde::Serialize;

/// A row of the table: a method on the documents of a file.
#[derive(Serialize)]
pub(super) struct GradedRow<'a> {
    gold: &'a str,
    method: &'static str,
    documents: usize,
    /// Means over documents in per cent, with their intervals.
    f1_at_5: Interval,
    f1_at_10: Interval,
    ndcg_at_10: Interval,
    /// Phrases of the first ten of a list, on average.
    length: f64,
    /// How many per cent of these relate to the gold in which way.
    phrases: Shares,
    /// The difference to F1@10 of the first method, on the same documents.
    beside_the_first: Interval,
}

#[derive(Serialize)]
struct Shares {
    named: f64,
    part: f64,
    longer: f64,
    shares: f64,
    unrelated: f64,
}

impl Shares {
    fn of(all: Relations) -> Self {
        let share = |count: usize| 100.0 * count as f64 / all.total().max(1) as f64;
        Self {
            named: share(all.named),
            part: share(all.part),
            longer: share(all.longer),
            shares: share(all.shares),
            unrelated: share(all.unrelated),
        }
    }
}

/// Whether a file has grades.
pub(super) fn has_grades(gold: &[GoldDocument]) -> bool {
    gold.iter().any(|document| !document.grades.is_empty())
}

/// The head of the table.
pub(super) fn write_head(out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "{:<14}{:<20}  {:>6} {:>6} {:>7}  {:>14}  {:>6}  {:>6} {:>6} {:>6} {:>6} {:>9}  {:>24}",
        tr!("column-gold"),
        tr!("column-method"),
        "F1@5",
        "F1@10",
        "nDCG@10",
        "F1@10, 95 %",
        tr!("column-length"),
        tr!("column-named"),
        tr!("column-part"),
        tr!("column-longer"),
        tr!("column-shares"),
        tr!("column-unrelated"),
        tr!("column-beside-first")
    )
}

impl<'a> GradedRow<'a> {
    /// The row of some lists; `first` is F1@10 of the first method, whose row sets it.
    pub(super) fn new(
        name: &'a str,
        method: Method,
        gold: &[GoldDocument],
        lists: &[Vec<String>],
        first: &mut Vec<f64>,
    ) -> Self {
        let mut scorer = Scorer::new();
        let scores: Vec<GradedScores> = gold
            .iter()
            .zip(lists)
            .map(|(document, list)| {
                let list: Vec<&str> = list.iter().map(String::as_str).collect();
                GradedGold::of(document, &mut scorer).score(&list, &mut scorer)
            })
            .collect();
        let values = |of: fn(&GradedScores) -> f64| -> Vec<f64> { scores.iter().map(of).collect() };
        let f1 = values(|one| one.f1_at_10);
        if first.is_empty() {
            first.clone_from(&f1);
        }
        let differences: Vec<f64> = f1.iter().zip(first.iter()).map(|(own, first)| own - first).collect();
        let all = scores.iter().fold(Relations::default(), |sum, one| sum.plus(one.relations));
        Self {
            gold: name,
            method: method.name(),
            documents: scores.len(),
            f1_at_5: Interval::bootstrap(&values(|one| one.f1_at_5)),
            f1_at_10: Interval::bootstrap(&f1),
            ndcg_at_10: Interval::bootstrap(&values(|one| one.ndcg_at_10)),
            length: all.total() as f64 / scores.len().max(1) as f64,
            phrases: Shares::of(all),
            beside_the_first: Interval::bootstrap(&differences),
        }
    }

    /// Writes the row of the table.
    pub(super) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let Shares { named, part, longer, shares, unrelated } = self.phrases;
        let own = format!("{:.2} {:.2}", self.f1_at_10.low, self.f1_at_10.high);
        let Interval { mean, low, high, .. } = self.beside_the_first;
        writeln!(
            out,
            "{:<14}{:<20}  {:>6.2} {:>6.2} {:>7.2}  {own:>14}  {:>6.1}  {named:>6.1} {part:>6.1} {longer:>6.1} \
             {shares:>6.1} {unrelated:>9.1}  {:>24}",
            self.gold,
            self.method,
            self.f1_at_5.mean,
            self.f1_at_10.mean,
            self.ndcg_at_10.mean,
            self.length,
            format!("{mean:+.2} ({low:+.2} {high:+.2})"),
        )
    }
}

//! The law of explanations: base and parts make the log-odds of the score, over the demonstration
//! archive; explaining changes nothing else.

use glane::keyphrase::{Explanation, Part};
use glane::{Analyzer, Method};

use crate::archive::demonstration;

fn sum(parts: &[Part]) -> f64 {
    parts.iter().map(|part| part.added).sum()
}

#[test]
fn base_and_parts_make_the_log_odds_of_every_score() {
    let explaining = Analyzer::builder().keyphrases(20).fill(true).explain(true).build().expect("one");
    let plain = Analyzer::builder().keyphrases(20).fill(true).build().expect("one");
    let mut lowered = 0;
    for post in demonstration() {
        let mut report = explaining.analyze(&post);
        for keyphrase in &mut report.keyphrases {
            let Explanation { base, mut parts, total, .. } = keyphrase.explanation.take().expect("one");
            assert!((base + sum(&parts) - total).abs() < 1e-9 * total.abs().max(1.0));
            let score = 1.0 / (1.0 + (-total).exp());
            assert!((score - keyphrase.score).abs() < 1e-4 * score, "{keyphrase:?}");
            // Before the rule of diversity: what the model said.
            let diversity = parts.pop_if(|part| part.feature == Explanation::DIVERSITY);
            let factor = diversity.and_then(|part| part.value).unwrap_or(1.0);
            lowered += usize::from(factor < 1.0);
            let probability = keyphrase.score / factor;
            let log_odds = (probability / (1.0 - probability)).ln();
            let told = base + sum(&parts);
            assert!((told - log_odds).abs() < 1e-4 * log_odds.abs().max(1.0), "{told} {log_odds}");
            assert!(parts.is_sorted_by(|one, two| one.added.abs() >= two.added.abs()));
        }
        assert_eq!(report, plain.analyze(&post), "{}", post.id);
    }
    assert!(lowered > 50, "the rule of diversity was met {lowered} times alone");
}

#[test]
fn other_methods_explain_nothing() {
    let post = &demonstration()[0];
    for method in Method::ALL.into_iter().filter(|method| *method != Method::Learned) {
        let analyzer = Analyzer::builder().method(method).explain(true).build().expect("an analyzer");
        assert!(analyzer.analyze(post).keyphrases.iter().all(|keyphrase| keyphrase.explanation.is_none()));
    }
}

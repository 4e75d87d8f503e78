//! Tests of significance and measures of association, as pure functions of counts.

/// A 2 × 2 contingency table: posts with and without a phrase, in a group and elsewhere.
#[derive(Clone, Copy, Debug)]
pub(super) struct Contrast {
    /// Posts of the group that have it.
    pub(super) here: u64,
    /// Posts of the group.
    pub(super) group: u64,
    /// Other posts that have it.
    pub(super) elsewhere: u64,
    /// Other posts.
    pub(super) others: u64,
}

impl Contrast {
    /// The share of the group.
    pub(super) fn share(self) -> f64 {
        self.here as f64 / self.group.max(1) as f64
    }

    /// The share of the others.
    pub(super) fn share_elsewhere(self) -> f64 {
        self.elsewhere as f64 / self.others.max(1) as f64
    }

    /// The log-likelihood ratio G² of the four cells (Dunning 1993), 0 or more. It has no direction: see
    /// [`log_ratio`](Self::log_ratio).
    pub(super) fn log_likelihood(self) -> f64 {
        let cells = [self.here, self.group - self.here, self.elsewhere, self.others - self.elsewhere];
        let [a, b, c, d] = cells.map(|count| count as f64);
        let total = entropy(a + b + c + d);
        let inner: f64 = [a, b, c, d].map(entropy).iter().sum();
        let outer: f64 = [a + b, c + d, a + c, b + d].map(entropy).iter().sum();
        (2.0 * (inner - outer + total)).max(0.0)
    }

    /// The binary logarithm of the ratio of both shares, with half a post added to both counts (Hardie 2014).
    pub(super) fn log_ratio(self) -> f64 {
        let share = |posts: u64, of: u64| (posts as f64 + 0.5) / (of as f64 + 1.0);
        (share(self.here, self.group) / share(self.elsewhere, self.others)).log2()
    }
}

/// `x ln x`, 0 at 0.
fn entropy(x: f64) -> f64 {
    if x > 0.0 { x * x.ln() } else { 0.0 }
}

/// Normalised pointwise mutual information (Bouma 2009), -1..=1, of two phrases that `together` of `of` posts
/// have both, and `one` and `two` posts each.
pub(super) fn npmi(together: u64, one: u64, two: u64, of: u64) -> f64 {
    if together == 0 {
        return -1.0;
    }
    if together == of {
        return 1.0;
    }
    let joint = together as f64 / of as f64;
    let independent = one as f64 / of as f64 * (two as f64 / of as f64);
    ((joint / independent).ln() / -joint.ln()).clamp(-1.0, 1.0)
}

/// The two-sided p-value of a standard normal statistic.
pub(super) fn two_sided(z: f64) -> f64 {
    complementary_error(z.abs() / std::f64::consts::SQRT_2).min(1.0)
}

/// The p-value of a chi-square statistic with one degree of freedom.
pub(super) fn chi_square(statistic: f64) -> f64 {
    complementary_error((statistic.max(0.0) / 2.0).sqrt()).min(1.0)
}

/// The complementary error function for `x` ≥ 0, with a relative error below 1.2e-7 (Press et al.,
/// Numerical Recipes, section 6.2).
fn complementary_error(x: f64) -> f64 {
    const COEFFICIENTS: [f64; 10] = [
        0.170_872_77,
        -0.822_152_23,
        1.488_515_87,
        -1.135_203_98,
        0.278_868_07,
        -0.186_288_06,
        0.096_784_18,
        0.374_091_96,
        1.000_023_68,
        -1.265_512_23,
    ];
    let t = 1.0 / (1.0 + 0.5 * x);
    let sum = COEFFICIENTS.iter().fold(0.0, |sum, coefficient| sum * t + coefficient);
    t * (sum - x * x).exp()
}

/// The Cochran–Armitage statistic z for a trend of proportions: positive when they rise. `counts` has the posts
/// with the phrase and all posts of each period. 0 when the variance is 0.
pub(super) fn trend(counts: &[(u64, u64)]) -> f64 {
    let all: f64 = counts.iter().map(|&(_, of)| of as f64).sum();
    let with: f64 = counts.iter().map(|&(with, _)| with as f64).sum();
    let share = with / all;
    let mut statistic = 0.0;
    let (mut first, mut second) = (0.0, 0.0);
    for (time, &(with, of)) in counts.iter().enumerate() {
        let (time, of) = (time as f64, of as f64);
        statistic += time * (with as f64 - of * share);
        first += of * time;
        second += of * time * time;
    }
    let variance = share * (1.0 - share) * (second - first * first / all);
    if variance > 1e-9 { statistic / variance.sqrt() } else { 0.0 }
}

/// The probability that none of `with` posts, drawn from `of` without replacement, is among the first `before`
/// (hypergeometric).
pub(super) fn none_before(before: u64, with: u64, of: u64) -> f64 {
    (0..with)
        .map(|drawn| {
            let left = (of - drawn.min(of)) as f64;
            (left - before as f64).max(0.0) / left.max(1.0)
        })
        .product()
}

/// The q-values of some p-values (Benjamini and Hochberg 1995), in the same order.
pub(super) fn false_discovery_rates(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|&one, &two| p_values[one].total_cmp(&p_values[two]).then(one.cmp(&two)));
    let mut q_values = vec![1.0; p_values.len()];
    let mut least: f64 = 1.0;
    for (rank, &at) in order.iter().enumerate().rev() {
        least = least.min(p_values[at] * p_values.len() as f64 / (rank + 1) as f64);
        q_values[at] = least;
    }
    q_values
}

/// A value rounded to `digits` decimals, as reports write it.
pub(super) fn rounded(value: f64, digits: i32) -> f64 {
    let unit = 10f64.powi(digits);
    // Adding 0 turns -0 into 0.
    (value * unit).round() / unit + 0.0
}

/// A p-value rounded to three significant digits, as reports write it.
pub(super) fn rounded_p_value(p_value: f64) -> f64 {
    if p_value <= 1e-300 {
        return 0.0;
    }
    let digits = 2 - p_value.log10().floor() as i32;
    if digits > 12 { 0.0 } else { rounded(p_value, digits) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn near(one: f64, two: f64) -> bool {
        (one - two).abs() < 1e-4 * two.abs().max(1.0)
    }

    #[test]
    fn p_values_match_published_tables() {
        assert!(near(chi_square(3.841_459), 0.05));
        assert!(near(chi_square(10.827_57), 0.001));
        assert!(near(two_sided(1.959_964), 0.05));
        assert!(near(two_sided(0.0), 1.0));
    }

    #[test]
    fn log_likelihood_matches_the_definition() {
        // Independent cells give 0; the others were computed by hand from the definition.
        let none = Contrast { here: 10, group: 100, elsewhere: 20, others: 200 };
        assert!(none.log_likelihood() < 1e-9 && none.log_ratio().abs() < 0.1);
        let some = Contrast { here: 30, group: 100, elsewhere: 10, others: 100 };
        assert!(near(some.log_likelihood(), 12.9715), "{}", some.log_likelihood());
    }

    proptest! {
        /// Both statistics from their published formulas, written independently: G² as 2 Σ O ln(O/E) over the
        /// four cells (Dunning 1993), the log ratio over shares (Hardie 2014) with half a post added.
        #[test]
        fn keyness_matches_the_published_formulas(
            here in 0u64..200, absent in 0u64..200, elsewhere in 0u64..2000, others_absent in 0u64..2000,
        ) {
            prop_assume!(here + absent > 0 && elsewhere + others_absent > 0);
            let contrast =
                Contrast { here, group: here + absent, elsewhere, others: elsewhere + others_absent };
            let table = [[here, absent], [elsewhere, others_absent]].map(|row| row.map(|count| count as f64));
            let all: f64 = table.iter().flatten().sum();
            let mut expected = 0.0;
            for (row, cells) in table.iter().enumerate() {
                for (column, &observed) in cells.iter().enumerate() {
                    let margins = table[row].iter().sum::<f64>() * (table[0][column] + table[1][column]);
                    expected += if observed > 0.0 { 2.0 * observed * (observed * all / margins).ln() } else { 0.0 };
                }
            }
            prop_assert!((contrast.log_likelihood() - expected).abs() < 1e-6 * expected.max(1.0));
            let [one, two] = table.map(|[with, without]| (with + 0.5) / (with + without + 1.0));
            prop_assert!((contrast.log_ratio() - (one.ln() - two.ln()) / 2f64.ln()).abs() < 1e-9);
        }
    }

    #[test]
    fn the_sign_of_the_trend_statistic_is_its_direction() {
        assert!(trend(&[(1, 10), (3, 10), (6, 10)]) > 1.96);
        assert!(trend(&[(6, 10), (3, 10), (1, 10)]) < -1.96);
        assert!(trend(&[(3, 10), (3, 10), (3, 10)]).abs() < 1e-9);
        assert!(trend(&[]).abs() < 1e-9 && trend(&[(5, 5), (5, 5)]).abs() < 1e-9);
    }

    #[test]
    fn q_values_match_the_procedure_of_benjamini_and_hochberg() {
        let q_values = false_discovery_rates(&[0.01, 0.04, 0.03, 0.5]);
        assert!(near(q_values[0], 0.04) && near(q_values[1], 0.16 / 3.0) && near(q_values[2], 0.16 / 3.0));
        assert!(near(none_before(5, 2, 10), 5.0 / 10.0 * 4.0 / 9.0));
    }
}

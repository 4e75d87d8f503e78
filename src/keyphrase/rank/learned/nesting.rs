//! Nesting: which families stand inside longer ones, where and how often.

use crate::keyphrase::candidate::LONGEST;
use crate::keyphrase::rank::Candidates;

/// The families of a post that contain others.
#[derive(Clone, Debug)]
pub(super) struct Nesting {
    /// Inner and outer family, each pair once, in order: one number each, which are sorted faster than two.
    pairs: Vec<u64>,
    /// The same pairs, outer and inner, in order.
    reversed: Vec<u64>,
    /// What is around each family.
    pub(super) around: Vec<Around>,
}

/// The longer candidates around the occurrences of a family, and the families inside it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Around {
    /// Occurrences of the commonest longer family.
    pub(super) greatest: u32,
    /// How many different longer families there are.
    pub(super) distinct: u32,
    /// The sum of their occurrences.
    pub(super) total: u32,
    /// The commonest longer family: its number plus one.
    pub(super) best: u32,
    /// Whether one of the longer families is in the title.
    pub(super) in_title: bool,
    /// Whether an occurrence in the title is inside no longer candidate.
    pub(super) maximal_in_title: bool,
    /// How many tokens longer the longest candidate around an occurrence is: the sum and the least.
    pub(super) extension: u32,
    pub(super) least_extension: u32,
    /// Occurrences inside a longer name.
    pub(super) inside_names: u32,
    /// Longer families that are names, and occurrences of the commonest.
    pub(super) names: u32,
    pub(super) greatest_name: u32,
    /// Occurrences of the commonest and of the rarest family inside, and how often one stands alone at most.
    pub(super) commonest_part: u32,
    pub(super) rarest_part: u32,
    pub(super) own_part: u32,
}

impl Nesting {
    /// Of the families of a post; `is_name` says for each whether it is mostly written as a name.
    pub(super) fn of(candidates: &Candidates<'_>, is_name: &[bool]) -> Self {
        let occurrences = candidates.occurrences;
        let mut around = vec![Around { least_extension: u32::MAX, ..Around::default() }; is_name.len()];
        let mut pairs: Vec<u64> = Vec::with_capacity((2 * occurrences.len()).min(1 << 16));
        let mut from = 0;
        for (one, &inner) in occurrences.iter().zip(candidates.family_of) {
            while occurrences[from].start + (LONGEST as u32) < one.end {
                from += 1;
            }
            let own = &mut around[inner as usize];
            let in_title = (one.start as usize) < candidates.body_start;
            if !one.nested {
                own.least_extension = 0;
                own.maximal_in_title |= in_title;
                continue;
            }
            let (mut extension, mut inside_name) = (0, false);
            for (other, &outer) in occurrences[from..].iter().zip(&candidates.family_of[from..]) {
                if other.start > one.start {
                    break;
                }
                if other.end >= one.end && inner != outer {
                    pairs.push(joined(inner, outer));
                    let longer = (other.end - other.start).saturating_sub(one.end - one.start);
                    extension = extension.max(longer);
                    inside_name |= is_name[outer as usize] && longer > 0;
                }
            }
            own.extension += extension;
            own.least_extension = own.least_extension.min(extension);
            own.inside_names += u32::from(inside_name);
        }
        pairs.sort_unstable();
        pairs.dedup();
        let families = candidates.families;
        for &pair in &pairs {
            let (inner, outer) = halves(pair);
            let (longer, part) = (&families[outer as usize], &families[inner as usize]);
            let entry = &mut around[inner as usize];
            if longer.count > entry.greatest {
                entry.greatest = longer.count;
                entry.best = outer + 1;
            }
            entry.distinct += 1;
            entry.total += longer.count;
            entry.in_title |= longer.in_title > 0;
            if is_name[outer as usize] {
                entry.names += 1;
                entry.greatest_name = entry.greatest_name.max(longer.count);
            }
            let whole = &mut around[outer as usize];
            whole.commonest_part = whole.commonest_part.max(part.count);
            whole.rarest_part =
                if whole.rarest_part == 0 { part.count } else { whole.rarest_part.min(part.count) };
            whole.own_part = whole.own_part.max(part.count - part.nested);
        }
        let mut reversed: Vec<u64> = pairs.iter().map(|pair| pair.rotate_left(32)).collect();
        reversed.sort_unstable();
        Self { pairs, reversed, around }
    }

    /// The families around one.
    pub(super) fn longer(&self, family: u32) -> impl Iterator<Item = u32> + '_ {
        of(&self.pairs, family)
    }

    /// The families inside one.
    pub(super) fn parts(&self, family: u32) -> impl Iterator<Item = u32> + '_ {
        of(&self.reversed, family)
    }
}

fn joined(first: u32, second: u32) -> u64 {
    u64::from(first) << 32 | u64::from(second)
}

fn halves(pair: u64) -> (u32, u32) {
    ((pair >> 32) as u32, pair as u32)
}

fn of(pairs: &[u64], family: u32) -> impl Iterator<Item = u32> + '_ {
    let start = pairs.partition_point(|&pair| pair < joined(family, 0));
    pairs[start..]
        .iter()
        .map(|&pair| halves(pair))
        .take_while(move |pair| pair.0 == family)
        .map(|pair| pair.1)
}

#[cfg(test)]
impl Nesting {
    /// No family is inside another.
    pub(super) fn empty() -> Self {
        Self { pairs: Vec::new(), reversed: Vec::new(), around: Vec::new() }
    }
}

//! Syllables of a written French word, by rule: how many vowels are pronounced.
//!
//! The count is that of careful reading aloud. A final *e*, *es* and the *ent* of a verb in the plural are
//! silent. An *e* inside a word counts ("sa-me-di"), except after a vowel ("paie-ment"). *i*, *u* and *ou*
//! before another vowel are glides ("na-tion", "lion", "oui"), except after a consonant with *l* or *r*
//! ("cli-ent", "ou-vri-er"). The letters of the word alone decide; its place in a sentence and liaison are
//! ignored.

use std::sync::LazyLock;

use smallvec::SmallVec;

use super::analysis::{Categories, Category};
use super::lexicon::Lexicon;

/// The number of syllables of `folded`, a word in its comparison form (see [`fold`](crate::text::fold)). The
/// parts between hyphens and apostrophes are counted one by one. 0 for an elided word and for a text without
/// letters.
///
/// ```
/// use glane::french::syllables;
///
/// assert_eq!(syllables("communication"), 5);
/// assert_eq!(syllables("école"), 2);
/// assert_eq!(syllables("aujourd'hui"), 3);
/// assert_eq!(syllables("l'"), 0);
/// ```
pub fn syllables(folded: &str) -> usize {
    let sum = folded.split(['-', '\'', '.', '·']).map(of_part).sum();
    // A single letter is spoken by its name: "plan B".
    if sum == 0 && !folded.ends_with('\'') { usize::from(folded.contains(char::is_alphabetic)) } else { sum }
}

/// Words that the rules count wrongly, by how they begin, and what to add to the count.
const EXCEPTIONS: [(&str, isize); 9] = [
    ("aout", -1),
    ("août", -1),
    ("saoul", -1),
    ("paon", -1),
    ("faon", -1),
    ("taon", -1),
    ("pays", 1),
    ("dépays", 1),
    ("abbaye", 1),
];

/// The syllables of a part without hyphen and apostrophe.
fn of_part(part: &str) -> usize {
    let letters: Letters = part.chars().filter(|c| c.is_alphabetic()).collect();
    if letters.len() < 2 && !letters.iter().any(|&c| is_vowel(c)) {
        return 0;
    }
    if !letters.iter().any(|&c| is_vowel(c)) {
        // Initialisms are spelled out: "SNCF", "PDF".
        return letters.len();
    }
    let silent_ending = part.ends_with("ent") && is_plural_verb(part);
    let mut reader = Reader { letters, at: 0, count: 0, silent_ending };
    while reader.at < reader.letters.len() {
        reader.read_letter();
    }
    let change =
        EXCEPTIONS.iter().find(|(start, _)| part.starts_with(start)).map_or(0, |(_, change)| *change);
    reader.count.saturating_add_signed(change)
}

/// Letters of a part of a word; few parts are longer, and need an allocation.
type Letters = SmallVec<[char; 24]>;

/// A walk along the letters of one part of a word.
struct Reader {
    letters: Letters,
    at: usize,
    count: usize,
    /// Whether the *ent* at the end is that of a verb in the plural.
    silent_ending: bool,
}

impl Reader {
    fn letter(&self, at: usize) -> char {
        self.letters.get(at).copied().unwrap_or(' ')
    }

    fn before(&self, at: usize, back: usize) -> char {
        at.checked_sub(back).map_or(' ', |at| self.letters[at])
    }

    /// Consumes one letter, or the letters of one sound, and counts its vowel.
    fn read_letter(&mut self) {
        let at = self.at;
        if !is_vowel(self.letters[at]) || self.is_mute(at) {
            self.at += 1;
            return;
        }
        let high = if self.letters[at] == 'o' && matches!(self.letter(at + 1), 'u' | 'û' | 'ù') {
            2
        } else {
            usize::from(matches!(self.letters[at], 'i' | 'ï' | 'u' | 'y' | 'î' | 'û'))
        };
        let next = self.letter(at + high);
        let makes_pair = matches!((self.letters[at], next), ('u', 'i' | 'î' | 'y'));
        if high > 0 && is_vowel(next) && !self.is_mute(at + high) && !makes_pair {
            // A glide, or a vowel of its own after "cl", "vr", "tr" …
            self.count += usize::from(self.follows_cluster());
            self.at += high;
        } else {
            self.count += 1;
            self.at += self.sound_length();
        }
    }

    /// Whether the vowel at `at` is silent.
    fn is_mute(&self, at: usize) -> bool {
        let (before, next) = (self.before(at, 1), self.letter(at + 1));
        match self.letters[at] {
            'u' if before == 'q' => true,
            'u' if before == 'g' => matches!(next, 'e' | 'é' | 'è' | 'ê' | 'ë' | 'i' | 'î' | 'ï' | 'y'),
            // "yeux", "yoga".
            'y' if at == 0 => is_vowel(next),
            'e' => self.is_mute_e(at),
            _ => false,
        }
    }

    fn is_mute_e(&self, at: usize) -> bool {
        let rest = &self.letters[at + 1..];
        let after_vowel = at > 0 && is_vowel(self.letters[at - 1]) && !self.is_mute(at - 1);
        match rest {
            [] | ['s'] => after_vowel || self.count > 0,
            ['n', 't'] if self.silent_ending => after_vowel || self.count > 0,
            // "mangeons", "bourgeois"; "asseoir".
            ['a' | 'â' | 'o' | 'ô', ..] if self.letters[at - usize::from(at > 0)] == 'g' => true,
            ['o', 'i', 'r', ..] => true,
            // "paiement", "jouera", "tuerie".
            [consonant, vowel, ..] if !is_vowel(*consonant) && is_vowel(*vowel) => {
                after_vowel && !matches!(self.letters[at - 1], 'a' | 'e' | 'o')
            }
            _ => false,
        }
    }

    /// Whether a consonant with *l* or *r* precedes this vowel: "cl", "vr", "phr".
    fn follows_cluster(&self) -> bool {
        matches!(self.before(self.at, 1), 'l' | 'r')
            && matches!(self.before(self.at, 2), 'b' | 'c' | 'd' | 'f' | 'g' | 'h' | 'k' | 'p' | 't' | 'v')
    }

    /// The number of letters of the vowel sound at this place.
    fn sound_length(&self) -> usize {
        let at = self.at;
        let (first, second, third) = (self.letters[at], self.letter(at + 1), self.letter(at + 2));
        match (first, second, third) {
            ('e', 'a', 'u') | ('o', 'e', 'u' | 'i') | ('e', 'u', 'i') => 3,
            // "coefficient", "coexister"; "coopérer", "coordonner".
            ('o', 'e', 'f' | 'x') | ('o', 'o', 'p' | 'r') if at == 1 && self.letters[0] == 'c' => 1,
            ('a', 'i' | 'î' | 'y' | 'u', _)
            | ('e', 'a' | 'e' | 'i' | 'î' | 'u' | 'û' | 'y', _)
            | ('o', 'e' | 'ê' | 'i' | 'î' | 'o' | 'u' | 'û' | 'ù' | 'y', _)
            | ('u', 'i' | 'î' | 'y', _) => 2,
            _ => 1,
        }
    }
}

fn is_vowel(letter: char) -> bool {
    matches!(
        letter,
        'a' | 'à'
            | 'â'
            | 'ä'
            | 'á'
            | 'e'
            | 'é'
            | 'è'
            | 'ê'
            | 'ë'
            | 'i'
            | 'î'
            | 'ï'
            | 'í'
            | 'o'
            | 'ô'
            | 'ö'
            | 'ó'
            | 'u'
            | 'ù'
            | 'û'
            | 'ü'
            | 'ú'
            | 'y'
            | 'ÿ'
            | 'ã'
            | 'õ'
    )
}

/// Whether a word in *-ent* is a verb in the third person plural and nothing else.
fn is_plural_verb(word: &str) -> bool {
    static LEXICON: LazyLock<Lexicon<'static>> = LazyLock::new(Lexicon::new);
    const FINITE: Categories = Categories::of(&[Category::FiniteVerb, Category::Auxiliary]);
    const THIRD_PLURAL: u8 = 1 << 5;
    if word.ends_with("aient") || word.ends_with("oient") {
        return true;
    }
    let entry = LEXICON.lookup_exact(word);
    let mut readings = LEXICON.readings(&entry).map(|reading| reading.analysis).peekable();
    readings.peek().is_some()
        && readings.all(|reading| {
            reading.categories.meets(FINITE)
                && reading.categories.0 & !FINITE.0 == 0
                && reading.persons == THIRD_PLURAL
        })
}

#[cfg(test)]
mod tests {
    use super::syllables;

    #[track_caller]
    fn all(expected: usize, words: &str) {
        for word in words.split_whitespace() {
            assert_eq!(syllables(word), expected, "{word}");
        }
    }

    #[test]
    fn a_final_e_is_silent_after_another_vowel() {
        all(1, "le de les que ces rue vie roue queue langue villes femme quelque haute joie pluie voie paye");
        all(2, "école musée amie parole années accueil orgueil asseoir");
        all(3, "porte-parole remarquable");
    }

    #[test]
    fn the_ending_ent_is_silent_in_verbs_alone() {
        all(1, "parlent voient prennent vont tient vient dent");
        all(2, "étaient content moment souvent couvent client");
        all(3, "président étudient");
    }

    #[test]
    fn high_vowels_are_glides_except_after_clusters() {
        all(
            1,
            "lion oui ouest pied bien hier dieu mieux lui huit nuit fruit bruit jouer loin trois coin yeux",
        );
        all(2, "nation radio piano client crier trio cruel curieux travail fenouil prière truand actuel");
        all(3, "ouvrier février éblouir influence société réunion");
        all(4, "bibliothèque révolution");
        all(5, "communication organisation");
    }

    #[test]
    fn two_letters_can_be_one_vowel() {
        all(1, "eau cœur coeur oeil seuil feuille fille soeur oeufs week cool jean");
        all(
            2,
            "bateau travaille caillou pigeon mangeons bourgeois voyage crayon payer joyeux football moyen",
        );
        all(3, "aiguillage grenouillage");
    }

    #[test]
    fn a_diaeresis_or_an_accent_separates_vowels() {
        all(2, "naïf maïs noël créer créé poème chaos païen");
        all(3, "israël baïonnette");
        all(4, "réalité européen coopérer coefficient");
    }

    #[test]
    fn an_e_between_a_vowel_and_a_syllable_is_silent() {
        all(2, "paiement jouera tuerie");
        all(3, "dénouement");
        all(4, "remerciement");
    }

    #[test]
    fn elided_words_single_letters_compounds_and_initialisms() {
        all(0, "l' qu' 2012 …");
        all(1, "-t-il -ce b août paon y à");
        all(2, "pays presqu'île week-end aujourd");
        all(3, "paysage aujourd'hui pdf");
        all(4, "sncf");
    }
}

//! Stop words: French function words.
//!
//! Only words of the closed classes: articles, pronouns, prepositions, conjunctions, grammatical adverbs,
//! auxiliaries. A form that is also a noun is left out, however often it is an auxiliary: *été* (summer),
//! *est* (east), *sommes* (sums), *avions* (planes), *as* (ace), *son* (sound), and *suis* with them. Which
//! of the two stands in a text is for the tagger to decide.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::clitics::clitic;

/// Whether `folded`, a comparison form (lower case, `'` for every apostrophe, "oe" for œ), is a stop word.
///
/// Elided forms are given with their apostrophe and clitics with their hyphen, as in tokens.
///
/// ```
/// use glane::french::is_stop_word;
///
/// assert!(is_stop_word("les") && is_stop_word("qu'") && is_stop_word("-t-il"));
/// assert!(!is_stop_word("été") && !is_stop_word("avions") && !is_stop_word("réseau"));
/// ```
pub fn is_stop_word(folded: &str) -> bool {
    static SET: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| stop_words().collect());
    SET.contains(folded)
        || folded.strip_prefix('-').is_some_and(is_clitic)
        // "a t-elle", which lacks its first hyphen.
        || (folded.starts_with("t-") && is_clitic(folded))
}

/// The stop words, without the clitics that begin with a hyphen.
pub fn stop_words() -> impl Iterator<Item = &'static str> {
    LIST.split_ascii_whitespace()
}

/// Whether the whole of `word` is a clitic.
fn is_clitic(word: &str) -> bool {
    clitic(word) == Some(word)
}

const LIST: &str = "
    le la les l' un une des du de d' au aux
    ce cet cette ces c' ç' ceci cela ça celui celle ceux celles celui-ci celui-là celle-ci celle-là ceux-ci
    ceux-là celles-ci celles-là
    mon ma mes ton ta tes sa ses notre nos votre vos leur leurs
    mien mienne miens miennes tien tienne tiens tiennes sien sienne siens siennes nôtre nôtres vôtre vôtres
    je j' tu il elle on l'on nous vous ils elles me m' te t' se s' lui y y' en moi toi soi eux iel iels
    moi-même toi-même lui-même elle-même soi-même nous-mêmes vous-même vous-mêmes eux-mêmes elles-mêmes
    qui que qu' quoi dont où lequel laquelle lesquels lesquelles auquel auxquels auxquelles duquel desquels
    desquelles quel quelle quels quelles quiconque
    aucun aucune aucuns aucunes nul nulle nuls nulles certain certaine certains certaines chaque chacun chacune
    plusieurs quelque quelques quelqu'un quelqu'une quelques-uns quelques-unes quelconque tel telle tels telles
    tout toute tous toutes autre autres autrui même mêmes rien divers diverses maint maints mainte maintes
    à dans par pour sur sous vers avec sans chez entre contre depuis pendant durant avant après devant derrière dès
    jusque jusqu' jusques selon sauf hors malgré parmi envers outre via voici voilà hormis excepté moyennant
    concernant afin lors quant près loin
    et ou ni mais donc car si comme quand lorsque lorsqu' puisque puisqu' quoique quoiqu' parce tandis
    alors ainsi aussi cependant toutefois néanmoins pourtant ensuite enfin puis sinon soit et/ou
    ne n' pas plus moins guère jamais toujours très trop peu assez beaucoup tant autant tellement presque
    presqu' entr' déjà encore ici là là-bas là-haut ci bien mal mieux pis ailleurs partout dedans dehors dessus
    dessous hier aujourd'hui demain maintenant bientôt tôt tard souvent parfois quelquefois longtemps
    seulement notamment surtout plutôt vraiment environ davantage certes peut-être c'est-à-dire combien comment
    pourquoi oui non voire quasi quasiment également effectivement évidemment simplement actuellement
    finalement généralement particulièrement récemment désormais auparavant dorénavant justement
    forcément probablement sûrement certainement naturellement apparemment franchement ensemble
    au-delà au-dessus au-dessous au-dehors ci-dessus ci-dessous ci-contre ci-joint là-dessus là-dedans jusque-là
    tantôt d'abord d'ailleurs p'tête p'têt p'tet
    es sont étais était étions étiez étaient fus fut fûmes fûtes furent serai seras sera serons
    serez seront serais serait serions seriez seraient sois soyons soyez soient fusse fusses fût fussions fussiez
    fussent étant être êtes
    ai avons avez ont avais avait aviez avaient eus eut eûmes eûtes eurent aurai auras aura aurons aurez
    auront aurais aurait aurions auriez auraient aie aies ait ayons ayez aient eusse eusses eût eussions eussiez
    eussent ayant eu eue eues avoir a
    faire fais font faisait faisaient faisant fera feront ferait feraient fasse fassent faisons faites
    peux peut peuvent pouvons pouvez pouvait pouvaient pourra pourront pourrait pourraient puisse puissent pu
    dois doit doivent devons devez devait devaient devra devront devrait devraient doive dû
    veux veut veulent voulons voulez voulait vouloir va vais vas vont allons allez allait allaient ira iront
    aller faut fallait faudra faudrait falloir faille semble semblent semblait
    etc. cf. ex. av. n° m. mm. mme mmes mlle mr dr
    euh ah oh eh bah ben hein ouais bon bref hélas
    deux trois quatre cinq six sept huit neuf dix onze douze vingt trente cent
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_that_look_like_auxiliaries_are_not_stop_words() {
        for word in
            ["été", "est", "sommes", "avions", "suis", "as", "son", "fort", "pouvoir", "devoir", "travail"]
        {
            assert!(!is_stop_word(word), "{word}");
        }
    }

    #[test]
    fn function_words_are_stop_words_elided_or_not() {
        for word in
            ["le", "l'", "d'", "lorsqu'", "celle-ci", "-ce", "-t-elle", "-là", "aujourd'hui", "oeuvre"]
        {
            assert_eq!(is_stop_word(word), word != "oeuvre", "{word}");
        }
    }

    #[test]
    fn the_list_is_in_comparison_form() {
        for word in stop_words() {
            assert!(!word.contains(['’', 'œ', 'æ']) && word.to_lowercase() == word, "{word}");
        }
    }
}

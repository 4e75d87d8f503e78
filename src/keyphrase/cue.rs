//! Cues: what a common word says of the name or the number beside it.
//!
//! Small closed classes of French words: civilities, nouns for people, places, organisations, works and
//! products, a few verbs, units of measure. It lists no names: the text decides whether a name is a person or a place.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// The class of a form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Cue {
    #[default]
    None,
    /// "M.", "Mme", "Dr": a person follows.
    Civility,
    /// "écrivaine", "président": the name of a person may follow, or be in apposition.
    Person,
    /// A verb that people do: "raconter", "naître".
    PersonVerb,
    /// "ville", "région".
    Place,
    /// "rue", "musée": a place, and no evidence for the name behind it.
    Street,
    /// "Hall", "Valley": a place by the last word of its English name.
    Venue,
    /// A verb of going and staying, with a place behind "à" or "en".
    PlaceVerb,
    /// "association", "entreprise".
    Organisation,
    /// "SARL", "Inc": an organisation stands before.
    LegalForm,
    /// "roman", "film".
    Work,
    /// "logiciel", "framework".
    Product,
    /// "litre", "euro": a unit behind a number.
    Unit,
    /// "km", "min": a unit wherever it stands.
    UnitSymbol,
    /// "utiliser", "installer": a product may follow.
    ProductVerb,
    /// "à".
    At,
    /// "au", "aux".
    AtThe,
    /// "en".
    In,
    /// "avec", "sous".
    With,
    /// "zéro", which makes phrases with the noun behind it.
    Zero,
}

const CIVILITIES: &str = "m. mr mr. mm. mme mmes mlle madame mesdames monsieur messieurs mademoiselle dr dr. docteur pr pr. \
    maître sir lord";

const PERSONS: &str = "auteur auteure autrice écrivain écrivaine romancier romancière poète poétesse philosophe sociologue \
    historien historienne journaliste chanteur chanteuse acteur actrice comédien comédienne réalisateur \
    réalisatrice cinéaste peintre musicien musicienne compositeur compositrice président présidente \
    ministre maire député députée sénateur sénatrice directeur directrice chercheur chercheuse \
    économiste ingénieur ingénieure développeur développeuse designer photographe ami amie collègue \
    frère soeur père mère fils fille mari épouse fondateur fondatrice créateur créatrice avocat avocate \
    dessinateur dessinatrice scénariste blogueur blogueuse géographe climatologue physicien physicienne \
    mathématicien professeur professeure inspecteur roi reine prince princesse général capitaine \
    détective mémé pépé mamie papy papi tante oncle cousin cousine grand-mère grand-père maman papa \
    copain copine";

const PERSON_VERBS: &str = "dire écrire expliquer raconter déclarer répondre penser naître mourir affirmer confier estimer \
    sourire croire épouser décéder rétorquer murmurer soupirer crier chanter peindre interviewer \
    rencontrer marier tweeter rappeler souligner ajouter préciser demander";

const PLACES: &str = "ville village commune région département pays île quartier mer océan lac \
    rivière fleuve mont montagne forêt vallée baie port gare aéroport capitale province continent plage \
    pont château cathédrale canton comté banlieue golfe désert hameau faubourg bourg bourgade métropole \
    agglomération archipel presqu'île péninsule massif arrondissement";

const STREETS: &str = "rue avenue boulevard quai ruelle impasse musée théâtre stade parc halle cimetière abbaye basilique chapelle";

const VENUES: &str =
    "hall park museum memorial stadium street castle theatre arena airport valley island beach";

const PLACE_VERBS: &str =
    "aller habiter vivre arriver partir voyager situer débarquer atterrir séjourner déménager";

const PRODUCT_VERBS: &str = "utiliser télécharger configurer désinstaller tester développer compiler coder";

const ORGANISATIONS: &str = "association société entreprise groupe fondation université école institut ministère parti syndicat \
    fédération agence collectif ong banque club coopérative startup start-up compagnie studio \
    cabinet comité conseil union ligue académie laboratoire commission hôpital organisation mouvement \
    opérateur constructeur fabricant hébergeur mairie rédaction multinationale firme lycée \
    collège faculté orchestre confédération asso consortium";

const LEGAL_FORMS: &str = "sa sas sarl inc inc. ltd gmbh corp scop eurl llc company corporation plc";

const WORKS: &str = "roman film livre album chanson série pièce bd poème essai recueil documentaire opéra tableau manga \
    saga trilogie ouvrage jeu nouvelle comédie tragédie symphonie feuilleton podcast revue magazine \
    bouquin conte fable polar court-métrage";

const PRODUCTS: &str = "logiciel application appli plugin extension framework bibliothèque librairie outil langage \
    navigateur téléphone smartphone appareil console ordinateur distribution plateforme moteur module \
    voiture tablette éditeur cms distro progiciel imprimante liseuse montre vélo moto paquet greffon \
    modèle";

const UNITS: &str = "litre euro dollar franc mètre kilomètre centimètre millimètre gramme kilogramme kilo tonne minute \
    heure seconde degré jour semaine mois an année octet mégaoctet gigaoctet kilooctet watt volt pixel \
    centime livre fois hectare décibel mille million milliard centilitre millilitre kilowattheure ko mo \
    go to h";

const UNIT_SYMBOLS: &str = "min mn km cm mm kg mg ml cl dl hl kwh mwh px km/h ghz mhz khz kb";

/// Classes of single forms, without plurals of nouns: "les associations LGBT" does not name an association "LGBT".
const BY_FORM: [(Cue, &str); 10] = [
    (Cue::Civility, CIVILITIES),
    (Cue::LegalForm, LEGAL_FORMS),
    (Cue::UnitSymbol, UNIT_SYMBOLS),
    (Cue::Person, PERSONS),
    (Cue::Place, PLACES),
    (Cue::Street, STREETS),
    (Cue::Venue, VENUES),
    (Cue::Organisation, ORGANISATIONS),
    (Cue::Work, WORKS),
    (Cue::Product, PRODUCTS),
];

/// Classes of all forms of a lemma.
const BY_LEMMA: [(Cue, &str); 4] = [
    (Cue::Unit, UNITS),
    (Cue::PersonVerb, PERSON_VERBS),
    (Cue::PlaceVerb, PLACE_VERBS),
    (Cue::ProductVerb, PRODUCT_VERBS),
];

/// The classes, by word.
struct Classes {
    by_form: FxHashMap<&'static str, Cue>,
    by_lemma: FxHashMap<&'static str, Cue>,
}

static CLASSES: LazyLock<Classes> = LazyLock::new(|| {
    let table = |classes: &[(Cue, &'static str)]| {
        let mut table = FxHashMap::default();
        // A word of two lists has the class of the first.
        for &(class, list) in classes {
            for word in list.split_ascii_whitespace() {
                table.entry(word).or_insert(class);
            }
        }
        table
    };
    Classes { by_form: table(&BY_FORM), by_lemma: table(&BY_LEMMA) }
});

impl Cue {
    /// The class of a folded form; `lemmas` gives those of its readings.
    pub(super) fn of<L: AsRef<str>, I: Iterator<Item = L>>(folded: &str, lemmas: impl FnOnce() -> I) -> Self {
        match folded {
            "zéro" => return Self::Zero,
            "à" | "a" => return Self::At,
            "au" | "aux" => return Self::AtThe,
            "en" => return Self::In,
            "avec" | "sous" | "via" => return Self::With,
            _ => {}
        }
        let of_form = CLASSES.by_form.get(folded).or_else(|| CLASSES.by_lemma.get(folded)).copied();
        of_form
            .or_else(|| lemmas().find_map(|lemma| CLASSES.by_lemma.get(lemma.as_ref()).copied()))
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Cue;

    #[test]
    fn verbs_and_units_have_the_class_of_their_lemma() {
        let cue = |folded: &str, lemma: &str| Cue::of(folded, || std::iter::once(lemma.to_owned()));
        assert_eq!(cue("mme", "mme"), Cue::Civility);
        assert_eq!(cue("ville", "ville"), Cue::Place);
        assert_eq!(cue("villes", "ville"), Cue::None);
        assert_eq!(cue("litres", "litre"), Cue::Unit);
        assert_eq!(cue("raconta", "raconter"), Cue::PersonVerb);
        assert_eq!(cue("km", "km"), Cue::UnitSymbol);
        assert_eq!(cue("arbre", "arbre"), Cue::None);
    }
}

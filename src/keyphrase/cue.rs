//! Cues: what a common word says of the name or the number beside it.
//!
//! Small closed classes of French words: civilities, nouns for people, places, organisations, works and
//! products, a few verbs, units of measure. No names: which name is a person or a place is for the text to tell.

/// The class of a form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Cue {
    #[default]
    None,
    /// "M.", "Mme", "Dr": a person follows.
    Civility,
    /// "écrivaine", "président": a person may follow, or stand in apposition.
    Person,
    /// A verb that people do: "raconter", "naître".
    PersonVerb,
    /// "ville", "rue", "région".
    Place,
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
    /// "à", "au", "vers".
    At,
    /// "en".
    In,
    /// "avec", "sous".
    With,
    /// "zéro", which makes phrases with the noun behind it.
    Zero,
}

const CIVILITIES: [&str; 20] = [
    "m.",
    "mr",
    "mr.",
    "mm.",
    "mme",
    "mmes",
    "mlle",
    "madame",
    "mesdames",
    "monsieur",
    "messieurs",
    "mademoiselle",
    "dr",
    "dr.",
    "docteur",
    "pr",
    "pr.",
    "maître",
    "sir",
    "lord",
];

const PERSONS: [&str; 84] = [
    "auteur",
    "auteure",
    "autrice",
    "écrivain",
    "écrivaine",
    "romancier",
    "romancière",
    "poète",
    "poétesse",
    "philosophe",
    "sociologue",
    "historien",
    "historienne",
    "journaliste",
    "chanteur",
    "chanteuse",
    "acteur",
    "actrice",
    "comédien",
    "comédienne",
    "réalisateur",
    "réalisatrice",
    "cinéaste",
    "peintre",
    "musicien",
    "musicienne",
    "compositeur",
    "compositrice",
    "président",
    "présidente",
    "ministre",
    "maire",
    "député",
    "députée",
    "sénateur",
    "sénatrice",
    "directeur",
    "directrice",
    "chercheur",
    "chercheuse",
    "économiste",
    "ingénieur",
    "ingénieure",
    "développeur",
    "développeuse",
    "designer",
    "photographe",
    "ami",
    "amie",
    "collègue",
    "frère",
    "soeur",
    "père",
    "mère",
    "fils",
    "fille",
    "mari",
    "épouse",
    "fondateur",
    "fondatrice",
    "créateur",
    "créatrice",
    "avocat",
    "avocate",
    "dessinateur",
    "dessinatrice",
    "scénariste",
    "blogueur",
    "blogueuse",
    "géographe",
    "climatologue",
    "physicien",
    "physicienne",
    "mathématicien",
    "professeur",
    "professeure",
    "inspecteur",
    "roi",
    "reine",
    "prince",
    "princesse",
    "général",
    "capitaine",
    "détective",
];

const PERSON_VERBS: [&str; 26] = [
    "dire",
    "écrire",
    "expliquer",
    "raconter",
    "déclarer",
    "répondre",
    "penser",
    "naître",
    "mourir",
    "affirmer",
    "confier",
    "estimer",
    "sourire",
    "croire",
    "épouser",
    "décéder",
    "rétorquer",
    "murmurer",
    "soupirer",
    "crier",
    "chanter",
    "peindre",
    "interviewer",
    "rencontrer",
    "marier",
    "tweeter",
];

const PLACES: [&str; 50] = [
    "ville",
    "village",
    "commune",
    "rue",
    "avenue",
    "boulevard",
    "quai",
    "région",
    "département",
    "pays",
    "île",
    "quartier",
    "mer",
    "océan",
    "lac",
    "rivière",
    "fleuve",
    "mont",
    "montagne",
    "forêt",
    "vallée",
    "baie",
    "port",
    "gare",
    "aéroport",
    "capitale",
    "province",
    "continent",
    "plage",
    "pont",
    "château",
    "cathédrale",
    "canton",
    "comté",
    "banlieue",
    "golfe",
    "désert",
    "hameau",
    "faubourg",
    "bourg",
    "bourgade",
    "métropole",
    "agglomération",
    "archipel",
    "presqu'île",
    "péninsule",
    "massif",
    "ruelle",
    "impasse",
    "arrondissement",
];

const PLACE_VERBS: [&str; 12] = [
    "aller",
    "habiter",
    "vivre",
    "arriver",
    "partir",
    "voyager",
    "situer",
    "installer",
    "débarquer",
    "atterrir",
    "séjourner",
    "déménager",
];

const PRODUCT_VERBS: [&str; 8] =
    ["utiliser", "télécharger", "configurer", "désinstaller", "tester", "développer", "compiler", "coder"];

const ORGANISATIONS: [&str; 50] = [
    "association",
    "société",
    "entreprise",
    "groupe",
    "fondation",
    "université",
    "école",
    "institut",
    "ministère",
    "parti",
    "syndicat",
    "fédération",
    "agence",
    "collectif",
    "ong",
    "banque",
    "club",
    "coopérative",
    "startup",
    "start-up",
    "éditeur",
    "compagnie",
    "studio",
    "cabinet",
    "comité",
    "conseil",
    "union",
    "ligue",
    "académie",
    "laboratoire",
    "commission",
    "hôpital",
    "organisation",
    "mouvement",
    "opérateur",
    "constructeur",
    "fabricant",
    "hébergeur",
    "éditrice",
    "mairie",
    "rédaction",
    "multinationale",
    "firme",
    "lycée",
    "collège",
    "faculté",
    "orchestre",
    "confédération",
    "asso",
    "consortium",
];

const LEGAL_FORMS: [&str; 11] =
    ["sa", "sas", "sarl", "inc", "inc.", "ltd", "gmbh", "corp", "scop", "eurl", "llc"];

const WORKS: [&str; 32] = [
    "roman",
    "film",
    "livre",
    "album",
    "chanson",
    "série",
    "pièce",
    "bd",
    "poème",
    "essai",
    "recueil",
    "documentaire",
    "opéra",
    "tableau",
    "manga",
    "saga",
    "trilogie",
    "ouvrage",
    "jeu",
    "nouvelle",
    "comédie",
    "tragédie",
    "symphonie",
    "feuilleton",
    "podcast",
    "revue",
    "magazine",
    "bouquin",
    "conte",
    "fable",
    "polar",
    "court-métrage",
];

const PRODUCTS: [&str; 34] = [
    "logiciel",
    "application",
    "appli",
    "plugin",
    "extension",
    "framework",
    "bibliothèque",
    "librairie",
    "outil",
    "langage",
    "navigateur",
    "téléphone",
    "smartphone",
    "appareil",
    "console",
    "ordinateur",
    "distribution",
    "plateforme",
    "moteur",
    "module",
    "voiture",
    "tablette",
    "éditeur",
    "cms",
    "distro",
    "progiciel",
    "imprimante",
    "liseuse",
    "montre",
    "vélo",
    "moto",
    "paquet",
    "api",
    "greffon",
];

const UNITS: [&str; 44] = [
    "litre",
    "euro",
    "dollar",
    "franc",
    "mètre",
    "kilomètre",
    "centimètre",
    "millimètre",
    "gramme",
    "kilogramme",
    "kilo",
    "tonne",
    "minute",
    "heure",
    "seconde",
    "degré",
    "jour",
    "semaine",
    "mois",
    "an",
    "année",
    "octet",
    "mégaoctet",
    "gigaoctet",
    "kilooctet",
    "watt",
    "volt",
    "pixel",
    "centime",
    "livre",
    "fois",
    "hectare",
    "décibel",
    "mille",
    "million",
    "milliard",
    "centilitre",
    "millilitre",
    "kilowattheure",
    "ko",
    "mo",
    "go",
    "to",
    "h",
];

const UNIT_SYMBOLS: [&str; 19] = [
    "min", "mn", "km", "cm", "mm", "kg", "mg", "ml", "cl", "dl", "hl", "kwh", "mwh", "px", "km/h", "ghz",
    "mhz", "khz", "kb",
];

impl Cue {
    /// The class of a folded form; `lemmas` gives those of its readings.
    pub(super) fn of<L: Iterator<Item = String>>(folded: &str, lemmas: impl FnOnce() -> L) -> Self {
        if CIVILITIES.contains(&folded) {
            return Self::Civility;
        }
        if LEGAL_FORMS.contains(&folded) {
            return Self::LegalForm;
        }
        if UNIT_SYMBOLS.contains(&folded) {
            return Self::UnitSymbol;
        }
        match folded {
            "zéro" => return Self::Zero,
            "à" | "au" | "aux" | "vers" => return Self::At,
            "en" => return Self::In,
            "avec" | "sous" | "via" => return Self::With,
            _ => {}
        }
        let classes: [(Self, &[&str]); 9] = [
            (Self::Person, &PERSONS),
            (Self::Place, &PLACES),
            (Self::Organisation, &ORGANISATIONS),
            (Self::Work, &WORKS),
            (Self::Product, &PRODUCTS),
            (Self::Unit, &UNITS),
            (Self::PersonVerb, &PERSON_VERBS),
            (Self::PlaceVerb, &PLACE_VERBS),
            (Self::ProductVerb, &PRODUCT_VERBS),
        ];
        let class =
            |word: &str| classes.iter().find(|(_, words)| words.contains(&word)).map(|(class, _)| *class);
        class(folded).or_else(|| lemmas().find_map(|lemma| class(&lemma))).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Cue;

    #[test]
    fn a_form_has_the_class_of_its_lemma() {
        let cue = |folded: &str, lemma: &str| Cue::of(folded, || std::iter::once(lemma.to_owned()));
        assert_eq!(cue("mme", "mme"), Cue::Civility);
        assert_eq!(cue("villes", "ville"), Cue::Place);
        assert_eq!(cue("raconta", "raconter"), Cue::PersonVerb);
        assert_eq!(cue("km", "km"), Cue::UnitSymbol);
        assert_eq!(cue("arbre", "arbre"), Cue::None);
    }
}

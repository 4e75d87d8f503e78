//! The tokens of short texts, rule by rule.

use glane::text::{TokenKind, tokenize};

/// The tokens of `text`, separated by spaces; a space inside a token is shown as `_`.
fn tokens(text: &str) -> String {
    let tokens = tokenize(text);
    tokens
        .iter()
        .map(|token| token.text(text).replace([' ', '\u{a0}', '\u{202f}'], "_"))
        .collect::<Vec<_>>()
        .join(" ")
}

#[track_caller]
fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(tokens(text), *expected, "{text}");
    }
}

#[test]
fn the_apostrophe_of_an_elision_ends_its_token() {
    check(&[
        ("L’oiseau s'envole", "L’ oiseau s' envole"),
        ("jusqu'ici, lorsqu’il", "jusqu' ici , lorsqu’ il"),
        ("l’«or» d'\"assistance\"", "l’ « or » d' \" assistance \""),
        ("d' abord", "d' abord"),
    ]);
}

#[test]
fn some_words_contain_an_apostrophe() {
    check(&[
        ("aujourd’hui quelqu'un que l’on", "aujourd’hui quelqu'un que l’on"),
        ("c'est-à-dire presqu'île prud'homal", "c'est-à-dire presqu'île prud'homal"),
        ("main-d’œuvre du Val-d'Oise, O'Hara", "main-d’œuvre du Val-d'Oise , O'Hara"),
        ("Wendy's rock'n roll", "Wendy 's rock 'n roll"),
        ("un p'tit mot, p’têt’ P'TITE p'tête", "un p'tit mot , p’têt ’ P'TITE p'tête"),
    ]);
}

#[test]
fn clitics_begin_with_their_hyphen() {
    check(&[
        ("Qu'est-ce ? Va-t-il, dit-elle", "Qu' est -ce ? Va -t-il , dit -elle"),
        ("donne-le-moi, allons-y", "donne -le -moi , allons -y"),
        ("va-t'en", "va -t' en"),
        ("cette année-là", "cette année -là"),
        ("celui-ci, rendez-vous, là-bas, peut-être", "celui-ci , rendez-vous , là-bas , peut-être"),
        ("Aix-en-Provence, Bar-le-Duc", "Aix-en-Provence , Bar-le-Duc"),
        ("se trouve t-elle", "se trouve t-elle"),
    ]);
}

#[test]
fn a_number_is_one_token() {
    check(&[
        ("1 000 et 500\u{a0}000 et 1\u{202f}234,5", "1_000 et 500_000 et 1_234,5"),
        ("3,14 1.000 1994-1995 2/10 1er 19e 20cm", "3,14 1.000 1994-1995 2/10 1er 19e 20cm"),
        ("en 2006 150 personnes", "en 2006 150 personnes"),
        ("à 20h30, -1,5 (-2)", "à 20 h 30 , -1,5 ( -2 )"),
        ("20% et 25 °C, n° 7", "20 % et 25 °C , n° 7"),
    ]);
}

#[test]
fn abbreviations_and_initials_keep_their_dot() {
    check(&[
        ("M. Dupont, cf. p. 12, etc.", "M. Dupont , cf. p. 12 , etc."),
        ("J. Verne, J.-C., le P.I.B.", "J. Verne , J.-C. , le P.I.B."),
        ("la fin. Le début... et…", "la fin . Le début ... et …"),
        ("des graines, p. ex. de lin, p. 7", "des graines , p. ex. de lin , p. 7"),
        (
            "Dagobert I. Il régna. J. Le Bris, A. L'Heureux",
            "Dagobert I . Il régna . J. Le Bris , A. L' Heureux",
        ),
        ("la vitamine C. L'orange en a", "la vitamine C . L' orange en a"),
    ]);
}

#[test]
fn an_address_is_one_token_without_closing_punctuation() {
    check(&[
        ("Voir https://exemple.fr/a_(b)?c=d#e.", "Voir https://exemple.fr/a_(b)?c=d#e ."),
        ("(www.exemple.fr)", "( www.exemple.fr )"),
        ("à jean.dupont@exemple.fr, over-blog.com", "à jean.dupont@exemple.fr , over-blog.com"),
        ("@AlainBenichou #télétravail #1", "@AlainBenichou #télétravail # 1"),
        ("et/ou, fin.de suite", "et / ou , fin . de suite"),
        ("Node.js, data.gouv.fr et reponse.json.", "Node.js , data.gouv.fr et reponse.json ."),
    ]);
}

#[test]
fn inclusive_writing_is_one_token() {
    check(&[
        ("étudiant·e·s collaborateur·rice·s", "étudiant·e·s collaborateur·rice·s"),
        ("étudiant(e)s, tou.te.s. Voilà", "étudiant(e)s , tou.te.s . Voilà"),
        ("le film (en anglais)", "le film ( en anglais )"),
    ]);
}

#[test]
fn an_emoji_with_all_its_parts_is_one_token() {
    for emoji in ["👩‍👩‍👧", "🇫🇷", "👍🏽", "❤️", "☀"] {
        let text = format!("été{emoji}{emoji} !");
        let tokens = tokenize(&text);
        assert_eq!(tokens.len(), 4, "{emoji}");
        assert_eq!((tokens[1].text(&text), tokens[1].kind), (emoji, TokenKind::Emoji));
    }
}

#[test]
fn tokens_show_the_text_unchanged() {
    let text = "com\u{ad}mu\u{ad}nauté e\u{301}te\u{301}";
    let shown: Vec<&str> = tokenize(text).iter().map(|token| token.text(text)).collect();
    assert_eq!(shown, ["com\u{ad}mu\u{ad}nauté", "e\u{301}te\u{301}"]);
}

#[test]
fn every_kind_of_token_is_recognized() {
    use TokenKind::{
        Abbreviation, Clitic, Elided, Email, Emoji, Hashtag, Mention, Number, Punctuation, Url, Word,
    };
    let text = "l'eau est-ce 12 etc. , x.fr a@b.fr @a #a 👍";
    let kinds: Vec<TokenKind> = tokenize(text).iter().map(|token| token.kind).collect();
    assert_eq!(
        kinds,
        [
            Elided,
            Word,
            Word,
            Clitic,
            Number,
            Abbreviation,
            Punctuation,
            Word,
            Punctuation,
            Word,
            Email,
            Mention,
            Hashtag,
            Emoji
        ]
    );
    assert_eq!(tokenize("exemple.fr")[0].kind, Url);
}

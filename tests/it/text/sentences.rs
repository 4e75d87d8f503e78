//! Where sentences end.

use glane::text::{Document, Forms};

/// The sentences of `text` as written.
fn sentences(text: &str) -> Vec<&str> {
    let mut forms = Forms::new();
    let document = Document::parse(text, &mut forms);
    let tokens = document.tokens();
    let shown = |range: std::ops::Range<usize>| {
        &text[tokens[range.start].range().start..tokens[range.end - 1].range().end]
    };
    document.sentences().iter().map(|sentence| shown(sentence.range())).collect()
}

#[track_caller]
fn check(expected: &[&str], between: &str) {
    assert_eq!(sentences(&expected.join(between)), expected);
}

#[test]
fn a_full_stop_ends_a_sentence_and_an_abbreviation_does_not() {
    check(&["M. Dupont est venu.", "Il habite av. de la Gare, cf. p. 12.", "Voilà !", "Non ?"], " ");
    check(&["On y voit des lampes, des vélos, etc.", "Le reste attend."], " ");
    check(&["Avant J.-C. les routes manquaient.", "Ensuite, non."], " ");
}

#[test]
fn closing_marks_belong_to_the_sentence_before_them() {
    check(&["« Je viens. »", "Il vint (enfin !).", "\"Bien.\"", "Puis rien."], " ");
    check(&["« Viens-tu ? » dit-elle en riant.", "Oui…", "Peut-être."], " ");
    check(&["Ce mot (?) reste obscur.", "Tant pis ?!"], " ");
}

#[test]
fn dashes_begin_the_lines_of_a_dialogue() {
    check(&["— Tu viens ?", "— Non.", "— Tant pis."], "\n");
    check(&["Il hésita.", "— Tu viens ?"], " ");
}

#[test]
fn titles_and_items_are_sentences() {
    check(
        &["Un titre sans point", "Le texte commence ici.", "- un premier point", "- un second point"],
        "\n",
    );
    check(&["Le jardin en mars", "on y sème des pois."], "\n\n");
}

#[test]
fn a_line_break_inside_a_hard_wrapped_paragraph_does_not_end_a_sentence() {
    let wrapped = "Ce paragraphe a été coupé à la main par un programme de courrier,\n\
                   et ses lignes ne sont pas des phrases ; il continue jusqu'au bout de\n\
                   cette ligne et s'arrête.";
    assert_eq!(sentences(wrapped), [wrapped]);
}

#[test]
fn a_lost_line_break_is_found_by_a_capitalized_function_word() {
    check(&["Entretien des outils", "Il faut huiler les lames."], " ");
    check(&["Le journal Le Monde en parle."], " ");
    check(&["Rebondissement", "Le 13 janvier, tout change."], " ");
    check(&["Les vivaces ;", "- les bulbes ;", "- Les annuelles."], " ");
    check(&["Voir http://exemple.fr/jardin", "Le reste attend."], " ");
}

#[test]
fn a_lost_line_break_is_found_by_a_capitalized_word_that_is_not_a_name() {
    check(&["Entretien des outils", "Naturellement, il faut huiler les lames."], " ");
    check(&["Entretien des outils", "Sachant le prix des lames, on les huile."], " ");
    check(&["Les vivaces ;", "Bulbes du jardin ;", "Les Annuelles."], " ");
    check(&["Le compte du ministère de l'Intérieur et du Conseil régional."], " ");
    check(&["Ont voté : Anne Martin ; Paul Ferrer ; Rose Donner."], " ");
    check(&["Le roman de Christophe Donner est le journal Aujourd'hui, dit-on."], " ");
}

#[test]
fn a_title_inside_a_sentence_does_not_end_it() {
    check(&["La lecture du livre Un métier idéal nous a plu."], " ");
    check(&["Il sort les albums Un homme nature et Doc."], " ");
    check(&["Le 12 mars 1996 : La police revient."], " ");
    check(&["Il reste en Série A avec quinze points."], " ");
}

#[test]
fn an_initial_ends_a_sentence_only_before_a_function_word() {
    check(&["Il rencontra Dagobert I.", "Ils se reconnurent."], " ");
    check(&["On y joua J. Le Bris et M. Un tel."], " ");
}

//! A whole page: its main text and its metadata.

use super::element::Element;
use super::fragment::{Prose, line, warn_of_depth};
use super::main_text::{self, MainText};
use super::metadata;
use super::tree::{Attribute, Tree};
use crate::Post;

/// Whether a source is a page, and not a piece of one.
pub(super) fn is_page(tree: &Tree) -> bool {
    tree.elements(0..tree.nodes.len())
        .any(|(_, element)| matches!(element, Element::Html | Element::Head | Element::Body | Element::Main))
}

/// Reads a page into the post.
pub(super) fn read_into(post: &mut Post, tree: &Tree, max_depth: usize) {
    metadata::read_into(post, tree);
    let main = main_text::find(tree);
    let headings = headings(tree);
    post.title = title(tree, &main, &headings, &post.title);
    let mut prose = Prose::default();
    let own_title = title_heading(&main, &headings, &post.title);
    for range in &main.ranges {
        prose.read(tree, range.clone(), &|at| main.page_chrome[at] || Some(at) == own_title);
        prose.break_line();
    }
    if prose.is_empty() {
        // A page that is all page chrome is read whole.
        prose.read(tree, 0..tree.nodes.len(), &|_| false);
    }
    prose.finish(post);
    warn_of_depth(post, tree, max_depth);
}

/// The headings of the page, with their text on one line.
fn headings(tree: &Tree) -> Vec<(usize, Element, String)> {
    tree.elements(0..tree.nodes.len())
        .filter(|(_, element)| element.is_heading())
        .map(|(at, element)| (at, element, tree.text_of(at)))
        .filter(|(_, _, text)| !text.is_empty())
        .collect()
}

/// The post's title without the name of the site.
fn title(tree: &Tree, main: &MainText, headings: &[(usize, Element, String)], told: &str) -> String {
    const TITLE_CLASSES: [&str; 6] =
        ["entry-title", "post-title", "p-name", "article-title", "graf--title", "post__title"];
    let named = headings.iter().find(|(at, _, _)| {
        tree.has_word(*at, Attribute::Class, &TITLE_CLASSES)
            || tree.has_word(*at, Attribute::ItemProp, &["headline", "name"])
    });
    if told.is_empty() {
        if let Some((_, _, text)) = named {
            return text.clone();
        }
        let in_main = |at: usize| main.ranges.iter().any(|range| range.contains(&at));
        let mut first_level = headings.iter().filter(|(_, element, _)| *element == Element::H1);
        let only = first_level.next().filter(|_| first_level.next().is_none());
        let of_head = tree.elements(0..tree.nodes.len()).find(|(_, element)| *element == Element::Title);
        let of_head = of_head.map(|(at, _)| tree.text_of(at)).filter(|text| !text.is_empty());
        return match (only, of_head) {
            // A lone heading outside the text may be the name of the site.
            (Some((at, _, text)), None) if in_main(*at) || main.ranges.len() > 1 => text.clone(),
            (Some((at, _, text)), Some(whole)) if in_main(*at) || whole.starts_with(text.as_str()) => {
                text.clone()
            }
            (_, Some(whole)) => without_site(tree, headings, whole),
            (Some((_, _, text)), None) => text.clone(),
            (None, None) => String::new(),
        };
    }
    without_site(tree, headings, line(told))
}

/// `Le levain – Mon blog` becomes `Le levain` where a heading or the name of the site confirms it.
fn without_site(tree: &Tree, headings: &[(usize, Element, String)], whole: String) -> String {
    let is_separator = |c: char| matches!(c, '|' | '-' | '–' | '—' | '·' | '•' | '«' | '»' | '~' | '/');
    let by_heading = headings.iter().find_map(|(_, _, text)| {
        let rest = whole.strip_prefix(text.as_str())?;
        (rest.trim_start() != rest && rest.trim_start().starts_with(is_separator)).then(|| text.clone())
    });
    if let Some(title) = by_heading {
        return title;
    }
    let site = metadata::site_name(tree).filter(|site| !site.is_empty());
    let bare = site.and_then(|site| whole.strip_suffix(site)).map(str::trim_end);
    match bare.and_then(|bare| bare.strip_suffix(is_separator)).map(str::trim) {
        Some(title) if !title.is_empty() => title.to_owned(),
        _ => whole,
    }
}

/// The heading that only repeats the title at the head of the main text.
fn title_heading(main: &MainText, headings: &[(usize, Element, String)], title: &str) -> Option<usize> {
    let start = main.ranges.first().map_or(0, |range| range.start);
    let same = |a: &str, b: &str| {
        let bare = |text: &str| -> String {
            text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        bare(a) == bare(b)
    };
    headings
        .iter()
        .find(|(at, element, text)| {
            *at >= start && matches!(element, Element::H1 | Element::H2 | Element::H3) && same(text, title)
        })
        .map(|(at, _, _)| *at)
        .filter(|at| !main.page_chrome[*at])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> Post {
        let mut post = Post::new("x", "");
        read_into(&mut post, &Tree::parse(html, 512), 512);
        post
    }

    const PROSE: &str = "<p>Le levain est vivant : il faut le nourrir tous les jours, avec de la farine et de \
        l’eau, sans quoi il meurt dans son bocal et tout est à recommencer depuis le début. C’est ce qui m’est \
        arrivé au mois de mars, quand je suis partie chez ma sœur sans y penser.</p>\
        <p>Depuis, je le garde au frais. Il dort, et je le réveille le samedi pour la fournée du dimanche matin, \
        quand les enfants sont encore au lit et que la cuisine est à moi pour une heure ou deux.</p>";

    #[test]
    fn the_marks_of_the_page_name_its_main_text() {
        let html = format!(
            "<!doctype html><html><head><title>Le levain – Chez Odile</title>\
             <meta property=\"article:published_time\" content=\"2021-03-15T09:00:00+01:00\">\
             <meta name=author content=Odile><link rel=canonical href=https://odile.example/levain></head>\
             <body class='single comments-open'><header><h1>Chez Odile</h1><nav>Accueil Recettes</nav></header>\
             <main><article class='post tag-cookies'><header><h1 class=entry-title>Le levain</h1>\
             <p class=byline>Par Odile, le 15 mars</p></header><div class=entry-content>{PROSE}\
             <div class=sharedaddy>Partager sur Facebook</div></div>\
             <footer>Rangé dans <a rel='category tag' href=/pain>Pain</a></footer></article>\
             <section id=comments><h2>12 commentaires</h2>{PROSE}{PROSE}{PROSE}</section></main>\
             <aside class=sidebar>Archives</aside><div id=cookie-notice>Ce site use de cookies.</div>\
             <footer>© 2021</footer></body></html>"
        );
        let post = read(&html);
        assert!(
            post.text.starts_with("Le levain est vivant") && post.text.ends_with("une heure ou deux."),
            "{}",
            post.text
        );
        assert_eq!(post.text.matches("vivant").count(), 1);
        assert_eq!(post.title, "Le levain");
        assert_eq!(post.author.as_deref(), Some("Odile"));
        assert_eq!(post.labels, ["Pain"]);
        assert_eq!(post.url.as_deref(), Some("https://odile.example/levain"));
        assert_eq!(post.published.map(|day| day.to_string()).as_deref(), Some("2021-03-15"));
    }

    #[test]
    fn prose_is_told_from_page_chrome_where_the_page_has_no_marks() {
        let html = format!(
            "<html><body><div><a href=/>Accueil</a> | <a href=/r>Recettes</a> | <a href=/c>Contact</a></div>\
             <div><h1>Le levain</h1>{PROSE}<h2>Au four</h2><p>Un court passage.</p>{PROSE}</div>\
             <div><ul><li><a href=/1>Un autre billet</a><li><a href=/2>Encore un autre</a></ul></div>\
             <div>Tous droits réservés © Odile</div></body></html>"
        );
        let post = read(&html);
        assert!(post.text.starts_with("Le levain est vivant"), "{}", post.text);
        assert!(post.text.contains("\n\nAu four\n\nUn court passage.\n\n"), "{}", post.text);
        assert!(post.text.ends_with("une heure ou deux."), "{}", post.text);
        assert_eq!(post.title, "Le levain");
    }

    #[test]
    fn short_paragraphs_among_the_prose_belong_to_it() {
        let post = read(
            "<html><body><div><a href=/>Accueil</a></div><div class=texte><p>On parle depuis des années des \
             réseaux dans les entreprises, et personne ne sait bien à quoi ils servent.</p><blockquote>Il faut \
             cultiver notre jardin.</blockquote><p>Ce n’est pas un outil mais une façon de faire, que l’on \
             apprend en la pratiquant avec les autres.</p><p>Suivez-moi sur <a href=/t>le mien</a>.</p>\
             <p><a href=/2>Le billet suivant</a></p></div><ul><li><a href=/1>Un</a><li><a href=/2>Deux</a></ul>",
        );
        assert!(
            post.text.starts_with("On parle") && post.text.contains("\n\nIl faut cultiver"),
            "{}",
            post.text
        );
        assert!(post.text.ends_with("Suivez-moi sur le mien."), "{}", post.text);
    }

    #[test]
    fn structured_data_is_read_wherever_it_stands_in_its_graph() {
        let html = format!(
            "<html><head><title>x</title><script type='application/ld+json'>{{\"@graph\":[\
             {{\"@type\":\"WebSite\",\"name\":\"Chez Odile\"}},\
             {{\"@type\":[\"BlogPosting\"],\"headline\":\"Le levain &amp; moi\",\"datePublished\":\"2021-03-15T08:00:00Z\",\
             \"author\":{{\"@id\":\"#o\"}},\"keywords\":[\"pain\",\"levain\"],\"articleSection\":\"Cuisine\",\
             \"mainEntityOfPage\":{{\"@id\":\"https://odile.example/levain\"}}}},\
             {{\"@type\":\"Person\",\"@id\":\"#o\",\"name\":\"Odile\"}}]}}</script></head>\
             <body><article>{PROSE}</article></body></html>"
        );
        let post = read(&html);
        assert_eq!(post.title, "Le levain & moi");
        assert_eq!(post.author.as_deref(), Some("Odile"));
        assert_eq!(post.labels, ["pain", "levain", "Cuisine"]);
        assert_eq!(post.url.as_deref(), Some("https://odile.example/levain"));
        assert_eq!(post.published.map(|day| day.to_string()).as_deref(), Some("2021-03-15"));
    }

    #[test]
    fn a_page_that_is_all_chrome_is_read_whole() {
        assert_eq!(read("<html><body><div class=comments>Un mot.</div></body></html>").text, "Un mot.");
    }
}

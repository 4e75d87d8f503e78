//! `glane labels`: an audit of labels, and plans that can be applied.

use std::fs;

use crate::support::{glane, root};
use tempfile::TempDir;

/// An export of WordPress with a category and tags; some are spellings of one label.
fn export() -> TempDir {
    let directory = TempDir::new().expect("a directory");
    let labels: [&[(&str, &str)]; 4] = [
        &[("category", "Vélo"), ("post_tag", "piste cyclable")],
        &[("category", "Vélo"), ("post_tag", "pistes cyclables")],
        &[("post_tag", "velo"), ("post_tag", "l'été")],
        &[("post_tag", "vélo"), ("post_tag", "piste cyclable"), ("post_tag", "L’Été")],
    ];
    let items: Vec<String> = labels
        .iter()
        .enumerate()
        .map(|(at, labels)| {
            let label = |(kind, name): &(&str, &str)| {
                format!("<category domain='{kind}' nicename='x'><![CDATA[{name}]]></category>")
            };
            let labels = labels.iter().map(label).collect::<Vec<_>>().concat();
            format!(
                "<item><title>Billet {at}</title><wp:post_id>{at}</wp:post_id><wp:post_type>post</wp:post_type>\
                 <wp:status>publish</wp:status>{labels}<content:encoded><![CDATA[<p>La piste longe le canal, et le \
                 vélo y roule toute la journée numéro {at}.</p>]]></content:encoded></item>"
            )
        })
        .collect();
    let items = items.concat();
    let export = format!(
        "<?xml version='1.0' encoding='UTF-8'?><rss version='2.0' xmlns:wp='http://wordpress.org/export/1.2/' \
         xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>\
         <wp:wxr_version>1.2</wp:wxr_version>{items}</channel></rss>"
    );
    fs::write(directory.path().join("export.xml"), export).expect("a file");
    directory
}

#[test]
fn categories_and_tags_are_merged_apart_and_the_plan_can_be_applied() {
    let directory = export();
    let run = |format: &str| {
        let run = glane(directory.path(), ["labels", "export.xml", "--quiet", "--format", format]);
        assert_eq!(run.code, 0, "{run}");
        run.out
    };
    let audit: serde_json::Value = serde_json::from_str(&run("json")).expect("JSON");
    let kinds: Vec<(&str, &str)> = audit["labels"]
        .as_array()
        .expect("labels")
        .iter()
        .filter_map(|label| Some((label["name"].as_str()?, label["kind"].as_str()?)))
        .collect();
    assert!(kinds.contains(&("Vélo", "category")) && kinds.contains(&("vélo", "tag")), "{kinds:?}");
    let csv = run("csv");
    let mut lines = csv.lines();
    assert_eq!(lines.next(), Some("action,kind,label,new_label,reason,confidence,posts,post,title,url"));
    for row in [
        "rename,tag,velo,vélo,accents,0.97,1,,,",
        "rename,tag,pistes cyclables,piste cyclable,inflection,0.9,1,,,",
        "rename,tag,L’Été,l'été,case,0.99,1,,,",
    ] {
        assert!(csv.lines().any(|line| line == row), "{row} in\n{csv}");
    }
    assert!(!csv.contains("Vélo,"), "a category is no tag:\n{csv}");
    let script = run("wp-cli");
    assert!(script.starts_with("<?php\n") && !script.contains("CHANGES"), "{script}");
    assert!(script.contains("    ['post_tag', 'L’Été', 'l\\'été'], // case, 0.99\n"), "{script}");
    assert!(script.contains("    ['post_tag', 'velo', 'vélo'], // accents, 0.97\n"), "{script}");
}

#[test]
fn the_text_gives_reason_and_confidence() {
    let run = glane(root(), ["labels", "corpora", "--quiet"]);
    assert!(
        run.out.contains("  télétravail <- Teletravail, Télétravail (accents, 0.97, 3 posts)\n"),
        "{run}"
    );
}

//! The first twenty keyphrases of a post of each blog of the demonstration archive, to be read: a list
//! should look like a person's. A new model may change them; read the new lists before you accept them.

use std::fmt::Write;

use crate::support::root;
use glane::Analyzer;
use glane::archive::{self, Input, ReadOptions};
use insta::assert_snapshot;

#[test]
fn the_first_twenty_of_a_post_of_each_blog() {
    let analyzer = Analyzer::builder().keyphrases(20).fill(true).build().expect("an analyzer");
    for (blog, post) in [
        ("cuisine", "2023-05-20-un-kimchi-dans-la-cage-d-escalier.md"),
        ("jardin", "2021-04-11-trois-palettes-et-un-compost.txt"),
        ("velo-en-ville", "six-mois-en-velo-cargo"),
        ("vie-de-bureau", "2022-05-03-six-volontaires-pour-un-programme-ambassadeurs.md"),
        ("vie-privee", "gestionnaire-de-mots-de-passe.md"),
    ] {
        let inputs = vec![Input::Path(root().join("corpora").join(blog))];
        let posts = archive::read(inputs, ReadOptions::default()).filter_map(Result::ok);
        let post = posts.into_iter().find(|read| read.id.ends_with(post)).expect("the post");
        let mut list = format!("{}\n", post.title);
        for keyphrase in analyzer.analyze(&post).keyphrases {
            writeln!(list, "{:>3}  {}", keyphrase.count, keyphrase.text).expect("a string");
        }
        assert_snapshot!(format!("first_twenty_{}", blog.replace('-', "_")), list);
    }
}

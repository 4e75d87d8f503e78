//! What the page of an archive counts anew for a part of the posts: where phrases are mentioned, the posts of themes,
//! and the words of each post. Posts have the numbers in which they were added.

use std::io;

use super::aggregate::Aggregate;
use super::phrase_search::Found;
use super::runs::token;
use super::theme::PARTS_OF_POST;
use crate::keyphrase::{PhraseSet, SequenceToken};
use crate::pipeline::threads::on_some_pool;

impl Aggregate {
    /// Calls `each` for every post, in order, with the phrases that it mentions and how often, in order of the phrases.
    /// A phrase is given by its commonest variant.
    ///
    /// # Errors
    ///
    /// Those of reading the words of the posts.
    pub(crate) fn each_presence<'t>(
        &self,
        phrases: impl IntoIterator<Item = &'t str>,
        mut each: impl FnMut(u32, &[(u32, u32)]) + Send,
    ) -> io::Result<()> {
        let mut set = PhraseSet::new();
        for phrase in phrases {
            // One without a word has a number all the same, and is mentioned nowhere.
            let _ = set.push(phrase);
        }
        let each = |posts: &[(u32, Found)]| posts.iter().for_each(|(post, found)| each(*post, found));
        on_some_pool(|| self.words.each_presence(&set, each))
    }

    /// The posts of each theme, which is given by its families; each post once, in order. No family is in two themes.
    pub(crate) fn posts_of_themes(&self, themes: &[Vec<u32>]) -> Vec<Vec<u32>> {
        const NONE: u32 = u32::MAX;
        let mut theme_of = vec![NONE; self.families.len()];
        for (number, theme) in (0..).zip(themes) {
            for &family in theme {
                theme_of[family as usize] = number;
            }
        }
        let mut posts = vec![Vec::new(); themes.len()];
        let mut parts = vec![0_u64; themes.len()];
        for (number, post) in (0..).zip(self.posts.iter()) {
            parts.fill(0);
            let mut all = 0;
            for mention in post.mentions() {
                let weight = u64::from(mention.weight());
                all += weight;
                if let Some(part) = parts.get_mut(theme_of[mention.family as usize] as usize) {
                    *part += weight;
                }
            }
            for (&part, posts) in parts.iter().zip(&mut posts) {
                if part > 0 && part * PARTS_OF_POST >= all {
                    posts.push(number);
                }
            }
        }
        posts
    }

    /// The distinct forms of all posts, by their numbers.
    pub(crate) fn forms(&self) -> impl Iterator<Item = &str> {
        (0..self.words.forms.len()).map(|number| self.words.forms.get(number))
    }

    /// Calls `each` for every post, in order, with the numbers of its forms, in the order of the text.
    ///
    /// # Errors
    ///
    /// Those of reading the words of the posts.
    pub(crate) fn each_post_forms(&self, mut each: impl FnMut(u32, &[u32])) -> io::Result<()> {
        self.words.check()?;
        let mut forms = Vec::new();
        self.words.each_run(|post, run| {
            forms.clear();
            forms.extend(run.filter_map(|value| match token(value, self.words.forms.len()) {
                SequenceToken::Word(form) => Some(form),
                SequenceToken::End | SequenceToken::Gap => None,
            }));
            each(post as u32, &forms);
        })
    }
}

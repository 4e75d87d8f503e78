//! The search for phrases in the words of all posts, on all threads. How words are stored is left to
//! [`word_store`](super::word_store), what a phrase matches to [`PhraseSet`].

use std::io;
use std::ops::Range;

use rayon::prelude::*;

use super::runs::{Numbers, numbers, token};
use super::word_store::WordStore;
use crate::keyphrase::{MatchMemory, PhraseSet, SequenceToken, TextWord};

/// The phrases of a post, and how often each stands there.
pub(super) type Found = Vec<(u32, u32)>;

impl WordStore {
    /// Calls `each` with all posts, in order, some at a time: each with the phrases of a set that stand in it and how
    /// often, in order of the phrases. The next posts are searched meanwhile.
    ///
    /// # Errors
    ///
    /// Those of reading the file.
    pub(super) fn each_presence(
        &self,
        phrases: &PhraseSet,
        mut each: impl FnMut(&[(u32, Found)]) + Send,
    ) -> io::Result<()> {
        self.check()?;
        let words: Vec<Option<Box<TextWord>>> =
            (0..self.forms.len()).into_par_iter().map(|form| phrases.word(self.forms.get(form))).collect();
        let groups: Vec<Range<usize>> = self.groups().into_iter().filter(|group| !group.is_empty()).collect();
        // As many groups at a time as there are threads: memory for their bytes, and for what is found there and was before.
        let mut some = groups.chunks(rayon::current_num_threads().max(1));
        let search = |groups: &[Range<usize>]| -> io::Result<Vec<Vec<(u32, Found)>>> {
            groups.par_iter().map(|group| self.search(group, phrases, &words)).collect()
        };
        let mut next = some.next().map(search);
        while let Some(found) = next {
            let found = found?;
            let give = || found.iter().for_each(|posts| each(posts));
            ((), next) = rayon::join(give, || some.next().map(search));
        }
        Ok(())
    }

    /// The phrases of the posts of a group.
    fn search(
        &self,
        group: &Range<usize>,
        phrases: &PhraseSet,
        words: &[Option<Box<TextWord>>],
    ) -> io::Result<Vec<(u32, Found)>> {
        let (mut bytes, mut search) = (Vec::new(), Search::new(phrases, words));
        let start = self.range(group.start).start;
        self.read(&(start..self.range(group.end - 1).end), &mut bytes)?;
        let of_post = |post: usize| {
            let Range { start: from, end: to } = self.range(post);
            (post as u32, search.count(numbers(&bytes[(from - start) as usize..(to - start) as usize])))
        };
        Ok(group.clone().map(of_post).collect())
    }
}

/// A search for phrases in the runs of a store.
struct Search<'a> {
    phrases: &'a PhraseSet,
    /// What each form can be in the phrases.
    words: &'a [Option<Box<TextWord>>],
    memory: MatchMemory,
    sentence: Vec<Option<&'a TextWord>>,
    found: Vec<u32>,
}

impl<'a> Search<'a> {
    fn new(phrases: &'a PhraseSet, words: &'a [Option<Box<TextWord>>]) -> Self {
        Self { phrases, words, memory: MatchMemory::default(), sentence: Vec::new(), found: Vec::new() }
    }

    /// The phrases of a post and how often they stand there.
    fn count(&mut self, run: Numbers<'_>) -> Vec<(u32, u32)> {
        let Self { phrases, words, memory, sentence, found } = self;
        found.clear();
        sentence.clear();
        for value in run {
            match token(value, words.len()) {
                SequenceToken::Word(form) => sentence.push(words[form as usize].as_deref()),
                SequenceToken::Gap => sentence.push(None),
                SequenceToken::End => {
                    phrases.find(sentence, memory, |phrase, _| found.push(phrase));
                    sentence.clear();
                }
            }
        }
        found.sort_unstable();
        found.chunk_by(|one, two| one == two).map(|same| (same[0], same.len() as u32)).collect()
    }
}

//! The extractor: from one post's documents to its keyphrases.

use std::ops::Range;

use rustc_hash::FxHashSet;
use smallvec::SmallVec;

use super::background::{Background, BackgroundError, PhraseKey, WordKey};
use super::candidate::{self, Occurrence};
use super::constraints::Constraints;
use super::example::TrainingExample;
use super::family::{Families, Family, leave_out_surplus};
use super::head::head;
#[cfg(feature = "internals")]
use super::kind_evidence::kind_by_evidence;
use super::kind_evidence::{is_listed_given_name, kind_of};
#[cfg(feature = "internals")]
use super::known_names::NameCounts;
use super::mentions;
use super::options::Options;
use super::parts::drop_parts;
use super::phrase::{self, Keyphrase, Span, Variant};
use super::rank::learned::context::{Context, ContextMemory};
use super::rank::learned::explanation::explain;
use super::rank::learned::features::Features;
use super::rank::learned::table_memory::TableMemory;
use super::rank::{self, Candidates};
use super::ranker::{self, CandidateView, PostView};
use super::recount::MentionCounter;
use super::residue::mark_residue;
use super::select::select;
use super::sources::Sources;
#[cfg(feature = "internals")]
use super::usage::UsageCounts;
use super::word::{Markup, Roles, Word, WordMemory, lemma_of_hashtag};
use crate::tag::{Tag, TagModel, Tagger, TaggerState, Upos};
use crate::text::{Document, Forms, Token, TokenKind};
use crate::{Annotation, AnnotationKind};

/// One post's documents: title and body, read with the same table of forms.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a, 't> {
    /// The title; empty for a post without one.
    pub title: &'a Document<'t>,
    /// The text.
    pub body: &'a Document<'t>,
    /// What the markup said about ranges of the text.
    pub annotations: &'a [Annotation],
}

/// One worker's memory and buffers.
#[derive(Debug, Default)]
pub struct Extractor {
    tagger: Tagger,
    state: TaggerState,
    memory: WordMemory,
    prepositions: Vec<WordKey>,
    words: Vec<Word>,
    context_memory: ContextMemory,
    contexts: Vec<Context>,
    lines: Vec<u32>,
    title_tags: Vec<Tag>,
    body_tags: Vec<Tag>,
    occurrences: Vec<Occurrence>,
    families: Families,
    /// The last words of the full names of persons.
    surnames: FxHashSet<WordKey>,
    mention_counter: MentionCounter,
    /// What the tables of the learned ranker say about the words met.
    tables: TableMemory,
}

impl Extractor {
    /// An extractor whose parts of speech come from a model.
    pub fn with_model(model: TagModel) -> Self {
        Self { tagger: Tagger::with_model(model), ..Self::default() }
    }

    /// The keyphrases of a post, best first.
    #[cfg(feature = "internals")]
    pub fn extract(&mut self, source: Source<'_, '_>, forms: &Forms, options: &Options) -> Vec<Keyphrase> {
        self.extract_with_further(source, forms, options, 0).0
    }

    /// The keyphrases of a post, best first, and the families that rank next: as many as fill both lists up
    /// to `together`.
    pub fn extract_with_further(
        &mut self,
        source: Source<'_, '_>,
        forms: &Forms,
        options: &Options,
        together: usize,
    ) -> (Vec<Keyphrase>, Vec<Keyphrase>) {
        self.read(source, forms, options.sources());
        self.widen(source, &options.constraints);
        self.gather(source);
        if options.ranker.is_some() {
            self.add_lemmas(source, forms, 0..self.families.list.len());
        }
        let mut tables = std::mem::take(&mut self.tables);
        tables.prepare(options.tables());
        let candidates = self.candidates(source, options);
        let families = candidates.families;
        let unmasked = match &options.ranker {
            Some(custom) => ranker::scores(custom.as_ref(), &self.view(&candidates, source, forms)),
            None => rank::scores(&candidates, options, &mut tables),
        };
        let tag = |index| self.tag(source, index).upos;
        let (constraints, prepositions) = (&options.constraints, &self.prepositions);
        let verdict = constraints.judge(families, &self.occurrences, &self.words, prepositions, tag);
        let scores = verdict.mask(&unmasked);
        let most = options.at_most.max(together);
        let mut chosen = select(families, |id| self.head(&families[id]), &scores, most, options.diversity());
        let mut further = chosen.split_off(options.at_most.min(chosen.len()));
        let cut = chosen.split_off(options.length(&chosen, self.words.len()));
        further.splice(0..0, cut);
        verdict.finish(&mut chosen, &unmasked, options.at_most, constraints.min_score);
        further.retain(|further| {
            further.1 >= constraints.min_score && !chosen.iter().any(|chosen| chosen.0 == further.0)
        });
        further.truncate(together.saturating_sub(chosen.len()));
        let explanations = if options.is_learned() && options.explain {
            let chosen = chosen.iter().map(|&(id, score)| (id, scores[id], score));
            explain(&candidates, &options.model, &mut tables, chosen)
        } else {
            Vec::new()
        };
        self.tables = tables;
        self.add_lemmas(source, forms, chosen.iter().chain(&further).map(|&(id, _)| id));
        let [mut keyphrases, mut further] = [&chosen, &further].map(|list| -> Vec<Keyphrase> {
            let family = |id: usize| &self.families.list[id];
            list.iter().map(|&(id, score)| self.keyphrase(family(id), score, source, forms)).collect()
        });
        for (keyphrase, explanation) in keyphrases.iter_mut().zip(explanations) {
            keyphrase.explanation = Some(explanation);
        }
        // Two families can have the same lemma as text: the better one stays.
        let mut lemmas: FxHashSet<String> = FxHashSet::default();
        for list in [&mut keyphrases, &mut further] {
            list.retain(|keyphrase| lemmas.insert(keyphrase.lemma.clone()));
        }
        let (documents, tagger) = ((source.title, source.body), (&self.tagger, &self.state));
        self.mention_counter.recount(documents, source.annotations, forms, tagger, &mut keyphrases);
        (keyphrases, further)
    }

    /// The candidates of a post, each by all its variants, and their features: what a model is
    /// trained on.
    pub fn example(&mut self, source: Source<'_, '_>, forms: &Forms, options: &Options) -> TrainingExample {
        let (words, variants) = self.labelled_candidates(source, forms, options);
        let mut tables = std::mem::take(&mut self.tables);
        tables.prepare(options.tables());
        let candidates = self.candidates(source, options);
        let features = Features::of_all(&candidates, &mut tables);
        let example = TrainingExample {
            variants,
            words,
            features,
            sources: candidates.families.iter().map(|family| family.sources).collect(),
            tokens: self.words.len(),
            families: candidates.families.to_vec(),
            heads: self.heads(),
        };
        self.tables = tables;
        example
    }

    /// The words and all variants of the candidates of a post.
    pub fn labelled_candidates(
        &mut self,
        source: Source<'_, '_>,
        forms: &Forms,
        options: &Options,
    ) -> (Vec<Vec<WordKey>>, Vec<Vec<String>>) {
        self.read(source, forms, options.sources());
        self.gather(source);
        self.add_lemmas(source, forms, 0..self.families.list.len());
        let families = &self.families.list;
        let variants = families.iter().map(|family| {
            let keyphrase = self.keyphrase(family, 0.0, source, forms);
            keyphrase.variants.into_iter().map(|variant| variant.text).collect()
        });
        (families.iter().map(|family| family.words.to_vec()).collect(), variants.collect())
    }

    /// Counts a post's words and phrases into a background.
    ///
    /// # Errors
    ///
    /// Those of [`Background::add`].
    pub fn count(
        &mut self,
        source: Source<'_, '_>,
        forms: &Forms,
        background: &mut Background,
    ) -> Result<(), BackgroundError> {
        self.read(source, forms, Sources::BUILT_IN);
        self.gather(source);
        background.add(
            self.words.iter().map(|word| word.key),
            self.families.list.iter().map(|family| family.key).collect::<Vec<PhraseKey>>(),
        )
    }

    /// Counts how a post uses words and phrases.
    #[cfg(feature = "internals")]
    pub fn count_usage(
        &mut self,
        source: Source<'_, '_>,
        forms: &Forms,
        is_blog: bool,
        counts: &mut UsageCounts,
    ) {
        self.read(source, forms, Sources::BUILT_IN);
        self.gather(source);
        let is_word = |at: &usize| !self.contexts[*at].is_punctuation();
        let words = (0..self.words.len()).filter(is_word).map(|at| self.words[at].key);
        let phrases =
            self.families.list.iter().map(|family| (family.key, family.count, family.count - family.nested));
        let pairs = (1..self.words.len()).filter(|at| is_word(at) && is_word(&(at - 1))).filter_map(|at| {
            let (one, two) = (&self.words[at - 1], &self.words[at]);
            (one.sentence == two.sentence).then_some((one.key, two.key))
        });
        counts.add(is_blog, words, phrases, pairs);
    }

    /// Counts the kinds of the proper names of a post, by their evidence there.
    #[cfg(feature = "internals")]
    pub fn count_names(&mut self, source: Source<'_, '_>, forms: &Forms, counts: &mut NameCounts) {
        self.read(source, forms, Sources::BUILT_IN);
        self.gather(source);
        let surnames = mentions::surnames(&self.words, &self.families, &self.occurrences, |_| false);
        for family in &self.families.list {
            let kind = kind_by_evidence(family, &self.words, &self.occurrences, &surnames);
            if let Some((kind, is_placed)) = kind {
                counts.add(family.key, family.words.len(), kind, is_placed);
            }
        }
    }

    /// Tags both documents and finds their candidates.
    fn read(&mut self, source: Source<'_, '_>, forms: &Forms, sources: Sources) {
        if self.prepositions.is_empty() {
            self.prepositions = candidate::prepositions();
        }
        self.tagger.tag_without_lemmas(source.title, forms, &mut self.state, &mut self.title_tags);
        self.tagger.tag_without_lemmas(source.body, forms, &mut self.state, &mut self.body_tags);
        self.words.clear();
        self.contexts.clear();
        self.lines.clear();
        let mut first_sentence = 0;
        for (document, tags) in [(source.title, &mut self.title_tags), (source.body, &mut self.body_tags)] {
            self.memory.read(
                document,
                forms,
                &self.tagger,
                &mut self.state,
                tags,
                first_sentence,
                &mut self.words,
            );
            let tagger = (&self.tagger, &self.state);
            self.context_memory.read(document, forms, tagger, tags, &mut self.contexts);
            add_lines(document, &mut self.lines);
            first_sentence += document.sentences().len() as u32;
        }
        self.memory.settle(&mut self.words);
        let body_start = source.title.tokens().len();
        apply_annotations(source.body.tokens(), source.annotations, &mut self.words[body_start..]);
        mark_residue(source.body, &mut self.words[body_start..]);
        candidate::find(&self.words, &self.prepositions, sources, &mut self.occurrences);
        drop_parts(&self.words, &self.memory, &mut self.occurrences);
    }

    /// Adds the candidates that the constraints ask for and the grammar of noun phrases does not find.
    fn widen(&mut self, source: Source<'_, '_>, constraints: &Constraints) {
        let mut occurrences = std::mem::take(&mut self.occurrences);
        constraints.widen(&self.words, |index| self.tag(source, index).upos, &mut occurrences);
        self.occurrences = occurrences;
    }

    fn gather(&mut self, source: Source<'_, '_>) {
        let body_start = source.title.tokens().len();
        leave_out_surplus(&self.words, &mut self.occurrences, &self.memory);
        self.families.gather(&self.words, body_start, &self.occurrences, &self.memory);
        if let Some(mentions) = mentions::resolve(&self.words, &self.families, &mut self.occurrences) {
            self.families.gather(&self.words, body_start, &self.occurrences, &self.memory);
            self.families.add_mentions(&mentions);
        }
        self.surnames =
            mentions::surnames(&self.words, &self.families, &self.occurrences, is_listed_given_name);
    }

    /// The key of the head of each family.
    fn heads(&self) -> Vec<WordKey> {
        self.families.list.iter().map(|family| self.head(family)).collect()
    }

    /// The key of the head of a family.
    fn head(&self, family: &Family) -> WordKey {
        self.words[head(&self.words, self.occurrences[family.occurrences[0] as usize])].key
    }

    fn candidates<'a>(&'a self, source: Source<'_, '_>, options: &'a Options) -> Candidates<'a> {
        Candidates {
            words: &self.words,
            body_start: source.title.tokens().len(),
            sentences: (source.title.sentences().len() + source.body.sentences().len()) as u32,
            occurrences: &self.occurrences,
            family_of: &self.families.of,
            families: &self.families.list,
            contexts: &self.contexts,
            lines: &self.lines,
            background: &options.background,
            usage: &options.usage,
            prior: &options.prior,
        }
    }

    /// Gives the words of some families their lemmas.
    fn add_lemmas(
        &mut self,
        source: Source<'_, '_>,
        forms: &Forms,
        families: impl IntoIterator<Item = usize>,
    ) {
        let title_length = source.title.tokens().len();
        for id in families {
            for &number in &self.families.list[id].occurrences {
                let Range { start, end } = self.occurrences[number as usize].range();
                // An occurrence lies in a sentence, and so in one of the two.
                let (document, tags, offset) = if start < title_length {
                    (source.title, &mut self.title_tags, 0)
                } else {
                    (source.body, &mut self.body_tags, title_length)
                };
                let range = start - offset..end - offset;
                self.tagger.add_lemmas(document, forms, &mut self.state, range, tags);
            }
        }
    }

    /// What a custom ranking sees.
    fn view(&self, candidates: &Candidates<'_>, source: Source<'_, '_>, forms: &Forms) -> PostView {
        let background = candidates.background;
        let view = |family: &Family| {
            let keyphrase = self.keyphrase(family, 0.0, source, forms);
            let starts =
                family.occurrences.iter().map(|&number| self.occurrences[number as usize].start as usize);
            CandidateView {
                text: keyphrase.text,
                lemma: keyphrase.lemma,
                words: family.words.len(),
                count: family.count,
                in_title: family.in_title,
                nested: family.nested,
                positions: starts.filter_map(|start| start.checked_sub(candidates.body_start)).collect(),
                idf: background.idf(background.phrase(family.key)),
                word_idfs: family.words.iter().map(|&word| background.idf(background.word(word))).collect(),
            }
        };
        PostView {
            length: candidates.length(),
            sentences: candidates.sentences as usize,
            candidates: candidates.families.iter().map(view).collect(),
        }
    }

    fn keyphrase(&self, family: &Family, score: f64, source: Source<'_, '_>, forms: &Forms) -> Keyphrase {
        let title_length = source.title.tokens().len();
        let mut spans = Vec::new();
        let mut title_spans = Vec::new();
        let mut variants: Vec<(Variant, u32)> = Vec::new();
        // The variants as they stand in the text: few, and mostly one.
        let mut seen: SmallVec<[(&str, usize); 4]> = SmallVec::new();
        for &number in &family.occurrences {
            let occurrence = self.occurrences[number as usize];
            let span = span_of(source, occurrence);
            let in_title = (occurrence.start as usize) < title_length;
            let document = if in_title { source.title } else { source.body };
            if in_title { &mut title_spans } else { &mut spans }.push(Span(span.start, span.end));
            let piece = &document.text()[span];
            let known = if let Some(&(_, variant)) = seen.iter().find(|(seen, _)| *seen == piece) {
                Some(variant)
            } else {
                let text = phrase::shown(piece);
                let known = variants.iter().position(|(variant, _)| variant.text == text);
                seen.push((piece, known.unwrap_or(variants.len())));
                if known.is_none() {
                    variants.push((Variant { text, count: 1 }, number));
                }
                known
            };
            if let Some(variant) = known {
                variants[variant].0.count += 1;
            }
        }
        // The commonest first; among equals one that is no hashtag and no capitalised start of a sentence,
        // then the one that stands first.
        variants.sort_by_key(|(variant, number)| {
            let is_hashtag = variant.text.starts_with('#');
            let capitalised = variant.text.starts_with(char::is_uppercase);
            (std::cmp::Reverse(variant.count), is_hashtag, capitalised, *number)
        });
        let best = variants.first().map_or(0, |(_, number)| *number);
        Keyphrase {
            text: variants.first().map(|(variant, _)| variant.text.clone()).unwrap_or_default(),
            lemma: self.lemma(self.occurrences[best as usize], source, forms),
            score,
            count: family.count,
            mentions: family.mentions,
            kind: kind_of(family, &self.words, &self.occurrences, &self.surnames),
            variants: variants.into_iter().map(|(variant, _)| variant).collect(),
            spans,
            title_spans,
            explanation: None,
        }
    }

    /// The phrase by its lemmas: nouns and adjectives as the lexicon has them, the rest as folded.
    fn lemma(&self, occurrence: Occurrence, source: Source<'_, '_>, forms: &Forms) -> String {
        let mut lemma = String::new();
        for index in occurrence.start as usize..occurrence.end as usize {
            let word = &self.words[index];
            let (document, token) = token(source, index);
            let tag = self.tag(source, index);
            let folded = &forms.get(word.form).folded;
            if !lemma.is_empty() && !lemma.ends_with('\'') {
                lemma.push(' ');
            }
            match tag.upos {
                _ if token.kind == TokenKind::Hashtag => {
                    lemma.push_str(&lemma_of_hashtag(&document.text()[token.range()], &self.tagger));
                }
                _ if word.roles.has(Roles::DOUBTFUL) => lemma.push_str(folded),
                Upos::Noun | Upos::Adj => push_lowercase(&mut lemma, self.state.lemma(tag.lemma)),
                _ => lemma.push_str(folded),
            }
        }
        lemma
    }

    fn tag(&self, source: Source<'_, '_>, index: usize) -> Tag {
        let title_length = source.title.tokens().len();
        index.checked_sub(title_length).map_or_else(|| self.title_tags[index], |index| self.body_tags[index])
    }
}

/// Appends `word` in lower case. Nearly every lemma is in lower case already.
fn push_lowercase(text: &mut String, word: &str) {
    let is_small = |c: char| if c.is_ascii() { !c.is_ascii_uppercase() } else { c.is_lowercase() };
    if word.chars().all(is_small) {
        text.push_str(word);
    } else {
        text.push_str(&word.to_lowercase());
    }
}

/// A token by its number in title and body together, with its document.
fn token<'a, 't>(source: Source<'a, 't>, index: usize) -> (&'a Document<'t>, Token) {
    let title = source.title.tokens();
    match index.checked_sub(title.len()) {
        None => (source.title, title[index]),
        Some(index) => (source.body, source.body.tokens()[index]),
    }
}

/// The bytes of an occurrence in its document.
fn span_of(source: Source<'_, '_>, occurrence: Occurrence) -> Range<usize> {
    let (_, first) = token(source, occurrence.start as usize);
    let (_, last) = token(source, occurrence.end as usize - 1);
    first.start as usize..last.end as usize
}

/// Appends the number of the line in which each sentence begins; numbers continue from the last one in `lines`.
fn add_lines(document: &Document<'_>, lines: &mut Vec<u32>) {
    let mut line = lines.last().map_or(0, |last| last + 1);
    let mut read = 0;
    for sentence in document.sentences() {
        let start = sentence.range().start;
        let at = document.tokens().get(start).map_or(read, |token| token.range().start);
        line += memchr::memchr_iter(b'\n', &document.text().as_bytes()[read..at.max(read)]).count() as u32;
        read = at.max(read);
        lines.push(line);
    }
}

/// Sets the markup of each word; words inside code lose every role.
fn apply_annotations(tokens: &[Token], annotations: &[Annotation], words: &mut [Word]) {
    for annotation in annotations {
        let first = tokens.partition_point(|token| token.range().end <= annotation.range.start);
        for (token, word) in tokens[first..].iter().zip(&mut words[first..]) {
            if token.range().start >= annotation.range.end {
                break;
            }
            match annotation.kind {
                AnnotationKind::Code => {
                    word.roles = Roles::default();
                    word.markup.0 |= Markup::CODE.0;
                }
                AnnotationKind::Heading => word.markup.0 |= Markup::HEADING.0,
                AnnotationKind::Emphasis => word.markup.0 |= Markup::EMPHASIS.0,
                AnnotationKind::Link => word.markup.0 |= Markup::LINK.0,
            }
        }
    }
}

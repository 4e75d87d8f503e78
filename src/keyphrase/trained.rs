//! A ranker trained on an archive, and the file that stores it. How it is trained is described in
//! [`learn`](crate::learn).

// Numbers come from outside here: what does not fit must not be cut off in silence.
#![warn(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss)]

use std::sync::Arc;

use super::background::Background;
use super::options::Options;
use super::rank::learned::features::NAMES;
use super::rank::learned::model::Model;
use super::rank::learned::prior::Prior;
use super::rank::learned::second::SECOND_NAMES;
use crate::text::fnv1a;

/// The learned ranker trained on the labels of an archive: the trees, the prior of words and phrases, and the length
/// of lists. [`learn`](crate::learn) makes one, [`AnalyzerBuilder::trained`] uses it.
///
/// It goes with the background that it was trained with; another makes
/// [`BuildError::OtherBackground`](crate::BuildError::OtherBackground).
///
/// [`AnalyzerBuilder::trained`]: crate::AnalyzerBuilder::trained
#[derive(Clone, Debug, PartialEq)]
pub struct TrainedRanker {
    model: Arc<Model>,
    prior: Arc<Prior>,
    length_factor: f64,
    /// The digest of the background.
    background: u64,
    posts: u32,
}

/// Why bytes cannot be read as a trained ranker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TrainedRankerError {
    /// The bytes are another kind of file.
    #[error("not a ranker file: give a file that a training wrote")]
    NotARanker,
    /// Another version of Glane wrote them, whose model has other features.
    #[error("another version of glane wrote this ranker: train it again")]
    OtherVersion,
    /// The bytes are cut short, or were changed.
    #[error("this ranker is damaged: copy it again, or train it again")]
    Damaged,
}

const MAGIC: &[u8; 12] = b"glane ranker";
const VERSION: u32 = 3;

impl TrainedRanker {
    /// The ranker of some options, trained on `posts` posts.
    pub(crate) fn new(options: &Options, posts: usize) -> Option<Self> {
        // Through the bytes, which quantize leaves and log-odds: a ranker equals the one that is read from its file.
        Some(Self {
            model: Arc::new(Model::from_bytes(&options.model.to_bytes())?),
            prior: Arc::new(Prior::from_bytes(&options.prior.to_bytes())?),
            length_factor: options.length_factor,
            background: options.background.digest(),
            posts: u32::try_from(posts).unwrap_or(u32::MAX),
        })
    }

    /// The ranker in the binary, as if it had been trained.
    #[cfg(feature = "internals")]
    pub fn embedded() -> Option<Self> {
        Self::new(&Options::default(), 100)
    }

    /// The options with this ranker.
    pub(crate) fn apply(&self, options: &mut Options) {
        options.model = Arc::clone(&self.model);
        options.prior = Arc::clone(&self.prior);
        options.length_factor = self.length_factor;
        // Labels are fewer than what a reader names: the length that was learned is enough.
        options.likely_score = 0.0;
    }

    /// Whether it was trained with this background.
    pub(crate) fn goes_with(&self, background: &Background) -> bool {
        self.background == background.digest()
    }

    /// How many labelled posts trained it.
    pub fn posts(&self) -> u32 {
        self.posts
    }

    /// The ranker as bytes: magic; version; digests of the names of the features, and of all that follows:
    /// the digest of the background; posts; the factor of the length of lists; the length of the model; the model;
    /// the prior. Numbers are little-endian. Equal rankers give equal bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let model = self.model.to_bytes();
        let mut body = Vec::new();
        body.extend(self.background.to_le_bytes());
        body.extend(self.posts.to_le_bytes());
        body.extend(self.length_factor.to_le_bytes());
        body.extend(u32::try_from(model.len()).unwrap_or(u32::MAX).to_le_bytes());
        body.extend(model);
        body.extend(self.prior.to_bytes());
        let mut bytes = MAGIC.to_vec();
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend(features().to_le_bytes());
        bytes.extend(fnv1a([body.as_slice()]).to_le_bytes());
        bytes.extend(body);
        bytes
    }

    /// A ranker as [`to_bytes`](Self::to_bytes) writes it.
    ///
    /// # Errors
    ///
    /// [`TrainedRankerError`] for bytes of another kind, of another version of Glane, or damaged ones.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, TrainedRankerError> {
        let mut rest = Reader(bytes.strip_prefix(MAGIC).ok_or(TrainedRankerError::NotARanker)?);
        let (version, names) = (rest.number().map(u32::from_le_bytes), rest.number().map(u64::from_le_bytes));
        if version.is_some_and(|version| version != VERSION) || names.is_some_and(|names| names != features())
        {
            return Err(TrainedRankerError::OtherVersion);
        }
        rest.body().ok_or(TrainedRankerError::Damaged)
    }
}

/// What is left of the bytes.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn number<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (number, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*number)
    }

    /// What follows the version.
    fn body(mut self) -> Option<TrainedRanker> {
        if u64::from_le_bytes(self.number()?) != fnv1a([self.0]) {
            return None;
        }
        let background = u64::from_le_bytes(self.number()?);
        let posts = u32::from_le_bytes(self.number()?);
        let length_factor = f64::from_le_bytes(self.number()?);
        let length = u32::from_le_bytes(self.number()?) as usize;
        let (model, prior) = self.0.split_at_checked(length)?;
        let (model, prior) = (Model::from_bytes(model)?, Prior::from_bytes(prior)?);
        let is_sound = length_factor.is_finite() && length_factor >= 0.0;
        is_sound.then(|| TrainedRanker {
            model: Arc::new(model),
            prior: Arc::new(prior),
            length_factor,
            background,
            posts,
        })
    }
}

/// The digest of the names of the features: a model is valid for these features only.
fn features() -> u64 {
    fnv1a(NAMES.iter().chain(&SECOND_NAMES).flat_map(|name| [name.as_bytes(), b"\n"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranker() -> TrainedRanker {
        let options = Options { length_factor: 1.75, ..Options::default() };
        TrainedRanker::new(&options, 30).expect("the tables in the binary can be written")
    }

    #[test]
    fn a_ranker_written_and_read_is_the_same() {
        let ranker = ranker();
        assert_eq!(TrainedRanker::from_bytes(&ranker.to_bytes()), Ok(ranker));
    }

    #[test]
    fn what_is_no_ranker_is_refused_and_says_why() {
        let bytes = ranker().to_bytes();
        let read = |bytes: &[u8]| TrainedRanker::from_bytes(bytes).expect_err("no ranker");
        assert_eq!(read(b"glane aggregate\n"), TrainedRankerError::NotARanker);
        assert_eq!(read(b""), TrainedRankerError::NotARanker);
        for cut in [12, 17, 40, bytes.len() / 2, bytes.len() - 1] {
            assert_eq!(read(&bytes[..cut]), TrainedRankerError::Damaged, "{cut}");
        }
        let changed = |at: usize| {
            let mut bytes = bytes.clone();
            bytes[at] ^= 1;
            bytes
        };
        // The version, the features, then all the rest.
        assert_eq!(read(&changed(12)), TrainedRankerError::OtherVersion);
        assert_eq!(read(&changed(16)), TrainedRankerError::OtherVersion);
        for at in (24..bytes.len()).step_by(997) {
            assert_eq!(read(&changed(at)), TrainedRankerError::Damaged, "{at}");
        }
    }

    #[test]
    fn a_ranker_goes_with_its_own_background() {
        assert!(ranker().goes_with(&Background::embedded()));
        assert!(!ranker().goes_with(&Background::counting()));
    }
}

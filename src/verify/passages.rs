//! Passages that two articles share: a sign that both go back to one report.
//!
//! Each text is reduced to fingerprints, chosen among the hashes of its word shingles by winnowing (Schleimer, Wilkerson
//! and Aiken, 2003), so that every run of [`SHORTEST`] common words leaves at least one in common. An index by fingerprint then
//! names the pairs worth comparing word by word: the work grows with the texts and not with the pairs of texts.

use super::captures;
use super::readable::{Format, Readable};
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::document::KeyPath;
use crate::dossier::{Article, BodyKind, Dossier, Key};
use crate::source::Sources;
use crate::text::{FileId, Span};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ops::Range;

/// Words that a shared passage has at least.
pub const SHORTEST: usize = 12;

/// Words in one shingle.
const SHINGLE: usize = 6;

/// Shingles of which one is chosen. A run of so many more words than a shingle has leaves a fingerprint in both texts.
const WINDOW: usize = SHORTEST - SHINGLE + 1;

/// Where more articles have one fingerprint, each is compared with the first few of them and not with all.
const COMPARED: usize = 16;

/// Passages shown of one pair of articles.
const SHOWN: usize = 3;

/// Where an article's text stands.
#[derive(Clone, Copy)]
enum Text {
    Capture(FileId, Format),
    Body(FileId),
}

/// A fingerprint of an article, and the word at which its shingle begins.
#[derive(Clone, Copy)]
struct Fingerprint {
    hash: u64,
    article: u32,
    word: u32,
}

/// Warns where the texts of two articles share [`SHORTEST`] words or more in a row, and neither a common origin nor
/// `independent_of` says why.
pub fn report_shared_passages(dossier: &Dossier, sources: &Sources, sink: &mut Sink) {
    // Faults of captures are reported where quotes are looked up.
    let (captures, _) = captures(dossier, sources, &mut Sink::new());
    let text = |(key, article): (Key<Article>, &Article)| match captures.get(&key) {
        Some((file, format)) => Some((key, Text::Capture(*file, *format))),
        None if article.body_kind == BodyKind::Full => Some((key, Text::Body(article.head.file))),
        None => None,
    };
    let texts: BTreeMap<Key<Article>, Text> = dossier.articles.iter().filter_map(text).collect();
    let comparison = Comparison {
        dossier,
        sources,
        texts,
    };
    let pairs = comparison.candidates();
    let faults: Vec<Option<Diagnostic>> = pairs
        .par_iter()
        .map(|(pair, seeds)| comparison.compare(*pair, seeds))
        .collect();
    faults
        .into_iter()
        .flatten()
        .for_each(|fault| sink.report(fault));
}

struct Comparison<'a> {
    dossier: &'a Dossier,
    sources: &'a Sources,
    texts: BTreeMap<Key<Article>, Text>,
}

/// Two articles, the first in the table first.
type Pair = (Key<Article>, Key<Article>);

/// Words of both articles at which a common shingle begins.
type Seeds = Vec<(usize, usize)>;

impl Comparison<'_> {
    /// The pairs that have a fingerprint in common and no reason for it.
    fn candidates(&self) -> BTreeMap<Pair, Seeds> {
        let texts: Vec<Key<Article>> = self.texts.keys().copied().collect();
        let mut prints: Vec<Fingerprint> = texts
            .par_iter()
            .flat_map_iter(|key| {
                let text = self.read(*key);
                let words = Words::new(text.as_ref().map_or("", Readable::normal));
                words.fingerprints(*key)
            })
            .collect();
        prints.par_sort_unstable_by_key(|print| (print.hash, print.article, print.word));
        let mut pairs: BTreeMap<Pair, Seeds> = BTreeMap::new();
        for group in prints.chunk_by(|a, b| a.hash == b.hash) {
            // The first of each article: a text may repeat itself.
            let mut first: Vec<&Fingerprint> = Vec::new();
            for print in group {
                if first
                    .last()
                    .is_none_or(|last| last.article != print.article)
                {
                    first.push(print);
                }
            }
            for (at, b) in first.iter().enumerate().skip(1) {
                for a in &first[..at.min(COMPARED)] {
                    let pair = (key(a), key(b));
                    if !self.is_explained(pair) {
                        let seeds = pairs.entry(pair).or_default();
                        seeds.push((a.word as usize, b.word as usize));
                    }
                }
            }
        }
        pairs
    }

    /// Whether the articles are one source, or are said not to be.
    fn is_explained(&self, (a, b): Pair) -> bool {
        let (first, second) = (&self.dossier.articles[a], &self.dossier.articles[b]);
        let says =
            |article: &Article, other| article.independent_of.iter().any(|o| o.article == other);
        first.origin_id() == second.origin_id() || says(first, b) || says(second, a)
    }

    fn read(&self, key: Key<Article>) -> Option<Readable> {
        match self.texts.get(&key)? {
            Text::Capture(file, format) => {
                let (_, text) = self.sources.capture(*file).ok()?;
                Some(Readable::capture(text, *format))
            }
            Text::Body(_) => Some(Readable::body(&self.dossier.articles[key].body.words())),
        }
    }

    /// The warning, where the articles share a passage that is long enough.
    fn compare(&self, pair: Pair, seeds: &Seeds) -> Option<Diagnostic> {
        let (a, b) = (self.read(pair.0)?, self.read(pair.1)?);
        let words = (Words::new(a.normal()), Words::new(b.normal()));
        let mut runs: Vec<(Range<usize>, Range<usize>)> = Vec::new();
        for (from, to) in seeds {
            if !runs.iter().any(|(run, _)| run.contains(from)) {
                runs.extend(words.0.common_run(&words.1, *from, *to));
            }
        }
        runs.sort_by_key(|(run, _)| (std::cmp::Reverse(run.len()), run.start));
        let longest = runs.first()?.0.len();
        let (first, second) = (
            &self.dossier.articles[pair.0],
            &self.dossier.articles[pair.1],
        );
        let (a_id, b_id) = (&first.head.id, &second.head.id);
        let message = format!(
            "`{a_id}` and `{b_id}` have {longest} words in a row in common, and count as two sources"
        );
        let place = match &second.origin {
            Some(_) => Place::Key(second.head.file, KeyPath::root().then("origin")),
            None => Place::File(second.head.file),
        };
        let mut fault = Diagnostic::warning(Code::SharedPassage, place, message);
        for (run, other) in runs.iter().take(SHOWN) {
            let count = run.len();
            let here = self.place(pair.0, &a, &words.0.bytes(run));
            let there = self.place(pair.1, &b, &words.1.bytes(other));
            fault = fault
                .related(here, format!("{count} words, also in `{b_id}`"))
                .related(there, format!("the same in `{a_id}`"));
        }
        Some(fault.help(format!(
            "where both go back to one report, give both the same `origin: {{id: …, stated: false, basis: …}}`; where they do not, write \
             `independent_of: [{{article: {a_id}, why: …}}]` in `{b_id}`"
        )))
    }

    /// The place of `range` of an article's normalised text in its file.
    fn place(&self, key: Key<Article>, text: &Readable, range: &Range<usize>) -> Place {
        let (file, bytes) = match self.texts[&key] {
            Text::Capture(file, _) => (file, Some(text.bytes(range))),
            Text::Body(file) => {
                let written = Readable::file(&self.sources.text(file).unwrap_or_default());
                let passage = &text.normal()[range.clone()];
                let found = written.normal().find(passage);
                (
                    file,
                    found.map(|at| written.bytes(&(at..at + passage.len()))),
                )
            }
        };
        bytes.map_or(Place::File(file), |bytes| {
            Place::Bytes(Span { file, bytes })
        })
    }
}

fn key(print: &Fingerprint) -> Key<Article> {
    crate::dossier::Table::key(print.article as usize)
}

/// The words of a normalised text.
struct Words<'a> {
    text: &'a str,
    /// Each word's hash, without case and punctuation, and the byte at which it begins.
    words: Vec<(u64, usize)>,
}

impl<'a> Words<'a> {
    fn new(text: &'a str) -> Self {
        let mut words = Vec::with_capacity(text.len() / 6);
        let mut at = 0;
        for word in text.split(' ') {
            if let Some(hash) = hash(word) {
                words.push((hash, at));
            }
            at += word.len() + 1;
        }
        Self { text, words }
    }

    /// The fingerprints: of each window of shingles the smallest hash, the last of several.
    fn fingerprints(&self, article: Key<Article>) -> Vec<Fingerprint> {
        let shingles: Vec<u64> = self
            .words
            .windows(SHINGLE)
            .map(|words| words.iter().fold(0, |sum, (hash, _)| mix(sum, *hash)))
            .collect();
        let mut prints: Vec<Fingerprint> = Vec::with_capacity(shingles.len() / 3);
        let mut last = usize::MAX;
        let article = u32::try_from(article.row()).expect("a table has fewer than 2^32 rows");
        for (start, window) in shingles
            .windows(WINDOW.min(shingles.len().max(1)))
            .enumerate()
        {
            let least = window
                .iter()
                .enumerate()
                .min_by_key(|(at, hash)| (**hash, WINDOW - at));
            let Some((at, hash)) = least else { continue };
            if last != start + at {
                last = start + at;
                prints.push(Fingerprint {
                    hash: *hash,
                    article,
                    word: u32::try_from(last).unwrap_or(u32::MAX),
                });
            }
        }
        prints
    }

    /// The longest run of words around word `from` that `other` has around its word `to`, where it is long enough.
    fn common_run(
        &self,
        other: &Self,
        from: usize,
        to: usize,
    ) -> Option<(Range<usize>, Range<usize>)> {
        let same = |(a, b): &(&(u64, usize), &(u64, usize))| a.0 == b.0;
        let after = self.words.get(from..)?.iter().zip(other.words.get(to..)?);
        let after = after.take_while(same).count();
        let before = self.words[..from]
            .iter()
            .rev()
            .zip(other.words[..to].iter().rev());
        let before = before.take_while(same).count();
        let run = from - before..from + after;
        (run.len() >= SHORTEST).then(|| (run, to - before..to + after))
    }

    /// The bytes of the text that a run of words stands for.
    fn bytes(&self, run: &Range<usize>) -> Range<usize> {
        let end = self.words[run.end - 1].1;
        let length = self.text[end..].find(' ').unwrap_or(self.text.len() - end);
        self.words[run.start].1..end + length
    }
}

/// A word's hash without case and punctuation (FNV-1a); `None` where nothing is left.
fn hash(word: &str) -> Option<u64> {
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    let mut hash = BASIS;
    let mut any = false;
    let mut add = |byte: u8| {
        any = true;
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    };
    if word.is_ascii() {
        let letters = word.bytes().filter(u8::is_ascii_alphanumeric);
        letters.for_each(|byte| add(byte.to_ascii_lowercase()));
    } else {
        let letters = word
            .chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase);
        letters.for_each(|c| c.encode_utf8(&mut [0; 4]).bytes().for_each(&mut add));
    }
    any.then_some(hash)
}

/// The hash of a sequence and one more word.
fn mix(sum: u64, word: u64) -> u64 {
    (sum.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::{SHORTEST, Words};
    use crate::dossier::Table;
    use proptest::prelude::*;

    fn share(a: &str, b: &str) -> bool {
        let (a, b) = (Words::new(a), Words::new(b));
        let (of_a, of_b) = (a.fingerprints(Table::key(0)), b.fingerprints(Table::key(1)));
        of_a.iter().any(|x| of_b.iter().any(|y| x.hash == y.hash))
    }

    proptest! {
        /// Whatever stands around it, a run that is long enough leaves a fingerprint in both texts.
        #[test]
        fn no_long_run_is_missed(
            run in proptest::collection::vec("[a-z]{1,6}", SHORTEST..30),
            around in proptest::collection::vec(proptest::collection::vec("[A-Z]{1,6}", 0..30), 4),
        ) {
            let text = |before: &[String], after: &[String]| {
                [before, run.as_slice(), after].concat().join(" ")
            };
            prop_assert!(share(&text(&around[0], &around[1]), &text(&around[2], &around[3])));
        }
    }
}

//! Passages that two articles share: a sign that both go back to one report.
//!
//! Each text is reduced to fingerprints, chosen among the hashes of its word shingles by winnowing (Schleimer, Wilkerson
//! and Aiken, 2003), so that every run of [`SHORTEST`] common words leaves at least one in common. An index by fingerprint then
//! names the pairs worth comparing word by word: the work grows with the texts and not with the pairs of texts.

use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::dossier::{Article, Dossier, Key};
use crate::source::Sources;
use crate::text::{KeyPath, Span};
use crate::verify::{Readable, TextSource, Texts};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use unicode_script::Script;
use unicode_segmentation::UnicodeSegmentation;

/// Words that a shared passage has at least.
const SHORTEST: usize = 12;

/// Words in one shingle. Short phrases recur in many texts; the longer a shingle is, the fewer pairs are compared in vain.
const SHINGLE: usize = 9;

/// Shingles of which one is chosen. A run of so many more words than a shingle has leaves a fingerprint in both texts.
const WINDOW: usize = SHORTEST - SHINGLE + 1;

/// Where more articles have one fingerprint, each is compared with the first few of them and not with all.
const COMPARED: usize = 16;

/// Passages shown of one pair of articles.
const SHOWN: usize = 3;

/// A fingerprint of an article, and the word at which its shingle begins.
#[derive(Clone, Copy)]
struct Fingerprint {
    hash: u64,
    article: u32,
    word: u32,
}

/// Warns if the texts of two articles share twelve words or more in a row, and neither a common origin
/// nor `independent_of` says why.
pub fn check(dossier: &Dossier, texts: &Texts, sources: &Sources, sink: &mut Sink) {
    let comparison = Comparison {
        dossier,
        sources,
        texts,
        places: Texts::sources(dossier, sources),
    };
    let hashes = comparison.hashes();
    let pairs = comparison.candidates(&hashes);
    let faults: Vec<Diagnostic> = pairs
        .par_iter()
        .filter_map(|(pair, seeds)| {
            let runs = common_runs(&hashes[pair.0.row()], &hashes[pair.1.row()], seeds);
            comparison.report(*pair, &runs)
        })
        .collect();
    faults.into_iter().for_each(|fault| sink.report(fault));
}

struct Comparison<'a> {
    dossier: &'a Dossier,
    sources: &'a Sources,
    texts: &'a Texts,
    /// Where the text of each article is, by its row.
    places: Vec<Option<TextSource>>,
}

/// The words of each article as hashes, by its row; what two texts have in common is found in these.
type Hashes = Vec<Vec<u32>>;

/// Two articles, the first in the table first.
type Pair = (Key<Article>, Key<Article>);

/// Words of both articles at which a common shingle begins.
type Seeds = Vec<(usize, usize)>;

impl Comparison<'_> {
    fn hashes(&self) -> Hashes {
        let keys: Vec<Key<Article>> = self.dossier.articles.keys().collect();
        let hashes = keys.par_iter().map(|key| match self.read(*key) {
            Some(text) => words(text.normal()).map(|(hash, _)| hash).collect(),
            None => Vec::new(),
        });
        hashes.collect()
    }

    /// The pairs that have a fingerprint in common and no reason for it.
    fn candidates(&self, hashes: &Hashes) -> BTreeMap<Pair, Seeds> {
        let articles = hashes.par_iter().enumerate();
        let mut prints: Vec<Fingerprint> = articles
            .flat_map_iter(|(row, words)| fingerprints(words, row))
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
        first.root == second.root || says(first, b) || says(second, a)
    }

    fn read(&self, key: Key<Article>) -> Option<Arc<Readable>> {
        let place = self.places[key.row()]?;
        self.texts.of(key, place, self.dossier, self.sources)
    }

    /// The warning, where the articles share a passage that is long enough.
    fn report(&self, pair: Pair, runs: &[Run]) -> Option<Diagnostic> {
        if runs.is_empty() {
            return None;
        }
        let (a, b) = (self.read(pair.0)?, self.read(pair.1)?);
        let weighed = runs
            .iter()
            .map(|run| (weight(&a.normal()[bytes(a.normal(), &run.0)]), run));
        let passages: Vec<(usize, &Run)> =
            weighed.filter(|(weight, _)| *weight >= SHORTEST).collect();
        let (longest, _) = *passages.first()?;
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
        for (count, (run, other)) in passages.into_iter().take(SHOWN) {
            let here = self.place(pair.0, &a, &bytes(a.normal(), run));
            let there = self.place(pair.1, &b, &bytes(b.normal(), other));
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
        let (file, bytes) = match self.places[key.row()].expect("its text was read") {
            TextSource::Capture(file, _) => (file, Some(text.bytes(range))),
            TextSource::Body(file) => {
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

/// The words of a normalised text, each as a hash without case and punctuation, with the bytes it stands for.
fn words(text: &str) -> impl Iterator<Item = (u32, Range<usize>)> {
    let mut at = 0;
    let words = text.split(' ').flat_map(move |word| {
        let start = at;
        at += word.len() + 1;
        parts(word).map(move |(offset, part)| (start + offset, part))
    });
    words.filter_map(|(start, word)| Some((hash(word)?, start..start + word.len())))
}

/// A word, or the characters of a text that is written without spaces.
fn parts(word: &str) -> impl Iterator<Item = (usize, &str)> {
    let unspaced = !word.is_ascii() && word.contains(is_unspaced);
    let whole = (!unspaced).then_some((0, word));
    let split = unspaced.then(|| word.split_word_bound_indices());
    whole.into_iter().chain(split.into_iter().flatten())
}

/// Whether a character is of a script that is written without spaces between words.
fn is_unspaced(c: char) -> bool {
    use Script::{Han, Hiragana, Katakana, Khmer, Lao, Myanmar, Thai};
    matches!(
        Script::from(c),
        Han | Hiragana | Katakana | Khmer | Lao | Myanmar | Thai
    )
}

/// About how many words a passage has: three characters make one in a script without spaces.
fn weight(passage: &str) -> usize {
    let words = passage.split(' ').map(|word| {
        let unspaced = word.chars().filter(|c| is_unspaced(*c)).count();
        if unspaced == 0 { 3 } else { unspaced }
    });
    words.sum::<usize>() / 3
}

/// The fingerprints of a text: of each window of shingles the smallest hash, the last of several.
fn fingerprints(words: &[u32], article: usize) -> Vec<Fingerprint> {
    let shingles: Vec<u64> = words
        .windows(SHINGLE)
        .map(|words| words.iter().fold(0, |sum, word| mix(sum, *word)))
        .collect();
    let mut prints: Vec<Fingerprint> = Vec::with_capacity(shingles.len() / 2);
    let mut last = usize::MAX;
    let article = u32::try_from(article).expect("a table has fewer than 2^32 rows");
    for (start, window) in shingles.windows(WINDOW).enumerate() {
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

/// Words of the first text, and the words of the second that are the same.
type Run = (Range<usize>, Range<usize>);

/// The runs of words around `seeds` that two texts have in common and that are long enough, the longest first.
fn common_runs(a: &[u32], b: &[u32], seeds: &Seeds) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (from, to) in seeds {
        if runs.iter().any(|(run, _)| run.contains(from)) {
            continue;
        }
        let same = |(a, b): &(&u32, &u32)| a == b;
        let after = a[*from..].iter().zip(&b[*to..]).take_while(same).count();
        let before = a[..*from].iter().rev().zip(b[..*to].iter().rev());
        let before = before.take_while(same).count();
        let run = from - before..from + after;
        if run.len() >= SHORTEST {
            runs.push((run, to - before..to + after));
        }
    }
    runs.sort_by_key(|(run, _)| (std::cmp::Reverse(run.len()), run.start));
    runs
}

/// The bytes of a normalised text that a run of words stands for.
fn bytes(text: &str, run: &Range<usize>) -> Range<usize> {
    let mut words = words(text).skip(run.start).take(run.len());
    let first = words.next().map_or(0..0, |(_, bytes)| bytes);
    let last = words.last().map_or(first.end, |(_, bytes)| bytes.end);
    first.start..last
}

/// A word's hash without case and punctuation (FNV-1a); `None` where nothing is left.
fn hash(word: &str) -> Option<u32> {
    let mut hash: u32 = 0x811c_9dc5;
    let mut any = false;
    let mut add = |byte: u8| {
        any = true;
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
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
fn mix(sum: u64, word: u32) -> u64 {
    (sum.rotate_left(5) ^ u64::from(word)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::{SHORTEST, fingerprints, words};
    use proptest::prelude::*;

    fn share(a: &str, b: &str) -> bool {
        let prints = |text: &str| {
            let words: Vec<u32> = words(text).map(|(hash, _)| hash).collect();
            fingerprints(&words, 0)
        };
        let (a, b) = (prints(a), prints(b));
        a.iter().any(|x| b.iter().any(|y| x.hash == y.hash))
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

//! The passage that is most similar to a quote that was not found. It is used only in messages, and
//! never counts as a match.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use unicode_script::Script;
use unicode_security::confusable_detection::skeleton;

/// A passage of a source, and how the quote differs from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Passage {
    /// The byte range in the normalised text.
    pub(super) range: Range<usize>,
    /// The words of the quote and the passage, aligned.
    pub(super) words: Vec<Word>,
}

/// A word of the quote, of the source, or of both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Word {
    /// In both.
    Same(String),
    /// Only in the quote.
    Quote(String),
    /// Only in the source.
    Source(String),
    /// Different words at the same position.
    Other {
        /// The quote's word.
        quote: String,
        /// The source's word.
        source: String,
    },
}

/// The longest text that is searched completely, in words. In longer texts, only the surroundings
/// of the place that shares most words with the quote are searched.
const LONGEST: usize = 2_000;

/// The most words of a quote that are compared.
const MOST_WORDS: usize = 40;

/// The cost of one word, in hundredths.
const WORD: u32 = 100;

/// The words of a normalised text, prepared for finding similar passages.
#[derive(Debug)]
pub(super) struct Words {
    /// The byte range of each word.
    places: Vec<Range<usize>>,
    /// The index in `folded` of each word.
    kinds: Vec<usize>,
    /// The distinct words, without case, punctuation and look-alike letters.
    folded: Vec<String>,
    /// The index of each word in `folded`.
    numbers: HashMap<String, usize>,
    /// For each word in `folded`, its positions in the text, counted in words.
    standing: Vec<Vec<usize>>,
}

impl Words {
    /// Splits `text` at spaces.
    pub(super) fn new(text: &str) -> Self {
        let mut words = Self {
            places: Vec::new(),
            kinds: Vec::new(),
            folded: Vec::new(),
            numbers: HashMap::new(),
            standing: Vec::new(),
        };
        let mut at = 0;
        for word in text.split(' ') {
            if !word.is_empty() {
                words.add(folded(word), at..at + word.len());
            }
            at += word.len() + 1;
        }
        words
    }

    fn add(&mut self, folded: String, place: Range<usize>) {
        let kind = match self.numbers.get(&folded) {
            Some(kind) => *kind,
            None => {
                let kind = self.folded.len();
                self.folded.push(folded.clone());
                self.numbers.insert(folded, kind);
                self.standing.push(Vec::new());
                kind
            }
        };
        self.standing[kind].push(self.places.len());
        self.places.push(place);
        self.kinds.push(kind);
    }

    /// The range of words to search: in a long text, around the place with most of the `wanted`
    /// words; otherwise all.
    fn around(&self, wanted: &[String]) -> Range<usize> {
        let all = self.places.len();
        if all <= LONGEST {
            return 0..all;
        }
        let kinds = wanted.iter().filter_map(|word| self.numbers.get(word));
        let kinds: BTreeSet<usize> = kinds.copied().collect();
        let of = |kind: usize| self.standing[kind].iter().map(move |at| (*at, kind));
        let mut met: Vec<(usize, usize)> = kinds.into_iter().flat_map(of).collect();
        met.sort_unstable();
        let width = (2 * wanted.len()).min(LONGEST / 2);
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        let (mut best, mut best_at) = (0, 0);
        let mut first = 0;
        for (at, kind) in &met {
            *counts.entry(*kind).or_default() += 1;
            while met[first].0 + width <= *at {
                let gone = met[first].1;
                first += 1;
                if let Some(count) = counts.get_mut(&gone) {
                    *count -= 1;
                    if *count == 0 {
                        counts.remove(&gone);
                    }
                }
            }
            if counts.len() > best {
                (best, best_at) = (counts.len(), *at);
            }
        }
        best_at.saturating_sub(LONGEST / 2)..(best_at + LONGEST / 2).min(all)
    }
}

/// The passage of `text` that is most similar to `quote`. Both are normalised. `None` if no passage
/// is similar enough.
pub(super) fn nearest(quote: &str, text: &str, all: &Words) -> Option<Passage> {
    let wanted: Vec<&str> = quote
        .split(' ')
        .filter(|word| !word.is_empty())
        .take(MOST_WORDS)
        .collect();
    let wanted_folded: Vec<String> = wanted.iter().map(|word| folded(word)).collect();
    let around = all.around(&wanted_folded);
    let first = around.start;
    let words: Vec<&str> = all.places[around.clone()]
        .iter()
        .map(|place| &text[place.clone()])
        .collect();
    // Words recur, so each cost is computed once.
    let mut known: Vec<HashMap<usize, u32>> = vec![HashMap::new(); wanted.len()];
    let cost = |at: usize, there: usize| {
        if wanted[at] == words[there] {
            return 0;
        }
        let kind = all.kinds[first + there];
        let different = || difference(&wanted_folded[at], &all.folded[kind]);
        *known[at].entry(kind).or_insert_with(different)
    };
    let (run, cost) = align(wanted.len(), words.len(), cost)?;
    let most = WORD * u32::try_from(wanted.len()).unwrap_or(u32::MAX) * 6 / 10;
    if run.is_empty() || cost > most {
        return None;
    }
    let mut range = all.places[first + run.start].start..all.places[first + run.end - 1].end;
    let mut words = words[run].to_vec();
    trim_ends(&wanted, &mut words, &mut range);
    Some(Passage {
        words: compare(&wanted, &words),
        range,
    })
}

/// Removes punctuation at an end of the passage if the quote has none there.
fn trim_ends(quote: &[&str], words: &mut [&str], range: &mut Range<usize>) {
    let is_mark = |c: char| !c.is_alphanumeric();
    if let (Some(wanted), Some(first)) = (quote.first(), words.first_mut())
        && !wanted.starts_with(is_mark)
    {
        let bare = first.trim_start_matches(is_mark);
        range.start += first.len() - bare.len();
        *first = bare;
    }
    if let (Some(wanted), Some(last)) = (quote.last(), words.last_mut())
        && !wanted.ends_with(is_mark)
    {
        let bare = last.trim_end_matches(is_mark);
        range.end -= last.len() - bare.len();
        *last = bare;
    }
}

/// The word without case, surrounding punctuation and look-alike letters.
fn folded(word: &str) -> String {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    let bare = if bare.is_empty() { word } else { bare };
    if bare.is_ascii() {
        return bare.to_ascii_lowercase();
    }
    skeleton(&bare.to_lowercase()).collect()
}

/// The cost of `source` in place of `quote`, two words that are written differently. Both are
/// folded.
fn difference(quote: &str, source: &str) -> u32 {
    let (a, b) = (quote, source);
    if a == b {
        return WORD / 10;
    }
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    // Words are similar if half of their letters are the same. Other lengths cannot be, and very
    // long words are too slow to compare.
    if 2 * short < long || long > 60 {
        return WORD;
    }
    if strsim::normalized_levenshtein(a, b) >= 0.5 {
        WORD / 2
    } else {
        WORD
    }
}

/// The run of `source` words that is closest to the `quote` words, and its cost (Sellers 1980,
/// applied to words). `difference(at, there)` is the cost of the source's word `there` in place of
/// the quote's word `at`.
fn align(
    quote: usize,
    source: usize,
    mut difference: impl FnMut(usize, usize) -> u32,
) -> Option<(Range<usize>, u32)> {
    // For each prefix of the quote: the least cost, and where its run in the source begins.
    let mut column: Vec<(u32, usize)> = vec![(0, 0)];
    for _ in 0..quote {
        let (cost, start) = column[column.len() - 1];
        column.push((cost + WORD, start));
    }
    let mut best: Option<(Range<usize>, u32)> = None;
    for at in 0..source {
        let mut diagonal = column[0];
        column[0] = (0, at + 1);
        for row in 0..quote {
            let above = column[row];
            let left = column[row + 1];
            let both = (diagonal.0 + difference(row, at), diagonal.1);
            let cheapest = [both, (above.0 + WORD, above.1), (left.0 + WORD, left.1)];
            diagonal = left;
            column[row + 1] = cheapest.into_iter().min_by_key(|(cost, _)| *cost)?;
        }
        let (cost, start) = column[quote];
        if best.as_ref().is_none_or(|(_, least)| cost < *least) {
            best = Some((start..at + 1, cost));
        }
    }
    best
}

/// The words of both in order. Words that replace each other one by one are paired.
fn compare(quote: &[&str], source: &[&str]) -> Vec<Word> {
    let mut words = Vec::new();
    for change in similar::capture_diff_slices(similar::Algorithm::Myers, quote, source) {
        let (_, old, new) = change.as_tag_tuple();
        let (old, new) = (&quote[old], &source[new]);
        if change.tag() == similar::DiffTag::Equal {
            words.extend(old.iter().map(|word| Word::Same((*word).to_owned())));
        } else {
            let pairs = old.len().min(new.len());
            for (quote, source) in old.iter().zip(new) {
                words.push(Word::Other {
                    quote: (*quote).to_owned(),
                    source: (*source).to_owned(),
                });
            }
            words.extend(
                old[pairs..]
                    .iter()
                    .map(|word| Word::Quote((*word).to_owned())),
            );
            words.extend(
                new[pairs..]
                    .iter()
                    .map(|word| Word::Source((*word).to_owned())),
            );
        }
    }
    words
}

impl Passage {
    /// The words of quote and passage on one line, in the format of `git diff --word-diff`:
    /// `[-of the quote-]` and `{+of the source+}`.
    pub(super) fn shown(&self) -> String {
        let word = |word: &Word| match word {
            Word::Same(word) => shortened(word),
            Word::Quote(word) => format!("[-{}-]", shortened(word)),
            Word::Source(word) => format!("{{+{}+}}", shortened(word)),
            Word::Other { quote, source } => {
                format!("[-{}-]{{+{}+}}", shortened(quote), shortened(source))
            }
        };
        self.words.iter().map(word).collect::<Vec<_>>().join(" ")
    }

    /// Describes the first difference.
    pub(super) fn first_difference(&self) -> Option<String> {
        let first = self
            .words
            .iter()
            .find(|word| !matches!(word, Word::Same(_)))?;
        Some(match first {
            Word::Same(_) => return None,
            Word::Quote(word) => format!("`{}` is not in the source", shortened(word)),
            Word::Source(word) => format!("the source also has `{}`", shortened(word)),
            Word::Other { quote, source } => match look_alike(quote, source) {
                Some(letters) => letters,
                None if quote.to_lowercase() == source.to_lowercase() => {
                    format!("the source has `{}`; case matters", shortened(source))
                }
                None => format!(
                    "`{}` is `{}` in the source",
                    shortened(quote),
                    shortened(source)
                ),
            },
        })
    }
}

/// The text, cut to the length of a message.
pub(super) fn shortened(text: &str) -> String {
    const LONGEST: usize = 80;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Describes the letters that differ in two words that look the same. `None` if the words look
/// different.
fn look_alike(quote: &str, source: &str) -> Option<String> {
    if !skeleton(quote).eq(skeleton(source)) {
        return None;
    }
    let different = |(a, b): &(char, char)| a != b;
    let (a, b) = quote.chars().zip(source.chars()).find(different)?;
    Some(format!(
        "`{a}` in `{quote}` is {}, but the source has {}, which looks the same",
        letter(a),
        letter(b)
    ))
}

/// A letter's code point and script: `U+0430 (Cyrillic)`.
fn letter(c: char) -> String {
    format!("U+{:04X} ({})", u32::from(c), Script::from(c).full_name())
}

#[cfg(test)]
mod tests {
    use super::Words;

    fn nearest(quote: &str, text: &str) -> Option<super::Passage> {
        super::nearest(quote, text, &Words::new(text))
    }

    const SOURCE: &str = "The council met on Monday. It was told that the bridge would stay closed until the first week of May, and that no date was set.";

    fn shown(quote: &str) -> (String, String) {
        let passage = nearest(quote, SOURCE).expect("a passage is near");
        (
            passage.shown(),
            passage.first_difference().unwrap_or_default(),
        )
    }

    #[test]
    fn the_difference_is_shown_word_by_word() {
        let (line, first) = shown("closed untill the first week");
        assert_eq!(line, "closed [-untill-]{+until+} the first week");
        assert_eq!(first, "`untill` is `until` in the source");
        let (line, first) = shown("stay closed until the week of May,");
        assert_eq!(line, "stay closed until the {+first+} week of May,");
        assert_eq!(first, "the source also has `first`");
        let (line, _) = shown("was told that the old bridge would");
        assert_eq!(line, "was told that the [-old-] bridge would");
        let (_, first) = shown("the council met");
        assert_eq!(first, "the source has `The`; case matters");
    }

    #[test]
    fn a_letter_of_another_script_is_named() {
        let (_, first) = shown("The coun\u{441}il met");
        assert_eq!(
            first,
            "`\u{441}` in `coun\u{441}il` is U+0441 (Cyrillic), but the source has U+0063 (Latin), which looks the same"
        );
    }

    #[test]
    fn nothing_is_near_to_other_words() {
        assert_eq!(
            nearest("entirely different matters were raised", SOURCE),
            None
        );
        assert_eq!(nearest("anything", ""), None);
    }

    #[test]
    fn long_texts_are_searched_where_the_words_are() {
        let text = format!(
            "{} {SOURCE} {}",
            "filler words here ".repeat(5_000),
            "more filler words ".repeat(5_000)
        );
        let passage =
            nearest("would remain closed until the first week", text.trim()).expect("near");
        assert_eq!(
            &text[passage.range],
            "would stay closed until the first week"
        );
    }
}

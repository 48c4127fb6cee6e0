//! The passage that comes nearest to a quote that was not found: for the message only, never for a match.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use unicode_script::Script;
use unicode_security::confusable_detection::skeleton;

/// A passage of a source, and how the quote differs from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Passage {
    /// Bytes of the normalised text.
    pub(super) range: Range<usize>,
    /// The words of both in order.
    pub(super) words: Vec<Word>,
}

/// A word of the quote, of the passage, or of both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Word {
    /// Both have it.
    Same(String),
    /// Only the quote has it.
    Quote(String),
    /// Only the source has it.
    Source(String),
    /// One stands where the other should.
    Other {
        /// The quote's.
        quote: String,
        /// The source's.
        source: String,
    },
}

/// In longer texts the passage is looked for only around the place that shares most words with the quote.
const LONGEST: usize = 4_000;

/// Costs are counted in hundredths of a word.
const WORD: u32 = 100;

/// The passage of `text` nearest to `quote`, both normalised; `None` where none has half of its words.
pub(super) fn nearest(quote: &str, text: &str) -> Option<Passage> {
    let wanted: Vec<&str> = quote.split(' ').filter(|word| !word.is_empty()).collect();
    let mut all = Vec::new();
    let mut at = 0;
    for word in text.split(' ') {
        all.push((at, word));
        at += word.len() + 1;
    }
    let around = neighbourhood(&wanted, &all);
    let source = &all[around];
    let words: Vec<&str> = source.iter().map(|(_, word)| *word).collect();
    let (range, cost) = align(&wanted, &words)?;
    let most = WORD * u32::try_from(wanted.len()).unwrap_or(u32::MAX) * 6 / 10;
    if range.is_empty() || cost > most {
        return None;
    }
    let (first, _) = source[range.start];
    let (last, word) = source[range.end - 1];
    let mut words = words[range].to_vec();
    let mut range = first..last + word.len();
    trim_ends(&wanted, &mut words, &mut range);
    Some(Passage {
        words: compare(&wanted, &words),
        range,
    })
}

/// Takes punctuation from the ends of the passage where the quote has none there.
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

/// A word without case, marks and look-alike letters.
fn folded(word: &str) -> String {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    let bare = if bare.is_empty() { word } else { bare };
    skeleton(&bare.to_lowercase()).collect()
}

/// The words of a long text around the place that shares most of the quote's words.
fn neighbourhood(wanted: &[&str], all: &[(usize, &str)]) -> Range<usize> {
    if all.len() <= LONGEST {
        return 0..all.len();
    }
    let wanted_words: BTreeSet<String> = wanted.iter().map(|word| folded(word)).collect();
    let width = (2 * wanted.len()).min(LONGEST / 2);
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let (mut best, mut best_at) = (0, 0);
    let mut window: std::collections::VecDeque<Option<String>> = std::collections::VecDeque::new();
    for (at, (_, word)) in all.iter().enumerate() {
        let word = Some(folded(word)).filter(|word| wanted_words.contains(word));
        if let Some(word) = &word {
            *counts.entry(word.clone()).or_default() += 1;
        }
        window.push_back(word);
        if window.len() > width
            && let Some(Some(gone)) = window.pop_front()
            && let Some(count) = counts.get_mut(&gone)
        {
            *count -= 1;
            if *count == 0 {
                counts.remove(&gone);
            }
        }
        if counts.len() > best {
            (best, best_at) = (counts.len(), at);
        }
    }
    best_at.saturating_sub(LONGEST / 2)..(best_at + LONGEST / 2).min(all.len())
}

/// What it costs to read `source` for `quote`.
fn difference(quote: &str, source: &str) -> u32 {
    if quote == source {
        return 0;
    }
    let (a, b) = (folded(quote), folded(source));
    if a == b {
        return 10;
    }
    let likeness = strsim::normalized_damerau_levenshtein(&a, &b);
    if likeness >= 0.5 { 50 } else { WORD }
}

/// The run of `source` that becomes `quote` at the least cost, and that cost (Sellers 1980, by words).
fn align(quote: &[&str], source: &[&str]) -> Option<(Range<usize>, u32)> {
    let step = |cost: u32| cost.saturating_add(WORD);
    // For each length of the quote's beginning: the cost, and where in the source the run began.
    let mut column: Vec<(u32, usize)> = Vec::with_capacity(quote.len() + 1);
    column.push((0, 0));
    for _ in quote {
        let (cost, start) = column[column.len() - 1];
        column.push((step(cost), start));
    }
    let mut best: Option<(Range<usize>, u32)> = None;
    for (at, word) in source.iter().enumerate() {
        let mut diagonal = column[0];
        column[0] = (0, at + 1);
        for (row, wanted) in quote.iter().enumerate() {
            let above = column[row];
            let left = column[row + 1];
            let both = (
                diagonal.0.saturating_add(difference(wanted, word)),
                diagonal.1,
            );
            let cheapest = [both, (step(above.0), above.1), (step(left.0), left.1)];
            diagonal = left;
            column[row + 1] = cheapest.into_iter().min_by_key(|(cost, _)| *cost)?;
        }
        let (cost, start) = column[quote.len()];
        if best.as_ref().is_none_or(|(_, least)| cost < *least) {
            best = Some((start..at + 1, cost));
        }
    }
    best
}

/// The words of both in order; words that changed places one by one stand beside each other.
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
    /// The words of quote and passage in one line, as `git diff --word-diff` shows them: `[-of the quote-]` and
    /// `{+of the source+}`.
    pub(super) fn shown(&self) -> String {
        let word = |word: &Word| match word {
            Word::Same(word) => word.clone(),
            Word::Quote(word) => format!("[-{word}-]"),
            Word::Source(word) => format!("{{+{word}+}}"),
            Word::Other { quote, source } => format!("[-{quote}-]{{+{source}+}}"),
        };
        self.words.iter().map(word).collect::<Vec<_>>().join(" ")
    }

    /// The first difference in words.
    pub(super) fn first_difference(&self) -> Option<String> {
        let first = self
            .words
            .iter()
            .find(|word| !matches!(word, Word::Same(_)))?;
        Some(match first {
            Word::Same(_) => return None,
            Word::Quote(word) => format!("`{word}` is not in the source"),
            Word::Source(word) => format!("the source also has `{word}`"),
            Word::Other { quote, source } => match look_alike(quote, source) {
                Some(letters) => letters,
                None if quote.to_lowercase() == source.to_lowercase() => {
                    format!("the source has `{source}`; case counts")
                }
                None => format!("`{quote}` is `{source}` in the source"),
            },
        })
    }
}

/// What to say where two words look the same and are not: which letter it is.
fn look_alike(quote: &str, source: &str) -> Option<String> {
    if !skeleton(quote).eq(skeleton(source)) {
        return None;
    }
    let different = |(a, b): &(char, char)| a != b;
    let (a, b) = quote.chars().zip(source.chars()).find(different)?;
    Some(format!(
        "`{a}` in `{quote}` is {}, and the source has {}, which looks the same",
        letter(a),
        letter(b)
    ))
}

/// `U+0430 (Cyrillic)`
fn letter(c: char) -> String {
    format!("U+{:04X} ({})", u32::from(c), Script::from(c).full_name())
}

#[cfg(test)]
mod tests {
    use super::nearest;

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
        assert_eq!(first, "the source has `The`; case counts");
    }

    #[test]
    fn a_letter_of_another_script_is_named() {
        let (_, first) = shown("The coun\u{441}il met");
        assert_eq!(
            first,
            "`\u{441}` in `coun\u{441}il` is U+0441 (Cyrillic), and the source has U+0063 (Latin), which looks the same"
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

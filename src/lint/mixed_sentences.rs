//! A sentence of a topic or of the home page does not give both a likelihood and a level of confidence
//! (ICD 203).

use super::prose::ProseText;
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::dossier::Likelihood;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

pub(super) const SEPARATELY: &str =
    "say how likely it is in one sentence, and how sure you are in another (ICD 203)";
pub(super) const MIXED: &str = "this sentence gives a likelihood and a confidence";

/// Warns of each such sentence.
pub(super) fn check(text: &ProseText<'_>, sink: &mut Sink) {
    for sentence in mixed_sentences(text.readable.text()) {
        let place = Place::Bytes(text.span(&sentence));
        sink.report(Diagnostic::warning(Code::MixedSentence, place, MIXED).help(SEPARATELY));
    }
}

/// The sentences of `text` (UAX #29) that give both a likelihood of ICD 203 and a level of confidence.
pub(super) fn mixed_sentences(text: &str) -> Vec<Range<usize>> {
    let mut mixed = Vec::new();
    for (start, sentence) in text.split_sentence_bound_indices() {
        let words: Vec<String> = sentence.unicode_words().map(str::to_lowercase).collect();
        let confidence = words.windows(2).any(|pair| {
            matches!(pair[0].as_str(), "low" | "moderate" | "high") && pair[1] == "confidence"
        });
        if confidence && Likelihood::ALL.iter().any(|term| has(&words, term.term())) {
            mixed.push(start..start + sentence.trim_end().len());
        }
    }
    mixed
}

fn has(words: &[String], term: &str) -> bool {
    let term: Vec<&str> = term.split(' ').collect();
    words
        .windows(term.len())
        .any(|window| window.iter().zip(&term).all(|(a, b)| a == b))
}

#[cfg(test)]
mod tests {
    use super::mixed_sentences;

    #[test]
    fn only_a_sentence_with_both_is_mixed() {
        let text = "It is very likely. We say so with low confidence. With high confidence, it is unlikely.\nConfidence is likely to fall.";
        let mixed: Vec<&str> = mixed_sentences(text)
            .into_iter()
            .map(|range| &text[range])
            .collect();
        assert_eq!(mixed, ["With high confidence, it is unlikely."]);
    }
}

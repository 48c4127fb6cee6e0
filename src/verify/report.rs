//! What to say of a quote that does not stand where it should: its place, the place in the source, and the mend.

use super::nearest::{Passage, nearest, shortened};
use super::readable::Readable;
use super::search::{Hit, MOST_LEFT_OUT, PartRanges, Wanted};
use crate::diag::{Code, Diagnostic, Place};
use crate::text::{FileId, Span};
use std::cell::Cell;
use std::ops::Range;

/// A source in which quotes were looked for, and the file it stands in.
pub(super) struct Source<'a> {
    file: FileId,
    path: &'a str,
    text: &'a Readable,
    /// For how many more quotes the nearest passage is looked for.
    left: Cell<usize>,
}

/// The most quotes of a source for which the nearest passage is looked for, which takes longer than everything else. Where more are missing,
/// the source is mostly not the text that was quoted.
const MOST_NEAREST: usize = 20;

/// Where the parts of a piece of evidence stand.
pub(super) struct Spots {
    pub(super) quote: Place,
    pub(super) prefix: Place,
    pub(super) suffix: Place,
}

/// More places of a quote are counted and not shown.
const PLACES_SHOWN: usize = 5;

/// Words around a quote that tell one place from another.
const CONTEXT: usize = 5;

impl<'a> Source<'a> {
    pub(super) fn new(file: FileId, path: &'a str, text: &'a Readable) -> Self {
        Self {
            file,
            path,
            text,
            left: Cell::new(MOST_NEAREST),
        }
    }

    /// The fault of a quote with this `hit`; `None` where it was found once.
    pub(super) fn fault(&self, wanted: &Wanted, hit: &Hit, spots: Spots) -> Option<Diagnostic> {
        let path = self.path;
        Some(match hit {
            Hit::Found(_) => return None,
            Hit::Absent(part) => self.absent(wanted, *part, spots.quote),
            Hit::Apart(places) => {
                let message = format!(
                    "the parts of this quote stand in `{path}`, but not one after the other within {MOST_LEFT_OUT} characters"
                );
                let fault = Diagnostic::error(Code::QuoteNotFound, spots.quote, message);
                let fault = places
                    .iter()
                    .take(PLACES_SHOWN)
                    .fold(fault, |fault, range| {
                        fault.related(self.place(range), "one part")
                    });
                fault.help(
                    "quote the parts as separate pieces of evidence, in the order of the source",
                )
            }
            Hit::InsideWords(places) => self.inside_words(places, spots.quote),
            Hit::OutOfContext(places) => self.out_of_context(wanted, places, spots),
            Hit::Several(places) => self.several(places, spots.quote),
        })
    }

    /// A warning where a found quote runs from one paragraph into the next.
    pub(super) fn across(&self, found: &PartRanges, quote: Place) -> Option<Diagnostic> {
        let part = found
            .iter()
            .find(|part| self.text.crosses_paragraphs(part))?;
        let message = format!(
            "this quote runs from one paragraph of `{}` into the next",
            self.path
        );
        Some(
            Diagnostic::warning(Code::QuoteAcrossParagraphs, quote, message)
                .related(self.place(part), "here")
                .help("put `[…]` where the paragraph ends, or quote one of the two"),
        )
    }

    fn absent(&self, wanted: &Wanted, part: usize, quote: Place) -> Diagnostic {
        let path = self.path;
        let normal = self.text.normal();
        let part = wanted.parts.get(part).map_or("", String::as_str);
        let what = if wanted.parts.len() > 1 {
            "a part of this quote"
        } else {
            "this quote"
        };
        let message = format!("{what} is not in `{path}`");
        let fault = Diagnostic::error(Code::QuoteNotFound, quote, message);
        let Some(left) = self.left.get().checked_sub(1) else {
            return fault
                .note(format!(
                    "looked for: {}; the nearest passages are shown only for the first {MOST_NEAREST} quotes that are not in this text",
                    shortened(part)
                ))
                .help("fix those first, or check that this is the text you quoted");
        };
        self.left.set(left);
        let passage = nearest(part, normal, self.text.words());
        let Some(passage) = passage else {
            return fault
                .label("no passage of it is near")
                .note(format!("looked for: {}", shortened(part)))
                .help("copy the words from the source, or name the article that has them");
        };
        let Passage { range, .. } = &passage;
        let inner = part.trim_matches(['"', '\'', ' ']);
        let help = if inner.len() < part.len() && normal.contains(inner) {
            "take out the quotation marks at its ends: what is quoted stands here without any"
        } else if part.contains("...") || part.contains('…') {
            "write `[…]` for the words left out"
        } else {
            "copy the words as the source has them; `[…]` stands for words left out"
        };
        fault
            .label(passage.first_difference().unwrap_or_default())
            .related(self.place(range), "the nearest passage")
            .note(format!(
                "[-only in the quote-] {{+only in the source+}}: {}",
                passage.shown()
            ))
            .help(help)
    }

    fn inside_words(&self, places: &[PartRanges], quote: Place) -> Diagnostic {
        let message = format!("this quote begins or ends inside a word of `{}`", self.path);
        let mut fault = Diagnostic::error(Code::QuoteCutsWord, quote, message);
        for place in places.iter().take(PLACES_SHOWN) {
            let (Some(first), Some(last)) = (place.first(), place.last()) else {
                continue;
            };
            let whole = whole_words(self.text.normal(), first.start, last.end);
            let words = format!(
                "the words are `{}`",
                shortened(&self.text.normal()[whole.clone()])
            );
            fault = fault.related(self.place(&whole), words);
        }
        fault.help("quote whole words: a part of one may say something else")
    }

    fn out_of_context(&self, wanted: &Wanted, places: &[PartRanges], spots: Spots) -> Diagnostic {
        let (place, key, side) = match &wanted.prefix {
            Some(_) => (spots.prefix, "prefix", "before"),
            None => (spots.suffix, "suffix", "after"),
        };
        let message = format!(
            "the quote is in `{}`, but this does not stand right {side} it",
            self.path
        );
        let mut fault = Diagnostic::error(Code::QuoteNotFound, place, message);
        for found in places.iter().take(PLACES_SHOWN) {
            let (before, after) = self.around(found);
            let words = match if key == "prefix" { before } else { after } {
                none if none.is_empty() => format!("nothing stands {side} it"),
                words => format!("`{words}` stands {side} it"),
            };
            fault = fault.related(self.words(found), words);
        }
        fault.help(format!("copy the words right {side} the quote as `{key}`, or take it out where the quote stands once"))
    }

    fn several(&self, places: &[PartRanges], quote: Place) -> Diagnostic {
        let count = places.len();
        let message = format!("this quote stands in `{}` at {count} places", self.path);
        let mut fault = Diagnostic::error(Code::QuoteFoundTwice, quote, message);
        for found in places.iter().take(PLACES_SHOWN) {
            let (before, after) = self.around(found);
            let words = match (before.as_str(), after.as_str()) {
                ("", after) => format!("before `{after}`"),
                (before, "") => format!("after `{before}`"),
                (before, after) => format!("after `{before}`, before `{after}`"),
            };
            fault = fault.related(self.words(found), words);
        }
        fault.help("quote more words, or say which place is meant with `prefix:` (words right before it) or `suffix:` (right after it)")
    }

    /// A few words before and after a quote.
    fn around(&self, found: &PartRanges) -> (String, String) {
        let normal = self.text.normal();
        let start = found.first().map_or(0, |range| range.start);
        let end = found.last().map_or(0, |range| range.end);
        let mut before: Vec<&str> = normal[..start]
            .split_whitespace()
            .rev()
            .take(CONTEXT)
            .collect();
        before.reverse();
        let after: Vec<&str> = normal[end..].split_whitespace().take(CONTEXT).collect();
        (shortened(&before.join(" ")), shortened(&after.join(" ")))
    }

    fn words(&self, found: &PartRanges) -> Place {
        let start = found.first().map_or(0, |range| range.start);
        let end = found.last().map_or(0, |range| range.end);
        self.place(&(start..end))
    }

    fn place(&self, range: &Range<usize>) -> Place {
        Place::Bytes(Span {
            file: self.file,
            bytes: self.text.bytes(range),
        })
    }
}

/// The words that reach into `start..end`, without the punctuation around them; with the words at their sides where what is
/// cut is a number of several words.
fn whole_words(text: &str, start: usize, end: usize) -> Range<usize> {
    let around = |start: usize, end: usize| {
        let from = text[..start].rfind(' ').map_or(0, |space| space + 1);
        let to = text[end..]
            .find(' ')
            .map_or(text.len(), |space| end + space);
        from..to
    };
    let mut whole = around(start, end);
    let opening = |c: char| matches!(c, '"' | '\'' | '(' | '[');
    let closing = |c: char| {
        matches!(
            c,
            '"' | '\'' | ')' | ']' | '.' | ',' | ';' | ':' | '!' | '?'
        )
    };
    let bare = text[whole.clone()].trim_start_matches(opening);
    whole.start = whole.end - bare.len();
    whole.end = whole.start + bare.trim_end_matches(closing).len();
    let whole = whole.start.min(start)..whole.end.max(end);
    if whole == (start..end) {
        return around(start.saturating_sub(1), (end + 1).min(text.len()));
    }
    whole
}

//! Quotes in a text: all of an article's in one pass.

use super::boundary::is_word_boundary;
use super::readable::Readable;
use crate::dossier::Quote;
use crate::text::normalise;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The parts of a quote are close by each other where so many code points or fewer were left out between them.
pub(super) const MOST_LEFT_OUT: usize = 500;

/// More ways to read a quote that leaves words out are not told apart.
const MOST_PLACES: usize = 10_000;

/// A quote with more parts is refused before it is looked for: no reader can tell any more what the source says, and there are too many
/// ways to read it.
pub(super) const MOST_PARTS: usize = 20;

/// A quote as it is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    /// The normalised parts between the words left out.
    pub(super) parts: Vec<String>,
    pub(super) prefix: Option<String>,
    pub(super) suffix: Option<String>,
}

impl Wanted {
    pub(super) fn new(quote: &Quote) -> Self {
        let plain = |text: &Option<String>| {
            let text = normalise(text.as_deref()?).text().to_owned();
            (!text.is_empty()).then_some(text)
        };
        Self {
            parts: quote.parts(),
            prefix: plain(&quote.prefix),
            suffix: plain(&quote.suffix),
        }
    }
}

/// A place of a quote: byte ranges in the normalised text, one for each part.
pub(super) type PartRanges = Vec<Range<usize>>;

/// What became of looking for a quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Hit {
    /// It stands at this one place.
    Found(PartRanges),
    /// It stands at each of these places.
    Several(Vec<PartRanges>),
    /// It begins or ends inside a word at each of these places, and stands nowhere else.
    InsideWords(Vec<PartRanges>),
    /// It stands at these places, and the prefix or the suffix beside none of them.
    OutOfContext(Vec<PartRanges>),
    /// Its parts all stand in the text, but not one after the other and close by. The place where each first stands.
    Apart(PartRanges),
    /// It does not stand in the text. The number of its first part that does not.
    Absent(usize),
}

/// Bytes of a part by which the automaton knows it; the rest is compared where it meets them. An automaton of whole
/// quotes would take longer to make than the text takes to search.
const HEAD: usize = 8;

/// Looks for all of `wanted` in `text`, in one pass over it.
pub(super) fn search(wanted: &[Wanted], text: &Readable) -> Vec<Hit> {
    let mut parts: Vec<&str> = Vec::new();
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    for part in wanted.iter().flat_map(|quote| &quote.parts) {
        numbers.entry(part).or_insert_with(|| {
            parts.push(part);
            parts.len() - 1
        });
    }
    let places = places(&parts, text.normal());
    let found = |quote: &Wanted| {
        let parts: Vec<Occurrences<'_>> = quote
            .parts
            .iter()
            .map(|part| Occurrences {
                starts: &places[numbers[part.as_str()]],
                length: part.len(),
            })
            .collect();
        judge(quote, &parts, text)
    };
    wanted.iter().map(found).collect()
}

/// Where each of `parts` begins in `text`, in order.
fn places(parts: &[&str], text: &str) -> Vec<Vec<usize>> {
    let mut places = vec![Vec::new(); parts.len()];
    if parts.is_empty() {
        return places;
    }
    let heads = parts
        .iter()
        .map(|part| &part.as_bytes()[..part.len().min(HEAD)]);
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::Standard)
        .kind(Some(AhoCorasickKind::NoncontiguousNFA))
        .dense_depth(1)
        .build(heads)
        .expect("a few bytes of each quote are few");
    for found in automaton.find_overlapping_iter(text) {
        let part = found.pattern().as_usize();
        if text.as_bytes()[found.start()..].starts_with(parts[part].as_bytes()) {
            places[part].push(found.start());
        }
    }
    places
}

/// Where one part of a quote stands.
struct Occurrences<'a> {
    /// In order.
    starts: &'a [usize],
    length: usize,
}

fn judge(quote: &Wanted, parts: &[Occurrences<'_>], text: &Readable) -> Hit {
    let normal = text.normal();
    if let Some(absent) = parts.iter().position(|part| part.starts.is_empty()) {
        return Hit::Absent(absent);
    }
    let is_whole = |start: &usize, length: usize| {
        is_word_boundary(text, *start) && is_word_boundary(text, start + length)
    };
    let whole: Vec<Vec<usize>> = parts
        .iter()
        .map(|part| {
            let starts = part.starts.iter().copied();
            starts
                .filter(|start| is_whole(start, part.length))
                .collect()
        })
        .collect();
    let whole: Vec<Occurrences<'_>> = whole
        .iter()
        .zip(parts)
        .map(|(starts, part)| Occurrences {
            starts,
            length: part.length,
        })
        .collect();
    let places = chains(&whole, normal);
    if places.is_empty() {
        return match chains(parts, normal) {
            none if none.is_empty() => Hit::Apart(first(parts)),
            cut => Hit::InsideWords(distinct(cut, text)),
        };
    }
    let fits = |place: &&PartRanges| in_context(quote, place, text);
    let fitting: Vec<PartRanges> = places.iter().filter(fits).cloned().collect();
    if fitting.is_empty() {
        return Hit::OutOfContext(distinct(places, text));
    }
    let mut places = distinct(fitting, text);
    match places.len() {
        1 => Hit::Found(places.swap_remove(0)),
        _ => Hit::Several(places),
    }
}

/// Where each part first stands.
fn first(parts: &[Occurrences<'_>]) -> PartRanges {
    let first = |part: &Occurrences<'_>| {
        let start = *part.starts.first()?;
        Some(start..start + part.length)
    };
    parts.iter().filter_map(first).collect()
}

/// The ways in which the parts follow each other close by, in order; at most [`MOST_PLACES`] and one.
fn chains(parts: &[Occurrences<'_>], text: &str) -> Vec<PartRanges> {
    // From the last part to the first: the starts from which the rest can be reached.
    let mut viable: Vec<Vec<usize>> = Vec::with_capacity(parts.len());
    for part in parts.iter().rev() {
        let reached = match viable.last() {
            None => part.starts.to_vec(),
            Some(next) => leading_to(next, part, text),
        };
        viable.push(reached);
    }
    viable.reverse();
    let mut chains = Vec::new();
    let mut place = Vec::with_capacity(parts.len());
    extend(&mut place, parts, &viable, text, &mut chains);
    chains
}

/// The starts of `part` behind which one of `next` follows close by. Both are in order, so that one pass over both is enough.
fn leading_to(next: &[usize], part: &Occurrences<'_>, text: &str) -> Vec<usize> {
    let mut at = 0;
    let starts = part.starts.iter().copied();
    let leads_on = |start: &usize| {
        let end = start + part.length;
        while next.get(at).is_some_and(|next| *next < end) {
            at += 1;
        }
        // Where the nearest one is not close by, none is.
        next.get(at).is_some_and(|next| is_close(&text[end..*next]))
    };
    starts.filter(leads_on).collect()
}

/// Adds all ways in which `place` goes on.
fn extend(
    place: &mut PartRanges,
    parts: &[Occurrences<'_>],
    viable: &[Vec<usize>],
    text: &str,
    chains: &mut Vec<PartRanges>,
) {
    let Some(part) = parts.get(place.len()) else {
        chains.push(place.clone());
        return;
    };
    let starts = &viable[place.len()];
    let next: Box<dyn Iterator<Item = usize>> = match place.last() {
        None => Box::new(starts.iter().copied()),
        Some(before) => Box::new(following(starts, before.end, text)),
    };
    for start in next {
        if chains.len() > MOST_PLACES {
            return;
        }
        place.push(start..start + part.length);
        extend(place, parts, viable, text, chains);
        place.pop();
    }
}

/// Those of `starts` that lie after `after` and close by it.
fn following<'a>(
    starts: &'a [usize],
    after: usize,
    text: &'a str,
) -> impl Iterator<Item = usize> + 'a {
    let from = starts.partition_point(|start| *start < after);
    let close = move |start: &usize| is_close(&text[after..*start]);
    starts[from..].iter().copied().take_while(close)
}

fn is_close(left_out: &str) -> bool {
    left_out.len() <= MOST_LEFT_OUT
        || left_out.len() <= 4 * MOST_LEFT_OUT && left_out.chars().count() <= MOST_LEFT_OUT
}

/// The places without those in paragraphs that stood before, word for word.
fn distinct(places: Vec<PartRanges>, text: &Readable) -> Vec<PartRanges> {
    if places.len() < 2 {
        return places;
    }
    let mut seen = BTreeSet::new();
    let mut distinct = Vec::new();
    for place in places {
        let identity: Vec<_> = place.iter().map(|range| text.identity(range)).collect();
        if seen.insert(identity) {
            distinct.push(place);
        }
    }
    distinct
}

fn in_context(quote: &Wanted, place: &PartRanges, text: &Readable) -> bool {
    let (Some(first), Some(last)) = (place.first(), place.last()) else {
        return false;
    };
    let normal = text.normal();
    let before = normal[..first.start].trim_end();
    let after = normal[last.end..].trim_start();
    let from = |prefix: &str| is_word_boundary(text, before.len() - prefix.len());
    let to = |suffix: &str| is_word_boundary(text, normal.len() - after.len() + suffix.len());
    quote
        .prefix
        .as_deref()
        .is_none_or(|prefix| before.ends_with(prefix) && from(prefix))
        && quote
            .suffix
            .as_deref()
            .is_none_or(|suffix| after.starts_with(suffix) && to(suffix))
}

#[cfg(test)]
mod tests {
    use super::PartRanges;
    use super::{Hit, Occurrences, Wanted, following, leading_to, search};
    use crate::dossier::Quote;
    use crate::source::Format;
    use crate::text::normalise;
    use crate::verify::readable::Readable;
    use proptest::prelude::*;
    use std::ops::Range;

    fn quote(text: &str) -> Quote {
        Quote {
            text: text.into(),
            prefix: None,
            suffix: None,
        }
    }

    fn look(quote: &Quote, text: &str) -> Hit {
        let text = Readable::capture(text.to_owned(), Format::Plain);
        search(&[Wanted::new(quote)], &text).swap_remove(0)
    }

    fn found(words: &str, text: &str) -> Option<String> {
        match look(&quote(words), text) {
            Hit::Found(place) => {
                let text = Readable::capture(text.to_owned(), Format::Plain);
                let parts = place.iter().map(|range| &text.normal()[range.clone()]);
                Some(parts.collect::<Vec<_>>().join("|"))
            }
            _ => None,
        }
    }

    #[test]
    fn what_printers_change_does_not_count() {
        let source = "He said: “We can’t – not\nnow”, and left the cafe\u{301}. co\u{ad}operation\u{200b} continues";
        for words in [
            "\"We can't - not now\"",
            "“We can’t\u{a0}— not now”",
            "café",
            "cooperation continues",
        ] {
            assert!(found(words, source).is_some(), "{words}");
        }
    }

    #[test]
    fn everything_else_counts() {
        let source = "The two sides cannot agree on 1,000 terms, the paper says.";
        for words in [
            "The two side",
            "two sides can",
            "the two sides",
            "agree on 1",
            "000 terms",
            "two  sides, cannot",
            "tw\u{43e} sides",
            "the paper say",
            "terms the paper",
        ] {
            assert_eq!(found(words, source), None, "{words}");
        }
        assert!(matches!(
            look(&quote("sides can"), source),
            Hit::InsideWords(_)
        ));
        assert!(matches!(look(&quote("side can"), source), Hit::Absent(0)));
    }

    #[test]
    fn words_left_out_are_few_and_in_order() {
        let source = format!(
            "One begins here. {} It ends here. Two begins here.",
            "word ".repeat(20)
        );
        assert_eq!(
            found("begins […] It ends", &source).as_deref(),
            Some("begins|It ends")
        );
        let apart = Hit::Apart(vec![117..124, 0..10]);
        assert_eq!(look(&quote("It ends […] One begins"), &source), apart);
        let far = format!("One begins here. {} It ends here.", "word ".repeat(200));
        assert!(matches!(
            look(&quote("begins [...] It ends"), &far),
            Hit::Apart(_)
        ));
        assert_eq!(look(&quote("begins […] nowhere"), &far), Hit::Absent(1));
    }

    #[test]
    fn once_means_once() {
        let source = "The board met. The board met again.\n\nThe board said no.";
        let Hit::Several(places) = look(&quote("The board"), source) else {
            panic!("it stands three times");
        };
        assert_eq!(places.len(), 3);
        let with = |prefix: Option<&str>, suffix: Option<&str>| Quote {
            prefix: prefix.map(str::to_owned),
            suffix: suffix.map(str::to_owned),
            ..quote("The board")
        };
        assert!(
            matches!(look(&with(Some("met."), None), source), Hit::Found(p) if p[0].start == 15)
        );
        assert!(matches!(
            look(&with(None, Some("said")), source),
            Hit::Found(_)
        ));
        assert!(matches!(look(&with(None, Some("met")), source), Hit::Several(p) if p.len() == 2));
        assert!(matches!(
            look(&with(Some("nothing"), None), source),
            Hit::OutOfContext(_)
        ));
    }

    #[test]
    fn many_recurring_paragraphs_hide_no_other_place() {
        let source = format!("{}He asked: \"Is it so?\"", "It is not so.\n\n".repeat(500));
        assert!(matches!(look(&quote("so"), &source), Hit::Several(places) if places.len() == 2));
        assert!(found("not so", &source).is_some());
    }

    #[test]
    fn parts_that_stand_everywhere_are_found_all_the_same() {
        let source = format!("{}b", "a ".repeat(20_000));
        let wanted = "a […] a […] a […] a […] a […] b";
        assert!(matches!(look(&quote(wanted), &source), Hit::Several(_)));
    }

    #[test]
    fn a_paragraph_that_recurs_counts_once() {
        let paragraph = "The board met on Monday. It was a long day.";
        let source = format!("{paragraph}\n\nSomething else.\n\n{paragraph}\n");
        assert!(found("met on Monday", &source).is_some());
        assert!(found("long day", &source).is_some());
        let other = format!("{paragraph}\n\nSomething else. {paragraph}\n");
        assert!(matches!(
            look(&quote("met on Monday"), &other),
            Hit::Several(_)
        ));
    }

    proptest! {
        /// One pass finds the starts that looking at each pair would find.
        #[test]
        fn starts_that_lead_on_are_those_with_another_close_by(
            part in proptest::collection::btree_set(0usize..3000, 0..20),
            next in proptest::collection::btree_set(0usize..3000, 0..20),
            length in 1usize..900,
            letter in "[aä]",
        ) {
            let text = letter.repeat(4000);
            let at = |number: &usize| number * letter.len();
            let part: Vec<usize> = part.iter().map(at).collect();
            let next: Vec<usize> = next.iter().map(at).collect();
            let length = length * letter.len();
            let one = Occurrences { starts: &part, length };
            let each = part.iter().copied().filter(|start| following(&next, start + length, &text).next().is_some());
            prop_assert_eq!(leading_to(&next, &one, &text), each.collect::<Vec<_>>());
        }
    }

    /// A text of words that differ, with separators as printers set them; where each word begins and ends.
    fn texts() -> impl Strategy<Value = (String, Vec<Range<usize>>)> {
        let word = "[a-zA-Zà-ÿа-я]{1,7}";
        let space = prop_oneof![
            Just(" "),
            Just("  "),
            Just("\n"),
            Just("\n\n"),
            Just("\u{a0}"),
            Just(", "),
            Just(". "),
            Just(" – "),
            Just(" ‘"),
            Just("’ "),
            Just(" “"),
            Just("” "),
            Just("\u{200b} "),
            Just(" — "),
            Just("; "),
        ];
        proptest::collection::vec((word, space), 1..40).prop_map(|words| {
            let mut text = String::new();
            let mut places = Vec::new();
            for (number, (word, space)) in words.iter().enumerate() {
                let start = text.len();
                text.push_str(word);
                // No word is another one, whatever is changed in it.
                text.push_str(&format!("{number:03}"));
                places.push(start..text.len());
                text.push_str(space);
            }
            (text, places)
        })
    }

    /// The same words as another printer or editor would set them.
    fn varied(words: &str, choices: &[u8]) -> String {
        let mut out = String::new();
        for (c, choice) in words.chars().zip(choices.iter().cycle()) {
            match (c, choice % 4) {
                ('‘' | '’', 0) => out.push('\''),
                ('“' | '”', 0) => out.push('"'),
                ('–' | '—', 0) => out.push('-'),
                (' ', 0) => out.push('\u{a0}'),
                (' ', 1) => out.push_str("\n  "),
                (c, 1) if c.is_alphabetic() => out.extend([c, '\u{ad}']),
                (c, 2) if c.is_alphabetic() => out.extend(['\u{200b}', c]),
                (c, 3) if c.is_alphabetic() => out.extend(
                    unicode_normalization::UnicodeNormalization::nfd(std::iter::once(c)),
                ),
                (c, _) => out.push(c),
            }
        }
        out
    }

    /// All places at which a quote was found, in whole words or not.
    fn places(hit: &Hit) -> Vec<PartRanges> {
        match hit {
            Hit::Found(place) => vec![place.clone()],
            Hit::Several(places) | Hit::InsideWords(places) | Hit::OutOfContext(places) => {
                places.clone()
            }
            Hit::Apart(_) | Hit::Absent(_) => Vec::new(),
        }
    }

    proptest! {
        #[test]
        fn a_span_of_words_is_found_at_its_place((text, words) in texts(), from in 0usize..40, to in 0usize..40, choices in proptest::collection::vec(any::<u8>(), 1..50)) {
            let (from, to) = (from % words.len(), to % words.len());
            let span = words[from.min(to)].start..words[from.max(to)].end;
            let hit = look(&quote(&varied(&text[span.clone()], &choices)), &text);
            let readable = Readable::capture(text.clone(), Format::Plain);
            let Hit::Found(place) = hit else {
                return Err(TestCaseError::fail(format!("{hit:?}")));
            };
            prop_assert_eq!(place.len(), 1);
            prop_assert_eq!(readable.bytes(&place[0]), span);
        }

        #[test]
        fn any_span_is_found_at_its_place_or_said_to_cut_a_word((text, _) in texts(), from in 0usize..400, to in 0usize..400) {
            let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let (a, b) = (bounds[from % bounds.len()], bounds[to % bounds.len()]);
            let words = &text[a.min(b)..a.max(b)];
            let normal = normalise(words).text().to_owned();
            prop_assume!(!normal.is_empty());
            let hit = look(&quote(words), &text);
            let readable = Readable::capture(text.clone(), Format::Plain);
            let found = places(&hit);
            let here = |place: &PartRanges| {
                let bytes = readable.bytes(&place[0]);
                bytes.start >= a.min(b) && bytes.start <= a.max(b) && bytes.end <= a.max(b).max(bytes.start)
            };
            prop_assert!(found.iter().any(here), "{:?}", hit);
            for place in found {
                prop_assert_eq!(&readable.normal()[place[0].clone()], normal.as_str());
            }
        }

        #[test]
        fn a_span_with_one_letter_changed_is_not_found((text, words) in texts(), from in 0usize..40, to in 0usize..40, which in 0usize..200, change in 0u8..4) {
            let (from, to) = (from % words.len(), to % words.len());
            let mut letters: Vec<char> = text[words[from.min(to)].start..words[from.max(to)].end].chars().collect();
            let alphabetic: Vec<usize> = (0..letters.len()).filter(|at| letters[*at].is_alphanumeric()).collect();
            let at = alphabetic[which % alphabetic.len()];
            match change {
                0 => letters[at] = if letters[at] == 'q' { 'z' } else { 'q' },
                1 => { letters.remove(at); }
                2 => letters.insert(at, 'q'),
                _ if letters[at].is_lowercase() => letters[at] = letters[at].to_uppercase().next().unwrap_or('Q'),
                _ => letters[at] = 'q',
            }
            let changed: String = letters.into_iter().collect();
            // Without the first letter of `a-b`, or the last one, it may stand there still.
            let readable = Readable::capture(text.clone(), Format::Plain);
            prop_assume!(!readable.normal().contains(normalise(&changed).text()));
            let hit = look(&quote(&changed), &text);
            prop_assert!(!matches!(hit, Hit::Found(_) | Hit::Several(_)), "{changed:?}: {hit:?}");
        }
    }
}

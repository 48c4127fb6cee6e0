//! Finds names as whole words in a text, except where they are part of a longer name that is shown.

use crate::text::normalise;
use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind};
use percent_encoding::percent_decode_str;
use std::ops::Range;
use unicase::UniCase;
use unicode_script::{Script, UnicodeScript};
use url::quirks::domain_to_unicode;

/// Finds names as whole words.
pub(super) struct Finder {
    automaton: Option<AhoCorasick>,
    /// Whose name each pattern is; `None` for one that is shown.
    owners: Vec<Option<usize>>,
}

impl Finder {
    /// A finder for `withheld` names, each with its number, except where they are part of a name that is `shown`.
    pub(super) fn new(
        withheld: impl Iterator<Item = (usize, String)>,
        shown: impl Iterator<Item = String>,
    ) -> Self {
        let (mut owners, mut patterns) = (Vec::new(), Vec::new());
        for (number, name) in withheld.filter(|(_, name)| !name.is_empty()) {
            owners.push(Some(number));
            patterns.push(name);
        }
        let count = patterns.len();
        for name in shown {
            let own = &patterns[..count];
            if own
                .iter()
                .any(|own| name.contains(own.as_str()) && name != *own)
            {
                owners.push(None);
                patterns.push(name);
            }
        }
        Self {
            automaton: automaton(&patterns).filter(|_| count > 0),
            owners,
        }
    }

    /// The withheld names in `text`, in order, by their numbers.
    pub(super) fn find(&self, text: &str) -> Vec<(usize, Range<usize>)> {
        let Some(automaton) = &self.automaton else {
            return Vec::new();
        };
        let found = automaton.find_overlapping_iter(text);
        let found = found.map(|found| (self.owners[found.pattern().as_usize()], found.range()));
        let (withheld, shown): (Vec<_>, Vec<_>) = found
            .filter(|(_, range)| is_word(text, range))
            .partition(|(owner, _)| owner.is_some());
        let within = |range: &Range<usize>, longer: &Range<usize>| {
            longer.start <= range.start && range.end <= longer.end
        };
        withheld
            .into_iter()
            .filter(|(_, range)| !shown.iter().any(|(_, longer)| within(range, longer)))
            .filter_map(|(owner, range)| Some((owner?, range)))
            .collect()
    }
}

/// Finds all of `patterns`; `None` where they are too many for one automaton.
pub(super) fn automaton(patterns: &[String]) -> Option<AhoCorasick> {
    AhoCorasickBuilder::new()
        // Building a DFA takes minutes for a name of many thousand letters.
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .build(patterns)
        .ok()
}

/// Names of at least this many letters are also found with an `s` at the end, as in the German genitive. A shorter name with an `s` is usually
/// another word.
const LETTERS_BEFORE_S: usize = 4;

/// Whether the name at `range` stands as words of its own.
fn is_word(text: &str, range: &Range<usize>) -> bool {
    let name = &text[range.clone()];
    let joined = |edge: Option<char>, beyond: Option<char>| {
        let letters = edge.zip(beyond).filter(|(_, c)| c.is_alphanumeric());
        letters.is_some_and(|(edge, beyond)| !is_unspaced(edge) && !is_unspaced(beyond))
    };
    let before = text[..range.start].chars().next_back();
    let rest = &text[range.end..];
    let genitive = rest
        .strip_prefix('s')
        .filter(|_| name.chars().count() >= LETTERS_BEFORE_S);
    let ends = |rest: &str| !joined(name.chars().next_back(), rest.chars().next());
    !joined(name.chars().next(), before) && (ends(rest) || genitive.is_some_and(ends))
}

/// Whether `c` is of a script that writes no spaces between words, or writes endings to them (UAX #24): where a word ends there, only a
/// dictionary could tell.
fn is_unspaced(c: char) -> bool {
    matches!(
        c.script(),
        Script::Han
            | Script::Hiragana
            | Script::Katakana
            | Script::Bopomofo
            | Script::Hangul
            | Script::Thai
            | Script::Lao
            | Script::Khmer
            | Script::Myanmar
            | Script::Tibetan
    )
}

/// A text after full case folding (Unicode, section 3.13): `ß` is `ss`. The dotted and the dotless i of Turkish become one letter.
pub(super) fn without_case(text: &str) -> String {
    let folded = UniCase::unicode(text).to_folded_case();
    let letters = folded.chars().map(|c| if c == 'ı' { 'i' } else { c });
    // The dot of a capital İ.
    letters.filter(|c| *c != '\u{307}').collect()
}

/// The letters and digits of a text without case, with a hyphen in place of anything else. Percent-encoding such as `%20` and the ASCII form
/// of domain names (Punycode, RFC 3492) are decoded.
pub(super) fn as_in_addresses(text: &str) -> String {
    let mut made = String::new();
    let text = percent_decode_str(text).decode_utf8_lossy();
    let is_of_domain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    let text = text
        .split_inclusive(|c| !is_of_domain(c))
        .map(|part| {
            let name = part.trim_end_matches(|c| !is_of_domain(c));
            match name.contains("xn--") {
                true => domain_to_unicode(name) + &part[name.len()..],
                false => part.to_owned(),
            }
        })
        .collect::<String>();
    for c in without_case(normalise(&text).text()).chars() {
        if c.is_alphanumeric() {
            made.push(c);
        } else if !made.is_empty() && !made.ends_with('-') {
            made.push('-');
        }
    }
    made.truncate(made.trim_end_matches('-').len());
    made
}

#[cfg(test)]
mod tests {
    use super::{Finder, as_in_addresses, without_case};

    #[test]
    fn a_name_within_a_longer_one_that_is_shown_is_not_found() {
        let withheld = ["amodei", "us"].map(str::to_owned).into_iter().enumerate();
        let finder = Finder::new(withheld, ["dario amodei".to_owned()].into_iter());
        let found = |text: &str| {
            let found = finder.find(text).into_iter();
            found.map(|(number, _)| number).collect::<Vec<_>>()
        };
        assert_eq!(found("dario amodei said"), Vec::<usize>::new());
        assert_eq!(found("dario amodei met amodei"), [0]);
        assert_eq!(found("amodei's us-based bus"), [0, 1]);
    }

    #[test]
    fn an_address_is_read_as_words_between_hyphens() {
        let read = as_in_addresses("https://x.example/The%20Witness_says.html#a");
        assert_eq!(read, "https-x-example-the-witness-says-html-a");
        assert_eq!(as_in_addresses("J. P. Müller"), "j-p-müller");
        assert_eq!(as_in_addresses("mu\u{308}ller.pdf"), "müller-pdf");
        let domain = as_in_addresses("https://www.xn--mller-kva.example/x");
        assert_eq!(domain, "https-www-müller-example-x");
    }

    #[test]
    fn letters_that_belong_to_a_name_are_no_other_word() {
        let names = ["東京電力", "삼성전자", "สมชาย", "witness", "us"];
        let names = names.map(str::to_owned).into_iter().enumerate();
        let finder = Finder::new(names, std::iter::empty());
        let found = |text: &str| {
            let found = finder.find(text).into_iter();
            found.map(|(number, _)| number).collect::<Vec<_>>()
        };
        assert_eq!(found("東京電力は声明を出した"), [0]);
        assert_eq!(found("삼성전자는 말했다"), [1]);
        assert_eq!(found("นายสมชายพูด"), [2]);
        assert_eq!(found("witnesss haus"), [3]);
        assert_eq!(
            found("eyewitness, witnessed, the uss, a bus"),
            [] as [usize; 0]
        );
    }

    #[test]
    fn case_makes_no_difference() {
        for (one, other) in [
            ("Hans Groß", "HANS GROSS"),
            ("Νίκος Παππάς", "ΝΊΚΟΣ ΠΑΠΠΆΣ"),
            ("İstanbul Bank", "istanbul bank"),
        ] {
            assert_eq!(without_case(one), without_case(other));
        }
    }
}

//! Finds names as whole words in a text, except where they are part of a longer name that is shown.

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind};
use percent_encoding::percent_decode_str;
use std::ops::Range;

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
        let automaton = AhoCorasickBuilder::new()
            // A DFA of one long name takes minutes to make.
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(&patterns)
            .ok();
        Self {
            automaton: automaton.filter(|_| count > 0),
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

fn is_word(text: &str, range: &Range<usize>) -> bool {
    let part_of_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    !part_of_word(before) && !part_of_word(after)
}

/// The letters and digits of a text in lower case, with a hyphen in place of anything else. Percent-encoding such as `%20` is decoded.
pub(super) fn as_in_addresses(text: &str) -> String {
    let mut made = String::new();
    let text = percent_decode_str(text).decode_utf8_lossy();
    for c in text.chars().flat_map(char::to_lowercase) {
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
    use super::{Finder, as_in_addresses};

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
    }
}

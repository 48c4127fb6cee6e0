//! Finds the known name that an unknown one probably means.

use std::collections::HashMap;

/// The candidate nearest to `name`, if it is near enough to be meant. At most a third of the
/// characters may differ (optimal string alignment distance). A name of one or two letters has no
/// near candidate, and neither has a text that is too long for a name.
pub fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let sought = Sought::new(name)?;
    sought.nearest(candidates.map(|candidate| {
        let least = sought.letters.least_distance(&Letters::of(candidate));
        (least, candidate)
    }))
}

/// The length of the longest name, in characters. A longer text is not meant as a name.
const LONGEST: usize = 200;

/// The number of names that are compared in full: those with the most letters in common. If
/// thousands of ids differ only in their numbers, all of them are near each other.
const MOST_COMPARED: usize = 200;

/// Names of one kind, prepared for many searches.
#[derive(Debug)]
pub struct Names {
    names: Vec<(String, Letters)>,
    /// The numbers of the names that have a word, each once.
    by_word: HashMap<String, Vec<usize>>,
}

impl Names {
    /// Prepares `names`.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut made = Self {
            names: Vec::new(),
            by_word: HashMap::new(),
        };
        for (number, name) in names.into_iter().enumerate() {
            made.names.push((name.to_owned(), Letters::of(name)));
            for word in words(name) {
                let of = made.by_word.entry(word.to_owned()).or_default();
                if of.last() != Some(&number) {
                    of.push(number);
                }
            }
        }
        made
    }

    /// The name [`nearest`] to `name`, or else the only name that shares half of its words with it.
    pub fn nearest(&self, name: &str) -> Option<&str> {
        let sought = Sought::new(name)?;
        let near = sought.nearest(self.names.iter().map(|(candidate, letters)| {
            let least = sought.letters.least_distance(letters);
            (least, candidate.as_str())
        }));
        near.or_else(|| self.alike(name))
    }

    /// The only name that shares enough words with `name`: at least half of those of the longer one.
    fn alike(&self, name: &str) -> Option<&str> {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        let mut alike = None;
        let count = |text: &str| text.split('-').count();
        let own = count(name);
        for word in words(name) {
            for number in self.by_word.get(word).into_iter().flatten() {
                let shared = shared.entry(*number).or_default();
                *shared += 1;
                let more = own.max(count(&self.names[*number].0));
                if more > 1 && *shared * 2 >= more {
                    match alike {
                        Some(other) if other != *number => return None,
                        _ => alike = Some(*number),
                    }
                }
            }
        }
        alike.map(|number| self.names[number].0.as_str())
    }
}

/// The words of an id that distinguish it from others.
fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split('-').filter(|word| word.len() > 2)
}

/// The unknown name.
struct Sought {
    name: String,
    letters: Letters,
    /// How many characters may differ.
    limit: usize,
}

impl Sought {
    /// `None` if no name can be near.
    fn new(name: &str) -> Option<Self> {
        let letters = Letters::of(name);
        (letters.length <= LONGEST).then(|| Self {
            name: name.to_lowercase(),
            limit: letters.length / 3,
            letters,
        })
    }

    /// The nearest of `candidates`, or `None` if none is near enough. Each comes with the least
    /// number of characters that differ.
    fn nearest<'a>(&self, candidates: impl Iterator<Item = (usize, &'a str)>) -> Option<&'a str> {
        let mut near: Vec<_> = candidates
            .filter(|(least, _)| *least <= self.limit)
            .collect();
        if near.len() > MOST_COMPARED {
            near.select_nth_unstable(MOST_COMPARED);
            near.truncate(MOST_COMPARED);
        }
        near.into_iter()
            .map(|(_, candidate)| {
                let distance = strsim::osa_distance(&self.name, &candidate.to_lowercase());
                (distance, candidate)
            })
            .filter(|(distance, _)| *distance <= self.limit)
            .min()
            .map(|(_, candidate)| candidate)
    }
}

/// The number of characters of a name in each of 32 classes. That is enough to see quickly that two
/// names are far apart. Case is ignored.
#[derive(Debug)]
struct Letters {
    length: usize,
    counts: [u8; 32],
}

impl Letters {
    fn of(name: &str) -> Self {
        let mut letters = Self {
            length: 0,
            counts: [0; 32],
        };
        let mut add = |c: u32| {
            letters.length += 1;
            let count = &mut letters.counts[c as usize % 32];
            *count = count.saturating_add(1);
        };
        if name.is_ascii() {
            // Small and capital letters differ in a bit that the class ignores.
            name.bytes().for_each(|byte| add(byte.into()));
        } else {
            let small = name.chars().flat_map(char::to_lowercase);
            small.for_each(|c| add(c.into()));
        }
        letters
    }

    /// The least number of characters that differ. A change replaces, adds or removes one.
    fn least_distance(&self, other: &Self) -> usize {
        let pairs = || self.counts.iter().zip(&other.counts);
        let more = |(a, b): (&u8, &u8)| usize::from(a.saturating_sub(*b));
        let gone: usize = pairs().map(more).sum();
        let new: usize = pairs().map(|(a, b)| more((b, a))).sum();
        gone.max(new).max(self.length.abs_diff(other.length))
    }
}

#[cfg(test)]
mod tests {
    use super::{Names, nearest};
    use proptest::prelude::*;

    fn nearest_id<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
        Names::new(names).nearest(name).map(str::to_owned)
    }

    #[test]
    fn a_slip_of_the_finger_is_found_and_another_word_is_not() {
        let names = ["evidence", "actors", "see_also"];
        assert_eq!(nearest("evidnce", names.into_iter()), Some("evidence"));
        assert_eq!(nearest("Actors", names.into_iter()), Some("actors"));
        assert_eq!(nearest("colour", names.into_iter()), None);
        assert_eq!(nearest("", names.into_iter()), None);
        assert_eq!(nearest("G", ["A", "B"].into_iter()), None);
    }

    #[test]
    fn an_id_that_was_renamed_is_found_by_its_words_where_only_one_has_them() {
        let names = ["closed-until-may", "cracks-were-known"];
        let near = nearest_id("closed-until-spring", names.into_iter());
        assert_eq!(near.as_deref(), Some("closed-until-may"));
        assert_eq!(
            nearest_id("cracks", ["cracks-known"].into_iter()).as_deref(),
            Some("cracks-known")
        );
        assert_eq!(
            nearest_id("cracks", ["cracks-known", "cracks-early"].into_iter()),
            None
        );
        assert_eq!(nearest_id("nothing-like-it", names.into_iter()), None);
    }

    #[test]
    fn among_many_names_of_the_same_letters_a_near_one_is_found() {
        let names: Vec<String> = (0..10_000)
            .map(|number| format!("claim-{number:05}"))
            .collect();
        let near = |name: &str| nearest_id(name, names.iter().map(String::as_str));
        assert_eq!(near("clami-00500").as_deref(), Some("claim-00500"));
        assert!(near("claim-20000").is_some());
    }

    proptest! {
        /// What is passed over unseen is far, and so is nothing else.
        #[test]
        fn only_what_is_far_is_passed_over(name in "[a-cA-Cäß-]{0,9}", candidates in proptest::collection::vec("[a-cA-Cäß-]{0,9}", 0..9)) {
            let limit = name.chars().count() / 3;
            let far = |candidate: &str| strsim::osa_distance(&name.to_lowercase(), &candidate.to_lowercase());
            let all = candidates.iter().map(|candidate| (far(candidate), candidate.as_str()));
            let wanted = all.filter(|(far, _)| *far <= limit).min().map(|(_, candidate)| candidate);
            prop_assert_eq!(nearest(&name, candidates.iter().map(String::as_str)), wanted);
        }
    }
}

//! What links to a record, with the sentence the link stands in.

use super::{Dossier, Key, Ref, Relation, Target, all_texts, visit_texts};
use std::collections::BTreeMap;
use unicode_segmentation::UnicodeSegmentation;

/// Whose text a link stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Citing {
    /// The bottom line of the home page.
    Home,
    /// A record's.
    Record(Ref),
    /// What is noted at a relation: it is shown with the actor that the relation goes out from.
    Relation(Key<Relation>),
}

impl Citing {
    /// Whether this is a text that is shown with the record `to` itself.
    fn is(self, dossier: &Dossier, to: Ref) -> bool {
        match self {
            Self::Home => false,
            Self::Record(of) => of == to,
            Self::Relation(key) => Ref::Actor(dossier.relations[key].from) == to,
        }
    }
}

/// One link to a record.
#[derive(Debug, PartialEq, Eq)]
pub struct Backlink {
    /// Whose text it stands in.
    pub from: Citing,
    /// The sentence.
    pub sentence: String,
}

/// Whose texts link to a record, by the record; each in the order of the tables. Texts that are shown with the record itself are left out.
pub(super) fn citing(dossier: &Dossier) -> BTreeMap<Ref, Vec<Citing>> {
    let mut all: BTreeMap<Ref, Vec<Citing>> = BTreeMap::new();
    for from in all_texts(dossier) {
        visit_texts(dossier, from, &mut |text| {
            for to in text.links().iter().filter_map(Target::record) {
                if from.is(dossier, to) {
                    continue;
                }
                let list = all.entry(to).or_default();
                if list.last() != Some(&from) {
                    list.push(from);
                }
            }
        });
    }
    all
}

/// The links to the record `to` in the texts of `from`, one per text and sentence. `numbers` are those of articles, by their rows.
pub(super) fn backlinks(
    dossier: &Dossier,
    numbers: &[usize],
    from: Citing,
    to: Ref,
) -> Vec<Backlink> {
    let mut found = Vec::new();
    visit_texts(dossier, from, &mut |text| {
        let links = text.link_positions();
        for (at, _) in links.iter().filter(|(_, link)| link.record() == Some(to)) {
            let sentence = sentence_of(text.text(), &links, *at, numbers);
            let backlink = Backlink { from, sentence };
            if found.last() != Some(&backlink) {
                found.push(backlink);
            }
        }
    });
    found
}

/// The sentence around the link that begins at byte `at` of `text`. Citations, which are nothing in the text, are the numbers that they
/// are on the page: `[2]`.
fn sentence_of(text: &str, links: &[(usize, &Target)], at: usize, numbers: &[usize]) -> String {
    let start = text[..at].rfind('\n').map_or(0, |before| before + 1);
    let end = text[at..].find('\n').map_or(text.len(), |after| at + after);
    let mut words = String::with_capacity(end - start);
    let (mut done, mut begin) = (start, None);
    for (position, target) in links.iter().filter(|(at, _)| (start..=end).contains(at)) {
        words.push_str(&text[done..*position]);
        done = *position;
        if *position == at {
            begin.get_or_insert(words.len());
        }
        if let Target::Citation(article) = target {
            words.push_str(&format!("[{}]", numbers[article.row()]));
        }
    }
    words.push_str(&text[done..end]);
    sentence(&words, begin.unwrap_or_default())
}

/// The sentence around byte `at` (UAX #29), within its block. A link at a sentence's very end, such as a
/// citation after the full stop, belongs to the sentence before.
pub fn sentence(text: &str, at: usize) -> String {
    let start = text[..at].rfind('\n').map_or(0, |before| before + 1);
    let end = text[at..].find('\n').map_or(text.len(), |after| at + after);
    let block = &text[start..end];
    let mut last = block;
    for (offset, sentence) in block.split_sentence_bound_indices() {
        if start + offset >= at
            && offset > 0
            && text[start + offset..at.max(start + offset)].is_empty()
        {
            let goes_on = text[at..end]
                .chars()
                .next()
                .is_some_and(char::is_alphanumeric);
            return if goes_on { sentence } else { last }.trim().to_owned();
        }
        last = sentence;
        if start + offset + sentence.len() > at {
            return sentence.trim().to_owned();
        }
    }
    last.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn a_link_is_quoted_with_its_sentence() {
        let text = "Heading\nOne fact. Another fact here. A third.\nNext block.";
        let at = |word| text.find(word).expect("it is there");
        assert_eq!(sentence(text, at("Another")), "Another fact here.");
        assert_eq!(sentence(text, at("here")), "Another fact here.");
        assert_eq!(sentence(text, at("One")), "One fact.");
        assert_eq!(sentence(text, at("A third")), "A third.");
        assert_eq!(sentence(text, at("Next")), "Next block.");
        assert_eq!(sentence(text, text.len()), "Next block.");
    }
}

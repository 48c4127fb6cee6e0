//! The links to a record in texts, with the sentence around each link.

use super::{Citing, Dossier, Prose, Ref, Target};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;
use unicode_segmentation::UnicodeSegmentation;

impl Citing {
    /// Whether this text is shown together with the record `to` itself.
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
    /// What the text with the link belongs to.
    pub from: Citing,
    /// The sentence around the link.
    pub sentence: String,
}

/// If a text has more links than this, all its sentences are collected at once, because each link
/// may be requested.
const MANY: usize = 64;

/// Which texts link to which records.
#[derive(Debug, Default)]
pub(super) struct Texts {
    /// The texts that link to each record, in table order. Texts shown with the record itself are
    /// left out.
    citing: BTreeMap<Ref, Vec<Citing>>,
    /// The sentences of texts with more than [`MANY`] links, collected on first use.
    dense: BTreeMap<Citing, OnceLock<Sentences>>,
}

/// The sentences of a text that contain links, by the linked record.
type Sentences = BTreeMap<Ref, Vec<String>>;

impl Texts {
    /// Collects the links of all texts.
    pub(super) fn new(dossier: &Dossier) -> Self {
        let all: Vec<Citing> = dossier.all_texts().collect();
        let read = |before: Self, from| before.with(dossier, from);
        let parts = all.into_par_iter().fold(Self::default, read);
        parts.reduce(Self::default, Self::and)
    }

    /// Adds the links in the texts of `from`, which must come after all texts already added.
    fn with(mut self, dossier: &Dossier, from: Citing) -> Self {
        let mut count = 0;
        dossier.visit_texts(from, &mut |text| {
            count += text.links().len();
            for to in text.links().iter().filter_map(Target::record) {
                if from.is(dossier, to) {
                    continue;
                }
                let list = self.citing.entry(to).or_default();
                if list.last() != Some(&from) {
                    list.push(from);
                }
            }
        });
        if count > MANY {
            self.dense.insert(from, OnceLock::new());
        }
        self
    }

    /// Appends the links of later texts.
    fn and(mut self, later: Self) -> Self {
        for (to, mut from) in later.citing {
            self.citing.entry(to).or_default().append(&mut from);
        }
        self.dense.extend(later.dense);
        self
    }

    /// Whether any text links to the record `to`.
    pub(super) fn has(&self, to: Ref) -> bool {
        self.citing.contains_key(&to)
    }

    /// The links to the record `to`, one per text and sentence, in the order of the texts.
    /// `numbers` are the citation numbers of articles, by row.
    pub(super) fn backlinks(&self, dossier: &Dossier, numbers: &[usize], to: Ref) -> Vec<Backlink> {
        let mut found = Vec::new();
        for from in self.citing.get(&to).map_or(&[][..], Vec::as_slice) {
            let sentences = match self.dense.get(from) {
                Some(read) => {
                    let all = read.get_or_init(|| sentences(dossier, numbers, *from, None));
                    all.get(&to).cloned()
                }
                None => sentences(dossier, numbers, *from, Some(to)).remove(&to),
            };
            let sentences = sentences.into_iter().flatten();
            found.extend(sentences.map(|sentence| Backlink {
                from: *from,
                sentence,
            }));
        }
        found
    }
}

/// The sentences in the texts of `from` that link to `wanted`, or to any record if it is `None`.
fn sentences(dossier: &Dossier, numbers: &[usize], from: Citing, wanted: Option<Ref>) -> Sentences {
    let mut found = Sentences::new();
    dossier.visit_texts(from, &mut |text| {
        add_sentences(text, numbers, wanted, &mut found);
    });
    found
}

/// Adds the sentences of one text, block by block.
fn add_sentences(text: &Prose, numbers: &[usize], wanted: Option<Ref>, found: &mut Sentences) {
    let links = text.link_positions();
    let source = text.text();
    let mut rest = links.as_slice();
    while let Some((at, _)) = rest.first() {
        let start = source[..*at].rfind('\n').map_or(0, |before| before + 1);
        let end = source[*at..]
            .find('\n')
            .map_or(source.len(), |after| at + after);
        let (here, after) = rest.split_at(rest.partition_point(|(at, _)| *at <= end));
        rest = after;
        let is_wanted = |to: &Ref| wanted.is_none_or(|wanted| wanted == *to);
        let records = here.iter().map(|(_, link)| link.record().filter(is_wanted));
        if records.clone().all(|to| to.is_none()) {
            continue;
        }
        let (words, begins) = words_of_block(source, start..end, here, numbers);
        let bounds: Vec<(usize, &str)> = words.split_sentence_bound_indices().collect();
        for (to, begin) in records.zip(begins) {
            let Some(to) = to else { continue };
            let sentence = sentence(&words, &bounds, begin);
            let list = found.entry(to).or_default();
            if list.last().is_none_or(|last| last != sentence) {
                list.push(sentence.to_owned());
            }
        }
    }
}

/// The words of a block of `text`, and the byte in them at which each of its links begins. Links at
/// the same place all begin at the first one. Citations have no words in the text, so their numbers
/// are added, as on the page: `[2]`.
fn words_of_block(
    text: &str,
    block: Range<usize>,
    links: &[(usize, &Target)],
    numbers: &[usize],
) -> (String, Vec<usize>) {
    let mut words = String::with_capacity(block.len());
    let mut begins = Vec::with_capacity(links.len());
    let (mut done, mut last) = (block.start, None);
    for (position, target) in links {
        words.push_str(&text[done..*position]);
        done = *position;
        let begin = match last {
            Some((same, begin)) if same == *position => begin,
            _ => words.len(),
        };
        last = Some((*position, begin));
        begins.push(begin);
        if let Target::Citation(article) = target {
            words.push_str(&format!("[{}]", numbers[article.row()]));
        }
    }
    words.push_str(&text[done..block.end]);
    (words, begins)
}

/// The sentence around byte `at` of `text` (UAX #29). A sentence never extends beyond its line,
/// because each line is one block.
pub fn sentence_at(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |before| before + 1);
    let end = text[at..].find('\n').map_or(text.len(), |after| at + after);
    let block = &text[start..end];
    let bounds: Vec<(usize, &str)> = block.split_sentence_bound_indices().collect();
    sentence(block, &bounds, at - start)
}

/// The sentence around byte `at` of a block with the sentences `bounds`. A link at the very end of
/// a sentence, like a citation after the full stop, belongs to that sentence.
fn sentence<'a>(block: &'a str, bounds: &[(usize, &'a str)], at: usize) -> &'a str {
    let own = bounds.partition_point(|(offset, _)| *offset <= at);
    let Some((offset, sentence)) = own.checked_sub(1).map(|own| bounds[own]) else {
        return block.trim();
    };
    let next = block[at..].chars().next();
    let begins_with_it = offset == at && !next.is_some_and(char::is_alphanumeric);
    let before = own.checked_sub(2).filter(|_| begins_with_it);
    before.map_or(sentence, |before| bounds[before].1).trim()
}

#[cfg(test)]
mod tests {
    use super::{Sentences, add_sentences, sentence_at};
    use crate::dossier::{Body, Ref, Table, Target};
    use proptest::prelude::*;

    #[test]
    fn a_link_is_quoted_with_its_sentence() {
        let text = "Heading\nOne fact. Another fact here. A third.\nNext block.";
        let at = |word| text.find(word).expect("it is there");
        assert_eq!(sentence_at(text, at("Another")), "Another fact here.");
        assert_eq!(sentence_at(text, at("here")), "Another fact here.");
        assert_eq!(sentence_at(text, at("One")), "One fact.");
        assert_eq!(sentence_at(text, at("A third")), "A third.");
        assert_eq!(sentence_at(text, at("Next")), "Next block.");
        assert_eq!(sentence_at(text, text.len()), "Next block.");
    }

    /// The sentence around a single link, computed without the other links of the text.
    fn alone(text: &str, links: &[(usize, &Target)], at: usize) -> String {
        let start = text[..at].rfind('\n').map_or(0, |before| before + 1);
        let end = text[at..].find('\n').map_or(text.len(), |after| at + after);
        let mut words = String::new();
        let (mut done, mut begin) = (start, None);
        for (position, target) in links.iter().filter(|(at, _)| (start..=end).contains(at)) {
            words.push_str(&text[done..*position]);
            done = *position;
            if *position == at {
                begin.get_or_insert(words.len());
            }
            if let Target::Citation(_) = target {
                words.push_str("[1]");
            }
        }
        words.push_str(&text[done..end]);
        sentence_at(&words, begin.expect("it is there")).to_owned()
    }

    proptest! {
        #[test]
        fn links_read_together_have_the_sentences_that_each_has_alone(
            parts in proptest::collection::vec((0_usize..4, "[Aab .\n!]{0,6}"), 0..20),
        ) {
            let mut body = Body::default();
            for (kind, text) in &parts {
                match kind {
                    0 => body.push_text(text),
                    1 => {
                        body.begin_link(Target::Citation(Table::key(0)));
                        body.end_link();
                        body.push_text(text);
                    }
                    row => {
                        body.begin_link(Target::Record(Ref::Claim(Table::key(*row)), None));
                        body.push_text(text);
                        body.end_link();
                    }
                }
            }
            let links = body.link_positions();
            let mut wanted = Sentences::new();
            for (at, link) in &links {
                if let Some(to) = link.record() {
                    let sentence = alone(body.text(), &links, *at);
                    let list = wanted.entry(to).or_default();
                    if list.last() != Some(&sentence) {
                        list.push(sentence);
                    }
                }
            }
            let mut found = Sentences::new();
            add_sentences(&body, &[1], None, &mut found);
            prop_assert_eq!(&found, &wanted);
            for (to, sentences) in wanted {
                let mut one = Sentences::new();
                add_sentences(&body, &[1], Some(to), &mut one);
                prop_assert_eq!(one, Sentences::from([(to, sentences)]));
            }
        }
    }
}

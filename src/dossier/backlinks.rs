//! What links to a record, with the sentence the link stands in.

use super::{Dossier, Prose, Ref, Target};
use std::collections::BTreeMap;
use unicode_segmentation::UnicodeSegmentation;

/// Whose text a link stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Citing {
    /// The bottom line of the home page.
    Home,
    /// A record's.
    Record(Ref),
}

/// One link to a record.
#[derive(Debug, PartialEq, Eq)]
pub struct Backlink {
    /// Whose text it stands in.
    pub from: Citing,
    /// The sentence.
    pub sentence: String,
}

/// All links in texts, by what they lead to; in the order of the texts, one per text and sentence. `numbers` are those of
/// articles, by their rows.
pub(super) fn backlinks(dossier: &Dossier, numbers: &[usize]) -> BTreeMap<Ref, Vec<Backlink>> {
    let mut found = Found {
        numbers,
        all: BTreeMap::new(),
    };
    if let Some(home) = &dossier.home {
        found.add(Citing::Home, home);
    }
    for (key, topic) in dossier.topics.iter() {
        let from = Citing::Record(Ref::Topic(key));
        found.add(from, &topic.summary);
        found.add(from, &topic.body);
    }
    for (key, article) in dossier.articles.iter() {
        let from = Citing::Record(Ref::Article(key));
        found.add(from, &article.published_basis);
        found.add_all(from, article.origin.iter().map(|origin| &origin.basis));
        found.add_all(from, article.independent_of.iter().map(|other| &other.why));
        found.add(from, &article.body);
    }
    for (key, claim) in dossier.claims.iter() {
        let from = Citing::Record(Ref::Claim(key));
        found.add(from, &claim.text);
        for evidence in &claim.evidence {
            found.add(from, &evidence.sourcing);
            found.add(from, &evidence.note);
        }
        found.add_all(from, claim.see_also.iter().map(|other| &other.why));
    }
    for (key, event) in dossier.events.iter() {
        let from = Citing::Record(Ref::Event(key));
        found.add(from, &event.text);
        found.add(from, &event.date_basis);
    }
    for (key, judgement) in dossier.judgements.iter() {
        let from = Citing::Record(Ref::Judgement(key));
        found.add(from, &judgement.text);
        found.add(from, &judgement.basis);
    }
    for (key, question) in dossier.questions.iter() {
        found.add(Citing::Record(Ref::Question(key)), &question.text);
    }
    for (key, actor) in dossier.actors.iter() {
        let from = Citing::Record(Ref::Actor(key));
        found.add(from, &actor.role);
        found.add(from, &actor.summary);
    }
    for (_, relation) in dossier.relations.iter() {
        let from = Citing::Record(Ref::Actor(relation.from));
        found.add(from, &relation.note);
    }
    for (key, record) in dossier.withdrawn.iter() {
        found.add(Citing::Record(Ref::Withdrawn(key)), &record.ended.why);
    }
    found.all
}

struct Found<'a> {
    /// The numbers of articles, by their rows.
    numbers: &'a [usize],
    all: BTreeMap<Ref, Vec<Backlink>>,
}

impl Found<'_> {
    fn add_all<'a>(&mut self, from: Citing, texts: impl Iterator<Item = &'a Prose>) {
        texts.for_each(|text| self.add(from, text));
    }

    fn add(&mut self, from: Citing, text: &Prose) {
        if text.links().is_empty() {
            return;
        }
        let (words, positions) = self.with_citations(text);
        for ((_, target), at) in text.link_positions().into_iter().zip(positions) {
            let to = match target {
                Target::Record(to, _) => *to,
                Target::Citation(article) => Ref::Article(*article),
                _ => continue,
            };
            if from == Citing::Record(to) {
                continue;
            }
            let backlink = Backlink {
                from,
                sentence: sentence(&words, at),
            };
            let list = self.all.entry(to).or_default();
            if list.last() != Some(&backlink) {
                list.push(backlink);
            }
        }
    }

    /// A text with its citations, which are nothing in the text, as the numbers that they are on the page: `[2]`; and where each of its
    /// links begins in that.
    fn with_citations(&self, text: &Prose) -> (String, Vec<usize>) {
        let mut words = String::with_capacity(text.text().len());
        let mut positions = Vec::new();
        let mut done = 0;
        for (at, target) in text.link_positions() {
            words.push_str(&text.text()[done..at]);
            done = at;
            positions.push(words.len());
            if let Target::Citation(article) = target {
                words.push_str(&format!("[{}]", self.numbers[article.row()]));
            }
        }
        words.push_str(&text.text()[done..]);
        (words, positions)
    }
}

/// The sentence around byte `at` (UAX #29), within its block. A link at a sentence's very end, such as a
/// citation after the full stop, belongs to the sentence before.
fn sentence(text: &str, at: usize) -> String {
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

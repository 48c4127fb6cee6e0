//! What readers notice of what is left out: a text that refers to it, and a name that still stands in one.

use super::{Audience, Filter};
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::document::KeyPath;
use crate::dossier::{
    Citing, Dossier, Head, Marking, RecordKind, Ref, Slug, Target, all_texts, visit_texts,
};
use std::collections::{BTreeMap, BTreeSet};

/// Warns of each text that is shown and refers to a record of `dossier` that is not.
pub(super) fn report_references(dossier: &Dossier, filter: &Filter, sink: &mut Sink) {
    for from in all_texts(dossier) {
        // Whether each is missed as a numbered citation.
        let mut missed: BTreeMap<Ref, bool> = BTreeMap::new();
        visit_texts(dossier, from, &mut |text| {
            for link in text.links() {
                if let Some(to) = link.record().filter(|to| filter.reference(*to).is_none()) {
                    *missed.entry(to).or_default() |= matches!(link, Target::Citation(_));
                }
            }
        });
        if missed.is_empty() || !filter.shows(dossier, from) {
            continue;
        }
        for (to, is_cited) in missed {
            let (kind, head) = dossier.head(to);
            let (word, id) = (kind.word(), &head.id);
            let why = why(head, filter.audience);
            let message =
                format!("this text refers to the {word} `{id}`, {why}: it is missing there");
            let needle = match is_cited {
                true => format!("@{id}"),
                false => format!("{word}:{id}"),
            };
            let place = Place::Part(Box::new(place(dossier, from)), needle);
            let fault = Diagnostic::warning(Code::WithheldReference, place, message);
            sink.report(fault.help("write the sentence so that it holds without it, or give the text the same marking or `draft: true`"));
        }
    }
}

/// Names that are not to be shown.
pub(super) struct Names(Vec<(Slug, Marking, String)>);

/// The names of the actors of `dossier` whose marking lies above what `audience` is shown.
pub(super) fn withheld_names(dossier: &Dossier, audience: Audience) -> Names {
    let actors = dossier.actors.records();
    let withheld = actors.filter(|actor| actor.head.marking > audience.ceiling);
    let names = withheld.flat_map(|actor| {
        let names = std::iter::once(&actor.name).chain(&actor.aliases);
        names.map(|name| (actor.head.id.clone(), actor.head.marking, name.clone()))
    });
    Names(names.collect())
}

/// Warns of each text of `shown` in which one of `names` stands.
pub(super) fn report_names(names: &Names, shown: &Dossier, sink: &mut Sink) {
    if names.0.is_empty() {
        return;
    }
    for from in all_texts(shown) {
        let mut found = BTreeSet::new();
        let mut look = |text: &str| {
            found.extend(names.0.iter().filter(|(.., name)| is_named(text, name)));
        };
        titles(shown, from).into_iter().for_each(&mut look);
        visit_texts(shown, from, &mut |text| look(text.text()));
        for (id, marking, name) in found {
            let message = format!(
                "`{name}` stands in this text, and the actor `{id}` is marked {}",
                marking.label()
            );
            let place = Place::Part(Box::new(place(shown, from)), name.to_owned());
            let fault = Diagnostic::warning(Code::WithheldName, place, message);
            sink.report(fault.help("say it without the name, or give the text the same marking"));
        }
    }
}

/// What is shown of `from` beside its texts: titles, and words of articles.
fn titles(dossier: &Dossier, from: Citing) -> Vec<&str> {
    match from {
        Citing::Record(Ref::Topic(key)) => vec![&dossier.topics[key].title],
        Citing::Record(Ref::Event(key)) => vec![&dossier.events[key].title],
        Citing::Record(Ref::Article(key)) => {
            dossier.articles[key].title.as_deref().into_iter().collect()
        }
        Citing::Record(Ref::Claim(key)) => {
            let pieces = dossier.claims[key].evidence.iter();
            pieces.map(|piece| piece.quote.text.as_str()).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether `name` stands in `text` as words of their own.
fn is_named(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        ![before, after]
            .into_iter()
            .flatten()
            .any(char::is_alphanumeric)
    })
}

/// Why a record is not shown.
fn why(head: &Head, audience: Audience) -> String {
    if head.marking > audience.ceiling {
        format!("which is marked {}", head.marking.label())
    } else if head.draft {
        "which is a draft".to_owned()
    } else {
        "of which nothing is left to rest on".to_owned()
    }
}

/// Where the texts of `from` stand.
fn place(dossier: &Dossier, from: Citing) -> Place {
    let of = match from {
        Citing::Home => return Place::Path("content/index.md".into()),
        Citing::Relation(key) => Ref::Actor(dossier.relations[key].from),
        Citing::Record(of) => of,
    };
    let (kind, head) = dossier.head(of);
    match (from, kind) {
        (Citing::Record(_), RecordKind::Article | RecordKind::Topic) | (Citing::Relation(_), _) => {
            Place::File(head.file)
        }
        _ => {
            let path = KeyPath::root().then(kind.plural()).then(head.id.as_str());
            Place::Value(head.file, path)
        }
    }
}

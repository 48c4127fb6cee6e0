//! The page that searches: what a search can be narrowed by.

use super::super::writer::Writer;
use super::{Head, PageHead};
use crate::assess::Status;
use crate::dossier::{Record, RecordKind};
use serde::Serialize;

/// What the template `search.html` sees.
#[derive(Debug, Serialize)]
pub(super) struct SearchPage {
    #[serde(flatten)]
    head: PageHead,
    kinds: Vec<Choice>,
    topics: Vec<Choice>,
    actors: Vec<Choice>,
    statuses: Vec<Choice>,
}

/// A value of a filter.
#[derive(Debug, Serialize)]
struct Choice {
    /// As the index has it.
    value: String,
    label: String,
}

pub(super) fn view(writer: &Writer<'_>, head: impl Head) -> SearchPage {
    let (plan, dossier) = (writer.plan, writer.dossier);
    let choice = |value: &str, label: &str| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
    };
    let withdrawn = |kind| {
        dossier
            .withdrawn
            .records()
            .any(|record| record.kind == kind)
    };
    let kinds = RecordKind::ALL.into_iter().filter(|kind| {
        let count = match kind {
            RecordKind::Article => dossier.articles.len(),
            RecordKind::Topic => dossier.topics.len(),
            RecordKind::Actor => dossier.actors.len(),
            RecordKind::Claim => dossier.claims.len(),
            RecordKind::Event => dossier.events.len(),
            RecordKind::Judgement => dossier.judgements.len(),
            RecordKind::Question => dossier.questions.len(),
        };
        count > 0 || withdrawn(*kind)
    });
    let topics = plan.topics.iter().map(|key| &dossier.topics[*key]);
    let mut actors: Vec<_> = dossier.actors.records().collect();
    actors.sort_by_cached_key(|actor| (actor.name.to_lowercase(), actor.head.id.clone()));
    let statuses = Status::ALL.into_iter().filter(|status| {
        let mut claims = dossier.claims.keys();
        claims.any(|claim| writer.status(claim) == *status)
    });
    let retracted = dossier
        .articles
        .records()
        .any(|article| article.retracted.is_some());
    let further = [
        ("retracted", retracted),
        ("withdrawn", !dossier.withdrawn.is_empty()),
    ];
    let further = further.into_iter().filter(|(_, there)| *there);
    let words = statuses
        .map(Status::word)
        .chain(further.map(|(word, _)| word));
    SearchPage {
        head: head("Search".into(), "search", None),
        kinds: kinds
            .map(|kind| choice(kind.word(), kind.plural()))
            .collect(),
        topics: topics
            .map(|topic| choice(topic.head.id.as_str(), &topic.label()))
            .collect(),
        actors: actors
            .into_iter()
            .map(|actor| choice(actor.head.id.as_str(), &actor.name))
            .collect(),
        statuses: words.map(|word| choice(word, word)).collect(),
    }
}

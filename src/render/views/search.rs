//! The page that searches: what a search can be narrowed by.

use super::super::engine::Html;
use super::super::writer::{Link, Writer};
use super::head::{Head, PageHead};
use super::site::navigation;
use crate::dossier::{RecordKind, Status};
use crate::labels::Value;
use crate::plan::PageType;
use serde::Serialize;
use std::collections::BTreeMap;

/// What the template `search.html` sees.
#[derive(Debug, Serialize)]
pub(super) struct SearchPage {
    #[serde(flatten)]
    head: PageHead,
    kinds: Vec<Choice>,
    topics: Vec<Choice>,
    actors: Vec<Choice>,
    statuses: Vec<Choice>,
    /// The words for the values of the filters `kind` and `status`, as JSON for a script.
    words: String,
    /// That a server can show the site.
    by_server: Html,
    /// What to use in place of the search, with links.
    instead: Html,
}

/// A value of a filter.
#[derive(Debug, Serialize)]
struct Choice {
    /// As the index has it.
    value: String,
    label: String,
}

/// A server that most machines have.
const SERVER: &str = "<code>python3 -m http.server</code>";

/// What to use in place of the search: the lists, the home page, and the reader's own browser.
fn instead(writer: &Writer<'_>) -> Html {
    let (plan, labels) = (writer.plan, writer.labels);
    let entries = navigation(plan, labels).into_iter();
    let lists = entries.filter(|entry| !["search", "home"].contains(&entry.section));
    let mut lists: Vec<Link> = lists
        .map(|entry| Link {
            label: entry.label,
            url: Some(entry.url.to_owned()),
        })
        .collect();
    lists.push(Link {
        label: labels.briefing().to_owned(),
        url: Some("index.html".to_owned()),
    });
    let lists = writer.links_html(&lists);
    let lists = Html::of(&labels.search_lists(Value::Html(&lists)));
    let browser = match plan.has(PageType::Print) {
        true => {
            let print = writer.seen_from_here(Some("print.html"));
            let print = Value::Address(print.as_deref());
            Html::of(&labels.search_by_browser_on_one(print))
        }
        false => Html::of_text(labels.search_by_browser()),
    };
    Html::new(&format!("{} {}", lists.as_str(), browser.as_str()))
}

pub(super) fn view(writer: &Writer<'_>, head: impl Head) -> SearchPage {
    let (plan, dossier, labels) = (writer.plan, writer.dossier, writer.labels);
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
        let count = dossier.count(*kind);
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
        ("retracted", labels.retracted(), retracted),
        (
            "withdrawn",
            labels.withdrawn(),
            !dossier.withdrawn.is_empty(),
        ),
    ];
    let further = further.into_iter().filter(|(_, _, there)| *there);
    let statuses = statuses
        .map(|status| (status.word(), labels.status(status)))
        .chain(further.map(|(value, label, _)| (value, label)));
    let kinds_of_one = RecordKind::ALL.map(|kind| (kind.word(), labels.record_kind(kind)));
    let words: BTreeMap<&str, &str> = kinds_of_one
        .into_iter()
        .chain(Status::ALL.map(|status| (status.word(), labels.status(status))))
        .chain([
            ("briefing", labels.record_kind_briefing()),
            ("retracted", labels.retracted()),
            ("withdrawn", labels.withdrawn()),
        ])
        .collect();
    SearchPage {
        // Texts always serialize.
        words: serde_json::to_string(&words).unwrap_or_default(),
        by_server: Html::of(&labels.search_by_server(Value::Html(SERVER))),
        instead: instead(writer),
        head: head(labels.search().to_owned(), None),
        kinds: kinds
            .map(|kind| choice(kind.word(), labels.record_kinds(kind)))
            .collect(),
        topics: topics
            .map(|topic| choice(topic.head.id.as_str(), &labels.name(topic)))
            .collect(),
        actors: actors
            .into_iter()
            .map(|actor| choice(actor.head.id.as_str(), &actor.name))
            .collect(),
        statuses: statuses
            .map(|(value, label)| choice(value, label))
            .collect(),
    }
}

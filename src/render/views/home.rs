//! The home page.

use super::super::engine::Html;
use super::super::writer::Writer;
use super::items::Concluded;
use super::lists::{Gone, gone};
use super::{Head, PageHead};
use crate::dossier::{Claim, RecordKind, Ref};
use serde::Serialize;

/// What the template `index.html` sees.
#[derive(Debug, Serialize)]
pub(super) struct Home<'a> {
    #[serde(flatten)]
    head: PageHead,
    bottom_line: Option<Html>,
    judgements: Vec<Concluded<'a>>,
    topics: Vec<TopicCard<'a>>,
    articles: usize,
    origins: usize,
    claims: usize,
    disputed: usize,
    withdrawn: Vec<Gone>,
}

/// A topic as the home page shows it.
#[derive(Debug, Serialize)]
struct TopicCard<'a> {
    title: &'a str,
    url: Option<String>,
    summary: Option<Html>,
    claims: usize,
    disputed: usize,
    questions: usize,
}

pub(super) fn view<'a>(writer: &Writer<'a>, head: impl Head) -> Home<'a> {
    let (plan, dossier) = (writer.plan, writer.dossier);
    let disputed = Claim::is_contested;
    let topics = plan.topics.iter().map(|key| {
        let topic = &dossier.topics[*key];
        let of = plan.connections.of_topic(*key);
        let claims = of.claims.iter().map(|claim| &dossier.claims[*claim]);
        TopicCard {
            title: &topic.title,
            url: writer.url(Ref::Topic(*key)),
            summary: writer.maybe(&topic.summary),
            claims: of.claims.len(),
            disputed: claims.filter(|claim| disputed(claim)).count(),
            questions: of.questions.len(),
        }
    });
    let description = plan.config.description.clone();
    Home {
        head: head(plan.config.title.clone(), "home", description),
        bottom_line: dossier.home.as_ref().and_then(|home| writer.maybe(home)),
        judgements: dossier
            .judgements
            .keys()
            .map(|key| writer.concluded(key))
            .collect(),
        topics: topics.collect(),
        articles: dossier.articles.len(),
        origins: plan.connections.origin_count(dossier),
        claims: dossier.claims.len(),
        disputed: dossier
            .claims
            .records()
            .iter()
            .filter(|claim| disputed(claim))
            .count(),
        withdrawn: [
            RecordKind::Judgement,
            RecordKind::Claim,
            RecordKind::Topic,
            RecordKind::Actor,
        ]
        .into_iter()
        .flat_map(|kind| gone(writer, kind))
        .collect(),
    }
}

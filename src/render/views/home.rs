//! The home page.

use super::super::engine::Html;
use super::super::writer::{Link, Writer};
use super::head::{Head, PageHead};
use super::items::Concluded;
use super::lists::{Gone, gone};
use super::standing::Group;
use crate::dossier::{Claim, Key, RecordKind, Ref, Status};
use serde::Serialize;

/// Claims of one status that the home page names; the pages of the topics name all.
const CLAIMS_NAMED: usize = 12;

/// What the template `index.html` sees.
#[derive(Debug, Serialize)]
pub(super) struct Home<'a> {
    #[serde(flatten)]
    head: PageHead,
    bottom_line: Option<Html>,
    judgements: Vec<Concluded<'a>>,
    topics: Vec<TopicCard<'a>>,
    articles: usize,
    /// How many of them count no more.
    retracted: usize,
    origins: usize,
    claims: usize,
    contested: usize,
    /// Claims by status, the first of each.
    statuses: Vec<Group<Link>>,
    withdrawn: Vec<Gone>,
}

/// A topic as the home page shows it.
#[derive(Debug, Serialize)]
struct TopicCard<'a> {
    title: &'a str,
    url: Option<String>,
    summary: Option<Html>,
    claims: usize,
    contested: usize,
    questions: usize,
}

pub(super) fn view<'a>(writer: &Writer<'a>, head: impl Head) -> Home<'a> {
    let (plan, dossier) = (writer.plan, writer.dossier);
    let is_contested = |claim: &Key<Claim>| writer.status(*claim) == Status::Contested;
    let all: Vec<Key<Claim>> = dossier.claims.keys().collect();
    let topics = plan.topics.iter().map(|key| {
        let topic = &dossier.topics[*key];
        let of = plan.connections.of_topic(*key);
        TopicCard {
            title: &topic.title,
            url: writer.url(Ref::Topic(*key)),
            summary: writer.maybe(&topic.summary),
            claims: of.claims.len(),
            contested: of.claims.iter().filter(|claim| is_contested(claim)).count(),
            questions: of.questions.len(),
        }
    });
    let description = plan.config.description.clone();
    Home {
        head: head(plan.config.title.clone(), description),
        bottom_line: dossier.home.as_ref().and_then(|home| writer.maybe(home)),
        judgements: dossier
            .judgements
            .keys()
            .map(|key| writer.concluded(key))
            .collect(),
        topics: topics.collect(),
        articles: dossier.articles.len(),
        retracted: dossier
            .articles
            .records()
            .filter(|article| article.retracted.is_some())
            .count(),
        origins: plan.connections.origin_count(dossier),
        claims: dossier.claims.len(),
        contested: all.iter().filter(|claim| is_contested(claim)).count(),
        statuses: writer.by_status(&all, CLAIMS_NAMED, |claim| writer.link(Ref::Claim(claim))),
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

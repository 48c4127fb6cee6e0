//! The home page.

use super::super::engine::Html;
use super::super::writer::{Link, Writer};
use super::head::{Head, PageHead};
use super::items::Conclusions;
use super::lists::{Gone, gone};
use super::standing::Group;
use crate::dossier::{Claim, Dossier, Key, RecordKind, Ref, Status};
use crate::labels::Labels;
use crate::plan::PageType;
use serde::Serialize;

/// Claims of one status that the home page names; the pages of the topics name all.
const CLAIMS_NAMED: usize = 12;

/// What the template `index.html` sees.
#[derive(Debug, Serialize)]
pub(super) struct Home<'a> {
    #[serde(flatten)]
    head: PageHead,
    bottom_line: Option<Html>,
    #[serde(flatten)]
    conclusions: Conclusions<'a>,
    topics: Vec<TopicCard<'a>>,
    articles: usize,
    origins: usize,
    /// How many articles there are, how many of them no longer count, and how many reports they go
    /// back to.
    rests_on: String,
    claims: usize,
    claims_in_words: String,
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
    claims_in_words: String,
    /// The claims, and how many of them are contested.
    claims_and_contested: String,
    contested: usize,
    contested_in_words: String,
    questions: usize,
    questions_in_words: String,
}

pub(super) fn view<'a>(writer: &Writer<'a>, head: impl Head) -> Home<'a> {
    let (plan, dossier, labels) = (writer.plan, writer.dossier, writer.labels);
    let is_contested = |claim: &Key<Claim>| writer.status(*claim) == Status::Contested;
    let all: Vec<Key<Claim>> = dossier.claims.keys().collect();
    let topics = plan.topics.iter().map(|key| {
        let topic = &dossier.topics[*key];
        let of = plan.connections.of_topic(*key);
        let contested = of.claims.iter().filter(|claim| is_contested(claim)).count();
        let (claims, questions) = (of.claims.len(), of.questions.len());
        TopicCard {
            title: &topic.title,
            url: writer.url(Ref::Topic(*key)),
            summary: writer.maybe(&topic.summary),
            claims,
            claims_in_words: labels.home_claims(claims),
            claims_and_contested: claims_and_contested(labels, claims, contested),
            contested,
            contested_in_words: labels.home_contested(contested),
            questions,
            questions_in_words: labels.home_open_questions(questions),
        }
    });
    let description = plan.config.description.clone();
    Home {
        head: head(plan.config.title.clone(), description),
        bottom_line: dossier.home.as_ref().and_then(|home| writer.maybe(home)),
        conclusions: writer.all_conclusions(),
        topics: topics.collect(),
        articles: dossier.articles.len(),
        origins: plan.connections.origin_count(dossier),
        rests_on: rests_on(labels, dossier, plan.connections.origin_count(dossier)),
        claims: dossier.claims.len(),
        claims_in_words: labels.home_claims(dossier.claims.len()),
        contested: all.iter().filter(|claim| is_contested(claim)).count(),
        statuses: writer.by_status(&all, CLAIMS_NAMED, |claim| writer.link(Ref::Claim(claim))),
        withdrawn: RecordKind::READING_ORDER
            .into_iter()
            // The withdrawn records of other kinds are on their lists.
            .filter(|kind| PageType::list_of(*kind).is_none_or(|list| list == PageType::Home))
            .flat_map(|kind| gone(writer, kind))
            .collect(),
    }
}

/// What all rests on: the articles, and the reports that they go back to.
fn rests_on(labels: &Labels, dossier: &Dossier, reports: usize) -> String {
    let articles = dossier.articles.records();
    let retracted = articles.filter(|article| article.retracted.is_some());
    let (count, retracted) = (dossier.articles.len(), retracted.count());
    let articles = match retracted {
        0 => labels.home_articles(count),
        retracted => labels.home_articles_retracted(count, retracted),
    };
    labels.home_rests_on(count, articles, labels.home_reports(reports))
}

/// How many claims there are, and how many of them are contested, if any are.
pub(super) fn claims_and_contested(labels: &Labels, claims: usize, contested: usize) -> String {
    match contested {
        0 => labels.print_claims(claims),
        contested => labels.print_claims_contested(claims, contested),
    }
}

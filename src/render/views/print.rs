//! The whole briefing on one page, for paper: every record once, links to places on the same page, and the sources as
//! endnotes.

use super::super::engine::{Html, Shared};
use super::super::writer::{Link, Writer, anchor_on_paper};
use super::evidence::Piece;
use super::head::{Head, PageHead};
use super::home::claims_and_contested;
use super::items::{Asked, Conclusions, Named};
use super::lists::{Events, Gone, OriginGroup, events, gone, origins};
use super::network::{Ties, ties};
use super::note::note;
use super::standing::{Derivation, Group};
use crate::dossier::{
    Actor, Claim, CodeBlock, Heading, Key, Pen, Place, RecordKind, Ref, Stance, Status, Target,
    Topic, escape_attribute,
};
use crate::labels::Value;
use serde::Serialize;

/// What the template `print.html` sees.
#[derive(Debug, Serialize)]
pub(super) struct PrintPage<'a> {
    #[serde(flatten)]
    head: PageHead,
    bottom_line: Option<Html>,
    articles: usize,
    origin_count: usize,
    claims: usize,
    contested: usize,
    /// What the briefing rests on, and how many claims it has.
    rests_on: String,
    #[serde(flatten)]
    conclusions: Conclusions<'a>,
    topics: Vec<Chapter<'a>>,
    events: Events<'a>,
    actors: Vec<Party<'a>>,
    network: Ties<'a>,
    /// All statuses, which the page explains.
    statuses: [Status; Status::ALL.len()],
    /// All articles.
    sources: Vec<Shared>,
    /// Reports that articles say, or are judged, to go back to.
    origins: Vec<OriginGroup<'a>>,
    withdrawn: Vec<Gone>,
}

/// A topic, with the claims that have it as their first.
#[derive(Debug, Serialize)]
struct Chapter<'a> {
    id: &'a str,
    title: &'a str,
    summary: Option<Html>,
    body: Option<Html>,
    claims: Vec<Group<Statement<'a>>>,
    /// Topics under which claims of this one stand.
    elsewhere: Vec<Elsewhere>,
    /// The same in words, with links.
    elsewhere_sentence: Option<Html>,
    questions: Vec<Asked<'a>>,
    marking: Option<&'static str>,
}

/// How many claims of a topic stand under another one.
#[derive(Debug, Serialize)]
struct Elsewhere {
    topic: Link,
    claims: usize,
}

/// An actor, without what is said elsewhere on the page.
#[derive(Debug, Serialize)]
struct Party<'a> {
    #[serde(flatten)]
    named: Named<'a>,
    /// The other names, in words.
    also_called: Option<String>,
    summary: Option<Html>,
    marking: Option<&'static str>,
}

/// A claim with all of its evidence.
#[derive(Debug, Serialize)]
struct Statement<'a> {
    id: &'a str,
    text: Html,
    standing: Derivation,
    supports: Vec<Piece<'a>>,
    disputes: Vec<Piece<'a>>,
    mentions: Vec<Piece<'a>>,
    marking: Option<&'static str>,
}

pub(super) fn view<'a>(writer: &Writer<'a>, head: impl Head) -> PrintPage<'a> {
    let (plan, dossier) = (writer.plan, writer.dossier);
    let labels = writer.labels;
    let contested = |claim: &Key<Claim>| writer.status(*claim) == Status::Contested;
    let contested = dossier.claims.keys().filter(contested).count();
    let (articles, claims) = (dossier.articles.len(), dossier.claims.len());
    let origin_count = plan.connections.origin_count(dossier);
    PrintPage {
        head: head(
            writer.labels.whole_briefing().to_owned(),
            plan.config.description.clone(),
        ),
        bottom_line: dossier.home.as_ref().and_then(|home| writer.maybe(home)),
        rests_on: labels.print_rests_on(
            articles,
            labels.print_articles(articles),
            labels.print_reports(origin_count),
            claims_and_contested(labels, claims, contested),
        ),
        articles,
        origin_count,
        claims,
        contested,
        conclusions: writer.all_conclusions(),
        topics: plan
            .topics
            .iter()
            .map(|topic| chapter(writer, *topic))
            .collect(),
        events: events(writer),
        actors: dossier
            .actors
            .keys()
            .map(|key| party(writer, key))
            .collect(),
        statuses: Status::ALL,
        network: ties(writer),
        sources: plan
            .connections
            .bibliography()
            .iter()
            .map(|article| note(writer, *article))
            .collect(),
        origins: origins(writer),
        withdrawn: RecordKind::ALL
            .into_iter()
            .flat_map(|kind| gone(writer, kind))
            .collect(),
    }
}

fn party<'a>(writer: &Writer<'a>, key: Key<Actor>) -> Party<'a> {
    let actor = &writer.dossier.actors[key];
    Party {
        named: writer.named(key),
        also_called: writer.also_called(actor),
        summary: writer.maybe(&actor.summary),
        marking: writer.marking(actor.head.marking),
    }
}

fn chapter<'a>(writer: &Writer<'a>, key: Key<Topic>) -> Chapter<'a> {
    let (plan, dossier) = (writer.plan, writer.dossier);
    let topic = &dossier.topics[key];
    let of = plan.connections.of_topic(key);
    let here = |topics: &[Key<Topic>]| topics.first() == Some(&key);
    let elsewhere = plan.topics.iter().filter(|topic| **topic != key);
    let elsewhere = elsewhere.filter_map(|topic| {
        let first = |claim: &&Key<Claim>| dossier.claims[**claim].topics.first() == Some(topic);
        let claims = of.claims.iter().filter(first).count();
        (claims > 0).then(|| Elsewhere {
            topic: writer.link(Ref::Topic(*topic)),
            claims,
        })
    });
    let elsewhere: Vec<Elsewhere> = elsewhere.collect();
    let questions = of.questions.iter();
    let questions = questions.filter(|question| here(&dossier.questions[**question].topics));
    let body = (!topic.body.is_empty()).then(|| {
        let mut out = String::with_capacity(topic.body.text().len() * 3 / 2);
        topic
            .body
            .write_html(&mut out, &ChapterPen { writer, topic });
        Html::new(out.trim_end())
    });
    Chapter {
        id: topic.head.id.as_str(),
        title: &topic.title,
        summary: writer.maybe(&topic.summary),
        body,
        claims: writer.by_status(&plan.claims_in_order(key), usize::MAX, |claim| {
            statement(writer, claim)
        }),
        elsewhere_sentence: elsewhere_sentence(writer, &elsewhere),
        elsewhere,
        questions: questions.map(|question| writer.asked(*question)).collect(),
        marking: writer.marking(topic.head.marking),
    }
}

/// Under which topics the other claims of a topic stand, and how many under each.
fn elsewhere_sentence(writer: &Writer<'_>, elsewhere: &[Elsewhere]) -> Option<Html> {
    let topic = |of: &Elsewhere| format!("{} ({})", writer.link_html(&of.topic), of.claims);
    let topics: Vec<String> = elsewhere.iter().map(topic).collect();
    let topics = topics.join(", ");
    let sentence = writer.labels.elsewhere(Value::Html(&topics));
    (!topics.is_empty()).then(|| Html::of(&sentence))
}

fn statement<'a>(writer: &Writer<'a>, key: Key<Claim>) -> Statement<'a> {
    let claim = &writer.dossier.claims[key];
    let with = |stance: Stance| {
        let evidence = claim.evidence.iter().enumerate();
        let evidence = evidence.filter(|(_, piece)| piece.stance == stance);
        let places = evidence.map(|(evidence, _)| Place {
            claim: key,
            evidence,
        });
        places.map(|place| writer.piece(place)).collect()
    };
    Statement {
        id: claim.head.id.as_str(),
        text: writer.html(&claim.text),
        standing: writer.derivation(key),
        supports: with(Stance::Supports),
        disputes: with(Stance::Disputes),
        mentions: with(Stance::Mentions),
        marking: writer.marking(claim.head.marking),
    }
}

/// Writes a topic's text as a part of a page: its headings one step deeper, its anchors apart from those of other topics.
struct ChapterPen<'a> {
    writer: &'a Writer<'a>,
    topic: &'a Topic,
}

impl Pen<Target> for ChapterPen<'_> {
    fn begin_link(&self, target: &Target, out: &mut String) -> bool {
        match target {
            Target::Here(anchor) => {
                out.push_str("<a href=\"#");
                self.anchor(anchor, out);
                out.push_str("\">");
                true
            }
            _ => self.writer.begin_link(target, out),
        }
    }

    fn image(&self, target: &Target, alt: &str, out: &mut String) {
        self.writer.image(target, alt, out);
    }

    fn code(&self, block: &CodeBlock, out: &mut String) {
        self.writer.code(block, out);
    }

    fn anchor(&self, name: &str, out: &mut String) {
        escape_attribute(&anchor_on_paper(self.topic, name), out);
    }

    fn begin_heading(&self, heading: &Heading, out: &mut String) {
        out.push_str(&format!("<h{} id=\"", deeper(heading)));
        self.anchor(&heading.anchor, out);
        out.push_str("\">");
    }

    fn way_back(&self, out: &mut String) {
        self.writer.way_back(out);
    }

    fn end_heading(&self, heading: &Heading, out: &mut String) {
        out.push_str(&format!("</h{}>", deeper(heading)));
    }

    fn begin_mark(&self, _number: usize, _out: &mut String) {}

    fn end_mark(&self, _number: usize, _out: &mut String) {}
}

fn deeper(heading: &Heading) -> u8 {
    (heading.level + 1).min(6)
}

//! Structured data of pages: JSON-LD 1.1 in the vocabulary of schema.org. In: a page of the plan.
//! Out: the text of its script element.
//!
//! The data says no more than the page. A [`Claim`] is a statement with the articles that support
//! it. There is no `ClaimReview`, because the status of a claim counts lines of evidence and does
//! not rate its truth. Articles that dispute a claim are left out, because no property expresses
//! that. Conclusions are left out too, because a statement means something else without its
//! likelihood. Only certain dates are given. Long lists are cut, but their full length is given.

mod script;
mod vocabulary;

use super::engine::Html;
use super::writer::Writer;
use crate::dossier::{self, ActorKind, Key, RecordKind, Ref, Stance, chronological};
use crate::plan::{About, Page, PageKind};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use vocabulary::{
    Actor, ArticleCited, Claim, Context, Event, Iri, ItemList, Named, NewsArticle, Reference,
    Report, Retracted, Subject, Type, WebPage,
};

/// The most records that are named if a page only mentions them.
const MENTIONED: usize = 6;

/// The most records that are named from a list on a page.
const LISTED: usize = 24;

/// The structured data of `page`, for a script element. `None` for kinds of pages without any.
pub(super) fn structured(
    writer: &Writer<'_>,
    page: &Page,
    title: &str,
    description: Option<&str>,
) -> Option<Html> {
    let at = Describer::new(writer, page);
    let json = match page.kind {
        PageKind::Home => script::json(&at.home(title, description)),
        PageKind::Topic(key) => script::json(&at.topic(key, title, description)),
        PageKind::Claim(key) => script::json(&at.claim(key)),
        PageKind::Actor(key) => script::json(&at.actor(key, description)),
        PageKind::Article(key) => script::json(&at.article(key)),
        PageKind::Timeline => script::json(&at.timeline(title)),
        PageKind::Sources => script::json(&at.sources(title)),
        PageKind::Questions => script::json(&at.questions(title)),
        kind => match kind.page_type().facts().about {
            About::Nothing => return None,
            About::Itself | About::ItsSubject => {
                script::json(&at.page::<()>(Type::WebPage, title, None))
            }
        },
    };
    Some(Html::new(&json))
}

/// Describes records for the structured data of one page.
struct Describer<'a> {
    writer: &'a Writer<'a>,
    page: &'a Page,
    /// The base URL of the site, or else the relative path from the page to the site's root.
    base: &'a str,
}

impl<'a> Describer<'a> {
    fn new(writer: &'a Writer<'a>, page: &'a Page) -> Self {
        let base = writer.plan.config.base_url.as_ref();
        let base = base.map_or(writer.root.as_str(), |base| base.as_str());
        Self { writer, page, base }
    }

    fn home(&self, title: &'a str, description: Option<&'a str>) -> Report<'a> {
        let plan = self.writer.plan;
        let topics = plan.topics.iter().take(LISTED);
        Report {
            description,
            has_part: topics.map(|topic| self.topic_named(*topic)).collect(),
            ..self.report(title)
        }
    }

    /// A topic, with the actors that most of its claims list as what it is about.
    fn topic(
        &self,
        key: Key<dossier::Topic>,
        title: &'a str,
        description: Option<&'a str>,
    ) -> Report<'a> {
        let (plan, dossier) = (self.writer.plan, self.writer.dossier);
        let mut named: BTreeMap<_, usize> = BTreeMap::new();
        let claims = plan.connections.of_topic(key).claims.iter();
        for actor in claims.flat_map(|claim| &dossier.claims[*claim].actors) {
            *named.entry(*actor).or_default() += 1;
        }
        let mut actors: Vec<_> = named.into_iter().collect();
        actors.sort_by_key(|(actor, claims)| (Reverse(*claims), *actor));
        let actors = actors.into_iter().take(MENTIONED);
        Report {
            description,
            is_part_of: Some(self.of_home()),
            about: actors.map(|(actor, _)| self.actor_named(actor)).collect(),
            ..self.report(title)
        }
    }

    fn report(&self, name: &'a str) -> Report<'a> {
        let config = &self.writer.plan.config;
        Report {
            subject: self.subject(Type::Report, self.here()),
            name,
            description: None,
            in_language: config.language.as_str(),
            credit_text: config.prepared_by.as_deref(),
            is_part_of: None,
            about: Vec::new(),
            has_part: Vec::new(),
        }
    }

    fn claim(&self, key: Key<dossier::Claim>) -> Claim<'a> {
        let (plan, dossier) = (self.writer.plan, self.writer.dossier);
        let claim = &dossier.claims[key];
        let supporting = claim.evidence.iter().filter(|piece| {
            let retracted = dossier.articles[piece.article].retracted.is_some();
            piece.stance == Stance::Supports && !retracted
        });
        let (mut articles, mut speakers) = (Vec::new(), Vec::new());
        for piece in supporting {
            first_of(&mut articles, piece.article);
            if let Some(actor) = piece.speaker.and_then(|speaker| speaker.actor()) {
                first_of(&mut speakers, actor);
            }
        }
        let topics = claim.topics.iter().take(MENTIONED);
        let actors = claim.actors.iter().take(MENTIONED);
        let named = |key: Key<dossier::Actor>| self.actor_named(key);
        Claim {
            subject: self.subject(Type::Claim, self.thing(RecordKind::Claim)),
            text: claim.text.text().trim(),
            in_language: plan.config.language.as_str(),
            about: actors.map(|key| named(*key)).collect(),
            author: speakers.into_iter().map(named).collect(),
            appearance: articles.into_iter().map(|key| self.cited(key)).collect(),
            is_part_of: topics
                .filter_map(|key| self.page_of(Ref::Topic(*key)))
                .map(|id| Reference { id })
                .collect(),
        }
    }

    fn actor(&self, key: Key<dossier::Actor>, description: Option<&'a str>) -> Actor<'a> {
        let dossier = self.writer.dossier;
        let actor = &dossier.actors[key];
        let role = actor.role.text().trim();
        let is_title = actor.kind == ActorKind::Person && !role.is_empty() && !role.contains('\n');
        let member_of = actor.member_of.filter(|of| {
            // `memberOf` accepts only organizations.
            dossier.actors[*of].kind != ActorKind::Person
        });
        Actor {
            subject: self.subject(actor.kind.into(), self.thing(RecordKind::Actor)),
            name: &actor.name,
            alternate_name: &actor.aliases,
            description,
            job_title: is_title.then_some(role),
            member_of: member_of.map(|of| self.actor_named(of)),
        }
    }

    fn article(&self, key: Key<dossier::Article>) -> NewsArticle<'a> {
        let article = &self.writer.dossier.articles[key];
        NewsArticle {
            subject: Subject {
                url: article.url.as_deref().map(Iri::elsewhere),
                ..self.subject(Type::NewsArticle, self.thing(RecordKind::Article))
            },
            main_entity_of_page: self.url(),
            headline: article.title.as_deref(),
            publisher: publisher(article),
            credit_text: article.byline.as_deref(),
            date_published: article.published.as_ref().and_then(|date| date.exact()),
            in_language: article.language.as_ref().map(|tag| tag.as_str()),
            archived_at: article.archive.as_deref(),
            is_based_on: self.report_behind(key).map(|report| self.cited(report)),
            creative_work_status: retracted(article),
        }
    }

    /// The article that `key` itself names as its origin, if the dossier has it. Origins that the
    /// analyst inferred are left out.
    fn report_behind(&self, key: Key<dossier::Article>) -> Option<Key<dossier::Article>> {
        let (plan, dossier) = (self.writer.plan, self.writer.dossier);
        let origin = dossier.articles[key].origin.as_ref()?;
        plan.connections.report_of(key).filter(|_| origin.stated)
    }

    fn timeline(&self, title: &'a str) -> WebPage<'a, Event<'a>> {
        let dossier = self.writer.dossier;
        let events = chronological(dossier, dossier.events.keys());
        let listed = events.iter().take(LISTED).map(|key| {
            let event = &dossier.events[*key];
            Event {
                kind: Type::Event,
                id: self.page_of(Ref::Event(*key)),
                name: &event.title,
                start_date: event.date.as_ref().and_then(|date| date.exact_day()),
            }
        });
        self.list(title, events.len(), listed.collect())
    }

    fn sources(&self, title: &'a str) -> WebPage<'a, ArticleCited<'a>> {
        let articles = self.writer.plan.connections.bibliography();
        let listed = articles.iter().take(LISTED).map(|key| self.cited(*key));
        self.list(title, articles.len(), listed.collect())
    }

    fn questions(&self, title: &'a str) -> WebPage<'a, Named<'a>> {
        let questions = &self.writer.dossier.questions;
        let listed = questions.iter().take(LISTED).map(|(key, question)| Named {
            kind: Type::Question,
            id: self.page_of(Ref::Question(key)),
            name: question.text.text().trim(),
        });
        self.list(title, questions.len(), listed.collect())
    }

    /// A page with a list of `count` things, which begins with `listed`.
    fn list<T: Serialize>(&self, title: &'a str, count: usize, listed: Vec<T>) -> WebPage<'a, T> {
        let list = (count > 0).then_some(ItemList {
            kind: Type::ItemList,
            number_of_items: count,
            item_list_element: listed,
        });
        self.page(Type::CollectionPage, title, list)
    }

    fn page<T: Serialize>(
        &self,
        kind: Type,
        title: &'a str,
        list: Option<ItemList<T>>,
    ) -> WebPage<'a, T> {
        WebPage {
            subject: self.subject(kind, self.here()),
            name: title,
            in_language: self.writer.plan.config.language.as_str(),
            is_part_of: self.of_home(),
            main_entity: list,
        }
    }

    /// The subject of the page, which the page describes.
    fn subject(&self, kind: Type, id: Iri) -> Subject {
        Subject {
            context: Context::SchemaOrg,
            kind,
            id,
            url: self.url(),
        }
    }

    /// The identifier of the page itself.
    fn here(&self) -> Iri {
        match self.page.kind {
            PageKind::Home => self.home_page(),
            _ => Iri::page(self.base, self.page.route.as_str()),
        }
    }

    /// The page's address, if the base URL of the site is known.
    fn url(&self) -> Option<Iri> {
        let known = self.writer.plan.config.base_url.is_some();
        known.then(|| self.here())
    }

    /// The identifier of what the page is about.
    fn thing(&self, kind: RecordKind) -> Iri {
        Iri::thing(self.base, self.page.route.as_str(), kind)
    }

    fn of_home(&self) -> Reference {
        Reference {
            id: self.home_page(),
        }
    }

    /// The identifier of the home page: the folder of the site.
    fn home_page(&self) -> Iri {
        let path = if self.base.is_empty() { "./" } else { "" };
        Iri::page(self.base, path)
    }

    /// The address at which a record is shown. Used for topics, which are pages themselves, and for
    /// records on a list.
    fn page_of(&self, reference: Ref) -> Option<Iri> {
        Some(Iri::page(self.base, &self.writer.url(reference)?))
    }

    /// The identifier of what the page of a record is about.
    fn thing_of(&self, reference: Ref, kind: RecordKind) -> Option<Iri> {
        Some(Iri::thing(self.base, &self.writer.url(reference)?, kind))
    }

    fn topic_named(&self, key: Key<dossier::Topic>) -> Named<'a> {
        Named {
            kind: Type::Report,
            id: self.page_of(Ref::Topic(key)),
            name: &self.writer.dossier.topics[key].title,
        }
    }

    fn actor_named(&self, key: Key<dossier::Actor>) -> Named<'a> {
        let actor = &self.writer.dossier.actors[key];
        Named {
            kind: actor.kind.into(),
            id: self.thing_of(Ref::Actor(key), RecordKind::Actor),
            name: &actor.name,
        }
    }

    fn cited(&self, key: Key<dossier::Article>) -> ArticleCited<'a> {
        let article = &self.writer.dossier.articles[key];
        ArticleCited {
            kind: Type::NewsArticle,
            id: self.thing_of(Ref::Article(key), RecordKind::Article),
            headline: article.title.as_deref(),
            publisher: publisher(article),
            creative_work_status: retracted(article),
        }
    }
}

fn retracted(article: &dossier::Article) -> Option<Retracted> {
    article.retracted.as_ref().map(|_| Retracted::Retracted)
}

/// The outlet of an article. Only its name is known.
fn publisher(article: &dossier::Article) -> Option<Named<'_>> {
    let name = article.publisher.as_deref()?;
    Some(Named {
        kind: Type::Organization,
        id: None,
        name,
    })
}

/// Adds `key` unless it is there already, or there are [`MENTIONED`] keys.
fn first_of<T: Copy + PartialEq>(keys: &mut Vec<T>, key: T) {
    if keys.len() < MENTIONED && !keys.contains(&key) {
        keys.push(key);
    }
}

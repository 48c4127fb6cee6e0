//! The references of all records in reverse: what refers to each record.

use super::backlinks::{Backlink, Texts};
use super::{
    Actor, Article, ByKind, Claim, DefaultOf, Dossier, Event, Family, Key, Part, Ref, Relation,
    Role, SeeEach, Slug, Speaker, Table, Tables, Topic, visit_references,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// A piece of evidence, identified by its claim and position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The claim that has the evidence.
    pub claim: Key<Claim>,
    /// The index of the piece among the claim's evidence.
    pub evidence: usize,
}

/// Reverse references, in table order, and the citation numbers of articles.
#[derive(Clone)]
pub struct Connections {
    records: Arc<OfRecords>,
    texts: Arc<Texts>,
}

/// Everything that follows from keys, dates and origins, without links in texts.
#[derive(Default)]
struct OfRecords {
    topics: Vec<OfTopic>,
    actors: Vec<OfActor>,
    articles: Vec<Vec<Place>>,
    claims: BTreeMap<Key<Claim>, OfClaim>,
    origins: BTreeMap<Slug, Vec<Key<Article>>>,
    /// For each article, by row, the article that it names as its origin.
    reports: Vec<Option<Key<Article>>>,
    bibliography: Vec<Key<Article>>,
    numbers: Vec<usize>,
}

/// The keys of records of one kind, for each kind.
#[derive(Debug, Clone, Copy)]
pub struct Keys;

impl Family for Keys {
    type Of<P: Part> = Vec<Key<P>>;
}

impl DefaultOf for Keys {
    fn default_of<P: Part>() -> Vec<Key<P>> {
        Vec::new()
    }
}

/// The records that belong to a topic: for each kind, the keys in table order, and events in the
/// order of [`chronological`].
pub type OfTopic = ByKind<Keys>;

/// The records that refer to an actor.
#[derive(Debug, Clone, Default)]
pub struct OfActor {
    /// Evidence that quotes the actor as its speaker.
    pub says: Vec<Place>,
    /// Claims that list the actor.
    pub claims: Vec<Key<Claim>>,
    /// Events that list the actor, in the order of [`chronological`].
    pub events: Vec<Key<Event>>,
    /// Relations from or to the actor.
    pub relations: Vec<Key<Relation>>,
    /// Actors that name it in `member_of`.
    pub members: Vec<Key<Actor>>,
}

/// The records that refer to a claim.
#[derive(Default)]
pub struct OfClaim {
    /// The records that are based on it, in the same order as for a topic.
    pub rests: ByKind<Keys>,
    /// Claims that list this one in `see_also`.
    pub compared_by: Vec<Key<Claim>>,
}

impl Connections {
    /// Collects all connections of `dossier`.
    pub fn new(dossier: &Dossier) -> Self {
        let (records, texts) = rayon::join(|| OfRecords::new(dossier), || Texts::new(dossier));
        Self {
            records: Arc::new(records),
            texts: Arc::new(texts),
        }
    }

    /// The connections of a dossier that [differs in words only](Dossier::differs_in_words_only)
    /// from the one these were collected from.
    #[must_use]
    pub fn with_words_of(&self, dossier: &Dossier) -> Self {
        Self {
            records: Arc::clone(&self.records),
            texts: Arc::new(Texts::new(dossier)),
        }
    }

    /// The records that belong to a topic.
    pub fn of_topic(&self, topic: Key<Topic>) -> &OfTopic {
        &self.records.topics[topic.row()]
    }

    /// The records that refer to an actor.
    pub fn of_actor(&self, actor: Key<Actor>) -> &OfActor {
        &self.records.actors[actor.row()]
    }

    /// The records that refer to a claim, if any do.
    pub fn of_claim(&self, claim: Key<Claim>) -> Option<&OfClaim> {
        self.records.claims.get(&claim)
    }

    /// The evidence that quotes an article.
    pub fn evidence_of_article(&self, article: Key<Article>) -> &[Place] {
        &self.records.articles[article.row()]
    }

    /// The articles that ultimately go back to a report. If the report is an article itself, it
    /// comes first. Empty if no article names the report.
    pub fn articles_of_origin(&self, origin: &Slug) -> &[Key<Article>] {
        self.records.origins.get(origin).map_or(&[], Vec::as_slice)
    }

    /// The article that `article` names as its origin, if it is in the dossier.
    pub fn report_of(&self, article: Key<Article>) -> Option<Key<Article>> {
        self.records.reports[article.row()]
    }

    /// The reports that articles ultimately go back to, each with its [`Self::articles_of_origin`].
    pub fn origins(&self) -> impl Iterator<Item = (&Slug, &[Key<Article>])> {
        self.records
            .origins
            .iter()
            .map(|(id, articles)| (id, articles.as_slice()))
    }

    /// The number of origins. An article without an origin counts as its own.
    pub fn origin_count(&self, dossier: &Dossier) -> usize {
        let articles = dossier.articles.records();
        articles
            .map(|article| &article.root)
            .collect::<BTreeSet<_>>()
            .len()
    }

    /// The articles in the order of the bibliography: by date, then by id, with undated articles
    /// last.
    pub fn bibliography(&self) -> &[Key<Article>] {
        &self.records.bibliography
    }

    /// The citation number of an article: its position in the bibliography, from 1.
    pub fn number(&self, article: Key<Article>) -> usize {
        self.records.numbers[article.row()]
    }

    /// Whether any text links to a record.
    pub fn is_cited(&self, to: Ref) -> bool {
        self.texts.has(to)
    }

    /// The links to a record in texts, one per text and sentence, in the order of the texts.
    pub fn backlinks(&self, dossier: &Dossier, to: Ref) -> Vec<Backlink> {
        self.texts.backlinks(dossier, &self.records.numbers, to)
    }

    /// The actors that a topic's claims and events list, in table order.
    pub fn actors_of_topic(&self, dossier: &Dossier, topic: Key<Topic>) -> Vec<Key<Actor>> {
        let of = self.of_topic(topic);
        let claims = of
            .claims
            .iter()
            .flat_map(|key| &dossier.claims[*key].actors);
        let events = of
            .events
            .iter()
            .flat_map(|key| &dossier.events[*key].actors);
        let actors: BTreeSet<_> = claims.chain(events).copied().collect();
        actors.into_iter().collect()
    }

    /// The articles that the evidence of a topic's claims quotes, in table order.
    pub fn articles_of_topic(&self, dossier: &Dossier, topic: Key<Topic>) -> Vec<Key<Article>> {
        let claims = self.of_topic(topic).claims.iter();
        let evidence = claims.flat_map(|key| &dossier.claims[*key].evidence);
        let articles: BTreeSet<_> = evidence.map(|evidence| evidence.article).collect();
        articles.into_iter().collect()
    }
}

impl OfRecords {
    fn new(dossier: &Dossier) -> Self {
        let mut all = Self {
            topics: dossier.topics.keys().map(|_| OfTopic::default()).collect(),
            actors: vec![OfActor::default(); dossier.actors.len()],
            articles: vec![Vec::new(); dossier.articles.len()],
            origins: origins(dossier),
            reports: reports(dossier),
            bibliography: bibliography(dossier),
            numbers: vec![0; dossier.articles.len()],
            ..Self::default()
        };
        for (article, number) in all.bibliography.iter().zip(1..) {
            all.numbers[article.row()] = number;
        }
        dossier.each(&mut AddEach(&mut all));
        all.add_claims(dossier);
        all.add_events(dossier);
        for (key, relation) in dossier.relations.iter() {
            all.actors[relation.from.row()].relations.push(key);
            if relation.to != relation.from {
                all.actors[relation.to.row()].relations.push(key);
            }
        }
        for (key, actor) in dossier.actors.iter() {
            if let Some(of) = actor.member_of {
                all.actors[of.row()].members.push(key);
            }
        }
        all
    }

    fn add_claims(&mut self, dossier: &Dossier) {
        for (key, claim) in dossier.claims.iter() {
            for actor in &claim.actors {
                self.actors[actor.row()].claims.push(key);
            }
            for (evidence, piece) in claim.evidence.iter().enumerate() {
                let place = Place {
                    claim: key,
                    evidence,
                };
                self.articles[piece.article.row()].push(place);
                if let Some(speaker) = piece.speaker.and_then(Speaker::actor) {
                    self.actors[speaker.row()].says.push(place);
                }
            }
            for other in &claim.see_also {
                if let Ref::Claim(other) = other.claim {
                    self.claims.entry(other).or_default().compared_by.push(key);
                }
            }
        }
    }

    /// Adds events to their actors, and puts all lists of events in order.
    fn add_events(&mut self, dossier: &Dossier) {
        let mut places = vec![0; dossier.events.len()];
        let events = chronological(dossier, dossier.events.keys());
        for (place, key) in events.into_iter().enumerate() {
            places[key.row()] = place;
            for actor in &dossier.events[key].actors {
                self.actors[actor.row()].events.push(key);
            }
        }
        let of_claims = self.claims.values_mut().map(|of| &mut of.rests);
        for of in self.topics.iter_mut().chain(of_claims) {
            of.events.sort_by_key(|key| places[key.row()]);
        }
    }
}

/// Adds each part to the topics that it belongs to, and to the claims that it rests on.
struct AddEach<'a>(&'a mut OfRecords);

impl SeeEach<Tables> for AddEach<'_> {
    fn see<P: Part>(&mut self, table: &Table<P>) {
        for (key, part) in table.iter() {
            visit_references(part, &mut |role, to| match (role, to) {
                (Role::Topic, Ref::Topic(topic)) => {
                    P::of_mut(&mut self.0.topics[topic.row()]).push(key);
                }
                (Role::Ground, Ref::Claim(claim)) => {
                    let of = self.0.claims.entry(claim).or_default();
                    P::of_mut(&mut of.rests).push(key);
                }
                _ => {}
            });
        }
    }
}

/// Sorts events by the earliest possible day, then the latest, then the id. An event with only a
/// deadline is sorted by the deadline. Events without either come last.
pub fn chronological(
    dossier: &Dossier,
    events: impl Iterator<Item = Key<Event>>,
) -> Vec<Key<Event>> {
    let mut events: Vec<_> = events.collect();
    events.sort_by_cached_key(|key| {
        let event = &dossier.events[*key];
        let dated = event.date.as_ref().map(super::EdtfDate::order);
        let order = dated.or_else(|| event.deadline.as_ref().map(super::Deadline::order));
        (order.is_none(), order, event.head.id.clone())
    });
    events
}

/// The reports that articles ultimately go back to, each with these articles. The report itself
/// comes first if it is an article.
fn origins(dossier: &Dossier) -> BTreeMap<Slug, Vec<Key<Article>>> {
    let articles = dossier.articles.records();
    let named = articles.filter(|article| article.origin.is_some());
    let named: BTreeSet<&Slug> = named.map(|article| &article.root).collect();
    let mut origins: BTreeMap<&Slug, Vec<Key<Article>>> =
        named.into_iter().map(|id| (id, Vec::new())).collect();
    for (key, article) in dossier.articles.iter() {
        if let Some(behind) = origins.get_mut(&article.root) {
            behind.push(key);
        }
    }
    for articles in origins.values_mut() {
        articles.sort_by_key(|key| dossier.articles[*key].origin.is_some());
    }
    let owned = origins
        .into_iter()
        .map(|(id, articles)| (id.clone(), articles));
    owned.collect()
}

/// For each article, by row, the article that it names as its origin, if both go back to the same
/// report.
fn reports(dossier: &Dossier) -> Vec<Option<Key<Article>>> {
    let articles = dossier.articles.iter();
    let by_id: HashMap<&Slug, Key<Article>> = articles
        .map(|(key, article)| (&article.head.id, key))
        .collect();
    let named = dossier.articles.iter().map(|(key, article)| {
        let named = *by_id.get(&article.origin.as_ref()?.id)?;
        let is_other = named != key && dossier.articles[named].root == article.root;
        is_other.then_some(named)
    });
    named.collect()
}

/// The articles by date, then by id, with undated articles last.
fn bibliography(dossier: &Dossier) -> Vec<Key<Article>> {
    let mut keys: Vec<Key<Article>> = dossier.articles.keys().collect();
    keys.sort_by_cached_key(|key| {
        let article = &dossier.articles[*key];
        let order = article.published.as_ref().map(super::EdtfDate::order);
        (order.is_none(), order, &article.head.id)
    });
    keys
}

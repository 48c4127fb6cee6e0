//! Collects the documents that a search can find.
//!
//! In: the plan and the labels. Out: one document for each record with an address, and one for the
//! home page. Building the index is left to `index.rs`.

use crate::dossier::{
    Actor, Article, Claim, Key, Prose, Record, RecordKind, Ref, Relation, Slug, Table, Topic,
};
use crate::labels::Labels;
use crate::plan::SitePlan;
use std::collections::{BTreeMap, BTreeSet};

/// A document for the search index.
#[derive(Debug)]
pub(super) struct Document {
    /// The address, relative to the site's root.
    pub(super) url: String,
    /// The title, as results show it.
    pub(super) title: String,
    /// A line below the title, like an outlet and a date.
    pub(super) note: Option<String>,
    /// The text to search. Never empty, because Pagefind drops documents without text.
    pub(super) text: String,
    /// The values of the search filters: `kind`, `topic`, `actor`, `status`.
    pub(super) filters: BTreeMap<&'static str, Vec<String>>,
}

/// The kinds of records, in the order of their documents.
const ORDER: [RecordKind; RecordKind::ALL.len()] = [
    RecordKind::Topic,
    RecordKind::Judgement,
    RecordKind::Claim,
    RecordKind::Event,
    RecordKind::Question,
    RecordKind::Actor,
    RecordKind::Article,
];

/// All documents of `plan`, made one at a time. The same plan always gives the same order.
pub(super) fn documents<'a>(
    plan: &'a SitePlan,
    labels: &'a Labels,
) -> impl Iterator<Item = Document> + 'a {
    let dossier = plan.dossier();
    let home = dossier.home.iter().map(|text| home(plan, text));
    let records = ORDER
        .into_iter()
        .flat_map(|kind| match kind {
            RecordKind::Topic => plan.topics.iter().copied().map(Ref::Topic).collect(),
            RecordKind::Article => {
                let articles = plan.connections.bibliography().iter().copied();
                articles.map(Ref::Article).collect()
            }
            kind => dossier.records(kind).collect::<Vec<_>>(),
        })
        .chain(dossier.withdrawn.keys().map(Ref::Withdrawn));
    home.chain(records.filter_map(|reference| document(plan, labels, reference)))
}

fn home(plan: &SitePlan, bottom_line: &Prose) -> Document {
    let mut facts = Facts::new("briefing", plan.config.title.clone());
    facts.prose(bottom_line);
    facts.document("index.html".into(), plan)
}

/// The document for a record, or `None` if the site has no page or anchor for it.
fn document(plan: &SitePlan, labels: &Labels, reference: Ref) -> Option<Document> {
    let url = plan.address(reference)?.as_str().to_owned();
    let dossier = plan.dossier();
    let facts = match reference {
        Ref::Topic(key) => topic(plan, labels, key),
        Ref::Claim(key) => claim(plan, labels, key),
        Ref::Actor(key) => actor(plan, labels, key),
        Ref::Article(key) => article(plan, labels, key),
        Ref::Event(key) => {
            let event = &dossier.events[key];
            let mut facts = Facts::of(RecordKind::Event, event, labels);
            let due = event.deadline.as_ref();
            let due = due.map(|due| labels.due(labels.deadline(due)));
            let date = event.date.as_ref().map(|date| labels.date(date));
            facts.note([date, due]);
            facts.prose(&event.text);
            facts.prose(&event.date_basis);
            facts.topics.extend(&event.topics);
            facts.actors.extend(&event.actors);
            facts
        }
        Ref::Judgement(key) => {
            let judgement = &dossier.judgements[key];
            let mut facts = Facts::of(RecordKind::Judgement, judgement, labels);
            let likelihood = judgement.likelihood;
            let band = labels.likelihood_band(likelihood);
            let likelihood = labels.likelihood_with_band(labels.likelihood(likelihood), band);
            facts.note([Some(likelihood)]);
            facts.prose(&judgement.basis);
            facts.topics.extend(&judgement.topics);
            facts.about(plan, &judgement.claims);
            facts
        }
        Ref::Question(key) => {
            let question = &dossier.questions[key];
            let mut facts = Facts::of(RecordKind::Question, question, labels);
            facts.topics.extend(&question.topics);
            facts.about(plan, &question.claims);
            facts
        }
        Ref::Withdrawn(key) => {
            let record = &dossier.withdrawn[key];
            let mut facts = Facts::of(record.kind, record, labels);
            facts.status = Some("withdrawn");
            let day = labels.date(&record.ended.on);
            facts.note([Some(labels.withdrawn_on(day))]);
            facts.prose(&record.ended.why);
            facts
        }
    };
    Some(facts.document(url, plan))
}

fn topic(plan: &SitePlan, labels: &Labels, key: Key<Topic>) -> Facts {
    let topic = &plan.dossier().topics[key];
    let mut facts = Facts::of(RecordKind::Topic, topic, labels);
    facts.prose(&topic.summary);
    facts.prose(&topic.body);
    facts.topics.insert(key);
    facts
}

fn claim(plan: &SitePlan, labels: &Labels, key: Key<Claim>) -> Facts {
    let dossier = plan.dossier();
    let claim = &dossier.claims[key];
    let mut facts = Facts::of(RecordKind::Claim, claim, labels);
    facts.status = Some(plan.assessed.standing(key).status.word());
    facts.topics.extend(&claim.topics);
    facts.about(plan, &[key]);
    for piece in &claim.evidence {
        let speaker = piece.speaker.and_then(|speaker| speaker.actor());
        let speaker = speaker.map(|actor| dossier.actors[actor].name.as_str());
        let outlet = dossier.articles[piece.article].publisher.as_deref();
        let source = joined([speaker, outlet]);
        let quote = piece.quote.text.trim();
        facts.word(&match source.as_str() {
            "" => labels.quoted(quote),
            source => labels.quoted_from(quote, source),
        });
        facts.prose(&piece.sourcing);
        facts.prose(&piece.note);
    }
    facts
}

fn actor(plan: &SitePlan, labels: &Labels, key: Key<Actor>) -> Facts {
    let dossier = plan.dossier();
    let actor = &dossier.actors[key];
    let of = plan.connections.of_actor(key);
    let mut facts = Facts::of(RecordKind::Actor, actor, labels);
    let role = actor.role.text().trim();
    let role = if role.is_empty() {
        labels.actor_kind(actor.kind)
    } else {
        role
    };
    facts.note([Some(role.to_owned())]);
    facts.prose(&actor.summary);
    facts.word(&actor.aliases.join(", "));
    for relation in &of.relations {
        relation_words(&dossier.actors, &dossier.relations[*relation], &mut facts);
    }
    let claims = of.claims.iter();
    let claims = claims.chain(of.says.iter().map(|place| &place.claim));
    let topics = claims.flat_map(|claim| &dossier.claims[*claim].topics);
    facts.topics.extend(topics);
    facts.actors.insert(key);
    facts
}

fn relation_words(actors: &Table<Actor>, relation: &Relation, facts: &mut Facts) {
    let (from, to) = (&actors[relation.from].name, &actors[relation.to].name);
    facts.word(&format!("{from} {} {to}", relation.kind_in_words()));
    facts.prose(&relation.note);
}

fn article(plan: &SitePlan, labels: &Labels, key: Key<Article>) -> Facts {
    let article = &plan.dossier().articles[key];
    let mut facts = Facts::of(RecordKind::Article, article, labels);
    let date = article.published.as_ref().map(|date| labels.date(date));
    facts.note([article.publisher.clone(), date]);
    facts.prose(&article.body);
    facts.word(article.byline.as_deref().unwrap_or_default());
    if let Some(origin) = &article.origin {
        facts.word(origin.id.as_str());
        facts.prose(&origin.basis);
    }
    if let Some(ended) = &article.retracted {
        facts.status = Some("retracted");
        facts.prose(&ended.why);
    }
    let evidence = plan.connections.evidence_of_article(key).iter();
    let claims: Vec<_> = evidence.map(|place| place.claim).collect();
    let topics = claims
        .iter()
        .flat_map(|claim| &plan.dossier().claims[*claim].topics);
    facts.topics.extend(topics);
    facts.about(plan, &claims);
    facts
}

/// The contents of a document before ids replace its keys.
struct Facts {
    kind: &'static str,
    title: String,
    note: Option<String>,
    text: String,
    topics: BTreeSet<Key<Topic>>,
    actors: BTreeSet<Key<Actor>>,
    status: Option<&'static str>,
}

impl Facts {
    fn new(kind: &'static str, title: String) -> Self {
        Self {
            kind,
            title,
            note: None,
            text: String::new(),
            topics: BTreeSet::new(),
            actors: BTreeSet::new(),
            status: None,
        }
    }

    fn of(kind: RecordKind, record: &impl Record, labels: &Labels) -> Self {
        Self::new(kind.word(), labels.name(record))
    }

    fn note<const N: usize>(&mut self, parts: [Option<String>; N]) {
        let note = joined(parts.each_ref().map(Option::as_deref));
        self.note = (!note.is_empty()).then_some(note);
    }

    fn word(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        // Separates entries, so that excerpts and phrase searches do not run across them.
        if !self.text.is_empty() {
            self.text.push_str(" · ");
        }
        self.text.push_str(words);
    }

    fn prose(&mut self, text: &Prose) {
        self.word(text.text().trim());
        for block in text.codes() {
            self.word(&block.code);
        }
    }

    /// Adds the actors that `claims` are about, and the speakers in their evidence.
    fn about(&mut self, plan: &SitePlan, claims: &[Key<Claim>]) {
        for claim in claims.iter().map(|key| &plan.dossier().claims[*key]) {
            let speakers = claim.evidence.iter().filter_map(|piece| piece.speaker);
            let speakers = speakers.filter_map(|speaker| speaker.actor());
            self.actors
                .extend(speakers.chain(claim.actors.iter().copied()));
        }
    }

    fn document(self, url: String, plan: &SitePlan) -> Document {
        fn ids<T: Record>(table: &Table<T>, keys: BTreeSet<Key<T>>) -> Vec<String> {
            let id = |key| -> &Slug { &table[key].head().id };
            keys.into_iter().map(|key| id(key).to_string()).collect()
        }
        let dossier = plan.dossier();
        let filters = [
            ("kind", vec![self.kind.to_owned()]),
            ("topic", ids(&dossier.topics, self.topics)),
            ("actor", ids(&dossier.actors, self.actors)),
            (
                "status",
                self.status.into_iter().map(str::to_owned).collect(),
            ),
        ];
        let text = if self.text.trim().is_empty() {
            self.title.clone()
        } else {
            self.text
        };
        Document {
            url,
            title: self.title,
            note: self.note,
            text,
            filters: filters
                .into_iter()
                .filter(|(_, values)| !values.is_empty())
                .collect(),
        }
    }
}

fn joined<const N: usize>(parts: [Option<&str>; N]) -> String {
    let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

//! What the records of a dossier say, part by part: every text, title, name and address that may stand on a page.
//!
//! Records are destructured here without `..`: whoever adds a field to one must say here what it says, or that it says nothing.

use super::{
    Actor, Article, Citing, Claim, Dossier, Ended, Event, Evidence, Independent, Judgement, Key,
    Origin, Prose, Question, Quote, RecordKind, Ref, Relation, SeeAlso, Slug, Table, Topic,
    Withdrawn,
};
use crate::text::{FileId, KeyPath, Step};
use std::cmp::Ordering;

/// One part of what a record says.
#[derive(Debug, Clone, Copy)]
pub struct Statement<'a> {
    /// The part itself.
    pub says: Says<'a>,
    /// Where it stands below the record's own place; nothing for the body of a file, and for what stands at the record's own place.
    pub steps: &'a [At<'a>],
    /// Another record that the part is about, beside the one that says it: where that record is withheld, the part is not shown.
    pub beside: Option<Beside<'a>>,
}

/// A record that a part of another one is about.
#[derive(Debug, Clone, Copy)]
pub enum Beside<'a> {
    /// This one.
    Record(Ref),
    /// The article with this id, if the dossier has one.
    Report(&'a Slug),
}

impl Beside<'_> {
    /// The record; `None` for a report that is not among the articles.
    pub fn record(self, dossier: &Dossier) -> Option<Ref> {
        match self {
            Self::Record(of) => Some(of),
            Self::Report(id) => article_of(&dossier.articles, id).map(Ref::Article),
        }
    }
}

/// What a part of a record is.
#[derive(Debug, Clone, Copy)]
pub enum Says<'a> {
    /// A text with links.
    Prose(&'a Prose),
    /// A title, a name or a quote.
    Words(&'a str),
    /// An id or an address, which has no spaces, and in which case does not count.
    Address(&'a str),
}

/// A step to a part of a record. It allocates nothing.
#[derive(Debug, Clone, Copy)]
pub enum At<'a> {
    /// Into the value of a key.
    Key(&'a str),
    /// Into an item of a list, counted from 0.
    Item(usize),
}

impl From<At<'_>> for Step {
    fn from(at: At<'_>) -> Self {
        match at {
            At::Key(key) => key.into(),
            At::Item(item) => item.into(),
        }
    }
}

impl Dossier {
    /// The file in which `of` is written, and its place there; `None` for the home page, which is the file `content/index.md`.
    pub fn place_of(&self, of: Citing) -> Option<(FileId, KeyPath)> {
        let root = KeyPath::root();
        Some(match of {
            Citing::Home => return None,
            Citing::Relation(key) => {
                let relation = &self.relations[key];
                (relation.file, root.then("relations").then(relation.at))
            }
            Citing::Record(of) => match self.head(of) {
                (RecordKind::Article | RecordKind::Topic, head) => (head.file, root),
                (kind, head) => (head.file, root.then(kind.plural()).then(head.id.as_str())),
            },
        })
    }
}

/// Everything that has texts: the home page, then records and relations, table by table.
pub fn all_texts(dossier: &Dossier) -> impl Iterator<Item = Citing> {
    fn all<T>(table: &Table<T>, reference: fn(Key<T>) -> Ref) -> impl Iterator<Item = Citing> {
        table.keys().map(move |key| Citing::Record(reference(key)))
    }
    let Dossier {
        home: _,
        articles,
        topics,
        actors,
        claims,
        events,
        relations,
        judgements,
        questions,
        withdrawn,
    } = dossier;
    let records = all(topics, Ref::Topic)
        .chain(all(articles, Ref::Article))
        .chain(all(claims, Ref::Claim))
        .chain(all(events, Ref::Event))
        .chain(all(judgements, Ref::Judgement))
        .chain(all(questions, Ref::Question))
        .chain(all(actors, Ref::Actor))
        .chain(relations.keys().map(Citing::Relation))
        .chain(all(withdrawn, Ref::Withdrawn));
    std::iter::once(Citing::Home).chain(records)
}

/// Visits the texts with links of a record, of a relation or of the home page.
pub fn visit_texts(dossier: &Dossier, of: Citing, see: &mut dyn FnMut(&Prose)) {
    visit_statements(dossier, of, &mut |part| {
        if let Says::Prose(text) = part.says {
            see(text);
        }
    });
}

/// Visits all that a record, a relation or the home page says.
pub fn visit_statements(dossier: &Dossier, of: Citing, see: &mut dyn FnMut(Statement<'_>)) {
    let mut see = Visitor { see, beside: None };
    let of = match of {
        Citing::Home => {
            return dossier.home.iter().for_each(|home| see.prose(home, &[]));
        }
        Citing::Relation(key) => return relation(&dossier.relations[key], &mut see),
        Citing::Record(of) => of,
    };
    let (_, head) = dossier.head(of);
    see.address(head.id.as_str(), &[]);
    match of {
        Ref::Topic(key) => topic(&dossier.topics[key], &mut see),
        Ref::Article(key) => article(&dossier.articles[key], &mut see),
        Ref::Claim(key) => claim(dossier, &dossier.claims[key], &mut see),
        Ref::Event(key) => event(&dossier.events[key], &mut see),
        Ref::Judgement(key) => judgement(&dossier.judgements[key], &mut see),
        Ref::Question(key) => question(&dossier.questions[key], &mut see),
        Ref::Actor(key) => actor(&dossier.actors[key], &mut see),
        Ref::Withdrawn(key) => withdrawn(&dossier.withdrawn[key], &mut see),
    }
}

/// Hands each part to whoever wants to see it.
struct Visitor<'s, 'd> {
    see: &'s mut dyn FnMut(Statement<'_>),
    /// The other record that the next parts are about.
    beside: Option<Beside<'d>>,
}

impl Visitor<'_, '_> {
    fn part(&mut self, says: Says<'_>, steps: &[At<'_>]) {
        let beside = self.beside;
        (self.see)(Statement {
            says,
            steps,
            beside,
        });
    }

    fn prose(&mut self, text: &Prose, steps: &[At<'_>]) {
        self.part(Says::Prose(text), steps);
    }

    fn words<'t>(&mut self, words: impl IntoIterator<Item = &'t String>, key: &str) {
        for words in words {
            self.part(Says::Words(words), &[At::Key(key)]);
        }
    }

    fn address(&mut self, address: &str, steps: &[At<'_>]) {
        self.part(Says::Address(address), steps);
    }

    fn ended(&mut self, ended: &Ended, key: &str) {
        let Ended { on: _, why } = ended;
        self.prose(why, &[At::Key(key), At::Key("why")]);
    }
}

fn topic(topic: &Topic, see: &mut Visitor<'_, '_>) {
    let Topic {
        head: _,
        title,
        order: _,
        summary,
        body,
    } = topic;
    see.words([title], "title");
    see.prose(summary, &[At::Key("summary")]);
    see.prose(body, &[]);
}

fn article<'d>(article: &'d Article, see: &mut Visitor<'_, 'd>) {
    let Article {
        head: _,
        title,
        publisher,
        byline,
        published: _,
        published_basis,
        accessed: _,
        url,
        archive,
        language: _,
        origin,
        // The origin's id, or that of its origin.
        root: _,
        independent_of,
        reliability: _,
        body_kind: _,
        body,
        retracted,
    } = article;
    see.words(title, "title");
    see.words(publisher, "publisher");
    see.words(byline, "byline");
    see.prose(published_basis, &[At::Key("published_basis")]);
    for (key, address) in [("url", url), ("archive", archive)] {
        if let Some(address) = address {
            see.address(address, &[At::Key(key)]);
        }
    }
    if let Some(Origin {
        id,
        stated: _,
        basis,
    }) = origin
    {
        see.beside = Some(Beside::Report(id));
        see.address(id.as_str(), &[At::Key("origin"), At::Key("id")]);
        see.prose(basis, &[At::Key("origin"), At::Key("basis")]);
    }
    for (at, Independent { article, why }) in independent_of.iter().enumerate() {
        see.beside = Some(Beside::Record(Ref::Article(*article)));
        let list = At::Key("independent_of");
        see.prose(why, &[list, At::Item(at), At::Key("why")]);
    }
    see.beside = None;
    see.prose(body, &[]);
    if let Some(ended) = retracted {
        see.ended(ended, "retracted");
    }
}

/// The article with this id, by binary search: the table is in the order of ids.
fn article_of(articles: &Table<Article>, id: &Slug) -> Option<Key<Article>> {
    let (mut from, mut to) = (0, articles.len());
    while from < to {
        let middle = Table::key(from.midpoint(to));
        match articles[middle].head.id.cmp(id) {
            Ordering::Less => from = middle.row() + 1,
            Ordering::Equal => return Some(middle),
            Ordering::Greater => to = middle.row(),
        }
    }
    None
}

fn claim(dossier: &Dossier, claim: &Claim, see: &mut Visitor<'_, '_>) {
    let Claim {
        head: _,
        text,
        topics: _,
        actors: _,
        see_also,
        evidence,
    } = claim;
    see.prose(text, &[At::Key("text")]);
    for piece in evidence {
        let Evidence {
            number: _,
            at,
            article,
            quote,
            stance: _,
            speaker: _,
            sourcing,
            credibility: _,
            note,
        } = piece;
        // What stands around a quote is never shown.
        let Quote {
            text,
            prefix: _,
            suffix: _,
        } = quote;
        see.beside = Some(Beside::Record(Ref::Article(*article)));
        let steps = |key| [At::Key("evidence"), At::Item(*at), At::Key(key)];
        see.part(Says::Words(text), &steps("quote"));
        see.prose(sourcing, &steps("sourcing"));
        see.prose(note, &steps("note"));
    }
    for SeeAlso { claim, why } in see_also {
        see.beside = Some(Beside::Record(*claim));
        let id = dossier.head(*claim).1.id.as_str();
        see.prose(why, &[At::Key("see_also"), At::Key(id)]);
    }
    see.beside = None;
}

fn event(event: &Event, see: &mut Visitor<'_, '_>) {
    let Event {
        head: _,
        title,
        date: _,
        date_basis,
        deadline: _,
        text,
        topics: _,
        actors: _,
        claims: _,
    } = event;
    see.words([title], "title");
    see.prose(text, &[At::Key("text")]);
    see.prose(date_basis, &[At::Key("date_basis")]);
}

fn judgement(judgement: &Judgement, see: &mut Visitor<'_, '_>) {
    let Judgement {
        head: _,
        text,
        likelihood: _,
        confidence: _,
        basis,
        claims: _,
        topics: _,
    } = judgement;
    see.prose(text, &[At::Key("text")]);
    see.prose(basis, &[At::Key("basis")]);
}

fn question(question: &Question, see: &mut Visitor<'_, '_>) {
    let Question {
        head: _,
        text,
        claims: _,
        topics: _,
    } = question;
    see.prose(text, &[At::Key("text")]);
}

fn actor(actor: &Actor, see: &mut Visitor<'_, '_>) {
    let Actor {
        head: _,
        name,
        kind: _,
        aliases,
        role,
        member_of: _,
        summary,
    } = actor;
    see.words([name], "name");
    see.words(aliases, "aliases");
    see.prose(role, &[At::Key("role")]);
    see.prose(summary, &[At::Key("summary")]);
}

fn relation(relation: &Relation, see: &mut Visitor<'_, '_>) {
    let Relation {
        marking: _,
        draft: _,
        file: _,
        at: _,
        from: _,
        to: _,
        kind,
        claims: _,
        note,
    } = relation;
    see.address(kind.as_str(), &[At::Key("kind")]);
    see.prose(note, &[At::Key("note")]);
}

fn withdrawn(record: &Withdrawn, see: &mut Visitor<'_, '_>) {
    let Withdrawn {
        head: _,
        kind: _,
        title,
        aliases: _,
        ended,
    } = record;
    if let Some(title) = title {
        // Its key depends on the kind.
        see.part(Says::Words(title), &[]);
    }
    see.ended(ended, "withdrawn");
}

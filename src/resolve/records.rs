//! Entries to records, one function per kind.

use super::Resolver;
use super::links::{From, unknown};
use super::registry::Named;
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::document::{KeyPath, Step};
use crate::dossier::{
    Actor, ActorKind, Article, Claim, Confidence, Ended, Event, Evidence, Head, Judgement, Key,
    Likelihood, Marking, Origin, Prose, Question, RecordKind, Ref, Relation, SeeAlso, Slug, Topic,
    Withdrawn,
};
use crate::parse::{
    ActorEntry, AnnotationFile, ArticleEntry, ClaimEntry, Ending, EventEntry, EvidenceEntry,
    JudgementEntry, Line, PageFile, Plain, QuestionEntry, RelationEntry, TopicEntry, Written,
    markdown_fault, within,
};
use crate::text::{FileId, Span};
use std::collections::BTreeSet;
use url::Url;

/// The records of one annotation file, or of all.
#[derive(Debug, Default)]
pub(super) struct Records {
    pub(super) actors: Vec<Actor>,
    pub(super) claims: Vec<Claim>,
    pub(super) events: Vec<Event>,
    pub(super) relations: Vec<Relation>,
    pub(super) judgements: Vec<Judgement>,
    pub(super) questions: Vec<Question>,
    pub(super) withdrawn: Vec<Withdrawn>,
}

impl Records {
    pub(super) fn append(&mut self, mut other: Self) {
        self.actors.append(&mut other.actors);
        self.claims.append(&mut other.claims);
        self.events.append(&mut other.events);
        self.relations.append(&mut other.relations);
        self.judgements.append(&mut other.judgements);
        self.questions.append(&mut other.questions);
        self.withdrawn.append(&mut other.withdrawn);
    }
}

/// A record, or what is left of a withdrawn one.
#[derive(Debug)]
pub(super) enum Outcome<T> {
    Live(T),
    Ended(Box<Withdrawn>),
}

pub(super) type ArticleOutcome = Outcome<Article>;

impl<T> Outcome<T> {
    pub(super) fn sort_into(self, live: &mut Vec<T>, ended: &mut Vec<Withdrawn>) {
        match self {
            Self::Live(record) => live.push(record),
            Self::Ended(record) => ended.push(*record),
        }
    }
}

/// Where an entry stands: its file, and the way to it.
#[derive(Clone, Copy)]
struct Spot<'a> {
    file: FileId,
    section: Option<(RecordKind, &'a Slug)>,
}

impl Spot<'_> {
    fn path(self, steps: &[Step]) -> KeyPath {
        let mut path = KeyPath::root();
        if let Some((kind, id)) = self.section {
            path = path.then(kind.plural()).then(id.as_str());
        }
        steps
            .iter()
            .fold(path, |path, step| path.then(step.clone()))
    }

    fn value(self, steps: &[Step]) -> Place {
        Place::Value(self.file, self.path(steps))
    }

    /// The entry itself: its key, or its file.
    fn itself(self) -> Place {
        match self.section {
            Some(_) => Place::Key(self.file, self.path(&[])),
            None => Place::File(self.file),
        }
    }
}

/// The topic that an annotation file gives its records.
#[derive(Clone, Copy)]
struct FileTopic {
    /// Whether it names one, known or not.
    given: bool,
    key: Option<Key<Topic>>,
}

fn item_of(list: &str, item: usize) -> [Step; 2] {
    [list.into(), item.into()]
}

impl Resolver<'_> {
    pub(super) fn article(&self, page: PageFile<ArticleEntry>, sink: &mut Sink) -> ArticleOutcome {
        let entry = page.entry;
        let spot = Spot {
            file: page.file,
            section: None,
        };
        let head = head(page.id, page.file, entry.marking, entry.draft);
        let title = entry.title.map(|title| title.0);
        if let Some(ending) = entry.withdrawn {
            return self.withdrawn(RecordKind::Article, head, title, ending, spot, sink);
        }
        let url = self.address("url", entry.url, spot, sink);
        let archive = self.address("archive", entry.archive, spot, sink);
        let auto_link = entry.auto_link.unwrap_or(self.mentions.by_default);
        Outcome::Live(Article {
            title,
            publisher: entry.publisher.map(|text| text.0),
            byline: entry.byline.map(|text| text.0),
            published: entry.published,
            published_basis: self.line(
                entry.published_basis,
                spot,
                &["published_basis".into()],
                sink,
            ),
            accessed: entry.accessed,
            url,
            archive,
            language: entry.language,
            origin: entry.origin.map(|origin| Origin {
                id: origin.id,
                stated: origin.stated,
                basis: self.line(origin.basis, spot, &["origin".into(), "basis".into()], sink),
            }),
            reliability: entry.reliability,
            body_kind: entry.body,
            body: self.written(page.file, page.body, auto_link, sink),
            retracted: entry
                .retracted
                .map(|ending| self.ended(ending, "retracted", spot, sink)),
            head,
        })
    }

    pub(super) fn topic(&self, page: PageFile<TopicEntry>, sink: &mut Sink) -> Outcome<Topic> {
        let entry = page.entry;
        let spot = Spot {
            file: page.file,
            section: None,
        };
        let head = head(page.id, page.file, entry.marking, entry.draft);
        if let Some(ending) = entry.withdrawn {
            let title = entry.title.map(|title| title.0);
            return self.withdrawn(RecordKind::Topic, head, title, ending, spot, sink);
        }
        let auto_link = entry.auto_link.unwrap_or(self.mentions.by_default);
        Outcome::Live(Topic {
            title: self.required_text(entry.title, "title", spot, sink),
            order: entry.order,
            summary: self.line(entry.summary, spot, &["summary".into()], sink),
            body: self.written(page.file, page.body, auto_link, sink),
            head,
        })
    }

    /// The records of one file, in the order in which [`super::registry`] numbers them.
    pub(super) fn annotations(
        &self,
        file: FileId,
        entries: AnnotationFile,
        sink: &mut Sink,
    ) -> Records {
        let mut records = Records::default();
        let ended = &mut records.withdrawn;
        let topic = FileTopic {
            given: entries.topic.is_some(),
            key: entries.topic.and_then(|id| {
                let place = || Place::Value(file, KeyPath::root().then("topic"));
                self.key(RecordKind::Topic, &id, place, topic_key, sink)
            }),
        };
        fn spot(file: FileId, kind: RecordKind, id: &Slug) -> Spot<'_> {
            let section = Some((kind, id));
            Spot { file, section }
        }
        for (id, entry) in entries.claims.0 {
            self.claim(entry, topic, spot(file, RecordKind::Claim, &id), sink)
                .sort_into(&mut records.claims, ended);
        }
        for (id, entry) in entries.events.0 {
            self.event(entry, topic, spot(file, RecordKind::Event, &id), sink)
                .sort_into(&mut records.events, ended);
        }
        for (id, entry) in entries.judgements.0 {
            self.judgement(entry, topic, spot(file, RecordKind::Judgement, &id), sink)
                .sort_into(&mut records.judgements, ended);
        }
        for (id, entry) in entries.questions.0 {
            self.question(entry, topic, spot(file, RecordKind::Question, &id), sink)
                .sort_into(&mut records.questions, ended);
        }
        for (id, entry) in entries.actors.0 {
            self.actor(entry, spot(file, RecordKind::Actor, &id), sink)
                .sort_into(&mut records.actors, ended);
        }
        for (at, entry) in entries.relations.into_iter().enumerate() {
            records
                .relations
                .extend(self.relation(entry, file, at, sink));
        }
        records
    }

    fn claim(
        &self,
        entry: ClaimEntry,
        topic: FileTopic,
        spot: Spot<'_>,
        sink: &mut Sink,
    ) -> Outcome<Claim> {
        let head = head_of(spot, entry.marking, entry.draft);
        if let Some(ending) = entry.withdrawn {
            let title = label(entry.text.as_deref());
            return self.withdrawn(RecordKind::Claim, head, title, ending, spot, sink);
        }
        if entry.evidence.is_empty() && !self.is_lost(spot, "evidence") {
            let message = format!("the claim `{}` has no evidence", head.id);
            sink.report(
                Diagnostic::error(Code::ClaimWithoutEvidence, spot.itself(), message).help(
                    "add `evidence:` with an `article:` and its `quote:`, or make it a question",
                ),
            );
        }
        let see_also = entry.see_also.0.into_iter().filter_map(|(id, why)| {
            let steps = ["see_also".into(), id.as_str().into()];
            let place = || Place::Key(spot.file, spot.path(&steps));
            if id == head.id {
                sink.report(refers_to_itself(place()));
            }
            let claim = self.find(RecordKind::Claim, &id, place, sink)?;
            let why = self.line(Some(why), spot, &steps, sink);
            Some(SeeAlso { claim, why })
        });
        let see_also = see_also.collect();
        let evidence = entry.evidence.into_iter().enumerate();
        let evidence = evidence.filter_map(|(at, entry)| self.evidence(entry, at, spot, sink));
        let evidence = evidence.collect();
        Outcome::Live(Claim {
            text: self.required_line(entry.text, "text", spot, sink),
            topics: self.topics(topic, &entry.topics, true, spot, sink),
            actors: self.keys(
                RecordKind::Actor,
                "actors",
                &entry.actors,
                actor_key,
                spot,
                sink,
            ),
            see_also,
            evidence,
            head,
        })
    }

    fn evidence(
        &self,
        entry: EvidenceEntry,
        at: usize,
        spot: Spot<'_>,
        sink: &mut Sink,
    ) -> Option<Evidence> {
        let steps = |key: &str| {
            let [list, item] = item_of("evidence", at);
            [list, item, key.into()]
        };
        let place = || spot.value(&steps("article"));
        let article = self.key(
            RecordKind::Article,
            &entry.article,
            place,
            article_key,
            sink,
        );
        let speaker = entry.speaker.and_then(|id| {
            let place = || spot.value(&steps("speaker"));
            self.key(RecordKind::Actor, &id, place, actor_key, sink)
        });
        let sourcing = self.line(entry.sourcing, spot, &steps("sourcing"), sink);
        let note = self.line(entry.note, spot, &steps("note"), sink);
        Some(Evidence {
            article: article?,
            quote: entry.quote.0,
            stance: entry.stance,
            speaker,
            sourcing,
            credibility: entry.credibility,
            note,
        })
    }

    fn event(
        &self,
        entry: EventEntry,
        topic: FileTopic,
        spot: Spot<'_>,
        sink: &mut Sink,
    ) -> Outcome<Event> {
        let head = head_of(spot, entry.marking, entry.draft);
        if let Some(ending) = entry.withdrawn {
            let title = entry.title.map(|title| title.0);
            return self.withdrawn(RecordKind::Event, head, title, ending, spot, sink);
        }
        Outcome::Live(Event {
            title: self.required_text(entry.title, "title", spot, sink),
            date: entry.date,
            date_basis: self.line(entry.date_basis, spot, &["date_basis".into()], sink),
            deadline: entry.deadline,
            text: self.line(entry.text, spot, &["text".into()], sink),
            topics: self.topics(topic, &entry.topics, true, spot, sink),
            actors: self.keys(
                RecordKind::Actor,
                "actors",
                &entry.actors,
                actor_key,
                spot,
                sink,
            ),
            claims: self.rests_on(&entry.claims, spot, sink),
            head,
        })
    }

    fn judgement(
        &self,
        entry: JudgementEntry,
        topic: FileTopic,
        spot: Spot<'_>,
        sink: &mut Sink,
    ) -> Outcome<Judgement> {
        let head = head_of(spot, entry.marking, entry.draft);
        if let Some(ending) = entry.withdrawn {
            let title = label(entry.text.as_deref());
            return self.withdrawn(RecordKind::Judgement, head, title, ending, spot, sink);
        }
        Outcome::Live(Judgement {
            text: self.required_line(entry.text, "text", spot, sink),
            likelihood: self.required(
                entry.likelihood,
                Likelihood::RoughlyEvenChance,
                "likelihood",
                spot,
                sink,
            ),
            confidence: self.required(entry.confidence, Confidence::Low, "confidence", spot, sink),
            basis: self.line(entry.basis, spot, &["basis".into()], sink),
            claims: self.rests_on(&entry.claims, spot, sink),
            topics: self.topics(topic, &entry.topics, false, spot, sink),
            head,
        })
    }

    fn question(
        &self,
        entry: QuestionEntry,
        topic: FileTopic,
        spot: Spot<'_>,
        sink: &mut Sink,
    ) -> Outcome<Question> {
        let head = head_of(spot, entry.marking, entry.draft);
        if let Some(ending) = entry.withdrawn {
            let title = label(entry.text.as_deref());
            return self.withdrawn(RecordKind::Question, head, title, ending, spot, sink);
        }
        Outcome::Live(Question {
            text: self.required_line(entry.text, "text", spot, sink),
            claims: self.rests_on(&entry.claims, spot, sink),
            topics: self.topics(topic, &entry.topics, true, spot, sink),
            head,
        })
    }

    fn actor(&self, entry: ActorEntry, spot: Spot<'_>, sink: &mut Sink) -> Outcome<Actor> {
        let head = head_of(spot, entry.marking, entry.draft);
        if let Some(ending) = entry.withdrawn {
            let name = entry.name.map(|name| name.0);
            return self.withdrawn(RecordKind::Actor, head, name, ending, spot, sink);
        }
        let member_of = entry.member_of.and_then(|id| {
            let place = || spot.value(&["member_of".into()]);
            if id == head.id {
                sink.report(refers_to_itself(place()));
            }
            self.key(RecordKind::Actor, &id, place, actor_key, sink)
        });
        Outcome::Live(Actor {
            name: self.required_text(entry.name, "name", spot, sink),
            kind: self.required(entry.kind, ActorKind::Organization, "kind", spot, sink),
            aliases: entry.aliases.into_iter().map(|alias| alias.0).collect(),
            role: self.line(entry.role, spot, &["role".into()], sink),
            member_of,
            summary: self.line(entry.summary, spot, &["summary".into()], sink),
            head,
        })
    }

    fn relation(
        &self,
        entry: RelationEntry,
        file: FileId,
        at: usize,
        sink: &mut Sink,
    ) -> Option<Relation> {
        let base = KeyPath::root().then("relations").then(at);
        let spot = Spot {
            file,
            section: None,
        };
        let steps = |key: &str| {
            let [list, item] = item_of("relations", at);
            [list, item, key.into()]
        };
        let mut actor = |key: &str, id: &Slug| {
            let place = || Place::Value(file, base.then(key));
            self.key(RecordKind::Actor, id, place, actor_key, sink)
        };
        let from = actor("from", &entry.from);
        let to = actor("to", &entry.to);
        if entry.from == entry.to {
            sink.report(refers_to_itself(Place::Value(file, base.then("to"))));
        }
        if entry.claims.is_empty() {
            let place = Place::Value(file, base.clone());
            sink.report(rests_on_nothing("this relation", place));
        }
        let claims = entry.claims.iter().enumerate();
        let claims: Vec<_> = claims
            .filter_map(|(item, id)| {
                let place = || Place::Value(file, base.then("claims").then(item));
                self.key(RecordKind::Claim, id, place, claim_key, sink)
            })
            .collect();
        Some(Relation {
            marking: entry.marking,
            draft: entry.draft,
            from: from?,
            to: to?,
            kind: entry.kind,
            claims,
            note: self.line(entry.note, spot, &steps("note"), sink),
        })
    }

    fn withdrawn<T>(
        &self,
        kind: RecordKind,
        head: Head,
        title: Option<String>,
        ending: Ending,
        spot: Spot<'_>,
        sink: &mut Sink,
    ) -> Outcome<T> {
        Outcome::Ended(Box::new(Withdrawn {
            kind,
            title: title.filter(|title| !title.is_empty()),
            ended: self.ended(ending, "withdrawn", spot, sink),
            head,
        }))
    }

    fn ended(&self, ending: Ending, key: &str, spot: Spot<'_>, sink: &mut Sink) -> Ended {
        if ending.why.body.is_empty() {
            let path = spot.path(&[key.into(), "why".into()]);
            let message = "this text is empty";
            sink.report(
                Diagnostic::error(Code::EmptyText, Place::Value(spot.file, path), message)
                    .help("say why, for those who come by an old link"),
            );
        }
        Ended {
            on: ending.on,
            why: self.line(Some(ending.why), spot, &[key.into(), "why".into()], sink),
        }
    }

    fn address(
        &self,
        key: &str,
        text: Option<Plain>,
        spot: Spot<'_>,
        sink: &mut Sink,
    ) -> Option<String> {
        let text = text?.0;
        match Url::parse(&text) {
            Ok(url) if matches!(url.scheme(), "http" | "https") => Some(url.to_string()),
            _ => {
                let message = format!("`{text}` is no address that begins with `https://`");
                sink.report(
                    Diagnostic::error(Code::InvalidAddress, spot.value(&[key.into()]), message)
                        .help("write the address in full: `https://example.org/page`"),
                );
                None
            }
        }
    }

    /// A file's body.
    pub(super) fn written(
        &self,
        file: FileId,
        written: Written,
        auto_link: bool,
        sink: &mut Sink,
    ) -> Prose {
        let Written { body, start } = written;
        let anchors: Vec<String> = body.headings().iter().map(|h| h.anchor.clone()).collect();
        let linked: BTreeSet<Key<Actor>> = body
            .links()
            .iter()
            .filter_map(super::links::record_of)
            .filter(|(kind, _)| *kind == RecordKind::Actor)
            .filter_map(|(kind, id)| match self.links.registry.find(kind, id) {
                Named::Record(Ref::Actor(actor)) => Some(actor),
                _ => None,
            })
            .collect();
        let insertions = if auto_link {
            self.mentions.find(&body, &linked)
        } else {
            Vec::new()
        };
        let from = From {
            file,
            anchors: &anchors,
        };
        body.relink(
            |link| {
                let place = || {
                    let bytes = start + link.range.start..start + link.range.end;
                    Place::Bytes(Span { file, bytes })
                };
                self.links.resolve(&link, &from, place, sink)
            },
            insertions,
        )
    }

    /// A text of one paragraph; empty where there is none.
    fn line(
        &self,
        line: Option<Box<Line>>,
        spot: Spot<'_>,
        steps: &[Step],
        sink: &mut Sink,
    ) -> Prose {
        let Some(line) = line else {
            return Prose::default();
        };
        let Line {
            body,
            faults,
            source,
        } = *line;
        let source = source.as_deref().unwrap_or_default();
        for fault in faults {
            let place = within(spot.file, &spot.path(steps), source, &fault.range);
            let allow_html = self.links.allow_any_address;
            if let Some(diagnostic) = markdown_fault(fault.kind, place, allow_html) {
                sink.report(diagnostic);
            }
        }
        let from = From {
            file: spot.file,
            anchors: &[],
        };
        body.relink(
            |link| {
                let place = || within(spot.file, &spot.path(steps), source, &link.range);
                self.links.resolve(&link, &from, place, sink)
            },
            Vec::new(),
        )
    }

    fn required_line(
        &self,
        line: Option<Box<Line>>,
        key: &'static str,
        spot: Spot<'_>,
        sink: &mut Sink,
    ) -> Prose {
        let empty = line.as_ref().is_none_or(|line| line.body.is_empty());
        if empty && line.as_ref().is_none_or(|line| line.faults.is_empty()) {
            self.missing(key, spot, sink);
        }
        self.line(line, spot, &[key.into()], sink)
    }

    fn required<T>(
        &self,
        value: Option<T>,
        stand_in: T,
        key: &'static str,
        spot: Spot<'_>,
        sink: &mut Sink,
    ) -> T {
        value.unwrap_or_else(|| {
            self.missing(key, spot, sink);
            stand_in
        })
    }

    fn required_text(
        &self,
        text: Option<Plain>,
        key: &'static str,
        spot: Spot<'_>,
        sink: &mut Sink,
    ) -> String {
        let text = text.map(|text| text.0);
        self.required(text, String::new(), key, spot, sink)
    }

    fn missing(&self, key: &'static str, spot: Spot<'_>, sink: &mut Sink) {
        if !self.is_lost(spot, key) {
            let message = format!("`{key}` is missing");
            sink.report(
                Diagnostic::error(Code::MissingKey, spot.itself(), message)
                    .help(format!("add a line `{key}: …`")),
            );
        }
    }

    /// Whether the value of `key`, or a part of it, was left out because of a fault.
    fn is_lost(&self, spot: Spot<'_>, key: &str) -> bool {
        let path = spot.path(&[key.into()]);
        // A record whose `withdrawn` is faulty was to lack the rest, and a merge was to bring it.
        let whole = ["withdrawn", "<<"].map(|key| spot.path(&[key.into()]));
        let lost = self.lost_values.get(&spot.file).into_iter().flatten();
        lost.into_iter()
            .any(|lost| lost.starts_with(&path) || whole.iter().any(|w| lost.starts_with(w)))
    }

    /// The record that `id` names, withdrawn or not.
    fn find(
        &self,
        kind: RecordKind,
        id: &Slug,
        place: impl FnOnce() -> Place,
        sink: &mut Sink,
    ) -> Option<Ref> {
        match self.links.registry.find(kind, id.as_str()) {
            Named::Record(reference) => Some(reference),
            Named::Lost => None,
            Named::Nothing(near) => {
                let elsewhere = self.links.registry.kinds_of(id.as_str()).next();
                let fault = unknown(kind, id.as_str(), near, elsewhere);
                let diagnostic = Diagnostic::error(fault.code, place(), fault.message);
                sink.report(diagnostic.help(fault.help));
                None
            }
        }
    }

    /// The key of the record that `id` names, on which something is to rest.
    fn key<T>(
        &self,
        kind: RecordKind,
        id: &Slug,
        place: impl Fn() -> Place,
        key: fn(Ref) -> Option<Key<T>>,
        sink: &mut Sink,
    ) -> Option<Key<T>> {
        let reference = self.find(kind, id, &place, sink)?;
        let found = key(reference);
        if found.is_none() {
            let message = format!("the {} `{id}` has been withdrawn", kind.word());
            sink.report(
                Diagnostic::error(Code::WithdrawnRecord, place(), message).help(
                    "nothing can rest on it any more: take the reference out, or withdraw this too",
                ),
            );
        }
        found
    }

    fn keys<T>(
        &self,
        kind: RecordKind,
        list: &str,
        ids: &[Slug],
        key: fn(Ref) -> Option<Key<T>>,
        spot: Spot<'_>,
        sink: &mut Sink,
    ) -> Vec<Key<T>> {
        let mut keys = Vec::with_capacity(ids.len());
        for (at, id) in ids.iter().enumerate() {
            let place = || spot.value(&item_of(list, at));
            if let Some(found) = self.key(kind, id, place, key, sink)
                && !keys.contains(&found)
            {
                keys.push(found);
            }
        }
        keys
    }

    fn topics(
        &self,
        first: FileTopic,
        ids: &[Slug],
        wanted: bool,
        spot: Spot<'_>,
        sink: &mut Sink,
    ) -> Vec<Key<Topic>> {
        let mut topics: Vec<_> = first.key.into_iter().collect();
        let further = self.keys(RecordKind::Topic, "topics", ids, topic_key, spot, sink);
        topics.extend(
            further
                .into_iter()
                .filter(|topic| Some(*topic) != first.key),
        );
        if wanted && !first.given && ids.is_empty() {
            sink.report(
                Diagnostic::error(Code::NoTopic, spot.itself(), "this belongs to no topic")
                    .help("put `topic: …` at the head of the file, or `topics: […]` here"),
            );
        }
        topics
    }

    fn rests_on(&self, ids: &[Slug], spot: Spot<'_>, sink: &mut Sink) -> Vec<Key<Claim>> {
        if ids.is_empty()
            && !self.is_lost(spot, "claims")
            && let Some((kind, id)) = spot.section
        {
            let what = format!("the {} `{id}`", kind.word());
            sink.report(rests_on_nothing(&what, spot.itself()));
        }
        self.keys(RecordKind::Claim, "claims", ids, claim_key, spot, sink)
    }
}

fn refers_to_itself(place: Place) -> Diagnostic {
    Diagnostic::error(Code::SelfReference, place, "this record refers to itself")
        .help("name another record, or take the reference out")
}

fn rests_on_nothing(what: &str, place: Place) -> Diagnostic {
    Diagnostic::error(
        Code::RestsOnNothing,
        place,
        format!("{what} rests on no claim"),
    )
    .help("add `claims: […]` with the ids of the claims that bear it")
}

fn head(id: Slug, file: FileId, marking: Marking, draft: bool) -> Head {
    Head {
        id,
        marking,
        draft,
        file,
    }
}

fn head_of(spot: Spot<'_>, marking: Marking, draft: bool) -> Head {
    let (_, id) = spot
        .section
        .expect("records of annotation files stand in sections");
    head(id.clone(), spot.file, marking, draft)
}

fn label(line: Option<&Line>) -> Option<String> {
    line.map(|line| line.body.text().trim().to_owned())
}

macro_rules! key_functions {
    ($($name:ident $kind:ident;)*) => {
        $(
            fn $name(reference: Ref) -> Option<Key<$kind>> {
                match reference {
                    Ref::$kind(key) => Some(key),
                    _ => None,
                }
            }
        )*
    };
}

key_functions! {
    article_key Article;
    topic_key Topic;
    actor_key Actor;
    claim_key Claim;
}

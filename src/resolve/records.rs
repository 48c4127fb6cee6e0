//! Entries to records, one function per kind.

use super::Resolver;
use super::outcome::{Outcome, Records};
use super::references::{
    FileTopic, actor_key, article_key, claim_key, refers_to_itself, rests_on_nothing, topic_key,
};
use super::spot::{Spot, item_of};
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::dossier::{
    Actor, ActorKind, Article, Claim, Confidence, Event, Evidence, Head, Independent, Judgement,
    Likelihood, Marking, Origin, PieceNumber, Question, Quote, RecordKind, Relation, SeeAlso, Slug,
    Speaker, Topic, Withdrawn,
};
use crate::parse::{
    ActorEntry, AnnotationFile, ArticleEntry, ClaimEntry, Ending, EventEntry, EvidenceEntry,
    JudgementEntry, Line, PageFile, QuestionEntry, RelationEntry, TopicEntry,
};
use crate::text::{FileId, KeyPath};
use std::sync::Arc;

impl Resolver<'_> {
    pub(super) fn article(
        &self,
        page: PageFile<ArticleEntry>,
        sink: &mut Sink,
    ) -> Outcome<Article> {
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
        if let Some(origin) = &entry.origin
            && origin.id == head.id
        {
            let place = spot.value(&["origin".into(), "id".into()]);
            let message = "the article goes back to itself";
            sink.report(
                Diagnostic::error(Code::SelfReference, place, message).help(
                    "take `origin` out: an article without one is its own, and others that retell it name it as theirs",
                ),
            );
        }
        let independent_of = entry.independent_of.into_iter().enumerate();
        let independent_of = independent_of.filter_map(|(at, entry)| {
            let [list, item] = item_of("independent_of", at);
            let place = || spot.value(&[list.clone(), item.clone(), "article".into()]);
            if entry.article == head.id {
                sink.report(refers_to_itself(place()));
            }
            let article = self.key(
                RecordKind::Article,
                &entry.article,
                place,
                article_key,
                sink,
            );
            let steps = [list.clone(), item.clone(), "why".into()];
            let why = self.line(Some(entry.why), spot, &steps, sink);
            Some(Independent {
                article: article?,
                why,
            })
        });
        let independent_of = independent_of.collect();
        let auto_link = entry
            .auto_link
            .unwrap_or(self.environment.mentions.by_default);
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
            root: self.environment.roots.of(&head.id),
            origin: entry.origin.map(|origin| Origin {
                id: origin.id,
                stated: origin.stated,
                basis: self.line(origin.basis, spot, &["origin".into(), "basis".into()], sink),
            }),
            independent_of,
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
        let auto_link = entry
            .auto_link
            .unwrap_or(self.environment.mentions.by_default);
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
        let whole = Spot {
            file,
            section: None,
        };
        let topic = FileTopic {
            given: entries.topic.is_some() || self.is_lost(whole, "topic"),
            key: entries.topic.and_then(|id| {
                let place = || Place::Value(file, KeyPath::root().then("topic"));
                self.key(RecordKind::Topic, &id, place, topic_key, sink)
            }),
        };
        fn spot(file: FileId, kind: RecordKind, id: &Slug) -> Spot<'_> {
            let section = Some((kind, id));
            Spot { file, section }
        }
        let first = self.links.registry.first_claim(file);
        for (id, entry) in entries.claims.0 {
            let row = first + records.claims.len();
            self.claim(entry, row, topic, spot(file, RecordKind::Claim, &id), sink)
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
                .extend(self.relation(entry, file, at, sink).map(Arc::new));
        }
        records
    }

    fn claim(
        &self,
        entry: ClaimEntry,
        row: usize,
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
            let report = match head.draft {
                // It is in work.
                true => Diagnostic::warning,
                false => Diagnostic::error,
            };
            sink.report(
                report(Code::ClaimWithoutEvidence, spot.itself(), message).help(
                    "write `evidence:`, and below it `- article: …` with its `quote: …`; what no article says can be a question",
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
        let mut evidence: Vec<Evidence> = evidence.collect();
        for (at, piece) in evidence.iter_mut().enumerate() {
            piece.number = PieceNumber { claim: row, at };
        }
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
            number: PieceNumber::default(),
            at,
            quote: Quote {
                text: entry.quote.0,
                prefix: entry.prefix.map(|text| text.0),
                suffix: entry.suffix.map(|text| text.0),
            },
            stance: entry.stance,
            speaker: speaker.map(Speaker::Actor),
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
            let aliases = entry.aliases.into_iter().map(|alias| alias.0).collect();
            let ended = self.withdrawn(RecordKind::Actor, head, name, ending, spot, sink);
            return match ended {
                Outcome::Ended(record) => {
                    Outcome::Ended(Box::new(Withdrawn { aliases, ..*record }))
                }
                other @ Outcome::Live(_) => other,
            };
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
            file,
            at,
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
            aliases: Vec::new(),
            ended: self.ended(ending, "withdrawn", spot, sink),
            head,
        }))
    }
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

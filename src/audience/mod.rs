//! Stage 5: what this build may show. In: a [`Dossier`]. Out: a smaller one, of the same type.
//!
//! Everything above the ceiling, and drafts unless they are asked for, is taken out before anything
//! is planned or rendered. What rested on it is shown without it, or goes too where nothing is left.

mod leaks;

use crate::diag::Sink;
use crate::dossier::{
    Actor, Article, Body, Citing, Claim, Dossier, Ended, Event, Evidence, Head, Independent,
    Judgement, Key, Marking, Origin, Prose, Question, Record, Ref, Relation, Relinked, SeeAlso,
    Slug, Speaker, Table, Target, Topic, Withdrawn,
};

use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Who a build is for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Audience {
    /// The highest label that is shown.
    pub ceiling: Marking,
    /// Whether drafts are shown.
    pub drafts: bool,
}

impl Audience {
    fn may_see(self, marking: Marking, draft: bool) -> bool {
        marking <= self.ceiling && (self.drafts || !draft)
    }

    fn may_see_head(self, head: &Head) -> bool {
        self.may_see(head.marking, head.draft)
    }
}

/// The dossier as `audience` may see it. `words` stand where a text has a link to what is left out. Warns of what readers notice of it.
pub fn withhold(dossier: Dossier, audience: Audience, words: &str, sink: &mut Sink) -> Dossier {
    let all_seen = kept(&dossier.articles, audience).all()
        && kept(&dossier.topics, audience).all()
        && kept(&dossier.actors, audience).all()
        && kept(&dossier.claims, audience).all()
        && kept(&dossier.events, audience).all()
        && kept(&dossier.judgements, audience).all()
        && kept(&dossier.questions, audience).all()
        && kept(&dossier.withdrawn, audience).all()
        && dossier
            .relations
            .records()
            .all(|relation| audience.may_see(relation.marking, relation.draft));
    if all_seen {
        return dossier;
    }
    let filter = Filter::new(&dossier, audience, words);
    leaks::report_references(&dossier, &filter, sink);
    let names = leaks::withheld_names(&dossier, audience);
    let shown = filter.apply(dossier);
    leaks::report_names(&names, &shown, sink);
    shown
}

/// Which rows of a table stay, and where they stand then.
struct Kept<T> {
    rows: Vec<Option<Key<T>>>,
}

impl<T> Kept<T> {
    fn new(stays: impl Iterator<Item = bool>) -> Self {
        let mut next = 0;
        let rows = stays.map(|stays| {
            stays.then(|| {
                next += 1;
                Table::key(next - 1)
            })
        });
        Self {
            rows: rows.collect(),
        }
    }

    fn all(&self) -> bool {
        self.rows.iter().all(Option::is_some)
    }

    fn get(&self, key: Key<T>) -> Option<Key<T>> {
        self.rows[key.row()]
    }

    fn list(&self, keys: Vec<Key<T>>) -> Vec<Key<T>> {
        keys.into_iter().filter_map(|key| self.get(key)).collect()
    }

    fn any(&self, keys: &[Key<T>]) -> bool {
        keys.iter().any(|key| self.get(*key).is_some())
    }

    fn table(&self, table: Table<T>, change: impl Fn(T) -> T + Sync) -> Table<T>
    where
        T: Clone + Send + Sync,
    {
        let records = table.into_records().into_par_iter().zip(&self.rows);
        let kept = records.filter_map(|(record, row)| row.map(|_| Arc::unwrap_or_clone(record)));
        Table::new(kept.map(|record| Arc::new(change(record))).collect())
    }
}

fn kept<T: Record>(table: &Table<T>, audience: Audience) -> Kept<T> {
    let records = table.records();
    Kept::new(records.map(|record| audience.may_see_head(record.head())))
}

struct Filter {
    audience: Audience,
    /// Stands for what is linked and left out.
    words: String,
    /// Names for the withheld articles, which others may go back to.
    withheld_reports: BTreeMap<Slug, Slug>,
    articles: Kept<Article>,
    topics: Kept<Topic>,
    actors: Kept<Actor>,
    claims: Kept<Claim>,
    events: Kept<Event>,
    judgements: Kept<Judgement>,
    questions: Kept<Question>,
    withdrawn: Kept<Withdrawn>,
}

impl Filter {
    /// Decides what stays, in the order in which records rest on each other.
    fn new(dossier: &Dossier, audience: Audience, words: &str) -> Self {
        let articles = kept(&dossier.articles, audience);
        let topics = kept(&dossier.topics, audience);
        let sees = |head: &Head| audience.may_see_head(head);
        let claims = Kept::new(dossier.claims.records().map(|claim| {
            let mut articles_of = claim.evidence.iter().map(|piece| piece.article);
            // A draft may have none yet.
            let borne =
                claim.evidence.is_empty() || articles_of.any(|of| articles.get(of).is_some());
            sees(&claim.head) && borne && topics.any(&claim.topics)
        }));
        let events = Kept::new(dossier.events.records().map(|event| {
            sees(&event.head) && claims.any(&event.claims) && topics.any(&event.topics)
        }));
        let judgements = dossier.judgements.records();
        let judgements = judgements.map(|j| sees(&j.head) && claims.any(&j.claims));
        let judgements = Kept::new(judgements);
        let questions = Kept::new(dossier.questions.records().map(|question| {
            sees(&question.head) && claims.any(&question.claims) && topics.any(&question.topics)
        }));
        let withheld = dossier
            .articles
            .iter()
            .filter(|(key, _)| articles.get(*key).is_none());
        let withheld = withheld.enumerate().filter_map(|(at, (_, article))| {
            let name = Slug::new(&format!("withheld-report-{}", at + 1)).ok()?;
            Some((article.head.id.clone(), name))
        });
        Self {
            audience,
            words: words.to_owned(),
            withheld_reports: withheld.collect(),
            actors: kept(&dossier.actors, audience),
            withdrawn: kept(&dossier.withdrawn, audience),
            articles,
            topics,
            claims,
            events,
            judgements,
            questions,
        }
    }

    fn apply(&self, dossier: Dossier) -> Dossier {
        let relations = dossier.relations.into_records().into_iter();
        let relations = relations.map(Arc::unwrap_or_clone);
        let relations = relations.filter_map(|relation| self.relation(relation).map(Arc::new));
        Dossier {
            home: dossier
                .home
                .map(|home| Arc::new(self.prose(Arc::unwrap_or_clone(home)))),
            relations: Table::new(relations.collect()),
            articles: self.articles.table(dossier.articles, |article| Article {
                published_basis: self.prose(article.published_basis),
                body: self.prose(article.body),
                retracted: article.retracted.map(|ended| self.ended(ended)),
                independent_of: self.independent(article.independent_of),
                root: self.report(article.root),
                origin: article.origin.map(|origin| Origin {
                    id: self.report(origin.id),
                    basis: self.prose(origin.basis),
                    ..origin
                }),
                ..article
            }),
            topics: self.topics.table(dossier.topics, |topic| Topic {
                summary: self.prose(topic.summary),
                body: self.prose(topic.body),
                ..topic
            }),
            actors: self.actors.table(dossier.actors, |actor| Actor {
                role: self.prose(actor.role),
                summary: self.prose(actor.summary),
                member_of: actor.member_of.and_then(|of| self.actors.get(of)),
                ..actor
            }),
            claims: self.claims.table(dossier.claims, |claim| self.claim(claim)),
            events: self.events.table(dossier.events, |event| Event {
                date_basis: self.prose(event.date_basis),
                text: self.prose(event.text),
                topics: self.topics.list(event.topics),
                actors: self.actors.list(event.actors),
                claims: self.claims.list(event.claims),
                ..event
            }),
            judgements: self
                .judgements
                .table(dossier.judgements, |judgement| Judgement {
                    text: self.prose(judgement.text),
                    basis: self.prose(judgement.basis),
                    claims: self.claims.list(judgement.claims),
                    topics: self.topics.list(judgement.topics),
                    ..judgement
                }),
            questions: self
                .questions
                .table(dossier.questions, |question| Question {
                    text: self.prose(question.text),
                    claims: self.claims.list(question.claims),
                    topics: self.topics.list(question.topics),
                    ..question
                }),
            withdrawn: self.withdrawn.table(dossier.withdrawn, |record| Withdrawn {
                ended: self.ended(record.ended),
                ..record
            }),
        }
    }

    fn claim(&self, claim: Claim) -> Claim {
        let see_also = claim.see_also.into_iter().filter_map(|other| {
            Some(SeeAlso {
                claim: self.reference(other.claim)?,
                why: self.prose(other.why),
            })
        });
        let evidence = claim.evidence.into_iter().filter_map(|evidence| {
            Some(Evidence {
                article: self.articles.get(evidence.article)?,
                speaker: evidence.speaker.map(|speaker| self.speaker(speaker)),
                sourcing: self.prose(evidence.sourcing),
                note: self.prose(evidence.note),
                ..evidence
            })
        });
        Claim {
            text: self.prose(claim.text),
            topics: self.topics.list(claim.topics),
            actors: self.actors.list(claim.actors),
            see_also: see_also.collect(),
            evidence: evidence.collect(),
            head: claim.head,
        }
    }

    /// A report as it may be called: one that is a withheld article has another name.
    fn report(&self, id: Slug) -> Slug {
        self.withheld_reports.get(&id).cloned().unwrap_or(id)
    }

    fn speaker(&self, speaker: Speaker) -> Speaker {
        match speaker {
            Speaker::Actor(actor) => self
                .actors
                .get(actor)
                .map_or(Speaker::Withheld(actor.row()), Speaker::Actor),
            withheld @ Speaker::Withheld(_) => withheld,
        }
    }

    fn independent(&self, others: Vec<Independent>) -> Vec<Independent> {
        let others = others.into_iter().filter_map(|other| {
            Some(Independent {
                article: self.articles.get(other.article)?,
                why: self.prose(other.why),
            })
        });
        others.collect()
    }

    fn relation(&self, relation: Relation) -> Option<Relation> {
        let seen = self.audience.may_see(relation.marking, relation.draft);
        if !seen || !self.claims.any(&relation.claims) {
            return None;
        }
        Some(Relation {
            from: self.actors.get(relation.from)?,
            to: self.actors.get(relation.to)?,
            claims: self.claims.list(relation.claims),
            note: self.prose(relation.note),
            ..relation
        })
    }

    fn ended(&self, ended: Ended) -> Ended {
        Ended {
            on: ended.on,
            why: self.prose(ended.why),
        }
    }

    /// A text whose links to what is withheld lead nowhere, and do not say what it is called.
    fn prose(&self, prose: Prose) -> Prose {
        let change = |target| {
            // A citation has no words of its own that would be missed.
            let named = matches!(target, Target::Record(..));
            let link = self.target(target);
            let label = (named && link == Target::Withheld).then(|| self.words.clone());
            Relinked { link, label }
        };
        Body::relink(prose, change, Vec::new())
    }

    /// Whether the text is shown.
    fn shows(&self, dossier: &Dossier, text: Citing) -> bool {
        match text {
            Citing::Home => true,
            Citing::Record(of) => self.reference(of).is_some(),
            Citing::Relation(key) => self.relation(dossier.relations[key].clone()).is_some(),
        }
    }

    fn target(&self, target: Target) -> Target {
        match target {
            Target::Record(reference, anchor) => self
                .reference(reference)
                .map_or(Target::Withheld, |kept| Target::Record(kept, anchor)),
            Target::Citation(article) => self
                .articles
                .get(article)
                .map_or(Target::Withheld, Target::Citation),
            other => other,
        }
    }

    fn reference(&self, reference: Ref) -> Option<Ref> {
        Some(match reference {
            Ref::Article(key) => Ref::Article(self.articles.get(key)?),
            Ref::Topic(key) => Ref::Topic(self.topics.get(key)?),
            Ref::Actor(key) => Ref::Actor(self.actors.get(key)?),
            Ref::Claim(key) => Ref::Claim(self.claims.get(key)?),
            Ref::Event(key) => Ref::Event(self.events.get(key)?),
            Ref::Judgement(key) => Ref::Judgement(self.judgements.get(key)?),
            Ref::Question(key) => Ref::Question(self.questions.get(key)?),
            Ref::Withdrawn(key) => Ref::Withdrawn(self.withdrawn.get(key)?),
        })
    }
}

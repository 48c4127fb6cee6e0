//! What stays of a record that is shown.
//!
//! Records are destructured here without `..`: whoever adds a field to one must say here what becomes of it.

use super::filter::Filter;
use crate::dossier::{
    Actor, Article, Body, Claim, Ended, Event, Evidence, Independent, Judgement, Origin, Prose,
    Question, Relation, Relinked, SeeAlso, Slug, Speaker, Target, Topic, Withdrawn,
};

impl Filter {
    pub(super) fn article(&self, article: Article) -> Article {
        let Article {
            head,
            title,
            publisher,
            byline,
            published,
            published_basis,
            accessed,
            url,
            archive,
            language,
            origin,
            root,
            independent_of,
            reliability,
            body_kind,
            body,
            retracted,
        } = article;
        Article {
            head,
            title,
            publisher,
            byline,
            published,
            published_basis: self.prose(published_basis),
            accessed,
            url,
            archive,
            language,
            origin: origin.map(|origin| self.origin(origin)),
            root: self.report(root),
            independent_of: self.independent(independent_of),
            reliability,
            body_kind,
            body: self.prose(body),
            retracted: retracted.map(|ended| self.ended(ended)),
        }
    }

    /// An origin that is withheld gets another name, and loses its basis, which says how the analyst knows of it.
    fn origin(&self, origin: Origin) -> Origin {
        let Origin { id, stated, basis } = origin;
        let basis = match self.reports.contains_key(&id) {
            true => Prose::default(),
            false => self.prose(basis),
        };
        Origin {
            id: self.report(id),
            stated,
            basis,
        }
    }

    /// The name that a report may have on the site.
    fn report(&self, id: Slug) -> Slug {
        self.reports.get(&id).cloned().unwrap_or(id)
    }

    fn independent(&self, others: Vec<Independent>) -> Vec<Independent> {
        let others = others.into_iter().filter_map(|other| {
            let Independent { article, why } = other;
            Some(Independent {
                article: self.articles.get(article)?,
                why: self.prose(why),
            })
        });
        others.collect()
    }

    pub(super) fn topic(&self, topic: Topic) -> Topic {
        let Topic {
            head,
            title,
            order,
            summary,
            body,
        } = topic;
        Topic {
            head,
            title,
            order,
            summary: self.prose(summary),
            body: self.prose(body),
        }
    }

    pub(super) fn actor(&self, actor: Actor) -> Actor {
        let Actor {
            head,
            name,
            kind,
            aliases,
            role,
            member_of,
            summary,
        } = actor;
        Actor {
            head,
            name,
            kind,
            aliases,
            role: self.prose(role),
            member_of: member_of.and_then(|of| self.actors.get(of)),
            summary: self.prose(summary),
        }
    }

    pub(super) fn claim(&self, claim: Claim) -> Claim {
        let Claim {
            head,
            text,
            topics,
            actors,
            see_also,
            evidence,
        } = claim;
        let see_also = see_also.into_iter().filter_map(|other| {
            let SeeAlso { claim, why } = other;
            Some(SeeAlso {
                claim: self.reference(claim)?,
                why: self.prose(why),
            })
        });
        let evidence = evidence
            .into_iter()
            .filter_map(|piece| self.evidence(piece));
        Claim {
            head,
            text: self.prose(text),
            topics: self.topics.list(topics),
            actors: self.actors.list(actors),
            see_also: see_also.collect(),
            evidence: evidence.collect(),
        }
    }

    fn evidence(&self, piece: Evidence) -> Option<Evidence> {
        let Evidence {
            number,
            at,
            article,
            quote,
            stance,
            speaker,
            sourcing,
            credibility,
            note,
        } = piece;
        Some(Evidence {
            number,
            at,
            article: self.articles.get(article)?,
            quote,
            stance,
            speaker: speaker.map(|speaker| self.speaker(speaker)),
            sourcing: self.prose(sourcing),
            credibility,
            note: self.prose(note),
        })
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

    pub(super) fn event(&self, event: Event) -> Event {
        let Event {
            head,
            title,
            date,
            date_basis,
            deadline,
            text,
            topics,
            actors,
            claims,
        } = event;
        Event {
            head,
            title,
            date,
            date_basis: self.prose(date_basis),
            deadline,
            text: self.prose(text),
            topics: self.topics.list(topics),
            actors: self.actors.list(actors),
            claims: self.claims.list(claims),
        }
    }

    pub(super) fn relation(&self, relation: Relation) -> Relation {
        let Relation {
            marking,
            draft,
            file,
            at,
            from,
            to,
            kind,
            claims,
            note,
        } = relation;
        let end = |end| {
            self.actors
                .get(end)
                .expect("a tie stays where both ends do")
        };
        Relation {
            marking,
            draft,
            file,
            at,
            from: end(from),
            to: end(to),
            kind,
            claims: self.claims.list(claims),
            note: self.prose(note),
        }
    }

    pub(super) fn judgement(&self, judgement: Judgement) -> Judgement {
        let Judgement {
            head,
            text,
            likelihood,
            confidence,
            basis,
            claims,
            topics,
        } = judgement;
        Judgement {
            head,
            text: self.prose(text),
            likelihood,
            confidence,
            basis: self.prose(basis),
            claims: self.claims.list(claims),
            topics: self.topics.list(topics),
        }
    }

    pub(super) fn question(&self, question: Question) -> Question {
        let Question {
            head,
            text,
            claims,
            topics,
        } = question;
        Question {
            head,
            text: self.prose(text),
            claims: self.claims.list(claims),
            topics: self.topics.list(topics),
        }
    }

    pub(super) fn withdrawn(&self, record: Withdrawn) -> Withdrawn {
        let Withdrawn {
            head,
            kind,
            title,
            aliases,
            ended,
        } = record;
        Withdrawn {
            head,
            kind,
            title,
            aliases,
            ended: self.ended(ended),
        }
    }

    fn ended(&self, ended: Ended) -> Ended {
        let Ended { on, why } = ended;
        Ended {
            on,
            why: self.prose(why),
        }
    }

    /// A text without links to what is withheld. In a site that is published these are only mentions: a link that an author wrote is an error,
    /// and has been reported.
    pub(super) fn prose(&self, prose: Prose) -> Prose {
        let change = |target| Relinked {
            link: self.target(target),
            label: None,
        };
        Body::relink(prose, change, Vec::new())
    }

    fn target(&self, target: Target) -> Option<Target> {
        Some(match target {
            Target::Record(reference, anchor) => Target::Record(self.reference(reference)?, anchor),
            Target::Citation(article) => Target::Citation(self.articles.get(article)?),
            Target::Mention(actor) => Target::Mention(self.actors.get(actor)?),
            other @ (Target::Home | Target::Here(_) | Target::Static(..) | Target::External(_)) => {
                other
            }
        })
    }
}

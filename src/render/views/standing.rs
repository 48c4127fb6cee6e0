//! How a claim stands, and how that was derived.

use super::super::engine::Shared;
use super::super::writer::{Link, Writer};
use crate::assess::{Common, Joint, Line};
use crate::dossier::{Claim, Key, Place, Ref, Speaker, Status};
use serde::Serialize;

/// How a claim stands, on its own page.
#[derive(Debug, Serialize)]
pub(super) struct Derivation {
    status: Status,
    /// The independent lines for it.
    supporting: Vec<LineView>,
    /// The independent lines against it.
    disputing: Vec<LineView>,
    /// Evidence that counts no more.
    recalled: Vec<PieceLink>,
    /// Whether there are several lines on one side, and what some of them go back to is not stated.
    assumed: bool,
}

/// Evidence that counts once.
#[derive(Debug, Serialize)]
struct LineView {
    pieces: Vec<PieceLink>,
    /// What joins the pieces.
    joints: Vec<JointView>,
    /// The report that a single piece goes back to.
    origin: Option<OriginLink>,
}

/// A report that an article goes back to.
#[derive(Debug, Serialize)]
struct OriginLink {
    link: Link,
    /// Whether the article says so itself; inferred otherwise.
    stated: bool,
}

/// A piece of evidence of the page.
#[derive(Debug, Serialize)]
struct PieceLink {
    anchor: String,
    /// The article's number in the bibliography.
    number: usize,
    /// What the article is called.
    label: String,
}

/// What joins pieces of evidence.
#[derive(Debug, Serialize)]
struct JointView {
    /// `article`, `origin`, `speaker`, or `withheld` for a speaker that this build leaves out.
    kind: &'static str,
    /// The pieces that it joins.
    pieces: Vec<PieceLink>,
    /// The article, the report or the speaker.
    common: Link,
    /// Of an origin: whether all articles say so themselves.
    stated: bool,
}

/// Claims of one status.
#[derive(Debug, Serialize)]
pub(super) struct Group<T> {
    status: Status,
    count: usize,
    claims: Vec<T>,
}

impl Writer<'_> {
    pub(super) fn status(&self, claim: Key<Claim>) -> Status {
        self.plan.assessed.standing(claim).status
    }

    pub(super) fn derivation(&self, key: Key<Claim>) -> Derivation {
        let claim = &self.dossier.claims[key];
        let standing = self.plan.assessed.standing(key);
        let lines = |lines: &[Line]| lines.iter().map(|line| self.line(key, line)).collect();
        Derivation {
            status: standing.status,
            supporting: lines(&standing.supporting),
            disputing: lines(&standing.disputing),
            recalled: self.piece_links(key, &standing.recalled),
            assumed: [&standing.supporting, &standing.disputing]
                .into_iter()
                .any(|lines| {
                    lines.len() > 1 && !lines.iter().all(|line| self.is_stated(claim, line))
                }),
        }
    }

    /// Whether all articles of a line say themselves what they go back to.
    fn is_stated(&self, claim: &Claim, line: &Line) -> bool {
        line.evidence.iter().all(|at| {
            let article = &self.dossier.articles[claim.evidence[*at].article];
            article.origin.as_ref().is_some_and(|origin| origin.stated)
        })
    }

    fn line(&self, key: Key<Claim>, line: &Line) -> LineView {
        let claim = &self.dossier.claims[key];
        let article = &self.dossier.articles[claim.evidence[line.evidence[0]].article];
        let origin = article.origin.as_ref().filter(|_| line.joints.is_empty());
        LineView {
            pieces: self.piece_links(key, &line.evidence),
            joints: line
                .joints
                .iter()
                .map(|joint| self.joint(key, joint))
                .collect(),
            origin: origin.map(|origin| OriginLink {
                link: Link {
                    label: origin.id.to_string(),
                    url: self.origin_url(&article.root),
                },
                stated: origin.stated,
            }),
        }
    }

    fn piece_links(&self, claim: Key<Claim>, pieces: &[usize]) -> Vec<PieceLink> {
        let link = |at: &usize| {
            let evidence = *at;
            let article = self.dossier.claims[claim].evidence[evidence].article;
            PieceLink {
                anchor: self.piece_anchor(Place { claim, evidence }),
                number: self.plan.connections.number(article),
                label: self.labels.name(&self.dossier.articles[article]),
            }
        };
        pieces.iter().map(link).collect()
    }

    fn joint(&self, key: Key<Claim>, joint: &Joint) -> JointView {
        let claim = &self.dossier.claims[key];
        let none = || Link {
            label: String::new(),
            url: None,
        };
        let (kind, common, stated) = match &joint.common {
            Common::Article(article) => ("article", self.link(Ref::Article(*article)), true),
            Common::Origin(id) => {
                let stated = joint.evidence.iter().all(|at| {
                    let article = &self.dossier.articles[claim.evidence[*at].article];
                    article.origin.as_ref().is_none_or(|origin| origin.stated)
                });
                let link = Link {
                    label: id.to_string(),
                    url: self.origin_url(id),
                };
                ("origin", link, stated)
            }
            Common::Speaker(Speaker::Actor(actor)) => {
                ("speaker", self.link(Ref::Actor(*actor)), true)
            }
            Common::Speaker(Speaker::Withheld(_)) => ("withheld", none(), true),
        };
        JointView {
            kind,
            pieces: self.piece_links(key, &joint.evidence),
            common,
            stated,
        }
    }

    /// Claims by status, in the order of statuses; of each at most `most`, as `view` shows them.
    pub(super) fn by_status<T>(
        &self,
        claims: &[Key<Claim>],
        most: usize,
        view: impl Fn(Key<Claim>) -> T,
    ) -> Vec<Group<T>> {
        let groups = Status::ALL.into_iter().map(|status| {
            let of_status = || claims.iter().filter(|claim| self.status(**claim) == status);
            Group {
                status,
                count: of_status().count(),
                claims: of_status().take(most).map(|claim| view(*claim)).collect(),
            }
        });
        groups.filter(|group| group.count > 0).collect()
    }

    /// Claims by status, as lists show them.
    pub(super) fn listed_by_status(&self, claims: &[Key<Claim>]) -> Vec<Group<Shared>> {
        self.by_status(claims, usize::MAX, |claim| self.listed(claim))
    }

    /// The retracted articles that any of these claims rested on.
    pub(super) fn recalled(&self, claims: &[Key<Claim>]) -> Vec<Link> {
        let articles = self.plan.assessed.recalled(claims).into_iter();
        articles
            .map(|article| self.link(Ref::Article(article)))
            .collect()
    }
}

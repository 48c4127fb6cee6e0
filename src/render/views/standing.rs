//! How a claim stands, and how that was derived.

use super::super::engine::{Html, Shared};
use super::super::writer::{Link, Writer};
use crate::assess::{Common, Joint, Line, Standing};
use crate::dossier::{Claim, Key, Place, Ref, Speaker, Status};
use crate::labels::{Labels, Value};
use serde::Serialize;

/// How a claim stands, on its own page.
#[derive(Debug, Serialize)]
pub(super) struct Derivation {
    status: Status,
    /// How it stands, in a sentence.
    sentence: String,
    /// The independent lines for it.
    supporting: Vec<LineView>,
    /// The independent lines against it.
    disputing: Vec<LineView>,
    /// Evidence that no longer counts.
    recalled: Vec<RecalledPiece>,
}

/// Evidence that counts once.
#[derive(Debug, Serialize)]
struct LineView {
    /// The side and the number of the line: `For, line 1`.
    name: String,
    pieces: Vec<PieceLink>,
    /// What joins the pieces.
    joints: Vec<JointView>,
    /// What a single piece goes back to.
    words: Html,
}

/// A piece of evidence that no longer counts.
#[derive(Debug, Serialize)]
struct RecalledPiece {
    #[serde(flatten)]
    piece: PieceLink,
    /// That it no longer counts.
    words: String,
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
    /// The same in words.
    words: Html,
}

/// That claims rest on retracted articles.
#[derive(Debug, Default, Serialize)]
pub(super) struct Recalled {
    /// Retracted articles that the claims rested on.
    recalled: Vec<Link>,
    /// That they were retracted, and for how many claims there is no other source.
    recalled_sentence: Option<Html>,
}

/// Claims of one status.
#[derive(Debug, Serialize)]
pub(super) struct Group<T> {
    status: Status,
    count: usize,
    /// How many there are, in words.
    count_in_words: String,
    /// The same, and what the status means.
    head: String,
    claims: Vec<T>,
    /// How many are not among `claims`, in words.
    more: Option<String>,
}

impl Writer<'_> {
    pub(super) fn status(&self, claim: Key<Claim>) -> Status {
        self.plan.assessed.standing(claim).status
    }

    pub(super) fn derivation(&self, key: Key<Claim>) -> Derivation {
        let claim = &self.dossier.claims[key];
        let standing = self.plan.assessed.standing(key);
        let lines = |lines: &[Line], name: &dyn Fn(usize) -> String| {
            let lines = lines.iter().zip(1..);
            let views = lines.map(|(line, number)| self.line(key, line, name(number)));
            views.collect()
        };
        let recalled = self.piece_links(key, &standing.recalled).into_iter();
        Derivation {
            status: standing.status,
            sentence: sentence(self.labels, standing, self.is_assumed(claim, standing)),
            supporting: lines(&standing.supporting, &|number| self.labels.line_for(number)),
            disputing: lines(&standing.disputing, &|number| {
                self.labels.line_against(number)
            }),
            recalled: recalled
                .map(|piece| RecalledPiece {
                    words: self.labels.counts_no_more(&piece.label),
                    piece,
                })
                .collect(),
        }
    }

    /// Whether there are several lines on one side, and what some of them go back to is not stated.
    fn is_assumed(&self, claim: &Claim, standing: &Standing) -> bool {
        let sides = [&standing.supporting, &standing.disputing];
        sides
            .into_iter()
            .any(|lines| lines.len() > 1 && !lines.iter().all(|line| self.is_stated(claim, line)))
    }

    /// Whether all articles of a line say themselves what they go back to.
    fn is_stated(&self, claim: &Claim, line: &Line) -> bool {
        line.evidence.iter().all(|at| {
            let article = &self.dossier.articles[claim.evidence[*at].article];
            article.origin.as_ref().is_some_and(|origin| origin.stated)
        })
    }

    fn line(&self, key: Key<Claim>, line: &Line, name: String) -> LineView {
        let claim = &self.dossier.claims[key];
        let article = &self.dossier.articles[claim.evidence[line.evidence[0]].article];
        let words = match &article.origin {
            Some(origin) => {
                let report = Link {
                    label: origin.id.to_string(),
                    url: self.origin_url(&article.root),
                };
                self.of_report(
                    &report,
                    origin.stated,
                    Labels::line_of_origin_stated,
                    Labels::line_of_origin_inferred,
                )
            }
            None => Html::of_text(self.labels.line_of_no_origin()),
        };
        LineView {
            name,
            pieces: self.piece_links(key, &line.evidence),
            joints: line
                .joints
                .iter()
                .map(|joint| self.joint(key, joint))
                .collect(),
            words,
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
        let labels = self.labels;
        let words = match kind {
            "article" => Html::of_text(labels.line_of_one_article()),
            "origin" => self.of_report(
                &common,
                stated,
                Labels::line_of_one_origin_stated,
                Labels::line_of_one_origin_inferred,
            ),
            "speaker" => {
                let address = self.seen_from_here(common.url.as_deref());
                let address = Value::Address(address.as_deref());
                Html::of(&labels.line_of_one_speaker(Value::Text(&common.label), address))
            }
            _ => Html::of_text(labels.line_of_withheld_speaker()),
        };
        JointView {
            kind,
            pieces: self.piece_links(key, &joint.evidence),
            common,
            stated,
            words,
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
            let count = of_status().count();
            let more = count.saturating_sub(most);
            Group {
                status,
                count,
                count_in_words: self.labels.home_claims(count),
                head: self.labels.group_head(count, self.labels.meaning(status)),
                more: (more > 0).then(|| self.labels.more_claims(more)),
                claims: of_status().take(most).map(|claim| view(*claim)).collect(),
            }
        });
        groups.filter(|group| group.count > 0).collect()
    }

    /// Claims by status, as lists show them.
    pub(super) fn listed_by_status(&self, claims: &[Key<Claim>]) -> Vec<Group<Shared>> {
        self.by_status(claims, usize::MAX, |claim| self.listed(claim))
    }

    /// What of these claims rests on retracted articles.
    pub(super) fn recalled(&self, claims: &[Key<Claim>]) -> Recalled {
        let assessed = &self.plan.assessed;
        let articles = assessed.recalled(claims).into_iter();
        let articles = articles.map(|article| self.link(Ref::Article(article)));
        let articles: Vec<Link> = articles.collect();
        if articles.is_empty() {
            return Recalled::default();
        }
        let (labels, count) = (self.labels, articles.len());
        let links = self.links_html(&articles);
        let links = Value::Html(&links);
        let sentence = match (assessed.bereft(claims), claims.len()) {
            (0, _) => labels.recalled_some(count, links),
            (bereft, all) if bereft < all => {
                let (bereft, all) = (Value::Number(bereft), Value::Number(all));
                labels.recalled_for_some_claims(count, links, bereft, all)
            }
            _ => labels.recalled_all(count, links),
        };
        Recalled {
            recalled_sentence: Some(Html::of(&sentence)),
            recalled: articles,
        }
    }
}

/// How a claim stands, in a sentence. `is_assumed` if not all of its lines are known to be
/// independent.
fn sentence(labels: &Labels, standing: &Standing, is_assumed: bool) -> String {
    match (standing.supporting.len(), standing.disputing.len()) {
        (0, 0) if standing.recalled.is_empty() => labels.standing_mentioned().to_owned(),
        (0, 0) => labels.standing_recalled().to_owned(),
        (0, against) if is_assumed => labels.standing_denied_assumed(against),
        (0, against) => labels.standing_denied(against),
        (lines, 0) if is_assumed => labels.standing_supported_assumed(lines),
        (lines, 0) => labels.standing_supported(lines),
        (lines, against) => {
            let disputing = labels.standing_disputing(against);
            match is_assumed {
                true => labels.standing_contested_assumed(lines, disputing),
                false => labels.standing_contested(lines, disputing),
            }
        }
    }
}

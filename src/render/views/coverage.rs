//! The coverage matrix: claims down, articles across, grouped by the report they go back to.

use super::super::writer::{Link, Writer};
use super::cited::Cited;
use super::head::{Head, PageHead};
use crate::dossier::{Article, Claim, Key, Ref, Slug, Stance, Status, Topic};
use crate::plan::Coverage;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A table with more articles across could not be read; it is split, and what the claims of a part do not use is left
/// out of it.
const MOST_ARTICLES: usize = 12;

/// A table with more claims down is split, so that the head of its columns stays near.
const MOST_CLAIMS: usize = 40;

/// The matrix of the claims of one topic.
#[derive(Debug, Serialize)]
pub(super) struct Matrix<'a> {
    topic: Link,
    id: &'a str,
    /// What its tables show.
    caption: String,
    tables: Vec<Table<'a>>,
}

/// A part of a matrix.
#[derive(Debug, Serialize)]
struct Table<'a> {
    /// What it is called.
    name: String,
    /// Reports, each with the number of columns it has.
    origins: Vec<Origin>,
    articles: Vec<Cited<'a>>,
    rows: Vec<Row>,
    /// How many articles of the dossier have no column here.
    left_out: usize,
}

#[derive(Debug, Serialize)]
struct Origin {
    /// `None` for an article that is its own.
    id: Option<String>,
    /// What stands for it at the head of its columns.
    letter: Option<char>,
    columns: usize,
}

#[derive(Debug, Serialize)]
struct Row {
    claim: Link,
    status: Status,
    cells: Vec<Vec<Cell>>,
    /// How many independent lines support the claim.
    supporting: usize,
    /// How many dispute it.
    disputing: usize,
    /// Both, the second if there are any.
    lines: String,
}

/// What an article does to a claim.
#[derive(Debug, Serialize)]
struct Cell {
    stance: Stance,
    /// The stance in words, and whether the article no longer counts.
    words: String,
    /// The evidence.
    url: Option<String>,
    /// Whether it no longer counts.
    retracted: bool,
}

/// What the template `coverage.html` sees.
#[derive(Debug, Serialize)]
pub(super) struct CoveragePage<'a> {
    #[serde(flatten)]
    head: PageHead,
    matrix: Matrix<'a>,
}

pub(super) fn view<'a>(
    writer: &Writer<'a>,
    topic: Key<Topic>,
    head: impl Head,
) -> CoveragePage<'a> {
    let title = writer
        .labels
        .coverage_of(&writer.dossier.topics[topic].title);
    CoveragePage {
        head: head(title, None),
        matrix: matrix(writer, topic),
    }
}

/// The matrices of all topics where they stand on one page.
pub(super) fn matrices<'a>(writer: &Writer<'a>) -> Vec<Matrix<'a>> {
    match &writer.plan.coverage {
        Coverage::OnSources => {
            let matrices = writer
                .plan
                .topics
                .iter()
                .map(|topic| matrix(writer, *topic));
            matrices
                .filter(|matrix| !matrix.tables.is_empty())
                .collect()
        }
        Coverage::OnPages(_) => Vec::new(),
    }
}

/// The pages of the matrices where each topic has one.
pub(super) fn pages(writer: &Writer<'_>) -> Vec<Link> {
    match &writer.plan.coverage {
        Coverage::OnSources => Vec::new(),
        Coverage::OnPages(covered) => {
            let page = |topic: &Key<Topic>| {
                let topic = &writer.dossier.topics[*topic];
                Link {
                    label: writer.labels.name(topic),
                    url: Some(Coverage::route(&topic.head.id).as_str().to_owned()),
                }
            };
            let topics = writer.plan.topics.iter();
            topics
                .filter(|topic| covered.contains(topic))
                .map(page)
                .collect()
        }
    }
}

/// The claims whose first topic this is: each claim stands in one matrix.
fn matrix<'a>(writer: &Writer<'a>, topic: Key<Topic>) -> Matrix<'a> {
    let dossier = writer.dossier;
    let of = writer.plan.connections.of_topic(topic);
    let first = |claim: &&Key<Claim>| dossier.claims[**claim].topics.first() == Some(&topic);
    let claims: Vec<Key<Claim>> = of.claims.iter().filter(first).copied().collect();
    let parts = split(writer, &claims);
    let (labels, title) = (writer.labels, &dossier.topics[topic].title);
    let tables = parts.iter().zip(1..).map(|(claims, part)| {
        let name = match part {
            1 => labels.coverage_name(title),
            part => labels.coverage_name_of_part(title, part),
        };
        table(writer, claims, name)
    });
    Matrix {
        topic: writer.link(Ref::Topic(topic)),
        id: dossier.topics[topic].head.id.as_str(),
        caption: labels.coverage_caption(title),
        tables: tables.collect(),
    }
}

fn articles_of(writer: &Writer<'_>, claim: Key<Claim>) -> BTreeSet<Key<Article>> {
    let evidence = writer.dossier.claims[claim].evidence.iter();
    evidence.map(|piece| piece.article).collect()
}

/// Claims in order, as many in each part as have few enough articles together.
fn split(writer: &Writer<'_>, claims: &[Key<Claim>]) -> Vec<Vec<Key<Claim>>> {
    let mut parts: Vec<Vec<Key<Claim>>> = Vec::new();
    let mut columns: BTreeSet<Key<Article>> = BTreeSet::new();
    for claim in claims {
        let own = articles_of(writer, *claim);
        let together = columns.union(&own).count();
        match parts.last_mut() {
            Some(part) if together <= MOST_ARTICLES && part.len() < MOST_CLAIMS => {
                part.push(*claim);
                columns.extend(own);
            }
            _ => {
                parts.push(vec![*claim]);
                columns = own;
            }
        }
    }
    parts
}

fn table<'a>(writer: &Writer<'a>, claims: &[Key<Claim>], name: String) -> Table<'a> {
    let dossier = writer.dossier;
    let all = dossier.articles.len();
    let mut columns: Vec<Key<Article>> = if all <= MOST_ARTICLES {
        dossier.articles.keys().collect()
    } else {
        let of = claims.iter().flat_map(|claim| articles_of(writer, *claim));
        of.collect::<BTreeSet<_>>().into_iter().collect()
    };
    // By report, the reports in the order of their first article in the bibliography.
    let place = |article: Key<Article>| writer.plan.connections.number(article);
    let origin = |article: Key<Article>| &dossier.articles[article].root;
    let mut firsts: BTreeMap<&Slug, usize> = BTreeMap::new();
    for article in &columns {
        let first = firsts.entry(origin(*article)).or_insert(usize::MAX);
        *first = place(*article).min(*first);
    }
    columns.sort_by_key(|article| (firsts[origin(*article)], place(*article)));
    let mut origins: Vec<Origin> = Vec::new();
    let mut letters = 'A'..='Z';
    for group in columns.chunk_by(|a, b| origin(*a) == origin(*b)) {
        let named = group
            .iter()
            .any(|article| dossier.articles[*article].origin.is_some());
        origins.push(Origin {
            id: named.then(|| origin(group[0]).to_string()),
            letter: named.then(|| letters.next()).flatten(),
            columns: group.len(),
        });
    }
    Table {
        name,
        origins,
        rows: claims
            .iter()
            .map(|claim| row(writer, *claim, &columns))
            .collect(),
        left_out: all - columns.len(),
        articles: columns
            .into_iter()
            .map(|article| writer.article(article))
            .collect(),
    }
}

fn row(writer: &Writer<'_>, key: Key<Claim>, columns: &[Key<Article>]) -> Row {
    let claim = &writer.dossier.claims[key];
    let standing = writer.plan.assessed.standing(key);
    let mut here: BTreeMap<Key<Article>, Vec<Cell>> = BTreeMap::new();
    for (at, piece) in claim.evidence.iter().enumerate() {
        let cells = here.entry(piece.article).or_default();
        // One of each stance.
        if cells.iter().all(|cell| cell.stance != piece.stance) {
            let retracted = writer.dossier.articles[piece.article].retracted.is_some();
            let stance = writer.labels.stance(piece.stance);
            cells.push(Cell {
                stance: piece.stance,
                words: match retracted {
                    true => writer.labels.coverage_retracted(stance),
                    false => stance.to_owned(),
                },
                url: writer.piece_url(key, at),
                retracted,
            });
        }
    }
    let cells = columns
        .iter()
        .map(|article| here.remove(article).unwrap_or_default());
    let (supporting, disputing) = (standing.supporting.len(), standing.disputing.len());
    Row {
        lines: match disputing {
            0 => supporting.to_string(),
            against => writer.labels.lines_for_and_against(supporting, against),
        },
        claim: writer.link(Ref::Claim(key)),
        status: standing.status,
        cells: cells.collect(),
        supporting,
        disputing,
    }
}

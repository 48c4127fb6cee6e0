//! Defines the keys that each kind of record starts with.
//!
//! In: the values already known. Out: the lines of the record: the keys, with a comment that
//! explains each. Where the lines go is left to `target.rs`.

use crate::document::{Draft, DraftLine};
use crate::dossier::{RecordKind, Slug};

/// A record to add, with the values already known. Missing values become blanks.
#[derive(Debug, Clone)]
pub enum Skeleton {
    /// An article: its id and headline.
    Article(Slug, Option<String>),
    /// A topic: its id and title.
    Topic(Slug, Option<String>),
    /// A claim: its id, its text and an article that supports it.
    Claim(Slug, Option<String>, Option<Slug>),
    /// An event: its id, its title and the claims it rests on.
    Event(Slug, Option<String>, Vec<Slug>),
    /// A judgement: its id, its text and the claims it rests on.
    Judgement(Slug, Option<String>, Vec<Slug>),
    /// A question: its id, its text and the claims that raise it.
    Question(Slug, Option<String>, Vec<Slug>),
    /// An actor: its id and name.
    Actor(Slug, Option<String>),
    /// A relation: the two actors and the claims it rests on.
    Relation(Slug, Slug, Vec<Slug>),
}

impl Skeleton {
    /// The kind and id of the record. `None` for a relation.
    pub(super) fn named(&self) -> Option<(RecordKind, &Slug)> {
        Some(match self {
            Self::Article(id, _) => (RecordKind::Article, id),
            Self::Topic(id, _) => (RecordKind::Topic, id),
            Self::Claim(id, ..) => (RecordKind::Claim, id),
            Self::Event(id, ..) => (RecordKind::Event, id),
            Self::Judgement(id, ..) => (RecordKind::Judgement, id),
            Self::Question(id, ..) => (RecordKind::Question, id),
            Self::Actor(id, _) => (RecordKind::Actor, id),
            Self::Relation(..) => return None,
        })
    }

    /// The section of an annotation file that the record goes into.
    pub(super) fn section(&self) -> &'static str {
        self.named().map_or("relations", |(kind, _)| kind.plural())
    }

    /// The records that this record refers to.
    pub(super) fn references(&self) -> Vec<(RecordKind, &Slug)> {
        match self {
            Self::Article(..) | Self::Topic(..) | Self::Actor(..) => Vec::new(),
            Self::Claim(_, _, article) => {
                article.iter().map(|id| (RecordKind::Article, id)).collect()
            }
            Self::Event(_, _, claims)
            | Self::Judgement(_, _, claims)
            | Self::Question(_, _, claims) => {
                claims.iter().map(|id| (RecordKind::Claim, id)).collect()
            }
            Self::Relation(from, to, claims) => [from, to]
                .into_iter()
                .map(|id| (RecordKind::Actor, id))
                .chain(claims.iter().map(|id| (RecordKind::Claim, id)))
                .collect(),
        }
    }

    /// Whether the record can belong to a topic.
    pub(super) fn has_topics(&self) -> bool {
        match self {
            Self::Claim(..) | Self::Event(..) | Self::Judgement(..) | Self::Question(..) => true,
            Self::Article(..) | Self::Topic(..) | Self::Actor(..) | Self::Relation(..) => false,
        }
    }

    /// The lines of the record. `topics` is given if its file does not name a topic.
    pub(super) fn lines(&self, topics: Option<Draft>) -> Vec<DraftLine> {
        let mut lines = match self {
            Self::Article(_, title) => article(title),
            Self::Topic(_, title) => topic(title),
            Self::Claim(_, text, article) => claim(text, article),
            Self::Event(_, title, claims) => event(title, claims),
            Self::Judgement(_, text, claims) => judgement(text, claims),
            Self::Question(_, text, claims) => vec![
                comment("The question that no article answers, in one sentence."),
                key("text", known(text)),
                comment("Ids of the claims that raise it."),
                key("claims", ids(claims)),
            ],
            Self::Actor(_, name) => actor(name),
            Self::Relation(from, to, claims) => vec![
                key("from", id(from)),
                key("to", id(to)),
                comment(
                    "What the first actor is to the second, in words with hyphens: `contractor-of`.",
                ),
                key("kind", Draft::Open),
                comment("Ids of the claims that it rests on."),
                key("claims", ids(claims)),
            ],
        };
        if let Some(topics) = topics {
            lines.push(comment(
                "Ids of the topics that it belongs to, because this file names none at its head.",
            ));
            lines.push(key("topics", topics));
        }
        lines
    }
}

fn article(title: &Option<String>) -> Vec<DraftLine> {
    vec![
        comment("Leave empty or delete what you do not know."),
        comment("The headline as printed."),
        key("title", known(title)),
        comment("The outlet, and the person or desk that it credits."),
        key("publisher", Draft::Open),
        key("byline", Draft::Open),
        comment(
            "The day on which it appeared: `2026-05-04`. A month is `2026-05`; an uncertain date ends in `?`.",
        ),
        key("published", Draft::Open),
        comment("The day on which you saved it, and its address."),
        key("accessed", Draft::Open),
        key("url", Draft::Open),
        comment(
            "The report that it goes back to, if that is not its own. Articles with the same origin count as one source:",
        ),
        comment("`{id: agency-report, stated: true, basis: credits the agency}`"),
        key("origin", Draft::Open),
        comment(
            "How far you trust the outlet: A is completely, E is not at all, F cannot be judged.",
        ),
        key("reliability", Draft::Open),
        comment(
            "What you write below the line `---`: `digest` is your own summary; `full` is its whole text, if you may publish that.",
        ),
        key("body", Draft::Text("digest".into())),
    ]
}

fn topic(title: &Option<String>) -> Vec<DraftLine> {
    vec![
        comment("The name of the topic."),
        key("title", known(title)),
        comment("Its position among the topics: the lowest number comes first."),
        key("order", Draft::Open),
        comment(
            "What it is about, in a sentence or two. The page's text goes below the line `---`.",
        ),
        key("summary", Draft::Open),
    ]
}

fn claim(text: &Option<String>, article: &Option<Slug>) -> Vec<DraftLine> {
    let evidence = vec![
        comment("The id of an article: the name of its file without `.md`."),
        key("article", article.as_ref().map_or(Draft::Open, id)),
        comment("A passage from it, exactly as in the capture."),
        key("quote", Draft::Open),
        comment(
            "Other keys: `stance: disputes` or `mentions`, `speaker:` (an actor's id), `sourcing:`, `credibility:` (1 to 6), `note:`.",
        ),
    ];
    vec![
        comment("One statement, in one sentence in your own words."),
        key("text", known(text)),
        comment("Ids of the actors it is about."),
        key("actors", Draft::Texts(Vec::new())),
        comment("Passages from articles that support or dispute it. Each starts with `- `."),
        key("evidence", Draft::List(vec![evidence])),
    ]
}

fn event(title: &Option<String>, claims: &[Slug]) -> Vec<DraftLine> {
    vec![
        comment("What happened or is due, in a few words."),
        key("title", known(title)),
        comment(
            "When: `2026-05-04`. A month is `2026-05`; an approximate date is `2026-05-04~`. Add `date_basis:` to say how you know.",
        ),
        key("date", Draft::Open),
        comment("Ids of the claims that it rests on."),
        key("claims", ids(claims)),
    ]
}

fn judgement(text: &Option<String>, claims: &[Slug]) -> Vec<DraftLine> {
    vec![
        comment("What you conclude, in one sentence that states no likelihood or confidence."),
        key("text", known(text)),
        comment(
            "A term of ICD 203: `very unlikely`, `unlikely`, `roughly even chance`, `likely`, `very likely`.",
        ),
        key("likelihood", Draft::Open),
        comment("How well it is supported: `low`, `moderate` or `high`. Add `basis:` to say why."),
        key("confidence", Draft::Open),
        comment("Ids of the claims that it rests on."),
        key("claims", ids(claims)),
    ]
}

fn actor(name: &Option<String>) -> Vec<DraftLine> {
    vec![
        comment("The name to show. Its first mention in a text becomes a link."),
        key("name", known(name)),
        comment(
            "`Person`, `Organization`, `GovernmentOrganization`, `Corporation` or `NewsMediaOrganization`.",
        ),
        key("kind", Draft::Open),
        comment(
            "Other keys: `aliases: [short name]`, `role:`, `member_of:` (an actor's id), `summary:`.",
        ),
    ]
}

fn comment(text: &str) -> DraftLine {
    DraftLine::comment(text)
}

fn key(name: &str, value: Draft) -> DraftLine {
    DraftLine::key(name, value)
}

fn known(text: &Option<String>) -> Draft {
    text.clone().map_or(Draft::Open, Draft::Text)
}

fn id(id: &Slug) -> Draft {
    Draft::Text(id.as_str().to_owned())
}

fn ids(ids: &[Slug]) -> Draft {
    if ids.is_empty() {
        return Draft::Open;
    }
    Draft::Texts(ids.iter().map(|id| id.as_str().to_owned()).collect())
}

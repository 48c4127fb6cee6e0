//! The YAML files as they are written: one type per kind of entry, read by serde.
//!
//! Every field that a withdrawn record may lack is optional here; the resolver says what is missing. The comments of fields are
//! what editors show while somebody writes (see `schema/`), and `docs/reference.md` is made of them.

use super::ending::Ending;
use super::entry::{Entry, EntryName, Known, entries};
use super::values::{Entries, Line, Plain};
use crate::document::{needs, needs_unless_withdrawn, needs_when_finished, pattern};
use crate::dossier::{
    Actor, ActorKind, Article, BodyKind, Claim, Confidence, Credibility, Deadline, EdtfDate, Event,
    Judgement, LanguageTag, Likelihood, Marking, OfKind, Question, RecordKind, Reliability, Slug,
    Stance, Topic,
};
use schemars::{JsonSchema, Schema};
use serde::Deserialize;

/// The report that an article goes back to.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(rename = "origin")]
#[serde(
    deny_unknown_fields,
    expecting = "a map with `id`, `stated` and `basis`"
)]
pub struct OriginEntry {
    /// A name for the report, of your choosing, or the id of the article that the report is. Articles with one origin count as one source.
    #[schemars(example = "city-press-release")]
    pub id: Slug,
    /// `true` where the article names the report itself, `false` where you infer it.
    pub stated: bool,
    /// How you know: the words that name the report, or what gives it away.
    pub basis: Option<Box<Line>>,
}

/// An article that shares words with this one for another reason than a common report.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(rename = "independent-of")]
#[serde(deny_unknown_fields, expecting = "a map with `article` and `why`")]
pub struct IndependentEntry {
    /// The id of the other article.
    pub article: Slug,
    /// How the same words come to stand in both, though neither has them from the other.
    pub why: Box<Line>,
}

/// The front matter of an article. What is not known is left out. The file's name is the article's id, and its body is your digest of
/// the article, or the article's own text.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[schemars(rename = "article")]
#[serde(
    deny_unknown_fields,
    default,
    expecting = "a map of an article's facts"
)]
pub struct ArticleEntry {
    /// The headline as printed. Without it, pages call the article by its id.
    pub title: Option<Plain>,
    /// The outlet that published it.
    pub publisher: Option<Plain>,
    /// The person or desk that the article credits.
    pub byline: Option<Plain>,
    /// The day on which it appeared.
    pub published: Option<EdtfDate>,
    /// How the day is known, where the article does not give it.
    pub published_basis: Option<Box<Line>>,
    /// The day on which you saved it.
    pub accessed: Option<EdtfDate>,
    /// The address at which it stands. It begins with `https://` or `http://`.
    #[schemars(transform = web_address)]
    pub url: Option<Plain>,
    /// The address at which an archived copy stands.
    #[schemars(transform = web_address)]
    pub archive: Option<Plain>,
    /// The language it is written in, as a BCP 47 tag.
    pub language: Option<LanguageTag>,
    /// The report it goes back to: an agency's, a press release, another article. Without it, the article counts as a report of its own.
    pub origin: Option<OriginEntry>,
    /// Articles that share a passage with this one, and do not go back to the same report all the same. `dossier check` warns of shared
    /// passages until this, or a common `origin`, says what they are.
    pub independent_of: Vec<IndependentEntry>,
    /// How far the outlet is trusted: the letter of the Admiralty code.
    pub reliability: Option<Reliability>,
    /// What the text below the front matter is.
    pub body: BodyKind,
    /// How far it may be passed on: a TLP 2.0 label. A build leaves out what lies above the site's own `marking`.
    pub marking: Marking,
    /// Leaves the article out, unless `--drafts` is given.
    pub draft: bool,
    /// Whether the first mention of each actor in the body becomes a link. Without it, `auto_link` of `site.toml` says so.
    pub auto_link: Option<bool>,
    /// That its publisher took the article back. It counts no more as evidence, and what rested on it says so.
    pub retracted: Option<Ending>,
    /// That you withdraw the article from the dossier. Its address still answers, and gives the reason.
    pub withdrawn: Option<Ending>,
}

/// The front matter of a topic. The file's name is the topic's id, and its body is the topic's prose.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[schemars(rename = "topic", transform = needs_unless_withdrawn(&["title"]))]
#[serde(deny_unknown_fields, default, expecting = "a map with `title`")]
pub struct TopicEntry {
    /// The name of the topic.
    pub title: Option<Plain>,
    /// Its place among the topics, lowest first. Topics without it come last, by their ids.
    pub order: Option<i64>,
    /// What it is about, in a sentence or two. The home page and the head of the topic show it.
    pub summary: Option<Box<Line>>,
    /// How far it may be passed on: a TLP 2.0 label. A build leaves out what lies above the site's own `marking`.
    pub marking: Marking,
    /// Leaves the topic out, unless `--drafts` is given.
    pub draft: bool,
    /// Whether the first mention of each actor in the body becomes a link. Without it, `auto_link` of `site.toml` says so.
    pub auto_link: Option<bool>,
    /// That you withdraw the topic. Its address still answers, and gives the reason.
    pub withdrawn: Option<Ending>,
}

/// One file of annotations. How records are spread over files is yours to choose; one file for each topic is a good beginning.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[schemars(rename = "annotations")]
#[serde(
    deny_unknown_fields,
    default,
    expecting = "a map with `claims`, `events` and the like"
)]
pub struct AnnotationFile {
    /// The id of the topic that the records of this file belong to. Without it, each record names its own under `topics`.
    pub topic: Option<Slug>,
    /// Statements that articles bear out or dispute, each under its id. An id is permanent: it is the address of the record.
    pub claims: Entries<Slug, ClaimEntry>,
    /// What happened, or is due, each under its id.
    pub events: Entries<Slug, EventEntry>,
    /// Ties between two actors, in a list: they have no ids.
    pub relations: Vec<RelationEntry>,
    /// What you conclude from the claims, each under its id.
    pub judgements: Entries<Slug, JudgementEntry>,
    /// What no article answers, each under its id.
    pub questions: Entries<Slug, QuestionEntry>,
    /// People and bodies, each under its id.
    pub actors: Entries<Slug, ActorEntry>,
}

/// A claim: one statement, and what the articles say of it.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[schemars(
    rename = "claim",
    transform = needs_unless_withdrawn(&["text"]),
    transform = needs_when_finished("evidence")
)]
#[serde(
    deny_unknown_fields,
    default,
    expecting = "a claim: a map with `text` and `evidence`"
)]
pub struct ClaimEntry {
    /// The statement, in one sentence of your own that says one thing.
    pub text: Option<Box<Line>>,
    /// Ids of topics it belongs to, besides the `topic` of the file.
    pub topics: Vec<Slug>,
    /// Ids of the actors it is about.
    pub actors: Vec<Slug>,
    /// Claims to read beside it: under the id of each, why.
    pub see_also: Entries<Slug, Box<Line>>,
    /// The words of articles for it and against it. The claim's status comes of them.
    pub evidence: Vec<EvidenceEntry>,
    /// How far it may be passed on: a TLP 2.0 label. A build leaves out what lies above the site's own `marking`.
    pub marking: Marking,
    /// Leaves the claim out, unless `--drafts` is given.
    pub draft: bool,
    /// That you withdraw the claim. Its address still answers, and gives the reason; the other keys may go.
    pub withdrawn: Option<Ending>,
}

/// A piece of evidence: one article's words for or against a claim.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(rename = "evidence")]
#[serde(
    deny_unknown_fields,
    expecting = "a piece of evidence: a map with `article` and `quote`"
)]
pub struct EvidenceEntry {
    /// The id of the article: the name of its file without `.md`.
    pub article: Slug,
    /// The article's words, exactly as its capture has them. `[…]` stands for words left out. A quote with `: ` or ` #` in it, or with a
    /// quotation mark at its start, needs quotes of its own in YAML.
    pub quote: Plain,
    /// What stands right before the quote, where the article has its words several times.
    #[serde(default)]
    pub prefix: Option<Plain>,
    /// What stands right after the quote, where the article has its words several times.
    #[serde(default)]
    pub suffix: Option<Plain>,
    /// What the words do to the claim.
    #[serde(default)]
    pub stance: Stance,
    /// The id of the actor who says so in the article. Evidence of one speaker counts once. Without it, the article itself says so.
    #[serde(default)]
    pub speaker: Option<Slug>,
    /// How the article knows: `a press release`, `two people who asked not to be named`.
    #[serde(default)]
    pub sourcing: Option<Box<Line>>,
    /// How far this report is trusted: the digit of the Admiralty code.
    #[serde(default)]
    pub credibility: Option<Credibility>,
    /// What you add for the reader.
    #[serde(default)]
    pub note: Option<Box<Line>>,
}

/// An event: what happened, or is due.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[schemars(rename = "event", transform = needs_unless_withdrawn(&["title", "claims"]))]
#[serde(
    deny_unknown_fields,
    default,
    expecting = "an event: a map with `title` and `claims`"
)]
pub struct EventEntry {
    /// What happened, or is due, in a few words.
    pub title: Option<Plain>,
    /// When. An event without it stands in the list of those without a date.
    pub date: Option<EdtfDate>,
    /// How the date is known, where the articles do not give it.
    pub date_basis: Option<Box<Line>>,
    /// The instant, for what is due at an hour: RFC 3339 with an offset.
    pub deadline: Option<Deadline>,
    /// More about it.
    pub text: Option<Box<Line>>,
    /// Ids of topics it belongs to, besides the `topic` of the file.
    pub topics: Vec<Slug>,
    /// Ids of the actors who take part.
    pub actors: Vec<Slug>,
    /// Ids of the claims that it rests on.
    pub claims: Vec<Slug>,
    /// How far it may be passed on: a TLP 2.0 label. A build leaves out what lies above the site's own `marking`.
    pub marking: Marking,
    /// Leaves the event out, unless `--drafts` is given.
    pub draft: bool,
    /// That you withdraw the event. Its address still answers, and gives the reason; the other keys may go.
    pub withdrawn: Option<Ending>,
}

/// A relation: a tie between two actors.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(rename = "relation", transform = needs(&["from", "to", "kind", "claims"]))]
#[serde(
    deny_unknown_fields,
    expecting = "a relation: a map with `from`, `to`, `kind` and `claims`"
)]
pub struct RelationEntry {
    /// The id of the actor it goes out from.
    pub from: Slug,
    /// The id of the actor it goes to.
    pub to: Slug,
    /// What `from` is to `to`, in words with hyphens.
    #[schemars(example = "contractor-of")]
    pub kind: Slug,
    /// Ids of the claims that it rests on.
    #[serde(default)]
    pub claims: Vec<Slug>,
    /// More about it.
    #[serde(default)]
    pub note: Option<Box<Line>>,
    /// How far it may be passed on: a TLP 2.0 label. A build leaves out what lies above the site's own `marking`.
    #[serde(default)]
    pub marking: Marking,
    /// Leaves the relation out, unless `--drafts` is given.
    #[serde(default)]
    pub draft: bool,
}

/// A judgement: what you conclude, how likely it is and how sure you are.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[schemars(
    rename = "judgement",
    transform = needs_unless_withdrawn(&["text", "likelihood", "confidence", "claims"])
)]
#[serde(
    deny_unknown_fields,
    default,
    expecting = "a judgement: a map with `text`, `likelihood`, `confidence` and `claims`"
)]
pub struct JudgementEntry {
    /// The conclusion, in one sentence without a likelihood or a confidence in it.
    pub text: Option<Box<Line>>,
    /// How likely it is: a term of ICD 203. All judgements of a dossier take theirs from one row.
    pub likelihood: Option<Likelihood>,
    /// How sure you are of the judgement: how good its ground is.
    pub confidence: Option<Confidence>,
    /// Why you judge so.
    pub basis: Option<Box<Line>>,
    /// Ids of the claims that it rests on.
    pub claims: Vec<Slug>,
    /// Ids of topics it belongs to, besides the `topic` of the file.
    pub topics: Vec<Slug>,
    /// How far it may be passed on: a TLP 2.0 label. A build leaves out what lies above the site's own `marking`.
    pub marking: Marking,
    /// Leaves the judgement out, unless `--drafts` is given.
    pub draft: bool,
    /// That you withdraw the judgement. Its address still answers, and gives the reason; the other keys may go.
    pub withdrawn: Option<Ending>,
}

/// A question: what no article answers.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[schemars(rename = "question", transform = needs_unless_withdrawn(&["text", "claims"]))]
#[serde(
    deny_unknown_fields,
    default,
    expecting = "a question: a map with `text` and `claims`"
)]
pub struct QuestionEntry {
    /// The question, in one sentence.
    pub text: Option<Box<Line>>,
    /// Ids of the claims that raise it.
    pub claims: Vec<Slug>,
    /// Ids of topics it belongs to, besides the `topic` of the file.
    pub topics: Vec<Slug>,
    /// How far it may be passed on: a TLP 2.0 label. A build leaves out what lies above the site's own `marking`.
    pub marking: Marking,
    /// Leaves the question out, unless `--drafts` is given.
    pub draft: bool,
    /// That you withdraw the question. Its address still answers, and gives the reason; the other keys may go.
    pub withdrawn: Option<Ending>,
}

/// An actor: a person or a body that says or does something.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[schemars(rename = "actor", transform = needs_unless_withdrawn(&["name", "kind"]))]
#[serde(
    deny_unknown_fields,
    default,
    expecting = "an actor: a map with `name` and `kind`"
)]
pub struct ActorEntry {
    /// The name to show. Its first mention in a body becomes a link.
    pub name: Option<Plain>,
    /// What the actor is.
    pub kind: Option<ActorKind>,
    /// Other names, which become links as the name does. No two actors may have one name.
    pub aliases: Vec<Plain>,
    /// What they are or do: `chief executive`.
    pub role: Option<Box<Line>>,
    /// The id of the actor that they belong to: a firm, an office.
    pub member_of: Option<Slug>,
    /// Who they are, in a sentence or two.
    pub summary: Option<Box<Line>>,
    /// How far it may be passed on: a TLP 2.0 label. A build leaves out what lies above the site's own `marking`.
    pub marking: Marking,
    /// Leaves the actor out, unless `--drafts` is given.
    pub draft: bool,
    /// That you withdraw the actor. Its address still answers, and gives the reason; the other keys may go.
    pub withdrawn: Option<Ending>,
}

/// What the resolver takes for an address that can be linked to, and a little more: a pattern cannot tell every host.
fn web_address(schema: &mut Schema) {
    const PATTERN: &str = "^\\s*[Hh][Tt][Tt][Pp][Ss]?:.*[^\\s/]";
    let message = "Write the address in full: `https://example.org/page`.";
    pattern(schema, PATTERN, message);
    schema.insert("title".into(), "address".into());
    schema.insert("type".into(), vec!["string", "null"].into());
}

entries! {
    ArticleEntry Article |own|
        EntryName::Headline(own.title.as_ref(), own.publisher.as_ref()),
        &[],
        own.origin.as_ref().map(|origin| &origin.id);
    TopicEntry Topic |own| EntryName::Title(own.title.as_ref()), &[], None;
    ClaimEntry Claim |own| EntryName::Text(own.text.as_deref()), &[], None;
    EventEntry Event |own| EntryName::Title(own.title.as_ref()), &[], None;
    JudgementEntry Judgement |own| EntryName::Text(own.text.as_deref()), &[], None;
    QuestionEntry Question |own| EntryName::Text(own.text.as_deref()), &[], None;
    ActorEntry Actor |own| EntryName::Title(own.name.as_ref()), &own.aliases, None;
}

impl AnnotationFile {
    /// The records of the file: kind, id, and what other files learn of it. The resolver builds
    /// them in the same order.
    pub fn records(&self) -> impl Iterator<Item = (RecordKind, &Slug, Known<'_>)> {
        fn section<E: Entry>(
            entries: &Entries<Slug, E>,
        ) -> impl Iterator<Item = (RecordKind, &Slug, Known<'_>)> {
            let entries = entries.0.iter();
            entries.map(|(id, entry)| (E::Record::KIND, id, entry.known()))
        }
        let Self {
            topic: _,
            claims,
            events,
            relations: _,
            judgements,
            questions,
            actors,
        } = self;
        section(claims)
            .chain(section(events))
            .chain(section(judgements))
            .chain(section(questions))
            .chain(section(actors))
    }

    /// Whether it has no record and no relation.
    pub(super) fn is_empty(&self) -> bool {
        self.records().next().is_none() && self.relations.is_empty()
    }
}

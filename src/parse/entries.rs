//! The YAML files as they are written, with one type per kind of entry, read by serde.
//!
//! Every field that a withdrawn record may omit is optional here; the resolver reports what is
//! missing. Editors show the doc comments of fields as help (see `schema/`), and
//! `docs/reference.md` is made from them.

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

/// The report that an article is based on.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(rename = "origin")]
#[serde(
    deny_unknown_fields,
    expecting = "a map with `id`, `stated` and `basis`"
)]
pub struct OriginEntry {
    /// A name that you choose for the report, or an article's id if the report is that article.
    /// Articles with the same origin count as one source.
    #[schemars(example = "city-press-release")]
    pub id: Slug,
    /// `true` if the article names the report itself, `false` if you infer it.
    pub stated: bool,
    /// How you know: the words that name the report, or what points to it.
    pub basis: Option<Box<Line>>,
}

/// An article that shares wording with this one for a reason other than a common report.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(rename = "independent-of")]
#[serde(deny_unknown_fields, expecting = "a map with `article` and `why`")]
pub struct IndependentEntry {
    /// The id of the other article.
    pub article: Slug,
    /// Why both articles have the same words although neither took them from the other.
    pub why: Box<Line>,
}

/// The front matter of an article. Leave out what is not known. The file's name is the article's
/// id. The body is your digest of the article, or the article's own text.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[schemars(rename = "article")]
#[serde(
    deny_unknown_fields,
    default,
    expecting = "a map of an article's facts"
)]
pub struct ArticleEntry {
    /// The headline as printed. Without it, pages name the article by its publisher, or else by its
    /// id.
    pub title: Option<Plain>,
    /// The outlet that published it.
    pub publisher: Option<Plain>,
    /// The person or desk that the article credits.
    pub byline: Option<Plain>,
    /// The date on which it was published.
    pub published: Option<EdtfDate>,
    /// How you know the date, if the article does not give it.
    pub published_basis: Option<Box<Line>>,
    /// The date on which you saved it.
    pub accessed: Option<EdtfDate>,
    /// The address of the article. It begins with `https://` or `http://`.
    #[schemars(transform = web_address)]
    pub url: Option<Plain>,
    /// The address of an archived copy.
    #[schemars(transform = web_address)]
    pub archive: Option<Plain>,
    /// The language it is written in, as a BCP 47 tag.
    pub language: Option<LanguageTag>,
    /// The report it is based on: an agency report, a press release, another article. Without it,
    /// the article counts as its own report.
    pub origin: Option<OriginEntry>,
    /// Articles that share a passage with this one but are not based on the same report.
    /// `dossier check` warns about shared passages until this key, or a common `origin`, explains
    /// them.
    pub independent_of: Vec<IndependentEntry>,
    /// How reliable the outlet is: the letter of the Admiralty code.
    pub reliability: Option<Reliability>,
    /// What the text below the front matter is.
    pub body: BodyKind,
    /// How widely it may be shared: a TLP 2.0 label. A build leaves out anything with a label above
    /// the site's own `marking`.
    pub marking: Marking,
    /// Leaves the article out unless `--drafts` is given.
    pub draft: bool,
    /// Whether the first mention of each actor in the body becomes a link. The default is
    /// `auto_link` in `site.toml`.
    pub auto_link: Option<bool>,
    /// When and why its publisher retracted the article. It no longer counts as evidence, and
    /// whatever rested on it says so.
    pub retracted: Option<Ending>,
    /// When and why you withdrew the article from the dossier. Its address still works, and shows
    /// the reason.
    pub withdrawn: Option<Ending>,
}

/// The front matter of a topic. The file's name is the topic's id, and its body is the topic's
/// prose.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[schemars(rename = "topic", transform = needs_unless_withdrawn(&["title"]))]
#[serde(deny_unknown_fields, default, expecting = "a map with `title`")]
pub struct TopicEntry {
    /// The name of the topic.
    pub title: Option<Plain>,
    /// Its place among the topics, lowest first. Topics without it come last, sorted by id.
    pub order: Option<i64>,
    /// What it is about, in a sentence or two. The home page and the top of the topic's page show
    /// it.
    pub summary: Option<Box<Line>>,
    /// How widely it may be shared: a TLP 2.0 label. A build leaves out anything with a label above
    /// the site's own `marking`.
    pub marking: Marking,
    /// Leaves the topic out unless `--drafts` is given.
    pub draft: bool,
    /// Whether the first mention of each actor in the body becomes a link. The default is
    /// `auto_link` in `site.toml`.
    pub auto_link: Option<bool>,
    /// When and why you withdrew the topic. Its address still works, and shows the reason.
    pub withdrawn: Option<Ending>,
}

/// A file of annotations. You decide how to divide records among files; one file for each topic is
/// a good start.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[schemars(rename = "annotations")]
#[serde(
    deny_unknown_fields,
    default,
    rename_all = "kebab-case",
    expecting = "a map with `claims`, `events` and the like"
)]
pub struct AnnotationFile {
    /// The id of the topic that the records of this file belong to. Without it, each record lists
    /// its topics under `topics`.
    pub topic: Option<Slug>,
    /// Statements that articles support or dispute, each under its id. An id is permanent: it is
    /// the address of the record.
    pub claims: Entries<Slug, ClaimEntry>,
    /// What happened or is due, each under its id.
    pub events: Entries<Slug, EventEntry>,
    /// Ties between two actors, as a list: they have no ids.
    pub relations: Vec<RelationEntry>,
    /// What you conclude from the claims, each under its id.
    pub judgements: Entries<Slug, JudgementEntry>,
    /// Questions that no article answers, each under its id.
    pub questions: Entries<Slug, QuestionEntry>,
    /// People and organizations, each under its id.
    pub actors: Entries<Slug, ActorEntry>,
}

/// A claim: one statement, and what the articles say about it.
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
    /// Ids of topics it belongs to, in addition to the `topic` of the file.
    pub topics: Vec<Slug>,
    /// Ids of the actors it is about.
    pub actors: Vec<Slug>,
    /// Related claims: the id of each, with the reason to read it.
    pub see_also: Entries<Slug, Box<Line>>,
    /// The words of articles for and against it. The claim's status is derived from them.
    pub evidence: Vec<EvidenceEntry>,
    /// How widely it may be shared: a TLP 2.0 label. A build leaves out anything with a label above
    /// the site's own `marking`.
    pub marking: Marking,
    /// Leaves the claim out unless `--drafts` is given.
    pub draft: bool,
    /// When and why you withdrew the claim. Its address still works, and shows the reason. The
    /// other keys may be removed.
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
    /// The id of the article: its file name without `.md`.
    pub article: Slug,
    /// The article's words, exactly as in its capture. `[…]` marks omitted words. In YAML, put
    /// quotation marks around a quote that contains `: ` or ` #`, or that begins with a quotation
    /// mark.
    pub quote: Plain,
    /// The words right before the quote, if the quote is in the article more than once.
    #[serde(default)]
    pub prefix: Option<Plain>,
    /// The words right after the quote, if the quote is in the article more than once.
    #[serde(default)]
    pub suffix: Option<Plain>,
    /// Whether the words support, dispute or only mention the claim.
    #[serde(default)]
    pub stance: Stance,
    /// The id of the actor who says this in the article. Evidence from one speaker counts once.
    /// Without it, the article itself says it.
    #[serde(default)]
    pub speaker: Option<Slug>,
    /// How the article knows, such as `a press release` or `two people who asked not to be named`.
    #[serde(default)]
    pub sourcing: Option<Box<Line>>,
    /// How credible this report is: the digit of the Admiralty code.
    #[serde(default)]
    pub credibility: Option<Credibility>,
    /// Your own remark for the reader.
    #[serde(default)]
    pub note: Option<Box<Line>>,
}

/// An event: what happened or is due.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[schemars(rename = "event", transform = needs_unless_withdrawn(&["title", "claims"]))]
#[serde(
    deny_unknown_fields,
    default,
    expecting = "an event: a map with `title` and `claims`"
)]
pub struct EventEntry {
    /// What happened or is due, in a few words.
    pub title: Option<Plain>,
    /// When it happened or is due. An event without a date is listed among those without a date.
    pub date: Option<EdtfDate>,
    /// How you know the date, if the articles do not give it.
    pub date_basis: Option<Box<Line>>,
    /// The exact time, if it is due at a certain hour: RFC 3339 with an offset.
    pub deadline: Option<Deadline>,
    /// Further details.
    pub text: Option<Box<Line>>,
    /// Ids of topics it belongs to, in addition to the `topic` of the file.
    pub topics: Vec<Slug>,
    /// Ids of the actors who take part.
    pub actors: Vec<Slug>,
    /// Ids of the claims it rests on.
    pub claims: Vec<Slug>,
    /// How widely it may be shared: a TLP 2.0 label. A build leaves out anything with a label above
    /// the site's own `marking`.
    pub marking: Marking,
    /// Leaves the event out unless `--drafts` is given.
    pub draft: bool,
    /// When and why you withdrew the event. Its address still works, and shows the reason. The
    /// other keys may be removed.
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
    /// The id of the actor it starts from.
    pub from: Slug,
    /// The id of the actor it leads to.
    pub to: Slug,
    /// What `from` is to `to`, as words joined by hyphens.
    #[schemars(example = "contractor-of")]
    pub kind: Slug,
    /// Ids of the claims it rests on.
    #[serde(default)]
    pub claims: Vec<Slug>,
    /// Further details.
    #[serde(default)]
    pub note: Option<Box<Line>>,
    /// How widely it may be shared: a TLP 2.0 label. A build leaves out anything with a label above
    /// the site's own `marking`.
    #[serde(default)]
    pub marking: Marking,
    /// Leaves the relation out unless `--drafts` is given.
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
    /// The conclusion, in one sentence that states neither likelihood nor confidence.
    pub text: Option<Box<Line>>,
    /// How likely it is: a term of ICD 203. All judgements of a dossier should use terms from the
    /// same row.
    pub likelihood: Option<Likelihood>,
    /// How sure you are of the judgement: how good its basis is.
    pub confidence: Option<Confidence>,
    /// Why you reach this judgement.
    pub basis: Option<Box<Line>>,
    /// Ids of the claims it rests on.
    pub claims: Vec<Slug>,
    /// Ids of topics it belongs to, in addition to the `topic` of the file.
    pub topics: Vec<Slug>,
    /// How widely it may be shared: a TLP 2.0 label. A build leaves out anything with a label above
    /// the site's own `marking`.
    pub marking: Marking,
    /// Leaves the judgement out unless `--drafts` is given.
    pub draft: bool,
    /// When and why you withdrew the judgement. Its address still works, and shows the reason. The
    /// other keys may be removed.
    pub withdrawn: Option<Ending>,
}

/// A question that no article answers.
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
    /// Ids of topics it belongs to, in addition to the `topic` of the file.
    pub topics: Vec<Slug>,
    /// How widely it may be shared: a TLP 2.0 label. A build leaves out anything with a label above
    /// the site's own `marking`.
    pub marking: Marking,
    /// Leaves the question out unless `--drafts` is given.
    pub draft: bool,
    /// When and why you withdrew the question. Its address still works, and shows the reason. The
    /// other keys may be removed.
    pub withdrawn: Option<Ending>,
}

/// An actor: a person or organization that says or does something.
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
    /// What kind of actor it is.
    pub kind: Option<ActorKind>,
    /// Other names, which also become links. No two actors may share a name.
    pub aliases: Vec<Plain>,
    /// What the actor is or does, such as `chief executive`.
    pub role: Option<Box<Line>>,
    /// The id of the actor that this actor belongs to, such as a firm or an office.
    pub member_of: Option<Slug>,
    /// Who the actor is, in a sentence or two.
    pub summary: Option<Box<Line>>,
    /// How widely it may be shared: a TLP 2.0 label. A build leaves out anything with a label above
    /// the site's own `marking`.
    pub marking: Marking,
    /// Leaves the actor out unless `--drafts` is given.
    pub draft: bool,
    /// When and why you withdrew the actor. Its address still works, and shows the reason. The
    /// other keys may be removed.
    pub withdrawn: Option<Ending>,
}

/// Accepts the addresses that the resolver accepts, and a little more: a pattern cannot check every
/// host.
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

/// Calls the macro `$then` with the sections of an annotation file whose entries have ids, in the
/// order in which records are numbered.
macro_rules! with_sections {
    ($then:ident) => {
        $then! { claims events judgements questions actors }
    };
}
pub(crate) use with_sections;

macro_rules! sections {
    ($($section:ident)*) => {
        impl AnnotationFile {
            /// The records of the file: kind, id, and what other files learn of it. The resolver
            /// builds them in the same order.
            pub fn records(&self) -> impl Iterator<Item = (RecordKind, &Slug, Known<'_>)> {
                let Self { topic: _, relations: _, $($section),* } = self;
                std::iter::empty()$(.chain(section($section)))*
            }
        }
    };
}

with_sections!(sections);

/// The records of one section.
fn section<E: Entry>(
    entries: &Entries<Slug, E>,
) -> impl Iterator<Item = (RecordKind, &Slug, Known<'_>)> {
    let entries = entries.0.iter();
    entries.map(|(id, entry)| (E::Record::KIND, id, entry.known()))
}

impl AnnotationFile {
    /// Whether it has no record and no relation.
    pub(super) fn is_empty(&self) -> bool {
        self.records().next().is_none() && self.relations.is_empty()
    }
}

//! The records of a dossier, resolved: every reference is a valid key. This file contains only data
//! types, because records refer to each other. Their behaviour is in `contents/`.

use super::kinds::{RecordKind, with_kinds};
use super::{
    ActorKind, Body, BodyKind, Confidence, Credibility, Deadline, EdtfDate, Key, LanguageTag,
    Likelihood, Marking, Quote, Reliability, Slug, Stance, Table,
};
use crate::diag::Place;
use crate::text::{FileId, KeyPath};

/// A text whose links are resolved.
pub type Prose = Body<Target>;

macro_rules! references {
    ($($(#[$doc:meta])* $Kind:ident $word:literal $plural:literal $table:ident $as:ident;)*) => {
        /// A reference to a record of any kind.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Ref {
            $($(#[$doc])* $Kind(Key<$Kind>),)*
            /// A withdrawn record, whatever its kind was.
            Withdrawn(Key<Withdrawn>),
        }

        impl Ref {
            /// A reference to row `row` in the table of `kind`.
            pub fn new(kind: RecordKind, row: usize) -> Self {
                match kind {
                    $(RecordKind::$Kind => Self::$Kind(Table::<$Kind>::key(row)),)*
                }
            }
        }
    };
}

with_kinds!(references);

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// To a record, or to an anchor of its body.
    Record(Ref, Option<String>),
    /// To an article, as a numbered citation.
    Citation(Key<Article>),
    /// To an actor whose name is in the text. The program added this link.
    Mention(Key<Actor>),
    /// To the home page.
    Home,
    /// To an anchor of the same body.
    Here(String),
    /// To a file in `content/static/`: its name, and what follows it in the link (`#page=2`).
    Static(String, String),
    /// To an address outside the site.
    External(String),
}

impl Target {
    /// The record that the link leads to, if any.
    pub fn record(&self) -> Option<Ref> {
        match self {
            Self::Record(to, _) => Some(*to),
            Self::Citation(article) => Some(Ref::Article(*article)),
            Self::Mention(actor) => Some(Ref::Actor(*actor)),
            Self::Home | Self::Here(_) | Self::Static(..) | Self::External(_) => None,
        }
    }
}

/// The values that every record has.
#[derive(Debug, Clone)]
pub struct Head {
    /// The record's id.
    pub id: Slug,
    /// Its TLP label.
    pub marking: Marking,
    /// Whether it is left out unless the build shows drafts.
    pub draft: bool,
    /// The file that contains the record.
    pub file: FileId,
}

impl Head {
    /// The values that other parts of the dossier depend on.
    pub(super) fn bearing(&self) -> impl PartialEq {
        (&self.id, self.marking, self.draft, self.file)
    }
}

/// A source document.
#[derive(Debug, Clone)]
pub struct Article {
    /// The values that every record has.
    pub head: Head,
    /// The headline as printed.
    pub title: Option<String>,
    /// The outlet that published it.
    pub publisher: Option<String>,
    /// The author or desk that it credits.
    pub byline: Option<String>,
    /// When it was published.
    pub published: Option<EdtfDate>,
    /// How the date is known.
    pub published_basis: Prose,
    /// When the analyst saved it.
    pub accessed: Option<EdtfDate>,
    /// Its address on the web.
    pub url: Option<String>,
    /// The address of an archived copy.
    pub archive: Option<String>,
    /// Its language, as a BCP 47 tag.
    pub language: Option<LanguageTag>,
    /// The report it goes back to, if it names one.
    pub origin: Option<Origin>,
    /// The report it ultimately goes back to, found by following origins from article to article.
    /// An article without an origin is its own root. Articles with the same root are one source.
    pub root: Slug,
    /// Articles that share words with it but do not go back to the same report.
    pub independent_of: Vec<Independent>,
    /// The Admiralty letter for the outlet.
    pub reliability: Option<Reliability>,
    /// Whether the body is a digest or the full text.
    pub body_kind: BodyKind,
    /// The digest or full text.
    pub body: Prose,
    /// When and why its publisher retracted it.
    pub retracted: Option<Ended>,
}

/// The report an article goes back to.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The id of the report. Articles with the same id have the same origin.
    pub id: Slug,
    /// Whether the article states the origin itself. Otherwise, the analyst inferred it.
    pub stated: bool,
    /// How the analyst knows the origin.
    pub basis: Prose,
}

/// An article that shares words with another one for a reason other than a common report.
#[derive(Debug, Clone)]
pub struct Independent {
    /// The other article.
    pub article: Key<Article>,
    /// Why the words are the same.
    pub why: Prose,
}

impl Article {
    /// How an article is named: by its title, or else by its publisher, or else by its id.
    pub fn called_by<'a>(
        title: Option<&'a str>,
        publisher: Option<&'a str>,
        id: &'a Slug,
    ) -> Called<'a> {
        match (title, publisher) {
            (Some(title), _) => Called::Title(title),
            (None, Some(publisher)) => Called::UntitledOf(publisher),
            (None, None) => Called::Untitled(id),
        }
    }
}

/// A page that brings records together.
#[derive(Debug, Clone)]
pub struct Topic {
    /// The values that every record has.
    pub head: Head,
    /// The topic's title.
    pub title: String,
    /// Its sort key among the topics.
    pub order: Option<i64>,
    /// A short description of the topic.
    pub summary: Prose,
    /// The text of the topic page.
    pub body: Prose,
}

/// A person or organization that acts.
#[derive(Debug, Clone)]
pub struct Actor {
    /// The values that every record has.
    pub head: Head,
    /// The name that pages show.
    pub name: String,
    /// What the actor is: a person, a company, ….
    pub kind: ActorKind,
    /// The actor's other names.
    pub aliases: Vec<String>,
    /// The actor's role.
    pub role: Prose,
    /// The actor that this one belongs to.
    pub member_of: Option<Key<Actor>>,
    /// A short description of the actor.
    pub summary: Prose,
}

/// A statement that can be supported or disputed.
#[derive(Debug, Clone)]
pub struct Claim {
    /// The values that every record has.
    pub head: Head,
    /// The statement itself.
    pub text: Prose,
    /// The topics it belongs to, with the topic of its file first.
    pub topics: Vec<Key<Topic>>,
    /// The actors it is about.
    pub actors: Vec<Key<Actor>>,
    /// Claims to compare it with.
    pub see_also: Vec<SeeAlso>,
    /// The quotes for and against it.
    pub evidence: Vec<Evidence>,
}

/// A claim to compare with.
#[derive(Debug, Clone)]
pub struct SeeAlso {
    /// The id of the claim.
    pub id: Slug,
    /// The claim, which may have been withdrawn.
    pub claim: Ref,
    /// Why to compare the two claims.
    pub why: Prose,
}

/// Identifies a piece of evidence among all of a project, including withheld ones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct PieceNumber {
    /// The row of its claim before anything was withheld.
    pub claim: usize,
    /// Its index among the pieces of the claim.
    pub at: usize,
}

/// A quote from an article for or against a claim, or one that mentions it.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// Identifies the piece, for its finding.
    pub number: PieceNumber,
    /// Its index in the claim's list in the file.
    pub at: usize,
    /// The article that is quoted.
    pub article: Key<Article>,
    /// The quoted words.
    pub quote: Quote,
    /// Whether the words support, dispute or only mention the claim.
    pub stance: Stance,
    /// The actor whose words the article reports, if any.
    pub speaker: Option<Speaker>,
    /// How the article says it knows.
    pub sourcing: Prose,
    /// The Admiralty digit for this report.
    pub credibility: Option<Credibility>,
    /// A note by the analyst.
    pub note: Prose,
}

/// The actor whose words an article reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Speaker {
    /// An actor that is shown.
    Actor(Key<Actor>),
    /// An actor that this build withholds, with a number that distinguishes it from others. Two
    /// pieces from the same withheld actor still count as one line.
    Withheld(usize),
}

impl Claim {
    /// The place in its file of the value under `key` of a piece of its evidence.
    pub fn place_of(&self, piece: &Evidence, key: &str) -> Place {
        let path = KeyPath::root()
            .then(RecordKind::Claim.plural())
            .then(self.head.id.as_str())
            .then("evidence")
            .then(piece.at)
            .then(key);
        Place::Value(self.head.file, path)
    }
}

impl Speaker {
    /// The actor, if this build shows it.
    pub fn actor(self) -> Option<Key<Actor>> {
        match self {
            Self::Actor(actor) => Some(actor),
            Self::Withheld(_) => None,
        }
    }
}

/// Something that happened or is due.
#[derive(Debug, Clone)]
pub struct Event {
    /// The values that every record has.
    pub head: Head,
    /// What happened or is due.
    pub title: String,
    /// When it happened or will happen.
    pub date: Option<EdtfDate>,
    /// How the date is known.
    pub date_basis: Prose,
    /// The instant at which something is due.
    pub deadline: Option<Deadline>,
    /// Further text.
    pub text: Prose,
    /// The topics it belongs to, with the topic of its file first.
    pub topics: Vec<Key<Topic>>,
    /// The actors that take part.
    pub actors: Vec<Key<Actor>>,
    /// The claims that it is based on.
    pub claims: Vec<Key<Claim>>,
}

/// A tie between two actors.
#[derive(Debug, Clone)]
pub struct Relation {
    /// Its TLP label.
    pub marking: Marking,
    /// Whether it is left out unless the build shows drafts.
    pub draft: bool,
    /// The file that contains it.
    pub file: FileId,
    /// Its index in the file's list.
    pub at: usize,
    /// The actor that the relation starts from.
    pub from: Key<Actor>,
    /// The actor that the relation leads to.
    pub to: Key<Actor>,
    /// What `from` is to `to`, for example `contractor-of`.
    pub kind: Slug,
    /// The claims that it is based on.
    pub claims: Vec<Key<Claim>>,
    /// Further text.
    pub note: Prose,
}

impl Relation {
    /// The kind in words, for example `contractor of`.
    pub fn kind_in_words(&self) -> String {
        self.kind.as_str().replace('-', " ")
    }
}

/// A conclusion of the analyst.
#[derive(Debug, Clone)]
pub struct Judgement {
    /// The values that every record has.
    pub head: Head,
    /// The conclusion.
    pub text: Prose,
    /// How likely the conclusion is.
    pub likelihood: Likelihood,
    /// How sure the analyst is of it.
    pub confidence: Confidence,
    /// The reasons for the conclusion.
    pub basis: Prose,
    /// The claims that it is based on.
    pub claims: Vec<Key<Claim>>,
    /// The topics it belongs to, with the topic of its file first.
    pub topics: Vec<Key<Topic>>,
}

/// A question that no article answers.
#[derive(Debug, Clone)]
pub struct Question {
    /// The values that every record has.
    pub head: Head,
    /// The question itself.
    pub text: Prose,
    /// The claims that raise it.
    pub claims: Vec<Key<Claim>>,
    /// The topics it belongs to, with the topic of its file first.
    pub topics: Vec<Key<Topic>>,
}

/// The remains of a withdrawn record. Its address still works.
#[derive(Debug, Clone)]
pub struct Withdrawn {
    /// The values that every record has.
    pub head: Head,
    /// The kind of record that it was.
    pub kind: RecordKind,
    /// Its former title or name, if the file still has it.
    pub title: Option<String>,
    /// The other names of a withdrawn actor. They are never shown.
    pub aliases: Vec<String>,
    /// When and why it was withdrawn.
    pub ended: Ended,
}

/// When and why a record was withdrawn, or an article retracted.
#[derive(Debug, Clone)]
pub struct Ended {
    /// The date on which it ended.
    pub on: EdtfDate,
    /// The reason why it ended.
    pub why: Prose,
}

/// How a record is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Called<'a> {
    /// By its title or name.
    Title(&'a str),
    /// By its text.
    Text(&'a Prose),
    /// As an untitled article from this outlet.
    UntitledOf(&'a str),
    /// As an untitled article with this id.
    Untitled(&'a Slug),
    /// As a withdrawn record of this kind and id, without a title.
    Withdrawn(RecordKind, &'a Slug),
}

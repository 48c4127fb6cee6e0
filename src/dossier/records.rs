//! The records of a dossier, resolved: every reference is a key into a table that has it. Only data
//! is here, since records refer to each other; what a kind contains, and how it changes, is in
//! `contents/`.

use super::kinds::{RecordKind, with_kinds};
use super::{
    ActorKind, Body, BodyKind, Confidence, Credibility, Deadline, EdtfDate, Key, LanguageTag,
    Likelihood, Marking, Quote, Reliability, Slug, Stance, Table,
};
use crate::diag::Place;
use crate::text::{FileId, KeyPath};

/// A text whose links lead somewhere.
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
            /// The record in row `row` of the table of `kind`.
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
    /// To a record, as a numbered citation.
    Citation(Key<Article>),
    /// To an actor whose name stands in the text. The program added this link.
    Mention(Key<Actor>),
    /// To the home page.
    Home,
    /// To an anchor of the same body.
    Here(String),
    /// To a file of `content/static/`, by its name there, with what followed it (`#page=2`).
    Static(String, String),
    /// Out of the site.
    External(String),
}

impl Target {
    /// The record that it leads to, where it is one.
    pub fn record(&self) -> Option<Ref> {
        match self {
            Self::Record(to, _) => Some(*to),
            Self::Citation(article) => Some(Ref::Article(*article)),
            Self::Mention(actor) => Some(Ref::Actor(*actor)),
            Self::Home | Self::Here(_) | Self::Static(..) | Self::External(_) => None,
        }
    }
}

/// What every record has.
#[derive(Debug, Clone)]
pub struct Head {
    /// Its id.
    pub id: Slug,
    /// Its TLP label.
    pub marking: Marking,
    /// Whether it is left out unless the build shows drafts.
    pub draft: bool,
    /// The file that it is written in.
    pub file: FileId,
}

impl Head {
    /// What other parts of the dossier depend on.
    pub(super) fn bearing(&self) -> impl PartialEq {
        (&self.id, self.marking, self.draft, self.file)
    }
}

/// A source document.
#[derive(Debug, Clone)]
pub struct Article {
    /// What every record has.
    pub head: Head,
    /// The headline as printed.
    pub title: Option<String>,
    /// The outlet.
    pub publisher: Option<String>,
    /// The person or desk it credits.
    pub byline: Option<String>,
    /// When it appeared.
    pub published: Option<EdtfDate>,
    /// How that is known.
    pub published_basis: Prose,
    /// When it was saved.
    pub accessed: Option<EdtfDate>,
    /// Where it stands.
    pub url: Option<String>,
    /// Where a copy stands.
    pub archive: Option<String>,
    /// Its language, as a BCP 47 tag.
    pub language: Option<LanguageTag>,
    /// The report it goes back to.
    pub origin: Option<Origin>,
    /// What it goes back to in the end: the report it names; where that is an article that names one, what that one goes back
    /// to; itself where it names none. Articles with one root are one source.
    pub root: Slug,
    /// Articles that share words with it and do not go back to the same report.
    pub independent_of: Vec<Independent>,
    /// Admiralty letter of the outlet.
    pub reliability: Option<Reliability>,
    /// What the body is.
    pub body_kind: BodyKind,
    /// The digest or the full text.
    pub body: Prose,
    /// By its publisher.
    pub retracted: Option<Ended>,
}

/// The report an article goes back to.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The same in two articles: one origin.
    pub id: Slug,
    /// Whether the article says so itself; inferred otherwise.
    pub stated: bool,
    /// How the analyst knows.
    pub basis: Prose,
}

/// An article that shares words with another one for another reason than a common report.
#[derive(Debug, Clone)]
pub struct Independent {
    /// The other article.
    pub article: Key<Article>,
    /// How the words come to be the same.
    pub why: Prose,
}

impl Article {
    /// What an article is called: its headline, or that it has none and who published it.
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

/// A page that records are merged into.
#[derive(Debug, Clone)]
pub struct Topic {
    /// What every record has.
    pub head: Head,
    /// Its name.
    pub title: String,
    /// Its place among the topics.
    pub order: Option<i64>,
    /// What it is about.
    pub summary: Prose,
    /// Its own text.
    pub body: Prose,
}

/// Somebody who acts.
#[derive(Debug, Clone)]
pub struct Actor {
    /// What every record has.
    pub head: Head,
    /// The name to show.
    pub name: String,
    /// Person, company, ….
    pub kind: ActorKind,
    /// Other names.
    pub aliases: Vec<String>,
    /// What they are.
    pub role: Prose,
    /// The body they belong to.
    pub member_of: Option<Key<Actor>>,
    /// Who they are.
    pub summary: Prose,
}

/// A statement that can be supported or disputed.
#[derive(Debug, Clone)]
pub struct Claim {
    /// What every record has.
    pub head: Head,
    /// The statement.
    pub text: Prose,
    /// The topics it belongs to, the file's first.
    pub topics: Vec<Key<Topic>>,
    /// Who it is about.
    pub actors: Vec<Key<Actor>>,
    /// Claims to compare.
    pub see_also: Vec<SeeAlso>,
    /// What the articles say.
    pub evidence: Vec<Evidence>,
}

/// A claim to compare with.
#[derive(Debug, Clone)]
pub struct SeeAlso {
    /// The id of the claim.
    pub id: Slug,
    /// The claim, which may have been withdrawn.
    pub claim: Ref,
    /// Why.
    pub why: Prose,
}

/// Which piece of all evidence of a project, withheld or not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct PieceNumber {
    /// The row of its claim before anything was withheld.
    pub claim: usize,
    /// Its place among the pieces of the claim, from 0.
    pub at: usize,
}

/// One article's words for or against a claim.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// Which one it is: findings are kept by it.
    pub number: PieceNumber,
    /// Its place in the claim's list as the file has it, from 0.
    pub at: usize,
    /// The article.
    pub article: Key<Article>,
    /// Its words.
    pub quote: Quote,
    /// What they do to the claim.
    pub stance: Stance,
    /// Who they go back to, where that is an actor.
    pub speaker: Option<Speaker>,
    /// How the article knows.
    pub sourcing: Prose,
    /// Admiralty digit of this report.
    pub credibility: Option<Credibility>,
    /// What the analyst adds.
    pub note: Prose,
}

/// Who words go back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Speaker {
    /// An actor.
    Actor(Key<Actor>),
    /// An actor that this build leaves out. The number tells one from another: that two articles have their words from
    /// the same one counts also where nobody may read who it is.
    Withheld(usize),
}

impl Claim {
    /// Where a value of a piece of its evidence stands.
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
    /// The actor, where this build shows it.
    pub fn actor(self) -> Option<Key<Actor>> {
        match self {
            Self::Actor(actor) => Some(actor),
            Self::Withheld(_) => None,
        }
    }
}

/// Something dated that happened or is due.
#[derive(Debug, Clone)]
pub struct Event {
    /// What every record has.
    pub head: Head,
    /// What it is.
    pub title: String,
    /// When.
    pub date: Option<EdtfDate>,
    /// How that is known.
    pub date_basis: Prose,
    /// The instant at which something is due.
    pub deadline: Option<Deadline>,
    /// More about it.
    pub text: Prose,
    /// The topics it belongs to, the file's first.
    pub topics: Vec<Key<Topic>>,
    /// Who takes part.
    pub actors: Vec<Key<Actor>>,
    /// What it rests on.
    pub claims: Vec<Key<Claim>>,
}

/// A tie between two actors.
#[derive(Debug, Clone)]
pub struct Relation {
    /// Its TLP label.
    pub marking: Marking,
    /// Whether it is left out unless drafts are built.
    pub draft: bool,
    /// The file it stands in.
    pub file: FileId,
    /// Its place in the file's list, from 0.
    pub at: usize,
    /// The actor it goes out from.
    pub from: Key<Actor>,
    /// The actor it goes to.
    pub to: Key<Actor>,
    /// What `from` is to `to`: `contractor-of`.
    pub kind: Slug,
    /// What it rests on.
    pub claims: Vec<Key<Claim>>,
    /// More about it.
    pub note: Prose,
}

impl Relation {
    /// The kind in words: `contractor of`.
    pub fn kind_in_words(&self) -> String {
        self.kind.as_str().replace('-', " ")
    }
}

/// What the analyst concludes.
#[derive(Debug, Clone)]
pub struct Judgement {
    /// What every record has.
    pub head: Head,
    /// The conclusion.
    pub text: Prose,
    /// How likely.
    pub likelihood: Likelihood,
    /// How sure the analyst is.
    pub confidence: Confidence,
    /// Why.
    pub basis: Prose,
    /// What it rests on.
    pub claims: Vec<Key<Claim>>,
    /// The topics it belongs to, the file's first.
    pub topics: Vec<Key<Topic>>,
}

/// What no article answers.
#[derive(Debug, Clone)]
pub struct Question {
    /// What every record has.
    pub head: Head,
    /// The question.
    pub text: Prose,
    /// The claims that raise it.
    pub claims: Vec<Key<Claim>>,
    /// The topics it belongs to, the file's first.
    pub topics: Vec<Key<Topic>>,
}

/// A record that was withdrawn; its address still answers.
#[derive(Debug, Clone)]
pub struct Withdrawn {
    /// What every record has.
    pub head: Head,
    /// What it was.
    pub kind: RecordKind,
    /// What it was called, where that is still given.
    pub title: Option<String>,
    /// An actor's other names, which are shown nowhere.
    pub aliases: Vec<String>,
    /// When and why.
    pub ended: Ended,
}

/// That and why something ended.
#[derive(Debug, Clone)]
pub struct Ended {
    /// When.
    pub on: EdtfDate,
    /// Why.
    pub why: Prose,
}

/// What a record is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Called<'a> {
    /// By a title or a name.
    Title(&'a str),
    /// By its text.
    Text(&'a Prose),
    /// An article without a headline, of this outlet.
    UntitledOf(&'a str),
    /// An article without a headline, of this id.
    Untitled(&'a Slug),
    /// A withdrawn record of which nothing else is left than its kind and its id.
    Withdrawn(RecordKind, &'a Slug),
}

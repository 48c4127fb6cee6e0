//! The types and properties of schema.org that pages use, as its vocabulary defines them: who writes a property here has looked
//! up that its domain has the type, and its range the value. `.ci/structured/` checks every page by the vocabulary.

use crate::dossier::{ActorKind, RecordKind};
use serde::Serialize;

/// The context by which names mean terms of schema.org.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) enum Context {
    #[serde(rename = "https://schema.org")]
    SchemaOrg,
}

/// What something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) enum Type {
    Claim,
    CollectionPage,
    Corporation,
    Event,
    GovernmentOrganization,
    ItemList,
    NewsArticle,
    NewsMediaOrganization,
    Organization,
    Person,
    Question,
    Report,
    WebPage,
}

impl From<ActorKind> for Type {
    fn from(kind: ActorKind) -> Self {
        match kind {
            ActorKind::Person => Self::Person,
            ActorKind::Organization => Self::Organization,
            ActorKind::GovernmentOrganization => Self::GovernmentOrganization,
            ActorKind::Corporation => Self::Corporation,
            ActorKind::NewsMediaOrganization => Self::NewsMediaOrganization,
        }
    }
}

/// An address: whole where that of the site is known. Otherwise relative, and to be resolved against that of the page (JSON-LD 1.1,
/// section 7.2), which holds wherever the site is put.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub(super) struct Iri(String);

impl Iri {
    /// An address elsewhere.
    pub(super) fn elsewhere(address: &str) -> Self {
        Self(address.to_owned())
    }

    /// The page at `path` below `base`, what leads to the site's root, or a place on that page.
    pub(super) fn page(base: &str, path: &str) -> Self {
        Self([base, path].concat())
    }

    /// What the page is about, which is not the page itself. No other place on a page is called `the:KIND`.
    pub(super) fn thing(base: &str, path: &str, kind: RecordKind) -> Self {
        Self([base, path, "#the:", kind.word()].concat())
    }
}

/// What a page is about: that names are terms of schema.org, what it is, what it is called by, and where it is to be found.
#[derive(Debug, Serialize)]
pub(super) struct Subject {
    #[serde(rename = "@context")]
    pub(super) context: Context,
    #[serde(rename = "@type")]
    pub(super) kind: Type,
    #[serde(rename = "@id")]
    pub(super) id: Iri,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<Iri>,
}

/// What is described elsewhere.
#[derive(Debug, Serialize)]
pub(super) struct Reference {
    #[serde(rename = "@id")]
    pub(super) id: Iri,
}

/// What is described elsewhere, with as much as tells people what it is.
#[derive(Debug, Serialize)]
pub(super) struct Named<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: Type,
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<Iri>,
    pub(super) name: &'a str,
}

/// The site, or a topic.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Report<'a> {
    #[serde(flatten)]
    pub(super) subject: Subject,
    pub(super) name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    pub(super) in_language: &'a str,
    /// Who made it: `author` would have to say whether that is a person or an organization.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) credit_text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) is_part_of: Option<Reference>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) about: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) has_part: Vec<Named<'a>>,
}

/// A statement, and where it is met. That it is met there is all that is said: no rating, no status.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Claim<'a> {
    #[serde(flatten)]
    pub(super) subject: Subject,
    pub(super) text: &'a str,
    pub(super) in_language: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) about: Vec<Named<'a>>,
    /// Who is quoted with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) author: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) appearance: Vec<ArticleCited<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) is_part_of: Vec<Reference>,
}

/// An article where it is cited.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ArticleCited<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: Type,
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<Iri>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) headline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) publisher: Option<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) creative_work_status: Option<Retracted>,
}

/// An article.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NewsArticle<'a> {
    /// Its address is that which the outlet gives it.
    #[serde(flatten)]
    pub(super) subject: Subject,
    /// Our page about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) main_entity_of_page: Option<Iri>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) headline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) publisher: Option<Named<'a>>,
    /// The person or desk: see [`Report::credit_text`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) credit_text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date_published: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) in_language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) archived_at: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) is_based_on: Option<ArticleCited<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) creative_work_status: Option<Retracted>,
}

/// That a publisher has taken an article back.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) enum Retracted {
    Retracted,
}

/// A person or an organization.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Actor<'a> {
    #[serde(flatten)]
    pub(super) subject: Subject,
    pub(super) name: &'a str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    pub(super) alternate_name: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    /// Of a person: organizations have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) job_title: Option<&'a str>,
    /// An organization: nobody is a member of a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) member_of: Option<Named<'a>>,
}

/// A page that is about nothing of the above, or lists many of it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WebPage<'a, T> {
    #[serde(flatten)]
    pub(super) subject: Subject,
    pub(super) name: &'a str,
    pub(super) in_language: &'a str,
    pub(super) is_part_of: Reference,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) main_entity: Option<ItemList<T>>,
}

/// What a page lists; the first of it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ItemList<T> {
    #[serde(rename = "@type")]
    pub(super) kind: Type,
    /// How many there are, listed here or not.
    pub(super) number_of_items: usize,
    pub(super) item_list_element: Vec<T>,
}

/// Something dated.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Event<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: Type,
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<Iri>,
    pub(super) name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) start_date: Option<&'a str>,
}

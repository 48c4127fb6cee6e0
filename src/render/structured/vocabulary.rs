//! The types and properties of schema.org that pages use. Before adding a property, check that its
//! domain includes the type and its range the value. `.ci/structured/` checks every page against
//! the vocabulary.

use crate::dossier::{ActorKind, RecordKind};
use serde::Serialize;

/// The JSON-LD context: names are terms of schema.org.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) enum Context {
    #[serde(rename = "https://schema.org")]
    SchemaOrg,
}

/// A type of schema.org.
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

/// An address. It is absolute if the base URL of the site is known. Otherwise, it is relative to
/// the page (JSON-LD 1.1, section 7.2), and valid wherever the site is published.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub(super) struct Iri(String);

impl Iri {
    /// An address outside the site.
    pub(super) fn elsewhere(address: &str) -> Self {
        Self(address.to_owned())
    }

    /// The page, or place on a page, at `path` below `base`, the site's root.
    pub(super) fn page(base: &str, path: &str) -> Self {
        Self([base, path].concat())
    }

    /// The thing that a page is about, as opposed to the page itself. No other anchor on a page has
    /// the form `the:KIND`.
    pub(super) fn thing(base: &str, path: &str, kind: RecordKind) -> Self {
        Self([base, path, "#the:", kind.word()].concat())
    }
}

/// The common properties of what a page is about: context, type, identifier and address.
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

/// A reference to something that is described elsewhere.
#[derive(Debug, Serialize)]
pub(super) struct Reference {
    #[serde(rename = "@id")]
    pub(super) id: Iri,
}

/// A reference with a type and a name that people understand.
#[derive(Debug, Serialize)]
pub(super) struct Named<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: Type,
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<Iri>,
    pub(super) name: &'a str,
}

/// The site or a topic.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Report<'a> {
    #[serde(flatten)]
    pub(super) subject: Subject,
    pub(super) name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    pub(super) in_language: &'a str,
    /// Who prepared it. `author` would require knowing whether that is a person or an organization.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) credit_text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) is_part_of: Option<Reference>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) about: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) has_part: Vec<Named<'a>>,
}

/// A claim, and the articles that support it, without any rating or status.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Claim<'a> {
    #[serde(flatten)]
    pub(super) subject: Subject,
    pub(super) text: &'a str,
    pub(super) in_language: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) about: Vec<Named<'a>>,
    /// The actors who are quoted as making the claim.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) author: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) appearance: Vec<ArticleCited<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) is_part_of: Vec<Reference>,
}

/// An article that is cited.
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

/// The article that a page is about.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NewsArticle<'a> {
    /// Its `url` is the address at the outlet.
    #[serde(flatten)]
    pub(super) subject: Subject,
    /// The page of this site about the article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) main_entity_of_page: Option<Iri>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) headline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) publisher: Option<Named<'a>>,
    /// The person or desk that it credits: see [`Report::credit_text`].
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

/// The status of an article that its publisher retracted.
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
    /// Only for a person; organizations have no job title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) job_title: Option<&'a str>,
    /// Always an organization, because nobody is a member of a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) member_of: Option<Named<'a>>,
}

/// A page that has no other subject, or lists many records.
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

/// The first items of a list on a page.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ItemList<T> {
    #[serde(rename = "@type")]
    pub(super) kind: Type,
    /// The number of all items, including those left out here.
    pub(super) number_of_items: usize,
    pub(super) item_list_element: Vec<T>,
}

/// An event.
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

//! Helpers for all views of a page: addresses relative to the page, and texts as HTML.

use super::engine::{Escaping, Html, Shared};
use super::highlight;
use crate::dossier::{
    Article, Citing, Claim, CodeBlock, Dossier, Heading, Key, Pen, Prose, Ref, Target, Topic,
    escape, escape_attribute,
};
use crate::labels::Labels;
use crate::plan::{Page, PageKind, SitePlan};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::OnceLock;

/// Views that many pages show, each made only once. They are shared by pages in a folder directly
/// below the root, whose links all begin with `../`.
pub(super) struct Cards {
    claims: Vec<OnceLock<ClaimCard>>,
    notes: Vec<OnceLock<Shared>>,
}

/// The view of a claim in lists.
struct ClaimCard {
    view: Shared,
    /// The citation numbers of the articles that it cites.
    cited: Vec<usize>,
}

impl Cards {
    const ROOT: &str = "../";

    /// An empty place for the view of each claim and each article.
    pub(super) fn new(dossier: &Dossier) -> Self {
        Self {
            claims: dossier.claims.keys().map(|_| OnceLock::new()).collect(),
            notes: dossier.articles.keys().map(|_| OnceLock::new()).collect(),
        }
    }
}

/// Writes the texts and addresses of one page.
pub(super) struct Writer<'a> {
    pub(super) plan: &'a SitePlan,
    pub(super) dossier: &'a Dossier,
    pub(super) labels: &'a Labels,
    /// The path from the page to the site's root.
    pub(super) root: String,
    /// Whether all records are on this page.
    on_paper: bool,
    cards: &'a Cards,
    /// The citation numbers of the articles that the page has cited so far.
    cited: RefCell<BTreeSet<usize>>,
    /// The claims that the text linked most recently. A citation after them refers to their
    /// evidence.
    linked: RefCell<Vec<Key<Claim>>>,
}

/// The number of claims before a citation that it may refer to.
const CLAIMS_BEFORE_CITATION: usize = 3;

/// A name, with a link if there is a page to link to.
#[derive(Debug, Serialize)]
pub(super) struct Link {
    /// The text of the link.
    pub(super) label: String,
    /// The address relative to the site's root.
    pub(super) url: Option<String>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        plan: &'a SitePlan,
        labels: &'a Labels,
        cards: &'a Cards,
        page: &Page,
    ) -> Self {
        let base = plan.config.base_url.as_ref();
        let root = match (page.kind, base) {
            // A server shows this page at any depth, where only absolute addresses work.
            (PageKind::NotFound, Some(base)) => base.as_str().to_owned(),
            _ => page.route.to_root(),
        };
        Self {
            plan,
            dossier: plan.dossier(),
            labels,
            root,
            on_paper: page.kind == PageKind::Print,
            cards,
            cited: RefCell::default(),
            linked: RefCell::default(),
        }
    }

    /// The view of a claim in lists. `make` makes it if no page has shown it yet.
    pub(super) fn card(&self, claim: Key<Claim>, make: impl FnOnce() -> Shared) -> Shared {
        if self.root != Cards::ROOT {
            return make();
        }
        let card = self.cards.claims[claim.row()].get_or_init(|| {
            let before = self.cited.take();
            let view = make();
            let cited = self.cited.replace(before).into_iter().collect();
            ClaimCard { view, cited }
        });
        self.cited.borrow_mut().extend(&card.cited);
        card.view.clone()
    }

    /// Records that the page cites an article.
    pub(super) fn cite(&self, article: Key<Article>) {
        let number = self.plan.connections.number(article);
        self.cited.borrow_mut().insert(number);
    }

    /// The views of the articles that the page has cited so far, by citation number. `make` makes a
    /// view.
    pub(super) fn notes(&self, make: impl Fn(Key<Article>) -> Shared) -> Vec<Shared> {
        let cited = self.cited.borrow();
        let articles = cited
            .iter()
            .map(|number| self.plan.connections.bibliography()[number - 1]);
        articles
            .map(|article| match self.root.as_str() {
                Cards::ROOT => {
                    let note = &self.cards.notes[article.row()];
                    note.get_or_init(|| make(article)).clone()
                }
                _ => make(article),
            })
            .collect()
    }

    /// A record's address relative to the site's root, or its anchor if all records are on this
    /// page.
    pub(super) fn url(&self, reference: Ref) -> Option<String> {
        if self.on_paper {
            return Some(self.place_on_paper(reference));
        }
        Some(self.plan.address(reference)?.into_string())
    }

    /// A record's anchor on the page with all records.
    fn place_on_paper(&self, reference: Ref) -> String {
        if let Ref::Article(key) = reference {
            return format!("#source:{}", self.plan.connections.number(key));
        }
        let (kind, head) = self.dossier.head(reference);
        let id = &head.id;
        format!("#{}:{id}", kind.word())
    }

    /// Whether all records are on this page.
    pub(super) fn is_on_paper(&self) -> bool {
        self.on_paper
    }

    /// A record's name and address.
    pub(super) fn link(&self, reference: Ref) -> Link {
        let label = self.labels.name(self.dossier.record(reference));
        Link {
            label,
            url: self.url(reference),
        }
    }

    /// The name and address of the owner of a text.
    pub(super) fn citing(&self, citing: Citing) -> Link {
        match citing {
            Citing::Record(reference) => self.link(reference),
            Citing::Relation(key) => self.link(Ref::Actor(self.dossier.relations[key].from)),
            Citing::Home => Link {
                label: self.labels.bottom_line().to_owned(),
                url: Some(
                    if self.on_paper {
                        "#section:bottom-line"
                    } else {
                        "index.html"
                    }
                    .into(),
                ),
            },
        }
    }

    /// An address relative to the site's root, as seen from the page.
    pub(super) fn seen_from_here(&self, url: Option<&str>) -> Option<String> {
        Some(format!("{}{}", self.root, url?))
    }

    /// A link as HTML: its name alone if it leads nowhere.
    pub(super) fn link_html(&self, link: &Link) -> String {
        self.links_html(std::slice::from_ref(link))
    }

    /// Links as HTML, one after the other.
    pub(super) fn links_html(&self, links: &[Link]) -> String {
        let mut out = Escaping::default();
        for (at, link) in links.iter().enumerate() {
            if at > 0 {
                out.html(", ");
            }
            let Some(url) = &link.url else {
                out.text(&link.label);
                continue;
            };
            out.html("<a href=\"");
            out.text(&self.root);
            out.text(url);
            out.html("\">");
            out.text(&link.label);
            out.html("</a>");
        }
        out.finish()
    }

    /// A text as HTML.
    pub(super) fn html(&self, prose: &Prose) -> Html {
        self.linked.borrow_mut().clear();
        let mut out = String::with_capacity(prose.text().len() * 5 / 4);
        prose.write_html(&mut out, self);
        Html::new(out.trim_end())
    }

    /// A text as HTML, or `None` if it is empty.
    pub(super) fn maybe(&self, prose: &Prose) -> Option<Html> {
        (!prose.is_empty()).then(|| self.html(prose))
    }

    /// A link's address relative to the page. `None` if the site has no page for its target.
    fn address(&self, target: &Target) -> Option<String> {
        let root = &self.root;
        Some(match target {
            Target::Record(reference, None) => format!("{root}{}", self.url(*reference)?),
            Target::Mention(actor) => format!("{root}{}", self.url(Ref::Actor(*actor))?),
            Target::Record(Ref::Topic(topic), Some(anchor)) if self.on_paper => {
                format!("#{}", anchor_on_paper(&self.dossier.topics[*topic], anchor))
            }
            Target::Record(reference, Some(_)) if self.on_paper => self.url(*reference)?,
            Target::Record(reference, Some(anchor)) => {
                format!(
                    "{root}{}",
                    self.plan.address(*reference)?.at(anchor).as_str()
                )
            }
            Target::Citation(article) => {
                format!("#source:{}", self.plan.connections.number(*article))
            }
            Target::Home if self.on_paper => "#section:bottom-line".into(),
            Target::Home => format!("{root}index.html"),
            Target::Here(anchor) => format!("#{anchor}"),
            Target::Static(name, rest) => {
                let path: Vec<String> = name.split('/').map(percent).collect();
                format!("{root}{}{rest}", path.join("/"))
            }
            Target::External(url) => url.clone(),
        })
    }
}

impl<'a> Writer<'a> {
    /// The quote from `article` that supports or disputes the claim linked most recently before a
    /// citation.
    fn quote_for(&self, article: Key<Article>) -> Option<&'a str> {
        let linked = self.linked.borrow();
        let mut evidence = linked
            .iter()
            .flat_map(|claim| &self.dossier.claims[*claim].evidence);
        let piece = evidence.find(|piece| piece.article == article)?;
        Some(&piece.quote.text)
    }
}

/// The anchor of a heading of a topic on the page with all records. The double hyphen separates it
/// from the id, because no id contains one.
pub(super) fn anchor_on_paper(topic: &Topic, anchor: &str) -> String {
    format!("{}--{anchor}", topic.head.id)
}

impl Pen<Target> for Writer<'_> {
    fn begin_link(&self, target: &Target, out: &mut String) -> bool {
        let Some(address) = self.address(target) else {
            return false;
        };
        out.push_str("<a href=\"");
        escape_attribute(&address, out);
        out.push('"');
        if let Target::Record(Ref::Claim(claim), _) = target {
            let mut linked = self.linked.borrow_mut();
            linked.truncate(CLAIMS_BEFORE_CITATION - 1);
            linked.insert(0, *claim);
        }
        if let Target::Citation(article) = target {
            self.cite(*article);
            out.push_str(" class=\"cite\"");
            if let Some(quote) = self.quote_for(*article) {
                out.push_str(" data-quote=\"");
                escape_attribute(quote, out);
                out.push('"');
            }
            let number = self.plan.connections.number(*article);
            let _ = write!(out, ">[{number}]");
        } else if let Target::Record(Ref::Withdrawn(_), _) = target {
            out.push_str(" class=\"withdrawn\" title=\"");
            escape_attribute(self.labels.withdrawn(), out);
            out.push_str("\">");
        } else {
            out.push('>');
        }
        true
    }

    /// A picture from another site is named but not shown, because pages load nothing from other
    /// sites.
    fn image(&self, target: &Target, alt: &str, out: &mut String) {
        if let Target::External(address) = target
            && !address.starts_with("data:")
        {
            out.push_str("<span class=\"elsewhere\">");
            escape(&self.labels.picture_at(alt, address), out);
            out.push_str("</span>");
            return;
        }
        out.push_str("<img src=\"");
        escape_attribute(&self.address(target).unwrap_or_default(), out);
        out.push_str("\" alt=\"");
        escape_attribute(alt, out);
        out.push_str("\">");
    }

    fn code(&self, block: &CodeBlock, out: &mut String) {
        highlight::code_block(block, out);
    }

    fn way_back(&self, out: &mut String) {
        escape_attribute(self.labels.back_to_text(), out);
    }

    fn end_heading(&self, heading: &Heading, out: &mut String) {
        out.push_str(" <a class=\"permalink\" href=\"#");
        self.anchor(&heading.anchor, out);
        out.push_str("\" aria-label=\"");
        escape_attribute(self.labels.link_to_section(), out);
        let _ = write!(out, "\">#</a></h{}>", heading.level);
    }

    fn begin_mark(&self, _number: usize, _out: &mut String) {}

    fn end_mark(&self, _number: usize, _out: &mut String) {}
}

/// Characters that are encoded in a path segment: all but ASCII letters, digits, other unreserved
/// characters, sub-delimiters and `@` (RFC 3986, section 3.3).
const IN_A_PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b'@');

/// A path segment, percent-encoded.
fn percent(part: &str) -> String {
    utf8_percent_encode(part, IN_A_PATH).to_string()
}

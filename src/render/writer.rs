//! What every view of a page needs: addresses as seen from the page, and texts as HTML.

use super::engine::{Html, Shared};
use super::highlight;
use crate::dossier::{
    Citing, Claim, CodeBlock, Dossier, Key, Pen, Prose, Record, Ref, Target, escape_attribute,
};
use crate::plan::{Page, PageKind, SitePlan};
use serde::Serialize;
use std::fmt::Write;
use std::sync::OnceLock;

/// Claims as lists show them: a claim stands on the pages of its topics and of its actors. These all lie in
/// folders of the site, so that its links lead up one step on each of them.
pub(super) struct Cards(Vec<OnceLock<Shared>>);

impl Cards {
    const ROOT: &str = "../";

    /// One for each claim, not made yet.
    pub(super) fn new(dossier: &Dossier) -> Self {
        Self(dossier.claims.keys().map(|_| OnceLock::new()).collect())
    }
}

/// Writes for one page.
pub(super) struct Writer<'a> {
    pub(super) plan: &'a SitePlan<'a>,
    pub(super) dossier: &'a Dossier,
    /// What leads from the page to the site's root.
    pub(super) root: String,
    cards: &'a Cards,
}

/// A name that leads somewhere, where there is somewhere to lead to.
#[derive(Debug, Serialize)]
pub(super) struct Link {
    /// The name.
    pub(super) label: String,
    /// The address relative to the site's root.
    pub(super) url: Option<String>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(plan: &'a SitePlan<'a>, cards: &'a Cards, page: &Page) -> Self {
        let base = plan.config.base_url.as_ref();
        let root = match (page.kind, base) {
            // A server shows this page at any depth, where only whole addresses hold.
            (PageKind::NotFound, Some(base)) => base.as_str().to_owned(),
            _ => page.route.to_root(),
        };
        Self {
            plan,
            dossier: plan.dossier,
            root,
            cards,
        }
    }

    /// A claim as lists show it, made by `make` where no page has shown it yet.
    pub(super) fn card(&self, claim: Key<Claim>, make: impl FnOnce() -> Shared) -> Shared {
        if self.root == Cards::ROOT {
            self.cards.0[claim.row()].get_or_init(make).clone()
        } else {
            make()
        }
    }

    /// A record's address relative to the site's root.
    pub(super) fn url(&self, reference: Ref) -> Option<String> {
        Some(self.plan.address(reference)?.into_string())
    }

    /// A record's name and address.
    pub(super) fn link(&self, reference: Ref) -> Link {
        let dossier = self.dossier;
        let label = match reference {
            Ref::Article(key) => dossier.articles[key].label(),
            Ref::Topic(key) => dossier.topics[key].label(),
            Ref::Actor(key) => dossier.actors[key].label(),
            Ref::Claim(key) => dossier.claims[key].label(),
            Ref::Event(key) => dossier.events[key].label(),
            Ref::Judgement(key) => dossier.judgements[key].label(),
            Ref::Question(key) => dossier.questions[key].label(),
            Ref::Withdrawn(key) => dossier.withdrawn[key].label(),
        };
        Link {
            label,
            url: self.url(reference),
        }
    }

    /// The name and address of a text's owner.
    pub(super) fn citing(&self, citing: Citing) -> Link {
        match citing {
            Citing::Record(reference) => self.link(reference),
            Citing::Home => Link {
                label: "Bottom line".into(),
                url: Some("index.html".into()),
            },
        }
    }

    /// A text as HTML.
    pub(super) fn html(&self, prose: &Prose) -> Html {
        let mut out = String::with_capacity(prose.text().len() * 5 / 4);
        prose.write_html(&mut out, self);
        Html::new(out.trim_end())
    }

    /// A text as HTML, where there is one.
    pub(super) fn maybe(&self, prose: &Prose) -> Option<Html> {
        (!prose.is_empty()).then(|| self.html(prose))
    }

    /// A link's address as seen from the page; `None` where it leads nowhere.
    fn address(&self, target: &Target) -> Option<String> {
        let root = &self.root;
        Some(match target {
            Target::Record(reference, None) => {
                format!("{root}{}", self.plan.address(*reference)?.as_str())
            }
            Target::Record(reference, Some(anchor)) => {
                format!(
                    "{root}{}",
                    self.plan.address(*reference)?.at(anchor).as_str()
                )
            }
            Target::Citation(article) => {
                let address = self.plan.address(Ref::Article(*article))?;
                format!("{root}{}", address.as_str())
            }
            Target::Home => format!("{root}index.html"),
            Target::Here(anchor) => format!("#{anchor}"),
            Target::Static(name, rest) => {
                let path: Vec<String> = name.split('/').map(percent).collect();
                format!("{root}{}{rest}", path.join("/"))
            }
            Target::External(url) => url.clone(),
            Target::Withheld => return None,
        })
    }
}

impl Pen<Target> for Writer<'_> {
    fn begin_link(&self, target: &Target, out: &mut String) -> bool {
        let Some(address) = self.address(target) else {
            return false;
        };
        out.push_str("<a href=\"");
        escape_attribute(&address, out);
        out.push('"');
        if let Target::Citation(article) = target {
            out.push_str(" class=\"cite\" title=\"");
            escape_attribute(&self.dossier.articles[*article].label(), out);
            let number = self.plan.numbers[article.row()];
            let _ = write!(out, "\">[{number}]");
        } else if let Target::Record(Ref::Withdrawn(_), _) = target {
            out.push_str(" class=\"withdrawn\" title=\"withdrawn\">");
        } else {
            out.push('>');
        }
        true
    }

    fn image(&self, target: &Target, alt: &str, out: &mut String) {
        out.push_str("<img src=\"");
        escape_attribute(&self.address(target).unwrap_or_default(), out);
        out.push_str("\" alt=\"");
        escape_attribute(alt, out);
        out.push_str("\">");
    }

    fn code(&self, block: &CodeBlock, out: &mut String) {
        highlight::code_block(block, out);
    }

    fn begin_mark(&self, _number: usize, _out: &mut String) {}

    fn end_mark(&self, _number: usize, _out: &mut String) {}
}

/// A part of a path with everything written as bytes that has a meaning in an address
/// (RFC 3986, section 3.3).
fn percent(part: &str) -> String {
    let mut out = String::with_capacity(part.len());
    for byte in part.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

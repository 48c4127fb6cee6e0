//! What templates see: one view per kind of page, small, borrowed from the dossier where it can be.
//!
//! The fields of the views are the theme's interface; `docs/templates.md` lists them, and a test holds it against them.

mod actor;
mod article;
mod cited;
mod claim;
mod coverage;
mod evidence;
mod head;
mod home;
mod items;
mod lists;
mod network;
mod note;
mod place;
mod print;
mod search;
mod site;
mod standing;
mod topic;

use super::engine::{Engine, RenderFault, Shared};
use super::writer::Writer;
use crate::plan::{Page, PageKind};
use head::PageHead;
use serde::Serialize;

pub(super) use site::{SiteFacts, site, updated};

/// Renders a page, and adds it to `out`.
pub(super) fn render(
    writer: &Writer<'_>,
    engine: &Engine,
    page: &Page,
    out: &mut Vec<u8>,
) -> Result<(), RenderFault> {
    let facts = page.kind.page_type().facts();
    let head = |title: String, description| PageHead::new(writer, page, title, description);
    let mut show = Show {
        writer,
        engine,
        template: facts.template,
        out,
    };
    match page.kind {
        PageKind::Home => show.page(&home::view(writer, head)),
        PageKind::Topic(key) => show.page(&topic::view(writer, key, head)),
        PageKind::Claim(key) => show.page(&claim::view(writer, key, head)),
        PageKind::Actor(key) => show.page(&actor::view(writer, key, head)),
        PageKind::Article(key) => show.page(&article::view(writer, key, head)),
        PageKind::Timeline => show.page(&lists::timeline(writer, head)),
        PageKind::Sources => show.page(&lists::sources(writer, head)),
        PageKind::Coverage(key) => show.page(&coverage::view(writer, key, head)),
        PageKind::Questions => show.page(&lists::questions(writer, head)),
        PageKind::Print => show.page(&print::view(writer, head)),
        PageKind::Search => show.page(&search::view(writer, head)),
        PageKind::Network => show.page(&network::view(writer, head)),
        PageKind::Withdrawn(key) => show.page(&lists::withdrawn(writer, key, head)),
        PageKind::NotFound => show.page(&lists::not_found(writer, head)),
    }
}

/// Shows views by templates.
struct Show<'w, 'o> {
    writer: &'w Writer<'w>,
    engine: &'w Engine,
    template: &'static str,
    out: &'o mut Vec<u8>,
}

impl Show<'_, '_> {
    /// Shows a page: its view, and the notes on what the view cites.
    fn page(&mut self, view: &impl Serialize) -> Result<(), RenderFault> {
        let notes = note::notes(self.writer);
        self.engine
            .render(self.template, &WithNotes { view, notes }, self.out)
    }
}

/// What the template of a page sees.
#[derive(Serialize)]
struct WithNotes<'v, V> {
    #[serde(flatten)]
    view: &'v V,
    /// The articles that the page cites.
    notes: Vec<Shared>,
}

//! The address at which the site shows each record.

use super::pages::Shown;
use super::route::Route;
use crate::dossier::{Dossier, RecordKind, Ref};

/// The address of a page or of a place on one: `claims/x.html`, `timeline.html#event:y`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    /// The address relative to the site's root.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address relative to the site's root.
    pub fn into_string(self) -> String {
        self.0
    }

    /// The place `anchor` on the same page.
    #[must_use]
    pub fn at(&self, anchor: &str) -> Self {
        let page = self.0.split('#').next().unwrap_or_default();
        Self([page, "#", anchor].concat())
    }
}

/// The address of a record: its own page, or else its place on the list of its kind, or else on the
/// page of its first topic. `None` if the site has none of these.
pub(super) fn address(dossier: &Dossier, shown: &Shown, of: Ref) -> Option<Address> {
    let record = dossier.record(of);
    let (kind, id) = (record.kind(), &record.head().id);
    if shown.has_each(kind) {
        return Some(Address(Route::record(kind, id).into_string()));
    }
    let listed = |page: &str| Address(format!("{page}#{}:{id}", kind.word()));
    if let Some(page) = shown.list_of(kind) {
        return Some(listed(page));
    }
    let topic = record.topics().first()?;
    let topic = &dossier.topics[*topic].head.id;
    Some(listed(Route::record(RecordKind::Topic, topic).as_str()))
}

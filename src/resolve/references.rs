//! Resolves the ids in entries to keys of records.

use super::Resolver;
use super::registry::Named;
use super::spot::{Spot, item_of};
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::dossier::{Claim, Key, OfKind, RecordKind, Ref, Slug, Topic};

/// The topic that an annotation file gives its records.
#[derive(Clone, Copy, Default)]
pub(super) struct FileTopic {
    /// Whether the file names a topic, known or not.
    pub(super) given: bool,
    pub(super) key: Option<Key<Topic>>,
}

impl Resolver<'_> {
    /// The record that `id` names, withdrawn or not. Reports an unknown id.
    pub(super) fn find(
        &self,
        kind: RecordKind,
        id: &Slug,
        place: impl FnOnce() -> Place,
        sink: &mut Sink,
    ) -> Option<Ref> {
        match self.links.registry.find(kind, id.as_str()) {
            Named::Record(reference) => Some(reference),
            Named::Lost => None,
            Named::Nothing(near) => {
                let fault = self.links.unknown(kind, id.as_str(), near);
                sink.report(fault.at(place()));
                None
            }
        }
    }

    /// The key of the record that `id` names, for something that rests on it. Reports an unknown id
    /// and a withdrawn record.
    pub(super) fn key<T: OfKind>(
        &self,
        id: &Slug,
        place: impl Fn() -> Place,
        sink: &mut Sink,
    ) -> Option<Key<T>> {
        let reference = self.find(T::KIND, id, &place, sink)?;
        let found = T::key(reference);
        if found.is_none() {
            let message = format!("the {} `{id}` has been withdrawn", T::KIND.word());
            sink.report(
                Diagnostic::error(Code::WithdrawnRecord, place(), message).help(
                    "remove the reference, or withdraw this record too: nothing can rest on a withdrawn record",
                ),
            );
        }
        found
    }

    /// The keys of the records that the list `list` names, each once.
    pub(super) fn keys<T: OfKind>(
        &self,
        list: &str,
        ids: &[Slug],
        spot: Spot<'_>,
        sink: &mut Sink,
    ) -> Vec<Key<T>> {
        let mut keys = Vec::with_capacity(ids.len());
        for (at, id) in ids.iter().enumerate() {
            let place = || spot.value(&item_of(list, at));
            if let Some(found) = self.key(id, place, sink)
                && !keys.contains(&found)
            {
                keys.push(found);
            }
        }
        keys
    }

    pub(super) fn topics(
        &self,
        first: FileTopic,
        ids: &[Slug],
        wanted: bool,
        spot: Spot<'_>,
        sink: &mut Sink,
    ) -> Vec<Key<Topic>> {
        let mut topics: Vec<_> = first.key.into_iter().collect();
        let further = self.keys("topics", ids, spot, sink);
        topics.extend(
            further
                .into_iter()
                .filter(|topic| Some(*topic) != first.key),
        );
        if wanted && !first.given && ids.is_empty() && !self.is_lost(spot, "topics") {
            sink.report(
                Diagnostic::error(Code::NoTopic, spot.itself(), "this record belongs to no topic")
                    .help("write `topic: …` as the first line of the file, or `topics: […]` in the record"),
            );
        }
        topics
    }

    pub(super) fn rests_on(
        &self,
        ids: &[Slug],
        spot: Spot<'_>,
        sink: &mut Sink,
    ) -> Vec<Key<Claim>> {
        if ids.is_empty()
            && !self.is_lost(spot, "claims")
            && let Some((kind, id)) = spot.section
        {
            let what = format!("the {} `{id}`", kind.word());
            sink.report(rests_on_nothing(&what, spot.itself()));
        }
        self.keys("claims", ids, spot, sink)
    }
}

/// The diagnostic for a record that refers to itself.
pub(super) fn refers_to_itself(place: Place) -> Diagnostic {
    Diagnostic::error(Code::SelfReference, place, "this record refers to itself")
        .help("name another record, or remove the reference")
}

/// The diagnostic for a record that rests on no claim.
pub(super) fn rests_on_nothing(what: &str, place: Place) -> Diagnostic {
    Diagnostic::error(
        Code::RestsOnNothing,
        place,
        format!("{what} rests on no claim"),
    )
    .help("add `claims: […]` with the ids of the claims that support it")
}

//! Turns entries into records. Each kind has a file that says how its entry becomes a record; what
//! all kinds share is here.

mod actor;
mod article;
mod claim;
mod event;
mod judgement;
mod question;
mod relation;
mod topic;

use super::Resolver;
use super::outcome::{Lists, Outcome};
use super::references::FileTopic;
use super::spot::Spot;
use crate::diag::{Place, Sink};
use crate::dossier::{ByKind, Head, OfKind, Relation, Slug, Withdrawn};
use crate::parse::{
    AnnotationFile, Entries, Entry, PageFile, RelationEntry, Written, with_sections,
};
use crate::text::{FileId, KeyPath};
use relation::relation;
use std::sync::Arc;

/// An entry that becomes a record.
pub(super) trait Resolve: Entry {
    /// The record of an entry that was not withdrawn. Invalid references are reported and left out.
    fn resolve(self, of: Of<'_>, by: &Resolver<'_>, sink: &mut Sink) -> Self::Record;
}

/// What a record has besides its entry.
pub(super) struct Of<'a> {
    head: Head,
    spot: Spot<'a>,
    /// The topic that its file gives it.
    topic: FileTopic,
    /// Its row among the records of its kind in this file.
    row: usize,
    /// Its body, empty for a record of an annotation file.
    body: Written,
}

impl Resolver<'_> {
    /// The record of a Markdown file.
    pub(super) fn page<E: Resolve>(
        &self,
        page: PageFile<E>,
        sink: &mut Sink,
    ) -> Outcome<E::Record> {
        let PageFile {
            file,
            id,
            entry,
            body,
        } = page;
        let spot = Spot {
            file,
            section: None,
        };
        let of = |head| Of {
            head,
            spot,
            topic: FileTopic::default(),
            row: 0,
            body,
        };
        self.record(entry, id, spot, of, sink)
    }

    /// The records of an annotation file, in the order that the registry numbers them.
    pub(super) fn annotations(
        &self,
        file: FileId,
        entries: AnnotationFile,
        sink: &mut Sink,
    ) -> ByKind<Lists> {
        macro_rules! resolved {
            ($($section:ident)*) => {{
                let AnnotationFile { topic, relations, $($section),* } = entries;
                let mut sections = Sections {
                    by: self,
                    file,
                    topic: self.topic_of_file(file, topic, sink),
                    ended: Vec::new(),
                    sink,
                };
                ByKind {
                    articles: Vec::new(),
                    topics: Vec::new(),
                    $($section: sections.records($section),)*
                    relations: sections.relations(relations),
                    withdrawn: sections.ended,
                }
            }};
        }
        with_sections!(resolved)
    }

    fn topic_of_file(&self, file: FileId, topic: Option<Slug>, sink: &mut Sink) -> FileTopic {
        let whole = Spot {
            file,
            section: None,
        };
        FileTopic {
            given: topic.is_some() || self.is_lost(whole, "topic"),
            key: topic.and_then(|id| {
                let place = || Place::Value(file, KeyPath::root().then("topic"));
                self.key(&id, place, sink)
            }),
        }
    }

    fn record<'a, E: Resolve>(
        &self,
        mut entry: E,
        id: Slug,
        spot: Spot<'a>,
        of: impl FnOnce(Head) -> Of<'a>,
        sink: &mut Sink,
    ) -> Outcome<E::Record> {
        let head = Head {
            id,
            marking: entry.marking(),
            draft: entry.is_draft(),
            file: spot.file,
        };
        let Some(ending) = entry.take_ending() else {
            return Outcome::Live(entry.resolve(of(head), self, sink));
        };
        let known = entry.known();
        Outcome::Ended(Box::new(Withdrawn {
            kind: E::Record::KIND,
            title: known.called.words(),
            aliases: known.aliases.iter().map(|name| name.0.clone()).collect(),
            ended: self.ended(ending, "withdrawn", spot, sink),
            head,
        }))
    }
}

/// The sections of an annotation file.
struct Sections<'a> {
    by: &'a Resolver<'a>,
    file: FileId,
    topic: FileTopic,
    /// The withdrawn records of all sections so far.
    ended: Vec<Arc<Withdrawn>>,
    sink: &'a mut Sink,
}

impl Sections<'_> {
    fn relations(&mut self, entries: Vec<RelationEntry>) -> Vec<Arc<Relation>> {
        entries
            .into_iter()
            .enumerate()
            .filter_map(|(at, entry)| relation(entry, self.file, at, self.by, self.sink))
            .map(Arc::new)
            .collect()
    }

    /// The records of one section.
    fn records<E: Resolve>(&mut self, entries: Entries<Slug, E>) -> Vec<Arc<E::Record>> {
        let mut live = Vec::new();
        for (id, entry) in entries.0 {
            let spot = Spot {
                file: self.file,
                section: Some((E::Record::KIND, &id)),
            };
            let (topic, row) = (self.topic, live.len());
            let of = |head| Of {
                head,
                spot,
                topic,
                row,
                body: Written::default(),
            };
            self.by
                .record(entry, id.clone(), spot, of, self.sink)
                .sort_into(&mut live, &mut self.ended);
        }
        live
    }
}

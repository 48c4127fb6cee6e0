//! What becomes of entries: records, or what is left of withdrawn ones.

use crate::diag::Sink;
use crate::dossier::{
    Actor, Article, Claim, Dossier, Event, Judgement, Prose, Question, Relation, Table, Topic,
    Withdrawn,
};
use std::sync::Arc;

/// What became of one file.
#[derive(Debug)]
pub(super) struct ResolvedFile {
    pub(super) records: Records,
    pub(super) faults: Sink,
}

/// The records of one file.
#[derive(Debug, Default)]
pub(super) struct Records {
    pub(super) home: Option<Arc<Prose>>,
    pub(super) articles: Vec<Arc<Article>>,
    pub(super) topics: Vec<Arc<Topic>>,
    pub(super) actors: Vec<Arc<Actor>>,
    pub(super) claims: Vec<Arc<Claim>>,
    pub(super) events: Vec<Arc<Event>>,
    pub(super) relations: Vec<Arc<Relation>>,
    pub(super) judgements: Vec<Arc<Judgement>>,
    pub(super) questions: Vec<Arc<Question>>,
    pub(super) withdrawn: Vec<Arc<Withdrawn>>,
}

/// What became of the files that are not as they were, and what had become of them before.
type Changes<'a> = Vec<(&'a Records, &'a Records)>;

/// The records of all files in their order. Tables that no file has changed since the `earlier` dossier are taken from there.
pub(super) fn gather(
    files: &[Arc<ResolvedFile>],
    earlier: Option<(&Dossier, &[Arc<ResolvedFile>])>,
) -> Dossier {
    let changed = earlier.map(|(dossier, before)| {
        let pairs = before.iter().zip(files);
        let changed = pairs.filter(|(before, now)| !Arc::ptr_eq(before, now));
        let changed: Changes<'_> = changed.map(|(a, b)| (&a.records, &b.records)).collect();
        (dossier, changed)
    });
    let gather = Gather {
        files,
        earlier: changed,
    };
    Dossier {
        home: files.iter().find_map(|file| file.records.home.clone()),
        articles: gather.table(|d| &d.articles, |r| &r.articles),
        topics: gather.table(|d| &d.topics, |r| &r.topics),
        actors: gather.table(|d| &d.actors, |r| &r.actors),
        claims: gather.table(|d| &d.claims, |r| &r.claims),
        events: gather.table(|d| &d.events, |r| &r.events),
        relations: gather.table(|d| &d.relations, |r| &r.relations),
        judgements: gather.table(|d| &d.judgements, |r| &r.judgements),
        questions: gather.table(|d| &d.questions, |r| &r.questions),
        withdrawn: gather.table(|d| &d.withdrawn, |r| &r.withdrawn),
    }
}

struct Gather<'a> {
    files: &'a [Arc<ResolvedFile>],
    earlier: Option<(&'a Dossier, Changes<'a>)>,
}

impl Gather<'_> {
    fn table<T>(
        &self,
        earlier: fn(&Dossier) -> &Table<T>,
        own: fn(&Records) -> &[Arc<T>],
    ) -> Table<T> {
        let none =
            |(before, now): &(&Records, &Records)| own(before).is_empty() && own(now).is_empty();
        match &self.earlier {
            Some((dossier, changed)) if changed.iter().all(none) => earlier(dossier).clone(),
            _ => {
                let records = self.files.iter().flat_map(|file| own(&file.records));
                Table::new(records.cloned().collect())
            }
        }
    }
}

/// A record, or what is left of a withdrawn one.
#[derive(Debug)]
pub(super) enum Outcome<T> {
    Live(T),
    Ended(Box<Withdrawn>),
}

impl<T> Outcome<T> {
    pub(super) fn sort_into(self, live: &mut Vec<Arc<T>>, ended: &mut Vec<Arc<Withdrawn>>) {
        match self {
            Self::Live(record) => live.push(Arc::new(record)),
            Self::Ended(record) => ended.push(Arc::from(record)),
        }
    }
}

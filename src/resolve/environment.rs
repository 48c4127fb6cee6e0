//! What all files together give each one to refer to: ids, names of actors, ends of links, origins.
//!
//! A file that is resolved in the same environment comes out the same. So an environment that an edit leaves as it was
//! spares the other files their resolution.

use super::ends::Ends;
use super::mentions::Mentions;
use super::registry::Registry;
use super::roots::Roots;
use crate::config::Config;
use crate::diag::Sink;
use crate::dossier::{Heading, Slug};
use crate::labels::Labels;
use crate::parse::{
    ActorEntry, AnnotationFile, ArticleEntry, Content, Ending, Entries, Line, PageFile, Parsed,
    ParsedFile, Plain, TopicEntry,
};
use crate::source::Sources;
use crate::text::{FileId, KeyPath};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What all files together give each one to refer to.
#[derive(Debug)]
pub(super) struct Environment {
    pub(super) registry: Registry,
    pub(super) mentions: Mentions,
    pub(super) ends: Ends,
    pub(super) roots: Roots,
    /// Values that could not be read: a place in a list behind one has another number in the file.
    pub(super) lost_values: BTreeMap<FileId, BTreeSet<KeyPath>>,
    /// What is wrong with it: two records of one id and the like.
    pub(super) faults: Sink,
    /// The files that were there.
    present: Vec<FileId>,
    /// Those that nothing reads.
    unread: Vec<String>,
}

impl Environment {
    pub(super) fn new(
        parsed: &Parsed,
        sources: &Sources,
        config: &Config,
        labels: &Labels,
    ) -> Self {
        let mut faults = Sink::new();
        let lossy = parsed
            .files
            .iter()
            .filter(|file| !file.lost_values.is_empty());
        Self {
            registry: Registry::new(parsed, labels, &mut faults),
            mentions: Mentions::new(parsed, config, &mut faults),
            ends: Ends::new(parsed, sources),
            roots: Roots::new(parsed, &mut faults),
            lost_values: lossy
                .map(|file| (file.file, file.lost_values.clone()))
                .collect(),
            faults,
            present: sources.present().to_vec(),
            unread: unread(sources).map(str::to_owned).collect(),
        }
    }

    /// Whether this environment, made of `before`, is that of `now` too.
    pub(super) fn holds_for(&self, before: &Parsed, now: &Parsed, sources: &Sources) -> bool {
        let pairs = || before.files.iter().zip(now.files.iter());
        self.present == sources.present()
            && self.unread.iter().map(String::as_str).eq(unread(sources))
            && before.unread == now.unread
            && before.files.len() == now.files.len()
            && pairs().all(|(before, now)| Arc::ptr_eq(before, now) || gives_the_same(before, now))
    }
}

fn unread(sources: &Sources) -> impl Iterator<Item = &str> {
    sources.unread().iter().map(|file| file.told_at.as_str())
}

/// Whether two states of a file give other files the same to refer to.
fn gives_the_same(before: &ParsedFile, now: &ParsedFile) -> bool {
    let contents = match (&before.content, &now.content) {
        (None, None) | (Some(Content::Home(_)), Some(Content::Home(_))) => true,
        (Some(Content::Article(before)), Some(Content::Article(now))) => {
            article(before) == article(now)
        }
        (Some(Content::Topic(before)), Some(Content::Topic(now))) => topic(before) == topic(now),
        (Some(Content::Annotations(before)), Some(Content::Annotations(now))) => {
            annotations(before).eq(annotations(now)) && names(before).eq(names(now))
        }
        _ => false,
    };
    let losses = |file: &ParsedFile| (file.file, file.lost.clone(), file.lost_values.clone());
    contents && losses(before) == losses(now)
}

/// What texts and other records say of an article: its id, what it is called, whether it stands, its headings and its origin.
fn article(page: &PageFile<ArticleEntry>) -> impl PartialEq {
    let PageFile {
        id, entry, body, ..
    } = page;
    let origin = entry.origin.as_ref().map(|origin| &origin.id);
    let called = (&entry.title, &entry.publisher, entry.withdrawn.is_some());
    (id, called, origin, anchors(body.body.headings()))
}

fn topic(page: &PageFile<TopicEntry>) -> impl PartialEq {
    let PageFile {
        id, entry, body, ..
    } = page;
    let called = (&entry.title, entry.withdrawn.is_some());
    (id, called, anchors(body.body.headings()))
}

fn anchors(headings: &[Heading]) -> Vec<&str> {
    let anchors = headings.iter().map(|heading| heading.anchor.as_str());
    anchors.collect()
}

/// What a record is called: a name, or a text with links.
#[derive(PartialEq)]
enum Called<'a> {
    Plain(&'a Option<Plain>),
    Text(Option<&'a Line>),
}

fn annotations(file: &AnnotationFile) -> impl Iterator<Item = (&Slug, Called<'_>, bool)> {
    fn section<'a, T>(
        entries: &'a Entries<Slug, T>,
        facts: impl Fn(&'a T) -> (Called<'a>, &'a Option<Ending>),
    ) -> impl Iterator<Item = (&'a Slug, Called<'a>, bool)> {
        entries.0.iter().map(move |(id, entry)| {
            let (called, withdrawn) = facts(entry);
            (id, called, withdrawn.is_some())
        })
    }
    fn text(line: &Option<Box<Line>>) -> Called<'_> {
        Called::Text(line.as_deref())
    }
    section(&file.claims, |c| (text(&c.text), &c.withdrawn))
        .chain(section(&file.events, |e| {
            (Called::Plain(&e.title), &e.withdrawn)
        }))
        .chain(section(&file.judgements, |j| (text(&j.text), &j.withdrawn)))
        .chain(section(&file.questions, |q| (text(&q.text), &q.withdrawn)))
        .chain(section(&file.actors, |a| {
            (Called::Plain(&a.name), &a.withdrawn)
        }))
}

/// How many records of each kind there are, and the further names of actors.
fn names(file: &AnnotationFile) -> impl Iterator<Item = (usize, &[Plain])> {
    fn aliases(actor: &ActorEntry) -> &[Plain] {
        &actor.aliases
    }
    let counts = [
        file.claims.0.len(),
        file.events.0.len(),
        file.judgements.0.len(),
        file.questions.0.len(),
    ];
    let counts = counts.into_iter().map(|count| (count, [].as_slice()));
    counts.chain(file.actors.0.iter().map(|(_, actor)| (0, aliases(actor))))
}

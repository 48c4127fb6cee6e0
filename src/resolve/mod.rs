//! Stage 3: turns entries into records. In: [`Parsed`]. Out: [`Resolved`], with a [`Dossier`] in
//! which every reference is valid.
//!
//! First, everything that can be referred to is collected. Then the records of each file are built.
//! A reference to a missing record is reported, unless an earlier stage lost that record and has
//! reported it already.

mod ends;
mod environment;
mod faults;
mod links;
mod mentions;
mod outcome;
mod records;
mod references;
mod registry;
mod roots;
mod spot;
mod texts;

use crate::config::Config;
use crate::diag::{ErrorsReported, Place, Sink};
use crate::dossier::Dossier;
use crate::parse::{Content, Parsed, ParsedFile};
use crate::source::Sources;
use environment::Environment;
use links::Links;
use outcome::{ResolvedFile, gather};
use rayon::prelude::*;
use std::sync::Arc;

/// A dossier in which every reference is valid. Invalid references have been reported and left out.
#[derive(Clone)]
pub struct Resolved {
    dossier: Dossier,
    environment: Arc<Environment>,
    files: Arc<[Arc<ResolvedFile>]>,
}

/// An earlier run with the same configuration.
#[derive(Clone, Copy)]
pub struct Earlier<'a> {
    /// What its files contained.
    pub parsed: &'a Parsed,
    /// What they were resolved to.
    pub resolved: &'a Resolved,
}

impl Resolved {
    /// The dossier, as far as it could be resolved.
    pub fn dossier(&self) -> &Dossier {
        &self.dossier
    }

    /// The dossier, if there are no errors.
    ///
    /// # Errors
    /// [`ErrorsReported`] if the sink has an error, from this stage or an earlier one.
    pub fn sound(self, sink: &Sink) -> Result<Dossier, ErrorsReported> {
        sink.checkpoint()?;
        Ok(self.dossier)
    }

    /// Whether keys mean the same records in both.
    pub fn has_keys_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.environment, &other.environment)
    }

    /// Corrects the places of all faults in `sink` except the first `first`. List items are
    /// numbered without the items that could not be read, so their numbers in the file may be
    /// higher.
    pub fn relocate(&self, first: usize, sink: &mut Sink) {
        self.environment.relocate(first, sink);
    }
}

/// Resolves every reference and every link. Files that have not changed since an `earlier` run are
/// taken from there, if they can still refer to the same things.
pub fn resolve(
    parsed: Parsed,
    sources: &Sources,
    config: &Config,
    earlier: Option<Earlier<'_>>,
    sink: &mut Sink,
) -> Resolved {
    let earlier = earlier.filter(|earlier| {
        let environment = &earlier.resolved.environment;
        environment.holds_for(earlier.parsed, &parsed, sources)
    });
    let environment = match earlier {
        Some(earlier) => Arc::clone(&earlier.resolved.environment),
        None => Arc::new(Environment::new(&parsed, sources, config)),
    };
    let resolver = Resolver {
        environment: &environment,
        links: Links {
            registry: &environment.registry,
            ends: &environment.ends,
            sources,
            allow_any_address: config.markdown.allow_html,
        },
    };
    let resolve_file = |(at, file): (usize, Arc<ParsedFile>)| match earlier {
        Some(earlier) if Arc::ptr_eq(&earlier.parsed.files[at], &file) => {
            Arc::clone(&earlier.resolved.files[at])
        }
        _ => Arc::new(resolver.file(Arc::unwrap_or_clone(file))),
    };
    // If nobody else has the files, their texts need not be copied.
    let files = parsed.files.to_vec();
    drop(parsed);
    // Bodies are long and numerous, so they are resolved in parallel.
    let files = files.into_par_iter().enumerate();
    let files: Vec<Arc<ResolvedFile>> = files.map(resolve_file).collect();
    let first = sink.diagnostics().len();
    sink.absorb(environment.faults.clone());
    environment.relocate(first, sink);
    for file in &files {
        sink.absorb(file.faults.clone());
    }
    let before = earlier.map(|earlier| (&earlier.resolved.dossier, &*earlier.resolved.files));
    let dossier = gather(&files, before);
    Resolved {
        dossier,
        environment,
        files: files.into(),
    }
}

impl Environment {
    fn relocate(&self, first: usize, sink: &mut Sink) {
        sink.relocate(first, |place| {
            if let Place::Value(file, path) | Place::Key(file, path) | Place::Within(file, path, _) =
                place
                && let Some(lost) = self.lost_values.get(file)
            {
                *path = path.before_losses(lost);
            }
        });
    }
}

/// What is needed to build a record.
struct Resolver<'a> {
    environment: &'a Environment,
    links: Links<'a>,
}

impl Resolver<'_> {
    fn file(&self, parsed: ParsedFile) -> ResolvedFile {
        let ParsedFile { file, content, .. } = parsed;
        let mut resolved = ResolvedFile::default();
        let ResolvedFile {
            home,
            records,
            faults,
        } = &mut resolved;
        match content {
            Some(Content::Home(written)) => {
                *home = Some(Arc::new(self.written(file, written, true, faults)));
            }
            Some(Content::Article(page)) => self
                .page(*page, faults)
                .sort_into(&mut records.articles, &mut records.withdrawn),
            Some(Content::Topic(page)) => self
                .page(*page, faults)
                .sort_into(&mut records.topics, &mut records.withdrawn),
            Some(Content::Annotations(entries)) => {
                *records = self.annotations(file, *entries, faults);
            }
            None => {}
        }
        self.environment.relocate(0, faults);
        resolved
    }
}

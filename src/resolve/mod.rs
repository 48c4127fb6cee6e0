//! Stage 3: entries to records. In: [`Parsed`]. Out: what is [`Resolved`], a [`Dossier`] in which every reference holds.
//!
//! First every id is registered, then every record is built. A reference to what is not there is
//! reported; what other stages lost is not, for that has been reported already.

mod ends;
mod faults;
mod links;
mod mentions;
mod outcome;
mod records;
mod references;
mod registry;
mod roots;
mod spot;
mod suspects;
mod texts;

use crate::config::Config;
use crate::diag::{ErrorsReported, Place, Sink};
use crate::document::KeyPath;
use crate::dossier::{Dossier, Table};
use crate::parse::Parsed;
use crate::source::Sources;
use crate::text::FileId;
use ends::Ends;
use links::Links;
use mentions::Mentions;
use registry::Registry;
use std::collections::{BTreeMap, BTreeSet};

/// A dossier in which every reference holds, and something may be missing: a reference that did not hold has been
/// reported and left out.
#[derive(Debug)]
pub struct Resolved {
    dossier: Dossier,
    /// Values that could not be read: a place in a list behind one has another number in the file.
    lost_values: BTreeMap<FileId, BTreeSet<KeyPath>>,
}

impl Resolved {
    /// What could be resolved.
    pub fn dossier(&self) -> &Dossier {
        &self.dossier
    }

    /// The dossier.
    ///
    /// # Errors
    /// [`ErrorsReported`] where the sink holds an error, of this stage or of an earlier one.
    pub fn sound(self, sink: &Sink) -> Result<Dossier, ErrorsReported> {
        sink.checkpoint()?;
        Ok(self.dossier)
    }

    /// Sets right the places of the faults in `sink` after the first `first`: an item of a list is counted in what
    /// could be read, and stands behind what could not.
    pub fn relocate(&self, first: usize, sink: &mut Sink) {
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

/// Resolves every reference and every link.
pub fn resolve(
    mut parsed: Parsed,
    sources: &Sources,
    config: &Config,
    sink: &mut Sink,
) -> Resolved {
    let first = sink.diagnostics().len();
    let registry = Registry::new(&parsed, sink);
    let mentions = Mentions::new(&parsed, config, sink);
    let ends = Ends::new(&parsed, sources);
    let resolver = Resolver {
        links: Links {
            registry: &registry,
            ends: &ends,
            sources,
            allow_any_address: config.markdown.allow_html,
        },
        mentions: &mentions,
        lost_values: std::mem::take(&mut parsed.lost_values),
    };
    let resolved = Resolved {
        dossier: resolver.resolve(parsed, sink),
        lost_values: resolver.lost_values,
    };
    resolved.relocate(first, sink);
    if sink.checkpoint().is_ok() {
        suspects::report_suspects(resolved.dossier(), sink);
    }
    resolved
}

/// What is needed to build a record.
struct Resolver<'a> {
    links: Links<'a>,
    mentions: &'a Mentions,
    lost_values: BTreeMap<FileId, BTreeSet<KeyPath>>,
}

impl Resolver<'_> {
    fn resolve(&self, parsed: Parsed, sink: &mut Sink) -> Dossier {
        use rayon::prelude::*;

        let home = parsed
            .home
            .map(|(file, written)| self.written(file, written, true, sink));
        // Bodies are long and many: in parallel. Each file's faults stay together, in order.
        let pages: Vec<(outcome::Outcome<crate::dossier::Article>, Sink)> = parsed
            .articles
            .into_par_iter()
            .map(|page| {
                let mut faults = Sink::new();
                (self.article(page, &mut faults), faults)
            })
            .collect();
        let mut withdrawn = Vec::new();
        let mut articles = Vec::with_capacity(pages.len());
        for (outcome, faults) in pages {
            sink.absorb(faults);
            outcome.sort_into(&mut articles, &mut withdrawn);
        }
        let mut topics = Vec::new();
        for page in parsed.topics {
            self.topic(page, sink)
                .sort_into(&mut topics, &mut withdrawn);
        }
        let files: Vec<(outcome::Records, Sink)> = parsed
            .annotations
            .into_par_iter()
            .map(|(file, entries)| {
                let mut faults = Sink::new();
                (self.annotations(file, entries, &mut faults), faults)
            })
            .collect();
        let mut all = outcome::Records::default();
        for (records, faults) in files {
            sink.absorb(faults);
            all.append(records);
        }
        roots::find_roots(&mut articles, sink);
        withdrawn.append(&mut all.withdrawn);
        let evidence = all.claims.iter_mut().flat_map(|claim| &mut claim.evidence);
        for (number, piece) in evidence.enumerate() {
            piece.number = number;
        }
        Dossier {
            home,
            articles: Table::new(articles),
            topics: Table::new(topics),
            actors: Table::new(all.actors),
            claims: Table::new(all.claims),
            events: Table::new(all.events),
            relations: Table::new(all.relations),
            judgements: Table::new(all.judgements),
            questions: Table::new(all.questions),
            withdrawn: Table::new(withdrawn),
        }
    }
}

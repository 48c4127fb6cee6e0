//! Stage 3: entries to records. In: [`Parsed`]. Out: a [`Dossier`] in which every reference holds.
//!
//! First every id is registered, then every record is built. A reference to what is not there is
//! reported; what other stages lost is not, for that has been reported already.

mod ends;
mod links;
mod mentions;
mod outcome;
mod records;
mod references;
mod registry;
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

/// Resolves every reference and every link.
///
/// # Errors
/// [`ErrorsReported`] where the sink holds an error, of this stage or of an earlier one.
pub fn resolve(
    mut parsed: Parsed,
    sources: &Sources,
    config: &Config,
    sink: &mut Sink,
) -> Result<Dossier, ErrorsReported> {
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
    let dossier = resolver.resolve(parsed, sink);
    sink.relocate(first, |place| {
        if let Place::Value(file, path) | Place::Key(file, path) | Place::Within(file, path, _) =
            place
            && let Some(lost) = resolver.lost_values.get(file)
        {
            *path = path.before_losses(lost);
        }
    });
    sink.checkpoint()?;
    suspects::report_suspects(&dossier, sink);
    Ok(dossier)
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
        withdrawn.append(&mut all.withdrawn);
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

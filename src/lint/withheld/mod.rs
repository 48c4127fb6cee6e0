//! Nothing that is shown may name, cite or link to something withheld. `audience/mod.rs` defines
//! the rule.

mod around;
mod finder;
mod names;
mod references;
mod written;

use crate::audience::Filter;
use crate::config::Config;
use crate::diag::Sink;
use crate::dossier::Dossier;
use crate::source::Sources;
use crate::text::FileId;

/// Reports what authors wrote about records that `filter` withholds from `dossier`. Also checks
/// `config`, the `files` that pages are made from, and the names of files in `sources`.
pub fn check<'t>(
    dossier: &Dossier,
    filter: &Filter,
    config: &Config,
    files: impl Iterator<Item = (FileId, &'t str)>,
    sources: &Sources,
    sink: &mut Sink,
) {
    references::report(dossier, filter, sources, sink);
    written::report(dossier, filter, sources, sink);
    names::report(dossier, filter, config, files, sources, sink);
}

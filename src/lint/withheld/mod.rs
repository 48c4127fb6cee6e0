//! Nothing that is shown names, cites or links to something withheld. The rule is stated in
//! `audience/mod.rs`.

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

/// Reports what authors wrote about records that `filter` withholds from `dossier`. `config`, the
/// files that pages are made of, and the names among `sources` are shown beside the dossier.
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

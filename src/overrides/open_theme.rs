//! Opens a project as far as work on its theme needs.
//!
//! In: the project. Out: its files, its configuration, and the originals and records of
//! its overrides. Copying files is left to `eject.rs`.

use super::originals::originals;
use super::record::{OverridesRecord, Taken};
use crate::config::{Config, Project};
use crate::diag::{Code, Sink};
use crate::report::{NotDone, locate};
use crate::source::{Sources, walk};
use crate::text::{Digest, FileId, nearest};

/// The parts of a project that these commands need.
pub(super) struct OpenTheme {
    pub(super) sources: Sources,
    pub(super) config: Config,
}

impl OpenTheme {
    /// Reads the configuration, and finds the files of the project and of its theme.
    pub(super) fn read(project: &Project) -> Result<Self, NotDone> {
        let mut sources = Sources::new(&project.root, &project.config);
        let mut sink = Sink::new();
        let config = Config::read(&sources, &project.environment, &mut sink);
        if sink.checkpoint().is_err() {
            return Err(faults(&sink, &sources));
        }
        let mut walked = Sink::new();
        let layout = config.layout(&sources, None);
        walk(&mut sources, layout, &mut walked);
        // Other faults in the project are left to builds.
        let mut faults = walked.diagnostics().iter();
        if let Some(missing) = faults.find(|fault| fault.code == Code::MissingTheme) {
            sink.report(missing.clone());
        }
        sink.absorb_failures(walked);
        match sink.checkpoint() {
            Ok(()) => Ok(Self { sources, config }),
            Err(_) => Err(self::faults(&sink, &sources)),
        }
    }

    /// Reads `overrides.toml`.
    pub(super) fn record(&self) -> Result<OverridesRecord, NotDone> {
        let mut sink = Sink::new();
        let record = OverridesRecord::read(&self.sources, &mut sink);
        match sink.checkpoint() {
            Ok(()) => Ok(record),
            Err(_) => Err(faults(&sink, &self.sources)),
        }
    }

    /// The bytes of the theme's file at `path`, like `templates/base.html`.
    pub(super) fn bytes(&self, path: &str) -> Result<Vec<u8>, NotDone> {
        let originals = originals(&self.sources);
        let Some(original) = originals.get(path) else {
            let theme = &self.config.theme;
            let known = || originals.keys().map(String::as_str);
            // Suggests `templates/base.html` for `base.html`.
            let behind = known().find(|known| known.ends_with(&format!("/{path}")));
            let near = behind.or_else(|| nearest(path, known()));
            return Err(NotDone::Refused {
                message: format!("the theme `{theme}` has no file `{path}`"),
                help: match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "`dossier theme list` shows its files".into(),
                },
            });
        };
        let bytes = self.sources.bytes(*original);
        bytes.map_err(|fault| {
            let mut sink = Sink::new();
            sink.report(*fault);
            faults(&sink, &self.sources)
        })
    }

    /// Describes `bytes`, a file of the theme, for the record.
    pub(super) fn taken(&self, bytes: &[u8]) -> Taken {
        let theme = self.config.theme.as_str().to_owned();
        let is_built_in = |(_, id): (String, FileId)| self.sources.is_built_in(id);
        let built_in = originals(&self.sources).into_iter().any(is_built_in);
        Taken {
            theme,
            version: built_in.then(|| env!("CARGO_PKG_VERSION").to_owned()),
            sha256: Digest::of(bytes).to_string(),
        }
    }
}

fn faults(sink: &Sink, sources: &Sources) -> NotDone {
    NotDone::Faults(locate(sink.diagnostics(), sources))
}

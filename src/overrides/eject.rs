//! Copies a theme's original file into the project, or returns it for display.
//!
//! In: the project's options and a path. Out: the copied file and an entry in `overrides.toml`, or
//! the original's bytes. The format of the entry is left to `record.rs`.

use super::record::{Record, Taken};
use super::{originals, own};
use crate::config::{Config, Environment};
use crate::diag::{Code, Sink};
use crate::report::{NotDone, locate};
use crate::source::{OVERRIDES, Sources, place_for, walk};
use crate::text::{Digest, FileId, nearest, shell_word};
use crate::write::{Held, NotCreated, create_files, replace_file};
use std::path::PathBuf;

/// The project to work on.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder of the project.
    pub root: PathBuf,
    /// The path of the configuration file, relative to the root.
    pub config: String,
    /// Settings from environment variables.
    pub environment: Environment,
}

/// The files that were copied or recorded.
#[derive(Debug)]
pub struct Ejected {
    /// The name of the theme.
    pub theme: String,
    /// The paths in the project, sorted and without duplicates.
    pub paths: Vec<String>,
}

/// Copies the theme's files at `paths`, like `templates/base.html`, into the held project. Records
/// the original of each copy. With `keep`, the project's files stay as they are and are recorded as
/// made from the current originals.
///
/// # Errors
/// [`NotDone`] if the theme has no file at a path, or if the project already has one. With `keep`,
/// it is an error if the project has none.
pub fn eject(
    held: &Held,
    options: &Options,
    paths: &[String],
    keep: bool,
) -> Result<Ejected, NotDone> {
    let project = Project::read(options)?;
    let mut record = project.record()?;
    let mut paths: Vec<String> = paths.iter().map(|path| plain(path)).collect();
    paths.sort();
    paths.dedup();
    let own = own(&project.sources);
    let mut made = Vec::new();
    for path in &paths {
        let bytes = project.bytes(path)?;
        match (own.contains(path), keep) {
            (true, true) | (false, false) => {}
            (true, false) => {
                return Err(NotDone::Refused {
                    message: format!("the project has its own `{path}` already"),
                    help: format!(
                        "move it away to start again; `dossier theme eject --keep {}` records that it is up to date with the theme",
                        word(path)
                    ),
                });
            }
            (false, true) => {
                return Err(NotDone::Refused {
                    message: format!("the project has no `{path}` of its own"),
                    help: format!("`dossier theme eject {}` makes it", word(path)),
                });
            }
        }
        record.insert(path.clone(), project.taken(&bytes));
        let place = place_for(&options.root, path)?;
        made.push((place, bytes));
    }
    record.retain(|path| own.contains(path) || paths.iter().any(|other| other == path));
    let lock = place_for(&options.root, OVERRIDES)?;
    if !keep {
        let files = made
            .iter()
            .map(|(place, bytes)| (place.as_path(), bytes.as_slice()));
        create_files(files.collect::<Vec<_>>()).map_err(|why| match why {
            NotCreated::There(path) => NotDone::Refused {
                message: format!("`{}` is there already", path.display()),
                help: "move it away; nothing was written".into(),
            },
            NotCreated::Failed(failure) => NotDone::Failed(failure),
        })?;
    }
    replace_file(held, &lock, record.text().as_bytes()).map_err(NotDone::Failed)?;
    Ok(Ejected {
        theme: project.config.theme.as_str().to_owned(),
        paths,
    })
}

/// The bytes of the theme's file at `path`, like `templates/base.html`.
///
/// # Errors
/// [`NotDone`] if the theme has no file at this path, or if it cannot be read.
pub fn original(options: &Options, path: &str) -> Result<Vec<u8>, NotDone> {
    Project::read(options)?.bytes(&plain(path))
}

/// A path quoted for a shell command, if quoting is possible.
pub(super) fn word(path: &str) -> String {
    shell_word(path).unwrap_or_else(|| path.to_owned())
}

/// Normalises a path: without `./` at the start, and with `/` between its parts.
fn plain(path: &str) -> String {
    let path = path.replace('\\', "/");
    path.strip_prefix("./").unwrap_or(&path).to_owned()
}

/// The parts of a project that these commands need.
pub(super) struct Project {
    pub(super) sources: Sources,
    pub(super) config: Config,
}

impl Project {
    pub(super) fn read(options: &Options) -> Result<Self, NotDone> {
        let mut sources = Sources::new(&options.root, &options.config);
        let mut sink = Sink::new();
        let config = Config::read(&sources, &options.environment, &mut sink);
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

    pub(super) fn record(&self) -> Result<Record, NotDone> {
        let mut sink = Sink::new();
        let record = Record::read(&self.sources, &mut sink);
        match sink.checkpoint() {
            Ok(()) => Ok(record),
            Err(_) => Err(faults(&sink, &self.sources)),
        }
    }

    fn bytes(&self, path: &str) -> Result<Vec<u8>, NotDone> {
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

    fn taken(&self, bytes: &[u8]) -> Taken {
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

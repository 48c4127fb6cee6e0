//! Manages a project's own versions of a theme's files (overrides).
//!
//! In: the files of the project and of its theme. Out: a warning for each override with an original
//! that has changed. Choosing which file a page uses is left to `render/`.
//!
//! | file | job |
//! |---|---|
//! | `record.rs` | `overrides.toml`: the original of each override |
//! | `eject.rs` | `dossier theme eject` and `show`: copies or returns an original |
//! | `labels.rs` | `dossier theme labels`: all English labels, ready for translation |
//! | `list.rs` | `dossier theme list`: the themes, and the files of the current one |

mod eject;
mod labels;
mod list;
mod record;

pub use eject::{Ejected, Options, eject, original};
pub use labels::labels;
pub use list::{ListedFile, ListedTheme, files, themes};

use crate::config::Config;
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::source::{Role, Sources};
use crate::text::{Digest, FileId};
use record::{Record, Taken};
use std::collections::{BTreeMap, BTreeSet};

/// The relation between a project and one file of its theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// The project uses the theme's file.
    Theirs,
    /// The project has its own version, without a record of its original.
    Own,
    /// The project has its own version, made from the current original.
    Current,
    /// The project has its own version, made from a different original. The text says what changed.
    Stale(String),
}

/// Warns about each override that was not made from the current original. A fault in
/// `overrides.toml` is an error.
pub fn report_stale(sources: &Sources, config: &Config, sink: &mut Sink) {
    let record = Record::read(sources, sink);
    if record.is_empty() {
        return;
    }
    let theme = config.theme.as_str();
    let originals = originals(sources);
    for path in own(sources) {
        let Some(taken) = record.find(&path) else {
            continue;
        };
        let original = originals.get(&path);
        let Standing::Stale(what) = standing(sources, theme, original.copied(), taken) else {
            continue;
        };
        let help = match original {
            Some(_) => format!(
                "take over what you want of the theme's (`dossier theme show {0}` prints it), then run `dossier theme eject --keep {0}`",
                eject::word(&path)
            ),
            None => "remove the file, or only its lines in `overrides.toml` if something else asks for it".into(),
        };
        sink.report(Diagnostic::warning(Code::StaleOverride, Place::Path(path), what).help(help));
    }
}

/// The state of an override recorded as `taken`. `original` is the current file of the theme
/// `theme`.
fn standing(sources: &Sources, theme: &str, original: Option<FileId>, taken: &Taken) -> Standing {
    let from = format!("this file was taken from the theme {}", taken.from());
    if taken.theme != theme {
        return Standing::Stale(format!("{from}, and the site has the theme `{theme}`"));
    }
    match original.map(|original| sources.bytes(original)) {
        None => Standing::Stale(format!("{from}, which has no such file any more")),
        Some(Ok(bytes)) if Digest::of(&bytes).to_string() != taken.sha256 => {
            Standing::Stale(format!("{from}, which has changed it since"))
        }
        // An unreadable original is reported by code that needs it.
        Some(_) => Standing::Current,
    }
}

/// The theme's files that a project can override, by their paths in the project.
fn originals(sources: &Sources) -> BTreeMap<String, FileId> {
    let roles = [
        (Role::ThemeTemplate, "templates"),
        (Role::ThemeStatic, "static"),
        (Role::ThemeLabels, "labels"),
    ];
    let files = roles.into_iter().flat_map(|(role, folder)| {
        let files = sources.of(role);
        files.map(move |(id, file)| (format!("{folder}/{}", file.name), id))
    });
    files.collect()
}

/// The paths of the project's own templates, static files and labels.
fn own(sources: &Sources) -> BTreeSet<String> {
    let roles = [Role::Template, Role::Static, Role::Labels].into_iter();
    let files = roles.flat_map(|role| sources.of(role));
    files.map(|(_, file)| file.path.clone()).collect()
}

//! A project's own versions of a theme's files. In: the files of both. Out: warnings where the original of an own version is another
//! one than it was made of.
//!
//! | file | job |
//! |---|---|
//! | `record.rs` | `overrides.toml`: what each own version was made of |
//! | `eject.rs` | `dossier theme eject` and `show`: an original, taken into the project or looked at |
//! | `labels.rs` | `dossier theme labels`: all labels in English, to be translated |
//! | `list.rs` | `dossier theme list`: the themes, and the files of one |

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

/// How a project stands to a file of its theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It takes the theme's.
    Theirs,
    /// It has a version of its own, and nothing says of what it was made.
    Own,
    /// It has a version of its own, which was made of the original that is there.
    Current,
    /// It has a version of its own, which was made of something else: what happened.
    Stale(String),
}

/// Warns of each version of the project's own whose original is not what it was made of. A fault in the record of them is an error.
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

/// How an own version that was `taken` stands to `original`, the file of the theme `theme` that there is now.
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
        // What cannot be read is told by those who need it.
        Some(_) => Standing::Current,
    }
}

/// The files of the theme that a project may have versions of its own of, by their paths in the project.
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

/// The paths of the project's own files beside the theme's.
fn own(sources: &Sources) -> BTreeSet<String> {
    let roles = [Role::Template, Role::Static, Role::Labels].into_iter();
    let files = roles.flat_map(|role| sources.of(role));
    files.map(|(_, file)| file.path.clone()).collect()
}

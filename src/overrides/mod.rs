//! Manages a project's own versions of a theme's files (overrides).
//!
//! In: the files of the project and of its theme. Out: a warning for each override with an original
//! that has changed. Choosing which file a page uses is left to `render/`.
//!
//! | file | job |
//! |---|---|
//! | `open_theme.rs` | opens a project as far as the commands below need |
//! | `originals.rs` | the files that a project can override, and those that it overrides |
//! | `record.rs` | `overrides.toml`: the original of each override |
//! | `standing.rs` | compares an override with its original |
//! | `eject.rs` | `dossier theme eject` and `show`: copies or returns an original |
//! | `labels.rs` | `dossier theme labels`: all English labels, ready for translation |
//! | `list.rs` | `dossier theme list`: the themes, and the files of the current one |

mod eject;
mod labels;
mod list;
mod open_theme;
mod originals;
mod record;
mod standing;

pub use eject::{Ejected, eject, original};
pub use labels::labels;
pub use list::{ListedFile, ListedTheme, files, themes};
pub use standing::OverrideState;

use crate::config::Config;
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::source::Sources;
use originals::{originals, own};
use record::OverridesRecord;
use standing::standing;

/// Warns about each override that was not made from the current original. A fault in
/// `overrides.toml` is an error.
pub fn report_stale(sources: &Sources, config: &Config, sink: &mut Sink) {
    let record = OverridesRecord::read(sources, sink);
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
        let OverrideState::Stale(what) = standing(sources, theme, original.copied(), taken) else {
            continue;
        };
        let help = match original {
            Some(_) => format!(
                "copy what you want from the theme's file (`dossier theme show {0}` prints it), then run `dossier theme eject --keep {0}`",
                eject::word(&path)
            ),
            None => {
                "remove the file, or only its lines in `overrides.toml` if something else uses it"
                    .into()
            }
        };
        sink.report(Diagnostic::warning(Code::StaleOverride, Place::Path(path), what).help(help));
    }
}

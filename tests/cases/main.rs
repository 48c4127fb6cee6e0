//! The cases in folders, each a test of its own: `cargo test --test cases bad/duplicate-id` runs
//! one.
//!
//! Each folder has a file `case.toml` with the purpose of the case and how the program is run;
//! `shared/case.rs` documents the keys. The output is compared with the other files:
//!
//! - `bad/NAME/site` is laid over `tests/site`, a small valid dossier with a plain theme.
//!   `stderr.txt` holds the faults that the command prints.
//! - `ok/NAME/site` is laid over it too. As `case.toml` chooses, `expected.txt` has the parts of
//!   the site that the case is about, and `out/` the whole site. `stderr.txt` has the warnings, if
//!   any.
//! - `new/NAME/before` is a project. `console.txt` is the output of `dossier new`, and `after/` has
//!   the files that it changed.
//! - `import/NAME/saved` holds a saved file. `console.txt` is the output of `dossier import`, and
//!   `record.md` the article that it writes.
//!
//! `SNAPSHOTS=overwrite cargo test --test cases` overwrites these files with the current output.
#![expect(clippy::disallowed_methods, reason = "tests make folders of their own")]

#[path = "../shared/case.rs"]
mod case;
mod commands;
#[path = "../shared/folders.rs"]
mod folders;
#[path = "../shared/index.rs"]
mod index;
mod site;

use case::Case;
use libtest_mimic::{Arguments, Failed, Trial};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// A kind of cases: the folder that holds them, and the test of each.
type Kind = (&'static str, fn(&Case, &mut Faults));

const KINDS: [Kind; 4] = [
    ("bad", commands::bad),
    ("import", commands::import),
    ("new", commands::new),
    ("ok", site::ok),
];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let trials = KINDS.iter().flat_map(|(kind, test)| {
        let folders = case::folders(kind).into_iter();
        folders.map(move |folder| trial(kind, &folder, *test))
    });
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}

fn trial(kind: &str, folder: &Path, test: fn(&Case, &mut Faults)) -> Trial {
    let name = folder.file_name().expect("a name").display();
    let case = Case::load(folder);
    let cannot_run = case.as_ref().is_ok_and(|case| !case.can_run());
    let run = move || {
        let case = case?;
        let mut faults = Faults::default();
        test(&case, &mut faults);
        faults.outcome(&case.settings.purpose)
    };
    Trial::test(format!("{kind}/{name}"), run).with_ignored_flag(cannot_run)
}

/// All differences from what a case expects, not only the first one.
#[derive(Default)]
pub(crate) struct Faults(Vec<String>);

impl Faults {
    pub(crate) fn expect(&mut self, holds: bool, otherwise: impl FnOnce() -> String) {
        if !holds {
            self.0.push(otherwise());
        }
    }

    pub(crate) fn compare(&mut self, actual: &str, expected: &Path) {
        self.0.extend(folders::compared(actual, expected).err());
    }

    /// Compares files with those in a folder, which need not exist if there are none. With
    /// `SNAPSHOTS=overwrite` it writes the folder instead.
    pub(crate) fn compare_tree(&mut self, actual: &BTreeMap<PathBuf, Vec<u8>>, folder: &Path) {
        if std::env::var("SNAPSHOTS").is_ok_and(|action| action == "overwrite") {
            let _ = fs::remove_dir_all(folder);
            for (name, bytes) in actual {
                let file = folder.join(name);
                fs::create_dir_all(file.parent().expect("a folder")).expect("made");
                fs::write(file, bytes).expect("written");
            }
        }
        let expected = folders::tree(folder);
        for name in expected.keys().filter(|name| !actual.contains_key(*name)) {
            self.0.push(format!("{} is missing", name.display()));
        }
        for (name, bytes) in actual {
            match expected.get(name) {
                None => self.0.push(format!("{} is new", name.display())),
                Some(expected) if expected == bytes => {}
                Some(_) => match std::str::from_utf8(bytes) {
                    Ok(text) => self.compare(text, &folder.join(name)),
                    Err(_) => self.0.push(format!("{} has changed", name.display())),
                },
            }
        }
    }

    fn outcome(self, purpose: &str) -> Result<(), Failed> {
        match self.0.is_empty() {
            true => Ok(()),
            false => Err(format!("{purpose}\n\n{}", self.0.join("\n")).into()),
        }
    }
}

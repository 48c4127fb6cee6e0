//! Folders that tests create and compare, and the output of programs.

use dossier::config::Environment;
use snapbox::{Assert, Data};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;
use walkdir::WalkDir;

/// This repository.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The program, without settings from the environment.
pub(crate) fn dossier(subcommand: &str, root: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dossier"));
    command.arg(subcommand).arg("--root").arg(root);
    command
        .env_remove("SOURCE_DATE_EPOCH")
        .env_remove("CLICOLOR_FORCE");
    for (name, _) in std::env::vars_os() {
        if Environment::is_setting(&name) {
            command.env_remove(name);
        }
    }
    command
}

/// A new project with the files of `tests/site`, the small valid dossier.
pub(crate) fn project() -> TempDir {
    let project = tempfile::tempdir().expect("a folder");
    lay_over(&repository().join("tests/site"), project.path());
    project
}

/// Copies a tree over another one.
pub(crate) fn lay_over(from: &Path, to: &Path) {
    for entry in WalkDir::new(from) {
        let entry = entry.expect("it can be read");
        let target = to.join(entry.path().strip_prefix(from).expect("below"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(&target).expect("made");
        } else {
            fs::copy(entry.path(), &target).expect("copied");
        }
    }
}

/// All files below a folder.
pub(crate) fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let name = entry.path().strip_prefix(folder).expect("below");
            let bytes = fs::read(entry.path()).expect("it can be read");
            (name.to_path_buf(), bytes)
        })
        .collect()
}

/// The program's output. Fails if it is a panic.
pub(crate) fn text(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    assert!(!text.contains("panicked"), "{text}");
    text.into_owned()
}

/// Compares with the text of a file, and says how the two differ. With `SNAPSHOTS=overwrite` it
/// writes the file instead.
pub(crate) fn compared(actual: &str, expected: &Path) -> Result<(), String> {
    let expected = Data::read_from(expected, None).raw();
    Assert::new()
        .action_env("SNAPSHOTS")
        .normalize_paths(false)
        .try_eq(None, Data::text(actual), expected)
        .map_err(|difference| difference.to_string())
}

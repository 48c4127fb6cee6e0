//! The dossier in the documentation's examples, `tests/bridge`, and the program's output after it
//! is changed.

use crate::folders::{lay_over, repository, text};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// A copy of the dossier, with the plain theme.
pub(crate) fn bridge() -> TempDir {
    let project = tempfile::tempdir().expect("a folder");
    let tests = repository().join("tests");
    lay_over(&tests.join("site/themes"), &project.path().join("themes"));
    lay_over(&tests.join("bridge"), project.path());
    project
}

/// The text of the file at `path` in `project`, or in the original dossier.
pub(crate) fn read(project: &Path, path: &str) -> Option<String> {
    fs::read_to_string(project.join(path)).ok()
}

/// Writes the file at `path`, and creates its folders.
pub(crate) fn write(project: &Path, path: &str, content: impl AsRef<[u8]>) {
    let path: PathBuf = project.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(path, content).expect("written");
}

/// The output of `dossier ARGUMENTS` in `project`: standard error, then standard output.
pub(crate) fn said(project: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_dossier"))
        .args(arguments)
        .current_dir(project)
        .env_remove("SOURCE_DATE_EPOCH")
        .env_remove("CLICOLOR_FORCE")
        .output()
        .expect("the program runs");
    text(&output.stderr) + &text(&output.stdout)
}

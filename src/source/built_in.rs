//! Provides the files built into the program: its themes, its labels and the first dossier.
//!
//! In: the name of a theme, if any. Out: paths and bytes. No other file uses `include_dir`.
//! Deciding whether a built-in file applies is left to `walk.rs`.

use super::slashed::slashed;
use include_dir::{Dir, include_dir};

static THEMES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes");
static FIRST: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/start/first");

/// The built-in label files, by name.
pub(super) const LABELS: [(&str, &[u8]); 2] = [
    ("de.toml", include_bytes!("../labels/de.toml")),
    ("en.toml", include_bytes!("../labels/en.toml")),
];

/// The names of the built-in themes, sorted.
pub(super) fn themes() -> impl Iterator<Item = &'static str> {
    THEMES.dirs().filter_map(|theme| theme.path().to_str())
}

/// The files of the theme `name`, sorted by path. Paths are relative to the theme's folder, with
/// `/`. Empty if no such theme is built in.
pub(super) fn theme(name: &str) -> Vec<(String, &'static [u8])> {
    let mut files = Vec::new();
    if let Some(theme) = THEMES.get_dir(name) {
        collect(theme, name, &mut files);
    }
    files.sort();
    files
}

/// The files of the dossier that `dossier init` writes, sorted by path. Paths are relative to the
/// project, with `/`.
pub fn first_dossier() -> Vec<(String, &'static [u8])> {
    let mut files = Vec::new();
    collect(&FIRST, "", &mut files);
    files.sort();
    files
}

/// Adds the files in `folder` and below it, with their paths relative to `top`.
fn collect(folder: &'static Dir<'_>, top: &str, files: &mut Vec<(String, &'static [u8])>) {
    for file in folder.files() {
        let name = file.path().strip_prefix(top).ok();
        let name = name.and_then(slashed);
        files.extend(name.map(|name| (name, file.contents())));
    }
    for below in folder.dirs() {
        collect(below, top, files);
    }
}

//! The files that the program brings along, its themes, labels and the first dossier: the only file that names `include_dir`.

use include_dir::{Dir, include_dir};

static THEMES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes");
static FIRST: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/start/first");

/// The files of labels that the program brings along, by their names.
pub(super) const LABELS: [(&str, &[u8]); 2] = [
    ("de.toml", include_bytes!("../labels/de.toml")),
    ("en.toml", include_bytes!("../labels/en.toml")),
];

/// The names of the themes that the program brings along, in order.
pub(super) fn themes() -> impl Iterator<Item = &'static str> {
    THEMES.dirs().filter_map(|theme| theme.path().to_str())
}

/// The files of the theme `name`, each by its path in the theme's folder, with `/`, in the order of the paths. None where the
/// program brings no such theme.
pub(super) fn theme(name: &str) -> Vec<(String, &'static [u8])> {
    let mut files = Vec::new();
    if let Some(theme) = THEMES.get_dir(name) {
        collect(theme, name, &mut files);
    }
    files.sort();
    files
}

/// The files of the dossier that `dossier init` writes, each by its path in the project, with `/`, in the order of the paths.
pub fn first_dossier() -> Vec<(String, &'static [u8])> {
    let mut files = Vec::new();
    collect(&FIRST, "", &mut files);
    files.sort();
    files
}

/// Adds the files of `folder` and of what is below it, by their paths from `top`.
fn collect(folder: &'static Dir<'_>, top: &str, files: &mut Vec<(String, &'static [u8])>) {
    for file in folder.files() {
        let name = file.path().strip_prefix(top).ok();
        let name = name.and_then(super::walk::slashed);
        files.extend(name.map(|name| (name, file.contents())));
    }
    for below in folder.dirs() {
        collect(below, top, files);
    }
}

//! Assets: style sheets, scripts and pictures of the theme and the project.

use super::Route;
use crate::diag::Sink;
use crate::source::{Role, Sources};
use crate::text::{Digest, FileId};
use std::collections::BTreeMap;

/// A file from `static/` of the theme or the project.
#[derive(Debug)]
pub struct Asset {
    /// The source file.
    pub file: FileId,
    /// The content of the file.
    pub bytes: Vec<u8>,
    /// The address if no page requests it with `asset`.
    pub plain: Route,
    /// The address if a page requests it with `asset`. A hash of the content in the name keeps
    /// browsers from using an outdated copy.
    pub hashed: Route,
}

/// Reads all assets, by name. The project's assets replace those of the theme.
pub(super) fn read(sources: &Sources, sink: &mut Sink) -> BTreeMap<String, Asset> {
    let mut assets = BTreeMap::new();
    for role in [Role::ThemeStatic, Role::Static] {
        for (id, file) in sources.of(role) {
            match sources.bytes(id) {
                Ok(bytes) => {
                    let asset = Asset {
                        file: id,
                        plain: Route::new(file.name.clone()),
                        hashed: hashed(&file.name, &bytes),
                        bytes,
                    };
                    assets.insert(file.name.clone(), asset);
                }
                Err(diagnostic) => sink.report(*diagnostic),
            }
        }
    }
    assets
}

/// The route with a hash of the content: `briefing.css` becomes `briefing.3fa9c01b2d.css`.
fn hashed(name: &str, bytes: &[u8]) -> Route {
    let hash = content_hash(bytes);
    let (folder, file) = match name.rsplit_once('/') {
        Some((folder, file)) => (format!("{folder}/"), file),
        None => (String::new(), name),
    };
    Route::new(match file.rsplit_once('.') {
        Some((stem, extension)) => format!("{folder}{stem}.{hash}.{extension}"),
        None => format!("{folder}{file}.{hash}"),
    })
}

/// The first 40 bits of the SHA-256 of `bytes`, in hexadecimal.
pub fn content_hash(bytes: &[u8]) -> String {
    Digest::of(bytes).short(5)
}

#[cfg(test)]
mod tests {
    use super::hashed;

    #[test]
    fn the_hash_stands_before_the_extension() {
        assert_eq!(
            hashed("a/b.min.css", b"").as_str(),
            "a/b.min.e3b0c44298.css"
        );
        assert_eq!(hashed("font", b"").as_str(), "font.e3b0c44298");
    }
}

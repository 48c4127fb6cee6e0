//! Opens files of a project, but none that a link out of the project leads to.
//!
//! In: the project's folder and a path in it. Out: an open, checked file. The system resolves the
//! path below the open folder, so a link that changes meanwhile cannot lead out either. No other
//! file uses `cap-std`.

use super::opened::{NotRead, Opened, is_outside, why};
use cap_std::ambient_authority;
use cap_std::fs::Dir;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::OnceLock;

/// A folder that links must not leave. It is opened with the first file.
#[derive(Debug, Default)]
pub(super) struct Fence(OnceLock<Dir>);

impl Fence {
    /// Opens the regular file `path` below `root`, which must be the same on every call.
    pub(super) fn open(&self, root: &Path, path: &str) -> Result<Opened, NotRead> {
        let shown = root.join(path);
        let inside = match self.0.get() {
            Some(inside) => inside,
            None => {
                let inside = Dir::open_ambient_dir(root, ambient_authority());
                let inside = inside.map_err(|error| why(root, error))?;
                self.0.get_or_init(|| inside)
            }
        };
        let file = match open_in(inside, Path::new(path)) {
            // An absolute link may still lead inside.
            Err(error) if is_outside(&error) => {
                let way = |path: &Path| path.canonicalize().map_err(|error| why(path, error));
                let (root, file) = (way(root)?, way(&shown)?);
                let path = file.strip_prefix(root).map_err(|_| NotRead::Outside)?;
                open_in(inside, path)
            }
            opened => opened,
        };
        let file = file.map_err(|error| why(&shown, error))?;
        Opened::check(file, &shown)
    }
}

fn open_in(folder: &Dir, path: &Path) -> io::Result<File> {
    let mut options = cap_std::fs::OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use cap_std::fs::OpenOptionsExt;
        options.custom_flags(super::opened::AT_ONCE);
    }
    let file = folder.open_with(path, &options)?;
    Ok(file.into_std())
}

#[cfg(all(test, unix))]
mod tests {
    use super::{Fence, NotRead, Opened};
    use std::fs;
    use std::os::unix::fs::symlink;

    #[test]
    fn links_lead_inside_only() {
        let outside = tempfile::tempdir().expect("a folder");
        fs::write(outside.path().join("secret"), "secret").expect("written");
        let inside = tempfile::tempdir().expect("a folder");
        let root = inside.path();
        fs::create_dir(root.join("a")).expect("made");
        fs::write(root.join("a/plain"), "words").expect("written");
        symlink("a/plain", root.join("relative")).expect("linked");
        symlink(root.join("a/plain"), root.join("absolute")).expect("linked");
        symlink(outside.path().join("secret"), root.join("out")).expect("linked");
        symlink(outside.path(), root.join("away")).expect("linked");
        symlink("../a/plain", root.join("a/up")).expect("linked");
        let fence = Fence::default();
        let read = |path| fence.open(root, path).and_then(Opened::read);
        for path in ["a/plain", "relative", "absolute", "a/up"] {
            assert_eq!(read(path).expect(path), b"words");
        }
        for path in ["out", "away/secret", "../x/secret"] {
            let why = read(path).expect_err(path);
            assert!(
                matches!(why, NotRead::Outside | NotRead::Missing),
                "{why:?}"
            );
        }
    }
}

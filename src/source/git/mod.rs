//! Finds out whether git tracks or ignores a file.
//!
//! In: a path. Out: what git would do with it. Git itself is not run. Instead, its rules are read
//! (`gitignore(5)`): the `.gitignore` files from the root of the work tree down, `info/exclude` and
//! `core.excludesFile`. Tracked paths come from its index. No other file uses `ignore`.

mod index;

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// A git work tree.
#[derive(Debug)]
pub struct WorkTree {
    root: PathBuf,
    /// Rules for the whole tree: the repository's own, then the user's. The first match decides.
    rules: Vec<Gitignore>,
    /// The rules of single folders, read on first use.
    folders: BTreeMap<PathBuf, Gitignore>,
    /// The tracked paths, relative to the root, sorted.
    tracked: Vec<Vec<u8>>,
}

impl WorkTree {
    /// The work tree that contains the folder `folder`, following links. `None` if it is in no work
    /// tree.
    pub fn around(folder: &Path) -> Option<Self> {
        let everywhere = |root: &Path| GitignoreBuilder::new(root).build_global().0;
        Self::around_with(folder, everywhere)
    }

    /// Like `around`, but `everywhere` makes the user's rules for all work trees.
    fn around_with(folder: &Path, everywhere: impl FnOnce(&Path) -> Gitignore) -> Option<Self> {
        let folder = folder.canonicalize().ok()?;
        let (root, git) = folder
            .ancestors()
            .find_map(|root| Some((root.to_path_buf(), git_folder(root)?)))?;
        let config = read(&git.common.join("config")).unwrap_or_default();
        let config = String::from_utf8_lossy(&config);
        let excludes = value(&config, "core", "excludesfile").map(|path| of_home(&path));
        let rules = vec![
            rules_of(&root, &git.common.join("info/exclude")),
            match excludes {
                Some(path) => rules_of(&root, &root.join(path)),
                None => everywhere(&root),
            },
        ];
        let is_sha256 =
            value(&config, "extensions", "objectformat").is_some_and(|of| of == "sha256");
        let index = read(&git.own.join("index")).unwrap_or_default();
        Some(Self {
            root,
            rules,
            folders: BTreeMap::new(),
            tracked: index::paths(&index, if is_sha256 { 32 } else { 20 }),
        })
    }

    /// The top folder of the work tree, with links resolved.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether a rule excludes the file at `path` from version control.
    pub fn ignores(&mut self, path: &Path) -> bool {
        let path = followed(path);
        let Ok(below) = path.strip_prefix(&self.root) else {
            return false;
        };
        let mut at = self.root.clone();
        let parts: Vec<OsString> = below.iter().map(OsStr::to_owned).collect();
        // A file in an ignored folder cannot be included again.
        parts.iter().enumerate().any(|(number, part)| {
            at.push(part);
            self.is_named(&at, number + 1 < parts.len())
        })
    }

    /// Whether the rules exclude the file or folder at `path` itself, regardless of the folders
    /// above it.
    fn is_named(&mut self, path: &Path, is_folder: bool) -> bool {
        let root = self.root.clone();
        let above = path.ancestors().skip(1);
        // The rules of the nearest folder take precedence.
        for folder in above.take_while(|folder| folder.starts_with(&root)) {
            let rules = self
                .folders
                .entry(folder.to_path_buf())
                .or_insert_with(|| rules_of(folder, &folder.join(".gitignore")));
            let found = rules.matched(path, is_folder);
            if !found.is_none() {
                return found.is_ignore();
            }
        }
        let mut found = self
            .rules
            .iter()
            .map(|rules| rules.matched(path, is_folder));
        found
            .find(|found| !found.is_none())
            .is_some_and(|found| found.is_ignore())
    }

    /// Whether git tracks the file at `path`.
    pub fn tracks(&self, path: &Path) -> bool {
        below(path, &self.root).is_some_and(|name| {
            let found = self
                .tracked
                .binary_search_by(|other| other.as_slice().cmp(name.as_bytes()));
            found.is_ok()
        })
    }
}

/// The path of the file at `path`, with links in its folder's path resolved. A link at `path`
/// itself is kept.
fn followed(path: &Path) -> PathBuf {
    let folder = match path.parent() {
        Some(folder) if folder == Path::new("") => Path::new("."),
        Some(folder) => folder,
        None => return path.into(),
    };
    let folder = folder.canonicalize().ok();
    let whole = folder.zip(path.file_name());
    whole.map_or_else(|| path.into(), |(folder, name)| folder.join(name))
}

/// `path` relative to the folder `folder`, with `/` between its parts, following links. `None` if
/// it is outside.
pub fn below(path: &Path, folder: &Path) -> Option<String> {
    let path = followed(path);
    let below = path.strip_prefix(folder.canonicalize().ok()?).ok()?;
    super::slashed::slashed(below)
}

/// The folders in which git keeps the data of a work tree.
struct GitFolder {
    /// The data of this work tree.
    own: PathBuf,
    /// The data shared by all work trees of the repository.
    common: PathBuf,
}

/// The git folder of the work tree with the root `root`, if it is one.
fn git_folder(root: &Path) -> Option<GitFolder> {
    let dot_git = root.join(".git");
    let own = match dot_git.is_dir() {
        true => dot_git,
        // In an additional work tree and in a submodule, `.git` is a file.
        false => {
            let text = String::from_utf8(read(&dot_git)?).ok()?;
            root.join(text.trim_end().strip_prefix("gitdir: ")?)
        }
    };
    own.join("HEAD").symlink_metadata().ok()?;
    let common = match read(&own.join("commondir")) {
        Some(path) => own.join(String::from_utf8(path).ok()?.trim_end()),
        None => own.clone(),
    };
    Some(GitFolder { own, common })
}

/// The rules in the file at `path`, which apply from the folder `folder` down. Empty if it cannot
/// be read.
fn rules_of(folder: &Path, path: &Path) -> Gitignore {
    let mut rules = GitignoreBuilder::new(folder);
    if path.is_file() {
        // A line that is not a valid pattern is skipped, like in git.
        let _ = rules.add(path);
    }
    rules.build().unwrap_or_else(|_| Gitignore::empty())
}

/// The bytes of a regular file, or `None` if it is missing or cannot be read.
fn read(path: &Path) -> Option<Vec<u8>> {
    path.is_file().then(|| std::fs::read(path).ok())?
}

/// The value of a key in a git configuration (`git-config(1)`), without escapes. The last value
/// counts.
fn value(config: &str, section: &str, key: &str) -> Option<String> {
    let mut inside = false;
    let mut found = None;
    for line in config.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix('[') {
            inside = name
                .trim_end_matches(']')
                .trim()
                .eq_ignore_ascii_case(section);
        } else if let Some((name, value)) = line.split_once('=').filter(|_| inside)
            && name.trim().eq_ignore_ascii_case(key)
        {
            found = Some(value.trim().trim_matches('"').to_owned());
        }
    }
    found
}

/// Replaces `~/` at the start of `path` with the user's home folder.
fn of_home(path: &str) -> PathBuf {
    let home = std::env::home_dir();
    match path.strip_prefix("~/").zip(home) {
        Some((below, home)) => home.join(below),
        None => path.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::WorkTree;
    use ignore::gitignore::Gitignore;
    use std::fs;
    use std::path::Path;
    use tempfile::TempDir;

    /// A work tree with these files, independent of the home folder.
    fn tree(files: &[(&str, &str)]) -> TempDir {
        let tree = tempfile::tempdir().expect("a folder");
        let head = (".git/HEAD", "ref: refs/heads/main\n");
        for (path, text) in [head].iter().chain(files) {
            let path = tree.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, text).expect("written");
        }
        tree
    }

    fn around(folder: &Path) -> Option<WorkTree> {
        WorkTree::around_with(folder, |_| Gitignore::empty())
    }

    fn ignores(tree: &TempDir, path: &str) -> bool {
        let mut around = around(tree.path()).expect("a work tree");
        let path = around.root().join(path);
        around.ignores(&path)
    }

    #[test]
    fn the_nearest_rule_wins_and_nothing_comes_back_out_of_an_ignored_folder() {
        let tree = tree(&[
            (".gitignore", "/captures/\n*.html\n/sub/kept/*\n"),
            ("captures/.gitignore", "!a.txt\n"),
            ("sub/.gitignore", "!kept/\n!b.html\nown.txt\n"),
            ("sub/kept/.gitignore", "!c.txt\n"),
        ]);
        for (path, ignored) in [
            ("captures/a.txt", true),
            ("sub/captures/a.txt", false),
            ("a.html", true),
            ("sub/a.html", true),
            ("sub/b.html", false),
            ("sub/own.txt", true),
            ("own.txt", false),
            ("sub/kept/c.txt", false),
            ("sub/kept/d.txt", true),
        ] {
            assert_eq!(ignores(&tree, path), ignored, "{path}");
        }
    }

    #[test]
    fn rules_of_the_repository_and_of_its_configuration_count_last() {
        let tree = tree(&[
            (".git/info/exclude", "captures/\nsaved/\n"),
            (
                ".git/config",
                "[core]\n\texcludesFile = mine\n[other]\n\texcludesfile = no\n",
            ),
            ("mine", "*.pdf\n!captures/\n"),
            (".gitignore", "!saved/\n"),
        ]);
        assert!(ignores(&tree, "captures/a.txt"));
        assert!(ignores(&tree, "a.pdf"));
        assert!(!ignores(&tree, "saved/a.txt"));
    }

    #[test]
    fn a_further_work_tree_has_the_rules_of_its_repository() {
        let tree = tree(&[
            (".git/info/exclude", "captures/\n"),
            (".git/worktrees/other/HEAD", "ref: refs/heads/other\n"),
            (".git/worktrees/other/commondir", "../..\n"),
            (".gitignore", "never.txt\n"),
        ]);
        let other = tempfile::tempdir().expect("a folder");
        let git = tree.path().join(".git/worktrees/other");
        fs::write(
            other.path().join(".git"),
            format!("gitdir: {}\n", git.display()),
        )
        .expect("written");
        assert!(ignores(&other, "captures/a.txt"));
        assert!(!ignores(&other, "never.txt"));
    }

    #[test]
    fn where_git_knows_nothing_there_is_no_work_tree() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(around(folder.path()).is_none());
        fs::create_dir(folder.path().join(".git")).expect("made");
        assert!(around(folder.path()).is_none(), "without a HEAD");
        assert!(around(&folder.path().join("nowhere")).is_none());
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_is_a_link_is_where_it_leads() {
        let tree = tree(&[]);
        let private = tempfile::tempdir().expect("a folder");
        let link = tree.path().join("captures");
        std::os::unix::fs::symlink(private.path(), &link).expect("linked");
        assert!(around(&link).is_none());
    }
}

//! Warns if git would track other people's writing.
//!
//! In: the files of an import and their captures. Out: warnings, each with a fix. Applying a fix is
//! left to the user.

use super::ImportOptions;
use crate::source::{WorkTree, below};
use crate::text::shell_word;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A warning about files that git tracks or would track.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exposed {
    /// The problem, in one line.
    pub message: String,
    /// The fix: the line to add to which `.gitignore`, or the git command to run.
    pub help: String,
}

/// Warns about imported files that git tracks or would track. `stored` pairs each given file with
/// its capture. Each folder yields at most one warning for captures and one for given files.
pub fn exposed(options: &ImportOptions, stored: &[(PathBuf, PathBuf)]) -> Vec<Exposed> {
    let mut kinds: BTreeMap<(&str, PathBuf), Vec<&Path>> = BTreeMap::new();
    let folder = |path: &Path| path.parent().unwrap_or(Path::new("")).to_path_buf();
    for (given, capture) in stored {
        let captures = kinds.entry(("captures", folder(capture)));
        captures.or_default().push(capture);
        // Files outside the project are not our concern.
        if below(given, &options.root).is_some() && below(given, &options.captures).is_none() {
            let saved = kinds.entry(("saved pages", folder(given)));
            saved.or_default().push(given);
        }
    }
    let found = kinds
        .into_iter()
        .filter_map(|((what, folder), files)| warning(what, &folder, &files, &options.root));
    found.collect()
}

/// The warning about `files`, which are all in `folder` and were imported into the project at
/// `root`.
fn warning(what: &str, folder: &Path, files: &[&Path], root: &Path) -> Option<Exposed> {
    let here = |path: &Path| match path.as_os_str().is_empty() {
        true => PathBuf::from("."),
        false => path.to_path_buf(),
    };
    let mut tree = WorkTree::around(&here(folder))?;
    let open: Vec<&Path> = files
        .iter()
        .filter(|file| !tree.ignores(file))
        .copied()
        .collect();
    let tracked: Vec<&Path> = files
        .iter()
        .filter(|file| tree.tracks(file))
        .copied()
        .collect();
    let shown = plain(folder);
    let place = match shown.as_str() {
        "" => "this folder".to_owned(),
        shown => format!("`{shown}/`"),
    };
    let (message, first) = match (tracked.first(), open.first()) {
        (Some(first), _) => (
            format!("git already tracks other people's work: {what} in {place}"),
            first,
        ),
        (None, Some(first)) => (
            format!("git would track other people's work: {what} in {place}"),
            first,
        ),
        (None, None) => return None,
    };
    let mut steps = Vec::new();
    if !open.is_empty() {
        // Prefer the project's own `.gitignore` if it applies, else use the one at the work tree's
        // root.
        let is_within = below(&root.join(".gitignore"), tree.root()).is_some();
        let base = match is_within && below(first, root).is_some() {
            true => root,
            false => tree.root(),
        };
        let line = line(&below(first, base)?);
        let file = plain(&base.join(".gitignore"));
        steps.push(format!("add the line `{line}` to `{file}`"));
    }
    if !tracked.is_empty() {
        let words: Option<Vec<String>> = tracked
            .iter()
            .map(|file| shell_word(&plain(file)))
            .collect();
        steps.push(match words {
            Some(words) => format!(
                "run `git rm --cached {}`, which leaves the files where they are",
                words.join(" ")
            ),
            None => "remove the files from git's index".into(),
        });
    }
    Some(Exposed {
        message,
        help: steps.join(", and "),
    })
}

/// A path for display, without a leading `./`.
fn plain(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).display().to_string()
}

/// The `.gitignore` line that covers the file at `path`. It names the whole folder, unless that
/// folder also holds the project's own files.
fn line(path: &str) -> String {
    const OWN: [&str; 5] = ["content", "templates", "static", "labels", "themes"];
    let top = path.split('/').next().unwrap_or_default();
    let named = match path.rsplit_once('/') {
        Some((folder, _)) if !OWN.contains(&top) => format!("{folder}/"),
        _ => path.to_owned(),
    };
    let mut line = String::from("/");
    for c in named.chars() {
        if matches!(c, '*' | '?' | '[' | '\\') {
            line.push('\\');
        }
        line.push(c);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn a_line_names_the_folder_and_nothing_that_belongs_to_the_project() {
        for (path, wanted) in [
            ("saved/a.html", "/saved/"),
            ("private/old/a.html", "/private/old/"),
            ("a.html", "/a.html"),
            ("content/articles/a.html", "/content/articles/a.html"),
            ("what [1]?/a.html", "/what \\[1]\\?/"),
        ] {
            assert_eq!(line(path), wanted);
        }
    }
}

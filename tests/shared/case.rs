//! A case: a folder below `tests/cases` with a project, `case.toml`, and what the program must
//! print and write.

use crate::folders::{dossier, lay_over, repository};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use tempfile::TempDir;

/// The file `case.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// What the case shows, in one line.
    pub(crate) purpose: String,
    /// The command of a case in `bad/`, instead of `build`.
    pub(crate) command: Option<String>,
    #[serde(default)]
    arguments: Vec<String>,
    #[serde(default)]
    environment: BTreeMap<String, String>,
    /// Folders of `tests/site` that the project leaves out.
    #[serde(default)]
    remove: Vec<String>,
    /// Symbolic links to create, and where they lead. They are not files here, because Cargo cannot
    /// read a folder with a loop of links.
    #[serde(default)]
    links: BTreeMap<String, String>,
    /// The only operating system that gives this output, by its name in `std::env::consts::OS`.
    only_on: Option<String>,
    /// Whether `out/` of a case in `ok/` holds the whole site. The other keys choose parts of the
    /// site for `expected.txt`.
    #[serde(default)]
    pub(crate) whole_site: bool,
    /// Files of the site are listed if their paths begin with one of these.
    #[serde(default)]
    pub(crate) lists: Vec<String>,
    /// For each file: `all`, `main` for everything after the test theme's line `preview: …`, or the
    /// beginnings of the lines to show.
    #[serde(default)]
    pub(crate) shows: BTreeMap<String, Vec<String>>,
    /// Documents of the search index are shown if their addresses begin with one of these.
    #[serde(default)]
    pub(crate) index: Vec<String>,
}

impl Settings {
    /// Whether the case compares parts of the site, in `expected.txt`.
    pub(crate) fn has_parts(&self) -> bool {
        !(self.lists.is_empty() && self.shows.is_empty() && self.index.is_empty())
    }
}

pub(crate) struct Case {
    pub(crate) folder: PathBuf,
    pub(crate) settings: Settings,
}

/// The folders of the cases of a kind, sorted.
pub(crate) fn folders(kind: &str) -> Vec<PathBuf> {
    let kind = repository().join("tests/cases").join(kind);
    let mut folders: Vec<_> = fs::read_dir(kind)
        .expect("the folder of cases is there")
        .map(|entry| entry.expect("it can be read").path())
        .collect();
    folders.sort();
    folders
}

impl Case {
    /// Reads the case in a folder. The error says what is wrong with the folder.
    pub(crate) fn load(folder: &Path) -> Result<Self, String> {
        let text = fs::read_to_string(folder.join("case.toml"))
            .map_err(|error| format!("case.toml: {error}"))?;
        let settings: Settings =
            toml::from_str(&text).map_err(|error| format!("case.toml: {error}"))?;
        let purpose = &settings.purpose;
        if purpose.trim().is_empty() || purpose.contains('\n') {
            return Err("case.toml: the purpose is not one line of text".into());
        }
        let case = Self {
            folder: folder.to_owned(),
            settings,
        };
        let known = case.known_entries()?;
        for entry in fs::read_dir(folder).expect("it can be read") {
            let name = entry.expect("it can be read").file_name();
            if !known.iter().any(|known| name == *known) {
                return Err(format!("nothing reads `{}`", name.display()));
            }
        }
        Ok(case)
    }

    /// The kind of the case: the name of the folder that holds its folder.
    pub(crate) fn kind(&self) -> &str {
        let kind = self.folder.parent().and_then(Path::file_name);
        kind.and_then(|kind| kind.to_str()).expect("a kind")
    }

    /// The files and folders that a case of this kind may have.
    fn known_entries(&self) -> Result<Vec<&'static str>, String> {
        let settings = &self.settings;
        let kind = self.kind();
        if settings.command.is_some() && kind != "bad" {
            return Err("case.toml: only cases in `bad/` have a `command`".into());
        }
        if kind != "ok" && (settings.whole_site || settings.has_parts()) {
            return Err("case.toml: only cases in `ok/` show parts of a site".into());
        }
        let mut known = vec!["case.toml"];
        match kind {
            "bad" => known.extend(["site", "stderr.txt"]),
            "new" => known.extend(["before", "after", "console.txt"]),
            "import" => known.extend(["saved", "record.md", "console.txt"]),
            _ => {
                known.extend(["site", "stderr.txt"]);
                if settings.whole_site {
                    known.push("out");
                }
                if settings.has_parts() {
                    known.push("expected.txt");
                }
            }
        }
        Ok(known)
    }

    /// Whether this machine can run the case. Some systems have no symbolic links.
    pub(crate) fn can_run(&self) -> bool {
        let Settings { links, only_on, .. } = &self.settings;
        let is_here = only_on
            .as_deref()
            .is_none_or(|os| os == std::env::consts::OS);
        is_here && (cfg!(unix) || links.is_empty())
    }

    /// The project of a case in `ok/` or `bad/`: its `site/` over `tests/site`.
    pub(crate) fn project(&self) -> TempDir {
        let project = crate::folders::project();
        let site = self.folder.join("site");
        if site.exists() {
            lay_over(&site, project.path());
        }
        for name in &self.settings.remove {
            fs::remove_dir_all(project.path().join(name)).expect("removed");
        }
        for (link, target) in &self.settings.links {
            let link = project.path().join(link);
            fs::create_dir_all(link.parent().expect("a folder")).expect("made");
            #[cfg(unix)]
            std::os::unix::fs::symlink(target, link).expect("linked");
            #[cfg(not(unix))]
            let _ = (target, link);
        }
        project
    }

    /// Runs the program in a project, with the arguments of the case and `more`.
    pub(crate) fn run(&self, subcommand: &str, project: &Path, more: &[&str]) -> Output {
        // Messages show paths relative to the folder in which the program runs.
        let output = dossier(subcommand, Path::new("."))
            .current_dir(project)
            .args(&self.settings.arguments)
            .args(more)
            .envs(&self.settings.environment)
            .output();
        output.expect("the program runs")
    }
}

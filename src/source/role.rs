//! Decides what a file is for from its path, and suggests where a misplaced file belongs.
//!
//! In: a path below one of the project's folders. Out: a [`Role`], or advice. Walking the folders
//! is left to `walk.rs`.

use crate::dossier::{LanguageTag, Slug};
use crate::text::{nearest, shell_word};

/// The purpose of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// `site.toml`, or the file given with `--config`.
    Config,
    /// `content/index.md`: the bottom line of the home page.
    Home,
    /// `content/articles/*.md`: an article each.
    Article,
    /// `content/topics/*.md`: a topic each.
    Topic,
    /// `content/annotations/**/*.yaml` and `*.yml`: claims, events and other records.
    Annotations,
    /// `content/static/**`: copied unchanged.
    ContentStatic,
    /// `templates/**` of the project, which override the theme's.
    Template,
    /// `static/**` of the project, which override the theme's.
    Static,
    /// `labels/*.toml` of the project, which override the theme's.
    Labels,
    /// `themes/NAME/theme.toml`: the configuration of the theme.
    ThemeConfig,
    /// `themes/NAME/templates/**`: the theme's templates.
    ThemeTemplate,
    /// `themes/NAME/static/**`: the theme's static files.
    ThemeStatic,
    /// `themes/NAME/labels/*.toml`: the theme's labels.
    ThemeLabels,
    /// The built-in labels.
    BaseLabels,
    /// `evidence.lock`: the digests of captures and quotes.
    Lock,
    /// `overrides.toml`: the originals of the project's overrides.
    Overrides,
    /// `captures/*`: private, and never published.
    Capture,
}

impl Role {
    /// Whether a file of this role has a fixed place and is read as text. A folder at that place is
    /// a fault.
    pub(super) fn is_read_as_text(self) -> bool {
        matches!(
            self,
            Self::Home
                | Self::Article
                | Self::Topic
                | Self::Annotations
                | Self::Labels
                | Self::ThemeConfig
                | Self::ThemeLabels
        )
    }
}

/// The role of a file under `content/`, or `None` if nothing reads it.
pub(super) fn content_role(path: &str) -> Option<Role> {
    let (folder, rest) = path.split_once('/').unwrap_or(("", path));
    let flat = !rest.contains('/');
    match folder {
        "" if path == "index.md" => Some(Role::Home),
        "articles" if flat && rest.ends_with(".md") => Some(Role::Article),
        "topics" if flat && rest.ends_with(".md") => Some(Role::Topic),
        "annotations" if rest.ends_with(".yaml") || rest.ends_with(".yml") => {
            Some(Role::Annotations)
        }
        "static" => Some(Role::ContentStatic),
        _ => None,
    }
}

/// The role of a file under `labels/`, or `None` if it is not named after a language.
pub(super) fn labels_role(path: &str) -> Option<Role> {
    let language = path.strip_suffix(".toml");
    language.and_then(LanguageTag::new).map(|_| Role::Labels)
}

/// The known folders of `content/`.
pub(super) const FOLDERS: [&str; 4] = ["articles", "topics", "annotations", "static"];

/// Advice for a file under `content/` that nothing reads. `is_there` tells whether a path exists.
pub(super) fn where_it_belongs(path: &str, is_there: impl Fn(&str) -> bool) -> String {
    const GENERAL: &str = "articles are `.md` files in `content/articles/`, topics `.md` files in `content/topics/`, annotations \
                           `.yaml` files in `content/annotations/`; files to copy belong in `content/static/`";
    let (folder, rest) = path.split_once('/').unwrap_or(("", path));
    let name = rest.rsplit('/').next().unwrap_or(rest);
    let (stem, extension) = name.split_once('.').unwrap_or((name, ""));
    let is_yaml = extension.starts_with("yaml") || extension.starts_with("yml");
    let meant = match nearest(folder, FOLDERS.into_iter()) {
        Some(folder) => folder,
        None if folder.is_empty() && is_yaml => "annotations",
        None => return GENERAL.into(),
    };
    let wanted = if meant == "annotations" { "yaml" } else { "md" };
    // The name of an article or topic is its id.
    let id = Slug::from_text(stem).map_or_else(|| stem.to_owned(), |id| id.to_string());
    let stem = if wanted == "md" { &id } else { stem };
    match extension {
        "html" | "htm" => match shell_word(&format!("content/{path}")) {
            Some(path) => format!("if this is a saved article, run `dossier import {path}`"),
            None => "if this is a saved article, give it another name and import it with `dossier import`".into(),
        },
        _ if meant == "static" => put("move", format!("content/{meant}/{name}"), is_there),
        extension if extension == wanted => {
            put("move", format!("content/{meant}/{stem}.{wanted}"), is_there)
        }
        "" | "txt" | "text" | "markdown" | "mdx" | "yaml" | "yml" | "json" => put(
            "rename",
            format!("content/{meant}/{stem}.{wanted}"),
            is_there,
        ),
        extension if extension.starts_with(wanted) => put(
            "rename",
            format!("content/{meant}/{stem}.{wanted}"),
            is_there,
        ),
        _ => GENERAL.into(),
    }
}

/// Advice for a file that belongs at `path`.
fn put(verb: &str, path: String, is_there: impl Fn(&str) -> bool) -> String {
    match is_there(&path) {
        true => {
            format!("`{path}` exists too: delete one of them, or give this one another name there")
        }
        false => format!("{verb} it to `{path}`"),
    }
}

/// The role of a file in a theme, or `None` if nothing reads it.
pub(super) fn theme_role(path: &str) -> Option<Role> {
    match path.split_once('/') {
        None if path == "theme.toml" => Some(Role::ThemeConfig),
        Some(("templates", _)) => Some(Role::ThemeTemplate),
        Some(("static", _)) => Some(Role::ThemeStatic),
        Some(("labels", name)) if labels_role(name).is_some() => Some(Role::ThemeLabels),
        _ => None,
    }
}

/// The path of a file relative to the folder of its role. `name` is relative to the folder that was
/// walked.
pub(super) fn name_within(role: Role, name: String) -> String {
    match role {
        Role::Home | Role::ThemeConfig | Role::Template | Role::Static | Role::Labels => name,
        _ => name
            .split_once('/')
            .map_or(name.clone(), |(_, rest)| rest.to_owned()),
    }
}

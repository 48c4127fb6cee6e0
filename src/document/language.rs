//! The languages of files.

/// The language of a file, from its extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// `.md`: Markdown with YAML front matter.
    Markdown,
    /// `.yaml` or `.yml`.
    Yaml,
    /// `.toml`.
    Toml,
    /// Anything else.
    Other,
}

impl Language {
    /// The language of the file at `path`.
    pub fn of(path: &str) -> Self {
        match path.rsplit_once('.').map(|(_, extension)| extension) {
            Some("md") => Self::Markdown,
            Some("yaml" | "yml") => Self::Yaml,
            Some("toml") => Self::Toml,
            _ => Self::Other,
        }
    }
}

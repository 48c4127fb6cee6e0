//! Generates JSON Schemas of the files that people write, from the types that parse them.
//!
//! In: a [`SchemaKind`]. Out: the schema's text, which editors use to check and complete files. The
//! form of a value is declared beside its type, and the common definitions are in
//! `document/schema.rs`.

use crate::config::Config;
use crate::document::{Language, schema_of};
use crate::parse::{AnnotationFile, ArticleEntry, TopicEntry};
use crate::render::ThemeFacts;

/// A kind of file that has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaKind {
    /// The site's configuration, `site.toml`.
    Site,
    /// The front matter of an article.
    Article,
    /// The front matter of a topic.
    Topic,
    /// A file of annotations.
    Annotations,
    /// The configuration of a theme, `theme.toml`.
    Theme,
}

impl SchemaKind {
    /// Every kind, in the order in which lists show them.
    pub const ALL: &[Self] = &[
        Self::Site,
        Self::Article,
        Self::Topic,
        Self::Annotations,
        Self::Theme,
    ];

    /// The name of the kind on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::Article => "article",
            Self::Topic => "topic",
            Self::Annotations => "annotations",
            Self::Theme => "theme",
        }
    }

    /// The kind with this name on the command line, if any.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// The files that the schema applies to, as a glob pattern relative to the project's folder.
    pub fn files(self) -> &'static str {
        match self {
            Self::Site => "site.toml",
            Self::Article => "content/articles/*.md",
            Self::Topic => "content/topics/*.md",
            Self::Annotations => "content/annotations/**/*.yaml",
            Self::Theme => "themes/*/theme.toml",
        }
    }

    /// The file name for the schema.
    pub fn file_name(self) -> String {
        format!("{}.schema.json", self.name())
    }

    /// The schema as indented JSON, with a line end at the end.
    pub fn schema(self) -> String {
        let schema = match self {
            Self::Site => schema_of::<Config>(Language::Toml),
            Self::Article => schema_of::<ArticleEntry>(Language::Yaml),
            Self::Topic => schema_of::<TopicEntry>(Language::Yaml),
            Self::Annotations => schema_of::<AnnotationFile>(Language::Yaml),
            Self::Theme => schema_of::<ThemeFacts>(Language::Toml),
        };
        format!("{schema:#}\n")
    }
}

/// The schemas of all kinds, as pairs of file name and text.
pub fn all() -> Vec<(String, String)> {
    let schemas = SchemaKind::ALL
        .iter()
        .map(|kind| (kind.file_name(), kind.schema()));
    schemas.collect()
}

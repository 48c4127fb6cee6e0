//! JSON Schemas of the files that people write, made from the types that parse them. Editors check and complete by them.
//!
//! In: a [`Kind`]. Out: a text. The values' own forms stand beside their types; the words for them are in `document/schema.rs`.

use crate::config::Config;
use crate::document::{Language, schema_of};
use crate::parse::{AnnotationFile, ArticleEntry, TopicEntry};
use crate::render::ThemeFacts;

/// A kind of file that has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `site.toml`
    Site,
    /// The front matter of an article.
    Article,
    /// The front matter of a topic.
    Topic,
    /// A file of annotations.
    Annotations,
    /// `theme.toml`
    Theme,
}

impl Kind {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::Site,
        Self::Article,
        Self::Topic,
        Self::Annotations,
        Self::Theme,
    ];

    /// The name that the command line takes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::Article => "article",
            Self::Topic => "topic",
            Self::Annotations => "annotations",
            Self::Theme => "theme",
        }
    }

    /// The kind of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// The files that it is for, as a pattern from the project's folder.
    pub fn files(self) -> &'static str {
        match self {
            Self::Site => "site.toml",
            Self::Article => "content/articles/*.md",
            Self::Topic => "content/topics/*.md",
            Self::Annotations => "content/annotations/**/*.yaml",
            Self::Theme => "themes/*/theme.toml",
        }
    }

    /// The name of the file that its schema goes into.
    pub fn file_name(self) -> String {
        format!("{}.schema.json", self.name())
    }

    /// Its schema: JSON of several lines, with a line end at its end.
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

/// The schemas of all kinds: the name of each one's file, and its text.
pub fn all() -> Vec<(String, String)> {
    let schemas = Kind::ALL
        .iter()
        .map(|kind| (kind.file_name(), kind.schema()));
    schemas.collect()
}

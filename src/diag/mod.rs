//! Faults as data: what is wrong, where, and how to fix it.
//!
//! Stages put [`Diagnostic`]s into a [`Sink`]; only the sink can make an [`ErrorsReported`], so a
//! stage cannot fail silently. Places may be key paths, which cost nothing until somebody looks:
//! `report/` turns them into byte spans when a run ends, and prints the result.

mod code;
mod explanation;
mod failure;
mod sink;

pub use code::Code;
pub use explanation::{Explanation, Segment};
pub use failure::Failure;
pub use sink::{ErrorsReported, Sink};

use crate::text::{FileId, KeyPath, Span};

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is published.
    Error,
    /// Published all the same, unless `--strict`.
    Warning,
}

impl Severity {
    /// The word that is printed.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A place in the project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A range of bytes.
    Bytes(Span),
    /// The value at a key path of a YAML or TOML document (or of a front matter).
    Value(FileId, KeyPath),
    /// The key itself at the end of a key path.
    Key(FileId, KeyPath),
    /// A piece of text inside the value at a key path; the whole value where it is not found.
    Within(FileId, KeyPath, String),
    /// The first such text inside another place; that place where it is not found.
    Part(Box<Self>, String),
    /// A whole file.
    File(FileId),
    /// A path that is not one of the project's files, relative to the root.
    Path(String),
}

impl Place {
    /// The first `text` inside this place.
    #[must_use]
    pub fn part(self, text: &str) -> Self {
        Self::Part(Box::new(self), text.to_owned())
    }

    /// The place itself, or the one of which it is a part.
    fn whole_mut(&mut self) -> &mut Self {
        match self {
            Self::Part(place, _) => place.whole_mut(),
            place => place,
        }
    }
}

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of fault.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong here: one line, lower case, no full stop, names in backticks.
    pub message: String,
    /// Where.
    pub place: Place,
    /// What to say at the underlined text.
    pub label: String,
    /// Other places that belong to it, each with what to say there.
    pub related: Vec<(Place, String)>,
    /// More that the reader should see.
    pub note: Option<String>,
    /// The mend.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error of kind `code` at `place`.
    pub fn error(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            place,
            label: String::new(),
            related: Vec::new(),
            note: None,
            help: None,
        }
    }

    /// A warning of kind `code` at `place`.
    pub fn warning(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, place, message)
        }
    }

    /// The same with words at the underlined text.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// The same with a further place.
    #[must_use]
    pub fn related(mut self, place: Place, label: impl Into<String>) -> Self {
        self.related.push((place, label.into()));
        self
    }

    /// The same with more that the reader should see.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// The same with the mend.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same with the mend, where there is one.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }
}

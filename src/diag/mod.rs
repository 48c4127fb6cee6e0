//! Faults as data: what is wrong, where, and how to fix it.
//!
//! Stages put [`Diagnostic`]s into a [`Sink`]. Only the sink can make an [`ErrorsReported`], so a
//! stage cannot fail silently. Places may be key paths, which are cheap to record. When a run ends,
//! `report/` turns them into byte spans and prints the result.

mod code;
mod explanation;
mod failure;
mod sink;

pub use code::Code;
pub use explanation::{Explanation, Segment};
pub use failure::Failure;
pub use sink::{ErrorsReported, Sink};

use crate::text::{FileId, KeyPath, Span};

/// How serious the fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is published.
    Error,
    /// The site is still published, unless `--strict` is given.
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
    /// A range of bytes in a file.
    Bytes(Span),
    /// The value at a key path of a YAML or TOML document (or of a front matter).
    Value(FileId, KeyPath),
    /// The key at the end of a key path, not its value.
    Key(FileId, KeyPath),
    /// A piece of text inside the value at a key path; the whole value if the text is not found.
    Within(FileId, KeyPath, String),
    /// The first occurrence of a text inside another place; that whole place if the text is not
    /// found.
    Part(Box<Self>, String),
    /// A whole file.
    File(FileId),
    /// Anything else: a path relative to the root, or the name of an environment variable.
    Path(String),
}

impl Place {
    /// The first occurrence of `text` inside this place.
    #[must_use]
    pub fn part(self, text: &str) -> Self {
        Self::Part(Box::new(self), text.to_owned())
    }

    /// The place itself, or the place that it is part of.
    fn whole_mut(&mut self) -> &mut Self {
        match self {
            Self::Part(place, _) => place.whole_mut(),
            place => place,
        }
    }
}

/// A fault, as shown to the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The kind of fault.
    pub code: Code,
    /// How serious the fault is.
    pub severity: Severity,
    /// What is wrong here: one line, lower case, no full stop, names in backticks.
    pub message: String,
    /// Where it is.
    pub place: Place,
    /// A few words for the underlined text; may be empty.
    pub label: String,
    /// Related places, each with a few words to show there.
    pub related: Vec<(Place, String)>,
    /// More information for the reader.
    pub note: Option<String>,
    /// How to fix it.
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

    /// Sets the words at the underlined text.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds a related place.
    #[must_use]
    pub fn related(mut self, place: Place, label: impl Into<String>) -> Self {
        self.related.push((place, label.into()));
        self
    }

    /// Sets the note.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// Sets the help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Sets the help, if there is one.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }
}

//! The statuses of claims.

use serde::Serialize;

/// The status of a claim, which follows from the evidence for and against it. Pages list claims in
/// this order: those that need the reader's judgement come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// There is evidence for and against it.
    Contested,
    /// There is evidence only against it.
    Denied,
    /// Two or more independent lines support it, and none disputes it.
    Corroborated,
    /// One line supports it, and none disputes it.
    SingleSource,
    /// Nothing supports or disputes it: it is only mentioned, or its articles were retracted.
    Unsupported,
}

impl Status {
    /// All statuses, in the order of lists on pages.
    pub const ALL: [Self; 5] = [
        Self::Contested,
        Self::Denied,
        Self::Corroborated,
        Self::SingleSource,
        Self::Unsupported,
    ];

    /// The word for the status on pages and in style sheets.
    pub fn word(self) -> &'static str {
        match self {
            Self::Contested => "contested",
            Self::Denied => "denied",
            Self::Corroborated => "corroborated",
            Self::SingleSource => "single-source",
            Self::Unsupported => "unsupported",
        }
    }
}

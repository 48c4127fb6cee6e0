//! What the evidence for and against a claim amounts to.

use serde::Serialize;

/// What the evidence for and against a claim amounts to. The order is that of lists on pages: what needs the reader's
/// judgement comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Some support it, some dispute it.
    Contested,
    /// Only disputed.
    Denied,
    /// Two or more independent lines support it, none disputes it.
    Corroborated,
    /// One line supports it, none disputes it.
    SingleSource,
    /// No article that stands supports or disputes it: it is only mentioned, or what it rested on was retracted.
    Unsupported,
}

impl Status {
    /// All of them, in order.
    pub const ALL: [Self; 5] = [
        Self::Contested,
        Self::Denied,
        Self::Corroborated,
        Self::SingleSource,
        Self::Unsupported,
    ];

    /// The word that pages show, and that style sheets know.
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

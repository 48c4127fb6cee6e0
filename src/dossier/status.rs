//! The table of statuses. A status sums up the evidence for and against a claim; `assess/` decides
//! which one a claim has.

use serde::{Serialize, Serializer};

macro_rules! statuses {
    ($($(#[$doc:meta])* $Status:ident $word:literal;)*) => {
        /// What the evidence for and against a claim amounts to. The order is that of lists on
        /// pages: what needs the reader's judgment most comes first.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Status {
            $($(#[$doc])* $Status,)*
        }

        impl Status {
            /// All statuses, in order.
            pub const ALL: [Self; [$($word),*].len()] = [$(Self::$Status),*];

            /// The word in addresses of filters, in labels, and in style sheets.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$Status => $word,)*
                }
            }
        }
    };
}

statuses! {
    /// Some evidence supports the claim, some disputes it.
    Contested "contested";
    /// Evidence only disputes it.
    Denied "denied";
    /// Two or more independent lines support it, and none disputes it.
    Corroborated "corroborated";
    /// One line supports it, and none disputes it.
    SingleSource "single-source";
    /// No article that still counts supports or disputes it: it is only mentioned, or its evidence
    /// was retracted.
    Unsupported "unsupported";
}

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

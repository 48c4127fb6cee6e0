//! The codes of faults. Each code has a long explanation in `explain/NAME.md` and a case folder
//! `tests/cases/bad/NAME…` that shows its message.

use super::explanation::Explanation;

macro_rules! codes {
    ($($group:literal { $($code:ident $name:literal;)* })*) => {
        /// The kind of a fault. Its name is stable, because people search for it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = include_str!(concat!("explain/", $name, ".md"))] $code,)*)*
        }

        impl Code {
            /// All codes.
            pub const ALL: &[Self] = &[$($(Self::$code,)*)*];

            /// All codes, grouped by subject.
            pub const GROUPS: &[(&str, &[Self])] = &[$(($group, &[$(Self::$code),*]),)*];

            /// The stable name that is printed, such as `unknown-key`.
            pub fn name(self) -> &'static str {
                match self { $($(Self::$code => $name,)*)* }
            }

            /// The long explanation: what the fault is, why it matters, a wrong and a right
            /// example.
            pub fn explanation(self) -> Explanation {
                Explanation::parse(match self {
                    $($(Self::$code => include_str!(concat!("explain/", $name, ".md")),)*)*
                })
            }
        }
    };
}

codes! {
    "Files" {
        UnreadableFile "unreadable-file";
        ReadFailed "read-failed";
        UnreadFile "unread-file";
        SymlinkLoop "symlink-loop";
        LinkOutside "link-outside";
        NotText "not-text";
        NotUtf8 "not-utf-8";
        ControlCharacter "control-character";
        BidiControl "bidi-control";
        EmptyFile "empty-file";
    }
    "YAML and TOML" {
        MissingFrontMatter "missing-front-matter";
        YamlSyntax "yaml-syntax";
        TomlSyntax "toml-syntax";
        CutByComment "cut-by-comment";
        DuplicateKey "duplicate-key";
    }
    "Keys and values" {
        UnknownKey "unknown-key";
        MissingKey "missing-key";
        UnknownWord "unknown-word";
        WrongType "wrong-type";
        EmptyText "empty-text";
        InvalidDate "invalid-date";
        InvalidId "invalid-id";
        InvalidLanguage "invalid-language";
        InvalidAddress "invalid-address";
    }
    "Records and references" {
        DuplicateId "duplicate-id";
        UnknownRecord "unknown-record";
        WithdrawnRecord "withdrawn-record";
        SelfReference "self-reference";
        ClaimWithoutEvidence "claim-without-evidence";
        RestsOnNothing "rests-on-nothing";
        NoTopic "no-topic";
        AmbiguousName "ambiguous-name";
        UnusedRecord "unused-record";
        WithheldReference "withheld-reference";
        WithheldName "withheld-name";
    }
    "Quotes" {
        QuoteNotFound "quote-not-found";
        QuoteFoundTwice "quote-found-twice";
        QuoteCutsWord "quote-cuts-word";
        QuoteAcrossParagraphs "quote-across-paragraphs";
        LongQuote "long-quote";
        QuotedShare "quoted-share";
    }
    "Captures and the lock" {
        UnverifiedQuote "unverified-quote";
        StaleLock "stale-lock";
        InvalidLock "invalid-lock";
        TwoCaptures "two-captures";
    }
    "Origins and ratings" {
        NearlySameOrigin "nearly-same-origin";
        SharedPassage "shared-passage";
        NotIndependent "not-independent";
        RetractedOrigin "retracted-origin";
        DisputesItself "disputes-itself";
        Unconfirmed "unconfirmed";
        MixedSentence "mixed-sentence";
        MixedTerms "mixed-terms";
    }
    "Texts and links" {
        BrokenLink "broken-link";
        UnknownAnchor "unknown-anchor";
        UnclosedLink "unclosed-link";
        UnreadCitation "unread-citation";
        MissingFootnote "missing-footnote";
        UnsafeAddress "unsafe-address";
        RawHtml "raw-html";
        BlockInLine "block-in-line";
        InvalidAnchor "invalid-anchor";
    }
    "Themes and pages" {
        MissingTheme "missing-theme";
        TemplateSyntax "template-syntax";
        TemplateFault "template-fault";
        StaleOverride "stale-override";
        InvalidLabel "invalid-label";
        MissingLabels "missing-labels";
        InvalidOption "invalid-option";
        WeakContrast "weak-contrast";
        RouteCollision "route-collision";
    }
}

impl Code {
    /// Whether the machine caused the fault, not the content.
    pub fn is_of_the_machine(self) -> bool {
        self == Self::ReadFailed
    }

    /// The code with this name, if there is one.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }
}

//! The kinds of faults. Each has a case folder `tests/cases/bad/NAME…` that shows its message.

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $code:ident $name:literal;)*) => {
        /// The kind of a fault. Its name is stable: people search for it and silence it by it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])* $code,)*
        }

        impl Code {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$code),*];

            /// The name that is printed.
            pub fn name(self) -> &'static str {
                match self { $(Self::$code => $name,)* }
            }
        }
    };
}

codes! {
    /// A file that cannot be read. Wrong: one without permission. Right: one that you may read.
    UnreadableFile "unreadable-file";
    /// A file that nothing reads. Wrong: `content/articles/a.txt`. Right: `content/articles/a.md`.
    UnreadFile "unread-file";
    /// A link in the file system that leads to a folder around it. Wrong: `content/static/up -> ..`.
    SymlinkLoop "symlink-loop";
    /// A link in the file system that leads out of the project. Wrong: `content/static/a.pdf -> /tmp/a.pdf`. Right: the file itself.
    LinkOutside "link-outside";
    /// A file in another encoding. Wrong: Latin-1. Right: UTF-8, with or without a byte-order mark.
    NotUtf8 "not-utf-8";
    /// A control character in a text, such as NUL.
    ControlCharacter "control-character";
    /// A character that changes the direction of the writing, such as U+202E: a text can look as what it is not.
    BidiControl "bidi-control";
    /// A content file without content.
    EmptyFile "empty-file";
    /// Wrong: an article that begins with its body. Right: `---`, YAML, `---`, then the body.
    MissingFrontMatter "missing-front-matter";
    /// Wrong: `text: a: b`. Right: `text: "a: b"`.
    YamlSyntax "yaml-syntax";
    /// Wrong: `title = Briefing`. Right: `title = "Briefing"`.
    TomlSyntax "toml-syntax";
    /// Wrong: `quote: closed until #1 May`, which ends at the `#`. Right: `quote: "closed until #1 May"`.
    CutByComment "cut-by-comment";
    /// Wrong: `claims:` twice in a file. Right: once, with all claims.
    DuplicateKey "duplicate-key";
    /// Wrong: `evidnce:`. Right: `evidence:`.
    UnknownKey "unknown-key";
    /// Wrong: a topic without `title:`. Right: one with it.
    MissingKey "missing-key";
    /// Wrong: `stance: suports`. Right: `stance: supports`.
    UnknownWord "unknown-word";
    /// Wrong: `actors: anthropic`. Right: `actors: [anthropic]`.
    WrongType "wrong-type";
    /// Wrong: `quote: ""`. Right: the article's words.
    EmptyText "empty-text";
    /// Wrong: `published: 2026-02-30`. Right: `published: 2026-02-28`.
    InvalidDate "invalid-date";
    /// Wrong: `Friday Deadline:`. Right: `friday-deadline:`.
    InvalidId "invalid-id";
    /// Wrong: `language: English`. Right: `language: en`.
    InvalidLanguage "invalid-language";
    /// Wrong: `url: example.org`. Right: `url: https://example.org/page`.
    InvalidAddress "invalid-address";
    /// Two records of one kind with one id.
    DuplicateId "duplicate-id";
    /// A reference to an id that no record has. Wrong: `[[claim:nothing]]`.
    UnknownRecord "unknown-record";
    /// Something that rests on a record that was withdrawn.
    WithdrawnRecord "withdrawn-record";
    /// A record that refers to itself. Wrong: `member_of: city` on the actor `city`.
    SelfReference "self-reference";
    /// A claim that no article bears. Wrong: `claims: {x: {text: …}}`. Right: with `evidence:`.
    ClaimWithoutEvidence "claim-without-evidence";
    /// Wrong: an event without `claims:`. Right: `claims: [met-on-tuesday]`.
    RestsOnNothing "rests-on-nothing";
    /// A record that would stand on no page. Right: `topic: contract` at the head of the file.
    NoTopic "no-topic";
    /// Two actors with one name. Right: an alias that only one of them has.
    AmbiguousName "ambiguous-name";
    /// An origin that one article names, and that is called nearly as another one.
    NearlySameOrigin "nearly-same-origin";
    /// Words that the source does not have. Wrong: `quote: until Fryday`. Right: `quote: until Friday`.
    QuoteNotFound "quote-not-found";
    /// A quote that the source has at several places. Right: more words, or `prefix:` or `suffix:` beside it.
    QuoteFoundTwice "quote-found-twice";
    /// Wrong: `quote: the parties can` where the source says that they cannot. Right: whole words.
    QuoteCutsWord "quote-cuts-word";
    /// A quote that runs from one paragraph into the next. Right: `end of one […] beginning of the next`.
    QuoteAcrossParagraphs "quote-across-paragraphs";
    /// A quote of more words than `[quotes] max_words`.
    LongQuote "long-quote";
    /// Quotes that add up to more of an article than `[quotes] max_share`.
    QuotedShare "quoted-share";
    /// A quote that nothing at hand can be checked against, neither a capture nor the lock.
    UnverifiedQuote "unverified-quote";
    /// `evidence.lock` does not hold what the captures and the quotes are now. Right: `dossier lock`.
    StaleLock "stale-lock";
    /// An `evidence.lock` that cannot be read, or was changed by hand.
    InvalidLock "invalid-lock";
    /// Two captures of one article. Wrong: `captures/a.txt` and `captures/a.html`.
    TwoCaptures "two-captures";
    /// Two articles that share a long run of words and are counted as two sources.
    SharedPassage "shared-passage";
    /// An article that is said to be independent of one with the same origin.
    NotIndependent "not-independent";
    /// An article that goes back to one that was retracted.
    RetractedOrigin "retracted-origin";
    /// One article that supports and disputes a claim by the same speaker.
    DisputesItself "disputes-itself";
    /// Wrong: `credibility: 1` on a claim that one report supports. Right: `credibility: 2`.
    Unconfirmed "unconfirmed";
    /// Wrong: "We have low confidence that it is likely." Right: two sentences.
    MixedSentence "mixed-sentence";
    /// Terms of both rows of ICD 203 in one dossier. Wrong: `likely` and `improbable`.
    MixedTerms "mixed-terms";
    /// An article or actor that nothing refers to.
    UnusedRecord "unused-record";
    /// A Markdown link to nothing. Wrong: `[memo](memo.pdf)` without that file.
    BrokenLink "broken-link";
    /// A link to a heading that is not there.
    UnknownAnchor "unknown-anchor";
    /// Wrong: `[[claim:x`. Right: `[[claim:x]]`.
    UnclosedLink "unclosed-link";
    /// Wrong: `text[^a]` and no `[^a]: …`.
    MissingFootnote "missing-footnote";
    /// Wrong: `[x](javascript:…)`. Right: `[x](https://…)`.
    UnsafeAddress "unsafe-address";
    /// Wrong: `<b>x</b>`. Right: `**x**`.
    RawHtml "raw-html";
    /// Wrong: a list in a claim's `text:`. Right: a sentence.
    BlockInLine "block-in-line";
    /// Wrong: `## Heading {#A b}`. Right: `## Heading {#a-b}`.
    InvalidAnchor "invalid-anchor";
    /// Wrong: `theme = "x"` without `themes/x/theme.toml`.
    MissingTheme "missing-theme";
    /// A template that cannot be read. Wrong: `{{ page.title`. Right: `{{ page.title }}`.
    TemplateSyntax "template-syntax";
    /// A template that fails on a page. Wrong: `{{ pgae.title }}`. Right: `{{ page.title }}`.
    TemplateFault "template-fault";
    /// A label that does not fit. Wrong: `claims = "{cuont} claims"`. Right: `claims = "{count} claims"`.
    InvalidLabel "invalid-label";
    /// An option of the theme with a value that it cannot have. Wrong: `accent = "blue"`. Right: `accent = "#1d4f7a"`.
    InvalidOption "invalid-option";
    /// A colour of text that is hard to read. Wrong: `accent = "#e0a080"`. Right: `accent = "#8a4b2a"`.
    WeakContrast "weak-contrast";
    /// A language in which labels have no words. Wrong: `language = "fr"` alone. Right: with `labels/fr.toml`.
    MissingLabels "missing-labels";
    /// Two files of the site with one address. Wrong: `content/static/index.html`.
    RouteCollision "route-collision";
}

impl Code {
    /// The code of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }
}

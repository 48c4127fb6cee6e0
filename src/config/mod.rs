//! `site.toml` to [`Config`].

use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::document::{self, Decoded, KeyPath, invalid_value};
use crate::dossier::{LanguageTag, Marking, Slug};
use crate::source::{Sources, near};
use crate::text::is_bidi_control;
use serde::Deserialize;
use serde::de::{self, Deserializer};
use std::fmt;
use url::Url;

/// The settings of a site.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table")]
pub struct Config {
    /// The title of the briefing.
    #[serde(default)]
    pub title: String,
    /// What it is about, in a sentence.
    pub description: Option<String>,
    /// Where it is published. Canonical links, `sitemap.xml` and the 404 page need it.
    pub base_url: Option<BaseUrl>,
    /// The language of the pages, as a BCP 47 tag.
    #[serde(default = "english")]
    pub language: LanguageTag,
    /// The folder under `themes/`.
    #[serde(default = "briefing")]
    pub theme: Slug,
    /// The TLP label at head and foot of every page.
    #[serde(default)]
    pub marking: Marking,
    /// Who made it.
    pub prepared_by: Option<String>,
    /// Whether search engines are asked to stay away.
    #[serde(default)]
    pub noindex: bool,
    /// Whether the first mention of an actor in a body becomes a link.
    #[serde(default = "yes")]
    pub auto_link: bool,
    /// Where captures stand.
    #[serde(default)]
    pub captures: Captures,
    /// How much may be quoted.
    #[serde(default)]
    pub quotes: Quotes,
    /// How Markdown is read.
    #[serde(default)]
    pub markdown: Markdown,
    /// Which kinds of pages there are.
    #[serde(default)]
    pub pages: Pages,
    /// Whether there is a search.
    #[serde(default)]
    pub search: Search,
    /// Whether this is what the file says, and not a stand-in for one that cannot be read, or of which the ways to other files
    /// cannot.
    #[serde(skip, default = "yes")]
    pub readable: bool,
}

/// `[markdown]`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct Markdown {
    /// Whether HTML and addresses of any scheme are let through.
    pub allow_html: bool,
}

/// `[captures]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct Captures {
    /// The folder, relative to the project's.
    pub dir: String,
}

impl Default for Captures {
    fn default() -> Self {
        Self {
            dir: "captures".into(),
        }
    }
}

/// `[quotes]`: more draws a warning, for the sake of copyright. An article whose full text may be published is
/// not measured.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct Quotes {
    /// The longest quote, in words.
    pub max_words: usize,
    /// The largest part of an article that its quotes may make up together, from 0 to 1.
    pub max_share: f64,
}

impl Default for Quotes {
    fn default() -> Self {
        Self {
            max_words: 25,
            max_share: 0.25,
        }
    }
}

/// `[pages]`: a kind that is off is neither written nor linked. `changes` is read, so that a site can say now that it
/// does not want it; no such page is made yet.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct Pages {
    /// A page for each claim.
    pub claims: bool,
    /// The timeline.
    pub timeline: bool,
    /// The network of actors.
    pub network: bool,
    /// The bibliography.
    pub sources: bool,
    /// The open questions.
    pub questions: bool,
    /// What changed between editions.
    pub changes: bool,
    /// The whole briefing on one page.
    pub print: bool,
    /// The search, with its index.
    pub search: bool,
}

impl Default for Pages {
    fn default() -> Self {
        Self {
            claims: true,
            timeline: true,
            network: true,
            sources: true,
            questions: true,
            changes: true,
            print: true,
            search: true,
        }
    }
}

/// `[search]`: what sites wrote before `[pages]` had `search`; either switches it off.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct Search {
    /// Whether there is one.
    pub enabled: bool,
}

impl Default for Search {
    fn default() -> Self {
        Self { enabled: true }
    }
}

fn english() -> LanguageTag {
    LanguageTag::new("en").expect("it is one")
}

fn briefing() -> Slug {
    Slug::new("briefing").expect("it is one")
}

fn yes() -> bool {
    true
}

/// The address of a site's folder: `http` or `https`, ending in `/`, without query and fragment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(Url);

impl BaseUrl {
    /// Parses `text` (WHATWG URL); a missing `/` at the end is added.
    ///
    /// # Errors
    /// What is wrong.
    pub fn new(text: &str) -> Result<Self, String> {
        let mut url = Url::parse(text).map_err(|error| match error {
            url::ParseError::RelativeUrlWithoutBase => {
                format!("`{text}` does not begin with `https://` or `http://`")
            }
            error => format!("`{text}` is no address: {error}"),
        })?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(format!(
                "`{text}` does not begin with `https://` or `http://`"
            ));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(format!(
                "`{}` holds a name or a password, which would be published",
                url.host_str().unwrap_or_default()
            ));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(format!(
                "`{text}` has a `?` or a `#`, so nothing can stand below it"
            ));
        }
        if !url.path().ends_with('/') {
            url.set_path(&format!("{}/", url.path()));
        }
        Ok(Self(url))
    }

    /// The address, ending in `/`.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl<'de> Deserialize<'de> for BaseUrl {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = BaseUrl;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an address")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<BaseUrl, E> {
                BaseUrl::new(text).map_err(|message| {
                    let whole = format!("https://{}/", text.trim_matches('/'));
                    let help = match BaseUrl::new(&whole) {
                        Ok(_) if !text.contains(':') => format!("write `{whole}`"),
                        _ => "write the folder the site is published in: `https://example.org/briefing/`".into(),
                    };
                    invalid_value(Code::InvalidAddress, &message, &help)
                })
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}

impl Config {
    /// Whether the site has a search.
    pub fn has_search(&self) -> bool {
        self.pages.search && self.search.enabled
    }

    /// Reads the configuration file. Where it has faults, what could be read is returned, so that
    /// the rest of the project can be checked in the same run.
    pub fn read(sources: &Sources, sink: &mut Sink) -> Self {
        let id = sources.config();
        let decoded = match sources.text(id) {
            Ok(text) => {
                let Decoded { value, lost } = document::read_toml::<Self>(&text, id, sink);
                // Where these point is not known, and what is not found there would be a fault of the same cause.
                let ways = ["theme", "captures"].map(|key| KeyPath::root().then(key));
                let readable = !lost
                    .iter()
                    .any(|lost| ways.iter().any(|way| lost.starts_with(way)));
                value.map(|config| Self { readable, ..config })
            }
            Err(diagnostic) => {
                let diagnostic = match diagnostic.code {
                    Code::UnreadableFile => not_there(*diagnostic, sources),
                    _ => *diagnostic,
                };
                sink.report(diagnostic);
                None
            }
        };
        let mut config = decoded.unwrap_or_else(|| Self {
            title: String::new(),
            description: None,
            base_url: None,
            language: english(),
            theme: briefing(),
            marking: Marking::Clear,
            prepared_by: None,
            noindex: false,
            auto_link: true,
            captures: Captures::default(),
            quotes: Quotes::default(),
            // It may be so, and then nothing of it is a fault.
            markdown: Markdown { allow_html: true },
            pages: Pages::default(),
            search: Search::default(),
            readable: false,
        });
        let texts = [
            ("title", Some(&config.title)),
            ("description", config.description.as_ref()),
            ("prepared_by", config.prepared_by.as_ref()),
        ];
        for (key, text) in texts {
            if text.is_some_and(|text| text.contains(is_bidi_control)) {
                let place = Place::Value(id, KeyPath::root().then(key));
                let message = "this text holds a control character that changes the direction of what follows";
                sink.report(
                    Diagnostic::error(Code::BidiControl, place, message)
                        .help("take it out: it can make a text look as what it is not"),
                );
            }
        }
        if config.readable && config.title.trim().is_empty() {
            config.title.clear();
            sink.report(
                Diagnostic::error(Code::MissingKey, Place::File(id), "`title` is missing")
                    .help("add a line `title = \"…\"`"),
            );
        }
        config
    }
}

/// A configuration that cannot be read is mostly looked for in the wrong folder.
fn not_there(diagnostic: Diagnostic, sources: &Sources) -> Diagnostic {
    let root = sources.root();
    let config = sources.on_disk(sources.config());
    let quoted = |path: std::path::PathBuf| format!("did you mean `{}`?", path.display());
    if !root.is_dir() {
        let message = format!("the folder `{}` is not there", root.display());
        let help = near(root).map_or_else(
            || "name the folder of a dossier with `--root`".into(),
            |near| quoted(near).replacen('`', "`--root ", 1),
        );
        return Diagnostic {
            message,
            ..diagnostic.help(help)
        };
    }
    let help = match near(&config).filter(|_| !config.exists()) {
        Some(near) => quoted(near),
        None => "a dossier is a folder with a file `site.toml`; name another folder with `--root`, or another file with \
                 `--config`"
            .into(),
    };
    diagnostic.help(help)
}

#[cfg(test)]
mod tests {
    use super::BaseUrl;

    #[test]
    fn a_base_url_is_a_folder() {
        let url = BaseUrl::new("https://example.org/repo").expect("an address");
        assert_eq!(url.as_str(), "https://example.org/repo/");
        for bad in [
            "example.org",
            "ftp://example.org/",
            "https://name:word@example.org/",
            "https://example.org/?a",
            "/repo/",
        ] {
            assert!(BaseUrl::new(bad).is_err(), "{bad}");
        }
    }
}

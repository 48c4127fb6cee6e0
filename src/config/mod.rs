//! `site.toml`, and the environment over it, to [`Config`].

mod base_url;
mod environment;
mod in_force;
mod option;
mod project;

pub use base_url::BaseUrl;
pub use environment::Environment;
pub use in_force::{Origin, Setting};
pub use option::OptionValue;
pub use project::Project;

use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::document::{self, Decoded, Text, Vocabulary, needs, not_blank};
use crate::dossier::{LanguageTag, Marking, Slug, USUAL_WORDS};
use crate::source::{Layout, Sources, near};
use crate::text::{FileId, KeyPath, is_bidi_control, shell_word};
use schemars::JsonSchema;
use serde::de::{self, Deserializer, Unexpected};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// The settings of a site: `site.toml` at the root of the project. Each may also be given by a variable of the environment, which wins:
/// `DOSSIER_TITLE`, `DOSSIER_PAGES__TIMELINE=false`.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(rename = "site", transform = needs(&["title"]))]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct Config {
    /// The title of the briefing.
    #[schemars(with = "Text", transform = not_blank)]
    pub title: String,
    /// What the briefing is about, in a sentence. Search engines and links show it.
    #[schemars(with = "Option<Text>")]
    pub description: Option<String>,
    /// The address at which the site is published. Canonical links, `sitemap.xml` and the 404 page need it. `--base-url` wins over it.
    pub base_url: Option<BaseUrl>,
    /// The language of the pages, as a BCP 47 tag.
    pub language: LanguageTag,
    /// The theme: a folder under `themes/`.
    pub theme: Slug,
    /// The TLP 2.0 label at head and foot of every page. What is marked above it is left out.
    pub marking: Marking,
    /// Who made the briefing: a person or a desk.
    #[schemars(with = "Option<Text>")]
    pub prepared_by: Option<String>,
    /// Whether search engines are asked to stay away.
    pub noindex: bool,
    /// Whether the first mention of each actor in a body becomes a link. Articles and topics may say otherwise for themselves.
    pub auto_link: bool,
    /// Where the saved articles stand.
    pub captures: Captures,
    /// How much may be quoted of an article. More draws a warning, for the sake of copyright; an article with `body: full` is not measured.
    pub quotes: Quotes,
    /// How Markdown is read.
    pub markdown: Markdown,
    /// Which kinds of pages there are. A kind that is off is neither written nor linked.
    pub pages: Pages,
    /// What the theme leaves to the site: a colour, a logo, fonts, a footer. The theme's `theme.toml` says which options it has.
    #[schemars(
        with = "BTreeMap<String, serde_json::Value>",
        title = "options of the theme"
    )]
    pub options: BTreeMap<String, OptionValue>,
    /// Whether this is what the file says, and not a stand-in for one that cannot be read, or of which the ways to other files
    /// cannot.
    #[serde(skip, default = "yes")]
    pub readable: bool,
    /// The variables that gave values, by the keys of these.
    #[serde(skip)]
    variables: BTreeMap<KeyPath, String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: String::new(),
            description: None,
            base_url: None,
            language: LanguageTag::new("en").expect("it is one"),
            theme: Slug::new("briefing").expect("it is one"),
            marking: Marking::Clear,
            prepared_by: None,
            noindex: false,
            auto_link: true,
            captures: Captures::default(),
            quotes: Quotes::default(),
            markdown: Markdown::default(),
            pages: Pages::default(),
            options: BTreeMap::new(),
            readable: false,
            variables: BTreeMap::new(),
        }
    }
}

/// `[markdown]`
#[derive(Debug, Default, Deserialize, Serialize, JsonSchema)]
#[schemars(inline)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct Markdown {
    /// Whether HTML, and links to addresses of any scheme, are let through to the pages.
    pub allow_html: bool,
}

/// `[captures]`
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(inline)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct Captures {
    /// The folder, relative to the project's. Keep it out of version control. `--captures` wins over it.
    #[schemars(with = "Text")]
    pub dir: String,
}

impl Default for Captures {
    fn default() -> Self {
        Self {
            dir: "captures".into(),
        }
    }
}

/// `[quotes]`
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(inline)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct Quotes {
    /// The longest quote, in words.
    pub max_words: usize,
    /// The largest part of an article that its quotes may make up together, from 0 to 1.
    #[serde(deserialize_with = "share")]
    #[schemars(range(min = 0, max = 1))]
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

fn share<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    let share = f64::deserialize(deserializer)?;
    if (0.0..=1.0).contains(&share) {
        Ok(share)
    } else {
        let found = Unexpected::Float(share);
        Err(de::Error::invalid_value(found, &"a number from 0 to 1"))
    }
}

/// `[pages]`
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(inline)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct Pages {
    /// A page for each claim. Without it, claims stand on the pages of their topics only.
    pub claims: bool,
    /// The timeline.
    pub timeline: bool,
    /// The network of actors.
    pub network: bool,
    /// The bibliography.
    pub sources: bool,
    /// The open questions.
    pub questions: bool,
    /// What changed between editions. No such page is made yet: a site can say now that it does not want it.
    pub changes: bool,
    /// The whole briefing on one page, for paper.
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

fn yes() -> bool {
    true
}

/// The keys of the settings, in the order in which the reference has them. The options of the theme are none: which there are, and
/// what their values may be, is not known before the theme is read.
fn keys() -> Vec<KeyPath> {
    let of_theme = KeyPath::root().then("options");
    let mut keys = document::keys_of::<Config>();
    keys.retain(|key| *key != of_theme);
    keys
}

/// What people may mean by words that `site.toml` does not know.
static VOCABULARY: Vocabulary = Vocabulary {
    usual_keys: &[
        ("author", "prepared_by"),
        ("lang", "language"),
        ("name", "title"),
    ],
    usual_words: USUAL_WORDS,
    ..Vocabulary::NONE
};

impl Config {
    /// Reads the configuration file, and puts over it what `environment` gives. Where they have faults, what could be read is
    /// returned, so that the rest of the project can be checked in the same run.
    pub fn read(sources: &Sources, environment: &Environment, sink: &mut Sink) -> Self {
        let id = sources.config();
        let given = environment.given(keys, sink);
        let before = sink.diagnostics().len();
        let mut title_is_lost = false;
        let decoded = match sources.text(id) {
            Ok(text) => {
                let over = given.iter().map(|given| (&given.key, given.text.as_str()));
                let Decoded { value, lost } =
                    document::read_toml_under::<Self>(&text, over, id, &VOCABULARY, sink);
                title_is_lost = lost.contains(&KeyPath::root().then("title"));
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
        let mut config: Self = decoded.unwrap_or_else(|| Self {
            // It may be so, and then nothing of it is a fault.
            markdown: Markdown { allow_html: true },
            ..Self::default()
        });
        config.variables = given
            .into_iter()
            .map(|given| (given.key, given.variable))
            .collect();
        config.check(id, title_is_lost, sink);
        // A fault in what a variable gives is no fault of the file.
        sink.relocate(before, |place| {
            if let Place::Value(_, key) | Place::Key(_, key) = place
                && let Some(variable) = config.variables.get(key)
            {
                *place = Place::Path(variable.clone());
            }
        });
        config
    }

    /// Where the files of the project are. `captures` is the folder given on the command line, if one was.
    pub fn layout<'a>(&'a self, sources: &Sources, captures: Option<&'a Path>) -> Layout<'a> {
        Layout {
            theme: self.theme.as_str(),
            theme_place: self.place(sources, "theme"),
            captures: &self.captures.dir,
            given_captures: captures,
            is_known: self.readable,
        }
    }

    /// Where the value of the key `name`, outside of tables, comes from.
    pub fn place(&self, sources: &Sources, name: &str) -> Place {
        let key = KeyPath::root().then(name);
        match self.variables.get(&key) {
            Some(variable) => Place::Path(variable.clone()),
            None => Place::Value(sources.config(), key),
        }
    }

    fn check(&mut self, file: FileId, title_is_lost: bool, sink: &mut Sink) {
        let texts = [
            ("title", Some(&self.title)),
            ("description", self.description.as_ref()),
            ("prepared_by", self.prepared_by.as_ref()),
        ];
        for (key, text) in texts {
            if text.is_some_and(|text| text.contains(is_bidi_control)) {
                let place = Place::Value(file, KeyPath::root().then(key));
                let message = "this text holds a control character that changes the direction of what follows";
                sink.report(
                    Diagnostic::error(Code::BidiControl, place, message)
                        .help("take it out: it can make a text look as what it is not"),
                );
            }
        }
        if self.readable && !title_is_lost && self.title.trim().is_empty() {
            self.title.clear();
            sink.report(
                Diagnostic::error(Code::MissingKey, Place::File(file), "`title` is missing")
                    .help("add a line `title = \"…\"`"),
            );
        }
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
            |near| {
                let shown = near.display().to_string();
                format!(
                    "did you mean `--root {}`?",
                    shell_word(&shown).unwrap_or(shown)
                )
            },
        );
        return Diagnostic {
            message,
            ..diagnostic.help(help)
        };
    }
    let help = match near(&config).filter(|_| !config.exists()) {
        Some(near) => quoted(near),
        None => "a dossier is a folder with a file `site.toml`; name another folder with `--root` or another file with \
                 `--config`, or let `dossier init` write a first one in an empty folder"
            .into(),
    };
    diagnostic.help(help)
}

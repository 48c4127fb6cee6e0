//! Reads [`Config`] from `site.toml` and from the environment, which overrides the file.

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

/// The settings of a site, in `site.toml` at the root of the project. An environment variable
/// overrides a setting: `DOSSIER_TITLE`, `DOSSIER_PAGES__TIMELINE=false`.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(rename = "site", transform = needs(&["title"]))]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct Config {
    /// The title of the briefing.
    #[schemars(with = "Text", transform = not_blank)]
    pub title: String,
    /// What the briefing is about, in one sentence. Search engines and link previews show it.
    #[schemars(with = "Option<Text>")]
    pub description: Option<String>,
    /// The address at which the site is published. Canonical links, `sitemap.xml` and the 404 page
    /// need it. `--base-url` overrides it.
    pub base_url: Option<BaseUrl>,
    /// The language of the pages, as a BCP 47 tag.
    pub language: LanguageTag,
    /// The theme: a folder under `themes/`.
    pub theme: Slug,
    /// The TLP 2.0 label at the top and bottom of every page. Anything with a higher marking is
    /// left out.
    pub marking: Marking,
    /// Who made the briefing: a person or a desk.
    #[schemars(with = "Option<Text>")]
    pub prepared_by: Option<String>,
    /// Whether search engines are asked not to list the site.
    pub noindex: bool,
    /// Whether the first mention of each actor in a body becomes a link. Articles and topics can
    /// override this.
    pub auto_link: bool,
    /// Where the saved articles are.
    pub captures: Captures,
    /// How much of an article may be quoted. More causes a warning, because of copyright. Articles
    /// with `body: full` are not checked.
    pub quotes: Quotes,
    /// How Markdown is read.
    pub markdown: Markdown,
    /// Which kinds of pages the site has. A kind that is off is neither written nor linked.
    pub pages: Pages,
    /// The options of the theme, such as a colour, a logo, fonts or a footer. The theme's
    /// `theme.toml` lists them.
    #[schemars(
        with = "BTreeMap<String, serde_json::Value>",
        title = "options of the theme"
    )]
    pub options: BTreeMap<String, OptionValue>,
    /// Whether the file could be read, including the paths to other files. If not, these settings
    /// are a placeholder.
    #[serde(skip, default = "yes")]
    pub readable: bool,
    /// The variables that set values, by key.
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

/// The table `[markdown]`.
#[derive(Debug, Default, Deserialize, Serialize, JsonSchema)]
#[schemars(inline)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct Markdown {
    /// Whether pages may contain HTML, and links to addresses of any scheme.
    pub allow_html: bool,
}

/// The table `[captures]`.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(inline)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct Captures {
    /// The folder, relative to the project folder. Keep it out of version control. `--captures`
    /// overrides it.
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

/// The table `[quotes]`.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(inline)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct Quotes {
    /// The maximum length of a quote, in words.
    pub max_words: usize,
    /// The maximum share of an article that its quotes together may make up, from 0 to 1.
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

/// The table `[pages]`.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(inline)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct Pages {
    /// A page for each claim. Without it, claims are only on the pages of their topics.
    pub claims: bool,
    /// The timeline.
    pub timeline: bool,
    /// The network of actors.
    pub network: bool,
    /// The bibliography.
    pub sources: bool,
    /// The open questions.
    pub questions: bool,
    /// The changes between editions. This page is not made yet, but a site can already turn it off.
    pub changes: bool,
    /// The whole briefing on one page, for printing.
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

/// The keys of the settings, in the order of the reference. The options of the theme are not among
/// them: they are unknown until the theme is read.
fn keys() -> Vec<KeyPath> {
    let of_theme = KeyPath::root().then("options");
    let mut keys = document::keys_of::<Config>();
    keys.retain(|key| *key != of_theme);
    keys
}

/// What people may mean by words that are unknown in `site.toml`.
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
    /// Reads the configuration file and overrides its values with those of `environment`. If there
    /// are faults, returns what could be read, so the rest of the project can be checked in the
    /// same run.
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
                // If one of these is lost, other files cannot be found, and each would be a fault
                // with the same cause.
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
            // The file may allow HTML, so HTML must not be reported.
            markdown: Markdown { allow_html: true },
            ..Self::default()
        });
        config.variables = given
            .into_iter()
            .map(|given| (given.key, given.variable))
            .collect();
        config.check(id, title_is_lost, sink);
        // A fault in a value from a variable is not a fault of the file.
        sink.relocate(before, |place| {
            if let Place::Value(_, key) | Place::Key(_, key) = place
                && let Some(variable) = config.variables.get(key)
            {
                *place = Place::Path(variable.clone());
            }
        });
        config
    }

    /// Where the files of the project are. `captures` is the folder given on the command line, if
    /// any.
    pub fn layout<'a>(&'a self, sources: &Sources, captures: Option<&'a Path>) -> Layout<'a> {
        Layout {
            theme: self.theme.as_str(),
            theme_place: self.place(sources, "theme"),
            captures: &self.captures.dir,
            given_captures: captures,
            is_known: self.readable,
        }
    }

    /// The place that the value of the root key `name` comes from: a variable or the file.
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
                let message =
                    "this text contains a control character that changes the writing direction";
                sink.report(
                    Diagnostic::error(Code::BidiControl, place, message)
                        .help("remove it: it can make text look different from what it is"),
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

/// Rewrites the fault of a configuration that cannot be found: usually the wrong folder was given.
fn not_there(diagnostic: Diagnostic, sources: &Sources) -> Diagnostic {
    let root = sources.root();
    let config = sources.on_disk(sources.config());
    let quoted = |path: std::path::PathBuf| format!("did you mean `{}`?", path.display());
    if !root.is_dir() {
        let message = format!("there is no folder `{}`", root.display());
        let help = near(root).map_or_else(
            || "give the folder of a dossier with `--root`".into(),
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
        None => "a dossier is a folder with a file `site.toml`: give another folder with `--root` or another file with \
                 `--config`, or run `dossier init` in an empty folder"
            .into(),
    };
    diagnostic.help(help)
}

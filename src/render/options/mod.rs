//! Reads a theme's options: those declared in `theme.toml`, and the values in `[options]` of the
//! site's configuration.
//!
//! In: both, and the files that values name. Out: [`Options`], with values for templates and for
//! CSS. Pages have no inline styles, so CSS receives the values through the generated `site.css`.
//! Writing that file is left to `render/site_css.rs`.

mod colour;
mod declared;
mod fonts;
mod footer;
mod picture;
mod reader;

use super::engine::Html;
use crate::config::Config;
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::source::Sources;
use crate::text::{FileId, KeyPath, listed, nearest};
pub use declared::ThemeOption;
pub(super) use declared::ThemeOptions;
use reader::Reader;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// The values of all options. Templates access them by name.
#[derive(Debug, Clone, Default)]
pub(super) struct Options {
    /// The values for templates. `None` if an option is not set.
    values: BTreeMap<String, Option<Shown>>,
    /// CSS custom properties with their values, in the order of the options.
    properties: Vec<(String, String)>,
    /// The files that values name.
    files: Vec<FileId>,
}

impl Serialize for Options {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.values.serialize(serializer)
    }
}

/// A value in the form for templates.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
enum Shown {
    Colour {
        light: String,
        dark: String,
    },
    Fonts(Vec<String>),
    Picture {
        file: String,
        alt: String,
        width: usize,
        height: usize,
    },
    Html(Html),
    Text(String),
    Switch(bool),
}

impl Options {
    /// The values that `config` gives to the theme's options, or else the defaults. Every fault is
    /// reported. `theme` is the file that declares the options.
    pub(super) fn read(
        of: &ThemeOptions,
        theme: FileId,
        config: &Config,
        sources: &Sources,
        sink: &mut Sink,
    ) -> Self {
        let root = KeyPath::root().then("options");
        let mut reader = Reader {
            sources,
            sink,
            options: Self::default(),
        };
        for name in config.options.keys().filter(|name| !of.contains_key(*name)) {
            let help = match (nearest(name, of.keys().map(String::as_str)), of.is_empty()) {
                (Some(near), _) => format!("did you mean `{near}`?"),
                (None, true) => "this theme has none: take it out".to_owned(),
                (None, false) => format!("its options are {}", listed(of.keys())),
            };
            let message = format!("the theme `{}` has no option `{name}`", config.theme);
            let place = Place::Key(sources.config(), root.then(name.as_str()));
            let fault = Diagnostic::error(Code::UnknownKey, place, message).help(help);
            reader.sink.report(fault);
        }
        for (name, option) in of {
            let path = root.then(name.as_str());
            let declared = At {
                file: theme,
                path: path.clone(),
            };
            let grounds = reader.grounds(&option.on, &declared.then("on"));
            reader.check_property(option, &declared.then("css"));
            let given = config.options.get(name);
            let value = match (given, &option.default) {
                (Some(value), _) => Some((
                    value,
                    At {
                        file: sources.config(),
                        path,
                    },
                )),
                (None, Some(value)) => Some((value, declared.then("default"))),
                (None, None) => None,
            };
            let shown = value.and_then(|(value, at)| reader.value(option, &grounds, value, &at));
            reader.options.values.insert(name.clone(), shown);
        }
        reader.options
    }

    /// CSS custom properties with their values.
    pub(super) fn properties(&self) -> &[(String, String)] {
        &self.properties
    }

    /// Whether any option's value depends on the content of this file.
    pub(super) fn rest_on(&self, file: FileId) -> bool {
        self.files.contains(&file)
    }
}

/// The place of a value: a file, and a key path in it.
struct At {
    file: FileId,
    path: KeyPath,
}

impl At {
    fn place(&self) -> Place {
        Place::Value(self.file, self.path.clone())
    }

    fn then(&self, key: &str) -> Self {
        Self {
            file: self.file,
            path: self.path.then(key),
        }
    }

    fn item(&self, number: usize) -> Self {
        Self {
            file: self.file,
            path: self.path.then(number),
        }
    }
}

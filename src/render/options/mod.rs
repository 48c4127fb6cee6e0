//! The options of a theme: which there are (`theme.toml`), and what a site makes of them (`[options]` of its configuration).
//!
//! In: both, and the files that values name. Out: [`Options`], the values as templates see them, and as a style sheet does. Pages have no
//! styles of their own, so that what is to be seen of an option by CSS goes through the style sheet that is made at build.

mod colour;
mod footer;
mod picture;

use super::engine::Html;
use crate::config::{Config, OptionValue};
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::document::{KeyPath, Text};
use crate::dossier::nearest;
use crate::source::{Role, Sources};
use crate::text::FileId;
use colour::{Colour, LEAST_CONTRAST};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};
use std::collections::BTreeMap;

/// An option that a theme has.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a table")]
pub struct ThemeOption {
    /// What its value may be.
    #[serde(rename = "type")]
    kind: OptionKind,
    /// What it does, in a sentence, for people.
    #[schemars(with = "Text")]
    #[expect(
        dead_code,
        reason = "for people; asked for so that no option is without"
    )]
    description: String,
    /// Its value where a site gives none. Without it, the option is not set then.
    #[schemars(with = "Option<serde_json::Value>")]
    default: Option<OptionValue>,
    /// The custom property of `site.css` that has the value: `accent` for `--accent`. For colours and fonts.
    #[schemars(with = "Option<Text>")]
    css: Option<String>,
    /// For a colour of text: what the text stands on. A contrast below 4.5 : 1 draws a warning (WCAG 2.2, 1.4.3).
    #[serde(default)]
    on: Grounds,
}

/// What a text stands on, as colours `#rrggbb`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[schemars(inline)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub(crate) struct Grounds {
    /// Where the page is light.
    #[schemars(with = "Vec<Text>")]
    light: Vec<String>,
    /// Where it is dark.
    #[schemars(with = "Vec<Text>")]
    dark: Vec<String>,
}

/// What the value of an option may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[schemars(inline, title = "type of option", transform = crate::document::words)]
#[serde(rename_all = "lowercase")]
enum OptionKind {
    /// `"#7a2e1d"`, or `{ light = "#7a2e1d", dark = "#e79a83" }`; a dark one that is not given is derived.
    Colour,
    /// Names of fonts, the first that a reader has being taken: `["Source Serif 4", "Georgia", "serif"]`.
    Fonts,
    /// `{ file = "logo.svg", alt = "Harbour Office" }`: a file of `static/`, and what it shows.
    Picture,
    /// A line of Markdown, whose links are whole addresses.
    Markdown,
    /// A line of text.
    Text,
    /// `true` or `false`.
    Switch,
}

/// The options of a theme by their names.
pub(super) type ThemeOptions = BTreeMap<String, ThemeOption>;

/// The values of all options: templates see them by their names.
#[derive(Debug, Clone, Default)]
pub(super) struct Options {
    /// As templates see them; `None` for what is not set.
    values: BTreeMap<String, Option<Shown>>,
    /// Custom properties of CSS and their values, in the order of the options.
    properties: Vec<(String, String)>,
    /// The files that were read.
    files: Vec<FileId>,
}

impl Serialize for Options {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.values.serialize(serializer)
    }
}

/// A value as templates see it.
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
    /// The values that `config` gives to the options of the theme, and its defaults, reporting every fault. `theme` is the file that
    /// says which options there are.
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
            let names: Vec<String> = of.keys().map(|name| format!("`{name}`")).collect();
            let help = match (nearest(name, of.keys().map(String::as_str)), of.is_empty()) {
                (Some(near), _) => format!("did you mean `{near}`?"),
                (None, true) => "this theme has none: take it out".to_owned(),
                (None, false) => format!("its options are {}", names.join(", ")),
            };
            let message = format!("the theme `{}` has no option `{name}`", config.theme);
            let place = Place::Key(sources.config(), root.then(name.as_str()));
            let fault = Diagnostic::error(Code::UnknownKey, place, message).help(help);
            reader.sink.report(fault);
        }
        for (name, option) in of {
            let path = root.then(name.as_str());
            let given = config.options.get(name);
            let value = match (given, &option.default) {
                (Some(value), _) => Some((value, At { file: sources.config(), path })),
                (None, Some(value)) => {
                    let path = path.then("default");
                    Some((value, At { file: theme, path }))
                }
                (None, None) => None,
            };
            let shown = value.and_then(|(value, at)| reader.value(option, value, &at));
            reader.options.values.insert(name.clone(), shown);
        }
        reader.options
    }

    /// Custom properties of CSS, each with its value.
    pub(super) fn properties(&self) -> &[(String, String)] {
        &self.properties
    }

    /// Whether the value of an option rests on what this file holds.
    pub(super) fn rest_on(&self, file: FileId) -> bool {
        self.files.contains(&file)
    }
}

/// Where a value stands.
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
}

struct Reader<'a> {
    sources: &'a Sources,
    sink: &'a mut Sink,
    options: Options,
}

impl Reader<'_> {
    fn value(&mut self, option: &ThemeOption, value: &OptionValue, at: &At) -> Option<Shown> {
        let (shown, css) = match (option.kind, value) {
            (OptionKind::Colour, value) => {
                let (light, dark) = self.colours(value, &option.on, at)?;
                let (light, dark) = (light.to_string(), dark.to_string());
                let css = format!("light-dark({light}, {dark})");
                (Shown::Colour { light, dark }, Some(css))
            }
            (OptionKind::Fonts, OptionValue::List(items)) => {
                let fonts = self.fonts(items, at)?;
                let css = fonts.iter().map(|font| family(font)).collect::<Vec<_>>();
                (Shown::Fonts(fonts), Some(css.join(", ")))
            }
            (OptionKind::Picture, OptionValue::Table(table)) => (self.picture(table, at)?, None),
            (OptionKind::Markdown, OptionValue::Text(text)) => {
                (Shown::Html(footer::html(text, at, self.sink)?), None)
            }
            (OptionKind::Text, OptionValue::Text(text)) => (Shown::Text(text.clone()), None),
            (OptionKind::Switch, OptionValue::Truth(truth)) => (Shown::Switch(*truth), None),
            (kind, value) => {
                self.wrong_type(kind, value, at);
                return None;
            }
        };
        if let (Some(name), Some(css)) = (&option.css, css) {
            self.options.properties.push((name.clone(), css));
        }
        Some(shown)
    }

    fn wrong_type(&mut self, kind: OptionKind, found: &OptionValue, at: &At) {
        let (expected, example) = match kind {
            OptionKind::Colour => ("a colour", "`\"#1d4f7a\"`"),
            OptionKind::Fonts => (
                "a list of fonts",
                "`[\"Source Serif 4\", \"Georgia\", \"serif\"]`",
            ),
            OptionKind::Picture => (
                "a picture",
                "`{ file = \"logo.svg\", alt = \"what it shows\" }`",
            ),
            OptionKind::Markdown | OptionKind::Text => ("a text", "`\"text\"`"),
            OptionKind::Switch => ("a truth", "`true` or `false`"),
        };
        let message = format!("expected {expected}, found {}", found.kind());
        let fault = Diagnostic::error(Code::WrongType, at.place(), message);
        self.sink.report(fault.help(format!("write {example}")));
    }

    /// The colour where the page is light, and where it is dark.
    fn colours(&mut self, value: &OptionValue, on: &Grounds, at: &At) -> Option<(Colour, Colour)> {
        let grounds = |written: &[String]| -> Vec<Colour> {
            written.iter().filter_map(|text| Colour::new(text)).collect()
        };
        let (light_grounds, dark_grounds) = (grounds(&on.light), grounds(&on.dark));
        let (light, dark) = match value {
            OptionValue::Text(_) => (self.colour(value, at)?, None),
            OptionValue::Table(table) => {
                self.only(table, &["light", "dark"], at)?;
                let Some(light) = table.get("light") else {
                    let fault = Diagnostic::error(Code::MissingKey, at.place(), "`light` is missing");
                    let help = "write `{ light = \"#1d4f7a\", dark = \"#8fc1ea\" }`";
                    self.sink.report(fault.help(help));
                    return None;
                };
                let light = self.colour(light, &at.then("light"))?;
                let dark = match table.get("dark") {
                    Some(dark) => Some(self.colour(dark, &at.then("dark"))?),
                    None => None,
                };
                (light, dark)
            }
            value => {
                self.wrong_type(OptionKind::Colour, value, at);
                return None;
            }
        };
        match value {
            OptionValue::Table(_) => self.check_contrast(light, &light_grounds, &at.then("light")),
            _ => self.check_contrast(light, &light_grounds, at),
        }
        if let Some(dark) = dark {
            self.check_contrast(dark, &dark_grounds, &at.then("dark"));
        }
        Some((light, dark.unwrap_or_else(|| light.readable_on(&dark_grounds))))
    }

    fn colour(&mut self, value: &OptionValue, at: &At) -> Option<Colour> {
        let OptionValue::Text(text) = value else {
            self.wrong_type(OptionKind::Colour, value, at);
            return None;
        };
        let colour = Colour::new(text);
        if colour.is_none() {
            let message = format!("`{text}` is no colour");
            let fault = Diagnostic::error(Code::InvalidOption, at.place(), message);
            let help = "write red, green and blue in hexadecimal digits: `#1d4f7a`";
            self.sink.report(fault.help(help));
        }
        colour
    }

    fn check_contrast(&mut self, colour: Colour, grounds: &[Colour], at: &At) {
        let contrasts = grounds.iter().map(|ground| (colour.contrast(*ground), *ground));
        let Some((contrast, ground)) = contrasts.min_by(|a, b| a.0.total_cmp(&b.0)) else {
            return;
        };
        if contrast >= LEAST_CONTRAST {
            return;
        }
        let better = colour.readable_on(grounds);
        // Never shown as enough.
        let shown = (contrast * 100.0).floor() / 100.0;
        let message = format!(
            "`{colour}` has a contrast of {shown} : 1 with `{ground}`, on which it is read"
        );
        self.sink.report(
            Diagnostic::warning(Code::WeakContrast, at.place(), message)
                .note(format!("text needs {LEAST_CONTRAST} : 1 (WCAG 2.2, 1.4.3)"))
                .help(format!("of the same hue, `{better}` can be read")),
        );
    }

    fn fonts(&mut self, items: &[OptionValue], at: &At) -> Option<Vec<String>> {
        let mut fonts = Vec::new();
        for (number, item) in items.iter().enumerate() {
            match item {
                OptionValue::Text(font) if !font.trim().is_empty() => fonts.push(font.clone()),
                item => {
                    let at = At {
                        file: at.file,
                        path: at.path.then(number),
                    };
                    self.wrong_type(OptionKind::Text, item, &at);
                    return None;
                }
            }
        }
        if fonts.is_empty() {
            self.wrong_type(OptionKind::Fonts, &OptionValue::List(Vec::new()), at);
            return None;
        }
        Some(fonts)
    }

    fn picture(&mut self, table: &BTreeMap<String, OptionValue>, at: &At) -> Option<Shown> {
        self.only(table, &["file", "alt"], at)?;
        let mut text = |key: &str| match table.get(key) {
            Some(OptionValue::Text(text)) => Some(text.clone()),
            Some(value) => {
                self.wrong_type(OptionKind::Text, value, &at.then(key));
                None
            }
            None => {
                let message = format!("`{key}` is missing");
                let fault = Diagnostic::error(Code::MissingKey, at.place(), message);
                let help = "write `{ file = \"logo.svg\", alt = \"what it shows\" }`; `alt` is empty for an ornament";
                self.sink.report(fault.help(help));
                None
            }
        };
        let (file, alt) = (text("file")?, text("alt")?);
        let at = at.then("file");
        let named = |role: Role| {
            let mut files = self.sources.of(role);
            files.find(|(_, source)| source.name == file).map(|(id, _)| id)
        };
        let Some(id) = named(Role::Static).or_else(|| named(Role::ThemeStatic)) else {
            let known = self.sources.of(Role::Static).map(|(_, source)| &*source.name);
            let help = match nearest(&file, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("put it there: `static/{file}`"),
            };
            let message = format!("there is no file `{file}` in `static/`");
            let fault = Diagnostic::error(Code::InvalidOption, at.place(), message);
            self.sink.report(fault.help(help));
            return None;
        };
        self.options.files.push(id);
        let bytes = match self.sources.bytes(id) {
            Ok(bytes) => bytes,
            Err(diagnostic) => {
                self.sink.report(*diagnostic);
                return None;
            }
        };
        let Some((width, height)) = picture::size(&file, &bytes) else {
            let message = format!("the file `{file}` does not say how large its picture is");
            let fault = Diagnostic::error(Code::InvalidOption, at.place(), message);
            let help = "take SVG with `width` and `height` or a `viewBox`, PNG, JPEG, GIF or WebP";
            self.sink.report(fault.help(help));
            return None;
        };
        Some(Shown::Picture {
            file,
            alt,
            width,
            height,
        })
    }

    /// `None` where the table has another key than `known`.
    fn only(
        &mut self,
        table: &BTreeMap<String, OptionValue>,
        known: &[&str],
        at: &At,
    ) -> Option<()> {
        let key = table.keys().find(|key| !known.contains(&key.as_str()));
        let Some(key) = key else {
            return Some(());
        };
        let place = Place::Key(at.file, at.path.then(key.as_str()));
        let names: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
        let fault = Diagnostic::error(Code::UnknownKey, place, format!("unknown key `{key}`"));
        let help = format!("the keys here are {}", names.join(", "));
        self.sink.report(fault.help(help));
        None
    }
}

/// A font as CSS names it: generic families and those of the system are words, others are strings (CSS Fonts Module Level 4, section
/// 2.1).
fn family(font: &str) -> String {
    const WORDS: [&str; 11] = [
        "serif",
        "sans-serif",
        "monospace",
        "cursive",
        "fantasy",
        "system-ui",
        "ui-serif",
        "ui-sans-serif",
        "ui-monospace",
        "ui-rounded",
        "-apple-system",
    ];
    // A name of one word needs no quotation marks.
    let is_word = font.bytes().all(|b| b.is_ascii_alphabetic());
    if WORDS.contains(&font) || is_word {
        font.to_owned()
    } else {
        super::site_css::string(font)
    }
}

#[cfg(test)]
mod tests {
    use super::family;

    #[test]
    fn fonts_cannot_leave_their_property() {
        assert_eq!(family("Georgia"), "Georgia");
        assert_eq!(family("-apple-system"), "-apple-system");
        assert_eq!(family("Source Serif 4"), "\"Source Serif 4\"");
        assert_eq!(family("a\"; } b"), "\"a\\\"; } b\"");
    }
}

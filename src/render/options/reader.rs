//! Checks the values of options, and converts them for templates and style sheets.
//!
//! In: a declared option and its value. Out: the value in both forms, or a fault. Choosing between
//! a site's value and the default is left to `mod.rs`.

use super::at::At;
use super::colour::{Colour, LEAST_CONTRAST};
use super::declared::{Grounds, OptionKind, ThemeOption};
use super::fonts::family;
use super::values::{OptionValues, ShownValue};
use super::{footer, picture};
use crate::config::OptionValue;
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::source::{Role, Sources};
use crate::text::{listed, nearest};
use std::collections::BTreeMap;

/// Reads the values of options, and reports their faults.
pub(super) struct Reader<'a> {
    pub(super) sources: &'a Sources,
    pub(super) sink: &'a mut Sink,
    /// The values read so far.
    pub(super) options: OptionValues,
}

impl Reader<'_> {
    /// The value of `option` for templates, or `None` after a fault. `grounds` lists the
    /// backgrounds of text in this colour, for light and dark pages.
    pub(super) fn value(
        &mut self,
        option: &ThemeOption,
        grounds: &(Vec<Colour>, Vec<Colour>),
        value: &OptionValue,
        at: &At,
    ) -> Option<ShownValue> {
        let (shown, css) = match (option.kind, value) {
            (OptionKind::Colour, value) => {
                let (light, dark) = self.colours(value, grounds, at)?;
                let (light, dark) = (light.to_string(), dark.to_string());
                let css = format!("light-dark({light},{dark})");
                (ShownValue::Colour { light, dark }, Some(css))
            }
            (OptionKind::Fonts, OptionValue::List(items)) => {
                let fonts = self.fonts(items, at)?;
                let css = fonts.iter().map(|font| family(font)).collect::<Vec<_>>();
                (ShownValue::Fonts(fonts), Some(css.join(",")))
            }
            (OptionKind::Picture, OptionValue::Table(table)) => (self.picture(table, at)?, None),
            (OptionKind::Markdown, OptionValue::Text(text)) => {
                (ShownValue::Html(footer::html(text, at, self.sink)?), None)
            }
            (OptionKind::Text, OptionValue::Text(text)) => (ShownValue::Text(text.clone()), None),
            (OptionKind::Switch, OptionValue::Truth(truth)) => (ShownValue::Switch(*truth), None),
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

    /// The colours for light and for dark pages.
    fn colours(
        &mut self,
        value: &OptionValue,
        (light_grounds, dark_grounds): &(Vec<Colour>, Vec<Colour>),
        at: &At,
    ) -> Option<(Colour, Colour)> {
        let (light, dark) = match value {
            OptionValue::Text(_) => (self.colour(value, at)?, None),
            OptionValue::Table(table) => {
                self.only(table, &["light", "dark"], at)?;
                let Some(light) = table.get("light") else {
                    let fault =
                        Diagnostic::error(Code::MissingKey, at.place(), "`light` is missing");
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
            OptionValue::Table(_) => self.check_contrast(light, light_grounds, &at.then("light")),
            _ => self.check_contrast(light, light_grounds, at),
        }
        if let Some(dark) = dark {
            self.check_contrast(dark, dark_grounds, &at.then("dark"));
        }
        Some((
            light,
            dark.unwrap_or_else(|| light.readable_on(dark_grounds)),
        ))
    }

    /// The backgrounds of a text, for light and for dark pages.
    pub(super) fn grounds(&mut self, on: &Grounds, at: &At) -> (Vec<Colour>, Vec<Colour>) {
        let mut read = |written: &[String], at: At| -> Vec<Colour> {
            let colours = written.iter().enumerate().filter_map(|(number, text)| {
                self.colour(&OptionValue::Text(text.clone()), &at.item(number))
            });
            colours.collect()
        };
        let light = read(&on.light, at.then("light"));
        (light, read(&on.dark, at.then("dark")))
    }

    /// Reports a custom property with an invalid name, or on an option that cannot have one.
    pub(super) fn check_property(&mut self, option: &ThemeOption, at: &At) {
        let Some(name) = &option.css else {
            return;
        };
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if name.is_empty() || !name.chars().all(is_name) {
            let message = format!("`{name}` is no name of a custom property");
            let fault = Diagnostic::error(Code::InvalidOption, at.place(), message);
            let help = "write letters, digits and hyphens: `accent` becomes `--accent`";
            self.sink.report(fault.help(help));
        } else if !matches!(option.kind, OptionKind::Colour | OptionKind::Fonts) {
            let message = "only colours and fonts have a custom property";
            let fault = Diagnostic::error(Code::InvalidOption, at.place(), message);
            let help = "take the key out: templates have the value as `site.options.NAME`";
            self.sink.report(fault.help(help));
        }
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
        let contrasts = grounds
            .iter()
            .map(|ground| (colour.contrast(*ground), *ground));
        let Some((contrast, ground)) = contrasts.min_by(|a, b| a.0.total_cmp(&b.0)) else {
            return;
        };
        if contrast >= LEAST_CONTRAST {
            return;
        }
        let better = colour.readable_on(grounds);
        let can_be_read = |ground: &Colour| better.contrast(*ground) >= LEAST_CONTRAST;
        let help = match grounds.iter().all(can_be_read) {
            true => format!("of the same hue, `{better}` can be read"),
            false => "no colour of this hue can be read on all that it stands on".into(),
        };
        // Round down, so that an insufficient contrast never looks sufficient.
        let shown = (contrast * 100.0).floor() / 100.0;
        let message = format!(
            "`{colour}` has a contrast of {shown} : 1 with `{ground}`, on which it is read"
        );
        self.sink.report(
            Diagnostic::warning(Code::WeakContrast, at.place(), message)
                .note(format!("text needs {LEAST_CONTRAST} : 1 (WCAG 2.2, 1.4.3)"))
                .help(help),
        );
    }

    fn fonts(&mut self, items: &[OptionValue], at: &At) -> Option<Vec<String>> {
        let mut fonts = Vec::new();
        for (number, item) in items.iter().enumerate() {
            match item {
                OptionValue::Text(font) if !font.trim().is_empty() => fonts.push(font.clone()),
                item => {
                    self.wrong_type(OptionKind::Text, item, &at.item(number));
                    return None;
                }
            }
        }
        if fonts.is_empty() {
            let fault = Diagnostic::error(Code::InvalidOption, at.place(), "no font is named here");
            let help = "write `[\"Georgia\", \"serif\"]`, or take the option out";
            self.sink.report(fault.help(help));
            return None;
        }
        Some(fonts)
    }

    fn picture(&mut self, table: &BTreeMap<String, OptionValue>, at: &At) -> Option<ShownValue> {
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
            files
                .find(|(_, source)| source.name == file)
                .map(|(id, _)| id)
        };
        let Some(id) = named(Role::Static).or_else(|| named(Role::ThemeStatic)) else {
            let known = self
                .sources
                .of(Role::Static)
                .map(|(_, source)| &*source.name);
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
        Some(ShownValue::Picture {
            file,
            alt,
            width,
            height,
        })
    }

    /// `None`, after a fault, if the table has a key that is not in `known`.
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
        let fault = Diagnostic::error(Code::UnknownKey, place, format!("unknown key `{key}`"));
        let help = match nearest(key, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the keys here are {}", listed(known)),
        };
        self.sink.report(fault.help(help));
        None
    }
}

//! Defines the options that a theme declares in its `theme.toml`.
//!
//! In: that file, through serde. Out: [`ThemeOption`]s. The values that a site gives are read by
//! `reader.rs`.

use crate::config::OptionValue;
use crate::document::Text;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// An option that a theme has.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a table")]
pub struct ThemeOption {
    /// What its value may be.
    #[serde(rename = "type")]
    pub(super) kind: OptionKind,
    /// What it does, in a sentence, for people.
    #[schemars(with = "Text")]
    #[expect(
        dead_code,
        reason = "for people; asked for so that no option is without"
    )]
    description: String,
    /// Its value where a site gives none. Without it, the option is not set then.
    #[schemars(with = "Option<serde_json::Value>", title = "option value")]
    pub(super) default: Option<OptionValue>,
    /// The custom property of `site.css` that has the value: `accent` for `--accent`. For colours and fonts.
    #[schemars(with = "Option<Text>")]
    pub(super) css: Option<String>,
    /// For a colour of text: what the text stands on. A contrast below 4.5 : 1 draws a warning (WCAG 2.2, 1.4.3).
    #[serde(default)]
    pub(super) on: Grounds,
}

/// What a text stands on, as colours `#rrggbb`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[schemars(inline)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub(super) struct Grounds {
    /// Where the page is light.
    #[schemars(with = "Vec<Text>")]
    pub(super) light: Vec<String>,
    /// Where it is dark.
    #[schemars(with = "Vec<Text>")]
    pub(super) dark: Vec<String>,
}

/// What the value of an option may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[schemars(inline, title = "type of option", transform = crate::document::words)]
#[serde(rename_all = "lowercase")]
pub(super) enum OptionKind {
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

/// The options of a theme, by name.
pub(in crate::render) type ThemeOptions = BTreeMap<String, ThemeOption>;

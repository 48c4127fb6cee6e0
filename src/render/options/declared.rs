//! The options that a theme declares in its `theme.toml`.
//!
//! In: that file, through serde. Out: [`ThemeOption`]s. `reader.rs` reads the values that a site
//! gives.

use crate::config::OptionValue;
use crate::document::Text;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// An option of a theme.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a table")]
pub struct ThemeOption {
    /// The type of its value.
    #[serde(rename = "type")]
    pub(super) kind: OptionKind,
    /// One sentence about what the option does, for people.
    #[schemars(with = "Text")]
    #[expect(dead_code, reason = "for people; required of every option")]
    description: String,
    /// The value if a site gives none. Without a default, the option is then not set.
    #[schemars(with = "Option<serde_json::Value>", title = "option value")]
    pub(super) default: Option<OptionValue>,
    /// The custom property in `site.css` that receives the value: `accent` for `--accent`. Only for
    /// colours and fonts.
    #[schemars(with = "Option<Text>")]
    pub(super) css: Option<String>,
    /// For a text colour: the backgrounds of the text. A contrast below 4.5 : 1 causes a warning
    /// (WCAG 2.2, 1.4.3).
    #[serde(default)]
    pub(super) on: Grounds,
}

/// The backgrounds of a text, as colours `#rrggbb`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[schemars(inline)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub(super) struct Grounds {
    /// The backgrounds on light pages.
    #[schemars(with = "Vec<Text>")]
    pub(super) light: Vec<String>,
    /// The backgrounds on dark pages.
    #[schemars(with = "Vec<Text>")]
    pub(super) dark: Vec<String>,
}

/// The type of an option's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[schemars(inline, title = "type of option", transform = crate::document::words)]
#[serde(rename_all = "lowercase")]
pub(super) enum OptionKind {
    /// `"#7a2e1d"`, or `{ light = "#7a2e1d", dark = "#e79a83" }`. Without `dark`, the dark colour
    /// is derived.
    Colour,
    /// Names of fonts in order of preference: `["Source Serif 4", "Georgia", "serif"]`.
    Fonts,
    /// `{ file = "logo.svg", alt = "Harbour Office" }`: a file in `static/`, and what it shows.
    Picture,
    /// A line of Markdown. Its links must be absolute addresses.
    Markdown,
    /// A line of text.
    Text,
    /// `true` or `false`.
    Switch,
}

/// The options of a theme, by name.
pub(in crate::render) type ThemeOptions = BTreeMap<String, ThemeOption>;

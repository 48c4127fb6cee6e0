//! The style sheet that is made at build: what no element of a page may say. Custom properties of CSS have the values of the theme's
//! options, the quotation marks of the language, and what sheets of paper say at head and foot: a style sheet may print them with `@page`,
//! which no element of the page can (CSS Paged Media Module Level 3, section 4; CSS Custom Properties Level 1).

use super::css_string::string;
use super::options::OptionValues;
use crate::labels::Labels;
use crate::plan::SitePlan;

/// The name of the style sheet, as `asset(path=…)` knows it.
pub(super) const STYLE_SHEET: &str = "site.css";

/// The style sheet: `--site-title`, `--site-marking`, `--site-prepared-by` and `--site-updated`, empty where there is none; `--quotes` and
/// `--silent`, words of CSS; and the properties that the theme's options are for. `updated` is the day of the last change, in words.
pub(super) fn style_sheet(
    plan: &SitePlan,
    labels: &Labels,
    options: &OptionValues,
    updated: Option<&str>,
) -> String {
    let config = &plan.config;
    let updated = updated.map_or_else(String::new, |day| labels.last_changed(day));
    let prepared_by = config.prepared_by.as_deref().unwrap_or_default();
    let quotes = [
        labels.quote_open(),
        labels.quote_close(),
        labels.quote_open_within(),
        labels.quote_close_within(),
    ];
    let properties = [
        ("site-title", string(&config.title)),
        ("site-marking", string(config.marking.label())),
        ("site-prepared-by", string(prepared_by)),
        ("site-updated", string(&updated)),
        ("quotes", quotes.map(string).join(" ")),
        ("silent", string(labels.silent())),
    ];
    let of_options = options.properties().iter();
    let of_options = of_options.map(|(name, value)| (name.as_str(), value.clone()));
    let mut css = ":root{".to_owned();
    for (name, value) in properties.into_iter().chain(of_options) {
        css.push_str(&format!("--{name}:{value};"));
    }
    css.push_str("}\n");
    css
}

//! What sheets of paper say at head and foot, as custom properties of CSS: a style sheet may print them with `@page`, which
//! no element of the page can (CSS Paged Media Module Level 3, section 4; CSS Custom Properties Level 1).

use crate::labels::Labels;
use crate::plan::SitePlan;

/// The name of the style sheet, as `asset(path=…)` knows it.
pub(super) const STYLE_SHEET: &str = "site.css";

/// The style sheet: `--site-title`, `--site-marking`, `--site-prepared-by` and `--site-updated`, empty where there is none.
/// `updated` is the day of the last change, in words.
pub(super) fn style_sheet(plan: &SitePlan, labels: &Labels, updated: Option<&str>) -> String {
    let config = &plan.config;
    let updated = updated.map_or_else(String::new, |day| labels.last_changed(day));
    let properties = [
        ("title", config.title.as_str()),
        ("marking", config.marking.label()),
        (
            "prepared-by",
            config.prepared_by.as_deref().unwrap_or_default(),
        ),
        ("updated", &updated),
    ];
    let mut css = "@charset \"utf-8\";\n:root {\n".to_owned();
    for (name, text) in properties {
        css.push_str(&format!("  --site-{name}: {};\n", string(text)));
    }
    css.push_str("}\n");
    css
}

/// `text` as a string of CSS (CSS Syntax Module Level 3, section 4.3.5).
fn string(text: &str) -> String {
    let mut out = "\"".to_owned();
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push_str(&format!("\\{:x} ", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::string;

    #[test]
    fn no_text_ends_its_string() {
        assert_eq!(string("a \"b\" \\ ü"), "\"a \\\"b\\\" \\\\ ü\"");
        assert_eq!(string("a\nb"), "\"a\\a b\"");
    }
}

//! Fenced code to HTML with classes, and the style sheet for them: the only file that names `syntect`.
//!
//! Its sets of grammars and themes take tens of milliseconds to load, so they load when a code block
//! asks.

use crate::dossier::{CodeBlock, escape, escape_attribute};
use std::sync::OnceLock;
use syntect::highlighting::ThemeSet;
use syntect::html::{ClassStyle, ClassedHTMLGenerator, css_for_theme_with_class_style};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

/// The name of the style sheet, as `asset(path=…)` knows it.
pub(super) const STYLE_SHEET: &str = "highlight.css";

const CLASSES: ClassStyle = ClassStyle::SpacedPrefixed { prefix: "hl-" };
const LIGHT: &str = "InspiredGitHub";
const DARK: &str = "base16-ocean.dark";

fn grammars() -> &'static SyntaxSet {
    static GRAMMARS: OnceLock<SyntaxSet> = OnceLock::new();
    GRAMMARS.get_or_init(SyntaxSet::load_defaults_newlines)
}

/// Writes a code block. A language that is not known is shown plain.
pub(super) fn code_block(block: &CodeBlock, out: &mut String) {
    out.push_str("<pre class=\"code\" tabindex=\"0\"");
    if !block.language.is_empty() {
        out.push_str(" data-language=\"");
        escape_attribute(&block.language, out);
        out.push('"');
    }
    out.push_str("><code>");
    match highlighted(block) {
        Some(html) => out.push_str(&html),
        None => escape(&block.code, out),
    }
    out.push_str("</code></pre>");
}

fn highlighted(block: &CodeBlock) -> Option<String> {
    if block.language.is_empty() {
        return None;
    }
    let syntax = grammars().find_syntax_by_token(&block.language)?;
    let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, grammars(), CLASSES);
    for line in LinesWithEndings::from(&block.code) {
        generator
            .parse_html_for_line_which_includes_newline(line)
            .ok()?;
    }
    Some(generator.finalize())
}

/// The style sheet for highlighted code, light and dark.
pub(super) fn style_sheet() -> String {
    let themes = ThemeSet::load_defaults();
    let css = |name: &str| {
        css_for_theme_with_class_style(&themes.themes[name], CLASSES).unwrap_or_default()
    };
    format!(
        "{}\n@media (prefers-color-scheme: dark) {{\n{}\n}}\n",
        css(LIGHT),
        css(DARK)
    )
}

#[cfg(test)]
mod tests {
    use super::{CodeBlock, code_block, style_sheet};

    fn html(language: &str, code: &str) -> String {
        let block = CodeBlock {
            language: language.into(),
            code: code.into(),
        };
        let mut out = String::new();
        code_block(&block, &mut out);
        out
    }

    #[test]
    fn known_languages_get_classes_and_others_are_escaped() {
        let rust = html("rust", "fn main() {}\n");
        assert!(rust.contains("class=\"hl-"), "{rust}");
        assert_eq!(
            html("no-such", "a < b\n"),
            "<pre class=\"code\" tabindex=\"0\" data-language=\"no-such\"><code>a &lt; b\n</code></pre>"
        );
    }

    #[test]
    fn one_style_sheet_serves_light_and_dark() {
        let css = style_sheet();
        let (light, dark) = css.split_once("prefers-color-scheme: dark").expect("both");
        assert!(light.contains(".hl-") && dark.contains(".hl-"));
    }
}

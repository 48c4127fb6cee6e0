//! Converts fenced code to HTML with classes, which the theme colours. Only this file uses
//! `syntect`.
//!
//! Its grammars take tens of milliseconds to load, so they are loaded on first use.

use crate::dossier::{CodeBlock, escape, escape_attribute};
use std::sync::OnceLock;
use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

const CLASSES: ClassStyle = ClassStyle::SpacedPrefixed { prefix: "hl-" };

fn grammars() -> &'static SyntaxSet {
    static GRAMMARS: OnceLock<SyntaxSet> = OnceLock::new();
    GRAMMARS.get_or_init(SyntaxSet::load_defaults_newlines)
}

/// Writes a code block. Code in an unknown language is not highlighted.
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

#[cfg(test)]
mod tests {
    use super::{CodeBlock, code_block};

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
}

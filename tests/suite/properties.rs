//! Rules that hold for any text.

use dossier::diag::{Sink, locate};
use dossier::document::{KeyPath, Tree, read_yaml};
use dossier::dossier::{EdtfDate, Slug};
use dossier::labels::Labels;
use dossier::parse::{AnnotationFile, Shape, markdown};
use dossier::source::Sources;
use dossier::text::{FileId, LineIndex};
use proptest::prelude::*;

/// Texts of the characters that mean something in YAML and Markdown, and of some that do not.
fn marked_up() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("claims:\n"),
        Just("  a:\n"),
        Just("    text: "),
        Just("evidence: "),
        Just("- "),
        Just("[["),
        Just("]]"),
        Just("claim:"),
        Just("|"),
        Just("*"),
        Just("**"),
        Just("`"),
        Just("```\n"),
        Just("\n"),
        Just("\n\n"),
        Just("# "),
        Just("[^a]"),
        Just("[^a]: "),
        Just("[@x]"),
        Just("("),
        Just(")"),
        Just("!["),
        Just("]("),
        Just("<b>"),
        Just("&amp;"),
        Just("\\"),
        Just(": "),
        Just("&x "),
        Just("*x"),
        Just("{"),
        Just("}"),
        Just("\""),
        Just("'"),
        Just("ä"),
        Just("日本"),
        Just("word "),
        Just("\t"),
        Just("> "),
        Just("|a|b|\n|-|-|\n"),
        Just("{#id}"),
        Just("~"),
        Just("\r\n"),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn every_yaml_text_is_read_or_reported_at_a_place_in_it(text in marked_up()) {
        let mut sink = Sink::new();
        let decoded = read_yaml::<AnnotationFile>(&text, 0..text.len(), FileId::new(0), &mut sink);
        prop_assert!(decoded.value.is_some() || sink.checkpoint().is_err());
        if let Ok(tree) = Tree::yaml(&text, 0..text.len()) {
            let path = KeyPath::root().then("claims").then("a").then("text");
            for span in tree.value(&path).into_iter().chain(tree.key(&path)) {
                prop_assert!(text.get(span).is_some());
            }
        }
        // Looking up the places must not fail either, whatever is on the disk by then.
        let sources = Sources::new(std::path::Path::new("nowhere"), "site.toml");
        let (located, _) = locate(sink.diagnostics(), &sources);
        prop_assert!(located.len() <= sink.diagnostics().len());
    }

    #[test]
    fn every_markdown_text_has_its_links_inside_it(text in marked_up()) {
        for shape in [Shape::Document, Shape::Line] {
            let (body, faults) = markdown(&text, shape);
            for range in body.links().iter().map(|link| &link.range).chain(faults.iter().map(|f| &f.range)) {
                prop_assert!(text.get(range.clone()).is_some());
            }
            for range in body.linkable() {
                prop_assert!(body.text().get(range).is_some());
            }
            for heading in body.headings() {
                prop_assert!(body.text().get(heading.text.clone()).is_some());
            }
        }
    }

    #[test]
    fn plain_text_stays_what_it_is(text in "[A-Za-z][A-Za-z0-9 ,.;:'()€äß-]{0,60}[a-z]") {
        let (body, faults) = markdown(&text, Shape::Line);
        prop_assert_eq!(body.text().trim_end(), text.as_str());
        prop_assert!(faults.is_empty());
    }

    #[test]
    fn positions_lead_there_and_back(text in marked_up(), at in 0usize..200) {
        let lines = LineIndex::new(&text);
        let at = at.min(text.len());
        if text.is_char_boundary(at) {
            prop_assert_eq!(lines.offset(&text, lines.position(&text, at)), at);
        }
    }

    #[test]
    fn an_id_never_leaves_its_folder(text in ".{0,40}") {
        if let Ok(id) = Slug::new(&text) {
            prop_assert!(id.as_str().bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
        }
    }

    #[test]
    fn every_date_is_read_or_refused(text in "[0-9XY?~%/.-]{0,24}") {
        if let Ok(date) = EdtfDate::new(&text) {
            prop_assert!(!Labels::default().date(&date).is_empty());
            prop_assert!(date.order().0 <= date.order().1 || text.contains('/'));
        }
    }
}

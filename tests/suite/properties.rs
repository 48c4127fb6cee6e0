//! Rules that hold for any text.

use dossier::diag::Sink;
use dossier::document::{Addition, Draft, DraftLine, Tree, insert, parse_yaml, read_yaml};
use dossier::dossier::{EdtfDate, Slug};
use dossier::labels::Labels;
use dossier::parse::{AnnotationFile, Shape, VOCABULARY, markdown};
use dossier::report::locate;
use dossier::source::Sources;
use dossier::text::{FileId, KeyPath, LineIndex};
use proptest::prelude::*;
use serde_yaml::Value;

/// Texts with characters that have a meaning in YAML and Markdown, and with some that do not.
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
        Just("title = "),
        Just("@"),
        Just("“"),
        Just("\""),
        Just("…"),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// A value as people may write it below the key of an entry.
fn written() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        Just(" words"),
        Just(" words # comment"),
        Just(" 'a: b' # }"),
        Just(" \"two\n@@lines\""),
        Just(" two\n@@lines"),
        Just(" |\n@@a\n\n@@# no comment"),
        Just(" |+\n@@a\n\n"),
        Just(" >-\n@@a\n@@b"),
        Just(" {text: a, evidence: [{quote: \"}]\"}]}"),
        Just(" {\n@@text: a, # ]\n@@more: [1,\n@@2],\n@@}"),
        Just("\n@@text: ä\n@@evidence:\n@@- article: x\n@@  quote: \"#\""),
        Just("\n@@text:\n@@evidence:\n@@  - 1\n@@  -"),
        Just(" # open"),
        Just(""),
    ]
}

/// Annotation files as people may write them.
fn annotations() -> impl Strategy<Value = String> {
    let entry = (written(), any::<bool>(), any::<bool>());
    let section = (
        proptest::sample::subsequence(vec!["claims", "events", "actors"], 1),
        proptest::collection::vec(entry, 0..4),
        1..5usize,
        0..3usize,
    );
    let sections = proptest::collection::vec(section, 0..4);
    (sections, any::<bool>(), any::<bool>(), any::<bool>()).prop_map(
        |(sections, topic, crlf, ended)| {
            let mut text = if topic {
                "topic: x\n".to_owned()
            } else {
                String::new()
            };
            let mut seen = Vec::new();
            for (names, entries, step, style) in sections {
                let name = names[0];
                if seen.contains(&name) {
                    continue;
                }
                seen.push(name);
                if style == 2 {
                    let inner: Vec<String> = (0..entries.len())
                        .map(|n| format!("id-{n}: {{text: a}}"))
                        .collect();
                    text.push_str(&format!("{name}: {{{}}} # c\n", inner.join(", ")));
                    continue;
                }
                text.push_str(&format!("{name}:\n"));
                let pad = " ".repeat(step);
                for (number, (value, comment, gap)) in entries.into_iter().enumerate() {
                    if gap {
                        text.push('\n');
                    }
                    if comment {
                        text.push_str(&format!("{pad}# {number}\n"));
                    }
                    let value = value.replace("@@", &format!("{pad}  "));
                    text.push_str(&format!("{pad}id-{number}:{value}\n"));
                }
                if style == 1 {
                    text.push_str(&format!("\n{pad}# the last of them\n# the next\n"));
                }
            }
            if !ended {
                text.truncate(text.trim_end_matches('\n').len());
            }
            if crlf {
                text.replace('\n', "\r\n")
            } else {
                text
            }
        },
    )
}

/// The record to add.
fn additions() -> impl Strategy<Value = Addition> {
    ("[a-zA-Z:#'\"{},. -]{1,20}", any::<bool>()).prop_map(|(text, open)| {
        let quote = if open {
            Draft::Open
        } else {
            Draft::Text(text.clone())
        };
        let evidence = vec![DraftLine::comment("c"), DraftLine::key("quote", quote)];
        Addition::Entry(
            "new".into(),
            Draft::Map(vec![
                DraftLine::key("text", Draft::Text(text)),
                DraftLine::comment("more"),
                DraftLine::key("evidence", Draft::List(vec![evidence])),
                DraftLine::key("actors", Draft::Texts(vec!["a-b".into()])),
            ]),
        )
    })
}

/// The expected content of `text` with `addition` under `section`, from the parser that reads
/// files.
fn with_addition(text: &str, section: &str, addition: &Addition) -> Option<Value> {
    let mut root: Value = serde_yaml::from_str(text).ok()?;
    if root.is_null() {
        root = Value::Mapping(serde_yaml::Mapping::new());
    }
    let Addition::Entry(key, value) = addition else {
        return None;
    };
    let value: Value = serde_yaml::from_str(&value.document()).ok()?;
    let map = root.as_mapping_mut()?;
    let entries = map.entry(section.into()).or_insert(Value::Null);
    if entries.is_null() {
        *entries = Value::Mapping(serde_yaml::Mapping::new());
    }
    let before = entries.as_mapping_mut()?.insert(key.as_str().into(), value);
    before.is_none().then_some(root)
}

/// Whether `new` is `old` with one piece inserted.
fn has_all_of(new: &str, old: &str) -> bool {
    let same = |(a, b): &(u8, u8)| a == b;
    let head = new.bytes().zip(old.bytes()).take_while(same).count();
    let tail = new
        .bytes()
        .rev()
        .zip(old.bytes().rev())
        .take_while(same)
        .count();
    head + tail >= old.len()
}

proptest! {
    #[test]
    fn every_yaml_text_is_read_or_reported_at_a_place_in_it(text in marked_up()) {
        let mut sink = Sink::new();
        let decoded = read_yaml::<AnnotationFile>(&text, 0..text.len(), FileId::new(0), &VOCABULARY, &mut sink);
        prop_assert!(decoded.value.is_some() || sink.checkpoint().is_err());
        if let Some(tree) = Tree::yaml(&text, 0..text.len()) {
            let path = KeyPath::root().then("claims").then("a").then("text");
            for span in tree.value(&path).into_iter().chain(tree.key(&path)) {
                prop_assert!(text.get(span).is_some());
            }
        }
        // Looking up the places must not fail either, even if the files have changed since.
        let sources = Sources::new(std::path::Path::new("nowhere"), "site.toml");
        let located = locate(sink.diagnostics(), &sources).located;
        prop_assert!(located.len() <= sink.diagnostics().len());
    }

    #[test]
    fn invalid_yaml_or_toml_is_reported_at_a_place_in_it(text in marked_up(), front in marked_up()) {
        let whole = format!("{front}{text}");
        let yaml = parse_yaml(&whole, front.len()..whole.len(), &VOCABULARY).err();
        let toml = Tree::toml(&whole).err();
        for error in yaml.into_iter().chain(toml) {
            prop_assert!(error.bytes.start <= error.bytes.end && error.bytes.start <= whole.len());
            prop_assert!(whole.is_char_boundary(error.bytes.start));
            prop_assert!(error.help.is_some_and(|help| !help.contains('\n')));
            prop_assert!(!error.message.contains('\n'));
        }
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
    fn an_invalid_date_is_refused_with_a_valid_one(text in "(about |c. )?[0-9A-Za-zä٣]{0,9}[ /.,-]{0,2}[0-9a-z]{0,5}[ /.,-]{0,2}[0-9]{0,5}") {
        if let Err((_, help)) = EdtfDate::new(&text)
            && let Some(date) = help.strip_prefix("did you mean `").and_then(|rest| rest.split('`').next())
        {
            prop_assert!(EdtfDate::new(date).is_ok(), "{}", help);
        }
    }

    #[test]
    fn every_date_is_read_or_refused(text in "[0-9XY?~%/.-]{0,24}") {
        if let Ok(date) = EdtfDate::new(&text) {
            prop_assert!(!Labels::default().date(&date).is_empty());
            prop_assert!(date.order().0 <= date.order().1 || text.contains('/'));
        }
    }

    #[test]
    fn a_record_is_added_and_every_byte_stays(text in annotations(), section in "claims|events|actors|questions", addition in additions()) {
        let made = insert(&text, &section, &addition, &VOCABULARY);
        let made = made.map_err(|why| TestCaseError::fail(format!("{text:?}: {why:?}")))?;
        prop_assert!(has_all_of(&made, &text), "{made:?}");
        let read: Value = serde_yaml::from_str(&made).expect("it parses");
        // A text of several lines at the very end may gain its line end.
        let wanted = [text.clone(), format!("{text}\n")].map(|text| with_addition(&text, &section, &addition));
        prop_assert!(wanted.contains(&Some(read)), "{made}");
    }

    #[test]
    fn whatever_is_there_is_added_to_or_refused(text in marked_up(), addition in additions()) {
        if let Ok(made) = insert(&text, "claims", &addition, &VOCABULARY) {
            prop_assert!(has_all_of(&made, &text), "{made:?}");
            let path = KeyPath::root().then("claims").then("new");
            prop_assert!(Tree::yaml(&made, 0..made.len()).is_some_and(|tree| tree.has(&path)));
        }
    }
}

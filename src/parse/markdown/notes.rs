//! Puts footnotes at the end of the text, numbered in the order they are first referred to.

use super::compiler::Compiler;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::collections::BTreeMap;
use std::ops::Range;

type Events<'a> = Vec<(Event<'a>, Range<usize>)>;

/// Moves footnotes to the end, in the order they are first referred to, and numbers them.
pub(super) fn last<'a>(events: Events<'a>, numbers: &mut BTreeMap<String, usize>) -> Events<'a> {
    let mut rest = Vec::with_capacity(events.len());
    let mut notes: BTreeMap<String, Events<'a>> = BTreeMap::new();
    let mut open: Option<String> = None;
    let mut order = Vec::new();
    for (event, range) in events {
        match &event {
            Event::Start(Tag::FootnoteDefinition(name)) => open = Some(name.to_string()),
            Event::FootnoteReference(name) if open.is_none() => order.push(name.to_string()),
            _ => {}
        }
        let ends = matches!(event, Event::End(TagEnd::FootnoteDefinition));
        match &open {
            Some(name) => notes.entry(name.clone()).or_default().push((event, range)),
            None => rest.push((event, range)),
        }
        if ends {
            open = None;
        }
    }
    order.extend(notes.keys().cloned());
    for name in order {
        if !numbers.contains_key(&name)
            && let Some(note) = notes.remove(&name)
        {
            numbers.insert(name, numbers.len() + 1);
            rest.extend(note);
        }
    }
    rest
}

impl Compiler<'_> {
    pub(super) fn note_reference(&mut self, name: &str) {
        let Some(number) = self.notes.get(name) else {
            return;
        };
        let times = self.referred.entry(name.to_owned()).or_default();
        *times += 1;
        let (times, number) = (*times, *number);
        self.body.push_markup("<sup><a id=\"");
        self.body.push_anchor(&format!("noteref:{number}.{times}"));
        self.body.push_markup("\" href=\"#");
        self.body.push_anchor(&format!("note:{number}"));
        let rest = format!("\" role=\"doc-noteref\">{number}</a></sup>");
        self.body.push_markup(&rest);
    }

    pub(super) fn begin_note(&mut self, name: &str) {
        if !self.notes_begun {
            self.notes_begun = true;
            self.body
                .push_markup("<div class=\"notes\" role=\"doc-endnotes\"><ol>\n");
        }
        let number = self.notes.get(name).copied().unwrap_or_default();
        self.body.push_markup("<li id=\"");
        self.body.push_anchor(&format!("note:{number}"));
        self.body.push_markup("\">");
        self.open_note = Some(name.to_owned());
    }

    pub(super) fn end_note(&mut self) {
        let Some(name) = self.open_note.take() else {
            return;
        };
        let number = self.notes.get(&name).copied().unwrap_or_default();
        let times = self.referred.get(&name).copied().unwrap_or_default();
        for time in 1..=times {
            self.body.push_markup(" <a href=\"#");
            self.body.push_anchor(&format!("noteref:{number}.{time}"));
            self.body
                .push_markup("\" role=\"doc-backlink\" aria-label=\"");
            self.body.push_way_back();
            self.body.push_markup("\">↩</a>");
        }
        let mut html = "</li>".to_owned();
        if number == self.notes.len() {
            html.push_str("</ol></div>");
        }
        self.close(&html);
    }
}

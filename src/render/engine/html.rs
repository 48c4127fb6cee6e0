//! HTML in views: texts of the dossier, and sentences made from labels.
//!
//! In: HTML, words, and labels with their values. Out: [`Html`], which templates show as it is. A
//! label that a template fills in itself is left to `words`.

use crate::labels::{Linked, Value as Filling, Writer};
use serde::{Serialize, Serializer};
use tera::{Value, escape_html};

/// HTML that templates show as it is.
#[derive(Debug, Clone)]
pub(in crate::render) struct Html(Value);

impl Html {
    /// The HTML `html`.
    pub(in crate::render) fn new(html: &str) -> Self {
        Self(Value::safe_string(html))
    }

    /// The HTML as text.
    pub(in crate::render) fn as_str(&self) -> &str {
        self.0.as_str().unwrap_or_default()
    }

    /// The HTML of a label. Its words are escaped, and so are values that are not HTML.
    pub(in crate::render) fn of(label: &Linked<'_>) -> Self {
        let mut sentence = Sentence {
            out: Escaping::default(),
            label,
        };
        label.write(&mut sentence);
        Self::new(&sentence.out.finish())
    }

    /// The HTML of words.
    pub(in crate::render) fn of_text(text: &str) -> Self {
        let mut out = Escaping::default();
        out.text(text);
        Self::new(&out.finish())
    }
}

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// HTML that is written piece by piece.
#[derive(Debug, Default)]
pub(in crate::render) struct Escaping(Vec<u8>);

impl Escaping {
    /// Appends HTML.
    pub(in crate::render) fn html(&mut self, html: &str) {
        self.0.extend_from_slice(html.as_bytes());
    }

    /// Appends a text, escaped as templates escape it.
    pub(in crate::render) fn text(&mut self, text: &str) {
        // A vector takes all that is written.
        let _ = escape_html(text, &mut self.0);
    }

    /// The HTML.
    pub(in crate::render) fn finish(self) -> String {
        // All of it was text.
        String::from_utf8(self.0).unwrap_or_default()
    }
}

/// A view that many pages show, converted once for all of them.
#[derive(Debug, Clone)]
pub(in crate::render) struct Shared(Value);

impl Shared {
    /// The view `view`.
    pub(in crate::render) fn new(view: &impl Serialize) -> Self {
        Self(Value::from_serializable(view))
    }
}

impl Serialize for Shared {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// Writes a label that a view fills in.
struct Sentence<'l> {
    out: Escaping,
    label: &'l Linked<'l>,
}

impl Writer for Sentence<'_> {
    fn text(&mut self, text: &str) {
        self.out.text(text);
    }

    fn value(&mut self, name: &str) {
        match self.label.of(name) {
            Some(Filling::Text(text)) => self.text(text),
            Some(Filling::Html(html)) => self.out.html(html),
            Some(Filling::Number(number)) => self.text(&number.to_string()),
            Some(Filling::Address(_)) | None => {}
        }
    }

    fn begin_link(&mut self, name: &str) -> bool {
        let Some(Filling::Address(Some(address))) = self.label.of(name) else {
            return false;
        };
        self.out.html("<a href=\"");
        self.text(address);
        self.out.html("\">");
        true
    }

    fn end_link(&mut self) {
        self.out.html("</a>");
    }
}

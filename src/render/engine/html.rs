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
            out: Vec::with_capacity(64),
            label,
        };
        label.write(&mut sentence);
        Self::new(&String::from_utf8_lossy(&sentence.out))
    }

    /// The HTML of words.
    pub(in crate::render) fn of_text(text: &str) -> Self {
        let mut out = Vec::with_capacity(text.len());
        // A vector takes all that is written.
        let _ = escape_html(text, &mut out);
        Self::new(&String::from_utf8_lossy(&out))
    }
}

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
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
    out: Vec<u8>,
    label: &'l Linked<'l>,
}

impl Writer for Sentence<'_> {
    fn text(&mut self, text: &str) {
        let _ = escape_html(text, &mut self.out);
    }

    fn value(&mut self, name: &str) {
        match self.label.of(name) {
            Some(Filling::Text(text)) => self.text(text),
            Some(Filling::Html(html)) => self.out.extend_from_slice(html.as_bytes()),
            Some(Filling::Number(number)) => self.text(&number.to_string()),
            Some(Filling::Address(_)) | None => {}
        }
    }

    fn begin_link(&mut self, name: &str) -> bool {
        let Some(Filling::Address(Some(address))) = self.label.of(name) else {
            return false;
        };
        self.out.extend_from_slice(b"<a href=\"");
        self.text(address);
        self.out.extend_from_slice(b"\">");
        true
    }

    fn end_link(&mut self) {
        self.out.extend_from_slice(b"</a>");
    }
}

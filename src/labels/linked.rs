//! A label with links or elements in it, before it becomes HTML.
//!
//! In: a label and the values for its places. Out: a [`Linked`], which is written with a
//! [`Writer`]. Turning it into HTML is left to the writer.

use super::label::Label;
use super::pattern::Writer;

/// The value for a place of a label that becomes HTML.
#[derive(Debug, Clone, Copy)]
pub enum Value<'v> {
    /// Words, which must be escaped.
    Text(&'v str),
    /// HTML as it is.
    Html(&'v str),
    /// A number.
    Number(usize),
    /// The address of a link. Without one, the words of the link are no link.
    Address(Option<&'v str>),
}

/// A label and the values for its places.
#[derive(Debug)]
pub struct Linked<'v> {
    pub(super) label: &'v Label,
    pub(super) count: Option<usize>,
    pub(super) values: Vec<(&'static str, Value<'v>)>,
}

impl<'v> Linked<'v> {
    /// Writes the label part by part; `writer` asks for the values with [`of`](Self::of).
    pub fn write(&self, writer: &mut impl Writer) {
        self.label.write(self.count, writer);
    }

    /// The value for the place `name`.
    pub fn of(&self, name: &str) -> Option<Value<'v>> {
        if name == "count" {
            return self.count.map(Value::Number);
        }
        let found = self.values.iter().find(|(place, _)| *place == name);
        found.map(|(_, value)| *value)
    }
}

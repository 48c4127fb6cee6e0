//! Labels as HTML.
//!
//! In: the labels of a site. Out: the function of templates, `{{ label(key="claims", count=2) }}`,
//! and the HTML of labels that views fill in.

use crate::labels::{self, Label, Labels, Linked, Writer};
use crate::text::nearest;
use std::collections::HashMap;
use std::sync::Arc;
use tera::{Error, Kwargs, State, Tera, Value, escape_html};

/// A label as templates take it.
struct Word {
    label: Label,
    /// The names of its places, in order.
    places: Vec<String>,
    /// As HTML, where it has no places.
    plain: Option<Value>,
}

/// Makes the functions `label(key=…)`, which gives a label with values in its places, and `label_forms(key=…)`, which gives its forms
/// by their names, as JSON, for a script to choose from.
pub(super) fn register(tera: &mut Tera, labels: &Labels) {
    let word = |(key, label): (&str, &Label)| {
        let plain = label.plain().map(|text| {
            let mut html = Html::default();
            html.text(text);
            html.into_value()
        });
        let word = Word {
            label: label.clone(),
            places: label.places().into_iter().map(str::to_owned).collect(),
            plain,
        };
        (key.to_owned(), word)
    };
    let words: HashMap<String, Word> = labels.iter().map(word).collect();
    let words = Arc::new(words);
    let all = Arc::clone(&words);
    tera.register_function(
        "label",
        move |arguments: Kwargs, _: &State| -> Result<Value, Error> {
            let key: &str = arguments.must_get("key")?;
            let word = all.get(key).ok_or_else(|| unknown(key, &all))?;
            match &word.plain {
                Some(plain) if arguments.iter().nth(1).is_none() => Ok(plain.clone()),
                _ => filled(key, word, &arguments),
            }
        },
    );
    tera.register_function(
        "label_forms",
        move |arguments: Kwargs, _: &State| -> Result<String, Error> {
            let key: &str = arguments.must_get("key")?;
            let word = words.get(key).ok_or_else(|| unknown(key, &words))?;
            // Texts always serialize.
            Ok(serde_json::to_string(&word.label.forms()).unwrap_or_default())
        },
    );
}

fn unknown(key: &str, words: &HashMap<String, Word>) -> Error {
    let mend = match nearest(key, words.keys().map(String::as_str)) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => "docs/theming.md of dossier says where the labels stand".to_owned(),
    };
    Error::message(format!("there is no label `{key}`. {mend}"))
}

/// The label with the arguments of a call in its places.
fn filled(key: &str, word: &Word, arguments: &Kwargs) -> Result<Value, Error> {
    let is_place = |name: &str| word.places.iter().any(|place| place == name);
    let list = || {
        let places: Vec<String> = word
            .places
            .iter()
            .map(|place| format!("`{place}`"))
            .collect();
        match places.is_empty() {
            true => "It has none".to_owned(),
            false => format!("Its places are {}", places.join(", ")),
        }
    };
    for (name, _) in arguments.iter() {
        let name = name.as_str().unwrap_or_default();
        // A language may have one form for all numbers.
        if !matches!(name, "key" | "count") && !is_place(name) {
            let message = format!("the label `{key}` has no place `{name}`. {}", list());
            return Err(Error::message(message));
        }
    }
    let mut given = Vec::with_capacity(word.places.len());
    for place in &word.places {
        match arguments.get::<&Value>(place)? {
            Some(value) => given.push((place.as_str(), value)),
            None => {
                let message = format!("the label `{key}` wants `{place}`. {}", list());
                return Err(Error::message(message));
            }
        }
    }
    let count = match word.label.is_counted() {
        true => Some(arguments.must_get::<usize>("count")?),
        false => None,
    };
    let mut html = Html {
        out: Vec::with_capacity(64),
        given,
    };
    word.label.write(count, &mut html);
    Ok(html.into_value())
}

/// Writes a label as HTML: its words and the values are escaped, but for values that are HTML.
#[derive(Default)]
struct Html<'v> {
    out: Vec<u8>,
    /// A handful: looking through them is faster than a hash.
    given: Vec<(&'v str, &'v Value)>,
}

impl<'v> Html<'v> {
    fn into_value(self) -> Value {
        Value::safe_string(&String::from_utf8_lossy(&self.out))
    }

    fn of(&self, name: &str) -> Option<&'v Value> {
        let given = self.given.iter().find(|(place, _)| *place == name);
        given.map(|(_, value)| *value)
    }

    fn put(&mut self, value: &Value) {
        match value.as_str() {
            Some(text) if value.is_safe() => self.out.extend_from_slice(text.as_bytes()),
            Some(text) => self.text(text),
            None => self.text(&value.to_string()),
        }
    }
}

impl Writer for Html<'_> {
    fn text(&mut self, text: &str) {
        // A vector takes all that is written.
        let _ = escape_html(text, &mut self.out);
    }

    fn value(&mut self, name: &str) {
        if let Some(value) = self.of(name) {
            self.put(value);
        }
    }

    fn begin_link(&mut self, name: &str) -> bool {
        let address = self.of(name);
        let Some(address) = address.filter(|address| !address.is_none()) else {
            return false;
        };
        self.out.extend_from_slice(b"<a href=\"");
        self.put(address);
        self.out.extend_from_slice(b"\">");
        true
    }

    fn end_link(&mut self) {
        self.out.extend_from_slice(b"</a>");
    }
}

impl super::Html {
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
        let mut html = Html::default();
        html.text(text);
        Self(html.into_value())
    }
}

/// Writes a label that a view fills in.
struct Sentence<'l> {
    out: Vec<u8>,
    label: &'l Linked<'l>,
}

impl Writer for Sentence<'_> {
    fn text(&mut self, text: &str) {
        // A vector takes all that is written.
        let _ = escape_html(text, &mut self.out);
    }

    fn value(&mut self, name: &str) {
        match self.label.of(name) {
            Some(labels::Value::Text(text)) => self.text(text),
            Some(labels::Value::Html(html)) => self.out.extend_from_slice(html.as_bytes()),
            Some(labels::Value::Number(number)) => self.text(&number.to_string()),
            Some(labels::Value::Address(_)) | None => {}
        }
    }

    fn begin_link(&mut self, name: &str) -> bool {
        let Some(labels::Value::Address(Some(address))) = self.label.of(name) else {
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

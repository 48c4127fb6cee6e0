//! Labels in templates: `{{ label(key="claims", count=2) }}`.

use crate::labels::{Label, Labels, Writer};
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
    let fix = match nearest(key, words.keys().map(String::as_str)) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => "docs/theming.md of dossier says where the labels stand".to_owned(),
    };
    Error::message(format!("there is no label `{key}`. {fix}"))
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

//! The text of a label, with places for values. In: `{count} claims`, `read [the list](list)`. Out:
//! a [`Pattern`], which is written with a [`Writer`].
//!
//! `{name}` is a place for a value. `[words](name)` is a link whose address is the value.
//! Everything else is plain text, not HTML.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

/// A parsed text with places for values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(Box<str>),
    Place(Box<str>),
    Link { words: Vec<Part>, to: Box<str> },
}

/// An error in the text of a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PatternFault {
    /// The message of the diagnostic.
    pub(super) message: String,
    /// The byte range in the text.
    pub(super) at: Range<usize>,
}

/// Writes the parts of a label, in order.
pub trait Writer {
    /// Writes words of the label.
    fn text(&mut self, text: &str);
    /// Writes the value for the place `name`.
    fn value(&mut self, name: &str);
    /// Begins a link to the value for `name`. Returns whether it began one, which
    /// [`Self::end_link`] must end.
    fn begin_link(&mut self, name: &str) -> bool;
    /// Ends the current link.
    fn end_link(&mut self);
}

impl Pattern {
    /// Parses the text of a label.
    ///
    /// # Errors
    /// [`PatternFault`] if a brace does not belong to a valid place.
    pub(super) fn new(text: &str) -> Result<Self, PatternFault> {
        let parts = parse(text, 0)?;
        Ok(Self { parts })
    }

    /// The names of all places, including link addresses.
    pub(super) fn places(&self) -> BTreeSet<&str> {
        fn gather<'p>(parts: &'p [Part], names: &mut BTreeSet<&'p str>) {
            for part in parts {
                match part {
                    Part::Text(_) => {}
                    Part::Place(name) => {
                        names.insert(name);
                    }
                    Part::Link { words, to } => {
                        names.insert(to);
                        gather(words, names);
                    }
                }
            }
        }
        let mut names = BTreeSet::new();
        gather(&self.parts, &mut names);
        names
    }

    /// The text, if it has no places.
    pub(super) fn plain(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [] => Some(""),
            [Part::Text(text)] => Some(text),
            _ => None,
        }
    }

    /// Writes the pattern with `writer`.
    pub(super) fn write(&self, writer: &mut impl Writer) {
        write(&self.parts, writer);
    }
}

/// Formats the pattern as it is written in a file.
impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fn show(parts: &[Part], f: &mut fmt::Formatter<'_>) -> fmt::Result {
            for part in parts {
                match part {
                    Part::Text(text) => f.write_str(text)?,
                    Part::Place(name) => write!(f, "{{{name}}}")?,
                    Part::Link { words, to } => {
                        f.write_str("[")?;
                        show(words, f)?;
                        write!(f, "]({to})")?;
                    }
                }
            }
            Ok(())
        }
        show(&self.parts, f)
    }
}

fn write(parts: &[Part], writer: &mut impl Writer) {
    for part in parts {
        match part {
            Part::Text(text) => writer.text(text),
            Part::Place(name) => writer.value(name),
            Part::Link { words, to } => {
                let begun = writer.begin_link(to);
                write(words, writer);
                if begun {
                    writer.end_link();
                }
            }
        }
    }
}

/// The parts of `text`, which begins at byte `start` of the label.
fn parse(text: &str, start: usize) -> Result<Vec<Part>, PatternFault> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}', '[']) {
        let here = start + (text.len() - rest.len()) + at;
        let (part, end) = match rest.as_bytes()[at] {
            b'[' => match link(&rest[at..], here)? {
                Some((part, length)) => (part, at + length),
                None => (Part::Text("[".into()), at + 1),
            },
            b'{' => {
                let (name, length) = place(&rest[at..], here)?;
                (Part::Place(name), at + length)
            }
            _ => {
                return Err(PatternFault {
                    message: "this `}` has no opening `{`".into(),
                    at: here..here + 1,
                });
            }
        };
        add_text(&mut parts, &rest[..at]);
        match part {
            Part::Text(text) => add_text(&mut parts, &text),
            part => parts.push(part),
        }
        rest = &rest[end..];
    }
    add_text(&mut parts, rest);
    Ok(parts)
}

fn add_text(parts: &mut Vec<Part>, text: &str) {
    if text.is_empty() {
        return;
    }
    if let Some(Part::Text(before)) = parts.last_mut() {
        *before = [&**before, text].concat().into();
    } else {
        parts.push(Part::Text(text.into()));
    }
}

/// The name of the place at the beginning of `text`, and its length in bytes, including braces.
fn place(text: &str, here: usize) -> Result<(Box<str>, usize), PatternFault> {
    let Some(end) = text.find('}') else {
        return Err(PatternFault {
            message: "this `{` is not closed".into(),
            at: here..here + 1,
        });
    };
    let name = &text[1..end];
    if is_name(name) {
        Ok((name.into(), end + 1))
    } else {
        Err(PatternFault {
            message: format!("`{{{name}}}` is not a valid name of a value"),
            at: here..here + end + 1,
        })
    }
}

/// The link at the beginning of `text`, and its length in bytes. `None` if it is an ordinary
/// bracket.
fn link(text: &str, here: usize) -> Result<Option<(Part, usize)>, PatternFault> {
    let found = text.split_once("](").and_then(|(words, rest)| {
        let (to, _) = rest.split_once(')')?;
        (is_name(to) && !words[1..].contains('[')).then_some((&words[1..], to))
    });
    let Some((words, to)) = found else {
        return Ok(None);
    };
    let part = Part::Link {
        words: parse(words, here + 1)?,
        to: to.into(),
    };
    Ok(Some((part, words.len() + to.len() + "[]()".len())))
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::{Pattern, Writer};
    use proptest::prelude::*;

    /// Writes places as `<name>`, and links as `<a name>…</a>`.
    #[derive(Default)]
    struct Shown(String);

    impl Writer for Shown {
        fn text(&mut self, text: &str) {
            self.0.push_str(text);
        }

        fn value(&mut self, name: &str) {
            self.0.push_str(&format!("<{name}>"));
        }

        fn begin_link(&mut self, name: &str) -> bool {
            self.0.push_str(&format!("<a {name}>"));
            true
        }

        fn end_link(&mut self) {
            self.0.push_str("</a>");
        }
    }

    fn shown(text: &str) -> String {
        let mut shown = Shown::default();
        Pattern::new(text).expect(text).write(&mut shown);
        shown.0
    }

    #[test]
    fn places_and_links_are_found() {
        assert_eq!(
            shown("{count} claims of {topic}"),
            "<count> claims of <topic>"
        );
        assert_eq!(
            shown("read [the list](list), or"),
            "read <a list>the list</a>, or"
        );
        assert_eq!(shown("[{origin}](address)"), "<a address><origin></a>");
        let pattern = Pattern::new("[{origin}](address) {who}").expect("a valid pattern");
        assert_eq!(
            pattern.places().into_iter().collect::<Vec<_>>(),
            ["address", "origin", "who"]
        );
    }

    #[test]
    fn other_brackets_stand_for_themselves() {
        for text in ["[1]", "[a](b c)", "[a] (b)", "f(x)", "[[a](b)", "a ](b)"] {
            assert_eq!(
                shown(text),
                if text == "[[a](b)" {
                    "[<a b>a</a>"
                } else {
                    text
                },
                "{text}"
            );
        }
    }

    #[test]
    fn a_brace_that_belongs_to_no_place_is_told_with_where_it_is() {
        for (text, message, at) in [
            ("a {count", "this `{` is not closed", 2..3),
            ("é } b", "this `}` has no opening `{`", 3..4),
            (
                "{the count}",
                "`{the count}` is not a valid name of a value",
                0..11,
            ),
            (
                "ab [x {}](list)",
                "`{}` is not a valid name of a value",
                6..8,
            ),
        ] {
            let fault = Pattern::new(text).expect_err(text);
            assert_eq!((fault.message.as_str(), fault.at), (message, at), "{text}");
        }
    }

    proptest! {
        #[test]
        fn text_without_braces_and_links_is_written_as_it_is(text in "[^{}\\[\\]]*") {
            prop_assert_eq!(shown(&text), text);
        }

        #[test]
        fn no_text_makes_it_panic(text in ".*|[{}\\[\\]()a-c ]*") {
            if let Err(fault) = Pattern::new(&text) {
                prop_assert!(text.get(fault.at).is_some());
            }
        }
    }
}

//! Reads the name of the author or desk from a byline.
//!
//! In: a declared byline, or the line that Readability took for it. Out: the name, or nothing if
//! the text is not a name. Bylines among the lines of a text are left to `plain.rs`.

use super::page::plain;
use super::piece::comparable;
use super::plain::person;
use super::record::Fact;

/// `name` without a leading "by". `None` if it is an address, an account or too long.
pub(super) fn author(name: &str) -> Option<String> {
    let name = plain(name);
    let lower = comparable(&name);
    let name = if lower.starts_with("by ") {
        name[3..].trim().to_owned()
    } else {
        name
    };
    let address = lower.contains("://")
        || lower.starts_with("www.")
        || name.starts_with('@')
        || name.contains('@');
    let sound = !address && !name.is_empty() && name.chars().count() <= 160;
    sound.then_some(name)
}

/// The line that Readability identified as the byline, if it reads as a name.
pub(super) fn shown_byline(line: &str) -> Option<Fact> {
    let line = plain(line);
    let lower = comparable(&line);
    let name = if lower.starts_with("by ") {
        &line[3..]
    } else {
        &line
    };
    let name = person(name)?;
    Some(Fact::guess(
        name,
        "the element that Readability takes for the byline",
    ))
}

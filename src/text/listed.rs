//! Formats lists of names for messages.
//!
//! In: names. Out: one line of text. The rest of a message is left to its author.

use std::fmt::Display;

/// The most names listed in one message.
const MOST: usize = 12;

/// The `names` in order, in backquotes, separated by commas. After the first 12, only the number of
/// further names is given.
pub fn listed<T: Display>(names: impl IntoIterator<Item = T>) -> String {
    let mut names = names.into_iter();
    let first: Vec<String> = names
        .by_ref()
        .take(MOST)
        .map(|name| format!("`{name}`"))
        .collect();
    let first = first.join(", ");
    match names.count() {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::listed;

    #[test]
    fn few_are_all_there_and_many_are_counted() {
        assert_eq!(listed(["a", "b"]), "`a`, `b`");
        let many = listed(1..=14);
        assert!(many.starts_with("`1`, `2`, "), "{many}");
        assert!(many.ends_with(", `12` and 2 more"), "{many}");
    }
}

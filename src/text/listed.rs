//! Many names in one message.

use std::fmt::Display;

/// Names that one message gives.
const MOST: usize = 12;

/// `names` in their order, in backquotes, with commas between them; of many the first 12, and how many more there are.
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

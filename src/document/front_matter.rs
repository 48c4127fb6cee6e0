//! Finds the YAML front matter at the top of a Markdown file.

use std::ops::Range;

/// The bytes between the `---` lines at the top of `text`, or `None` if the front matter is missing
/// or not closed. The body begins after the second line: see [`body_start`].
pub fn front_matter(text: &str) -> Option<Range<usize>> {
    let (first, _) = text.split_once('\n')?;
    if first.trim_end() != "---" {
        return None;
    }
    let start = first.len() + 1;
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some(start..at);
        }
        at += line.len();
    }
    None
}

/// The byte of `text` at which the body begins, after the front matter `front`.
pub fn body_start(text: &str, front: &Range<usize>) -> usize {
    text[front.end..]
        .find('\n')
        .map_or(text.len(), |at| front.end + at + 1)
}

#[cfg(test)]
mod tests {
    use super::{body_start, front_matter};

    #[test]
    fn fences_may_end_in_crlf() {
        let text = "---\r\ntitle: x\r\n---\r\nbody";
        let front = front_matter(text).expect("it is closed");
        assert_eq!(&text[front.clone()], "title: x\r\n");
        assert_eq!(&text[body_start(text, &front)..], "body");
    }

    #[test]
    fn a_body_may_be_missing_and_a_fence_may_be_open() {
        let text = "---\n---";
        let front = front_matter(text).expect("it is closed");
        assert_eq!((front.clone(), body_start(text, &front)), (4..4, 7));
        assert_eq!(front_matter("---\ntitle: x\n"), None);
        assert_eq!(front_matter("no fence\n---\n"), None);
    }
}

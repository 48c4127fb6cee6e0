//! The long explanation of a code, read from its file `explain/NAME.md`.
//!
//! The file is Markdown with a fixed structure: a heading with the name, a summary, paragraphs, and
//! the sections `## Wrong` and `## Right`. Each section has paragraphs and files. A file is a path
//! in backticks with a colon, followed by the content in a code fence.

/// The long explanation of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// What the fault is, in one line.
    pub summary: &'static str,
    /// What it is and why it matters: paragraphs, with their line breaks.
    pub prose: Vec<&'static str>,
    /// An example with the fault.
    pub wrong: Vec<Segment>,
    /// The example without the fault.
    pub right: Vec<Segment>,
}

/// Part of an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Segment {
    /// A paragraph, with its line breaks.
    Words(&'static str),
    /// A file, or some lines of one.
    File {
        /// Its path, relative to the project's folder.
        path: &'static str,
        /// The language after the fence, for highlighting.
        language: &'static str,
        /// The content of the file.
        text: &'static str,
    },
}

impl Explanation {
    /// Parses an explanation. Parts that do not follow the structure come out empty; tests check
    /// the structure.
    pub(super) fn parse(file: &'static str) -> Self {
        let (head, rest) = file.split_once("\n## Wrong\n").unwrap_or((file, ""));
        let (wrong, right) = rest.split_once("\n## Right\n").unwrap_or((rest, ""));
        let mut paragraphs = paragraphs(head).skip(1);
        Self {
            summary: paragraphs.next().unwrap_or_default(),
            prose: paragraphs.collect(),
            wrong: segments(wrong),
            right: segments(right),
        }
    }
}

fn paragraphs(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.split("\n\n")
        .map(|paragraph| paragraph.trim_matches('\n'))
        .filter(|paragraph| !paragraph.is_empty())
}

fn segments(section: &'static str) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut rest = section;
    loop {
        let fence = rest.find("\n```");
        let (words, fenced) = rest.split_at(fence.map_or(rest.len(), |at| at + 1));
        let mut before: Vec<&str> = paragraphs(words).collect();
        let path = before
            .pop_if(|last| fence.is_some() && last.starts_with('`') && last.ends_with("`:"))
            .map_or("", |last| &last[1..last.len() - 2]);
        segments.extend(before.into_iter().map(Segment::Words));
        let Some((language, text)) = fenced.get(3..).and_then(|text| text.split_once('\n')) else {
            return segments;
        };
        let (text, after) = text.split_once("\n```").unwrap_or((text, ""));
        segments.push(Segment::File {
            path,
            language,
            text,
        });
        rest = after;
    }
}

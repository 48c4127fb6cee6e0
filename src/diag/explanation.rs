//! The long form of a code, read from its file `explain/NAME.md`.
//!
//! Such a file is Markdown of one small form: a heading with the name, a summary, paragraphs, and two sections `## Wrong` and
//! `## Right`, each of words and of files: a path in backquotes with a colon, and what stands in that file, fenced.

/// What is said of a code at length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// What the fault is, in a line.
    pub summary: &'static str,
    /// What it is and why it matters: paragraphs, broken into lines.
    pub prose: Vec<&'static str>,
    /// How it comes about.
    pub wrong: Vec<Segment>,
    /// The mend.
    pub right: Vec<Segment>,
}

/// A segment of an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Segment {
    /// A paragraph, broken into lines.
    Words(&'static str),
    /// A file, or some lines of one.
    File {
        /// Its path, relative to the project's folder.
        path: &'static str,
        /// What the fence names, for highlighting.
        language: &'static str,
        /// What stands in it.
        text: &'static str,
    },
}

impl Explanation {
    /// Reads a file. One that has another form says less; the tests see to the form.
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

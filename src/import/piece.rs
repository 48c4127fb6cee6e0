//! Splits a saved text into pieces: paragraphs, headings and list items, in order.
//!
//! In: plain text or Markdown. Out: [`Piece`]s, each one line of clean text. HTML becomes pieces in
//! `page.rs`. What a piece means is left to `furniture.rs` and `plain.rs`.

use crate::document::{body_start, front_matter};
use crate::parse::{Shape, markdown};
use crate::text::paragraphs;

/// A paragraph, heading or list item of a saved text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// The text: one line, without control characters.
    pub(super) text: String,
    /// The kind of piece.
    pub(super) kind: PieceKind,
    /// Whether a blank line, or the end of a block, follows.
    pub(super) spaced: bool,
    /// The part of the page that contains the piece, if that part is not the article: "navigation".
    pub(super) outside: Option<&'static str>,
    /// The `datetime` attribute of the first `<time>` element in it.
    pub(super) time: Option<String>,
}

/// The kind of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PieceKind {
    /// A paragraph or a line.
    Paragraph,
    /// A heading, with its level from 1 to 6.
    Heading(u8),
    /// An item of a bulleted list.
    Item,
    /// An item of a numbered list.
    Numbered,
}

impl Piece {
    /// A piece of `text`, or `None` if nothing is left after cleaning.
    pub(super) fn new(text: &str, kind: PieceKind) -> Option<Self> {
        let text = clean(text);
        (!text.is_empty()).then_some(Self {
            text,
            kind,
            spaced: true,
            outside: None,
            time: None,
        })
    }

    /// The length in code points.
    pub(super) fn length(&self) -> usize {
        self.text.chars().count()
    }

    /// The number of words.
    pub(super) fn words(&self) -> usize {
        self.text.split(' ').count()
    }

    /// Whether it reads as running text, and not as a headline or label.
    pub(super) fn is_prose(&self) -> bool {
        let length = self.length();
        let sentences = sentences(&self.text);
        !matches!(self.kind, PieceKind::Heading(_))
            && (length >= 200
                || length >= 100 && sentences > 1
                || length >= 110 && ends_as_sentence(&self.text))
    }
}

/// Cleans a text to one line. Runs of white space become one space. Control characters, direction
/// marks and noncharacters are removed.
pub(super) fn clean(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() {
            if !made.is_empty() && !made.ends_with(' ') {
                made.push(' ');
            }
        } else if !unwanted(c) {
            made.push(c);
        }
    }
    made.truncate(made.trim_end().len());
    made
}

fn unwanted(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\u{feff}' | '\u{fdd0}'..='\u{fdef}')
        || u32::from(c) & 0xfffe == 0xfffe
}

/// The start of `text`, for display.
pub(super) fn start(text: &str) -> String {
    const LENGTH: usize = 60;
    let mut start: String = text.chars().take(LENGTH).collect();
    if start.len() < text.len() {
        start.truncate(start.trim_end().len());
        start.push('…');
    }
    start
}

/// The form in which two texts are compared. It ignores case, and the style of quotation marks and
/// dashes.
pub(super) fn comparable(text: &str) -> String {
    let plain = |c| match c {
        '“' | '”' | '„' => '"',
        '‘' | '’' => '\'',
        '–' | '—' | '‑' => '-',
        c => c,
    };
    text.chars()
        .map(plain)
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether the text ends with sentence punctuation, ignoring closing quotes and brackets.
pub(super) fn ends_as_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '”', '’', '\'', ')', '»']);
    text.ends_with(['.', '!', '?', '。', '！', '？', '।'])
}

/// An estimate of the number of sentences, at least one.
pub(super) fn sentences(text: &str) -> usize {
    const SHORTENED: [&str; 20] = [
        "mr", "mrs", "ms", "dr", "st", "jan", "feb", "mar", "apr", "aug", "sept", "oct", "nov",
        "dec", "gen", "sen", "rep", "gov", "no", "vs",
    ];
    let mut words = text.split(' ').peekable();
    let mut found = 1;
    while let Some(word) = words.next() {
        let Some(next) = words.peek() else { break };
        let begins = next
            .trim_start_matches(|c: char| !c.is_alphanumeric())
            .starts_with(|c: char| !c.is_lowercase());
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let initials = bare.chars().count() < 2 || bare.contains('.');
        if ends_as_sentence(word)
            && begins
            && !initials
            && !SHORTENED.contains(&bare.to_lowercase().as_str())
        {
            found += 1;
        }
    }
    found
}

/// Splits plain text into pieces: list items, and paragraphs with their wrapped lines joined.
pub(super) fn of_plain(text: &str) -> Vec<Piece> {
    /// In code points. A block with only shorter lines was not wrapped, so each line is its own
    /// piece.
    const SHORTEST_WRAP: usize = 45;
    let mut pieces: Vec<Piece> = Vec::new();
    let mut end = 0;
    for range in paragraphs(text) {
        if text[end..range.start].matches('\n').count() < 2
            && let Some(last) = pieces.last_mut()
        {
            last.spaced = false;
        }
        let block = &text[range.clone()];
        let narrow = block
            .lines()
            .all(|line| line.chars().count() < SHORTEST_WRAP);
        let mut part = String::new();
        for line in block.lines() {
            if !part.is_empty() && (narrow || bullet(line).is_some()) {
                push_plain(&part, false, &mut pieces);
                part.clear();
            }
            part.push_str(line);
            part.push('\n');
        }
        push_plain(&part, true, &mut pieces);
        end = range.end;
    }
    pieces
}

fn push_plain(text: &str, spaced: bool, pieces: &mut Vec<Piece>) {
    let piece = match bullet(text) {
        Some(rest) => Piece::new(rest, PieceKind::Item),
        None => Piece::new(text, PieceKind::Paragraph),
    };
    if let Some(piece) = piece {
        pieces.push(Piece { spaced, ..piece });
    }
}

/// The text of a list item, after its bullet.
fn bullet(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let rest = line.strip_prefix(['•', '◦', '▪', '‣', '·', '*', '-'])?;
    let item = rest.starts_with([' ', '\t']) && !rest.trim().is_empty();
    item.then_some(rest)
}

/// Splits Markdown into pieces. Also returns whether it has code blocks, which are left out.
pub(super) fn of_markdown(text: &str) -> (Vec<Piece>, bool) {
    let text = match front_matter(text) {
        Some(front) => &text[body_start(text, &front)..],
        None => text,
    };
    let (body, _) = markdown(text, Shape::Document);
    let readable = body.text();
    let mut at = 0;
    let mut pieces = Vec::new();
    for line in readable.split_inclusive('\n') {
        let heading = body
            .headings()
            .iter()
            .find(|heading| heading.text.start == at);
        let kind = heading.map_or(PieceKind::Paragraph, |heading| {
            PieceKind::Heading(heading.level)
        });
        // The parser reserves level 1 for the page's title, so a `#` heading has level 2 here.
        pieces.extend(Piece::new(line, kind));
        at += line.len();
    }
    (pieces, !body.codes().is_empty())
}

#[cfg(test)]
mod tests {
    use super::{PieceKind, clean, of_markdown, of_plain, sentences};

    #[test]
    fn what_cannot_be_seen_is_dropped() {
        assert_eq!(clean(" a\u{202e}b\u{0} \r\n\t c\u{feff} "), "ab c");
    }

    #[test]
    fn menus_and_lists_are_pieces_each() {
        let pieces = of_plain("Home\nWorld\nSport\n\n  • One\n  • Another one\n\nEnd of it");
        let texts: Vec<_> = pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(
            texts,
            ["Home", "World", "Sport", "One", "Another one", "End of it"]
        );
        assert_eq!(pieces[3].kind, PieceKind::Item);
        let spaced: Vec<_> = pieces.iter().map(|piece| piece.spaced).collect();
        assert_eq!(spaced, [false, false, true, false, true, true]);
    }

    #[test]
    fn markdown_loses_its_marks() {
        let (pieces, code) =
            of_markdown("---\na: b\n---\n# The *head*\n\nWords with [a link](x).\n\n- one\n- two");
        let texts: Vec<_> = pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(texts, ["The head", "Words with a link.", "one", "two"]);
        assert!(matches!(pieces[0].kind, PieceKind::Heading(_)) && !code);
    }

    #[test]
    fn sentences_end_where_people_end_them() {
        assert_eq!(sentences("The U.S. and Mr. Roe agree on 3.5 things"), 1);
        assert_eq!(sentences("It is closed. It was said so. “No.”"), 3);
    }
}

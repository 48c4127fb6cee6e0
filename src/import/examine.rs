//! Examines one text.
//!
//! In: its pieces, and the lines of the other captures. Out: the article's facts, its body as
//! Markdown, and notices for the analyst. Files are read and written by `mod.rs`.

use super::byline::shown_byline;
use super::declared::Candidates;
use super::furniture::{Lines, Marks, Reason, Shared, first_prose, second_time, sort};
use super::html::readable;
use super::metadata;
use super::page::Page;
use super::piece::{Piece, PieceKind, comparable, of_markdown, of_plain, start};
use super::plain::{self, Headline, Told};
use super::record::{Fact, Facts};
use super::{escape, language};
use crate::dossier::LanguageTag;
use crate::source::Format;
use std::collections::{BTreeMap, BTreeSet};

/// A saved text, split into pieces.
#[derive(Debug)]
pub(super) enum SavedText {
    /// Plain text.
    Plain(Vec<Piece>),
    /// Markdown: the pieces, whether code blocks were left out, and the original text.
    Markdown(Vec<Piece>, bool, String),
    /// HTML: the page as read, and the original text.
    Html(Box<Page>, String),
}

impl SavedText {
    /// Splits `text` into pieces according to its format.
    pub(super) fn read(text: &str, format: Format) -> Self {
        match format {
            Format::Plain => Self::Plain(of_plain(text)),
            Format::Markdown => {
                let (pieces, code) = of_markdown(text);
                Self::Markdown(pieces, code, text.to_owned())
            }
            Format::Html => Self::Html(Box::new(Page::read(text)), text.to_owned()),
        }
    }

    /// The pieces, in reading order.
    pub(super) fn pieces(&self) -> &[Piece] {
        match self {
            Self::Plain(pieces) | Self::Markdown(pieces, ..) => pieces,
            Self::Html(page, _) => &page.pieces,
        }
    }

    /// The format that it was read from.
    pub(super) fn format(&self) -> Format {
        match self {
            Self::Plain(_) => Format::Plain,
            Self::Markdown(..) => Format::Markdown,
            Self::Html(..) => Format::Html,
        }
    }
}

/// Pieces left out of the body for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The reason, in words.
    pub reason: String,
    /// The number of pieces.
    pub pieces: usize,
    /// The beginning of the first of them, for display.
    pub first: String,
}

/// The result of examining one text.
#[derive(Debug)]
pub(super) struct Examined {
    /// The facts found, each with its origin.
    pub(super) facts: Facts,
    /// Notices for the analyst, without duplicates.
    pub(super) notices: Vec<String>,
    /// Running text that also appears in another capture.
    pub(super) shared: Option<Shared>,
    /// Pieces left out of the body, grouped by reason.
    pub(super) left_out: Vec<LeftOut>,
    /// The body as Markdown.
    pub(super) body: String,
}

/// Examines `text`. `number` is its own number among the captures recorded in `lines`.
pub(super) fn examine(text: &SavedText, number: usize, lines: &Lines) -> Examined {
    let (mut marks, shared) = sort(text.pieces(), number, lines);
    let mut examined = match text {
        SavedText::Plain(pieces) => {
            let told = plain::read(pieces, &mut marks, Headline::Unknown);
            of_lines(pieces, marks, told, &Candidates::default())
        }
        SavedText::Markdown(pieces, code, text) => {
            let mut examined = of_markdown_file(pieces, text, marks);
            if *code {
                let notice = "blocks of code in the text are left out of the body";
                examined.notices.push(notice.into());
            }
            examined
        }
        SavedText::Html(page, html) => of_page(page, html, marks),
    };
    examined.shared = shared;
    let mut seen = BTreeSet::new();
    examined
        .notices
        .retain(|notice| seen.insert(notice.clone()));
    examined
}

fn of_markdown_file(pieces: &[Piece], text: &str, mut marks: Marks) -> Examined {
    let body = first_prose(pieces, &marks, 0);
    let heading = (0..body)
        .find(|at| marks[*at].is_none() && matches!(pieces[*at].kind, PieceKind::Heading(_)));
    let mut told = plain::read(
        pieces,
        &mut marks,
        heading.map_or(Headline::Unknown, Headline::At),
    );
    let declared = metadata::of_front_matter(text, heading.map(|at| pieces[at].text.as_str()));
    let notices = &mut told.notices;
    notices.extend(declared.notices);
    let byline = declared.bylines.choose("byline", false, notices);
    let published = declared.published.choose("date", false, notices);
    told.title = declared
        .titles
        .choose("headline", true, notices)
        .or(told.title);
    // A heading that is not the headline belongs to the body.
    let title = told.title.as_ref().map(|title| comparable(&title.value));
    if let Some(at) = heading.filter(|at| title.as_deref() != Some(&*comparable(&pieces[*at].text)))
    {
        marks[at] = None;
    }
    told.publisher = declared
        .publishers
        .choose("publisher", false, notices)
        .or(told.publisher);
    told.byline = either(byline, told.byline, "byline", notices);
    told.published = either(published, told.published, "date", notices);
    told.url = declared
        .addresses
        .choose("address", false, notices)
        .or(told.url);
    of_lines(pieces, marks, told, &declared.languages)
}

/// Builds the result for a text that has only lines to go by, and no page head.
fn of_lines(
    pieces: &[Piece],
    mut marks: Marks,
    mut told: Told,
    languages: &Candidates,
) -> Examined {
    let body = body_of(pieces, &mut marks);
    let facts = Facts {
        title: told.title,
        publisher: told.publisher,
        byline: told.byline,
        published: told.published,
        url: told.url,
        language: language_of(&body, languages, &mut told.notices),
    };
    finish(facts, told.notices, &body, left_out(pieces, &marks))
}

/// The pieces without a mark. Paragraphs that repeat earlier ones are marked as repeated first.
fn body_of<'a>(pieces: &'a [Piece], marks: &mut Marks) -> Vec<&'a Piece> {
    let open: Vec<_> = (0..pieces.len())
        .filter(|at| marks[*at].is_none())
        .collect();
    for at in second_time(pieces, &open) {
        marks[at] = Some(Reason::Repeated);
    }
    pieces
        .iter()
        .zip(marks.iter())
        .filter(|(_, mark)| mark.is_none())
        .map(|(piece, _)| piece)
        .collect()
}

fn finish(
    mut facts: Facts,
    mut notices: Vec<String>,
    body: &[&Piece],
    left_out: Vec<LeftOut>,
) -> Examined {
    if let Some(published) = facts.published.as_mut().filter(|found| found.guess) {
        // `?` is EDTF for uncertain, and the pages show it that way.
        published.value.push('?');
    }
    let twice = Reason::Repeated.to_string();
    if let Some(left) = left_out.iter().find(|left| left.reason == twice) {
        let paragraphs = if left.pieces == 1 {
            "paragraph is"
        } else {
            "paragraphs are"
        };
        notices.push(format!(
            "the body appears twice: {} {paragraphs} repeated word for word",
            left.pieces
        ));
    }
    if !body.iter().any(|piece| piece.is_prose()) {
        notices.push("no running text was found: check that the article was saved".into());
    }
    Examined {
        facts,
        notices,
        shared: None,
        left_out,
        body: escape::body(body.iter().copied()),
    }
}

fn left_out(pieces: &[Piece], marks: &Marks) -> Vec<LeftOut> {
    let mut by_reason: BTreeMap<Reason, (usize, &Piece)> = BTreeMap::new();
    for (piece, mark) in pieces.iter().zip(marks) {
        if let Some(reason) = mark {
            by_reason.entry(*reason).or_insert((0, piece)).0 += 1;
        }
    }
    let left = by_reason
        .into_iter()
        .map(|(reason, (pieces, first))| LeftOut {
            reason: reason.to_string(),
            pieces,
            first: start(&first.text),
        });
    left.collect()
}

fn of_page(page: &Page, html: &str, mut marks: Marks) -> Examined {
    let pieces = &page.pieces;
    let mut notices = Vec::new();
    keep_if_all_is_outside(pieces, &mut marks);
    // The `<h1>` may be the site's name. Prefer a heading that the page's head also gives as a
    // title.
    let without = metadata::read(page, None);
    let level = |at: usize| match pieces[at].kind {
        PieceKind::Heading(level) => Some(level),
        _ => None,
    };
    let known = |at: &usize| level(*at).is_some() && without.titles.hold(&pieces[*at].text);
    let largest = |at: &usize| level(*at) == Some(1) && marks[*at].is_none();
    let heading = (0..pieces.len())
        .filter(known)
        .min_by_key(|at| level(*at))
        .or_else(|| {
            let first = (0..pieces.len()).find(largest);
            first.filter(|at| without.fits(&pieces[*at].text))
        });
    let element = heading.and_then(level).map(|level| format!("h{level}"));
    let printed = heading.map(|at| pieces[at].text.as_str());
    let declared = metadata::read(page, printed.zip(element.as_deref()));
    notices.extend(declared.notices);

    let mut others = Vec::new();
    let mut title = declared.titles.choose("headline", true, &mut others);
    if let (Some(title), Some(printed)) = (&mut title, printed)
        && comparable(&title.value) != comparable(printed)
    {
        // The headline in the head is often written for search or sharing, not for the page.
        others = vec![format!(
            "{} gives another headline: {}",
            title.from, title.value
        )];
        *title = Fact::guess(printed, "the heading on the page");
    }
    notices.extend(others);
    let line = |title: &Fact| {
        let same = |at: &usize| comparable(&pieces[*at].text) == comparable(&title.value);
        (0..pieces.len()).find(same)
    };
    let headline = match (heading, &title) {
        (Some(at), _) => Headline::At(at),
        (None, Some(title)) => line(title).map_or(Headline::Elsewhere, Headline::At),
        (None, None) => Headline::Unknown,
    };
    let told = plain::read(pieces, &mut marks, headline);
    notices.extend(told.notices);

    let read = readable(html, page);
    if read.is_none() {
        let notice = "the text was read from its tags: Readability found no article, or the page is too large or too deeply nested";
        notices.push(notice.into());
    }
    let shown_byline = read
        .as_ref()
        .and_then(|read| shown_byline(read.byline.as_deref()?));
    let publisher = declared
        .publishers
        .choose("publisher", false, &mut notices)
        .or(told.publisher);
    let byline = declared.bylines.choose("byline", false, &mut notices);
    let byline = either(byline, told.byline.or(shown_byline), "byline", &mut notices);
    let published = declared.published.choose("date", false, &mut notices);
    let published = either(published, told.published, "date", &mut notices);
    let url = declared
        .addresses
        .choose("address", false, &mut notices)
        .or(told.url);

    let content = match read {
        Some(read) if read.pieces.iter().any(Piece::is_prose) => Some(read.pieces),
        _ => None,
    };
    let (body, left) = match &content {
        Some(content) => of_content(pieces, &mut marks, content),
        None => {
            // Text above the headline is not part of the article.
            if let Headline::At(at) = headline {
                marks[..at]
                    .iter_mut()
                    .for_each(|mark| *mark = mark.or(Some(Reason::Navigation)));
            }
            let body = body_of(pieces, &mut marks);
            (body, left_out(pieces, &marks))
        }
    };
    let language = language_of(&body, &declared.languages, &mut notices);
    let facts = Facts {
        title: title.or(told.title),
        publisher,
        byline,
        published,
        url,
        language,
    };
    finish(facts, notices, &body, left)
}

/// Keeps the text of asides and figures if the page has no running text elsewhere.
fn keep_if_all_is_outside(pieces: &[Piece], marks: &mut Marks) {
    if first_prose(pieces, marks, 0) < pieces.len() {
        return;
    }
    for mark in marks {
        if matches!(mark, Some(Reason::Outside(what)) if *what != "navigation" && !what.ends_with("footer"))
        {
            *mark = None;
        }
    }
}

/// The declared value if there is one, else the one found in the lines. Reports a conflict in
/// `notices`.
fn either(
    declared: Option<Fact>,
    told: Option<Fact>,
    what: &str,
    notices: &mut Vec<String>,
) -> Option<Fact> {
    let (Some(declared), Some(told)) = (&declared, &told) else {
        return declared.or(told);
    };
    let plain = |found: &Fact| {
        comparable(&found.value)
            .replace(" and ", ", ")
            .replace(" & ", ", ")
    };
    let (one, other) = (plain(declared), plain(told));
    if !one.contains(&other) && !other.contains(&one) {
        notices.push(format!(
            "{} gives another {what}: {}",
            told.from, told.value
        ));
    }
    Some(declared.clone())
}

/// The body of a page from which Readability extracted `content`.
fn of_content<'a>(
    pieces: &[Piece],
    marks: &mut Marks,
    content: &'a [Piece],
) -> (Vec<&'a Piece>, Vec<LeftOut>) {
    let mut reasons: BTreeMap<String, Reason> = BTreeMap::new();
    for (piece, mark) in pieces.iter().zip(marks.iter()) {
        if let Some(reason) = mark {
            reasons.entry(comparable(&piece.text)).or_insert(*reason);
        }
    }
    // A text that appears both inside and outside the article counts as inside.
    for (piece, _) in pieces
        .iter()
        .zip(marks.iter())
        .filter(|(_, mark)| mark.is_none())
    {
        reasons.remove(&comparable(&piece.text));
    }
    let mut content_marks: Marks = content
        .iter()
        .map(|piece| {
            let outside = piece.outside.map(Reason::Outside);
            outside.or_else(|| reasons.get(&comparable(&piece.text)).copied())
        })
        .collect();
    let body = body_of(content, &mut content_marks);
    let texts: BTreeSet<String> = content
        .iter()
        .map(|piece| comparable(&piece.text))
        .collect();
    for (piece, mark) in pieces.iter().zip(marks.iter_mut()) {
        if !texts.contains(&comparable(&piece.text)) {
            *mark = mark.or(Some(Reason::Unreadable));
        }
    }
    let mut left = left_out(pieces, marks);
    let repeated = Reason::Repeated.to_string();
    left.extend(
        left_out(content, &content_marks)
            .into_iter()
            .filter(|left| left.reason == repeated),
    );
    (body, left)
}

/// The declared language. It is a guess if another declaration or the text itself disagrees.
/// Without a declaration, the language is guessed from the text.
fn language_of(body: &[&Piece], declared: &Candidates, notices: &mut Vec<String>) -> Option<Fact> {
    let text: Vec<&str> = body.iter().map(|piece| piece.text.as_str()).collect();
    let written = language::of_text(&text.join("\n"));
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_lowercase();
    let mut tags = declared
        .all()
        .filter(|(tag, _)| LanguageTag::new(tag).is_some());
    let Some((tag, from)) = tags.next() else {
        return written.map(|tag| Fact::guess(tag, "the words of the text"));
    };
    let mut guess = false;
    for (other, from) in tags {
        if primary(other) != primary(tag) {
            guess = true;
            notices.push(format!("{from} gives another language: {other}"));
        }
    }
    if let Some(written) = written.filter(|written| *written != primary(tag)) {
        guess = true;
        notices.push(format!("the text looks like another language: {written}"));
    }
    Some(Fact {
        value: tag.to_owned(),
        guess,
        from: from.to_owned(),
    })
}

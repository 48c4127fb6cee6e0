//! Reads an article's facts from its lines: headline, byline, dates, outlet and address.
//!
//! In: pieces, and the marks of the site's furniture. Out: the facts found, each with its origin,
//! and a mark for each line that was used. Everything here is judged by the look of a line, so
//! every fact is a guess. Declarations in a page's head are left to `metadata.rs`.

use super::dates::{days, is_weekday, of_stamp};
use super::furniture::{Marks, Reason, first_prose};
use super::piece::{Piece, PieceKind, comparable, ends_as_sentence, sentences, start};
use super::record::Fact;
use std::collections::BTreeMap;

/// The facts found in the lines.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// The headline.
    pub(super) title: Option<Fact>,
    /// The author or desk.
    pub(super) byline: Option<Fact>,
    /// The outlet.
    pub(super) publisher: Option<Fact>,
    /// The date of publication.
    pub(super) published: Option<Fact>,
    /// The address of the article.
    pub(super) url: Option<Fact>,
    /// Notices for the analyst.
    pub(super) notices: Vec<String>,
}

/// What is known about the headline's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Headline {
    /// The piece with this index is the headline.
    At(usize),
    /// Any line may be the headline.
    Unknown,
    /// The headline is known, but no piece holds it.
    Elsewhere,
}

/// Reads the facts from the lines, and marks the lines used.
pub(super) fn read(pieces: &[Piece], marks: &mut Marks, headline: Headline) -> Told {
    let mut told = Told::default();
    let known = match headline {
        Headline::At(at) => Some(at),
        Headline::Unknown | Headline::Elsewhere => None,
    };
    /// The most pieces searched above the text. The head of an article is never longer.
    const LONGEST_HEAD: usize = 200;
    let from = known.unwrap_or(0);
    let body = first_prose(pieces, marks, from).min(from + LONGEST_HEAD);
    let from = known.map_or(0, |at| at.saturating_sub(3));
    let title = match headline {
        Headline::Unknown => find_headline(pieces, marks, body, &mut told),
        _ => known,
    };
    if let Some(at) = title {
        mark_headline(pieces, marks, at, body);
    }
    // A byline or date may come after a summary paragraph.
    let end = (body + 4).min(pieces.len());
    find_byline(pieces, marks, from..end, &mut told);
    find_dates(pieces, marks, from..end, title, body, &mut told);
    find_outlet(pieces, marks, &mut told);
    find_credit(pieces, marks, body, &mut told);
    find_address(pieces, marks, body, &mut told);
    if let Some(last) = last_related_day(pieces, marks) {
        told.notices.push(format!(
            "links to other stories have dates up to {last}: the page was saved on that day or later"
        ));
    }
    told
}

fn find_headline(
    pieces: &[Piece],
    marks: &mut Marks,
    body: usize,
    told: &mut Told,
) -> Option<usize> {
    let blank_lines = pieces.iter().rev().skip(1).any(|piece| piece.spaced);
    let open = |marks: &Marks, at: usize| marks[at].is_none();
    let reads_as_one = |at: usize| {
        let piece = &pieces[at];
        let set_off = piece.spaced
            || !blank_lines && !ends_as_sentence(&piece.text)
            || pieces
                .get(at + 1)
                .is_some_and(|next| name_after_by(&next.text).is_some());
        (12..=160).contains(&piece.length())
            && (piece.words() >= 3 || !piece.text.is_ascii())
            && sentences(&piece.text) == 1
            && !piece.text.ends_with(':')
            && !matches!(piece.kind, PieceKind::Item | PieceKind::Numbered)
            && set_off
            && date_line(piece).is_none()
            && name_after_by(&piece.text).is_none()
            && !is_address(&piece.text)
    };
    let candidates: Vec<_> = (0..body)
        .filter(|at| open(marks, *at) && reads_as_one(*at))
        // Something must follow a headline.
        .filter(|at| marks[at + 1..].iter().any(Option::is_none))
        .collect();
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for piece in pieces {
        *times.entry(comparable(&piece.text)).or_default() += 1;
    }
    let again = |at: &usize| times[&comparable(&pieces[*at].text)] > 1;
    let related = (0..body).rfind(|at| marks[*at] == Some(Reason::Related));
    let found = |at: usize, from: &str| Some((at, Fact::guess(pieces[at].text.clone(), from)));
    let chosen = if let Some(at) = candidates.iter().copied().find(again) {
        found(at, "a line above the text that appears twice")
    } else if let Some(related) = related {
        // A line below a list of other stories may be one of those stories.
        let below: Vec<_> = candidates
            .iter()
            .copied()
            .filter(|at| *at > related)
            .collect();
        let signed = |at: &usize| {
            pieces.get(at + 1).is_some_and(|next| {
                name_after_by(&next.text).is_some() || date_line(next).is_some()
            })
        };
        match (&below[..], &candidates[..]) {
            ([at], _) | ([], [at]) => {
                found(*at, "the one line above the text that reads as a headline")
            }
            ([], []) => None,
            _ => match candidates.iter().copied().find(signed) {
                Some(at) => found(at, "the line above the byline or the date"),
                None => {
                    told.notices.push(
                        "several lines above the text could be the headline; none was chosen"
                            .into(),
                    );
                    None
                }
            },
        }
    } else {
        candidates
            .first()
            .and_then(|at| found(*at, "the first line that reads as a headline"))
    };
    let (at, title) = chosen?;
    if let Some(related) = related.filter(|related| *related < at) {
        for mark in &mut marks[related..at] {
            *mark = mark.or(Some(Reason::Related));
        }
    }
    told.title = Some(title);
    Some(at)
}

/// Marks every occurrence of the headline above the running text.
fn mark_headline(pieces: &[Piece], marks: &mut Marks, at: usize, body: usize) {
    let text = comparable(&pieces[at].text);
    for other in 0..body.max(at + 1) {
        if comparable(&pieces[other].text) == text {
            marks[other] = Some(Reason::Moved("the headline"));
        }
    }
}

fn find_byline(
    pieces: &[Piece],
    marks: &mut Marks,
    within: std::ops::Range<usize>,
    told: &mut Told,
) {
    for at in within {
        if marks[at].is_some() || pieces[at].is_prose() {
            continue;
        }
        let text = &pieces[at].text;
        // "By" may be a line by itself, with the name on the next line.
        let alone = comparable(text).trim_end_matches(':') == "by";
        let next = pieces.get(at + 1).filter(|_| alone);
        let name = next.map_or_else(|| name_after_by(text), |next| person(&next.text));
        let Some(name) = name else { continue };
        let shown = if next.is_some() {
            format!("By {name}")
        } else {
            start(text)
        };
        marks[at] = Some(Reason::Moved("the byline"));
        if next.is_some() {
            marks[at + 1] = Some(Reason::Moved("the byline"));
        }
        if told.byline.is_none() {
            told.byline = Some(Fact::guess(name, &format!("the line “{shown}”")));
        }
        if let [day] = days(text).as_slice() {
            publish(told, day.edtf.clone(), format!("the line “{shown}”"));
        }
    }
}

fn publish(told: &mut Told, day: String, from: String) {
    match &told.published {
        None => told.published = Some(Fact::guess(day, &from)),
        Some(found) if found.value != day => {
            told.notices
                .push(format!("{from} gives another date, {day}"));
        }
        Some(_) => {}
    }
}

/// A line that holds a date and few other words.
#[derive(Debug, Clone, PartialEq, Eq)]
struct DateLine {
    day: String,
    /// The words besides the date, in lower case.
    beside: String,
    weekday: bool,
}

fn date_line(piece: &Piece) -> Option<DateLine> {
    if piece.length() > 120 {
        return None;
    }
    let found = days(&piece.text);
    let [day] = found.as_slice() else { return None };
    let (before, after) = (&piece.text[..day.range.start], &piece.text[day.range.end..]);
    let mut weekday = false;
    let mut beside = Vec::new();
    for word in before.split(' ').chain(after.split(' ')) {
        let bare = word
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase();
        let time = bare.contains(':') || bare.starts_with(|c: char| c.is_ascii_digit());
        let zone = [
            "am", "pm", "a.m", "p.m", "ist", "gmt", "utc", "et", "est", "edt", "pst", "cet", "at",
            "um",
        ];
        if is_weekday(word) {
            weekday = true;
        } else if !bare.is_empty() && !time && !zone.contains(&bare.as_str()) {
            beside.push(bare);
        }
    }
    let labelled = beside
        .first()
        .is_some_and(|word| LABELS.contains(&word.as_str()));
    let last = before
        .trim_end()
        .rsplit(' ')
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let in_a_sentence =
        ["on", "of", "in", "for", "by", "since", "until", "from"].contains(&last.as_str());
    let short = beside.len() <= 4 && !ends_as_sentence(&piece.text);
    (short && (labelled || !in_a_sentence)).then(|| DateLine {
        day: day.edtf.clone(),
        beside: beside.join(" "),
        weekday,
    })
}

/// Words before a date of publication or change.
const LABELS: [&str; 8] = [
    "published",
    "posted",
    "date",
    "updated",
    "modified",
    "last",
    "first",
    "issued",
];

fn find_dates(
    pieces: &[Piece],
    marks: &mut Marks,
    within: std::ops::Range<usize>,
    title: Option<usize>,
    body: usize,
    told: &mut Told,
) {
    for at in within {
        if marks[at].is_some() {
            continue;
        }
        let piece = &pieces[at];
        if let Some(day) = piece.time.as_deref().and_then(of_stamp)
            && !piece.is_prose()
        {
            publish(
                told,
                day,
                format!("the time element of the line “{}”", start(&piece.text)),
            );
            if date_line(piece).is_some() {
                marks[at] = Some(Reason::Moved("the date"));
            }
            continue;
        }
        let Some(line) = date_line(piece) else {
            continue;
        };
        let shown = start(&piece.text);
        let changed = ["updated", "modified", "last", "stand"]
            .iter()
            .any(|word| line.beside.starts_with(word));
        let above = title.is_none_or(|title| at < title) && at < body;
        if changed {
            told.notices.push(format!(
                "the line “{shown}” gives the date of a change, {}",
                line.day
            ));
            marks[at] = Some(Reason::Moved("the date"));
        } else if line.beside.is_empty() && above && (line.weekday || title.is_none()) {
            told.notices.push(format!(
                "the page shows {} (“{shown}”) at its top: this may be the day when the page was opened, and not the \
                 article's date",
                line.day
            ));
            marks[at] = Some(Reason::PageDate);
        } else {
            let place = match title {
                Some(title) if at < title => " above the headline",
                Some(_) => " below the headline",
                None => "",
            };
            publish(told, line.day, format!("the line “{shown}”{place}"));
            marks[at] = Some(Reason::Moved("the date"));
        }
    }
}

/// Finds the outlet in its self-description, or in its list of accounts.
fn find_outlet(pieces: &[Piece], marks: &Marks, told: &mut Told) {
    for at in 0..pieces.len() {
        let text = &pieces[at].text;
        let heading = comparable(text);
        if marks[at] == Some(Reason::About)
            && heading.starts_with("about us")
            && let Some(next) = pieces.get(at + 1)
            && let Some(name) = [" is a ", " is an ", " is the ", " is one "]
                .iter()
                .filter_map(|words| next.text.split_once(words))
                .map(|(name, _)| name)
                .min_by_key(|name| name.len())
                .and_then(outlet)
        {
            told.publisher = Some(Fact::guess(
                name,
                "what follows “About us” at the end of the page",
            ));
            return;
        }
    }
    for piece in pieces
        .iter()
        .zip(marks)
        .filter(|(_, mark)| **mark == Some(Reason::Share))
        .map(|(piece, _)| piece)
    {
        let Some((label, rest)) = piece.text.split_once(':') else {
            continue;
        };
        let first = rest.split(" | ").next().unwrap_or_default();
        let mut name = first
            .split(" formerly ")
            .next()
            .unwrap_or_default()
            .to_owned();
        for network in [
            "LinkedIn",
            "Facebook",
            "Twitter",
            "Youtube",
            "YouTube",
            "Instagram",
            "X",
            "Telegram",
            "WhatsApp",
        ] {
            let end = format!(" {network}");
            if let Some(at) = name.find(&end) {
                name.truncate(at);
            }
        }
        if let Some(name) = outlet(&name) {
            let from = format!("the line “{}: …” at the end of the page", label.trim());
            told.publisher = Some(Fact::guess(name, &from));
            return;
        }
    }
}

fn outlet(name: &str) -> Option<String> {
    let name = name.trim();
    let words = name.split(' ').count();
    let sound = !name.is_empty()
        && words <= 6
        && !name.starts_with(char::is_lowercase)
        && !name.contains(['.', ',', '|']);
    (sound && !["It", "He", "She", "This", "We", "There"].contains(&name)).then(|| name.to_owned())
}

/// Reads a last line of the form `Outlet/ Name` as the outlet and the byline.
fn find_credit(pieces: &[Piece], marks: &mut Marks, body: usize, told: &mut Told) {
    let Some(at) = (body + 1..pieces.len()).rfind(|at| marks[*at].is_none()) else {
        return;
    };
    let text = &pieces[at].text;
    let Some((name, person)) = text.split_once('/') else {
        return;
    };
    let sound = |part: &str, words: usize| {
        let part = part.trim();
        part.chars().count() > 1
            && part.split(' ').count() <= words
            && part.starts_with(char::is_alphabetic)
            && !part.starts_with(char::is_lowercase)
            && !part.contains(|c: char| c.is_ascii_digit() || "/:@,".contains(c))
    };
    if pieces[at].length() > 60 || ends_as_sentence(text) || !sound(name, 4) || !sound(person, 3) {
        return;
    }
    let from = format!("the last line, “{}”", start(text));
    let found = |value: &str| Some(Fact::guess(value.trim().to_owned(), &from));
    told.publisher = told.publisher.take().or_else(|| found(name));
    told.byline = told.byline.take().or_else(|| found(person));
    marks[at] = Some(Reason::Moved("the credit line"));
}

/// Finds the address of the article: a line that is an address, if it is the only one.
fn find_address(pieces: &[Piece], marks: &mut Marks, body: usize, told: &mut Told) {
    let lines: Vec<_> = (0..pieces.len())
        .filter(|at| marks[*at].is_none() && (*at < body || at + 3 >= pieces.len()))
        .filter_map(|at| Some((at, address(&pieces[at].text)?)))
        .collect();
    if let [(at, address)] = lines.as_slice() {
        told.url = Some(Fact::guess(address.clone(), "a line that is an address"));
        marks[*at] = Some(Reason::Moved("the address"));
    }
}

fn address(text: &str) -> Option<String> {
    let label = ["Source: ", "URL: ", "Link: ", "From: "]
        .iter()
        .find_map(|label| text.strip_prefix(label));
    let address = label.unwrap_or(text).trim_matches(['<', '>']);
    is_address(address).then(|| address.to_owned())
}

/// Whether `text` is exactly one `http` or `https` address.
pub(super) fn is_address(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let host = |rest: &str| {
        rest.split(['/', '?', '#'])
            .next()
            .is_some_and(|host| host.contains('.'))
    };
    rest.is_some_and(host)
        && !text.contains(|c: char| c.is_whitespace() || "<>\"`{}|\\^".contains(c))
}

/// The name in a line like "By NAME".
fn name_after_by(text: &str) -> Option<String> {
    const STARTS: [&str; 10] = [
        "By: ",
        "By ",
        "BY ",
        "BY: ",
        "Written by ",
        "Written By ",
        "Story by ",
        "Posted by ",
        "Author: ",
        "by ",
    ];
    let rest = STARTS.iter().find_map(|start| text.strip_prefix(start))?;
    person(rest)
}

/// `text` as the name of a desk, or of one or more people, without any date or label around it.
pub(super) fn person(text: &str) -> Option<String> {
    let end = days(text).first().map_or(text.len(), |day| day.range.start);
    let mut name = &text[..end];
    for sign in [
        " | ",
        " • ",
        " · ",
        " — ",
        " – ",
        " - ",
        " Published",
        " Updated",
        " Posted",
        " on ",
    ] {
        name = name.split(sign).next().unwrap_or_default();
    }
    let words: Vec<_> = name.split(' ').filter(|word| !is_weekday(word)).collect();
    let name = words.join(" ");
    let name = name.trim_matches(|c: char| c.is_whitespace() || ",;:|-–—•·".contains(c));
    let begins = name.starts_with(char::is_alphabetic) && !name.starts_with(char::is_lowercase);
    let strange = |c: char| c.is_ascii_digit() || "@/\\<>{}[]?!\"“”".contains(c);
    let short = name.chars().count() <= 80 && name.split(' ').count() <= 12;
    // Names are capitalised, except for words like "and" or "of the".
    let small = name
        .split(' ')
        .filter(|word| word.starts_with(char::is_lowercase))
        .count();
    let capital = small * 2 <= name.split(' ').count();
    (begins && short && capital && !name.contains(strange)).then(|| name.to_owned())
}

fn last_related_day(pieces: &[Piece], marks: &Marks) -> Option<String> {
    let related = pieces
        .iter()
        .zip(marks)
        .filter(|(_, mark)| **mark == Some(Reason::Related));
    let days = related.flat_map(|(piece, _)| days(&piece.text));
    days.map(|day| day.edtf).max()
}

#[cfg(test)]
mod tests {
    use super::{Headline, Told, person, read};
    use crate::import::furniture::{Lines, sort};
    use crate::import::piece::of_plain;

    const PROSE: &str = "The council of Example voted on Monday to close the old bridge. It gave no day for its reopening, and \
        said that engineers would look at the piers first.";

    fn told(text: &str) -> Told {
        let pieces = of_plain(text);
        let (mut marks, _) = sort(&pieces, 0, &Lines::default());
        read(&pieces, &mut marks, Headline::Unknown)
    }

    fn values(text: &str) -> [Option<String>; 4] {
        let told = told(text);
        [told.title, told.byline, told.publisher, told.published]
            .map(|found| found.map(|found| found.value))
    }

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn a_text_without_a_headline_gets_none() {
        assert_eq!(
            values(&format!("{PROSE}\n{PROSE}!\nExample Post/ Roe")),
            [None, some("Roe"), some("Example Post"), None]
        );
        assert_eq!(
            values(&format!("{PROSE}\n\nA late subheading of it\n\n{PROSE}!")),
            [None, None, None, None]
        );
    }

    #[test]
    fn lines_above_the_text_are_headline_byline_and_date() {
        let text = format!(
            "World March 2, 2026\n\nOld bridge closed for months\n\nA deck of some words\n\nBy Jane Roe\n{PROSE}"
        );
        assert_eq!(
            values(&text),
            [
                some("Old bridge closed for months"),
                some("Jane Roe"),
                None,
                some("2026-03-02")
            ]
        );
        let text = format!(
            "Old bridge closed for months\nBy Jane Roe and J. Doe, March 2, 2026\n\n{PROSE}"
        );
        assert_eq!(
            values(&text)[1..],
            [some("Jane Roe and J. Doe"), None, some("2026-03-02")]
        );
    }

    #[test]
    fn a_date_of_the_page_is_no_date_of_the_article() {
        let text = format!(
            "Monday, March 2, 2026\n\nRelated News\n\nOld bridge closed for months\n\n{PROSE}"
        );
        let told = told(&text);
        assert!(told.published.is_none() && told.title.is_some());
        assert_eq!(told.notices.len(), 1);
        let text =
            format!("Old bridge closed for months\n\nUpdated: 2 March 2026, 10:00 GMT\n\n{PROSE}");
        assert_eq!(values(&text)[3], None);
        let text =
            format!("Old bridge closed for months\n\nPublished on Monday, 2 March 2026\n\n{PROSE}");
        assert_eq!(values(&text)[3], some("2026-03-02"));
        let text = format!("The vote on March 2, 2026 comes early\n\n{PROSE}");
        assert_eq!(
            values(&text),
            [
                some("The vote on March 2, 2026 comes early"),
                None,
                None,
                None
            ]
        );
    }

    #[test]
    fn names_are_people_and_nothing_else() {
        assert_eq!(person("Jane Roe | Staff"), some("Jane Roe"));
        assert_eq!(person("The Example desk"), some("The Example desk"));
        for text in [
            "the end of the week",
            "2030",
            "https://a.example/b",
            "Friday",
            "a@b.example",
            "",
            "Law of the land as it is now",
        ] {
            assert_eq!(person(text), None, "{text}");
        }
    }
}

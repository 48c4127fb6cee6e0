//! Finds the pieces of a saved page that belong to the site and not to the article.
//!
//! In: the pieces of one text, and the lines of other captures. Out: a mark with a reason for each
//! piece to leave out. A piece without a reason stays in the body.

use super::dates::days;
use super::piece::{Piece, comparable, ends_as_sentence};
use std::collections::BTreeMap;
use std::fmt;

/// Why a piece is left out of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reason {
    /// It was moved to the front matter. The field names it: "the headline".
    Moved(&'static str),
    /// A date that may be the page's own and not the article's.
    PageDate,
    /// It is in an element outside the article. The field names it: "navigation".
    Outside(&'static str),
    /// A menu, a breadcrumb or a form label.
    Navigation,
    /// Links to other stories.
    Related,
    /// Links to the outlet's accounts, or sharing buttons.
    Share,
    /// Subscriptions, cookies or advertising.
    Offer,
    /// The outlet's description of itself.
    About,
    /// A copyright notice.
    Copyright,
    /// The same line appears in another capture.
    Recurring,
    /// The same paragraphs appeared earlier in the text.
    Repeated,
    /// Readability left it out of the article.
    Unreadable,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = match self {
            Self::Moved(what) => return write!(f, "{what}, which is in the front matter"),
            Self::Outside(what) => return write!(f, "in {what}"),
            Self::PageDate => "the page's own date",
            Self::Navigation => "navigation",
            Self::Related => "links to other stories",
            Self::Share => "links to accounts, or for sharing",
            Self::Offer => "subscription, cookies or advertising",
            Self::About => "about the outlet",
            Self::Copyright => "copyright",
            Self::Recurring => "also in other captures",
            Self::Repeated => "a repetition of the body",
            Self::Unreadable => "outside the article, according to Readability",
        };
        f.write_str(words)
    }
}

/// One mark per piece, or `None` for a piece that stays.
pub(super) type Marks = Vec<Option<Reason>>;

/// The lines of several captures, and which captures each line appears in.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// Up to two capture numbers per line. Two are enough to find one other than the current
    /// capture.
    of: BTreeMap<String, Vec<usize>>,
}

impl Lines {
    /// Adds the pieces of the capture numbered `capture`.
    pub(super) fn add(&mut self, capture: usize, pieces: &[Piece]) {
        for piece in pieces {
            let captures = self.of.entry(comparable(&piece.text)).or_default();
            if captures.len() < 2 && !captures.contains(&capture) {
                captures.push(capture);
            }
        }
    }

    /// A capture other than `capture` that contains the piece.
    fn elsewhere(&self, capture: usize, piece: &Piece) -> Option<usize> {
        let captures = self.of.get(&comparable(&piece.text))?;
        captures.iter().copied().find(|other| *other != capture)
    }
}

/// Running text that another capture also contains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shared {
    /// The number of the other capture.
    pub(super) with: usize,
    /// The number of shared paragraphs.
    pub(super) paragraphs: usize,
}

const RELATED: [&str; 38] = [
    "related",
    "related news",
    "related articles",
    "related stories",
    "related posts",
    "related topics",
    "related content",
    "related coverage",
    "read more",
    "read also",
    "also read",
    "read next",
    "more stories",
    "more news",
    "more articles",
    "popular articles",
    "popular posts",
    "popular news",
    "popular stories",
    "most popular",
    "most read",
    "most viewed",
    "trending",
    "trending now",
    "latest news",
    "latest stories",
    "latest articles",
    "recommended",
    "recommended for you",
    "recommended stories",
    "you may also like",
    "you might also like",
    "editor's picks",
    "editors' picks",
    "top stories",
    "must read",
    "don't miss",
    "up next",
];
const RELATED_LINE: [&str; 10] = [
    "also read:",
    "read also:",
    "read more:",
    "also see:",
    "see also:",
    "related:",
    "read next:",
    "must read:",
    "recommended:",
    "more on this story:",
];
const FOLLOW: [&str; 12] = [
    "do follow",
    "follow us",
    "follow @",
    "connect with us",
    "find us on",
    "join us on",
    "like us on",
    "join our whatsapp",
    "join our telegram",
    "follow our",
    "share this",
    "share on",
];
const NETWORKS: [&str; 22] = [
    "facebook",
    "twitter",
    "x",
    "linkedin",
    "whatsapp",
    "telegram",
    "email",
    "e-mail",
    "print",
    "share",
    "copy",
    "link",
    "pinterest",
    "reddit",
    "youtube",
    "instagram",
    "threads",
    "bluesky",
    "mastodon",
    "tiktok",
    "save",
    "tweet",
];
const NAVIGATION: [&str; 24] = [
    "skip to content",
    "skip to main content",
    "skip to navigation",
    "menu",
    "main menu",
    "search",
    "home",
    "log in",
    "login",
    "sign in",
    "register",
    "back to top",
    "comments",
    "leave a comment",
    "leave a reply",
    "post a comment",
    "no comments",
    "add a comment",
    "advertise with us",
    "contact us",
    "privacy policy",
    "terms of use",
    "terms of service",
    "sitemap",
];
const OFFERS: [&str; 11] = [
    "subscribe",
    "sign up for",
    "sign up to",
    "get our newsletter",
    "newsletter",
    "advertisement",
    "sponsored",
    "story continues below advertisement",
    "article continues below",
    "scroll to continue",
    "support our journalism",
];
const ABOUT: [&str; 4] = [
    "about us",
    "about the outlet",
    "about this site",
    "who we are",
];

/// Marks the pieces of the capture numbered `capture`. Also returns the running text that it shares
/// with another capture.
pub(super) fn sort(pieces: &[Piece], capture: usize, lines: &Lines) -> (Marks, Option<Shared>) {
    let mut marks: Marks = pieces.iter().map(of_itself).collect();
    about_to_the_end(pieces, &mut marks);
    menus(pieces, &mut marks);
    let shared = recurring(pieces, capture, lines, &mut marks);
    stories_below_headings(pieces, &mut marks);
    (marks, shared)
}

/// The index of the first unmarked piece of running text at or after `from`, or the end.
pub(super) fn first_prose(pieces: &[Piece], marks: &Marks, from: usize) -> usize {
    (from..pieces.len())
        .find(|at| marks[*at].is_none() && pieces[*at].is_prose())
        .unwrap_or(pieces.len())
}

/// The reason to leave out a piece, judged by that piece alone.
fn of_itself(piece: &Piece) -> Option<Reason> {
    if let Some(what) = piece.outside {
        return Some(Reason::Outside(what));
    }
    let text = comparable(&piece.text);
    let label = text.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '@'));
    let length = piece.length();
    // Match whole words, so that "subscribers" does not match "subscribe".
    let begins = |with: &[&str]| {
        let rest = |start: &&str| {
            Some((
                start.ends_with(char::is_alphanumeric),
                text.strip_prefix(*start)?,
            ))
        };
        let mut found = with.iter().filter_map(rest);
        found.any(|(word, rest)| !word || !rest.starts_with(char::is_alphanumeric))
    };
    let sentence = ends_as_sentence(&piece.text);
    if length <= 40 && is_related_heading(label) {
        return Some(Reason::Related);
    }
    if begins(&RELATED_LINE) && length <= 240 {
        return Some(Reason::Related);
    }
    // One line of many headlines, each with its date.
    if days(&piece.text).len() >= 3 && !sentence {
        return Some(Reason::Related);
    }
    let accounts = NETWORKS
        .iter()
        .filter(|name| name.len() > 5 && text.contains(**name))
        .count();
    if begins(&FOLLOW) && (length <= 120 && !sentence || accounts > 1) {
        return Some(Reason::Share);
    }
    let word = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let words: Vec<_> = text
        .split(' ')
        .map(word)
        .filter(|word| !word.is_empty())
        .collect();
    if !words.is_empty() && words.iter().all(|word| NETWORKS.contains(&word.as_str())) {
        return Some(Reason::Share);
    }
    if NAVIGATION.contains(&label) || is_menu(&text) || is_reading_time(&words) {
        return Some(Reason::Navigation);
    }
    if ABOUT.contains(&label) {
        return Some(Reason::About);
    }
    let asks = begins(&[
        "subscribe",
        "sign up for",
        "sign up to",
        "get our newsletter",
    ]);
    let offer = begins(&OFFERS) && length <= 120 && !piece.is_prose() && (asks || !sentence);
    let cookies = text.contains("cookie")
        && [
            "we use",
            "this site uses",
            "this website uses",
            "our use of",
        ]
        .iter()
        .any(|words| text.contains(words));
    if offer || cookies && length <= 400 {
        return Some(Reason::Offer);
    }
    let copyright = begins(&["©", "copyright ©", "copyright (c)", "(c) 20"]) && length <= 200;
    if copyright || text.contains("all rights reserved") && length <= 300 {
        return Some(Reason::Copyright);
    }
    None
}

fn is_related_heading(label: &str) -> bool {
    let words: Vec<_> = label.split(' ').collect();
    let top = matches!(words[..], ["top", number, "this", "week" | "month"] if number.parse::<u8>().is_ok());
    let more = matches!(words[..], ["more", "from" | "in", ..]) && words.len() <= 5;
    RELATED.contains(&label) || top || more
}

/// Whether a line is a menu or breadcrumb: `Home | World | Sport`, `Home > World > A story`.
fn is_menu(text: &str) -> bool {
    let parts: Vec<_> = text.split(" | ").collect();
    let short = |part: &&str| part.split(' ').count() <= 3;
    let path =
        text.starts_with("home") && [" > ", " » ", " › "].iter().any(|sign| text.contains(sign));
    parts.len() >= 3 && parts.iter().all(short) || path
}

/// Whether the words are a reading time, for example `3 min read`.
fn is_reading_time(words: &[String]) -> bool {
    matches!(words, [number, unit, read] if number.parse::<u16>().is_ok() && unit.starts_with("min") && read == "read")
}

/// Marks "About us" and everything after it, unless that is half of the text or more.
fn about_to_the_end(pieces: &[Piece], marks: &mut Marks) {
    let total: usize = pieces.iter().map(Piece::length).sum();
    let heading = |at: &usize| marks[*at] == Some(Reason::About);
    let Some(at) = (0..pieces.len()).rfind(heading) else {
        return;
    };
    let rest: usize = pieces[at..].iter().map(Piece::length).sum();
    // Otherwise, the article itself may be about a page with that title.
    if rest * 2 < total {
        marks[at..]
            .iter_mut()
            .for_each(|mark| *mark = mark.or(Some(Reason::About)));
    }
}

/// Marks runs of three or more short labels before the running text.
fn menus(pieces: &[Piece], marks: &mut Marks) {
    let is_label = |piece: &Piece| {
        piece.words() <= 3
            && piece.length() <= 30
            && !ends_as_sentence(&piece.text)
            && days(&piece.text).is_empty()
            && !comparable(&piece.text).starts_with("by ")
    };
    let end = first_prose(pieces, marks, 0);
    let mut at = 0;
    while at < end {
        let labels = pieces[at..end]
            .iter()
            .take_while(|piece| is_label(piece))
            .count();
        if labels >= 3 {
            for mark in &mut marks[at..at + labels] {
                *mark = mark.or(Some(Reason::Navigation));
            }
        }
        at += labels.max(1);
    }
}

/// Marks lines that also appear in another capture: short lines around the body, and lines after
/// other furniture at the end. Returns shared running text that is not furniture.
fn recurring(pieces: &[Piece], capture: usize, lines: &Lines, marks: &mut Marks) -> Option<Shared> {
    let elsewhere: Vec<_> = pieces
        .iter()
        .map(|piece| lines.elsewhere(capture, piece))
        .collect();
    let open = |at: &usize| marks[*at].is_none();
    let prose = |at: &usize| open(at) && pieces[*at].is_prose();
    let body: Vec<_> = (0..pieces.len()).filter(prose).collect();
    // If most of the body is shared, the two captures hold one report, and the lines are not
    // furniture.
    let shared: Vec<_> = body.iter().filter_map(|at| elsewhere[*at]).collect();
    let of_a_report = shared.len() * 3 > body.len();
    let own = |at: &&usize| elsewhere[**at].is_none();
    if !of_a_report
        && let (Some(first), Some(last)) = (body.iter().find(own), body.iter().rfind(own))
    {
        let furniture = (*last..pieces.len()).find(|at| !open(at));
        for at in (0..pieces.len()).filter(open).collect::<Vec<_>>() {
            let around = at < *first || at > *last;
            let after_furniture = furniture.is_some_and(|furniture| at > furniture);
            if elsewhere[at].is_some() && around && (!pieces[at].is_prose() || after_furniture) {
                marks[at] = Some(Reason::Recurring);
            }
        }
    }
    let left = |at: &&usize| marks[**at].is_none() && elsewhere[**at].is_some();
    let paragraphs = body.iter().filter(left).count();
    let with = body.iter().find(left).and_then(|at| elsewhere[*at])?;
    Some(Shared { with, paragraphs })
}

/// Marks the headlines below "Related news" and similar headings.
fn stories_below_headings(pieces: &[Piece], marks: &mut Marks) {
    let body = first_prose(pieces, marks, 0);
    for at in 0..pieces.len() {
        let heading = marks[at] == Some(Reason::Related) && pieces[at].length() <= 40;
        if !heading {
            continue;
        }
        let mut end = at + 1;
        while end < pieces.len() && marks[end].is_none() && is_headline_of_another(&pieces[end]) {
            end += 1;
        }
        let prose_follows = end < pieces.len() && marks[end].is_none();
        // Above the body, these lines may include the article's own headline.
        if prose_follows && at < body && end >= body {
            continue;
        }
        // The last line before running text may be that text's heading.
        let kept = usize::from(prose_follows && days(&pieces[end - 1].text).is_empty());
        for mark in &mut marks[at + 1..(end - kept).max(at + 1)] {
            *mark = Some(Reason::Related);
        }
    }
}

fn is_headline_of_another(piece: &Piece) -> bool {
    !piece.is_prose() && piece.length() <= 200 || days(&piece.text).len() > 1
}

/// Finds running text that repeats: the same paragraphs in the same order. `body` holds the indices
/// of the pieces to compare. Returns the indices of the repeat.
pub(super) fn second_time(pieces: &[Piece], body: &[usize]) -> Vec<usize> {
    /// In code points. A shorter passage may be repeated on purpose.
    const SHORTEST: usize = 300;
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let text = |at: usize| pieces[body[at]].text.as_str();
    for second in 0..body.len() {
        let Some(first) = seen.get(text(second)).copied() else {
            seen.insert(text(second), second);
            continue;
        };
        let limit = (second - first).min(body.len() - second);
        let run = (0..limit)
            .take_while(|at| text(first + at) == text(second + at))
            .count();
        let length: usize = (0..run).map(|at| pieces[body[second + at]].length()).sum();
        if length >= SHORTEST && (run > 1 || run == limit) {
            return body[second..second + run].to_vec();
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::{Lines, Reason, second_time, sort};
    use crate::import::piece::{Piece, of_plain};

    const PROSE: &str = "The council of Example voted on Monday to close the old bridge. It gave no day for its reopening, and \
        said that engineers would look at the piers first.";

    fn marks(text: &str) -> Vec<(String, Option<Reason>)> {
        let pieces = of_plain(text);
        let (marks, _) = sort(&pieces, 0, &Lines::default());
        pieces
            .into_iter()
            .map(|piece| piece.text)
            .zip(marks)
            .collect()
    }

    fn left(text: &str) -> Vec<String> {
        marks(text)
            .into_iter()
            .filter(|(_, mark)| mark.is_none())
            .map(|(text, _)| text)
            .collect()
    }

    #[test]
    fn furniture_is_told_from_the_article() {
        for (line, reason) in [
            ("Also read: A story", Reason::Related),
            ("Top 5 This Week", Reason::Related),
            ("More from World", Reason::Related),
            (
                "Do Follow: The Example LinkedIn | The Example Facebook | The Example Youtube Account of ours",
                Reason::Share,
            ),
            ("Facebook Twitter WhatsApp", Reason::Share),
            ("Home | World | Sport", Reason::Navigation),
            ("4 min read", Reason::Navigation),
            ("About us:", Reason::About),
            ("We use cookies to make this site better.", Reason::Offer),
            ("Subscribe to our newsletter today.", Reason::Offer),
            ("Follow us on Facebook", Reason::Share),
            ("Follow @example", Reason::Share),
            ("© 2026 Example Media", Reason::Copyright),
        ] {
            let marked = marks(&format!("A headline of some words\n\n{PROSE}\n\n{line}"));
            assert_eq!(marked[2].1, Some(reason), "{line}");
        }
        for line in [
            "More from the council is expected, it said.",
            "Share prices fell",
            "Subscribers left in droves, it said.",
            "Newsletters are dead, the mill found.",
            "Sponsored by the mill, the ferry runs at night.",
            "Follow us to the bridge, they said.",
            "Searches at home go on",
            "The company's cookies sell well.",
            "By Nobody",
        ] {
            assert_eq!(left(&format!("{PROSE}\n\n{line}")), [PROSE, line]);
        }
    }

    #[test]
    fn what_follows_about_us_at_the_end_goes_with_it() {
        let text = format!(
            "{PROSE}\n\n{PROSE}!\n\n{PROSE}?\n\nAbout us:\n\n{PROSE} About.\n\nPopular Articles"
        );
        assert_eq!(left(&text).len(), 3);
        let text = format!("About us\n\n{PROSE}\n\n{PROSE}!");
        assert_eq!(left(&text).len(), 2);
    }

    #[test]
    fn related_headlines_end_where_text_begins() {
        let text = format!(
            "{PROSE}\n\nRelated News\n\nA first story\n\nA second story\n\nA heading\n\n{PROSE}!"
        );
        assert_eq!(left(&text), [PROSE, "A heading", &format!("{PROSE}!")]);
        let text = format!(
            "Top 5 This Week\n\nA story of another day\n\nRelated News\n\nThe headline of it all\n\n{PROSE}"
        );
        assert_eq!(left(&text), ["The headline of it all", PROSE]);
    }

    #[test]
    fn lines_that_recur_are_left_out_around_the_body_only() {
        let mut lines = Lines::default();
        let one = of_plain(&format!(
            "The news that counts, daily\n\n{PROSE}\n\nSend us your pictures"
        ));
        let two = of_plain(&format!(
            "The news that counts, daily\n\nAnother. {PROSE}\n\nSend us your pictures"
        ));
        lines.add(0, &one);
        lines.add(1, &two);
        let (marks, shared) = sort(&one, 0, &lines);
        assert_eq!(
            marks,
            [Some(Reason::Recurring), None, Some(Reason::Recurring)]
        );
        assert_eq!(shared, None);
        lines.add(2, &one);
        let (marks, shared) = sort(&one, 0, &lines);
        assert_eq!(marks, [None, None, None]);
        assert_eq!(
            shared.map(|shared| (shared.with, shared.paragraphs)),
            Some((2, 1))
        );
    }

    #[test]
    fn a_body_that_stands_twice_is_found() {
        let text =
            format!("A headline of some words\n\n{PROSE}\n{PROSE}!\n\n{PROSE}\n{PROSE}!\n\nEnd");
        let pieces = of_plain(&text);
        let all: Vec<_> = (0..pieces.len()).collect();
        assert_eq!(second_time(&pieces, &all), [3, 4]);
        let short: Vec<Piece> = of_plain("One.\n\nTwo.\n\nOne.\n\nTwo.");
        assert!(second_time(&short, &[0, 1, 2, 3]).is_empty());
    }
}

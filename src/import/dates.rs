//! Finds dates in texts and time stamps.
//!
//! In: any text. Out: each full date in it as EDTF, with its byte range. Years and months alone are
//! not reported. Which date belongs to the article is for `plain.rs` and `metadata.rs` to decide.

use crate::dossier::EdtfDate;
use std::ops::Range;

/// A date found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Day {
    /// The date as EDTF, for example `2026-01-29`.
    pub(super) edtf: String,
    /// The byte range of the date in the text.
    pub(super) range: Range<usize>,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// The date in a time stamp, exactly as written: no time zone is applied. Any other text yields its
/// date only if it contains exactly one.
pub(super) fn of_stamp(stamp: &str) -> Option<String> {
    match days(stamp).as_slice() {
        [day] => Some(day.edtf.clone()),
        _ => None,
    }
}

/// The full dates in `text`, in order: `January 29, 2026`, `29 Jan. 2026`, `2026-01-29`,
/// `29.01.2026`. An ambiguous date like `01/02/2026` is skipped.
pub(super) fn days(text: &str) -> Vec<Day> {
    let words = words(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let taken = numeric(&text[words[at].clone()])
            .map(|edtf| (edtf, 1))
            .or_else(|| written(text, &words[at..]).map(|edtf| (edtf, 3)));
        match taken {
            Some((edtf, count)) if EdtfDate::new(&edtf).is_ok() => {
                let range = words[at].start..words[at + count - 1].end;
                found.push(Day { edtf, range });
                at += count;
            }
            _ => at += 1,
        }
    }
    found
}

/// Whether `word` is an English weekday, in full or as its first three letters.
pub(super) fn is_weekday(word: &str) -> bool {
    let word = word
        .trim_matches(|c: char| !c.is_alphabetic())
        .to_lowercase();
    word.len() >= 3 && WEEKDAYS.iter().any(|day| day == &word || day[..3] == word)
}

/// The byte ranges of the words, without surrounding punctuation.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    let mut found = Vec::new();
    for word in text.split_inclusive(char::is_whitespace) {
        let inside = |c: char| c.is_alphanumeric();
        if let Some(first) = word.find(inside)
            && let Some(last) = word.rfind(inside)
        {
            let width = word[last..].chars().next().map_or(1, char::len_utf8);
            found.push(at + first..at + last + width);
        }
        at += word.len();
    }
    found
}

fn numeric(word: &str) -> Option<String> {
    // A time may follow, as in `2026-01-29T10:00:00+02:00`.
    if let Some(day) = word.get(..10)
        && !word[10..].starts_with(|c: char| c.is_ascii_digit() || c == '-')
        && let [year, month, day] = day.split('-').collect::<Vec<_>>()[..]
        && year.len() == 4
        && month.len() == 2
    {
        return iso(number(year)?, number(month)?, number(day)?);
    }
    let dotted: Vec<_> = word.split('.').collect();
    if let [day, month, year] = dotted[..] {
        return (year.len() == 4).then(|| iso(number(year)?, number(month)?, number(day)?))?;
    }
    let [first, second, year] = word.split('/').collect::<Vec<_>>()[..] else {
        return None;
    };
    if first.len() == 4 {
        return iso(number(first)?, number(second)?, number(year)?);
    }
    if year.len() != 4 {
        return None;
    }
    let (first, second) = (number(first)?, number(second)?);
    // Accept the date only if day first and month first do not give two different dates.
    match (first > 12, second > 12) {
        (true, false) => iso(number(year)?, second, first),
        (false, true) => iso(number(year)?, first, second),
        _ if first == second => iso(number(year)?, first, second),
        _ => None,
    }
}

/// A date written as three words: `January 29 2026`, `29th January 2026`.
fn written(text: &str, words: &[Range<usize>]) -> Option<String> {
    let [first, second, year, ..] = words else {
        return None;
    };
    let year = &text[year.clone()];
    let year = (year.len() == 4).then(|| number(year))??;
    let (first, second) = (&text[first.clone()], &text[second.clone()]);
    let (month, day) = match (month(first), month(second)) {
        (Some(month), _) => (month, second),
        (None, Some(month)) => (month, first),
        (None, None) => return None,
    };
    let digits = day.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ordinal = ["", "st", "nd", "rd", "th"].contains(&&day[digits.len()..]);
    (ordinal && digits.len() <= 2).then(|| iso(year, month, number(digits)?))?
}

fn month(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    if word.len() < 3 {
        return None;
    }
    let is =
        |month: &str| month == word || month[..3] == word || word == "sept" && month == "september";
    let at = MONTHS.iter().position(|month| is(month))?;
    u32::try_from(at + 1).ok()
}

fn number(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok())?
}

fn iso(year: u32, month: u32, day: u32) -> Option<String> {
    let sane =
        (1000..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    sane.then(|| format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::{days, is_weekday, of_stamp};

    #[test]
    fn days_are_found_as_they_are_written() {
        for (text, day) in [
            ("World January 29, 2026", "2026-01-29"),
            ("Posted on 3rd Sept. 2025 by the desk", "2025-09-03"),
            ("Thu, 29 Jan 2026 10:00:00 GMT", "2026-01-29"),
            ("am 29.01.2026 um 10 Uhr", "2026-01-29"),
            ("(2026-01-29)", "2026-01-29"),
            ("2026/1/29", "2026-01-29"),
            ("1/29/2026", "2026-01-29"),
            ("29/1/2026", "2026-01-29"),
        ] {
            let found = days(text);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].edtf, day, "{text}");
        }
        for text in [
            "01/02/2026",
            "31 February 2026",
            "May 2026",
            "2026",
            "29 January",
            "1.2.3",
            "2026-13-01",
            "may 1 2o26",
        ] {
            assert!(days(text).is_empty(), "{text}");
        }
        assert_eq!(days("A Feb 2, 2026 B Feb 3, 2026").len(), 2);
    }

    #[test]
    fn a_stamp_gives_the_day_of_its_own_zone() {
        assert_eq!(
            of_stamp("2026-01-29T23:30:00-05:00").as_deref(),
            Some("2026-01-29")
        );
        assert_eq!(of_stamp("2026-01-29").as_deref(), Some("2026-01-29"));
        assert_eq!(of_stamp("yesterday"), None);
        assert!(is_weekday("Saturday,") && is_weekday("thu") && !is_weekday("sun-dried"));
    }
}

//! Dates that may be uncertain: EDTF (ISO 8601-2:2019, annex A), by `edtf-core`. The only file that
//! names it and `jiff`.

use super::loose_date::meant;
use super::{Day, date_form};
use crate::diag::Code;
use crate::document::invalid_value;
use edtf_core::{Bound, Date, Edtf, Interval, IntervalEndpoint, Precision};
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::{self, Deserializer};
use std::fmt;

/// A date of EDTF level 0 or 1, or one with level 2 qualification.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema)]
#[schemars(inline, with = "String", title = "date", transform = date_form::date)]
pub struct EdtfDate {
    written: Box<str>,
    value: Edtf,
}

/// The order of dates: the earliest possible day, then the latest. Ends that are open or not
/// known lie before and after all days.
pub type DateOrder = ((i64, u8, u8), (i64, u8, u8));

/// The days that a date leaves open. At least one end is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// The first; `None` where that end is open or not known.
    pub first: Option<Day>,
    /// The last; `None` where that end is open or not known.
    pub last: Option<Day>,
    /// Whether the date is uncertain or approximate.
    pub doubtful: bool,
}

impl EdtfDate {
    /// Parses `text`.
    ///
    /// # Errors
    /// What is wrong, and the mend.
    pub fn new(text: &str) -> Result<Self, (String, String)> {
        const FORMS: &str = "write it as EDTF: `2026-01-09`, `2026-01`, `2026`, `2026-01-XX` where the day is not \
             known, `2026-01-09?` where it is uncertain, `2026-01~` for about, `2026-01/2026-02` for a span";
        let value = Edtf::parse(text).map_err(|fault| {
            let is_date = |date: &String| Edtf::parse(date).is_ok();
            let meant: Vec<String> = meant(text).into_iter().filter(is_date).collect();
            let help = match meant.as_slice() {
                [date] => format!("did you mean `{date}`? dates are written as EDTF"),
                [one, other] => format!("write `{one}` or `{other}`, whichever is meant"),
                _ => match text.rsplit_once('-') {
                    Some((month, _)) if Edtf::parse(month).is_ok() => {
                        format!(
                            "write a day that the month has, or `{month}` where it is not known"
                        )
                    }
                    _ => FORMS.into(),
                },
            };
            let message = match meant.is_empty() {
                true => format!("`{text}` is no date: {}", fault.message),
                false => format!("`{text}` is not how a date is written here"),
            };
            (message, help)
        })?;
        let unqualified: String = text.chars().filter(|c| !"?~%".contains(*c)).collect();
        if Edtf::parse(&unqualified).map_or(2, |plain| plain.level()) > 1 {
            let message = format!("`{text}` is a form of EDTF level 2 that is not read here");
            return Err((message, FORMS.into()));
        }
        Ok(Self {
            written: text.into(),
            value,
        })
    }

    /// The date as EDTF, as it was written.
    pub fn edtf(&self) -> &str {
        &self.written
    }

    /// The key to sort dates by.
    pub fn order(&self) -> DateOrder {
        let bounds = self.value.bounds();
        let day = |bound, unknown| match bound {
            Bound::Date(date) => (date.year, date.month, date.day),
            Bound::NegativeInfinity => (i64::MIN, 0, 0),
            Bound::PositiveInfinity => (i64::MAX, 0, 0),
            Bound::Unknown => (unknown, 0, 0),
        };
        (day(bounds.earliest, i64::MIN), day(bounds.latest, i64::MAX))
    }

    /// The days it leaves open; `None` where neither the first nor the last is known.
    pub fn extent(&self) -> Option<Extent> {
        let bounds = self.value.bounds();
        let day = |bound| match bound {
            Bound::Date(date) => Some(Day::of(date.year, date.month, date.day)),
            Bound::NegativeInfinity | Bound::PositiveInfinity | Bound::Unknown => None,
        };
        let (first, last) = match (day(bounds.earliest), day(bounds.latest)) {
            (None, None) => return None,
            ends => ends,
        };
        let doubt = |date: &Date| date.is_uncertain() || date.is_approximate();
        let doubt_of_end = |end: &IntervalEndpoint| match end {
            IntervalEndpoint::Date(date)
            | IntervalEndpoint::OnOrBefore(date)
            | IntervalEndpoint::OnOrAfter(date) => doubt(date),
            IntervalEndpoint::Open | IntervalEndpoint::Unknown => false,
        };
        let doubtful = match &self.value {
            Edtf::Date(date) => doubt(date),
            Edtf::DateTime(at) => doubt(&at.date),
            Edtf::Interval(interval) => {
                doubt_of_end(&interval.start) || doubt_of_end(&interval.end)
            }
            Edtf::Set(_) => true,
        };
        Some(Extent {
            first,
            last,
            doubtful,
        })
    }

    /// The date where it is one whole day without doubt, as HTML's `datetime` wants it: years before the first have no such form
    /// (HTML standard, section "Dates").
    pub fn exact_day(&self) -> Option<&str> {
        let is_day = matches!(&self.value, Edtf::Date(date) if date.precision() == Precision::Day);
        self.exact()
            .filter(|date| is_day && !date.starts_with("0000"))
    }

    /// The date as ISO 8601-1 has it, where it is known without doubt as far as it is written: a day, a month or a year of four
    /// digits, or an instant. What lies somewhere between two dates is none.
    pub fn exact(&self) -> Option<&str> {
        let date = match &self.value {
            Edtf::Date(date) => date,
            Edtf::DateTime(at) => &at.date,
            Edtf::Interval(_) | Edtf::Set(_) => return None,
        };
        let sure = !date.is_uncertain() && !date.is_approximate() && !date.has_unspecified();
        let plain = matches!(
            date.precision(),
            Precision::Year | Precision::Month | Precision::Day
        );
        let year = self.written.split('-').next().unwrap_or_default();
        let common = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
        (sure && plain && common).then_some(&*self.written)
    }
}

/// In words: `9 January 2026`, `about May 2020`, `January 2026, day not stated`.
impl fmt::Display for EdtfDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.value {
            Edtf::Date(date) => f.write_str(&words(date)),
            Edtf::DateTime(at) => write!(
                f,
                "{}, {:02}:{:02}",
                words(&at.date),
                at.time.hour,
                at.time.minute
            ),
            Edtf::Interval(interval) => f.write_str(&span(interval)),
            Edtf::Set(_) => f.write_str(&self.written),
        }
    }
}

fn span(interval: &Interval) -> String {
    let end = |endpoint: &IntervalEndpoint| match endpoint {
        IntervalEndpoint::Date(date) => Some(words(date)),
        IntervalEndpoint::OnOrBefore(date) => Some(format!("{} or earlier", words(date))),
        IntervalEndpoint::OnOrAfter(date) => Some(format!("{} or later", words(date))),
        IntervalEndpoint::Open | IntervalEndpoint::Unknown => None,
    };
    match (end(&interval.start), end(&interval.end)) {
        (Some(start), Some(end)) => format!("between {start} and {end}"),
        (Some(start), None) if interval.end == IntervalEndpoint::Open => {
            format!("{start} or later")
        }
        (Some(start), None) => format!("from {start}, end not known"),
        (None, Some(end)) if interval.start == IntervalEndpoint::Open => {
            format!("{end} or earlier")
        }
        (None, Some(end)) => format!("until {end}, beginning not known"),
        (None, None) => "not known".into(),
    }
}

pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn words(date: &Date) -> String {
    let year = date.year.value().map_or_else(
        || {
            let text = Edtf::Date(*date).to_string();
            let year: String = text.chars().take_while(|c| *c != '-').collect();
            format!(
                "{}, year not fully stated",
                year.trim_matches(['?', '~', '%'])
            )
        },
        |year| year.to_string(),
    );
    let month = date.month.and_then(|month| month.value());
    let day = date.day.and_then(|day| day.value());
    let plain = match (date.month, month, date.day, day) {
        (None, ..) => year,
        (Some(_), Some(month), None, _) => format!("{} {year}", month_name(month)),
        (Some(_), Some(month), Some(_), Some(day)) => format!("{day} {} {year}", month_name(month)),
        (Some(_), Some(month), Some(_), None) => {
            format!("{} {year}, day not stated", month_name(month))
        }
        (Some(_), None, Some(_), Some(day)) => format!("{year}, on a day {day}, month not stated"),
        (Some(_), None, ..) => format!("{year}, month not stated"),
    };
    let about = if date.is_approximate() { "about " } else { "" };
    let doubt = if date.is_uncertain() {
        " (uncertain)"
    } else {
        ""
    };
    format!("{about}{plain}{doubt}")
}

/// Month names, and the seasons that EDTF writes as months 21 to 24.
fn month_name(month: u8) -> &'static str {
    match month {
        21 => "spring",
        22 => "summer",
        23 => "autumn",
        24 => "winter",
        _ => MONTHS
            .get(usize::from(month).wrapping_sub(1))
            .copied()
            .unwrap_or("part of"),
    }
}

impl<'de> Deserialize<'de> for EdtfDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = EdtfDate;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a date such as 2026-01-09")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<EdtfDate, E> {
                EdtfDate::new(text)
                    .map_err(|(message, help)| invalid_value(Code::InvalidDate, &message, &help))
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}

/// An instant at which something is due: RFC 3339 with an offset.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema)]
#[schemars(inline, with = "String", title = "instant", transform = date_form::instant)]
pub struct Deadline(jiff::Timestamp);

impl Deadline {
    /// Days since 1970-01-01T00:00:00Z, with the part of the day.
    pub fn days(&self) -> f64 {
        self.0.as_second() as f64 / 86_400.0
    }

    /// The key to sort it by among dates: its day in UTC.
    pub fn order(&self) -> DateOrder {
        let day = Day::new(self.0.as_second().div_euclid(86_400)).date();
        (day, day)
    }
}

/// In UTC: `27 February 2026, 22:01 UTC`.
impl fmt::Display for Deadline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&utc(self.0))
    }
}

impl<'de> Deserialize<'de> for Deadline {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Deadline;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an instant such as 2026-02-27T17:01:00-05:00")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Deadline, E> {
                let instant = text.parse().map_err(|_| {
                    let message = format!("`{text}` is no instant");
                    let help = "write RFC 3339 with an offset: `2026-02-27T17:01:00-05:00`";
                    invalid_value(Code::InvalidDate, &message, help)
                })?;
                Ok(Deadline(instant))
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}

/// The instant `seconds` after 1970-01-01T00:00:00Z in words, in UTC; `None` past the year 9999.
pub fn epoch_seconds(seconds: i64) -> Option<String> {
    jiff::Timestamp::from_second(seconds).ok().map(utc)
}

/// A day without its year, short: `9 Jan`.
pub fn short_date(day: Day) -> String {
    let (_, month, day) = day.date();
    format!("{day} {}", short_month(month))
}

/// The first three letters of a month's name.
pub fn short_month(month: u8) -> &'static str {
    month_name(month).get(..3).unwrap_or_default()
}

fn utc(instant: jiff::Timestamp) -> String {
    instant.strftime("%-d %B %Y, %H:%M UTC").to_string()
}

#[cfg(test)]
mod tests {
    use super::super::Day;
    use super::{EdtfDate, epoch_seconds};

    #[test]
    fn what_is_uncertain_stays_uncertain_in_words() {
        for (edtf, words) in [
            ("2026-01-09", "9 January 2026"),
            ("2026-01", "January 2026"),
            ("2026", "2026"),
            ("2020-05-03~", "about 3 May 2020"),
            ("2020-05-XX", "May 2020, day not stated"),
            ("2026-XX", "2026, month not stated"),
            ("2026-01-29?", "29 January 2026 (uncertain)"),
            ("2026-01%", "about January 2026 (uncertain)"),
            ("202X", "202X, year not fully stated"),
            ("2026-01/2026-02", "between January 2026 and February 2026"),
            ("2026-02-01/..", "1 February 2026 or later"),
            ("../2026-02", "February 2026 or earlier"),
            ("2026-21", "spring 2026"),
        ] {
            let date = EdtfDate::new(edtf).expect(edtf);
            assert_eq!(date.to_string(), words, "{edtf}");
        }
    }

    #[test]
    fn only_what_is_known_is_given_as_iso_8601() {
        let exact = |text: &str| EdtfDate::new(text).expect(text).exact().map(str::to_owned);
        for known in ["2026-01-09", "2026-01", "2026", "2026-01-09T10:00:00Z"] {
            assert_eq!(exact(known).as_deref(), Some(known));
        }
        for unknown in [
            "2026-01-09?",
            "2026-01~",
            "2026%",
            "2026-XX",
            "202X",
            "2026-?01-09",
            "2026-21",
            "-0044",
            "Y12026",
            "2026-01/2026-02",
            "2026-01-09/..",
        ] {
            assert_eq!(exact(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn only_a_known_day_is_given_to_html() {
        let day = |text: &str| {
            EdtfDate::new(text)
                .expect(text)
                .exact_day()
                .map(str::to_owned)
        };
        assert_eq!(day("2026-01-09").as_deref(), Some("2026-01-09"));
        for unfit in [
            "2026-01-09?",
            "2026-01",
            "2026-01-09T10:00:00Z",
            "0000-01-09",
            "-0044-03-15",
        ] {
            assert_eq!(day(unfit), None, "{unfit}");
        }
    }

    #[test]
    fn impossible_dates_and_further_forms_are_refused() {
        for text in [
            "2026-02-30",
            "2026-13",
            "Friday",
            "",
            "{2026,2027}",
            "Y-17E7",
            "2026-1-9",
            "1XXX-12-25",
        ] {
            assert!(EdtfDate::new(text).is_err(), "{text}");
        }
    }

    #[test]
    fn sorted_by_earliest_then_latest_day() {
        let order = |text: &str| EdtfDate::new(text).expect(text).order();
        assert!(order("2026") < order("2026-01-02"));
        assert!(order("2026-01-01") < order("2026-01"));
        assert!(order("../2026") < order("1900"));
    }

    #[test]
    fn the_days_that_a_date_leaves_open() {
        let day = |text: &str| {
            let parts: Vec<i64> = text
                .split('.')
                .map(|part| part.parse().expect(text))
                .collect();
            Day::of(parts[0], parts[1] as u8, parts[2] as u8)
        };
        for (edtf, first, last, doubtful) in [
            ("2026-01-09", Some("2026.1.9"), Some("2026.1.9"), false),
            ("2026-01-09?", Some("2026.1.9"), Some("2026.1.9"), true),
            ("2026-02", Some("2026.2.1"), Some("2026.2.28"), false),
            ("2026~", Some("2026.1.1"), Some("2026.12.31"), true),
            ("-0044-03-15", Some("-44.3.15"), Some("-44.3.15"), false),
            (
                "2026-01/2026-02~",
                Some("2026.1.1"),
                Some("2026.2.28"),
                true,
            ),
            ("2026-02-01/..", Some("2026.2.1"), None, false),
            ("../2026-02", None, Some("2026.2.28"), false),
            ("2026-02-01/", Some("2026.2.1"), None, false),
        ] {
            let extent = EdtfDate::new(edtf).expect(edtf).extent().expect(edtf);
            let wanted = (first.map(day), last.map(day), doubtful);
            assert_eq!(
                (extent.first, extent.last, extent.doubtful),
                wanted,
                "{edtf}"
            );
        }
    }

    #[test]
    fn an_epoch_is_shown_in_utc() {
        assert_eq!(
            epoch_seconds(0).as_deref(),
            Some("1 January 1970, 00:00 UTC")
        );
        assert_eq!(epoch_seconds(i64::MAX), None);
    }
}

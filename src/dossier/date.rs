//! Dates that may be uncertain, in EDTF (ISO 8601-2:2019, annex A). Only this file uses `edtf-core`
//! and `jiff`.

use super::loose_date::meant;
use super::{Day, date_form};
use crate::diag::Code;
use crate::document::invalid_value;
use edtf_core::{Bound, Date, Edtf, Interval, IntervalEndpoint, Precision};
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::{self, Deserializer};
use std::fmt;

/// A date in EDTF level 0 or 1; `?`, `~` and `%` may also qualify a part of it, as in level 2.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema)]
#[schemars(inline, with = "String", title = "date", transform = date_form::date)]
pub struct EdtfDate {
    written: Box<str>,
    value: Edtf,
}

/// A key for sorting dates: the earliest possible day, then the latest, as year, month and day.
/// Open or unknown ends come before or after all days.
pub type DateOrder = ((i64, u8, u8), (i64, u8, u8));

/// The range of days that a date allows. At least one end is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// The first day, or `None` if it is open or unknown.
    pub first: Option<Day>,
    /// The last day, or `None` if it is open or unknown.
    pub last: Option<Day>,
    /// Whether the date is uncertain or approximate.
    pub doubtful: bool,
}

/// The EDTF level of `text`, ignoring its qualifiers (`?`, `~`, `%`).
fn level(text: &str) -> u8 {
    let unqualified: String = text.chars().filter(|c| !"?~%".contains(*c)).collect();
    Edtf::parse(&unqualified).map_or(2, |plain| plain.level())
}

/// Whether `text` is EDTF of a level that this program supports.
fn is_read(text: &str) -> bool {
    Edtf::parse(text).is_ok() && level(text) <= 1
}

impl EdtfDate {
    /// Parses a date in EDTF.
    ///
    /// # Errors
    /// A message that says what is wrong, and a help that says how to fix it.
    pub fn new(text: &str) -> Result<Self, (String, String)> {
        const FORMS: &str = "write it as EDTF: `2026-01-09`, `2026-01`, `2026`, `2026-01-XX` if the day is not \
             known, `2026-01-09?` if it is uncertain, `2026-01~` if it is approximate, `2026-01/2026-02` for a span";
        let value = Edtf::parse(text).map_err(|fault| {
            let meant: Vec<String> = meant(text).into_iter().filter(|d| is_read(d)).collect();
            let help = match meant.as_slice() {
                [date] => format!("did you mean `{date}`? dates are written as EDTF"),
                [one, other] => format!("write `{one}` or `{other}`, whichever is meant"),
                _ => match text.rsplit_once('-') {
                    Some((month, _)) if is_read(month) => {
                        format!("write a day of that month, or `{month}` if the day is not known")
                    }
                    _ => FORMS.into(),
                },
            };
            let message = match meant.is_empty() {
                true => format!("`{text}` is not a valid date: {}", fault.message),
                false => format!("`{text}` is not a date in EDTF"),
            };
            (message, help)
        })?;
        if level(text) > 1 {
            let message = format!("`{text}` is a form of EDTF level 2, which is not supported");
            return Err((message, FORMS.into()));
        }
        Ok(Self {
            written: text.into(),
            value,
        })
    }

    /// The date in EDTF, as written.
    pub fn edtf(&self) -> &str {
        &self.written
    }

    /// A key for sorting dates.
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

    /// The range of days that the date allows, or `None` if neither end is known.
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

    /// The date for HTML's `datetime`, if it is exactly one day and certain. HTML has no form for
    /// years before 1 (HTML standard, section "Dates").
    pub fn exact_day(&self) -> Option<&str> {
        let is_day = matches!(&self.value, Edtf::Date(date) if date.precision() == Precision::Day);
        self.exact()
            .filter(|date| is_day && !date.starts_with("0000"))
    }

    /// The date in ISO 8601-1, if it is certain: a day, a month, a year of four digits, or an
    /// instant. `None` for spans and sets.
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

/// The contents of a date, for writing it in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said<'a> {
    /// A date.
    Date(SaidDate),
    /// A date with a time: hours and minutes.
    Time(SaidDate, (u8, u8)),
    /// A span from one end to the other.
    Span(EndSaid, EndSaid),
    /// Any other form, as written.
    Other(&'a str),
}

/// An end of a span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EndSaid {
    /// A date.
    Date(SaidDate),
    /// This date or earlier.
    OrEarlier(SaidDate),
    /// This date or later.
    OrLater(SaidDate),
    /// The span has no end on this side.
    Open,
    /// The span has an end, but it is not known.
    NotKnown,
}

/// The parts of one date, for writing it in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidDate {
    /// The year in digits, with `X` for unspecified digits.
    pub year: String,
    /// Whether any digit of the year is unspecified.
    pub year_is_open: bool,
    /// The month, from 1. The values 21 to 24 are the seasons, from spring.
    pub month: DatePart,
    /// The day of the month, from 1.
    pub day: DatePart,
    /// Whether the date is approximate (`~`).
    pub approximate: bool,
    /// Whether the date is uncertain (`?`).
    pub uncertain: bool,
}

/// The month or the day of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DatePart {
    /// The date does not go down to this part.
    Absent,
    /// The part is unspecified (`XX`).
    Open,
    /// The part has this value.
    Known(u8),
}

/// An instant, in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The year, as in ISO 8601.
    pub year: i16,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
    /// The hour, from 0.
    pub hour: u8,
    /// The minute, from 0.
    pub minute: u8,
}

impl EdtfDate {
    /// The contents of the date, for writing it in words.
    pub fn said(&self) -> Said<'_> {
        match &self.value {
            Edtf::Date(date) => Said::Date(said(date)),
            Edtf::DateTime(at) => Said::Time(said(&at.date), (at.time.hour, at.time.minute)),
            Edtf::Interval(Interval { start, end }) => Said::Span(end_said(start), end_said(end)),
            Edtf::Set(_) => Said::Other(&self.written),
        }
    }
}

fn end_said(endpoint: &IntervalEndpoint) -> EndSaid {
    match endpoint {
        IntervalEndpoint::Date(date) => EndSaid::Date(said(date)),
        IntervalEndpoint::OnOrBefore(date) => EndSaid::OrEarlier(said(date)),
        IntervalEndpoint::OnOrAfter(date) => EndSaid::OrLater(said(date)),
        IntervalEndpoint::Open => EndSaid::Open,
        IntervalEndpoint::Unknown => EndSaid::NotKnown,
    }
}

fn said(date: &Date) -> SaidDate {
    let year = date.year.value();
    let open_year = || {
        let text = Edtf::Date(*date).to_string();
        let year: String = text.chars().take_while(|c| *c != '-').collect();
        year.trim_matches(['?', '~', '%']).to_owned()
    };
    let part = |there: bool, known: Option<u8>| match (there, known) {
        (false, _) => DatePart::Absent,
        (true, None) => DatePart::Open,
        (true, Some(number)) => DatePart::Known(number),
    };
    let month = date.month.and_then(|month| month.value());
    let day = date.day.and_then(|day| day.value());
    SaidDate {
        year: year.map_or_else(open_year, |year| year.to_string()),
        year_is_open: year.is_none(),
        month: part(date.month.is_some(), month),
        day: part(date.day.is_some(), day),
        approximate: date.is_approximate(),
        uncertain: date.is_uncertain(),
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

/// An instant at which something is due, in RFC 3339 with an offset.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema)]
#[schemars(inline, with = "String", title = "instant", transform = date_form::instant)]
pub struct Deadline(jiff::Timestamp);

impl Deadline {
    /// Days since 1970-01-01T00:00:00Z, including the fraction of a day.
    pub fn days(&self) -> f64 {
        self.0.as_second() as f64 / 86_400.0
    }

    /// The instant in UTC.
    pub fn moment(&self) -> Moment {
        Moment::of(self.0)
    }

    /// A key for sorting it among dates: its day in UTC.
    pub fn order(&self) -> DateOrder {
        let day = Day::new(self.0.as_second().div_euclid(86_400)).date();
        (day, day)
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
                    let message = format!("`{text}` is not a valid instant");
                    let help = "write RFC 3339 with an offset: `2026-02-27T17:01:00-05:00`";
                    invalid_value(Code::InvalidDate, &message, help)
                })?;
                Ok(Deadline(instant))
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}

impl Moment {
    /// The instant `seconds` after 1970-01-01T00:00:00Z, or `None` if it is out of range: after the
    /// year 9999 or before -9999.
    pub fn of_epoch(seconds: i64) -> Option<Self> {
        jiff::Timestamp::from_second(seconds).ok().map(Self::of)
    }

    fn of(instant: jiff::Timestamp) -> Self {
        let at = jiff::tz::Offset::UTC.to_datetime(instant);
        // Months, days, hours and minutes are never negative.
        Self {
            year: at.year(),
            month: at.month().unsigned_abs(),
            day: at.day().unsigned_abs(),
            hour: at.hour().unsigned_abs(),
            minute: at.minute().unsigned_abs(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Day;
    use super::{EdtfDate, Moment};

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
    fn an_epoch_is_an_instant_in_utc() {
        let moment = |year, month, day, hour, minute| Moment {
            year,
            month,
            day,
            hour,
            minute,
        };
        assert_eq!(Moment::of_epoch(0), Some(moment(1970, 1, 1, 0, 0)));
        assert_eq!(
            Moment::of_epoch(1_772_229_660),
            Some(moment(2026, 2, 27, 22, 1))
        );
        assert_eq!(Moment::of_epoch(i64::MAX), None);
    }
}

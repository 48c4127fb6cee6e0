//! Writes dates in words, including their uncertainty.

use super::words::Labels;
use crate::dossier::{DatePart, Day, Deadline, EdtfDate, EndSaid, Moment, Said, SaidDate};

impl Labels {
    /// A date in words: `9 January 2026`, `about May 2020`, `January 2026, day not stated`.
    pub fn date(&self, date: &EdtfDate) -> String {
        match date.said() {
            Said::Date(date) => self.said(&date),
            Said::Time(date, (hour, minute)) => {
                self.time(self.said(&date), two_digits(hour), two_digits(minute))
            }
            Said::Span(start, end) => self.span(&start, &end),
            Said::Other(text) => text.to_owned(),
        }
    }

    /// The instant of a deadline: `27 February 2026, 22:01 UTC`.
    pub fn deadline(&self, deadline: &Deadline) -> String {
        self.moment(&deadline.moment())
    }

    /// An instant in UTC: `27 February 2026, 22:01 UTC`.
    pub fn moment(&self, moment: &Moment) -> String {
        let month = self.month_name(moment.month);
        let date = self.day(moment.day, month, format!("{:04}", moment.year));
        self.time_utc(date, two_digits(moment.hour), two_digits(moment.minute))
    }

    /// A day in short form, without its year: `9 Jan`.
    pub fn short_date(&self, day: Day) -> String {
        let (_, month, day) = day.date();
        self.short_day(day, self.short_month(month))
    }

    fn span(&self, start: &EndSaid, end: &EndSaid) -> String {
        match (self.end(start), self.end(end)) {
            (Some(start), Some(end)) => self.between(start, end),
            (Some(start), None) if *end == EndSaid::Open => self.or_later(start),
            (Some(start), None) => self.end_not_known(start),
            (None, Some(end)) if *start == EndSaid::Open => self.or_earlier(end),
            (None, Some(end)) => self.start_not_known(end),
            (None, None) => self.date_not_known().to_owned(),
        }
    }

    fn end(&self, end: &EndSaid) -> Option<String> {
        match end {
            EndSaid::Date(date) => Some(self.said(date)),
            EndSaid::OrEarlier(date) => Some(self.or_earlier(self.said(date))),
            EndSaid::OrLater(date) => Some(self.or_later(self.said(date))),
            EndSaid::Open | EndSaid::NotKnown => None,
        }
    }

    fn said(&self, date: &SaidDate) -> String {
        let mut year = date.year.clone();
        if date.year_is_open {
            year = self.year_open(year);
        }
        let mut words = match (date.month, date.day) {
            (DatePart::Absent, _) => year,
            (DatePart::Known(month), DatePart::Absent) => self.month_of(month, &year),
            (DatePart::Known(month), DatePart::Known(day)) => {
                self.day(day, self.month_name(month), year)
            }
            (DatePart::Known(month), DatePart::Open) => self.day_open(self.month_name(month), year),
            (DatePart::Open, DatePart::Known(day)) => self.month_open_day_known(day, year),
            (DatePart::Open, DatePart::Absent | DatePart::Open) => self.month_open(year),
        };
        if date.approximate {
            words = self.approximate(words);
        }
        if date.uncertain {
            words = self.uncertain(words);
        }
        words
    }

    /// A month of a year, or another part that EDTF writes as a month, such as a season.
    fn month_of(&self, month: u8, year: &str) -> String {
        match (self.month_name(month), self.season_name(month)) {
            ("", "") => self.part_of_year(year),
            ("", season) => self.season(season, year),
            (month, _) => self.month(month, year),
        }
    }
}

fn two_digits(number: u8) -> String {
    format!("{number:02}")
}

//! Days of the proleptic Gregorian calendar. In: year, month and day. Out: [`Day`], a number for
//! measuring distances. Only this file uses `calendrical_calculations`.

use calendrical_calculations::gregorian::{fixed_from_gregorian, gregorian_from_fixed};
use calendrical_calculations::rata_die::RataDie;

/// A day, counted from 1970-01-01. Its year fits an `i32`, which is enough for drawing to scale.
/// Days beyond that range are moved to its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(i64);

const EPOCH: RataDie = fixed_from_gregorian(1970, 1, 1);
const FIRST: i64 = fixed_from_gregorian(i32::MIN, 1, 1).since(EPOCH);
const LAST: i64 = fixed_from_gregorian(i32::MAX, 12, 31).since(EPOCH);

impl Day {
    /// The day of a date. Years are numbered as in ISO 8601: year 0 is the year before 1.
    pub fn of(year: i64, month: u8, day: u8) -> Self {
        let year = year.clamp(i32::MIN.into(), i32::MAX.into()) as i32;
        Self(fixed_from_gregorian(year, month.clamp(1, 12), day.max(1)).since(EPOCH))
    }

    /// The day `number` days after 1970-01-01.
    pub fn new(number: i64) -> Self {
        Self(number.clamp(FIRST, LAST))
    }

    /// Days since 1970-01-01.
    pub fn number(self) -> i64 {
        self.0
    }

    /// Year, month and day.
    pub fn date(self) -> (i64, u8, u8) {
        let day = gregorian_from_fixed(EPOCH.add(self.0));
        let (year, month, day) = day.expect("its year is an i32");
        (year.into(), month, day)
    }
}

#[cfg(test)]
mod tests {
    use super::Day;

    #[test]
    fn days_are_counted_from_1970() {
        for (date, number) in [
            ((1970, 1, 1), 0),
            ((1969, 12, 31), -1),
            ((2000, 3, 1), 11_017),
            ((2026, 1, 9), 20_462),
            ((1, 1, 1), -719_162),
        ] {
            assert_eq!(Day::of(date.0, date.1, date.2).number(), number, "{date:?}");
        }
    }

    #[test]
    fn a_day_has_the_date_that_it_was_made_of() {
        for number in (-800_000..800_000).step_by(29) {
            let (year, month, day) = Day::new(number).date();
            assert_eq!(Day::of(year, month, day).number(), number);
        }
        for year in [i64::MIN, -44, 0, 9999, 170_000_002, i64::MAX] {
            let (_, month, day) = Day::of(year, 2, 28).date();
            assert_eq!((month, day), (2, 28), "{year}");
        }
    }
}

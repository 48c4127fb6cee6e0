//! Days of the proleptic Gregorian calendar, of any year. In: year, month and day. Out: [`Day`], a number that
//! can be measured with.

/// Years beyond these stand at their end: what is drawn to scale has no use for more.
const FAR: i64 = 1_000_000_000_000;

/// A day, counted from 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(i64);

impl Day {
    /// The day of a date; years count as in ISO 8601, so that 0 is the year before 1.
    pub fn of(year: i64, month: u8, day: u8) -> Self {
        let month = i64::from(month.clamp(1, 12));
        // Years that begin in March end with the day that leaps, and months from there on follow one line.
        let year = year.clamp(-FAR, FAR) - i64::from(month < 3);
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(day.max(1)) - 1;
        Self(era * DAYS_OF_ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - TO_1970)
    }

    /// The day that is `number` days after 1970-01-01.
    pub fn new(number: i64) -> Self {
        Self(number)
    }

    /// Days since 1970-01-01.
    pub fn number(self) -> i64 {
        self.0
    }

    /// Year, month and day.
    pub fn date(self) -> (i64, u8, u8) {
        let days = self.0.clamp(-FAR * 366, FAR * 366) + TO_1970;
        let era = days.div_euclid(DAYS_OF_ERA);
        let of_era = days.rem_euclid(DAYS_OF_ERA);
        // Without the days that leap, each year of the 400 has 365.
        let year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let from_march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * from_march + 2) / 5 + 1;
        let month = (from_march + 2) % 12 + 1;
        let year = year + era * 400 + i64::from(month < 3);
        // Both are small by the divisions above.
        (year, month as u8, day as u8)
    }
}

/// Days of 400 years, after which the calendar repeats.
const DAYS_OF_ERA: i64 = 146_097;

/// Days from 1 March of the year 0 to 1970-01-01.
const TO_1970: i64 = 719_468;

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

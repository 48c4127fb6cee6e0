//! Dates as people write them, for suggesting the EDTF form.

/// The dates that `text` may mean, in EDTF, not validated. Understands `March 2, 2026`, `2026-3-2`
/// and `02.03.2026`. For `3/2/2026`, returns both day-month orders.
pub(super) fn meant(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    if let Some(date) = open(&lower).or_else(|| season(&lower)) {
        return vec![date];
    }
    let about = ["about ", "around ", "circa ", "ca. ", "ca ", "c. ", "c "]
        .iter()
        .find_map(|word| lower.strip_prefix(word));
    match about {
        Some(rest) if is_whole(rest) => vec![format!("{rest}~")],
        Some(rest) => days_or_months(rest)
            .iter()
            .map(|date| format!("{date}~"))
            .collect(),
        None => days_or_months(&lower),
    }
}

/// A date with an unspecified part that is not written `XX`, or in another order: `2026-xx`,
/// `??.05.2026`.
fn open(lower: &str) -> Option<String> {
    let is_open = |part: &str| matches!(part, "xx" | "??" | "__" | "00");
    let parts: Vec<&str> = lower.split(['-', '.', '/']).collect();
    let (year, rest) = match parts.as_slice() {
        [year, rest @ ..] if is_year(year) => (year, rest.to_vec()),
        [rest @ .., year] if is_year(year) => (year, rest.iter().rev().copied().collect()),
        _ => return None,
    };
    match rest.as_slice() {
        [month] if is_open(month) => Some(format!("{year}-XX")),
        [month, day] if is_open(month) && is_open(day) => Some(format!("{year}-XX-XX")),
        [month, day] if is_open(day) => Some(format!("{}-XX", month_of(year, month)?)),
        _ => None,
    }
}

/// A season of a year. EDTF numbers the seasons from 21.
fn season(lower: &str) -> Option<String> {
    let parts: Vec<&str> = lower
        .split([' ', '-'])
        .filter(|part| *part != "of")
        .collect();
    let (year, name) = match parts.as_slice() {
        [year, name] | [name, year] if is_year(year) => (year, name),
        _ => return None,
    };
    let number = match *name {
        "spring" => 21,
        "summer" => 22,
        "autumn" | "fall" => 23,
        "winter" => 24,
        _ => return None,
    };
    Some(format!("{year}-{number}"))
}

fn days_or_months(lower: &str) -> Vec<String> {
    let parts: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect();
    let slashes = lower.matches('/').count() == 2;
    match parts.as_slice() {
        // A time follows the date, with or without a `T`.
        [year, month, rest, ..] if is_year(year) && rest.contains('t') && rest.len() > 3 => {
            let (day, time) = rest.split_once('t').unwrap_or((rest, ""));
            let day = day_of(year, month, day);
            let minute = lower.split(':').nth(1).unwrap_or_default();
            let exact = |day: &String| format!("{day}T{time}:{minute}:00");
            day.iter().cloned().chain(day.iter().map(exact)).collect()
        }
        [year, month, day, _, ..] if is_year(year) => {
            day_of(year, month, day).into_iter().collect()
        }
        [year, month, day] if is_year(year) => day_of(year, month, day).into_iter().collect(),
        [first, second, year] if is_year(year) => {
            let one = day_of(year, second, first);
            let other = day_of(year, first, second).filter(|_| slashes || one.is_none());
            one.into_iter().chain(other).collect()
        }
        [month, year] if is_year(year) => month_of(year, month).into_iter().collect(),
        [year, month] if is_year(year) => month_of(year, month).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// The names of the months in English.
const MONTHS: [&str; 12] = [
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

fn is_year(part: &str) -> bool {
    part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_whole(text: &str) -> bool {
    is_year(text.split('-').next().unwrap_or_default()) && !text.contains(char::is_whitespace)
}

fn day_of(year: &str, month: &str, day: &str) -> Option<String> {
    let day = day.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let day = number(day).filter(|day| (1..=31).contains(day))?;
    Some(format!("{}-{day:02}", month_of(year, month)?))
}

fn month_of(year: &str, month: &str) -> Option<String> {
    let named = MONTHS
        .iter()
        .position(|name| month.len() >= 3 && name.to_lowercase().starts_with(month));
    let month = match named {
        Some(at) => u8::try_from(at + 1).ok()?,
        None => number(month)?,
    };
    (1..=12)
        .contains(&month)
        .then(|| format!("{year}-{month:02}"))
}

fn number(digits: &str) -> Option<u8> {
    (digits.len() <= 2).then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn dates_are_understood_as_people_write_them() {
        for (text, date) in [
            ("March 2026", "2026-03"),
            ("Sept. 2026", "2026-09"),
            ("2 March 2026", "2026-03-02"),
            ("March 2nd, 2026", "2026-03-02"),
            ("2026-3-2", "2026-03-02"),
            ("2026/03/02", "2026-03-02"),
            ("02.03.2026", "2026-03-02"),
            ("31/3/2026", "2026-03-31"),
            ("2026-03-02 14:30", "2026-03-02"),
            ("2026-3", "2026-03"),
            ("2026-xx", "2026-XX"),
            ("2026-03-??", "2026-03-XX"),
            ("xx.03.2026", "2026-03-XX"),
            ("2026-00-00", "2026-XX-XX"),
            ("2026-spring", "2026-21"),
            ("Fall of 2026", "2026-23"),
            ("about 2026", "2026~"),
            ("c. March 2026", "2026-03~"),
        ] {
            assert_eq!(meant(text), [date], "{text}");
        }
        assert_eq!(meant("3/2/2026"), ["2026-02-03", "2026-03-02"]);
        assert_eq!(
            meant("2026-03-02T14:30"),
            ["2026-03-02", "2026-03-02T14:30:00"]
        );
        for text in [
            "Friday",
            "60/13/2026",
            "March",
            "",
            "2026-13",
            "1 2 3",
            "٣/٢/2026",
        ] {
            assert!(meant(text).is_empty(), "{text}");
        }
    }
}

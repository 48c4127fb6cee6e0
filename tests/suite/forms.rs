//! Compares the schemas' patterns with the types that parse values. Every value that can be parsed
//! fits its pattern. A value that fits but cannot be parsed has a fault that no pattern can detect.

use crate::schema::validator;
use dossier::config::BaseUrl;
use dossier::dossier::{Deadline, EdtfDate, LanguageTag, Slug};
use dossier::schema::SchemaKind;
use proptest::prelude::*;
use serde_json::{Value, json};

fn is_date(text: &str) -> bool {
    validator(SchemaKind::Topic).is_valid(&json!({"withdrawn": {"on": text, "why": "so"}}))
}

fn is_article(key: &str, value: &str) -> bool {
    validator(SchemaKind::Article).is_valid(&json!({ key: value }))
}

/// One of `pieces`, or nothing.
fn maybe(pieces: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    let nothing = std::iter::repeat_n("", pieces.len());
    proptest::sample::select(nothing.chain(pieces.iter().copied()).collect::<Vec<_>>())
}

/// Dates, and texts that look like dates.
fn date() -> impl Strategy<Value = String> {
    const YEARS: &[&str] = &[
        "2026", "2024", "0000", "-0044", "-0000", "202X", "20XX", "2XXX", "Y12026", "Y-12026",
        "Y9", "2026S2", "026",
    ];
    const PARTS: &[&str] = &[
        "01", "02", "04", "12", "13", "21", "24", "25", "28", "29", "30", "31", "32", "00", "XX",
        "1X", "X1", "1",
    ];
    const SIGNS: &[&str] = &["?", "~", "%"];
    let part = || (maybe(&["-"]), maybe(SIGNS), maybe(PARTS), maybe(SIGNS));
    let time = maybe(&[
        "T10:00:00",
        "T24:00:00",
        "T23:59:60Z",
        "T10:00:00+14:00",
        "T10:00:00+14:30",
        "T10:00:00-00:00",
        "T10:00",
    ]);
    let year = (maybe(SIGNS), proptest::sample::select(YEARS), maybe(SIGNS));
    (year, part(), part(), time).prop_map(|(year, month, day, time)| {
        let (month, day) = (
            format!("{}{}{}{}", month.0, month.1, month.2, month.3),
            format!("{}{}{}{}", day.0, day.1, day.2, day.3),
        );
        format!("{}{}{}{month}{day}{time}", year.0, year.1, year.2)
    })
}

/// Dates and spans, and texts that look like them.
fn date_or_span() -> impl Strategy<Value = String> {
    let end = || prop_oneof![date(), date(), Just(String::new()), Just("..".to_owned())];
    let span = (end(), end(), maybe(&["..", "/", "{", " "]));
    prop_oneof![
        date(),
        span.prop_map(|(start, end, more)| format!("{start}/{end}{more}")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn of_dates(text in date_or_span()) {
        // A day that few months have, the order of two dates, offsets that are too large.
        const UNSEEN: [&str; 3] = ["out of range for the month", "precedes interval start", "time shift"];
        match EdtfDate::new(&text) {
            Ok(_) => prop_assert!(is_date(&text), "{} is a date", text),
            Err((message, _)) => {
                let unseen = UNSEEN.iter().any(|reason| message.contains(reason));
                prop_assert!(unseen || !is_date(&text), "{}: {}", text, message);
            }
        }
    }

    #[test]
    fn of_ids(text in "[a-z0-9A-Zä. -]{0,12}|[a-z-]{95,105}") {
        let fits = validator(SchemaKind::Annotations).is_valid(&json!({"topic": &text}));
        prop_assert_eq!(fits, Slug::new(&text).is_ok());
    }

    #[test]
    fn of_language_tags(text in "[a-zA-Z0-9_-]{0,14}") {
        prop_assert_eq!(is_article("language", &text), LanguageTag::new(&text).is_some());
    }
}

#[test]
fn of_instants() {
    let event = |text: &str| {
        let event = json!({"title": "x", "claims": ["y"], "deadline": text});
        validator(SchemaKind::Annotations).is_valid(&json!({"events": {"e": event}}))
    };
    let reads = |text: &str| serde_json::from_value::<Deadline>(Value::from(text)).is_ok();
    let days = [
        "2026-02-27",
        "20260227",
        "+002026-02-27",
        "2026-2-27",
        "27.02.2026",
        "Friday",
    ];
    let marks = ["T", "t", " ", ""];
    let times = [
        "17:01:00",
        "17:01",
        "17",
        "170100",
        "17:01:00.5",
        "17:01:00,25",
        "5 pm",
        "",
    ];
    let offsets = [
        "Z",
        "z",
        "-05:00",
        "+0530",
        "-05",
        "+05:30:15",
        "",
        " CET",
        "Z[UTC]",
        "-05:00[America/New_York]",
    ];
    let mut read = 0;
    for day in days {
        for mark in marks {
            for time in times {
                for offset in offsets {
                    let text = format!("{day}{mark}{time}{offset}");
                    if reads(&text) {
                        read += 1;
                        assert!(event(&text), "{text} is an instant");
                    } else if event(&text) {
                        // At most one part may differ from the usual form.
                        let mixed = day.contains('-') != time.contains(':')
                            || time.len() < 3
                            || offset.len() > 3;
                        assert!(mixed, "{text} is no instant");
                    }
                }
            }
        }
    }
    assert!(read > 50, "{read}");
}

#[test]
fn of_addresses() {
    let site =
        |text: &str| validator(SchemaKind::Site).is_valid(&json!({"title": "x", "base_url": text}));
    for good in [
        "https://example.org",
        "HTTP://example.org/repo",
        " https://example.org/a@b/ ",
        "http:example.org",
    ] {
        assert!(BaseUrl::new(good).is_ok() && site(good), "{good}");
        assert!(is_article("url", good), "{good}");
    }
    for bad in [
        "example.org",
        "ftp://example.org/",
        "https://example.org/?a",
        "https://example.org/#a",
        "https://",
        "/repo/",
        "",
    ] {
        assert!(BaseUrl::new(bad).is_err() && !site(bad), "{bad}");
    }
    for bad in ["example.org", "mailto:a@example.org", "https://", ""] {
        assert!(!is_article("url", bad), "{bad}");
    }
}

//! JSON Schema patterns for dates and instants.
//!
//! The patterns accept everything that [`super::EdtfDate`] and [`super::Deadline`] accept. They
//! cannot check leap years, or whether a span ends before it begins.

use crate::document::{only_text, pattern};
use schemars::Schema;
use serde_json::json;

/// EDTF of levels 0 and 1, with qualifiers on any part. A year alone may also be a number.
pub(super) fn date(schema: &mut Schema) {
    let message = "Write a date as EDTF: `2026-01-09`, `2026-01-XX` if the day is not known, `2026-01-09?` if it is uncertain, \
                   `2026-01~` if it is approximate, `2026-01/2026-02` for a span.";
    pattern(schema, &edtf(), message);
    schema.insert("type".into(), json!(["string", "integer"]));
    schema.insert("minimum".into(), json!(-9999));
    schema.insert("maximum".into(), json!(9999));
    // A year has four digits, so smaller numbers are not valid.
    schema.insert(
        "not".into(),
        json!({"exclusiveMinimum": -1000, "exclusiveMaximum": 1000, "type": "integer"}),
    );
    let examples = [
        "2026-01-09",
        "2026-01",
        "2026",
        "2026-01-XX",
        "2026-01-09?",
        "2026-01~",
        "2026-01/2026-02",
    ];
    schema.insert("examples".into(), json!(examples));
}

/// RFC 3339, and the other forms that `jiff` accepts as an instant.
pub(super) fn instant(schema: &mut Schema) {
    const PATTERN: &str = "^[-+]?[0-9]{4,6}-?[0-9]{2}-?[0-9]{2}[Tt ][0-9]{2}(:?[0-9]{2}(:?[0-9]{2}([.,][0-9]+)?)?)?\
                           ([Zz]|[-+][0-9]{2}(:?[0-9]{2}(:?[0-9]{2}([.,][0-9]+)?)?)?)(\\[.*\\])*$";
    let message = "Write RFC 3339 with an offset: `2026-02-27T17:01:00-05:00`.";
    only_text(schema, PATTERN, message);
    schema.insert("examples".into(), json!(["2026-02-27T17:01:00-05:00"]));
}

fn edtf() -> String {
    const Q: &str = "[?~%]?";
    let negative = "-(0{3}[1-9]|0{2}[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})";
    let year = format!("{Q}([0-9]{{4}}|{negative}){Q}");
    let any_month = format!("{Q}(0[1-9]|1[0-2]){Q}");
    let day_of_month = format!(
        "{Q}(0[13578]|1[02]){Q}-{Q}(0[1-9]|[12][0-9]|3[01]){Q}\
         |{Q}(0[469]|11){Q}-{Q}(0[1-9]|[12][0-9]|30){Q}\
         |{Q}02{Q}-{Q}(0[1-9]|[12][0-9]){Q}"
    );
    let season = format!("{Q}2[1-4]{Q}");
    let long_year = format!("Y-?[1-9][0-9]{{4,18}}{Q}");
    let known = format!("{year}(-({any_month}|{day_of_month}|{season}))?|{long_year}");
    let unspecified = format!(
        "{year}-({any_month}-{Q}XX{Q}|{Q}XX{Q}(-{Q}XX{Q})?)|{Q}([0-9]{{3}}X|[0-9]{{2}}XX){Q}"
    );
    let date_or_span = format!("(([.]{{2}})?/)?({known})|({known})/({known}|[.]{{2}})?");
    let hour =
        "T([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(Z|[-+](0[0-9]|1[0-4])(:[0-5][0-9])?)?";
    let day_of_instant = day_of_month.replace(Q, "");
    let instant = format!("[0-9]{{4}}-({day_of_instant}){hour}");
    format!("^({date_or_span}|{unspecified}|{instant})$")
}

//! That a record was withdrawn, or an article retracted.

use super::values::Line;
use crate::document::not_blank;
use crate::dossier::EdtfDate;
use schemars::JsonSchema;
use serde::Deserialize;

/// That a record does not hold any more, or that an article was retracted by its publisher, and why.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(rename = "ending")]
#[serde(deny_unknown_fields, expecting = "a map with `on` and `why`")]
pub struct Ending {
    /// The day on which it ended.
    pub on: EdtfDate,
    /// The reason, for those who come by an old link.
    #[schemars(transform = not_blank)]
    pub why: Box<Line>,
}

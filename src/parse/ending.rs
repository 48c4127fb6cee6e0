//! That a record was withdrawn, or an article retracted.

use super::values::Line;
use crate::document::not_blank;
use crate::dossier::EdtfDate;
use schemars::JsonSchema;
use serde::Deserialize;

/// When and why a record was withdrawn, or an article was retracted by its publisher.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(rename = "ending")]
#[serde(deny_unknown_fields, expecting = "a map with `on` and `why`")]
pub struct Ending {
    /// The date of the withdrawal or retraction.
    pub on: EdtfDate,
    /// The reason, for readers who follow an old link.
    #[schemars(transform = not_blank)]
    pub why: Box<Line>,
}

//! Holds the values of a theme's options.
//!
//! In: values that were checked. Out: the same for templates, and as custom properties of CSS.
//! Checking values is left to `reader.rs`.

use super::super::engine::Html;
use crate::text::FileId;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// The values of all options. Templates access them by name.
#[derive(Debug, Clone, Default)]
pub(in crate::render) struct OptionValues {
    /// The values for templates. `None` if an option is not set.
    pub(super) values: BTreeMap<String, Option<ShownValue>>,
    /// CSS custom properties with their values, in the order of the options.
    pub(super) properties: Vec<(String, String)>,
    /// The files that values name.
    pub(super) files: Vec<FileId>,
}

impl Serialize for OptionValues {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.values.serialize(serializer)
    }
}

/// A value in the form for templates.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub(super) enum ShownValue {
    Colour {
        light: String,
        dark: String,
    },
    Fonts(Vec<String>),
    Picture {
        file: String,
        alt: String,
        width: usize,
        height: usize,
    },
    Html(Html),
    Text(String),
    Switch(bool),
}

impl OptionValues {
    /// CSS custom properties with their values.
    pub(in crate::render) fn properties(&self) -> &[(String, String)] {
        &self.properties
    }

    /// Whether any option's value depends on the content of this file.
    pub(in crate::render) fn rest_on(&self, file: FileId) -> bool {
        self.files.contains(&file)
    }
}

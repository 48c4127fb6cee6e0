//! The address at which a site is published.

use crate::diag::Code;
use crate::document::{invalid_value, only_text};
use schemars::{JsonSchema, Schema};
use serde::de::{self, Deserializer};
use serde::{Deserialize, Serialize, Serializer};
use std::fmt;
use url::Url;

/// The address of a site's folder: `http` or `https`, ending in `/`, without a query or fragment.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema)]
#[schemars(inline, with = "String", title = "address", transform = form)]
pub struct BaseUrl(Url);

impl BaseUrl {
    /// Parses `text` (WHATWG URL) and adds a missing `/` at the end.
    ///
    /// # Errors
    /// A message that says what is wrong with the address.
    pub fn new(text: &str) -> Result<Self, String> {
        let mut url = Url::parse(text).map_err(|error| match error {
            url::ParseError::RelativeUrlWithoutBase => {
                format!("`{text}` does not begin with `https://` or `http://`")
            }
            error => format!("`{text}` is not a valid address: {error}"),
        })?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(format!(
                "`{text}` does not begin with `https://` or `http://`"
            ));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(format!(
                "the address at `{}` contains a name or a password, which would be published",
                url.host_str().unwrap_or_default()
            ));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(format!(
                "`{text}` has a `?` or a `#`, so it cannot be a folder"
            ));
        }
        if !url.path().ends_with('/') {
            url.set_path(&format!("{}/", url.path()));
        }
        Ok(Self(url))
    }

    /// The address, ending in `/`.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// Accepts what [`BaseUrl::new`] accepts, and a little more: a pattern cannot check every host.
fn form(schema: &mut Schema) {
    const PATTERN: &str = "^\\s*[Hh][Tt][Tt][Pp][Ss]?:[^?#]*[^?#\\s/][^?#]*$";
    let message = "Write the address of the site's folder: `https://example.org/briefing/`.";
    only_text(schema, PATTERN, message);
    schema.insert(
        "examples".into(),
        vec!["https://example.org/briefing/"].into(),
    );
}

impl Serialize for BaseUrl {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for BaseUrl {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = BaseUrl;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an address")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<BaseUrl, E> {
                BaseUrl::new(text).map_err(|message| {
                    let whole = format!("https://{}/", text.trim_matches('/'));
                    let help = match BaseUrl::new(&whole) {
                        Ok(_) if !text.contains(':') => format!("write `{whole}`"),
                        _ => "write the address of the site's folder: `https://example.org/briefing/`".into(),
                    };
                    invalid_value(Code::InvalidAddress, &message, &help)
                })
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::BaseUrl;

    #[test]
    fn a_base_url_is_a_folder() {
        let url = BaseUrl::new("https://example.org/repo").expect("an address");
        assert_eq!(url.as_str(), "https://example.org/repo/");
        for bad in [
            "example.org",
            "ftp://example.org/",
            "https://name:word@example.org/",
            "https://example.org/?a",
            "/repo/",
        ] {
            assert!(BaseUrl::new(bad).is_err(), "{bad}");
        }
    }
}

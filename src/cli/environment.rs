//! Reads the environment of the process.
//!
//! In: environment variables. Out: settings, and the time that a reproducible build claims. What
//! the settings mean is left to `config/`.

use super::exit::Exit;
use super::terminal::tell;
use crate::config::Environment;

/// The settings from the environment of the process.
pub(super) fn environment() -> Environment {
    Environment::new(std::env::vars_os())
}

/// The value of `SOURCE_DATE_EPOCH` (reproducible-builds.org), in seconds since 1970. `None` if it
/// is not set.
pub(super) fn source_date_epoch() -> Result<Option<i64>, Exit> {
    let Some(text) = std::env::var_os("SOURCE_DATE_EPOCH") else {
        return Ok(None);
    };
    let seconds = text.to_str().and_then(|text| text.trim().parse().ok());
    if seconds.is_none() {
        tell("error: `SOURCE_DATE_EPOCH` is not a number of seconds\n");
        return Err(Exit::Usage);
    }
    Ok(seconds)
}

//! Faults of single values, packed into the one string that a serde error can carry.

use crate::diag::Code;
use serde::de;

const MARK: char = '\u{1}';

/// The error that our own `Deserialize` impls return for a value of the right type that cannot be
/// used. `help` says how to fix it.
pub fn invalid_value<E: de::Error>(code: Code, message: &str, help: &str) -> E {
    E::custom(format!("{MARK}{}{MARK}{message}{MARK}{help}", code.name()))
}

/// The code, message and help of an error made by [`invalid_value`]; `None` for any other error.
pub(super) fn parts(text: &str) -> Option<(Code, &str, &str)> {
    let mut parts = text.strip_prefix(MARK)?.splitn(3, MARK);
    let code = Code::from_name(parts.next()?)?;
    Some((code, parts.next()?, parts.next()?))
}

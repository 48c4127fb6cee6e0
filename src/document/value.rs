//! Faults of single values, carried through serde's one-string errors.

use crate::diag::Code;
use serde::de;

const MARK: char = '\u{1}';

/// An error for a `Deserialize` of ours: a value of the right type that cannot be used. `help` is the
/// mend.
pub fn invalid_value<E: de::Error>(code: Code, message: &str, help: &str) -> E {
    E::custom(format!("{MARK}{}{MARK}{message}{MARK}{help}", code.name()))
}

/// The parts of an error that [`invalid_value`] made.
pub(super) fn parts(text: &str) -> Option<(Code, &str, &str)> {
    let mut parts = text.strip_prefix(MARK)?.splitn(3, MARK);
    let code = Code::from_name(parts.next()?)?;
    Some((code, parts.next()?, parts.next()?))
}

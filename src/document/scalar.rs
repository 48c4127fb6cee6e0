//! Writes text as a YAML scalar.

/// `text`, which has one line, as a YAML scalar on one line. It is quoted if YAML would otherwise
/// read it as something else.
pub fn yaml_scalar(text: &str) -> String {
    let plain = serde_yaml::to_string(text).unwrap_or_default();
    let plain = plain.trim_end_matches('\n');
    // `serde_yaml` writes some texts as a block of several lines.
    let same =
        |written: &str| serde_yaml::from_str::<String>(written).is_ok_and(|read| read == text);
    if !plain.is_empty() && !plain.contains('\n') && same(plain) {
        return plain.to_owned();
    }
    // A JSON string is a valid YAML scalar (YAML 1.2, section 1.2).
    serde_json::Value::from(text).to_string()
}

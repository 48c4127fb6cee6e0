//! A text as it is written in YAML.

/// `text`, one line, as a YAML scalar on one line, quoted where YAML would read it as something else.
pub fn yaml_scalar(text: &str) -> String {
    let plain = serde_yaml::to_string(text).unwrap_or_default();
    let plain = plain.trim_end_matches('\n');
    // Some texts come out as a block of lines.
    let same =
        |written: &str| serde_yaml::from_str::<String>(written).is_ok_and(|read| read == text);
    if !plain.is_empty() && !plain.contains('\n') && same(plain) {
        return plain.to_owned();
    }
    // A JSON text is a YAML scalar (YAML 1.2, section 1.2).
    serde_json::Value::from(text).to_string()
}

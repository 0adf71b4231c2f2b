//! What a scalar without quotes may mean besides text. Only asked where a field is not text.

/// A scalar without quotes that says "nothing".
pub(super) fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// `true` or `false` and no other spelling: what `yes` or `on` mean depends on the YAML version.
pub(super) fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

/// A number. Asked of the quick reader's own parser, so that both readings agree on `0x1f` and `1e3`.
pub(super) fn number(text: &str) -> Option<serde_yaml::Number> {
    let starts_like_one = text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c));
    if !starts_like_one || text.len() > 64 {
        return None;
    }
    match serde_yaml::from_str(text) {
        Ok(serde_yaml::Value::Number(number)) => Some(number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_spellings_are_booleans_and_numbers() {
        assert_eq!(boolean("true"), Some(true));
        assert_eq!(boolean("yes"), None);
        assert_eq!(boolean("True"), None);
        assert_eq!(number("62.5").and_then(|n| n.as_f64()), Some(62.5));
        assert_eq!(number("0x1f").and_then(|n| n.as_u64()), Some(31));
        assert!(number("ten").is_none());
        assert!(number("- 1").is_none());
        assert!(number("2026-01-01").is_none());
    }
}

//! Numbers as the documents' examples show them.

use serde_json::Value;

/// A number as JSON: `20`, not `20.0`, where there is nothing behind the point.
pub(super) fn number(value: f64) -> Value {
    const EXACT: f64 = 9_007_199_254_740_992.0; // 2^53: below it a double holds every whole number
    if value.fract() == 0.0 && value.abs() < EXACT {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "whole, and far inside the range"
        )]
        return Value::from(value as i64);
    }
    Value::from(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_lose_their_point_and_others_keep_it() {
        assert_eq!(number(20.0).to_string(), "20");
        assert_eq!(number(62.5).to_string(), "62.5");
    }
}

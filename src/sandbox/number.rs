//! Numbers as the documents' examples show them.

use serde::{Serialize, Serializer};
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

/// The same for a field that is stored (`serialize_with`).
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over a reference to the field"
)]
pub(super) fn stored<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    number(*value).serialize(serializer)
}

/// The same for a field that may be empty.
#[expect(
    clippy::ref_option,
    reason = "serde hands over a reference to the field"
)]
pub(super) fn stored_or_none<S: Serializer>(
    value: &Option<f64>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    value.map(number).serialize(serializer)
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

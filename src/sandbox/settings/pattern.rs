//! Which e-mail addresses a system refuses.

use serde::{Deserialize, Serialize};

/// An address with `*` for any text, as `*+bounce@*`; capitals do not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AddressPattern(pub String);

impl AddressPattern {
    /// Whether any of the patterns means this address.
    pub fn any(patterns: &[Self], address: &str) -> bool {
        patterns.iter().any(|pattern| pattern.fits(address))
    }

    fn fits(&self, address: &str) -> bool {
        let (pattern, address) = (self.0.to_lowercase(), address.to_lowercase());
        let Some((head, tail)) = pattern.split_once('*') else {
            return pattern == address;
        };
        let Some(mut rest) = address.strip_prefix(head) else {
            return false;
        };
        let (middle, end) = tail.rsplit_once('*').unwrap_or(("", tail));
        for piece in middle.split('*') {
            let Some(at) = rest.find(piece) else {
                return false;
            };
            rest = rest.get(at + piece.len()..).unwrap_or_default();
        }
        rest.ends_with(end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_text() {
        let fits = |pattern: &str, address| AddressPattern(pattern.to_owned()).fits(address);
        assert!(fits("a@b.c", "A@b.C"));
        assert!(fits("*+bounce@*", "alex+bounce@example.com"));
        assert!(fits("*@dummy.test", "a@dummy.test"));
        assert!(fits("*", "a@b.c"));
        assert!(fits("a*b*c", "a-b-bc"));
        assert!(!fits("*+bounce@*", "alex@example.com"));
        assert!(!fits("a@b.c", "aa@b.c"));
        assert!(!fits("a*a", "a"));
    }
}

//! The address of a person as a system shows it: it need not be valid by our rules, and it is masked all the same.

use std::borrow::Cow;
use std::fmt;

use crate::model::{Email, masked};

/// An address, masked unless it is revealed.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Who(String);

impl Who {
    /// From the canonical form of an address.
    pub fn new(canonical: impl Into<String>) -> Self {
        Self(canonical.into())
    }

    /// The address in clear: for a terminal whose user asked for it, and nothing else.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<&Email> for Who {
    fn from(email: &Email) -> Self {
        Self::new(email.canonical())
    }
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&masked(&self.0))
    }
}

impl fmt::Debug for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Who({self})")
    }
}

/// A system's text in which somebody may have put an address: a name field, for example.
pub fn without_addresses(text: &str) -> Cow<'_, str> {
    if !text.contains('@') {
        return Cow::Borrowed(text);
    }
    let words = text.split(' ').map(|word| {
        if word.contains('@') {
            masked(word)
        } else {
            word.to_owned()
        }
    });
    Cow::Owned(words.collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_masked_however_it_is_shown() {
        let who = Who::new("alex@example.com");
        assert_eq!(format!("{who} {who:?}"), "a…x@e….com Who(a…x@e….com)");
        assert_eq!(who.reveal(), "alex@example.com");
    }

    #[test]
    fn an_address_in_a_name_is_masked_too() {
        assert_eq!(without_addresses("Alex Doe"), "Alex Doe");
        assert_eq!(
            without_addresses("Alex alex@example.com"),
            "Alex a…x@e….com"
        );
    }
}

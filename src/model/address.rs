//! Addresses: the name by which a manifest, a plan line and a state entry mean the same thing.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::kind::Kind;

/// A manifest's name: DNS-label style, 1–63 of `a-z`, `0-9` and `-`, no dash at either end.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Name(String);

/// Why a text is no [`Name`]. Always the manifest author's to fix.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a valid name: use 1 to 63 lower-case letters, digits and dashes, with no dash first or last"
)]
pub struct NameError(String);

impl Name {
    /// The longest name, in bytes (all allowed characters are one byte).
    pub const MAX_LENGTH: usize = 63;

    /// The name as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Name {
    type Error = NameError;

    fn try_from(text: String) -> Result<Self, NameError> {
        let edge_is_fine = |c: Option<char>| c.is_some_and(|c| c != '-');
        let all_allowed = text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        let fits = text.len() <= Self::MAX_LENGTH;
        if fits
            && all_allowed
            && edge_is_fine(text.chars().next())
            && edge_is_fine(text.chars().last())
        {
            Ok(Self(text))
        } else {
            Err(NameError(text))
        }
    }
}

impl FromStr for Name {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        Self::try_from(text.to_owned())
    }
}

impl From<Name> for String {
    fn from(name: Name) -> Self {
        name.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// `taptalent/Assessment/backend-voice`: unique in a project.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Address {
    kind: Kind,
    name: Name,
}

/// Why a text is no [`Address`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParseAddressError {
    /// Not three parts between slashes. The user's to fix.
    #[error(
        "`{0}` is not a valid address: write it as system/Kind/name, for example taptalent/Flow/screen"
    )]
    Shape(String),
    /// The first two parts name no kind that this version knows. The user's to fix, or a newer program's.
    #[error("`{0}` is not a kind that this version knows")]
    Kind(String),
    /// What stands before the `#` is an address, and what stands after it a part of that. The user's to fix.
    #[error("`{whole}#{part}` is a part of {whole} and cannot be selected alone: use {whole}")]
    Part {
        /// The resource.
        whole: Address,
        /// `questions/debugging`
        part: String,
    },
    /// The last part is not a valid name. The user's to fix.
    #[error(transparent)]
    Name(#[from] NameError),
}

impl Address {
    /// The address of the manifest `name` of `kind`.
    pub const fn new(kind: Kind, name: Name) -> Self {
        Self { kind, name }
    }

    /// Which kind it is.
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// The last part.
    pub const fn name(&self) -> &Name {
        &self.name
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.kind.system(), self.kind, self.name)
    }
}

impl FromStr for Address {
    type Err = ParseAddressError;

    fn from_str(text: &str) -> Result<Self, ParseAddressError> {
        if let Some((whole, part)) = text.split_once('#') {
            let (whole, part) = (whole.parse()?, part.to_owned());
            return Err(ParseAddressError::Part { whole, part });
        }
        let mut parts = text.splitn(3, '/');
        let (Some(system), Some(kind), Some(name)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(ParseAddressError::Shape(text.to_owned()));
        };
        let kind = Kind::ALL
            .into_iter()
            .find(|k| k.system().as_str() == system && k.as_str() == kind)
            .ok_or_else(|| ParseAddressError::Kind(format!("{system}/{kind}")))?;
        Ok(Self::new(kind, name.parse()?))
    }
}

impl TryFrom<String> for Address {
    type Error = ParseAddressError;

    fn try_from(text: String) -> Result<Self, ParseAddressError> {
        text.parse()
    }
}

impl From<Address> for String {
    fn from(address: Address) -> Self {
        address.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_back_what_it_prints() {
        let address: Address = "taptalent/Assessment/backend-voice".parse().unwrap();
        assert_eq!(address.kind(), Kind::TapTalentAssessment);
        assert_eq!(address.to_string(), "taptalent/Assessment/backend-voice");
    }

    #[test]
    fn what_is_no_address_says_what_is_wrong() {
        let say = |text: &str| text.parse::<Address>().unwrap_err().to_string();
        insta::assert_snapshot!(say("backend-voice"), @"`backend-voice` is not a valid address: write it as system/Kind/name, for example taptalent/Flow/screen");
        insta::assert_snapshot!(say("taptalent/Quiz/a"), @"`taptalent/Quiz` is not a kind that this version knows");
        insta::assert_snapshot!(say("taptalent/Flow/a#steps/1"), @"`taptalent/Flow/a#steps/1` is a part of taptalent/Flow/a and cannot be selected alone: use taptalent/Flow/a");
        insta::assert_snapshot!(say("taptalent/Flow/A"), @"`A` is not a valid name: use 1 to 63 lower-case letters, digits and dashes, with no dash first or last");
    }

    #[test]
    fn a_name_has_dns_label_form() {
        for good in ["a", "a-1", "0", &"x".repeat(63)] {
            assert!(good.parse::<Name>().is_ok(), "{good}");
        }
        for bad in ["", "-a", "a-", "A", "a_b", "ä", &"x".repeat(64)] {
            assert!(bad.parse::<Name>().is_err(), "{bad}");
        }
    }
}

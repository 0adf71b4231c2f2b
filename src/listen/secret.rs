//! What a system proves with that a webhook is its own.

use secrecy::SecretString;

use crate::secrets::keep_out;

/// What a system proves itself with. Never empty: an empty secret would be everybody's.
#[derive(Debug, Clone)]
pub struct Secret(pub(super) SecretString);

/// A secret that is empty. Whoever configured it must fix it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the secret is empty")]
pub struct EmptySecret;

impl Secret {
    /// Takes the secret without blanks and line ends around it.
    pub fn new(text: &str) -> Result<Self, EmptySecret> {
        match text.trim() {
            "" => Err(EmptySecret),
            text => {
                keep_out(text);
                Ok(Self(text.into()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::*;

    #[test]
    fn a_secret_is_never_empty() {
        assert!(Secret::new(" \n").is_err());
        assert_eq!(Secret::new(" abc\n").unwrap().0.expose_secret(), "abc");
    }
}

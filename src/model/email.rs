//! E-mail addresses of people. Shown masked wherever it is not asked otherwise: only [`Email::reveal`] gives the text
//! away, and only a request, a terminal that was told so, and a keyed fingerprint may ask for it (law 9).

use std::fmt;
use std::hash::{Hash, Hasher};

use email_address::{EmailAddress, Options};
use unicode_normalization::UnicodeNormalization;

use super::invisible::is_invisible_in_word;
use super::masked::masked;

/// A valid address. Two that differ in capitals, in the Unicode form of the mailbox or in the spelling of an international domain
/// (`bücher.example`, `xn--bcher-kva.example`) only are the same person.
#[derive(Clone)]
pub struct Email {
    written: String,
    canonical: String,
}

/// Why a text is not a valid address. The manifest author's to fix. The text is not repeated: it may be a person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not a valid e-mail address")]
pub struct EmailError;

impl Email {
    /// The longest address, in bytes (RFC 5321, 4.5.3.1.3).
    pub const MAX_LENGTH: usize = 254;

    /// Takes a plain address (`local@domain`, no display name), without blanks around it.
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        let written = text.trim();
        let options = Options::default()
            .with_required_tld()
            .without_display_text()
            .without_domain_literal();
        let valid = written.len() <= Self::MAX_LENGTH
            && !written.contains(is_invisible_in_word)
            && EmailAddress::parse_with_options(written, options).is_ok();
        valid
            .then(|| Self {
                written: written.to_owned(),
                canonical: Self::canonical_of(written),
            })
            .ok_or(EmailError)
    }

    /// The address as it was written, in clear.
    pub fn reveal(&self) -> &str {
        &self.written
    }

    /// The form by which people are told apart, in clear.
    pub fn canonical(&self) -> &str {
        &self.canonical
    }

    /// The form by which people are told apart, of an address that a system shows: it need not be valid by our rules.
    pub fn canonical_of(text: &str) -> String {
        let lower = text.trim().to_lowercase();
        if is_plain(&lower) {
            return lower;
        }
        let composed: String = lower.nfc().collect();
        match composed.rsplit_once('@') {
            // A domain that has no ASCII form is compared as it is.
            Some((local, domain)) => match idna::domain_to_ascii(domain) {
                Ok(domain) => format!("{local}@{domain}"),
                Err(_) => composed,
            },
            None => composed,
        }
    }

    /// The forms by which a state may know this person that was written before a domain had one form: small letters,
    /// in either spelling. Empty for most. In clear.
    pub fn earlier_forms(&self) -> Vec<String> {
        let mut forms = Vec::new();
        let lower = self.written.to_lowercase();
        if is_plain(&lower) {
            return forms;
        }
        let unicode = self.canonical.rsplit_once('@').map(|(local, domain)| {
            let (domain, _) = idna::domain_to_unicode(domain);
            format!("{local}@{domain}")
        });
        for form in [Some(lower), unicode].into_iter().flatten() {
            if form != self.canonical && !forms.contains(&form) {
                forms.push(form);
            }
        }
        forms
    }
}

/// ASCII, and no part of it spells another script: the small letters are the canonical form.
fn is_plain(lower: &str) -> bool {
    lower.is_ascii() && !lower.contains("xn--")
}

impl PartialEq for Email {
    fn eq(&self, other: &Self) -> bool {
        self.canonical == other.canonical
    }
}

impl Eq for Email {}

impl PartialOrd for Email {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Email {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.canonical.cmp(&other.canonical)
    }
}

impl Hash for Email {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.canonical.hash(state);
    }
}

/// `a…x@e….com`: enough for somebody who knows the list, too little for somebody who does not.
impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&masked(&self.written))
    }
}

/// Masked, and a digest after it: the debug form of a request must differ where the request does.
impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digest = blake3::hash(self.written.as_bytes()).to_hex();
        write!(f, "Email({self} #{})", &digest[..16])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_masked_however_it_is_shown() {
        let email = Email::parse(" alex@example.com ").unwrap();
        assert_eq!(email.to_string(), "a…x@e….com");
        assert!(!format!("{email:?}").contains("alex"));
        assert_eq!(email.reveal(), "alex@example.com");
    }

    #[test]
    fn capitals_make_no_other_person() {
        assert_eq!(
            Email::parse("Alex@Example.com"),
            Email::parse("alex@example.COM")
        );
        assert_ne!(
            Email::parse("alex@example.com"),
            Email::parse("al.ex@example.com")
        );
    }

    #[test]
    fn one_mailbox_is_one_person_however_its_domain_is_spelled() {
        let unicode = Email::parse("alex@B\u{fc}cher.example").unwrap();
        let ascii = Email::parse("Alex@XN--bcher-kva.example").unwrap();
        assert_eq!(unicode, ascii);
        assert_eq!(unicode.canonical(), "alex@xn--bcher-kva.example");
        assert_eq!(unicode.reveal(), "alex@B\u{fc}cher.example");
        assert_eq!(
            Email::canonical_of("jos\u{e9}@example.com"),
            Email::canonical_of("jose\u{301}@example.com")
        );
        assert_ne!(
            Email::parse("alex@bucher.example").unwrap(),
            Email::parse("alex@b\u{fc}cher.example").unwrap()
        );
    }

    #[test]
    fn a_state_of_before_knows_a_person_by_either_spelling() {
        let ascii = Email::parse("alex@xn--bcher-kva.example").unwrap();
        assert_eq!(ascii.earlier_forms(), ["alex@b\u{fc}cher.example"]);
        let plain = Email::parse("Alex@example.com").unwrap();
        assert!(plain.earlier_forms().is_empty());
    }

    #[test]
    fn an_address_with_something_invisible_in_it_is_refused() {
        for bad in [
            "alex@example.com\u{200b}",
            "\u{feff}alex@example.com",
            "al\u{ad}ex@example.com",
            "alex\u{a0}@example.com",
            "alex\u{200d}@example.com",
            "alex@example.com\u{fe0f}",
            "al\u{2800}ex@example.com",
        ] {
            assert!(Email::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused_without_being_repeated() {
        for bad in [
            "",
            "alex",
            "alex@",
            "@example.com",
            "a b@example.com",
            "Alex <alex@example.com>",
            "alex@localhost",
            "alex@@example.com",
        ] {
            assert!(Email::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(EmailError.to_string(), "this is not a valid e-mail address");
    }
}

//! Why no connection came about, as kinds: in words for people, and whether waiting can mend it. Shared by whoever opens
//! connections; names no host, since who asks does, and shows no text of a library.

use std::error::Error;
use std::io;

use rustls::CertificateError;

use crate::os_words::without_number;

/// Why there is no connection.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unconnected {
    /// The configuration's fault, mostly.
    #[error("its host does not exist")]
    NoSuchHost,
    /// The machine's fault: no name can be looked up.
    #[error("host names cannot be resolved at the moment")]
    NoNames,
    /// Nobody listens there, or a firewall says no.
    #[error("the connection was refused")]
    Refused,
    /// The network's fault.
    #[error("no connection in time")]
    Late,
    /// It began, and was closed.
    #[error("the connection was closed before it was secured")]
    Closed,
    /// Plain HTTP, mostly.
    #[error("the server does not speak HTTPS")]
    NoTls,
    /// Both speak TLS, of kinds that do not fit: an old server, or something that inspects TLS.
    #[error("the server offers no secure connection that is safe enough")]
    NoCommonTls,
    #[error("the server's certificate has expired, or this machine's clock is wrong")]
    Expired,
    #[error("the server's certificate is for another host")]
    OtherHost,
    /// And why.
    #[error("the server's certificate is not trusted ({0})")]
    Untrusted(&'static str),
    /// The proxy's answer.
    #[error("the proxy wants a user name and a password")]
    ProxyPassword,
    /// The proxy's answer: it may forbid the host, or not reach it.
    #[error("the proxy does not connect to that host")]
    ProxyRefuses,
    /// In the operating system's words.
    #[error("no connection: {0}")]
    Other(String),
}

impl Unconnected {
    /// Whether another try would fail alike.
    pub const fn is_lasting(&self) -> bool {
        match self {
            Self::NoSuchHost
            | Self::NoTls
            | Self::NoCommonTls
            | Self::Expired
            | Self::OtherHost
            | Self::Untrusted(_)
            | Self::ProxyPassword => true,
            Self::NoNames
            | Self::Refused
            | Self::Late
            | Self::Closed
            | Self::ProxyRefuses
            | Self::Other(_) => false,
        }
    }
}

/// `causes`: the error's, outermost first.
pub(crate) fn unconnected<'e>(
    causes: impl Iterator<Item = &'e (dyn Error + 'static)>,
) -> Unconnected {
    let mut root = None;
    for cause in causes {
        if let Some(error) = of_tls(cause) {
            return tls(error);
        }
        root = Some((cause.downcast_ref().map(io::Error::kind), cause.to_string()));
    }
    let Some((kind, words)) = root else {
        return Unconnected::Other("unknown reason".to_owned());
    };
    match kind {
        Some(io::ErrorKind::ConnectionRefused) => Unconnected::Refused,
        Some(io::ErrorKind::TimedOut) => Unconnected::Late,
        // In a handshake nothing else ends.
        Some(io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset) => Unconnected::Closed,
        _ => in_words(&words),
    }
}

/// What is told apart by its words only: those of the standard library, and of the client for what a proxy said.
fn in_words(words: &str) -> Unconnected {
    // What the name service of every platform says; its codes are not kept.
    if words.contains("failed to lookup address information") {
        return if words.contains("Temporary failure") || words.contains("try again") {
            Unconnected::NoNames
        } else {
            Unconnected::NoSuchHost
        };
    }
    // Of the client too.
    if words.contains("handshake eof") {
        return Unconnected::Closed;
    }
    match words.strip_prefix("tunnel error: ") {
        Some("proxy authorization required") => Unconnected::ProxyPassword,
        Some(_) => Unconnected::ProxyRefuses,
        None => Unconnected::Other(without_number(words).to_owned()),
    }
}

/// A certificate that is not trusted now will not be in a second. What an `io::Error` holds is not its source, and it may
/// hold another one.
fn of_tls<'e>(cause: &'e (dyn Error + 'static)) -> Option<&'e rustls::Error> {
    let inner = || of_tls(cause.downcast_ref::<io::Error>()?.get_ref()?);
    cause.downcast_ref().or_else(inner)
}

fn tls(error: &rustls::Error) -> Unconnected {
    match error {
        rustls::Error::InvalidCertificate(certificate) => of_certificate(certificate),
        // Not TLS at all, mostly.
        rustls::Error::InvalidMessage(_) => Unconnected::NoTls,
        _ => Unconnected::NoCommonTls,
    }
}

fn of_certificate(error: &CertificateError) -> Unconnected {
    match error {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => Unconnected::Expired,
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            Unconnected::OtherHost
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            Unconnected::Untrusted("it is not valid yet, or this machine's clock is wrong")
        }
        CertificateError::UnknownIssuer => {
            Unconnected::Untrusted("its issuer is unknown to this machine")
        }
        CertificateError::BadSignature => {
            Unconnected::Untrusted("it is not signed by the issuer that it names")
        }
        CertificateError::Revoked => Unconnected::Untrusted("it was revoked"),
        CertificateError::Other(_) => {
            Unconnected::Untrusted("it is self-signed, or not made for a server")
        }
        _ => Unconnected::Untrusted("it is not a valid one"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(error: &io::Error) -> Unconnected {
        let error: &(dyn Error + 'static) = error;
        unconnected(std::iter::once(error))
    }

    #[test]
    fn only_what_waiting_can_mend_is_tried_again() {
        let missing = told(&io::Error::other(
            "failed to lookup address information: Name or service not known",
        ));
        assert_eq!(missing, Unconnected::NoSuchHost);
        let for_now = told(&io::Error::other(
            "failed to lookup address information: Temporary failure in name resolution",
        ));
        assert_eq!(for_now, Unconnected::NoNames);
        assert!(missing.is_lasting() && !for_now.is_lasting());
        let refused = told(&io::ErrorKind::ConnectionRefused.into());
        assert!(refused == Unconnected::Refused && !refused.is_lasting());
        let password = told(&io::Error::other(
            "tunnel error: proxy authorization required",
        ));
        assert!(password == Unconnected::ProxyPassword && password.is_lasting());
    }

    #[test]
    fn a_certificate_is_told_without_the_words_of_a_library() {
        let of = |error: rustls::Error| told(&io::Error::new(io::ErrorKind::InvalidData, error));
        let odd = CertificateError::Other(rustls::OtherError(std::sync::Arc::new(
            io::Error::other("CaUsedAsEndEntity"),
        )));
        let odd = of(rustls::Error::InvalidCertificate(odd));
        insta::assert_snapshot!(odd, @"the server's certificate is not trusted (it is self-signed, or not made for a server)");
        let nested = io::Error::other(io::Error::other(rustls::Error::InvalidMessage(
            rustls::InvalidMessage::InvalidContentType,
        )));
        assert_eq!(told(&nested), Unconnected::NoTls);
        let alert = rustls::Error::AlertReceived(rustls::AlertDescription::HandshakeFailure);
        assert!(odd.is_lasting() && of(alert) == Unconnected::NoCommonTls);
    }

    #[cfg(unix)]
    #[test]
    fn what_only_the_system_has_words_for_is_told_without_its_number() {
        // ENETUNREACH
        insta::assert_snapshot!(told(&io::Error::from_raw_os_error(101)), @"no connection: Network is unreachable");
    }
}

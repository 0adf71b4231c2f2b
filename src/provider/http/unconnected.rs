//! Why no connection came about, in words for people, and whether waiting can fix it. Names no host: the call does.

use std::error::Error;
use std::io;

use rustls::CertificateError;

/// Why there is no connection.
pub(super) struct Unconnected {
    pub(super) cause: String,
    /// Another try would fail alike.
    pub(super) lasting: bool,
}

/// `causes`: the error's, outermost first.
pub(super) fn unconnected<'e>(
    causes: impl Iterator<Item = &'e (dyn Error + 'static)>,
) -> Unconnected {
    let mut root = None;
    for cause in causes {
        if let Some(error) = of_tls(cause) {
            return Unconnected {
                cause: tls(error),
                lasting: true,
            };
        }
        root = Some(cause.to_string());
    }
    let root = root.unwrap_or_else(|| "unknown reason".to_owned());
    // What the name service of every platform says, through the standard library; its codes are not kept.
    if root.contains("failed to lookup address information") {
        return name(&root);
    }
    Unconnected {
        cause: format!("no connection: {root}"),
        lasting: false,
    }
}

fn name(root: &str) -> Unconnected {
    let is_temporary = root.contains("Temporary failure") || root.contains("try again");
    let cause = if is_temporary {
        "the host name cannot be resolved at the moment: check the network connection"
    } else {
        "the host does not exist: check `baseUrl`"
    };
    Unconnected {
        cause: cause.to_owned(),
        lasting: !is_temporary,
    }
}

/// A certificate that is not trusted now will not be in a second. What an `io::Error` holds is not its source, and it may
/// hold another one.
fn of_tls<'e>(cause: &'e (dyn Error + 'static)) -> Option<&'e rustls::Error> {
    let inner = || of_tls(cause.downcast_ref::<io::Error>()?.get_ref()?);
    cause.downcast_ref().or_else(inner)
}

fn tls(error: &rustls::Error) -> String {
    let certificate = match error {
        rustls::Error::InvalidCertificate(certificate) => certificate,
        // Not TLS at all, mostly: plain HTTP.
        rustls::Error::InvalidMessage(_) => {
            return "the server does not speak HTTPS: check `baseUrl`".to_owned();
        }
        error => {
            return format!("no secure connection: check `baseUrl` ({error})");
        }
    };
    match certificate {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            "the server's certificate has expired, or this machine's clock is wrong".to_owned()
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            "the server's certificate is for another host: check `baseUrl`".to_owned()
        }
        other => format!(
            "the server's certificate is not trusted ({}). If your company inspects TLS, set SSL_CERT_FILE to a \
             file with its certificates",
            signed(other)
        ),
    }
}

fn signed(error: &CertificateError) -> String {
    match error {
        CertificateError::UnknownIssuer => "its issuer is unknown to this machine".to_owned(),
        CertificateError::Revoked => "it was revoked".to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(error: &io::Error) -> (String, bool) {
        let error: &(dyn Error + 'static) = error;
        let Unconnected { cause, lasting } = unconnected(std::iter::once(error));
        (cause, lasting)
    }

    #[test]
    fn only_what_waiting_can_mend_is_tried_again() {
        let (cause, lasting) = told(&io::Error::other(
            "failed to lookup address information: Name or service not known",
        ));
        assert!(lasting);
        insta::assert_snapshot!(cause, @"the host does not exist: check `baseUrl`");
        let (cause, lasting) = told(&io::Error::other(
            "failed to lookup address information: Temporary failure in name resolution",
        ));
        assert!(!lasting);
        insta::assert_snapshot!(cause, @"the host name cannot be resolved at the moment: check the network connection");
        assert!(!told(&io::Error::other("Connection refused")).1);
    }

    #[test]
    fn a_certificate_that_is_not_trusted_names_the_way_out() {
        let certificate = rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer);
        let (cause, lasting) = told(&io::Error::new(io::ErrorKind::InvalidData, certificate));
        assert!(lasting);
        let nested = io::Error::other(io::Error::other(rustls::Error::InvalidMessage(
            rustls::InvalidMessage::InvalidContentType,
        )));
        assert!(told(&nested).1);
        assert!(
            cause.starts_with("the server's certificate is not trusted (")
                && cause.contains("SSL_CERT_FILE")
        );
    }
}

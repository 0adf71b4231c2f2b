//! Base URLs: encrypted, or on this machine.

use reqwest::Url;

use crate::diagnostic::Code;
use crate::model::{is_invisible_in_word, name_of_invisible};

/// Why an address is refused: the code, the message, what to do.
pub(super) struct Refused {
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) help: &'static str,
    /// Whether the address holds a secret that no snippet may show.
    pub(super) is_secret: bool,
}

/// The address without a slash at its end.
pub(super) fn checked(text: &str) -> Result<String, Refused> {
    let refused = |code, message: &str, help| Refused {
        code,
        message: message.to_owned(),
        help,
        is_secret: false,
    };
    let invalid = |message, help| Err(refused(Code::InvalidConfig, message, help));
    let example = "write it like https://api.example.com/v1";
    // The parser itself would drop some of them, and keep others as `%20`.
    let is_stray = |c: char| c.is_whitespace() || c.is_control() || is_invisible_in_word(c);
    let text = text.trim_matches(is_stray);
    if let Some(stray) = text.chars().find(|c| is_stray(*c)) {
        let message = match stray {
            ' ' => "a base URL cannot contain spaces".to_owned(),
            other => format!("a base URL cannot contain {}", name_of_invisible(other)),
        };
        return invalid(&message, example);
    }
    let Ok(url) = Url::parse(text) else {
        return invalid("this is not a valid URL", example);
    };
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Refused {
            is_secret: true,
            ..refused(
                Code::LiteralCredential,
                "a URL must not contain a user name or password",
                "remove the part before `@`; a key belongs under `apiKey`, as `{ env: NAME }`",
            )
        });
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(Refused {
            is_secret: true,
            ..refused(
                Code::InvalidConfig,
                "a base URL cannot contain `?` or `#`",
                example,
            )
        });
    }
    match url.scheme() {
        "https" => Ok(text.trim_end_matches('/').to_owned()),
        "http" if is_loopback(&url) => Ok(text.trim_end_matches('/').to_owned()),
        "http" => Err(refused(
            Code::InsecureUrl,
            "with plain http://, anyone on the network path could read the API key",
            "use https://; http:// is only for loopback addresses: localhost, 127.0.0.0/8, [::1]",
        )),
        _ => invalid("a base URL must start with https://", example),
    }
}

pub(super) fn is_loopback(url: &Url) -> bool {
    let Some(host) = url.host_str() else {
        return false;
    };
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || address
            .parse::<std::net::IpAddr>()
            .is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_copied_along_with_an_address_is_no_part_of_it() {
        for text in [
            " https://a.example/v1",
            "https://a.example/v1/ \n",
            "\u{feff}https://a.example/v1",
            "\u{200b}https://a.example/v1\u{a0}",
        ] {
            let taken = checked(text).map_err(|refused| refused.message);
            assert_eq!(taken.as_deref(), Ok("https://a.example/v1"), "{text:?}");
        }
        for inside in [
            "https://a.example/v1 /x",
            "https://a.exa\tmple",
            "https://a.ex\u{200b}ample",
        ] {
            assert!(checked(inside).is_err(), "{inside:?}");
        }
    }

    #[test]
    fn plain_http_is_for_loopback_only() {
        for good in [
            "https://a.example/v1",
            "http://localhost:8080",
            "http://127.0.0.1",
            "http://127.9.9.9:1/x",
            "http://[::1]:7/",
        ] {
            assert!(checked(good).is_ok(), "{good}");
        }
        for bad in [
            "http://a.example",
            "http://localhost.example",
            "http://127.0.0.1.example",
            "http://10.0.0.1",
            "ftp://a.example",
            "a.example",
            "https://u:p@a.example",
            "https://a.example?x=1",
        ] {
            assert!(checked(bad).is_err(), "{bad}");
        }
    }
}

//! From an error of the library that speaks to buckets to its kind. Everything that knows how that library words things is
//! here.

use std::error::Error;

use object_store::client::HttpError;

use super::super::store_fault::StoreFault;
use super::bounded::TooLong;
use crate::connection::unconnected;
use crate::os_words::without_number;

/// Codes of S3, and of what imitates it, by what they mean.
const EXPIRED: [&str; 3] = ["ExpiredToken", "TokenRefreshRequired", "RequestExpired"];
const BAD: [&str; 6] = [
    "InvalidAccessKeyId",
    "SignatureDoesNotMatch",
    "InvalidToken",
    "AuthenticationFailed",
    "InvalidClientTokenId",
    "AuthorizationQueryParametersError",
];
const REGION: [&str; 3] = [
    "PermanentRedirect",
    "AuthorizationHeaderMalformed",
    "IllegalLocationConstraintException",
];
const NO_BUCKET: [&str; 2] = ["NoSuchBucket", "ContainerNotFound"];

/// Where a machine of a cloud would find its credentials.
const METADATA: [&str; 3] = [
    "169.254.169.254",
    "169.254.170.2",
    "metadata.google.internal",
];

pub(super) fn fault(error: &object_store::Error) -> StoreFault {
    let words = error.to_string();
    if METADATA.iter().any(|place| words.contains(place)) {
        return StoreFault::NoCredentials;
    }
    if words.contains("redirect without LOCATION") {
        return StoreFault::OtherRegion(None);
    }
    if let Some(status) = status(&words) {
        return of_status(status, &words);
    }
    let chain = || std::iter::successors(error.source(), |cause| (*cause).source());
    if let Some(long) = chain().find(|cause| cause.is::<TooLong>()) {
        return StoreFault::Other(long.to_string());
    }
    if chain().any(<dyn Error + 'static>::is::<HttpError>) {
        let is_connecting = chain().any(|cause| {
            let client = cause.downcast_ref::<reqwest::Error>();
            client.is_some_and(reqwest::Error::is_connect)
        });
        return if is_connecting {
            StoreFault::Unconnected(unconnected(chain()))
        } else {
            StoreFault::Silent
        };
    }
    let root = chain().last().map_or(words, ToString::to_string);
    StoreFault::Other(without_number(&root).to_owned())
}

fn of_status(status: u16, words: &str) -> StoreFault {
    let code = between(words, "<Code>", "</Code>").unwrap_or_default();
    let shown = match code {
        "" => status.to_string(),
        code => format!("{status}, {code}"),
    };
    let is = |codes: &[&str]| codes.contains(&code);
    match status {
        _ if is(&NO_BUCKET) => StoreFault::NoBucket,
        _ if is(&EXPIRED) => StoreFault::Expired,
        _ if is(&REGION) => {
            StoreFault::OtherRegion(between(words, "expecting '", "'").map(str::to_owned))
        }
        _ if code == "RequestTimeTooSkewed" => StoreFault::Clock,
        401 => StoreFault::BadCredentials(shown),
        _ if is(&BAD) => StoreFault::BadCredentials(shown),
        403 => StoreFault::Denied(shown),
        301 | 307 | 308 => StoreFault::OtherRegion(None),
        404 => StoreFault::NoBucket,
        429 | 503 => StoreFault::Busy(shown),
        500.. => StoreFault::Failing(shown),
        _ => StoreFault::Refused(shown),
    }
}

/// `… status code: 403 Forbidden: …`
fn status(words: &str) -> Option<u16> {
    let (_, after) = words.rsplit_once("status code: ")?;
    after.get(..3)?.parse().ok()
}

fn between<'t>(text: &'t str, start: &str, end: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(start)?;
    let (found, _) = rest.split_once(end)?;
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    found.chars().all(is_word).then_some(found)
}

/// What a builder finds wrong with the environment, in words for people.
pub(super) fn unusable(error: &object_store::Error) -> String {
    // What an operating system says names no file; who asked it does.
    let chain = std::iter::successors(error.source(), |cause| (*cause).source());
    let root = chain
        .take_while(|cause| !cause.is::<std::io::Error>())
        .last();
    let root = root.map_or_else(|| error.to_string(), ToString::to_string);
    match root.as_str() {
        "Missing SecretAccessKey" => {
            "AWS_ACCESS_KEY_ID is set, and AWS_SECRET_ACCESS_KEY is not".to_owned()
        }
        "Missing AccessKeyId" => {
            "AWS_SECRET_ACCESS_KEY is set, and AWS_ACCESS_KEY_ID is not".to_owned()
        }
        "Account must be specified" => "AZURE_STORAGE_ACCOUNT_NAME is not set".to_owned(),
        _ => without_number(&root).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(status: &str, body: &str) -> StoreFault {
        let source = format!("Server returned non-2xx status code: {status}: {body}");
        fault(&object_store::Error::Generic {
            store: "S3",
            source: source.into(),
        })
    }

    #[test]
    fn a_store_is_understood_by_its_code_and_by_its_status_where_it_gives_none() {
        let with = |code: &str| format!("<Error><Code>{code}</Code><Message>m</Message></Error>");
        let all = [
            told("404 Not Found", &with("NoSuchBucket")),
            told("403 Forbidden", &with("AccessDenied")),
            told("403 Forbidden", &with("SignatureDoesNotMatch")),
            told("400 Bad Request", &with("ExpiredToken")),
            told("403 Forbidden", &with("RequestTimeTooSkewed")),
            told(
                "400 Bad Request",
                "<Code>AuthorizationHeaderMalformed</Code> expecting 'us-west-2'",
            ),
            told("503 Service Unavailable", &with("SlowDown")),
            told("500 Internal Server Error", ""),
            told("403 Forbidden", ""),
            told("400 Bad Request", "<Code>\u{1b}[2J</Code>"),
        ];
        let all = all.map(|fault| fault.to_string()).join("\n");
        insta::assert_snapshot!(all, @"
        there is no such bucket
        the credentials do not allow it (403, AccessDenied)
        the store does not accept the credentials (403, SignatureDoesNotMatch)
        the credentials have expired
        this machine's clock is too far from the store's
        the bucket is in another region, us-west-2
        the store has too much to do (503, SlowDown)
        the store fails (500)
        the credentials do not allow it (403)
        the store refuses it (400)
        ");
    }

    #[test]
    fn a_machine_without_credentials_asks_its_cloud_and_is_told_what_it_lacks() {
        let asked = object_store::Error::Generic {
            store: "S3",
            source: "Error performing PUT http://169.254.169.254/latest/api/token".into(),
        };
        assert_eq!(fault(&asked), StoreFault::NoCredentials);
    }
}

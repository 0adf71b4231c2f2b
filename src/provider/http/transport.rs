//! The client behind both halves: how it is built, and what it shares. Sending is in `exchange`, rules are in `read` and `write`.

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use camino::Utf8PathBuf;
use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Certificate, Client, ClientBuilder, Url, redirect, retry};
use secrecy::{ExposeSecret, SecretString};

use super::call::Observer;
use super::gates::gate;
use super::limiter::Gate;
use super::options::{Authentication, RetryOptions, TransportOptions};
use super::receive::Allowance;
use super::recorder::Recorder;
use super::sanitize::Cleaner;
use crate::secrets::keep_out;

/// Most calls at once.
const MOST_CONCURRENT: usize = 256;

const API_KEY: HeaderName = HeaderName::from_static("x-api-key");

/// Shorter than the shortest common keep-alive of servers (Node: 5 s). A POST on a connection that the server is just
/// closing would be in doubt; a new connection costs less than settling that.
const IDLE: Duration = Duration::from_secs(4);

/// One system's client. Cheap to clone; all clones share connections, limits and pauses.
#[derive(Clone)]
pub struct Transport(Arc<Shared>);

struct Shared {
    client: Client,
    base_url: String,
    key: SecretString,
    key_remark: Option<String>,
    concurrency: usize,
    gate: Arc<Gate>,
    allowance: Allowance,
    timeout: Duration,
    retry: RetryOptions,
    observer: Option<Arc<dyn Observer>>,
    recorder: Option<Arc<dyn Recorder>>,
    reads_only: bool,
}

/// Why there is no transport. Nothing was sent.
#[derive(Debug, thiserror::Error)]
pub enum TransportError {
    /// The configuration's fault.
    #[error("`{base_url}` is not a valid URL: {cause}")]
    BaseUrl {
        /// What stands there.
        base_url: String,
        /// What is wrong with it.
        cause: String,
    },
    /// The credential's fault; it is not shown.
    #[error("the API key contains characters that cannot be sent (perhaps a line break)")]
    Key,
    /// The configuration's fault.
    #[error("cannot read certificates from {path}: {cause}")]
    CaFile {
        /// The file.
        path: Utf8PathBuf,
        /// What is wrong with it.
        cause: String,
    },
    /// The machine's fault: mostly no trusted certificates are installed.
    #[error("this machine has no certificates to trust, so no secure connection can be made")]
    Client,
}

impl Transport {
    /// Sets up the client. Opens no connection.
    pub fn new(options: TransportOptions) -> Result<Self, TransportError> {
        let base_url = options.base_url.trim_end_matches('/').to_owned();
        let url = Url::parse(&base_url).map_err(|error| TransportError::BaseUrl {
            base_url: base_url.clone(),
            cause: error.to_string(),
        })?;
        let concurrency = options.concurrency.clamp(1, MOST_CONCURRENT);
        keep_out(options.key.expose_secret());
        let client = client(&options, &url, concurrency)?;
        let rate = options.requests_per_second;
        let gate = gate(&base_url, &options.key, concurrency, rate);
        Ok(Self(Arc::new(Shared {
            client,
            base_url,
            key: options.key,
            key_remark: options.key_remark,
            concurrency,
            gate,
            allowance: Allowance::new(options.most_received),
            timeout: options.timeout,
            retry: options.retry,
            observer: options.observer,
            recorder: options.recorder,
            reads_only: options.reads_only,
        })))
    }

    pub(super) fn client(&self) -> &Client {
        &self.0.client
    }

    pub(super) fn base_url(&self) -> &str {
        &self.0.base_url
    }

    pub(super) fn concurrency(&self) -> usize {
        self.0.concurrency
    }

    pub(super) fn gate(&self) -> &Gate {
        &self.0.gate
    }

    pub(super) fn allowance(&self) -> &Allowance {
        &self.0.allowance
    }

    pub(super) fn timeout(&self) -> Duration {
        self.0.timeout
    }

    pub(super) fn retry(&self) -> &RetryOptions {
        &self.0.retry
    }

    pub(super) fn observer(&self) -> Option<&dyn Observer> {
        self.0.observer.as_deref()
    }

    pub(super) fn recorder(&self) -> Option<&dyn Recorder> {
        self.0.recorder.as_deref()
    }

    pub(super) fn reads_only(&self) -> bool {
        self.0.reads_only
    }

    pub(super) fn key_remark(&self) -> Option<&str> {
        self.0.key_remark.as_deref()
    }

    pub(super) fn cleaner(&self) -> Cleaner<'_> {
        Cleaner { key: &self.0.key }
    }
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transport")
            .field("base_url", &self.0.base_url)
            .finish_non_exhaustive()
    }
}

fn client(
    options: &TransportOptions,
    url: &Url,
    concurrency: usize,
) -> Result<Client, TransportError> {
    // An error means that a provider is installed already, which is as good.
    _ = rustls::crypto::ring::default_provider().install_default();
    let builder = Client::builder()
        .default_headers(headers(&options.key, options.authentication)?)
        .user_agent(concat!("vetform/", env!("CARGO_PKG_VERSION")))
        .timeout(options.timeout)
        .connect_timeout(options.connect_timeout)
        .pool_max_idle_per_host(concurrency)
        .pool_idle_timeout(IDLE)
        .tcp_nodelay(true)
        // A redirect could carry the key elsewhere, or turn a POST into a GET.
        .redirect(redirect::Policy::none())
        // Built-in repeats would bypass our rules on what may be sent twice.
        .retry(retry::never());
    certificates(local(builder, url), options, url)?
        .build()
        .map_err(|_| TransportError::Client)
}

fn headers(
    key: &SecretString,
    authentication: Authentication,
) -> Result<HeaderMap, TransportError> {
    let (name, text) = match authentication {
        Authentication::Bearer => {
            let text = format!("Bearer {}", key.expose_secret());
            (AUTHORIZATION, SecretString::from(text))
        }
        Authentication::ApiKeyHeader => (API_KEY, key.clone()),
    };
    let mut value = HeaderValue::from_str(text.expose_secret()).map_err(|_| TransportError::Key)?;
    value.set_sensitive(true);
    Ok(HeaderMap::from_iter([
        (name, value),
        (ACCEPT, HeaderValue::from_static("application/json")),
    ]))
}

/// A proxy from the environment cannot reach this machine's own loopback.
fn local(builder: ClientBuilder, url: &Url) -> ClientBuilder {
    if is_loopback(url) {
        builder.no_proxy()
    } else {
        builder
    }
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || host.ends_with(".localhost")
        || address.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

fn certificates(
    builder: ClientBuilder,
    options: &TransportOptions,
    url: &Url,
) -> Result<ClientBuilder, TransportError> {
    let Some(path) = &options.ca_file else {
        // Loading the machine's certificates takes time and fails where none are installed; plain HTTP needs none.
        return Ok(if url.scheme() == "https" {
            builder
        } else {
            builder.tls_certs_only([])
        });
    };
    let wrong = |cause: String| TransportError::CaFile {
        path: path.clone(),
        cause,
    };
    let pem = crate::files::read(path, crate::files::CERTIFICATE_BYTES)
        .map_err(|error| wrong(error.to_string()))?;
    let certificates = Certificate::from_pem_bundle(&pem).map_err(|error| wrong(causes(&error)))?;
    if certificates.is_empty() {
        return Err(wrong("it contains no certificate".to_owned()));
    }
    Ok(builder.tls_certs_only(certificates))
}

fn causes(error: &reqwest::Error) -> String {
    let error: &dyn std::error::Error = error;
    std::iter::successors(Some(error), |cause| cause.source())
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(": ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_is_known_in_every_spelling() {
        let loopback = |url: &str| is_loopback(&Url::parse(url).unwrap());
        assert!(loopback("http://127.0.0.1:80/x"));
        assert!(loopback("http://[::1]:80"));
        assert!(loopback("http://localhost:1"));
        assert!(!loopback("http://localhost.example.com"));
        assert!(!loopback("http://10.0.0.1"));
    }

    #[test]
    fn a_key_with_a_line_end_is_refused_and_not_shown() {
        let options =
            TransportOptions::new("http://127.0.0.1:1", SecretString::from("sk_test_x\n"));
        let debug = format!("{options:?}");
        let error = Transport::new(options).unwrap_err();
        assert!(!format!("{error:?} {error} {debug}").contains("sk_test"));
    }
}

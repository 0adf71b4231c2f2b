//! What can be set on a transport. Plain values; nothing here reads the environment or a file.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use camino::Utf8PathBuf;
use secrecy::SecretString;

use super::call::Observer;
use super::recorder::Recorder;

/// Where the key goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Authentication {
    /// `Authorization: Bearer …` (TapTalent, Promptster).
    #[default]
    Bearer,
    /// `X-API-Key: …` (Flowmingo).
    ApiKeyHeader,
}

/// Settings of one system's transport.
#[derive(Clone)]
pub struct TransportOptions {
    /// Where the paths begin, for example `https://partner-api.taptalent.io/v1/partner`.
    pub base_url: String,
    /// The key.
    pub key: SecretString,
    /// What is odd about the key, in words that follow "the key": told where a system refuses it.
    pub key_remark: Option<String>,
    /// The header that carries the key.
    pub authentication: Authentication,
    /// Most calls in flight at once, 1–256; others are clamped to that.
    pub concurrency: usize,
    /// Most calls started in a second, over all workers. `None`: no limit.
    pub requests_per_second: Option<f64>,
    /// For one try, from sending to the last byte.
    pub timeout: Duration,
    /// For one connection. Keep it below `timeout`: what runs out here was surely never sent.
    pub connect_timeout: Duration,
    /// A PEM file with the only certificates to trust, instead of those of the operating system.
    pub ca_file: Option<Utf8PathBuf>,
    /// Most bytes, unpacked, that all reads of one run may bring.
    pub most_received: u64,
    /// When and how often a call is tried again.
    pub retry: RetryOptions,
    /// Watches every call.
    pub observer: Option<Arc<dyn Observer>>,
    /// Keeps what every read is answered.
    pub recorder: Option<Arc<dyn Recorder>>,
    /// Whether no write leaves, whoever holds a way to write.
    pub reads_only: bool,
}

impl TransportOptions {
    /// The usual settings: a bearer key, 16 calls at once, no rate limit, 20 s a try.
    pub fn new(base_url: impl Into<String>, key: SecretString) -> Self {
        Self {
            base_url: base_url.into(),
            key,
            key_remark: None,
            authentication: Authentication::default(),
            concurrency: 16,
            requests_per_second: None,
            timeout: Duration::from_secs(20),
            connect_timeout: Duration::from_secs(10),
            ca_file: None,
            most_received: 2 << 30,
            retry: RetryOptions::default(),
            observer: None,
            recorder: None,
            reads_only: false,
        }
    }
}

impl fmt::Debug for TransportOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportOptions")
            .field("base_url", &self.base_url)
            .field("authentication", &self.authentication)
            .field("concurrency", &self.concurrency)
            .field("requests_per_second", &self.requests_per_second)
            .field("timeout", &self.timeout)
            .field("retry", &self.retry)
            .field("reads_only", &self.reads_only)
            .finish_non_exhaustive()
    }
}

/// When and how often a call is tried again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetryOptions {
    /// Most tries of one call, pauses that the server asked for not counted.
    pub attempts: u32,
    /// Least delay before the second try; doubles from there, with jitter on top.
    pub first_delay: Duration,
    /// Most delay before jitter.
    pub longest_delay: Duration,
    /// Most times that one call is told to slow down before it gives up.
    pub throttled: u32,
    /// Longest pause that is granted; a server that asks for more is an error at once, not a silent hour.
    pub longest_pause: Duration,
    /// Longest that one call waits in all such pauses together.
    pub longest_wait: Duration,
    /// After so long no further try of a call begins; pauses that the server asked for are not counted.
    pub longest_trying: Duration,
    /// Calls that may fail one after the other, with all their tries; the next ones are tried once, until one is answered.
    pub fruitless: u32,
}

impl Default for RetryOptions {
    fn default() -> Self {
        Self {
            attempts: 5,
            first_delay: Duration::from_millis(200),
            longest_delay: Duration::from_secs(5),
            throttled: 10,
            longest_pause: Duration::from_mins(1),
            longest_wait: Duration::from_mins(3),
            longest_trying: Duration::from_secs(30),
            fruitless: 3,
        }
    }
}

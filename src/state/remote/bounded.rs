//! The client of a store: it follows no redirect, and its answers have a bound. The library's own would send a session token
//! wherever a redirect leads, take what comes from there for the state, and collect lists and refusals however long they are.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse,
    HttpResponseBody, HttpService,
};
use object_store::{ClientConfigKey, ClientOptions};
use reqwest::{Certificate, Client, NoProxy, Proxy, redirect};

use crate::files::STATE_BYTES;

/// Most bytes of a refusal: a store says in some hundred what it has against a request.
const REFUSAL_BYTES: u64 = 1 << 20;

/// Most bytes that one run receives of a store: no fleet's states and journals come near.
const RUN_BYTES: u64 = 4 << 30;

/// For one request, and for one connection, where the options say nothing that is understood here.
const TIME: Duration = Duration::from_secs(30);
const CONNECTION_TIME: Duration = Duration::from_secs(5);

#[derive(Debug, Default)]
pub(super) struct BoundedConnector;

impl HttpConnector for BoundedConnector {
    fn connect(&self, options: &ClientOptions) -> object_store::Result<HttpClient> {
        let client = client(options).map_err(|error| object_store::Error::Generic {
            store: "vetform",
            source: Box::new(error),
        })?;
        Ok(HttpClient::new(BoundedClient {
            client,
            left: Arc::new(AtomicU64::new(RUN_BYTES)),
        }))
    }
}

/// Of the library's options, those that say how the store is reached. None of them switches a check of certificates off.
fn client(options: &ClientOptions) -> reqwest::Result<Client> {
    use ClientConfigKey::{
        AllowHttp, ConnectTimeout, ProxyCaCertificate, ProxyExcludes, ProxyUrl, Timeout,
    };
    let text = |key: ClientConfigKey| options.get_config_value(&key);
    let time = |key: ClientConfigKey| text(key).and_then(|value| seconds(&value));
    let takes_http = text(AllowHttp).is_some_and(|value| is_yes(&value));
    let mut builder = Client::builder()
        .user_agent(concat!("vetform/", env!("CARGO_PKG_VERSION")))
        .redirect(redirect::Policy::none())
        .https_only(!takes_http)
        .http1_only()
        .timeout(time(Timeout).unwrap_or(TIME))
        // Where a cloud's own credentials are asked for, the library asks for a second: elsewhere nobody answers there.
        .connect_timeout(time(ConnectTimeout).unwrap_or(CONNECTION_TIME))
        // Of the bytes that were put, not of others, a version is told.
        .no_gzip();
    if let Some(address) = text(ProxyUrl) {
        let except = text(ProxyExcludes).and_then(|hosts| NoProxy::from_string(&hosts));
        builder = builder.proxy(Proxy::all(address)?.no_proxy(except));
    }
    if let Some(pem) = text(ProxyCaCertificate) {
        builder = builder.tls_certs_merge([Certificate::from_pem(pem.as_bytes())?]);
    }
    builder.build()
}

/// `5s`, as the library writes it.
fn seconds(value: &str) -> Option<Duration> {
    let number = value.strip_suffix('s')?.parse().ok()?;
    Some(Duration::from_secs(number))
}

fn is_yes(value: &str) -> bool {
    let yes = ["1", "true", "on", "yes", "y"];
    yes.iter().any(|word| value.eq_ignore_ascii_case(word))
}

#[derive(Debug)]
struct BoundedClient {
    client: Client,
    /// Bytes that the run may still receive.
    left: Arc<AtomicU64>,
}

type Answer<'a> = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'a>>;

impl HttpService for BoundedClient {
    fn call<'life0, 'async_trait>(&'life0 self, request: HttpRequest) -> Answer<'async_trait>
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        Box::pin(async move {
            let (parts, body) = self.client.call(request).await?.into_parts();
            let most = if parts.status.is_success() {
                STATE_BYTES
            } else {
                REFUSAL_BYTES
            };
            let body = BoundedBody {
                body,
                most,
                left: Arc::clone(&self.left),
            };
            Ok(HttpResponse::from_parts(parts, HttpResponseBody::new(body)))
        })
    }
}

/// A body that fails where it becomes too long.
struct BoundedBody {
    body: HttpResponseBody,
    most: u64,
    left: Arc<AtomicU64>,
}

impl BoundedBody {
    fn take(&mut self, bytes: u64) -> Result<(), HttpError> {
        let taken = self
            .left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                left.checked_sub(bytes)
            });
        let Some(most) = self.most.checked_sub(bytes).filter(|_| taken.is_ok()) else {
            return Err(HttpError::new(HttpErrorKind::Decode, TooLong));
        };
        self.most = most;
        Ok(())
    }
}

/// Why it fails.
#[derive(Debug, thiserror::Error)]
#[error("the store answers with more than is read")]
pub(super) struct TooLong;

impl Body for BoundedBody {
    type Data = Bytes;
    type Error = HttpError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, HttpError>>> {
        let frame = match ready!(Pin::new(&mut self.body).poll_frame(context)) {
            Some(Ok(frame)) => frame,
            other => return Poll::Ready(other),
        };
        let bytes = frame.data_ref().map_or(0, |data| data.len() as u64);
        Poll::Ready(Some(self.take(bytes).map(|()| frame)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_times_of_the_library_are_understood() {
        let options = ClientOptions::new().with_connect_timeout(Duration::from_secs(1));
        let time = |key| seconds(&options.get_config_value(&key).unwrap());
        assert_eq!(
            time(ClientConfigKey::ConnectTimeout),
            Some(Duration::from_secs(1))
        );
        assert_eq!(time(ClientConfigKey::Timeout), Some(TIME));
        _ = rustls::crypto::ring::default_provider().install_default();
        assert!(client(&options).is_ok());
    }
}

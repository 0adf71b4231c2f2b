//! From a URL and the environment to an open bucket. Sends nothing.
//!
//! The environment is read as `object_store` documents it, but for most options of its client (`bounded`); files of the vendors'
//! command-line tools are not read. Plain HTTP goes to this machine only, whatever the environment allows.

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::azure::{AzureConfigKey, MicrosoftAzureBuilder};
use object_store::gcp::GoogleCloudStorageBuilder;
use object_store::{BackoffConfig, ObjectStore, RetryConfig};
use reqwest::Url;

use super::super::error::StateError;
use super::bounded::BoundedConnector;
use super::fault::unusable;
use super::opened::{Bucket, opened};
use crate::environment;

/// A bucket and the folder in it.
pub(super) struct Place {
    pub(super) bucket: Bucket,
    /// The URL up to the bucket.
    pub(super) name: String,
    pub(super) prefix: String,
}

/// Opens what an `s3://`, `gs://` or `az://` URL means.
pub(super) fn open(url: &str) -> Result<Place, StateError> {
    let bad = |reason: String| StateError::BadPlace {
        place: url.to_owned(),
        reason,
    };
    let (scheme, rest) = url
        .split_once("://")
        .ok_or_else(|| bad("it is not a valid URL".to_owned()))?;
    let (container, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    if container.is_empty() {
        return Err(bad("it does not name a bucket".to_owned()));
    }
    // Every client of the process shares one TLS provider; a second call changes nothing.
    _ = rustls::crypto::ring::default_provider().install_default();
    let name = format!("{scheme}://{container}");
    let bucket = opened(&name, || match scheme {
        "s3" => s3(container),
        "gs" => google(container),
        "az" => azure(container),
        _ => Err("use s3://, gs:// or az://".to_owned()),
    })
    .map_err(bad)?;
    Ok(Place {
        bucket,
        name,
        prefix: prefix.trim_matches('/').to_owned(),
    })
}

fn s3(bucket: &str) -> Result<Arc<dyn ObjectStore>, String> {
    let builder = from_environment(AmazonS3Builder::new(), "AWS_", AmazonS3Builder::with_config);
    let builder = builder.with_bucket_name(bucket);
    refuse_plain_http(builder.get_config_value(&AmazonS3ConfigKey::Endpoint))?;
    let store = builder
        .with_retry(retries())
        .with_http_connector(BoundedConnector)
        .build();
    store.map(|store| Arc::new(store) as _).map_err(say)
}

fn google(bucket: &str) -> Result<Arc<dyn ObjectStore>, String> {
    let mut builder = GoogleCloudStorageBuilder::new();
    if let Some(path) = environment::text("SERVICE_ACCOUNT") {
        builder = builder.with_service_account_path(path);
    }
    let with = GoogleCloudStorageBuilder::with_config;
    let builder = from_environment(builder, "GOOGLE_", with).with_bucket_name(bucket);
    let store = builder
        .with_retry(retries())
        .with_http_connector(BoundedConnector)
        .build();
    store.map(|store| Arc::new(store) as _).map_err(say)
}

fn azure(container: &str) -> Result<Arc<dyn ObjectStore>, String> {
    let with = MicrosoftAzureBuilder::with_config;
    let mut builder = from_environment(MicrosoftAzureBuilder::new(), "AZURE_", with);
    if let Some(endpoint) = environment::text("IDENTITY_ENDPOINT") {
        builder = builder.with_msi_endpoint(endpoint);
    }
    let builder = builder.with_container_name(container);
    refuse_plain_http(builder.get_config_value(&AzureConfigKey::Endpoint))?;
    let emulated = builder
        .get_config_value(&AzureConfigKey::UseEmulator)
        .is_some_and(|value| value == "true");
    if emulated {
        // The emulator's address is a variable of its own.
        refuse_plain_http(environment::text("AZURITE_BLOB_STORAGE_URL"))?;
    }
    let store = builder
        .with_retry(retries())
        .with_http_connector(BoundedConnector)
        .build();
    store.map(|store| Arc::new(store) as _).map_err(say)
}

/// As `from_env` of the builders, but that an empty variable is none: an empty session token would be sent.
fn from_environment<B, K: FromStr>(
    builder: B,
    prefix: &str,
    with: impl Fn(B, K, String) -> B,
) -> B {
    environment::texts_of(prefix).fold(builder, |builder, (name, value)| {
        match name.to_ascii_lowercase().parse() {
            Ok(key) => with(builder, key, value),
            Err(_) => builder,
        }
    })
}

/// Short enough that a lease can be renewed in time after a failed try.
fn retries() -> RetryConfig {
    RetryConfig {
        backoff: BackoffConfig::default(),
        max_retries: 4,
        retry_timeout: Duration::from_secs(15),
    }
}

fn refuse_plain_http(endpoint: Option<String>) -> Result<(), String> {
    let Some(endpoint) = endpoint else {
        return Ok(());
    };
    match Url::parse(&endpoint) {
        Ok(url) if url.scheme() == "http" && !is_this_machine(&url) => Err(format!(
            "its endpoint {endpoint} uses plain http, which is allowed only for loopback addresses"
        )),
        _ => Ok(()),
    }
}

fn is_this_machine(url: &Url) -> bool {
    let host = url
        .host_str()
        .unwrap_or_default()
        .trim_matches(['[', ']'])
        .to_owned();
    host == "localhost"
        || host
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

#[expect(clippy::needless_pass_by_value, reason = "shaped for map_err")]
fn say(error: object_store::Error) -> String {
    unusable(&error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_goes_to_this_machine_only() {
        let refused = |endpoint: &str| refuse_plain_http(Some(endpoint.to_owned())).is_err();
        assert!(refused("http://minio.example.com:9000"));
        assert!(refused("http://127.0.0.1.example.com"));
        for fine in [
            "http://127.0.0.1:9000",
            "http://[::1]:9000",
            "http://localhost",
            "https://minio.example.com",
        ] {
            assert!(!refused(fine), "{fine}");
        }
    }

    #[test]
    fn workspaces_of_one_bucket_share_its_client() {
        let store = |url| open(url).unwrap().bucket.store;
        let first = store("s3://shared/one");
        assert!(Arc::ptr_eq(&first, &store("s3://shared/two")));
        assert!(!Arc::ptr_eq(&first, &store("s3://another/one")));
    }

    #[test]
    fn a_url_is_a_bucket_and_a_folder_in_it() {
        let place = open("s3://states/team/hiring/").unwrap();
        assert_eq!(
            (place.name.as_str(), place.prefix.as_str()),
            ("s3://states", "team/hiring")
        );
        for wrong in ["s3://", "ftp://x/y", "states/team"] {
            assert!(open(wrong).is_err(), "{wrong}");
        }
    }
}

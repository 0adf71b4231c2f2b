//! Buckets on real servers, where the environment names them. Their credentials are the ones that such servers have by
//! default, and each test has a folder of its own.

use std::sync::Arc;

use object_store::ObjectStore;
use object_store::aws::AmazonS3Builder;
use object_store::azure::MicrosoftAzureBuilder;

use crate::bench::Bench;

/// Leases of 6 s: a server on a busy machine takes its time.
const DIVISOR: u32 = 10;

pub(crate) fn s3() -> Bench {
    bench(s3_bucket())
}

pub(crate) fn azure() -> Bench {
    bench(azure_container())
}

/// `VETFORM_TEST_S3` is the endpoint; it has a bucket `states`.
pub(crate) fn s3_bucket() -> Arc<dyn ObjectStore> {
    use_ring();
    let endpoint = std::env::var("VETFORM_TEST_S3").expect("an endpoint in the environment");
    let store = AmazonS3Builder::new()
        .with_endpoint(endpoint)
        .with_allow_http(true)
        .with_bucket_name("states")
        .with_access_key_id("test")
        .with_secret_access_key("test")
        .with_region("us-east-1")
        .build();
    Arc::new(store.unwrap())
}

/// `VETFORM_TEST_AZURE` is the endpoint with the account; it has a container `states`.
pub(crate) fn azure_container() -> Arc<dyn ObjectStore> {
    use_ring();
    let endpoint = std::env::var("VETFORM_TEST_AZURE").expect("an endpoint in the environment");
    let store = MicrosoftAzureBuilder::new()
        .with_account("devstoreaccount1")
        .with_access_key(
            std::env::var("VETFORM_TEST_AZURE_KEY").expect("its key in the environment"),
        )
        .with_endpoint(endpoint)
        .with_allow_http(true)
        .with_container_name("states")
        .build();
    Arc::new(store.unwrap())
}

/// Clients need it when they are built.
fn use_ring() {
    _ = rustls::crypto::ring::default_provider().install_default();
}

fn bench(store: Arc<dyn ObjectStore>) -> Bench {
    let mut folder = [0; 8];
    getrandom::fill(&mut folder).unwrap();
    Bench::bucket(
        store,
        &format!("t{:016x}", u64::from_le_bytes(folder)),
        DIVISOR,
    )
}

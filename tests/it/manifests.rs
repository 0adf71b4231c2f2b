//! Manifests that many tests begin with: each a file of `manifests/`, and each may go on where it ends.

/// The text of a file of `manifests/`, for `concat!`.
macro_rules! manifest {
    ($name:literal) => {
        include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/it/manifests/",
            $name,
            ".yaml"
        ))
    };
}

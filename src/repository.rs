//! Where this program's repository is: the one place that says so. Nothing else names an address from which code or schemas
//! would be fetched.

/// `repository` of Cargo.toml. `None` while there is none: then recipes and `init` use what the user fills in.
pub(crate) const REPOSITORY: Option<&str> = {
    let address = env!("CARGO_PKG_REPOSITORY");
    if address.is_empty() {
        None
    } else {
        Some(address)
    }
};

//! What differs from workspace to workspace: the `values:` of vetform.yaml.
//!
//! Knows neither kinds nor fields: a value is held as it is written, and whoever puts it into a field checks it there.

mod value;

pub use value::{Value, Values};

pub(super) use value::{Given, Scalar, is_name};

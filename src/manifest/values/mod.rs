//! What differs from workspace to workspace: the `values:` of vetform.yaml, and the places of manifests that take something from
//! elsewhere, `{ value: NAME }`, `{ template: TEXT }` and `{ file: PATH }`.
//!
//! Knows neither kinds nor fields: a value is held as it is written and put into the tree of a manifest before anybody reads
//! that, so that it is checked as if it stood there.

mod fill;
mod keep;
mod placeholder;
mod template;
mod texts;
mod value;

pub use keep::{Keeping, keeping_placeholders};
pub use value::{Value, Values};

pub(super) use fill::{Source, Use, fill};
pub(super) use placeholder::{Form, Met, visit};
pub(super) use texts::TextFiles;
pub(super) use value::{Given, Scalar, is_name};

//! Live objects that no manifest stands for, as new manifests.

mod external;
mod natural_keys;
mod new_manifest;
mod promptster;
mod search;
mod shared;
mod taptalent;
mod thing;

pub use new_manifest::{NewManifest, folder_of};
pub use search::{Found, unmanaged};

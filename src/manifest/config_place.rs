//! Where a value of vetform.yaml stands.

use std::sync::Arc;

use camino::Utf8Path;

use super::names::CONFIG_FILE;
use super::sources::Sources;
use crate::diagnostic::Place;
use crate::model::{Origin, Pointer};

pub(super) fn config_place(sources: &Sources, pointer: Pointer) -> Option<Place> {
    sources.locate_key(&origin().at(pointer))
}

/// The same, not of its key but of what stands there.
pub(super) fn config_value_place(sources: &Sources, pointer: Pointer) -> Option<Place> {
    sources.locate(&origin().at(pointer))
}

fn origin() -> Origin {
    Origin {
        file: Arc::from(Utf8Path::new(CONFIG_FILE)),
        document: 0,
    }
}

//! Where a value of vetform.yaml stands.

use std::sync::Arc;

use camino::Utf8Path;

use super::names::CONFIG_FILE;
use super::sources::Sources;
use crate::diagnostic::Place;
use crate::model::{Origin, Pointer};

pub(super) fn config_place(sources: &Sources, pointer: Pointer) -> Option<Place> {
    let origin = Origin {
        file: Arc::from(Utf8Path::new(CONFIG_FILE)),
        document: 0,
    };
    sources.locate_key(&origin.at(pointer))
}

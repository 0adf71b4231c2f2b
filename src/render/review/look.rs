//! What a review is shown with.

use super::provenance::Provenance;
use super::titles::Titles;
use crate::diagnostic::Place;
use crate::effects::Effects;
use crate::model::Address;
use crate::render::escape::one_line;
use crate::render::{Locate, Occasion};

#[derive(Clone, Copy)]
pub struct ReviewLook<'a> {
    pub workspace: &'a str,
    pub occasion: Occasion,
    /// Most calls a second, if the workspace has a limit.
    pub requests_per_second: Option<f64>,
    pub locate: Locate<'a>,
    /// The resource that stands for the live object with this id, if one does.
    pub address_of: &'a dyn Fn(&str) -> Option<Address>,
    pub titles: &'a Titles<'a>,
    pub provenance: &'a Provenance,
    /// What past results tell, if somebody asked.
    pub effects: Option<&'a Effects>,
}

/// `flows/screen.yaml:9:7`
pub(in crate::render) fn place_words(place: &Place) -> String {
    let at = place.span.map_or_else(String::new, |span| {
        format!(":{}:{}", span.start.line, span.start.column)
    });
    format!("{}{at}", one_line(place.file.as_str()))
}

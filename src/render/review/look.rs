//! What a review is shown with.

use crate::diagnostic::Place;
use crate::render::Locate;
use crate::render::escape::visible;

/// What a plan is reviewed with.
#[derive(Clone, Copy)]
pub struct ReviewLook<'a> {
    /// The workspace's name.
    pub workspace: &'a str,
    /// Most calls a second, if the workspace has a limit.
    pub requests_per_second: Option<f64>,
    /// Finds manifest lines.
    pub locate: Locate<'a>,
    /// The manifest's name of the live object with this id, if one stands for it.
    pub name_of: &'a dyn Fn(&str) -> Option<String>,
}

/// `flows/screen.yaml:9:7`
pub(in crate::render) fn place_words(place: &Place) -> String {
    let at = place.span.map_or_else(String::new, |span| {
        format!(":{}:{}", span.start.line, span.start.column)
    });
    format!("{}{at}", visible(place.file.as_str()))
}

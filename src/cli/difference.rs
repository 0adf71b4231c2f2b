//! What would become of a manifest, as `diff -u` shows it. Writes nothing.

use super::manifest_file::ManifestFile;
use crate::manifest::shown;
use crate::render::one_line;

/// As `diff -u` shows it. People's addresses that stand near are hidden.
pub(super) fn difference(file: &ManifestFile, text: Option<&str>) -> String {
    let (before, after) = (shown(file.text()), shown(text.unwrap_or_default()));
    let name = one_line(file.name().as_str());
    let old = if file.is_new() {
        "/dev/null".to_owned()
    } else {
        format!("a/{name}")
    };
    let diff = similar::TextDiff::from_lines(&*before, &*after);
    let mut unified = diff.unified_diff();
    let new = match text {
        Some(_) => format!("b/{name}"),
        None => "/dev/null".to_owned(),
    };
    unified.header(&old, &new).to_string()
}

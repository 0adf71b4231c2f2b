//! What becomes of the files of a pull: shown as a difference, or written, all of them or none.

use super::super::failure::CommandFailure;
use super::super::manifest_file::{ManifestFile, Staged};
use super::super::output::Output;
use super::drafts::Draft;
use crate::manifest::shown;
use crate::render::one_line;

/// Shows what would be written.
pub(super) fn show(changed: &[&Draft], output: Output) {
    for Draft { file, text } in changed {
        output.result(&difference(file, text));
    }
}

/// Puts the files in their places once every one of them is written beside its place.
pub(super) fn write(changed: &[&Draft], output: Output) -> Result<(), CommandFailure> {
    let staged: Result<Vec<Staged<'_>>, CommandFailure> = changed
        .iter()
        .map(|Draft { file, text }| file.stage(text))
        .collect();
    let staged = staged.map_err(|failure| {
        let hint = failure
            .hint
            .as_deref()
            .unwrap_or("fix that, and run the command again");
        let hint = format!("no file was written; {hint}");
        failure.with_hint(hint)
    })?;
    for (Draft { file, .. }, staged) in changed.iter().zip(staged) {
        staged.commit()?;
        output.result(&format!("{}\n", one_line(file.name().as_str())));
    }
    Ok(())
}

/// As `diff -u` shows it. People's addresses that stand near are hidden.
fn difference(file: &ManifestFile, text: &str) -> String {
    let (before, after) = (shown(file.text()), shown(text));
    let name = one_line(file.name().as_str());
    let old = if file.is_new() {
        "/dev/null".to_owned()
    } else {
        format!("a/{name}")
    };
    let diff = similar::TextDiff::from_lines(&*before, &*after);
    let mut unified = diff.unified_diff();
    unified.header(&old, &format!("b/{name}")).to_string()
}

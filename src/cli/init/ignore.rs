//! A .gitignore that is there already: what is missing is added at its end, and nothing else of it is touched.

use std::io;

use camino::Utf8Path;

use crate::cli::exit::Exit;
use crate::cli::failure::CommandFailure;
use crate::files::{self, INPUT_BYTES};

/// Its name, below the project.
pub(super) const FILE: &str = ".gitignore";

/// Adds the lines of the template whose rules the file lacks.
pub(super) fn extend(path: &Utf8Path, template: &str) -> Result<(), CommandFailure> {
    let failed = |error: io::Error| {
        CommandFailure::of_file(Exit::Failed, format!("cannot write {path}"), &error)
    };
    let before = files::read(path, INPUT_BYTES).map_err(failed)?;
    let added = missing(&before, template);
    if added.is_empty() {
        return Ok(());
    }
    files::write_over(path, &[&before, added.as_bytes()].concat()).map_err(failed)
}

/// Rules that it lacks, each with the comment above it, in the file's own line ends.
fn missing(before: &[u8], template: &str) -> String {
    let line_end = if before.windows(2).any(|pair| pair == b"\r\n") {
        "\r\n"
    } else {
        "\n"
    };
    let known: Vec<&[u8]> = before.split(|byte| *byte == b'\n').map(bare).collect();
    let mut added = String::new();
    let mut comments: Vec<&str> = Vec::new();
    for line in template.lines() {
        if line.starts_with('#') {
            comments.push(line);
            continue;
        }
        let comments = std::mem::take(&mut comments);
        if !line.is_empty() && !known.contains(&bare(line.as_bytes())) {
            for line in comments.into_iter().chain([line]) {
                added.push_str(line);
                added.push_str(line_end);
            }
        }
    }
    let is_open = !matches!(before.last(), None | Some(b'\n'));
    if is_open && !added.is_empty() {
        added.insert_str(0, line_end);
    }
    added
}

/// A rule without the slashes and blanks that change nothing of what it means for us.
fn bare(line: &[u8]) -> &[u8] {
    let line = line.trim_ascii();
    let line = line.strip_prefix(b"/").unwrap_or(line);
    line.strip_suffix(b"/").unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = "# Ours\n.vetform/\n# Locks\n**/*.lock\n";

    #[test]
    fn only_what_is_missing_is_added_in_the_line_ends_of_the_file() {
        assert_eq!(missing(b"", TEMPLATE), TEMPLATE);
        assert_eq!(
            missing(b"target\r\nnode", TEMPLATE),
            "\r\n# Ours\r\n.vetform/\r\n# Locks\r\n**/*.lock\r\n"
        );
        assert_eq!(missing(b"/.vetform\n", TEMPLATE), "# Locks\n**/*.lock\n");
        assert_eq!(missing(TEMPLATE.as_bytes(), TEMPLATE), "");
        assert_eq!(
            missing(b"caf\xe9/\n**/*.lock", TEMPLATE),
            "\n# Ours\n.vetform/\n"
        );
    }
}

//! The files of a project in which somebody is named: every regular file below it, by its text. Follows no link and changes
//! nothing.

use camino::{Utf8Path, Utf8PathBuf};

use super::mentions::Needles;
use crate::files::{self, PLAN_BYTES};

/// Folders that are other programs': the history of git is not a text.
const PASSED_OVER: [&str; 2] = [".git", "node_modules"];

/// A file in which somebody is named, relative to the project.
pub(super) struct Mention {
    pub file: Utf8PathBuf,
    pub line: usize,
    pub column: usize,
}

/// What was looked at.
#[derive(Default)]
pub(super) struct Sought {
    /// By person, in the order in which they were given.
    pub mentions: Vec<Vec<Mention>>,
    /// What could not be read.
    pub unread: Vec<String>,
}

/// Looks through the files below `root` but for those that are `left_out`.
pub(super) fn seek(
    root: &Utf8Path,
    people: &[Needles],
    left_out: impl Fn(&Utf8Path) -> bool,
) -> Sought {
    let mut sought = Sought::default();
    sought.mentions.resize_with(people.len(), Vec::new);
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for path in sorted(&folder, root, &mut sought) {
            let inside = path.strip_prefix(root).unwrap_or(&path);
            let Ok(kind) = path.symlink_metadata().map(|found| found.file_type()) else {
                continue;
            };
            if kind.is_dir() {
                let name = path.file_name().unwrap_or_default();
                if !PASSED_OVER.contains(&name) {
                    folders.push(path);
                }
            } else if kind.is_file() && !left_out(inside) {
                look_into(&path, inside, people, &mut sought);
            }
        }
    }
    for mentions in &mut sought.mentions {
        mentions.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
    }
    sought
}

fn sorted(folder: &Utf8Path, root: &Utf8Path, sought: &mut Sought) -> Vec<Utf8PathBuf> {
    let entries = folder
        .read_dir_utf8()
        .and_then(Iterator::collect::<Result<Vec<_>, _>>);
    match entries {
        Ok(entries) => entries
            .into_iter()
            .map(camino::Utf8DirEntry::into_path)
            .collect(),
        Err(error) => {
            let inside = folder.strip_prefix(root).unwrap_or(folder);
            sought.unread.push(format!("{inside}: {error}"));
            Vec::new()
        }
    }
}

fn look_into(path: &Utf8Path, inside: &Utf8Path, people: &[Needles], sought: &mut Sought) {
    let bytes = match files::read(path, PLAN_BYTES) {
        Ok(bytes) => bytes,
        Err(error) => {
            sought.unread.push(format!("{inside}: {error}"));
            return;
        }
    };
    let Some(text) = text_of(&bytes) else { return };
    for (person, mentions) in people.iter().zip(&mut sought.mentions) {
        let places = person.places(&text).into_iter();
        mentions.extend(places.map(|(line, column)| Mention {
            file: inside.to_owned(),
            line,
            column,
        }));
    }
}

/// As spreadsheets and people write it; `None`: no text.
fn text_of(bytes: &[u8]) -> Option<String> {
    const FIRST: usize = 8192;
    let unit: fn([u8; 2]) -> u16 = match bytes {
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        _ if bytes.iter().take(FIRST).any(|byte| *byte == 0) => return None,
        _ => return Some(String::from_utf8_lossy(bytes).into_owned()),
    };
    let pairs = bytes[2..].chunks_exact(2);
    let units = pairs.map(|pair| unit([pair[0], pair[1]]));
    Some(
        char::decode_utf16(units)
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect(),
    )
}

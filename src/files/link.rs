//! Links: what is written must not end up where somebody else has pointed it.

use std::io;

use camino::{Utf8Path, Utf8PathBuf};

const WORDS: &str = "is a link, and vetform does not write through links";

/// Whether the last part of a path is a link, wherever it leads.
pub(crate) fn is_link(path: &Utf8Path) -> bool {
    path.symlink_metadata()
        .is_ok_and(|found| found.is_symlink())
}

/// Refuses a path whose last part is a link.
pub(crate) fn refuse_link(path: &Utf8Path) -> io::Result<()> {
    if is_link(path) {
        return Err(link());
    }
    Ok(())
}

/// Refuses a path that goes through a link on its way from the folder `root` on, or ends in one. How `root` itself is
/// reached is its owner's business.
pub(crate) fn refuse_links_below(root: &Utf8Path, path: &Utf8Path) -> io::Result<()> {
    let Ok(below) = path.strip_prefix(root) else {
        return refuse_link(path);
    };
    let mut reached = Utf8PathBuf::from(root);
    for part in below.components() {
        reached.push(part);
        if is_link(&reached) && reached != path {
            return Err(io::Error::other(format!("{reached} {WORDS}")));
        }
        refuse_link(&reached)?;
    }
    Ok(())
}

/// Whether links on the way lead out of the folder `root`. What is not there leads nowhere.
pub(crate) fn leads_out(root: &Utf8Path, path: &Utf8Path) -> bool {
    match (root.canonicalize(), path.canonicalize()) {
        (Ok(root), Ok(path)) => !path.starts_with(root),
        _ => false,
    }
}

pub(super) fn link() -> io::Error {
    io::Error::other(format!("it {WORDS}"))
}

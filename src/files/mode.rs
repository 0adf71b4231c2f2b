//! Who may read a file, as far as its mode tells.

use camino::Utf8Path;

/// The mode of a file that its group or others may read, as people write it: `0644`. `None` also where there is no file or
/// modes say nothing.
#[cfg(unix)]
pub(crate) fn open_mode(path: &Utf8Path) -> Option<String> {
    use std::os::unix::fs::PermissionsExt as _;
    const READ_BY_OTHERS: u32 = 0o044;
    let mode = path.metadata().ok()?.permissions().mode() & 0o7777;
    (mode & READ_BY_OTHERS != 0).then(|| format!("{mode:04o}"))
}

/// Modes say nothing there.
#[cfg(not(unix))]
pub(crate) fn open_mode(_: &Utf8Path) -> Option<String> {
    None
}

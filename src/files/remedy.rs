//! What somebody can do about a file that cannot be read or written; the one place that decides it.

use std::io::{Error, ErrorKind};

/// A sentence without its full stop; it says nothing of what was sent.
pub(crate) fn remedy(error: &Error) -> &'static str {
    // Words of our own have no number; a system's "file too large" is a limit on what a process may write.
    let is_of_system = error.raw_os_error().is_some();
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "free some space on its disk, then run the command again"
        }
        ErrorKind::FileTooLarge if is_of_system => {
            "it exceeds the limit for file sizes: raise the limit (`ulimit -f`), then run the command again"
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "check its permissions, those of its folders, and the user who runs this"
        }
        ErrorKind::NotFound => "check its path, and whether a disk is missing",
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => {
            "something else is in its place, or in place of a folder in its path: move that away"
        }
        ErrorKind::InvalidData => "save it as UTF-8",
        _ => "put a regular file in its place, or name another",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_and_a_limit_are_told_from_a_file_that_is_too_large_to_be_read() {
        assert!(remedy(&ErrorKind::StorageFull.into()).starts_with("free some space"));
        let ours = Error::new(ErrorKind::FileTooLarge, "it is larger than 64 KiB");
        assert!(!remedy(&ours).contains("ulimit"));
        #[cfg(unix)]
        assert!(remedy(&Error::from_raw_os_error(27)).contains("ulimit"));
    }
}

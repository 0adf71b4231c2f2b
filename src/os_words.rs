//! What an operating system says of a failure, for people: without the number that programmers look up.

use std::io::{self, ErrorKind};

/// In words that follow "cannot read PATH: ".
pub(crate) fn told(error: &io::Error) -> String {
    // Whoever made one without a number has found the words.
    if error.raw_os_error().is_none() {
        return error.to_string();
    }
    match error.kind() {
        ErrorKind::NotFound => "it does not exist".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        ErrorKind::NotADirectory => "something in its path is not a folder".to_owned(),
        ErrorKind::IsADirectory => "it is a folder, not a file".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "its disk is read-only".to_owned(),
        ErrorKind::StorageFull => "no space is left on its disk".to_owned(),
        ErrorKind::AddrInUse => "another program uses that port".to_owned(),
        _ => without_number(&error.to_string()).to_owned(),
    }
}

/// The words alone.
pub(crate) fn without_number(words: &str) -> &str {
    words
        .split_once(" (os error ")
        .map_or(words, |(words, _)| words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_failure_is_told_without_its_number() {
        let of = |number| told(&io::Error::from_raw_os_error(number));
        insta::assert_snapshot!(of(2), @"it does not exist");
        insta::assert_snapshot!(of(28), @"no space is left on its disk");
        insta::assert_snapshot!(of(5), @"Input/output error");
        assert_eq!(told(&io::Error::other("it is odd")), "it is odd");
    }
}

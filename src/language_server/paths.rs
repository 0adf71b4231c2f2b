//! `file:` addresses of the protocol to paths, and back. Touches no disk.

use std::str::FromStr as _;

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};
use lsp_types as lsp;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What stands in a path as it is.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// `None`: it is not on this machine's disk.
pub(super) fn path_of(uri: &lsp::Uri) -> Option<Utf8PathBuf> {
    let rest = uri.as_str().strip_prefix("file://")?;
    let path = rest.strip_prefix("localhost").unwrap_or(rest);
    let path = percent_decode_str(path).decode_utf8().ok()?;
    // `/c:/folder`
    let drive = path.strip_prefix('/').filter(|path| {
        let mut bytes = path.bytes();
        bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic()) && bytes.next() == Some(b':')
    });
    let path = drive.unwrap_or(&path);
    let path = Utf8PathBuf::from(path);
    path.is_absolute().then_some(path)
}

pub(super) fn uri_of(path: &Utf8Path) -> Option<lsp::Uri> {
    let path = path.as_str().replace('\\', "/");
    let slash = if path.starts_with('/') { "" } else { "/" };
    let path = utf8_percent_encode(&path, ESCAPED);
    lsp::Uri::from_str(&format!("file://{slash}{path}")).ok()
}

/// A path as a project calls it: relative to its folder, with `..` for what is beside it.
pub(super) fn inside(root: &Utf8Path, path: &Utf8Path) -> Utf8PathBuf {
    let (mut root, mut path) = (root.components().peekable(), path.components().peekable());
    while root.peek().is_some() && root.peek() == path.peek() {
        root.next();
        path.next();
    }
    let ups = root.map(|_| "..");
    let parts: Vec<&str> = ups.chain(path.map(|part| part.as_str())).collect();
    parts.join("/").into()
}

/// The way back.
pub(super) fn outside(root: &Utf8Path, file: &Utf8Path) -> Utf8PathBuf {
    let mut path = root.to_owned();
    for part in file.components() {
        match part {
            Utf8Component::ParentDir => _ = path.pop(),
            part => path.push(part.as_str()),
        }
    }
    path
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_path_comes_back_whatever_is_in_it() {
        for path in ["/a/b c/é 👩.yaml", "/a%20b/#x?.yaml", "/"] {
            let uri = uri_of(path.into()).unwrap();
            assert_eq!(
                path_of(&uri).as_deref(),
                Some(Utf8Path::new(path)),
                "{}",
                uri.as_str()
            );
        }
        // As VS Code writes them.
        let uri = lsp::Uri::from_str("file:///a/b%20c%40d.yaml").unwrap();
        assert_eq!(path_of(&uri).unwrap(), "/a/b c@d.yaml");
        let uri = lsp::Uri::from_str("untitled:Untitled-1").unwrap();
        assert_eq!(path_of(&uri), None);
    }

    #[test]
    fn a_file_beside_the_project_is_called_as_the_project_calls_it() {
        let root = Utf8Path::new("/srv/project");
        for path in ["/srv/bank/a.yaml", "/srv/project/flows/a.yaml"] {
            assert_eq!(outside(root, &inside(root, path.into())), path);
        }
        assert_eq!(inside(root, "/srv/bank/a.yaml".into()), "../bank/a.yaml");
    }
}

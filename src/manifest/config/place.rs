//! Where a path of vetform.yaml leads: below the project or not, and whether two of them lead to one file. Reads no file;
//! asks the disk only where links lead.

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

use super::state::StateLocation;

/// The path below the folder `root` that the text means; `None` if it leads out of it, or is the folder itself.
pub(super) fn below(root: &Utf8Path, text: &str) -> Option<Utf8PathBuf> {
    let path = straight(&root.join(text));
    (path != straight(root) && path.starts_with(straight(root))).then_some(path)
}

/// Without `.` and `..`, by the words alone: what a link in between leads to is told where the file is opened.
fn straight(path: &Utf8Path) -> Utf8PathBuf {
    let mut straight = Utf8PathBuf::new();
    for part in path.components() {
        match part {
            Utf8Component::CurDir => {}
            Utf8Component::ParentDir => {
                straight.pop();
            }
            other => straight.push(other),
        }
    }
    straight
}

/// What two places have in common only if they are one: a file by the way that its links lead, an object of a bucket.
pub(super) fn identity(location: &StateLocation, workspace: &str) -> String {
    match location {
        StateLocation::Local(path) => resolved(path).into_string(),
        StateLocation::Remote(url) => {
            let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
            let parts: Vec<&str> = rest.split('/').filter(|part| !part.is_empty()).collect();
            format!("{scheme}://{}/{workspace}", parts.join("/"))
        }
    }
}

/// A file that is not there yet is where its folder is.
fn resolved(path: &Utf8Path) -> Utf8PathBuf {
    if let Ok(there) = path.canonicalize_utf8() {
        return there;
    }
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => resolved(folder).join(name),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leads_out_of_the_project_is_not_below_it() {
        let root = Utf8Path::new("/p/q");
        for (text, path) in [
            ("./vetform.state/a.json", "/p/q/vetform.state/a.json"),
            ("a/.././b.json", "/p/q/b.json"),
            ("/p/q/a.json", "/p/q/a.json"),
            ("../q/a.json", "/p/q/a.json"),
        ] {
            assert_eq!(below(root, text).as_deref(), Some(Utf8Path::new(path)));
        }
        for out in ["../x", "a/../../x", "/x", "/p/quite", ".", "./", "a/.."] {
            assert_eq!(below(root, out), None, "{out}");
        }
    }
}

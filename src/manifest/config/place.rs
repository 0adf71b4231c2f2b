//! Where a path of vetform.yaml leads: below the project or not. By the words alone.

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

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

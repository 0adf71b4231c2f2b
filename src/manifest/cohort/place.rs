//! Which file a `from` names.

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

/// The file, relative to the project with `/` between its parts. `None`: it would lie outside.
pub(in crate::manifest) fn below_project(manifest: &Utf8Path, from: &str) -> Option<Utf8PathBuf> {
    let folder = manifest.parent().unwrap_or(Utf8Path::new(""));
    let mut parts: Vec<&str> = folder.components().map(|part| part.as_str()).collect();
    for part in Utf8Path::new(from.trim()).components() {
        match part {
            Utf8Component::Normal(name) => parts.push(name),
            Utf8Component::CurDir => {}
            Utf8Component::ParentDir => match parts.pop() {
                // A manifest of a folder beside the project: further up is nobody's.
                None | Some("..") => return None,
                Some(_) => {}
            },
            Utf8Component::RootDir | Utf8Component::Prefix(_) => return None,
        }
    }
    Some(parts.join("/").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_starts_at_the_manifests_folder_and_stays_below_the_project() {
        let of = |from| below_project(Utf8Path::new("a/b/roster.yaml"), from);
        assert_eq!(of("c.csv").unwrap(), "a/b/c.csv");
        assert_eq!(of("./x/../c.csv").unwrap(), "a/b/c.csv");
        assert_eq!(of("../../c.csv").unwrap(), "c.csv");
        assert_eq!(of("../../../c.csv"), None);
        let beside = |from| below_project(Utf8Path::new("../bank/roster.yaml"), from);
        assert_eq!(beside("c.csv").unwrap(), "../bank/c.csv");
        assert_eq!(beside("../../c.csv"), None);
        assert_eq!(of("/a/b/c.csv"), None);
        assert_eq!(of("x/../../../../a/c.csv"), None);
    }
}

//! Folders outside the project that `manifests:` names, like `../bank`: read where they lie in the same git repository, which
//! is reviewed together with the project, and nowhere else. Decides where to look, and looks at no manifest.

use camino::{Utf8Path, Utf8PathBuf};

use super::ignored::repository;

/// What a pattern that leads out of the project means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Outside<'p> {
    /// The steps up, as they are written before the names of its files: `../`.
    pub(super) up: &'p str,
    pub(super) rest: &'p str,
    /// The folder that the steps lead to; absolute.
    pub(super) base: Utf8PathBuf,
    /// The folder that holds whatever the pattern may match.
    pub(super) folder: Utf8PathBuf,
}

pub(super) fn leads_out(pattern: &str) -> bool {
    pattern.starts_with("../")
}

/// Whether a pattern that leads out is written as one: steps up, then names.
pub(super) fn is_written_well(pattern: &str) -> bool {
    let (_, rest) = parts(pattern);
    let mut names = rest.split('/');
    !rest.is_empty() && names.all(|name| !matches!(name, "" | "." | ".."))
}

fn parts(pattern: &str) -> (&str, &str) {
    let pattern = pattern.trim_end_matches('/');
    let mut rest = pattern;
    while let Some(further) = rest.strip_prefix("../") {
        rest = further;
    }
    (&pattern[..pattern.len() - rest.len()], rest)
}

impl<'p> Outside<'p> {
    /// Where it leads; else why nothing is read there.
    pub(super) fn of(project: &Utf8Path, pattern: &'p str) -> Result<Self, String> {
        let (up, rest) = parts(pattern);
        // As it is written: the folder of a project may be reached through a link.
        let base = project.ancestors().nth(up.matches('/').count());
        let base = base.ok_or_else(|| format!("`{pattern}` leads above the root folder"))?;
        let mut folder = base.to_owned();
        for name in rest.split('/') {
            let next = folder.join(name);
            if name.contains(['*', '?', '[', '{', '!']) || !next.is_dir() {
                break;
            }
            folder = next;
        }
        let first = base.join(rest.split('/').next().unwrap_or_default());
        if folder == base && !rest.contains(['*', '?', '[', '{', '!']) && !first.is_file() {
            // It is not there: what is around it is not meant.
            folder = first;
        }
        check(project, &folder, pattern)?;
        Ok(Self {
            up,
            rest,
            base: base.to_owned(),
            folder,
        })
    }
}

fn check(project: &Utf8Path, folder: &Utf8Path, pattern: &str) -> Result<(), String> {
    let real = |path: &Utf8Path| path.canonicalize_utf8().unwrap_or_else(|_| path.to_owned());
    let (project, folder) = (real(project), real(folder));
    let Some(of_project) = repository(&project) else {
        return Err(format!(
            "`{pattern}` leads out of the project, and the project is not in a git repository"
        ));
    };
    if repository(&folder).as_ref() != Some(&of_project) {
        return Err(format!(
            "`{pattern}` leads out of the git repository of the project, {of_project}"
        ));
    }
    if project.starts_with(&folder) {
        return Err(format!(
            "`{pattern}` would search {folder}, which contains the project itself: name a folder beside the project"
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_up_stand_at_the_beginning_only_and_lead_to_something() {
        for good in ["../bank", "../../bank/*.yaml", "../bank/"] {
            assert!(leads_out(good) && is_written_well(good), "{good}");
        }
        for bad in ["../", "../..", "../../", "../bank/../x", "../a//b", "../."] {
            assert!(!is_written_well(bad), "{bad}");
        }
        assert_eq!(parts("../../bank/a"), ("../../", "bank/a"));
    }
}

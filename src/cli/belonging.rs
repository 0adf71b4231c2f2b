//! Whose a state is: of one workspace of one project. The state of another is refused before anything is planned from it.

use super::exit::Exit;
use super::failure::CommandFailure;
use super::turn::Turn;
use crate::manifest::Workspace;
use crate::state::{Recorded, StateStore};

/// Refuses the state of another workspace or project. One that does not say whose it is becomes this one's when it is
/// saved.
pub(super) fn belonging(
    mut recorded: Recorded,
    state: &StateStore,
    workspace: &Workspace,
) -> Result<Recorded, CommandFailure> {
    let name = &workspace.name;
    if let Some(other) = recorded.workspace.as_ref().filter(|other| *other != name) {
        let message = format!("{state} is the state of workspace `{other}`, not of `{name}`");
        return Err(CommandFailure::new(Exit::Invalid, message).turn(Turn::Yours).with_hint(
            "nothing was sent; give each workspace its own `state:` in vetform.yaml (default: \
             vetform.state/<workspace>.json); if the workspace was renamed, write its new name into the line \
             `\"workspace\"` of the state",
        ));
    }
    recorded.workspace = Some(name.clone());
    if let Some(own) = &workspace.project {
        let of = recorded.project.get_or_insert_with(|| own.clone());
        if of != own {
            let message = format!("{state} is the state of project `{of}`, not of `{own}`");
            return Err(CommandFailure::new(Exit::Invalid, message).with_hint(format!(
                "nothing was sent: two projects with one state take each other's interviews for their own. Give this one \
                 another `state:` in vetform.yaml, for example with its name in the prefix; if it is the same project, \
                 whose repository or folder was renamed, write `project: {of}` at the top of vetform.yaml",
            )));
        }
    }
    Ok(recorded)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use camino::Utf8PathBuf;

    use super::*;
    use crate::manifest::{configure, find_project};
    use crate::state::FingerprintKey;

    /// The workspace `live`, whose state is in a bucket, of a project that says its name, or of one whose repository does.
    fn workspace(top: &str, origin: Option<&str>) -> Workspace {
        let folder = tempfile::tempdir().unwrap();
        let root = Utf8PathBuf::from_path_buf(folder.path().to_owned()).unwrap();
        let config = format!(
            "apiVersion: vetform/v1\nkind: Config\n{top}workspaces:\n  live:\n    taptalent: {{ apiKey: {{ env: K }} }}\n    \
             state: s3://states/hiring\n"
        );
        fs::write(root.join("vetform.yaml"), config).unwrap();
        if let Some(origin) = origin {
            fs::create_dir_all(root.join(".git/objects")).unwrap();
            fs::create_dir_all(root.join(".git/refs")).unwrap();
            fs::write(root.join(".git/HEAD"), "ref: refs/heads/main\n").unwrap();
            let config = format!("[remote \"origin\"]\n\turl = {origin}\n");
            fs::write(root.join(".git/config"), config).unwrap();
        }
        let root = find_project(&root, Some(&root)).unwrap();
        configure(&root, None).workspace().unwrap().clone()
    }

    fn opened(recorded: Recorded, workspace: &Workspace) -> Result<Recorded, String> {
        let state = StateStore::local("state.json");
        belonging(recorded, &state, workspace)
            .map_err(|failure| format!("{}\n{}", failure.message, failure.hint.unwrap_or_default()))
    }

    fn unused() -> Recorded {
        Recorded::new(FingerprintKey::new([7; 32]), String::new())
    }

    #[test]
    fn the_state_of_another_project_is_refused_with_the_way_to_rename_one() {
        let hiring = workspace("", Some("https://git.example.com/acme/hiring.git"));
        let recorded = opened(unused(), &hiring).unwrap();
        assert_eq!(recorded.project.as_deref(), Some("hiring"));
        let fork = workspace("", Some("git@git.example.com:kim/hiring.git"));
        assert_eq!(opened(recorded.clone(), &fork).unwrap(), recorded);

        let other = workspace("", Some("https://git.example.com/acme/sales.git"));
        insta::assert_snapshot!(opened(recorded.clone(), &other).unwrap_err(), @"
        state.json is the state of project `hiring`, not of `sales`
        nothing was sent: two projects with one state take each other's interviews for their own. Give this one another `state:` in vetform.yaml, for example with its name in the prefix; if it is the same project, whose repository or folder was renamed, write `project: hiring` at the top of vetform.yaml
        ");
        let renamed = workspace(
            "project: hiring\n",
            Some("https://git.example.com/acme/sales.git"),
        );
        assert_eq!(opened(recorded.clone(), &renamed).unwrap(), recorded);
    }

    #[test]
    fn a_project_without_a_name_takes_the_state_as_it_is() {
        let unnamed = workspace("", None);
        assert_eq!(opened(unused(), &unnamed).unwrap().project, None);
        let named = opened(unused(), &workspace("project: hiring\n", None)).unwrap();
        assert_eq!(opened(named.clone(), &unnamed).unwrap(), named);
    }
}

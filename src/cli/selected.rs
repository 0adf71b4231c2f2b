//! `vetform validate FILE…` and `vetform validate -`: the whole project is read, so that references are known, and the
//! problems of these files alone are told, as an editor or a hook wants it.

use std::collections::{BTreeSet, HashSet};

use camino::{Utf8Path, Utf8PathBuf};

use super::exit::Exit;
use super::failure::CommandFailure;
use super::fleet::chosen;
use super::global::Global;
use super::output::Output;
use super::result_file::absolute;
use super::validate_args::ValidateArgs;
use crate::manifest::{
    CONFIG_FILE, Loaded, ProjectRoot, STDIN, Unsaved, is_read, load_and_lint,
    load_and_lint_everywhere, load_and_lint_with,
};

/// Everything, or what was asked for.
pub(super) fn load(
    root: &ProjectRoot,
    global: &Global,
    args: &ValidateArgs,
    output: Output,
) -> Result<Loaded, CommandFailure> {
    let (loaded, strangers) = load_quietly(root, global, args, output)?;
    for stranger in strangers {
        output.warning(&stranger);
    }
    Ok(loaded)
}

/// The same for who has heard already what is not checked of it.
pub(super) fn load_again(
    root: &ProjectRoot,
    global: &Global,
    args: &ValidateArgs,
    output: Output,
) -> Result<Loaded, CommandFailure> {
    load_quietly(root, global, args, output).map(|(loaded, _)| loaded)
}

fn load_quietly(
    root: &ProjectRoot,
    global: &Global,
    args: &ValidateArgs,
    output: Output,
) -> Result<(Loaded, Vec<String>), CommandFailure> {
    let workspaces = if global.names_many() && !global.all_workspaces {
        let chosen = chosen(root, global, None, output)?;
        Workspaces::Some(chosen.into_iter().map(|workspace| workspace.name).collect())
    } else {
        global.workspace().map_or(Workspaces::All, Workspaces::One)
    };
    let (dashes, files): (Vec<_>, Vec<_>) = args.files.iter().partition(|file| *file == "-");
    for file in &files {
        if !file.exists() {
            return Err(refused(
                format!("there is no file {file}"),
                "name a manifest, a folder with some, or `-` for stdin",
            ));
        }
    }
    let mut loaded = match &*dashes {
        [] => loaded(root, &workspaces, None),
        [_] => loaded(root, &workspaces, Some(&unsaved(root, args)?)),
        _ => {
            return Err(refused(
                "`-` is given more than once, but stdin is one manifest".to_owned(),
                "use it once",
            ));
        }
    };
    let mut strangers = Vec::new();
    if !args.files.is_empty() && loaded.project.is_some() {
        let (names, others) = names(root, &loaded, &files, args)?;
        loaded.keep_only(&names);
        strangers = others;
    }
    Ok((loaded, strangers))
}

/// Where manifests are judged.
enum Workspaces<'a> {
    All,
    Some(HashSet<String>),
    One(&'a str),
}

fn loaded(root: &ProjectRoot, workspaces: &Workspaces<'_>, unsaved: Option<&Unsaved>) -> Loaded {
    match (workspaces, unsaved) {
        (Workspaces::All, unsaved) => load_and_lint_everywhere(root, unsaved, |_| true),
        (Workspaces::Some(names), unsaved) => {
            load_and_lint_everywhere(root, unsaved, |name| names.contains(name))
        }
        (Workspaces::One(name), None) => load_and_lint(root, Some(name)),
        (Workspaces::One(name), Some(unsaved)) => load_and_lint_with(root, Some(name), unsaved),
    }
}

fn unsaved(root: &ProjectRoot, args: &ValidateArgs) -> Result<Unsaved, CommandFailure> {
    let name = stdin_name(root, args)?;
    Unsaved::from_stdin(name).map_err(|error| {
        CommandFailure::new(Exit::Invalid, format!("cannot read {STDIN}: {error}"))
    })
}

/// What the manifest from stdin is called, relative to the project as any other.
fn stdin_name(root: &ProjectRoot, args: &ValidateArgs) -> Result<Utf8PathBuf, CommandFailure> {
    let Some(file) = &args.stdin_filename else {
        return Ok(STDIN.into());
    };
    let whole = absolute(file);
    match whole.strip_prefix(root.as_path()) {
        Ok(inside) if inside != CONFIG_FILE => Ok(inside.to_owned()),
        Ok(_) => Err(refused(
            format!("{CONFIG_FILE} cannot be checked from stdin"),
            "save it, and run `vetform validate`",
        )),
        Err(_) => Err(refused(
            format!("{file} is not in the project {}", root.as_path()),
            "name a file of the project, or omit `--stdin-filename`",
        )),
    }
}

/// What the project calls the files that were asked for, and what to say of those that are not files of it; if none is, there is nothing to check.
fn names(
    root: &ProjectRoot,
    loaded: &Loaded,
    files: &[&Utf8PathBuf],
    args: &ValidateArgs,
) -> Result<(BTreeSet<Utf8PathBuf>, Vec<String>), CommandFailure> {
    let mut names = BTreeSet::new();
    if files.len() < args.files.len() {
        names.insert(stdin_name(root, args)?);
    }
    let mut strangers = Vec::new();
    for file in files {
        let known = loaded.known_as(root, file);
        if known.is_empty() {
            strangers.push(format!(
                "{file} was not checked: {}",
                why_not(root, loaded, file)
            ));
        }
        names.extend(known);
    }
    if names.is_empty() {
        let message = strangers.join("; ");
        return Err(refused(
            message,
            "`vetform validate` checks every manifest of the project",
        ));
    }
    Ok((names, strangers))
}

fn why_not(root: &ProjectRoot, loaded: &Loaded, file: &Utf8Path) -> String {
    let patterns = loaded
        .project
        .iter()
        .flat_map(|project| &project.config.manifests);
    let patterns: Vec<String> = patterns.cloned().collect();
    let whole = absolute(file);
    let Ok(inside) = whole.strip_prefix(root.as_path()) else {
        return format!("it is not in the project {}", root.as_path());
    };
    if file.is_dir() {
        return "it has no manifests of this project".to_owned();
    }
    match is_read(root, &patterns, inside) {
        Err(why) => why,
        Ok(()) => "it is not a manifest: those end in .yaml or .yml".to_owned(),
    }
}

fn refused(message: String, hint: &str) -> CommandFailure {
    CommandFailure::new(Exit::Invalid, message).with_hint(hint)
}

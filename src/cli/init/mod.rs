//! `vetform init`: a new project that passes `validate` and `plan` as it is.

mod adopt;
mod files;
mod ignore;

use super::argument;
use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;

use self::files::{NewFile, available, files};
use super::editor_schemas;
use super::exit::Exit;
use super::failure::{CommandFailure, CommandResult};
use super::global::Global;
use super::output::Output;
use super::prompt::{ask, somebody_is_there};
use crate::files::create_whole;
use crate::manifest::{FindProjectError, find_project};
use crate::model::System;
use crate::render::one_line;

const EXAMPLES: &str = "\
Examples:
  vetform init                        asks, if there is a terminal
  vetform init hiring --system taptalent --yes
  vetform init --adopt                what is live already: doctor, pull --write, plan, workflow
  vetform init --adopt taptalent      the same of one system

`--adopt` keeps what is there: run it again after fixing what stopped it.";

/// What the first plan of a new project needs.
const WHERE: &str = if cfg!(feature = "sandbox") {
    "all in the embedded sandbox"
} else {
    "this vetform was built without the embedded sandbox, so plan and apply need a workspace of live systems: vetform.yaml \
     has one in comments"
};

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct InitArgs {
    /// Project folder, created if missing [default: the current folder]
    #[arg(value_name = "DIR", value_parser = argument::path)]
    pub folder: Option<Utf8PathBuf>,
    /// System to write examples for; repeat for several [default: all]
    #[arg(long = "system", value_name = "NAME", value_parser = system)]
    pub systems: Vec<System>,
    /// Take over what is live already instead of writing examples [default: the systems whose keys are set, such as
    /// `TAPTALENT_API_KEY`]
    #[arg(long, value_name = "SYSTEM", num_args = 0.., value_parser = system)]
    pub adopt: Option<Vec<System>>,
    /// Do not ask for confirmation
    #[arg(short, long)]
    pub yes: bool,
}

#[derive(Debug, PartialEq, Eq)]
struct Wishes {
    folder: Utf8PathBuf,
    systems: Vec<System>,
}

pub(super) async fn run(global: &Global, args: &InitArgs, output: Output) -> CommandResult {
    let asks = !args.yes && somebody_is_there();
    let given = args.folder.clone().or_else(|| global.project.clone());
    let named = args.adopt.as_ref();
    if named.is_some() || (asks && given.is_none() && args.systems.is_empty() && is_live(output)?) {
        let named: Vec<System> = named
            .into_iter()
            .flatten()
            .chain(&args.systems)
            .copied()
            .collect();
        let folder = given.unwrap_or_else(|| ".".into());
        refuse_beside_earlier(&folder)?;
        return adopt::run(global, &folder, &named, output).await;
    }
    let mut answer = |question: &str, usual: &str| {
        if !asks {
            return Ok(usual.to_owned());
        }
        ask(question, usual, output).ok_or_else(|| "no response; nothing was written".to_owned())
    };
    let mut tell = |wrong: &str| output.insist(wrong);
    let Wishes { folder, systems } = wishes(given, &args.systems, &mut answer, &mut tell)
        .map_err(|message| CommandFailure::new(Exit::Invalid, message))?;
    refuse_beside_earlier(&folder)?;
    let files = files(&systems);
    refuse_to_overwrite(&folder, &files)?;
    write(&folder, &files)?;
    for file in &files {
        output.result(&format!("{}\n", one_line(folder.join(&file.path).as_str())));
    }
    editor_schemas::write(&folder)?;
    let place = match folder.as_str() {
        "." => String::new(),
        folder => format!(" -C {folder}"),
    };
    output.say(&format!(
        "next: `vetform{place} validate`, `vetform{place} plan`, `vetform{place} apply`; {WHERE}"
    ));
    if !folder.join(".git").exists() {
        output.say("GitHub reads workflows only at the root of a repository: move .github there if this is not the \
        root");
    }
    Ok(Exit::Done)
}

/// Asks what there is.
fn is_live(output: Output) -> Result<bool, CommandFailure> {
    let question = "A new project, or `adopt` what is live already";
    loop {
        match ask(question, "new", output).as_deref() {
            Some("new") => return Ok(false),
            Some("adopt") => return Ok(true),
            Some(_) => output.insist("type `new` or `adopt`"),
            None => {
                let message = "no response; nothing was written";
                return Err(CommandFailure::new(Exit::Invalid, message));
            }
        }
    }
}

/// What was given counts; what was not is asked for. `answer` gives the usual when there is nobody to ask.
fn wishes(
    folder: Option<Utf8PathBuf>,
    systems: &[System],
    answer: &mut dyn FnMut(&str, &str) -> Result<String, String>,
    tell: &mut dyn FnMut(&str),
) -> Result<Wishes, String> {
    let folder = match folder {
        Some(folder) => folder,
        None => answer("Folder of the project", ".")?.into(),
    };
    let mut systems = systems.to_vec();
    let known = available();
    if systems.is_empty() {
        let names: Vec<&str> = known.iter().map(|system| system.as_str()).collect();
        while systems.is_empty() {
            let said = answer("Systems", &names.join(", "))?;
            let words = said.split([',', ' ']).filter(|word| !word.is_empty());
            // Somebody is there to be asked again: nothing else answers wrongly.
            match words.map(system).collect::<Result<_, _>>() {
                Ok(chosen) => systems = chosen,
                Err(wrong) => tell(&wrong),
            }
        }
    }
    systems.sort_unstable();
    systems.dedup();
    Ok(Wishes { folder, systems })
}

fn system(name: &str) -> Result<System, String> {
    let known = available();
    let found = known.iter().find(|system| system.as_str() == name);
    found.copied().ok_or_else(|| {
        let names: Vec<&str> = known.iter().map(|system| system.as_str()).collect();
        format!("unknown system `{name}`; available: {}", names.join(", "))
    })
}

/// A repository often has one already: it keeps what it says.
fn is_extended(folder: &Utf8Path, file: &NewFile) -> bool {
    let there = folder.join(&file.path).symlink_metadata();
    file.path == ignore::FILE && there.is_ok_and(|there| there.is_file())
}

/// A second configuration beside the one of the earlier name would begin without its state.
fn refuse_beside_earlier(folder: &Utf8Path) -> Result<(), CommandFailure> {
    match find_project(folder, Some(folder)) {
        Err(error @ FindProjectError::Earlier { .. }) => Err(error.into()),
        Ok(_) | Err(_) => Ok(()),
    }
}

/// Before anything is written, so that a project is never half of two.
fn refuse_to_overwrite(folder: &Utf8Path, files: &[NewFile]) -> Result<(), CommandFailure> {
    let there: Vec<String> = files
        .iter()
        .filter(|file| !is_extended(folder, file))
        .map(|file| folder.join(&file.path))
        // Also a link that leads nowhere.
        .filter(|path| path.symlink_metadata().is_ok())
        .map(Utf8PathBuf::into_string)
        .collect();
    if there.is_empty() {
        return Ok(());
    }
    Err(CommandFailure::new(
        Exit::Invalid,
        format!("{} already exists", there.join(", ")),
    )
    .with_hint("nothing was written; choose another folder, or move it away"))
}

/// All of them, or none: half of a project would be in the way of the next try.
fn write(folder: &Utf8Path, files: &[NewFile]) -> Result<(), CommandFailure> {
    let (extended, new): (Vec<_>, Vec<_>) =
        files.iter().partition(|file| is_extended(folder, file));
    let mut written = Vec::new();
    for file in new {
        let path = folder.join(&file.path);
        if let Err(error) = create(&path, &file.text) {
            for path in &written {
                let _ = std::fs::remove_file(path);
            }
            let message = format!("cannot write {path}");
            return Err(CommandFailure::of_file(Exit::Failed, message, &error));
        }
        written.push(path);
    }
    let mut extended = extended.into_iter();
    extended.try_for_each(|file| ignore::extend(&folder.join(&file.path), &file.text))
}

fn create(path: &Utf8Path, text: &str) -> std::io::Result<()> {
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent)?;
    }
    create_whole(path, text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_given_is_not_asked_for() {
        let mut asked =
            |question: &str, _: &str| -> Result<String, String> { panic!("{question}") };
        let given = Some("hiring".into());
        let wishes = wishes(given, &[System::TapTalent], &mut asked, &mut |_| {}).unwrap();
        assert_eq!(wishes.folder, "hiring");
        assert_eq!(wishes.systems, [System::TapTalent]);
    }

    #[test]
    fn what_is_not_given_is_asked_for_and_no_answer_ends_it() {
        let folder = |said: Result<&str, &str>| {
            let mut answer = |question: &str, usual: &str| {
                if question.starts_with("Folder") {
                    said.map(str::to_owned).map_err(str::to_owned)
                } else {
                    Ok(usual.to_owned())
                }
            };
            wishes(None, &[], &mut answer, &mut |_| {}).map(|wishes| wishes.folder)
        };
        assert_eq!(folder(Ok("hiring")), Ok("hiring".into()));
        assert_eq!(folder(Err("no answer")), Err("no answer".to_owned()));
    }

    #[test]
    fn a_wrong_answer_is_told_and_asked_for_again() {
        let mut said = ["taptalnt", " ,", "flowmingo taptalent"].into_iter();
        let mut answer = |_: &str, _: &str| said.next().map(str::to_owned).ok_or("none".to_owned());
        let mut told = Vec::new();
        let mut tell = |wrong: &str| told.push(wrong.to_owned());
        let wishes = wishes(Some(".".into()), &[], &mut answer, &mut tell).unwrap();
        assert_eq!(wishes.systems, [System::TapTalent, System::Flowmingo]);
        insta::assert_snapshot!(told.join("\n"), @"unknown system `taptalnt`; available: taptalent, flowmingo, promptster");
    }

    #[test]
    fn a_system_without_manifests_is_refused() {
        insta::assert_snapshot!(system("workday").unwrap_err(), @"unknown system `workday`; available: taptalent, flowmingo, promptster");
    }
}

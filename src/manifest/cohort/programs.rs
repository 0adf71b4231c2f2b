//! What the programs of `sources` print: taken as the text of a file with people is. Each call of a program is made once a
//! run, whichever rosters name it.
//!
//! A program is the configuration's; what it is given is the manifest's, and nobody knows yet whose that is. It sees the
//! environment without the keys of any workspace. What it says besides is kept, and loses addresses, names and keys here.

use std::collections::{BTreeSet, HashMap};
use std::process::ExitStatus;
use std::sync::Arc;
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};

use super::gather::{MAX_BYTES, Named, Rows};
use super::sheet::Sheet;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::manifest::check::SourceCall;
use crate::manifest::config::{Ask, Config, Credential, Heard, Outcome, Ran, run};
use crate::manifest::encoding::{self, NoText};
use crate::manifest::people_words::without_words;
use crate::manifest::program_folder::is_path;
use crate::manifest::project::ProjectRoot;
use crate::manifest::reading::{Reading, RunPrograms};
use crate::manifest::redact;
use crate::manifest::sources::Sources;
use crate::model::System;
use crate::render::one_line;
use crate::secrets::{usual_variables, without_secrets};

/// The longest that a program may take.
const LONGEST: Duration = Duration::from_mins(5);

/// So many lines of what it says besides are told, the last ones.
const MOST_LINES: usize = 40;

/// What messages call the output of every program begins so.
const OUTPUT: &str = "output of source ";

/// Whether this is what messages call the output of a program, and no file.
pub fn is_output(file: &Utf8Path) -> bool {
    file.as_str().starts_with(OUTPUT)
}

/// The programs of one reading of the manifests.
pub(in crate::manifest) struct Programs<'r> {
    root: &'r ProjectRoot,
    config: &'r Config,
    workspace: &'r str,
    run: Run,
    longest: Duration,
    /// By call; `None`: it gave nothing.
    printed: HashMap<SourceCall, Option<Rows>>,
    /// What they said besides, a line each.
    pub(in crate::manifest) words: Vec<String>,
    /// The names of those that were named and not run.
    pub(in crate::manifest) left: BTreeSet<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Run {
    Yes,
    /// Not in this command.
    No,
    /// There is a problem, so that nothing will be planned.
    NoMore,
}

impl<'r> Programs<'r> {
    pub(in crate::manifest) fn new(reading: Reading<'r>, is_broken: bool) -> Self {
        Self {
            root: reading.root,
            config: reading.source.config,
            workspace: &reading.source.workspace.name,
            run: match reading.run_programs {
                RunPrograms::No => Run::No,
                RunPrograms::Yes if is_broken => Run::NoMore,
                RunPrograms::Yes => Run::Yes,
            },
            longest: LONGEST,
            printed: HashMap::new(),
            words: Vec::new(),
            left: BTreeSet::new(),
        }
    }

    /// What a program prints. `None`: it was not run, or why it gave nothing is said already.
    pub(super) fn text_of(&mut self, call: &SourceCall, sources: &mut Sources) -> Option<Named> {
        let command = &self.config.sources.get(&call.name)?.command;
        match self.run {
            Run::Yes => {}
            Run::No => {
                self.left.insert(call.name.clone());
                return None;
            }
            Run::NoMore => return None,
        }
        if let Some(known) = self.printed.get(call) {
            return known.clone().map(Ok);
        }
        let file: Arc<Utf8Path> = self.name_of(call).into();
        let printed = self.print(call, command, &file, sources);
        let known = printed.as_ref().ok().cloned();
        self.printed.insert(call.clone(), known);
        Some(printed)
    }

    /// What messages call its output; two calls of one program have two names.
    fn name_of(&self, call: &SourceCall) -> Utf8PathBuf {
        const LONGEST_SHOWN: usize = 60;
        let given: String = call.arguments.join(" ");
        let given: String = one_line(&redact::words(&given))
            .chars()
            .take(LONGEST_SHOWN)
            .collect();
        let name = match given.as_str() {
            "" => format!("{OUTPUT}{}", call.name),
            given => format!("{OUTPUT}{} ({given})", call.name),
        };
        let of_others = self.printed.values().flatten();
        let alike = of_others
            .filter(|(file, _)| file.as_str().starts_with(&name))
            .count();
        match alike {
            0 => name.into(),
            alike => format!("{name} #{}", alike + 1).into(),
        }
    }

    fn print(
        &mut self,
        call: &SourceCall,
        command: &[String],
        file: &Arc<Utf8Path>,
        sources: &mut Sources,
    ) -> Named {
        let name = &call.name;
        let failed = |message: String, help: &'static str| {
            Box::new(Diagnostic::error(Code::SourceFailed, message).with_help(help))
        };
        let ran = self
            .root
            .in_program_folder(|folder| self.ran(call, command, folder));
        let Ran { outcome, words } = match ran {
            Ok(Ok(ran)) => ran,
            Ok(Err(error)) => {
                let program = command.first().map_or("", String::as_str);
                return Err(failed(
                    format!("cannot run the source `{name}` ({program}): {error}"),
                    "a path under `sources` is relative to the folder of vetform.yaml; a script must be executable \
                     (`chmod +x`), and begin with `#!`",
                ));
            }
            Err(error) => {
                let help = "check that the revision of `--config-from` has the program";
                return Err(failed(error.to_string(), help));
            }
        };
        let (printed, problem) = match outcome {
            Outcome::Ended(status, printed) => {
                let problem = (!status.success()).then(|| failed(ended(name, status), FAILED));
                (printed, problem)
            }
            Outcome::TooLong => {
                let message = format!("{file} is larger than {} MiB", MAX_BYTES / 1024 / 1024);
                let problem = Diagnostic::error(Code::TooLarge, message);
                let help = "let several rosters take a part each, with `arguments`";
                (Vec::new(), Some(Box::new(problem.with_help(help))))
            }
            Outcome::TooSlow => {
                let seconds = self.longest.as_secs();
                let message = format!(
                    "the source `{name}` did not finish within {seconds} s and was stopped"
                );
                (
                    Vec::new(),
                    Some(failed(
                        message,
                        "make it faster, or let it print a file that another job keeps",
                    )),
                )
            }
        };
        self.hear(name, &words, &printed);
        if let Some(problem) = problem {
            return Err(problem);
        }
        let text = encoding::people(&printed).map_err(|error| no_text(file, error, sources))?;
        if Sheet::new(&text).header().is_some() && Sheet::new(&text).rows().next().is_none() {
            self.words
                .push(format!("{file} has a header and nobody below it"));
        }
        sources.add_rows(file.as_ref().to_owned(), Arc::clone(&text));
        Ok((Arc::clone(file), text))
    }

    fn ran(
        &self,
        call: &SourceCall,
        command: &[String],
        folder: &Utf8Path,
    ) -> std::io::Result<Ran> {
        let (program, own) = command.split_first().ok_or(std::io::ErrorKind::NotFound)?;
        let path = folder.join(program);
        let arguments: Vec<String> = own.iter().chain(&call.arguments).cloned().collect();
        run(&Ask {
            program: if is_path(program) {
                path.as_str()
            } else {
                program
            },
            arguments: &arguments,
            folder,
            longest: self.longest,
            most: MAX_BYTES,
            heard: Heard::Kept,
            without: &self.keys(),
            with: &[("VETFORM_WORKSPACE", self.workspace)],
            waits_for: &format!("the source `{}`", call.name),
        })
    }

    /// The variables that hold keys, of every workspace, and what else the program has no business with.
    fn keys(&self) -> BTreeSet<String> {
        let workspaces = self.config.workspaces.values();
        let settings = workspaces.flat_map(|workspace| {
            let systems = System::ALL.into_iter();
            systems.filter_map(|system| workspace.settings(system))
        });
        let named = settings.filter_map(|settings| match &settings.api_key {
            Credential::Env(name) => Some(name.clone()),
            Credential::File(_) | Credential::Command(_) => None,
        });
        named.chain(usual_variables().map(str::to_owned)).collect()
    }

    /// Its words, as they may be told.
    fn hear(&mut self, name: &str, words: &[u8], printed: &[u8]) {
        let words = String::from_utf8_lossy(words);
        let lines: Vec<&str> = words
            .lines()
            .filter(|line| !line.trim().is_empty())
            .collect();
        let names = names_in(&String::from_utf8_lossy(printed));
        let left_out = lines.len().saturating_sub(MOST_LINES);
        if left_out > 0 {
            self.words
                .push(format!("{name}: ({left_out} more lines before)"));
        }
        for line in &lines[left_out..] {
            let line = without_secrets(line).into_owned();
            let line = redact::words(&line).into_owned();
            let line = without_words(&line, &names);
            self.words
                .push(format!("{name}: {}", one_line(line.trim_end())));
        }
    }
}

const FAILED: &str = "run its command by hand to see what is wrong; nothing was sent";

fn ended(name: &str, status: ExitStatus) -> String {
    format!("the source `{name}` failed ({status})")
}

/// What people are called, in small letters, as far as that is a list of people.
fn names_in(printed: &str) -> BTreeSet<String> {
    let sheet = Sheet::new(printed);
    let columns: Vec<usize> = ["firstName", "lastName", "name"]
        .into_iter()
        .filter_map(|name| sheet.column(name))
        .collect();
    let mut names = BTreeSet::new();
    for row in sheet.rows() {
        let cells = columns.iter().map(|column| row.cell(*column));
        names.extend(cells.flat_map(str::split_whitespace).map(str::to_lowercase));
    }
    names
}

fn no_text(file: &Utf8Path, error: NoText, sources: &mut Sources) -> Box<Diagnostic> {
    let NoText {
        words, text, span, ..
    } = error;
    sources.add_rows(file.to_owned(), text);
    let problem = Diagnostic::error(Code::Unreadable, format!("{file} is {words}"));
    let problem = problem.with_help("let the program print UTF-8").at(Place {
        file: file.to_owned(),
        span: Some(span),
    });
    Box::new(problem)
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use crate::manifest::tests::world::{CONFIG, World};

    /// What comes of a script, and what it said.
    fn printed(script: &str, longest: Duration) -> (Result<String, String>, Vec<String>) {
        let config = format!("{CONFIG}sources: {{ ats: {{ command: [sh, ats.sh] }} }}\n");
        let world = World::new()
            .file("vetform.yaml", config)
            .file("ats.sh", script);
        let project = world.load().project.unwrap();
        let mut programs = Programs {
            root: &project.root,
            config: &project.config,
            workspace: "local",
            run: Run::Yes,
            longest,
            printed: HashMap::new(),
            words: Vec::new(),
            left: BTreeSet::new(),
        };
        let call = SourceCall {
            name: "ats".into(),
            arguments: vec!["spring".into()],
        };
        let printed = programs.text_of(&call, &mut Sources::default()).unwrap();
        let printed = printed
            .map(|(_, text)| text.to_string())
            .map_err(|problem| problem.message);
        (printed, programs.words)
    }

    #[test]
    fn what_it_prints_is_the_text_and_what_it_says_loses_names() {
        let script =
            "echo \"$1: 1 row, Alex\" >&2; printf 'email,firstName\\r\\na@example.com,Alex\\r\\n'";
        let (text, words) = printed(script, LONGEST);
        assert_eq!(text.unwrap(), "email,firstName\r\na@example.com,Alex\r\n");
        assert_eq!(words, ["ats: spring: 1 row, A…"]);
    }

    #[test]
    fn one_that_takes_too_long_is_stopped_and_its_last_words_are_told() {
        let script = "echo waiting for alex@example.com >&2; sleep 1000";
        let (text, words) = printed(script, Duration::from_millis(300));
        assert!(text.unwrap_err().contains("did not finish within"));
        assert_eq!(words, ["ats: waiting for a…x@e….com"]);
    }

    #[test]
    fn one_that_prints_more_than_a_list_may_have_is_stopped() {
        let (text, _) = printed("while :; do head -c 1000000 /dev/zero; done", LONGEST);
        assert_eq!(
            text.unwrap_err(),
            "output of source ats (spring) is larger than 64 MiB"
        );
    }

    #[test]
    fn of_many_lines_the_last_are_told() {
        let (_, words) = printed(
            "for i in 1 2 3 4 5 6 7 8 9 0; do printf 'a\\nb\\nc\\nd\\ne\\n' >&2; done",
            LONGEST,
        );
        assert_eq!(words.len(), MOST_LINES + 1);
        assert_eq!(words[0], "ats: (10 more lines before)");
    }
}

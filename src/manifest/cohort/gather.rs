//! Reads every file that a roster names, and what its programs print, and puts the people into that roster.

use std::collections::BTreeMap;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use super::people::people;
use super::place::below_project;
use super::programs::Programs;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::files;
use crate::manifest::check::{Body, CohortFrom, CohortRef, CohortRules, Draft, RosterPerson};
use crate::manifest::encoding::{self, NoText};
use crate::manifest::file_text::{ReadError, read_bytes};
use crate::manifest::project::ProjectRoot;
use crate::manifest::sources::Sources;
use crate::model::Pointer;

/// The most that is read of a file with people, or of what a program prints, in bytes.
pub(super) const MAX_BYTES: u64 = 64 * 1024 * 1024;

#[derive(Debug, Default)]
pub(in crate::manifest) struct Cohorts {
    /// The texts, by path below the project.
    pub(in crate::manifest) texts: BTreeMap<Utf8PathBuf, Arc<str>>,
    /// What is wrong with files and rows.
    pub(in crate::manifest) problems: Vec<Diagnostic>,
}

/// Reads the files that these documents name; then, if nothing is wrong with any of them, what their programs print.
pub(in crate::manifest) fn gather<'d>(
    root: &ProjectRoot,
    drafts: impl Iterator<Item = &'d mut Draft>,
    sources: &mut Sources,
    programs: &mut Programs<'_>,
) -> Cohorts {
    let mut cohorts = Cohorts::default();
    let mut of_programs = Vec::new();
    for draft in drafts {
        let Some(CohortRef { from, rules }) = draft.cohort.clone() else {
            continue;
        };
        match from {
            CohortFrom::File(path) => {
                let text = text_of(root, draft, &path, sources, &mut cohorts.texts);
                cohorts.add(draft, text, rules, sources);
            }
            CohortFrom::Source(call) => of_programs.push((draft, call, rules)),
        }
    }
    if !cohorts.problems.is_empty() {
        return cohorts;
    }
    for (draft, call, rules) in of_programs {
        let Some(text) = programs.text_of(&call, sources) else {
            continue;
        };
        if let Ok((file, text)) = &text {
            let name = file.as_ref().to_owned();
            cohorts.texts.insert(name, Arc::clone(text));
        }
        cohorts.add(draft, text, rules, sources);
    }
    cohorts
}

impl Cohorts {
    fn add(&mut self, draft: &mut Draft, text: Named, rules: CohortRules, sources: &Sources) {
        match text {
            Ok((file, text)) => {
                let problems = add_people(draft, &file, &text, rules);
                self.problems.extend(problems);
            }
            Err(problem) => {
                let from = sources.locate(&draft.origin.at(Pointer::spec("from")));
                self.problems.push(match (&problem.place, from) {
                    (None, place) => Diagnostic { place, ..*problem },
                    (Some(_), Some(from)) => problem.with_related(from, "named here"),
                    (Some(_), None) => *problem,
                });
            }
        }
    }
}

/// Rows of people, behind what messages call them.
pub(super) type Rows = (Arc<Utf8Path>, Arc<str>);

/// The same, or why there are none.
pub(super) type Named = Result<Rows, Box<Diagnostic>>;

fn text_of(
    root: &ProjectRoot,
    draft: &Draft,
    path: &str,
    sources: &mut Sources,
    texts: &mut BTreeMap<Utf8PathBuf, Arc<str>>,
) -> Named {
    let outside = || {
        let problem = Diagnostic::error(Code::Unreadable, "`from` leads out of the project");
        let help = "a plan reads only files of the project: move the file into it";
        Box::new(problem.with_help(help))
    };
    let file = below_project(&draft.origin.file, path).ok_or_else(outside)?;
    let name: Arc<Utf8Path> = Arc::from(file.as_path());
    if let Some(text) = texts.get(&file) {
        return Ok((name, Arc::clone(text)));
    }
    if sources.has_yaml(&file) {
        let problem = Diagnostic::error(Code::Unreadable, format!("{file} is a manifest"));
        let help = "`from` names a CSV file; its first line names the columns";
        return Err(Box::new(problem.with_help(help)));
    }
    if files::leads_out(root.as_path(), &root.as_path().join(&file)) {
        return Err(outside());
    }
    let text = read_bytes(&root.as_path().join(&file), MAX_BYTES)
        .and_then(|bytes| Ok(encoding::people(&bytes)?))
        .map_err(|error| Box::new(unread(&file, error, sources)))?;
    sources.add_rows(file.clone(), Arc::clone(&text));
    texts.insert(file, Arc::clone(&text));
    Ok((name, text))
}

/// Without a place, unless it is in the file.
fn unread(file: &Utf8Path, error: ReadError, sources: &mut Sources) -> Diagnostic {
    let name = match file.as_str() {
        "" => Utf8Path::new("."),
        _ => file,
    };
    let problem = Diagnostic::error(error.code(), error.words(name));
    match error {
        ReadError::TooLarge { .. } => {
            problem.with_help("split it into several files, each with its own roster")
        }
        ReadError::Io(_) => problem.with_help("the path is relative to the folder of the manifest"),
        ReadError::NoText(NoText {
            words: _,
            help,
            text,
            span,
        }) => {
            sources.add_rows(file.to_owned(), text);
            problem.with_help(help).at(Place {
                file: file.to_owned(),
                span: Some(span),
            })
        }
    }
}

fn add_people(
    draft: &mut Draft,
    file: &Arc<Utf8Path>,
    text: &Arc<str>,
    rules: CohortRules,
) -> Vec<Diagnostic> {
    fn add<P: RosterPerson>(
        to: Option<&mut Vec<P>>,
        (mut read, problems): (Vec<P>, Vec<Diagnostic>),
    ) -> Vec<Diagnostic> {
        if let Some(people) = to {
            people.append(&mut read);
        }
        problems
    }
    let body = draft.body.as_mut();
    match rules {
        CohortRules::TapTalent(rules) => {
            let to = body.and_then(|body| match body {
                Body::Roster(roster) => Some(&mut roster.candidates),
                _ => None,
            });
            add(to, people(file, text, rules))
        }
        CohortRules::Promptster => {
            let to = body.and_then(|body| match body {
                Body::PromptsterRoster(roster) => Some(&mut roster.candidates),
                _ => None,
            });
            add(to, people(file, text, ()))
        }
        CohortRules::Flowmingo => {
            let to = body.and_then(|body| match body {
                Body::FlowmingoRoster(roster) => Some(&mut roster.candidates),
                _ => None,
            });
            add(to, people(file, text, ()))
        }
    }
}

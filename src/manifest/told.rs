//! What is said besides of a problem at a place that takes its value from elsewhere: where that stands, what to do there, and in
//! which workspace it is so.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8PathBuf;

use super::config::Workspace;
use super::names::CONFIG_FILE;
use super::people_words::without_quotes;
use super::sources::Sources;
use super::values::{Form, Use, Values};
use crate::diagnostic::{Code, Diagnostic};

/// Most values of one template that are pointed at.
const SHOWN: usize = 3;

/// The places of all files that take something from elsewhere.
#[derive(Debug, Default)]
pub(super) struct Uses(BTreeMap<Utf8PathBuf, Vec<Use>>);

impl Uses {
    pub(super) fn add(&mut self, file: Utf8PathBuf, uses: Vec<Use>) {
        if !uses.is_empty() {
            self.0.insert(file, uses);
        }
    }

    /// The values that any of them takes.
    pub(super) fn names(&self) -> BTreeSet<&str> {
        let uses = self.0.values().flatten();
        let values = uses.flat_map(|one| &one.values);
        values.map(|(name, _)| name.as_str()).collect()
    }

    /// Whether a value is taken in one place, and in no other.
    pub(super) fn is_single(&self, name: &str) -> bool {
        let uses = self.0.values().flatten();
        let values = uses.flat_map(|one| &one.values);
        values.filter(|(known, _)| known == name).count() == 1
    }

    /// Says where the value stands; whether the problem may be another one in another workspace.
    pub(super) fn explain(
        &self,
        problem: &mut Diagnostic,
        values: &Values,
        sources: &Sources,
    ) -> bool {
        let Some(one) = self.at(problem) else {
            return false;
        };
        if is_hidden(problem, sources) {
            // It tells of a person, and so do the line of the value and a message that repeats it.
            let told = one.values.iter();
            let told = told.flat_map(|(name, _)| values.words_of(name)).collect();
            problem.message = without_quotes(&problem.message, &told);
        } else {
            for (name, place) in one.values.iter().take(SHOWN) {
                let words = format!("the value `{name}`");
                problem.related.push((place.clone(), words));
            }
        }
        match (one.form, problem.code, &*one.values) {
            (Form::Value, _, [(name, _)]) => {
                let file = values.get(name).map(|value| value.place.file.as_str());
                let file = file.unwrap_or(CONFIG_FILE);
                problem.help = format!("`{name}` in {file}: {}", problem.help).into();
            }
            (Form::Template | Form::File, Code::WrongType, _)
                if problem.message.contains("must be") =>
            {
                let key = one.form.key();
                problem.help = format!(
                    "`{key}` gives a text, which does not fit here: `{{ value: NAME }}` gives a value as it is written"
                )
                .into();
            }
            _ => {}
        }
        one.form != Form::File
    }

    /// The same of all problems of one workspace, which is the only one that was looked at.
    pub(super) fn explain_all(
        &self,
        problems: &mut [Diagnostic],
        workspace: &Workspace,
        sources: &Sources,
    ) {
        for problem in problems {
            if self.explain(problem, &workspace.values, sources) {
                problem.message = in_workspaces(&problem.message, &[&workspace.name]);
            }
        }
    }

    fn at(&self, problem: &Diagnostic) -> Option<&Use> {
        let place = problem.place.as_ref()?;
        let at = place.span?.start.byte;
        let mut uses = self.0.get(&place.file)?.iter();
        uses.find(|one| one.bytes.contains(&at))
    }
}

/// Whether what stands at the place of a problem is not shown.
fn is_hidden(problem: &Diagnostic, sources: &Sources) -> bool {
    let shown = problem.place.as_ref().and_then(|place| {
        let text = sources.text(&place.file)?;
        text.as_bytes().get(place.span?.start.byte)
    });
    shown == Some(&b'*')
}

/// A message, with the workspaces in which it is so.
pub(super) fn in_workspaces(message: &str, names: &[&str]) -> String {
    const MOST: usize = 4;
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match &*quoted {
        [] => message.to_owned(),
        [one] => format!("{message} (workspace {one})"),
        some if some.len() <= MOST => format!("{message} (workspaces {})", some.join(", ")),
        many => format!(
            "{message} ({} workspaces: {}, …)",
            many.len(),
            many[..MOST - 1].join(", ")
        ),
    }
}

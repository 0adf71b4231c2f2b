//! GitHub's workflow commands, one a line: `::error file=…,line=…::message`.
//!
//! Escapes as the runner undoes them (actions/toolkit, packages/core/src/command.ts): `%`, CR and LF everywhere, `:` and
//! `,` in properties too. Every line begins with `::`, so the runner looks for no other command in it.

use camino::Utf8Path;
use indexmap::IndexSet;

use super::annotation::{Annotation, Level, elsewhere};
use crate::diagnostic::Span;
use crate::render::escape::visible;
use crate::render::failure::Failure;

/// The commands. `folder`: of the project, as the repository sees it.
pub fn github(annotations: &[Annotation], folder: &Utf8Path) -> String {
    let lines = annotations.iter();
    lines
        .map(|annotation| command(annotation, folder))
        .collect()
}

/// A failed command, as the one error that a run of it shows.
pub fn github_error(failure: Failure<'_>) -> String {
    let title = format!(
        "vetform {} {}",
        failure.command,
        failure.code.unwrap_or_default()
    );
    let text = failure.words("\nhelp: ");
    format!(
        "::error title={}::{}\n",
        property(title.trim()),
        data(&visible(&text))
    )
}

/// What a check has found, as one command.
pub fn github_check(level: Level, subject: &str, text: &str) -> String {
    format!(
        "::{} title={}::{}\n",
        level.as_str(),
        property(&visible(&format!("vetform doctor: {subject}"))),
        data(&visible(text))
    )
}

/// The commands of several workspaces, each once: what they share is one line of one file.
pub fn github_of_many<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let lines: IndexSet<&str> = texts.flat_map(str::lines).collect();
    lines.into_iter().flat_map(|line| [line, "\n"]).collect()
}

fn command(annotation: &Annotation, folder: &Utf8Path) -> String {
    let Annotation {
        level,
        code,
        address,
        message,
        help: _,
        place,
        related,
    } = annotation;
    let mut properties = Vec::new();
    if let Some(place) = place {
        properties.push((
            "file",
            visible(folder.join(&place.file).as_str()).into_owned(),
        ));
        properties.extend(place.span.iter().flat_map(position));
    }
    let title = match address {
        Some(address) => format!("{code} {address}"),
        None => code.to_string(),
    };
    properties.push(("title", title));
    let properties: Vec<String> = properties
        .into_iter()
        .map(|(name, value)| format!("{name}={}", property(&value)))
        .collect();
    let help = annotation.help("\nhelp: ");
    format!(
        "::{} {}::{}\n",
        level.as_str(),
        properties.join(","),
        data(&format!(
            "{message}{}{help}",
            elsewhere(related, folder, "\n")
        ))
    )
}

/// Columns are allowed within one line only; GitHub counts the last one in.
fn position(span: &Span) -> Vec<(&'static str, String)> {
    let Span { start, end } = span;
    let mut position = vec![("line", start.line.to_string())];
    if start.line == end.line {
        let last = end.column.saturating_sub(1).max(start.column);
        position.push(("col", start.column.to_string()));
        position.push(("endLine", end.line.to_string()));
        position.push(("endColumn", last.to_string()));
    } else {
        position.push(("endLine", end.line.to_string()));
    }
    position
}

pub(super) fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

pub(super) fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::diagnostic::{Code, Diagnostic, Place, Position};
    use crate::render::annotations::{of_plan, of_problems};
    use crate::render::sample::{LOOK, everything};

    fn at(line: usize, column: usize) -> Position {
        Position {
            byte: 0,
            line,
            column,
        }
    }

    fn problem(file: &str, message: &str, start: Position, end: Position) -> Vec<Annotation> {
        let place = Place {
            file: file.into(),
            span: Some(Span { start, end }),
        };
        let problem = Diagnostic::error(Code::UnknownField, message).at(place);
        of_problems(&[problem.with_help("did you mean `title`?")])
    }

    #[test]
    fn a_problem_is_a_command_with_its_place() {
        let problem = problem("a,b:c.yaml", "100 % wrong:\nno, really", at(3, 5), at(3, 9));
        insta::assert_snapshot!(github(&problem, Utf8Path::new("hiring")), @r"::error file=hiring/a%2Cb%3Ac.yaml,line=3,col=5,endLine=3,endColumn=8,title=unknown-field::100 %25 wrong:\nno, really%0Ahelp: did you mean `title`?");
    }

    #[test]
    fn a_place_of_several_lines_has_no_columns() {
        let problem = problem("a.yaml", "wrong", at(3, 5), at(4, 2));
        insta::assert_snapshot!(github(&problem, Utf8Path::new("")), @"::error file=a.yaml,line=3,endLine=4,title=unknown-field::wrong%0Ahelp: did you mean `title`?");
    }

    #[test]
    fn obstacles_and_warnings_of_a_plan_stand_on_their_manifest_lines() {
        let home = |_: &crate::model::Address| {
            Some(Place {
                file: "assessments/voice.yaml".into(),
                span: None,
            })
        };
        let annotations = of_plan(&everything("an outage"), LOOK.locate, &home);
        insta::assert_snapshot!(github(&annotations, Utf8Path::new("")), @"
        ::error file=flows/sales.yaml,line=9,col=7,endLine=9,endColumn=11,title=immutable-step taptalent/Flow/sales::step 1 would take another assessment than an outage%0Ahelp: put an outage back; or set `lifecycle.onImmutableChange: newVersion`
        ::warning file=assessments/voice.yaml,title=fairness taptalent/Assessment/backend-voice::3 candidates have already taken part: an outage changes
        ");
    }

    proptest! {
        #[test]
        fn no_text_begins_another_command_or_property(file in any::<String>(), message in any::<String>()) {
            let problem = problem(&file, &message, at(1, 1), at(1, 2));
            let text = github(&problem, Utf8Path::new(""));
            prop_assert_eq!(text.matches(['\n', '\r']).count(), 1);
            let (properties, _) = text.strip_prefix("::error ").unwrap().split_once("::").unwrap();
            let names: Vec<_> = properties.split(',').map(|property| property.split('=').next().unwrap()).collect();
            prop_assert_eq!(names, ["file", "line", "col", "endLine", "endColumn", "title"]);
        }
    }
}

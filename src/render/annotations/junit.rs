//! A JUnit report, as GitLab, Jenkins, Azure and others show it: a test case for each file that was checked or each
//! resource that was read, which fails where something has to be done about it.
//!
//! The name of a test case says only what it is about, so that a run can be held against an earlier one, and no two are
//! equal: of equal ones only the first would count.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use camino::{Utf8Path, Utf8PathBuf};

use super::annotation::{Annotation, Level, elsewhere};
use super::sarif::{FAILED, NOWHERE};
use crate::render::escape::visible;
use crate::render::failure::Failure;

/// What a report is about.
#[derive(Debug)]
pub struct Suite<'a> {
    /// `plan`
    pub command: &'a str,
    /// What was looked at, with or without a finding.
    pub subjects: Vec<Subject>,
    /// What is bad enough to fail what it is about. What is about no resource fails as an error only.
    pub fails_at: Level,
    /// Of the project, as the repository sees it.
    pub folder: &'a Utf8Path,
}

/// A file, or a resource and where its manifest is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// A path, or an address.
    pub name: String,
    /// Relative to the project.
    pub file: Option<Utf8PathBuf>,
}

/// What is said of a subject.
#[derive(Debug, Default)]
struct Case<'a> {
    file: Option<&'a Utf8Path>,
    failures: Vec<&'a Annotation>,
    remarks: Vec<&'a Annotation>,
}

/// The report: of the subjects, and of every other one that an annotation is about.
pub fn junit(suite: &Suite<'_>, annotations: &[Annotation]) -> String {
    let mut cases = BTreeMap::new();
    for Subject { name, file } in &suite.subjects {
        let case: &mut Case<'_> = cases.entry(name.clone()).or_default();
        case.file = file.as_deref();
    }
    for annotation in annotations {
        let file = annotation.place.as_ref().map(|place| &*place.file);
        let is_about = annotation.address.as_ref();
        let name = match is_about {
            Some(address) => address.to_string(),
            None => file.unwrap_or(NOWHERE.into()).to_string(),
        };
        let case = cases.entry(name).or_default();
        case.file = case.file.or(file);
        let is_failure = annotation.level == Level::Error
            || (is_about.is_some() && suite.fails_at == annotation.level);
        if is_failure {
            case.failures.push(annotation);
        } else {
            case.remarks.push(annotation);
        }
    }
    let failures = cases.values().filter(|case| !case.failures.is_empty());
    let counts = (cases.len(), failures.count(), 0);
    let cases = cases.iter().map(|(name, case)| told(suite, name, case));
    document(suite.command, counts, &cases.collect::<String>())
}

/// A failed command, as a test that could not be carried out.
pub fn junit_error(failure: Failure<'_>) -> String {
    let command = failure.command;
    let case = format!(
        "    <testcase classname=\"vetform {command}\" name=\"vetform {command}\">\n      <error type=\"{}\" \
         message=\"{}\">{}</error>\n    </testcase>\n",
        failure.code.unwrap_or(FAILED),
        escaped(failure.message),
        escaped(&format!("{}\n", failure.words("\n  help: ")))
    );
    document(command, (1, 0, 1), &case)
}

/// The reports of several workspaces: a suite each. No two of their test cases are equal either.
pub fn junit_of_many(command: &str, reports: &[(&str, &str)]) -> String {
    let suites = reports.iter().map(|(workspace, report)| {
        let lines = report
            .lines()
            .skip_while(|line| !line.starts_with("  <testsuite "));
        let lines = lines.take_while(|line| *line != "</testsuites>");
        let (own, common) = (
            format!("vetform {command} {workspace}"),
            format!("vetform {command}"),
        );
        let named = |line: &str| {
            let line = line.replace(
                &format!("classname=\"{common}\""),
                &format!("classname=\"{own}\""),
            );
            match line.strip_prefix(&format!("  <testsuite name=\"{common}\"")) {
                Some(rest) => format!("  <testsuite name=\"{own}\"{rest}\n"),
                None => line + "\n",
            }
        };
        lines.map(named).collect::<String>()
    });
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"vetform {command}\">\n{}</testsuites>\n",
        suites.collect::<String>()
    )
}

fn document(
    command: &str,
    (tests, failures, errors): (usize, usize, usize),
    cases: &str,
) -> String {
    let counts = format!(
        "name=\"vetform {command}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\""
    );
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites {counts}>\n  <testsuite {counts} skipped=\"0\">\n{cases}  \
         </testsuite>\n</testsuites>\n"
    )
}

fn told(suite: &Suite<'_>, name: &str, case: &Case<'_>) -> String {
    let Case {
        file,
        failures,
        remarks,
    } = case;
    let command = suite.command;
    // A file is called as the repository calls it, a resource by its address.
    let path = file.map(|file| escaped(suite.folder.join(file).as_str()));
    let name = match file {
        Some(file) if file.as_str() == name => path.clone().unwrap_or_default(),
        _ => escaped(name),
    };
    let path = path.map_or_else(String::new, |path| format!(" file=\"{path}\""));
    let head = format!("    <testcase classname=\"vetform {command}\" name=\"{name}\"{path}");
    let mut body = String::new();
    if let Some(first) = failures.first() {
        let more = match failures.len() {
            1 => String::new(),
            many => format!(" (and {} more)", many - 1),
        };
        let _ = writeln!(
            body,
            "      <failure type=\"{}\" message=\"{}\">{}</failure>",
            first.code,
            escaped(&format!("{}{more}", first.message)),
            escaped(&lines(failures, suite.folder))
        );
    }
    if !remarks.is_empty() {
        let remarks = escaped(&lines(remarks, suite.folder));
        let _ = writeln!(body, "      <system-out>{remarks}</system-out>");
    }
    if body.is_empty() {
        format!("{head}/>\n")
    } else {
        format!("{head}>\n{body}    </testcase>\n")
    }
}

/// `flows/a.yaml:3:5: error[unknown-field]: …`, and what to do.
fn lines(annotations: &[&Annotation], folder: &Utf8Path) -> String {
    let lines = annotations.iter().map(|annotation| {
        let place = annotation.place.as_ref();
        let place = place.map_or_else(String::new, |place| {
            let file = folder.join(&place.file);
            match place.span {
                Some(span) => format!("{file}:{}:{}: ", span.start.line, span.start.column),
                None => format!("{file}: "),
            }
        });
        let help = annotation.help.as_ref();
        let help = help.map_or_else(String::new, |help| format!("\n  help: {help}"));
        format!(
            "{place}{}[{}]: {}{}{help}\n",
            annotation.level.as_str(),
            annotation.code,
            annotation.message,
            elsewhere(&annotation.related, folder, "\n  ")
        )
    });
    lines.collect()
}

/// A text inside an element or an attribute. What XML cannot hold at all is replaced.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\t' => safe.push_str("&#9;"),
            '\n' => safe.push_str("&#10;"),
            '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            _ => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::diagnostic::{Code, Diagnostic, Place};
    use crate::render::annotations::{of_plan, of_problems};
    use crate::render::sample::{LOOK, everything};

    fn suite(fails_at: Level) -> Suite<'static> {
        Suite {
            command: "plan",
            subjects: vec![Subject {
                name: "taptalent/Assessment/quiet".into(),
                file: Some("a.yaml".into()),
            }],
            fails_at,
            folder: Utf8Path::new("hiring"),
        }
    }

    #[test]
    fn a_resource_is_a_test_case_that_fails_where_it_is_blocked() {
        let annotations = of_plan(&everything("an outage"), LOOK.locate, &|_| None);
        insta::assert_snapshot!(junit(&suite(Level::Error), &annotations), @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="vetform plan" tests="3" failures="1" errors="0">
          <testsuite name="vetform plan" tests="3" failures="1" errors="0" skipped="0">
            <testcase classname="vetform plan" name="taptalent/Assessment/backend-voice">
              <system-out>warning[fairness]: 3 candidates have already taken part: an outage changes&#10;</system-out>
            </testcase>
            <testcase classname="vetform plan" name="taptalent/Assessment/quiet" file="hiring/a.yaml"/>
            <testcase classname="vetform plan" name="taptalent/Flow/sales" file="hiring/flows/sales.yaml">
              <failure type="immutable-step" message="step 1 would take another assessment than an outage">hiring/flows/sales.yaml:9:7: error[immutable-step]: step 1 would take another assessment than an outage&#10;  help: put an outage back; or set `lifecycle.onImmutableChange: newVersion`&#10;</failure>
            </testcase>
          </testsuite>
        </testsuites>
        "#);
        let of_drift = junit(&suite(Level::Warning), &annotations);
        assert!(
            of_drift.contains("tests=\"3\" failures=\"2\""),
            "{of_drift}"
        );
    }

    #[test]
    fn a_failed_command_is_a_test_that_could_not_be_carried_out() {
        let failure = Failure {
            command: "plan",
            code: None,
            message: "cannot reach <host>",
            help: Some("look at the network"),
            exit_code: 1,
        };
        insta::assert_snapshot!(junit_error(failure), @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="vetform plan" tests="1" failures="0" errors="1">
          <testsuite name="vetform plan" tests="1" failures="0" errors="1" skipped="0">
            <testcase classname="vetform plan" name="vetform plan">
              <error type="run-failed" message="cannot reach &lt;host&gt;">cannot reach &lt;host&gt;&#10;  help: look at the network&#10;</error>
            </testcase>
          </testsuite>
        </testsuites>
        "#);
    }

    proptest! {
        #[test]
        fn no_text_leaves_its_place(name in any::<String>(), message in any::<String>(), help in any::<String>()) {
            let place = Place { file: name.into(), span: None };
            let problem = Diagnostic::error(Code::WrongType, message).at(place).with_help(help);
            let suite = Suite { subjects: Vec::new(), ..suite(Level::Error) };
            let text = junit(&suite, &of_problems(&[problem]));
            prop_assert_eq!(text.matches('<').count(), 9);
            prop_assert_eq!(text.matches('>').count(), 9);
            // Eight lines of ours, with the quotes of ours.
            prop_assert_eq!(text.lines().count(), 8);
            prop_assert_eq!(text.matches('"').count(), 4 + 8 + 10 + 6 + 4);
            prop_assert!(text.chars().all(|c| c == '\n' || !c.is_control()));
        }
    }
}

//! GitLab's Code Quality report: a list of findings, with the fields that its documentation asks for (`description`,
//! `check_name`, `fingerprint`, `severity`, `location.path`, `location.lines.begin`).

use std::collections::{BTreeMap, HashSet};

use camino::Utf8Path;
use serde_json::{Value, json};

use super::annotation::{Annotation, Level, elsewhere};
use super::sarif::{FAILED, NOWHERE};
use crate::render::escape::visible;
use crate::render::failure::Failure;

/// The report. `folder`: of the project, as the repository sees it.
pub fn gitlab(annotations: &[Annotation], folder: &Utf8Path) -> Value {
    let mut seen = Seen::default();
    let findings = annotations.iter();
    findings
        .map(|annotation| finding(annotation, folder, &mut seen))
        .collect()
}

/// A failed command, as the one finding of its run.
pub fn gitlab_error(failure: Failure<'_>, folder: &Utf8Path) -> Value {
    let command = failure.command;
    let text = format!("vetform {command} failed: {}", failure.words(" – "));
    let code = failure.code.unwrap_or(FAILED);
    json!([{
        "description": visible(&text),
        "check_name": code,
        // Whatever the words are, it is the same finding: they may hold a time or a number.
        "fingerprint": Seen::default().fingerprint(&format!("{code}\n{command}")),
        "severity": "blocker",
        "location": { "path": folder.join(NOWHERE).as_str(), "lines": { "begin": 1 } },
    }])
}

/// The report of several workspaces, each finding once: what they share is one line of one file.
pub fn gitlab_of_many<'t>(texts: impl Iterator<Item = &'t str>) -> serde_json::Result<Value> {
    let mut findings: Vec<Value> = Vec::new();
    for text in texts {
        let more: Vec<Value> = serde_json::from_str(text)?;
        findings.extend(more);
    }
    let mut seen = HashSet::new();
    findings.retain(|finding| seen.insert(finding["fingerprint"].to_string()));
    Ok(findings.into())
}

fn finding(annotation: &Annotation, folder: &Utf8Path, seen: &mut Seen) -> Value {
    let Annotation {
        level,
        code,
        place,
        related,
        ..
    } = annotation;
    let file = place.as_ref().map_or(NOWHERE.into(), |place| &*place.file);
    let path = folder.join(file);
    let line = place.as_ref().and_then(|place| place.span);
    let line = line.map_or(1, |span| span.start.line.max(1));
    let (about, help) = (annotation.about(), annotation.help(" – "));
    json!({
        "description": format!("{about}{}{help}", elsewhere(related, folder, " – ")),
        "check_name": code.as_str(),
        "fingerprint": seen.fingerprint(&format!("{code}\n{path}\n{about}")),
        "severity": match level {
            Level::Error => "critical",
            Level::Warning => "minor",
        },
        "location": { "path": path.as_str(), "lines": { "begin": line } },
    })
}

/// How often each finding was met.
#[derive(Debug, Default)]
struct Seen(BTreeMap<String, usize>);

impl Seen {
    /// The same finding has the same one in the next run, wherever its line has moved to; two in one run have two: of
    /// equal ones GitLab shows the first only.
    fn fingerprint(&mut self, finding: &str) -> String {
        let count = self.0.entry(finding.to_owned()).or_default();
        *count += 1;
        let digest = blake3::hash(format!("{finding}\n{count}").as_bytes());
        digest.to_hex()[..32].to_owned()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::diagnostic::{Code, Diagnostic, Place, Position, Span};
    use crate::render::annotations::{of_plan, of_problems};
    use crate::render::sample::{LOOK, everything};

    fn problem(line: usize, message: &str) -> Diagnostic {
        let at = |column| Position {
            byte: 0,
            line,
            column,
        };
        let span = Some(Span {
            start: at(1),
            end: at(2),
        });
        let place = Place {
            file: "a.yaml".into(),
            span,
        };
        Diagnostic::error(Code::UnknownField, message).at(place)
    }

    fn fingerprints(problems: &[Diagnostic]) -> Vec<String> {
        let report = gitlab(&of_problems(problems), Utf8Path::new(""));
        let findings = report.as_array().unwrap().iter();
        findings
            .map(|finding| finding["fingerprint"].as_str().unwrap().to_owned())
            .collect()
    }

    #[test]
    fn obstacles_and_warnings_are_findings() {
        let annotations = of_plan(&everything("an outage"), LOOK.locate, &|_| None);
        insta::assert_json_snapshot!(gitlab(&annotations, Utf8Path::new("hiring")), @r#"
        [
          {
            "description": "taptalent/Flow/sales: step 1 would take another assessment than an outage – put an outage back; or set `lifecycle.onImmutableChange: newVersion`",
            "check_name": "immutable-step",
            "fingerprint": "9a80a23f76864aecc2a779cffd3af37f",
            "severity": "critical",
            "location": {
              "path": "hiring/flows/sales.yaml",
              "lines": {
                "begin": 9
              }
            }
          },
          {
            "description": "taptalent/Assessment/backend-voice: 3 candidates have already taken part: an outage changes",
            "check_name": "fairness",
            "fingerprint": "8bc31c4f40821b36995aef25a92da4e3",
            "severity": "minor",
            "location": {
              "path": "hiring/vetform.yaml",
              "lines": {
                "begin": 1
              }
            }
          }
        ]
        "#);
    }

    #[test]
    fn a_finding_keeps_its_fingerprint_when_its_line_moves_and_equal_ones_have_their_own() {
        let before = fingerprints(&[problem(3, "x"), problem(4, "x"), problem(5, "y")]);
        let after = fingerprints(&[problem(13, "x"), problem(14, "x"), problem(15, "y")]);
        assert_eq!(before, after);
        assert_eq!(before.iter().collect::<BTreeSet<_>>().len(), 3);
    }
}

//! The file of `--faults`: a list of rules, as JSON or YAML.

use super::super::document::{self, FileError};
use super::{Fault, FaultRule};

/// Reads a list of rules: `[{"when": {"method": "POST", "nth": 2}, "fault": "dropAfterCommit"}]`.
///
/// The same as YAML is taken too.
pub fn faults_from_json(text: &str) -> Result<Vec<FaultRule>, FileError> {
    let rules: Vec<FaultRule> = document::read(OF, text)?;
    rules
        .iter()
        .enumerate()
        .try_for_each(|(index, rule)| check(index, rule))?;
    Ok(rules)
}

const OF: &str = "the faults are";

fn check(index: usize, rule: &FaultRule) -> Result<(), FileError> {
    let is_error = |code: &u16| (400..=599).contains(code);
    let status = "an error status must be from 400 to 599";
    let (place, message) = match &rule.fault {
        Fault::Status { code, .. } if !is_error(code) => ("fault.status.code", status),
        Fault::StatusAfterCommit { code } if !is_error(code) => {
            ("fault.statusAfterCommit.code", status)
        }
        _ if rule.when.nth == Some(0) => ("when.nth", "must be 1 or more"),
        _ => return Ok(()),
    };
    Err(FileError::Place {
        of: OF,
        place: format!("[{index}].{place}"),
        message: message.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::Match;
    use super::*;

    #[test]
    fn json_and_yaml_read_the_same() {
        let json = r#"[{"when": {"method": "POST", "nth": 2}, "fault": "dropAfterCommit"},
                       {"fault": {"status": {"code": 429, "retryAfter": 1}}}]"#;
        let yaml = "- when: {method: POST, nth: 2}\n  fault: dropAfterCommit\n\
                    - fault:\n    status: {code: 429, retryAfter: 1}\n";
        let when = Match {
            method: Some("POST".to_owned()),
            nth: Some(2),
            ..Match::default()
        };
        let expected = vec![
            FaultRule {
                when,
                fault: Fault::DropAfterCommit,
            },
            FaultRule {
                when: Match::default(),
                fault: Fault::Status {
                    code: 429,
                    retry_after: Some(1),
                },
            },
        ];
        assert_eq!(faults_from_json(json).unwrap(), expected);
        assert_eq!(faults_from_json(yaml).unwrap(), expected);
    }

    #[test]
    fn a_wrong_rule_is_named_by_its_place() {
        let cases = [
            (
                r#"[{"fault": "dropBefore"}, {"fault": "explode"}]"#,
                "[1].fault",
            ),
            (
                r#"[{"fault": {"hang": {"millis": "long"}}}]"#,
                "[0].fault.hang.millis",
            ),
            ("- fault: dropBefore\n  when: {nht: 1}\n", "[0].when.nht"),
            (
                r#"[{"fault": {"status": {"code": 200}}}]"#,
                "[0].fault.status.code",
            ),
            (
                r#"[{"when": {"nth": 0}, "fault": "wrongShape"}]"#,
                "[0].when.nth",
            ),
        ];
        for (text, expected) in cases {
            let error = faults_from_json(text).unwrap_err();
            assert!(
                matches!(&error, FileError::Place { place, .. } if place == expected),
                "{text}: {error}"
            );
        }
    }

    #[test]
    fn broken_text_is_told_with_line_and_column() {
        let error = faults_from_json("[\n  {\"fault\" \"dropBefore\"}\n]").unwrap_err();
        assert!(error.to_string().contains("line 2"), "{error}");
    }
}

//! SARIF 2.1.0 (OASIS standard, 27 March 2020), as much of it as code scanning shows.

use std::collections::BTreeMap;

use camino::Utf8Path;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::annotation::{Annotation, Level};
use crate::diagnostic::{Code, Place, Span};
use crate::render::escape::visible;
use crate::render::failure::Failure;
use crate::repository::REPOSITORY;

/// What stands as it is in the path of a URI.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// Where to point for what has no place: code scanning takes no result without one.
pub(super) const NOWHERE: &str = "vetform.yaml";

/// What a run that failed has in the place of a code, if its failure has none.
pub(super) const FAILED: &str = "run-failed";

/// The log of one run. `folder`: of the project, as the repository sees it.
pub fn sarif(annotations: &[Annotation], folder: &Utf8Path) -> Value {
    let mut codes: BTreeMap<&str, (Code, Level)> = BTreeMap::new();
    for Annotation { code, level, .. } in annotations {
        let worst = codes.entry(code.as_str()).or_insert((*code, *level));
        worst.1 = worst.1.min(*level);
    }
    let rules: Vec<Value> = codes
        .values()
        .map(|(code, level)| rule(*code, *level))
        .collect();
    let results: Vec<Value> = annotations
        .iter()
        .map(|annotation| result(annotation, folder))
        .collect();
    log(&rules, &[("results", results.into())])
}

/// The log of a run that failed. It holds a result, too: a log without any would close every alert of earlier runs.
pub fn sarif_error(failure: Failure<'_>, folder: &Utf8Path) -> Value {
    let text = format!(
        "vetform {} failed: {}",
        failure.command,
        failure.words("\nhelp: ")
    );
    let words = json!({ "text": visible(&text) });
    let invocation = json!({
        "executionSuccessful": false,
        "exitCode": failure.exit_code,
        "toolExecutionNotifications": [{ "level": "error", "message": words }],
    });
    let id = failure.code.unwrap_or(FAILED);
    let result = json!({
        "ruleId": id,
        "level": "error",
        "message": words,
        "locations": [{ "physicalLocation": location(None, folder) }],
    });
    let besides = [
        ("invocations", vec![invocation].into()),
        ("results", vec![result].into()),
    ];
    let rule = match id.parse() {
        Ok(code) => rule(code, Level::Error),
        Err(_) => json!({ "id": id }),
    };
    log(&[rule], &besides)
}

/// The log of several workspaces: a run each, told apart by its category. Code scanning takes no two of one category.
pub fn sarif_of_many<'w>(
    logs: impl Iterator<Item = (&'w str, &'w str)>,
) -> serde_json::Result<Value> {
    let mut all = log(&[], &[]);
    let mut runs = Vec::new();
    for (workspace, text) in logs {
        let mut log: Value = serde_json::from_str(text)?;
        if let Some(Value::Array(of_workspace)) = log.get_mut("runs") {
            for run in of_workspace.iter_mut() {
                run["automationDetails"] = json!({ "id": format!("vetform/{workspace}/") });
            }
            runs.append(of_workspace);
        }
    }
    all["runs"] = runs.into();
    Ok(all)
}

/// A log with one run, which has these besides.
fn log(rules: &[Value], besides: &[(&str, Value)]) -> Value {
    let mut run = json!({
        "tool": { "driver": {
            "name": env!("CARGO_PKG_NAME"),
            "semanticVersion": crate::version::NUMBER,
            "rules": rules,
        } },
        "columnKind": "unicodeCodePoints",
    });
    for (name, value) in besides {
        run[*name] = value.clone();
    }
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    })
}

/// What `vetform explain` says of a code. Its page is in the repository, if that is known.
fn rule(code: Code, level: Level) -> Value {
    let page = code.page().unwrap_or_default();
    let mut rule = json!({
        "id": code.as_str(),
        "shortDescription": { "text": code.summary() },
        "fullDescription": { "text": code.meaning() },
        "help": { "text": page, "markdown": page },
        "defaultConfiguration": { "level": level.as_str() },
    });
    if let Some(address) = REPOSITORY {
        rule["helpUri"] = json!(format!(
            "{address}/blob/HEAD/src/diagnostic/explain/{code}.md"
        ));
    }
    rule
}

fn result(annotation: &Annotation, folder: &Utf8Path) -> Value {
    let Annotation {
        level,
        code,
        place,
        related,
        ..
    } = annotation;
    let text = annotation.about() + &annotation.help("\nhelp: ");
    let mut result = json!({
        "ruleId": code.as_str(),
        "level": level.as_str(),
        "message": { "text": text },
        "locations": [{ "physicalLocation": location(place.as_ref(), folder) }],
    });
    if !related.is_empty() {
        let others = related.iter().map(|(place, words)| {
            json!({
                "physicalLocation": location(Some(place), folder),
                "message": { "text": visible(words) },
            })
        });
        result["relatedLocations"] = others.collect();
    }
    result
}

fn location(place: Option<&Place>, folder: &Utf8Path) -> Value {
    let file = place.map_or(Utf8Path::new(NOWHERE), |place| &place.file);
    let path = folder.join(file);
    let uri = utf8_percent_encode(path.as_str(), ESCAPED).to_string();
    let region = match place.and_then(|place| place.span) {
        Some(Span { start, end }) => json!({
            "startLine": start.line.max(1),
            "startColumn": start.column.max(1),
            "endLine": end.line.max(1),
            "endColumn": end.column.max(1),
        }),
        None => json!({ "startLine": 1 }),
    };
    json!({ "artifactLocation": { "uri": uri, "uriBaseId": "%SRCROOT%" }, "region": region })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostic, Position};
    use crate::render::annotations::{of_plan, of_problems};
    use crate::render::sample::{LOOK, everything};

    #[test]
    #[expect(clippy::too_many_lines, reason = "a snapshot of a whole log")]
    fn a_plan_is_a_run_with_a_result_an_obstacle_or_warning() {
        let place = Place {
            file: "assessments/a voice.yaml".into(),
            span: None,
        };
        let home = |_: &crate::model::Address| Some(place.clone());
        let log = sarif(
            &of_plan(&everything("an outage"), LOOK.locate, &home),
            Utf8Path::new("hiring"),
        );
        insta::assert_json_snapshot!(log, {
            ".runs[].tool.driver.semanticVersion" => "[version]",
            ".runs[].tool.driver.rules[].help" => "[the page]",
            ".runs[].tool.driver.rules[].fullDescription.text" => "[its first section]",
        }, @r#"
        {
          "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
          "version": "2.1.0",
          "runs": [
            {
              "tool": {
                "driver": {
                  "name": "vetform",
                  "semanticVersion": "[version]",
                  "rules": [
                    {
                      "id": "fairness",
                      "shortDescription": {
                        "text": "The change affects an interview that candidates have already taken."
                      },
                      "fullDescription": {
                        "text": "[its first section]"
                      },
                      "help": "[the page]",
                      "defaultConfiguration": {
                        "level": "warning"
                      }
                    },
                    {
                      "id": "immutable-step",
                      "shortDescription": {
                        "text": "A live flow step would have to be changed, moved or removed."
                      },
                      "fullDescription": {
                        "text": "[its first section]"
                      },
                      "help": "[the page]",
                      "defaultConfiguration": {
                        "level": "error"
                      }
                    }
                  ]
                }
              },
              "columnKind": "unicodeCodePoints",
              "results": [
                {
                  "ruleId": "immutable-step",
                  "level": "error",
                  "message": {
                    "text": "taptalent/Flow/sales: step 1 would take another assessment than an outage\nhelp: put an outage back; or set `lifecycle.onImmutableChange: newVersion`"
                  },
                  "locations": [
                    {
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "hiring/flows/sales.yaml",
                          "uriBaseId": "%SRCROOT%"
                        },
                        "region": {
                          "startLine": 9,
                          "startColumn": 7,
                          "endLine": 9,
                          "endColumn": 12
                        }
                      }
                    }
                  ]
                },
                {
                  "ruleId": "fairness",
                  "level": "warning",
                  "message": {
                    "text": "taptalent/Assessment/backend-voice: 3 candidates have already taken part: an outage changes"
                  },
                  "locations": [
                    {
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "hiring/assessments/a%20voice.yaml",
                          "uriBaseId": "%SRCROOT%"
                        },
                        "region": {
                          "startLine": 1
                        }
                      }
                    }
                  ]
                }
              ]
            }
          ]
        }
        "#);
    }

    #[test]
    fn every_code_is_a_rule_with_its_page() {
        for code in Code::ALL {
            let problem = Diagnostic::warning(*code, "so it is");
            let log = sarif(&of_problems(&[problem]), Utf8Path::new(""));
            let [rule] = log["runs"][0]["tool"]["driver"]["rules"]
                .as_array()
                .unwrap()
                .as_slice()
            else {
                panic!("{log:#}");
            };
            assert_eq!(rule["id"], code.as_str());
            assert_eq!(rule["defaultConfiguration"]["level"], "warning");
            assert_eq!(rule["help"]["markdown"], code.page().unwrap());
            // What code scanning shows of a description.
            for name in ["shortDescription", "fullDescription"] {
                let length = rule[name]["text"].as_str().unwrap().len();
                assert!((1..=1024).contains(&length), "{rule:#}");
            }
            assert_eq!(rule.get("helpUri").is_some(), REPOSITORY.is_some());
        }
    }

    #[test]
    fn the_rule_of_an_error_and_a_warning_is_an_error() {
        let problems = [
            Diagnostic::warning(Code::OutOfBounds, "much"),
            Diagnostic::error(Code::OutOfBounds, "too much"),
        ];
        let log = sarif(&of_problems(&problems), Utf8Path::new(""));
        let rules = &log["runs"][0]["tool"]["driver"]["rules"];
        assert_eq!(rules[0]["defaultConfiguration"]["level"], "error");
    }

    #[test]
    fn what_has_no_place_points_at_the_configuration() {
        let log = sarif(
            &of_problems(&[Diagnostic::warning(Code::NoManifests, "nothing to do")]),
            Utf8Path::new(""),
        );
        let location = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
        assert_eq!(location["artifactLocation"]["uri"], "vetform.yaml");
        assert_eq!(location["region"]["startLine"], 1);
    }

    #[test]
    fn columns_count_characters_and_the_end_is_the_one_after() {
        let at = |column| Position {
            byte: 0,
            line: 2,
            column,
        };
        let span = Some(Span {
            start: at(4),
            end: at(9),
        });
        let place = Place {
            file: "a.yaml".into(),
            span,
        };
        let log = sarif(
            &of_problems(&[Diagnostic::error(Code::WrongType, "wrong").at(place)]),
            Utf8Path::new(""),
        );
        let region = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
        assert_eq!(
            *region,
            json!({ "startLine": 2, "startColumn": 4, "endLine": 2, "endColumn": 9 })
        );
    }
}

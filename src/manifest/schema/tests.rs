//! The written files are the generated ones, and schema and decoder say the same.

use std::sync::Arc;

use camino::Utf8Path;
use serde_json::Value;

use super::{ALL_KINDS_FILE, all, of_kind, to_text};
use crate::manifest::config::read_config;
use crate::manifest::file::read_thoroughly;
use crate::model::Kind;

#[test]
fn the_written_schemas_are_the_generated_ones() {
    let folder = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("schema");
    for (name, schema) in all() {
        let written = std::fs::read_to_string(folder.join(&name)).unwrap_or_default();
        assert!(
            written == to_text(&schema),
            "schema/{name} is stale; run: cargo run -- schema --write"
        );
    }
}

/// Each line is one document, in YAML's flow form.
const GOOD: &str = r"
{apiVersion: taptalent/v1, kind: Question, metadata: {name: q}, spec: {question: How do you debug?}}
{apiVersion: taptalent/v1, kind: Question, metadata: {name: q, labels: {team: 7}, previousNames: [p]}, spec: {question: How do you debug?, idealAnswer: 1.0}, lifecycle: {}}
{apiVersion: taptalent/v1, kind: Flow, metadata: {name: f, id: 12}, spec: {flowName: on, steps: [{assessmentId: 7, passThreshold: 60.5}]}, lifecycle: {onImmutableChange: newVersion}}
{apiVersion: taptalent/v1, kind: Flow, metadata: {name: f}, spec: {flowName: F, status: PAUSED, steps: [{assessment: a, passThreshold: 0, name: N, instructions: I, passAction: P, assessmentType: QUIZ}]}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {title: 1.10, hiringForRole: R, purposeOfInterview: 0123456789ab, questions: []}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, hiringForRole: R, purposeOfInterview: 0123456789ab, jobId: 12, duration: 180, status: INACTIVE, skills: [1, a], buckets: [{name: B, status: pass}], shouldEvaluateCEFR: true, questions: [{use: q}, {use: q, name: r}, {name: s, question: How do you debug?}]}, lifecycle: {questionOrder: enforce, prune: all, preventDestroy: true}}
";

const BAD: &str = r#"
{apiVersion: taptalent/v1, kind: Question, metadata: {name: q, id: 7}, spec: {question: How do you debug?}}
{apiVersion: taptalent/v1, kind: Question, metadata: {name: q}, spec: {question: Short}}
{apiVersion: taptalent/v1, kind: Question, metadata: {name: q}, spec: {question: How do you debug?}, lifecycle: {prune: all}}
{apiVersion: taptalent/v1, kind: Question, metadata: {name: Q}, spec: {question: How do you debug?}}
{apiVersion: taptalent/v1, kind: Question, metadata: {}, spec: {question: How do you debug?}}
{apiVersion: taptalent/v1, kind: Question, metadata: {name: q}}
{apiVersion: taptalent/v1, kind: Roster, metadata: {name: q}, spec: {}}
{apiVersion: taptalent/v1, kind: Flow, metadata: {name: f}, spec: {flowName: F, steps: []}}
{apiVersion: taptalent/v1, kind: Flow, metadata: {name: f}, spec: {flowName: F}}
{apiVersion: taptalent/v1, kind: Flow, metadata: {name: f}, spec: {flowName: F, steps: [{passThreshold: 1}]}}
{apiVersion: taptalent/v1, kind: Flow, metadata: {name: f}, spec: {flowName: F, steps: [{assessment: a, assessmentId: 1, passThreshold: 1}]}}
{apiVersion: taptalent/v1, kind: Flow, metadata: {name: f}, spec: {flowName: F, steps: [{assessment: a}]}}
{apiVersion: taptalent/v1, kind: Flow, metadata: {name: f}, spec: {flowName: F, steps: [{assessment: a, passThreshold: 101}]}}
{apiVersion: taptalent/v1, kind: Flow, metadata: {name: f}, spec: {flowName: F, steps: [{assessment: a, passThreshold: "1"}]}}
{apiVersion: taptalent/v1, kind: Flow, metadata: {name: f}, spec: {flowName: F, steps: [{assessment: a, passThreshold: 1}]}, lifecycle: {prune: all}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {hiringForRole: R, purposeOfInterview: 0123456789ab}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {title: "", hiringForRole: R, purposeOfInterview: 0123456789ab}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, hiringForRole: R, purposeOfInterview: 0123456789ab, duration: 0}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, hiringForRole: R, purposeOfInterview: 0123456789ab, duration: ~}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, hiringForRole: R, purposeOfInterview: 0123456789ab, status: active}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, hiringForRole: R, purposeOfInterview: 0123456789ab, jobId: 1, job: {title: J}}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, hiringForRole: R, purposeOfInterview: 0123456789ab, job: {}}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, hiringForRole: R, purposeOfInterview: 0123456789ab, buckets: [{name: ""}]}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, hiringForRole: R, purposeOfInterview: 0123456789ab, buckets: [{name: B, status: maybe}]}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, hiringForRole: R, purposeOfInterview: 0123456789ab, questions: [{question: How do you debug?}]}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, hiringForRole: R, purposeOfInterview: 0123456789ab, questions: [{use: q, idealAnswer: A}]}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, hiringForRole: R, purposeOfInterview: 0123456789ab, generate: {questionCount: 5}}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, hiringForRole: R, purposeOfInterview: 0123456789ab, isEmailVerificationRequired: "true"}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, hiringForRole: R, purposeOfInterview: 0123456789ab, unknown: 1}}
"#;

fn documents(lines: &str) -> impl Iterator<Item = (&str, Value)> {
    let lines = lines.lines().filter(|line| !line.is_empty());
    lines.map(|line| (line, serde_yaml::from_str(line).unwrap()))
}

fn decodes(line: &str) -> bool {
    let read = read_thoroughly(&Arc::from(Utf8Path::new("a.yaml")), &Arc::from(line));
    read.problems.is_empty()
}

fn kind_of(document: &Value) -> Option<Kind> {
    Kind::ALL
        .into_iter()
        .find(|kind| document["kind"] == kind.as_str())
}

#[test]
fn schemas_and_decoder_say_the_same_of_every_manifest() {
    let (_, over_all) = all()
        .into_iter()
        .find(|(name, _)| name == ALL_KINDS_FILE)
        .unwrap();
    let over_all = jsonschema::validator_for(&over_all).unwrap();
    let cases = documents(GOOD).map(|case| (case, true));
    for ((line, document), is_good) in cases.chain(documents(BAD).map(|case| (case, false))) {
        assert_eq!(decodes(line), is_good, "decoder: {line}");
        assert_eq!(
            over_all.is_valid(&document),
            is_good,
            "schema over all: {line}"
        );
        if let Some(kind) = kind_of(&document) {
            let own = jsonschema::validator_for(&of_kind(kind)).unwrap();
            assert_eq!(own.is_valid(&document), is_good, "schema of {kind}: {line}");
        }
    }
}

const GOOD_CONFIGS: &str = r"
{apiVersion: invigil/v1, kind: Config, workspaces: {a: {sandbox: {}}}}
{apiVersion: invigil/v1, kind: Config, manifests: [a], defaultWorkspace: a, workspaces: {a: {taptalent: {baseUrl: 'https://a.example', apiKey: {env: A}}, flowmingo: {apiKey: {file: a}}, promptster: {apiKey: {command: [a, b]}}, state: 's3://a/b', limits: {concurrency: 256, requestsPerSecond: 0.5}, guards: {maxDestroy: 1, fairness: deny}}}}
";

const BAD_CONFIGS: &str = r"
{kind: Config, workspaces: {a: {sandbox: {}}}}
{apiVersion: invigil/v1, kind: Config, workspaces: {}}
{apiVersion: invigil/v1, kind: Config, workspaces: {a: {}}}
{apiVersion: invigil/v1, kind: Config, workspaces: {-a: {sandbox: {}}}}
{apiVersion: invigil/v1, kind: Config, workspaces: {a: {sandbox: {}, taptalent: {apiKey: {env: A}}}}}
{apiVersion: invigil/v1, kind: Config, workspaces: {a: {taptalent: {}}}}
{apiVersion: invigil/v1, kind: Config, workspaces: {a: {taptalent: {apiKey: literal}}}}
{apiVersion: invigil/v1, kind: Config, workspaces: {a: {taptalent: {apiKey: {env: A, file: b}}}}}
{apiVersion: invigil/v1, kind: Config, workspaces: {a: {taptalent: {apiKey: {env: not-a-name}}}}}
{apiVersion: invigil/v1, kind: Config, workspaces: {a: {sandbox: {}, limits: {concurrency: 0}}}}
{apiVersion: invigil/v1, kind: Config, workspaces: {a: {sandbox: {}, limits: {requestsPerSecond: 0}}}}
{apiVersion: invigil/v1, kind: Config, workspaces: {a: {sandbox: {}, guards: {fairness: loud}}}}
{apiVersion: invigil/v1, kind: Config, workspaces: {a: {sandbox: {}, guard: {}}}}
";

#[test]
fn schema_and_reader_say_the_same_of_every_configuration() {
    let schema = jsonschema::validator_for(&super::config::schema()).unwrap();
    let reads = |line: &str| {
        let read = read_config(Utf8Path::new("/project"), &Arc::from(line));
        read.config.is_some()
    };
    let cases = documents(GOOD_CONFIGS).map(|case| (case, true));
    for ((line, document), is_good) in cases.chain(documents(BAD_CONFIGS).map(|case| (case, false)))
    {
        assert_eq!(reads(line), is_good, "reader: {line}");
        assert_eq!(schema.is_valid(&document), is_good, "schema: {line}");
    }
}

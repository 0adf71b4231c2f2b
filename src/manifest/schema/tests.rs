//! Schema and decoder say the same. That the written files are the generated ones is held where they are written.

use std::sync::Arc;

use camino::Utf8Path;
use serde_json::Value;

use super::{ALL_KINDS_FILE, CONFIG_SCHEMA_FILE, WORKSPACE_SCHEMA_FILE, all, of_kind};
use crate::manifest::config::read_config;
use crate::manifest::file::read_thoroughly;
use crate::manifest::values::{Source, TextFiles};
use crate::model::Kind;

/// Each line is one document, in YAML's flow form.
const GOOD: &str = r"
{apiVersion: taptalent/v1, kind: Roster, metadata: {name: r}, spec: {flow: f, from: {file: a.csv}}}
{apiVersion: taptalent/v1, kind: Question, metadata: {name: q}, spec: {question: How do you debug?}}
{apiVersion: taptalent/v1, kind: Question, metadata: {name: q, labels: {team: 7}, previousNames: [p]}, spec: {question: How do you debug?, idealAnswer: 1.0}, lifecycle: {}}
{apiVersion: taptalent/v1, kind: Flow, metadata: {name: f, id: 12}, spec: {flowName: on, steps: [{assessmentId: 7, passThreshold: 60.5}]}, lifecycle: {onImmutableChange: newVersion}}
{apiVersion: taptalent/v1, kind: Flow, metadata: {name: f, id: {a: 12, b: x1}}, spec: {flowName: on, steps: [{assessmentId: 7, passThreshold: 60.5}]}}
{apiVersion: flowmingo/v1, kind: InterviewSet, metadata: {name: s, id: {a: 7}}, spec: {}}
{apiVersion: taptalent/v1, kind: Flow, metadata: {name: f}, spec: {flowName: F, status: PAUSED, steps: [{assessment: a, passThreshold: 0, name: N, instructions: I, passAction: P, assessmentType: QUIZ}]}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {title: 1.10, hiringForRole: R, purposeOfInterview: 0123456789ab, questions: []}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, hiringForRole: R, purposeOfInterview: 0123456789ab, jobId: 12, duration: 180, status: INACTIVE, skills: [1, a], buckets: [{name: B, status: pass}], shouldEvaluateCEFR: true, questions: [{use: q}, {use: q, name: r}, {name: s, question: How do you debug?}]}, lifecycle: {questionOrder: enforce, prune: all, preventDestroy: true}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, hiringForRole: R, purposeOfInterview: 0123456789ab, generate: {jobDescription: We look for somebody who runs our storage in three regions., skills: [Go], questionCount: 10, difficulty: hard}}}
{apiVersion: taptalent/v1, kind: Roster, metadata: {name: r, previousNames: [p]}, spec: {flow: f, candidates: [{email: a@example.com}, {email: b@example.com, firstName: B, lastName: C, jobCandidateId: abc}], from: a.csv}, lifecycle: {}}
{apiVersion: taptalent/v1, kind: Roster, metadata: {name: r}, spec: {assessment: f, candidates: [{email: a@example.com, jobCandidateId: 12}, {email: b@example.com, firstName: B, lastName: 1}]}}
{apiVersion: taptalent/v1, kind: Roster, metadata: {name: r}, spec: {assessment: f, candidates: []}}
{apiVersion: promptster/v1, kind: Assessment, metadata: {name: a, id: x}, spec: {title: T, role: R, taskBrief: B}}
{apiVersion: promptster/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, role: R, issueId: I, repoUrl: 'https://a.example/b', timeLimitMinutes: 120, expiresInDays: 7, tokenBudgetUsd: 0.5, allowedTools: [claude, cursor], anthropicKeyMode: byok, anthropicKeyId: 7, openaiKeyMode: org_default, rubricId: r}, lifecycle: {replace: true, preventDestroy: false}}
{apiVersion: promptster/v1, kind: Roster, metadata: {name: r}, spec: {assessment: a, orgName: Acme, candidates: [{email: a@example.com, name: A}, {email: b@example.com, revoked: true}], from: a.csv}}
{apiVersion: promptster/v1, kind: Branding, metadata: {name: b}, spec: {logoUrl: null, accentColor: '#0a7', retentionDays: 30}}
{apiVersion: promptster/v1, kind: Branding, metadata: {name: b}, spec: {accentColor: ~}}
{apiVersion: taptalent/v1, kind: Job, metadata: {name: j}, spec: {title: J}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, hiringForRole: R, purposeOfInterview: 0123456789ab, job: backend}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, hiringForRole: R, purposeOfInterview: 0123456789ab, job: {title: Backend}}}
{apiVersion: flowmingo/v1, kind: InterviewSet, metadata: {name: s}, spec: {title: S}}
{apiVersion: flowmingo/v1, kind: InterviewSet, metadata: {name: s}, spec: {id: 7}}
{apiVersion: flowmingo/v1, kind: InterviewSet, metadata: {name: s, id: 7}, spec: {}}
{apiVersion: flowmingo/v1, kind: Project, metadata: {name: p}, spec: {title: P, stages: [A, B], jobPosts: [J]}}
{apiVersion: flowmingo/v1, kind: Roster, metadata: {name: r}, spec: {interviewSet: s, sendInvite: true, candidates: [{email: a@example.com, stage: A}]}}
{apiVersion: flowmingo/v1, kind: Roster, metadata: {name: r}, spec: {interviewSet: s, sendInvite: false, candidates: [{email: a@example.com, rejected: true}, {email: b@example.com, rejected: false}]}, lifecycle: {unknownSubmissions: ignore}}
{apiVersion: flowmingo/v1, kind: Roster, metadata: {name: r}, spec: {interviewSet: s, project: p, jobPost: J, sendInvite: true, invitationMessage: Dear candidate, candidates: [{email: a@example.com, firstname: A, lastname: B, cvLink: 'https://a.example/cv', atsCandidateId: 7, stage: A, rejected: false}]}}
{apiVersion: taptalent/v1, kind: Question, metadata: {name: q}, spec: {question: {value: question}, systemInstruction: {template: 'At ${brand}'}, idealAnswer: {file: rustfmt.toml}}}
{apiVersion: taptalent/v1, kind: Flow, metadata: {name: f}, spec: {flowName: {template: '${brand}'}, status: {value: status}, steps: [{assessment: {value: name}, passThreshold: {value: minimum}, name: {value: brand}}]}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {title: {value: brand}, hiringForRole: R, purposeOfInterview: 0123456789ab, duration: {value: minimum}, isEmailVerificationRequired: {value: strict}, skills: {value: skills}, job: {value: name}, buckets: [{name: {value: brand}, status: pass}], questions: [{use: {value: name}}]}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, hiringForRole: R, purposeOfInterview: 0123456789ab, skills: [a, {value: brand}], job: {title: {template: '${brand}'}}, generate: {jobDescription: {value: question}, questionCount: {value: count}}}}
{apiVersion: taptalent/v1, kind: Roster, metadata: {name: r}, spec: {assessment: {value: name}, candidates: [{email: {value: email}, jobCandidateId: {value: count}}], from: {value: name}}}
{apiVersion: promptster/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, role: R, taskBrief: {file: rustfmt.toml}, allowedTools: [{value: tool}], anthropicKeyMode: {value: mode}, anthropicKeyId: k}}
{apiVersion: promptster/v1, kind: Branding, metadata: {name: b}, spec: {accentColor: {value: brand}, retentionDays: {value: minimum}}}
";

const BAD: &str = r#"
{apiVersion: taptalent/v1, kind: Question, metadata: {name: q, id: 7}, spec: {question: How do you debug?}}
{apiVersion: taptalent/v1, kind: Flow, metadata: {name: f, id: {}}, spec: {flowName: on, steps: [{assessmentId: 7, passThreshold: 60.5}]}}
{apiVersion: taptalent/v1, kind: Flow, metadata: {name: f, id: {a: [7]}}, spec: {flowName: on, steps: [{assessmentId: 7, passThreshold: 60.5}]}}
{apiVersion: taptalent/v1, kind: Flow, metadata: {name: f, id: [7]}, spec: {flowName: on, steps: [{assessmentId: 7, passThreshold: 60.5}]}}
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
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, hiringForRole: R, purposeOfInterview: 0123456789ab, generate: {jobDescription: Too short.}}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, hiringForRole: R, purposeOfInterview: 0123456789ab, generate: {jobDescription: We look for somebody who runs our storage in three regions., questionCount: 2.5}}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, hiringForRole: R, purposeOfInterview: 0123456789ab, generate: {jobDescription: We look for somebody who runs our storage in three regions., difficulty: mean}}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, hiringForRole: R, purposeOfInterview: 0123456789ab, questions: [], generate: {jobDescription: We look for somebody who runs our storage in three regions.}}}
{apiVersion: taptalent/v1, kind: Roster, metadata: {name: r}, spec: {flow: f}}
{apiVersion: taptalent/v1, kind: Roster, metadata: {name: r}, spec: {candidates: []}}
{apiVersion: taptalent/v1, kind: Roster, metadata: {name: r, id: 7}, spec: {flow: f, candidates: []}}
{apiVersion: taptalent/v1, kind: Roster, metadata: {name: r}, spec: {flow: f, assessment: a, candidates: []}}
{apiVersion: taptalent/v1, kind: Roster, metadata: {name: r}, spec: {flow: f, candidates: [{firstName: A}]}}
{apiVersion: taptalent/v1, kind: Roster, metadata: {name: r}, spec: {flow: f, candidates: [{email: nobody}]}}
{apiVersion: taptalent/v1, kind: Roster, metadata: {name: r}, spec: {flow: f, candidates: [{email: a@example.com, firstName: ''}]}}
{apiVersion: taptalent/v1, kind: Roster, metadata: {name: r}, spec: {flow: f, candidates: []}, lifecycle: {preventDestroy: true}}
{apiVersion: taptalent/v1, kind: Roster, metadata: {name: r}, spec: {assessment: f, candidates: [{email: a@example.com}]}}
{apiVersion: taptalent/v1, kind: Roster, metadata: {name: r}, spec: {assessment: f, candidates: [{email: a@example.com, jobCandidateId: abc}]}}
{apiVersion: promptster/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, role: R}}
{apiVersion: promptster/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, role: R, taskBrief: B, issueId: I}}
{apiVersion: promptster/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, role: R, taskBrief: B, timeLimitMinutes: 1.5}}
{apiVersion: promptster/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, role: R, taskBrief: B, expiresInDays: 0}}
{apiVersion: promptster/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, role: R, taskBrief: B, tokenBudgetUsd: 0}}
{apiVersion: promptster/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, role: R, taskBrief: B, tokenBudgetUsd: 1000.5}}
{apiVersion: promptster/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, role: R, taskBrief: B, allowedTools: []}}
{apiVersion: promptster/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, role: R, taskBrief: B, allowedTools: [claude, claude]}}
{apiVersion: promptster/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, role: R, taskBrief: B, allowedTools: [emacs]}}
{apiVersion: promptster/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, role: R, taskBrief: B, anthropicKeyMode: byok}}
{apiVersion: promptster/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, role: R, taskBrief: B, openaiKeyId: k}}
{apiVersion: promptster/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, role: R, taskBrief: B, rubricId: ''}}
{apiVersion: promptster/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, role: R, taskBrief: B}, lifecycle: {prune: all}}
{apiVersion: promptster/v1, kind: Roster, metadata: {name: r}, spec: {candidates: []}}
{apiVersion: promptster/v1, kind: Roster, metadata: {name: r}, spec: {assessment: a, candidates: [{email: a@example.com, revoked: maybe}]}}
{apiVersion: promptster/v1, kind: Branding, metadata: {name: b}, spec: {}}
{apiVersion: promptster/v1, kind: Branding, metadata: {name: b}, spec: {retentionDays: ~}}
{apiVersion: promptster/v1, kind: Branding, metadata: {name: b}, spec: {logoUrl: ''}}
{apiVersion: promptster/v1, kind: Branding, metadata: {name: b}, spec: {retentionDays: 400}}
{apiVersion: taptalent/v1, kind: Job, metadata: {name: j}, spec: {}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, hiringForRole: R, purposeOfInterview: 0123456789ab, job: Backend Engineer}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, hiringForRole: R, purposeOfInterview: 0123456789ab, job: {}}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, hiringForRole: R, purposeOfInterview: 0123456789ab, job: [a]}}
{apiVersion: flowmingo/v1, kind: InterviewSet, metadata: {name: s}, spec: {}}
{apiVersion: flowmingo/v1, kind: InterviewSet, metadata: {name: s, id: 7}, spec: {id: 7}}
{apiVersion: flowmingo/v1, kind: InterviewSet, metadata: {name: s}, spec: {title: S, stages: [A]}}
{apiVersion: flowmingo/v1, kind: Project, metadata: {name: p}, spec: {title: P, stages: []}}
{apiVersion: flowmingo/v1, kind: Project, metadata: {name: p}, spec: {title: P, stages: [A, A]}}
{apiVersion: flowmingo/v1, kind: Project, metadata: {name: p}, spec: {title: ''}}
{apiVersion: flowmingo/v1, kind: Roster, metadata: {name: r}, spec: {interviewSet: s, candidates: []}}
{apiVersion: flowmingo/v1, kind: Roster, metadata: {name: r}, spec: {sendInvite: true, candidates: []}}
{apiVersion: flowmingo/v1, kind: Roster, metadata: {name: r}, spec: {interviewSet: s, sendInvite: true}}
{apiVersion: flowmingo/v1, kind: Roster, metadata: {name: r}, spec: {interviewSet: s, sendInvite: true, jobPost: J, candidates: []}}
{apiVersion: flowmingo/v1, kind: Roster, metadata: {name: r}, spec: {project: p, sendInvite: true, candidates: [{email: a@example.com, stage: A, rejected: true}]}}
{apiVersion: flowmingo/v1, kind: Roster, metadata: {name: r}, spec: {project: p, sendInvite: true, invitationMessage: Hi, candidates: []}}
{apiVersion: flowmingo/v1, kind: Roster, metadata: {name: r}, spec: {project: p, sendInvite: true, candidates: [{email: a@example.com, cvLink: 'http://a.example/cv'}]}}
{apiVersion: flowmingo/v1, kind: Roster, metadata: {name: r}, spec: {project: p, sendInvite: true, candidates: []}, lifecycle: {unknownSubmissions: guess}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, hiringForRole: R, purposeOfInterview: 0123456789ab, unknown: 1}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {title: {value: brand, template: b}, hiringForRole: R, purposeOfInterview: 0123456789ab}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {title: {valeu: brand}, hiringForRole: R, purposeOfInterview: 0123456789ab}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {title: {value: 1a}, hiringForRole: R, purposeOfInterview: 0123456789ab}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {title: {template: [a]}, hiringForRole: R, purposeOfInterview: 0123456789ab}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, hiringForRole: R, purposeOfInterview: 0123456789ab, duration: {template: '60'}}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, hiringForRole: R, purposeOfInterview: 0123456789ab, questions: {value: skills}}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: a}, spec: {title: T, hiringForRole: R, purposeOfInterview: 0123456789ab, generate: {value: brand}}}
{apiVersion: taptalent/v1, kind: Assessment, metadata: {name: {value: name}}, spec: {title: T, hiringForRole: R, purposeOfInterview: 0123456789ab}}
{apiVersion: taptalent/v1, kind: Roster, metadata: {name: r}, spec: {flow: f, from: {file: {value: brand}}}}
{apiVersion: taptalent/v1, kind: Roster, metadata: {name: r}, spec: {flow: f, from: {files: a.csv}}}
{apiVersion: taptalent/v1, kind: Roster, metadata: {name: r}, spec: {flow: f, from: {}}}
"#;

/// What the placeholders of the documents stand for.
const VALUES: &str = "\
apiVersion: vetform/v1
kind: Config
workspaces:
  a:
    sandbox: {}
    values: { brand: Acme, name: acme, minimum: 60, count: 5, strict: true, skills: [Go], status: ACTIVE, mode: byok, tool: claude,
      email: a@example.com, question: We look for somebody who runs our storage in three regions. }
";

fn documents(lines: &str) -> impl Iterator<Item = (&str, Value)> {
    let lines = lines.lines().filter(|line| !line.is_empty());
    lines.map(|line| (line, serde_yaml::from_str(line).unwrap()))
}

fn decodes(line: &str) -> bool {
    let root = Utf8Path::new(env!("CARGO_MANIFEST_DIR"));
    let config = read_config(root, &Arc::from(VALUES)).config.unwrap();
    let texts = TextFiles::new(root, &config);
    let source = Source {
        config: &config,
        workspace: &config.workspaces["a"],
        texts: &texts,
    };
    let file = Arc::from(Utf8Path::new("a.yaml"));
    let read = read_thoroughly(&file, &Arc::from(line), Some(source));
    read.problems.is_empty()
}

fn kind_of(document: &Value) -> Option<Kind> {
    Kind::ALL.into_iter().find(|kind| {
        document["kind"] == kind.as_str() && document["apiVersion"] == kind.api_version()
    })
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
{apiVersion: vetform/v1, kind: Config, workspaces: {}}
{apiVersion: vetform/v1, kind: Config, workspaces: {a: {sandbox: {}}}}
{apiVersion: vetform/v1, kind: Config, workspaces: {a: {sandbox: {store: a.db, seed: seed.json}}}}
{apiVersion: vetform/v1, kind: Config, manifests: [a], defaultWorkspace: a, workspaces: {a: {taptalent: {baseUrl: 'https://a.example', apiKey: {env: A}}, flowmingo: {apiKey: {file: a}}, promptster: {apiKey: {command: [a, b]}}, state: 's3://a/b', limits: {concurrency: 256, requestsPerSecond: 0.5}, guards: {maxDestroy: 1, fairness: deny}}}}
{apiVersion: vetform/v1, kind: Config, values: {brand: Acme, minimum: 60, skills: [Go, 1], strict: true}, workspaces: {a: {sandbox: {}, values: {brand: '1.0'}}}}
";

const BAD_CONFIGS: &str = r"
{kind: Config, workspaces: {a: {sandbox: {}}}}
{apiVersion: vetform/v1, kind: Config, workspaces: {a: {}}}
{apiVersion: vetform/v1, kind: Config, workspaces: {-a: {sandbox: {}}}}
{apiVersion: vetform/v1, kind: Config, workspaces: {a: {sandbox: {}, taptalent: {apiKey: {env: A}}}}}
{apiVersion: vetform/v1, kind: Config, workspaces: {a: {taptalent: {}}}}
{apiVersion: vetform/v1, kind: Config, workspaces: {a: {taptalent: {apiKey: literal}}}}
{apiVersion: vetform/v1, kind: Config, workspaces: {a: {taptalent: {apiKey: {env: A, file: b}}}}}
{apiVersion: vetform/v1, kind: Config, workspaces: {a: {taptalent: {apiKey: {env: not-a-name}}}}}
{apiVersion: vetform/v1, kind: Config, workspaces: {a: {sandbox: {seed: [a]}}}}
{apiVersion: vetform/v1, kind: Config, workspaces: {a: {sandbox: {}, limits: {concurrency: 0}}}}
{apiVersion: vetform/v1, kind: Config, workspaces: {a: {sandbox: {}, limits: {requestsPerSecond: 0}}}}
{apiVersion: vetform/v1, kind: Config, workspaces: {a: {sandbox: {}, guards: {fairness: loud}}}}
{apiVersion: vetform/v1, kind: Config, workspaces: {a: {sandbox: {}, guard: {}}}}
{apiVersion: vetform/v1, kind: Config, values: {brand: {name: a}}, workspaces: {a: {sandbox: {}}}}
{apiVersion: vetform/v1, kind: Config, values: {brand: ~}, workspaces: {a: {sandbox: {}}}}
{apiVersion: vetform/v1, kind: Config, values: {skills: [[a]]}, workspaces: {a: {sandbox: {}}}}
{apiVersion: vetform/v1, kind: Config, workspaces: {a: {sandbox: {}, values: {1a: b}}}}
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

/// Calls with every schema within a schema.
fn visit(schema: &Value, path: &str, look: &mut dyn FnMut(&Value, &str)) {
    look(schema, path);
    match schema {
        Value::Object(object) => {
            for (key, value) in object {
                visit(value, &format!("{path}/{key}"), look);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| visit(item, path, look)),
        _ => {}
    }
}

#[test]
fn editors_offer_no_truth_value_for_a_text_and_say_what_each_choice_means() {
    let mut choices = 0;
    for (name, schema) in all() {
        visit(&schema, &name, &mut |schema, path| {
            let types = schema["type"].as_array();
            let is_text = types.is_some_and(|types| types.contains(&"string".into()));
            if is_text {
                assert!(!types.unwrap().contains(&"boolean".into()), "{path}");
            }
            if let Some(words) = schema["enum"].as_array() {
                choices += 1;
                let meanings = schema["enumDescriptions"].as_array().unwrap();
                assert_eq!(words.len(), meanings.len(), "{path}");
            }
            if let Some(description) = schema["description"].as_str() {
                assert!(!description.contains('\n'), "{path}: {description}");
            }
        });
    }
    assert!(choices > 10, "{choices}");
}

/// A field of `spec` that is a mapping with the key of a placeholder would be taken for one, were it not named as one that is.
#[test]
fn no_field_of_a_spec_has_the_name_of_a_placeholder() {
    for (name, schema) in all() {
        if [CONFIG_SCHEMA_FILE, WORKSPACE_SCHEMA_FILE, ALL_KINDS_FILE].contains(&name.as_str()) {
            continue;
        }
        for (definition, object) in schema["$defs"].as_object().unwrap() {
            // A roster's `from` is told apart where placeholders are looked for.
            let is_known = definition.starts_with("Value") || definition == "From";
            for key in ["value", "template", "file"] {
                let is_there = !object["properties"][key].is_null();
                assert!(is_known || !is_there, "{name}: {definition}.{key}");
            }
        }
    }
}

#[test]
fn an_editor_completes_placeholders_and_still_knows_the_bounds_of_a_field() {
    let schema = of_kind(Kind::TapTalentAssessment);
    let duration = &schema["$defs"]["Spec"]["properties"]["duration"];
    insta::assert_snapshot!(format!("{duration:#}"), @r##"
    {
      "description": "Length in minutes. More than 120 takes a second call after creation.",
      "default": 20,
      "anyOf": [
        {
          "type": "number",
          "format": "double",
          "minimum": 1.0,
          "maximum": 180.0
        },
        {
          "$ref": "#/$defs/Value"
        }
      ]
    }
    "##);
    let form = &schema["$defs"]["ValueOrText"];
    let keys: Vec<&String> = form["properties"].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["value", "template", "file"]);
}

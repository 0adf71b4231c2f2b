//! The laws over generated projects: what is sent is what the plan showed, the system refuses none of it, and afterwards
//! there is nothing to do – for a first apply, for an edit of everything, after somebody worked in the web app, and
//! without the state.

use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::sample::subsequence;
use vetform::plan::Plan;

use super::lab::{Lab, is_empty};

const TEXTS: [&str; 6] = [
    "How do you debug a critical production issue?",
    "How do you debug a severe production issue?",
    "Which system did you design from scratch?",
    "Tell me about a conflict in your team.",
    "How do you estimate work that nobody has done before?",
    "What would your last manager say about you?",
];

/// One assessment of a generated project; its place in the list is its name.
#[derive(Debug, Clone)]
struct Assessment {
    title: usize,
    duration: u32,
    skills: Vec<&'static str>,
    /// Name and text; `None`: questions are not declared.
    questions: Option<Vec<(usize, usize, Option<usize>)>>,
    order: bool,
}

#[derive(Debug, Clone)]
struct Flow {
    steps: Vec<(usize, u32)>,
    description: Option<usize>,
    new_version: bool,
}

#[derive(Debug, Clone)]
struct Project {
    assessments: Vec<Assessment>,
    flows: Vec<Flow>,
}

fn assessment() -> impl Strategy<Value = Assessment> {
    let question = (0..TEXTS.len(), prop::option::of(0..3_usize));
    let questions = (
        subsequence((0..5).collect::<Vec<usize>>(), 0..=4),
        prop::collection::vec(question, 4),
    )
        .prop_map(|(names, contents)| {
            names
                .into_iter()
                .zip(contents)
                .map(|(name, (text, ideal))| (name, text, ideal))
                .collect()
        });
    let skills = subsequence(vec!["Rust", "SQL", "Go"], 0..=3);
    (
        0..2_usize,
        1..=180_u32,
        skills,
        prop::option::weighted(0.9, questions),
        any::<bool>(),
    )
        .prop_map(|(title, duration, skills, questions, order)| Assessment {
            title,
            duration,
            skills,
            questions,
            order,
        })
}

fn project() -> impl Strategy<Value = Project> {
    let flow = (
        prop::collection::vec((0..3_usize, 0..=100_u32), 1..4),
        prop::option::of(0..2_usize),
        any::<bool>(),
    )
        .prop_map(|(steps, description, new_version)| Flow {
            steps,
            description,
            new_version,
        });
    (
        prop::collection::vec(assessment(), 3),
        prop::collection::vec(flow, 0..3),
    )
        .prop_map(|(assessments, flows)| Project { assessments, flows })
}

impl Project {
    fn to_yaml(&self) -> String {
        let mut yaml = String::new();
        for (number, assessment) in self.assessments.iter().enumerate() {
            assessment.write_yaml(number, &mut yaml);
        }
        for (number, flow) in self.flows.iter().enumerate() {
            flow.write_yaml(number, &mut yaml);
        }
        yaml
    }
}

impl Assessment {
    fn write_yaml(&self, number: usize, yaml: &mut String) {
        let Self {
            title,
            duration,
            skills,
            questions,
            order,
        } = self;
        let order = if *order { "enforce" } else { "ignore" };
        write!(
            yaml,
            "---\napiVersion: taptalent/v1\nkind: Assessment\nmetadata: {{ name: a{number} }}\n\
             lifecycle: {{ questionOrder: {order} }}\nspec:\n  title: Interview {number}.{title}\n  \
             hiringForRole: Engineer\n  purposeOfInterview: See how they think.\n  duration: {duration}\n  \
             skills: [{}]\n",
            skills.join(", ")
        )
        .unwrap();
        let Some(questions) = questions else { return };
        writeln!(
            yaml,
            "  questions:{}",
            if questions.is_empty() { " []" } else { "" }
        )
        .unwrap();
        for (name, text, ideal) in questions {
            // The name is part of the text, so that no two questions of an assessment are the same.
            writeln!(
                yaml,
                "    - name: q{name}\n      question: \"{} ({name})\"",
                TEXTS[*text]
            )
            .unwrap();
            if let Some(ideal) = ideal {
                writeln!(yaml, "      idealAnswer: Ideal {ideal}").unwrap();
            }
        }
    }
}

impl Flow {
    fn write_yaml(&self, number: usize, yaml: &mut String) {
        let Self {
            steps,
            description,
            new_version,
        } = self;
        let change = if *new_version { "newVersion" } else { "block" };
        write!(
            yaml,
            "---\napiVersion: taptalent/v1\nkind: Flow\nmetadata: {{ name: f{number} }}\n\
             lifecycle: {{ onImmutableChange: {change} }}\nspec:\n  flowName: Flow {number}\n"
        )
        .unwrap();
        if let Some(description) = description {
            writeln!(yaml, "  description: Words {description}").unwrap();
        }
        writeln!(yaml, "  steps:").unwrap();
        for (assessment, threshold) in steps {
            writeln!(
                yaml,
                "    - {{ assessment: a{assessment}, passThreshold: {threshold} }}"
            )
            .unwrap();
        }
    }
}

/// Method and endpoint of every call of a plan, sorted.
fn planned(plan: &Plan) -> Vec<String> {
    let calls = plan
        .changes
        .iter()
        .flat_map(|change| &change.calls)
        .map(|call| {
            let route = call.operation.route();
            route.endpoint.to_string()
        });
    let mut calls: Vec<String> = calls.collect();
    calls.sort();
    calls
}

/// Method and endpoint of every write that was received, sorted.
fn received(lab: &Lab) -> Vec<String> {
    let endpoint = |path: &str| {
        let mut parts: Vec<&str> = path.split('/').skip(1).collect();
        if parts.len() > 1 && parts[1] != "audio-interviews" {
            parts[1] = ":id";
        }
        if parts.len() > 3 {
            parts[3] = ":questionId";
        }
        format!("/{}", parts.join("/"))
    };
    let writes = lab
        .sandbox
        .received()
        .into_iter()
        .filter(|received| received.method != "GET");
    let mut writes: Vec<String> = writes
        .map(|write| format!("{} {}", write.method, endpoint(&write.path)))
        .collect();
    writes.sort();
    writes
}

/// Plans and applies once, and holds the laws. Returns whether it was blocked.
async fn apply_lawfully(lab: &Lab) -> bool {
    lab.sandbox.clear_received();
    let mut recorded = lab.state().load().await.unwrap();
    let plan = lab.plan_with(&recorded).await.unwrap();
    assert!(received(lab).is_empty(), "planning writes nothing");
    if !plan.blocked.is_empty() {
        assert_eq!(lab.execute(&plan, &mut recorded).await, None);
        return true;
    }
    let report = lab.execute(&plan, &mut recorded).await.unwrap();
    assert!(
        report.failed.is_empty() && report.skipped.is_empty(),
        "{report:#?}"
    );
    assert!(report.verified, "{report:#?}");
    assert_eq!(
        received(lab),
        planned(&plan),
        "calls received are the calls planned"
    );
    for call in lab.sandbox.received() {
        assert!(
            call.status.is_some_and(|status| status < 300),
            "refused: {call:#?}"
        );
    }
    let again = lab.plan().await.unwrap();
    assert!(is_empty(&again), "the next plan is empty: {again:#?}");
    assert!(
        again.records.is_empty(),
        "and has nothing to remember: {:#?}",
        again.records
    );
    false
}

/// What somebody does in the web app meanwhile.
fn work_in_the_web_app(lab: &Lab, edit: usize) {
    let app = lab.sandbox.web_app();
    let state = app.state().unwrap();
    let Some(assessment) = state["assessments"].as_array().and_then(|all| all.first()) else {
        return;
    };
    let id = assessment["assessmentId"].as_str().unwrap();
    match edit {
        0 => {
            let question =
                vetform::sandbox::QuestionContent::new("Asked by somebody else, in the web app?");
            app.add_question(id, &question).unwrap();
        }
        1 => {
            let change = vetform::sandbox::AssessmentChange {
                duration: Some(7.0),
                ..Default::default()
            };
            app.set_assessment(id, &change).unwrap();
        }
        _ => {
            let first = assessment["questions"]
                .as_array()
                .and_then(|all| all.first());
            if let Some(id) = first.and_then(|question| question["id"].as_str()) {
                app.delete_question(id).unwrap();
            }
        }
    }
}

/// Found by the property below: the second look, at the touched part alone, once made the state forget all the rest.
#[tokio::test]
async fn an_update_of_one_resource_leaves_the_record_of_every_other() {
    let quiet = Assessment {
        title: 0,
        duration: 20,
        skills: vec![],
        questions: None,
        order: false,
    };
    let mut project = Project {
        assessments: vec![quiet; 3],
        flows: vec![],
    };
    let lab = Lab::new(&project.to_yaml()).await;
    apply_lawfully(&lab).await;
    project.assessments[1].duration = 30;
    lab.write("all.yaml", &project.to_yaml());
    apply_lawfully(&lab).await;
    assert_eq!(lab.state().load().await.unwrap().resources.len(), 3);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn the_laws_hold_over_generated_projects(
        first in project(),
        second in project(),
        web_app in 0..4_usize,
        loses_state in any::<bool>(),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let lab = Lab::new(&first.to_yaml()).await;
            prop_assert!(!apply_lawfully(&lab).await, "nothing stands in the way of a first apply");
            work_in_the_web_app(&lab, web_app);
            if loses_state {
                lab.lose_state();
            }
            apply_lawfully(&lab).await;
            lab.write("all.yaml", &second.to_yaml());
            apply_lawfully(&lab).await;
            lab.sandbox.stop().await;
            Ok(())
        })?;
    }
}

//! The law of `pull`: whatever was made or changed in the web apps, after `pull --write` there is nothing to do.

use proptest::prelude::*;
use vetform::sandbox::{
    AssessmentChange, Branding, CodingAssessmentChange, FlowChange, FlowStep, PromptsterChange,
    ProviderKey, QuestionContent,
};

use super::person::Person;
use super::pull::{at_a_sandbox, has_nothing_to_do, step};

pub(crate) fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z][A-Za-z ,:#'\"-]{10,40}[a-z]",
        "[A-Z][a-z]{3,8} [a-z]{3,8} [a-z]{3,8}"
    ]
}

prop_compose! {
    fn world()(
        titles in proptest::collection::vec(text(), 1..4),
        questions in proptest::collection::vec(proptest::collection::vec(text(), 0..4), 4),
        steps in proptest::collection::vec((0usize..4, 0u32..=100), 0..4),
        sets in proptest::collection::btree_set(text(), 0..3),
        projects in proptest::collection::btree_map(text(), proptest::collection::btree_set(text(), 0..3), 0..3),
    ) -> serde_json::Value {
        let assessments: Vec<_> = titles.iter().zip(&questions).enumerate().map(|(i, (title, questions))| {
            let questions: Vec<_> = questions.iter().map(|text| serde_json::json!({ "question": text })).collect();
            serde_json::json!({
                "title": format!("{title} {i}"),
                "hiringForRole": "Engineer",
                "purposeOfInterview": "Find out who writes sound code.",
                "questions": questions,
            })
        }).collect();
        let steps: Vec<_> = steps.iter().map(|(which, threshold)| {
            let which = which % titles.len();
            let title = format!("{} {which}", titles[which]);
            serde_json::json!({ "assessment": title, "passThreshold": threshold })
        }).collect();
        let flows = if steps.is_empty() { vec![] } else {
            vec![serde_json::json!({ "flowName": format!("Flow of {}", titles[0]), "steps": steps })]
        };
        let sets: Vec<_> = sets.iter().map(|title| serde_json::json!({ "title": title })).collect();
        let projects: Vec<_> = projects.iter().map(|(title, stages)| {
            serde_json::json!({ "title": title, "stages": stages })
        }).collect();
        serde_json::json!({
            "taptalent": { "assessments": assessments, "flows": flows },
            "flowmingo": { "interviewSets": sets, "projects": projects },
        })
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20, max_shrink_iters: 8, ..ProptestConfig::default() })]

    #[test]
    fn after_a_pull_there_is_nothing_to_do(world in world()) {
        let person = at_a_sandbox(&world.to_string());
        let pulled = person.runs("pull --write");
        prop_assert_eq!(pulled.code, Some(0), "{}\n{}", pulled, world);
        prop_assert!(!pulled.stderr.contains("gets no manifest"), "{}\n{}", pulled, world);
        has_nothing_to_do(&person);
    }
}

const DRIFTING: &str = "\
# the platform team's
apiVersion: taptalent/v1
kind: Assessment
metadata: { name: one } # the first
spec:
  title: 'One' # seen by candidates
  hiringForRole: Engineer
  purposeOfInterview: |
    See how the candidate
    finds causes.
  duration: 20 # minutes
  skills:
    - Rust # first of all
    - SQL
  # in this order
  questions:
    - name: debug # the old one
      question: How do you debug a production issue?
      idealAnswer: With a method.
    - { name: design, question: How do you design an API?, systemInstruction: Look for care. }
    - name: estimate
      question: >-
        How do you estimate work
        that nobody has done before?
---
apiVersion: taptalent/v1
kind: Assessment
metadata: { name: two }
spec: { title: Two, hiringForRole: Engineer, purposeOfInterview: See who tests., skills: [Go, SQL] }
---
apiVersion: taptalent/v1
kind: Flow
metadata: { name: screen }
spec:
  flowName: Screen
  description: First one, then two. # short
  steps:
    # the first step
    - assessment: one
      passThreshold: 60 # percent
    - { assessment: two, passThreshold: 70, name: Again }
";

/// What somebody does in TapTalent's web app.
pub(crate) fn work_in_the_web_app(person: &Person, edit: usize, text: &str, number: u32) {
    let app = person.system().web_app();
    let live = person.live();
    let assessments = live["assessments"].as_array().unwrap();
    let one = assessments.iter().find(|one| {
        one["questions"]
            .as_array()
            .is_some_and(|all| !all.is_empty())
    });
    let one = one.unwrap_or(&assessments[0]);
    let id = one["assessmentId"].as_str().unwrap();
    let question = |index: usize| one["questions"][index]["id"].as_str().map(str::to_owned);
    let flow = live["flows"][0]["id"].as_i64().unwrap();
    let set = |change: AssessmentChange| app.set_assessment(id, &change).unwrap();
    match edit {
        0 => set(AssessmentChange {
            title: Some(text.into()),
            ..Default::default()
        }),
        1 => set(AssessmentChange {
            duration: Some(f64::from(number % 180 + 1)),
            ..Default::default()
        }),
        2 => set(AssessmentChange {
            skills: Some(vec![text.into(), "SQL".into()]),
            ..Default::default()
        }),
        3 => set(AssessmentChange {
            purpose_of_interview: Some(text.into()),
            ..Default::default()
        }),
        4 => drop(app.add_question(id, &QuestionContent::new(text)).unwrap()),
        5 => {
            if let Some(id) = question(1) {
                app.set_question(&id, &QuestionContent::new(text)).unwrap();
            }
        }
        6 => {
            if let Some(id) = question(0) {
                app.delete_question(&id).unwrap();
            }
        }
        7 => app
            .append_step(flow, step(id, f64::from(number % 101)))
            .unwrap(),
        8 => {
            let change = FlowChange {
                description: Some(text.into()),
                ..Default::default()
            };
            app.set_flow(flow, &change).unwrap();
        }
        9 => {
            let index = number as usize % 2;
            let same = &live["flows"][0]["steps"][index];
            let id = same["assessmentId"].as_str().unwrap();
            let threshold = f64::from(number % 101);
            let name = (index == 1).then(|| text.to_owned());
            let step = FlowStep {
                name,
                ..step(id, threshold)
            };
            app.set_step(flow, index, step).unwrap();
        }
        10 => app.move_step(flow, 0, 1).unwrap(),
        11 => {
            let all = one["questions"].as_array();
            let mut ids: Vec<String> = all
                .into_iter()
                .flatten()
                .filter_map(|question| question["id"].as_str().map(str::to_owned))
                .collect();
            let by = number as usize % ids.len().max(1);
            ids.rotate_left(by);
            app.order_questions(id, &ids).unwrap();
        }
        _ => work_in_the_other_web_apps(person, edit, text, number),
    }
}

/// What somebody does in Promptster's and Flowmingo's.
fn work_in_the_other_web_apps(person: &Person, edit: usize, text: &str, number: u32) {
    let live = person.live();
    let app = person.system().web_app();
    let task = live["promptster"]["assessments"][0]["id"].as_str().unwrap();
    let project = &live["flowmingo"]["projects"][0];
    let id = project["id"].as_str().unwrap();
    let set =
        |change: CodingAssessmentChange| app.promptster().set_assessment(task, &change).unwrap();
    match edit {
        12 => set(CodingAssessmentChange {
            title: Some(text.into()),
            ..Default::default()
        }),
        13 => set(CodingAssessmentChange {
            task_brief: Some(format!("{text} {text}")),
            time_limit_minutes: Some(number % 100 + 30),
            ..Default::default()
        }),
        14 => {
            let branding = Branding {
                logo_url: number
                    .is_multiple_of(2)
                    .then(|| "https://b.example/logo.png".to_owned()),
                accent_color: number.is_multiple_of(3).then(|| "#123456".to_owned()),
                retention_days: i64::from(number % 30 + 1),
            };
            let change = PromptsterChange {
                branding: Some(branding),
                ..Default::default()
            };
            app.promptster().set(&change).unwrap();
        }
        15 => drop(app.flowmingo().add_stage(id, text).unwrap()),
        16 => {
            let stage = &project["stages"][number as usize % 2];
            app.flowmingo()
                .set_stage(stage["id"].as_str().unwrap(), Some(text), None)
                .unwrap();
        }
        _ => {
            if let Some(post) = project["jobPosts"][0]["id"].as_str() {
                app.flowmingo().delete_job_post(post).unwrap();
            }
        }
    }
}

const OTHERS: &str = concat!(
    "\
---
apiVersion: promptster/v1
kind: Assessment
metadata: { name: webhooks }
spec:
  title: Webhooks # for candidates of the web team
  role: Engineer
  taskBrief: |
    Build an endpoint
    that takes in webhooks.
  timeLimitMinutes: 120 # two hours
---
",
    manifest!("branding"),
    "\
---
apiVersion: flowmingo/v1
kind: Project
metadata: { name: hiring }
spec:
  title: Hiring # the only one
  stages:
    - Applied # everybody
    - Screening
  jobPosts: [Senior Engineer, Engineer]
",
);

const COMMENTS: [&str; 11] = [
    "# the platform team's",
    "# the first",
    "# seen by candidates",
    "# minutes",
    "# in this order",
    "# short",
    "# for candidates",
    "# two hours",
    "# ours",
    "# the only one",
    "# the first step",
];

/// Everything of `DRIFTING` and `OTHERS`, live and recorded.
pub(crate) fn drifting(enforces_order: bool) -> Person {
    let lifecycle = "lifecycle: { questionOrder: enforce }\n";
    let person = Person::new().at_all_systems();
    let flowmingo = person.system().web_app().flowmingo();
    let stages = ["Applied", "Screening"].map(str::to_owned);
    let project = flowmingo.create_project("Hiring", &stages, &[]).unwrap();
    for title in ["Senior Engineer", "Engineer"] {
        let _ = flowmingo.add_job_post(&project, title).unwrap();
    }
    let mut text = DRIFTING.to_owned();
    if enforces_order {
        text = text.replacen("---\n", &format!("{lifecycle}---\n"), 1);
    }
    let person = person.with_manifests(&(text + OTHERS));
    person.does("apply --auto-approve");
    // What somebody sets back within minutes of our write reads as if the write were not visible yet.
    person.some_time_passes();
    person
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, max_shrink_iters: 16, ..ProptestConfig::default() })]

    #[test]
    fn after_a_pull_of_drift_there_is_nothing_to_do_and_comments_stay(
        edits in proptest::collection::vec((0usize..18, text(), any::<u32>()), 1..7),
        enforces_order in any::<bool>(),
    ) {
        let person = drifting(enforces_order);
        let before = person.read("all.yaml");
        for (edit, text, number) in &edits {
            work_in_the_web_app(&person, *edit, text, *number);
        }
        let drift = person.runs("drift --detailed-exitcode");
        let pulled = person.runs("pull --write");
        prop_assert_eq!(pulled.code, Some(0), "{}", pulled);
        has_nothing_to_do(&person);
        let text = person.read("all.yaml");
        if !(enforces_order && edits.iter().any(|(edit, ..)| *edit == 11)) {
            // The state holds no order: whether it is drift, nobody can say.
            prop_assert_eq!(drift.code == Some(2), text != before, "{}", drift);
        }
        for comment in COMMENTS {
            prop_assert!(text.contains(comment), "{}", text);
        }
    }
}

type Task = (String, String, Option<u32>, bool);

fn tasks_text(tasks: &[Task]) -> String {
    let task = |(index, (title, role, minutes, has_tools)): (usize, &Task)| {
        let spec = serde_json::json!({
            "title": title,
            "role": role,
            "taskBrief": format!("Build what the title says: {title}."),
            "timeLimitMinutes": minutes.unwrap_or(60),
            "allowedTools": if *has_tools { vec!["claude", "cursor"] } else { vec!["claude"] },
        });
        format!(
            "---\napiVersion: promptster/v1\nkind: Assessment\nmetadata: {{ name: task-{index} }}\nspec: {spec}\n"
        )
    };
    tasks.iter().enumerate().map(task).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, max_shrink_iters: 8, ..ProptestConfig::default() })]

    #[test]
    fn tasks_that_no_manifest_describes_become_manifests(
        tasks in proptest::collection::btree_map(text(), ("[A-Z][a-z]{3,12}", proptest::option::of(30u32..180), any::<bool>()), 1..4),
    ) {
        let tasks: Vec<Task> = tasks.into_iter().map(|(title, (role, minutes, tools))| (title, role, minutes, tools)).collect();
        let person = Person::new().at_all_systems().with_manifests(&tasks_text(&tasks));
        for provider in ["anthropic", "openai"] {
            let key = ProviderKey { provider: provider.to_owned(), name: None, is_default: true };
            let _ = person.system().web_app().promptster().add_provider_key(&key).unwrap();
        }
        person.does("apply --auto-approve");
        person.lose_state();
        std::fs::remove_file(person.path("all.yaml")).unwrap();
        let pulled = person.runs("pull --write promptster");
        prop_assert_eq!(pulled.code, Some(0), "{}", pulled);
        prop_assert!(!pulled.stderr.contains("gets no manifest"), "{}", pulled);
        has_nothing_to_do(&person);
    }
}

/// The same, where some fields take values that are the workspace's own.
fn drifting_with_values() -> Person {
    let mut text = DRIFTING.to_owned();
    let mut own = String::from("    values:\n");
    for (name, said) in [
        ("title", "'One'"),
        ("minutes", "20"),
        ("threshold", "60"),
        ("design", "How do you design an API?"),
        ("short", "First one, then two."),
    ] {
        assert_eq!(text.matches(said).count(), 1, "{said}");
        text = text.replace(said, &format!("{{ value: {name} }}"));
        own.extend([format!("      {name}: {said} # own\n")]);
    }
    let person = Person::new().at_all_systems();
    let config = person.read("vetform.yaml") + &own;
    person.write("vetform.yaml", &config);
    let flowmingo = person.system().web_app().flowmingo();
    let _ = flowmingo.create_project("Hiring", &["Applied", "Screening"].map(str::to_owned), &[]);
    let others = OTHERS.replace("  jobPosts: [Senior Engineer, Engineer]\n", "");
    let person = person.with_manifests(&(text + &others));
    person.does("apply --auto-approve");
    person.some_time_passes();
    person
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 16, ..ProptestConfig::default() })]

    #[test]
    fn after_a_pull_of_drift_with_values_there_is_nothing_to_do_and_placeholders_stay(
        edits in proptest::collection::vec((0usize..18, text(), any::<u32>()), 1..7),
    ) {
        let person = drifting_with_values();
        for (edit, text, number) in &edits {
            work_in_the_web_app(&person, *edit, text, *number);
        }
        let pulled = person.runs("pull --write");
        prop_assert_eq!(pulled.code, Some(0), "{}", pulled);
        has_nothing_to_do(&person);
        let text = person.read("all.yaml");
        for name in ["title", "minutes"] {
            let placeholder = format!("{{ value: {name} }}");
            prop_assert!(text.contains(&placeholder), "{}", text);
        }
        prop_assert_eq!(person.read("vetform.yaml").matches("# own").count(), 5);
    }
}

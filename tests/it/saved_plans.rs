//! A plan that one person reviews and another run applies: exactly it, or nothing of it.

use std::collections::BTreeSet;

use vetform::sandbox::{API_KEY, AssessmentChange, FlowChange, FlowStep};

use super::binary::{SCREEN, applied, planned};
use super::person::Person;

/// `SCREEN` with a reworded question and another flow name: two changes that do not need each other.
fn edited() -> Person {
    let person = applied();
    person.changes("debug a production issue", "debug a severe issue");
    person.changes("flowName: Engineering screen", "flowName: Engineering talk");
    person
}

#[track_caller]
fn save(person: &Person) {
    let saved = person.runs("plan --out saved.plan").exits(0);
    assert_eq!(
        saved.stderr,
        "saved: apply exactly this with `vetform apply saved.plan`\n"
    );
    let _ = person.calls();
}

fn planned_calls(person: &Person) -> BTreeSet<String> {
    let plan = person.runs("plan --format json").exits(0).stdout;
    let plan: serde_json::Value = serde_json::from_str(&plan).unwrap();
    let changes = plan["changes"].as_array().unwrap().iter();
    let calls = changes.flat_map(|change| change["calls"].as_array().unwrap());
    calls
        .map(|call| {
            format!(
                "{} {}",
                call["method"].as_str().unwrap(),
                call["path"].as_str().unwrap()
            )
        })
        .collect()
}

#[test]
fn a_saved_plan_is_applied_without_a_question_and_makes_exactly_its_calls() {
    let person = edited();
    save(&person);
    let wanted = planned_calls(&person);
    insta::assert_snapshot!(person.runs("apply saved.plan"), @"
    exit 0
    ── stdout
    ~ update taptalent/Assessment/backend ([id])
        ~ questions[debug]  (edited here)
            question: How do you debug a [-production-]{+severe+} issue?
        → PUT /assessment/[id]/questions/[id]

    ~ update taptalent/Flow/screen ([id])
        ~ flowName: Engineering screen → Engineering talk  (edited here)
        → PATCH /assessment-flows/[id]

    Plan for workspace lab: 2 to update.
    2 calls: 1 × PATCH /assessment-flows/:id, 1 × PUT /assessment/:id/questions/:questionId.
    ✓ updated taptalent/Assessment/backend ([id]) 1 call
    ✓ updated taptalent/Flow/screen ([id]) 1 call
    Applied: 2 done, 0 failed, 0 skipped; read back and as declared.
    ── stderr
    every call is logged in [project]/.vetform/log/[run].jsonl
      update taptalent/Assessment/backend (1 call) …
      update taptalent/Flow/screen (1 call) …
    ");
    assert_eq!(person.writes().into_iter().collect::<BTreeSet<_>>(), wanted);
    person.does("plan --detailed-exitcode");
}

#[test]
fn a_saved_plan_works_where_nothing_was_ever_applied() {
    let person = planned();
    save(&person);
    person.does("apply saved.plan");
    assert_eq!(person.writes().len(), 3);
    person.does("plan --detailed-exitcode");
    assert_eq!(person.writes(), Vec::<String>::new());
}

#[test]
fn a_saved_plan_applied_twice_writes_nothing_the_second_time() {
    for person in [planned(), edited()] {
        save(&person);
        person.does("apply saved.plan");
        let _ = person.calls();
        insta::allow_duplicates! {
            insta::assert_snapshot!(person.runs("apply saved.plan"), @"
            exit 0
            ── stdout
            Nothing to do in workspace lab: 2 resources are as declared.
            ");
        }
        assert_eq!(person.writes(), Vec::<String>::new());
    }
}

#[test]
fn what_a_saved_plan_held_can_be_sent_by_applying_it_again() {
    let roster = "---\napiVersion: taptalent/v1\nkind: Roster\nmetadata: { name: spring }\n\
                  spec: { flow: screen, candidates: [{ email: alex@example.com }] }\n";
    let person = planned();
    let manifests = person.read("all.yaml") + roster;
    person.write("all.yaml", &manifests);
    save(&person);
    person.does("apply saved.plan");
    let _ = person.calls();
    // The flow has an id by now, and the roster is what was reviewed all the same.
    insta::assert_snapshot!(person.runs("apply saved.plan -q"), @"
    exit 0
    ── stdout
    @ invite taptalent/Roster/spring (1)
        ! cannot be undone: mails 1 person
        + invite a…x@e….com  (all.yaml:22)
        → POST /assessment-flows/[id]/assign

    Plan for workspace lab: 1 to invite people to, 2 unchanged.
    Held until `apply --send-invites`, because they mail people: taptalent/Roster/spring.
    1 call: 1 × POST /assessment-flows/:id/assign.
    - held taptalent/Roster/spring: people are mailed only with `--send-invites`
    Applied: 0 done, 0 failed, 0 skipped, 1 held; read back and as declared.
    ");
    assert_eq!(person.writes(), Vec::<String>::new());
    person.does("apply saved.plan --send-invites");
    assert_eq!(person.writes().len(), 1);
    person.does("apply saved.plan --send-invites");
    assert_eq!(person.writes(), Vec::<String>::new());
}

#[test]
fn what_somebody_else_changed_is_not_told_as_what_the_system_made_of_it() {
    let person = edited();
    save(&person);
    let id = person.assessment_id(0);
    let change = AssessmentChange {
        title: Some("Changed in the web app".to_owned()),
        ..AssessmentChange::default()
    };
    let app = person.system().web_app();
    app.set_assessment(&id, &change).unwrap();
    let applied = person
        .runs("apply saved.plan --report report.json")
        .exits(1);
    assert!(
        !applied.stdout.contains("the system normalised"),
        "{applied}"
    );
    let report: serde_json::Value = serde_json::from_str(&person.read("report.json")).unwrap();
    assert_eq!(
        report["rewritten"].as_array().map_or(0, Vec::len),
        0,
        "{report}"
    );
    // It is still seen as a change of the web app.
    let drift = person.runs("drift --format json").exits(0);
    drift.shows("Changed in the web app");
}

#[test]
fn another_order_of_a_read_is_no_obstacle_unless_the_order_is_enforced() {
    for (lifecycle, code) in [("", 0), ("lifecycle: { questionOrder: enforce }\n", 5)] {
        let person = applied();
        let first = "apiVersion: taptalent/v1\nkind: Assessment\n";
        let with_more =
            "    - { name: more, question: What did you learn from your last incident? }\n";
        let manifests = person.read("all.yaml");
        let (head, flow) = manifests.split_once("---\n").unwrap();
        assert!(head.starts_with(first), "{head}");
        let manifests = format!("{head}{with_more}{lifecycle}---\n{flow}");
        person.write("all.yaml", &manifests);
        person.does("apply --auto-approve");
        person.changes("debug a production issue", "debug a severe issue");
        save(&person);
        let live = person.live();
        let live = &live["assessments"][0];
        let mut ids: Vec<String> = live["questions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|question| question["id"].as_str().unwrap().to_owned())
            .collect();
        ids.reverse();
        let app = person.system().web_app();
        app.order_questions(live["assessmentId"].as_str().unwrap(), &ids)
            .unwrap();
        person.ends("apply saved.plan", code);
    }
}

#[test]
fn a_saved_plan_with_a_changed_byte_is_refused() {
    let person = edited();
    save(&person);
    let text = person.read("saved.plan");
    person.write("saved.plan", &text.replacen("update", "updatf", 1));
    insta::assert_snapshot!(person.runs("apply saved.plan"), @"
    exit 3
    ── stderr
    error: saved.plan was not applied: it was changed after it was saved (its checksum does not match) (yours to fix)
    help: nothing was sent; create and review a new plan with `vetform plan --out`
    ");
    person.write("saved.plan", "no plan at all\n");
    insta::assert_snapshot!(person.runs("apply saved.plan"), @"
    exit 3
    ── stderr
    error: saved.plan was not applied: it is not a saved plan: it is another file (yours to fix)
    help: nothing was sent; create and review a new plan with `vetform plan --out`
    ");
    insta::assert_snapshot!(person.runs("apply other.plan"), @"
    exit 3
    ── stderr
    error: cannot read other.plan: it does not exist
    help: check its path, and whether a disk is missing
    ");
    assert_eq!(person.calls(), Vec::<String>::new());
}

#[test]
fn a_saved_plan_of_other_manifests_is_5_and_nothing_is_sent() {
    let person = edited();
    save(&person);
    person.changes("passThreshold: 60", "passThreshold: 70");
    insta::assert_snapshot!(person.runs("apply saved.plan"), @"
    exit 5
    ── stderr
    error: saved.plan was not applied: the manifests have changed since it was saved: all.yaml (yours to fix)
    help: nothing was sent; create and review a new plan with `vetform plan --out`
    ");
    assert_eq!(person.calls(), Vec::<String>::new());
}

#[test]
fn a_saved_plan_names_the_files_that_are_not_what_they_were() {
    let person = edited();
    save(&person);
    let more = |name: &str| {
        format!(
            "apiVersion: taptalent/v1\nkind: Job\nmetadata: {{ name: {name} }}\nspec: {{ title: {name} }}\n"
        )
    };
    person.write("more/new.yaml", &more("new"));
    person.changes("passThreshold: 60", "passThreshold: 70");
    let said = person.runs("apply saved.plan").exits(5);
    insta::assert_snapshot!(said.stderr, @"
    error: saved.plan was not applied: the manifests have changed since it was saved: all.yaml, more/new.yaml (new) (yours to fix)
    help: nothing was sent; create and review a new plan with `vetform plan --out`
    ");
}

#[test]
fn what_moved_since_is_refused_alone_and_named() {
    let person = edited();
    save(&person);
    person.changes_live(&AssessmentChange {
        duration: Some(45.0),
        ..AssessmentChange::default()
    });
    insta::assert_snapshot!(person.runs("apply saved.plan --report report.json"), @"
    exit 1
    ── stdout
    ~ update taptalent/Flow/screen ([id])
        ~ flowName: Engineering screen → Engineering talk  (edited here)
        → PATCH /assessment-flows/[id]

    Plan for workspace lab: 1 to update.
    1 call: 1 × PATCH /assessment-flows/:id.
    ✓ updated taptalent/Flow/screen ([id]) 1 call
    ✗ failed taptalent/Assessment/backend
        “Backend interview”: live has changed since the plan was saved: duration; nothing was sent for it: plan and review again
    Not everything was applied: 1 done, 1 failed, 0 skipped. Changes that no longer match were skipped: plan again, and review what has changed.
    ── stderr
    every call is logged in [project]/.vetform/log/[run].jsonl
      update taptalent/Flow/screen (1 call) …
    ");
    assert_eq!(person.writes().len(), 1);
}

#[test]
fn a_saved_plan_of_which_nothing_fits_any_more_is_5() {
    let person = applied();
    person.changes("flowName: Engineering screen", "flowName: Engineering talk");
    save(&person);
    let change = FlowChange {
        description: Some("Changed".to_owned()),
        ..FlowChange::default()
    };
    person
        .system()
        .web_app()
        .set_flow(flow_id(&person), &change)
        .unwrap();
    insta::assert_snapshot!(person.runs("apply saved.plan"), @"
    exit 5
    ── stdout
    ✗ failed taptalent/Flow/screen
        “Engineering talk”: live has changed since the plan was saved: description; nothing was sent for it: plan and review again
    Nothing was applied: 0 done, 1 failed, 0 skipped. Changes that no longer match were skipped: plan again, and review what has changed.
    ");
    assert_eq!(person.writes(), Vec::<String>::new());
}

#[test]
fn a_step_that_somebody_appended_meanwhile_is_never_overwritten() {
    let person = applied();
    person.changes("passThreshold: 60", "passThreshold: 70");
    save(&person);
    let live = person.live();
    let step = FlowStep {
        assessment_id: live["assessments"][0]["assessmentId"]
            .as_str()
            .unwrap()
            .to_owned(),
        pass_threshold: 10.0,
        assessment_type: None,
        name: Some("From the web app".to_owned()),
        instructions: None,
        pass_action: None,
    };
    person
        .system()
        .web_app()
        .append_step(flow_id(&person), step)
        .unwrap();
    insta::assert_snapshot!(person.runs("apply saved.plan"), @"
    exit 5
    ── stdout
    ✗ failed taptalent/Flow/screen
        “Engineering screen”: now blocked: live step 2 (“Backend interview” (`backend`)) is not in the manifest, and steps cannot be removed; nothing was sent for it: plan and review again
    Nothing was applied: 0 done, 1 failed, 0 skipped. Changes that no longer match were skipped: plan again, and review what has changed.
    ");
    assert_eq!(person.writes(), Vec::<String>::new());
    assert!(person.world().contains("From the web app"));
}

#[test]
fn a_saved_plan_holds_no_key_and_a_blocked_one_is_not_saved() {
    let person = planned();
    save(&person);
    assert!(!person.read("saved.plan").contains(API_KEY));
    let person = applied();
    person.changes("Backend Engineer\n", "Frontend Engineer\n");
    let blocked = person.runs("plan --out saved.plan").exits(4);
    insta::assert_snapshot!(blocked.stderr, @"saved.plan was not written: a blocked plan cannot be applied");
    assert!(!person.path("saved.plan").exists());
}

#[test]
fn a_saved_plan_belongs_to_its_workspace() {
    let person = planned();
    save(&person);
    let config = person.read("vetform.yaml");
    let (_, lab) = config.split_once("  lab:\n").unwrap();
    person.write("vetform.yaml", &format!("{config}  other:\n{lab}"));
    insta::assert_snapshot!(person.runs("apply saved.plan -w other"), @"
    exit 3
    ── stderr
    error: saved.plan was planned for workspace lab, not other
    help: give `--workspace lab`
    ");
    assert_eq!(person.calls(), Vec::<String>::new());
    assert_eq!(person.read("all.yaml"), SCREEN);
}

fn flow_id(person: &Person) -> i64 {
    person.live()["flows"][0]["id"].as_i64().unwrap()
}

//! Exit code 4: what the system cannot do, or a guard refuses, is found while planning, with the line and the ways out.

use vetform::sandbox::AssessmentChange;

use super::binary::{SCREEN, applied, planned};

/// What is said of a role that was edited, which only creation takes.
const BLOCKED: &str = "\
✗ blocked taptalent/Assessment/backend  all.yaml:6:18
    `hiringForRole` can be set only at creation; live: \"Backend Engineer\", manifest: \"Frontend
      Engineer\" [create-only-field]
    help: revert the manifest; or change it in the web app; or give the manifest a new
      `metadata.name` and `title` to create a new assessment, but the steps of flow “Engineering
      screen” would still refer to the old one
";

#[test]
fn a_blocked_change_is_4_and_nothing_is_sent_unless_the_rest_is_targeted() {
    let person = applied();
    person.changes("Backend Engineer\n", "Frontend Engineer\n");
    person.changes("flowName: Engineering screen", "flowName: Engineering talk");
    let whole = person.runs("apply --auto-approve").exits(4);
    whole.begins(BLOCKED);
    assert_eq!(person.writes(), Vec::<String>::new());
    let rest = person.runs("plan --target taptalent/Flow/screen").exits(0);
    insta::assert_snapshot!(rest.stdout, @"
    ~ update taptalent/Flow/screen ([id])
        ~ flowName: Engineering screen → Engineering talk  (edited here)
        → PATCH /assessment-flows/[id]

    Plan for workspace lab: 1 to update.
    1 call: 1 × PATCH /assessment-flows/:id.
    ");
    let (update, _) = rest.stdout.split_once("\n\n").unwrap();
    assert_eq!(
        whole.beyond(BLOCKED),
        format!(
            "\n{update}\n\nPlan for workspace lab: 1 blocked, 1 to update.\nNothing can be applied while anything is \
             blocked; `--target ADDRESS` narrows the plan.\n"
        )
    );
}

#[test]
fn a_target_past_a_blocked_resource_is_done() {
    let person = applied();
    person.changes("Backend Engineer\n", "Frontend Engineer\n");
    person.changes("flowName: Engineering screen", "flowName: Engineering talk");
    person.does("apply --auto-approve --target taptalent/Flow/screen");
    assert_eq!(person.writes().len(), 1);
}

#[test]
fn a_change_that_is_unfair_to_candidates_is_a_warning_or_4() {
    let person = applied();
    person.changes_live(&AssessmentChange {
        submission_count: Some(3),
        ..AssessmentChange::default()
    });
    person.changes("debug a production issue", "debug a severe issue");
    insta::assert_snapshot!(person.runs("plan"), @"
    exit 0
    ── stdout
    ~ update taptalent/Assessment/backend ([id])
        ~ questions[debug]  (edited here)
            question: How do you debug a [-production-]{+severe+} issue?
        → PUT /assessment/[id]/questions/[id]

    ! warning taptalent/Assessment/backend
        3 candidates have already taken part: question `debug` changes [fairness]

    Plan for workspace lab: 1 to update, 1 unchanged.
    1 call: 1 × PUT /assessment/:id/questions/:questionId.
    ");
    let person = person.with_settings("    guards: { fairness: deny }\n");
    insta::assert_snapshot!(person.runs("plan"), @"
    exit 4
    ── stdout
    ✗ blocked taptalent/Assessment/backend  all.yaml:9:5
        3 candidates have already taken part: question `debug` changes [fairness-denied]
        help: this workspace has `guards.fairness: deny`: create a new assessment or flow for new
          candidates, or set `fairness: warn` for this run

    Plan for workspace lab: 1 blocked, 1 unchanged.
    Nothing can be applied while anything is blocked; `--target ADDRESS` narrows the plan.
    ");
}

#[test]
fn a_title_that_two_live_objects_have_is_blocked_with_their_ids() {
    let other = SCREEN
        .split("---")
        .next()
        .unwrap()
        .replace("backend", "other")
        .replace("Backend int", "Other int");
    let person = planned().with_manifests(&format!("{SCREEN}---\n{other}"));
    person.does("apply --auto-approve");
    let twin = AssessmentChange {
        title: Some("Backend interview".to_owned()),
        ..AssessmentChange::default()
    };
    for index in 0..2 {
        person
            .system()
            .web_app()
            .set_assessment(&person.assessment_id(index), &twin)
            .unwrap();
    }
    person.lose_state();
    person.write("all.yaml", SCREEN);
    insta::assert_snapshot!(person.runs("plan"), @"
    exit 4
    ── stdout
    ✗ blocked taptalent/Assessment/backend  all.yaml:3:11
        2 live objects have the title “Backend interview”, and the state does not say which one it is:
            [id] (created [time], submissions: 0)
            [id] (created [time], submissions: 0) [ambiguous-match]
        help: pin one: put `id: <its id>` under `metadata` of the manifest

    ✗ blocked taptalent/Flow/screen  all.yaml:17:7
        step 1 needs taptalent/Assessment/backend, which is blocked [blocked-dependency]
        help: fix taptalent/Assessment/backend first

    Plan for workspace lab: 2 blocked.
    Nothing can be applied while anything is blocked; `--target ADDRESS` narrows the plan.
    ");
}

#[test]
fn an_id_that_nothing_live_has_is_blocked() {
    let person = applied();
    let pinned = SCREEN.replace("{ name: backend }", "{ name: backend, id: 000 }");
    person.write(
        "all.yaml",
        &pinned.replace("assessment: backend", "assessmentId: test-uuid-2"),
    );
    insta::assert_snapshot!(person.runs("plan"), @"
    exit 4
    ── stdout
    ✗ blocked taptalent/Assessment/backend  all.yaml:3:11
        `metadata.id` is `000`, but no live Assessment has this id [unknown-pin]
        help: look up the id in the web app, or remove `id`: then taptalent/Assessment/backend is found
          by its name or created

    ✗ blocked taptalent/Flow/screen  all.yaml:17:23
        no live assessment has the id `test-uuid-2` of step 1 [unknown-assessment-id]
        help: look up the id in the web app, or refer to a manifest of this project with `assessment:`

    Plan for workspace lab: 2 blocked.
    Nothing can be applied while anything is blocked; `--target ADDRESS` narrows the plan.
    ");
    assert_eq!(person.writes(), Vec::<String>::new());
}

#[test]
fn a_field_that_can_only_be_set_at_creation_is_blocked_with_the_ways_out() {
    let person = applied();
    person.changes("Backend Engineer\n", "Frontend Engineer\n");
    insta::assert_snapshot!(person.runs("plan").exits(4).beyond(BLOCKED), @"
    Plan for workspace lab: 1 blocked, 1 unchanged.
    Nothing can be applied while anything is blocked; `--target ADDRESS` narrows the plan.
    ");
}

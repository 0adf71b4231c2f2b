//! What is shown of a roster when nobody is entered by it: a move, a rejection or a revocation is not an invite. And whoever is
//! moved in the web app has drifted.

use vetform::sandbox::ApplicationChange;

use super::person::{Outcome, Person};

const OBJECTS: &str = concat!(manifest!("project"), "---\n", manifest!("task"), "---\n",);

fn manifests(stage: &str, more: &str, revoked: bool) -> String {
    format!(
        "{OBJECTS}apiVersion: flowmingo/v1
kind: Roster
metadata: {{ name: april }}
spec:
  project: backend
  sendInvite: true
  candidates:
    - {{ email: alex@example.com, {stage} }}
{more}---
apiVersion: promptster/v1
kind: Roster
metadata: {{ name: keys }}
spec: {{ assessment: task, candidates: [{{ email: alex@example.com, revoked: {revoked} }}] }}
"
    )
}

const SEND: &str = "apply --auto-approve --send-invites -q";

/// Alex is in the first stage and has a key.
fn entered() -> Person {
    let person =
        Person::new()
            .at_all_systems()
            .with_manifests(&manifests("stage: Applied", "", false));
    let stages = ["Applied", "Final"].map(str::to_owned);
    let web_app = person.system().web_app();
    web_app
        .flowmingo()
        .create_project("Backend", &stages, &["Engineer".to_owned()])
        .unwrap();
    person.does(SEND);
    person
}

/// Moves Alex in the web app.
fn move_live(person: &Person, stage: usize) {
    let live = person.live();
    let live = &live["flowmingo"];
    let stage = live["projects"][0]["stages"][stage]["id"].as_str().unwrap();
    let change: ApplicationChange =
        serde_json::from_value(serde_json::json!({ "stageId": stage })).unwrap();
    let application = live["applications"][0]["id"].as_str().unwrap();
    let web_app = person.system().web_app();
    web_app
        .flowmingo()
        .set_application(application, &change)
        .unwrap();
}

fn summary(outcome: &Outcome) -> String {
    let plan: serde_json::Value = serde_json::from_str(&outcome.stdout).unwrap();
    let changes = plan["changes"].as_array().unwrap().iter();
    let actions: Vec<String> = changes.map(|one| one["action"].to_string()).collect();
    let summary =
        ["invite", "move", "update"].map(|name| format!("{name} {}", plan["summary"][name]));
    format!("{}: {}", summary.join(", "), actions.join(", "))
}

#[test]
fn moves_and_revocations_are_called_what_they_are() {
    let person = entered();
    person.write("all.yaml", &manifests("stage: Final", "", true));
    insta::assert_snapshot!(person.runs("plan"), @"
    exit 0
    ── stdout
    ~ update promptster/Roster/keys ([uuid])
        ! cannot be undone: a revoked key cannot be restored
        - revoke a…x@e….com  (all.yaml:23)
        → DELETE /v1/assessments/[uuid]/keys/[uuid]

    ~ move flowmingo/Roster/april ([uuid])
        ~ move a…x@e….com: Applied → Final  (all.yaml:18)
        → POST /integration/hiring/applications/[uuid]/move-stage/v1

    Plan for workspace lab: 1 to update, 1 to move, 2 unchanged.
    2 calls: 1 × DELETE /v1/assessments/:id/keys/:keyId, 1 × POST
      /integration/hiring/applications/:id/move-stage/v1.
    ");
    insta::assert_snapshot!(summary(&person.runs("plan --format json")), @r#"invite 0, move 1, update 1: "move", "update""#);
    let markdown = person.runs("plan --format markdown").stdout;
    let heads = markdown.lines().filter(|line| line.contains("/Roster/"));
    insta::assert_snapshot!(heads.collect::<Vec<_>>().join("\n"), @"
    <summary><code>&#126; update</code> <b>“Task”</b> <sub><code>promptster/Roster/keys</code> ([uuid])</sub></summary>
    <summary><code>&#126; move</code> <b>“Backend”</b> <sub><code>flowmingo/Roster/april</code> ([uuid])</sub></summary>
    ");
    let html = person.runs("plan --format html").stdout;
    assert!(html.contains(r#"class="action is-move""#), "{html}");
    assert!(!html.contains(r#"class="action is-invite""#), "{html}");
    let applied = person.runs("apply --auto-approve -q").exits(0);
    let done = applied.stdout.lines().filter(|line| line.starts_with('✓'));
    let mut done: Vec<&str> = done.collect();
    done.sort_unstable();
    insta::assert_snapshot!(done.join("\n"), @"
    ✓ moved flowmingo/Roster/april ([uuid]) 1 call, 1 person
    ✓ updated promptster/Roster/keys ([uuid]) 1 call, 1 person
    ");
}

#[test]
fn a_rejection_alone_is_an_update_and_a_move_beside_a_held_invite_is_reported_as_a_move() {
    let person = entered();
    person.write("all.yaml", &manifests("rejected: true", "", false));
    insta::assert_snapshot!(summary(&person.runs("plan --format json")), @r#"invite 0, move 0, update 1: "update""#);
    let more = "    - { email: sam@example.com, stage: Final }\n";
    person.write("all.yaml", &manifests("stage: Final", more, false));
    insta::assert_snapshot!(summary(&person.runs("plan --format json")), @r#"invite 1, move 0, update 0: "invite""#);
    let applied = person.runs("apply --auto-approve -q").exits(0);
    let done = applied.stdout.lines();
    let done = done.filter(|line| line.starts_with('✓') || line.starts_with("- held"));
    insta::assert_snapshot!(done.collect::<Vec<_>>().join("\n"), @"
    ✓ moved flowmingo/Roster/april ([uuid]) 1 call, 1 person
    - held flowmingo/Roster/april (only s…m@e….com): people are mailed only with `--send-invites`
    ");
    applied.shows("read back and as declared");
}

#[test]
fn who_is_moved_in_the_web_app_has_drifted_and_is_moved_back() {
    let person = entered();
    person.does("drift --detailed-exitcode");
    person.some_time_passes();
    move_live(&person, 1);
    insta::assert_snapshot!(person.runs("drift --detailed-exitcode"), @"
    exit 2
    ── stdout
    flowmingo/Roster/april ([uuid])
        ~ changed in the web app: a…x@e….com was moved from stage “Applied” to stage “Final”
          (all.yaml:18:7)

    Changed outside the manifests of workspace lab: 1 resource.
    `pull` writes no people into rosters: where they are to stay, say so in the roster, or the next
      apply moves them back.
    ");
    insta::assert_snapshot!(summary(&person.runs("drift --format json")), @r#"invite 0, move 1, update 0: "move""#);
    person.does(SEND);
    person.does("drift --detailed-exitcode");
    // An edit is none.
    person.write("all.yaml", &manifests("stage: Final", "", false));
    person.does("drift --detailed-exitcode");
    person.does(SEND);
    person.some_time_passes();
    move_live(&person, 0);
    person.ends("drift --detailed-exitcode", 2);
    // Without a stage in the manifest it is nobody's business here.
    person.write("all.yaml", &manifests("firstname: Alex", "", false));
    person.does("drift --detailed-exitcode");
}

//! What was deleted in the web apps is told by `pull`, and goes from the manifests with `--prune` alone, and only where it is proven.

use vetform::sandbox::Fault;

use super::binary::{SCREEN, applied};
use super::fault_rules::{on_path, status};
use super::person::Person;

#[test]
fn what_was_deleted_in_the_web_app_is_said_and_its_manifest_stays() {
    let person = applied();
    person.some_time_passes();
    let flow = person.live()["flows"][0]["id"].as_i64().unwrap();
    person.system().web_app().delete_flow(flow).unwrap();
    let before = person.read("all.yaml");
    let pulled = person.runs("pull --write").exits(0);
    insta::assert_snapshot!(pulled, @"
    exit 0
    ── stderr
    taptalent/Flow/screen: the live object 1 was deleted in the web app; `vetform apply` would make it again: if it is to stay deleted, remove its manifest (all.yaml:11), by hand or with `vetform pull --write --prune`
    nothing else to pull
    ");
    assert_eq!(person.read("all.yaml"), before);
    let said: serde_json::Value =
        serde_json::from_str(&person.runs("pull --format json").exits(0).stdout).unwrap();
    assert_eq!(said["notes"][0]["address"], "taptalent/Flow/screen");
}

#[test]
fn what_was_never_applied_is_not_called_deleted() {
    let person = super::binary::planned();
    let pulled = person.runs("pull").exits(0);
    assert!(!pulled.stderr.contains("deleted"), "{pulled}");
}

/// Somebody whose flow was deleted in the web app.
fn without_its_flow() -> Person {
    let person = applied();
    person.some_time_passes();
    let flow = person.live()["flows"][0]["id"].as_i64().unwrap();
    person.system().web_app().delete_flow(flow).unwrap();
    person
}

#[test]
fn a_manifest_of_what_was_deleted_goes_with_prune_and_the_others_of_its_file_stay() {
    let person = without_its_flow();
    let before = person.read("all.yaml");
    insta::assert_snapshot!(person.runs("pull --prune").exits(0), @"
    exit 0
    ── stdout
    --- a/all.yaml
    +++ b/all.yaml
    @@ -7,11 +7,3 @@
       purposeOfInterview: See how the candidate finds causes.
       questions:
         - { name: debug, question: How do you debug a production issue?, idealAnswer: With a method. }
    ----
    -apiVersion: taptalent/v1
    -kind: Flow
    -metadata: { name: screen }
    -spec:
    -  flowName: Engineering screen
    -  steps:
    -    - { assessment: backend, passThreshold: 60, name: Technical }
    ── stderr
    taptalent/Flow/screen: the live object 1 was deleted in the web app: its manifest (all.yaml:11) goes
    ");
    assert_eq!(person.read("all.yaml"), before);
    let said: serde_json::Value =
        serde_json::from_str(&person.runs("pull --prune --format json").exits(0).stdout).unwrap();
    assert_eq!(said["deleted"][0]["address"], "taptalent/Flow/screen");
    assert_eq!(said["deleted"][0]["pruned"], true);
    insta::assert_snapshot!(person.runs("pull --prune --write").exits(0), @"
    exit 0
    ── stdout
    all.yaml
    ── stderr
    taptalent/Flow/screen: the live object 1 was deleted in the web app: its manifest (all.yaml:11) goes
    ");
    assert_eq!(
        person.read("all.yaml"),
        before.split("---\n").next().unwrap()
    );
    person.does("plan --detailed-exitcode");
    let listed = person.runs("state list").exits(0).stdout;
    assert!(!listed.contains("Flow/screen"), "{listed}");
    assert_eq!(person.runs("pull --prune --write").exits(0).stdout, "");
}

#[test]
fn a_file_in_which_nothing_is_left_goes_too() {
    let person = applied();
    let text = person.read("all.yaml");
    let (assessment, flow) = text.split_once("---\n").unwrap();
    person.write("all.yaml", assessment);
    person.write("flows/screen.yaml", flow);
    person.some_time_passes();
    let id = person.live()["flows"][0]["id"].as_i64().unwrap();
    person.system().web_app().delete_flow(id).unwrap();
    person.runs("pull --prune").exits(0).shows("+++ /dev/null");
    person
        .runs("pull --prune --write")
        .exits(0)
        .shows("flows/screen.yaml (removed)");
    assert!(!person.path("flows/screen.yaml").exists());
    assert_eq!(person.read("all.yaml"), assessment);
    person.does("plan --detailed-exitcode");
}

#[test]
fn what_another_manifest_names_stays_until_that_one_goes_too() {
    let person = Person::new().at_a_system();
    let all = format!(
        "{SCREEN}---\n{}---\n{}",
        manifest!("other"),
        manifest!("spring-of-screen")
    );
    let person = person.with_manifests(&all);
    person.does("apply --auto-approve");
    person.some_time_passes();
    let app = person.system().web_app();
    let flow = person.live()["flows"][0]["id"].as_i64().unwrap();
    app.delete_flow(flow).unwrap();
    let live = person.live();
    let mut all_live = live["assessments"].as_array().unwrap().iter();
    let backend = all_live.find(|one| one["title"] == "Backend interview");
    let id = backend.unwrap()["assessmentId"].as_str().unwrap();
    app.delete_assessment(id).unwrap();
    insta::assert_snapshot!(person.runs("pull --prune --write").exits(1), @"
    exit 1
    ── stderr
    taptalent/Assessment/backend: the live object [id] was deleted in the web app, and its manifest (all.yaml:1) stays: taptalent/Flow/screen (all.yaml:11) still names it: change that first, then run the command again
    taptalent/Flow/screen: the live object 1 was deleted in the web app, and its manifest (all.yaml:11) stays: taptalent/Roster/spring (all.yaml:27) still names it: change that first, then run the command again
    nothing else to pull
    ");
    assert_eq!(person.read("all.yaml"), all);
    let roster = format!("---\n{}", manifest!("spring-of-screen"));
    person.write("all.yaml", &all.replace(&roster, ""));
    person.does("pull --prune --write");
    assert_eq!(person.read("all.yaml"), manifest!("other"));
    person.does("plan --detailed-exitcode");
}

/// So many assessments in a file each, all but `left` of them deleted in the web app.
fn many(all: usize, left: usize) -> Person {
    let person = Person::new().at_a_system();
    for number in 0..all {
        let text = format!(
            "apiVersion: taptalent/v1\nkind: Assessment\nmetadata: {{ name: voice-{number} }}\nspec:\n  title: Voice {number}\n  \
             hiringForRole: Engineer\n  purposeOfInterview: See how they find causes.\n"
        );
        person.write(&format!("voice-{number}.yaml"), &text);
    }
    person.does("apply --auto-approve");
    person.some_time_passes();
    let app = person.system().web_app();
    for _ in left..all {
        app.delete_assessment(&person.assessment_id(0)).unwrap();
    }
    person
}

fn manifests(person: &Person) -> usize {
    let files = person.files();
    files
        .keys()
        .filter(|file| file.as_str().contains("/voice-"))
        .count()
}

#[test]
fn more_than_the_guard_allows_is_4_and_no_manifest_goes() {
    let person = many(6, 1);
    for line in ["pull --prune", "pull --prune --write"] {
        let refused = person.runs(line).exits(4);
        refused.tells("too-many-removed");
        refused.tells("guards.maxForget");
        assert_eq!(manifests(&person), 6);
    }
    person.does("pull --prune --write taptalent/Assessment/voice-0");
    assert_eq!(manifests(&person), 5);
    person.configure(
        &person.system().taptalent_url(),
        "    guards: { maxForget: 4 }\n",
    );
    person.does("pull --prune --write");
    assert_eq!(manifests(&person), 1);
    person.does("plan --detailed-exitcode");
}

#[test]
fn the_key_of_another_account_removes_nothing() {
    let person = many(3, 3);
    let empty = Person::new().at_a_system();
    person.configure(&empty.system().taptalent_url(), "");
    for line in [
        "pull --prune --write",
        "pull --prune --write taptalent/Assessment/voice-1",
    ] {
        let refused = person.runs(line).exits(4);
        refused.tells("other-company");
    }
    assert_eq!(manifests(&person), 3);
}

#[test]
fn a_read_that_failed_or_came_short_is_no_deletion() {
    let person = applied();
    person.some_time_passes();
    let before = person.read("all.yaml");
    for (path, fault) in [
        ("assessment-flows", status(404)),
        ("assessment-flows", status(500)),
        ("assessment-flows", Fault::TruncatedBody),
        ("assessment", status(403)),
    ] {
        person.play(&[on_path(path, fault.clone())]);
        let failed = person.runs("pull --prune --write");
        assert_eq!(failed.code, Some(1), "{path} {fault:?}: {failed}");
        assert_eq!(person.read("all.yaml"), before, "{path} {fault:?}");
    }
    person.play(&[]);
    person.does("plan --detailed-exitcode");
}

#[test]
fn what_was_made_a_moment_ago_and_no_read_shows_is_not_taken_for_deleted() {
    let person = applied();
    let before = person.read("all.yaml");
    let flow = person.live()["flows"][0]["id"].as_i64().unwrap();
    person.system().web_app().delete_flow(flow).unwrap();
    let left = person.runs("pull --prune --write").exits(1);
    left.tells("not visible yet");
    assert_eq!(person.read("all.yaml"), before);
}

#[test]
fn a_manifest_that_is_for_other_workspaces_too_only_leaves_the_one_that_it_names() {
    let person = applied();
    person.some_time_passes();
    let url = person.system().taptalent_url();
    let other = format!(
        "  other:\n    taptalent:\n      baseUrl: {url}\n      apiKey: {{ env: LAB_KEY }}\ndefaultWorkspace: lab\n"
    );
    person.configure(&url, &other);
    let flow = person.live()["flows"][0]["id"].as_i64().unwrap();
    person.system().web_app().delete_flow(flow).unwrap();
    let before = person.read("all.yaml");
    let kept = person.runs("pull --prune --write").exits(1);
    insta::assert_snapshot!(kept, @"
    exit 1
    ── stderr
    taptalent/Flow/screen: the live object 1 was deleted in the web app, and its manifest (all.yaml:11) stays: it is for other workspaces, too (`other`): list those that are to keep it in `metadata.workspaces`
    nothing else to pull
    ");
    assert_eq!(person.read("all.yaml"), before);
    person.changes(
        "{ name: screen }",
        "{ name: screen, workspaces: [lab, other] }   # both",
    );
    person.does("pull --prune --write");
    let now = person.read("all.yaml");
    assert!(
        now.contains("{ name: screen, workspaces: [other] }   # both"),
        "{now}"
    );
    person.does("plan --detailed-exitcode");
}

#[test]
fn what_only_must_exist_and_was_deleted_goes_too() {
    let person = Person::new()
        .at_all_systems()
        .with_manifests(manifest!("sales"));
    let app = person.system().web_app().flowmingo();
    let id = app.create_interview_set("Sales").unwrap();
    person.does("apply --auto-approve");
    app.delete_interview_set(&id).unwrap();
    let told = person.runs("pull").exits(0);
    insta::assert_snapshot!(told, @"
    exit 0
    ── stdout
    --- /dev/null
    +++ b/promptster/org.yaml
    @@ -0,0 +1,7 @@
    +# yaml-language-server: $schema=../.vetform/schema/promptster.branding.schema.json
    +apiVersion: promptster/v1
    +kind: Branding
    +metadata:
    +  name: org
    +spec:
    +  retentionDays: 30
    ── stderr
    flowmingo/InterviewSet/sales: the live object [uuid] was deleted in the web app; plans stay blocked while its manifest is there: if it is to stay deleted, remove its manifest (all.yaml:1), by hand or with `vetform pull --write --prune`
    ");
    person.does("pull --prune --write");
    assert!(!person.path("all.yaml").exists());
    person.does("plan --detailed-exitcode");
}

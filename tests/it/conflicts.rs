//! What was edited here and in the web app: the plan says so, and no apply overwrites it by itself.

use super::binary::applied;
use super::person::Person;

/// The title was edited on both sides, the flow only here.
fn both_sides() -> Person {
    let person = applied();
    person.changes("Backend interview", "Backend talk");
    person.changes("flowName: Engineering screen", "flowName: Engineering talk");
    person.retitles_live("Web edit");
    person
}

#[test]
fn a_plan_warns_of_it_with_both_texts_and_an_apply_sends_nothing() {
    let person = both_sides();
    insta::assert_snapshot!(person.runs("plan"), @"
    exit 0
    ── stdout
    ~ update taptalent/Assessment/backend ([id])
        ~ title: Web edit → Backend talk  (edited here and changed in the web app)
        → PUT /assessment/[id]

    ~ update taptalent/Flow/screen ([id])
        ~ flowName: Engineering screen → Engineering talk  (edited here)
        → PATCH /assessment-flows/[id]

    ! warning taptalent/Assessment/backend
        edited here and changed in the web app since the last apply: `title`. Apply refuses to overwrite
          it: take the web app's with `vetform pull --write --take-live taptalent/Assessment/backend`,
          or the manifest's with `vetform apply --overwrite-conflicts` [conflict]

    Plan for workspace lab: 2 to update.
    2 calls: 1 × PATCH /assessment-flows/:id, 1 × PUT /assessment/:id.
    ");
    insta::assert_snapshot!(person.runs("plan --summary").exits(0).stdout, @"
    Plan for workspace lab: Edited on both sides. 1 resource was edited here and in the web app. Apply
      refuses to choose: `--overwrite-conflicts` keeps what is here, `vetform pull --write --take-live`
      what is there. 1 warning to read.

    Edited here and in the web app: apply refuses it
    - “Web edit” is renamed “Backend talk”; it was changed in the web app as well (3 May 2099).

    What candidates notice
    - “Engineering screen” is renamed “Engineering talk”.

    Mail: nobody is mailed.
    Undo: by reverting this change, except: an edit in the web app is lost (“Web edit”).
    ");
    let _ = person.writes();
    insta::assert_snapshot!(person.runs("apply --auto-approve --report report.json"), @"
    exit 4
    ── stdout
    ✗ blocked taptalent/Assessment/backend  all.yaml:5:10
        `title` was edited here and changed in the web app since the last apply: the manifest says
          “Backend talk”, the web app says “Web edit” [conflict]
        help: take the web app's with `vetform pull --write --take-live taptalent/Assessment/backend`,
          or the manifest's with `vetform apply --overwrite-conflicts`

    ~ update taptalent/Flow/screen ([id])
        ~ flowName: Engineering screen → Engineering talk  (edited here)
        → PATCH /assessment-flows/[id]

    Plan for workspace lab: 1 blocked, 1 to update.
    Nothing can be applied while anything is blocked; `--target ADDRESS` narrows the plan.
    ");
    assert_eq!(person.writes(), [""; 0]);
    let report: serde_json::Value = serde_json::from_str(&person.read("report.json")).unwrap();
    let error = report["failed"][0]["error"].as_str().unwrap();
    assert!(error.starts_with("conflict: "), "{error}");
}

#[test]
fn whoever_says_so_overwrites_it() {
    let person = both_sides();
    let outcome = person
        .runs("apply --auto-approve --overwrite-conflicts")
        .exits(0);
    assert!(!outcome.stdout.contains("[conflict]"), "{outcome}");
    assert_eq!(person.live()["assessments"][0]["title"], "Backend talk");
    person.does("plan --detailed-exitcode");
}

#[test]
fn a_saved_plan_consents_to_nothing() {
    let person = both_sides();
    let saved = person.runs("plan --out saved.plan").exits(0);
    saved.tells("saved: apply exactly this with `vetform apply saved.plan --overwrite-conflicts`");
    let _ = person.writes();
    let refused = person.runs("apply saved.plan").exits(4);
    assert!(refused.stdout.contains("[conflict]"), "{refused}");
    assert_eq!(person.writes(), [""; 0]);
    person.does("apply saved.plan --overwrite-conflicts");
    assert_eq!(person.live()["assessments"][0]["title"], "Backend talk");
}

#[test]
fn what_is_not_edited_on_both_sides_need_not_wait() {
    let person = both_sides();
    person.does("apply --auto-approve --exclude taptalent/Assessment/backend");
    let live = person.live();
    assert_eq!(live["assessments"][0]["title"], "Web edit");
    assert_eq!(live["flows"][0]["flowName"], "Engineering talk");
}

#[test]
fn the_same_edit_on_both_sides_and_drift_alone_are_no_conflict() {
    let person = applied();
    person.changes("Backend interview", "Backend talk");
    person.retitles_live("Backend talk");
    person.does("apply --auto-approve");
    person.retitles_live("Web edit");
    person.does("apply --auto-approve");
    assert_eq!(person.live()["assessments"][0]["title"], "Backend talk");
}

#[test]
fn to_take_what_is_live_settles_it() {
    let person = both_sides();
    person.does("pull --write --take-live taptalent/Assessment/backend");
    person.does("apply --auto-approve");
    assert_eq!(person.live()["assessments"][0]["title"], "Web edit");
}

#[test]
fn a_question_that_was_edited_here_and_deleted_there_is_not_asked_again_by_itself() {
    let person = applied();
    person.changes("How do you debug a production issue?", "How do you debug?");
    let live = person.live();
    let question = live["assessments"][0]["questions"][0]["id"]
        .as_str()
        .unwrap();
    person.system().web_app().delete_question(question).unwrap();
    person.some_time_passes();
    let _ = person.writes();
    insta::assert_snapshot!(person.runs("apply --auto-approve"), @"
    exit 4
    ── stdout
    ✗ blocked taptalent/Assessment/backend  all.yaml:9:7
        `questions[debug]` was edited here and changed in the web app since the last apply: the manifest
          says “How do you debug?”, “With a method.”, the web app no longer has it [conflict]
        help: take the web app's with `vetform pull --write --take-live taptalent/Assessment/backend`,
          or the manifest's with `vetform apply --overwrite-conflicts`

    Plan for workspace lab: 1 blocked, 1 unchanged.
    Nothing can be applied while anything is blocked; `--target ADDRESS` narrows the plan.
    ");
    assert_eq!(person.writes(), [""; 0]);
}

#[test]
fn a_pull_request_says_so_first_and_when() {
    let person = both_sides();
    let comment = person.runs("plan --format markdown").exits(0).stdout;
    let (head, _) = comment.split_once("### Details").unwrap();
    insta::assert_snapshot!(head, @"
    ## Plan for workspace lab

    <sub>read [when] · vetform 0.1.0</sub>

    <b>Edited on both sides.</b> 1 resource was edited here and in the web app. Apply refuses to choose: <code>--overwrite-conflicts</code> keeps what is here, <code>vetform pull --write --take-live</code> what is there. 1 warning to read.

    - <b>Mail</b>: nobody is mailed.
    - <b>Undo</b>: by reverting this change, except: an edit in the web app is lost (“Web edit”).

    ### Edited here and in the web app: apply refuses it

    - <b>“Web edit”</b> is renamed “Backend talk”; <i>it was changed in the web app as well (3 May 2099)</i>.

    ### What candidates notice

    - <b>“Engineering screen”</b> is renamed “Engineering talk”.

    ### Warnings

    - <b>“Backend talk”</b> <sub><code>taptalent/Assessment/backend</code></sub>: edited here and changed in the web app since the last apply: <code>title</code>. Apply refuses to overwrite it: take the web app's with <code>vetform pull --write --take-live taptalent/Assessment/backend</code>, or the manifest's with <code>vetform apply --overwrite-conflicts</code> <code>conflict</code>
    ");
    insta::assert_snapshot!(person.runs("plan --format github").exits(0).stdout, @"::warning file=all.yaml,line=3,col=19,endLine=3,endColumn=25,title=conflict taptalent/Assessment/backend::edited here and changed in the web app since the last apply: `title`. Apply refuses to overwrite it: take the web app's with `vetform pull --write --take-live taptalent/Assessment/backend`, or the manifest's with `vetform apply --overwrite-conflicts`");
}

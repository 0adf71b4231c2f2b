//! The recipes for many workspaces, `vetform-fleet.yml` and `vetform-nightly.yml` of `examples/ci/github`, played by their steps.

use std::collections::BTreeMap;

use vetform::sandbox::AssessmentChange;

use super::agency::Agency;
use super::person::Outcome;

const FLEET: &str = "vetform-fleet.yml";
const NIGHTLY: &str = "vetform-nightly.yml";

#[test]
fn a_tag_reaches_every_client_once_in_the_jobs_of_a_matrix() {
    let mut there = Agency::new();
    there
        .person
        .set_env("VETFORM_WORKSPACE", "{tech,care,retail}-*");
    let _ = there.step(FLEET, "Check the commit").exits(0);
    let parts = there.parts(FLEET);
    assert_eq!(parts, ["1/3", "2/3", "3/3"]);
    let mut applied = 0;
    for step in ["Plan", "Apply"] {
        for part in &parts {
            there.person.set_env("VETFORM_SHARD", part);
            let said = there.step(FLEET, step).exits(0);
            applied += said.stderr.matches(": Applied: 3 done, 0 failed").count();
            leaves_its_result(&there, part);
        }
    }
    assert_eq!(applied, 40);
    let told = told(&mut there, "success");
    assert!(told.starts_with("<b>v7</b>, to all clients:\n\n## vetform apply: "));
    assert_eq!(told.matches("<b>Applied</b>: 3 done, 0 failed").count(), 40);
    assert!(
        told.contains("created <b>“Meridian Tech screen, Aldine”</b>"),
        "{told}"
    );
    let summary = there.person.read("../github/summary");
    assert_eq!(summary.matches("## vetform plan: ").count(), 3);
    assert_eq!(summary.matches("## vetform apply: ").count(), 3);
    there.person.set_env("VETFORM_SHARD", "1/1");
    let left = there.person.runs("plan --detailed-exitcode").exits(2);
    left.shows("40 workspaces: 1 with pending changes, 39 ok.");
    left.shows("Held until `apply --send-invites`");
    // The environments are none of its business.
    there.person.ends("plan -w staging --detailed-exitcode", 2);
}

/// The artifact of a job.
fn leaves_its_result(there: &Agency, part: &str) {
    let name = part.replace('/', "-");
    there.person.does_script(&format!(
        "mkdir -p ../github/results/{name}\n\
         if [[ -f applied.md ]]; then mv applied.md ../github/results/{name}; fi\n\
         rm -f plan.md report.json"
    ));
}

/// What the pull request is told in the end.
fn told(there: &mut Agency, apply: &str) -> String {
    let _ = there.step(FLEET, "Find the pull request").exits(0);
    assert_eq!(there.output("number"), "1");
    there.person.set_env("APPLY", apply);
    let _ = there.step(FLEET, "Tell the pull request").exits(0);
    there.person.read("../github/told")
}

#[test]
fn a_client_that_cannot_be_planned_stops_the_tag_before_anything_is_applied() {
    let mut there = Agency::new();
    there.person.set_env("VETFORM_WORKSPACE", "retail-*");
    there.person.edit(
        "clients/retail-fable.yaml",
        "sandbox: { store: .vetform/retail-fable.db }",
        "taptalent: { apiKey: { env: NO_SUCH_KEY } }",
    );
    let ends: Vec<Option<i32>> = there
        .parts(FLEET)
        .iter()
        .map(|part| {
            there.person.set_env("VETFORM_SHARD", part);
            let code = there.step(FLEET, "Plan").code;
            if code != Some(0) {
                there.person.does_script(
                    "mkdir -p ../github/results/plan; cp plan.md ../github/results/plan",
                );
            }
            code
        })
        .collect();
    assert_eq!(ends.iter().filter(|end| **end == Some(1)).count(), 1);
    assert_eq!(ends.iter().filter(|end| **end == Some(0)).count(), 2);
    let told = told(&mut there, "skipped");
    assert!(told.contains("<b>Nothing was applied</b>"), "{told}");
    assert!(told.contains("NO&#95;SUCH&#95;KEY is not set"), "{told}");
}

/// Both steps of each job of a night; how they end.
fn night(there: &mut Agency) -> Vec<Outcome> {
    there.is_at_main();
    there.person.some_time_passes();
    let parts = there.parts(NIGHTLY);
    let jobs = parts.iter().map(|part| {
        there
            .person
            .does_script("rm -f ../github/drift.* ../github/left; git switch -q main");
        there.person.set_env("VETFORM_SHARD", part);
        let _ = there.step(NIGHTLY, "Look").exits(0);
        let looked = there.output("code");
        there.person.set_env("LOOKED", &looked);
        there.step(NIGHTLY, "Take in")
    });
    let ends = jobs.collect();
    there.person.set_env("VETFORM_SHARD", "1/1");
    there.is_at_main();
    ends
}

#[track_caller]
fn quiet_night(there: &mut Agency) {
    for job in night(there) {
        let _ = job.exits(0);
    }
}

/// The open pull requests: number, and branch with text.
fn open(there: &Agency) -> BTreeMap<String, String> {
    let folder = there
        .person
        .neighbour("github/open")
        .read_dir_utf8()
        .unwrap();
    let files = folder.map(|entry| entry.unwrap().into_path());
    files
        .filter(|path| path.file_name() != Some(".keep"))
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            (path.file_name().unwrap().to_owned(), text)
        })
        .collect()
}

fn branches(there: &Agency) -> String {
    let list = "git ls-remote origin 'refs/heads/vetform/*' | cut -f2";
    there.person.script(list).exits(0).stdout
}

fn lasts(minutes: i64) -> AssessmentChange {
    serde_json::from_value(serde_json::json!({ "duration": minutes })).unwrap()
}

#[test]
fn each_workspace_that_has_drifted_gets_one_pull_request_which_is_edited_in_place_and_closed() {
    let mut there = Agency::new();
    there.person.set_env("VETFORM_WORKSPACE", "care-*");
    there.person.does("apply --auto-approve --send-invites -q");

    // Nothing has drifted: nothing happens.
    quiet_night(&mut there);
    assert_eq!((open(&there).len(), branches(&there)), (0, String::new()));

    // One client's interview is longer now.
    there.changes_live("care-iris", &lasts(40));
    quiet_night(&mut there);
    let first = open(&there);
    assert_eq!(first.len(), 1, "{first:#?}");
    let text = &first["1"];
    assert!(text.starts_with("vetform/drift/care-iris\n"), "{text}");
    assert!(
        text.contains("Somebody changed this in the web app of `care-iris`"),
        "{text}"
    );
    assert!(text.contains("40"), "{text}");
    let changed = there
        .person
        .script("git diff main origin/vetform/drift/care-iris")
        .exits(0)
        .stdout;
    assert!(changed.contains("+  duration: 40"), "{changed}");
    assert_eq!(changed.matches("\n+").count(), 2, "{changed}");

    // The next night finds the same, and pushes nothing.
    let pushed = there
        .person
        .script("git rev-parse origin/vetform/drift/care-iris")
        .stdout;
    quiet_night(&mut there);
    assert_eq!(open(&there), first);
    assert_eq!(
        there
            .person
            .script("git rev-parse origin/vetform/drift/care-iris")
            .stdout,
        pushed
    );

    // It is changed again, and another client's, too.
    there.changes_live("care-iris", &lasts(45));
    there.changes_live("care-abbey", &lasts(50));
    quiet_night(&mut there);
    let second = open(&there);
    assert_eq!(second.keys().collect::<Vec<_>>(), ["1", "2"]);
    assert!(second["1"].contains("45"), "{second:#?}");
    assert!(
        second["2"].starts_with("vetform/drift/care-abbey\n"),
        "{second:#?}"
    );

    // One is put back in the web app; the other is merged.
    there.changes_live("care-iris", &lasts(20));
    there.person.does_script(
        "git merge -q --no-ff -m Merge origin/vetform/drift/care-abbey; git push -q origin main\n\
         git push -q --delete origin vetform/drift/care-abbey; rm ../github/open/2",
    );
    quiet_night(&mut there);
    assert_eq!((open(&there).len(), branches(&there)), (0, String::new()));
    assert!(
        there
            .person
            .read("care/care-coordinator.yaml")
            .contains("duration: 50")
    );
}

#[test]
fn a_change_that_waits_for_its_merge_is_still_drift_for_everybody_else() {
    let mut there = Agency::new();
    there.person.set_env("VETFORM_WORKSPACE", "care-iris");
    there.person.does("apply --auto-approve -q");
    there.changes_live("care-iris", &lasts(40));
    quiet_night(&mut there);
    let said = there.person.runs("drift --detailed-exitcode").exits(2);
    said.shows("the duration was changed from 20 to 40");
}

#[test]
fn what_no_manifest_can_say_is_in_the_pull_request_and_mentions_nobody() {
    let mut there = Agency::new();
    there.person.set_env("VETFORM_WORKSPACE", "care-iris");
    there.person.does("apply --auto-approve -q");
    let change = serde_json::json!({ "title": "Care coordinator ``` @everyone", "duration": 40 });
    there.changes_live("care-iris", &serde_json::from_value(change).unwrap());
    quiet_night(&mut there);
    let text = &open(&there)["1"];
    assert!(
        text.contains("what is left has to be edited by hand"),
        "{text}"
    );
    let mut mentions = text.lines().filter(|line| line.contains("@everyone"));
    let by_hand = mentions.next().unwrap();
    assert!(by_hand.starts_with("    taptalent/Assessment/"), "{text}");
    assert!(by_hand.contains("edit it by hand"), "{text}");
    assert_eq!(mentions.next(), None, "{text}");
}

#[test]
fn a_workspace_that_cannot_be_read_makes_its_job_red_and_keeps_no_other_from_its_pull_request() {
    let mut there = Agency::new();
    there.person.set_env("VETFORM_WORKSPACE", "care-*");
    there.person.does("apply --auto-approve -q");
    there.changes_live("care-iris", &lasts(40));
    there.person.edit(
        "clients/care-elder.yaml",
        "sandbox: { store: .vetform/care-elder.db }",
        "taptalent: { apiKey: { env: NO_SUCH_KEY } }",
    );
    there
        .person
        .does_script("git commit -qam 'A key is missing'; git push -q origin main");
    let ends = night(&mut there);
    assert_eq!(ends.iter().filter(|job| job.code == Some(1)).count(), 1);
    assert_eq!(open(&there).len(), 1);
}

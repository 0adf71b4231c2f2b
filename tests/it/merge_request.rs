//! A merge request from the branch to the drift, played with the `script:` lines of `examples/ci/gitlab` as they stand there,
//! in a scratch repository. GitLab itself is a folder, and `curl` a script that keeps notes in it.

use super::person::{Outcome, Person};

const PIPELINE: &str = include_str!("../../examples/ci/gitlab/.gitlab-ci.yml");

/// What the pipeline asks of GitLab.
const CURL: &str = r#"#!/bin/bash
set -euo pipefail
[[ $* == *'--fail --silent'*'PRIVATE-TOKEN: glpat-test'* ]]
api=https://gitlab.example/api/v4/projects/7/merge_requests/3/notes
method=GET
for ((i = 1; i < $#; i++)); do
  if [[ ${!i} == --request ]]; then j=$((i + 1)); method=${!j}; fi
done
place=${!#}
case "$method $place" in
  "GET https://gitlab.example/api/v4/projects/7/repository/commits/0123abcd/merge_requests")
    echo '[{ "iid": 2, "state": "closed" }, { "iid": 3, "state": "merged" }]' ;;
  "POST $api") if [[ -f result.md || -f review/plan.md ]]; then jq '.id = 12' note.json > "$STORE/result"; else jq '.id = 11' note.json > "$STORE/11.json"; fi ;;
  "GET $api?per_page=100&sort=asc") jq --slurp . "$STORE"/*.json ;;
  "PUT $api/11") [[ -f $STORE/11.json ]] && jq '.id = 11' note.json > "$STORE/11.json" ;;
  *) echo "no such call: $method $place" >&2; exit 22 ;;
esac
"#;

const VOICE: &str = "assessments/backend-voice.yaml";

/// A project on GitLab with `examples/quickstart` in it, and a runner with a checkout.
fn project() -> Person {
    let mut person = Person::with_example("quickstart")
        .with_a_lab_added()
        .with_git();
    let store = person.neighbour("notes");
    for (name, value) in [
        ("VETFORM_WORKSPACE", "lab"),
        ("STORE", store.as_str()),
        ("CI_API_V4_URL", "https://gitlab.example/api/v4"),
        ("CI_PROJECT_ID", "7"),
        ("CI_MERGE_REQUEST_IID", "3"),
        ("NOTE_TOKEN", "glpat-test"),
        ("PROJECT", "."),
        ("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main"),
        ("CI_PROJECT_DIR", "."),
        ("CI_COMMIT_SHA", "0123abcd"),
        (
            "CI_COMMIT_MESSAGE",
            "Merge branch 'longer'\n\nSee merge request acme/hiring!3\n",
        ),
        (
            "CI_PIPELINE_URL",
            "https://gitlab.example/acme/hiring/-/pipelines/9",
        ),
    ] {
        person.set_env(name, value);
    }
    person.write("../bin/curl", CURL);
    person.write(
        "../notes/10.json",
        r#"{ "id": 10, "body": "quoted: <!-- vetform plan -->" }"#,
    );
    person.does_script("chmod +x ../bin/curl\ngit init -q -b main\ngit add .\ngit commit -qm First\ngit remote add origin .");
    person
}

/// Runs a job's script as a runner does in an image without bash.
fn job(person: &Person, name: &str) -> Outcome {
    let pipeline: serde_yaml::Value = serde_yaml::from_str(PIPELINE).unwrap();
    let script = |name: &str| pipeline[name]["script"].as_sequence();
    let base = || script(pipeline[name]["extends"].as_str()?);
    let lines = script(name).or_else(base).unwrap();
    let lines: Vec<&str> = lines.iter().map(|line| line.as_str().unwrap()).collect();
    person.write("../job.sh", &lines.join("\n"));
    person.script("sh -e ../job.sh")
}

/// What the merge starts: the plan, and the apply of just that.
fn merge(person: &Person) -> Outcome {
    let _ = job(person, "plan-merge").exits(0);
    job(person, "apply")
}

/// The note that the pipeline wrote, if it did.
fn note(person: &Person) -> Option<String> {
    let folder = person.neighbour("notes");
    assert!(folder.read_dir_utf8().unwrap().count() <= 2);
    let text = std::fs::read_to_string(folder.join("11.json")).ok()?;
    let note: serde_json::Value = serde_json::from_str(&text).unwrap();
    Some(note["body"].as_str().unwrap().to_owned())
}

/// What the merge request is told in the end.
fn result(person: &Person) -> String {
    let _ = job(person, "result").exits(0);
    let text = std::fs::read_to_string(person.neighbour("notes/result")).unwrap();
    let note: serde_json::Value = serde_json::from_str(&text).unwrap();
    note["body"].as_str().unwrap().to_owned()
}

fn retitle_in_the_web_app(person: &Person, title: &str) {
    person.retitles_live(title);
}

#[test]
fn a_merge_request_is_planned_merged_applied_and_later_drifts() {
    let person = project();
    let _ = merge(&person).exits(0);
    let _ = person.writes();

    person.edit(VOICE, "duration: 25 ", "duration: 30 ");
    let _ = job(&person, "validate").exits(0);
    let _ = job(&person, "plan").exits(0);
    assert!(person.read("review/comment.md").contains("duration"));
    assert_eq!(person.writes(), Vec::<String>::new());

    let _ = merge(&person).exits(0);
    assert_eq!(person.writes().len(), 1);
    let report: serde_json::Value = serde_json::from_str(&person.read("report.json")).unwrap();
    assert_eq!(
        (&report["outcome"], &report["verified"]),
        (&"complete".into(), &true.into())
    );
    let _ = job(&person, "plan-invites").exits(0);
    let _ = job(&person, "send-invites").exits(0);
    assert_eq!(person.writes(), Vec::<String>::new());

    // What was not planned is not applied.
    person.does_script("rm review/change.plan");
    let _ = job(&person, "apply").exits(3);

    let _ = job(&person, "drift").exits(0);
    retitle_in_the_web_app(&person, "Somebody else's title");
    let drifted = job(&person, "drift").exits(2);
    drifted.shows("Somebody else's title");
}

#[test]
fn a_merged_request_is_told_what_came_of_it() {
    let person = project();
    if person.script("jq --version").code != Some(0) {
        println!("jq is not installed: the script of the note was not run");
        return;
    }
    let _ = merge(&person).exits(0);
    insta::assert_snapshot!(result(&person), @"
    ## vetform apply lab

    <b>Applied</b>: 3 done, 0 failed, 0 skipped.

    ### Done

    - created <b>“Backend Engineer Voice Interview”</b> <sub><code>taptalent/Assessment/backend-voice</code></sub> <sub>4 calls ([id])</sub>
    - created <b>“Backend Engineer System Design Interview”</b> <sub><code>taptalent/Assessment/system-design</code></sub> <sub>3 calls ([id])</sub>
    - created <b>“Engineering screen”</b> <sub><code>taptalent/Flow/engineering-screen</code></sub> <sub>1 call (1)</sub>

    <sub>[The whole pipeline](https://gitlab.example/acme/hiring/-/pipelines/9)</sub>
    ");
    let history = person.runs("history --format json").exits(0).stdout;
    assert!(history.contains("\"pullRequest\": \"3\""), "{history}");
    // Nothing is applied where the plan fails.
    person.does_script("rm -r review result.md report.json");
    person.edit(VOICE, "status: fail }", "status: pass }");
    let _ = job(&person, "plan-merge").exits(4);
    let told = result(&person);
    assert!(
        told.starts_with("Merged, and <b>nothing was applied</b>")
            && told.contains("create-only-field"),
        "{told}"
    );
}

#[test]
fn a_wrong_manifest_is_red_in_every_job_that_reads_it() {
    let person = project();
    person.edit(VOICE, "duration: 25 ", "duratoin: 25");
    for name in ["validate", "plan", "plan-merge", "drift"] {
        let outcome = job(&person, name).exits(3);
        assert!(
            outcome.to_string().contains("did you mean `duration`?"),
            "{outcome}"
        );
    }
    assert_eq!(person.calls(), Vec::<String>::new());
}

#[test]
fn a_merge_request_has_one_note_that_is_edited_in_place() {
    let person = project();
    if person.script("jq --version").code != Some(0) {
        println!("jq is not installed: the script of the note was not run");
        return;
    }
    let _ = job(&person, "plan").exits(0);
    let _ = job(&person, "note").exits(0);
    let first = note(&person).unwrap();
    assert!(
        first.starts_with("<!-- vetform plan -->\n✅ Rehearsed in a copy of what is live"),
        "{first}"
    );
    assert!(first.contains("Voice"), "{first}");

    person.edit(VOICE, "duration: 25 ", "duration: 31 ");
    let _ = job(&person, "plan").exits(0);
    let _ = job(&person, "note").exits(0);
    let second = note(&person).unwrap();
    let longer = "</code>): 31\n";
    assert!(
        second.contains(longer) && !first.contains(longer),
        "{second}"
    );

    // The plan's job left nothing.
    person.does_script("rm -r review");
    let _ = job(&person, "note").exits(0);
    let third = note(&person).unwrap();
    assert!(third.contains("The manifests are wrong"), "{third}");

    let without = person.with_env("NOTE_TOKEN", "");
    let refused = job(&without, "note");
    assert_ne!(refused.code, Some(0), "{refused}");
}

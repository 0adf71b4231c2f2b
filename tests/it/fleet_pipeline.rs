//! Many workspaces on GitLab: the `script:` lines of `examples/ci/gitlab/fleet.gitlab-ci.yml`, played with the clients of
//! `examples/fleet`. GitLab is a folder, and `curl` a script that keeps merge requests in it.

use serde_json::Value;
use vetform::sandbox::AssessmentChange;

use super::agency::Agency;
use super::person::Outcome;

const PIPELINE: &str = include_str!("../../examples/ci/gitlab/fleet.gitlab-ci.yml");

/// What the pipeline asks of GitLab.
const CURL: &str = r#"#!/bin/bash
set -euo pipefail
[[ $* == *'--fail --silent'*'PRIVATE-TOKEN: glpat-test'* ]]
api=https://gitlab.example/api/v4/projects/7
method=GET data=
for ((i = 1; i < $#; i++)); do
  j=$((i + 1))
  if [[ ${!i} == --request ]]; then method=${!j}; fi
  if [[ ${!i} == --data ]]; then data=${!j}; fi
done
if [[ $data == @* ]]; then data=$(< "${data#@}"); fi
place=${!#}
case "$method $place" in
  "GET $api/deployments?environment=staging&status=success&order_by=id&sort=desc&per_page=100") cat "$STORE/deployments" ;;
  "GET $api/repository/commits/$CI_COMMIT_SHA/merge_requests") echo '[{ "iid": 3, "state": "merged" }]' ;;
  "POST $api/merge_requests/3/notes") jq --raw-output .body <<< "$data" > "$STORE/told" ;;
  "GET $api/merge_requests?state=opened&labels=vetform-drift&per_page=100")
    jq --slurp '[.[] | select(.state == "opened" and .labels == "vetform-drift")]' "$STORE"/*.json ;;
  "POST $api/merge_requests")
    iid=$(($(ls "$STORE"/*.json | wc -l) + 1))
    jq --argjson iid "$iid" '. + { iid: $iid, state: "opened", source_project_id: 7 }' <<< "$data" > "$STORE/$iid.json" ;;
  "PUT $api/merge_requests/"*)
    file=$STORE/${place##*/}.json
    jq --argjson data "$data" '. + $data | if .state_event == "close" then .state = "closed" else . end' "$file" > "$STORE/edited"
    mv "$STORE/edited" "$file" ;;
  *) echo "no such call: $method $place" >&2; exit 22 ;;
esac
"#;

fn at_gitlab() -> Agency {
    let mut there = Agency::new();
    let store = there.person.neighbour("gitlab");
    for (name, value) in [
        ("STORE", store.as_str()),
        ("CI_API_V4_URL", "https://gitlab.example/api/v4"),
        ("CI_PROJECT_ID", "7"),
        ("CI_SERVER_HOST", "gitlab.example"),
        ("CI_DEFAULT_BRANCH", "main"),
        ("NOTE_TOKEN", "glpat-test"),
        ("CLIENTS", "{tech,care,retail}-*"),
        (
            "CI_COMMIT_MESSAGE",
            "Merge branch 'longer'\n\nSee merge request acme/hiring!3\n",
        ),
        (
            "CI_PIPELINE_URL",
            "https://gitlab.example/acme/hiring/-/pipelines/9",
        ),
    ] {
        there.person.set_env(name, value);
    }
    there.person.write("../bin/curl", CURL);
    // A stranger's, from a fork, with the name of a branch of ours.
    there.person.write(
        "../gitlab/1.json",
        r#"{ "iid": 1, "state": "opened", "labels": "vetform-drift", "source_project_id": 8, "source_branch": "vetform/drift/care-iris" }"#,
    );
    there
        .person
        .does_script("chmod +x ../bin/curl; printf '%s\\n' review 'report*.json' 'result*.md' body.md note.json >> .git/info/exclude");
    is_at(&mut there, "main");
    there
}

/// A job has a checkout of this commit.
fn is_at(there: &mut Agency, commit: &str) {
    let checkout = format!("git fetch -q --prune; git checkout -q {commit}; git rev-parse HEAD");
    let head = there.person.script(&checkout).exits(0).stdout;
    there.person.set_env("CI_COMMIT_SHA", head.trim());
}

fn pipeline(name: &str) -> serde_yaml::Value {
    let pipeline: serde_yaml::Value = serde_yaml::from_str(PIPELINE).unwrap();
    pipeline[name].clone()
}

fn job(there: &Agency, name: &str) -> Outcome {
    let job = pipeline(name);
    let base = job["extends"].as_str().map(pipeline);
    let lines = base.as_ref().unwrap_or(&job)["script"].as_sequence();
    let lines = lines.unwrap();
    let lines: Vec<&str> = lines.iter().map(|line| line.as_str().unwrap()).collect();
    there.person.write("../job.sh", &lines.join("\n"));
    there.person.script("sh -e ../job.sh")
}

/// Each job of those that run in parallel.
fn jobs(there: &mut Agency, name: &str) -> Vec<Outcome> {
    let total = pipeline(name)["parallel"].as_u64().unwrap();
    there.person.set_env("CI_NODE_TOTAL", &total.to_string());
    let all = (1..=total).map(|index| {
        there.person.set_env("CI_NODE_INDEX", &index.to_string());
        job(there, name)
    });
    all.collect()
}

/// What a job tells the merge request; nothing of it is left for the next one.
fn told(there: &mut Agency, name: &str, tag: Option<&str>) -> String {
    there
        .person
        .set_env("CI_COMMIT_TAG", tag.unwrap_or_default());
    let _ = job(there, name).exits(0);
    there.person.does_script("rm -f result*.md");
    there.person.read("../gitlab/told")
}

fn requests(there: &Agency) -> Vec<Value> {
    let all = there
        .person
        .script("jq --slurp . ../gitlab/*.json")
        .exits(0);
    let all: Vec<Value> = serde_json::from_str(&all.stdout).unwrap();
    let ours = all.into_iter().filter(|one| one["source_project_id"] == 7);
    ours.collect()
}

#[test]
fn a_merge_goes_to_staging_and_its_tag_to_production_and_every_client() {
    let mut there = at_gitlab();
    there.person.write("../gitlab/deployments", "[]");
    let _ = job(&there, "check-tag").exits(1);
    let _ = job(&there, "staging").exits(0);
    let said = told(&mut there, "tell-staging", None);
    assert!(
        said.starts_with("## vetform apply staging\n\n<b>Applied</b>: "),
        "{said}"
    );
    let merged = there.person.script("git rev-parse HEAD").stdout;
    let deployed = format!(r#"[{{ "sha": "{}" }}]"#, merged.trim());
    there.person.write("../gitlab/deployments", &deployed);
    there
        .person
        .ends("plan -w production --detailed-exitcode", 2);

    // A tag on something that nobody has merged.
    there.person.does_script(
        "git switch -q -c elsewhere; git commit -q --allow-empty -m Other; git tag v1-elsewhere",
    );
    is_at(&mut there, "v1-elsewhere");
    let refused = job(&there, "check-tag").exits(1);
    refused.shows("is not on the protected branch");

    is_at(&mut there, "main");
    for name in ["check-tag", "plan-production", "production"] {
        let _ = job(&there, name).exits(0);
    }
    let said = told(&mut there, "tell-production", Some("v7"));
    assert!(
        said.starts_with("<b>v7</b>:\n\n## vetform apply production\n"),
        "{said}"
    );
    there.person.does("plan -w production --detailed-exitcode");
    for name in ["plan-clients", "clients"] {
        for part in jobs(&mut there, name) {
            let _ = part.exits(0);
        }
    }
    let said = told(&mut there, "tell-clients", Some("v7"));
    assert_eq!(said.matches("<b>Applied</b>: 3 done, 0 failed").count(), 40);
    let history = there.person.runs("history -w care-iris --format json");
    assert!(history.exits(0).stdout.contains("\"pullRequest\": \"3\""));
    let left = there
        .person
        .runs("plan --all-workspaces --detailed-exitcode")
        .exits(2);
    left.shows("42 workspaces: 1 with pending changes, 41 ok.");
}

fn lasts(minutes: i64) -> AssessmentChange {
    serde_json::from_value(serde_json::json!({ "duration": minutes })).unwrap()
}

fn quiet_night(there: &mut Agency) {
    is_at(there, "main");
    there.person.some_time_passes();
    for part in jobs(there, "nightly") {
        let _ = part.exits(0);
    }
    is_at(there, "main");
}

#[test]
fn each_workspace_that_has_drifted_gets_one_merge_request_which_is_edited_in_place_and_closed() {
    let mut there = at_gitlab();
    there
        .person
        .does("apply -w care-* --auto-approve --send-invites -q");
    quiet_night(&mut there);
    assert_eq!(requests(&there), Vec::<Value>::new());

    there.changes_live("care-iris", &lasts(40));
    quiet_night(&mut there);
    let first = requests(&there);
    assert_eq!(first.len(), 1, "{first:#?}");
    assert_eq!(first[0]["source_branch"], "vetform/drift/care-iris");
    let text = first[0]["description"].as_str().unwrap();
    assert!(text.contains("in the web app of `care-iris`"), "{text}");

    there.changes_live("care-iris", &lasts(45));
    quiet_night(&mut there);
    let second = requests(&there);
    assert_eq!((second.len(), &second[0]["state"]), (1, &"opened".into()));
    assert!(second[0]["description"].as_str().unwrap().contains("45"));
    let changed = there
        .person
        .script("git diff main origin/vetform/drift/care-iris");
    assert!(changed.exits(0).stdout.contains("+  duration: 45"));

    there.changes_live("care-iris", &lasts(20));
    quiet_night(&mut there);
    assert_eq!(requests(&there)[0]["state"], "closed");
    let branches = "git ls-remote origin 'refs/heads/vetform/*'";
    assert_eq!(there.person.script(branches).exits(0).stdout, "");
    let stranger = there.person.read("../gitlab/1.json");
    assert!(stranger.contains("opened"), "{stranger}");
}

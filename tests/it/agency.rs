//! `examples/fleet` in a scratch repository, and the runner that plays the recipes for many workspaces there. GitHub is a folder,
//! and `gh` a script that keeps pull requests in it.

use vetform::sandbox::{AssessmentChange, Options, Sandbox, Store};

use super::person::{Outcome, Person};
use super::pull_request::run_of;

/// What the recipes ask of GitHub. A pull request is a file: its branch, and then its text.
const GH: &str = r#"#!/bin/bash
set -euo pipefail
case "$*" in
  "auth setup-git") ;;
  "api repos/acme/hiring/commits/$GITHUB_SHA/check-runs?check_name=staging&filter=latest --jq .check_runs[0].conclusion") echo success ;;
  "api repos/acme/hiring/commits/$GITHUB_SHA/pulls --jq "*) echo 1 ;;
  "api --method POST repos/acme/hiring/issues/1/comments --field body=@body.md") cp body.md "$GH_STORE/told" ;;
  "run download 7 --repo acme/hiring --pattern vetform-result-* --dir result") cp -R "$GH_STORE/results" result ;;
  "pr list --state open --limit 1000 --json number,headRefName,isCrossRepository --jq "*)
    for request in "$GH_STORE"/open/*; do
      if [[ -f $request ]]; then echo "$(head -n 1 "$request") ${request##*/}"; fi
    done ;;
  "pr create --base main --head "*)
    number=$(($(ls "$GH_STORE/open" "$GH_STORE/closed" | grep -c '^[0-9]' || true) + 1))
    { echo "$6"; cat "${10}"; } > "$GH_STORE/open/$number" ;;
  "pr edit "*" --body-file "*)
    { head -n 1 "$GH_STORE/open/$3"; cat "$5"; } > "$GH_STORE/edited"
    mv "$GH_STORE/edited" "$GH_STORE/open/$3" ;;
  "pr close "*" --delete-branch --comment "*)
    git push --quiet --delete origin "$(head -n 1 "$GH_STORE/open/$3")"
    mv "$GH_STORE/open/$3" "$GH_STORE/closed/$3" ;;
  *) echo "no such call: gh $*" >&2; exit 1 ;;
esac
"#;

pub(super) struct Agency {
    pub(super) person: Person,
}

impl Agency {
    pub(super) fn new() -> Self {
        let mut person = Person::with_example("fleet").with_git();
        let store = person.neighbour("github");
        for (name, value) in [
            ("GH_STORE", store.as_str()),
            ("REPO", "acme/hiring"),
            ("PROJECT", "."),
            ("JOBS", "3"),
            ("GITHUB_RUN_ID", "7"),
            ("GITHUB_STEP_SUMMARY", store.join("summary").as_str()),
            ("GITHUB_OUTPUT", store.join("output").as_str()),
            ("RUNNER_TEMP", store.as_str()),
            ("NUMBER", "1"),
            ("GITHUB_REF_NAME", "v7"),
            (
                "RUN_URL",
                "https://github.example.com/acme/hiring/actions/runs/7",
            ),
        ] {
            person.set_env(name, value);
        }
        person.write("../bin/gh", GH);
        person.write("../github/open/.keep", "");
        person.write("../github/closed/.keep", "");
        person.does_script(
            "chmod +x ../bin/gh\n\
             git init -q -b main; printf '%s\\n' plan.md applied.md report.json result body.md > .git/info/exclude\n\
             git add .; git commit -qm 'Forty clients'; git init -q --bare ../origin.git\n\
             git remote add origin ../origin.git; git push -q origin main; git fetch -q",
        );
        let mut here = Self { person };
        here.is_at_main();
        here
    }

    /// A job has a checkout of the main branch.
    pub(super) fn is_at_main(&mut self) {
        let head = "git switch -q main; git fetch -q --prune; git rev-parse HEAD";
        let head = self.person.script(head).exits(0).stdout;
        self.person.set_env("GITHUB_SHA", head.trim());
    }

    pub(super) fn step(&self, workflow: &str, name: &str) -> Outcome {
        self.person.script(&Self::text_of(workflow, name))
    }

    fn text_of(workflow: &str, name: &str) -> String {
        let root = env!("CARGO_MANIFEST_DIR");
        let path = format!("{root}/examples/ci/github/{workflow}");
        run_of(&std::fs::read_to_string(path).unwrap(), name)
    }

    /// What a step has put out under this name, at last.
    pub(super) fn output(&self, name: &str) -> String {
        let text = self.person.read("../github/output");
        let lines = text.lines().filter_map(|line| line.split_once('='));
        let mut named = lines.filter(|(known, _)| *known == name);
        named.next_back().unwrap().1.to_owned()
    }

    /// The parts of the matrix that the step `Parts` makes.
    pub(super) fn parts(&self, workflow: &str) -> Vec<String> {
        // The job that asks for the parts has none.
        let step = Self::text_of(workflow, "Parts");
        self.person
            .does_script(&format!("unset VETFORM_SHARD\n{step}"));
        let matrix: serde_json::Value = serde_json::from_str(&self.output("matrix")).unwrap();
        serde_json::from_value(matrix["shard"].clone()).unwrap()
    }

    /// Somebody changes the interview for care coordinators in the web app of a workspace.
    pub(super) fn changes_live(&self, workspace: &str, change: &AssessmentChange) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let store = Store::File(self.person.path(&format!(".vetform/{workspace}.db")));
        let options = Options {
            store,
            ..Options::default()
        };
        let sandbox = runtime.block_on(Sandbox::start(options)).unwrap();
        let app = sandbox.web_app();
        let live = app.state().unwrap();
        // Which of its assessments was created first is chance.
        let all = live["assessments"].as_array().unwrap();
        let title = |one: &serde_json::Value| one["title"].as_str().unwrap().to_owned();
        let mut named = all
            .iter()
            .filter(|one| title(one).contains("Care coordinator"));
        let id = named.next().unwrap()["assessmentId"].as_str().unwrap();
        app.set_assessment(id, change).unwrap();
        runtime.block_on(sandbox.stop());
    }
}

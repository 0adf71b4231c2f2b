//! A pull request from the branch to the drift, played with the `run:` steps of `examples/ci/github` as they stand there,
//! in a scratch repository. GitHub itself is a folder, and `gh` a script that keeps comments and artifacts in it.

use camino::Utf8PathBuf;
use vetform::sandbox::AssessmentChange;

use super::person::{Outcome, Person};

/// What the workflows ask of GitHub. Who wrote a comment stands in its first line, as `Bot` or `User`.
const GH: &str = r#"#!/bin/bash
set -euo pipefail
case "$*" in
  "run download 7 --repo acme/hiring --name vetform-review --dir review") cp -R "$GH_STORE/artifact" review ;;
  "run download 7 --repo acme/hiring --name vetform-plan --dir review") cp -R "$GH_STORE/plan" review ;;
  "run download 7 --repo acme/hiring --name vetform-result --dir result") rm -rf result; cp -R "$GH_STORE/result" result ;;
  "api repos/acme/hiring/commits/"*"/pulls --jq "*) echo 1 ;;
  "api repos/acme/hiring/pulls/1 --jq .head.sha") cat "$GH_STORE/head" ;;
  "api --paginate repos/acme/hiring/issues/1/comments --jq "*)
    [[ $* == *'select(.user.type == "Bot" and (.body | startswith("<!-- vetform plan -->")))'* ]]
    for comment in "$GH_STORE"/comments/*; do
      if [[ $(head -n 2 "$comment") == $'Bot\n<!-- vetform plan -->' ]]; then basename "$comment"; fi
    done ;;
  "api --method PATCH repos/acme/hiring/issues/comments/"*" --field body=@body.md")
    { echo Bot; cat body.md; } > "$GH_STORE/comments/${4##*/}" ;;
  "api --method POST repos/acme/hiring/issues/1/comments --field body=@body.md")
    { echo Bot; cat body.md; } > "$GH_STORE/comments/$((100 + $(ls "$GH_STORE/comments" | wc -l)))" ;;
  *) echo "no such call: gh $*" >&2; exit 1 ;;
esac
"#;

/// A repository on GitHub with `examples/quickstart` on its main branch, and a runner with a checkout of it.
pub(super) struct Repository {
    pub(super) person: Person,
}

impl Repository {
    pub(super) fn new() -> Self {
        let mut person = Person::with_example("quickstart")
            .with_a_lab_added()
            .with_git();
        let store = person.neighbour("github");
        for (name, value) in [
            ("VETFORM_WORKSPACE", "lab"),
            ("GH_STORE", store.as_str()),
            ("REPO", "acme/hiring"),
            ("RUN", "7"),
            ("NUMBER", "1"),
            ("PROJECT", "."),
            ("CONFIG_FROM", "refs/remotes/origin/main"),
            ("GITHUB_RUN_ID", "7"),
            (
                "RUN_URL",
                "https://github.example.com/acme/hiring/actions/runs/7",
            ),
            ("GITHUB_SHA", "0123456789abcdef0123456789abcdef01234567"),
            ("GITHUB_OUTPUT", store.join("output").as_str()),
            ("GITHUB_STEP_SUMMARY", store.join("summary").as_str()),
        ] {
            person.set_env(name, value);
        }
        person.write("../bin/gh", GH);
        person.write(
            "../github/comments/100",
            "User\n<!-- vetform plan -->\nquoted by a person\n",
        );
        let hook = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/ci/pre-commit");
        // What the runner leaves behind, and the state, which elsewhere lies in a bucket.
        let left = "review\nresult\nvetform.state\nbody.md\ndrift.md\nreport.json\n";
        let here = Self { person };
        let _ = here.shell(&format!(
            "chmod +x ../bin/gh\ngit init -q -b main\ncp {hook} .git/hooks/pre-commit\nchmod +x .git/hooks/pre-commit\n\
             printf '{left}' > .git/info/exclude\ngit add .\ngit commit -qm 'First interviews'\n\
             git remote add origin .\ngit fetch -q",
            left = left.replace('\n', "\\n"),
        ));
        here
    }

    #[track_caller]
    fn shell(&self, script: &str) -> Outcome {
        self.person.script(script).exits(0)
    }

    /// Runs the step of this name of a workflow.
    fn step(&self, workflow: &str, name: &str) -> Outcome {
        let path = format!(
            "{}/examples/ci/github/{workflow}",
            env!("CARGO_MANIFEST_DIR")
        );
        let text = std::fs::read_to_string(path).unwrap();
        self.person.script(&run_of(&text, name))
    }

    /// Commits everything on the branch that is checked out, and lets the pull request's workflows run.
    fn push(&mut self, message: &str) -> Outcome {
        let _ = self.shell(&format!(
            "git add .\ngit commit -qm '{message}'\nrm -rf review"
        ));
        let head = self.shell("git rev-parse HEAD | tee ../github/head").stdout;
        self.person.set_env("HEAD_SHA", head.trim());
        let _ = self.step("vetform-plan.yml", "Validate").exits(0);
        let mut planned = self.step("vetform-plan.yml", "Plan");
        if planned.code == Some(0) {
            planned = self.step("vetform-plan.yml", "Rehearse");
        }
        let _ = self.step("vetform-plan.yml", "Note the number").exits(0);
        let _ = self.shell("rm -rf ../github/artifact\nmv review ../github/artifact");
        planned
    }

    fn comment(&self) -> Outcome {
        let _ = self.shell("rm -rf review");
        let _ = self.step("vetform-comment.yml", "Download").exits(0);
        self.step("vetform-comment.yml", "Comment")
    }

    /// Merges the branch.
    fn merge(&self, branch: &str) {
        let _ = self.shell(&format!(
            "git switch -q main\ngit merge -q --no-ff -m Merge {branch}\ngit fetch -q"
        ));
    }

    /// The first job of the workflow of the main branch: its plan goes to the artifacts, if there is one.
    fn plans_main(&self) -> Outcome {
        let _ = self.shell("rm -rf review result ../github/plan");
        let planned = self.step("vetform-apply.yml", "Plan");
        let _ = self.shell(
            "if [[ -f review/change.plan ]]; then mkdir ../github/plan; mv review/change.plan ../github/plan; else mkdir -p result; mv review/plan.md result; fi\n\
             rm -rf review",
        );
        planned
    }

    /// The second one.
    fn applies_main(&self) -> Outcome {
        let _ = self.shell("rm -rf review");
        let fetched = self.step("vetform-apply.yml", "Fetch the plan");
        if fetched.code == Some(0) {
            self.step("vetform-apply.yml", "Apply")
        } else {
            fetched
        }
    }

    /// The last one, after an apply that ended so. What the others left for it is in the artifacts.
    fn tells(&mut self, apply: &str) -> String {
        let _ = self.shell(
            "rm -rf ../github/result\nif [[ -d result ]]; then mv result ../github/result; fi\nrm -rf body.md",
        );
        let found = self.step("vetform-apply.yml", "Find the pull request");
        let _ = found.exits(0);
        let number = std::fs::read_to_string(self.person.neighbour("github/output")).unwrap();
        assert_eq!(number.lines().last(), Some("number=1"));
        self.person.set_env("APPLY", apply);
        let before = self.comments().len();
        let _ = self
            .step("vetform-apply.yml", "Tell the pull request")
            .exits(0);
        let comments = self.comments();
        assert_eq!(comments.len(), before + 1);
        comments.last().unwrap().1.clone()
    }

    /// Both.
    fn runs_main(&self) -> Outcome {
        let _ = self.plans_main().exits(0);
        self.applies_main()
    }

    fn comments(&self) -> Vec<(Utf8PathBuf, String)> {
        let folder = self.person.neighbour("github/comments");
        let entries = folder.read_dir_utf8().unwrap();
        let mut all: Vec<_> = entries
            .map(|entry| entry.unwrap().into_path())
            .map(|path| (path.clone(), std::fs::read_to_string(path).unwrap()))
            .collect();
        all.sort();
        all
    }

    /// Somebody retitles the voice interview in the web app.
    fn retitle_in_the_web_app(&self, title: &str) {
        let live = self.person.live();
        let all = live["assessments"].as_array().unwrap();
        let voice = all
            .iter()
            .find(|one| one["title"].as_str().unwrap().contains("Voice"));
        let id = voice.unwrap()["assessmentId"].as_str().unwrap();
        let change = AssessmentChange {
            title: Some(title.to_owned()),
            ..AssessmentChange::default()
        };
        let app = self.person.system().web_app();
        app.set_assessment(id, &change).unwrap();
    }
}

/// The text of a step's `run:`, by the step's name.
#[track_caller]
pub(super) fn run_of(workflow: &str, name: &str) -> String {
    let (_, step) = workflow.split_once(&format!("- name: {name}\n")).unwrap();
    let step = step.split("\n      - ").next().unwrap();
    let (_, run) = step.split_once("        run: ").unwrap();
    let block = run.strip_prefix("|").and_then(|rest| rest.split_once('\n'));
    match block {
        None => run.lines().next().unwrap().to_owned(),
        Some((_, block)) => {
            let indented = "          ";
            let lines = block
                .lines()
                .take_while(|line| line.is_empty() || line.starts_with(indented));
            let lines: Vec<&str> = lines
                .map(|line| line.strip_prefix(indented).unwrap_or(line))
                .collect();
            lines.join("\n")
        }
    }
}

const VOICE: &str = "assessments/backend-voice.yaml";

#[test]
fn a_pull_request_is_planned_commented_merged_applied_and_later_drifts() {
    let mut there = Repository::new();
    let _ = there.runs_main().exits(0);

    // The branch: what is wrong does not even become a commit.
    let _ = there.shell("git switch -q -c senior");
    there.person.edit(VOICE, "duration: 25 ", "duratoin: 25");
    let refused = there.person.script("git commit -qam 'Typo'").exits(1);
    refused.tells("did you mean `duration`?");
    there.person.edit(VOICE, "duratoin: 25", "duration: 30 ");

    // Two pushes, one comment.
    let _ = there.push("Five minutes more").exits(0);
    let _ = there.comment().exits(0);
    there.person.edit(
        VOICE,
        "title: Backend Engineer Voice",
        "title: Senior Backend Engineer Voice",
    );
    let _ = there.push("A better title").exits(0);
    let _ = there.person.writes();
    let _ = there.comment().exits(0);
    let comments = there.comments();
    assert_eq!(comments.len(), 2, "{comments:#?}");
    assert!(comments[0].1.ends_with("quoted by a person\n"));
    let plan = &comments[1].1;
    let rehearsed = "\n<!-- vetform plan -->\n✅ Rehearsed in a copy of what is live in workspace lab: the 1 change worked";
    for part in [rehearsed, "duration", "Senior", "PUT /assessment/"] {
        assert!(plan.contains(part), "{part}: {plan}");
    }

    // A number that is not the one of what was planned.
    let _ = there.shell("cp ../github/head ../github/kept\necho 0000 > ../github/head");
    let _ = there.comment().exits(1);
    let _ = there.shell("mv ../github/kept ../github/head");
    assert_eq!(there.comments(), comments);

    // The merge applies what was reviewed, and nothing is left.
    there.merge("senior");
    let applied = there.runs_main().exits(0);
    assert!(
        applied
            .stdout
            .ends_with("Applied: 1 done, 0 failed, 0 skipped; read back and as declared.\n"),
        "{applied}"
    );
    let writes = there.person.writes();
    assert_eq!(writes.len(), 1, "{writes:?}");
    insta::assert_snapshot!(there.tells("success"), @"
    Bot
    ## vetform apply lab

    <b>Applied</b>: 1 done, 0 failed, 0 skipped.

    ### Done

    - updated <b>“Senior Backend Engineer Voice Interview”</b> <sub><code>taptalent/Assessment/backend-voice</code></sub> <sub>1 call ([id])</sub>

    <sub>[The whole run](https://github.example.com/acme/hiring/actions/runs/7)</sub>
    ");
    let _ = there.step("vetform-drift.yml", "Look").exits(0);

    // Drift is found, shown, and taken back.
    there.retitle_in_the_web_app("Voice interview (old)");
    let _ = there.step("vetform-drift.yml", "Look").exits(2);
    let summary = std::fs::read_to_string(there.person.neighbour("github/summary")).unwrap();
    assert!(summary.contains("changed in the web app"), "{summary}");
    let _ = there.runs_main().exits(0);
    there.person.does("plan --detailed-exitcode");

    // Or it is taken into the manifests.
    there.retitle_in_the_web_app("Voice interview (new)");
    let _ = there.step("vetform-drift.yml", "Look").exits(2);
    there.person.does("pull --write");
    assert!(there.person.read(VOICE).contains("Voice interview (new)"));
    there.person.does("plan --detailed-exitcode");
}

#[test]
fn what_moved_between_the_plan_and_the_apply_of_a_merge_is_not_touched() {
    let mut there = Repository::new();
    let _ = there.runs_main().exits(0);
    let _ = there.shell("git switch -q -c longer");
    there.person.edit(VOICE, "duration: 25 ", "duration: 30 ");
    let _ = there.push("Five minutes more").exits(0);
    there.merge("longer");
    let _ = there.plans_main().exits(0);
    there.retitle_in_the_web_app("Voice interview (old)");
    let _ = there.person.writes();
    let _ = there.applies_main().exits(5);
    assert_eq!(there.person.writes(), Vec::<String>::new());
    insta::assert_snapshot!(there.tells("failure"), @"
    Bot
    ## vetform apply lab

    <b>Nothing was applied</b>: 0 done, 1 failed, 0 skipped.

    Changes that no longer match were skipped: plan again, and review what has changed.

    ### Failed

    - <b>“Backend Engineer Voice Interview”</b> <sub><code>taptalent/Assessment/backend-voice</code></sub>: “Backend Engineer Voice Interview”: live has changed since the plan was saved: title; nothing was sent for it: plan and review again

    <sub>[The whole run](https://github.example.com/acme/hiring/actions/runs/7)</sub>
    ");
}

#[test]
fn without_a_green_plan_nothing_is_applied() {
    let mut there = Repository::new();
    let _ = there.runs_main().exits(0);
    there.person.edit(VOICE, "status: fail }", "status: pass }");
    let _ = there.person.writes();
    let _ = there.plans_main().exits(4);
    let _ = there.applies_main().exits(1);
    let _ = there.shell("git checkout -q .");
    there.person.edit(VOICE, "duration: 25 ", "duratoin: 25 ");
    let _ = there.plans_main().exits(3);
    let _ = there.applies_main().exits(1);
    assert_eq!(there.person.writes(), Vec::<String>::new());
    insta::assert_snapshot!(there.tells("skipped"), @"
    Bot
    Merged, and <b>nothing was applied</b>: the plan has to be put right first.

    ### vetform plan failed

    <p><b>the manifests or the configuration have an error</b></p>

    - <code>assessments/backend-voice.yaml:22:3</code>: <code>spec</code> has no field <code>duratoin</code> &#91;unknown-field&#93;

    <p>What to do: <code>vetform validate</code> shows what to do about each</p>

    <sub>Exit code 3; no changes are shown, because the plan could not be made.</sub>

    <sub>[The whole run](https://github.example.com/acme/hiring/actions/runs/7)</sub>
    ");
}

#[test]
fn a_pull_request_cannot_send_the_keys_of_its_plan_elsewhere() {
    let mut there = Repository::new();
    let _ = there.runs_main().exits(0);
    let _ = there.shell("git switch -q -c theirs");
    let config = there.person.read("vetform.yaml");
    let url = there.person.system().taptalent_url();
    let theirs = config.replace(&url, "https://keys.invalid/v1");
    let theirs = theirs.replace(
        "{ env: TAPTALENT_LAB_KEY }",
        "{ command: [touch, ../stolen] }",
    );
    assert_ne!(config, theirs);
    there.person.write("vetform.yaml", &theirs);
    let _ = there.push("Nothing to see").exits(0);
    assert!(!there.person.neighbour("stolen").exists());
    let _ = there.comment().exits(0);
    let plan = &there.comments()[1].1;
    assert!(plan.contains("config-changed"), "{plan}");
}

#[test]
fn a_plan_with_something_blocked_is_red_and_says_so_in_the_comment() {
    let mut there = Repository::new();
    let _ = there.runs_main().exits(0);
    let _ = there.shell("git switch -q -c buckets");
    there.person.edit(VOICE, "status: fail }", "status: pass }");
    let _ = there.push("Everybody passes").exits(4);
    let _ = there.comment().exits(0);
    let comments = there.comments();
    assert!(comments[1].1.contains("create-only-field"), "{comments:#?}");
}

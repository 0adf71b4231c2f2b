//! `init --adopt`: a project of what is live already, from the configuration to a plan that is empty.

use super::binary::applied;
use super::person::Person;

/// Somebody whose TapTalent has an assessment and a flow that no manifest and no state knows.
pub(super) fn with_something_live() -> Person {
    let person = applied();
    std::fs::remove_file(person.path("all.yaml")).unwrap();
    person.lose_state();
    person
}

#[test]
fn what_is_live_becomes_a_project_whose_plan_is_empty() {
    let person = with_something_live();
    let config = person.read("vetform.yaml");
    let adopted = person.runs("init --adopt").exits(0);
    insta::assert_snapshot!(adopted, @"
    exit 0
    ── stdout
    ./.gitignore
    ok       configuration  [project]/vetform.yaml, workspace lab: taptalent
    warning  manifests      resources: 0, warnings: 1
             → `vetform validate` shows them
    ok       taptalent key  found, and looks valid
    ok       taptalent      http://127.0.0.1:[port]/taptalent/v1/partner responds and accepts the key
    ok       state          [project]/vetform.state/lab.json: nothing applied yet
    ok       lock           can be acquired and released

    6 checked: 0 failed, 1 with a warning
    assessments/backend-interview.yaml
    flows/engineering-screen.yaml
    ./.github/workflows/vetform.yml
    ── stderr
    vetform.yaml is there already, and stays as it is
    adopted in workspace lab: TapTalent 1 assessment, TapTalent 1 flow
    the plan is empty: the manifests say what is live
    next: commit the files, the state among them, and add LAB_KEY to the secrets of the workflow
    ");
    assert_eq!(person.read("vetform.yaml"), config);
    assert_eq!(person.writes(), Vec::<String>::new());
    person.does("plan --detailed-exitcode");
    insta::assert_snapshot!(
        person.read(".github/workflows/vetform.yml").split_once("- run: vetform validate").unwrap().1,
        @"
        --format github
             # With the configuration of the protected branch, so that no pull request decides where the keys go. The one that brings
             # vetform.yaml finds none there: its plan is the one that `init --adopt` has shown.
             - run: |
                 if git cat-file -e refs/remotes/origin/main:./vetform.yaml 2> /dev/null; then
                   vetform plan --workspace lab --config-from refs/remotes/origin/main
                 fi
               env:
                 LAB_KEY: ${{ secrets.LAB_KEY }}
        "
    );
    let files = person.files();
    let again = person.runs("init --adopt").exits(0);
    again.tells("the plan is empty");
    assert_eq!(
        person.files().keys().collect::<Vec<_>>(),
        files.keys().collect::<Vec<_>>()
    );
}

#[test]
fn whoever_is_stopped_at_a_step_goes_on_from_there() {
    let mut person = with_something_live();
    person.set_env("LAB_KEY", "");
    let stopped = person.runs("init --adopt").exits(1);
    stopped.tells("step 2 of 5, `doctor`");
    stopped.tells("run `vetform init --adopt` again");
    assert!(!person.path("assessments").exists());
    person.set_env("LAB_KEY", vetform::sandbox::API_KEY);
    person.does("init --adopt");
    assert!(person.path("assessments/backend-interview.yaml").exists());
}

#[test]
fn a_new_configuration_names_the_variables_of_the_keys_and_no_key() {
    let person = Person::new();
    let refused = person.runs("init --adopt").exits(3);
    insta::assert_snapshot!(refused, @"
    exit 3
    ── stderr
    error: no system to adopt from: none of TAPTALENT_API_KEY, FLOWMINGO_API_KEY, PROMPTSTER_API_KEY is set
    help: nothing was written; set the key of a system, or name the system: `vetform init --adopt taptalent`
    ");
    assert!(person.files().is_empty());
    let stopped = person.runs("init hiring --adopt taptalent").exits(1);
    stopped.tells("step 2 of 5, `doctor`");
    stopped.tells("vetform -C hiring init --adopt");
    insta::assert_snapshot!(person.read("hiring/vetform.yaml"), @"
    # yaml-language-server: $schema=.vetform/schema/config.schema.json
    #
    # The configuration of this project. Everything else is a manifest: every *.yaml file below this folder is read, and you
    # may name the folders as you like.
    apiVersion: vetform/v1
    kind: Config
    defaultWorkspace: production

    workspaces:
      # A key is never written here, only where to find it: {env: NAME}, {file: PATH} or {command: [argv, …]}.
      production:
        taptalent:
          apiKey: { env: TAPTALENT_API_KEY }
    ");
    assert!(!person.path("hiring/assessments").exists());
}

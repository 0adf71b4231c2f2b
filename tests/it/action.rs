//! `.github/actions/vetform`: its `run:` steps as they stand there, with a folder that looks like releases, and the recipes and the
//! workflow of `init`, which install by it or as it does.

use super::person::{Outcome, Person};
use super::pull_request::{Repository, run_of};
use super::release_folder::{Releases, sha256};

const ACTION: &str = include_str!("../../.github/actions/vetform/action.yml");

/// A job whose downloads come from a folder: `curl` copies what lies there by its last name.
fn job() -> (Repository, Releases) {
    let mut there = Repository::new();
    let person = &mut there.person;
    let store = person.neighbour("github");
    person.set_env("RUNNER_TEMP", store.as_str());
    person.set_env("GITHUB_PATH", store.join("path").as_str());
    person.set_env("SERVER", "https://github.example.com");
    let releases = Releases::of_this_program(&person.neighbour("releases"));
    person.set_env("RELEASES", releases.folder.as_str());
    person.write(
        "../bin/curl",
        "#!/bin/bash\n[[ $* == *'--proto =https'* && ${@: -1} == https://* ]] || exit 1\nurl=${@: -1}\n\
         name=$(basename \"${url%%\\?*}\")\nfor folder in \"$RELEASES\" \"$RELEASES\"/v*; do\n  \
         if [[ -f $folder/$name ]]; then cp \"$folder/$name\" \"${@: -2:1}\"; exit; fi\ndone\nexit 22\n",
    );
    person.does_script("chmod +x ../bin/curl");
    (there, releases)
}

/// The step that installs, with these inputs.
fn install(person: &Person, step: &str, inputs: &str) -> Outcome {
    let _ = person.script("rm -f ../github/path");
    let defaults = format!("URL= SHA256= SOURCE= VERSION={}", env!("CARGO_PKG_VERSION"));
    person.script(&format!("export {defaults}\nexport {inputs}\n{step}"))
}

/// The program that later steps find is the one of the archive.
#[track_caller]
fn finds_the_program(person: &Person) {
    let found = person
        .script("\"$(cat ../github/path)/vetform\" --version")
        .exits(0);
    assert!(found.stdout.starts_with("vetform "), "{found}");
}

#[test]
fn a_program_is_installed_by_its_address_and_digest_and_by_nothing_less() {
    let (there, releases) = job();
    let person = &there.person;
    let program = releases.bare_program();
    let digest = sha256(&program);
    let address = "https://files.example.com/vetform?sig=1".to_owned();
    for step in [
        run_of(ACTION, "Install"),
        run_of(
            include_str!("../../src/cli/init/template/workflow.yml"),
            "Install",
        ),
    ] {
        for inputs in [
            String::new(),
            format!("URL='{address}'"),
            format!("SHA256={digest}"),
        ] {
            let refused = install(person, &step, &format!("SOURCE= {inputs}")).exits(1);
            refused.shows("::error::Set the variables");
        }
    }
    let step = run_of(ACTION, "Install");
    let wrong = format!(
        "URL=https://files.example.com/vetform SHA256={}",
        "0".repeat(64)
    );
    install(person, &step, &wrong)
        .exits(1)
        .shows("::error::The SHA-256 of");
    assert!(!person.path("../github/path").exists());
    let right = format!("URL='{address}' SHA256={digest}");
    let _ = install(person, &step, &right).exits(0);
    finds_the_program(person);
    let archive = releases.archive();
    let right = format!(
        "URL=https://files.example.com/{} SHA256={}",
        archive.file_name().unwrap(),
        sha256(&archive)
    );
    let _ = install(person, &step, &right).exits(0);
    finds_the_program(person);
}

#[test]
fn a_release_is_installed_by_its_version_if_its_list_and_its_attestation_are_right() {
    let (there, releases) = job();
    let person = &there.person;
    let step = run_of(ACTION, "Install");
    person.write(
        "../bin/gh",
        "#!/bin/bash\necho \"$*\" >> ../github/asked\ntest -f ../github/attested\n",
    );
    person.does_script("chmod +x ../bin/gh");
    let unproven = install(person, &step, "SOURCE=acme/vetform").exits(1);
    unproven.shows("has no valid attestation of acme/vetform");
    assert!(!person.path("../github/path").exists());
    person.write("../github/attested", "");
    let _ = install(person, &step, "SOURCE=acme/vetform").exits(0);
    finds_the_program(person);
    assert!(
        person
            .read("../github/asked")
            .contains("attestation verify")
    );
    // Pinned by its digest, nobody else is asked.
    std::fs::remove_file(person.path("../github/attested")).unwrap();
    let pinned = format!("SOURCE=acme/vetform SHA256={}", sha256(&releases.archive()));
    let _ = install(person, &step, &pinned).exits(0);
    releases.spoil();
    let spoiled = install(person, &step, &pinned).exits(1);
    spoiled.shows("::error::The SHA-256 of");
    person.write("../github/attested", "");
    let spoiled = install(person, &step, "SOURCE=acme/vetform").exits(1);
    spoiled.shows("::error::The SHA-256 of");
}

#[test]
fn every_recipe_with_a_vetform_installs_it_by_the_action() {
    let recipes = [
        (include_str!("../../examples/ci/github/vetform-plan.yml"), 1),
        (
            include_str!("../../examples/ci/github/vetform-apply.yml"),
            2,
        ),
        (
            include_str!("../../examples/ci/github/vetform-drift.yml"),
            1,
        ),
        (
            include_str!("../../examples/ci/github/vetform-promote.yml"),
            3,
        ),
        (
            include_str!("../../examples/ci/github/vetform-nightly.yml"),
            2,
        ),
        (
            include_str!("../../examples/ci/github/vetform-fleet.yml"),
            3,
        ),
    ];
    let with = "        uses: ./.github/actions/vetform\n        with:\n          url: ${{ vars.VETFORM_URL }}\n          \
                sha256: ${{ vars.VETFORM_SHA256 }}\n";
    for (recipe, jobs) in recipes {
        assert_eq!(recipe.matches(with).count(), jobs, "{recipe}");
        // It is a file of the repository: what uses it has checked that out.
        let workflow: serde_yaml::Value = serde_yaml::from_str(recipe).unwrap();
        for job in workflow["jobs"].as_mapping().unwrap().values() {
            let steps = job["steps"].as_sequence().unwrap();
            let at = |start: &str| {
                steps.iter().position(|step| {
                    step["uses"]
                        .as_str()
                        .is_some_and(|uses| uses.starts_with(start))
                })
            };
            if let Some(install) = at("./.github/actions/vetform") {
                assert!(
                    at("actions/checkout@").is_some_and(|checkout| checkout < install),
                    "{recipe}"
                );
            }
        }
    }
}

/// The step that runs a command; what it says to later steps.
fn runs(person: &Person, inputs: &str) -> (Outcome, String) {
    let _ = person.script("rm -f ../github/output ../github/summary");
    let defaults =
        "COMMAND= PROJECT=. WORKSPACE=lab CONFIG_FROM= PLAN_FILE= SEND_INVITES=false SARIF=false";
    let step = run_of(ACTION, "Run");
    let ran = person.script(&format!("export {defaults}\nexport {inputs}\n{step}"));
    let told = person
        .script("cat ../github/output 2> /dev/null || true")
        .stdout;
    (ran, told)
}

#[test]
fn the_action_plans_applies_exactly_that_and_sees_drift() {
    let (there, _) = job();
    let person = &there.person;
    let (planned, told) = runs(
        person,
        "COMMAND=plan PLAN_FILE=change.plan CONFIG_FROM=refs/remotes/origin/main",
    );
    planned.exits(0).shows("Plan for workspace lab");
    assert!(
        told.contains("exit-code=2\nchanges=true\n") && told.contains("plan-file=change.plan\n"),
        "{told}"
    );
    assert!(
        person
            .read("../github/summary")
            .contains("engineering-screen")
    );
    let (applied, told) = runs(person, "COMMAND=apply PLAN_FILE=change.plan");
    let _ = applied.exits(0);
    assert!(told.starts_with("exit-code=0\nchanges=false\n"), "{told}");
    let (quiet, told) = runs(person, "COMMAND=drift");
    let _ = quiet.exits(0);
    assert!(told.contains("changes=false\n"), "{told}");
    // The plan was of what was live before.
    let (stale, _) = runs(person, "COMMAND=apply PLAN_FILE=change.plan");
    assert!(matches!(stale.code, Some(0 | 5)), "{stale}");
}

#[test]
fn the_action_validates_for_code_scanning_and_refuses_what_it_does_not_know() {
    let (there, _) = job();
    let person = &there.person;
    let (fine, _) = runs(person, "COMMAND=validate SARIF=true");
    let _ = fine.exits(0);
    let sarif = person.read("../github/vetform-review/vetform.sarif");
    assert!(sarif.contains("\"version\": \"2.1.0\""), "{sarif}");
    person.edit("assessments/backend-voice.yaml", "duration:", "duratoin:");
    let (wrong, told) = runs(person, "COMMAND=validate SARIF=true");
    wrong.exits(3).shows("::error file=");
    assert!(told.contains("exit-code=3\n"), "{told}");
    let (unknown, _) = runs(person, "COMMAND=destroy");
    unknown.exits(3).shows("::error::Unknown command destroy");
    let (unseen, _) = runs(person, "COMMAND=apply");
    unseen
        .exits(3)
        .shows("::error::apply carries out a saved plan");
}

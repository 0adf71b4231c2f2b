//! `--config-from`: where keys go and which programs run is decided by the protected branch, whatever a pull request brings.

use super::person::Person;

const MANIFEST: &str = manifest!("voice-with-a-reason");

/// A repository whose branch `main` has a right configuration, and a checkout of a pull request that changes it.
fn repository() -> Person {
    let mut person = Person::new()
        .at_a_system()
        .with_manifests(MANIFEST)
        .with_git();
    let path = std::env::var("PATH").unwrap();
    person.set_env("PATH", &path);
    person.does_script(
        "git init -q -b main\ngit add .\ngit commit -qm First\ngit switch -q -c theirs",
    );
    person
}

/// The configuration of the pull request: the key would go to this program.
const THEIRS: &str = "\
apiVersion: vetform/v1
kind: Config
workspaces:
  lab:
    taptalent:
      baseUrl: https://keys.example/v1
      apiKey: { command: [touch, ../stolen] }
";

#[test]
fn a_pull_request_that_redirects_the_key_changes_nothing_and_is_told_of_in_every_format() {
    let person = repository();
    person.write("vetform.yaml", THEIRS);
    for (format, told) in [
        ("text", "[config-changed]"),
        ("json", "\"config-changed\""),
        ("markdown", "<code>config-changed</code>"),
        ("html", "config-changed"),
        ("github", "::warning file=vetform.yaml"),
        ("sarif", "\"config-changed\""),
    ] {
        for command in ["plan", "drift"] {
            let line = format!("{command} --config-from main --format {format}");
            let said = person.runs(&line).exits(0);
            let is_short = (command, format) == ("drift", "text");
            let stdout = if is_short { &said.stderr } else { &said.stdout };
            assert!(stdout.contains(told), "{line}: {said}");
        }
    }
    person.does("validate --config-from main");
    person.does("doctor --config-from main");
    person.does("apply --config-from main --auto-approve");
    assert!(!person.neighbour("stolen").exists());
    assert_eq!(person.live()["assessments"].as_array().unwrap().len(), 1);
    // Without the option it would have run.
    person.ends("plan", 1);
    assert!(person.neighbour("stolen").exists());
}

#[test]
fn what_is_said_of_a_changed_configuration() {
    let person = repository();
    person.write("vetform.yaml", THEIRS);
    let commit = person
        .script("git rev-parse --short=12 main")
        .exits(0)
        .stdout;
    let said = person
        .runs("validate --config-from main")
        .exits(0)
        .to_string();
    insta::assert_snapshot!(said.replace(commit.trim(), "[commit]"), @"
    exit 0
    ── stdout
    warning[config-changed]: vetform.yaml in the working tree differs from the one in use, from the git revision main ([commit])
    --> vetform.yaml
     = help: this run does not use it; review its changes, which take effect once merged

    1 warning in 1 file
    ");
    let said = person.runs("doctor --config-from main").exits(0).stdout;
    let line = said
        .lines()
        .find(|line| line.contains("in use, from"))
        .unwrap();
    assert!(line.starts_with("warning  configuration"), "{said}");
}

#[test]
fn an_equal_configuration_is_not_worth_a_word_and_a_missing_one_is() {
    let person = repository();
    let same = person.runs("plan --config-from main").exits(0).to_string();
    assert!(!same.contains("config-changed"), "{same}");
    person.does_script("git rm -q vetform.yaml");
    let gone = person.runs("plan --config-from main").exits(0).to_string();
    assert!(gone.contains("config-changed"), "{gone}");
}

#[test]
fn a_project_below_the_root_of_its_repository_has_the_configuration_of_its_own_folder() {
    let person = repository();
    person.does_script("git switch -q main\nmkdir -p teams/x\ngit mv vetform.yaml all.yaml teams/x\ngit commit -qm Move");
    person.write("teams/x/vetform.yaml", THEIRS);
    person.does("plan -C teams/x --config-from HEAD");
    let refused = person.runs("plan --config-from HEAD").exits(3);
    refused.tells("has no vetform.yaml in this folder");
}

#[test]
fn a_file_of_the_pull_request_that_is_called_like_the_branch_is_not_taken_for_it() {
    let person = repository();
    person.write("main", THEIRS);
    person.does("plan --config-from main");
    person.write("origin/main", THEIRS);
    let refused = person.runs("plan --config-from origin/main").exits(3);
    refused.tells("no git revision");
    assert!(!person.neighbour("stolen").exists());
}

#[test]
fn a_bare_repository_among_the_files_is_not_taken_for_the_one_around_them() {
    let person = repository();
    person.does_script(
        "mkdir fake\ncp -R .git/. fake/\nrm -rf fake/index\ncp vetform.yaml all.yaml fake/",
    );
    let refused = person.runs("plan -C fake --config-from main").exits(1);
    refused.tells("bare repository");
    assert_eq!(person.calls(), Vec::<String>::new());
}

#[test]
fn a_file_outside_gives_the_configuration_and_the_programs_beside_it() {
    let person = repository();
    let right = person.read("vetform.yaml");
    person.write("../trusted/key.sh", "#!/bin/sh\nprintenv LAB_KEY\n");
    person.write(
        "../trusted/vetform.yaml",
        &right.replace("{ env: LAB_KEY }", "{ command: [sh, ./key.sh] }"),
    );
    person.write("key.sh", "#!/bin/sh\ntouch ../stolen\n");
    person.write("vetform.yaml", THEIRS);
    person.does("plan --config-from ../trusted/vetform.yaml");
    assert!(!person.neighbour("stolen").exists());
}

#[test]
fn a_program_of_the_revision_is_run_as_it_is_there() {
    let person = repository();
    let right = person.read("vetform.yaml");
    person.does_script("git switch -q main");
    person.write("key.sh", "#!/bin/sh\n. ./lib.sh\n");
    person.write("lib.sh", "printenv LAB_KEY\n");
    person.write(
        "vetform.yaml",
        &right.replace("{ env: LAB_KEY }", "{ command: [./key.sh] }"),
    );
    person.does_script("chmod +x key.sh\ngit add .\ngit commit -qm Program\ngit switch -q -c more");
    person.write("key.sh", "#!/bin/sh\ntouch ../stolen\n");
    person.write("lib.sh", "touch ../stolen\n");
    let scratch = person.neighbour("scratch");
    std::fs::create_dir(&scratch).unwrap();
    let person = person.with_env("TMPDIR", scratch.as_str());
    person.does("plan --config-from main");
    person.does("doctor --config-from main");
    assert!(!person.neighbour("stolen").exists());
    // Nothing of it is left behind, and git's own index is as it was.
    assert_eq!(scratch.read_dir_utf8().unwrap().count(), 0);
    let status = person
        .script("git status --porcelain --untracked-files=no")
        .exits(0)
        .stdout;
    assert_eq!(status, " M key.sh\n M lib.sh\n");
}

#[test]
fn what_is_no_file_and_no_revision_is_refused_before_any_call() {
    let person = repository();
    for name in [
        "nowhere",
        "none.yaml",
        "./none",
        "--",
        "-x",
        "main:vetform.yaml",
    ] {
        let refused = person.runs(&format!("plan --config-from={name}")).exits(3);
        assert!(!refused.stderr.is_empty(), "{name}");
    }
    let mut empty = person.command("plan");
    let empty = empty.args(["--config-from", ""]).output().unwrap();
    assert_eq!(empty.status.code(), Some(3));
    person.does_script("git rm -q --cached vetform.yaml\ngit commit -qm Without");
    person.ends("plan --config-from HEAD", 3);
    insta::assert_snapshot!(person.runs("plan --config-from origin/main"), @"
    exit 3
    ── stderr
    error: there is no git revision `origin/main` here (yours to fix)
    help: a shallow checkout has only its own commit: fetch the branch first, for example `git fetch --depth=1 origin main`; for a file, put ./ before its name
    ");
    assert_eq!(person.calls(), Vec::<String>::new());

    let elsewhere = person.with_env("PATH", "/nonexistent");
    insta::assert_snapshot!(elsewhere.runs("plan --config-from main"), @"
    exit 1
    ── stderr
    error: `main` of --config-from: cannot run git: it does not exist (yours to fix)
    help: a git revision needs git and a checkout that git trusts; a file needs neither
    ");
}

#[test]
fn a_key_for_a_host_that_is_not_the_systems_own_is_told_of_with_the_host() {
    let person = Person::new()
        .with_manifests(MANIFEST)
        .with_env("LAB_KEY", "sk_test_x");
    person.configure("https://keys.invalid/v1", "");
    insta::assert_snapshot!(person.runs("validate"), @"
    exit 0
    ── stdout
    warning[foreign-host]: the key of taptalent in the workspace `lab` goes to keys.invalid, which is not a host of taptalent
     --> vetform.yaml:6:7
      |
    5 |     taptalent:
    6 |       baseUrl: https://keys.invalid/v1
      |       ^^^^^^^
    7 |       apiKey: { env: LAB_KEY }
      |
      = help: remove `baseUrl` to use https://partner-api.taptalent.io/v1/partner; whoever runs that
              host can use the key

    1 warning in 1 file
    ");
    let doctor = person.runs("doctor").exits(1).stdout;
    assert!(doctor.contains("goes to keys.invalid"), "{doctor}");
    // Also where the plan does not come so far as to be shown.
    let plan = person.runs("plan --config-from ./vetform.yaml").exits(1);
    plan.tells("goes to keys.invalid");

    person.configure("https://sandbox.partner-api.taptalent.io/v1/partner", "");
    let own = person.runs("validate").exits(0).to_string();
    assert!(!own.contains("foreign-host"), "{own}");
}

#[test]
fn a_file_of_the_project_that_the_configuration_is_taken_from_is_no_manifest() {
    let person = super::binary::planned();
    person.write("trusted.yaml", &person.read("vetform.yaml"));
    person.does("--config-from ./trusted.yaml plan");
    person.does("--config-from ./trusted.yaml validate");
}

const CLIENT: &str = "\
apiVersion: vetform/v1
kind: Workspace
metadata: { name: client }
spec: { sandbox: { store: .vetform/client.db } }
";

#[test]
fn a_workspace_of_its_own_file_is_that_of_the_protected_branch() {
    let person = repository();
    person.write("clients/old.yaml", CLIENT);
    person.does_script("git switch -q main\ngit add .\ngit commit -qm Client\ngit switch -q theirs\ngit merge -q main");
    let stolen = "spec: { taptalent: { apiKey: { command: [touch, ../stolen] } } }";
    person.edit(
        "clients/old.yaml",
        "spec: { sandbox: { store: .vetform/client.db } }",
        stolen,
    );
    person.write(
        "clients/new.yaml",
        &CLIENT.replace("name: client", "name: new"),
    );
    let said = person.runs("plan --config-from main -w client").exits(0);
    said.tells("the workspaces of clients/old.yaml in the working tree differ from those in use");
    said.tells("the workspaces of clients/new.yaml in the working tree differ from those in use");
    assert!(!person.neighbour("stolen").exists());
    let said = person.runs("plan --config-from main -w new").exits(3);
    said.tells("there is no workspace `new`");
    person.write("trusted.yaml", &person.read("vetform.yaml"));
    let said = person
        .runs("plan --config-from trusted.yaml -w client")
        .exits(3);
    said.tells("there is no workspace `client`");
    std::fs::remove_file(person.path("trusted.yaml")).unwrap();
    // Without the option it would have run.
    person.ends("plan -w client", 1);
    assert!(person.neighbour("stolen").exists());
}

#[test]
fn a_workspace_that_the_working_tree_removes_or_breaks_stays() {
    let person = repository();
    person.write("clients/old.yaml", CLIENT);
    person.does_script("git switch -q main\ngit add .\ngit commit -qm Client\ngit switch -q theirs\ngit merge -q main");
    std::fs::remove_file(person.path("clients/old.yaml")).unwrap();
    let said = person.runs("plan --config-from main -w client").exits(0);
    said.tells("the workspaces of clients/old.yaml in the working tree differ from those in use");
}

#[test]
fn a_revision_has_the_workspaces_that_its_working_tree_had() {
    let person = repository();
    person.write("clients/old.YAML", CLIENT);
    person.write(
        ".hidden/h.yaml",
        &CLIENT.replace("name: client", "name: hidden"),
    );
    person.does_script("git switch -q main\ngit add .\ngit commit -qm Client");
    for line in ["workspaces", "workspaces --config-from main"] {
        let said = person.runs(line).exits(0);
        let names = said
            .stdout
            .lines()
            .filter_map(|line| line.split_whitespace().next());
        assert_eq!(
            names.collect::<Vec<_>>(),
            ["lab", "client"],
            "{line}: {said}"
        );
        assert_eq!(said.stderr, "", "{line}");
    }
}

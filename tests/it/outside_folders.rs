//! `manifests: [../bank]`: what lies in the same git repository is read, and nothing else outside the project.

use super::person::Person;

const QUESTION: &str = manifest!("incident");

const ASSESSMENT: &str = concat!(manifest!("backend"), "  questions: [{ use: incident }]\n",);

/// A project that reads `pattern`, beside a folder `bank` with a question and an assessment.
fn beside_a_bank(pattern: &str) -> Person {
    let person = Person::new().at_a_system();
    let config = person.read("vetform.yaml");
    person.write(
        "vetform.yaml",
        &config.replace(
            "workspaces:",
            &format!("manifests: [own, {pattern}]\nworkspaces:"),
        ),
    );
    person.write("own/backend.yaml", ASSESSMENT);
    person.write("../bank/incident.yaml", QUESTION);
    person
}

#[test]
fn a_folder_of_the_same_repository_is_read() {
    for pattern in [
        "../bank",
        "../bank/",
        "../bank/*.yaml",
        "../bank/incident.yaml",
    ] {
        let person = beside_a_bank(pattern);
        std::fs::create_dir(person.path("../.git")).unwrap();
        person.write("../bank/README.md", "no manifest\n");
        person.write("../bank/.hidden/x.yaml", "no: manifest\n");
        let said = person.runs("validate").exits(0);
        assert!(
            said.stdout.contains("2 resources in 2 files"),
            "{pattern}: {said}"
        );
    }
}

#[test]
fn a_folder_outside_the_repository_is_refused_with_the_reason() {
    let person = beside_a_bank("../bank");
    let refused = person.runs("validate").exits(3);
    insta::assert_snapshot!(refused.stdout, @"
    error[unknown-reference]: there is no manifest of kind Question named `incident`
     --> own/backend.yaml:8:22
      |
    7 |   purposeOfInterview: See how the candidate finds causes.
    8 |   questions: [{ use: incident }]
      |                      ^^^^^^^^
      |
      = help: there are no Question manifests

    error[invalid-config]: `../bank` leads out of the project, and the project is not in a git repository
     --> vetform.yaml:3:18
      |
    2 | kind: Config
    3 | manifests: [own, ../bank]
      |                  ^^^^^^^
    4 | workspaces:
      |
      = help: a folder outside the project is read only if it is in the same git repository: copy it
              into the project, or remove the entry

    2 errors in 2 files
    ");
    // A repository that ends at the project.
    std::fs::create_dir(person.path(".git")).unwrap();
    let refused = person.runs("plan").exits(3);
    refused.tells("leads out of the git repository of the project");
    std::fs::remove_dir(person.path(".git")).unwrap();
    // One that begins within the bank.
    std::fs::create_dir(person.path("../.git")).unwrap();
    std::fs::create_dir(person.path("../bank/.git")).unwrap();
    let refused = person.runs("plan").exits(3);
    refused.tells("leads out of the git repository of the project");
}

#[cfg(unix)]
#[test]
fn a_link_beside_the_project_does_not_lead_out_of_the_repository() {
    let person = beside_a_bank("../linked");
    std::fs::create_dir(person.path(".git")).unwrap();
    std::os::unix::fs::symlink("../bank", person.path("../linked")).unwrap();
    person.ends("validate", 3);
}

#[test]
fn neither_nothing_nor_the_project_itself_is_a_folder_beside_it() {
    for (pattern, words) in [
        ("../bonk", "there is no file or folder `../bonk`"),
        ("../project", "which contains the project itself"),
        ("\"../b*/**\"", "which contains the project itself"),
        ("../one.yaml", "which contains the project itself"),
        ("..", "takes folders or globs in the project"),
        ("own/../../bank", "takes folders or globs in the project"),
    ] {
        let person = beside_a_bank(pattern);
        std::fs::create_dir(person.path("../.git")).unwrap();
        person.write("../one.yaml", QUESTION);
        let refused = person.runs("validate").exits(3);
        let said = refused.stdout.replace("\n ", " ");
        assert!(said.contains(words), "{refused}");
    }
}

#[test]
fn a_pull_writes_nothing_outside_the_project_and_names_what_is_left_there() {
    let person = Person::new().at_a_system();
    let config = person.read("vetform.yaml");
    person.write(
        "vetform.yaml",
        &config.replace("workspaces:", "manifests: [../bank, own]\nworkspaces:"),
    );
    person.write("own/.keep", "");
    std::fs::create_dir(person.path("../.git")).unwrap();
    person.write("../bank/all.yaml", &format!("{ASSESSMENT}---\n{QUESTION}"));
    person.does("apply --auto-approve");
    let id = person.live()["assessments"][0]["assessmentId"].clone();
    let change = vetform::sandbox::AssessmentChange {
        title: Some("Backend talk".into()),
        ..Default::default()
    };
    let app = person.system().web_app();
    app.set_assessment(id.as_str().unwrap(), &change).unwrap();
    person.some_time_passes();
    let before = person.read("../bank/all.yaml");
    insta::assert_snapshot!(person.runs("pull --write"), @"
    exit 1
    ── stderr
    taptalent/Assessment/backend (../bank/all.yaml:5): edit it by hand: set `spec.title` to Backend talk: the file is outside the project
    nothing else to pull
    ");
    assert_eq!(person.read("../bank/all.yaml"), before);
}

//! `vetform init`: what somebody has who has nothing yet.

use super::person::Person;

#[test]
fn a_new_project_passes_everything_as_it_is() {
    let person = Person::new();
    insta::assert_snapshot!(person.runs("init"), @"
    exit 0
    ── stdout
    ./vetform.yaml
    ./.gitignore
    ./.github/workflows/vetform.yml
    ./sandbox-seed.yaml
    ./assessments/first-interview.yaml
    ./questions/last-incident.yaml
    ./jobs/backend-engineer.yaml
    ./flows/engineering-screen.yaml
    ./rosters/spring-cohort.yaml
    ./flowmingo/sales-screen.yaml
    ./flowmingo/sales.yaml
    ./rosters/sales-april.yaml
    ./promptster/webhook-challenge.yaml
    ./rosters/april-keys.yaml
    ./promptster/branding.yaml
    ── stderr
    next: `vetform validate`, `vetform plan`, `vetform apply`; all in the embedded sandbox
    GitHub reads workflows only at the root of a repository: move .github there if this is not the root
    ");
    insta::assert_snapshot!(person.runs("validate"), @"
    exit 0
    ── stdout
    11 resources in 11 files: no problems
    ");
    let plan = person.runs("plan --detailed-exitcode").exits(2);
    plan.shows("3 to create, 1 to update");
    person.does("apply --auto-approve");
    person.does("plan --detailed-exitcode");
}

#[test]
fn the_production_workspace_needs_its_comment_signs_taken_away_only() {
    let person = Person::new().with_env("TAPTALENT_API_KEY", "k");
    person.does("init --yes --system taptalent");
    uncomment_production(&person);
    insta::assert_snapshot!(person.runs("validate --workspace production"), @"
    exit 0
    ── stdout
    5 resources in 5 files: no problems
    ");
}

#[test]
fn the_production_workspace_of_all_three_systems_does_too() {
    let person = Person::new();
    person.does("init");
    uncomment_production(&person);
    person.does("validate --workspace production");
}

fn uncomment_production(person: &Person) {
    let config = person.read("vetform.yaml");
    let (before, after) = config.split_once("  # production:").unwrap();
    let after = after.replace("\n  #", "\n ");
    person.write("vetform.yaml", &format!("{before}  production:{after}"));
}

#[test]
fn a_project_of_any_one_system_passes_everything_as_it_is() {
    for system in ["taptalent", "flowmingo", "promptster"] {
        let person = Person::new();
        person.does(&format!("init --system {system}"));
        let validated = person.runs("validate").exits(0);
        assert!(validated.stdout.ends_with("no problems\n"), "{validated}");
        person.does("apply --auto-approve");
        person.does("plan --detailed-exitcode");
    }
}

#[test]
fn a_project_can_be_made_in_a_new_folder() {
    let person = Person::new();
    let made = person.runs("init teams/hiring").exits(0);
    made.tells("vetform -C teams/hiring plan");
    person.does("-C teams/hiring validate");
}

#[test]
fn nothing_is_overwritten_and_nothing_is_half_written() {
    let person = Person::new();
    person.write("flows/engineering-screen.yaml", "mine\n");
    person.write(".gitignore", "mine\n");
    let before = person.files();
    insta::assert_snapshot!(person.runs("init --yes"), @"
    exit 3
    ── stderr
    error: ./flows/engineering-screen.yaml already exists
    help: nothing was written; choose another folder, or move it away
    ");
    assert_eq!(person.files(), before);
}

#[test]
fn a_system_that_has_no_manifests_yet_is_a_wrong_command_line() {
    let _ = Person::new().runs("init --system workday").exits(3);
}

#[test]
fn a_gitignore_that_is_there_keeps_what_it_says_and_gets_what_is_missing() {
    let person = Person::new();
    person.write(".gitignore", "# mine\r\n/target\r\n*.log");
    person.does("init --yes --system taptalent");
    let text = person.read(".gitignore");
    assert!(
        text.starts_with("# mine\r\n/target\r\n*.log\r\n# The sandbox's data"),
        "{text:?}"
    );
    assert!(
        text.contains("\r\n.vetform/\r\n")
            && text.ends_with("*.lock\r\n**/vetform.state/*.turn\r\n"),
        "{text:?}"
    );
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    person.does("validate");
}

#[cfg(unix)]
#[test]
fn a_gitignore_that_is_a_link_is_not_written_through() {
    let person = Person::new();
    person.write("elsewhere", "mine\n");
    std::os::unix::fs::symlink("elsewhere", person.path(".gitignore")).unwrap();
    person.ends("init --yes", 3);
    assert_eq!(person.read("elsewhere"), "mine\n");
    assert!(!person.path("vetform.yaml").exists());
}

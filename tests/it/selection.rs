//! `--target`, `--exclude` and `-l`: what a run is about, and that what is left out is neither read nor planned.

use super::person::Person;

/// Two labelled interviews, a flow of one of them, and one more.
const MANIFESTS: &str = "\
apiVersion: taptalent/v1
kind: Assessment
metadata: { name: backend, labels: { team: platform, level: senior } }
spec: { title: Backend, hiringForRole: Engineer, purposeOfInterview: See how the candidate designs a system. }
---
apiVersion: taptalent/v1
kind: Assessment
metadata: { name: frontend, labels: { team: platform } }
spec: { title: Frontend, hiringForRole: Engineer, purposeOfInterview: See how the candidate designs a page. }
---
apiVersion: taptalent/v1
kind: Assessment
metadata: { name: sales }
spec: { title: Sales, hiringForRole: Seller, purposeOfInterview: See how the candidate listens to a customer. }
---
apiVersion: taptalent/v1
kind: Flow
metadata: { name: screen }
spec: { flowName: Screen, steps: [{ assessment: backend, passThreshold: 60 }] }
";

fn person() -> Person {
    Person::new().at_a_system().with_manifests(MANIFESTS)
}

/// The addresses that a plan with these options would change.
fn planned(person: &Person, options: &str) -> Vec<String> {
    let plan = person.runs(&format!("plan --format json {options}")).stdout;
    let plan: serde_json::Value = serde_json::from_str(&plan).unwrap();
    let changes = plan["changes"].as_array().unwrap().iter();
    let names = changes.map(|change| change["address"].as_str().unwrap());
    names.map(|name| name.replace("taptalent/", "")).collect()
}

#[test]
fn resources_are_chosen_by_name_glob_label_and_exclusion() {
    let person = person();
    for (options, expected) in [
        ("--target sales", vec!["Assessment/sales"]),
        (
            "--target Flow/screen",
            vec!["Assessment/backend", "Flow/screen"],
        ),
        (
            "--target *end",
            vec!["Assessment/backend", "Assessment/frontend"],
        ),
        (
            "--target taptalent/Assessment/*",
            vec![
                "Assessment/backend",
                "Assessment/frontend",
                "Assessment/sales",
            ],
        ),
        (
            "-l team=platform",
            vec!["Assessment/backend", "Assessment/frontend"],
        ),
        ("-l team=platform,level=senior", vec!["Assessment/backend"]),
        (
            "-l team=platform --exclude backend",
            vec!["Assessment/frontend"],
        ),
        (
            "--exclude frontend --exclude sales",
            vec!["Assessment/backend", "Flow/screen"],
        ),
    ] {
        assert_eq!(planned(&person, options), expected, "{options}");
    }
}

#[test]
fn what_is_left_out_is_not_read() {
    let person = person();
    person.does("apply --auto-approve");
    _ = person.calls();
    person.does("plan --target sales");
    let calls = person.calls();
    let single = calls.iter().filter(|call| call.contains("/assessment/"));
    assert_eq!(single.count(), 1, "{calls:?}");
}

#[test]
fn drift_is_told_of_what_was_chosen() {
    let person = person();
    person.does("apply --auto-approve");
    person.some_time_passes();
    person.retitles_live("Another");
    let told = |selection: &str| person.runs(&format!("drift --detailed-exitcode {selection}"));
    person.ends("drift --detailed-exitcode", 2);
    let with_another: Vec<Option<i32>> = ["backend", "frontend", "sales"]
        .iter()
        .map(|name| told(&format!("--target {name}")).code)
        .collect();
    assert_eq!(
        with_another.iter().filter(|code| **code == Some(2)).count(),
        1
    );
    assert_eq!(
        with_another.iter().filter(|code| **code == Some(0)).count(),
        2
    );
}

#[test]
fn what_is_live_of_a_resource_that_is_left_out_stays_its_own() {
    let person = person();
    person.does("apply --auto-approve");
    // Not applied: live it has the title still that the new manifest wants.
    person.edit("all.yaml", "title: Frontend", "title: Frontend talk");
    let again = MANIFESTS[..MANIFESTS.find("---").unwrap()]
        .replace("backend", "twin")
        .replace("Backend", "Frontend");
    let all = person.read("all.yaml");
    person.write("all.yaml", &format!("{all}---\n{again}"));
    assert_eq!(planned(&person, "--target twin"), ["Assessment/twin"]);
    let plan = person.runs("plan --target twin").exits(0).stdout;
    assert!(
        plan.starts_with("+ create taptalent/Assessment/twin"),
        "{plan}"
    );
}

#[test]
fn what_needs_a_change_of_an_excluded_resource_is_blocked() {
    let person = person();
    insta::assert_snapshot!(person.runs("plan --exclude backend --target screen"), @"
    exit 4
    ── stdout
    ✗ blocked taptalent/Flow/screen
        it needs a change of taptalent/Assessment/backend, which `--exclude` leaves out
          [blocked-dependency]
        help: apply taptalent/Assessment/backend first, or exclude taptalent/Flow/screen too

    Plan for workspace lab: 1 blocked.
    Nothing can be applied while anything is blocked; `--target ADDRESS` narrows the plan.
    ");
    person.ends("apply --auto-approve --exclude backend --target screen", 4);
    assert_eq!(person.writes(), Vec::<String>::new());
}

#[test]
fn what_is_excluded_and_live_as_declared_hinders_nobody() {
    let person = person();
    person.does("apply --auto-approve");
    person.edit("all.yaml", "title: Sales", "title: Sales talk");
    person.edit(
        "all.yaml",
        "passThreshold: 60 }",
        "passThreshold: 60 }, { assessment: sales, passThreshold: 50 }",
    );
    person.ends("plan --exclude sales --target screen", 4);
    person.edit("all.yaml", "title: Sales talk", "title: Sales");
    assert_eq!(
        planned(&person, "--exclude sales --target screen"),
        ["Flow/screen"]
    );
}

#[test]
fn a_selection_that_means_nothing_is_3_with_what_could_be_meant() {
    let twins = MANIFESTS.replace("name: screen }", "name: sales }");
    let person = Person::new().at_a_system().with_manifests(&twins);
    let said: Vec<String> = [
        "--target salse",
        "--target sales",
        "--target taptalent/Flow/sale",
        "--target x*",
        "--target [",
        "-l team=support",
        "-l team",
        "--exclude *",
    ]
    .iter()
    .map(|options| {
        format!(
            "{options}\n{}",
            person.runs(&format!("plan {options}")).exits(3)
        )
    })
    .collect();
    insta::assert_snapshot!(said.join("\n"), @"
    --target salse
    exit 3
    ── stderr
    error: no manifest is named `salse`
    help: did you mean sales?

    --target sales
    exit 3
    ── stderr
    error: `sales` is the name of several: taptalent/Assessment/sales, taptalent/Flow/sales
    help: use the whole address of the one that is meant, or a glob for all

    --target taptalent/Flow/sale
    exit 3
    ── stderr
    error: no manifest has the address taptalent/Flow/sale
    help: did you mean taptalent/Flow/sales?

    --target x*
    exit 3
    ── stderr
    error: no resource matches `x*`
    help: a glob is matched against whole addresses, like `taptalent/Flow/*`, or without `/` against names

    --target [
    exit 3
    ── stderr
    error: `[` is not a valid glob: unclosed character class; missing ']'

    -l team=support
    exit 3
    ── stderr
    error: no resource is left by `--target`, `--exclude` and `-l` together
    help: labels of this project: level=senior, team=platform

    -l team
    exit 3
    ── stderr
    error: invalid value 'team' for '--label <KEY=VALUE,…>': write it as key=value

    For more information, try '--help'.

    --exclude *
    exit 3
    ── stderr
    error: no resource is left by `--target`, `--exclude` and `-l` together
    help: labels of this project: level=senior, team=platform
    ");
    assert_eq!(person.calls(), Vec::<String>::new());
}

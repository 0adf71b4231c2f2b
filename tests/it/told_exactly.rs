//! Who is in doubt, what is held and where a problem is: each said exactly, in every format. Driven at the command line.

use vetform::sandbox::Fault;

use super::fault_rules::on_write;
use super::person::Person;

const SET: &str = concat!(
    manifest!("sales-assessment"),
    "---\n",
    manifest!("april-of-sales"),
    "  candidates:
    - { email: alex@example.com, firstname: Alex }
",
);

pub(crate) fn in_doubt() -> Person {
    let person = Person::new().at_all_systems().with_manifests(SET);
    person.authors_a_set("Sales Assessment");
    person.play(&[on_write(1, Fault::DropAfterCommit)]);
    person.ends("apply --auto-approve --send-invites -q", 1);
    person
}

#[test]
fn a_doubt_that_waits_for_a_person_is_not_nothing_to_do() {
    let person = in_doubt();
    let plan = person.runs("plan -q").exits(0).stdout;
    let (_, summary) = plan.rsplit_once("\n\n").unwrap();
    insta::assert_snapshot!(summary, @"
    Nothing to send in workspace lab, but some invites are in doubt: 2 resources are unchanged.
    In doubt: it is unknown whether 1 person of flowmingo/Roster/april was invited or rejected; the
      warnings name them. Nothing is sent to them until somebody checks and settles it with `vetform
      state settle`; `vetform state list` shows the names.
    ");
    person.ends("plan --detailed-exitcode", 2);
    for format in ["text", "markdown", "html"] {
        let shown = person
            .runs(&format!("plan --format {format}"))
            .exits(0)
            .stdout;
        assert!(!shown.contains("Nothing to do"), "{shown}");
        let words = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains("vetform state settle"), "{shown}");
    }
    person.does("state settle flowmingo/Roster/april all --sent");
    let settled = person.runs("plan --detailed-exitcode").exits(0);
    settled.shows("Nothing to do");
}

#[test]
fn doubts_in_the_list_of_the_state_are_results() {
    let listed = in_doubt().runs("state list -q").exits(0);
    assert!(
        listed.stdout.contains("\tin doubt since ") && listed.stderr.is_empty(),
        "{listed}"
    );
}

#[test]
fn both_places_of_a_person_who_stands_twice_are_named_in_every_format() {
    let person = Person::new().at_all_systems().with_manifests(&format!(
        "{SET}    - {{ email: ALEX@example.com, firstname: Alex }}\n"
    ));
    for format in ["text", "json", "github", "gitlab", "junit", "sarif"] {
        let shown = person
            .runs(&format!("validate --format {format}"))
            .exits(3)
            .stdout;
        let lines: &[&str] = match format {
            "text" => &["all.yaml:14", "13 |"],
            "json" | "sarif" => &["14", "13"],
            "gitlab" => &["\"begin\": 14", "all.yaml:13:"],
            "junit" => &["all.yaml:14:", "all.yaml:13:"],
            _ => &["line=14", "all.yaml:13:"],
        };
        for line in lines {
            assert!(shown.contains(line), "{format}, {line}: {shown}");
        }
    }
}

const PIPELINE: &str = concat!(
    manifest!("project"),
    "---\n",
    manifest!("april"),
    "  project: backend
  sendInvite: true
  candidates:
    - { email: alex@example.com, ALEX }
    - { email: sam@example.com, SAM }
",
);

#[test]
fn of_a_roster_with_a_move_and_a_rejection_only_the_rejection_is_held() {
    let manifest = |alex: &str, sam: &str| PIPELINE.replace("ALEX", alex).replace("SAM", sam);
    let person = Person::new()
        .at_all_systems()
        .with_manifests(&manifest("stage: Applied", "stage: Applied"));
    let app = person.system().web_app();
    app.flowmingo()
        .create_project("Backend", &["Applied", "Final"].map(str::to_owned), &[])
        .unwrap();
    person.does("apply --auto-approve --send-invites -q");
    person.write("all.yaml", &manifest("stage: Final", "rejected: true"));
    let held =
        |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap()["held"].clone();
    let exactly = serde_json::json!(["flowmingo/Roster/april#candidates/s…m@e….com"]);
    assert_eq!(held(&person.runs("plan --format json -q").stdout), exactly);
    let plan = person.runs("plan -q").stdout;
    assert!(
        plan.contains("mail people: flowmingo/Roster/april (only\n  s…m@e….com)."),
        "{plan}"
    );
    let applied = person
        .runs("apply --auto-approve -q --report report.json")
        .exits(0);
    applied.shows("- held flowmingo/Roster/april (only s…m@e….com)");
    assert_eq!(held(&person.read("report.json")), exactly);
}

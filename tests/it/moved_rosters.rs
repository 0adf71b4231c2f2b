//! Flowmingo shows nobody's address, so the state alone tells whom a roster has entered: whatever becomes of the roster,
//! its people and the state, nobody is mailed twice.

use vetform::plan::Plan;
use vetform::sandbox::{Fault, seed_from_text};
use vetform::state::{PersonRecord, RecordChange, Recorded};

use super::fault_rules::on_write;
use super::lab::{Lab, is_empty};
use super::rosters::mails;

const SEED: &str = "
flowmingo:
  interviewSets: [{ title: Sales Assessment }, { title: Second talk }]
  projects: [{ title: Backend, stages: [Applied, Screening], jobPosts: [Engineer] }]
";

const OBJECTS: &str = concat!(
    manifest!("sales-assessment"),
    "\
---
apiVersion: flowmingo/v1
kind: InterviewSet
metadata: { name: second }
spec: { title: Second talk }
---
",
    manifest!("project"),
);

const SALES: &str = "interviewSet: sales";

async fn lab(rosters: &[String]) -> Lab {
    let lab = Lab::seeded("", seed_from_text(SEED).unwrap()).await;
    declare(&lab, rosters);
    lab
}

fn declare(lab: &Lab, rosters: &[String]) {
    lab.write("all.yaml", &format!("{OBJECTS}{}", rosters.concat()));
}

/// `people`: `a, b`, each with what else is said of the person.
fn roster(name: &str, target: &str, people: &str) -> String {
    let person = |text: &str| match text.split_once(' ') {
        Some((name, more)) => format!("{{ email: {name}@example.com, {more} }}"),
        None => format!("{{ email: {text}@example.com }}"),
    };
    let people: Vec<String> = people.split("; ").map(person).collect();
    format!(
        "---\napiVersion: flowmingo/v1\nkind: Roster\nmetadata: {{ name: {name} }}\nspec: {{ {target}, sendInvite: true, candidates: [{}] }}\n",
        people.join(", ")
    )
}

fn counts(lab: &Lab) -> Vec<String> {
    let one = |(who, count): (String, usize)| format!("{who} {count}");
    mails(lab).into_iter().map(one).collect()
}

fn notes(plan: &Plan) -> Vec<String> {
    let notes = plan.notes.iter();
    notes
        .map(|note| format!("{}: {}", note.address, note.message))
        .collect()
}

fn blocked(plan: &Plan) -> Vec<String> {
    let blocked = plan.blocked.iter();
    blocked
        .map(|one| format!("{}: {}", one.address, one.message))
        .collect()
}

#[tokio::test]
async fn a_renamed_roster_invites_nobody_again_nor_does_one_that_takes_a_person_over() {
    let lab = lab(&[roster("r", SALES, "a; b"), roster("r2", SALES, "c")]).await;
    lab.apply_until_done().await;
    for rosters in [
        [roster("renamed", SALES, "a; b"), roster("r2", SALES, "c")],
        [roster("renamed", SALES, "a"), roster("r2", SALES, "b; c")],
        [roster("r3", SALES, "c"), roster("r4", SALES, "A; b")],
    ] {
        declare(&lab, &rosters);
        let plan = lab.plan().await.unwrap();
        assert!(is_empty(&plan), "{plan:#?}");
        lab.apply().await.unwrap();
    }
    assert_eq!(
        counts(&lab),
        ["a@example.com 1", "b@example.com 1", "c@example.com 1"]
    );
    let recorded = lab.state().load().await.unwrap();
    let record = recorded
        .record(&"flowmingo/Roster/r4".parse().unwrap())
        .unwrap();
    assert_eq!(record.people.len(), 2, "taken over");
    assert!(record.people.values().all(|one| one.id.is_some()));
}

#[tokio::test]
async fn a_roster_that_is_led_into_a_project_as_well_invites_nobody_again() {
    let lab = lab(&[roster("r", SALES, "a; b")]).await;
    lab.apply_until_done().await;
    let both = "interviewSet: sales, project: backend";
    declare(&lab, &[roster("r", both, "a stage: Screening; b; c")]);
    let plan = lab.plan().await.unwrap();
    insta::assert_snapshot!(notes(&plan).join("\n"), @"flowmingo/Roster/r: b…@e….com is already in the interview set and not invited again, so they are not added to the project; to add them, give them a `stage`");
    lab.sandbox.clear_received();
    lab.apply_until_done().await;
    let mut writes = lab.writes();
    writes.sort();
    assert_eq!(
        writes,
        [
            "POST /integration/hiring/applications/v1",
            "POST /integration/interview/candidate/invite/v1"
        ]
    );
    // Whoever was invited into the set and the project is known in the project alone, and the other way round not.
    declare(&lab, &[roster("p", "project: backend", "c; d")]);
    lab.apply_until_done().await;
    assert_eq!(
        counts(&lab),
        [
            "a@example.com 1",
            "b@example.com 1",
            "c@example.com 1",
            "d@example.com 1"
        ]
    );
    declare(&lab, &[roster("r", SALES, "d")]);
    assert_eq!(lab.plan().await.unwrap().changes[0].people.len(), 1);
}

#[tokio::test]
async fn a_roster_that_comes_back_to_a_set_still_knows_whom_it_invited_there() {
    let lab = lab(&[roster("r", SALES, "a; b")]).await;
    lab.apply_until_done().await;
    declare(&lab, &[roster("r", "interviewSet: second", "a")]);
    lab.apply_until_done().await;
    assert_eq!(counts(&lab), ["a@example.com 2", "b@example.com 1"]);
    declare(&lab, &[roster("r", SALES, "a; b; c")]);
    lab.apply_until_done().await;
    assert_eq!(
        counts(&lab),
        ["a@example.com 2", "b@example.com 1", "c@example.com 1"]
    );
    declare(&lab, &[roster("other", "interviewSet: second", "a")]);
    assert!(is_empty(&lab.plan().await.unwrap()));
}

#[tokio::test]
async fn somebody_s_word_that_a_person_was_not_mailed_holds_whatever_is_there() {
    let lab = lab(&[roster("r", SALES, "a; b")]).await;
    lab.sandbox
        .set_faults(vec![on_write(1, Fault::DropAfterCommit)]);
    lab.apply().await.unwrap();
    let mut recorded = lab.state().load().await.unwrap();
    let address: vetform::model::Address = "flowmingo/Roster/r".parse().unwrap();
    let people: Vec<_> = recorded
        .pending
        .keys()
        .filter_map(|key| key.part.person().cloned())
        .collect();
    let [one, other] = people.try_into().unwrap();
    recorded.apply(&RecordChange::PersonForgotten { who: one }.of(&address));
    let person = PersonRecord::default();
    recorded.apply(&RecordChange::Person { who: other, person }.of(&address));
    let plan = plan_of(&lab, &recorded).await;
    assert_eq!(plan.changes[0].people.len(), 1, "{plan:#?}");
}

#[tokio::test]
async fn a_doubt_of_a_roster_that_was_renamed_is_settled_where_it_arose() {
    let lab = lab(&[roster("r", SALES, "a")]).await;
    lab.sandbox
        .set_faults(vec![on_write(1, Fault::DropAfterCommit)]);
    lab.apply().await.unwrap();
    lab.sandbox.clear_received();
    declare(&lab, &[roster("renamed", SALES, "a; b")]);
    let plan = lab.plan().await.unwrap();
    let said = notes(&plan).join("\n");
    assert!(
        said.starts_with("flowmingo/Roster/renamed: a…@e….com may have been entered"),
        "{said}"
    );
    assert!(
        said.contains("`vetform state settle flowmingo/Roster/r "),
        "{said}"
    );
    lab.apply().await.unwrap();
    assert_eq!(counts(&lab), ["a@example.com 1", "b@example.com 1"]);
}

/// What an older copy of the state plans.
async fn plan_of(lab: &Lab, recorded: &Recorded) -> Plan {
    lab.plan_with(recorded).await.unwrap()
}

#[tokio::test]
async fn with_an_older_state_nobody_is_invited_while_people_are_there_whom_it_does_not_know() {
    for target in [
        SALES,
        "project: backend",
        "interviewSet: sales, project: backend",
    ] {
        let lab = lab(&[roster("r", target, "a")]).await;
        lab.apply_until_done().await;
        let older = lab.state().load().await.unwrap();
        declare(&lab, &[roster("r", target, "a; b; c")]);
        assert!(blocked(&plan_of(&lab, &older).await).is_empty(), "{target}");
        lab.apply_until_done().await;
        let said = blocked(&plan_of(&lab, &older).await);
        assert_eq!(said.len(), 1, "{target}: {said:?}");
        assert!(
            said[0].contains(": 2 ") && said[0].contains("not in the state"),
            "{target}: {said:?}"
        );
        // Another roster, and one that the older state does not know, are held back as well.
        declare(&lab, &[roster("r", target, "a"), roster("r2", target, "b")]);
        assert_eq!(blocked(&plan_of(&lab, &older).await).len(), 1, "{target}");
        let ignoring = roster("r2", target, "d") + "lifecycle: { unknownSubmissions: ignore }\n";
        declare(&lab, &[ignoring]);
        assert!(blocked(&plan_of(&lab, &older).await).is_empty(), "{target}");
        // Who wants nobody is not held back.
        declare(&lab, &[roster("r", target, "a")]);
        assert!(is_empty(&plan_of(&lab, &older).await), "{target}");
    }
}

#[tokio::test]
async fn a_person_whose_id_an_older_state_knows_from_another_set_is_found_there() {
    let lab = lab(&[roster("first", SALES, "a")]).await;
    lab.apply_until_done().await;
    let older = lab.state().load().await.unwrap();
    let both = [
        roster("first", SALES, "a"),
        roster("second", "interviewSet: second", "a"),
    ];
    declare(&lab, &both);
    lab.apply_until_done().await;
    let plan = plan_of(&lab, &older).await;
    assert!(is_empty(&plan), "{plan:#?}");
}

#[tokio::test]
async fn people_of_whom_no_answer_told_the_ids_explain_as_many_submissions() {
    for target in [SALES, "project: backend"] {
        let lab = lab(&[roster("r", target, "a; b")]).await;
        lab.apply_until_done().await;
        let mut recorded = lab.state().load().await.unwrap();
        for record in recorded.resources.values_mut() {
            for person in record.people.values_mut() {
                (person.id, person.talent) = (None, None);
            }
        }
        declare(&lab, &[roster("r", target, "a; b; c")]);
        let plan = plan_of(&lab, &recorded).await;
        assert!(blocked(&plan).is_empty(), "{target}: {plan:#?}");
        lab.apply_until_done().await;
        assert_eq!(blocked(&plan_of(&lab, &recorded).await).len(), 1);
    }
}

#[tokio::test]
async fn two_manifests_of_one_set_or_project_are_refused_with_both_names() {
    let again = "---
apiVersion: flowmingo/v1
kind: InterviewSet
metadata: { name: again }
spec: { title: Sales Assessment }
---
apiVersion: flowmingo/v1
kind: Project
metadata: { name: twin }
spec: { title: Backend }
"
    .to_owned();
    let lab = lab(&[
        roster("r", SALES, "a"),
        roster("r2", "interviewSet: again", "a"),
        again,
    ])
    .await;
    let plan = lab.plan().await.unwrap();
    let said: Vec<String> = plan
        .blocked
        .iter()
        .map(|one| format!("{} [{}] {}", one.address, one.code, one.message))
        .collect();
    insta::assert_snapshot!(said.join("\n"), @"
    flowmingo/InterviewSet/again [claimed-twice] flowmingo/InterviewSet/again and flowmingo/InterviewSet/sales refer to the same live interview set `58c8fc50-2fd5-7fee-bd51-9e3779b97f4b`
    flowmingo/InterviewSet/sales [claimed-twice] flowmingo/InterviewSet/again and flowmingo/InterviewSet/sales refer to the same live interview set `58c8fc50-2fd5-7fee-bd51-9e3779b97f4b`
    flowmingo/Project/backend [claimed-twice] flowmingo/Project/backend and flowmingo/Project/twin refer to the same live project `7a377d7a-df49-7762-b492-daa66d2c7de1`
    flowmingo/Project/twin [claimed-twice] flowmingo/Project/backend and flowmingo/Project/twin refer to the same live project `7a377d7a-df49-7762-b492-daa66d2c7de1`
    flowmingo/Roster/r [blocked-dependency] it needs flowmingo/InterviewSet/sales, which is blocked
    flowmingo/Roster/r2 [blocked-dependency] it needs flowmingo/InterviewSet/again, which is blocked
    ");
}

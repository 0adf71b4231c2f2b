//! Rosters under every fault at every write: nobody is mailed twice, nobody is lost, and what nobody can know is said.

use vetform::apply::Report;

use super::at_once;
use super::fault_rules::on_write;
use super::faults::at_each_write;
use super::lab::Lab;
use super::rosters::{
    FLOW, SET, TASK, cohort, flow_roster, in_doubt, invitees, key_roster, lab, mails, names,
};

/// Applies some times, with the faults of the first run; nobody is ever mailed twice.
async fn play(lab: &Lab, case: &str) -> Vec<Report> {
    let mut reports = Vec::new();
    for _ in 0..4 {
        reports.extend(lab.apply().await);
        assert!(
            mails(lab).values().all(|count| *count == 1),
            "{case}: {:?}",
            mails(lab)
        );
    }
    reports
}

/// Where the system shows who is there, every fault ends as without faults; also if the state is lost on the way.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_fault_mails_anybody_twice_or_loses_anybody_where_the_system_can_be_read() {
    for (name, before, after, file, people) in [
        (
            "flow",
            FLOW,
            flow_roster(),
            ("cohort.csv", cohort(3, |i| format!("p{i}@example.com"))),
            3,
        ),
        ("keys", TASK, key_roster(), ("keys.csv", names(60)), 60),
    ] {
        let with_and_without = at_each_write(3)
            .flat_map(|(fault, nth)| [false, true].map(|lost| (fault.clone(), nth, lost)));
        at_once::each(with_and_without, async |(fault, nth, loses_state)| {
            let case = format!("{name} {fault:?} at {nth}, loses state: {loses_state}");
            let lab = lab(before).await;
            lab.apply_until_done().await;
            lab.write(file.0, &file.1);
            lab.write("all.yaml", &after);
            let lab = lab.facing(vec![on_write(nth, fault)]);
            lab.apply().await;
            if loses_state {
                lab.lose_state();
            }
            play(&lab, &case).await;
            assert_eq!(mails(&lab).len(), people, "{case}");
            assert_eq!(in_doubt(&lab).await, 0, "{case}");
            lab.sandbox.stop().await;
        })
        .await;
    }
}

/// Where it shows that to nobody, whoever may have been mailed is left alone, and said.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_fault_mails_anybody_twice_where_nobody_can_tell_and_doubt_is_kept() {
    let direct = format!(
        "{FLOW}apiVersion: taptalent/v1\nkind: Roster\nmetadata: {{ name: direct }}\nspec: {{ assessment: voice, from: cohort.csv }}\n"
    );
    for (name, before, after, file, people) in [
        (
            "invite",
            FLOW,
            direct.as_str(),
            cohort(3, |i| format!("p{i}@example.com")),
            3,
        ),
        ("set", "", SET, invitees(60, |_| false), 60),
    ] {
        at_once::each(at_each_write(2), async |(fault, nth)| {
            let case = format!("{name} {fault:?} at {nth}");
            let lab = lab(before).await;
            lab.apply_until_done().await;
            lab.write("cohort.csv", &file);
            lab.write("all.yaml", after);
            let lab = lab.facing(vec![on_write(nth, fault)]);
            let reports = play(&lab, &case).await;
            let doubtful = in_doubt(&lab).await;
            let mailed = mails(&lab).len();
            assert!(
                mailed <= people && mailed + doubtful >= people,
                "{case}: {mailed} + {doubtful}"
            );
            let said = reports
                .iter()
                .flat_map(|report| &report.failed)
                .any(|one| one.uncertain);
            assert_eq!(said, doubtful > 0, "{case}: {reports:#?}");
            lab.sandbox.stop().await;
        })
        .await;
    }
}

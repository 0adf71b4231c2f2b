//! How many requests looking costs, where nothing goes wrong: looking for twins, for names that were taken and for what was
//! done may not grow faster than the work (law 10).

use std::fmt::Write as _;

use super::lab::{Lab, is_empty};

/// Assessments with ten questions each, and a flow for every tenth.
fn manifests(assessments: usize) -> String {
    let mut yaml = String::new();
    for number in 0..assessments {
        write!(
            yaml,
            "---\napiVersion: taptalent/v1\nkind: Assessment\nmetadata: {{ name: a{number} }}\nspec:\n  title: Interview \
             {number}\n  hiringForRole: Engineer\n  purposeOfInterview: See how they think.\n  questions:\n"
        )
        .unwrap();
        for question in 0..10 {
            writeln!(
                yaml,
                "    - {{ name: q{question}, question: \"What did you learn in your year {question} of {number}?\" }}"
            )
            .unwrap();
        }
        if number % 10 == 0 {
            write!(
                yaml,
                "---\napiVersion: taptalent/v1\nkind: Flow\nmetadata: {{ name: f{number} }}\nspec:\n  flowName: Screen \
                 {number}\n  steps: [{{ assessment: a{number}, passThreshold: 60 }}]\n"
            )
            .unwrap();
        }
    }
    yaml
}

/// What a fault-free apply of so many asks: pages of lists, single reads, writes.
async fn requests_of(assessments: usize) -> (usize, usize, usize) {
    let lab = Lab::new(&manifests(assessments)).await;
    let report = lab.apply().await.unwrap();
    assert!(report.failed.is_empty(), "{:#?}", report.failed);
    let received = lab.sandbox.received();
    let (reads, writes): (Vec<_>, Vec<_>) =
        received.into_iter().partition(|one| one.method == "GET");
    let is_list = |path: &str| matches!(path, "/assessment" | "/assessment-flows" | "/job");
    let pages = reads.iter().filter(|one| is_list(&one.path)).count();
    assert!(is_empty(&lab.plan().await.unwrap()));
    (pages, reads.len() - pages, writes.len())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn looking_at_lists_is_at_most_a_tenth_of_the_work() {
    for assessments in [100, 300] {
        let (pages, singles, writes) = requests_of(assessments).await;
        assert_eq!(writes, assessments * 11 + assessments / 10);
        // Each is read back, and before a flow leads to one, it is looked at once more.
        assert!(singles <= assessments + assessments / 5, "{singles}");
        assert!(pages <= writes / 10, "{pages} for {assessments}");
    }
}

//! A commented manifest of each kind, for new projects and for the schemas. One of a new kind is one line in [`EXAMPLES`] and
//! its file in `init/template/`.

use crate::model::Kind;

/// One commented example of each kind.
pub(super) const EXAMPLES: &[(Kind, &str, &str)] = &[
    (
        Kind::TapTalentAssessment,
        "assessments/first-interview.yaml",
        include_str!("init/template/assessment.yaml"),
    ),
    (
        Kind::Question,
        "questions/last-incident.yaml",
        include_str!("init/template/question.yaml"),
    ),
    (
        Kind::Job,
        "jobs/backend-engineer.yaml",
        include_str!("init/template/job.yaml"),
    ),
    (
        Kind::Flow,
        "flows/engineering-screen.yaml",
        include_str!("init/template/flow.yaml"),
    ),
    (
        Kind::TapTalentRoster,
        "rosters/spring-cohort.yaml",
        include_str!("init/template/taptalent-roster.yaml"),
    ),
    (
        Kind::InterviewSet,
        "flowmingo/sales-screen.yaml",
        include_str!("init/template/interview-set.yaml"),
    ),
    (
        Kind::Project,
        "flowmingo/sales.yaml",
        include_str!("init/template/project.yaml"),
    ),
    (
        Kind::FlowmingoRoster,
        "rosters/sales-april.yaml",
        include_str!("init/template/flowmingo-roster.yaml"),
    ),
    (
        Kind::PromptsterAssessment,
        "promptster/webhook-challenge.yaml",
        include_str!("init/template/coding-task.yaml"),
    ),
    (
        Kind::PromptsterRoster,
        "rosters/april-keys.yaml",
        include_str!("init/template/promptster-roster.yaml"),
    ),
    (
        Kind::Branding,
        "promptster/branding.yaml",
        include_str!("init/template/branding.yaml"),
    ),
];

/// The example of a kind; none is missing, as a test holds.
pub(super) fn example(kind: Kind) -> Option<&'static str> {
    let found = EXAMPLES.iter().find(|(other, ..)| *other == kind);
    found.map(|(.., text)| *text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_example() {
        for kind in Kind::ALL {
            let found = EXAMPLES.iter().find(|(other, ..)| *other == kind);
            let Some((_, path, text)) = found else {
                panic!("write an example of {kind} in src/cli/init/template and list it above");
            };
            assert!(text.contains(&format!("\nkind: {kind}\n")), "{path}");
            assert!(
                text.contains(&format!("\napiVersion: {}\n", kind.api_version())),
                "{path}"
            );
        }
    }

    #[test]
    fn pull_writes_new_manifests_where_a_new_project_has_its_own() {
        for (kind, path, _) in EXAMPLES.iter().filter(|(kind, ..)| !kind.is_roster()) {
            let folder = path.split('/').next();
            assert_eq!(folder, Some(crate::pull::folder_of(*kind)), "{path}");
        }
    }
}

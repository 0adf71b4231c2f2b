//! What a rehearsal needs and no read shows: what is taken to be so, and how that is told.

use std::collections::BTreeMap;

use super::super::session::Session;
use crate::model::promptster::AssessmentField as TaskField;
use crate::model::taptalent::{self, AssessmentField};
use crate::model::{Email, Operation, System, text_of};
use crate::plan::Plan;
use crate::sandbox::Assumed;
use crate::state::{Record, Recorded};

/// What is assumed for this plan.
pub(super) fn assumed(session: &Session, recorded: &Recorded, credits: Option<u32>) -> Assumed {
    let desired = &session.desired;
    let assessments = desired.taptalent.assessments.iter();
    let jobs = assessments.filter_map(|one| text_of(&one.spec.fields, AssessmentField::JobId));
    let tasks = desired.promptster.assessments.iter();
    let issues = tasks.filter_map(|one| text_of(&one.spec.fields, TaskField::IssueId));
    Assumed {
        jobs: jobs.collect(),
        issues: issues.collect(),
        people: people(session, recorded),
        credits,
    }
}

/// Whom the state knows to be in Flowmingo: no read shows an address there.
fn people(session: &Session, recorded: &Recorded) -> BTreeMap<String, Option<String>> {
    let mut people = BTreeMap::new();
    let records = recorded.resources.values().flat_map(Record::entered);
    for person in records.flat_map(|(_, people)| people.values()) {
        if let Some(talent) = &person.talent {
            people.insert(talent.clone(), None);
        }
    }
    let rosters = desired_emails(session).map(|email| (recorded.print_of(email), email));
    for (print, email) in rosters {
        for record in recorded.resources.values() {
            let known = record.entered().find_map(|(_, people)| people.get(&print));
            if let Some(talent) = known.and_then(|person| person.talent.as_ref()) {
                people.insert(talent.clone(), Some(email.canonical().to_owned()));
            }
        }
    }
    people
}

fn desired_emails(session: &Session) -> impl Iterator<Item = &Email> {
    let rosters = session.desired.flowmingo.rosters.iter();
    rosters.flat_map(|roster| roster.spec.candidates.iter().map(|one| &one.email))
}

/// The same in words, as far as this plan depends on it.
pub(super) fn in_words(plan: &Plan, assumed: &Assumed) -> Vec<String> {
    let calls = || plan.changes.iter().flat_map(|change| &change.calls);
    let count =
        |is: &dyn Fn(&Operation) -> bool| calls().filter(|call| is(&call.operation)).count();
    let mut words = Vec::new();
    let costs = count(&|one| one.system() == System::TapTalent && one.facts().costs);
    if costs > 0 && assumed.credits.is_none() {
        let credits = match costs {
            1 => "the credit that is needed".to_owned(),
            many => format!("the {many} credits that are needed"),
        };
        words.push(format!(
            "TapTalent has {credits} (`--credits N` says how many it has)"
        ));
    }
    if count(&|one| one.system() == System::Promptster && one.facts().costs) > 0 {
        words.push("Promptster's subscription is active, and its quota suffices".to_owned());
    }
    if count(&|one| one.system() == System::Flowmingo && one.mails()) > 0 {
        words.push(
            "Flowmingo knows no more of the people than the state has recorded, and refuses nobody"
                .to_owned(),
        );
    }
    let scopes = plan.missing_scopes();
    if !scopes.is_empty() {
        let scopes: Vec<String> = scopes.keys().map(|scope| format!("`{scope}`")).collect();
        words.push(format!(
            "the key that applies may do what this one may not: Flowmingo's {}",
            scopes.join(", ")
        ));
    }
    let generates = |one: &Operation| {
        use taptalent::Operation as Of;
        matches!(
            one,
            Operation::TapTalent(Of::GenerateQuestions { .. } | Of::AutoGenerate { .. })
        )
    };
    if count(&generates) > 0 {
        words.push("the questions that TapTalent generates come, and fit".to_owned());
    }
    let creates = |one: &Operation| {
        matches!(one, Operation::TapTalent(taptalent::Operation::CreateAssessment { fields })
            if text_of(fields, AssessmentField::JobId).is_some())
    };
    if count(&creates) > 0 {
        words.push("the jobs that are named by their ids are there".to_owned());
    }
    words
}

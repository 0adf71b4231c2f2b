//! A request about people whose answer was lost: settled by reading where the system shows who is there; where it shows
//! that to nobody, the people of that request are left alone until somebody has looked.

use std::time::Duration;

use super::failure::Failure;
use super::run::Run;
use crate::model::flowmingo::{Application, ApplicationRef, Operation as FlowmingoWrite};
use crate::model::{Email, Listing, Lookup, Operation, PersonOutcome, ProjectId, TalentId, Wants};
use crate::plan::Change;
use crate::provider::http::WriteError;
use crate::state::Pending;

impl Run<'_> {
    /// Who of the request is there after all; the others are proven not to be.
    pub(super) async fn settle_people(
        &self,
        change: &Change,
        operation: &Operation,
        error: &WriteError,
    ) -> Result<Vec<PersonOutcome>, Failure> {
        if !operation.facts().is_shown {
            return Err(self.nobody_can_tell(change, operation, error).await);
        }
        let pauses = self.pauses_after(operation, error);
        let found = self.find_people(operation, pauses).await;
        found.map_err(|evidence| Failure::InDoubt {
            error: error.clone(),
            evidence,
        })
    }

    /// Who of the request is there; looks until everybody is, or the pauses are over.
    pub(super) async fn find_people(
        &self,
        operation: &Operation,
        pauses: &[Duration],
    ) -> Result<Vec<PersonOutcome>, String> {
        let mut found = Vec::new();
        for &pause in pauses {
            if !self.end.pauses(pause).await {
                return Err(
                    "the run was asked to end before it could check; apply again to settle it"
                        .to_owned(),
                );
            }
            found = self.look_for_people(operation).await?;
            if found.len() == operation.people().len() {
                break;
            }
        }
        Ok(found)
    }

    async fn look_for_people(&self, operation: &Operation) -> Result<Vec<PersonOutcome>, String> {
        let live = self
            .readers
            .observe(&operation.people_wants())
            .await
            .map_err(|errors| {
                format!("reading who is there failed too: {errors}; apply again to settle it")
            })?;
        Ok(operation.people_done(&live))
    }

    async fn nobody_can_tell(
        &self,
        change: &Change,
        operation: &Operation,
        error: &WriteError,
    ) -> Failure {
        let people = operation.people();
        let settle = match people.as_slice() {
            [who] => self.settle_command(change, who),
            _ => format!(
                "`vetform state settle {} NAME --sent` for each name that `vetform state list` shows, or `all` for everybody",
                change.address
            ),
        };
        let evidence = self.evidence(operation).await;
        Failure::InDoubt {
            error: error.clone(),
            evidence: format!(
                "{evidence}; nothing more is sent to them until you have checked and run {settle}, or --not-sent to \
                 try again"
            ),
        }
    }

    /// Nobody of the request is to be seen, and it is not sent again now.
    pub(super) fn unseen(
        &self,
        change: &Change,
        operation: &Operation,
        error: WriteError,
    ) -> Failure {
        let intents = self.intents(change, operation);
        let is_spent = intents.iter().any(Pending::is_spent);
        let evidence = match (is_spent, operation.people().as_slice()) {
            (false, _) => "none of them is there yet; apply again to settle it".to_owned(),
            (true, [who]) => format!(
                "the person is not there yet; nothing more is sent until you have checked and run {}, or --not-sent \
                 to try again",
                self.settle_command(change, who)
            ),
            (true, _) => format!(
                "none of them is there yet; nothing more is sent until you have checked and run \
                 `vetform state settle {} NAME --sent` for each name that `vetform state list` shows, or \
                 --not-sent to try again",
                change.address
            ),
        };
        Failure::InDoubt { error, evidence }
    }

    /// `vetform state settle ADDRESS PERSON --sent`
    pub(super) fn settle_command(&self, change: &Change, who: &Email) -> String {
        let print = self.ledger.print_of(who);
        let (address, who) = (&change.address, print.short());
        format!("`vetform state settle {address} {who} --sent`")
    }

    /// What reading shows all the same.
    async fn evidence(&self, operation: &Operation) -> String {
        let Operation::Flowmingo(FlowmingoWrite::Invite { set: Some(set), .. }) = operation else {
            return "the system does not show whether it was done".to_owned();
        };
        let mut wants = Wants::default();
        wants.flowmingo.submissions_of.insert(set.clone());
        let unknown = match self.readers.observe(&wants).await {
            Ok(live) => match live.flowmingo.submissions.get(set) {
                Some(Lookup::Found(all)) => {
                    let known = self.ledger.known_people_ids();
                    let unknown = all
                        .items()
                        .iter()
                        .filter(|one| !known.contains(one.id.as_str()));
                    Some(unknown.count())
                }
                _ => None,
            },
            Err(_) => None,
        };
        let shown = unknown.map_or_else(
            || "could not be read".to_owned(),
            |count| format!("shows {count} submissions that are not in the state"),
        );
        format!(
            "Flowmingo does not show addresses; the interview set now {shown}, and the request had {} people",
            operation.people().len()
        )
    }

    /// The request with the ids that an invite before it has brought in. `None`: it is done already.
    pub(super) async fn known(
        &self,
        change: &Change,
        operation: Operation,
    ) -> Result<Option<Operation>, Failure> {
        let operation = self.creates.resolved(&operation)?;
        match operation {
            Operation::Flowmingo(FlowmingoWrite::MoveStage {
                application: ApplicationRef::Invited(who),
                project,
                stage,
                ..
            }) => {
                let talent = self.talent_of(change, &who)?;
                // Adding an application is another call than the one that was planned: the next plan shows it.
                let own = self
                    .application_of(&project, &talent)
                    .await?
                    .ok_or(Failure::NoApplicationYet)?;
                if own.stage.as_ref().is_some_and(|live| live.id == stage) {
                    return Ok(None);
                }
                Ok(Some(Operation::Flowmingo(FlowmingoWrite::MoveStage {
                    application: ApplicationRef::Id(own.id.clone()),
                    who,
                    project,
                    stage,
                })))
            }
            other => Ok(Some(other)),
        }
    }

    /// What an invite of this very run has made: a list may take a moment to show it.
    async fn application_of(
        &self,
        project: &ProjectId,
        talent: &TalentId,
    ) -> Result<Option<Application>, Failure> {
        let wants = applications_of(project);
        for &pause in &self.options.settling_pauses {
            tokio::time::sleep(pause).await;
            let live = self
                .readers
                .observe(&wants)
                .await
                .map_err(Failure::Unchecked)?;
            let applications = live.flowmingo.applications.get(project);
            let mut all = applications.into_iter().flat_map(Listing::items);
            if let Some(own) = all.find(|one| one.talent.as_ref() == Some(talent)) {
                return Ok(Some(own.clone()));
            }
        }
        Ok(None)
    }

    fn talent_of(&self, change: &Change, who: &Email) -> Result<TalentId, Failure> {
        let print = self.ledger.print_of(who);
        self.ledger
            .person(&change.address, &print)
            .and_then(|person| person.talent)
            .map(TalentId::new)
            .ok_or_else(|| Failure::MissingId(format!("{} of {who}", change.address)))
    }
}

fn applications_of(project: &ProjectId) -> Wants {
    let mut wants = Wants::default();
    wants.flowmingo.applications_of.insert(project.clone());
    wants
}

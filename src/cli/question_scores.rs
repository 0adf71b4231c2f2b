//! `vetform results ADDRESS --questions`: scores for each question of an assessment, and of nobody.

use super::exit::Exit;
use super::failure::CommandFailure;
use super::output::Output;
use super::past_results::{announce, interview, submissions};
use super::results::{no_results, unreadable};
use super::session::Session;
use crate::model::taptalent::ObservedAssessment;
use crate::model::{Address, AssessmentId, Kind, Live, Lookup, System, Wants};
use crate::plan::{identity_wants, live_ids};
use crate::provider::Readers;
use crate::provider::http::ReadErrors;
use crate::results::{NoResults, QuestionScores};
use crate::state::Recorded;

/// Whether what has this kind has scores for questions, of people who may be told of together.
pub(super) fn check(address: &Address) -> Result<(), CommandFailure> {
    let kind = address.kind();
    let why = match (kind, kind.system()) {
        (Kind::TapTalentAssessment, _) => return Ok(()),
        (Kind::TapTalentRoster, _) => {
            "its people are a part of those of an interview, and few of them could be found by subtracting"
        }
        (_, System::TapTalent) => "a flow has its questions in its assessments",
        (_, System::Flowmingo) => "Flowmingo's results have no score for a question",
        (_, System::Promptster) => "Promptster's results have no score for a question",
    };
    let message = format!("{address} has no scores for each question: {why}");
    Err(
        CommandFailure::new(Exit::Invalid, message).with_hint(match kind.system() {
            System::TapTalent => {
                "name a TapTalent assessment, for example taptalent/Assessment/backend-voice"
            }
            System::Flowmingo | System::Promptster => {
                "leave `--questions` out; only TapTalent's assessments have them"
            }
        }),
    )
}

pub(super) async fn read(
    session: &Session,
    readers: &Readers,
    recorded: &Recorded,
    address: &Address,
    output: Output,
) -> Result<QuestionScores, CommandFailure> {
    let failed = |errors: ReadErrors| unreadable(session, &errors);
    let not_live = || no_results(&NoResults::NotLive(address.clone()));
    let desired = &session.desired;
    let wants = identity_wants(desired, recorded, &[address.clone()].into());
    let live = readers.observe(&wants).await.map_err(failed)?;
    let ids = live_ids(desired, &live, recorded);
    let id = AssessmentId::new(ids.get(address).ok_or_else(not_live)?);
    let alone = match live.taptalent.assessment_details.get(&id) {
        Some(_) => live,
        None => readers.observe(&only(&id)).await.map_err(failed)?,
    };
    let assessment = assessment(&alone, &id, address)?;
    let reader = readers.taptalent.as_ref().ok_or_else(not_live)?;
    let count = submissions(&alone.taptalent, &id);
    announce(&[count], output);
    let (read, _) = interview(reader, &id, count, output).await;
    match read.map_err(|error| failed(ReadErrors::from(error).of(System::TapTalent)))? {
        Lookup::Found(all) => Ok(QuestionScores::of(
            address,
            assessment,
            all.items(),
            recorded,
        )),
        Lookup::Gone => Err(not_live()),
        Lookup::Denied(words) => Err(denied(address, words)),
    }
}

fn only(id: &AssessmentId) -> Wants {
    let mut wants = Wants::default();
    wants.taptalent.assessments.insert(id.clone());
    wants
}

fn assessment<'l>(
    live: &'l Live,
    id: &AssessmentId,
    address: &Address,
) -> Result<&'l ObservedAssessment, CommandFailure> {
    match live.taptalent.assessment_details.get(id) {
        Some(Lookup::Found(found)) => Ok(found),
        Some(Lookup::Denied(words)) => Err(denied(address, words.clone())),
        Some(Lookup::Gone) | None => Err(no_results(&NoResults::NotLive(address.clone()))),
    }
}

fn denied(address: &Address, words: String) -> CommandFailure {
    no_results(&NoResults::Denied {
        address: address.clone(),
        words,
    })
}

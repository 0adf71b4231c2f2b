//! The kind Roster of TapTalent.

use super::super::draft::{Body, CandidateRules, CohortRef, CohortRules, Draft, DraftRoster};
use super::super::findings::Findings;
use super::super::from::from as from_of;
use super::super::people::{FromRow, RosterPerson, Row};
use super::super::{name, people};
use crate::diagnostic::Code;
use crate::manifest::check::metadata::{Content, document, no_lifecycle};
use crate::manifest::raw::taptalent::{RawCandidate, RawRoster};
use crate::manifest::raw::{Envelope, RawNoLifecycle, Slot, Text};
use crate::manifest::yaml::{Flaw, Spot};
use crate::model::taptalent::{Candidate, RosterTarget};
use crate::model::{Address, Kind, Origin, PersonSource, Pointer};

/// A document of kind Roster.
pub(in crate::manifest) fn roster(
    found: &mut Findings,
    origin: &Origin,
    raw: Envelope<RawRoster, RawNoLifecycle>,
) -> Draft {
    document(
        found,
        origin,
        Kind::TapTalentRoster,
        raw,
        no_lifecycle,
        |found, raw| {
            let (spec, cohort) = spec_body(found, origin, raw);
            Content {
                body: spec.map(Body::Roster),
                cohort,
                ..Content::default()
            }
        },
    )
}

fn spec_body(
    found: &mut Findings,
    origin: &Origin,
    raw: RawRoster,
) -> (Option<DraftRoster>, Option<CohortRef>) {
    let RawRoster {
        flow,
        assessment,
        candidates,
        from,
    } = raw;
    let rules = CandidateRules {
        needs_names: assessment.is_declared() && !flow.is_declared(),
    };
    let target = target(found, flow, assessment);
    let cohort = from_of(found, &candidates, from).map(|from| CohortRef {
        from,
        rules: CohortRules::TapTalent(rules),
    });
    let candidates = people::candidates(found, origin, candidates, rules);
    (Some(DraftRoster { target, candidates }), cohort)
}

fn target(found: &mut Findings, flow: Slot<Text>, assessment: Slot<Text>) -> Option<RosterTarget> {
    match (flow.is_declared(), assessment.is_declared()) {
        (true, true) => {
            found.report(two_targets());
            None
        }
        (false, false) => {
            let help = "add `flow: …` to assign people to a flow, or `assessment: …` to invite them to one";
            found.missing(&Pointer::root().key("spec"), "flow", help);
            None
        }
        (true, false) => {
            let text = found.take(flow)?;
            let name = name::reference(found, Kind::Flow, Pointer::spec("flow"), text)?;
            Some(RosterTarget::Flow(Address::new(Kind::Flow, name)))
        }
        (false, true) => {
            let text = found.take(assessment)?;
            let name = name::reference(
                found,
                Kind::TapTalentAssessment,
                Pointer::spec("assessment"),
                text,
            )?;
            let address = Address::new(Kind::TapTalentAssessment, name);
            Some(RosterTarget::Assessment(address))
        }
    }
}

fn two_targets() -> Flaw {
    Flaw::new(
        Code::ConflictingFields,
        Spot::Key(Pointer::spec("assessment")),
        "`flow` and `assessment` both say what people are invited to",
    )
    .related(Spot::Key(Pointer::spec("flow")), "the other one")
    .help("split it into two rosters")
}

impl FromRow for RawCandidate {
    const COLUMNS: &'static [&'static str] = &["email", "firstName", "lastName", "jobCandidateId"];

    fn from_row(_: &mut Findings, row: &impl Row) -> Self {
        Self {
            email: row.text("email"),
            first_name: row.text("firstName"),
            last_name: row.text("lastName"),
            job_candidate_id: row.text("jobCandidateId"),
        }
    }
}

impl RosterPerson for Candidate {
    type Raw = RawCandidate;
    type Rules = CandidateRules;

    fn checked(
        found: &mut Findings,
        at: &Pointer,
        raw: RawCandidate,
        rules: CandidateRules,
        source: PersonSource,
    ) -> Option<Self> {
        let RawCandidate {
            email,
            first_name,
            last_name,
            job_candidate_id,
        } = raw;
        if rules.needs_names && !job_candidate_id.is_declared() {
            demand_names(found, at, &first_name, &last_name);
        }
        let email = people::email(found, at, email);
        let first_name = people::text(found, at, "firstName", first_name);
        let last_name = people::text(found, at, "lastName", last_name);
        let job_candidate_id = people::text(found, at, "jobCandidateId", job_candidate_id);
        if let Some(id) = &job_candidate_id
            && rules.needs_names
            && id.trim().parse::<u64>().is_err()
        {
            let place = Spot::Value(at.clone().key("jobCandidateId"));
            let message = "`jobCandidateId` is not a number";
            let flaw = Flaw::new(Code::OutOfBounds, place, message);
            found.report(flaw.help("an invite to an assessment takes digits only"));
        }
        Some(Self {
            email: email?,
            first_name,
            last_name,
            job_candidate_id,
            source,
        })
    }
}

fn demand_names(found: &mut Findings, at: &Pointer, first: &Slot<Text>, last: &Slot<Text>) {
    for (name, slot) in [("firstName", first), ("lastName", last)] {
        if !slot.is_declared() {
            let help = "an invite to an assessment needs both names, or a `jobCandidateId`";
            found.missing(at, name, help);
        }
    }
}

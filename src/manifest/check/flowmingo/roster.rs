//! The kind Roster of Flowmingo.

use crate::diagnostic::Code;
use crate::manifest::check::draft::{Body, CohortRef, CohortRules, Draft};
use crate::manifest::check::fields::{read_fields, text};
use crate::manifest::check::findings::Findings;
use crate::manifest::check::from::from as from_of;
use crate::manifest::check::metadata::{Content, document};
use crate::manifest::check::people::{self, FromRow, RosterPerson, Row};
use crate::manifest::check::{choose, name};
use crate::manifest::raw::flowmingo::{RawCandidate, RawRoster, RawRosterLifecycle};
use crate::manifest::raw::{Envelope, Slot, Text};
use crate::manifest::table::InviteField as F;
use crate::manifest::yaml::{Flaw, Spot};
use crate::model::flowmingo::{Candidate, Roster};
use crate::model::{Address, FieldValue, Kind, Lifecycle, Origin, PersonSource, Pointer};

/// A document of kind Roster.
pub(in crate::manifest) fn roster(
    found: &mut Findings,
    origin: &Origin,
    mut raw: Envelope<RawRoster, RawRosterLifecycle>,
) -> Draft {
    let ignores_unknown = ignores_unknown(found, std::mem::take(&mut raw.lifecycle));
    document(
        found,
        origin,
        Kind::FlowmingoRoster,
        raw,
        |_, _| Lifecycle::default(),
        |found, raw| {
            let (spec, cohort) = spec_body(found, origin, raw, ignores_unknown);
            Content {
                body: spec.map(Body::FlowmingoRoster),
                cohort,
                ..Content::default()
            }
        },
    )
}

fn ignores_unknown(found: &mut Findings, slot: Slot<RawRosterLifecycle>) -> bool {
    let Some(RawRosterLifecycle {
        unknown_submissions,
    }) = found.take(slot)
    else {
        return false;
    };
    let at = Pointer::root().key("lifecycle").key("unknownSubmissions");
    let ways = [("block", false), ("ignore", true)];
    choose(found, at, unknown_submissions, &ways).unwrap_or_default()
}

fn spec_body(
    found: &mut Findings,
    origin: &Origin,
    raw: RawRoster,
    ignores_unknown_submissions: bool,
) -> (Option<Roster>, Option<CohortRef>) {
    let RawRoster {
        fields,
        interview_set,
        project,
        candidates,
        from,
    } = raw;
    let spec = Pointer::root().key("spec");
    let has_project = project.is_declared();
    demand_target(found, &spec, interview_set.is_declared(), has_project);
    if fields.is_declared(F::JobPost) && !has_project {
        needs_project(found, &spec);
    }
    let mut fields = read_fields(found, spec, fields);
    let interview_set = reference(found, Kind::InterviewSet, "interviewSet", interview_set);
    let project = reference(found, Kind::Project, "project", project);
    let cohort = from_of(found, &candidates, from).map(|from| CohortRef {
        from,
        rules: CohortRules::Flowmingo,
    });
    let candidates = people::candidates(found, origin, candidates, ());
    let roster = Roster {
        interview_set,
        project,
        job_post: text(&mut fields, F::JobPost),
        // Required: without it there is a problem, and nobody is invited.
        send_invite: fields.remove(&F::SendInvite) == Some(FieldValue::Bool(true)),
        invitation_message: text(&mut fields, F::InvitationMessage),
        ignores_unknown_submissions,
        candidates,
    };
    (Some(roster), cohort)
}

fn demand_target(found: &mut Findings, spec: &Pointer, has_set: bool, has_project: bool) {
    if !has_set && !has_project {
        let help = "add `interviewSet: …`, `project: …` or both: names of manifests of these kinds";
        found.missing(spec, "interviewSet", help);
    }
}

fn reference(
    found: &mut Findings,
    kind: Kind,
    field: &'static str,
    slot: Slot<Text>,
) -> Option<Address> {
    let text = found.take(slot)?;
    let name = name::reference(found, kind, Pointer::spec(field), text)?;
    Some(Address::new(kind, name))
}

fn needs_project(found: &mut Findings, spec: &Pointer) {
    let place = Spot::Key(spec.clone().key("jobPost"));
    let flaw = Flaw::new(Code::MissingField, place, "`jobPost` needs `project`");
    found.report(flaw.help(
        "add `project: …` to `spec`, since job posts belong to a project; or remove `jobPost`",
    ));
}

impl FromRow for RawCandidate {
    const COLUMNS: &'static [&'static str] = &[
        "email",
        "firstname",
        "lastname",
        "cvLink",
        "atsCandidateId",
        "stage",
        "rejected",
    ];

    fn from_row(found: &mut Findings, row: &impl Row) -> Self {
        Self {
            email: row.text("email"),
            firstname: row.text("firstname"),
            lastname: row.text("lastname"),
            cv_link: row.text("cvLink"),
            ats_candidate_id: row.text("atsCandidateId"),
            stage: row.text("stage"),
            rejected: row.flag(found, "rejected"),
        }
    }
}

impl RosterPerson for Candidate {
    type Raw = RawCandidate;
    type Rules = ();

    fn checked(
        found: &mut Findings,
        at: &Pointer,
        raw: RawCandidate,
        (): (),
        source: PersonSource,
    ) -> Option<Self> {
        let RawCandidate {
            email,
            firstname,
            lastname,
            cv_link,
            ats_candidate_id,
            stage,
            rejected,
        } = raw;
        let has_stage = stage.is_declared();
        let email = people::email(found, at, email);
        let firstname = people::text(found, at, "firstname", firstname);
        let lastname = people::text(found, at, "lastname", lastname);
        let cv_link = cv_link_of(found, at, cv_link);
        let ats_candidate_id = people::text(found, at, "atsCandidateId", ats_candidate_id);
        let stage = people::text(found, at, "stage", stage);
        let rejected = found.take(rejected).unwrap_or_default();
        if rejected && has_stage {
            refuse_both(found, at);
        }
        Some(Self {
            email: email?,
            firstname,
            lastname,
            cv_link,
            ats_candidate_id,
            stage,
            rejected,
            source,
        })
    }
}

fn refuse_both(found: &mut Findings, at: &Pointer) {
    let place = Spot::Key(at.clone().key("rejected"));
    let message = "`rejected: true` and `stage` exclude each other";
    let flaw = Flaw::new(Code::ConflictingFields, place, message);
    let flaw = flaw.related(Spot::Key(at.clone().key("stage")), "stage given here");
    found.report(flaw.help("keep `rejected: true` or `stage`, not both"));
}

fn cv_link_of(found: &mut Findings, at: &Pointer, slot: Slot<Text>) -> Option<String> {
    let link = people::text(found, at, "cvLink", slot)?;
    let is_https =
        reqwest::Url::parse(&link).is_ok_and(|url| url.scheme() == "https" && url.has_host());
    if !is_https {
        let place = Spot::Value(at.clone().key("cvLink"));
        let flaw = Flaw::new(Code::OutOfBounds, place, "`cvLink` is not an https address");
        found.report(
            flaw.help(
                "write an https URL, public or signed, from which Flowmingo can fetch the file",
            ),
        );
    }
    Some(link)
}

//! The kind Roster of Promptster: candidate keys.

use crate::manifest::check::draft::{Body, CohortRef, CohortRules, Draft, DraftKeys};
use crate::manifest::check::findings::Findings;
use crate::manifest::check::from::from as from_of;
use crate::manifest::check::metadata::{Content, document, no_lifecycle};
use crate::manifest::check::name;
use crate::manifest::check::people::{self, FromRow, RosterPerson, Row};
use crate::manifest::raw::promptster::{RawCandidate, RawRoster};
use crate::manifest::raw::{Envelope, RawNoLifecycle, Slot, Text};
use crate::model::promptster::Candidate;
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
        Kind::PromptsterRoster,
        raw,
        no_lifecycle,
        |found, raw| {
            let (spec, cohort) = spec_body(found, origin, raw);
            Content {
                body: spec.map(Body::PromptsterRoster),
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
) -> (Option<DraftKeys>, Option<CohortRef>) {
    let RawRoster {
        assessment,
        org_name,
        candidates,
        from,
    } = raw;
    let at = Pointer::root().key("spec");
    let assessment = assessment_of(found, &at, assessment);
    let org_name = people::text(found, &at, "orgName", org_name);
    let cohort = from_of(found, &candidates, from).map(|from| CohortRef {
        from,
        rules: CohortRules::Promptster,
    });
    let candidates = people::candidates(found, origin, candidates, ());
    let spec = DraftKeys {
        assessment,
        org_name,
        candidates,
    };
    (Some(spec), cohort)
}

fn assessment_of(found: &mut Findings, at: &Pointer, slot: Slot<Text>) -> Option<Address> {
    if !slot.is_declared() {
        let help = "add `assessment: …` with the name of a promptster/v1 Assessment manifest";
        found.missing(at, "assessment", help);
    }
    let text = found.take(slot)?;
    let name = name::reference(
        found,
        Kind::PromptsterAssessment,
        at.clone().key("assessment"),
        text,
    )?;
    Some(Address::new(Kind::PromptsterAssessment, name))
}

impl FromRow for RawCandidate {
    const COLUMNS: &'static [&'static str] = &["email", "name", "revoked"];

    fn from_row(found: &mut Findings, row: &impl Row) -> Self {
        Self {
            email: row.text("email"),
            name: row.text("name"),
            revoked: row.flag(found, "revoked"),
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
            name,
            revoked,
        } = raw;
        let email = people::email(found, at, email);
        let name = people::text(found, at, "name", name);
        let revoked = found.take(revoked).unwrap_or_default();
        Some(Self {
            email: email?,
            name,
            revoked,
            source,
        })
    }
}

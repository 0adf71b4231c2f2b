//! The kind Branding of Promptster.

use crate::diagnostic::Code;
use crate::manifest::check::bounds;
use crate::manifest::check::draft::{Body, Draft};
use crate::manifest::check::fields::read_fields;
use crate::manifest::check::findings::Findings;
use crate::manifest::check::metadata::{document, no_lifecycle};
use crate::manifest::raw::promptster::RawBranding;
use crate::manifest::raw::{Envelope, RawNoLifecycle};
use crate::manifest::yaml::{Flaw, Spot};
use crate::model::promptster::{Branding, BrandingField as F};
use crate::model::{FieldKey as _, Kind, Origin, Pointer};

/// A document of kind Branding.
pub(in crate::manifest) fn branding(
    found: &mut Findings,
    origin: &Origin,
    raw: Envelope<RawBranding, RawNoLifecycle>,
) -> Draft {
    document(
        found,
        origin,
        Kind::Branding,
        raw,
        no_lifecycle,
        |found, raw| Body::Branding(spec_body(found, raw)).into(),
    )
}

fn spec_body(found: &mut Findings, raw: RawBranding) -> Branding {
    let RawBranding { fields } = raw;
    let spec = Pointer::root().key("spec");
    if fields.0.is_empty() {
        let place = Spot::Key(spec.clone());
        let flaw = Flaw::new(Code::MissingField, place, "`spec` is empty");
        found.report(flaw.help(format!("add {}", bounds::either(F::NAMES))));
    }
    Branding {
        fields: read_fields(found, spec, fields),
    }
}

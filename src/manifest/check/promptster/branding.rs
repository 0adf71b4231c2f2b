//! The kind Branding of Promptster.

use crate::diagnostic::Code;
use crate::manifest::check::draft::{Body, Draft};
use crate::manifest::check::fields::FieldReader;
use crate::manifest::check::findings::Findings;
use crate::manifest::check::metadata::{document, no_lifecycle};
use crate::manifest::raw::promptster::RawBranding;
use crate::manifest::raw::{Envelope, RawNoLifecycle};
use crate::manifest::yaml::{Flaw, Spot};
use crate::model::promptster::{Branding, BrandingField as F};
use crate::model::{Kind, Origin, Pointer};

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
    let RawBranding {
        logo_url,
        accent_color,
        retention_days,
    } = raw;
    let spec = Pointer::root().key("spec");
    let is_empty =
        !(logo_url.is_declared() || accent_color.is_declared() || retention_days.is_declared());
    if is_empty {
        let place = Spot::Key(spec.clone());
        let flaw = Flaw::new(Code::MissingField, place, "`spec` says nothing");
        found.report(flaw.help("add `logoUrl`, `accentColor` or `retentionDays`"));
    }
    let mut reader = FieldReader::new(found, spec);
    reader.clearable(F::LogoUrl, logo_url);
    reader.clearable(F::AccentColor, accent_color);
    reader.whole(F::RetentionDays, retention_days);
    Branding {
        fields: reader.finish(),
    }
}

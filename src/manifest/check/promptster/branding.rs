//! The kind Branding of Promptster.

use crate::diagnostic::Code;
use crate::manifest::check::draft::{Body, Draft};
use crate::manifest::check::fields::FieldReader;
use crate::manifest::check::findings::Findings;
use crate::manifest::check::metadata;
use crate::manifest::check::metadata::spec_of;
use crate::manifest::raw::promptster::RawBranding;
use crate::manifest::raw::{Envelope, RawNoLifecycle};
use crate::manifest::yaml::{Flaw, Spot};
use crate::model::promptster::{Branding, BrandingField as F};
use crate::model::{Kind, Lifecycle, Origin, Pointer};

/// A document of kind Branding.
pub(in crate::manifest) fn branding(
    found: &mut Findings,
    origin: &Origin,
    raw: Envelope<RawBranding, RawNoLifecycle>,
) -> Draft {
    let Envelope {
        api_version,
        kind,
        metadata,
        spec,
        lifecycle,
    } = raw;
    metadata::known(found, api_version, kind);
    let _: Option<RawNoLifecycle> = found.take(lifecycle);
    let spec = spec_of(found, spec).map(|raw| spec_body(found, raw));
    let body = spec.map(Body::Branding);
    let lifecycle = Lifecycle::default();
    metadata::draft(found, origin, Kind::Branding, metadata, lifecycle, body)
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

//! `kind: Branding` of `promptster/v1`.

use crate::manifest::raw::raw_object;
use crate::model::promptster::BrandingField;

raw_object! {
    /// Its `spec`.
    struct RawBranding (expecting "the spec of a Branding", schema "Spec") {
        fields: BrandingField,
    }
}

//! The organisation's branding: one per organisation, the one thing there that can be changed (reviewers/api/branding).

use crate::model::field::{Audience, Bounds, Fields, ValueType, fields};

/// What a Promptster manifest of kind Branding says.
#[derive(Debug, Clone, PartialEq)]
pub struct Branding {
    /// The declared fields; [`FieldValue::Null`](crate::model::FieldValue::Null) clears the first two.
    pub fields: Fields<BrandingField>,
}

fields! {
    /// The fields of the branding.
    pub enum BrandingField: updatable;

    LogoUrl = "logoUrl" {
        doc: "URL of the logo on candidate pages; null clears it.",
        value: ValueType::Clearable,
        bounds: Bounds::Length { min: 1, max: usize::MAX },
        label: "logo",
    }

    AccentColor = "accentColor" {
        doc: "Accent colour of candidate pages; null clears it.",
        value: ValueType::Clearable,
        bounds: Bounds::Length { min: 1, max: usize::MAX },
        label: "accent colour",
    }

    RetentionDays = "retentionDays" {
        doc: "Days that sessions are kept. The maximum depends on the organisation's plan (30, 90 or 365).",
        value: ValueType::Whole,
        bounds: Bounds::Range { min: 1.0, max: 365.0 },
        default: Some("30"),
        label: "days that sessions are kept",
        audience: Audience::Team,
    }
}

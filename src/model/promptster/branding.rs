//! The organisation's branding: one per organisation, the one thing there that can be changed (reviewers/api/branding).

use serde::{Deserialize, Serialize};

use crate::model::field::{Bounds, Compare, FieldKey, FieldSpec, Fields, Mutability};

/// What a Promptster manifest of kind Branding says.
#[derive(Debug, Clone, PartialEq)]
pub struct Branding {
    /// The declared fields; [`FieldValue::Null`](crate::model::FieldValue::Null) clears the first two.
    pub fields: Fields<BrandingField>,
}

/// The fields of the branding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum BrandingField {
    /// `logoUrl`
    LogoUrl,
    /// `accentColor`
    AccentColor,
    /// `retentionDays`
    RetentionDays,
}

impl FieldKey for BrandingField {
    const ALL: &'static [Self] = &[Self::LogoUrl, Self::AccentColor, Self::RetentionDays];

    fn spec(self) -> &'static FieldSpec {
        const PLAIN: FieldSpec = FieldSpec {
            name: "",
            read_name: "",
            doc: "",
            required: false,
            bounds: Bounds::None,
            default: None,
            mutability: Mutability::Updatable,
            readable: true,
            compare: Compare::Plain,
        };
        match self {
            Self::LogoUrl => {
                const {
                    &FieldSpec {
                        name: "logoUrl",
                        read_name: "logoUrl",
                        doc: "The logo on candidate pages; null clears it.",
                        ..PLAIN
                    }
                }
            }
            Self::AccentColor => {
                const {
                    &FieldSpec {
                        name: "accentColor",
                        read_name: "accentColor",
                        doc: "The colour of candidate pages; null clears it.",
                        ..PLAIN
                    }
                }
            }
            Self::RetentionDays => {
                const {
                    &FieldSpec {
                        name: "retentionDays",
                        read_name: "retentionDays",
                        doc: "Days that sessions are kept; the plan of the organisation sets the most (30, 90 or 365).",
                        bounds: Bounds::Range {
                            min: 1.0,
                            max: 365.0,
                        },
                        default: Some("30"),
                        ..PLAIN
                    }
                }
            }
        }
    }
}

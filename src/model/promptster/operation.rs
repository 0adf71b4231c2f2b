//! Every write of Promptster that a manifest can ask for, and no other.

use super::natural_key::{NATURAL_KEY, natural_key};
use super::{AssessmentField, BrandingField, ObservedKey};
use crate::model::email::Email;
use crate::model::facts::{Changed, Facts, Made, Write};
use crate::model::field::Fields;
use crate::model::id::{CandidateKeyId, TaskId};
use crate::model::kind::Kind;
use crate::model::listing::Lookup;
use crate::model::observed::{Live, Wants};
use crate::model::person::PersonOutcome;
use crate::model::route::{Endpoint, PathId, Route};
use crate::model::target::{AnyTarget, Target};

/// Most keys that one request may ask for (reviewers/resources/rate-limits).
pub const MOST_KEYS_A_CALL: usize = 50;

/// One write.
#[derive(Debug, Clone, PartialEq)]
pub enum Operation {
    /// Creates an assessment; costs one of the monthly quota.
    CreateAssessment {
        /// Every field of the request.
        fields: Fields<AssessmentField>,
    },
    /// Deletes an assessment: its candidate keys die with it.
    DeleteAssessment {
        /// Which.
        assessment: TaskId,
    },
    /// Issues keys, and mails everybody in it.
    GenerateKeys {
        /// Of which.
        assessment: Target<TaskId>,
        /// `orgName`
        org_name: Option<String>,
        /// 1 to [`MOST_KEYS_A_CALL`] people.
        candidates: Vec<Keyholder>,
    },
    /// Revokes a key.
    RevokeKey {
        /// Of which.
        assessment: TaskId,
        /// Which key.
        key: CandidateKeyId,
        /// Whose it is; not sent.
        who: Email,
    },
    /// Changes the branding: only what is sent changes.
    UpdateBranding {
        /// The changed fields, at least one.
        changes: Fields<BrandingField>,
    },
}

/// One person of a request for keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keyholder {
    /// In `candidateEmails`.
    pub email: Email,
    /// In `candidateNames`; sent as an empty text if the manifest has none, since the lists are positional.
    pub name: Option<String>,
}

impl Write for Operation {
    fn route(&self) -> Route {
        let (endpoint, ids) = match self {
            Self::CreateAssessment { .. } => (Endpoint::post("/v1/assessments"), Vec::new()),
            Self::DeleteAssessment { assessment } => (
                Endpoint::delete("/v1/assessments/:id"),
                vec![PathId::known(assessment)],
            ),
            Self::GenerateKeys { assessment, .. } => (
                Endpoint::post("/v1/assessments/:id/keys"),
                vec![assessment.in_path()],
            ),
            Self::RevokeKey {
                assessment, key, ..
            } => (
                Endpoint::delete("/v1/assessments/:id/keys/:keyId"),
                vec![PathId::known(assessment), PathId::known(key)],
            ),
            Self::UpdateBranding { .. } => (Endpoint::put("/v1/org/branding"), Vec::new()),
        };
        Route::new(endpoint, ids)
    }

    fn facts(&self) -> Facts<'_> {
        let nothing = Facts::default();
        match self {
            Self::CreateAssessment { fields } => Facts {
                costs: true,
                made: Made::Object {
                    kind: Kind::PromptsterAssessment,
                    key: NATURAL_KEY,
                    name: Some(natural_key(fields)),
                },
                ..nothing
            },
            Self::GenerateKeys { .. } => Facts {
                mails: true,
                costs: true,
                made: Made::Entry,
                ..nothing
            },
            Self::DeleteAssessment { assessment } => Facts {
                removed: Some(assessment.to_string()),
                ..nothing
            },
            Self::UpdateBranding { .. } => Facts {
                changed: Changed::Everything,
                ..nothing
            },
            Self::RevokeKey { .. } => nothing,
        }
    }

    fn people(&self) -> Vec<&Email> {
        match self {
            Self::GenerateKeys { candidates, .. } => {
                candidates.iter().map(|one| &one.email).collect()
            }
            Self::RevokeKey { who, .. } => vec![who],
            Self::CreateAssessment { .. }
            | Self::DeleteAssessment { .. }
            | Self::UpdateBranding { .. } => Vec::new(),
        }
    }

    fn names(&self) -> Vec<&str> {
        let Self::GenerateKeys { candidates, .. } = self else {
            return Vec::new();
        };
        let names = candidates.iter().filter_map(|one| one.name.as_deref());
        names.collect()
    }

    fn keep_people(&mut self, keep: &dyn Fn(&Email) -> bool) {
        if let Self::GenerateKeys { candidates, .. } = self {
            candidates.retain(|one| keep(&one.email));
        }
    }

    fn targets(&mut self) -> Vec<&mut dyn AnyTarget> {
        match self {
            Self::GenerateKeys { assessment, .. } => vec![assessment],
            _ => Vec::new(),
        }
    }

    fn people_wants(&self) -> Wants {
        let mut wants = Wants::default();
        wants.promptster.keys.extend(self.keys_of().cloned());
        wants
    }

    fn people_done(&self, live: &Live) -> Vec<PersonOutcome> {
        let keys = self.keys_of().and_then(|id| live.promptster.keys.get(id));
        let keys: &[ObservedKey] = match keys {
            Some(Lookup::Found(keys)) => keys.items(),
            // Keys die with their assessment.
            Some(Lookup::Gone) => &[],
            Some(Lookup::Denied(_)) | None => return Vec::new(),
        };
        match self {
            Self::GenerateKeys { candidates, .. } => {
                let has_key = |who: &Email| {
                    let mut keys = keys.iter();
                    let key = keys.find(|key| key.email.as_deref() == Some(who.canonical()))?;
                    Some(PersonOutcome::entered(who, Some(key.id.to_string())))
                };
                let candidates = candidates.iter();
                candidates.filter_map(|one| has_key(&one.email)).collect()
            }
            Self::RevokeKey { key, who, .. } => {
                let is_there = keys.iter().any(|live| live.id == *key);
                let done = (!is_there).then(|| PersonOutcome::entered(who, Some(key.to_string())));
                done.into_iter().collect()
            }
            _ => Vec::new(),
        }
    }
}

impl Operation {
    /// Whose keys it is about.
    const fn keys_of(&self) -> Option<&TaskId> {
        match self {
            Self::GenerateKeys {
                assessment: Target::Id(id),
                ..
            } => Some(id),
            Self::RevokeKey { assessment, .. } => Some(assessment),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_may_not_be_read_is_not_taken_for_revoked() {
        let assessment = TaskId::new("t1");
        let revoke = Operation::RevokeKey {
            assessment: assessment.clone(),
            key: CandidateKeyId::new("k1"),
            who: Email::parse("alex@example.com").unwrap(),
        };
        let mut live = Live::default();
        let denied = Lookup::Denied("403".to_owned());
        live.promptster.keys.insert(assessment.clone(), denied);
        assert_eq!(revoke.people_done(&live), []);
        live.promptster.keys.insert(assessment, Lookup::Gone);
        assert_eq!(revoke.people_done(&live).len(), 1);
    }
}

//! What can be read of Promptster, one thing or one list at a time. Everything at once is in `observe`.

use crate::model::promptster::{ObservedAssessment, ObservedBranding, ObservedKey};
use crate::model::{Listing, Lookup, TaskId};
use crate::provider::http::{BadAnswer, Path, ReadError, ReadTransport};
use crate::provider::wire::{ListItem, Page, Quoting, enveloped, json};

use super::listing::list;
use super::wire::{AssessmentWire, BrandingWire, KeyWire};

/// Reads Promptster. Cheap to clone; holds no way to write.
#[derive(Debug, Clone)]
pub struct Reader {
    pub(super) transport: ReadTransport,
}

impl Reader {
    /// A reader over a transport whose base URL has no path.
    pub const fn new(transport: ReadTransport) -> Self {
        Self { transport }
    }

    /// `GET /v1/assessments` to its end: those that are not deleted.
    pub async fn list_assessments(&self) -> Result<Listing<ObservedAssessment>, ReadError> {
        let path = Path::of(&["v1", "assessments"])?;
        let decode = |body: &[u8]| {
            page(body, Quoting::Whole, |wire: AssessmentWire| {
                let observed = wire.observed();
                (observed.id.to_string(), observed)
            })
        };
        list(&self.transport, &path, decode).await
    }

    /// `GET /v1/assessments/:id`
    pub async fn assessment(&self, id: &TaskId) -> Result<Lookup<ObservedAssessment>, ReadError> {
        let path = Path::of(&["v1", "assessments", id.as_str()])?;
        let decode = |body: &[u8]| {
            let wire: AssessmentWire = enveloped(body, &["data", "assessment"], Quoting::Whole)?;
            let found = wire.observed();
            // A cache in between that answers with another object must not pass for this one.
            if found.id == *id {
                Ok(found)
            } else {
                Err(BadAnswer::whole(format!("it is about {}", found.id)))
            }
        };
        looked_up(self.transport.get(&path, decode).await)
    }

    /// `GET /v1/assessments/:id/keys` to its end: those that are not revoked, without the keys themselves.
    pub async fn keys(&self, of: &TaskId) -> Result<Lookup<Listing<ObservedKey>>, ReadError> {
        let path = Path::of(&["v1", "assessments", of.as_str(), "keys"])?;
        let decode = |body: &[u8]| {
            page(body, Quoting::Nothing, |wire: KeyWire| {
                let observed = wire.observed();
                (observed.id.to_string(), observed)
            })
        };
        looked_up(list(&self.transport, &path, decode).await)
    }

    /// `GET /v1/org/branding`
    pub async fn branding(&self) -> Result<ObservedBranding, ReadError> {
        let path = Path::of(&["v1", "org", "branding"])?;
        self.transport.get(&path, branding).await
    }
}

pub(super) fn branding(body: &[u8]) -> Result<ObservedBranding, BadAnswer> {
    let wire: BrandingWire = enveloped(body, &["data", "branding"], Quoting::Whole)?;
    wire.observed().map_err(BadAnswer::whole)
}

pub(super) fn page<W: ListItem, T>(
    body: &[u8],
    quoting: Quoting,
    observed: impl Fn(W) -> T,
) -> Result<Page<T>, BadAnswer> {
    let page = json::<Page<W>>(body, quoting)?;
    if page.items.is_none() {
        let what = W::KEY;
        return Err(BadAnswer::whole(format!("it has no list of {what}")));
    }
    page.try_map(|wire| Ok(observed(wire)))
}

/// 404 is an answer; a 403 would speak of the key or of its scopes (reviewers/resources/errors).
fn looked_up<T>(read: Result<T, ReadError>) -> Result<Lookup<T>, ReadError> {
    match read {
        Ok(found) => Ok(Lookup::Found(found)),
        Err(ReadError::Refused { refusal, .. }) if refusal.status == 404 => Ok(Lookup::Gone),
        Err(error) => Err(error),
    }
}

//! What stands behind the `?` of a request, read once for all systems.

use std::ops::RangeInclusive;

use axum::extract::Query;

use super::form::whole;
use super::refusal::Refusal;

/// The parameters, decoded, in the order in which they came.
#[derive(Debug)]
pub(in crate::sandbox) struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Nothing, if the text is not a query.
    pub(in crate::sandbox) fn read(query: &str) -> Self {
        let uri = axum::http::Uri::builder()
            .path_and_query(format!("/?{query}"))
            .build();
        let all = uri.ok().and_then(|uri| Query::try_from_uri(&uri).ok());
        Self(all.map_or_else(Vec::new, |Query(all)| all))
    }

    /// The first value of that name.
    pub(in crate::sandbox) fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// A whole number within bounds; `default` if left out.
    pub(in crate::sandbox) fn integer(
        &self,
        name: &'static str,
        default: i64,
        bounds: RangeInclusive<i64>,
    ) -> Result<i64, Refusal> {
        let number = self.get(name).map_or(Ok(default), str::parse);
        number
            .ok()
            .filter(|number| bounds.contains(number))
            .ok_or_else(|| Refusal::Parameter(name, whole(*bounds.start(), *bounds.end())))
    }
}

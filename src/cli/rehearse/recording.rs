//! What live systems answered while a plan was made, in the order of their pages.

use std::sync::{Arc, Mutex, PoisonError};

use crate::model::System;
use crate::provider::http::Recorder;
use crate::sandbox::{self, Answered};

/// Every answer so far.
#[derive(Debug, Clone, Default)]
pub(in crate::cli) struct Recording(Arc<Mutex<Vec<Answered>>>);

struct OfSystem {
    system: sandbox::System,
    all: Recording,
}

impl Recorder for OfSystem {
    fn answered(&self, path: &str, body: &[u8]) {
        // What was understood is JSON.
        let Ok(body) = serde_json::from_slice(body) else {
            return;
        };
        self.all.add(Answered {
            system: self.system,
            path: path.to_owned(),
            body,
        });
    }
}

impl Recording {
    /// Where the answers of a system go.
    pub(in crate::cli) fn of(&self, system: System) -> Arc<dyn Recorder> {
        Arc::new(OfSystem {
            system: stand_in(system),
            all: self.clone(),
        })
    }

    fn add(&self, answered: Answered) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.push(answered);
    }

    /// The answers, pages of a list one behind the other: they may have come in any order.
    pub(super) fn answered(&self) -> Vec<Answered> {
        let mut all = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        all.sort_by_cached_key(|one| {
            let (path, query) = one.path.split_once('?').unwrap_or((&one.path, ""));
            (one.system.name(), path.to_owned(), page(query))
        });
        all
    }
}

/// Which page a query asks for. One that the page before tells the way to comes behind that anyway.
fn page(query: &str) -> u64 {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let mut numbers = pairs.filter(|(name, _)| matches!(*name, "pageNumber" | "page" | "offset"));
    let number = numbers.next().and_then(|(_, number)| number.parse().ok());
    number.unwrap_or_default()
}

/// The embedded system that stands for a live one.
pub(in crate::cli) const fn stand_in(system: System) -> sandbox::System {
    match system {
        System::TapTalent => sandbox::System::Taptalent,
        System::Flowmingo => sandbox::System::Flowmingo,
        System::Promptster => sandbox::System::Promptster,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_stand_in_their_order_however_they_came() {
        let recording = Recording::default();
        let taptalent = recording.of(System::TapTalent);
        for path in [
            "/jobs?pageNumber=10",
            "/assessment/a/candidates?limit=50",
            "/jobs?pageNumber=2",
            "/assessment/a/candidates?limit=50&nextToken=zz",
            "/assessment/a/candidates?limit=50&nextToken=aa",
        ] {
            taptalent.answered(path, b"{}");
        }
        recording
            .of(System::Flowmingo)
            .answered("/page", b"no JSON");
        let paths: Vec<String> = recording
            .answered()
            .into_iter()
            .map(|one| one.path)
            .collect();
        assert_eq!(
            paths,
            [
                "/assessment/a/candidates?limit=50",
                "/assessment/a/candidates?limit=50&nextToken=zz",
                "/assessment/a/candidates?limit=50&nextToken=aa",
                "/jobs?pageNumber=2",
                "/jobs?pageNumber=10",
            ]
        );
    }
}

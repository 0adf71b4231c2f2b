//! Reads that were begun before all that is wanted was known.

use crate::model::taptalent::Wants;
use std::collections::BTreeSet;

use super::fixtures::{assessment_id, flow_id, healthy, reader};
use crate::model::{AssessmentId, Kind};
use crate::provider::http::Transport;
use crate::provider::http::tests::options;
use crate::provider::http::tests::server::{Reply, Server};
use crate::provider::taptalent::Reader;

fn by_id(ids: impl IntoIterator<Item = usize>) -> Wants {
    let ids = ids.into_iter();
    Wants {
        assessments: ids.map(|id| assessment_id(&format!("a{id}"))).collect(),
        ..Wants::default()
    }
}

fn everything() -> Wants {
    Wants {
        assessments: (1..=40)
            .map(|id| AssessmentId::new(format!("a{id}")))
            .collect(),
        assessment_titles: BTreeSet::from(["Title 200".to_owned()]),
        assessment_references: [assessment_id("elsewhere")].into(),
        flows: [flow_id("1")].into(),
        flow_names: BTreeSet::from(["Flow 3".to_owned()]),
        externals: [Kind::Job].into(),
        ..Wants::default()
    }
}

#[tokio::test]
async fn what_was_begun_ahead_is_taken_and_nothing_is_sent_twice() {
    let server = Server::start(healthy(250, 3)).await;
    let plain = reader(&server).observe(&everything()).await.unwrap();
    let mut without = server.lines();
    let reader = reader(&server);
    let ahead = reader.read_ahead();
    ahead.begin(&by_id(1..=30));
    ahead.begin(&Wants {
        assessment_titles: BTreeSet::from(["Title 200".to_owned()]),
        flow_names: BTreeSet::from(["Flow 3".to_owned()]),
        externals: [Kind::Job].into(),
        ..by_id(20..=35)
    });
    let live = reader.clone().observe(&everything()).await.unwrap();
    assert_eq!(live, plain);
    let mut with = server.lines().split_off(without.len());
    without.sort();
    with.sort();
    assert_eq!(with, without);
}

#[tokio::test]
async fn what_was_taken_once_is_read_anew() {
    let server = Server::start(healthy(1, 0)).await;
    let reader = reader(&server);
    reader.read_ahead().begin(&by_id([1]));
    let first = reader.observe(&by_id([1])).await.unwrap();
    assert_eq!(server.count(), 2);
    assert_eq!(reader.observe(&by_id([1])).await.unwrap(), first);
    assert_eq!(server.count(), 4);
}

#[tokio::test]
async fn a_failure_is_told_as_ever_and_nothing_more_is_begun() {
    let server = Server::start(|_, _| Reply::text(401, "no")).await;
    let alone = |server: &Server| {
        let mut options = options(server);
        options.concurrency = 1;
        Reader::new(Transport::new(options).unwrap().reader())
    };
    let plain = alone(&server).observe(&by_id(1..=50)).await.unwrap_err();
    let before = server.count();
    let reader = alone(&server);
    let ahead = reader.read_ahead();
    ahead.begin(&by_id(1..=50));
    let error = reader.observe(&by_id(1..=50)).await.unwrap_err();
    assert_eq!(error.to_string(), plain.to_string());
    ahead.begin(&by_id(51..=60));
    assert!(reader.observe(&by_id(1..=1)).await.is_err());
    // The list, and the one single read that had its place already; each time.
    assert!(server.count() - before <= 4, "{:?}", server.lines());
}

//! The front over real loopback connections: three servers, each wrong in its own way.

use serde_json::json;

use super::{Readers, Writers};
use crate::model::promptster::Operation as OfPromptster;
use crate::model::taptalent::CandidatesOf;
use crate::model::{FlowId, Kind, Live, Operation, TaskId, Wants, Written};
use crate::provider::http::WriteError;
use crate::provider::http::tests::server::{Reply, Server};
use crate::provider::http::tests::{message, transport};
use crate::provider::{flowmingo, promptster, taptalent};

struct Three {
    taptalent: Server,
    flowmingo: Server,
    promptster: Server,
}

impl Three {
    async fn replying(replies: [Reply; 3]) -> Self {
        let [taptalent, flowmingo, promptster] = replies;
        Self {
            taptalent: Server::replying(vec![taptalent]).await,
            flowmingo: Server::replying(vec![flowmingo]).await,
            promptster: Server::replying(vec![promptster]).await,
        }
    }

    fn readers(&self) -> Readers {
        Readers {
            taptalent: Some(taptalent::Reader::new(transport(&self.taptalent).reader())),
            flowmingo: Some(flowmingo::Reader::new(transport(&self.flowmingo).reader())),
            promptster: Some(promptster::Reader::new(
                transport(&self.promptster).reader(),
            )),
        }
    }

    fn counts(&self) -> [usize; 3] {
        [&self.taptalent, &self.flowmingo, &self.promptster].map(Server::count)
    }
}

fn everything() -> Wants {
    let mut wants = Wants::default();
    wants.taptalent.externals.insert(Kind::Job);
    wants.flowmingo.me = true;
    wants.promptster.list = true;
    wants
}

#[tokio::test]
async fn a_system_that_nothing_is_wanted_of_is_left_alone() {
    let me = json!({"organization_id": 7, "scopes": ["read_hiring"], "expires_at": null});
    let fails = || Reply::text(500, "");
    let three = Three::replying([fails(), Reply::json(200, &me), fails()]).await;
    let nothing = three.readers().observe(&Wants::default()).await.unwrap();
    assert_eq!(nothing, Live::default());
    let mut wants = Wants::default();
    wants.flowmingo.me = true;
    let live = three.readers().observe(&wants).await.unwrap();
    let me = live.flowmingo.me.unwrap();
    assert_eq!(me.organization.as_deref(), Some("7"));
    assert_eq!(three.counts(), [0, 1, 0]);
}

#[tokio::test]
async fn candidates_are_read_without_the_lists() {
    let page = json!({"data": [], "pagination": {"page": 1, "perPage": 100, "total": 0}});
    let fails = || Reply::text(500, "");
    let three = Three::replying([Reply::json(200, &page), fails(), fails()]).await;
    let of = CandidatesOf::Flow(FlowId::new("10"));
    let mut wants = Wants::default();
    wants.taptalent.candidates.insert(of.clone());
    let live = three.readers().observe(&wants).await.unwrap();
    assert!(live.taptalent.candidates.contains_key(&of));
    assert_eq!(
        three.taptalent.lines(),
        ["GET /assessment-flows/10/candidates?page=1&pageSize=100"]
    );
}

#[tokio::test]
async fn every_failure_says_whose_it_is() {
    let three = Three::replying([
        Reply::json(401, &json!({"message": "bad key"})),
        Reply::json(401, &json!({"statusCode": 401, "message": "Unauthorized"})),
        Reply::json(
            402,
            &json!({"error": "Trial over", "code": "trial_expired"}),
        ),
    ])
    .await;
    let errors = three.readers().observe(&everything()).await.unwrap_err();
    insta::assert_snapshot!(message(&three.taptalent, &errors), @"
    taptalent: GET /jobs?pageNumber=1&perPage=100: the system rejects the API key: 401 Unauthorized: bad key
    flowmingo: GET /integration/me/v1: the system rejects the API key: 401 Unauthorized: Unauthorized
    promptster: GET /v1/assessments?limit=100&offset=0: refused: 402 Payment Required, trial_expired: Trial over
    ");
}

#[tokio::test]
async fn a_system_that_the_workspace_lacks_is_named() {
    let errors = Readers::default().observe(&everything()).await.unwrap_err();
    assert!(errors.0.iter().all(|failure| failure.error.concerns_all()));
    insta::assert_snapshot!(errors.to_string(), @"
    taptalent: the workspace has no taptalent, so it cannot be read
    flowmingo: the workspace has no flowmingo, so it cannot be read
    promptster: the workspace has no promptster, so it cannot be read
    ");
}

fn delete() -> Operation {
    Operation::Promptster(OfPromptster::DeleteAssessment {
        assessment: TaskId::new("t1"),
    })
}

#[tokio::test]
async fn a_write_goes_to_its_system() {
    let server = Server::replying(vec![Reply::json(200, &json!({"ok": true, "id": "t1"}))]).await;
    let writers = Writers {
        promptster: Some(promptster::Writer::new(transport(&server).writer())),
        ..Writers::default()
    };
    assert_eq!(writers.execute(&delete()).await, Ok(Written::Nothing));
    assert_eq!(server.lines(), ["DELETE /v1/assessments/t1"]);
}

#[tokio::test]
async fn a_write_to_a_system_that_the_workspace_lacks_is_not_sent() {
    let error = Writers::default().execute(&delete()).await.unwrap_err();
    assert!(matches!(error, WriteError::Unsendable { .. }));
    insta::assert_snapshot!(error, @"DELETE /v1/assessments/t1: cannot be sent: the workspace has no promptster");
}

#[tokio::test]
async fn what_no_list_shows_is_an_error_and_never_an_empty_list() {
    let readers = Readers::default();
    for kind in Kind::ALL {
        assert!(readers.names(kind).await.is_err(), "{kind}");
    }
    let unlisted = readers.names(Kind::Branding).await.unwrap_err();
    assert!(
        unlisted
            .to_string()
            .starts_with("no list shows every Branding"),
        "{unlisted}"
    );
}

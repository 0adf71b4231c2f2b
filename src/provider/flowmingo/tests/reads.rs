//! What is read, how a list is proven, and what a key without `read_hiring` is spared.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{page, reader, refusal};
use crate::model::flowmingo::{Live, Scope, Submission, Wants};
use crate::model::{InterviewSetId, Kind, Lookup, ProjectId, SubmissionId, TalentId};
use crate::provider::http::tests::server::{Received, Reply, Server};
use crate::provider::http::tests::{KEY, message};

fn set() -> InterviewSetId {
    InterviewSetId::new("s1")
}

fn project() -> ProjectId {
    ProjectId::new("p1")
}

fn submission(id: &str) -> Value {
    json!({"id": id, "status": 1, "com_interview_set_id": "s1", "tal_candidate_id": "t1",
        "overall_score": "8.50", "submission_at": null, "created_at": "2026-03-04T01:00:00.000Z"})
}

/// A whole small Flowmingo.
fn healthy(scopes: &'static [&'static str]) -> impl Fn(&Received, usize) -> Reply {
    move |request, _| {
        let path = request.path.split('?').next().unwrap_or_default();
        match path {
            "/integration/me/v1" => Reply::json(
                200,
                &json!({"api_key_id": "k", "organization_id": 123, "scopes": scopes, "expires_at": 1_782_531_392_849_u64}),
            ),
            "/integration/hiring/interview-sets/v1" => {
                let sets: Vec<_> = (1..=250)
                    .map(|id| json!({"id": format!("s{id}"), "title": format!("Set {id}"), "status": 1, "set_type": 1}))
                    .collect();
                page(&sets, request, 100)
            }
            "/integration/hiring/projects/v1" => page(
                &[
                    json!({"id": "p1", "title": "Backend", "created_at": "2026-03-04T01:00:00.000Z"}),
                ],
                request,
                100,
            ),
            "/integration/hiring/job-posts/v1" => page(
                &[
                    json!({"id": "j1", "title": "Senior", "status": 1, "com_project_id": "p1"}),
                    json!({"id": "j2", "title": "Other's", "status": 1, "com_project_id": "p2"}),
                ],
                request,
                100,
            ),
            "/integration/hiring/projects/p1/stages/v1" => Reply::json(
                200,
                &json!({"data": [{"id": "st1", "name": "Applied", "priority": 1}, {"id": "st2", "name": "Final", "priority": 2}]}),
            ),
            "/integration/hiring/applications/v1" => page(
                &[
                    json!({"id": "a1", "tal_candidate_id": "t1", "com_project_id": "p1", "com_job_post_id": null,
                    "stage": {"id": "st1", "name": "Applied"}, "score": 7.4, "status": 1, "created_at": 1_782_531_392_849_u64}),
                ],
                request,
                100,
            ),
            "/integration/hiring/submissions/v1" => page(&[submission("x1")], request, 100),
            "/integration/hiring/submissions/x1/v1" => Reply::json(200, &submission("x1")),
            _ => refusal(404, "Submission not found"),
        }
    }
}

fn everything() -> Wants {
    Wants {
        me: true,
        externals: [Kind::InterviewSet, Kind::Project].into(),
        stages_of: [project()].into(),
        job_posts_of: [project()].into(),
        applications_of: [project()].into(),
        submissions_of: [set()].into(),
    }
}

#[tokio::test]
async fn everything_is_read_once() {
    let server = Server::start(healthy(&["read_hiring", "create_set"])).await;
    let live = reader(&server).observe(&everything()).await.unwrap();
    let me = live.me.as_ref().unwrap();
    assert_eq!(me.organization.as_deref(), Some("123"));
    assert_eq!(me.expires_at.as_deref(), Some("2026-06-27T03:36:32.849Z"));
    assert!(me.may(Scope::ReadHiring) && me.scopes.contains("create_set"));
    assert_eq!(live.externals[&Kind::InterviewSet].items().len(), 250);
    assert_eq!(live.externals[&Kind::Project].items()[0].title, "Backend");
    let stages = live.stages[&project()].items();
    assert_eq!([&*stages[0].name, &*stages[1].name], ["Applied", "Final"]);
    let posts = live.job_posts[&project()].items();
    assert_eq!(
        posts.len(),
        1,
        "of another project's job posts nothing is shown"
    );
    let application = &live.applications[&project()].items()[0];
    assert_eq!(application.stage.as_ref().unwrap().name, "Applied");
    assert_eq!(application.score, Some(7.4));
    assert_eq!(
        application.created_at.as_deref(),
        Some("2026-06-27T03:36:32.849Z")
    );
    let mut lines = server.lines();
    assert_eq!(lines.remove(0), "GET /integration/me/v1");
    lines.sort();
    insta::assert_snapshot!(lines.join("\n"), @"
    GET /integration/hiring/applications/v1?com_project_id=p1&page=1&limit=100
    GET /integration/hiring/interview-sets/v1?page=1&limit=100
    GET /integration/hiring/interview-sets/v1?page=2&limit=100
    GET /integration/hiring/interview-sets/v1?page=3&limit=100
    GET /integration/hiring/job-posts/v1?com_project_id=p1&page=1&limit=100
    GET /integration/hiring/projects/p1/stages/v1
    GET /integration/hiring/projects/v1?page=1&limit=100
    GET /integration/hiring/submissions/v1?com_interview_set_id=s1&page=1&limit=100
    ");
}

#[tokio::test]
async fn the_key_goes_in_a_header_of_its_own() {
    let server = Server::start(healthy(&[])).await;
    reader(&server).me().await.unwrap();
    let received = &server.received()[0];
    assert_eq!(received.header("x-api-key"), Some(KEY));
    assert_eq!(received.header("authorization"), None);
}

#[tokio::test]
async fn a_key_that_may_not_read_is_asked_for_nothing_else() {
    let server = Server::start(healthy(&["invite_candidates"])).await;
    let live = reader(&server).observe(&everything()).await.unwrap();
    assert!(!live.me.as_ref().unwrap().may(Scope::ReadHiring));
    let nothing = Live {
        me: live.me.clone(),
        ..Live::default()
    };
    assert_eq!(live, nothing);
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn what_is_wanted_later_is_read_alone() {
    let server = Server::start(healthy(&["read_hiring"])).await;
    let wants = Wants {
        submissions_of: [set()].into(),
        ..Wants::default()
    };
    let live = reader(&server).observe(&wants).await.unwrap();
    assert_eq!(live.me, None);
    let Lookup::Found(found) = &live.submissions[&set()] else {
        panic!("{live:?}")
    };
    assert_eq!(found.items()[0].overall_score, Some(8.5));
    assert_eq!(
        server.lines(),
        ["GET /integration/hiring/submissions/v1?com_interview_set_id=s1&page=1&limit=100"]
    );
}

#[tokio::test]
async fn a_key_that_shows_no_scopes_tells_nothing() {
    let reply = Reply::json(200, &json!({"organization_id": 1}));
    let server = Server::replying(vec![reply]).await;
    let errors = reader(&server).observe(&everything()).await.unwrap_err();
    insta::assert_snapshot!(message(&server, &errors), @"GET /integration/me/v1: cannot read the response: `scopes` is missing (tried 5 times)");
}

#[tokio::test]
async fn a_server_that_clamps_is_followed_whatever_limit_it_names() {
    for names_what_was_asked in [false, true] {
        let server = Server::start(move |request, _| {
            let sets: Vec<_> = (1..=53).map(|id| json!({"id": id, "title": "T"})).collect();
            let Reply::Whole { body, .. } = page(&sets, request, 20) else {
                unreachable!()
            };
            let mut body: Value = serde_json::from_slice(&body).unwrap();
            if names_what_was_asked {
                body["limit"] = json!(request.query("limit").unwrap());
            }
            Reply::json(200, &body)
        })
        .await;
        let sets = reader(&server)
            .list_externals(Kind::InterviewSet)
            .await
            .unwrap();
        let ids: BTreeSet<_> = sets.items().iter().map(|set| set.id.as_str()).collect();
        assert_eq!(ids.len(), 53);
    }
}

#[tokio::test]
async fn a_list_that_does_not_add_up_is_no_list() {
    for body in [
        json!({"data": [{"id": "s1"}], "page": 1, "limit": 100}),
        json!({"data": [], "total": 1, "page": 1, "limit": 100}),
        json!({"data": [{"id": "s1"}, {"id": "s1"}], "total": 2, "page": 1, "limit": 100}),
        json!({"data": null, "total": 0}),
        json!({"data": [{"title": "no id"}], "total": 1}),
    ] {
        let server = Server::replying(vec![Reply::json(200, &body)]).await;
        let read = reader(&server).list_externals(Kind::InterviewSet).await;
        assert!(read.is_err(), "{body} {read:?}");
    }
    let server = Server::start(|request, _| {
        let sets: Vec<_> = (1..=150)
            .map(|id| json!({"id": id, "title": "T"}))
            .collect();
        match request.query("page") {
            Some(1) => page(&sets, request, 100),
            _ => page(&sets[..149], request, 100),
        }
    })
    .await;
    let error = reader(&server)
        .list_externals(Kind::InterviewSet)
        .await
        .unwrap_err();
    insta::assert_snapshot!(message(&server, &error), @"GET /integration/hiring/interview-sets/v1?page=1&limit=100: incomplete or inconsistent: the total is 150 on page 1, but 149 on page 2 (read 3 times)");
}

#[tokio::test]
async fn of_a_project_that_is_not_there_there_is_nothing() {
    let server = Server::start(|request, _| {
        if request.path.contains("stages") {
            Reply::json(200, &json!({"data": []}))
        } else {
            refusal(404, "Hiring project not found")
        }
    })
    .await;
    let reader = reader(&server);
    assert_eq!(reader.list_stages(&project()).await.unwrap().items(), []);
    let posts = reader.list_job_posts(&project()).await.unwrap();
    assert_eq!(posts.items(), []);
    let applications = reader.list_applications(&project()).await.unwrap();
    assert_eq!(applications.items(), []);
    assert_eq!(reader.list_submissions(&set()).await, Ok(Lookup::Gone));
}

#[tokio::test]
async fn a_submission_is_found_gone_or_unknown() {
    let server = Server::start(healthy(&["read_hiring"])).await;
    let reader = reader(&server);
    let found = reader.submission(&SubmissionId::new("x1")).await.unwrap();
    let expected = Submission {
        id: SubmissionId::new("x1"),
        set: Some(set()),
        talent: Some(TalentId::new("t1")),
        overall_score: Some(8.5),
        submitted_at: None,
        created_at: Some("2026-03-04T01:00:00.000Z".to_owned()),
    };
    assert_eq!(found, Lookup::Found(expected));
    let gone = reader.submission(&SubmissionId::new("x2")).await;
    assert_eq!(gone, Ok(Lookup::Gone));
    let of = reader.list_submissions_of(&TalentId::new("t2")).await;
    let Ok(Lookup::Found(of)) = of else {
        panic!("{of:?}")
    };
    assert_eq!(of.items(), [], "a filter that is ignored is made up for");
}

#[tokio::test]
async fn a_broken_answer_about_people_is_not_quoted() {
    let mut bad = submission("x1");
    bad["overall_score"] = json!("Alex Doe, alex@example.com");
    for reply in [
        Reply::json(200, &bad),
        Reply::text(200, "Alex Doe <alex@example.com>"),
        Reply::json(200, &json!({"id": "x9", "overall_score": {"Alex": 1}})),
        Reply::text(500, "no row for alex@example.com"),
    ] {
        let server = Server::replying(vec![reply]).await;
        let error = reader(&server).submission(&SubmissionId::new("x1")).await;
        let error = message(&server, &error.unwrap_err());
        assert!(
            !error.contains("Doe") && !error.contains("alex@"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_missing_scope_speaks_of_the_key() {
    let server = Server::replying(vec![refusal(403, "Missing scope read_hiring")]).await;
    let error = reader(&server)
        .list_externals(Kind::InterviewSet)
        .await
        .unwrap_err();
    insta::assert_snapshot!(message(&server, &error), @"GET /integration/hiring/interview-sets/v1?page=1&limit=100: the system does not let this API key read it (permissions or subscription): 403 Forbidden: Missing scope read_hiring");
}

#[tokio::test]
async fn half_an_emoji_in_a_title_leaves_the_list_readable() {
    let set = json!({"id": "s1", "title": "HALF", "status": 1, "set_type": 1});
    let body = json!({"data": [set], "total": 1, "page": 1, "limit": 100});
    let body = body.to_string().replace("HALF", r"Foreign \ud83d");
    let server = Server::start(move |request, before| {
        if request.path.contains("interview-sets") {
            Reply::text(200, body.clone())
        } else {
            healthy(&["read_hiring"])(request, before)
        }
    })
    .await;
    let wants = Wants {
        me: true,
        externals: [Kind::InterviewSet].into(),
        ..Wants::default()
    };
    let live = reader(&server).observe(&wants).await.unwrap();
    assert_eq!(
        live.externals[&Kind::InterviewSet].items()[0].title,
        "Foreign \u{fffd}"
    );
}

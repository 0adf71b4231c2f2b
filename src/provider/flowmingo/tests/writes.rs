//! What exactly is sent for each operation, and which refusal is none.

use serde_json::json;

use super::{refusal, writer};
use crate::model::flowmingo::{ApplicationRef, Invitee, Operation, TalentRef};
use crate::model::{
    ApplicationId, Email, InterviewSetId, JobPostId, ProjectId, StageId, TalentId, Written,
};
use crate::provider::http::WriteError;
use crate::provider::http::tests::counted;
use crate::provider::http::tests::server::{Reply, Server};

fn email(text: &str) -> Email {
    Email::parse(text).unwrap()
}

fn add(talent: TalentRef) -> Operation {
    Operation::AddApplication {
        talent,
        who: email("alex@example.com"),
        project: ProjectId::new("p1"),
        job_post: None,
        stage: Some(StageId::new("st1")),
    }
}

fn move_stage(application: ApplicationRef) -> Operation {
    Operation::MoveStage {
        application,
        who: email("alex@example.com"),
        project: ProjectId::new("p1"),
        stage: StageId::new("st2"),
    }
}

fn known_talent() -> TalentRef {
    TalentRef::Id(TalentId::new("t1"))
}

fn operations() -> Vec<Operation> {
    let plain = |email| Invitee {
        email,
        firstname: None,
        lastname: None,
        cv_link: None,
        ats_candidate_id: None,
    };
    let full = Invitee {
        firstname: Some("Alex".into()),
        lastname: Some("Doe".into()),
        cv_link: Some("https://example.com/cv".into()),
        ats_candidate_id: Some("ats-1".into()),
        ..plain(email("Alex@example.com"))
    };
    vec![
        Operation::Invite {
            set: Some(InterviewSetId::new("s1")),
            project: Some(ProjectId::new("p1")),
            job_post: Some(JobPostId::new("j1")),
            send_invite: true,
            message: Some("<p>{{interview_link}}</p>".into()),
            candidates: vec![full, plain(email("sam@example.com"))],
        },
        Operation::Invite {
            set: None,
            project: Some(ProjectId::new("p1")),
            job_post: None,
            send_invite: false,
            message: None,
            candidates: vec![plain(email("sam@example.com"))],
        },
        add(known_talent()),
        move_stage(ApplicationRef::Id(ApplicationId::new("a/1"))),
        Operation::Reject {
            application: ApplicationId::new("a1"),
            who: email("alex@example.com"),
        },
    ]
}

#[tokio::test]
async fn requests_are_as_documented() {
    let server = Server::replying(vec![Reply::json(201, &json!({"results": []}))]).await;
    for operation in operations() {
        writer(&server).execute(&operation).await.unwrap();
    }
    insta::assert_snapshot!(server.asked(), @r#"
    POST /integration/interview/candidate/invite/v1 {"com_interview_set_id":"s1","com_project_id":"p1","com_job_post_id":"j1","candidates":[{"email":"Alex@example.com","firstname":"Alex","lastname":"Doe","cv_link":"https://example.com/cv","ats_candidate_id":"ats-1"},{"email":"sam@example.com"}],"invitation_message":"<p>{{interview_link}}</p>","send_invite":true}
    POST /integration/interview/candidate/invite/v1 {"com_project_id":"p1","candidates":[{"email":"sam@example.com"}],"send_invite":false}
    POST /integration/hiring/applications/v1 {"tal_candidate_id":"t1","com_project_id":"p1","com_stage_id":"st1"}
    POST /integration/hiring/applications/a%2F1/move-stage/v1 {"com_stage_id":"st2"}
    POST /integration/hiring/applications/a1/reject/v1
    "#);
}

async fn sent(operation: &Operation, reply: Reply) -> (usize, Result<Written, WriteError>) {
    let server = Server::replying(vec![reply]).await;
    counted(&server, writer(&server).execute(operation).await)
}

#[tokio::test]
async fn who_is_in_the_project_already_is_in() {
    let operation = add(known_talent());
    let words = "Candidate has already applied to this project";
    for reply in [
        refusal(400, words),
        Reply::json(400, &json!({"statusCode": 400, "message": [words]})),
        Reply::json(
            201,
            &json!({"id": "a1", "com_project_id": "p1", "status": 1}),
        ),
        Reply::text(201, ""),
    ] {
        assert_eq!(sent(&operation, reply).await, (1, Ok(Written::Nothing)));
    }
}

#[tokio::test]
async fn any_other_400_is_a_refusal() {
    let other = refusal(400, "Stage does not belong to this project");
    let (_, written) = sent(&add(known_talent()), other).await;
    insta::assert_snapshot!(written.unwrap_err(), @"POST /integration/hiring/applications/v1: refused: 400 Bad Request: Stage does not belong to this project");
    let words = refusal(400, "Candidate has already applied to this project");
    let moved = move_stage(ApplicationRef::Id(ApplicationId::new("a1")));
    let (_, written) = sent(&moved, words).await;
    assert!(matches!(written, Err(WriteError::Refused { .. })));
}

#[tokio::test]
async fn a_lost_answer_is_in_doubt_after_one_request() {
    for operation in operations() {
        for reply in [Reply::Drop, Reply::text(503, ""), Reply::text(201, "{")] {
            let (count, written) = sent(&operation, reply).await;
            assert_eq!(count, 1);
            assert!(matches!(written, Err(error) if error.is_in_doubt()));
        }
    }
}

#[tokio::test]
async fn who_has_no_id_yet_is_not_sent_and_not_named() {
    for operation in [
        add(TalentRef::Invited(email("alex@example.com"))),
        move_stage(ApplicationRef::Invited(email("alex@example.com"))),
    ] {
        let (count, written) = sent(&operation, Reply::text(201, "")).await;
        assert_eq!(count, 0);
        let Err(error @ WriteError::Unsendable { .. }) = written else {
            panic!("{written:?}")
        };
        assert!(!error.to_string().contains("alex@"));
    }
}

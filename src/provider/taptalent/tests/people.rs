//! Invites, assignments and generated questions: what is sent, and what each answer tells.

use serde_json::json;

use super::fixtures::{assessment_id, flow_id, writer};
use crate::model::taptalent::{AutoGenerateRequest, GenerateRequest, Invitee, Operation};
use crate::model::{Email, JobId, PersonIds, PersonOutcome, PersonResult, Target, Written};
use crate::provider::http::WriteError;
use crate::provider::http::tests::message;
use crate::provider::http::tests::server::{Reply, Server};

fn alex() -> Email {
    Email::parse("Alex@example.com").unwrap()
}

fn invitee(job_candidate_id: Option<&str>) -> Invitee {
    Invitee {
        email: alex(),
        first_name: Some("Alex".into()),
        last_name: None,
        job_candidate_id: job_candidate_id.map(str::to_owned),
    }
}

fn invite(job_candidate_id: Option<&str>) -> Operation {
    Operation::InviteToAssessment {
        assessment: Target::Id(assessment_id("a1")),
        invitee: invitee(job_candidate_id),
    }
}

fn assign(job_candidate_id: Option<&str>) -> Operation {
    Operation::AssignToFlow {
        flow: Target::Id(flow_id("10")),
        invitee: invitee(job_candidate_id),
    }
}

fn generate() -> Operation {
    Operation::GenerateQuestions {
        assessment: Target::Id(assessment_id("a1")),
        request: GenerateRequest {
            job_description: "Build and run backends.".into(),
            skills: Some(vec!["Rust".into()]),
            question_count: Some(5),
            difficulty: None,
        },
    }
}

fn auto_generate(job: &str) -> Operation {
    Operation::AutoGenerate {
        request: AutoGenerateRequest {
            job: Some(JobId::new(job)),
            purpose: Some("Screen".into()),
            role: None,
            interview_type: Some("AI_AUDIO_INTERVIEW".into()),
        },
    }
}

async fn outcome(operation: &Operation, reply: Reply) -> (usize, Result<Written, WriteError>) {
    let server = Server::replying(vec![reply]).await;
    let outcome = writer(&server).execute(operation).await;
    if let Err(error) = &outcome {
        let text = message(&server, error);
        assert!(!text.to_lowercase().contains("alex@"), "{text}");
    }
    (server.count(), outcome)
}

fn is_in(id: Option<&str>) -> Written {
    Written::People(vec![PersonOutcome {
        who: alex(),
        result: PersonResult::Entered(PersonIds {
            id: id.map(str::to_owned),
            talent: None,
        }),
    }])
}

#[tokio::test]
async fn requests_are_as_documented() {
    let server = Server::replying(vec![Reply::json(
        200,
        &json!({"data": {"assessmentId": "x"}}),
    )])
    .await;
    for operation in [
        invite(Some("7")),
        invite(Some("0b1c-uuid")),
        assign(None),
        assign(Some("007")),
        generate(),
        auto_generate("12345"),
        auto_generate("uuid-1"),
    ] {
        writer(&server).execute(&operation).await.unwrap();
    }
    insta::assert_snapshot!(server.asked(), @r#"
    POST /assessment/a1/invite {"emailAddress":"Alex@example.com","firstName":"Alex","jobCandidateId":7}
    POST /assessment/a1/invite {"emailAddress":"Alex@example.com","firstName":"Alex","jobCandidateId":"0b1c-uuid"}
    POST /assessment-flows/10/assign {"email":"Alex@example.com","firstName":"Alex"}
    POST /assessment-flows/10/assign {"email":"Alex@example.com","firstName":"Alex","jobCandidateId":"007"}
    POST /assessment/a1/generate-questions {"jobDescription":"Build and run backends.","skills":["Rust"],"questionCount":5}
    POST /assessment/auto-generate {"jobId":12345,"purpose":"Screen","type":"AI_AUDIO_INTERVIEW"}
    POST /assessment/auto-generate {"jobId":"uuid-1","purpose":"Screen","type":"AI_AUDIO_INTERVIEW"}
    "#);
}

#[tokio::test]
async fn whoever_is_invited_is_in_with_or_without_an_id() {
    let invite_reply = |data| Reply::json(200, &json!({"status": "success", "data": data}));
    for (operation, reply, id) in [
        (
            invite(None),
            invite_reply(json!({"inviteId": "i1"})),
            Some("i1"),
        ),
        (
            invite(None),
            Reply::json(201, &json!({"inviteId": 7})),
            Some("7"),
        ),
        (invite(None), invite_reply(json!({})), None),
        (invite(None), Reply::text(204, ""), None),
        (
            assign(None),
            Reply::json(
                200,
                &json!({"message": "ok", "flowCandidateId": 12, "firstStepAssessmentId": "a1"}),
            ),
            Some("12"),
        ),
        (
            assign(None),
            invite_reply(json!({"flowCandidateId": 12})),
            Some("12"),
        ),
    ] {
        assert_eq!(outcome(&operation, reply).await, (1, Ok(is_in(id))));
    }
}

#[tokio::test]
async fn who_was_invited_before_is_in_wherever_the_code_stands() {
    let words = "Candidate Alex@example.com already invited";
    for body in [
        json!({"error": {"code": "DUPLICATE_INVITE", "type": "validation_error", "errorMessage": words}}),
        json!({"code": "DUPLICATE_INVITE", "message": words}),
        json!({"error": {"errorCode": "DUPLICATE_INVITE"}}),
        json!({"error": "DUPLICATE_INVITE", "message": words}),
        json!({"data": {"code": "DUPLICATE_INVITE"}, "message": words}),
    ] {
        for status in [400, 409] {
            for operation in [invite(None), assign(None)] {
                let read = outcome(&operation, Reply::json(status, &body)).await;
                assert_eq!(read, (1, Ok(is_in(None))), "{status} {body}");
            }
        }
    }
}

#[tokio::test]
async fn any_other_refusal_is_one() {
    let duplicate = json!({"error": {"code": "DUPLICATE_INVITE"}});
    let (_, of_another) = outcome(&generate(), Reply::json(400, &duplicate)).await;
    assert!(matches!(of_another, Err(WriteError::Refused { .. })));
    let dummy = json!({"error": {"code": "INVALID_REQUEST", "errorMessage": "Dummy address alex@example.com"}});
    let (_, refused) = outcome(&invite(None), Reply::json(400, &dummy)).await;
    insta::assert_snapshot!(refused.unwrap_err(), @"POST /assessment/a1/invite: refused: 400 Bad Request, INVALID_REQUEST: Dummy address a…x@e….com");
    let credits =
        json!({"error": {"code": "INSUFFICIENT_CREDITS", "errorMessage": "Not enough credits"}});
    let (_, refused) = outcome(&generate(), Reply::json(402, &credits)).await;
    insta::assert_snapshot!(refused.unwrap_err(), @"POST /assessment/a1/generate-questions: refused: 402 Payment Required, INSUFFICIENT_CREDITS: Not enough credits");
}

#[tokio::test]
async fn a_lost_answer_is_in_doubt_after_one_request() {
    for operation in [invite(None), assign(None), generate(), auto_generate("1")] {
        for reply in [
            Reply::Drop,
            Reply::text(500, "mail to alex@example.com failed"),
            Reply::text(200, r#"{"data": {"email": "alex@example.com""#),
        ] {
            let (count, outcome) = outcome(&operation, reply).await;
            assert_eq!(count, 1);
            assert!(
                matches!(&outcome, Err(error) if error.is_in_doubt()),
                "{outcome:?}"
            );
        }
    }
}

#[tokio::test]
async fn generated_questions_tell_nothing_and_a_generated_assessment_its_id() {
    let added = json!({"status": "success", "data": {"message": "5 questions added", "count": 5}});
    let read = outcome(&generate(), Reply::json(200, &added)).await;
    assert_eq!(read, (1, Ok(Written::Nothing)));
    let made = json!({"status": "success", "data": {"assessmentId": "x", "questionCount": 0}});
    let read = outcome(&auto_generate("1"), Reply::json(200, &made)).await;
    assert_eq!(read, (1, Ok(Written::Object("x".to_owned()))));
    let nameless = json!({"status": "success", "data": {"questionCount": 0}});
    let (_, read) = outcome(&auto_generate("1"), Reply::json(200, &nameless)).await;
    assert!(matches!(read, Err(WriteError::Accepted { .. })));
}

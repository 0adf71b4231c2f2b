//! An invite's answer, person by person: whose result it is, and what it says.

use serde_json::{Value, json};

use super::{refusal, writer};
use crate::model::flowmingo::{Invitee, Operation};
use crate::model::{
    Email, InterviewSetId, PersonIds, PersonOutcome, PersonResult, ProjectId, Written,
};
use crate::provider::http::WriteError;
use crate::provider::http::tests::counted;
use crate::provider::http::tests::server::{Reply, Server};

fn invitee(email: &str, ats: Option<&str>) -> Invitee {
    Invitee {
        email: Email::parse(email).unwrap(),
        firstname: None,
        lastname: None,
        cv_link: None,
        ats_candidate_id: ats.map(str::to_owned),
    }
}

fn two() -> Vec<Invitee> {
    vec![
        invitee("Alex@Example.com", Some("ats-1")),
        invitee("sam@example.com", None),
    ]
}

fn invite(set: bool, candidates: Vec<Invitee>) -> Operation {
    Operation::Invite {
        set: set.then(|| InterviewSetId::new("s1")),
        project: (!set).then(|| ProjectId::new("p1")),
        job_post: None,
        send_invite: true,
        message: None,
        candidates,
    }
}

async fn sent(operation: &Operation, reply: Reply) -> (usize, Result<Written, WriteError>) {
    let server = Server::replying(vec![reply]).await;
    counted(&server, writer(&server).execute(operation).await)
}

/// `who: id/talent` or `who: words`, a line a person.
async fn told(set: bool, results: &Value) -> String {
    let reply = Reply::json(201, &json!({"results": results}));
    let (_, written) = sent(&invite(set, two()), reply).await;
    let Ok(Written::People(people)) = written else {
        panic!("{written:?}")
    };
    let lines = people.iter().map(|PersonOutcome { who, result }| {
        let who = who.canonical();
        let shown = |id: &Option<String>| id.clone().unwrap_or_else(|| "-".to_owned());
        let both = |ids: &PersonIds| format!("{}/{}", shown(&ids.id), shown(&ids.talent));
        match result {
            PersonResult::Entered(ids) => format!("{who}: {}", both(ids)),
            PersonResult::EnteredBut { ids, words } => format!("{who}: {} but {words}", both(ids)),
            PersonResult::Refused {
                words,
                leaves_a_trace,
            } => {
                let trace = if *leaves_a_trace {
                    " (leaves a trace)"
                } else {
                    ""
                };
                format!("{who}: ! {words}{trace}")
            }
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn good(email: &str, id: &str) -> Value {
    json!({"email_address": email, "ats_candidate_id": null, "tal_candidate_id": format!("t-{id}"),
        "record_id": "r", "submissions": [{"id": id}], "submission": {"id": id, "status_text": "not_started"},
        "invitations": [{"id": "i", "status_text": "pending"}]})
}

#[tokio::test]
async fn results_are_matched_by_our_id_then_by_address_in_any_order() {
    let mut alex = good("other@example.com", "x1");
    alex["ats_candidate_id"] = json!("ats-1");
    let told = told(true, &json!([good(" SAM@example.com", "x2"), alex])).await;
    insta::assert_snapshot!(told, @"
    alex@example.com: x1/t-x1
    sam@example.com: x2/t-x2
    ");
}

#[tokio::test]
async fn results_without_a_name_go_by_position_only_if_all_are_there() {
    let nameless = |id: &str| json!({"tal_candidate_id": "t", "submission": {"id": id}});
    let both = told(true, &json!([nameless("x1"), nameless("x2")])).await;
    insta::assert_snapshot!(both, @"
    alex@example.com: x1/t
    sam@example.com: x2/t
    ");
    assert_eq!(told(true, &json!([nameless("x1")])).await, "");
    let half = told(
        true,
        &json!([nameless("x1"), good("sam@example.com", "x2")]),
    )
    .await;
    insta::assert_snapshot!(half, @"
    alex@example.com: x1/t
    sam@example.com: x2/t-x2
    ");
}

#[tokio::test]
async fn a_name_that_fits_nobody_is_nobodys() {
    let stranger = good("stranger@example.com", "x1");
    let told_all = told(true, &json!([stranger, good("sam@example.com", "x2")])).await;
    assert_eq!(told_all, "sam@example.com: x2/t-x2");
    let mut other = good("", "x1");
    other["ats_candidate_id"] = json!("ats-9");
    let told_all = told(true, &json!([other, good("sam@example.com", "x2")])).await;
    assert_eq!(told_all, "sam@example.com: x2/t-x2");
}

#[tokio::test]
async fn every_error_that_a_result_can_carry_is_told() {
    for errors in [
        json!({"submission_error_messages": {"s1": "No seats left"}}),
        json!({"invitation_error_messages": {"s1": "No seats left"}}),
        json!({"application_error_messages": {"p1": ["No seats left"]}}),
        json!({"invitation_error_message": "No seats left"}),
        json!({"submission_error_message": "No seats left", "submission_error_messages": {"s1": "No seats left"}}),
    ] {
        let mut alex = json!({"email_address": "alex@example.com", "submission": null});
        alex.as_object_mut()
            .unwrap()
            .extend(errors.as_object().unwrap().clone());
        let told = told(true, &json!([alex, good("sam@example.com", "x2")])).await;
        assert_eq!(
            told, "alex@example.com: ! No seats left\nsam@example.com: x2/t-x2",
            "{errors}"
        );
    }
}

#[tokio::test]
async fn a_mail_that_failed_beside_a_submission_is_tried_again_and_an_empty_error_is_none() {
    let mut alex = good("alex@example.com", "x1");
    alex["invitations"] = json!(null);
    alex["invitation_error_messages"] = json!({"s1": "\u{1b}[31mMail to alex@example.com bounced"});
    let mut sam = good("sam@example.com", "x2");
    sam["invitation_error_messages"] = json!({});
    sam["submission_error_message"] = json!(null);
    sam["invitation_error_message"] = json!("");
    let told = told(true, &json!([alex, sam])).await;
    insta::assert_snapshot!(told, @r"
    alex@example.com: ! \u{1b}[31mMail to a…x@e….com bounced (leaves a trace)
    sam@example.com: x2/t-x2
    ");
}

#[tokio::test]
async fn whoever_was_mailed_is_in_whatever_went_wrong_beside_it() {
    let mut alex = good("alex@example.com", "x1");
    alex["application_error_messages"] = json!({"p1": "Position is closed"});
    let mut sam = good("sam@example.com", "x2");
    sam["submission"] = json!(null);
    sam["submissions"] = json!([]);
    sam["submission_error_messages"] = json!({"s1": "No seats left"});
    let told = told(true, &json!([alex, sam])).await;
    insta::assert_snapshot!(told, @"
    alex@example.com: x1/t-x1 but Position is closed
    sam@example.com: -/t-x2 but No seats left
    ");
}

#[tokio::test]
async fn to_be_in_the_project_already_is_no_error() {
    let before = json!({"application_error_messages": {"p1": "Candidate has already applied to this project"}});
    let with = |mut result: Value| {
        let errors = before.as_object().unwrap().clone();
        result.as_object_mut().unwrap().extend(errors);
        result
    };
    let both = json!([
        with(good("alex@example.com", "x1")),
        with(good("sam@example.com", "x2"))
    ]);
    insta::assert_snapshot!(told(true, &both).await, @"
    alex@example.com: x1/t-x1
    sam@example.com: x2/t-x2
    ");
    let bare = |email: &str| with(json!({"email_address": email, "tal_candidate_id": "t"}));
    let both = json!([bare("alex@example.com"), bare("sam@example.com")]);
    insta::assert_snapshot!(told(false, &both).await, @"
    alex@example.com: -/t
    sam@example.com: -/t
    ");
    // Of a set, a submission has to be told too.
    assert_eq!(told(true, &both).await, "");
}

#[tokio::test]
async fn a_result_that_says_nothing_leaves_its_person_in_doubt() {
    let silent = json!({"email_address": "alex@example.com", "tal_candidate_id": "t", "record_id": "r", "submissions": []});
    assert_eq!(told(true, &json!([silent])).await, "");
    // Only into a project: there are no submissions, and the record is what there is.
    let told = told(false, &json!([silent])).await;
    assert_eq!(told, "alex@example.com: -/t");
}

#[tokio::test]
async fn the_first_of_several_submissions_stands_for_all() {
    let one = json!({"email_address": "sam@example.com",
        "submissions": [{"id": 7, "tal_candidate_id": "t7"}, {"id": 8}]});
    assert_eq!(told(true, &json!([one])).await, "sam@example.com: 7/t7");
}

#[tokio::test]
async fn two_results_of_one_person_are_one_outcome() {
    let mut failed = good("sam@example.com", "x3");
    failed["application_error_messages"] = json!({"p1": "Closed"});
    let results = json!([good("sam@example.com", "x2"), failed]);
    assert_eq!(
        told(true, &results).await,
        "sam@example.com: x2/t-x2 but Closed"
    );
}

#[tokio::test]
async fn an_answer_without_results_leaves_everybody_in_doubt_and_is_not_quoted() {
    for reply in [
        Reply::Drop,
        Reply::Hang,
        Reply::text(500, "alex@example.com failed"),
        Reply::text(201, ""),
        Reply::text(201, r#"{"results": [{"email_address": "alex@example.com"#),
        Reply::json(201, &json!({"accepted": ["alex@example.com", "Alex Doe"]})),
        Reply::Cut(json!({"results": []}).to_string(), 6),
    ] {
        let (count, written) = sent(&invite(true, two()), reply.clone()).await;
        assert_eq!(count, 1, "{reply:?}");
        let Err(error @ (WriteError::Unknown { .. } | WriteError::Accepted { .. })) = written
        else {
            panic!("{reply:?} {written:?}")
        };
        let error = error.to_string();
        assert!(
            !error.contains("alex@") && !error.contains("Doe"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_request_that_is_refused_as_a_whole_changed_nothing() {
    let body = json!({"statusCode": 400, "message": ["candidates must contain at least 1 elements",
        "invitation_message must be longer"], "timestamp": "x", "path": "/company/x"});
    let (count, written) = sent(&invite(true, two()), Reply::json(400, &body)).await;
    assert_eq!(count, 1);
    insta::assert_snapshot!(written.unwrap_err(), @"POST /integration/interview/candidate/invite/v1: refused: 400 Bad Request: candidates must contain at least 1 elements; invitation_message must be longer");
    let (_, written) = sent(
        &invite(true, two()),
        refusal(404, "Interview set not found"),
    )
    .await;
    insta::assert_snapshot!(written.unwrap_err(), @"POST /integration/interview/candidate/invite/v1: refused: 404 Not Found: Interview set not found");
}

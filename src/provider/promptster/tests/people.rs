//! Candidate keys: who holds one, whose a new one is, and that none is ever told.

use serde_json::{Value, json};

use super::{CANDIDATE_KEY, key, reader, task, writer};
use crate::model::promptster::{Keyholder, ObservedKey, Operation};
use crate::model::{CandidateKeyId, Email, Lookup, PersonOutcome, PersonResult, Target, Written};
use crate::provider::http::WriteError;
use crate::provider::http::tests::message;
use crate::provider::http::tests::server::{Reply, Server};

fn keyholder(email: &str, name: Option<&str>) -> Keyholder {
    Keyholder {
        email: Email::parse(email).unwrap(),
        name: name.map(str::to_owned),
    }
}

fn generate(candidates: Vec<Keyholder>) -> Operation {
    Operation::GenerateKeys {
        assessment: Target::Id(task("t1")),
        org_name: Some("Acme".into()),
        candidates,
    }
}

fn two() -> Vec<Keyholder> {
    vec![
        keyholder("Alex@example.com", Some("Alex Doe")),
        keyholder("sam@example.com", None),
    ]
}

async fn sent(operation: &Operation, reply: Reply) -> (Server, Result<Written, WriteError>) {
    let server = Server::replying(vec![reply]).await;
    let written = writer(&server).execute(operation).await;
    if let Err(error) = &written {
        silent(&message(&server, error));
        silent(&format!("{error:?}"));
    }
    (server, written)
}

/// Neither keys nor people.
fn silent(text: &str) {
    for secret in [CANDIDATE_KEY, "AB12", "alex@", "Alex@", "Doe"] {
        assert!(!text.contains(secret), "{text}");
    }
}

/// `who: id`, a line a person.
async fn told(keys: &Value) -> String {
    let reply = Reply::json(201, &json!({"keys": keys}));
    let (_, written) = sent(&generate(two()), reply).await;
    let Ok(Written::People(people)) = written else {
        panic!("{written:?}")
    };
    let lines = people.iter().map(|PersonOutcome { who, result }| {
        let PersonResult::Entered(ids) = result else {
            panic!("{result:?}")
        };
        format!("{}: {:?}", who.canonical(), ids.id)
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn a_request_for_keys_names_everybody_or_nobody() {
    let keys = json!({"keys": []});
    let (server, _) = sent(&generate(two()), Reply::json(201, &keys)).await;
    let nameless = generate(vec![keyholder("sam@example.com", None)]);
    let (other, _) = sent(&nameless, Reply::json(201, &keys)).await;
    let sent = [&server.received()[0], &other.received()[0]];
    let sent = sent.map(|request| format!("{} {}", request.line(), request.body));
    insta::assert_snapshot!(sent.join("\n"), @r#"
    POST /v1/assessments/t1/keys {"count":2,"candidateEmails":["Alex@example.com","sam@example.com"],"candidateNames":["Alex Doe",""],"orgName":"Acme"}
    POST /v1/assessments/t1/keys {"count":1,"candidateEmails":["sam@example.com"],"orgName":"Acme"}
    "#);
}

#[tokio::test]
async fn keys_are_matched_by_address_in_any_order() {
    let told = told(&json!([
        key("k2", &json!("SAM@example.com")),
        key("k1", &json!("alex@example.com"))
    ]))
    .await;
    insta::assert_snapshot!(told, @r#"
    sam@example.com: Some("k2")
    alex@example.com: Some("k1")
    "#);
}

#[tokio::test]
async fn keys_that_name_nobody_go_by_position_only_if_all_are_there() {
    let nameless = |id: &str| key(id, &Value::Null);
    let both = told(&json!([nameless("k1"), nameless("k2")])).await;
    insta::assert_snapshot!(both, @r#"
    alex@example.com: Some("k1")
    sam@example.com: Some("k2")
    "#);
    assert_eq!(told(&json!([nameless("k1")])).await, "");
    let stranger = key("k9", &json!("eve@example.com"));
    let told = told(&json!([stranger, nameless("k2")])).await;
    assert_eq!(told, "sam@example.com: Some(\"k2\")");
}

#[tokio::test]
async fn a_key_without_an_id_is_issued_all_the_same() {
    let told = told(&json!([{"candidateEmail": "alex@example.com", "key": CANDIDATE_KEY}])).await;
    assert_eq!(told, "alex@example.com: None");
}

#[tokio::test]
async fn a_lost_answer_leaves_everybody_in_doubt_and_tells_no_key() {
    let whole = json!({"keys": [key("k1", &json!("alex@example.com"))]}).to_string();
    for reply in [
        Reply::Drop,
        Reply::Cut(whole.clone(), whole.len() - 2),
        Reply::text(201, whole[..whole.len() - 1].to_owned()),
        Reply::text(201, format!("{whole} and more")),
        Reply::text(500, whole.clone()),
        Reply::json(
            201,
            &json!({"issued": [key("k1", &json!("alex@example.com"))]}),
        ),
        Reply::json(200, &json!({"success": false, "issued": CANDIDATE_KEY})),
        Reply::json(
            200,
            &json!({"ok": false, "message": format!("{CANDIDATE_KEY} for alex@example.com")}),
        ),
    ] {
        let (server, written) = sent(&generate(two()), reply.clone()).await;
        assert_eq!(server.count(), 1);
        assert!(
            matches!(&written, Err(error) if error.is_in_doubt()),
            "{reply:?} {written:?}"
        );
    }
}

#[tokio::test]
async fn quotas_and_subscriptions_reach_the_user() {
    let quota = json!({"error": "Monthly assessment quota exceeded", "code": "quota_exceeded", "used": 50, "quota": 50});
    let (_, written) = sent(&generate(two()), Reply::json(403, &quota)).await;
    insta::assert_snapshot!(written.unwrap_err(), @"POST /v1/assessments/t1/keys: refused: 403 Forbidden, quota_exceeded: Monthly assessment quota exceeded; used: 50; quota: 50");
    let trial = json!({"error": "Your trial has ended", "code": "trial_expired"});
    let (_, written) = sent(&generate(two()), Reply::json(402, &trial)).await;
    insta::assert_snapshot!(written.unwrap_err(), @"POST /v1/assessments/t1/keys: refused: 402 Payment Required, trial_expired: Your trial has ended");
}

#[tokio::test]
async fn who_holds_a_key_is_read_without_the_key() {
    let keys = json!({"keys": [key("k1", &json!(" Alex@Example.com")), key("k2", &Value::Null)]});
    let server = Server::replying(vec![Reply::json(200, &keys)]).await;
    let Ok(Lookup::Found(found)) = reader(&server).keys(&task("t1")).await else {
        panic!()
    };
    assert!(!format!("{found:?}").contains(CANDIDATE_KEY));
    let [alex, nobody] = found.items() else {
        panic!("{found:?}")
    };
    let expected = ObservedKey {
        id: CandidateKeyId::new("k1"),
        email: Some("alex@example.com".into()),
        name: Some("Alex Doe".into()),
        status: Some("pending".into()),
        created_at: Some("2026-04-09T10:00:00.000Z".into()),
        redeemed_at: None,
        completed_at: None,
        expires_at: Some("2026-04-16T10:00:00.000Z".into()),
        session: None,
        total_cost_usd: Some(1.25),
    };
    assert_eq!(*alex, expected);
    assert_eq!(nobody.email, None);
}

#[tokio::test]
async fn a_broken_list_of_keys_tells_no_key() {
    let keys = json!({"keys": [key("k1", &json!("alex@example.com"))]});
    let text = keys.to_string();
    let odd = |name: &str, value: Value| {
        let mut odd = keys.clone();
        odd["keys"][0][name] = value;
        Reply::json(200, &odd)
    };
    for reply in [
        Reply::text(200, text[..text.len() - 1].to_owned()),
        Reply::text(200, format!("{text} and more")),
        Reply::text(200, format!("<html>{CANDIDATE_KEY} Doe</html>")),
        odd("totalCostUsd", json!(format!("{CANDIDATE_KEY} Doe"))),
        odd("candidateEmail", json!({"Doe": CANDIDATE_KEY})),
        odd("id", json!(null)),
        Reply::json(200, &json!({"list": keys["keys"]})),
        Reply::json(200, &json!({"success": false, "list": [CANDIDATE_KEY]})),
        Reply::text(400, format!("bad {CANDIDATE_KEY}")),
        Reply::text(500, text.clone()),
    ] {
        let server = Server::replying(vec![reply.clone()]).await;
        let Err(error) = reader(&server).keys(&task("t1")).await else {
            panic!("{reply:?}")
        };
        let text = message(&server, &error);
        for secret in [CANDIDATE_KEY, "AB12", "alex@"] {
            assert!(!text.contains(secret), "{text}");
        }
    }
}

#[tokio::test]
async fn keys_of_what_is_gone_are_gone() {
    let gone = Reply::json(404, &json!({"error": "Assessment not found"}));
    let server = Server::replying(vec![gone]).await;
    assert_eq!(reader(&server).keys(&task("t1")).await, Ok(Lookup::Gone));
}

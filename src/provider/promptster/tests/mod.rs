//! Reader and writer over real loopback connections, against answers as documented, as varied, and as broken.

mod lists;
mod observing;
mod people;
mod singles;
mod writes;

use serde_json::{Value, json};

use crate::model::TaskId;
use crate::provider::http::tests::server::Server;
use crate::provider::http::tests::transport;
use crate::provider::promptster::{Reader, Writer};

/// What no message may ever hold.
const CANDIDATE_KEY: &str = "PST-AB12-CD34";

fn reader(server: &Server) -> Reader {
    Reader::new(transport(server).reader())
}

fn writer(server: &Server) -> Writer {
    Writer::new(transport(server).writer())
}

fn task(id: &str) -> TaskId {
    TaskId::new(id)
}

/// The list's example of reviewers/api/assessments/list.
fn assessment(id: &str, title: &str) -> Value {
    json!({"id": id, "orgId": "o", "title": title, "role": "Engineer", "taskBrief": "Build it.",
        "repoUrl": null, "issueId": null, "timeLimitMinutes": 120, "tokenBudgetUsd": "25", "expiresInDays": 7,
        "createdAt": "2026-04-09T10:00:00.000Z", "updatedAt": "2026-04-09T10:00:00.000Z", "issue": null})
}

fn key(id: &str, email: &Value) -> Value {
    json!({"id": id, "key": CANDIDATE_KEY, "assessmentId": "t1", "orgId": "o", "candidateEmail": email,
        "candidateName": "Alex Doe", "status": "pending", "sessionId": null,
        "expiresAt": "2026-04-16T10:00:00.000Z", "redeemedAt": null, "completedAt": null,
        "createdAt": "2026-04-09T10:00:00.000Z", "totalCostUsd": 1.25})
}

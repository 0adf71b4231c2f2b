//! A small TapTalent to be perturbed: answers in the documents' shapes.

use serde_json::{Value, json};

use crate::model::{AssessmentId, FlowId};
use crate::provider::http::tests::server::{Received, Reply, Server};
use crate::provider::http::tests::transport;
use crate::provider::taptalent::{Reader, Writer};

pub(super) fn reader(server: &Server) -> Reader {
    Reader::new(transport(server).reader())
}

pub(super) fn writer(server: &Server) -> Writer {
    Writer::new(transport(server).writer())
}

pub(super) fn assessment_id(text: &str) -> AssessmentId {
    AssessmentId::new(text)
}

pub(super) fn flow_id(text: &str) -> FlowId {
    FlowId::new(text)
}

/// The list's example of api-reference/assessments.
pub(super) fn item(id: &str, title: &str) -> Value {
    json!({
        "assessmentId": id, "testName": title, "companyId": "companyId_1", "jobId": "12345",
        "status": "ACTIVE", "assessmentType": "QUIZ", "questionCount": 1,
        "hiringForRole": "Engineer", "purposeOfInterview": "Evaluate skills.", "duration": 20,
        "aiLanguage": "english", "skills": ["Rust"], "buckets": [],
        "createdAt": 1_234_567_890_000_u64, "lastUpdatedOn": 1_234_567_890_001_u64, "isEmailVerificationRequired": true,
        "shouldEvaluateCEFR": false, "assessmentUrl": "https://talent.taptalent.io/x",
        "submissionCount": 12
    })
}

/// The single read's example: without the last third of the list's fields.
pub(super) fn single(id: &str, title: &str) -> Value {
    json!({
        "assessmentId": id, "testName": title, "companyId": "companyId_1", "jobId": "12345",
        "status": "ACTIVE", "assessmentType": "QUIZ", "questionCount": 1,
        "hiringForRole": "Engineer", "purposeOfInterview": "Evaluate skills.", "duration": 20,
        "aiLanguage": "english", "skills": ["Rust"],
        "assessmentUrl": "https://talent.taptalent.io/x",
        "questions": [{"id": format!("{id}-q"), "question": "Walk us through a system.", "type": "SUBJECTIVE"}]
    })
}

pub(super) fn flow_item(id: u32, name: &str) -> Value {
    json!({"id": id, "companyId": "c", "flowName": name, "description": null,
        "status": "ACTIVE", "candidateCount": 3, "steps": []})
}

pub(super) fn flow_single(id: u32, name: &str) -> Value {
    json!({"id": id, "flowName": name, "description": null, "status": "ACTIVE", "steps": [
        {"assessmentId": "a1", "passThreshold": 60, "name": "Quiz", "instructions": null,
         "assessmentName": "One", "assessmentDuration": 20}]})
}

pub(super) fn success(data: &Value) -> Reply {
    Reply::json(200, &json!({"status": "success", "data": data}))
}

pub(super) fn not_found() -> Reply {
    let error = json!({"code": "NOT_FOUND", "type": "not_found", "errorMessage": "Not found"});
    Reply::json(404, &json!({"error": error}))
}

/// The page of `all` that was asked for, `limit` to a page at most.
pub(super) fn page(all: &[Value], request: &Received, limit: usize) -> Value {
    let number = request.query("pageNumber").unwrap_or(1);
    let limit = request.query("perPage").unwrap_or(10).min(limit);
    let items: Vec<_> = all.iter().skip((number - 1) * limit).take(limit).collect();
    json!({"assessments": items, "pagination": {
        "page": number, "limit": limit, "total": all.len(), "totalPages": all.len().div_ceil(limit)}})
}

pub(super) fn items(count: usize) -> Vec<Value> {
    (1..=count)
        .map(|number| item(&format!("a{number}"), &format!("Title {number}")))
        .collect()
}

/// Lists, single reads and jobs, all in order: assessments `a1`…, flows `1`….
pub(super) fn healthy(assessments: usize, flows: u32) -> impl Fn(&Received, usize) -> Reply {
    let all = items(assessments);
    move |request, _| {
        let path = request.path.split('?').next().unwrap_or_default();
        let segments: Vec<&str> = path.split('/').skip(1).collect();
        match segments[..] {
            ["assessment"] => success(&page(&all, request, 100)),
            ["assessment", id] => match id[1..].parse() {
                Ok(number) if (1..=assessments).contains(&number) => {
                    success(&single(id, &format!("Title {number}")))
                }
                _ => not_found(),
            },
            ["assessment-flows"] => {
                let flows = (1..=flows).map(|id| flow_item(id, &format!("Flow {id}")));
                success(&flows.collect())
            }
            ["assessment-flows", id] => match id.parse() {
                Ok(number) if (1..=flows).contains(&number) => {
                    success(&flow_single(number, &format!("Flow {number}")))
                }
                _ => not_found(),
            },
            ["jobs"] => Reply::json(
                200,
                &json!({"jobs": [{"id": 7, "title": "Backend"}], "totalJobs": 1}),
            ),
            _ => Reply::text(404, "no such path"),
        }
    }
}

use camino::Utf8PathBuf;
use rusqlite::Connection;
use serde_json::{Value, json};

use super::super::{Options, Sandbox, Store};

const FIRST: &str = include_str!("../store/schema/1.sql");
const SECOND: &str = include_str!("../store/schema/2.sql");

/// A row of every table of the first version.
const ROWS_OF_FIRST: &str = r#"
    INSERT INTO company VALUES ('company-sandbox', 7, 2);
    INSERT INTO jobs VALUES (4, 'Engineer', 'D', 'Berlin', 'Berlin', 'Germany', 'ACTIVE', 'ONSITE', 1700000000);
    INSERT INTO assessments VALUES (3, 'a1', 'Voice', 4, 'INACTIVE', 'QUIZ', 'Role', 'Purpose', 62.5, 'german',
      '["x"]', '[{"name": "Fit", "status": "pass"}]', 1, 0, 5, 11, 12);
    INSERT INTO questions VALUES ('q1', 'a1', 9, 'Second?', 'SUBJECTIVE', NULL, 'Ideal');
    INSERT INTO questions VALUES ('q2', 'a1', 2, 'First?', 'CHOICE', 'Look', NULL);
    INSERT INTO flows VALUES (6, 'Screen', 'Text', 'ACTIVE', 1);
    INSERT INTO steps VALUES (6, 1, 'a1', 'QUIZ', 70, NULL, NULL, NULL);
    INSERT INTO steps VALUES (6, 0, 'a1', 'CODE', 60.5, 'N', 'I', 'P');
"#;

/// A row of every table that the second version added.
const ROWS_OF_SECOND: &str = r#"
    INSERT INTO settings VALUES ('taptalent', '{"generation": {"reads": 2}, "refuses": ["*@x.y"]}');
    INSERT INTO settings VALUES ('seed', '{}');
    INSERT INTO mails VALUES (8, 'taptalent', 'flowInvite', 'a@b.c', '5', 13);
    INSERT INTO job_candidates VALUES (2, 4, 'Jane@b.c', 'Jane', 'Doe');
    INSERT INTO generations VALUES (1, 'a1', '[{"question": "Third?"}]', NULL, 0);
    INSERT INTO invites VALUES (1, 'i1', 'a1', 'A@b.c', 'A', 'B', 'CANDIDATE', 14, 'finished', 'completed', 50, '[]', 15);
    INSERT INTO invites VALUES (2, 'i2', 'a1', 'd@e.f', 'D', 'E', 'REVIEWER', 14, NULL, NULL, NULL, NULL, NULL);
    INSERT INTO flow_candidates VALUES (5, 6, 'a@b.c', 'A', 'B', 2, '4', NULL, 'IN_PROGRESS', '[1]', 16);
    INSERT INTO flowmingo_sets VALUES (1, 's1', 'Sales', 1, 1, 17);
    INSERT INTO flowmingo_projects VALUES (1, 'p1', 'Backend', 18);
    INSERT INTO flowmingo_stages VALUES (1, 'st1', 'p1', 'Applied', 3);
    INSERT INTO flowmingo_job_posts VALUES (1, 'jp1', 'p1', 'Post', 1, 19);
    INSERT INTO flowmingo_candidates VALUES (1, 'c1', 'A@b.c', 'A', NULL);
    INSERT INTO flowmingo_candidates VALUES (2, 'c2', NULL, NULL, NULL);
    INSERT INTO flowmingo_submissions VALUES (1, 'su1', 's1', 'c1', 'code', 2, '8.50', 20, 21);
    INSERT INTO flowmingo_invitations VALUES (1, 'in1', 'c1', 's1', 'A@b.c', 'Hello', 22);
    INSERT INTO flowmingo_applications VALUES (1, 'ap1', 'c1', 'p1', 'jp1', 'st1', 4.5, 5, 1, 23);
    INSERT INTO promptster_issues VALUES (1, 'is1', '{"id": "is1", "issueTitle": "Fix", "taskBrief": "B"}');
    INSERT INTO promptster_provider_keys VALUES (1, 'pk1', 'openai', 'Main', 1, 24);
    INSERT INTO promptster_assessments VALUES (1, 'pa1', 'Task', 'Dev', 'Brief', NULL, 'is1', 90, 7, 25, '["codex"]',
      '{"openaiKeyMode": "byok"}', NULL, 26, 27, NULL);
    INSERT INTO promptster_keys VALUES (1, 'k1', 'PST-AAAA-BBBB', 'pa1', 'A@b.c', 'A', NULL, 'completed', 'se1', 28,
      29, 30, NULL, 1.5, 31);
    INSERT INTO promptster_sessions VALUES (1, 'se1', 'pa1', 'k1', '[{"dimension": "d", "score": 3}]', 32, 33);
"#;

/// The state of a sandbox on a store that was left by an older version.
async fn state_of(version: u8, rows: &[&str]) -> (Sandbox, Value) {
    let folder = tempfile::tempdir().unwrap();
    let path = Utf8PathBuf::from_path_buf(folder.path().join("old.db")).unwrap();
    let old = Connection::open(&path).unwrap();
    for text in rows {
        old.execute_batch(text).unwrap();
    }
    old.pragma_update(None, "user_version", version).unwrap();
    drop(old);
    let options = Options {
        store: Store::File(path),
        ..Options::default()
    };
    let sandbox = Sandbox::start(options).await.unwrap();
    let state = sandbox.web_app().state().unwrap();
    (sandbox, state)
}

#[tokio::test]
async fn a_store_of_the_first_version_is_found_whole() {
    let (sandbox, state) = state_of(1, &[FIRST, ROWS_OF_FIRST]).await;
    assert_eq!(state["credits"], 7);
    assert_eq!(
        state["jobs"],
        json!([{"id": 4, "title": "Engineer", "status": "ACTIVE"}])
    );
    assert_eq!(
        state["assessments"],
        json!([{
            "assessmentId": "a1", "title": "Voice", "jobId": "4", "status": "INACTIVE", "hiringForRole": "Role",
            "purposeOfInterview": "Purpose", "duration": 62.5, "aiLanguage": "german", "skills": ["x"],
            "buckets": [{"name": "Fit", "status": "pass"}], "isEmailVerificationRequired": true,
            "shouldEvaluateCEFR": false, "submissionCount": 5, "createdAt": 11, "lastUpdatedOn": 12,
            "questions": [
                {"id": "q2", "question": "First?", "type": "CHOICE", "systemInstruction": "Look", "idealAnswer": null},
                {"id": "q1", "question": "Second?", "type": "SUBJECTIVE", "systemInstruction": null, "idealAnswer": "Ideal"},
            ],
            "generating": 0, "invites": [],
        }])
    );
    assert_eq!(
        state["flows"],
        json!([{
            "id": 6, "flowName": "Screen", "description": "Text", "status": "ACTIVE", "candidateCount": 1,
            "steps": [
                {"assessmentId": "a1", "assessmentType": "CODE", "passThreshold": 60.5, "name": "N", "instructions": "I",
                 "passAction": "P"},
                {"assessmentId": "a1", "assessmentType": "QUIZ", "passThreshold": 70, "name": null, "instructions": null,
                 "passAction": null},
            ],
            "candidates": [],
        }])
    );
    assert_eq!(sandbox.web_app().add_job("Next").unwrap(), 5);
}

#[tokio::test]
async fn a_store_of_the_second_version_is_found_whole() {
    let rows = [FIRST, SECOND, ROWS_OF_FIRST, ROWS_OF_SECOND];
    let (sandbox, state) = state_of(2, &rows).await;
    assert_eq!(
        state["settings"],
        json!({"generation": {"reads": 2}, "refuses": ["*@x.y"]})
    );
    assert_eq!(
        state["mails"],
        json!([{"system": "taptalent", "kind": "flowInvite", "to": "a@b.c", "about": "5", "sentAt": 13}])
    );
    assert_eq!(
        state["jobCandidates"],
        json!([{"id": 2, "email": "Jane@b.c"}])
    );
    assert_eq!(state["assessments"][0]["generating"], 1);
    assert_eq!(
        state["assessments"][0]["invites"],
        json!([
            {"id": "i1", "email": "A@b.c", "firstName": "A", "lastName": "B", "inviteeType": "CANDIDATE",
             "taken": {"status": "finished", "evaluationStatus": "completed", "score": 50.0, "questions": [],
                       "submittedAt": 15}},
            {"id": "i2", "email": "d@e.f", "firstName": "D", "lastName": "E", "inviteeType": "REVIEWER", "taken": null},
        ])
    );
    assert_eq!(
        state["flows"][0]["candidates"],
        json!([{"id": 5, "email": "a@b.c", "firstName": "A", "lastName": "B", "status": "IN_PROGRESS", "attempts": [1]}])
    );
    let flowmingo = &state["flowmingo"];
    assert_eq!(
        flowmingo["interviewSets"],
        json!([{"id": "s1", "title": "Sales"}])
    );
    assert_eq!(
        flowmingo["projects"],
        json!([{"id": "p1", "title": "Backend", "stages": [{"id": "st1", "name": "Applied", "priority": 3}],
                "jobPosts": [{"id": "jp1", "title": "Post"}]}])
    );
    assert_eq!(
        flowmingo["candidates"],
        json!([{"id": "c1", "email": "A@b.c", "firstname": "A", "lastname": null},
               {"id": "c2", "email": null, "firstname": null, "lastname": null}])
    );
    assert_eq!(
        flowmingo["submissions"],
        json!([{"id": "su1", "interviewSetId": "s1", "candidateId": "c1", "status": 2, "overallScore": "8.50",
                "submissionAt": 20}])
    );
    assert_eq!(
        flowmingo["invitations"],
        json!([{"id": "in1", "candidateId": "c1", "targetId": "s1", "email": "A@b.c", "message": "Hello"}])
    );
    assert_eq!(
        flowmingo["applications"],
        json!([{"id": "ap1", "candidateId": "c1", "projectId": "p1", "jobPostId": "jp1", "stageId": "st1", "score": 4.5,
                "rejected": true}])
    );
    let promptster = &state["promptster"];
    assert_eq!(promptster["issues"][0]["issueTitle"], "Fix");
    assert_eq!(
        promptster["providerKeys"],
        json!([{"id": "pk1", "provider": "openai", "name": "Main"}])
    );
    assert_eq!(promptster["assessments"][0]["title"], "Task");
    assert_eq!(
        promptster["assessments"][0]["modelKeys"],
        json!({"openaiKeyMode": "byok"})
    );
    assert_eq!(promptster["assessments"][0]["deleted"], false);
    assert_eq!(
        promptster["keys"],
        json!([{"id": "k1", "key": "PST-AAAA-BBBB", "assessmentId": "pa1", "candidateEmail": "A@b.c",
                "candidateName": "A", "orgName": null, "status": "completed", "sessionId": "se1", "revoked": false}])
    );
    assert_eq!(
        promptster["sessions"][0]["scores"],
        json!([{"dimension": "d", "score": 3}])
    );
    let app = sandbox.web_app();
    app.set_assessment(
        "a1",
        &serde_json::from_value(json!({"title": "New"})).unwrap(),
    )
    .unwrap();
    app.delete_flow_candidate(5).unwrap();
    app.promptster().revoke_candidate_key("k1").unwrap();
    app.flowmingo().delete_stage("st1").unwrap();
    let after = app.state().unwrap();
    assert_eq!(after["flows"][0]["candidateCount"], 0);
    assert_eq!(
        after["flowmingo"]["applications"][0]["stageId"],
        json!(null)
    );
}

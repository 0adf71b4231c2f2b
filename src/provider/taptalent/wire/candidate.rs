//! Somebody in a flow or among an assessment's results. The flow's sample is an empty list ("attempts and submission
//! metadata when available", api-reference/assessment-flows), so several spellings are taken and everything may be absent.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::model::taptalent::{ObservedCandidate, QuestionResult};
use crate::model::{Email, QuestionId};
use crate::provider::wire::{ListItem, Moment};

/// Objects that a candidate's person may be described in.
const PERSONS: [&str; 4] = ["candidate", "talent", "user", "jobCandidate"];

#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(crate) struct CandidateWire(Map<String, Value>);

impl ListItem for CandidateWire {
    const KEY: &'static str = "candidates";
}

impl CandidateWire {
    /// Whom it shows, and by what they are told apart in the list.
    pub(crate) fn observed(self) -> Result<(String, ObservedCandidate), String> {
        let Self(fields) = self;
        let one = Described::new(&fields);
        let candidate = ObservedCandidate {
            id: one.own(&["flowCandidateId", "candidateId", "inviteId", "id"]),
            email: one
                .any(&["email", "emailAddress", "candidateEmail"])
                .map(|text| Email::canonical_of(&text)),
            name: one.name(),
            job_candidate_id: one.any(&["jobCandidateId"]),
            status: one.own(&["status", "flowStatus"]),
            evaluation_status: one.own(&["evaluationStatus"]),
            score: one.number("score"),
            ai_score: one.number("aiScore"),
            submitted_at: one.moment(&["submittedAt", "completedAt"]),
            progress: one.progress(),
            questions: one.questions(),
        };
        let told_apart_by = [&candidate.id, &candidate.email, &candidate.job_candidate_id];
        let key = told_apart_by.into_iter().flatten().next();
        let key = key.ok_or("a candidate has neither an id nor an address")?;
        Ok((key.clone(), candidate))
    }
}

/// A candidate's own fields, and those of the person in it.
struct Described<'a> {
    own: &'a Map<String, Value>,
    persons: Vec<&'a Map<String, Value>>,
}

impl<'a> Described<'a> {
    fn new(own: &'a Map<String, Value>) -> Self {
        let persons = PERSONS
            .iter()
            .filter_map(|name| own.get(*name)?.as_object());
        Self {
            own,
            persons: persons.collect(),
        }
    }

    /// The first of these that the candidate itself has.
    fn own(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| text(self.own.get(*name)?))
    }

    /// The first of these that the candidate or its person has.
    fn any(&self, names: &[&str]) -> Option<String> {
        self.own(names).or_else(|| {
            let mut persons = self.persons.iter();
            persons.find_map(|person| names.iter().find_map(|name| text(person.get(*name)?)))
        })
    }

    fn name(&self) -> Option<String> {
        self.any(&["name", "fullName", "candidateName"])
            .or_else(|| {
                let parts = [self.any(&["firstName"]), self.any(&["lastName"])];
                let parts: Vec<String> = parts.into_iter().flatten().collect();
                (!parts.is_empty()).then(|| parts.join(" "))
            })
    }

    fn number(&self, name: &str) -> Option<f64> {
        number(self.own.get(name)?)
    }

    /// What came of each question that is told apart. What was answered stays behind here: nobody needs it.
    fn questions(&self) -> Vec<QuestionResult> {
        let all = self.own.get("questions").and_then(Value::as_array);
        let all = all.into_iter().flatten().filter_map(Value::as_object);
        all.filter_map(question).collect()
    }

    fn moment(&self, names: &[&str]) -> Option<String> {
        let value = names.iter().find_map(|name| self.own.get(*name))?;
        Moment::deserialize(value).ok().map(|Moment(text)| text)
    }

    /// "Technical quiz, 2 attempts", as far as it is told.
    fn progress(&self) -> Option<String> {
        let step = ["currentStepName", "currentStep", "step"]
            .iter()
            .find_map(|name| {
                let value = self.own.get(*name)?;
                let inner = ["name", "stepName", "assessmentName"]
                    .iter()
                    .find_map(|name| text(value.get(*name)?));
                inner.or_else(|| text(value))
            });
        let attempts = self.own.get("attempts").and_then(|value| {
            let count = value.as_array().map(|attempts| attempts.len() as u64);
            count.or_else(|| value.as_u64())
        });
        let attempts = attempts.map(|count| match count {
            1 => "1 attempt".to_owned(),
            more => format!("{more} attempts"),
        });
        let parts: Vec<String> = step.into_iter().chain(attempts).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}

fn question(own: &Map<String, Value>) -> Option<QuestionResult> {
    let first = |names: &[&str]| names.iter().find_map(|name| text(own.get(*name)?));
    let score = own.get("score").and_then(number);
    Some(QuestionResult {
        id: QuestionId::new(first(&["id", "questionId"])?),
        text: first(&["question"]),
        is_answered: match own.get("userAnswer") {
            // Whoever has a score has said something, wherever that is kept.
            None | Some(Value::Null) => score.is_some(),
            Some(Value::String(said)) => !said.trim().is_empty(),
            Some(Value::Array(parts)) => !parts.is_empty(),
            Some(Value::Object(parts)) => !parts.is_empty(),
            Some(Value::Bool(_) | Value::Number(_)) => true,
        },
        score,
    })
}

/// A number, which may stand in quotes.
fn number(value: &Value) -> Option<f64> {
    value
        .as_f64()
        .or_else(|| value.as_str()?.trim().parse().ok())
        .filter(|number: &f64| number.is_finite())
}

/// A text that is not blank, or a whole number.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Number(number) if !number.is_f64() => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn observed(body: &Value) -> Result<(String, ObservedCandidate), String> {
        CandidateWire::deserialize(body).unwrap().observed()
    }

    #[test]
    fn an_address_and_a_name_are_found_in_each_spelling() {
        for body in [
            json!({"id": 1, "email": " Alex@Example.com ", "name": "Alex Doe"}),
            json!({"id": 1, "emailAddress": "alex@example.com", "firstName": "Alex", "lastName": "Doe"}),
            json!({"id": 1, "email": null, "candidate": {"email": "alex@example.com", "fullName": "Alex Doe"}}),
            json!({"id": 1, "candidateEmail": "alex@example.com", "talent": {"firstName": "Alex", "lastName": "Doe"}}),
        ] {
            let (key, candidate) = observed(&body).unwrap();
            assert_eq!(key, "1");
            assert_eq!(candidate.email.as_deref(), Some("alex@example.com"));
            assert_eq!(candidate.name.as_deref(), Some("Alex Doe"));
        }
    }

    #[test]
    fn the_documented_result_is_read_whole() {
        let body = json!({"candidateId": "inviteId_1", "name": "John Doe", "email": "john.doe@example.com",
            "score": 78.5, "aiScore": null, "status": "finished", "evaluationStatus": "completed",
            "submittedAt": 1_234_567_890_000_u64, "profileImage": null, "questions": [{"id": "questionId_1",
            "question": "Describe your experience with system design.", "userAnswer": "I have led several projects...",
            "score": 85, "aiScore": null, "reasonOfScore": null, "type": "SUBJECTIVE"}]});
        let (_, candidate) = observed(&body).unwrap();
        assert_eq!(
            candidate,
            ObservedCandidate {
                id: Some("inviteId_1".into()),
                email: Some("john.doe@example.com".into()),
                name: Some("John Doe".into()),
                status: Some("finished".into()),
                evaluation_status: Some("completed".into()),
                score: Some(78.5),
                submitted_at: Some("2009-02-13T23:31:30Z".into()),
                questions: vec![QuestionResult {
                    id: QuestionId::new("questionId_1"),
                    text: Some("Describe your experience with system design.".into()),
                    is_answered: true,
                    score: Some(85.0),
                }],
                ..ObservedCandidate::default()
            }
        );
    }

    #[test]
    fn what_came_of_a_question_is_read_however_it_is_told_and_the_answer_is_not_kept() {
        let (_, candidate) = observed(&json!({"id": 1, "questions": [
            {"id": "a", "score": " 70.5 ", "userAnswer": "SECRET"},
            {"id": 2, "score": null, "userAnswer": "SECRET"},
            {"questionId": "c", "score": 0, "userAnswer": "  "},
            {"id": "d", "score": "n/a"},
            {"id": "e", "score": 5},
            {"id": "f", "score": "NaN", "userAnswer": {"url": "SECRET"}},
            {"score": 90}, null, "x",
        ]}))
        .unwrap();
        let told = candidate.questions.iter();
        let told: Vec<_> = told
            .map(|one| (one.id.as_str(), one.is_answered, one.score))
            .collect();
        assert_eq!(
            told,
            [
                ("a", true, Some(70.5)),
                ("2", true, None),
                ("c", false, Some(0.0)),
                ("d", false, None),
                ("e", true, Some(5.0)),
                ("f", true, None),
            ]
        );
        assert!(!format!("{candidate:?}").contains("SECRET"));
        for odd in [json!(null), json!({}), json!("none")] {
            let (_, candidate) = observed(&json!({"id": 1, "questions": odd})).unwrap();
            assert!(candidate.questions.is_empty());
        }
    }

    #[test]
    fn progress_is_told_in_the_systems_words() {
        let progress = |body: Value| observed(&body).unwrap().1.progress;
        assert_eq!(progress(json!({"id": 1})), None);
        assert_eq!(
            progress(json!({"id": 1, "currentStep": {"name": "Quiz"}, "attempts": [{}]})),
            Some("Quiz, 1 attempt".into())
        );
        assert_eq!(
            progress(json!({"id": 1, "currentStep": 2, "attempts": 3})),
            Some("2, 3 attempts".into())
        );
    }

    #[test]
    fn somebody_without_id_and_address_cannot_be_told_apart() {
        assert!(observed(&json!({"name": "Alex"})).is_err());
        assert_eq!(observed(&json!({"email": "A@b.c"})).unwrap().0, "a@b.c");
    }
}

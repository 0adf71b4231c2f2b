//! Promptster's answers as objects: assessments, candidate keys and the branding. Lists begin with the oldest.
//!
//! Of the organisation no read of a client shows the subscription, the quota or the provider keys: they are taken to suffice.

use rusqlite::Connection;
use serde_json::{Map, Value};

use super::super::promptster::assessment::CodingAssessment;
use super::super::promptster::candidate_key::CandidateKey;
use super::super::promptster::issues::Issue;
use super::super::promptster::provider_keys::StoredProviderKey;
use super::super::settings::{self, Branding, PromptsterSettings};
use super::super::store::Object as _;
use super::super::{SandboxError, System};
use super::read_back::read_back;
use super::reads::{Reads, id_of, text_of};

type Planted = Result<(), SandboxError>;

const OF: System = System::Promptster;

pub(super) fn plant(connection: &Connection, reads: &Reads, assumed_issues: &[String]) -> Planted {
    organisation(connection, reads)?;
    for id in assumed_issues {
        issue(connection, id)?;
    }
    for object in reads.list(OF, "/v1/assessments").into_iter().flatten() {
        assessment(connection, &object.fields)?;
    }
    for (id, object) in reads.below(OF, "/v1/assessments/*") {
        let Some(detail) = object.first() else {
            continue;
        };
        let mut fields = detail.fields.clone();
        fields.entry("id").or_insert_with(|| id.into());
        assessment(connection, &fields)?;
    }
    for (id, keys) in reads.below(OF, "/v1/assessments/*/keys") {
        for object in keys {
            let mut key: CandidateKey = read_back(&object.fields);
            key.id = id_of(&object.fields).unwrap_or_default();
            id.clone_into(&mut key.assessment_id);
            key.put(connection)?;
        }
    }
    Ok(())
}

fn organisation(connection: &Connection, reads: &Reads) -> Planted {
    let mut settings = settings::of::<PromptsterSettings>(connection)?;
    // Nobody else is served here.
    settings.rate_limit = 0;
    let of_here = || reads.iter().filter(|read| read.system == OF);
    let mut objects = of_here().flat_map(|read| &read.objects);
    settings.rubrics = objects.any(|object| object.fields.contains_key("rubricId"));
    let branding = of_here().find(|read| read.path == "/v1/org/branding");
    if let Some(object) = branding.and_then(|read| read.objects.first()) {
        settings.branding = read_back::<Branding>(&object.fields);
        let plan = object.fields.get("plan").cloned().unwrap_or_default();
        settings.plan = serde_json::from_value(plan).unwrap_or(settings.plan);
    }
    settings.put(connection)?;
    for provider in ["anthropic", "openai"] {
        let key = StoredProviderKey {
            provider: provider.to_owned(),
            is_default: true,
            ..StoredProviderKey::default()
        };
        key.create(connection)?;
    }
    Ok(())
}

/// An issue that is only named. Its text is none of the assessment's business.
fn issue(connection: &Connection, id: &str) -> Planted {
    if Issue::exists(connection, id)? {
        return Ok(());
    }
    let issue = Issue {
        id: id.to_owned(),
        issue_title: "An issue that was not read".to_owned(),
        task_brief: "A brief that was not read".to_owned(),
        ..Issue::default()
    };
    Ok(issue.put(connection)?)
}

fn assessment(connection: &Connection, fields: &Map<String, Value>) -> Planted {
    let mut assessment: CodingAssessment = read_back(fields);
    assessment.id = id_of(fields).unwrap_or_default();
    let tools = fields.get("allowedTools").and_then(Value::as_array);
    assessment.allowed_tools = tools.into_iter().flatten().filter_map(text_of).collect();
    if let Some(id) = &assessment.issue_id {
        issue(connection, id)?;
    }
    Ok(assessment.put(connection)?)
}

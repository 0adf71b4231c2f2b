//! Questions that the system thinks up (api-reference/assessments). The page says both that they come later, by
//! webhook, and that they are there already; here they come later, which a client must bear either way.

use rusqlite::Connection;
use serde_json::json;

use super::super::call::Call;
use super::super::fields::Fields;
use super::super::settings::{Generation, GenerationFailure, TaptalentSettings};
use super::super::store::table::taptalent::generations::{self, Due};
use super::super::store::{AssessmentDraft, QuestionContent, table};
use super::super::system::System;
use super::super::time::now;
use super::assessment_body::standard_buckets;
use super::assessments::{common, find, job, times};
use super::body::read_body;
use super::success::success;
use super::{Outcome, Refusal};

/// What auto-generate makes when nobody says how many.
const QUESTIONS: u32 = 5;

/// `POST /assessment/auto-generate`: costs one credit, answers at once with `questionCount` 0.
pub(super) fn auto_generate(connection: &Connection, call: &Call) -> Outcome {
    let wanted = read_body(call, Wanted::read)?;
    let job_id = job(
        connection,
        &wanted.job.map_or_else(String::new, |id| id.to_string()),
    )?;
    let title = match job_id {
        Some(id) => table::taptalent::jobs::find(connection, id)?.map(|job| job.title),
        None => None,
    };
    let due = due(connection)?;
    if !table::taptalent::company::spend_credit(connection)? {
        return Err(Refusal::credits());
    }
    let role = wanted
        .role
        .or(title)
        .unwrap_or_else(|| "Candidate".to_owned());
    let medium = if wanted.is_video { "Video" } else { "Voice" };
    let draft = AssessmentDraft {
        title: format!("{role} - {medium} Interview"),
        job_id,
        status: "ACTIVE".to_owned(),
        purpose_of_interview: wanted
            .purpose
            .unwrap_or_else(|| format!("Find out who fits the role {role}.")),
        hiring_for_role: role,
        duration: 20.0,
        ai_language: "english".to_owned(),
        skills: ["Communication", "Problem Solving"]
            .map(str::to_owned)
            .to_vec(),
        buckets: standard_buckets(),
        email_verification: true,
        evaluate_cefr: false,
    };
    let id = table::taptalent::assessments::insert(connection, &draft, now())?;
    let contents = thought_up(QUESTIONS, "medium", &draft.skills);
    generations::insert(connection, &id, &contents, due)?;
    let assessment = find(connection, &id)?;
    let mut data = common(&assessment);
    data.extend(times(&assessment));
    Ok(json!({
        "status": "success",
        "message": "Assessment creation initiated. You will receive a webhook when questions are ready.",
        "data": data,
    }))
}

/// `POST /assessment/:assessmentId/generate-questions`: costs one credit. No such assessment is a 403 here.
pub(super) fn generate_questions(connection: &Connection, id: &str, call: &Call) -> Outcome {
    if !table::taptalent::assessments::exists(connection, id)? {
        return Err(Refusal::denied());
    }
    let (skills, count, difficulty) = read_body(call, |fields| {
        fields.required_text("jobDescription", 50..=usize::MAX);
        (
            fields.texts("skills", usize::MAX).unwrap_or_default(),
            fields.integer("questionCount", 1..=10).unwrap_or(5),
            fields
                .one_of("difficulty", &["easy", "medium", "hard"])
                .unwrap_or_else(|| "medium".to_owned()),
        )
    })?;
    let due = due(connection)?;
    if !table::taptalent::company::spend_credit(connection)? {
        return Err(Refusal::credits_for("generate questions"));
    }
    let contents = thought_up(u32::try_from(count).unwrap_or(1), &difficulty, &skills);
    generations::insert(connection, id, &contents, due)?;
    generations::settle(connection, now())?;
    Ok(success(json!({
        "message": "Questions generated and added successfully",
        "questionCount": count,
    })))
}

struct Wanted {
    job: Option<i64>,
    purpose: Option<String>,
    role: Option<String>,
    is_video: bool,
}

impl Wanted {
    fn read(fields: &mut Fields<'_>) -> Self {
        let kinds = ["AI_AUDIO_INTERVIEW", "AI_VIDEO_INTERVIEW"];
        if !fields.has("jobId") && !fields.has("purpose") {
            fields.problem("purpose", "is required when jobId is left out");
        }
        Self {
            job: fields.integer("jobId", 1..=i64::MAX),
            purpose: fields.text("purpose", 1..=5000),
            role: fields.text("role", 1..=500),
            is_video: fields.one_of("type", &kinds).as_deref() == Some("AI_VIDEO_INTERVIEW"),
        }
    }
}

/// When what is asked for now will be there, or the 500 that the settings want.
fn due(connection: &Connection) -> Result<Due, Refusal> {
    let settings: TaptalentSettings = table::settings::of(connection, System::Taptalent)?;
    match settings.generation {
        Generation::Millis(millis) => Ok(Due::At(now() + i64::from(millis))),
        Generation::Reads(reads) => Ok(Due::AfterReads(reads)),
        Generation::Fails(GenerationFailure::AiGenerationFailed) => {
            Err(Refusal::generation("AI_GENERATION_FAILED"))
        }
        Generation::Fails(GenerationFailure::AiGenerationEmpty) => {
            Err(Refusal::generation("AI_GENERATION_EMPTY"))
        }
    }
}

fn thought_up(count: u32, difficulty: &str, skills: &[String]) -> Vec<QuestionContent> {
    let about = |number: u32| {
        let index = usize::try_from(number - 1).unwrap_or_default();
        let skill = skills.get(index % skills.len().max(1));
        skill.map_or("your work", String::as_str)
    };
    let question = |number: u32| {
        let text = format!(
            "Question {number} ({difficulty}): tell us of a time when {} decided how it went.",
            about(number)
        );
        QuestionContent::new(text)
    };
    (1..=count).map(question).collect()
}

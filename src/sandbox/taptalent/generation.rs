//! Questions that the system thinks up (api-reference/assessments). The page says both that they come later, by
//! webhook, and that they are there already; here they come later, which a client must bear either way.

use rusqlite::Connection;
use serde_json::json;

use super::super::call::Call;
use super::super::kind::{Outcome, Refusal, body, record};
use super::super::settings::{self, Generation, TaptalentSettings};
use super::super::store::{Object as _, numbers};
use super::super::time::now;
use super::assessment::Assessment;
use super::assessments::{created, job};
use super::generating::Generating;
use super::question::QuestionContent;
use super::refusal::{credits, denied, generation};
use super::{CREDITS, success};

/// When what is asked for now will be there, or the 500 that the settings want.
fn requested(connection: &Connection) -> Result<Generating, Refusal> {
    let settings: TaptalentSettings = settings::of(connection)?;
    let (ready_at, reads_left) = match settings.generation {
        Generation::Millis(millis) => (Some(now() + i64::from(millis)), None),
        Generation::Reads(reads) => (None, Some(reads)),
        Generation::Fails(failure) => return Err(generation(failure.code())),
    };
    Ok(Generating {
        ready_at,
        reads_left,
        ..Generating::default()
    })
}

/// What auto-generate makes when nobody says how many.
const QUESTIONS: u32 = 5;

record! {
    /// A body of auto-generate.
    #[serde(default)]
    struct Wanted with {
        job_id "jobId": Option<i64>, create COUNTED.optional();
        purpose "purpose": Option<String>, create Text(1, 5000).optional();
        role "role": Option<String>, create Text(1, 500).optional();
        kind "type": String, create OneOf(&["AI_AUDIO_INTERVIEW", VIDEO]).optional();
    }
}

const VIDEO: &str = "AI_VIDEO_INTERVIEW";

/// `POST /assessment/auto-generate`: costs one credit, answers at once with `questionCount` 0.
pub(super) fn auto_generate(connection: &Connection, call: &Call) -> Outcome {
    let wanted: Wanted = body::new(call, |fields| {
        if !fields.has("jobId") && !fields.has("purpose") {
            fields.problem("purpose", "is required when jobId is left out");
        }
    })?;
    let id = wanted.job_id.map(|id| id.to_string());
    let job = job(connection, id.as_deref())?;
    let generating = requested(connection)?;
    if !numbers::take(connection, CREDITS)? {
        return Err(credits("create assessment"));
    }
    let job_id = job.as_ref().map(|job| job.id.to_string());
    let role = wanted
        .role
        .or(job.map(|job| job.title))
        .unwrap_or_else(|| "Candidate".to_owned());
    let medium = if wanted.kind == VIDEO {
        "Video"
    } else {
        "Voice"
    };
    let purpose = format!("Find out who fits the role {role}.");
    let assessment = Assessment {
        title: format!("{role} - {medium} Interview"),
        job_id,
        purpose_of_interview: wanted.purpose.unwrap_or(purpose),
        hiring_for_role: role,
        skills: ["Communication", "Problem Solving"]
            .map(str::to_owned)
            .to_vec(),
        ..Assessment::default()
    };
    let assessment = assessment.create(connection)?;
    let questions = thought_up(QUESTIONS, "medium", &assessment.skills);
    generating.of_these(connection, &assessment.id, questions)?;
    let message =
        "Assessment creation initiated. You will receive a webhook when questions are ready.";
    Ok(created(&assessment, message))
}

record! {
    /// A body of generate-questions.
    #[serde(default)]
    struct More with {
        job_description "jobDescription": String, create Text(50, usize::MAX).required();
        skills "skills": Vec<String>, create Texts(usize::MAX).optional();
        count "questionCount": u32 = 5, create Whole(1, 10).optional();
        difficulty "difficulty": String = "medium".to_owned(),
            create OneOf(&["easy", "medium", "hard"]).optional();
    }
}

/// `POST /assessment/:assessmentId/generate-questions`: costs one credit. No such assessment is a 403 here.
pub(super) fn generate_questions(connection: &Connection, id: &str, call: &Call) -> Outcome {
    if !Assessment::exists(connection, id)? {
        return Err(denied());
    }
    let more: More = body::new(call, |_| {})?;
    let generating = requested(connection)?;
    if !numbers::take(connection, CREDITS)? {
        return Err(credits("generate questions"));
    }
    let questions = thought_up(more.count, &more.difficulty, &more.skills);
    generating.of_these(connection, id, questions)?;
    Generating::settle(connection)?;
    Ok(success(json!({
        "message": "Questions generated and added successfully",
        "questionCount": more.count,
    })))
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

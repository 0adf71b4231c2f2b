//! Questions that the system thinks up (api-reference/assessments). The page says both that they come later, by
//! webhook, and that they are there already; here they come later, which a client must bear either way.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::super::call::Call;
use super::super::fields::Fields;
use super::super::settings::{self, Generation, GenerationFailure, TaptalentSettings};
use super::super::store::{Object, ids, numbers, object};
use super::super::time::now;
use super::assessment::Assessment;
use super::assessments::{common, job, times};
use super::body::read_body;
use super::questions::{Question, QuestionContent};
use super::success::success;
use super::{CREDITS, Outcome, Refusal};

/// Questions that were asked for and are not there yet: due by the clock, or after so many reads of the
/// assessment that still come without them.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::sandbox) struct Generating {
    id: i64,
    assessment_id: String,
    questions: Vec<QuestionContent>,
    /// Milliseconds since 1970.
    ready_at: Option<i64>,
    reads_left: Option<u32>,
}

object!(Generating, "taptalent", "generation", of assessment_id);

impl Generating {
    /// Adds the questions that are due by the clock to their assessments.
    pub(in crate::sandbox) fn settle(connection: &Connection) -> rusqlite::Result<()> {
        let now = now();
        for one in Self::all().list(connection)? {
            if one.ready_at.is_some_and(|at| at <= now) {
                one.finish(connection)?;
            }
        }
        Ok(())
    }

    /// Counts a read of this assessment, and adds what has waited for it.
    pub(super) fn count_read(connection: &Connection, assessment: &str) -> rusqlite::Result<()> {
        for mut one in Self::of(assessment).list(connection)? {
            match one.reads_left {
                None => {}
                Some(0) => one.finish(connection)?,
                Some(reads) => {
                    one.reads_left = Some(reads - 1);
                    one.save(connection)?;
                }
            }
        }
        Ok(())
    }

    fn finish(&self, connection: &Connection) -> rusqlite::Result<()> {
        for content in &self.questions {
            Question::append(connection, &self.assessment_id, content)?;
        }
        Self::delete(connection, self.id).map(|_| ())
    }
}

/// What auto-generate makes when nobody says how many.
const QUESTIONS: u32 = 5;

/// `POST /assessment/auto-generate`: costs one credit, answers at once with `questionCount` 0.
pub(super) fn auto_generate(connection: &Connection, call: &Call) -> Outcome {
    let wanted = read_body(call, Wanted::read)?;
    let id = wanted.job.map_or_else(String::new, |id| id.to_string());
    let job = job(connection, &id)?;
    let due = due(connection)?;
    if !numbers::take(connection, CREDITS)? {
        return Err(Refusal::credits());
    }
    let job_id = job.as_ref().map(|job| job.id.to_string());
    let role = wanted
        .role
        .or(job.map(|job| job.title))
        .unwrap_or_else(|| "Candidate".to_owned());
    let medium = if wanted.is_video { "Video" } else { "Voice" };
    let assessment = Assessment {
        title: format!("{role} - {medium} Interview"),
        job_id,
        purpose_of_interview: wanted
            .purpose
            .unwrap_or_else(|| format!("Find out who fits the role {role}.")),
        hiring_for_role: role,
        skills: ["Communication", "Problem Solving"]
            .map(str::to_owned)
            .to_vec(),
        ..Assessment::default()
    };
    let assessment = assessment.create(connection)?;
    let contents = thought_up(QUESTIONS, "medium", &assessment.skills);
    due.of(connection, &assessment.id, contents)?;
    let mut data = common(&assessment, 0);
    data.extend(times(&assessment));
    Ok(json!({
        "status": "success",
        "message": "Assessment creation initiated. You will receive a webhook when questions are ready.",
        "data": data,
    }))
}

/// `POST /assessment/:assessmentId/generate-questions`: costs one credit. No such assessment is a 403 here.
pub(super) fn generate_questions(connection: &Connection, id: &str, call: &Call) -> Outcome {
    if !Assessment::exists(connection, id)? {
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
    if !numbers::take(connection, CREDITS)? {
        return Err(Refusal::credits_for("generate questions"));
    }
    let contents = thought_up(u32::try_from(count).unwrap_or(1), &difficulty, &skills);
    due.of(connection, id, contents)?;
    Generating::settle(connection)?;
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

/// When what is asked for is there.
#[derive(Debug, Clone, Copy)]
struct Due {
    ready_at: Option<i64>,
    reads_left: Option<u32>,
}

impl Due {
    /// Asks for these questions.
    fn of(
        self,
        connection: &Connection,
        assessment: &str,
        questions: Vec<QuestionContent>,
    ) -> rusqlite::Result<()> {
        let generating = Generating {
            id: ids::number::<Generating>(connection)?,
            assessment_id: assessment.to_owned(),
            questions,
            ready_at: self.ready_at,
            reads_left: self.reads_left,
        };
        generating.insert(connection)
    }
}

/// When what is asked for now will be there, or the 500 that the settings want.
fn due(connection: &Connection) -> Result<Due, Refusal> {
    let settings: TaptalentSettings = settings::of(connection)?;
    match settings.generation {
        Generation::Millis(millis) => Ok(Due {
            ready_at: Some(now() + i64::from(millis)),
            reads_left: None,
        }),
        Generation::Reads(reads) => Ok(Due {
            ready_at: None,
            reads_left: Some(reads),
        }),
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

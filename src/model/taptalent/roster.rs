//! Who is assigned to a TapTalent flow, or invited to a TapTalent assessment. Facts: api-reference/assessments, "Invite",
//! and api-reference/assessment-flows, "Assign".

use super::super::address::Address;
use super::super::email::Email;
use super::super::id::{AssessmentId, FlowId, QuestionId};
use super::super::person::{Person, PersonSource};

/// What a TapTalent manifest of kind Roster says.
#[derive(Debug, Clone, PartialEq)]
pub struct Roster {
    /// To what people are invited.
    pub target: RosterTarget,
    /// Everybody, each once, in the order of the manifest and then of its file.
    pub candidates: Vec<Candidate>,
}

/// A flow or an assessment manifest of the project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RosterTarget {
    /// `flow`
    Flow(Address),
    /// `assessment`
    Assessment(Address),
}

impl RosterTarget {
    /// The manifest's address.
    pub const fn address(&self) -> &Address {
        match self {
            Self::Flow(address) | Self::Assessment(address) => address,
        }
    }
}

/// One person of a TapTalent roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Who it is.
    pub email: Email,
    /// `firstName`; an assessment's invite must have it.
    pub first_name: Option<String>,
    /// `lastName`; an assessment's invite must have it.
    pub last_name: Option<String>,
    /// `jobCandidateId`, as text.
    pub job_candidate_id: Option<String>,
    /// Where it is declared.
    pub source: PersonSource,
}

impl Person for Candidate {
    fn email(&self) -> &Email {
        &self.email
    }

    fn called(&self) -> Vec<&str> {
        [self.first_name.as_deref(), self.last_name.as_deref()]
            .into_iter()
            .flatten()
            .collect()
    }

    fn source(&self) -> &PersonSource {
        &self.source
    }
}

/// What an invite or an assignment sends of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitee {
    /// `emailAddress` of an invite, `email` of an assignment.
    pub email: Email,
    /// `firstName`
    pub first_name: Option<String>,
    /// `lastName`
    pub last_name: Option<String>,
    /// `jobCandidateId`
    pub job_candidate_id: Option<String>,
}

/// `generate:` of an assessment: what the system is asked for. Facts: api-reference/assessments, "Generate Questions".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GenerateRequest {
    /// `jobDescription`, at least 50 characters.
    pub job_description: String,
    /// `skills`
    pub skills: Option<Vec<String>>,
    /// `questionCount`, 1 to 10.
    pub question_count: Option<u32>,
    /// `difficulty`: easy, medium or hard.
    pub difficulty: Option<String>,
}

impl GenerateRequest {
    /// How many questions come if the request names no number.
    pub const DEFAULT_COUNT: u32 = 5;
}

/// What makes the system create an assessment by itself. Facts: api-reference/assessments, "Auto Generate".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AutoGenerateRequest {
    /// `jobId`, a number there.
    pub job: Option<super::super::id::JobId>,
    /// `purpose`, at most 5000 characters.
    pub purpose: Option<String>,
    /// `role`, at most 500 characters.
    pub role: Option<String>,
    /// `type`
    pub interview_type: Option<String>,
}

/// Somebody whom the reads of a flow's or an assessment's candidates show. Every field is as liberal as the documents are
/// silent.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ObservedCandidate {
    /// `candidateId` or `flowCandidateId`
    pub id: Option<String>,
    /// [`Email::canonical_of`] what was shown; `None`: the answer has no address.
    pub email: Option<String>,
    /// The name, for `results`.
    pub name: Option<String>,
    /// `jobCandidateId`
    pub job_candidate_id: Option<String>,
    /// `status`
    pub status: Option<String>,
    /// `evaluationStatus`
    pub evaluation_status: Option<String>,
    /// `score`
    pub score: Option<f64>,
    /// `aiScore`
    pub ai_score: Option<f64>,
    /// `submittedAt`, as ISO 8601 if it could be understood, else as it came.
    pub submitted_at: Option<String>,
    /// Of a flow: how far the person is, in the system's words (current step, attempts).
    pub progress: Option<String>,
    /// Of an assessment: what came of each question, in the order of the answer.
    pub questions: Vec<QuestionResult>,
}

/// What came of one question for one person. What the person said is not kept.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionResult {
    /// Which; it may be one that is no longer asked.
    pub id: QuestionId,
    /// What was asked.
    pub text: Option<String>,
    /// Whether the person said anything.
    pub is_answered: bool,
    /// `score`
    pub score: Option<f64>,
}

/// Where candidates are listed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum CandidatesOf {
    /// `GET /assessment-flows/:id/candidates`
    Flow(FlowId),
    /// `GET /assessment/:id/candidates`: only people who submitted or timed out.
    Assessment(AssessmentId),
}

//! The systems' data in SQLite: one file a table, each the only place with SQL for it.
//!
//! It keeps what it is given; what a client may write is `taptalent`'s business. The constraints here hold
//! for both doors, the API and the web app.

mod database;
pub(super) mod table;

pub(super) use database::Database;
pub use table::flowmingo::applications::ApplicationChange;
pub use table::flowmingo::submissions::SubmissionChange;
pub use table::promptster::assessments::CodingAssessmentChange;
pub use table::promptster::issues::Issue;
pub use table::promptster::keys::CandidateKeyChange;
pub use table::promptster::provider_keys::ProviderKey;
pub use table::taptalent::assessments::AssessmentChange;
pub(super) use table::taptalent::assessments::{Assessment, AssessmentDraft};
pub(super) use table::taptalent::company::COMPANY_ID;
pub use table::taptalent::flow_candidates::FlowCandidateChange;
pub(super) use table::taptalent::flows::{Flow, StoredStep};
pub use table::taptalent::flows::{FlowChange, FlowStep};
pub use table::taptalent::invites::Taken;
pub use table::taptalent::job_candidates::Person;
pub(super) use table::taptalent::jobs::Job;
pub(super) use table::taptalent::questions::Question;
pub use table::taptalent::questions::QuestionContent;

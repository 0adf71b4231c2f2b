//! The systems' data in SQLite: one file a table, each the only place with SQL for it.
//!
//! It keeps what it is given; what a client may write is `taptalent`'s business. The constraints here hold
//! for both doors, the API and the web app.

mod database;
pub(super) mod table;

pub(super) use database::Database;
pub use table::taptalent::assessments::AssessmentChange;
pub(super) use table::taptalent::assessments::{Assessment, AssessmentDraft};
pub(super) use table::taptalent::company::COMPANY_ID;
pub(super) use table::taptalent::flows::{Flow, StoredStep};
pub use table::taptalent::flows::{FlowChange, FlowStep};
pub(super) use table::taptalent::jobs::Job;
pub(super) use table::taptalent::questions::Question;
pub use table::taptalent::questions::QuestionContent;

//! The nouns: what a person declares, what a system shows, what can be written.
//!
//! Plain values only. No I/O, no wire format (that is `provider`), no YAML (that is `manifest`), no
//! decisions about what must change (that is `plan`).

mod address;
mod alike;
mod confusable;
mod desired;
mod email;
mod external;
mod facts;
mod field;
pub mod flowmingo;
mod id;
mod invisible;
mod kind;
mod lifecycle;
mod listing;
mod masked;
mod noun;
mod object;
mod observed;
mod operation;
mod origin;
mod person;
pub mod promptster;
mod route;
mod skeleton;
pub mod taptalent;
mod target;
mod text;
mod value;

pub use address::{Address, Name, NameError, ParseAddressError};
pub use alike::{alike, alike_form, looks_like_form};
pub use confusable::{Confusable, confusables};
pub use desired::{Desired, FileDigest, NoId, Resource, Spec};
pub use email::{Email, EmailError};
pub use external::{External, LiveExternal};
pub use facts::{Changed, Facts, Made, Write};
pub(crate) use field::fields;
pub use field::{
    Audience, Bounds, Choice, FieldKey, FieldSpec, Fields, Mutability, ValueType, text_in, text_of,
};
pub use id::{
    ApplicationId, AssessmentId, CandidateKeyId, ExternalId, FlowId, InterviewSetId, JobId,
    JobPostId, ProjectId, QuestionId, StageId, SubmissionId, TalentId, TaskId,
};
pub use invisible::{
    differs_only_invisibly, is_invisible, is_invisible_in_word, name_of_invisible,
};
pub use kind::{Kind, Role, System};
pub use lifecycle::{FairnessPolicy, Lifecycle, OnImmutableChange, Prune, QuestionOrder};
pub use listing::{Listing, Lookup};
pub use masked::{masked, masked_name, without_names, without_whole_names};
pub use noun::{counted, times, with_article};
pub(crate) use object::{Key, RowReader, joined, object};
pub use observed::{Live, Wants};
pub use operation::{Operation, Written};
pub use origin::{Origin, Pointer, Segment, SourcePath};
pub use person::{Person, PersonAction, PersonIds, PersonOutcome, PersonResult, PersonSource};
pub use route::{Endpoint, Method, PathId, Route};
pub use skeleton::{first_difference, skeleton};
pub use target::Target;
pub use text::{canonical_form, canonical_text, same_text};
pub use value::{Bucket, BucketStatus, Compare, FieldValue, Number};

//! Identifiers that the systems hand out. Opaque text, compared as text: the documents show the same id
//! now as a number, now as a string (TapTalent, api-reference/jobs against /assessments).

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Takes the text of an id as the system or a manifest gave it.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The text of the id.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// `assessmentId` of TapTalent.
    AssessmentId
);
id!(
    /// `questions[].id` of a TapTalent assessment.
    QuestionId
);
id!(
    /// `id` of a TapTalent assessment flow (an integer in the examples).
    FlowId
);
id!(
    /// `id` of a TapTalent job (an integer in newer pages, a UUID in older ones).
    JobId
);
id!(
    /// `id` of a Promptster assessment.
    TaskId
);
id!(
    /// `id` of a Promptster candidate key: not the key.
    CandidateKeyId
);
id!(
    /// Of what only must exist, of any kind.
    ExternalId
);
id!(
    /// `id` of a Flowmingo interview set.
    InterviewSetId
);
id!(
    /// `id` of a Flowmingo project.
    ProjectId
);
id!(
    /// `id` of a Flowmingo job post.
    JobPostId
);
id!(
    /// `id` of a stage of a Flowmingo project.
    StageId
);
id!(
    /// `id` of a Flowmingo application.
    ApplicationId
);
id!(
    /// `id` of a Flowmingo submission.
    SubmissionId
);
id!(
    /// `tal_candidate_id` of Flowmingo: a person.
    TalentId
);

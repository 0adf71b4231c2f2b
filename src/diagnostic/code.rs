//! Every code that a diagnostic, a blocked change or a note can have. Codes are for scripts and for `explain`: once
//! released, a code keeps its meaning.

use std::fmt;
use std::str::FromStr;

use super::suggest::nearest;

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $text:literal,)+) => {
        /// The sort of a diagnostic, a blocked change or a note.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[$doc])* $variant,)+
        }

        impl Code {
            /// Every code, in the order of this file.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The code as people and scripts see it.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }
        }
    };
}

codes! {
    // Manifests and configuration: found offline.
    /// The text is not YAML.
    YamlSyntax = "yaml-syntax",
    /// Version control has left two versions in the file.
    MergeConflict = "merge-conflict",
    /// A text without quotes ends where YAML takes the rest for a comment.
    CutText = "cut-text",
    /// A key is listed twice in one mapping.
    DuplicateKey = "duplicate-key",
    /// The file is larger, deeper or more aliased than any honest manifest.
    TooLarge = "too-large",
    /// The file cannot be read, or is not UTF-8.
    Unreadable = "unreadable",
    /// `apiVersion` or `kind` is missing or names nothing that this version knows.
    UnknownKind = "unknown-kind",
    /// A field that the kind does not have.
    UnknownField = "unknown-field",
    /// A field that the kind must have.
    MissingField = "missing-field",
    /// A value of a wrong type.
    WrongType = "wrong-type",
    /// A value that the system would refuse: too long, too short, too many, out of range.
    OutOfBounds = "out-of-bounds",
    /// Two fields that cannot stand together.
    ConflictingFields = "conflicting-fields",
    /// `metadata.name` has not the form of a name.
    InvalidName = "invalid-name",
    /// Two manifests, or two questions of one assessment, have one name.
    DuplicateName = "duplicate-name",
    /// A reference to a manifest that is not there.
    UnknownReference = "unknown-reference",
    /// A program that a roster takes its people from failed.
    SourceFailed = "source-failed",
    /// A value that the workspace does not have.
    UnknownValue = "unknown-value",
    /// What should be a person's e-mail address is none.
    InvalidEmail = "invalid-email",
    /// A row of a file with people that does not fit its header.
    InvalidRow = "invalid-row",
    /// One person is listed twice in a roster, or in two rosters of the same thing.
    DuplicatePerson = "duplicate-person",
    /// Two addresses of one roster look like one.
    LookAlikePerson = "look-alike-person",
    /// A system that the workspace does not have.
    SystemNotConfigured = "system-not-configured",
    /// A roster that names no workspaces, where more than one is live.
    RosterEverywhere = "roster-everywhere",
    /// The configuration does not fit itself.
    InvalidConfig = "invalid-config",
    /// A credential that stands in the file.
    LiteralCredential = "literal-credential",
    /// An address without encryption that is not loopback.
    InsecureUrl = "insecure-url",
    /// The configuration of the working tree is not the one that counts.
    ConfigChanged = "config-changed",
    /// A key goes to a host that is not the system's own.
    ForeignHost = "foreign-host",
    /// Others than the owner may read the file that holds a key.
    OpenKeyFile = "open-key-file",
    /// Nothing to do: no manifest was found.
    NoManifests = "no-manifests",
    /// A link that may lead to manifests is not followed.
    LinkNotFollowed = "link-not-followed",
    /// A folder of the project is a project of its own.
    NestedProject = "nested-project",

    // Lint: warnings about manifests that could be applied as they are. See `manifest::lint`.
    /// Two questions of different assessments are almost the same.
    NearDuplicateQuestion = "near-duplicate-question",
    /// A question is in another language than the interview.
    LanguageMismatch = "language-mismatch",
    /// Nothing says what a good answer to a question holds.
    NoIdealAnswer = "no-ideal-answer",
    /// Every threshold of a flow is 0 or 100.
    IdleThresholds = "idle-thresholds",
    /// A flow leads to an assessment that declares no question.
    NoQuestions = "no-questions",
    /// A text was left to be filled in.
    PlaceholderText = "placeholder-text",
    /// A shared question that no assessment uses.
    UnusedQuestion = "unused-question",
    /// A plain text in which a value is named as in a template.
    UnusedTemplate = "unused-template",

    // Blocked changes: found while planning.
    /// A field that can only be set at creation differs.
    CreateOnlyField = "create-only-field",
    /// A live flow step would have to change, move or go.
    ImmutableStep = "immutable-step",
    /// The live steps could not be read well enough to restate them.
    UnreadableSteps = "unreadable-steps",
    /// Several live objects have the natural key.
    AmbiguousMatch = "ambiguous-match",
    /// A create was sent, and whether it was done is not known: it is not sent again by itself.
    CreateInDoubt = "create-in-doubt",
    /// Several manifests have the natural key and no recorded id.
    SharedNaturalKey = "shared-natural-key",
    /// `metadata.id` names nothing that is live.
    UnknownPin = "unknown-pin",
    /// Two manifests mean the same live object.
    ClaimedTwice = "claimed-twice",
    /// A step's `assessmentId` names nothing that is live.
    UnknownAssessmentId = "unknown-assessment-id",
    /// `job: { title }` means no live job, or several.
    UnresolvedJob = "unresolved-job",
    /// The key may not see or change the object.
    AccessDenied = "access-denied",
    /// `lifecycle.preventDestroy` forbids it.
    PreventDestroy = "prevent-destroy",
    /// `guards.fairness: deny` forbids it.
    FairnessDenied = "fairness-denied",
    /// It depends on something that is blocked.
    BlockedDependency = "blocked-dependency",
    /// A Promptster assessment differs, and cannot be changed.
    CannotUpdate = "cannot-update",
    /// `guards.maxDestroy` forbids it.
    MaxDestroy = "max-destroy",
    /// `guards.maxForget` forbids to remove so much from the state.
    TooManyRemoved = "too-many-removed",
    /// An interview set, project, stage or job post that must exist does not.
    NotLive = "not-live",
    /// The live stages of a project are others.
    StagesDiffer = "stages-differ",
    /// The key lacks a scope.
    MissingScope = "missing-scope",
    /// Who is in the live object cannot be told apart.
    UnreadablePeople = "unreadable-people",
    /// What was just written from here is not in what was read: it is in doubt, and not gone.
    NotVisibleYet = "not-visible-yet",
    /// People are in the set whom no state knows: they could be those of the roster.
    UnknownSubmissions = "unknown-submissions",
    /// A value was edited in the manifest and changed in the web app since the last apply.
    Conflict = "conflict",
    /// The key is of another company than the state.
    OtherCompany = "other-company",

    // Notes: said, and nothing stops.
    /// A live object is taken over by its natural key or pin.
    Adopted = "adopted",
    /// A value that was applied was changed in the web app.
    ChangedLive = "changed-live",
    /// The recorded object is gone and is created anew.
    Recreated = "recreated",
    /// Candidates are inside what changes.
    Fairness = "fairness",
    /// Live questions stand in another order.
    QuestionOrder = "question-order",
    /// Live questions that no manifest declares and that this tool did not add.
    UnmanagedQuestion = "unmanaged-question",
    /// A write-only value that no record covers is sent once.
    Unverifiable = "unverifiable",
    /// An update may clear a field that no manifest declares and no read shows.
    FieldAtRisk = "field-at-risk",
    /// A recorded object has no manifest any more and is forgotten.
    Forgotten = "forgotten",
    /// A recorded object's manifest is for other workspaces now.
    LeftWorkspace = "left-workspace",
    /// A flow is replaced by a new version.
    NewVersion = "new-version",
    /// A step's metadata cannot be verified.
    UnverifiedStep = "unverified-step",
    /// The system keeps another value than the one that was sent.
    Rewritten = "rewritten",
    /// Candidate keys die with a deleted assessment.
    KeysDie = "keys-die",
    /// Whether a person was invited is not known, and cannot be read.
    InviteInDoubt = "invite-in-doubt",
    /// An invite whose outcome is not known is sent once more, since the system refuses a second one.
    InviteAgain = "invite-again",
    /// What is managed is live twice: an object, a question, or a person.
    LiveTwice = "live-twice",
    /// Something is created beside a live object with almost the same name.
    LooksAlike = "looks-alike",
    /// A text that comes in with a change is not what it looks like.
    ConfusableText = "confusable-text",
    /// A person who was entered is no longer there, and is not entered again.
    PersonGone = "person-gone",
    /// A roster lists somebody who is to be forgotten.
    PersonForgotten = "person-forgotten",
    /// A key that an apply revoked is not issued again.
    KeyRevoked = "key-revoked",
    /// People stay in the version of a flow that they were assigned to.
    OldVersion = "old-version",
    /// A person cannot be moved or rejected, since the state does not know whose the live ids are.
    UnknownPerson = "unknown-person",
    /// A stage of a person in a roster that names no project.
    StageIgnored = "stage-ignored",
    /// A CI job keeps the state on its own disk.
    LocalStateInCi = "local-state-in-ci",
    /// The questions were asked for, and have not come yet.
    GenerationPending = "generation-pending",
}

impl FromStr for Code {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        let known = Self::ALL.iter().find(|code| code.as_str() == text);
        known.copied().ok_or_else(|| UnknownCode(text.to_owned()))
    }
}

/// A text that is not a code. Whoever wrote it must fix it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no code `{0}`")]
pub struct UnknownCode(String);

impl UnknownCode {
    /// The code that was probably meant.
    pub fn nearest(&self) -> Option<Code> {
        let near = nearest(&self.0, Code::ALL.iter().map(|code| code.as_str()))?;
        near.parse().ok()
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn no_two_codes_are_spelled_the_same() {
        let mut texts: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        let count = texts.len();
        texts.sort_unstable();
        texts.dedup();
        assert_eq!(texts.len(), count);
    }
}

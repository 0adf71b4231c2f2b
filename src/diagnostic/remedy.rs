//! What to do about a problem of some sort when nobody who found it knew better: no problem is without help.

use super::code::Code;

impl Code {
    /// What to do, in general. Whoever reports a problem knows more and says it with
    /// [`Diagnostic::with_help`](super::Diagnostic::with_help); this stands where nobody did.
    #[expect(clippy::too_many_lines, reason = "an arm for each code")]
    pub const fn remedy(self) -> &'static str {
        match self {
            Self::YamlSyntax => {
                "fix the YAML here; text that contains `: `, `#`, `{` or `[` must be quoted"
            }
            Self::MergeConflict => {
                "choose between the versions, and remove the lines with `<<<<<<<`, `=======` and `>>>>>>>`"
            }
            Self::CutText => "quote the text, or put a space after the `#`",
            Self::DuplicateKey => "keep one of the two keys",
            Self::TooLarge => "split it or, if it is not a manifest, list it in .gitignore",
            Self::Unreadable => {
                "make the file readable and save it as UTF-8, or list it in .gitignore"
            }
            Self::UnknownKind => {
                "a manifest starts with, for example, `apiVersion: taptalent/v1` and `kind: Assessment`"
            }
            Self::UnknownField => {
                "fix the name, or remove the key; `vetform schema` lists the fields"
            }
            Self::MissingField => "add the field; `vetform schema` shows what it takes",
            Self::WrongType => "write a value of the field's type, which `vetform schema` shows",
            Self::OutOfBounds => "write a value within the bounds, which `vetform schema` shows",
            Self::ConflictingFields => "keep one of the two fields",
            Self::InvalidName => {
                "use 1 to 63 lower-case letters, digits and dashes, like `backend-voice`"
            }
            Self::DuplicateName => "give one of the two another name",
            Self::UnknownReference => "fix the name, or add a manifest with this name",
            Self::SourceFailed => "run the program of the source by hand to see what is wrong",
            Self::UnknownValue => "fix the name, or add the value in vetform.yaml",
            Self::InvalidEmail => "write a plain e-mail address",
            Self::InvalidRow => "fix the row: each has a cell for every column of the header",
            Self::DuplicatePerson => "remove the person from one of the two places",
            Self::LookAlikePerson => "if it is one person, remove one of the two addresses",
            Self::SystemNotConfigured => {
                "add the system to the workspace in vetform.yaml, or choose another workspace"
            }
            Self::RosterEverywhere => {
                "list the workspaces under `metadata.workspaces`: people are invited only in those"
            }
            Self::InvalidConfig => "fix vetform.yaml; `vetform schema Config` shows what it takes",
            Self::LiteralCredential => {
                "put the key into an environment variable, and use `{ env: NAME }`"
            }
            Self::InsecureUrl => "use https://; plain http:// is only for loopback addresses",
            Self::ConfigChanged => "review the changes to vetform.yaml before they are merged",
            Self::ForeignHost => {
                "remove `baseUrl`, unless the key is meant for that host: whoever runs it can use the key"
            }
            Self::OpenKeyFile => {
                "let only its owner read it (`chmod go=`), and create a new key if somebody may have read it"
            }
            Self::NoManifests => "write one, or create examples with `vetform init`",
            Self::LinkNotFollowed => {
                "move the folder into the repository, or list the link in .gitignore"
            }
            Self::NestedProject => "use `-C` to work on it, or list the folder in .gitignore",
            Self::NearDuplicateQuestion => {
                "share one of them as a Question manifest, or reword one"
            }
            Self::LanguageMismatch => {
                "write the question in the language of the interview, or set `aiLanguage`"
            }
            Self::NoIdealAnswer => "add `idealAnswer`, or `systemInstruction`",
            Self::IdleThresholds => "set thresholds between 1 and 99",
            Self::NoQuestions => "add `questions`, or `generate`",
            Self::PlaceholderText => "fill in the text",
            Self::UnusedQuestion => "use it in an assessment, or delete the manifest",
            Self::UnusedTemplate => "write `{ template: … }` instead of the text",
            // Found while planning: what is blocked has its own ways out, and a note stops nothing.
            Self::CreateOnlyField
            | Self::ImmutableStep
            | Self::UnreadableSteps
            | Self::AmbiguousMatch
            | Self::SharedNaturalKey
            | Self::UnknownPin
            | Self::ClaimedTwice
            | Self::UnknownAssessmentId
            | Self::UnresolvedJob
            | Self::AccessDenied
            | Self::PreventDestroy
            | Self::FairnessDenied
            | Self::BlockedDependency
            | Self::CannotUpdate
            | Self::MaxDestroy
            | Self::TooManyRemoved
            | Self::NotLive
            | Self::StagesDiffer
            | Self::MissingScope
            | Self::UnreadablePeople
            | Self::UnknownSubmissions
            | Self::NotVisibleYet
            | Self::Conflict
            | Self::OtherCompany
            | Self::LocalStateInCi
            | Self::Adopted
            | Self::ChangedLive
            | Self::Recreated
            | Self::Fairness
            | Self::QuestionOrder
            | Self::UnmanagedQuestion
            | Self::Unverifiable
            | Self::FieldAtRisk
            | Self::Forgotten
            | Self::LeftWorkspace
            | Self::NewVersion
            | Self::UnverifiedStep
            | Self::Rewritten
            | Self::KeysDie
            | Self::InviteInDoubt
            | Self::CreateInDoubt
            | Self::InviteAgain
            | Self::LiveTwice
            | Self::ConfusableText
            | Self::LooksAlike
            | Self::PersonGone
            | Self::PersonForgotten
            | Self::KeyRevoked
            | Self::OldVersion
            | Self::UnknownPerson
            | Self::StageIgnored
            | Self::GenerationPending => "`vetform explain CODE` says more",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Code;
    use crate::diagnostic::Diagnostic;

    #[test]
    fn a_problem_of_any_sort_has_help() {
        for code in Code::ALL {
            let problem = Diagnostic::error(*code, "something is wrong");
            assert!(!problem.help.trim().is_empty(), "{code}");
        }
    }
}

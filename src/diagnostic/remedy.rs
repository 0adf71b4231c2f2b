//! What to do about a problem of some sort when nobody who found it knew better: no problem is without help.

use super::code::Code;

impl Code {
    /// What to do, in general. Whoever reports a problem knows more and says it with
    /// [`Diagnostic::with_help`](super::Diagnostic::with_help); this stands where nobody did.
    #[expect(clippy::too_many_lines, reason = "an arm for each code")]
    pub const fn remedy(self) -> &'static str {
        match self {
            Self::YamlSyntax => {
                "fix the YAML at this place; a text that holds `: `, `#`, `{` or `[` must stand in quotes"
            }
            Self::MergeConflict => {
                "choose between the versions, and remove the lines with `<<<<<<<`, `=======` and `>>>>>>>`"
            }
            Self::CutText => "put the text in quotes, or a blank after the `#`",
            Self::DuplicateKey => "keep one of the two keys",
            Self::TooLarge => "split it, or ignore it in .gitignore if it is not a manifest",
            Self::Unreadable => {
                "make the file readable and save it as UTF-8, or ignore it in .gitignore"
            }
            Self::UnknownKind => {
                "a manifest starts with, for example, `apiVersion: taptalent/v1` and `kind: Assessment`"
            }
            Self::UnknownField => {
                "fix the name, or take the key away; `vetform schema` lists what there is"
            }
            Self::MissingField => "add the field; `vetform schema` tells what it takes",
            Self::WrongType => {
                "write a value of the type that the field takes; `vetform schema` tells which"
            }
            Self::OutOfBounds => "write a value within the bounds; `vetform schema` tells them",
            Self::Conflict => "keep one of the two fields",
            Self::InvalidName => {
                "use 1 to 63 lower-case letters, digits and dashes, like `backend-voice`"
            }
            Self::DuplicateName => "give one of the two another name",
            Self::UnknownReference => "fix the name, or add a manifest that has it",
            Self::UnknownValue => "fix the name, or add the value in vetform.yaml",
            Self::InvalidEmail => "write a plain e-mail address",
            Self::InvalidRow => "fix the row: each has a cell for every column of the header",
            Self::DuplicatePerson => "take the person out of one of the two places",
            Self::LookAlikePerson => "if it is one person, take one of the two addresses away",
            Self::SystemNotConfigured => {
                "add the system to the workspace in vetform.yaml, or choose another workspace"
            }
            Self::RosterEverywhere => {
                "name the workspaces under `metadata.workspaces`: people are planned where somebody says so"
            }
            Self::InvalidConfig => "fix vetform.yaml; `vetform schema Config` tells what it takes",
            Self::LiteralCredential => {
                "put the key into an environment variable, and name that: `{ env: NAME }`"
            }
            Self::InsecureUrl => "use https://; plain http:// is for loopback addresses only",
            Self::ConfigChanged => "look at what changes in vetform.yaml before it is merged",
            Self::ForeignHost => {
                "leave `baseUrl` out, unless the key is meant for that host: whoever runs it can use the key"
            }
            Self::OpenKeyFile => {
                "let only its owner read it (`chmod go=`), and make another key if somebody has read it"
            }
            Self::NoManifests => "write one, or let `vetform init` make examples",
            Self::LinkNotFollowed => {
                "put the folder into the repository, or list the link in .gitignore"
            }
            Self::NestedProject => "work on it with `-C`, or list the folder in .gitignore",
            Self::NearDuplicateQuestion => {
                "share one of them as a Question manifest, or tell them apart"
            }
            Self::LanguageMismatch => {
                "write the question in the language of the interview, or set `aiLanguage`"
            }
            Self::NoIdealAnswer => "add `idealAnswer`, or `systemInstruction`",
            Self::IdleThresholds => "set thresholds between 1 and 99",
            Self::NoQuestions => "add `questions`, or `generate`",
            Self::PlaceholderText => "fill the text in",
            Self::UnusedQuestion => "use it in an assessment, or take the manifest away",
            Self::UnusedTemplate => "write `{ template: … }` in the place of the text",
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
            | Self::KeyRevoked
            | Self::OldVersion
            | Self::UnknownPerson
            | Self::StageIgnored
            | Self::GenerationPending => "`vetform explain` with the code tells more",
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

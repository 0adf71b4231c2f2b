//! The systems, and the kinds of manifests: the one list of them, a row each, with what can be said of a kind without code.
//! What a kind does is elsewhere.

use std::fmt;

/// A row each: the variant, its name, what it calls itself, where it answers, and its other hosts.
macro_rules! systems {
    ($($(#[doc = $doc:literal])+ $variant:ident: $name:literal $title:literal at $url:literal on $hosts:expr;)+) => {
        /// A hiring system that manifests can describe.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum System {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl System {
            /// Every system, in the order in which they are shown.
            pub const ALL: [Self; [$($name),+].len()] = [$(Self::$variant),+];

            /// The name in addresses, in `apiVersion` before the slash, and in vetform.yaml.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// What it calls itself.
            pub const fn title(self) -> &'static str {
                match self {
                    $(Self::$variant => $title,)+
                }
            }

            /// Its public address. Facts: each system's own documents, "Base URL".
            pub const fn base_url(self) -> &'static str {
                match self {
                    $(Self::$variant => $url,)+
                }
            }

            /// Its hosts by the documents, production first.
            pub const fn hosts(self) -> &'static [&'static str] {
                match self {
                    $(Self::$variant => &$hosts,)+
                }
            }

            /// The value of `apiVersion` in its manifests.
            pub const fn api_version(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!($name, "/v1"),)+
                }
            }
        }
    };
}

systems! {
    /// Assessments, questions, flows.
    TapTalent: "taptalent" "TapTalent" at "https://partner-api.taptalent.io/v1/partner"
        on ["partner-api.taptalent.io", "sandbox.partner-api.taptalent.io"];
    /// Interview sets, pipelines.
    Flowmingo: "flowmingo" "Flowmingo" at "https://apis.flowmingo.ai/company"
        on ["apis.flowmingo.ai", "pre-apis.flowmingo.ai"];
    /// Coding tasks.
    Promptster: "promptster" "Promptster" at "https://api.promptster.ai"
        on ["api.promptster.ai"];
}

impl fmt::Display for System {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a manifest of a kind stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A part that manifests share; nothing live.
    Shared,
    /// A live object, written from here.
    Object,
    /// A live object that is deleted once no manifest has it.
    Deletable,
    /// What is authored in the system: it must exist, is compared, and is never written.
    External,
    /// People.
    Roster,
    /// The one of its sort, which has no id.
    Single,
}

/// A row each: the variant, its system, the value of `kind`, what it stands for, and what many of them are called.
macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $variant:ident: $system:ident $word:literal $role:ident in $folder:literal;)+) => {
        /// A kind of manifest. The variant names its system where another has one of the same name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Kind {
            /// Every kind, in dependency order.
            pub const ALL: [Self; [$(stringify!($variant)),+].len()] = [$(Self::$variant),+];

            /// The system that the kind belongs to.
            pub const fn system(self) -> System {
                match self {
                    $(Self::$variant => System::$system,)+
                }
            }

            /// The value of `kind` in its manifests.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }

            /// What its manifests stand for.
            pub const fn role(self) -> Role {
                match self {
                    $(Self::$variant => Role::$role,)+
                }
            }

            /// What many of the kind are called, as a folder.
            pub const fn folder(self) -> &'static str {
                match self {
                    $(Self::$variant => $folder,)+
                }
            }
        }
    };
}

kinds! {
    /// A question that assessments share.
    Question: TapTalent "Question" Shared in "questions";
    /// A TapTalent job.
    Job: TapTalent "Job" External in "jobs";
    /// A TapTalent voice interview.
    TapTalentAssessment: TapTalent "Assessment" Object in "assessments";
    /// A TapTalent multi-step flow.
    Flow: TapTalent "Flow" Object in "flows";
    /// Who is assigned to a TapTalent flow or invited to an assessment.
    TapTalentRoster: TapTalent "Roster" Roster in "rosters";
    /// A Flowmingo interview set.
    InterviewSet: Flowmingo "InterviewSet" External in "interview-sets";
    /// A Flowmingo project.
    Project: Flowmingo "Project" External in "projects";
    /// Who is invited to a Flowmingo interview set or project.
    FlowmingoRoster: Flowmingo "Roster" Roster in "rosters";
    /// A Promptster coding task.
    PromptsterAssessment: Promptster "Assessment" Deletable in "assessments";
    /// Who has a candidate key of a Promptster coding task.
    PromptsterRoster: Promptster "Roster" Roster in "rosters";
    /// The branding of a Promptster organisation.
    Branding: Promptster "Branding" Single in "branding";
}

impl Kind {
    /// The value of `apiVersion` in its manifests.
    pub const fn api_version(self) -> &'static str {
        self.system().api_version()
    }

    /// Whether a live object with an id stands behind its manifests.
    pub const fn has_id(self) -> bool {
        matches!(self.role(), Role::Object | Role::Deletable | Role::External)
    }

    /// What one is called in a sentence: `interview set`.
    pub fn noun(self) -> String {
        self.folder().trim_end_matches('s').replace('-', " ")
    }

    /// What its live objects are known by, beside their ids, in words.
    pub const fn natural_key(self) -> &'static str {
        match self {
            Self::Flow => "name",
            Self::PromptsterAssessment => super::promptster::NATURAL_KEY,
            _ => "title",
        }
    }

    pub const fn is_roster(self) -> bool {
        matches!(self.role(), Role::Roster)
    }

    pub const fn is_external(self) -> bool {
        matches!(self.role(), Role::External)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

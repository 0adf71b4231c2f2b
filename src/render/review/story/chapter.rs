//! What a sentence is about, and so where it stands.

use crate::model::Audience;

/// The parts of a story, most serious first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::render) enum Chapter {
    /// Edited here and in the web app: not made until somebody has chosen.
    Conflict,
    /// Does not come back.
    Lost,
    /// Somebody's edit in the web app goes.
    Undone,
    /// Candidates can notice it.
    Candidates,
    /// How answers are led and judged.
    Judging,
    /// What is made anew.
    New,
    /// Who is let in, moved or turned away.
    People,
    /// What waits for somebody's word, since it mails people.
    Held,
    /// Only those who work in the system notice.
    Team,
    /// Nothing is sent.
    Recorded,
}

impl Chapter {
    pub(in crate::render) const ALL: [Self; 10] = [
        Self::Conflict,
        Self::Lost,
        Self::Undone,
        Self::Candidates,
        Self::Judging,
        Self::New,
        Self::People,
        Self::Held,
        Self::Team,
        Self::Recorded,
    ];

    pub(in crate::render) const fn heading(self) -> &'static str {
        match self {
            Self::Conflict => "Edited here and in the web app: apply refuses it",
            Self::Lost => "Lost for good",
            Self::Undone => "Overwrites what was changed in the web app",
            Self::Candidates => "What candidates notice",
            Self::Judging => "How answers are judged",
            Self::New => "New",
            Self::People => "People",
            Self::Held => "Held until `apply --send-invites`",
            Self::Team => "Only your team notices",
            Self::Recorded => "Only recorded, nothing is sent",
        }
    }

    /// A name for styles.
    pub(in crate::render) const fn as_str(self) -> &'static str {
        match self {
            Self::Conflict => "conflict",
            Self::Lost => "lost",
            Self::Undone => "undone",
            Self::Candidates => "candidates",
            Self::Judging => "judging",
            Self::New => "new",
            Self::People => "people",
            Self::Held => "held",
            Self::Team => "team",
            Self::Recorded => "recorded",
        }
    }

    /// Whether a candidate can notice what stands here.
    pub(in crate::render) const fn is_noticed(self) -> bool {
        matches!(
            self,
            Self::Conflict | Self::Lost | Self::Undone | Self::Candidates
        )
    }

    pub(super) const fn of(audience: Audience) -> Self {
        match audience {
            Audience::Candidates => Self::Candidates,
            Audience::Judges => Self::Judging,
            Audience::Team => Self::Team,
        }
    }
}

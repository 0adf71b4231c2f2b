//! The names of manifests, where each is declared, and where others name it: for editors. Judges nothing.

use super::check::{CohortFrom, CohortRef, Draft};
use crate::model::{Kind, Name, Pointer, SourcePath, System};

/// Every name of a project, right or wrong, in the order of its files.
#[derive(Debug, Default)]
pub struct Mentions {
    pub declared: Vec<Declared>,
    pub mentions: Vec<Mention>,
    /// Where rosters name programs of `sources`.
    pub sources: Vec<(String, SourcePath)>,
}

/// A manifest by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    pub kind: Kind,
    pub name: Name,
    /// Of its `metadata.name`.
    pub at: SourcePath,
}

/// A name of a manifest in another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    pub kind: Kind,
    pub name: Name,
    pub at: SourcePath,
}

impl Mentions {
    pub(super) fn of(drafts: &[Draft]) -> Self {
        let mut all = Self::default();
        for draft in drafts {
            let at = |pointer: Pointer| draft.origin.at(pointer);
            all.declared.extend(draft.name.clone().map(|name| Declared {
                kind: draft.kind,
                name,
                at: at(Pointer::root().key("metadata").key("name")),
            }));
            let mentions = draft.references.iter().map(|one| Mention {
                kind: one.kind,
                name: one.name.clone(),
                at: at(one.at.clone()),
            });
            all.mentions.extend(mentions);
            if let Some(CohortRef {
                from: CohortFrom::Source(call),
                ..
            }) = &draft.cohort
            {
                let place = at(Pointer::spec("from").key("source"));
                all.sources.push((call.name.clone(), place));
            }
        }
        all
    }

    /// The first manifest of a kind with a name.
    pub fn get(&self, kind: Kind, name: &Name) -> Option<&Declared> {
        let mut declared = self.declared.iter();
        declared.find(|one| one.kind == kind && one.name == *name)
    }
}

/// The kind of manifest that is named under a key of a `spec`.
pub fn named_by(kind: Kind, key: &str) -> Option<Kind> {
    Some(match (kind.system(), key) {
        (System::TapTalent, "use") => Kind::Question,
        (System::TapTalent, "assessment") => Kind::TapTalentAssessment,
        (System::TapTalent, "flow") => Kind::Flow,
        (System::TapTalent, "job") => Kind::Job,
        (System::Promptster, "assessment") => Kind::PromptsterAssessment,
        (System::Flowmingo, "interviewSet") => Kind::InterviewSet,
        (System::Flowmingo, "project") => Kind::Project,
        _ => return None,
    })
}

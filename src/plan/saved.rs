//! A plan in a file: which calls were reviewed, and what they were computed from – as fingerprints, so that the file holds
//! no text of a manifest or of a live object. Applying it makes the plan anew and carries out what is still the same.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::change::Plan;
use super::saved_change::{Prints, SavedChange, saved_change};
use crate::json_text::misread;
use crate::model::{Desired, FileDigest};
use crate::state::{FingerprintKey, Recorded};
use crate::version;

/// `vetform plan --out FILE`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SavedPlan {
    /// 1.
    pub format_version: u32,
    /// Version and commit of the program that made it; another one may plan otherwise.
    pub program: String,
    /// The workspace.
    pub workspace: String,
    /// [`Desired::digest`](crate::model::Desired::digest) of the manifests.
    pub manifests_digest: String,
    /// Fingerprints of the files, by path, to name those that changed since. Empty where a key beside it would let people
    /// be guessed.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub files: BTreeMap<String, String>,
    /// Lineage of the state.
    pub lineage: String,
    /// Of earlier files: the key of the state that the first apply makes. It says more of people than a file that others
    /// may read should, and is written no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fingerprint_key: Option<FingerprintKey>,
    /// Key of the fingerprints in this file, if there was no state to hold one yet. Nothing about a person is
    /// fingerprinted with it, and no state takes it over: whoever has the file can test guesses with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan_key: Option<FingerprintKey>,
    /// What was reviewed.
    pub changes: Vec<SavedChange>,
    /// BLAKE3 over everything else.
    pub checksum: String,
}

/// Why a file is not used as a plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SavedPlanError {
    /// Not a plan at all. The user's to fix.
    #[error("it is not a saved plan: {0}")]
    NotAPlan(String),
    /// Somebody or something changed it. The user's to fix: plan again.
    #[error("it was changed after it was saved (its checksum does not match)")]
    Changed,
    /// The manifests are not those that were reviewed.
    #[error("the manifests have changed since it was saved{}", named(.0))]
    OtherManifests(Vec<String>),
    /// Another version of this program made it.
    #[error("it was made by vetform {0}, and this is vetform {program}", program = version::FULL)]
    OtherProgram(String),
    /// The state is another one.
    #[error("it was made with another state (lineage {0})")]
    OtherState(String),
}

impl SavedPlan {
    /// The file of a plan. `is_new_state`: there is no saved state yet.
    pub fn new(
        plan: &Plan,
        workspace: &str,
        desired: &Desired,
        recorded: &Recorded,
        is_new_state: bool,
    ) -> Self {
        let key = &recorded.fingerprint_key;
        let prints = Prints {
            key,
            people: !is_new_state,
        };
        let mut saved = Self {
            format_version: 1,
            program: version::FULL.to_owned(),
            workspace: workspace.to_owned(),
            manifests_digest: desired.digest.clone(),
            files: printed(&desired.files, prints),
            lineage: recorded.lineage.clone(),
            fingerprint_key: None,
            plan_key: is_new_state.then(|| key.clone()),
            changes: plan
                .changes
                .iter()
                .map(|change| saved_change(change, prints, &BTreeMap::new()))
                .collect(),
            checksum: String::new(),
        };
        saved.checksum = saved.sum();
        saved
    }

    /// The text of the file.
    pub fn to_text(&self) -> String {
        // Strings, numbers and maps with string keys always serialise.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// Reads a file.
    pub fn from_text(text: &str) -> Result<Self, SavedPlanError> {
        let saved: Self = serde_json::from_str(text).map_err(|error| {
            SavedPlanError::NotAPlan(misread(&error, text.as_bytes(), "a saved plan"))
        })?;
        if saved.checksum != saved.sum() || saved.to_text().trim_end() != text.trim_end() {
            return Err(SavedPlanError::Changed);
        }
        Ok(saved)
    }

    /// Whether it was made by this program, from these manifests and this state.
    pub fn check(
        &self,
        desired: &Desired,
        recorded: &Recorded,
        is_new_state: bool,
    ) -> Result<(), SavedPlanError> {
        if !version::is_same(&self.program, version::FULL) {
            return Err(SavedPlanError::OtherProgram(self.program.clone()));
        }
        if self.manifests_digest != desired.digest {
            let now = printed(&desired.files, self.prints(recorded));
            return Err(SavedPlanError::OtherManifests(moved(&self.files, &now)));
        }
        let takes_over =
            is_new_state && (self.fingerprint_key.is_some() || self.plan_key.is_some());
        if self.lineage != recorded.lineage && !takes_over {
            return Err(SavedPlanError::OtherState(self.lineage.clone()));
        }
        Ok(())
    }

    /// The state to carry it out with. Where there is none yet, it begins with the lineage that the plan was made with, so
    /// that the same plan can be applied again.
    pub fn state_for(&self, recorded: Recorded) -> Recorded {
        let mut recorded = recorded;
        if recorded.is_new() && (self.plan_key.is_some() || self.fingerprint_key.is_some()) {
            recorded.lineage.clone_from(&self.lineage);
            if let Some(key) = &self.fingerprint_key {
                recorded.fingerprint_key = key.clone();
            }
        }
        recorded.plan_key.clone_from(&self.plan_key);
        recorded
    }

    pub(super) fn prints<'a>(&'a self, recorded: &'a Recorded) -> Prints<'a> {
        Prints {
            key: self.plan_key.as_ref().unwrap_or(&recorded.fingerprint_key),
            people: self.plan_key.is_none(),
        }
    }

    fn sum(&self) -> String {
        let bare = Self {
            checksum: String::new(),
            ..self.clone()
        };
        blake3::hash(bare.to_text().as_bytes()).to_hex().to_string()
    }
}

/// Most files that are named one by one.
const MOST_FILES: usize = 5;

/// The files, each with its fingerprint.
fn printed(files: &BTreeMap<String, FileDigest>, prints: Prints<'_>) -> BTreeMap<String, String> {
    let printed = files.iter().map(|(file, digest)| {
        let is_printed = prints.people || !digest.names_people;
        let print = is_printed.then(|| prints.key.of_text(file, &digest.hash));
        let print = print.map_or_else(String::new, |print| print.short().to_owned());
        (file.clone(), print)
    });
    printed.collect()
}

/// Which files are not what they were.
fn moved(then: &BTreeMap<String, String>, now: &BTreeMap<String, String>) -> Vec<String> {
    if then.is_empty() {
        return Vec::new();
    }
    let all: BTreeSet<&String> = then.keys().chain(now.keys()).collect();
    let moved = all.into_iter().filter_map(|file| {
        let what = match (then.get(file), now.get(file)) {
            (Some(then), Some(now)) if then == now => return None,
            (Some(_), Some(_)) if file.is_empty() => {
                return Some("values in vetform.yaml".to_owned());
            }
            (Some(_), Some(_)) => "",
            (Some(_), None) => " (gone)",
            (None, _) => " (new)",
        };
        Some(format!("{file}{what}"))
    });
    moved.collect()
}

/// `: a.yaml, b.yaml (new)`
fn named(files: &[String]) -> String {
    let mut named = files.iter().take(MOST_FILES).cloned().collect::<Vec<_>>();
    let more = files.len() - named.len();
    if more > 0 {
        named.push(format!("and {more} more"));
    }
    if named.is_empty() {
        return String::new();
    }
    format!(": {}", named.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Operation;
    use crate::model::taptalent::Operation as TapTalentWrite;
    use crate::plan::saved_change::call_print;

    fn desired(digest: &str) -> Desired {
        Desired {
            digest: digest.to_owned(),
            ..Desired::default()
        }
    }

    fn saved() -> SavedPlan {
        let recorded = Recorded::new(FingerprintKey::new([7; 32]), "l".into());
        SavedPlan::new(&Plan::default(), "w", &desired("d"), &recorded, true)
    }

    #[test]
    fn a_saved_plan_reads_back_and_a_changed_byte_is_noticed() {
        let text = saved().to_text();
        assert_eq!(SavedPlan::from_text(&text), Ok(saved()));
        for at in 0..text.trim_end().len() {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1;
            let Ok(changed) = String::from_utf8(bytes) else {
                continue;
            };
            assert!(SavedPlan::from_text(&changed).is_err(), "byte {at}");
        }
    }

    fn assigned(address: &str, prints: Prints<'_>) -> String {
        let operation = Operation::TapTalent(TapTalentWrite::AssignToFlow {
            flow: crate::model::Target::Id(crate::model::FlowId::new("7")),
            invitee: crate::model::taptalent::Invitee {
                email: crate::model::Email::parse(address).unwrap(),
                first_name: Some("Alex".to_owned()),
                last_name: None,
                job_candidate_id: None,
            },
        });
        call_print(&operation, prints, &BTreeMap::new())
    }

    #[test]
    fn a_key_in_the_file_tells_people_apart_no_better_than_the_review_does() {
        let key = FingerprintKey::new([7; 32]);
        let with = |people, address| assigned(address, Prints { key: &key, people });
        let (one, alike, other) = ("alex@example.com", "arex@example.com", "kim@example.com");
        assert_eq!(with(false, one), with(false, alike));
        assert_ne!(with(false, one), with(false, other));
        assert_ne!(with(true, one), with(true, alike));
    }

    #[test]
    fn a_file_of_before_is_read_and_its_key_becomes_that_of_the_first_state() {
        let key = FingerprintKey::new([3; 32]);
        let mut old = SavedPlan {
            fingerprint_key: Some(key.clone()),
            plan_key: None,
            ..saved()
        };
        old.checksum = old.sum();
        let old = SavedPlan::from_text(&old.to_text()).unwrap();
        let new = Recorded::new(FingerprintKey::new([8; 32]), "m".into());
        assert_eq!(old.check(&desired("d"), &new, true), Ok(()));
        let first = old.state_for(new.clone());
        assert_eq!((first.fingerprint_key, first.lineage), (key, "l".into()));
        let first = saved().state_for(new.clone());
        assert_eq!(first.fingerprint_key, new.fingerprint_key);
        assert_eq!(
            (first.lineage, first.plan_key),
            ("l".into(), saved().plan_key)
        );
    }

    #[test]
    fn it_fits_only_what_it_was_made_from() {
        let recorded = Recorded {
            serial: 1,
            ..Recorded::new(FingerprintKey::new([9; 32]), "l".into())
        };
        let other = Recorded::new(FingerprintKey::new([8; 32]), "m".into());
        assert_eq!(saved().check(&desired("d"), &recorded, false), Ok(()));
        assert_eq!(saved().check(&desired("d"), &other, true), Ok(()));
        assert_eq!(
            saved().check(&desired("e"), &recorded, false),
            Err(SavedPlanError::OtherManifests(Vec::new()))
        );
        assert_eq!(
            saved().check(&desired("d"), &other, false),
            Err(SavedPlanError::OtherState("l".into()))
        );
    }
}

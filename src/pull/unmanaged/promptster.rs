//! Assessments of Promptster that no manifest stands for, and the branding.

use super::natural_keys::NaturalKeys;
use super::new_manifest::{all_field_lines, field_lines};
use super::search::{Search, in_order};
use super::thing::Thing;
use crate::model::promptster::{AssessmentField, BrandingField};
use crate::model::{FieldValue, Kind, Live, Lookup, promptster, text_of};

impl Search<'_> {
    pub(super) fn tasks(&mut self, live: &Live) {
        let all = live.promptster.assessments.items();
        let key = |one: &promptster::ObservedAssessment| match &one.natural_key {
            Some(FieldValue::Text(key)) => Some(key.clone()),
            _ => None,
        };
        let keys: NaturalKeys = all.iter().filter_map(key).collect();
        for listed in in_order(all, |one| (one.created_at.clone(), one.id.clone())) {
            if self.is_managed(Kind::PromptsterAssessment, listed.id.as_str()) {
                continue;
            }
            let one = match live.promptster.details.get(&listed.id) {
                Some(Lookup::Found(detail)) => detail,
                _ => listed,
            };
            let title = text_of(&one.fields, AssessmentField::Title).unwrap_or_default();
            let thing = Thing {
                kind: Kind::PromptsterAssessment,
                id: one.id.as_str(),
                title: &title,
                is_ambiguous: key(one).is_some_and(|key| keys.is_ambiguous(&key)),
                created: listed.created_at.as_deref(),
            };
            let mut fields = one.fields.clone();
            if matches!(
                fields.get(&AssessmentField::IssueId),
                Some(FieldValue::Text(_))
            ) {
                // The server took it from the issue.
                fields.remove(&AssessmentField::TaskBrief);
            }
            self.add(&thing, &field_lines(&fields), Vec::new());
        }
    }

    pub(super) fn branding(&mut self, live: &Live) {
        let Some(branding) = &live.promptster.branding else {
            return;
        };
        // Nobody makes one, so that nothing would be as the system takes it at creation.
        let spec = all_field_lines::<BrandingField>(&branding.fields);
        if !spec.is_empty() {
            let thing = Thing {
                kind: Kind::Branding,
                id: "",
                title: "org",
                is_ambiguous: false,
                created: None,
            };
            self.add(&thing, &spec, Vec::new());
        }
    }
}

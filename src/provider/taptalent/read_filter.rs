//! Which lists a plan needs, and which of the things that they show it wants to see alone: by title or name, in one look
//! for each, however the system spells them: what a lost answer made may be shown in other words than were sent.

use std::collections::HashSet;

use crate::model::taptalent::{
    AssessmentField, FlowField, ObservedAssessment, ObservedFlow, Wants,
};
use crate::model::{FieldValue, Kind, alike_form};

/// Which lists are needed at all.
pub(super) struct Lists {
    pub(super) assessments: bool,
    pub(super) flows: bool,
    pub(super) jobs: bool,
}

impl Lists {
    pub(super) fn of(wants: &Wants) -> Self {
        Self {
            assessments: wants.every_object
                || !wants.assessments.is_empty()
                || !wants.assessment_titles.is_empty()
                || !wants.assessment_references.is_empty(),
            flows: wants.every_object || !wants.flows.is_empty() || !wants.flow_names.is_empty(),
            jobs: wants.externals.contains(&Kind::Job),
        }
    }
}

/// What a plan wants to see, ready for looking up many names.
pub(super) struct Wanted<'a> {
    pub(super) wants: &'a Wants,
    titles: HashSet<String>,
    flow_names: HashSet<String>,
}

impl<'a> Wanted<'a> {
    pub(super) fn new(wants: &'a Wants) -> Self {
        Self {
            wants,
            titles: wants
                .assessment_titles
                .iter()
                .map(|text| alike_form(text))
                .collect(),
            flow_names: wants
                .flow_names
                .iter()
                .map(|text| alike_form(text))
                .collect(),
        }
    }

    /// Whether an assessment in the list is one that is looked for by its title, or could be: its title is not shown.
    pub(super) fn has_title_of(&self, item: &ObservedAssessment) -> bool {
        match item.fields.get(&AssessmentField::Title) {
            _ if self.wants.every_object => true,
            Some(FieldValue::Text(title)) => self.titles.contains(&alike_form(title)),
            // A `null` shows no more than a title that does not come.
            Some(_) | None => !self.titles.is_empty(),
        }
    }

    /// Whether a flow in the list is one that is looked for by its name, or a later version of one, or could be: its name
    /// is not shown.
    pub(super) fn has_name_of(&self, item: &ObservedFlow) -> bool {
        let name = match item.fields.get(&FlowField::FlowName) {
            _ if self.wants.every_object => return true,
            Some(FieldValue::Text(name)) => alike_form(name),
            Some(_) | None => return !self.flow_names.is_empty(),
        };
        self.flow_names.contains(&name)
            || without_version(&name).is_some_and(|base| self.flow_names.contains(base))
    }
}

/// `Screen v2` to `Screen`.
fn without_version(name: &str) -> Option<&str> {
    let (base, number) = name.rsplit_once(" v")?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(base)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::canonical_text;

    #[test]
    fn a_title_that_the_system_spells_otherwise_is_looked_at() {
        let mut wants = Wants::default();
        wants.flow_names.insert(canonical_text("R&D  cafe\u{301}"));
        let wanted = Wanted::new(&wants);
        let flow = |name: &str| ObservedFlow {
            deleted: false,
            id: crate::model::FlowId::new("1"),
            fields: [(FlowField::FlowName, FieldValue::Text(name.to_owned()))].into(),
            company: None,
            candidate_count: None,
            steps: None,
        };
        assert!(wanted.has_name_of(&flow("R&amp;D café")));
        assert!(!wanted.has_name_of(&flow("R and D café")));
    }

    #[test]
    fn a_version_is_a_number_after_a_v() {
        assert_eq!(without_version("Screen v12"), Some("Screen"));
        assert_eq!(without_version("Screen v"), None);
        assert_eq!(without_version("Screen vx"), None);
        assert_eq!(without_version("Screenv2"), None);
    }
}

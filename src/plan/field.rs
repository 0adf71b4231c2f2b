//! One declared field against its live value and the record: is there anything to do, and who moved?

use std::collections::BTreeSet;

use super::change::Cause;
use crate::model::{FieldKey, FieldValue, Mutability};
use crate::state::{FieldRecords, FingerprintKey};

/// What is remembered of the fields of one thing, and the key to compare with it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Memory<'a> {
    /// The state's key.
    pub key: &'a FingerprintKey,
    /// The thing's own records; `None` if it was never applied.
    pub fields: Option<&'a FieldRecords>,
    /// Whether the resource that it belongs to was ever applied.
    pub resource_recorded: bool,
}

impl Memory<'_> {
    /// What was taken in with it, and nothing was sent for, is not an edit.
    fn was_applied_without(&self, name: &str) -> bool {
        self.fields
            .is_some_and(|fields| !fields.never_sent.contains(name))
    }

    /// What is declared, unknown, and not noted as such yet.
    pub(super) fn never_sent<'n>(
        &self,
        differing: impl Iterator<Item = (&'n str, Cause)>,
    ) -> BTreeSet<String> {
        let noted = |name: &&str| {
            self.fields
                .is_some_and(|one| one.never_sent.contains(*name))
        };
        let unknown = differing.filter(|(_, cause)| *cause == Cause::Unverifiable);
        let names = unknown.map(|(name, _)| name).filter(|name| !noted(name));
        names.map(ToOwned::to_owned).collect()
    }

    /// `None`: the live value is as declared, or as the system made it when that was last applied.
    /// A value that no read carries (`live` is `None`), or not whole, is trusted to be what was last sent.
    pub(super) fn difference<F: FieldKey>(
        &self,
        field: F,
        declared: &FieldValue,
        live: Option<&FieldValue>,
    ) -> Option<Cause> {
        let spec = field.spec();
        // Nearly all values are as declared: fingerprints cost more than a look.
        if live.is_some_and(|live| declared.is_met_by(live, spec.compare)) {
            return None;
        }
        let live = live.filter(|live| !live.is_broken());
        let wanted = self.key.of(spec.name, declared);
        let applied = self.fields.and_then(|fields| fields.applied.get(spec.name));
        let edited = applied.is_some_and(|applied| *applied != wanted);
        let Some(live) = live else {
            return match applied {
                Some(_) => edited.then_some(Cause::Edited),
                // The thing was applied without it, so the manifest has it anew.
                None if self.was_applied_without(spec.name)
                    && spec.mutability == Mutability::Updatable =>
                {
                    Some(Cause::Edited)
                }
                None => Some(Cause::Unverifiable),
            };
        };
        let settled = self.fields.and_then(|fields| fields.settled(spec.name));
        let drifted = settled.is_some_and(|settled| *settled != self.key.of(spec.name, live));
        match (applied, edited, drifted) {
            (None, _, _) if self.resource_recorded => Some(Cause::Edited),
            (None, _, _) => Some(Cause::Unrecorded),
            (Some(_), true, true) => Some(Cause::Conflict),
            (Some(_), true, false) => Some(Cause::Edited),
            (Some(_), false, true) => Some(Cause::Drifted),
            // Live is what the system made of exactly this value: nothing to do (law 5).
            (Some(_), false, false) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::model::taptalent::AssessmentField::Title;

    const KEY: FingerprintKey = FingerprintKey::new([7; 32]);

    fn text(text: &str) -> FieldValue {
        FieldValue::Text(text.to_owned())
    }

    fn cause(applied: Option<&str>, declared: &str, live: Option<&str>) -> Option<Cause> {
        let records = applied.map(|applied| {
            let fingerprint = KEY.of_text("title", applied);
            FieldRecords::applied(BTreeMap::from([("title".to_owned(), fingerprint)]))
        });
        let memory = Memory {
            key: &KEY,
            fields: records.as_ref(),
            resource_recorded: records.is_some(),
        };
        memory.difference(Title, &text(declared), live.map(text).as_ref())
    }

    #[test]
    fn the_cause_tells_who_moved() {
        assert_eq!(cause(Some("a"), "a", Some("a")), None);
        assert_eq!(cause(Some("a"), "b", Some("a")), Some(Cause::Edited));
        assert_eq!(cause(Some("a"), "a", Some("b")), Some(Cause::Drifted));
        assert_eq!(cause(Some("a"), "b", Some("c")), Some(Cause::Conflict));
        assert_eq!(cause(None, "a", Some("b")), Some(Cause::Unrecorded));
    }

    #[test]
    fn both_moved_to_the_same_value_is_nothing_to_do() {
        assert_eq!(cause(Some("a"), "b", Some("b")), None);
    }

    #[test]
    fn a_value_that_cannot_be_read_is_trusted_to_be_what_was_last_sent() {
        assert_eq!(cause(Some("a"), "a", None), None);
        assert_eq!(cause(Some("a"), "b", None), Some(Cause::Edited));
        assert_eq!(cause(None, "a", None), Some(Cause::Unverifiable));
    }

    #[test]
    fn a_text_of_which_some_was_lost_is_no_drift() {
        assert_eq!(cause(Some("a"), "a", Some("a \u{fffd}")), None);
        assert_eq!(
            cause(Some("a"), "b", Some("a \u{fffd}")),
            Some(Cause::Edited)
        );
        assert_eq!(cause(None, "\u{fffd}", Some("\u{fffd}")), None);
    }

    #[test]
    fn what_the_system_made_of_a_value_is_no_drift() {
        let mut records = FieldRecords::applied(BTreeMap::from([(
            "title".to_owned(),
            KEY.of_text("title", "a"),
        )]));
        records
            .rewritten
            .insert("title".to_owned(), KEY.of_text("title", "A!"));
        let memory = Memory {
            key: &KEY,
            fields: Some(&records),
            resource_recorded: true,
        };
        let cause = |declared, live| memory.difference(Title, &text(declared), Some(&text(live)));
        assert_eq!(cause("a", "A!"), None);
        assert_eq!(cause("a", "other"), Some(Cause::Drifted));
        assert_eq!(cause("b", "A!"), Some(Cause::Edited));
    }
}

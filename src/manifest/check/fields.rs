//! The plain fields of a kind: raw slots into [`Fields`], bounds checked, the required ones demanded.

use std::collections::BTreeSet;

use super::bounds;
use super::buckets::buckets_of;
use super::findings::Findings;
use crate::diagnostic::{Code, Help};
use crate::manifest::raw::{RawFields, RawValue, Slot, Text};
use crate::manifest::yaml::{Flaw, Spot};
use crate::model::{FieldKey, FieldValue, Fields, Number, Pointer, ValueType};

/// Reads the fields of one mapping.
pub(super) struct FieldReader<'f, F> {
    found: &'f mut Findings,
    /// The mapping that holds the fields.
    parent: Pointer,
    fields: Fields<F>,
    /// The fields whose key is there, be the value right or wrong.
    declared: BTreeSet<F>,
}

impl<'f, F: FieldKey> FieldReader<'f, F> {
    pub(super) fn new(found: &'f mut Findings, parent: Pointer) -> Self {
        Self {
            found,
            parent,
            fields: Fields::new(),
            declared: BTreeSet::new(),
        }
    }

    /// Takes what is declared, each value as its row says.
    pub(super) fn read(&mut self, raw: RawFields<F>) {
        for (field, value) in raw.0 {
            match value {
                RawValue::Text(slot) => self.text(field, slot),
                RawValue::Clearable(slot) => self.clearable(field, slot),
                RawValue::Flag(slot) => {
                    self.value(field, slot, |flag| Some(FieldValue::Bool(flag)));
                }
                RawValue::Number(slot) => self.number(field, slot),
                RawValue::Texts(slot) => self.list(field, slot),
                RawValue::Buckets(slot) => {
                    let at = self.parent.clone().key(field.spec().name);
                    let buckets = buckets_of(self.found, &at, slot).map(FieldValue::Buckets);
                    self.insert(field, true, buckets);
                }
            }
        }
    }

    fn text(&mut self, field: F, slot: Slot<Text>) {
        let spec = field.spec();
        if let (ValueType::Url, Slot::Given(Text(text))) = (spec.value, &slot)
            && let Some((message, help)) = bounds::not_a_url(spec.name, text)
        {
            self.object(field, message, help);
        }
        self.value(field, slot, |Text(text)| Some(FieldValue::Text(text)));
    }

    /// A text that `null` clears.
    fn clearable(&mut self, field: F, slot: Slot<Option<Text>>) {
        if let Slot::Given(Some(Text(text))) = &slot
            && let Some((message, _)) = bounds::not_blank(field.spec().name, text)
        {
            self.declared.insert(field);
            return self.object(field, message, "`null` clears it");
        }
        self.value(field, slot, |text| {
            Some(text.map_or(FieldValue::Null, |Text(text)| FieldValue::Text(text)))
        });
    }

    fn number(&mut self, field: F, slot: Slot<f64>) {
        let spec = field.spec();
        let objection = match slot {
            Slot::Given(number) if spec.value == ValueType::Whole => {
                bounds::not_whole(spec.name, number)
            }
            Slot::Given(number) => bounds::not_finite(spec.name, number),
            Slot::Absent | Slot::Broken => None,
        };
        if let Some((message, help)) = objection {
            self.declared.insert(field);
            return self.object(field, message, help);
        }
        self.value(field, slot, |number| {
            Number::new(number).map(FieldValue::Number)
        });
    }

    fn list(&mut self, field: F, slot: Slot<Vec<Slot<Text>>>) {
        let is_declared = slot.is_declared();
        let items = self.found.take_all(slot);
        let whole: Option<Vec<Text>> = items.and_then(|items| items.into_iter().collect());
        let list =
            whole.map(|items| FieldValue::List(items.into_iter().map(|Text(item)| item).collect()));
        self.insert(field, is_declared, list);
    }

    /// A value that was read elsewhere; `None` with `is_declared`: it is wrong, and that is reported.
    pub(super) fn insert(&mut self, field: F, is_declared: bool, value: Option<FieldValue>) {
        if is_declared {
            self.declared.insert(field);
        }
        let Some(value) = value else { return };
        if let Some((message, help)) = bounds::check(field.spec(), &value) {
            return self.object(field, message, help);
        }
        if let Some((message, help)) = bounds::doubt(field.spec(), &value) {
            let flaw = Flaw::warning(Code::OutOfBounds, self.place(field), message);
            self.found.report(flaw.help(help));
        }
        self.fields.insert(field, value);
    }

    /// All fields that were right; what is required and not there is reported.
    pub(super) fn finish(self) -> Fields<F> {
        for field in F::ALL {
            let spec = field.spec();
            if spec.required && !self.declared.contains(field) {
                let help = format!("add `{}: …`: {}", spec.name, spec.doc);
                self.found.missing(&self.parent, spec.name, help);
            }
        }
        self.fields
    }

    fn value<T>(&mut self, field: F, slot: Slot<T>, into: impl Fn(T) -> Option<FieldValue>) {
        let is_declared = slot.is_declared();
        let value = self.found.take(slot).and_then(into);
        self.insert(field, is_declared, value);
    }

    fn object(&mut self, field: F, message: String, help: impl Into<Help>) {
        let flaw = Flaw::new(Code::OutOfBounds, self.place(field), message);
        self.found.report(flaw.help(help));
    }

    fn place(&self, field: F) -> Spot {
        Spot::Value(self.parent.clone().key(field.spec().name))
    }
}

/// All fields of the mapping at `parent` that are right.
pub(super) fn read_fields<F: FieldKey>(
    found: &mut Findings,
    parent: Pointer,
    raw: RawFields<F>,
) -> Fields<F> {
    let mut reader = FieldReader::new(found, parent);
    reader.read(raw);
    reader.finish()
}

/// Takes a text out of read fields.
pub(super) fn text<F: FieldKey>(fields: &mut Fields<F>, field: F) -> Option<String> {
    match fields.remove(&field)? {
        FieldValue::Text(text) => Some(text),
        _ => None,
    }
}

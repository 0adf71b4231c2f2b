//! The plain fields of a kind: raw slots into [`Fields`], bounds checked, the required ones demanded.

use std::collections::BTreeSet;

use super::bounds::{self, Objection};
use super::findings::Findings;
use crate::diagnostic::Code;
use crate::manifest::raw::{Slot, Text};
use crate::manifest::yaml::{Flaw, Spot};
use crate::model::{FieldKey, FieldValue, Fields, Number, Pointer};

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

    pub(super) fn text(&mut self, field: F, slot: Slot<Text>) {
        self.value(field, slot, |Text(text)| Some(FieldValue::Text(text)));
    }

    pub(super) fn flag(&mut self, field: F, slot: Slot<bool>) {
        self.value(field, slot, |flag| Some(FieldValue::Bool(flag)));
    }

    pub(super) fn number(&mut self, field: F, slot: Slot<f64>) {
        if let Slot::Given(number) = slot
            && Number::new(number).is_none()
        {
            let message = format!("`{}` is not a finite number", field.spec().name);
            self.object(field, message, "write a plain number, like `20`".to_owned());
        }
        self.value(field, slot, |number| {
            Number::new(number).map(FieldValue::Number)
        });
    }

    /// A text with a rule of its own besides the bounds.
    pub(super) fn text_that(
        &mut self,
        field: F,
        slot: Slot<Text>,
        object: impl Fn(&str, &str) -> Option<Objection>,
    ) {
        if let Slot::Given(Text(text)) = &slot
            && let Some((message, help)) = object(field.spec().name, text)
        {
            self.object(field, message, help);
        }
        self.text(field, slot);
    }

    /// A text that `null` clears.
    pub(super) fn clearable(&mut self, field: F, slot: Slot<Option<Text>>) {
        if let Slot::Given(Some(Text(text))) = &slot
            && let Some((message, _)) = bounds::not_blank(field.spec().name, text)
        {
            self.object(field, message, "`null` clears it".to_owned());
        }
        self.value(field, slot, |text| {
            Some(text.map_or(FieldValue::Null, |Text(text)| FieldValue::Text(text)))
        });
    }

    /// A number without a fraction.
    pub(super) fn whole(&mut self, field: F, slot: Slot<f64>) {
        if let Slot::Given(number) = slot
            && number.is_finite()
            && number.fract() != 0.0
        {
            let message = format!(
                "`{}` is {number}; it must be a whole number",
                field.spec().name
            );
            self.declared.insert(field);
            let help = format!("write {} or {}", number.floor(), number.ceil());
            return self.object(field, message, help);
        }
        self.number(field, slot);
    }

    pub(super) fn list(&mut self, field: F, slot: Slot<Vec<Slot<Text>>>) {
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

    /// The findings, for what stands between the fields.
    pub(super) fn found(&mut self) -> &mut Findings {
        self.found
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

    fn object(&mut self, field: F, message: String, help: String) {
        let flaw = Flaw::new(Code::OutOfBounds, self.place(field), message);
        self.found.report(flaw.help(help));
    }

    fn place(&self, field: F) -> Spot {
        Spot::Value(self.parent.clone().key(field.spec().name))
    }
}

/// Takes a text out of read fields.
pub(super) fn text<F: FieldKey>(fields: &mut Fields<F>, field: F) -> Option<String> {
    match fields.remove(&field)? {
        FieldValue::Text(text) => Some(text),
        _ => None,
    }
}

//! What the rosters of all systems have in common: `candidates`, `from`, and a person's fields, be they in a manifest or
//! in a row of a file. No message repeats an address.

use super::bounds;
use super::findings::Findings;
use crate::diagnostic::Code;
use crate::manifest::raw::{Slot, Text};
use crate::manifest::yaml::{Flaw, Spot};
use crate::model::{
    Email, Origin, Person, PersonSource, Pointer, is_invisible_in_word, name_of_invisible,
};

/// Cells of one row of a file, by the names of their columns.
pub(in crate::manifest) trait Row {
    /// The cell; [`Slot::Absent`] if it is empty or there is no such column.
    fn text(&self, column: &str) -> Slot<Text>;

    /// The cell as a truth value.
    fn flag(&self, found: &mut Findings, column: &'static str) -> Slot<bool> {
        let Slot::Given(Text(text)) = self.text(column) else {
            return Slot::Absent;
        };
        // Spreadsheets write TRUE.
        match text.to_ascii_lowercase().as_str() {
            "true" => Slot::Given(true),
            "false" => Slot::Given(false),
            _ => {
                let at = Spot::Value(Pointer::root().key(column));
                let message = format!("`{column}` must be `true` or `false`");
                let flaw = Flaw::new(Code::WrongType, at, message);
                found.report(flaw.help("an empty cell means `false`"));
                Slot::Broken
            }
        }
    }
}

/// A person of a manifest, not checked yet, that a row of a file can give as well.
pub(in crate::manifest) trait FromRow: Sized {
    /// The columns that a file can have, each called like the field; `email` it must have.
    const COLUMNS: &'static [&'static str];

    /// The fields of a row.
    fn from_row(found: &mut Findings, row: &impl Row) -> Self;
}

/// A person of a roster of some system.
pub(in crate::manifest) trait RosterPerson: Person + Sized {
    /// The person before the checks.
    type Raw: FromRow;
    /// What a roster asks of each person.
    type Rules: Copy;

    /// The person that stands at `at`; `None` if something is wrong, which is reported.
    fn checked(
        found: &mut Findings,
        at: &Pointer,
        raw: Self::Raw,
        rules: Self::Rules,
        source: PersonSource,
    ) -> Option<Self>;
}

/// The people who stand in the manifest.
pub(super) fn candidates<P: RosterPerson>(
    found: &mut Findings,
    origin: &Origin,
    slot: Slot<Vec<Slot<P::Raw>>>,
    rules: P::Rules,
) -> Vec<P> {
    let list = Pointer::spec("candidates");
    let items = found.take_all(slot).unwrap_or_default().into_iter();
    items
        .enumerate()
        .filter_map(|(i, raw)| {
            let at = list.clone().index(i);
            let source = PersonSource::Manifest(origin.at(at.clone()));
            P::checked(found, &at, raw?, rules, source)
        })
        .collect()
}

/// `email`
pub(super) fn email(found: &mut Findings, at: &Pointer, slot: Slot<Text>) -> Option<Email> {
    if !slot.is_declared() {
        found.missing(at, "email", "add `email: …`: people are identified by it");
    }
    let Text(text) = found.take(slot)?;
    let email = Email::parse(&text).ok();
    if email.is_none() {
        let place = Spot::Value(at.clone().key("email"));
        found.report(no_address(&text, place));
    }
    email
}

/// What is wrong with an address. Of the text nothing is repeated but a character that nobody sees.
fn no_address(text: &str, place: Spot) -> Flaw {
    let Some(hidden) = text.trim().chars().find(|c| is_invisible_in_word(*c)) else {
        return Flaw::new(
            Code::InvalidEmail,
            place,
            "`email` is not a valid e-mail address",
        )
        .help("write only the address, with `@`, without a display name or spaces");
    };
    let name = name_of_invisible(hidden);
    let message = format!("`email` contains an invisible character: {name}");
    Flaw::new(Code::InvalidEmail, place, message).help(format!(
        "remove {name}, which often comes with text copied from a page or a spreadsheet, or type the address again"
    ))
}

/// A text that, if it is there, says something.
pub(super) fn text(
    found: &mut Findings,
    at: &Pointer,
    name: &'static str,
    slot: Slot<Text>,
) -> Option<String> {
    let Text(text) = found.take(slot)?;
    if let Some((message, _)) = bounds::not_blank(name, &text) {
        let place = Spot::Value(at.clone().key(name));
        let flaw = Flaw::new(Code::OutOfBounds, place, message);
        found.report(flaw.help(format!("give it a value, or remove `{name}`")));
        return None;
    }
    Some(text)
}

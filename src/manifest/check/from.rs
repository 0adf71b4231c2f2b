//! `from` of a roster: a file with people, or a program of vetform.yaml that prints them. Whether there is such a program, the
//! configuration knows.
//!
//! What a manifest gives a program may be a stranger's: it is given as it is, bounded, and never as an option.

use super::bounds;
use super::draft::{CohortFrom, SourceCall};
use super::findings::Findings;
use crate::diagnostic::Code;
use crate::manifest::raw::{RawFrom, RawFromNamed, Slot, Text};
use crate::manifest::yaml::{Flaw, Spot};
use crate::model::Pointer;

/// So many arguments a manifest may give.
const MOST_ARGUMENTS: usize = 32;

/// The longest of them, in bytes.
const LONGEST_ARGUMENT: usize = 1024;

/// `from`; one of it and `candidates` must be there.
pub(super) fn from<T>(
    found: &mut Findings,
    candidates: &Slot<T>,
    slot: Slot<RawFrom>,
) -> Option<CohortFrom> {
    if !candidates.is_declared() && !slot.is_declared() {
        let help = "add `candidates:` with one `- { email: … }` per person, or `from: cohort.csv`";
        found.missing(&Pointer::root().key("spec"), "candidates", help);
    }
    let at = Pointer::spec("from");
    match found.take(slot)? {
        RawFrom::Path(path) => file(found, at, path),
        RawFrom::Named(named) => from_named(found, &at, named),
    }
}

fn from_named(found: &mut Findings, at: &Pointer, raw: RawFromNamed) -> Option<CohortFrom> {
    let RawFromNamed {
        file: path,
        source,
        arguments,
    } = raw;
    let (has_file, has_source) = (path.is_declared(), source.is_declared());
    if !has_file && !has_source {
        let help =
            "add `file: cohort.csv`, or `source:` with the name of a program in vetform.yaml";
        found.missing(at, "file", help);
    }
    if has_file && has_source {
        conflict(
            found,
            at,
            "source",
            "`file` and `source`",
            "keep one of them",
        );
        return None;
    }
    if !has_source && arguments.is_declared() {
        conflict(
            found,
            at,
            "arguments",
            "`file` and `arguments`",
            "remove `arguments`: they are for the program of a `source`",
        );
    }
    if has_source {
        let arguments = given(found, &at.clone().key("arguments"), arguments);
        let name = named(found, at.clone().key("source"), source)?;
        return Some(CohortFrom::Source(SourceCall {
            name,
            arguments: arguments?,
        }));
    }
    let path = found.take(path)?;
    file(found, at.clone().key("file"), path)
}

fn file(found: &mut Findings, at: Pointer, Text(path): Text) -> Option<CohortFrom> {
    if let Some((message, _)) = bounds::not_blank("from", &path) {
        let help = "give the path of a CSV file, relative to this manifest's folder";
        found.report(Flaw::new(Code::OutOfBounds, Spot::Value(at), message).help(help));
        return None;
    }
    Some(CohortFrom::File(path))
}

fn named(found: &mut Findings, at: Pointer, slot: Slot<Text>) -> Option<String> {
    let Text(name) = found.take(slot)?;
    if let Some((message, _)) = bounds::not_blank("source", &name) {
        let help = "give the name of a program under `sources` in vetform.yaml";
        found.report(Flaw::new(Code::OutOfBounds, Spot::Value(at), message).help(help));
        return None;
    }
    Some(name)
}

fn conflict(
    found: &mut Findings,
    at: &Pointer,
    second: &'static str,
    both: &str,
    help: &'static str,
) {
    let place = Spot::Key(at.clone().key(second));
    let flaw = Flaw::new(
        Code::ConflictingFields,
        place,
        format!("{both} cannot both be set"),
    );
    let flaw = flaw.related(Spot::Key(at.clone().key("file")), "here");
    found.report(flaw.help(help));
}

/// `None` if one of them is wrong.
fn given(found: &mut Findings, at: &Pointer, slot: Slot<Vec<Slot<Text>>>) -> Option<Vec<String>> {
    if !slot.is_declared() {
        return Some(Vec::new());
    }
    let items = found.take_all(slot)?;
    if items.len() > MOST_ARGUMENTS {
        let message = format!(
            "`arguments` has {} items; the maximum is {MOST_ARGUMENTS}",
            items.len()
        );
        let flaw = Flaw::new(Code::OutOfBounds, Spot::Value(at.clone()), message);
        found.report(flaw.help("let the program look up what it needs by a name"));
        return None;
    }
    let mut arguments = Some(Vec::new());
    for (index, item) in items.into_iter().enumerate() {
        let wrong = item.as_ref().and_then(|Text(text)| what_is_wrong(text));
        if let Some((message, help)) = &wrong {
            let place = Spot::Value(at.clone().index(index));
            let flaw = Flaw::new(Code::OutOfBounds, place, message.clone());
            found.report(flaw.help(*help));
        }
        match (item, wrong, &mut arguments) {
            (Some(Text(text)), None, Some(arguments)) => arguments.push(text),
            _ => arguments = None,
        }
    }
    arguments
}

fn what_is_wrong(text: &str) -> Option<(String, &'static str)> {
    if text.starts_with('-') {
        return Some((
            "an argument of a source cannot start with `-`: whoever may edit this manifest would set options of the \
             program"
                .to_owned(),
            "put options into `command` under `sources` in vetform.yaml, where they are reviewed",
        ));
    }
    if text.contains(char::is_control) {
        return Some((
            "an argument of a source cannot contain control characters".to_owned(),
            "write it in one line",
        ));
    }
    (text.len() > LONGEST_ARGUMENT).then(|| {
        (
            format!(
                "this argument has {} bytes; the maximum is {LONGEST_ARGUMENT}",
                text.len()
            ),
            "let the program look up what it needs by a name",
        )
    })
}

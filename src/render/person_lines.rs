//! What happens to the people of a roster, a line each. Addresses are masked unless somebody at a terminal asked for them.

use std::fmt::Write as _;

use super::PlanText;
use super::escape::visible;
use crate::model::{PersonAction, PersonSource};
use crate::plan::PersonChange;

/// Lines without indent.
pub(super) fn people_lines(people: &[PersonChange], look: PlanText<'_>) -> Vec<String> {
    people.iter().map(|person| line(person, look)).collect()
}

fn line(person: &PersonChange, look: PlanText<'_>) -> String {
    let PersonChange {
        who,
        action,
        cause: _,
        source,
    } = person;
    let paint = look.paint;
    let mut text = match action {
        PersonAction::Invite | PersonAction::Register | PersonAction::Enter { .. } => {
            paint.added("+")
        }
        PersonAction::Move { .. } => paint.changed("~"),
        PersonAction::Reject | PersonAction::Revoke => paint.removed("-"),
    };
    let name = if look.show_candidates {
        visible(who.reveal()).into_owned()
    } else {
        who.to_string()
    };
    let _ = write!(text, " {action} {name}");
    match action {
        PersonAction::Enter { stage } => {
            let _ = write!(text, " into {}", visible(stage));
        }
        PersonAction::Move { from, to } => {
            let from = from.as_deref().unwrap_or("another stage");
            let _ = write!(text, ": {} → {}", visible(from), visible(to));
        }
        PersonAction::Invite
        | PersonAction::Register
        | PersonAction::Reject
        | PersonAction::Revoke => {}
    }
    let place = match source {
        PersonSource::Manifest(path) => {
            let place = (look.locate)(path);
            place.map_or_else(String::new, |place| {
                let line = place.span.map_or(1, |span| span.start.line);
                format!("  ({}:{line})", place.file)
            })
        }
        PersonSource::Row { file, line } => format!("  ({file}:{line})"),
    };
    format!("{text}{}", paint.faint(place))
}

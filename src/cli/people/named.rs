//! Whom the command line names. An address that is wrong is not repeated.

use super::super::exit::Exit;
use super::super::failure::CommandFailure;
use crate::files;
use crate::model::Email;

/// More than any list that somebody pipes in by hand.
const MOST_BYTES: u64 = 1024 * 1024;

/// Everybody, each once, in the order in which they are named.
pub(super) fn people(arguments: &[String]) -> Result<Vec<Email>, CommandFailure> {
    let mut people: Vec<Email> = Vec::new();
    for (index, argument) in arguments.iter().enumerate() {
        if argument == "-" {
            for (line, text) in stdin()?.lines().enumerate() {
                if !text.trim().is_empty() {
                    add(&mut people, text, &format!("line {} of stdin", line + 1))?;
                }
            }
        } else {
            add(&mut people, argument, &format!("argument {}", index + 1))?;
        }
    }
    if people.is_empty() {
        let failure = CommandFailure::new(Exit::Invalid, "stdin names nobody");
        return Err(failure.with_hint("write one e-mail address per line"));
    }
    Ok(people)
}

fn add(people: &mut Vec<Email>, text: &str, place: &str) -> Result<(), CommandFailure> {
    let email = Email::parse(text).map_err(|_| {
        CommandFailure::new(
            Exit::Invalid,
            format!("{place} is not a valid e-mail address"),
        )
        .with_hint("write only the address, with `@`, without a display name or spaces")
    })?;
    if !people.contains(&email) {
        people.push(email);
    }
    Ok(())
}

fn stdin() -> Result<String, CommandFailure> {
    files::read_stdin_text(MOST_BYTES)
        .map_err(|error| CommandFailure::of_file(Exit::Invalid, "cannot read stdin", &error))
}

//! Programs of `sources`, as a command sees them: what they said is told, and whoever interrupts a command ends them too.

use super::bars;
use super::end_request::EndRequests;
use super::entry::INTERRUPTED;
use super::exit::Exit;
use super::failure::CommandFailure;
use super::output::Output;
use super::signals;
use crate::diagnostic::Code;
use crate::manifest::{Configured, Loaded, is_output, stop_programs};

/// From now on a request to end this process ends whatever program runs, and its children: they are in a group of their own,
/// which a terminal does not reach. Does nothing where the configuration names none.
pub(super) fn end_with_us(configured: &Configured, output: Output) {
    if !configured.has_sources() {
        return;
    }
    // Without a listener a signal ends us at once, as before, and leaves the program to its own bound in time.
    let Ok(mut requests) = EndRequests::listen() else {
        return;
    };
    tokio::spawn(async move {
        loop {
            requests.next().await;
            stop_programs();
            if !signals::are_heard() {
                bars::clear();
                output.insist("interrupted; nothing was sent");
                std::process::exit(INTERRUPTED);
            }
        }
    });
}

/// Tells what the programs said; if something is wrong, also to who wants to hear of nothing else.
pub(super) fn tell(loaded: &Loaded, output: Output) {
    for line in &loaded.program_words {
        if loaded.has_errors() {
            output.insist(line);
        } else {
            output.say(line);
        }
    }
}

/// What of a program was wrong, for whoever waits for it in another format: without running the program again nobody finds it.
pub(super) fn failure(loaded: &Loaded) -> Option<CommandFailure> {
    let mut problems = loaded.problems.iter();
    let problem = problems.find(|problem| {
        let place = problem.place.as_ref();
        problem.code == Code::SourceFailed || place.is_some_and(|place| is_output(&place.file))
    })?;
    let failure = CommandFailure::said_of(
        Exit::Invalid,
        format!("{}: {}", problem.code, problem.message),
    );
    Some(failure.with_hint(&*problem.help))
}

/// Says of which programs the people are not checked.
pub(super) fn tell_of_those_not_run(loaded: &Loaded, output: Output) {
    if let Some(sources) = not_run(loaded) {
        output.say(&format!(
            "the people of {sources} were not checked: `validate` runs no program of vetform.yaml, `plan` does"
        ));
    }
}

/// The same where something is planned: a plan without these people must not be taken for the whole.
pub(super) fn warn_of_those_not_run(loaded: &Loaded, output: Output) {
    if let Some(sources) = not_run(loaded) {
        output.warning(&format!(
            "the people of {sources} are not looked at in this command"
        ));
    }
}

fn not_run(loaded: &Loaded) -> Option<String> {
    let names = loaded
        .sources_not_run
        .iter()
        .map(|name| format!("`{name}`"));
    let names: Vec<String> = names.collect();
    match names.len() {
        0 => None,
        1 => Some(format!("the source {}", names.concat())),
        _ => Some(format!("the sources {}", names.join(", "))),
    }
}

//! What is asked on a terminal.

use std::io::{BufRead as _, IsTerminal as _};

use super::output::Output;

pub(super) fn somebody_is_there() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Asks; only `yes` is a yes.
pub(super) fn confirm(question: &str, output: Output) -> bool {
    answer(&format!("{question} Type `yes` to continue: "), output)
        .is_some_and(|said| said == "yes")
}

/// The same for a run that must be able to end while nobody answers.
pub(super) async fn confirmed(question: String, output: Output) -> bool {
    let (tell, told) = tokio::sync::oneshot::channel();
    let mut line = OpenLine(Some(output));
    // Not on the runtime: that would wait for the answer when the run ends.
    std::thread::spawn(move || tell.send(confirm(&question, output)));
    let answer = told.await;
    line.0 = None;
    answer.unwrap_or(false)
}

/// The line of a question; ended, if the answer did not end it.
struct OpenLine(Option<Output>);

impl Drop for OpenLine {
    fn drop(&mut self) {
        if let Some(output) = self.0 {
            output.insist("");
        }
    }
}

/// Asks for a text; an empty answer means the usual one, and none at all (the end of input) is `None`.
pub(super) fn ask(question: &str, usual: &str, output: Output) -> Option<String> {
    let said = answer(&format!("{question} [{usual}]: "), output)?;
    Some(if said.is_empty() {
        usual.to_owned()
    } else {
        said
    })
}

fn answer(question: &str, output: Output) -> Option<String> {
    output.ask(question);
    let mut said = String::new();
    if let Ok(1..) = std::io::stdin().lock().read_line(&mut said) {
        return Some(said.trim().to_owned());
    }
    output.insist("");
    None
}

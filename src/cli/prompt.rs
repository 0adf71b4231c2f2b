//! What is asked on a terminal.

use std::io::{BufRead as _, IsTerminal as _};

use super::output::Output;

/// Whether there is somebody to ask.
pub(super) fn somebody_is_there() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Asks; only `yes` is a yes.
pub(super) fn confirm(question: &str, output: Output) -> bool {
    output.insist(&format!("{question} Only `yes` goes on:"));
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer).is_ok() && answer.trim() == "yes"
}

/// Asks for a text; an empty answer means the usual one.
pub(super) fn ask(question: &str, usual: &str, output: Output) -> String {
    output.insist(&format!("{question} [{usual}]:"));
    let mut answer = String::new();
    match std::io::stdin().lock().read_line(&mut answer) {
        Ok(_) if !answer.trim().is_empty() => answer.trim().to_owned(),
        _ => usual.to_owned(),
    }
}

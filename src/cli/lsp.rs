//! `vetform lsp`: the language server over stdin and stdout, which hold nothing but its messages.

use std::io::{BufReader, stdin, stdout};

use super::exit::Exit;
use super::failure::{CommandFailure, CommandResult};
use super::global::Global;
use super::session::find_root;
use crate::language_server::{Ended, serve};

pub(super) fn run(global: &Global) -> CommandResult {
    let project = global.project.as_ref();
    let project = project.map(|_| find_root(global)).transpose()?;
    let ended = serve(BufReader::new(stdin()), stdout(), project.as_ref())
        .map_err(|error| CommandFailure::new(Exit::Failed, error))?;
    Ok(match ended {
        Ended::Orderly => Exit::Done,
        Ended::Abruptly => Exit::Failed,
    })
}

//! `invigil validate`: every problem of every manifest, without any system.

use super::args::{Global, ValidateArgs, ValidateFormat};
use super::exit::Exit;
use super::failure::CommandFailure;
use super::output::Output;
use super::prompt::somebody_is_there;
use super::session::find_root;
use crate::{manifest, render};

pub(super) fn run(
    global: &Global,
    args: &ValidateArgs,
    output: Output,
) -> Result<Exit, CommandFailure> {
    let root = find_root(global)?;
    let loaded = manifest::load_and_lint(&root, global.workspace.as_deref());
    match args.format {
        ValidateFormat::Json => {
            let document = render::diagnostics::json(&loaded);
            output.result(&format!("{document:#}\n"));
        }
        ValidateFormat::Text if loaded.problems.is_empty() => output.result(&format!(
            "{} in {}: no problems\n",
            counted(loaded.resources, "resource"),
            counted(loaded.files, "file")
        )),
        ValidateFormat::Text => {
            let color = output.result != render::Paint::new(false);
            let text =
                render::diagnostics::human(&loaded.problems, &loaded.sources, output.width, color);
            output.result(&text);
            // For people only: in a log it would be noise.
            if let Some(first) = loaded.problems.first()
                && somebody_is_there()
            {
                output.say(&format!("more about one: invigil explain {}", first.code));
            }
        }
    }
    Ok(if loaded.has_errors() {
        Exit::Invalid
    } else {
        Exit::Done
    })
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

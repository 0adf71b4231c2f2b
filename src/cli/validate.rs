//! `vetform validate`: every problem of every manifest, without any system.

use super::args::{Global, ValidateArgs, ValidateFormat};
use super::exit::Exit;
use super::failure::CommandFailure;
use super::output::Output;
use super::outputs::{Rendered, file_of, write};
use super::prompt::somebody_is_there;
use super::result_file::{ResultFiles, Sort};
use super::review;
use super::session::find_root;
use crate::render::annotations::{github, of_problems};
use crate::{manifest, render};

pub(super) fn run(
    global: &Global,
    args: &ValidateArgs,
    output: Output,
) -> Result<Exit, CommandFailure> {
    let root = find_root(global)?;
    let files = ResultFiles {
        root: &root,
        force: args.force.given,
    };
    if let Some(path) = file_of(args.output.as_deref()) {
        files.check(Sort::Review, path)?;
    }
    let loaded = manifest::load_and_lint(&root, global.workspace.as_deref());
    let text = match args.format {
        ValidateFormat::Json => Rendered::json(&render::diagnostics::json(&loaded))?,
        ValidateFormat::Text if loaded.problems.is_empty() => Rendered::text(format!(
            "{} in {}: no problems\n",
            counted(loaded.resources, "resource"),
            counted(loaded.files, "file")
        )),
        ValidateFormat::Text => {
            let color = file_of(args.output.as_deref()).is_none()
                && output.result != render::Paint::new(false);
            Rendered::text(render::diagnostics::human(
                &loaded.problems,
                &loaded.sources,
                output.width,
                color,
            ))
        }
        ValidateFormat::Github => Rendered::commands(github(
            &of_problems(&loaded.problems),
            &review::folder(&root),
        )),
        ValidateFormat::Sarif => review::sarif_of(&of_problems(&loaded.problems), &root)?,
    };
    write(files, args.output.as_deref(), &text, output)?;
    // For people only: in a log it would be noise.
    if let (ValidateFormat::Text, Some(first)) = (args.format, loaded.problems.first())
        && somebody_is_there()
    {
        output.say(&format!("more about one: vetform explain {}", first.code));
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

//! `vetform validate`: every problem of every manifest, without any system.

use super::exit::Exit;
use super::failure::{CommandFailure, CommandResult};
use super::fix;
use super::formats::Wanted;
use super::global::Global;
use super::output::Output;
use super::outputs::{Rendered, write_each};
use super::prompt::somebody_is_there;
use super::review::{self, Marks};
use super::selected;
use super::source_programs;
use super::validate_args::{ValidateArgs, ValidateFormat};
use crate::manifest::{Loaded, ProjectRoot};
use crate::render;
use crate::render::annotations::{Level, Suite, of_problems};

pub(super) fn run(global: &Global, args: &ValidateArgs, output: Output) -> CommandResult {
    let (root, wanted) = args.formats.wanted_in_project(global, None)?;
    let files = args.formats.files(&root);
    let mut loaded = selected::load(&root, global, args, output)?;
    if args.fix {
        let again = |root: &ProjectRoot| selected::load_again(root, global, args, output);
        let repaired = fix::run(&root, &loaded, args, again, output)?;
        if args.diff {
            return Ok(ended(&loaded));
        }
        loaded = repaired.unwrap_or(loaded);
    }
    source_programs::tell_of_those_not_run(&loaded, output);
    write_each(&wanted, files, output, |one| {
        rendered(&loaded, &root, one, output)
    })?;
    // For people only: in a log it would be noise.
    let is_read = wanted
        .iter()
        .any(|one| matches!(one.format, ValidateFormat::Text) && one.file.is_none());
    if let Some(first) = loaded.problems.first()
        && is_read
        && somebody_is_there()
    {
        output.say(&format!("for details: vetform explain {}", first.code));
    }
    Ok(ended(&loaded))
}

fn ended(loaded: &Loaded) -> Exit {
    if loaded.has_errors() {
        Exit::Invalid
    } else {
        Exit::Done
    }
}

fn rendered(
    loaded: &Loaded,
    root: &ProjectRoot,
    wanted: &Wanted<ValidateFormat>,
    output: Output,
) -> Result<Rendered, CommandFailure> {
    let marked = |marks| {
        let suite = Suite {
            command: "validate",
            subjects: review::files(loaded),
            fails_at: Level::Error,
            folder: &review::folder(root),
        };
        review::marked(marks, &of_problems(&loaded.problems), &suite)
    };
    Ok(match wanted.format {
        ValidateFormat::Json => Rendered::json(&render::diagnostics::json(loaded))?,
        ValidateFormat::Text if loaded.problems.is_empty() => Rendered::text(format!(
            "{} in {}: no problems\n",
            counted(loaded.resources, "resource"),
            counted(loaded.files, "file")
        )),
        ValidateFormat::Text => {
            let color = wanted.file.is_none() && output.result.is_colored();
            Rendered::text(render::diagnostics::human(
                &loaded.problems,
                &loaded.sources,
                output.width,
                color,
            ))
        }
        ValidateFormat::Github => marked(Marks::Github)?,
        ValidateFormat::Gitlab => marked(Marks::Gitlab)?,
        ValidateFormat::Junit => marked(Marks::Junit)?,
        ValidateFormat::Sarif => marked(Marks::Sarif)?,
    })
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

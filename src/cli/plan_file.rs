//! `vetform plan --out`: the plan in a file, for `apply`.

use camino::Utf8Path;

use super::exit::Exit;
use super::failure::CommandFailure;
use super::output::Output;
use super::plan::Planned;
use super::result_file::{ResultFiles, Sort};
use crate::plan::SavedPlan;
use crate::render::Form;

/// `--out` saves a plan for `apply`; whoever gives it the name of a page wants the page.
pub(super) fn check_plan_file(path: &Utf8Path) -> Result<(), CommandFailure> {
    let refused = |what: &str, hint: String| {
        let message = format!("`--out {path}` would save a plan for `vetform apply`, {what}");
        Err(CommandFailure::new(Exit::Invalid, message).with_hint(hint))
    };
    let format = match path.extension().map(str::to_ascii_lowercase).as_deref() {
        _ if path == "-" => {
            let hint =
                "name a file, for example `--out change.plan`; the plan itself is shown on stdout";
            return refused("which is not written to stdout", hint.to_owned());
        }
        Some("html" | "htm") => "html",
        Some("md" | "markdown") => "markdown",
        Some("json") => "json",
        Some("sarif") => "sarif",
        Some("xml") => "junit",
        _ => return Ok(()),
    };
    let hint = format!(
        "use `--format {format} --output {path}` for that page; `--out change.plan` saves the plan"
    );
    refused(&format!("not {format}"), hint)
}

pub(super) fn save(
    planned: &Planned,
    (files, path): (ResultFiles<'_>, &Utf8Path),
    output: Output,
) -> Result<(), CommandFailure> {
    let Planned {
        session,
        recorded,
        plan,
        provenance: _,
        effects: _,
    } = planned;
    if !plan.blocked.is_empty() {
        output.insist(&format!(
            "{path} was not written: a blocked plan cannot be applied"
        ));
        return Ok(());
    }
    let saved = SavedPlan::new(
        plan,
        &session.workspace.name,
        &session.desired,
        recorded,
        recorded.is_new(),
    );
    files.write(Sort::SavedPlan, path, (Form::Json, &saved.to_text()))?;
    let consent = match plan.conflicts() {
        0 => "",
        _ => " --overwrite-conflicts",
    };
    output.say(&format!(
        "saved: apply exactly this with `vetform apply {path}{consent}`"
    ));
    Ok(())
}

//! `validate --fix`: every safe fix into the manifests, or shown. Which are safe, and what they change, is `manifest`'s to say.

use super::difference::difference;
use super::exit::Exit;
use super::failure::CommandFailure;
use super::manifest_file::{ManifestFile, Staged};
use super::output::Output;
use super::validate_args::ValidateArgs;
use crate::manifest::{FixedFile, Loaded, ProjectRoot, fixed};
use crate::model::counted;
use crate::render::Form;

/// Writes the fixes, or shows them; the project as it is then, if there were any.
pub(super) fn run(
    root: &ProjectRoot,
    loaded: &Loaded,
    args: &ValidateArgs,
    load: impl Fn(&ProjectRoot) -> Result<Loaded, CommandFailure>,
    output: Output,
) -> Result<Option<Loaded>, CommandFailure> {
    if args.files.iter().any(|file| file == "-") {
        let message = "`--fix` cannot write a manifest from stdin";
        return Err(CommandFailure::new(Exit::Invalid, message)
            .with_hint("name the file: `vetform validate --fix FILE`"));
    }
    let fixed = fixed(root, loaded, load)?;
    let opened = fixed.files.iter().map(|file| open(root, loaded, file));
    let opened = opened.collect::<Result<Vec<_>, _>>()?;
    if args.diff {
        let diffs = opened.iter();
        let diffs = diffs.map(|(file, fixed)| difference(file, Some(&fixed.text)));
        output.delivers(Form::Text { painted: false }, &diffs.collect::<String>());
    } else {
        let staged = opened.iter();
        let staged = staged.map(|(file, fixed)| file.stage_as_it_is(&fixed.text));
        let staged: Vec<Staged<'_>> = staged.collect::<Result<_, _>>()?;
        staged.into_iter().try_for_each(Staged::commit)?;
    }
    output.say(&said(&fixed.files, args.diff));
    Ok(fixed.loaded)
}

/// The file on the disk, which has to be the one that was read.
fn open<'f>(
    root: &ProjectRoot,
    loaded: &Loaded,
    fixed: &'f FixedFile,
) -> Result<(ManifestFile, &'f FixedFile), CommandFailure> {
    let file = ManifestFile::open(root, &fixed.name)?;
    if loaded.sources.is_as_read(&fixed.name, file.text()) {
        Ok((file, fixed))
    } else {
        Err(file.changed_meanwhile())
    }
}

fn said(files: &[FixedFile], is_shown_only: bool) -> String {
    let problems: usize = files.iter().map(|file| file.made).sum();
    let verb = if is_shown_only { "would fix" } else { "fixed" };
    match problems {
        0 => "nothing that is safe to fix".to_owned(),
        problems => format!(
            "{verb} {} in {}",
            counted(problems, "problem"),
            counted(files.len(), "file")
        ),
    }
}

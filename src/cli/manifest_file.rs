//! Manifest files that commands write: never outside the project, never half, never over what somebody else has written
//! in the meantime.

use std::fs;
use std::io::{self, Write as _};

use camino::{Utf8Path, Utf8PathBuf};

use super::exit::Exit;
use super::failure::CommandFailure;
use crate::files::{self, INPUT_BYTES};
use crate::manifest::{CONFIG_FILE, Project, ProjectRoot, problems_of, problems_of_config};

const BYTE_ORDER_MARK: char = '\u{feff}';

/// A file of the project as it was read.
#[derive(Debug)]
pub(super) struct ManifestFile {
    /// Relative to the project.
    name: Utf8PathBuf,
    path: Utf8PathBuf,
    /// Its text; `None`: it is not there yet.
    before: Option<String>,
}

impl ManifestFile {
    /// Reads a file of the project, or finds the place for a new one.
    pub(super) fn open(root: &ProjectRoot, name: &Utf8Path) -> Result<Self, CommandFailure> {
        let failed = |error: io::Error| {
            CommandFailure::of_file(Exit::Failed, format!("cannot read {name}"), &error)
        };
        let wanted = root.as_path().join(name);
        let before = text_of(&wanted).map_err(failed)?;
        let home = root.as_path().canonicalize_utf8().map_err(failed)?;
        let path = if before.is_some() {
            wanted.canonicalize_utf8().map_err(failed)?
        } else {
            new_place(&wanted).map_err(failed)?
        };
        if !path.starts_with(&home) {
            return Err(CommandFailure::new(
                Exit::Failed,
                format!("{name} was not written: it is outside the project, at {path}"),
            )
            .with_hint("move the file into the project, or edit it by hand"));
        }
        Ok(Self {
            name: name.to_owned(),
            path,
            before,
        })
    }

    pub(super) fn name(&self) -> &Utf8Path {
        &self.name
    }

    pub(super) const fn is_new(&self) -> bool {
        self.before.is_none()
    }

    /// The text without a byte-order mark; empty if it is not there yet.
    pub(super) fn text(&self) -> &str {
        let text = self.before.as_deref().unwrap_or("");
        text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text)
    }

    /// Puts a new text in its place, in one step.
    pub(super) fn replace(
        &self,
        text: &str,
        project: Option<&Project>,
    ) -> Result<(), CommandFailure> {
        self.stage(text, project)?.commit()
    }

    /// Writes a new text beside the file, so that several files can be put in place once all of them are written. `project`: what
    /// its placeholders stand for.
    pub(super) fn stage(
        &self,
        text: &str,
        project: Option<&Project>,
    ) -> Result<Staged<'_>, CommandFailure> {
        let problems = match project {
            Some(project) if self.name == CONFIG_FILE => problems_of_config(&project.root, text),
            project => problems_of(&self.name, text, project),
        };
        if let Some(problem) = problems.first() {
            return Err(CommandFailure::new(
                Exit::Failed,
                format!("{} was not written, because it would be invalid: {}", self.name, problem.message),
            )
            .with_hint("a manifest cannot contain the live value as it is; change it in the web app, or leave it out"));
        }
        self.stage_as_it_is(text)
    }

    /// The same of a text that may still have problems: those that it had before.
    pub(super) fn stage_as_it_is(&self, text: &str) -> Result<Staged<'_>, CommandFailure> {
        self.check_unchanged()?;
        let has_mark = (self.before.as_ref()).is_some_and(|text| text.starts_with(BYTE_ORDER_MARK));
        let mark = if has_mark { "\u{feff}" } else { "" };
        Staged::write(self, &format!("{mark}{text}")).map_err(|error| self.cannot_write(&error))
    }

    /// Makes sure that it can be taken away together with what becomes of other files.
    pub(super) fn stage_removal(&self) -> Result<Staged<'_>, CommandFailure> {
        self.check_unchanged()?;
        Ok(Staged {
            file: self,
            beside: None,
            folders: Vec::new(),
        })
    }

    /// For whoever knows that the text is not the one that was worked from.
    pub(super) fn changed_meanwhile(&self) -> CommandFailure {
        let message = format!("{} was not written: it was changed meanwhile", self.name);
        CommandFailure::new(Exit::Failed, message).with_hint("run the command again")
    }

    fn check_unchanged(&self) -> Result<(), CommandFailure> {
        let now = text_of(&self.path).map_err(|error| self.cannot_write(&error))?;
        if now == self.before {
            Ok(())
        } else {
            Err(self.changed_meanwhile())
        }
    }

    fn cannot_write(&self, error: &io::Error) -> CommandFailure {
        CommandFailure::of_file(Exit::Failed, format!("cannot write {}", self.name), error)
    }
}

/// A text that is written beside the file that it is for, or that the file is to go. Dropped, it leaves nothing behind.
#[derive(Debug)]
pub(super) struct Staged<'f> {
    file: &'f ManifestFile,
    /// Hidden, so that it is never read as a manifest if it is left behind; `None`: the file is to go.
    beside: Option<Utf8PathBuf>,
    /// Folders that were made for it, outermost first.
    folders: Vec<Utf8PathBuf>,
}

impl<'f> Staged<'f> {
    fn write(file: &'f ManifestFile, text: &str) -> io::Result<Self> {
        let folder = file.path.parent().unwrap_or(Utf8Path::new("."));
        let missing = folder.ancestors().take_while(|folder| !folder.exists());
        let mut folders: Vec<Utf8PathBuf> = missing.map(Utf8Path::to_owned).collect();
        folders.reverse();
        let name = file.path.file_name().unwrap_or("manifest");
        let beside = folder.join(format!(".{name}.{}.new", std::process::id()));
        let staged = Self {
            file,
            beside: Some(beside.clone()),
            folders,
        };
        fs::create_dir_all(folder)?;
        let mut new = files::create_new(&beside)?;
        new.write_all(text.as_bytes())?;
        if let Ok(old) = fs::metadata(&file.path) {
            new.set_permissions(old.permissions())?;
        }
        new.sync_all()?;
        Ok(staged)
    }

    /// Puts it in its place.
    pub(super) fn commit(mut self) -> Result<(), CommandFailure> {
        self.file.check_unchanged()?;
        match &self.beside {
            Some(beside) => fs::rename(beside, &self.file.path),
            None => fs::remove_file(&self.file.path),
        }
        .map_err(|error| self.file.cannot_write(&error))?;
        self.folders.clear();
        Ok(())
    }
}

impl Drop for Staged<'_> {
    fn drop(&mut self) {
        // What went wrong is told; a left-over harms nobody. A folder that is not empty stays.
        if let Some(beside) = &self.beside {
            let _ = fs::remove_file(beside);
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// What the file holds, if there is one. A file that stands where a folder should be is told when the folder is made.
fn text_of(path: &Utf8Path) -> io::Result<Option<String>> {
    match files::read_text(path, INPUT_BYTES) {
        Ok(text) => Ok(Some(text)),
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) =>
        {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// The real path of a file that is not there, from the nearest folder that is.
fn new_place(wanted: &Utf8Path) -> io::Result<Utf8PathBuf> {
    let there = wanted.ancestors().skip(1).find(|folder| folder.exists());
    let there = there.ok_or_else(|| io::Error::other("none of its parent folders exists"))?;
    let rest = wanted.strip_prefix(there).unwrap_or(wanted);
    let is_plain = rest
        .components()
        .all(|part| matches!(part, camino::Utf8Component::Normal(_)));
    if !is_plain {
        return Err(io::Error::other("its path leads out of the project"));
    }
    Ok(there.canonicalize_utf8()?.join(rest))
}

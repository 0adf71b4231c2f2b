//! Which files a pull writes, and what they are to say.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::super::editor_schemas;
use super::super::exit::Exit;
use super::super::failure::CommandFailure;
use super::super::manifest_file::ManifestFile;
use super::super::output::Output;
use super::super::session::Session;
use crate::manifest::edit::edited;
use crate::manifest::{problems_of, schema};
use crate::pull::{ManifestEdits, NewManifest};
use crate::render::visible;

/// A file and what it is to say.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) file: ManifestFile,
    pub(super) text: String,
}

impl Draft {
    pub(super) fn is_changed(&self) -> bool {
        self.file.is_new() || self.file.text() != self.text
    }
}

/// The files of these manifests with their edits. A manifest that cannot be edited stays as it is, and that is said.
pub(super) fn edited_files<'a>(
    manifests: impl Iterator<Item = &'a ManifestEdits>,
    session: &Session,
    output: Output,
) -> Result<Vec<Draft>, CommandFailure> {
    let mut drafts: BTreeMap<&Utf8Path, Draft> = BTreeMap::new();
    for manifest in manifests {
        let ManifestEdits {
            address,
            origin,
            edits,
        } = manifest;
        if !drafts.contains_key(&*origin.file) {
            drafts.insert(&origin.file, as_loaded(session, &origin.file)?);
        }
        let Some(draft) = drafts.get_mut(&*origin.file) else {
            continue;
        };
        match edit(&draft.text, manifest) {
            Ok(text) => draft.text = text,
            Err(why) => output.insist(&visible(&format!(
                "{address}: {} stays as it is: {why}; edit it by hand ({} {})",
                origin.file,
                edits.len(),
                if edits.len() == 1 { "place" } else { "places" }
            ))),
        }
    }
    Ok(drafts.into_values().collect())
}

/// The edits were worked out from the text that was loaded, and fit no other.
fn as_loaded(session: &Session, name: &Utf8Path) -> Result<Draft, CommandFailure> {
    let file = ManifestFile::open(&session.root, name)?;
    let text = file.text().to_owned();
    if session.loaded.sources.is_as_read(name, &text) {
        Ok(Draft { file, text })
    } else {
        Err(file.changed_meanwhile())
    }
}

/// The text with a manifest's edits; why not, if it would be none that may stand there.
fn edit(text: &str, manifest: &ManifestEdits) -> Result<String, String> {
    let ManifestEdits { origin, edits, .. } = manifest;
    let after = edited(text, origin.document, edits).map_err(|error| error.to_string())?;
    match problems_of(&origin.file, &after).first() {
        Some(problem) => Err(format!(
            "what is live breaks a rule of manifests: {}",
            problem.message
        )),
        None => Ok(after),
    }
}

/// The files of manifests that are not there yet.
pub(super) fn new_files(
    manifests: &[NewManifest],
    session: &Session,
) -> Result<Vec<Draft>, CommandFailure> {
    if manifests.is_empty() {
        return Ok(Vec::new());
    }
    let folder = folder(session)?;
    let mut drafts = Vec::new();
    for manifest in manifests {
        let file = free_place(session, &folder.join(&manifest.path))?;
        check_is_read(session, file.name())?;
        let schema = schema::file_name(manifest.address.kind());
        let text = editor_schemas::line(file.name(), &schema) + &manifest.text;
        drafts.push(Draft { file, text });
    }
    Ok(drafts)
}

/// A manifest that nobody reads would be written anew at every pull, and applied never.
fn check_is_read(session: &Session, file: &Utf8Path) -> Result<(), CommandFailure> {
    let project = session.loaded.project.as_ref();
    let patterns = project
        .map(|project| project.config.manifests.as_slice())
        .unwrap_or_default();
    crate::manifest::is_read(&session.root, patterns, file).map_err(|why| {
        let message = format!("new manifests would not be read: {why}");
        CommandFailure::new(Exit::Invalid, message).with_hint(
            "no file was written; let .gitignore and `manifests:` in vetform.yaml read that folder, or name another one under \
             `manifests:`",
        )
    })
}

/// A file that is not there yet.
fn free_place(session: &Session, path: &Utf8Path) -> Result<ManifestFile, CommandFailure> {
    let stem = path.with_extension("");
    let mut number = 1;
    loop {
        let name = match number {
            1 => path.to_owned(),
            _ => Utf8PathBuf::from(format!("{stem}-{number}.yaml")),
        };
        if !session.root.as_path().join(&name).exists() {
            return ManifestFile::open(&session.root, &name);
        }
        number += 1;
    }
}

/// The first folder that the configuration reads.
fn folder(session: &Session) -> Result<Utf8PathBuf, CommandFailure> {
    let project = session.loaded.project.as_ref();
    let patterns = project
        .map(|project| project.config.manifests.as_slice())
        .unwrap_or_default();
    if patterns.is_empty() {
        return Ok(Utf8PathBuf::new());
    }
    let is_folder = |pattern: &&String| {
        let is_plain = !pattern.contains(['*', '?', '[', ']', '{', '}', '!']);
        let extension = Utf8Path::new(pattern).extension();
        let is_file = matches!(extension, Some("yaml" | "yml"));
        is_plain && !is_file
    };
    let folder = patterns.iter().find(is_folder).ok_or_else(|| {
        CommandFailure::new(
            Exit::Invalid,
            "`manifests:` in vetform.yaml names no folder to write new manifests into",
        )
        .with_hint("add a folder to it, for example `live`")
    })?;
    Ok(folder.trim_start_matches("./").trim_matches('/').into())
}

//! Which files a pull writes, and what they are to say.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::super::editor_schemas;
use super::super::exit::Exit;
use super::super::failure::CommandFailure;
use super::super::manifest_file::ManifestFile;
use super::super::session::Session;
use crate::manifest::edit::{Edit, edited};
use crate::manifest::{Project, problems_of, schema};
use crate::model::{Address, Origin, Pointer, SourcePath};
use crate::pull::{ManifestEdits, NewManifest};

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

/// A place of a manifest that says something else than what is live, and cannot be made to.
#[derive(Debug)]
pub(super) struct LeftPlace {
    pub(super) address: Address,
    pub(super) source: SourcePath,
    /// What was to be done there, and why it was not.
    pub(super) words: String,
}

/// The files of manifests with their edits.
#[derive(Debug, Default)]
pub(super) struct EditedFiles {
    pub(super) files: Vec<Draft>,
    /// The places that say what is live.
    pub(super) taken: Vec<(Address, SourcePath)>,
    /// The places that stay as they are.
    pub(super) left: Vec<LeftPlace>,
}

/// Makes the edits of these manifests that can be made.
pub(super) fn edited_files<'a>(
    manifests: impl Iterator<Item = &'a ManifestEdits>,
    session: &Session,
) -> Result<EditedFiles, CommandFailure> {
    let mut drafts: BTreeMap<&Utf8Path, Draft> = BTreeMap::new();
    let mut edited = EditedFiles::default();
    for manifest in manifests {
        let file = &*manifest.origin.file;
        if file.starts_with("..") {
            edited
                .left
                .extend(manifest.edits.iter().map(|edit| LeftPlace {
                    address: manifest.address.clone(),
                    source: manifest.origin.at(edit.at().clone()),
                    words: format!("{}: the file is outside the project", edit.words()),
                }));
            continue;
        }
        if !drafts.contains_key(file) {
            drafts.insert(file, as_loaded(session, file)?);
        }
        if let Some(draft) = drafts.get_mut(file) {
            let project = session.loaded.project.as_ref();
            draft.text = edit(&draft.text, manifest, project, &mut edited);
        }
    }
    edited.files = drafts.into_values().collect();
    Ok(edited)
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

/// The text with all edits of a manifest that can be made; the others are left.
fn edit(
    text: &str,
    manifest: &ManifestEdits,
    project: Option<&Project>,
    edited: &mut EditedFiles,
) -> String {
    let ManifestEdits {
        address,
        origin,
        edits,
    } = manifest;
    let place = |edit: &Edit| (address.clone(), origin.at(edit.at().clone()));
    if let Ok(all) = made(text, origin, edits, project) {
        edited.taken.extend(edits.iter().map(place));
        return all;
    }
    let mut kept: Vec<Edit> = Vec::new();
    let mut after = text.to_owned();
    for part in in_parts(edits) {
        let tried = [kept.as_slice(), &part].concat();
        match made(text, origin, &tried, project) {
            Ok(text) => (kept, after) = (tried, text),
            Err(why) => edited.left.extend(part.first().map(|first| LeftPlace {
                address: address.clone(),
                source: origin.at(first.at().clone()),
                words: format!("{}: {why}", first.words()),
            })),
        }
    }
    edited.taken.extend(kept.iter().map(place));
    after
}

fn made(
    text: &str,
    origin: &Origin,
    edits: &[Edit],
    project: Option<&Project>,
) -> Result<String, String> {
    let after = edited(text, origin.document, edits).map_err(|error| error.to_string())?;
    match problems_of(&origin.file, &after, project).first() {
        Some(problem) => Err(format!(
            "the live values are not valid in a manifest: {}",
            problem.message
        )),
        None => Ok(after),
    }
}

/// One by one; those within one question or step together.
fn in_parts(edits: &[Edit]) -> Vec<Vec<Edit>> {
    let mut parts: Vec<(Option<Pointer>, Vec<Edit>)> = Vec::new();
    for edit in edits {
        let item = edit.item();
        match parts.last_mut() {
            Some((known, edits)) if item.is_some() && *known == item => edits.push(edit.clone()),
            _ => parts.push((item, vec![edit.clone()])),
        }
    }
    parts.into_iter().map(|(_, edits)| edits).collect()
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
            "no file was written; change .gitignore and `manifests:` in vetform.yaml so that they include that \
            folder, or add another folder to `manifests:`",
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
        // What lies outside the project is read, and written by nobody here.
        if pattern.starts_with("../") {
            return false;
        }
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

//! Which files a pull writes, and what they are to say.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::super::editor_schemas;
use super::super::exit::Exit;
use super::super::failure::CommandFailure;
use super::super::manifest_file::ManifestFile;
use super::super::session::Session;
use super::layout::Layout;
use super::prune::some_of;
use crate::manifest::edit::{Edit, Yaml, edited, without_document};
use crate::manifest::{
    CONFIG_FILE, Keeping, Project, keeping_placeholders, problems_of, problems_of_config, schema,
};
use crate::model::{Address, Origin, Pointer, Segment, SourcePath};
use crate::pull::{Gone, ManifestEdits, NewManifest};

/// A file and what it is to say.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) file: ManifestFile,
    /// `None`: it is to go.
    pub(super) text: Option<String>,
}

impl Draft {
    pub(super) fn is_changed(&self) -> bool {
        self.file.is_new() || self.text.as_deref() != Some(self.file.text())
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
    /// The first of those that stay because other workspaces have the manifest, too.
    pub(super) shared: Option<SourcePath>,
}

/// Makes the edits of these manifests that can be made.
pub(super) fn edited_files<'a>(
    manifests: impl Iterator<Item = &'a ManifestEdits>,
    session: &Session,
    everywhere: bool,
) -> Result<EditedFiles, CommandFailure> {
    let mut drafts: BTreeMap<&Utf8Path, Draft> = BTreeMap::new();
    let mut edited = EditedFiles::default();
    let mut values = Vec::new();
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
        let project = session.loaded.project.as_ref();
        let draft = drafts.get_mut(file);
        let text = draft.and_then(|draft| draft.text.as_mut());
        if let (Some(text), Some(project)) = (text, project) {
            let (manifest, of_values) = kept(text, manifest, project, session, &mut edited);
            let manifest = if everywhere {
                manifest
            } else {
                of_here_alone(manifest, session, &mut edited)
            };
            *text = edit(text, &manifest, Some(project), &mut edited);
            values.extend(of_values);
        }
    }
    edited.files = drafts.into_values().collect();
    let config = config_with(values, session, &mut edited)?;
    edited.files.extend(config);
    Ok(edited)
}

/// A place of a manifest, and the edit of vetform.yaml that makes it say what is live.
type OfValue = (Address, SourcePath, Edit);

/// The edits that leave the manifest's placeholders alone, and those of values that only it takes.
fn kept(
    text: &str,
    manifest: &ManifestEdits,
    project: &Project,
    session: &Session,
    edited: &mut EditedFiles,
) -> (ManifestEdits, Vec<OfValue>) {
    let ManifestEdits {
        address,
        origin,
        edits,
    } = manifest;
    let is_alone = |name: &str| session.loaded.takes_once(name);
    let keeping = keeping_placeholders(text, origin, edits, project, &is_alone);
    let Keeping {
        edits,
        of_values,
        left,
    } = keeping;
    edited
        .left
        .extend(left.into_iter().map(|(at, words)| LeftPlace {
            address: address.clone(),
            source: origin.at(at),
            words,
        }));
    let of_values = of_values.into_iter();
    let of_values = of_values.map(|(at, edit)| (address.clone(), origin.at(at), edit));
    let manifest = ManifestEdits {
        edits,
        ..manifest.clone()
    };
    (manifest, of_values.collect())
}

/// What other workspaces have, too, is not made another there for what was changed in this one: those edits are left.
fn of_here_alone(
    manifest: ManifestEdits,
    session: &Session,
    edited: &mut EditedFiles,
) -> ManifestEdits {
    let others = session.loaded.others(Some(&manifest.origin));
    if others.is_empty() {
        return manifest;
    }
    let is_of_spec = |edit: &Edit| {
        let first = edit.at().segments().first();
        matches!(first, Some(Segment::Key(key)) if key == "spec")
    };
    let (left, edits): (Vec<Edit>, Vec<Edit>) = manifest.edits.into_iter().partition(is_of_spec);
    let verb = if others.len() == 1 { "has" } else { "have" };
    for edit in left {
        let source = manifest.origin.at(edit.at().clone());
        edited.shared.get_or_insert_with(|| source.clone());
        edited.left.push(LeftPlace {
            address: manifest.address.clone(),
            source,
            words: format!(
                "{}: {} {verb} this manifest, too, and would be changed with it",
                edit.words(),
                some_of(&others)
            ),
        });
    }
    ManifestEdits { edits, ..manifest }
}

/// vetform.yaml with these values, one by one: what cannot be made is left.
fn config_with(
    values: Vec<OfValue>,
    session: &Session,
    edited: &mut EditedFiles,
) -> Result<Option<Draft>, CommandFailure> {
    if values.is_empty() {
        return Ok(None);
    }
    let mut draft = as_loaded(session, Utf8Path::new(CONFIG_FILE))?;
    let mut now = draft.file.text().to_owned();
    for (address, source, edit) in values {
        let after = made_in_config(&now, &edit, session);
        match after {
            Ok(text) => {
                now = text;
                edited.taken.push((address, source));
            }
            Err(why) => edited.left.push(LeftPlace {
                address,
                source,
                words: format!("{} in {CONFIG_FILE}: {why}", edit.words()),
            }),
        }
    }
    draft.text = Some(now);
    Ok(Some(draft))
}

/// Takes the manifests of what is gone out of their files; which of them could not be taken out, and why. A file in which nothing
/// is left goes.
pub(super) fn without<'g>(
    gone: impl Iterator<Item = &'g Gone>,
    session: &Session,
    edited: &mut EditedFiles,
) -> Result<Vec<(Address, String)>, CommandFailure> {
    let mut gone: Vec<&Gone> = gone.collect();
    // The last one first: those before it keep their numbers.
    gone.sort_by(|one, other| other.origin.cmp(&one.origin));
    let mut left = Vec::new();
    for one in gone {
        let name = &*one.origin.file;
        let known = edited
            .files
            .iter()
            .position(|draft| draft.file.name() == name);
        let at = if let Some(at) = known {
            at
        } else {
            edited.files.push(as_loaded(session, name)?);
            edited.files.len() - 1
        };
        let Some(text) = edited.files[at].text.take() else {
            continue;
        };
        edited.files[at].text = match without_document(&text, one.origin.document) {
            Ok(rest) => rest,
            Err(error) => {
                left.push((one.address.clone(), format!("remove it by hand: {error}")));
                Some(text)
            }
        };
    }
    Ok(left)
}

fn made_in_config(text: &str, edit: &Edit, session: &Session) -> Result<String, String> {
    let after = document_edited(text, edit)?;
    let problems = problems_of_config(&session.root, &after);
    match problems.first() {
        Some(problem) => Err(problem.message.clone()),
        None => Ok(after),
    }
}

fn document_edited(text: &str, edit: &Edit) -> Result<String, String> {
    edited(text, 0, std::slice::from_ref(edit)).map_err(|error| error.to_string())
}

/// The edits were worked out from the text that was loaded, and fit no other.
fn as_loaded(session: &Session, name: &Utf8Path) -> Result<Draft, CommandFailure> {
    let file = ManifestFile::open(&session.root, name)?;
    let text = file.text().to_owned();
    if session.loaded.sources.is_as_read(name, &text) {
        let text = Some(text);
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
    everywhere: bool,
) -> Result<Vec<Draft>, CommandFailure> {
    if manifests.is_empty() {
        return Ok(Vec::new());
    }
    let layout = Layout::of(session);
    let is_shared = !everywhere && !session.loaded.others(None).is_empty();
    let mut drafts = Vec::new();
    for manifest in manifests {
        let file = free_place(session, &layout.place(manifest)?, &drafts)?;
        check_is_read(session, file.name())?;
        let schema = schema::file_name(manifest.address.kind());
        let text = if is_shared {
            only_in(&session.workspace.name, &manifest.text)?
        } else {
            manifest.text.clone()
        };
        let text = editor_schemas::line(file.name(), &schema) + &text;
        let text = Some(text);
        drafts.push(Draft { file, text });
    }
    Ok(drafts)
}

/// A manifest that is for one workspace: what is live there, others need not have.
fn only_in(workspace: &str, text: &str) -> Result<String, CommandFailure> {
    let at = Pointer::root().key("metadata").key("workspaces");
    let edit = Edit::Set(at, Yaml::texts([workspace]));
    document_edited(text, &edit).map_err(|why| CommandFailure::new(Exit::Failed, why))
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
fn free_place(
    session: &Session,
    path: &Utf8Path,
    drafts: &[Draft],
) -> Result<ManifestFile, CommandFailure> {
    let stem = path.with_extension("");
    let mut number = 1;
    loop {
        let name = match number {
            1 => path.to_owned(),
            _ => Utf8PathBuf::from(format!("{stem}-{number}.yaml")),
        };
        let is_taken = drafts.iter().any(|draft| draft.file.name() == name);
        if !is_taken && !session.root.as_path().join(&name).exists() {
            return ManifestFile::open(&session.root, &name);
        }
        number += 1;
    }
}

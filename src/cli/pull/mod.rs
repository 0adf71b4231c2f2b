//! `invigil pull`: what is live, into the manifests. Holds a client that has no way to write; files are the only thing
//! that it changes, and only with `--write`.

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};

use super::args::{Global, PullArgs};
use super::exit::Exit;
use super::failure::CommandFailure;
use super::manifest_file::ManifestFile;
use super::output::Output;
use super::planning::{policy, unreadable_or_mistaken};
use super::session::Session;
use super::systems::{Systems, needed};
use crate::apply::look_at_all;
use crate::diagnostic::nearest;
use crate::manifest::edit::edited;
use crate::manifest::{problems_of, shown};
use crate::model::{Address, Live, System};
use crate::plan::plan;
use crate::pull::{Drifted, Found, ManifestEdits, Scene, drifted, live_ids, unmanaged};
use crate::render::visible;
use crate::state::Recorded;

pub(super) async fn run(
    global: &Global,
    args: &PullArgs,
    output: Output,
) -> Result<Exit, CommandFailure> {
    let session = Session::open(global, output)?;
    let recorded = session.state()?.load().await?;
    let systems = if args.addresses.is_empty() {
        BTreeSet::from(System::ALL)
    } else {
        let asked = args.addresses.iter().map(|address| address.kind().system());
        asked.chain(needed(&session, &recorded)).collect()
    };
    let systems = Systems::connect_to(&session, &systems, output, None).await?;
    let looked = look_at_all(
        &systems.readers(),
        &session.desired,
        &recorded,
        policy(&session),
    )
    .await;
    systems.close().await;
    let live = looked.map_err(|error| unreadable_or_mistaken(&session, error))?;
    let pull = Pull {
        session: &session,
        args,
        output,
    };
    let files = pull.files(&live, &recorded)?;
    pull.deliver(&files)
}

/// One pull.
struct Pull<'a> {
    session: &'a Session,
    args: &'a PullArgs,
    output: Output,
}

/// A file and what it is to say.
struct Draft {
    file: ManifestFile,
    text: String,
}

impl Pull<'_> {
    fn is_wanted(&self, address: &Address) -> bool {
        self.args.addresses.is_empty() || self.args.addresses.contains(address)
    }

    fn files(&self, live: &Live, recorded: &Recorded) -> Result<Vec<Draft>, CommandFailure> {
        let desired = &self.session.desired;
        let plan = plan(desired, live, recorded, policy(self.session))?;
        let ids = live_ids(desired, live, recorded, &plan);
        let found = unmanaged(desired, live, recorded, &ids, &|address| {
            self.is_wanted(address)
        });
        let drifted = drifted(Scene {
            desired,
            live,
            recorded,
            plan: &plan,
            names: &found.names,
            ids: &ids,
        });
        self.check_addresses(&found)?;
        self.tell_what_is_left(&found, &drifted);
        let mut files = self.edited_files(&drifted.manifests)?;
        files.extend(self.new_files(&found)?);
        Ok(files)
    }

    /// Refuses an address that is neither a manifest's nor that of something live.
    fn check_addresses(&self, found: &Found) -> Result<(), CommandFailure> {
        let of_manifests = self.session.desired.addresses();
        let new = found.manifests.iter().map(|manifest| &manifest.address);
        let known: BTreeSet<&Address> = of_manifests.chain(new).collect();
        let unknown = self
            .args
            .addresses
            .iter()
            .find(|address| !known.contains(address));
        let Some(unknown) = unknown.map(ToString::to_string) else {
            return Ok(());
        };
        let known: Vec<String> = known.iter().map(ToString::to_string).collect();
        let failure = CommandFailure::new(
            Exit::Invalid,
            format!("neither a manifest nor anything live has the address {unknown}"),
        );
        Err(match nearest(&unknown, known.iter().map(String::as_str)) {
            Some(near) => failure.with_hint(format!("did you mean {near}?")),
            None => failure.with_hint("`invigil pull` without an address shows all that it finds"),
        })
    }

    fn tell_what_is_left(&self, found: &Found, drifted: &Drifted) {
        for (address, why) in &drifted.left {
            self.output.say(&visible(&format!("{address}: {why}")));
        }
        for words in &found.left {
            self.output.say(&visible(words));
        }
    }

    fn edited_files(&self, manifests: &[ManifestEdits]) -> Result<Vec<Draft>, CommandFailure> {
        let mut drafts: BTreeMap<&Utf8Path, Draft> = BTreeMap::new();
        for manifest in manifests {
            let ManifestEdits {
                address,
                origin,
                edits,
            } = manifest;
            if !self.is_wanted(address) {
                continue;
            }
            if !drafts.contains_key(&*origin.file) {
                let file = ManifestFile::open(&self.session.root, &origin.file)?;
                let text = file.text().to_owned();
                drafts.insert(&origin.file, Draft { file, text });
            }
            let Some(draft) = drafts.get_mut(&*origin.file) else {
                continue;
            };
            match edit(&draft.text, manifest) {
                Ok(text) => draft.text = text,
                Err(why) => self.output.insist(&visible(&format!(
                    "{address}: {} stays as it is: {why}; edit it by hand ({} {})",
                    origin.file,
                    edits.len(),
                    if edits.len() == 1 { "place" } else { "places" }
                ))),
            }
        }
        Ok(drafts.into_values().collect())
    }

    fn new_files(&self, found: &Found) -> Result<Vec<Draft>, CommandFailure> {
        if found.manifests.is_empty() {
            return Ok(Vec::new());
        }
        let folder = self.folder()?;
        let mut drafts = Vec::new();
        for manifest in &found.manifests {
            let path = folder.join(&manifest.path);
            let file = self.free_place(&path)?;
            let text = manifest.text.clone();
            drafts.push(Draft { file, text });
        }
        Ok(drafts)
    }

    /// A file that is not there yet.
    fn free_place(&self, path: &Utf8Path) -> Result<ManifestFile, CommandFailure> {
        let stem = path.with_extension("");
        let mut number = 1;
        loop {
            let name = match number {
                1 => path.to_owned(),
                _ => Utf8PathBuf::from(format!("{stem}-{number}.yaml")),
            };
            if !self.session.root.as_path().join(&name).exists() {
                return ManifestFile::open(&self.session.root, &name);
            }
            number += 1;
        }
    }

    /// The first folder that the configuration reads.
    fn folder(&self) -> Result<Utf8PathBuf, CommandFailure> {
        let project = self.session.loaded.project.as_ref();
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
                "`manifests:` in invigil.yaml names no folder to write new manifests into",
            )
            .with_hint("add a folder to it, for example `live`")
        })?;
        Ok(folder.trim_start_matches("./").trim_matches('/').into())
    }

    fn deliver(&self, files: &[Draft]) -> Result<Exit, CommandFailure> {
        let changed = files.iter().filter(|draft| draft.file.text() != draft.text);
        let changed: Vec<&Draft> = changed.collect();
        if changed.is_empty() {
            self.output
                .say("the manifests say what is live: nothing to pull");
        }
        for Draft { file, text } in changed {
            if self.args.write {
                file.replace(text)?;
                self.output.result(&format!("{}\n", file.name()));
            } else {
                self.output.result(&difference(file, text));
            }
        }
        Ok(Exit::Done)
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

/// As `diff -u` shows it. People's addresses that stand near are hidden.
fn difference(file: &ManifestFile, text: &str) -> String {
    let (before, after) = (shown(file.text()), shown(text));
    let name = file.name();
    let old = if file.is_new() {
        "/dev/null".to_owned()
    } else {
        format!("a/{name}")
    };
    let diff = similar::TextDiff::from_lines(&*before, &*after);
    let mut unified = diff.unified_diff();
    let unified = unified.header(&old, &format!("b/{name}")).to_string();
    unified
        .split_inclusive('\n')
        .map(|line| match line.strip_suffix('\n') {
            Some(line) => format!("{}\n", visible(line)),
            None => visible(line).into_owned(),
        })
        .collect()
}

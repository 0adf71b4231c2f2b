//! The configuration: vetform.yaml, and the workspaces that stand in files of their own. What a manifest says is not looked at.
//!
//! Where keys go and where a state lies is decided by whoever may change the configuration: with `--config-from` all of it is
//! from there, and what the working tree says otherwise is told.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use camino::{Utf8Path, Utf8PathBuf};

use super::config::{Config, read_config, read_workspaces};
use super::discover::{beside, is_named, manifest_files};
use super::file_text::Unread;
use super::names::CONFIG_FILE;
use super::project::ProjectRoot;
use super::resolve::digest;
use super::side_by_side::side_by_side;
use super::sources::Sources;
use super::together::together;
use super::trusted::TrustedConfig;
use super::walk::is_yaml;
use crate::diagnostic::{Code, Diagnostic, Place, Severity};

/// What was read of the configuration. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(super) struct Configuration {
    /// `None` if there is an error.
    pub(super) config: Option<Arc<Config>>,
    pub(super) problems: Vec<Diagnostic>,
    /// The files of the configuration, with credentials masked.
    pub(super) texts: Texts,
    pub(super) found: Arc<Found>,
}

/// Read when it is asked for first.
#[derive(Debug, Clone, Default)]
pub(super) struct SharedConfiguration(Arc<OnceLock<Configuration>>);

/// It says nothing of its own: what it holds is in the files.
impl PartialEq for SharedConfiguration {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for SharedConfiguration {}

impl Configuration {
    /// The texts, to find places in.
    pub(super) fn sources(&self) -> Sources {
        let mut sources = Sources::default();
        for (file, text) in &self.texts {
            sources.add(file.clone(), Arc::clone(text), None);
        }
        sources
    }
}

/// The manifest files, and what was read of them in search of workspaces.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) files: Vec<Utf8PathBuf>,
    /// What could not be looked at.
    pub(super) problems: Vec<Diagnostic>,
    /// Files that could not be read: a workspace may stand there.
    pub(super) unread: Vec<Diagnostic>,
    pub(super) texts: HashMap<Utf8PathBuf, Arc<str>>,
}

/// Reads it, or takes what was read already.
pub(super) fn read_configuration(root: &ProjectRoot) -> Configuration {
    match &root.shared {
        Some(SharedConfiguration(read)) => read.get_or_init(|| read_anew(root)).clone(),
        None => read_anew(root),
    }
}

/// A digest of all that is written in the configuration and in manifest files, and of `more`. What they name is not read.
pub fn digest_of_texts(root: &ProjectRoot, more: &str) -> String {
    let Configuration { texts, found, .. } = read_configuration(root);
    let mut all: Vec<(&Utf8Path, &str)> = found
        .texts
        .iter()
        .chain(texts.iter().map(|(file, text)| (file, text)))
        .map(|(file, text)| (file.as_path(), &**text))
        .collect();
    all.push((Utf8Path::new(""), more));
    all.sort_unstable();
    digest(all.into_iter())
}

fn read_anew(root: &ProjectRoot) -> Configuration {
    let here = root.text(Utf8Path::new(CONFIG_FILE));
    let mut changes = None;
    let text = match (&root.trusted, here) {
        (Some(trusted), here) => {
            let is_other = here.ok().as_ref() != Some(&trusted.text);
            changes = is_other.then(|| changed(root, trusted));
            Arc::clone(&trusted.text)
        }
        (None, Ok(text)) => text,
        (None, Err(unread)) => {
            let Unread { problem, shown } = *unread;
            // What else is wrong with it depends on what was lost; credentials are masked all the same.
            let masked = shown.map(|text| read_config(root.as_path(), &text).text);
            return Configuration {
                problems: vec![problem],
                texts: masked
                    .map(|text| (CONFIG_FILE.into(), text))
                    .into_iter()
                    .collect(),
                ..Configuration::default()
            };
        }
    };
    let mut configuration = configuration_of(root, &text);
    configuration.problems.splice(0..0, changes);
    configuration
}

/// The same with this text of vetform.yaml.
pub(super) fn configuration_of(root: &ProjectRoot, text: &Arc<str>) -> Configuration {
    let read = read_config(root.as_path(), text);
    let mut all = Configuration {
        problems: read.problems,
        texts: vec![(CONFIG_FILE.into(), read.text)],
        ..Configuration::default()
    };
    let Some(config) = read.config else {
        return all;
    };
    let found = find(root, &config.manifests);
    let (files, warnings) = files_with_workspaces(root, &config, &found);
    let mut more = Vec::new();
    for (file, text) in files {
        if let Some(read) = read_workspaces(root.as_path(), &file, &text, &config.values) {
            all.problems.extend(read.problems);
            all.texts.push((file, read.text));
            more.extend(read.workspaces);
        }
    }
    all.found = Arc::new(found);
    // What is missing may stand in a document with an error.
    let is_fine = |problem: &Diagnostic| problem.severity == Severity::Warning;
    if all.problems.iter().all(is_fine) {
        let (config, wrong) = together(config, more, &all.sources());
        all.config = wrong.is_empty().then(|| Arc::new(config));
        all.problems.extend(wrong);
    }
    all.problems.extend(warnings);
    all
}

/// Every file that can hold a manifest, and its text.
fn find(root: &ProjectRoot, patterns: &[String]) -> Found {
    let (mut files, problems) = match &root.cache {
        Some(cache) => cache.listing(patterns, || manifest_files(root, patterns)),
        None => manifest_files(root, patterns),
    };
    let unsaved = root.only_in_buffers();
    let unsaved = unsaved.filter(|file| is_yaml(file.as_std_path()));
    files.extend(
        unsaved
            .filter(|file| is_named(root.as_path(), patterns, file))
            .cloned(),
    );
    files.sort();
    files.dedup();
    let read = side_by_side(&files, |file| root.text(file));
    let mut found = Found {
        problems,
        ..Found::default()
    };
    for (file, read) in files.iter().zip(read) {
        match read {
            Ok(text) => _ = found.texts.insert(file.clone(), text),
            Err(unread) => found.unread.push(unread.problem),
        }
    }
    found.files = files;
    found
}

type Texts = Vec<(Utf8PathBuf, Arc<str>)>;

/// The files in which a workspace may stand; and what to say of those in the working tree, if others are used.
fn files_with_workspaces(
    root: &ProjectRoot,
    config: &Config,
    found: &Found,
) -> (Texts, Vec<Diagnostic>) {
    let manifests = found.files.iter();
    let manifests =
        manifests.filter_map(|file| Some((file.clone(), Arc::clone(found.texts.get(file)?))));
    let others = beside(root)
        .into_iter()
        .filter(|file| !found.texts.contains_key(file));
    let others = others.filter_map(|file| {
        // What cannot be read and is no manifest is nobody's concern.
        let text = root.text(&file).ok()?;
        Some((file, text))
    });
    let here: Texts = manifests.chain(others).collect();
    let Some(trusted) = &root.trusted else {
        return (here, Vec::new());
    };
    let has_some = |(file, text): &(Utf8PathBuf, Arc<str>)| {
        read_workspaces(root.as_path(), file, text, &config.values).is_some()
    };
    let here: Texts = here.into_iter().filter(has_some).collect();
    let there = match trusted.workspace_files(root.as_path(), &config.manifests) {
        Ok(there) => there,
        Err(error) => {
            return (
                Vec::new(),
                vec![Diagnostic::error(Code::InvalidConfig, error.to_string())],
            );
        }
    };
    let there: Texts = there.into_iter().filter(has_some).collect();
    let other = here
        .iter()
        .filter(|file| !there.contains(file))
        .map(|(file, _)| file);
    let gone = there.iter().map(|(file, _)| file);
    let gone = gone.filter(|file| !here.iter().any(|(here, _)| here == *file));
    let warnings = other
        .chain(gone)
        .map(|file| workspaces_changed(file, trusted))
        .collect();
    let named = there.into_iter().map(|(file, text)| {
        let is_same = found.texts.get(&file).is_some_and(|here| *here == text);
        // Of a file that says something else here, snippets would be cut from the wrong text.
        let shown = if is_same {
            file
        } else {
            format!("{}:{file}", trusted.short()).into()
        };
        (shown, text)
    });
    (named.collect(), warnings)
}

/// The working tree has another configuration, or none.
fn changed(root: &ProjectRoot, trusted: &TrustedConfig) -> Diagnostic {
    let words = format!(
        "{CONFIG_FILE} in the working tree differs from the one in use, from {}",
        trusted.words()
    );
    let problem = not_used(words);
    let file = root.config_file();
    // No line of it: the text that snippets are cut from is the other one.
    if file.is_file() {
        problem.at(Place {
            file: CONFIG_FILE.into(),
            span: None,
        })
    } else {
        problem
    }
}

fn workspaces_changed(file: &Utf8Path, trusted: &TrustedConfig) -> Diagnostic {
    let words = format!(
        "the workspaces of {file} in the working tree differ from those in use, from {}",
        trusted.words()
    );
    not_used(words).at(Place {
        file: file.to_owned(),
        span: None,
    })
}

fn not_used(words: String) -> Diagnostic {
    Diagnostic::warning(Code::ConfigChanged, words)
        .with_help("this run does not use it; review its changes, which take effect once merged")
}

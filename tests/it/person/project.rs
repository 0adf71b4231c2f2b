//! The project of a person: its files, its variables of the environment, its state as time passes.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::SystemTime;

use camino::{Utf8Path, Utf8PathBuf};
use insta::internals::SettingsBindDropGuard;
use tempfile::TempDir;

use super::redactions::redact;
use super::systems::System;

/// A project, who works on it, and what they can reach.
pub(crate) struct Person {
    pub(super) folder: TempDir,
    pub(super) environment: Vec<(String, String)>,
    pub(super) system: Option<System>,
    _redactions: SettingsBindDropGuard,
}

impl Person {
    /// In an empty project folder.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["project", "home"] {
            std::fs::create_dir(folder.path().join(name)).unwrap();
        }
        Self {
            folder,
            environment: Vec::new(),
            system: None,
            _redactions: redact(),
        }
    }

    /// With a copy of `examples/NAME`.
    pub(crate) fn with_example(name: &str) -> Self {
        let person = Self::new();
        let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
        copy(&examples.join(name), person.path("").as_std_path());
        person
    }

    /// With these manifests in `all.yaml`.
    #[must_use]
    pub(crate) fn with_manifests(self, text: &str) -> Self {
        self.write("all.yaml", text);
        self
    }

    /// With a variable of the environment.
    #[must_use]
    pub(crate) fn with_env(mut self, name: &str, value: &str) -> Self {
        self.set_env(name, value);
        self
    }

    /// With a name to commit by.
    #[must_use]
    pub(crate) fn with_git(self) -> Self {
        self.with_env("GIT_CONFIG_NOSYSTEM", "1")
            .with_env("GIT_AUTHOR_NAME", "Kim")
            .with_env("GIT_AUTHOR_EMAIL", "kim@example.com")
            .with_env("GIT_COMMITTER_NAME", "Kim")
            .with_env("GIT_COMMITTER_EMAIL", "kim@example.com")
    }

    /// From now on.
    pub(crate) fn set_env(&mut self, name: &str, value: &str) {
        self.environment.retain(|(known, _)| known != name);
        self.environment.push((name.to_owned(), value.to_owned()));
    }

    pub(crate) fn path(&self, name: &str) -> Utf8PathBuf {
        let root = Utf8Path::from_path(self.folder.path()).unwrap();
        root.join("project").join(name)
    }

    /// A path beside the project.
    pub(crate) fn neighbour(&self, name: &str) -> Utf8PathBuf {
        let folder = Utf8Path::from_path(self.folder.path()).unwrap();
        folder.join(name)
    }

    /// Writes a file of the project.
    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    #[track_caller]
    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// Puts one text in the place of another that stands exactly once in the file.
    #[track_caller]
    pub(crate) fn edit(&self, name: &str, from: &str, to: &str) {
        let text = self.read(name);
        assert_eq!(text.matches(from).count(), 1, "{from:?} in {name}");
        self.write(name, &text.replace(from, to));
    }

    /// The same in `all.yaml`.
    #[track_caller]
    pub(crate) fn changes(&self, from: &str, to: &str) {
        self.edit("all.yaml", from, to);
    }

    /// What somebody does who deletes the state.
    pub(crate) fn lose_state(&self) {
        std::fs::remove_dir_all(self.path("vetform.state")).unwrap();
    }

    /// More than ten minutes, as the state sees it: what was written has had its time to show.
    pub(crate) fn some_time_passes(&self) {
        for entry in std::fs::read_dir(self.path("vetform.state")).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "json") {
                continue;
            }
            age(Utf8Path::from_path(&path).unwrap());
        }
    }

    /// Every file below the project, with its text (or its length) and when it was last written.
    pub(crate) fn files(&self) -> BTreeMap<Utf8PathBuf, (Vec<u8>, SystemTime)> {
        let mut files = BTreeMap::new();
        list(&self.path(""), &mut files);
        files
    }
}

/// Makes a state think that everything in it was written long ago.
pub(crate) fn age(path: &Utf8Path) {
    let text = std::fs::read_to_string(path).unwrap();
    let is_time = |line: &str| {
        ["created", "written", "entered"]
            .iter()
            .any(|name| line.trim_start().starts_with(&format!("\"{name}\": \"2")))
    };
    let lines = text.lines().map(|line| match line.split_once(": \"") {
        Some((name, value)) if is_time(line) => {
            let comma = if value.ends_with(',') { "," } else { "" };
            format!("{name}: \"2020-01-01T00:00:00Z\"{comma}\n")
        }
        _ => format!("{line}\n"),
    });
    std::fs::write(path, lines.collect::<String>()).unwrap();
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if matches!(
            entry.file_name().to_str(),
            Some(".vetform" | "vetform.state")
        ) {
            continue;
        }
        if source.is_dir() {
            copy(&source, &target);
        } else {
            std::fs::copy(&source, &target).unwrap();
        }
    }
}

fn list(folder: &Utf8Path, files: &mut BTreeMap<Utf8PathBuf, (Vec<u8>, SystemTime)>) {
    for entry in folder.read_dir_utf8().unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            list(entry.path(), files);
        } else {
            let written = entry.metadata().unwrap().modified().unwrap();
            files.insert(
                entry.path().to_owned(),
                (std::fs::read(entry.path()).unwrap(), written),
            );
        }
    }
}

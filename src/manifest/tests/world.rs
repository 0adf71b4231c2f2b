//! A project in a temporary folder.

use camino::{Utf8Path, Utf8PathBuf};

use crate::manifest::{Loaded, find_project, load};
use crate::render::diagnostics;

pub(super) const CONFIG: &str = "\
apiVersion: invigil/v1
kind: Config
workspaces:
  local:
    sandbox: {}
";

/// Files, written as they are added.
pub(super) struct World {
    _folder: tempfile::TempDir,
    root: Utf8PathBuf,
}

impl World {
    /// A project with a configuration that has one workspace, `local`.
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = Utf8Path::from_path(folder.path()).unwrap().to_owned();
        let world = Self {
            _folder: folder,
            root,
        };
        world.file("invigil.yaml", CONFIG)
    }

    pub(super) fn file(self, path: &str, text: impl AsRef<[u8]>) -> Self {
        let path = self.root.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        self
    }

    pub(super) fn root(&self) -> &Utf8Path {
        &self.root
    }

    pub(super) fn load(&self) -> Loaded {
        self.load_in(None)
    }

    pub(super) fn load_in(&self, workspace: Option<&str>) -> Loaded {
        let root = find_project(&self.root, None).unwrap();
        load(&root, workspace)
    }

    /// What a person reads.
    pub(super) fn say(&self) -> String {
        self.say_in(None)
    }

    pub(super) fn say_in(&self, workspace: Option<&str>) -> String {
        let loaded = self.load_in(workspace);
        assert!(loaded.desired.is_none() || !loaded.has_errors());
        let text = diagnostics::human(&loaded.problems, &loaded.sources, 100, false);
        text.replace(self.root.as_str(), "ROOT")
    }
}

/// What a person reads about one manifest file.
pub(super) fn say(manifest: &str) -> String {
    World::new().file("a.yaml", manifest).say()
}

/// What a person reads about a configuration.
pub(super) fn say_config(config: &str) -> String {
    World::new().file("invigil.yaml", config).say()
}

/// An assessment that is right, with these further lines in its `spec`.
pub(super) fn assessment(name: &str, lines: &str) -> String {
    let mut text = format!(
        "apiVersion: taptalent/v1\nkind: Assessment\nmetadata: {{ name: {name} }}\nspec:\n  title: Voice\n  hiringForRole: Engineer\n  purposeOfInterview: Evaluate technical depth.\n"
    );
    for line in lines.lines() {
        text.push_str("  ");
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// A flow that is right but for these steps.
pub(super) fn flow(name: &str, steps: &str) -> String {
    let mut text = format!(
        "apiVersion: taptalent/v1\nkind: Flow\nmetadata: {{ name: {name} }}\nspec:\n  flowName: Screen\n  steps:\n"
    );
    for line in steps.lines() {
        text.push_str("    ");
        text.push_str(line);
        text.push('\n');
    }
    text
}

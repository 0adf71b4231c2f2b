//! A project in a temporary folder.

use camino::{Utf8Path, Utf8PathBuf};

use crate::diagnostic::Diagnostic;
use crate::manifest::{Loaded, find_project, load};
use crate::render::diagnostics;

pub(in crate::manifest) const CONFIG: &str = "\
apiVersion: vetform/v1
kind: Config
workspaces:
  local:
    sandbox: {}
";

/// Files, written as they are added.
pub(in crate::manifest) struct World {
    _folder: tempfile::TempDir,
    root: Utf8PathBuf,
}

impl World {
    /// A project with a configuration that has one workspace, `local`.
    pub(in crate::manifest) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = Utf8Path::from_path(folder.path()).unwrap().to_owned();
        let world = Self {
            _folder: folder,
            root,
        };
        world.file("vetform.yaml", CONFIG)
    }

    pub(in crate::manifest) fn file(self, path: &str, text: impl AsRef<[u8]>) -> Self {
        let path = self.root.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        self
    }

    pub(in crate::manifest) fn root(&self) -> &Utf8Path {
        &self.root
    }

    pub(in crate::manifest) fn load(&self) -> Loaded {
        self.load_in(None)
    }

    pub(in crate::manifest) fn load_in(&self, workspace: Option<&str>) -> Loaded {
        let root = find_project(&self.root, None).unwrap();
        let loaded = load(&root, workspace);
        for problem in &loaded.problems {
            let Diagnostic { code, help, .. } = problem;
            assert_ne!(help, code.remedy(), "no help of its own: {problem:?}");
        }
        loaded
    }

    /// What a person reads.
    pub(in crate::manifest) fn say(&self) -> String {
        self.say_in(None)
    }

    pub(in crate::manifest) fn say_in(&self, workspace: Option<&str>) -> String {
        let loaded = self.load_in(workspace);
        assert!(loaded.desired.is_none() || !loaded.has_errors());
        let text = diagnostics::human(&loaded.problems, &loaded.sources, 100, false);
        without_the_count(&text).replace(self.root.as_str(), "ROOT")
    }
}

/// The last paragraph counts what stands above it: `1 error in 1 file`.
fn without_the_count(text: &str) -> &str {
    match text.trim_end().rsplit_once("\n\n") {
        Some((problems, count)) if count.ends_with(" file") || count.ends_with(" files") => {
            problems
        }
        _ => text,
    }
}

/// What a person reads about one manifest file.
pub(in crate::manifest) fn say(manifest: &str) -> String {
    World::new().file("a.yaml", manifest).say()
}

/// What a person reads about a configuration.
pub(in crate::manifest) fn say_config(config: &str) -> String {
    World::new().file("vetform.yaml", config).say()
}

/// With these lines behind it, each as far in.
fn below(mut text: String, blanks: &str, lines: &str) -> String {
    for line in lines.lines() {
        text.push_str(blanks);
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// An assessment that is right, with these further lines in its `spec`.
pub(in crate::manifest) fn assessment(name: &str, lines: &str) -> String {
    let text = format!(
        "apiVersion: taptalent/v1\nkind: Assessment\nmetadata: {{ name: {name} }}\nspec:\n  title: Voice\n  hiringForRole: Engineer\n  purposeOfInterview: Evaluate technical depth.\n"
    );
    below(text, "  ", lines)
}

/// A flow that is right but for these steps.
pub(in crate::manifest) fn flow(name: &str, steps: &str) -> String {
    let text = format!(
        "apiVersion: taptalent/v1\nkind: Flow\nmetadata: {{ name: {name} }}\nspec:\n  flowName: Screen\n  steps:\n"
    );
    below(text, "    ", steps)
}

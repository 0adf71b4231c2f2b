//! One manifest file to drafts and problems: the quick reading if it finds nothing to object to, else the tree,
//! whose report is what people see.

use std::cell::{OnceCell, RefCell};
use std::sync::Arc;

use camino::Utf8Path;
use serde::{Deserialize, Deserializer};

use super::check::{self, Draft, Findings};
use super::chosen::Project;
use super::configuration::configuration_of;
use super::kinds::{is_workspace, kind_of};
use super::project::ProjectRoot;
use super::raw::Envelope;
use super::redact;
use super::values::{Source, TextFiles, Use, fill};
use super::yaml::{Decoder, Flaw, NodeId, Spot, Tree, quick_documents};
use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::files;
use crate::model::{Kind, Origin, Pointer, counted};

#[derive(Debug, Default)]
pub(super) struct FileDrafts {
    pub(super) drafts: Vec<Draft>,
    pub(super) problems: Vec<Diagnostic>,
    /// Whether a document could not be read so far that its name is known: what seems to be missing
    /// elsewhere may stand there.
    pub(super) has_unread: bool,
    /// As it is written, whatever its placeholders stand for. Of a file without problems and placeholders nobody may ever ask for
    /// a place, and a tree takes ten times its text: `None`.
    pub(super) tree: Option<Tree>,
    /// Its placeholders, where it is known what they stand for.
    pub(super) uses: Vec<Use>,
}

impl FileDrafts {
    /// The same without its tree.
    pub(super) fn copied(&self) -> Self {
        Self {
            uses: self.uses.clone(),
            drafts: self.drafts.clone(),
            problems: self.problems.clone(),
            has_unread: self.has_unread,
            ..Self::default()
        }
    }
}

/// `source`: what placeholders stand for. Without it they are taken as they are written, and fit no field.
pub(super) fn read_file(
    file: &Arc<Utf8Path>,
    text: &Arc<str>,
    source: Option<Source<'_>>,
) -> FileDrafts {
    if let Some(flaw) = merge_conflict(text) {
        let tree = Tree::read(text);
        return FileDrafts {
            problems: vec![diagnostic(file, &tree, 0, &flaw)],
            has_unread: true,
            tree: Some(tree),
            ..FileDrafts::default()
        };
    }
    match read_quickly(file, text) {
        Some(drafts) => FileDrafts {
            drafts,
            ..FileDrafts::default()
        },
        None => read_thoroughly(file, text, source),
    }
}

/// The text of a manifest file as it may be shown: people's addresses are hidden.
pub fn shown(text: &str) -> Arc<str> {
    let text = Arc::from(text);
    let tree = OnceCell::new();
    redact::manifest(&text, || tree.get_or_init(|| Tree::read(&text)))
}

/// What is wrong with the text of one manifest file, as far as that shows without the others. Warnings are not told. Without a
/// project it may hold no placeholders.
pub fn problems_of(file: &Utf8Path, text: &str, project: Option<&Project>) -> Vec<Diagnostic> {
    let texts = project.map(|project| TextFiles::new(project.root.as_path(), &project.config));
    let source = project.zip(texts.as_ref());
    let source = source.map(|(project, texts)| Source::of(project, texts));
    let mut problems = read_file(&Arc::from(file), &Arc::from(text), source).problems;
    problems.retain(|problem| problem.severity == Severity::Error);
    problems
}

/// Two versions that somebody has to choose from: whatever else is wrong with the text comes from that. No line of a
/// manifest begins so.
pub(super) fn merge_conflict(text: &str) -> Option<Flaw> {
    let marks = files::merge_conflicts(text.as_bytes());
    let (first, more) = marks.split_first()?;
    let words = match more.len() {
        0 => "merge-conflict marker".to_owned(),
        more => format!(
            "unresolved merge conflict ({} in the file)",
            counted(more + 1, "mark")
        ),
    };
    let flaw = Flaw::new(Code::MergeConflict, Spot::Bytes(first.clone()), words);
    let flaw = flaw.help(
        "choose between the versions, and remove the lines with `<<<<<<<`, `=======` and `>>>>>>>`",
    );
    Some(match more {
        [] => flaw,
        [.., last] => flaw.related(Spot::Bytes(last.clone()), "the last"),
    })
}

/// The same of the text of vetform.yaml, with the workspaces that stand elsewhere.
pub fn problems_of_config(root: &ProjectRoot, text: &str) -> Vec<Diagnostic> {
    let mut problems = configuration_of(root, &Arc::from(text)).problems;
    problems.retain(|problem| problem.severity == Severity::Error);
    problems
}

/// Where the quick reading of a manifest's text gives another answer than the thorough one; `None`: they agree, or the quick one
/// gives none. For tests and the fuzz target: the program never asks.
pub fn readings_differ(text: &str) -> Option<String> {
    let file = Arc::from(Utf8Path::new("a.yaml"));
    let quick = read_quickly(&file, text)?;
    let FileDrafts {
        drafts, problems, ..
    } = read_thoroughly(&file, &Arc::from(text), None);
    (!problems.is_empty() || quick != drafts)
        .then(|| format!("quick: {quick:?}\nthorough: {drafts:?}\nproblems: {problems:?}"))
}

/// `None` if there is anything to report, or if only the tree can tell what the text says.
pub(super) fn read_quickly(file: &Arc<Utf8Path>, text: &str) -> Option<Vec<Draft>> {
    let documents = quick_documents(text)?.into_iter().enumerate();
    let drafts = documents.filter(|(_, document)| !document.is_null());
    // A workspace is the configuration's.
    let drafts = drafts
        .filter(|(_, value)| !is_workspace(text_in(value, "apiVersion"), text_in(value, "kind")));
    drafts
        .map(|(document, value)| {
            let origin = Origin {
                file: Arc::clone(file),
                document,
            };
            let field = |name: &str| text_in(&value, name);
            let kind = kind_of(field("apiVersion"), field("kind")).ok()?;
            let mut found = Findings::default();
            let draft = decode(kind, &origin, value, &mut found).ok()?;
            (found.flaws.is_empty() && found.is_clean()).then_some(draft)
        })
        .collect()
}

fn text_in<'v>(value: &'v serde_yaml::Value, name: &str) -> Option<&'v str> {
    value.get(name).and_then(serde_yaml::Value::as_str)
}

/// Reads through the tree; finds every problem of the file.
pub(super) fn read_thoroughly(
    file: &Arc<Utf8Path>,
    text: &Arc<str>,
    source: Option<Source<'_>>,
) -> FileDrafts {
    let tree = Tree::read(text);
    let result = read_tree(file, &tree, source);
    let is_asked_for = !result.problems.is_empty() || !result.uses.is_empty();
    FileDrafts {
        tree: is_asked_for.then_some(tree),
        ..result
    }
}

/// The same of what is a tree already, which is not in the answer.
pub(super) fn read_tree(
    file: &Arc<Utf8Path>,
    written: &Tree,
    source: Option<Source<'_>>,
) -> FileDrafts {
    let filled = source.and_then(|source| fill(source, written, file));
    let workspace = source.map(|source| &*source.workspace.name);
    let tree = filled.as_ref().map_or(written, |filled| &filled.tree);
    let mut result = FileDrafts::default();
    let problem = |document, flaw: &Flaw| diagnostic(file, tree, document, flaw);
    result
        .problems
        .extend(tree.flaws().iter().map(|flaw| problem(0, flaw)));
    for (document, content) in tree.documents().iter().enumerate() {
        let Some(root) = content.root.filter(|root| !tree.is_null(*root)) else {
            result.has_unread |= content.flawed;
            continue;
        };
        let field = |name: &str| {
            tree.get(root, name)
                .and_then(|entry| tree.text(entry.value))
        };
        if is_workspace(field("apiVersion"), field("kind")) {
            continue;
        }
        let origin = Origin {
            file: Arc::clone(file),
            document,
        };
        let lost = filled.iter().flat_map(|filled| &filled.flaws);
        let lost = lost.filter(|(of, _)| *of == document);
        let lost = lost.map(|(_, flaw)| flaw.clone()).collect();
        let (draft, mut flaws) = read_document(tree, root, &origin, lost);
        let is_elsewhere = draft.as_ref().zip(workspace);
        let is_elsewhere =
            is_elsewhere.is_some_and(|(draft, workspace)| !draft.workspaces.include(workspace));
        if is_elsewhere && let Some(filled) = &filled {
            flaws.retain(|flaw| !filled.is_about(document, tree, flaw));
        }
        result.has_unread |= draft.as_ref().is_none_or(|draft| draft.name.is_none());
        result.drafts.extend(draft);
        result
            .problems
            .extend(flaws.iter().map(|flaw| problem(document, flaw)));
    }
    result.uses = filled.map(|filled| filled.uses).unwrap_or_default();
    result
}

/// `lost`: what is wrong with placeholders of the document.
fn read_document(
    tree: &Tree,
    root: NodeId,
    origin: &Origin,
    lost: Vec<Flaw>,
) -> (Option<Draft>, Vec<Flaw>) {
    let field = |name: &str| {
        tree.get(root, name)
            .and_then(|entry| tree.text(entry.value))
    };
    let flaws = RefCell::new(lost);
    let decoder = Decoder::document("a manifest of this kind", tree, root, &flaws);
    if !tree.is_mapping(root) {
        let spot = Spot::Value(Pointer::root());
        let flaw = Flaw::new(
            Code::WrongType,
            spot,
            "a manifest must be a mapping that starts with `apiVersion:`",
        );
        let help = "start it with, for example, `apiVersion: taptalent/v1` and `kind: Assessment`; if this file is not a \
                    manifest, name the folders that hold manifests under `manifests:` in vetform.yaml";
        return (None, vec![flaw.help(help)]);
    }
    let kind = match kind_of(field("apiVersion"), field("kind")) {
        Ok(kind) => kind,
        Err(flaw) => return (None, vec![*flaw]),
    };
    let mut found = Findings::default();
    let draft = decode(kind, origin, decoder, &mut found).ok();
    let mut flaws = flaws.into_inner();
    if !flaws.iter().any(Flaw::is_error) && (found.is_broken || draft.is_none()) {
        // Nobody's fault but this program's: a value was refused and nobody said why.
        let spot = Spot::Value(Pointer::root());
        let words = "a value in this document has the wrong type";
        let flaw = Flaw::new(Code::WrongType, spot, words);
        flaws.push(flaw.help(
            "compare it with `vetform schema`; the missing line number is a bug in vetform, please report it",
        ));
    }
    flaws.append(&mut found.flaws);
    (draft, flaws)
}

fn decode<'de, D: Deserializer<'de>>(
    kind: Kind,
    origin: &Origin,
    document: D,
    found: &mut Findings,
) -> Result<Draft, D::Error> {
    Ok(match kind {
        Kind::Question => check::question(found, origin, Envelope::deserialize(document)?),
        Kind::TapTalentAssessment => {
            check::assessment(found, origin, Envelope::deserialize(document)?)
        }
        Kind::Flow => check::flow(found, origin, Envelope::deserialize(document)?),
        Kind::TapTalentRoster => check::roster(found, origin, Envelope::deserialize(document)?),
        Kind::InterviewSet | Kind::Job => {
            check::external(found, origin, kind, Envelope::deserialize(document)?)
        }
        Kind::Project => check::project(found, origin, Envelope::deserialize(document)?),
        Kind::FlowmingoRoster => {
            check::flowmingo_roster(found, origin, Envelope::deserialize(document)?)
        }
        Kind::PromptsterAssessment => {
            check::promptster_assessment(found, origin, Envelope::deserialize(document)?)
        }
        Kind::PromptsterRoster => {
            check::promptster_roster(found, origin, Envelope::deserialize(document)?)
        }
        Kind::Branding => check::branding(found, origin, Envelope::deserialize(document)?),
    })
}

/// A problem of a document, with its places.
pub(super) fn diagnostic(file: &Utf8Path, tree: &Tree, document: usize, flaw: &Flaw) -> Diagnostic {
    let Flaw {
        code,
        severity,
        message,
        spot,
        related,
        help,
    } = flaw;
    let place = |spot: &Spot| Place {
        file: file.to_owned(),
        span: Some(tree.span(document, spot)),
    };
    let problem = Diagnostic::error(*code, message.clone()).at(place(spot));
    let mut diagnostic = Diagnostic {
        severity: *severity,
        ..problem
    };
    for (spot, words) in related {
        diagnostic = diagnostic.with_related(place(spot), words.clone());
    }
    diagnostic.with_help((**help).clone())
}

//! The placeholders of one file replaced by what they stand for in one workspace. What cannot be replaced is lost, and said.

use std::ops::Range;

use camino::Utf8Path;

use super::placeholder::{Form, Placeholder, placeholders};
use super::template::{Part, Unclosed, parts};
use super::texts::{TextFiles, Unfit};
use super::value::{Given, Scalar, Value};
use crate::diagnostic::{Code, Help, Place, did_you_mean};
use crate::files::INPUT_BYTES;
use crate::manifest::chosen::Project;
use crate::manifest::config::{Config, Workspace};
use crate::manifest::yaml::{Filler, Filling, Flaw, NodeId, Spot, Tree};

/// What placeholders are replaced by.
#[derive(Debug, Clone, Copy)]
pub(in crate::manifest) struct Source<'s> {
    pub(in crate::manifest) config: &'s Config,
    pub(in crate::manifest) workspace: &'s Workspace,
    pub(in crate::manifest) texts: &'s TextFiles<'s>,
}

impl<'s> Source<'s> {
    pub(in crate::manifest) fn of(project: &'s Project, texts: &'s TextFiles<'s>) -> Self {
        Self {
            config: &project.config,
            workspace: &project.workspace,
            texts,
        }
    }
}

/// A file whose placeholders are replaced.
#[derive(Debug)]
pub(in crate::manifest) struct Filled {
    pub(in crate::manifest) tree: Tree,
    pub(in crate::manifest) uses: Vec<Use>,
    /// What was lost and why, by document.
    pub(in crate::manifest) flaws: Vec<(usize, Flaw)>,
}

/// What to do about a value that there is not.
const ADD_IT: &str = "add it in vetform.yaml, under `values:` at the top or of a workspace";

/// A place that takes what it says from elsewhere.
#[derive(Debug, Clone)]
pub(in crate::manifest) struct Use {
    pub(in crate::manifest) bytes: Range<usize>,
    pub(in crate::manifest) form: Form,
    /// The values that it takes, and where each stands.
    pub(in crate::manifest) values: Vec<(String, Place)>,
}

impl Filled {
    /// Whether a flaw is about what a placeholder of the document stands for.
    pub(in crate::manifest) fn is_about(&self, document: usize, tree: &Tree, flaw: &Flaw) -> bool {
        let at = tree.span(document, &flaw.spot).start.byte;
        self.uses.iter().any(|one| one.bytes.contains(&at))
    }
}

/// `None`: the file has no placeholder.
pub(in crate::manifest) fn fill(
    source: Source<'_>,
    tree: &Tree,
    file: &Utf8Path,
) -> Option<Filled> {
    let placeholders = placeholders(tree);
    if placeholders.is_empty() {
        return None;
    }
    let mut filler = FileFiller {
        source,
        tree,
        file,
        left: usize::try_from(INPUT_BYTES).unwrap_or(usize::MAX),
        uses: Vec::new(),
        flaws: Vec::new(),
    };
    let fillings = placeholders.into_iter();
    let fillings = fillings.map(|placeholder| (placeholder.node, filler.filling(placeholder)));
    let tree = tree.filled(fillings.collect());
    let FileFiller { uses, flaws, .. } = filler;
    Some(Filled { tree, uses, flaws })
}

struct FileFiller<'f> {
    source: Source<'f>,
    tree: &'f Tree,
    file: &'f Utf8Path,
    /// Bytes that may still be put in: else a small file could stand for more than any machine holds.
    left: usize,
    uses: Vec<Use>,
    flaws: Vec<(usize, Flaw)>,
}

impl FileFiller<'_> {
    fn filling(&mut self, placeholder: Placeholder) -> Filling {
        let Placeholder {
            document,
            node,
            form,
            argument,
        } = placeholder;
        let mut values = Vec::new();
        let filling = match form {
            Form::Value => self.value(argument, &mut values),
            Form::Template => self.template(argument, &mut values),
            Form::File => self.text(argument),
        };
        let filling = filling.and_then(|filling| self.within(node, filling));
        self.uses.push(Use {
            bytes: self.bytes(node),
            form,
            values,
        });
        filling.unwrap_or_else(|flaw| {
            self.flaws.push((document, flaw));
            Filling::Lost
        })
    }

    fn value(&self, argument: NodeId, used: &mut Vec<(String, Place)>) -> Result<Filling, Flaw> {
        let name = self.argument(argument, Form::Value)?;
        let value = self.known(name, || self.bytes(argument))?;
        used.push((name.to_owned(), value.place.clone()));
        Ok(match &value.given {
            Given::Scalar(scalar) => Filling::Scalar(scalar.into()),
            Given::List(items) => Filling::List(items.iter().map(Filler::from).collect()),
        })
    }

    fn template(&self, argument: NodeId, used: &mut Vec<(String, Place)>) -> Result<Filling, Flaw> {
        let template = self.argument(argument, Form::Template)?;
        let parts = parts(template).map_err(|Unclosed| {
            let words = "a `${` of this template has no `}`";
            let flaw = Flaw::new(Code::WrongType, self.spot(argument), words);
            flaw.help("write `${NAME}`; a `${` that is meant as it is, is written `$${`")
        })?;
        let mut text = String::new();
        for part in parts {
            let name = match part {
                Part::Text(stretch) => {
                    text.push_str(stretch);
                    continue;
                }
                Part::Value(name) => name,
            };
            let value = self.known(name, || self.bytes_in(argument, name))?;
            let Given::Scalar(Scalar { text: given, .. }) = &value.given else {
                let words = format!("the value `{name}` is a list, which no template can hold");
                let spot = Spot::Bytes(self.bytes_in(argument, name));
                let flaw = Flaw::new(Code::WrongType, spot, words);
                return Err(flaw.help("use `{ value: NAME }` as the whole list, or make it a text"));
            };
            if text.len() + given.len() > self.left {
                return Err(self.too_large(argument));
            }
            text.push_str(given);
            if !used.iter().any(|(known, _)| known == name) {
                used.push((name.to_owned(), value.place.clone()));
            }
        }
        Ok(Filling::Scalar(text_of(&text)))
    }

    fn text(&self, argument: NodeId) -> Result<Filling, Flaw> {
        let path = self.argument(argument, Form::File)?;
        let text = self.source.texts.get(self.file, path);
        let text = text.map_err(|Unfit { code, words, help }| {
            Flaw::new(code, self.spot(argument), words).help(help)
        })?;
        Ok(Filling::Scalar(text_of(&text)))
    }

    /// What stands behind the key of a placeholder.
    fn argument(&self, argument: NodeId, form: Form) -> Result<&str, Flaw> {
        let text = self.tree.text(argument);
        let text = text.filter(|_| !self.tree.is_null(argument));
        text.ok_or_else(|| {
            let (words, help) = match form {
                Form::Value => ("the name of a value", "write `{ value: NAME }`"),
                Form::Template => ("a text", "write `{ template: \"… ${NAME} …\" }`"),
                Form::File => ("the path of a file", "write `{ file: PATH }`"),
            };
            let words = format!("`{}` takes {words}", form.key());
            Flaw::new(Code::WrongType, self.spot(argument), words).help(help)
        })
    }

    fn known(&self, name: &str, bytes: impl Fn() -> Range<usize>) -> Result<&Value, Flaw> {
        let Source {
            config, workspace, ..
        } = self.source;
        workspace.values.get(name).ok_or_else(|| {
            let words = match name {
                "" => "no value is named here".to_owned(),
                name => format!("there is no value `{name}`"),
            };
            let names: Vec<&str> = workspace.values.names().collect();
            let mut others = config.workspaces.values();
            let other = others.find(|other| other.values.get(name).is_some());
            let help = match other {
                Some(other) => Help::from(format!(
                    "the workspace `{}` has one of its own: add it to the others in vetform.yaml, or under `values:` at the top for all",
                    other.name
                )),
                None => did_you_mean(name, names.iter().copied(), || match &*names {
                    [] => ADD_IT.to_owned(),
                    names => format!("there are: {}; {ADD_IT}", names.join(", ")),
                }),
            };
            Flaw::new(Code::UnknownValue, Spot::Bytes(bytes()), words).help(help)
        })
    }

    /// Takes it from what may still be put in.
    fn within(&mut self, node: NodeId, filling: Filling) -> Result<Filling, Flaw> {
        const OF_A_NODE: usize = 64;
        let cost = match &filling {
            Filling::Scalar(filler) => filler.text.len() + OF_A_NODE,
            Filling::List(items) => items.iter().map(|item| item.text.len() + OF_A_NODE).sum(),
            Filling::Lost => 0,
        };
        match self.left.checked_sub(cost) {
            Some(left) => {
                self.left = left;
                Ok(filling)
            }
            None => Err(self.too_large(node)),
        }
    }

    fn too_large(&self, node: NodeId) -> Flaw {
        let most = INPUT_BYTES / 1024 / 1024;
        let words =
            format!("with its values and files this manifest file is larger than {most} MiB");
        let flaw = Flaw::new(Code::TooLarge, self.spot(node), words);
        flaw.help("split the manifest file, or use smaller values and files")
    }

    fn bytes(&self, id: NodeId) -> Range<usize> {
        let bytes = &self.tree.node(id).bytes;
        bytes.start as usize..bytes.end as usize
    }

    fn spot(&self, id: NodeId) -> Spot {
        Spot::Bytes(self.bytes(id))
    }

    /// Where `${NAME}` stands in a text; the text, where that does not show.
    fn bytes_in(&self, text: NodeId, name: &str) -> Range<usize> {
        let whole = self.bytes(text);
        let written = format!("${{{name}}}");
        let at = self.tree.written(&whole).find(&written);
        at.map_or(whole.clone(), |at| {
            whole.start + at..whole.start + at + written.len()
        })
    }
}

impl From<&Scalar> for Filler {
    fn from(Scalar { text, plain }: &Scalar) -> Self {
        Self {
            text: (&**text).into(),
            plain: *plain,
        }
    }
}

/// What is text and nothing else.
fn text_of(text: &str) -> Filler {
    Filler {
        text: text.into(),
        plain: false,
    }
}

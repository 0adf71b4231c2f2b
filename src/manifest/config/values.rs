//! `values:` at the top of vetform.yaml, which are the defaults, and below a workspace.

use indexmap::IndexMap;

use super::read::Reader;
use crate::diagnostic::{Code, Place};
use crate::manifest::key_shape::keys;
use crate::manifest::raw::{RawGiven, Slot};
use crate::manifest::values::{Given, Scalar, Value, Values, is_name};
use crate::manifest::yaml::{Content, Flaw, NodeId, Spot};
use crate::model::Pointer;

impl Reader<'_> {
    /// Those that are right.
    pub(super) fn values(
        &mut self,
        at: &Pointer,
        slot: Slot<IndexMap<String, Slot<RawGiven>>>,
    ) -> Values {
        let mut values = Values::default();
        for (name, slot) in self.found.take(slot).unwrap_or_default() {
            let at = at.clone().key(name.clone());
            self.check_value_name(&at, &name);
            if self.is_right(&at, slot)
                && let Some(given) = self.given(&at)
                && !self.holds_a_key(&at, &given)
            {
                let span = self
                    .tree
                    .span(self.origin.document, &Spot::Value(at.clone()));
                let place = Place {
                    file: self.origin.file.to_path_buf(),
                    span: Some(span),
                };
                values.insert(name, Value { given, at, place });
            }
        }
        values
    }

    /// A value is shown and sent like any text.
    fn holds_a_key(&mut self, at: &Pointer, given: &Given) -> bool {
        let found = given
            .scalars()
            .iter()
            .any(|scalar| keys(&scalar.text).next().is_some());
        if found {
            self.secrets.push(at.clone());
            let words = "this value contains an API key: values are shown in plans, and anyone who can read the repository could use it";
            let flaw = Flaw::new(Code::LiteralCredential, Spot::Key(at.clone()), words);
            self.found.report(flaw.help(
                "remove it: keys belong under `apiKey`, as `{ env: NAME }`; if the file was ever committed, replace the key",
            ));
        }
        found
    }

    fn check_value_name(&mut self, at: &Pointer, name: &str) {
        if is_name(name) {
            return;
        }
        let message = format!("`{name}` is not a valid name of a value");
        let flaw = Flaw::new(Code::InvalidName, Spot::Key(at.clone()), message);
        self.found.report(
            flaw.help(
                "use 1 to 63 letters, digits, `-`, `_` and `.`, starting with a letter or `_`",
            ),
        );
    }

    fn is_right(&mut self, at: &Pointer, slot: Slot<RawGiven>) -> bool {
        match self.found.take(slot) {
            Some(RawGiven::Scalar) => true,
            Some(RawGiven::List(items)) => {
                let items: Vec<_> = items
                    .into_iter()
                    .map(|item| self.found.take(item))
                    .collect();
                items.iter().all(Option::is_some)
            }
            Some(RawGiven::Mapping) => {
                let message = format!("`{at}` is a mapping, which no value can be");
                let flaw = Flaw::new(Code::WrongType, Spot::Value(at.clone()), message);
                self.found.report(flaw.help(
                    "write a text, a number, `true`, `false` or a list of them; a name may hold a dot, like `brand.name`",
                ));
                false
            }
            None => false,
        }
    }

    /// As it is written there.
    fn given(&self, at: &Pointer) -> Option<Given> {
        let id = self.tree.at(self.origin.document, at)?;
        match &self.tree.value(id).content {
            Content::Sequence(items) => {
                let items = items.iter().map(|item| self.scalar(*item));
                items.collect::<Option<_>>().map(Given::List)
            }
            _ => self.scalar(id).map(Given::Scalar),
        }
    }

    fn scalar(&self, id: NodeId) -> Option<Scalar> {
        match &self.tree.value(id).content {
            Content::Scalar { text, plain } => Some(Scalar {
                text: (&**text).into(),
                plain: *plain,
            }),
            _ => None,
        }
    }
}

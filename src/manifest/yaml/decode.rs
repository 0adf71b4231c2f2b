//! A [`Tree`] as a serde deserializer. What differs from any other: a text field gets the scalar as it stands in
//! the file (`1.10` stays `1.10`), a null is refused, an unknown key is reported and skipped, and every
//! problem goes to one list, so that one decode finds all.

use std::cell::RefCell;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::flaw::{Flaw, Spot};
use super::refusal::Refusal;
use super::scalar;
use super::tree::{Content, Entry, Node, NodeId, Tree};
use crate::diagnostic::{Applicability, Change, Code, Fix, Help, Scalar, did_you_mean, nearest};

/// A value of a tree, to be decoded.
#[derive(Clone, Copy)]
pub(in crate::manifest) struct Decoder<'t> {
    tree: &'t Tree,
    node: NodeId,
    role: Role<'t>,
    flaws: &'t RefCell<Vec<Flaw>>,
}

/// How a message names the value.
#[derive(Clone, Copy)]
enum Role<'t> {
    Document(&'t str),
    Field(&'t str),
    Item(&'t str),
}

impl Role<'_> {
    fn words(self) -> String {
        match self {
            Self::Document(name) => name.to_owned(),
            Self::Field(name) => format!("`{name}`"),
            Self::Item(name) => format!("an item of `{name}`"),
        }
    }
}

impl<'t> Decoder<'t> {
    /// A whole document; problems go to `flaws`. `name`: what messages call it.
    pub(in crate::manifest) fn document(
        name: &'t str,
        tree: &'t Tree,
        root: NodeId,
        flaws: &'t RefCell<Vec<Flaw>>,
    ) -> Self {
        Self {
            tree,
            node: root,
            role: Role::Document(name),
            flaws,
        }
    }

    fn value(&self) -> &'t Node {
        self.tree.value(self.node)
    }

    fn spot(&self, node: NodeId) -> Spot {
        let bytes = &self.tree.node(node).bytes;
        Spot::Bytes(bytes.start as usize..bytes.end as usize)
    }

    fn report(&self, flaw: Flaw) -> Refusal {
        self.flaws.borrow_mut().push(flaw);
        Refusal::Reported
    }

    /// The one way to say "wrong type".
    fn wrong(&self, expected: &str) -> Refusal {
        let name = self.role.words();
        let content = &self.value().content;
        let (message, help) = match content {
            Content::Lost => return Refusal::Reported,
            Content::Scalar { text, plain: true } if scalar::is_null(text) => (
                format!("{name} has no value"),
                match self.tree.cut_off(self.node) {
                    Some(_) => "text that starts with `#` must be quoted",
                    None => "omit the key, or give it a value",
                }
                .into(),
            ),
            Content::Scalar { text, plain } => (
                format!("{name} must be {expected}, not {}", shown(text, *plain)),
                fix(expected, text, *plain),
            ),
            Content::Sequence(_) => (
                format!("{name} must be {expected}, not a list"),
                fix(expected, "", true),
            ),
            Content::Mapping(_) | Content::Alias(_) => (
                format!("{name} must be {expected}, not a mapping"),
                self.placeholder_help()
                    .map_or_else(|| fix(expected, "", true), Help::from),
            ),
        };
        self.report(Flaw::new(Code::WrongType, self.spot(self.node), message).help(help))
    }

    /// Of a mapping that may be meant to stand for a value: where it could, it was replaced by that before.
    fn placeholder_help(&self) -> Option<String> {
        let [entry] = self.tree.entries(self.node) else {
            return None;
        };
        let key = self.tree.text(entry.key)?;
        let near = nearest(key, ["value", "template", "file"])?;
        Some(if near == key {
            format!("only a field of a manifest's `spec` takes `{{ {key}: … }}`")
        } else {
            format!("did you mean `{{ {near}: … }}`?")
        })
    }

    /// Reports what a type itself objected to.
    fn settle<T>(&self, result: Result<T, Refusal>) -> Result<T, Refusal> {
        result.map_err(|refusal| match refusal {
            Refusal::Reported => Refusal::Reported,
            said => {
                let message = format!("{}: {said}", self.role.words());
                self.report(Flaw::new(Code::WrongType, self.spot(self.node), message))
            }
        })
    }

    fn unknown(&self, name: &str, key: NodeId, known: &'static [&'static str]) {
        let message = format!("{} has no field `{name}`", self.role.words());
        let mut help = did_you_mean(name, known.iter().copied(), || match known {
            [] => "remove the key".to_owned(),
            _ => format!("fields: {}", known.join(", ")),
        });
        // Twice in one mapping would be another problem.
        help.fixes.retain(|fix| match &fix.change {
            Change::Write {
                new: Scalar::Text(near),
                ..
            } => !self.has(near),
            _ => true,
        });
        help = help.with(Fix::remove(&format!("`{name}`")));
        let flaw = Flaw::new(Code::UnknownField, self.spot(key), message);
        self.report(flaw.help(help));
    }

    /// Whether the mapping has this key.
    fn has(&self, key: &str) -> bool {
        self.tree.get(self.node, key).is_some()
    }

    fn visit_entries<'de, V: Visitor<'de>>(
        self,
        visitor: V,
        is_wanted: impl Fn(NodeId) -> bool,
    ) -> Result<V::Value, Refusal>
    where
        't: 'de,
    {
        let Content::Mapping(entries) = &self.value().content else {
            return Err(self.wrong("a mapping"));
        };
        let wanted = entries.iter().copied().filter(|entry| is_wanted(entry.key));
        let fields = Fields {
            mapping: self,
            entries: wanted.collect::<Vec<_>>().into_iter(),
            current: None,
        };
        self.settle(visitor.visit_map(fields))
    }

    fn scalar(&self) -> Option<(&'t str, bool)> {
        match &self.value().content {
            Content::Scalar { text, plain } if !(*plain && scalar::is_null(text)) => {
                Some((text, *plain))
            }
            _ => None,
        }
    }

    fn plain(&self) -> Option<&'t str> {
        self.scalar()
            .and_then(|(text, plain)| plain.then_some(text))
    }
}

/// A scalar in a message: not the whole of a long text, and no line breaks.
fn shown(text: &str, plain: bool) -> String {
    const MOST: usize = 40;
    let line = text.lines().next().unwrap_or("");
    let cut: String = line.chars().take(MOST).collect();
    let dots = if cut.len() < text.trim_end().len() {
        "…"
    } else {
        ""
    };
    let kind = if plain { "" } else { "the text " };
    format!("{kind}`{cut}{dots}`")
}

/// Allowed, and probably not meant.
fn cut_text(spot: Spot, text: &str, rest: &str) -> Flaw {
    let message = format!(
        "YAML takes {} for a comment: this text ends after {}",
        shown(rest, true),
        shown(text, true)
    );
    Flaw::warning(Code::CutText, spot, message).help(
        Help::from("quote the whole text; if it is a comment, put a space after the `#`")
            .with(Fix::suggested("quote the whole text", Change::QuoteLine)),
    )
}

fn fix(expected: &str, text: &str, plain: bool) -> Help {
    let safely = |new: &str| Fix::write_plain(Applicability::Safe, text, new);
    match expected {
        "`true` or `false`" => match text.to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "y" => {
                return Help::from("write `true`").with(safely("true"));
            }
            "false" | "no" | "off" | "n" => {
                return Help::from("write `false`").with(safely("false"));
            }
            _ => "write `true` or `false`, without quotes",
        },
        "a number" | "a whole number, 0 or more" if !plain && scalar::number(text).is_some() => {
            return Help::from("remove the quotes").with(safely(text));
        }
        "a number" => "write a plain number, like `20`",
        "a whole number, 0 or more" => "write plain digits, like `20`",
        "a list" => "write one item per line, each after `- `",
        "a mapping" => "write one `key: value` per line below it, indented",
        "text" => {
            "write the text after the key; text that starts with `{`, `[` or `- ` must be quoted"
        }
        _ => Code::WrongType.remedy(),
    }
    .into()
}

impl<'de, 't: 'de> Deserializer<'de> for Decoder<'t> {
    type Error = Refusal;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match &self.value().content {
            Content::Mapping(_) => self.deserialize_map(visitor),
            Content::Sequence(_) => self.deserialize_seq(visitor),
            Content::Scalar { .. } | Content::Alias(_) | Content::Lost => {
                self.deserialize_str(visitor)
            }
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match self.plain().and_then(scalar::boolean) {
            Some(value) => self.settle(visitor.visit_bool(value)),
            None => Err(self.wrong("`true` or `false`")),
        }
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        let number = self.plain().and_then(scalar::number);
        match number.and_then(|number| number.as_f64()) {
            Some(value) => self.settle(visitor.visit_f64(value)),
            None => Err(self.wrong("a number")),
        }
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        let number = self.plain().and_then(scalar::number);
        match number.and_then(|number| number.as_u64()) {
            Some(value) => self.settle(visitor.visit_u64(value)),
            None => Err(self.wrong("a whole number, 0 or more")),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match self.scalar() {
            Some((text, plain)) => {
                if plain && let Some(rest) = self.tree.cut_off(self.node) {
                    self.report(cut_text(self.spot(self.node), text, rest));
                }
                self.settle(visitor.visit_borrowed_str(text))
            }
            None => Err(self.wrong("text")),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        self.deserialize_str(visitor)
    }

    /// Of what can be cleared: `null` and `~` do; a key with nothing behind it is a slip as everywhere.
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match &self.value().content {
            Content::Scalar { plain: true, .. } if self.value().bytes.is_empty() => {
                let message = format!("{} has no value", self.role.words());
                let flaw = Flaw::new(Code::WrongType, self.spot(self.node), message);
                Err(self.report(flaw.help(
                    "write `null` to clear it, or omit the key; text that starts with `#` must be quoted",
                )))
            }
            Content::Scalar { text, plain: true } if scalar::is_null(text) => {
                self.settle(visitor.visit_none())
            }
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        let Content::Sequence(items) = &self.value().content else {
            return Err(self.wrong("a list"));
        };
        let items = items.iter();
        self.settle(visitor.visit_seq(Items { list: self, items }))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        self.visit_entries(visitor, |_| true)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        self.visit_entries(visitor, |key| {
            let name = self.tree.text(key).unwrap_or_default();
            let is_known = known.contains(&name);
            if !is_known {
                self.unknown(name, key, known);
            }
            is_known
        })
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u128 f32 char bytes byte_buf unit unit_struct
        newtype_struct tuple tuple_struct enum identifier
    }
}

struct Items<'t> {
    list: Decoder<'t>,
    items: std::slice::Iter<'t, NodeId>,
}

impl<'de, 't: 'de> SeqAccess<'de> for Items<'t> {
    type Error = Refusal;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Refusal> {
        let Some(node) = self.items.next() else {
            return Ok(None);
        };
        let role = match self.list.role {
            Role::Field(name) | Role::Item(name) | Role::Document(name) => Role::Item(name),
        };
        let item = Decoder {
            node: *node,
            role,
            ..self.list
        };
        seed.deserialize(item).map(Some)
    }
}

struct Fields<'t> {
    mapping: Decoder<'t>,
    entries: std::vec::IntoIter<Entry>,
    current: Option<(&'t str, NodeId)>,
}

impl<'de, 't: 'de> MapAccess<'de> for Fields<'t> {
    type Error = Refusal;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Refusal> {
        let Some(Entry { key, value }) = self.entries.next() else {
            return Ok(None);
        };
        let name = self.mapping.tree.text(key).unwrap_or_default();
        self.current = Some((name, value));
        let result = seed.deserialize(BorrowedStrDeserializer::new(name));
        if let Err(Refusal::UnknownField(known)) = result {
            self.mapping.unknown(name, key, known);
            return Err(Refusal::Reported);
        }
        self.mapping.settle(result).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Refusal> {
        let Some((name, node)) = self.current.take() else {
            return Err(Refusal::Said("a value without its key".to_owned()));
        };
        let value = Decoder {
            node,
            role: Role::Field(name),
            ..self.mapping
        };
        seed.deserialize(value)
    }
}

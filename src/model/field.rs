//! What can be done with a field, as data. Diffing, bounds checks, the schema's annotations and
//! docs/reference/fields.md all read it from here, so that they cannot disagree.

use std::collections::BTreeMap;
use std::fmt::Debug;

use super::value::{Compare, FieldValue};

/// The values of some fields of one object. A field that is not there is *unknown* or *not declared*, never null.
pub type Fields<F> = BTreeMap<F, FieldValue>;

/// The text of a field, if there is one.
pub fn text_in<F: FieldKey>(fields: &Fields<F>, field: F) -> Option<&str> {
    match fields.get(&field)? {
        FieldValue::Text(text) => Some(text),
        FieldValue::Null
        | FieldValue::Number(_)
        | FieldValue::Bool(_)
        | FieldValue::List(_)
        | FieldValue::Buckets(_) => None,
    }
}

/// The same, as a text of its own.
pub fn text_of<F: FieldKey>(fields: &Fields<F>, field: F) -> Option<String> {
    text_in(fields, field).map(str::to_owned)
}

/// Everything there is to know about one field.
#[derive(Debug, Clone, Copy)]
pub struct FieldSpec {
    /// The name in manifests and in requests.
    pub name: &'static str,
    /// The name in answers; mostly the same.
    pub read_name: &'static str,
    /// One line for the schema and docs/reference/fields.md.
    pub doc: &'static str,
    /// What a value of it is.
    pub value: ValueType,
    /// Whether a manifest must have it.
    pub required: bool,
    /// Smallest and largest values.
    pub bounds: Bounds,
    /// What the system takes when it is left out at creation, as JSON text. No plan compares anything with it; a new
    /// manifest leaves it out.
    pub default: Option<&'static str>,
    /// When it can be written.
    pub mutability: Mutability,
    /// Whether an answer is known to carry it.
    pub readable: bool,
    /// How a declared and a live value are held against each other.
    pub compare: Compare,
    /// What people call it, in the middle of a sentence; mostly its name.
    pub label: &'static str,
    /// Who has to do with a change of it.
    pub audience: Audience,
}

/// Who has to do with a field: the first that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// Candidates can notice it.
    Candidates,
    /// It is how answers are led and judged.
    Judges,
    /// Only those who work in the system.
    Team,
}

/// What a value of a field is, in a manifest and in an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueType {
    /// A text.
    Text,
    /// A whole URL.
    Url,
    /// An id of the system: answers give it as a text or as a whole number.
    Id,
    /// A text that `null` clears.
    Clearable,
    /// A truth value.
    Flag,
    /// A number; answers may put it in quotes.
    Number,
    /// A number without a fraction.
    Whole,
    /// Several texts.
    Texts,
    /// Evaluation buckets.
    Buckets,
}

/// When a field can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mutability {
    /// At creation and later.
    Updatable,
    /// At creation only: a change must be made in the web app, or needs a new object.
    CreateOnly,
}

/// Smallest and largest values of a field, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bounds {
    /// None is documented.
    None,
    /// Length of a text in characters.
    Length {
        /// Fewest characters, counted without blanks around the text.
        min: usize,
        /// Most characters; `usize::MAX` where the documents name none.
        max: usize,
    },
    /// A number.
    Range {
        /// Least.
        min: f64,
        /// Greatest.
        max: f64,
    },
    /// How many items.
    Items {
        /// Fewest.
        min: usize,
        /// Most; `usize::MAX` where the documents name none.
        max: usize,
    },
    /// One of these texts.
    OneOf(&'static [Choice]),
}

/// A text that a field can have, and what it means.
pub type Choice = (&'static str, &'static str);

/// A field of a kind: a key into [`Fields`] that knows its [`FieldSpec`].
pub trait FieldKey: Copy + Ord + Debug + Send + Sync + 'static {
    /// Every field of the kind, in the order of the manifest.
    const ALL: &'static [Self];

    /// The names of all, in the same order.
    const NAMES: &'static [&'static str];

    /// What is known about the field.
    fn spec(self) -> &'static FieldSpec;

    /// The field that has this name in manifests.
    fn by_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|field| field.spec().name == name)
    }
}

impl FieldSpec {
    /// A field that an answer carries and that can only be written at creation.
    pub const fn create_only(name: &'static str, doc: &'static str) -> Self {
        Self {
            name,
            read_name: name,
            doc,
            value: ValueType::Text,
            required: false,
            bounds: Bounds::None,
            default: None,
            mutability: Mutability::CreateOnly,
            readable: true,
            compare: Compare::Plain,
            label: name,
            audience: Audience::Candidates,
        }
    }

    /// A field that an answer carries and that can be written again.
    pub const fn updatable(name: &'static str, doc: &'static str) -> Self {
        Self {
            mutability: Mutability::Updatable,
            ..Self::create_only(name, doc)
        }
    }

    /// A field of a request, which no answer carries.
    pub const fn request(name: &'static str, doc: &'static str) -> Self {
        Self {
            readable: false,
            ..Self::updatable(name, doc)
        }
    }
}

/// The fields of a kind as a table, one row a field: `Variant = "name" { doc: "…", … }`. What a row does not say is as the
/// function of [`FieldSpec`] says that the head names. Everything that knows a field by its row needs no change for a new one.
macro_rules! fields {
    (
        $(#[$about:meta])*
        $visibility:vis enum $Kind:ident: $base:ident;
        $($Field:ident = $name:literal { doc: $doc:literal, $($key:ident: $value:expr,)* })+
    ) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(serde::Serialize, serde::Deserialize)]
        $visibility enum $Kind {
            $(
                #[doc = concat!("`", $name, "`")]
                #[serde(rename = $name)]
                $Field,
            )+
        }

        impl $crate::model::FieldKey for $Kind {
            const ALL: &'static [Self] = &[$(Self::$Field),+];
            const NAMES: &'static [&'static str] = &[$($name),+];

            fn spec(self) -> &'static $crate::model::FieldSpec {
                match self {
                    $(Self::$Field => const {
                        &$crate::model::FieldSpec { $($key: $value,)* ..$crate::model::FieldSpec::$base($name, $doc) }
                    },)+
                }
            }
        }
    };
}
pub(crate) use fields;

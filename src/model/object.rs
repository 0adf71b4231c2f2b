//! Serde structs whose plain fields come by their rows and whose other parts by name, so that a new row is read without a
//! change there. Manifests and answers are read so; what a value becomes is up to the reader of the rows.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

/// Reads the fields of a kind out of a mapping, each by its row.
pub(crate) trait RowReader: Default {
    /// The names that a mapping may have for them; none where any other name is passed over.
    const NAMES: &'static [&'static str];

    /// Takes the value of this key, which is not the name of a part.
    fn take<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error>;
}

/// A key of a mapping.
pub(crate) struct Key<'de>(pub(crate) Cow<'de, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }
            fn visit_borrowed_str<E: Error>(self, key: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(key)))
            }
            fn visit_str<E: Error>(self, key: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(key.to_owned())))
            }
        }
        deserializer.deserialize_str(KeyVisitor)
    }
}

/// Both lists in one, whose length is the sum of theirs.
pub(crate) const fn joined<const N: usize>(
    first: &[&'static str],
    second: &[&'static str],
) -> [&'static str; N] {
    let mut all = [""; N];
    let mut at = 0;
    while at < N {
        all[at] = if at < first.len() {
            first[at]
        } else {
            second[at - first.len()]
        };
        at += 1;
    }
    all
}

/// A struct of a [`RowReader`] `fields` and of parts, each with the names that it has in the mapping; those of the block
/// `required` must be there, others are their default. `expecting` is what messages call it.
macro_rules! object {
    (
        $(#[$about:meta])*
        $visibility:vis struct $Object:ident (expecting $what:literal) {
            fields: $Rows:ty,
            $(required { $($needed_name:literal => $needed:ident: $Needed:ty,)+ })?
            $($(#[$doc:meta])* $name:literal $(| $alias:literal)* => $part:ident: $Part:ty,)*
        }
    ) => {
        $(#[$about])*
        #[derive(Debug)]
        $visibility struct $Object {
            /// By their rows.
            $visibility fields: $Rows,
            $($($visibility $needed: $Needed,)+)?
            $($(#[$doc])* $visibility $part: $Part,)*
        }

        impl<'de> serde::Deserialize<'de> for $Object {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                use $crate::model::{Key, RowReader, joined};

                const ROWS: &[&str] = <$Rows as RowReader>::NAMES;
                const PARTS: &[&str] = &[$($name),*];
                const NAMES: [&str; ROWS.len() + PARTS.len()] = joined(ROWS, PARTS);

                struct Reading;
                impl<'de> serde::de::Visitor<'de> for Reading {
                    type Value = $Object;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str($what)
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(
                        self,
                        mut map: A,
                    ) -> Result<$Object, A::Error> {
                        let mut fields = <$Rows>::default();
                        $($(let mut $needed: Option<$Needed> = None;)+)?
                        $(let mut $part: $Part = Default::default();)*
                        while let Some(Key(key)) = map.next_key()? {
                            match &*key {
                                $($($needed_name => $needed = Some(map.next_value()?),)+)?
                                $($name $(| $alias)* => $part = map.next_value()?,)*
                                key => fields.take(key, &mut map)?,
                            }
                        }
                        $($(
                            let $needed = $needed.ok_or_else(|| {
                                <A::Error as serde::de::Error>::missing_field($needed_name)
                            })?;
                        )+)?
                        Ok($Object { fields, $($($needed,)+)? $($part,)* })
                    }
                }
                deserializer.deserialize_struct(stringify!($Object), &NAMES, Reading)
            }
        }
    };
}
pub(crate) use object;

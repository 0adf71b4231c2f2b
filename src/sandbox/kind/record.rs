//! A kind of object as one table: a row says all that is known of a field, and everything reads it there.
//!
//! A row gives the field's name in Rust and in JSON and its type; then, as far as they apply, in this order: its
//! default (`=`), what the creation asks of it (`create`), what the update asks (`update`), its type in an edit
//! of the web app (`edit`) and in a seed (`seed`), and how an answer shows it (`=>`). What is asked is said in the words
//! of `form`.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::super::time::iso;
use super::form::{Row, Shown};

/// A kind that has such a table.
pub(in crate::sandbox) trait Record: Serialize + DeserializeOwned {
    /// Its fields.
    const ROWS: &'static [Row];

    /// The fields that all answers show, in the order of the rows.
    fn shown(&self) -> Map<String, Value> {
        self.pick(|shown, value| match shown {
            Shown::Read(name) => Some((name, value)),
            Shown::Time(name) => Some((name, value.as_i64().map(iso).into())),
            Shown::More(_) => None,
        })
    }

    /// The fields that only some answers show.
    fn more(&self) -> Map<String, Value> {
        self.pick(|shown, value| match shown {
            Shown::More(name) => Some((name, value)),
            Shown::Read(_) | Shown::Time(_) => None,
        })
    }

    /// Those of the shown fields that `show` gives.
    fn pick(
        &self,
        show: impl Fn(Shown, Value) -> Option<(&'static str, Value)>,
    ) -> Map<String, Value> {
        let mut body = self.body();
        let rows = Self::ROWS.iter();
        rows.filter_map(|row| show(row.shown?, body.remove(row.name).unwrap_or_default()))
            .map(|(name, value)| (name.to_owned(), value))
            .collect()
    }

    /// All fields, as they are stored.
    fn body(&self) -> Map<String, Value> {
        match serde_json::to_value(self) {
            Ok(Value::Object(body)) => body,
            Ok(_) | Err(_) => Map::new(),
        }
    }
}

/// Defines a kind by its rows; with `change` the struct of an edit, with `seed` that of a seed, whose own fields
/// stand in the braces behind its name. The rows follow in braces behind `with`.
macro_rules! record {
    (
        $(#[$meta:meta])* $vis:vis struct $record:ident
        $(, change $change:ident)?
        $(, seed $(#[$seed_meta:meta])* $seed:ident $own:tt)?
        with $rows:tt
    ) => {
        $crate::sandbox::kind::record! { @record [$(#[$meta])*] $vis $record $rows }
        $($crate::sandbox::kind::record! { @change $record $change $rows })?
        $($crate::sandbox::kind::record! { @seed [$(#[$seed_meta])*] $record $seed $own $rows })?
    };
    (
        @record [$($meta:tt)*] $vis:vis $record:ident
        { $(
            $(#[$row_meta:meta])* $field:ident $name:literal: $type:ty $(= $default:expr)?
            $(, create $create:expr)? $(, update $update:expr)? $(, edit $edit:ty)? $(, seed $seed:ty)?
            $(=> $how:ident $shown:literal)?;
        )* }
    ) => {
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        $($meta)*
        $vis struct $record {
            $($(#[$row_meta])* #[serde(rename = $name)] $vis $field: $type,)*
        }

        impl Default for $record {
            fn default() -> Self {
                Self { $($field: $crate::sandbox::kind::record!(@default $($default)?),)* }
            }
        }

        impl $crate::sandbox::kind::Record for $record {
            const ROWS: &'static [$crate::sandbox::kind::Row] = &[$($crate::sandbox::kind::Row {
                name: $name,
                create: $crate::sandbox::kind::record!(@rule $($create)?),
                update: $crate::sandbox::kind::record!(@rule $($update)?),
                shown: $crate::sandbox::kind::record!(
                    @option $($crate::sandbox::kind::Shown::$how($shown))?
                ),
            }),*];
        }
    };
    (
        @change $record:ident $change:ident
        { $(
            $(#[$row_meta:meta])* $field:ident $name:literal: $type:ty $(= $default:expr)?
            $(, create $create:expr)? $(, update $update:expr)? $(, edit $edit:ty)? $(, seed $seed:ty)?
            $(=> $how:ident $shown:literal)?;
        )* }
    ) => {
        #[doc = concat!("New values for fields of `", stringify!($record), "`.")]
        #[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct $change {
            $($(
                #[doc = concat!("`", $name, "`; `None` leaves it as it is.")]
                #[serde(rename = $name)]
                pub $field: Option<$edit>,
            )?)*
        }
    };
    (
        @seed [$($meta:tt)*] $record:ident $seed:ident { $($own:tt)* }
        { $(
            $(#[$row_meta:meta])* $field:ident $name:literal: $type:ty $(= $default:expr)?
            $(, create $create:expr)? $(, update $update:expr)? $(, edit $edit:ty)? $(, seed $seeded:ty)?
            $(=> $how:ident $shown:literal)?;
        )* }
    ) => {
        #[doc = concat!("`", stringify!($record), "` in a seed.")]
        #[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        $($meta)*
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        pub struct $seed {
            $($(
                #[doc = concat!("`", $name, "`")]
                #[serde(rename = $name)]
                pub $field: $seeded,
            )?)*
            $($own)*
        }
    };
    (@default) => { Default::default() };
    (@default $default:expr) => { $default };
    (@rule) => { None };
    (@rule $rule:expr) => {{
        use $crate::sandbox::kind::words::*;
        Some($rule)
    }};
    (@option) => { None };
    (@option $value:expr) => { Some($value) };
}
pub(in crate::sandbox) use record;

#[cfg(test)]
#[expect(
    unreachable_pub,
    reason = "edits and seeds are part of the crate's interface, but not here"
)]
mod tests {
    use serde_json::json;

    use super::super::form::Rule;
    use super::*;

    record! {
        /// A kind.
        #[serde(default)]
        struct Thing, change ThingChange, seed ThingSeed {} with {
            id "id": String => Read "thingId";
            size "size": i64 = 3, create Whole(1, 9).optional(), update Whole(1, 99).optional(),
                edit u32, seed Option<i64> => Read "thingSize";
            note "note": Option<String>, create ANY_TEXT.required() => More "note";
            made_at "madeAt": i64 => Time "made_at";
        }
    }

    #[test]
    fn a_row_is_all_that_bodies_answers_edits_and_seeds_need() {
        let names = |rule: fn(&Row) -> Option<Rule>| {
            let asked = Thing::ROWS.iter().filter(|row| rule(row).is_some());
            asked.map(|row| row.name).collect::<Vec<_>>()
        };
        assert_eq!(names(|row| row.create), ["size", "note"]);
        assert_eq!(names(|row| row.update), ["size"]);
        let thing: Thing = serde_json::from_value(json!({"id": "a", "note": "N"})).unwrap();
        let shown = json!({"thingId": "a", "thingSize": 3, "made_at": "1970-01-01T00:00:00.000Z"});
        assert_eq!(Value::Object(thing.shown()), shown);
        assert_eq!(Value::Object(thing.more()), json!({"note": "N"}));
        let change: ThingChange = serde_json::from_value(json!({"size": 4})).unwrap();
        assert_eq!(change.size, Some(4));
        assert!(serde_json::from_value::<ThingChange>(json!({"note": "N"})).is_err());
        let seed: ThingSeed = serde_json::from_value(json!({"size": 5})).unwrap();
        assert_eq!(seed.size, Some(5));
        assert!(serde_json::from_value::<ThingSeed>(json!({"thingSize": 5})).is_err());
    }
}

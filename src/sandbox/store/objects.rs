//! One table for all that the systems keep: JSON objects by system, kind and id, in the order of creation.
//!
//! It knows no kind. What a kind must never break, and what goes with it, is said beside the kind (`check`,
//! `release`) and asked here, so that it holds for both doors, the API and the web app.

use std::fmt::Display;

use rusqlite::{Connection, Result, ffi};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::select::Select;
use super::stored::unwritable;

/// A kind of object: how it is kept and found.
pub(in crate::sandbox) trait Object: Serialize + DeserializeOwned {
    /// Whose it is.
    const SYSTEM: &'static str;
    /// What people call it, as in "no flow has the id 7".
    const KIND: &'static str;

    /// Unique within its kind.
    fn id(&self) -> String;

    /// The id of what it belongs to; empty if it stands alone.
    fn parent(&self) -> String {
        String::new()
    }

    /// The text by which it is looked up: a title, or an address in small letters.
    fn name(&self) -> String {
        String::new()
    }

    /// Refuses what must not be stored, whoever asks.
    fn check(&self, _connection: &Connection) -> Result<()> {
        Ok(())
    }

    /// Before an object is deleted: notes it elsewhere, or refuses.
    fn release(_connection: &Connection, _id: &str) -> Result<()> {
        Ok(())
    }

    /// Deletes what cannot be without it.
    fn drop_owned(_connection: &Connection, _id: &str) -> Result<()> {
        Ok(())
    }

    /// Whether it is stored only to be counted: nobody finds it by its id any more.
    fn is_gone(&self) -> bool {
        false
    }

    /// Before an edit of its fields is stored: notes when, unless the edit says so itself.
    fn touch(&mut self, _before: &Self) {}

    /// All of this kind.
    fn all() -> Select<Self> {
        Select::of(Self::SYSTEM, Self::KIND)
    }

    /// The one with this id, whatever became of it.
    fn with_id(id: impl Display) -> Select<Self> {
        Self::all().when("id = ?", Some(id))
    }

    /// Those that belong to this parent.
    fn of(parent: impl Display) -> Select<Self> {
        Self::all().when("parent = ?", Some(parent))
    }

    /// Those of this name.
    fn named(name: &str) -> Select<Self> {
        Self::all().when("name = ?", Some(name))
    }

    /// The one with this id, unless it is gone.
    fn get(connection: &Connection, id: impl Display) -> Result<Option<Self>> {
        let found = Self::with_id(id).first(connection)?;
        Ok(found.filter(|found| !found.is_gone()))
    }

    /// Whether one has this id.
    fn exists(connection: &Connection, id: impl Display) -> Result<bool> {
        Self::with_id(id).any(connection)
    }

    /// Adds it behind the others.
    fn insert(&self, connection: &Connection) -> Result<()> {
        let sql = "INSERT INTO objects (system, kind, id, parent, name, body)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING";
        match self.write(connection, sql)? {
            0 => {
                let why = format!("the {} {} already exists", Self::KIND, self.id());
                Err(refused(&why))
            }
            _ => Ok(()),
        }
    }

    /// Adds it behind the others under a new id, if its kind has a maker of ids.
    fn create(self, connection: &Connection) -> Result<Self> {
        self.insert(connection)?;
        Ok(self)
    }

    /// Creates one with these fields, the rest by default.
    fn made(connection: &Connection, fields: &impl Serialize) -> Result<Self>
    where
        Self: Default,
    {
        Self::default().with(fields)?.create(connection)
    }

    /// The one of this name; if there is none, a new one with these fields.
    fn named_or_made(connection: &Connection, name: &str, fields: &impl Serialize) -> Result<Self>
    where
        Self: Default,
    {
        match Self::named(name).first(connection)? {
            Some(found) => Ok(found),
            None => Self::made(connection, fields),
        }
    }

    /// Stores it in the place of the one with its id; its order stays.
    fn save(&self, connection: &Connection) -> Result<()> {
        let sql = "UPDATE objects SET parent = ?4, name = ?5, body = ?6
                   WHERE system = ?1 AND kind = ?2 AND id = ?3";
        self.write(connection, sql).map(|_| ())
    }

    /// Stores it, whether it is there already or not.
    fn put(&self, connection: &Connection) -> Result<()> {
        let sql = "INSERT INTO objects (system, kind, id, parent, name, body)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                   ON CONFLICT DO UPDATE SET parent = ?4, name = ?5, body = ?6";
        self.write(connection, sql).map(|_| ())
    }

    /// Writes all that is stored of it, and gives the number of rows.
    fn write(&self, connection: &Connection, sql: &str) -> Result<usize> {
        self.check(connection)?;
        let body = serde_json::to_string(self).map_err(unwritable)?;
        let own = (self.id(), self.parent(), self.name());
        let values = (Self::SYSTEM, Self::KIND, own.0, own.1, own.2, body);
        connection.prepare_cached(sql)?.execute(values)
    }

    /// Edits the one with this id; false if there is none.
    fn edit(
        connection: &Connection,
        id: impl Display,
        edit: impl FnOnce(&mut Self),
    ) -> Result<bool> {
        let Some(mut object) = Self::get(connection, id)? else {
            return Ok(false);
        };
        edit(&mut object);
        object.save(connection).map(|()| true)
    }

    /// Sets the fields that a change names; false if no object has this id.
    fn change(connection: &Connection, id: impl Display, change: &impl Serialize) -> Result<bool> {
        let Some(object) = Self::get(connection, id)? else {
            return Ok(false);
        };
        let mut changed = object.with(change)?;
        changed.touch(&object);
        changed.save(connection).map(|()| true)
    }

    /// With the fields of a change that are not null, where both have a field of that name.
    fn with(&self, change: &impl Serialize) -> Result<Self> {
        with(self, change)
    }

    /// Deletes the one with this id; false if there is none.
    fn delete(connection: &Connection, id: impl Display) -> Result<bool> {
        let id = id.to_string();
        Self::release(connection, &id)?;
        Self::drop_owned(connection, &id)?;
        let deleted = Self::with_id(id).drop_all(connection)?;
        Ok(deleted == 1)
    }

    /// Puts the one with this id behind the others.
    fn move_to_end(connection: &Connection, id: &str) -> Result<()> {
        let sql = "UPDATE objects SET sequence = (SELECT max(sequence) + 1 FROM objects)
                   WHERE system = ?1 AND kind = ?2 AND id = ?3";
        connection
            .prepare_cached(sql)?
            .execute((Self::SYSTEM, Self::KIND, id))?;
        Ok(())
    }
}

/// How a kind is kept: `object!(Stage, "flowmingo", "stage", by ids::uuid, of project_id, named title)`, that is
/// what makes its ids, the field of its parent, that of its name, `owns` for each kind that goes with it; and in
/// braces what it says of its own. `only one` is for a kind of which there is one object, with an empty id.
macro_rules! object {
    ($type:ty, $system:literal, $kind:literal, only one) => {
        impl $crate::sandbox::store::Object for $type {
            const SYSTEM: &'static str = $system;
            const KIND: &'static str = $kind;
            fn id(&self) -> String {
                String::new()
            }
        }
    };
    ($type:ty, $system:literal, $kind:literal $(, by $maker:expr)? $(, of $parent:ident)? $(, named $name:ident)? $(, owns $owned:ident)* $(, { $($own:item)* })?) => {
        impl $crate::sandbox::store::Object for $type {
            const SYSTEM: &'static str = $system;
            const KIND: &'static str = $kind;
            fn id(&self) -> String {
                self.id.to_string()
            }
            $(fn create(mut self, connection: &rusqlite::Connection) -> rusqlite::Result<Self> {
                self.id = ($maker)(connection)?;
                self.insert(connection)?;
                Ok(self)
            })?
            $(fn parent(&self) -> String {
                self.$parent.to_string()
            })?
            $(fn name(&self) -> String {
                self.$name.clone()
            })?
            fn drop_owned(
                _connection: &rusqlite::Connection,
                _id: &str,
            ) -> rusqlite::Result<()> {
                $($owned::of(_id).drop_all(_connection)?;)*
                Ok(())
            }
            $($($own)*)?
        }
    };
}
pub(in crate::sandbox) use object;

/// A value with the fields of a change that are not null, where both have a field of that name.
pub(in crate::sandbox) fn with<T: Serialize + DeserializeOwned>(
    value: &T,
    change: &impl Serialize,
) -> Result<T> {
    let mut body = serde_json::to_value(value).map_err(unwritable)?;
    let change = serde_json::to_value(change).map_err(unwritable)?;
    for (name, value) in change.as_object().into_iter().flatten() {
        match body.get_mut(name) {
            Some(field) if !value.is_null() => *field = value.clone(),
            _ => {}
        }
    }
    serde_json::from_value(body).map_err(|error| refused(&error.to_string()))
}

/// The store's refusal of what would break it, in words for whoever asked.
pub(in crate::sandbox) fn refused(why: &str) -> rusqlite::Error {
    let error = ffi::Error::new(ffi::SQLITE_CONSTRAINT);
    rusqlite::Error::SqliteFailure(error, Some(why.to_owned()))
}

/// Refuses the id of something that is not there.
pub(in crate::sandbox) fn require_there<T: Object>(
    connection: &Connection,
    id: Option<impl Display>,
) -> Result<()> {
    match id {
        Some(id) if !T::exists(connection, &id)? => {
            Err(refused(&format!("no {} has the id {id}", T::KIND)))
        }
        _ => Ok(()),
    }
}

/// Refuses a value that is not a list.
pub(in crate::sandbox) fn require_list(name: &str, value: &Value) -> Result<()> {
    let is_list = value.is_array().then_some(());
    is_list.ok_or_else(|| refused(&format!("{name} must be a list")))
}

/// Refuses a text that is none of these.
pub(in crate::sandbox) fn require_one_of(name: &str, value: &str, of: &[&str]) -> Result<()> {
    let is_one = of.contains(&value).then_some(());
    is_one.ok_or_else(|| refused(&format!("{name} must be one of: {}", of.join(", "))))
}

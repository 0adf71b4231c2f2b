//! Which objects of a kind are meant: conditions put together one by one, so that SQLite sees only those that
//! are asked for and can use its indexes.

use std::fmt::Display;
use std::marker::PhantomData;

use rusqlite::types::Value as Bound;
use rusqlite::{Connection, Result, params_from_iter};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::stored::{read, unwritable};

/// Some objects of a kind, the oldest first.
#[derive(Debug, Clone)]
pub(in crate::sandbox) struct Select<T> {
    conditions: String,
    bound: Vec<Bound>,
    order: &'static str,
    limit: i64,
    offset: i64,
    kind: PhantomData<T>,
}

/// A page of a list with the number of all items in it.
#[derive(Debug)]
pub(in crate::sandbox) struct Listed<T> {
    pub(in crate::sandbox) items: Vec<T>,
    pub(in crate::sandbox) total: i64,
}

impl<T: Serialize + DeserializeOwned> Select<T> {
    /// All of a kind.
    pub(super) fn of(system: &str, kind: &str) -> Self {
        Self {
            conditions: format!("WHERE system = '{system}' AND kind = '{kind}'"),
            bound: Vec::new(),
            order: "ASC",
            limit: -1,
            offset: 0,
            kind: PhantomData,
        }
    }

    /// Those that meet a condition with one `?`; without a value there is no condition.
    pub(in crate::sandbox) fn when(mut self, condition: &str, value: Option<impl Display>) -> Self {
        if let Some(value) = value {
            self.bound.push(Bound::Text(value.to_string()));
            self.conditions.push_str(" AND ");
            self.conditions.push_str(condition);
        }
        self
    }

    /// Those whose field has this text; without a text there is no condition.
    pub(in crate::sandbox) fn field(self, name: &str, value: Option<&str>) -> Self {
        self.when(&format!("body ->> '{name}' = ?"), value)
    }

    /// Those whose field is null (or, if `is` is false, is not).
    pub(in crate::sandbox) fn null(mut self, name: &str, is: bool) -> Self {
        let not = if is { "" } else { "NOT " };
        let condition = format!(" AND body ->> '{name}' IS {not}NULL");
        self.conditions.push_str(&condition);
        self
    }

    /// The newest first.
    pub(in crate::sandbox) const fn newest(mut self) -> Self {
        self.order = "DESC";
        self
    }

    /// At most so many, behind so many others.
    pub(in crate::sandbox) const fn page(mut self, (limit, offset): (i64, i64)) -> Self {
        self.limit = limit;
        self.offset = offset;
        self
    }

    /// The objects.
    pub(in crate::sandbox) fn list(&self, connection: &Connection) -> Result<Vec<T>> {
        self.bodies(connection, |_, body| read(body))
    }

    /// The objects, each with its place in the order of creation.
    pub(in crate::sandbox) fn in_sequence(&self, connection: &Connection) -> Result<Vec<(i64, T)>> {
        self.bodies(connection, |sequence, body| Ok((sequence, read(body)?)))
    }

    /// The objects with their fields as they are stored, but for these.
    pub(in crate::sandbox) fn without(
        &self,
        connection: &Connection,
        names: &[&str],
    ) -> Result<Vec<Value>> {
        let objects = self.list(connection)?;
        let mut bodies = objects
            .iter()
            .map(|object| serde_json::to_value(object).map_err(unwritable))
            .collect::<Result<Vec<_>>>()?;
        for body in bodies.iter_mut().filter_map(Value::as_object_mut) {
            body.retain(|name, _| !names.contains(&name.as_str()));
        }
        Ok(bodies)
    }

    /// The first of them.
    pub(in crate::sandbox) fn first(self, connection: &Connection) -> Result<Option<T>> {
        Ok(self.page((1, 0)).list(connection)?.pop())
    }

    /// A page of them, with the number of all.
    pub(in crate::sandbox) fn listed(
        self,
        connection: &Connection,
        window: (i64, i64),
    ) -> Result<Listed<T>> {
        let total = self.count(connection)?;
        let items = self.page(window).list(connection)?;
        Ok(Listed { items, total })
    }

    /// How many they are.
    pub(in crate::sandbox) fn count(&self, connection: &Connection) -> Result<i64> {
        connection
            .prepare_cached(&format!("SELECT count(*) FROM objects {}", self.conditions))?
            .query_row(params_from_iter(&self.bound), |row| row.get(0))
    }

    /// Whether there is any.
    pub(in crate::sandbox) fn any(&self, connection: &Connection) -> Result<bool> {
        connection
            .prepare_cached(&format!("SELECT 1 FROM objects {}", self.conditions))?
            .exists(params_from_iter(&self.bound))
    }

    /// Deletes them, asking nothing, and gives their number.
    pub(in crate::sandbox) fn drop_all(&self, connection: &Connection) -> Result<usize> {
        connection
            .prepare_cached(&format!("DELETE FROM objects {}", self.conditions))?
            .execute(params_from_iter(&self.bound))
    }

    fn bodies<U>(
        &self,
        connection: &Connection,
        read: impl Fn(i64, &str) -> Result<U>,
    ) -> Result<Vec<U>> {
        let (conditions, order) = (&self.conditions, self.order);
        let sql = format!(
            "SELECT sequence, body FROM objects {conditions} ORDER BY sequence {order} LIMIT ? OFFSET ?"
        );
        let window = [Bound::Integer(self.limit), Bound::Integer(self.offset)];
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(self.bound.iter().chain(&window)))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(read(row.get(0)?, row.get_ref(1)?.as_str()?)?);
        }
        Ok(found)
    }
}

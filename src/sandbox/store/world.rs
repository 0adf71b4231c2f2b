//! All that a store holds, as plain values: to begin another store with, or to compare two by. Knows no kind.

use rusqlite::{Connection, Result};

/// Everything in a store at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::sandbox) struct Rows {
    pub(in crate::sandbox) objects: Vec<Row>,
    numbers: Vec<(String, i64)>,
}

/// One object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::sandbox) struct Row {
    sequence: i64,
    pub(in crate::sandbox) system: String,
    pub(in crate::sandbox) kind: String,
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) parent: String,
    pub(in crate::sandbox) name: String,
    pub(in crate::sandbox) body: String,
}

impl Rows {
    /// All that is there, in the order of creation.
    pub(in crate::sandbox) fn of(connection: &Connection) -> Result<Self> {
        let objects =
            "SELECT sequence, system, kind, id, parent, name, body FROM objects ORDER BY sequence";
        let objects = connection
            .prepare_cached(objects)?
            .query_map([], |row| {
                Ok(Row {
                    sequence: row.get(0)?,
                    system: row.get(1)?,
                    kind: row.get(2)?,
                    id: row.get(3)?,
                    parent: row.get(4)?,
                    name: row.get(5)?,
                    body: row.get(6)?,
                })
            })?
            .collect::<Result<_>>()?;
        let numbers = connection
            .prepare_cached("SELECT name, value FROM numbers")?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_>>()?;
        Ok(Self { objects, numbers })
    }

    /// Puts it into a store that is empty.
    pub(in crate::sandbox) fn put(&self, connection: &Connection) -> Result<()> {
        let object = "INSERT INTO objects (sequence, system, kind, id, parent, name, body)
                      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let mut object = connection.prepare_cached(object)?;
        for row in &self.objects {
            let (own, others) = (&row.id, (&row.parent, &row.name));
            let kind = (&row.system, &row.kind);
            object.execute((
                row.sequence,
                kind.0,
                kind.1,
                own,
                others.0,
                others.1,
                &row.body,
            ))?;
        }
        let number = "INSERT OR REPLACE INTO numbers (name, value) VALUES (?1, ?2)";
        let mut number = connection.prepare_cached(number)?;
        for (name, value) in &self.numbers {
            number.execute((name, value))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::{SandboxError, Store};
    use super::super::{Database, numbers};
    use super::*;

    #[test]
    fn what_is_taken_from_one_store_is_all_that_another_holds() {
        let one = Database::open(&Store::Memory).unwrap();
        one.write(|connection| {
            numbers::set(connection, "flow", 7)?;
            connection.execute_batch(
                "INSERT INTO objects (system, kind, id, parent, name, body) VALUES ('s', 'k', 'i', 'p', 'n', '{}')",
            )
        })
        .unwrap();
        let rows = one.read(Rows::of).unwrap();
        assert_eq!(rows.objects.len(), 1);
        let other = Database::open(&Store::Memory).unwrap();
        other.write(|connection| rows.put(connection)).unwrap();
        assert_eq!(other.read(Rows::of).unwrap(), rows);
        let next = other.write(|connection| numbers::next(connection, "flow"));
        assert_eq!(next.map_err(SandboxError::from).unwrap(), 8);
    }
}

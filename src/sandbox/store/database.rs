//! Opening the store, and transactions on it.

use std::fs;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use camino::Utf8Path;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::super::{SandboxError, Store};

/// The schema in steps: a store of `user_version` n has been through the first n. One that was released is
/// never changed; a change is a further step.
const STEPS: [&str; 3] = [
    include_str!("schema/1.sql"),
    include_str!("schema/2.sql"),
    include_str!("schema/3.sql"),
];

/// How long a write waits for another process that has the same file open.
const BUSY: Duration = Duration::from_secs(5);

/// More than all statements of the store, so that none is prepared twice.
const STATEMENTS_CACHED: usize = 256;

/// The one connection to the store. A transaction takes well under a millisecond, so holding a plain lock
/// on a worker of the runtime costs less than handing the work to a thread.
#[derive(Debug)]
pub(in crate::sandbox) struct Database(Mutex<Connection>);

impl Database {
    /// Opens the store, and makes its tables if it is new.
    pub(in crate::sandbox) fn open(store: &Store) -> Result<Self, SandboxError> {
        let (mut connection, place) = match store {
            Store::Memory => (Connection::open_in_memory()?, "memory".to_owned()),
            Store::File(path) => (open_file(path)?, path.to_string()),
        };
        prepare(&mut connection, place)?;
        Ok(Self(Mutex::new(connection)))
    }

    /// Runs a read of one consistent moment.
    pub(in crate::sandbox) fn read<T, E: From<rusqlite::Error>>(
        &self,
        run: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        self.transaction(TransactionBehavior::Deferred, run)
    }

    /// Runs a write: all of it is kept, or on an error nothing.
    pub(in crate::sandbox) fn write<T, E: From<rusqlite::Error>>(
        &self,
        run: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        // Immediate, because a deferred one that reads before it writes cannot wait for another process.
        self.transaction(TransactionBehavior::Immediate, run)
    }

    fn transaction<T, E: From<rusqlite::Error>>(
        &self,
        behavior: TransactionBehavior,
        run: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let connection = self.lock();
        let transaction = Transaction::new_unchecked(&connection, behavior)?;
        let value = run(&transaction)?;
        transaction.commit()?;
        Ok(value)
    }

    fn lock(&self) -> MutexGuard<'_, Connection> {
        // A panic inside a transaction rolls it back, so the connection stays sound.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn open_file(path: &Utf8Path) -> Result<Connection, SandboxError> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_str().is_empty()) {
        fs::create_dir_all(folder).map_err(|source| SandboxError::Folder {
            path: folder.to_owned(),
            source,
        })?;
    }
    // A pipe would never be opened, and a device is not a place to keep anything.
    match path.metadata() {
        Ok(found) if !found.is_file() => {
            return Err(SandboxError::NotAFile(path.to_owned()));
        }
        _ => {}
    }
    let open = || {
        let connection = Connection::open(path)?;
        // SQLite reads a file only when asked something: here a file that is not a database shows itself.
        connection.pragma_query_value(None, "schema_version", |row| row.get::<_, i64>(0))?;
        Ok(connection)
    };
    open().map_err(|source| SandboxError::Open {
        path: path.to_owned(),
        source,
    })
}

fn prepare(connection: &mut Connection, place: String) -> Result<(), SandboxError> {
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_CACHED);
    connection.pragma_update(None, "foreign_keys", true)?;
    // A crash of the machine may lose the last writes but never the file; nothing here is worth an fsync each.
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let tables: i64 =
        transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    match (found, tables) {
        (0, 0) => go_through(&transaction, &STEPS)?,
        (found @ 1.., _) if steps_behind(found).is_some() => {
            go_through(&transaction, steps_behind(found).unwrap_or_default())?;
        }
        _ => {
            return Err(SandboxError::Foreign {
                place,
                found,
                expected: latest(),
            });
        }
    }
    transaction.commit()?;
    // Last, so that a foreign file is left as it was. In memory there is no log: the answer is "memory".
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    Ok(())
}

/// The `user_version` of a store that has been through all steps.
fn latest() -> i64 {
    i64::try_from(STEPS.len()).unwrap_or(i64::MAX)
}

/// The steps that a store of this version has not been through; none if it has been through others.
fn steps_behind(version: i64) -> Option<&'static [&'static str]> {
    STEPS.get(usize::try_from(version).ok()?..)
}

fn go_through(transaction: &Transaction<'_>, steps: &[&str]) -> rusqlite::Result<()> {
    for step in steps {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "user_version", latest())
}

#[cfg(test)]
mod tests {
    use camino::Utf8PathBuf;

    use super::super::numbers;
    use super::*;

    const CREDITS: &str = "credits";

    fn file(folder: &tempfile::TempDir, name: &str) -> Utf8PathBuf {
        Utf8PathBuf::from_path_buf(folder.path().join(name)).unwrap()
    }

    #[test]
    fn a_file_keeps_its_data_and_its_folders_are_made() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::File(file(&folder, "a/b/sandbox.db"));
        let set = |connection: &Connection| numbers::set(connection, CREDITS, 7);
        Database::open(&store).unwrap().write(set).unwrap();
        let credits = Database::open(&store)
            .unwrap()
            .read(|connection| numbers::get(connection, CREDITS))
            .unwrap();
        assert_eq!(credits, 7);
    }

    #[test]
    fn a_database_of_something_else_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = file(&folder, "other.db");
        Connection::open(&path)
            .unwrap()
            .execute_batch("CREATE TABLE theirs (x)")
            .unwrap();
        let before = fs::read(&path).unwrap();
        let error = Database::open(&Store::File(path.clone())).unwrap_err();
        assert!(
            matches!(error, SandboxError::Foreign { found: 0, .. }),
            "{error:?}"
        );
        assert_eq!(fs::read(&path).unwrap(), before);
    }

    #[test]
    fn a_store_of_the_first_version_keeps_its_data_and_learns_the_rest() {
        let folder = tempfile::tempdir().unwrap();
        let path = file(&folder, "old.db");
        let old = Connection::open(&path).unwrap();
        old.execute_batch(STEPS[0]).unwrap();
        old.execute_batch("INSERT INTO company VALUES ('c', 7, 0); PRAGMA user_version = 1")
            .unwrap();
        drop(old);
        let database = Database::open(&Store::File(path)).unwrap();
        let credits = database
            .read(|connection| numbers::get(connection, CREDITS))
            .unwrap();
        assert_eq!(credits, 7);
    }

    #[test]
    fn a_store_of_a_later_version_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = file(&folder, "new.db");
        let later = "CREATE TABLE t (x); PRAGMA user_version = 99";
        Connection::open(&path)
            .unwrap()
            .execute_batch(later)
            .unwrap();
        let error = Database::open(&Store::File(path)).unwrap_err();
        assert!(
            matches!(error, SandboxError::Foreign { found: 99, .. }),
            "{error:?}"
        );
    }

    #[test]
    fn a_file_that_is_no_database_is_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = file(&folder, "notes.txt");
        fs::write(
            &path,
            "not a database, whatever its name may say\n".repeat(50),
        )
        .unwrap();
        let error = Database::open(&Store::File(path)).unwrap_err();
        assert!(error.to_string().contains("notes.txt"), "{error}");
    }

    #[test]
    fn a_write_that_fails_leaves_nothing_behind() {
        let database = Database::open(&Store::Memory).unwrap();
        let result: Result<(), SandboxError> = database.write(|connection| {
            numbers::set(connection, CREDITS, 1)?;
            Err(SandboxError::Misfit("no".to_owned()))
        });
        assert!(result.is_err());
        assert_ne!(
            database
                .read(|connection| numbers::get(connection, CREDITS))
                .unwrap(),
            1
        );
    }
}

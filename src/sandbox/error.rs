//! What can go wrong with the sandbox itself, as against what it answers to a client.

use std::io;

use camino::Utf8PathBuf;

/// Why a sandbox could not start, or why an edit of its data was refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SandboxError {
    /// The folder for the file cannot be made: the person's path or its permissions.
    #[error("cannot create the folder {path} for the sandbox's store")]
    Folder {
        /// The folder.
        path: Utf8PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// A pipe, a device or a folder is in its place: the person's path.
    #[error("cannot keep the sandbox's store in {0}: it is not a regular file")]
    NotAFile(Utf8PathBuf),
    /// The file cannot be opened as a database: the person's path, or a file of something else.
    #[error("cannot open {path} as a sandbox store")]
    Open {
        /// The file.
        path: Utf8PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// The file is a database that this version did not write: another program's, or another version's.
    #[error(
        "{place} is not a sandbox store of this version (its user_version is {found}, not {expected}); use another \
         file, or delete it to start empty"
    )]
    Foreign {
        /// The file, or "memory".
        place: String,
        /// The `user_version` in the file.
        found: i64,
        /// The `user_version` that this version writes.
        expected: i64,
    },
    /// The port cannot be bound: most often another server has it.
    #[error("cannot listen on 127.0.0.1:{port}")]
    Bind {
        /// The port asked for.
        port: u16,
        /// What the operating system said.
        source: io::Error,
    },
    /// An edit names what does not exist: the caller's mistake.
    #[error("no {kind} has the id {id}")]
    Unknown {
        /// What was looked for.
        kind: &'static str,
        /// The id given.
        id: String,
    },
    /// An edit has a position or an order that does not fit what is there: the caller's mistake.
    #[error("{0}")]
    Misfit(String),
    /// A seed names what is not there: the mistake of the person who wrote it.
    #[error("{0}")]
    Seed(String),
    /// SQLite refused: a constraint of the store that an edit breaks, or a fault of disk or file.
    #[error("the sandbox's store failed")]
    Database(#[from] rusqlite::Error),
}

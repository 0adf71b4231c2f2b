//! Every mail that a real system would have sent, so that a test can prove that nobody got two.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::store::{Object, ids, object};
use super::time::now;

/// A mail that was sent.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Mail {
    id: i64,
    system: String,
    kind: String,
    to: String,
    /// The id of what it brought: an invite, a flow candidate, an invitation, a candidate key.
    about: String,
    /// Milliseconds since 1970.
    sent_at: i64,
}

object!(Mail, "sandbox", "mail", by ids::number::<Self>);

/// Sends a mail about an object of its system, as far as a sandbox does.
pub(super) fn send<T: Object>(
    connection: &Connection,
    about: &T,
    kind: &str,
    to: &str,
) -> rusqlite::Result<()> {
    let mail = Mail {
        id: 0,
        system: T::SYSTEM.to_owned(),
        kind: kind.to_owned(),
        to: to.to_owned(),
        about: about.id(),
        sent_at: now(),
    };
    mail.create(connection).map(|_| ())
}

//! Everything in the store as JSON, in the order of creation, for people and for comparing two runs.
//!
//! TapTalent's data stands at the top, where it was before there were others.

use rusqlite::Connection;
use serde_json::{Value, json};

use super::super::settings::TaptalentSettings;
use super::super::store::table;
use super::super::system::System;
use super::super::time::now;
use super::{flowmingo, promptster, taptalent};

pub(super) fn dump(connection: &Connection) -> rusqlite::Result<Value> {
    table::taptalent::generations::settle(connection, now())?;
    let settings: TaptalentSettings = table::settings::of(connection, System::Taptalent)?;
    let mut state = taptalent::dump(connection)?;
    state["settings"] = json!(settings);
    state["mails"] = json!(table::mails::all(connection)?);
    state["flowmingo"] = flowmingo::dump(connection)?;
    state["promptster"] = promptster::dump(connection)?;
    Ok(state)
}

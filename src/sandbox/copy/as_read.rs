//! What was read, word for word, beside what is stored of it: so that a copy shows also the fields that no kind here knows,
//! and none that were not shown there.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::super::call::{Call, Content, Place};
use super::super::rate::Rate;
use super::super::store::{Database, Object as _, object};
use super::super::{SandboxError, System};
use super::merge::merged;
use super::reads::{Read, Reads, id_of, items_of, items_of_mut, object_of, object_of_mut};

/// One object in one answer.
#[derive(Debug, Serialize, Deserialize)]
struct AsRead {
    id: String,
    /// As it was read.
    read: Value,
    /// What the copy itself answered when nothing had changed.
    then: Value,
}

object!(AsRead, "copy", "answer");

/// More than any list has; a client asks for less.
const ALL: &str = "limit=1000000";

/// Keeps every answer that was read beside what the copy answers in its place.
pub(super) fn keep(database: &Database, reads: &Reads) -> Result<(), SandboxError> {
    for read in reads.iter() {
        let then = answered(database, read);
        if then.len() != read.objects.len() {
            let text = format!(
                "{} of {} things that {} shows can be copied",
                then.len(),
                read.objects.len(),
                read.path
            );
            return Err(SandboxError::Misfit(text));
        }
        database.write(|connection| {
            then.into_iter()
                .zip(&read.objects)
                .try_for_each(|(then, object)| {
                    let item = if read.is_list { id_of(&then) } else { None };
                    let kept = AsRead {
                        id: key(read.system, &read.path, item.as_deref()),
                        read: Value::Object(object.fields.clone()),
                        then: Value::Object(then),
                    };
                    kept.put(connection)
                })
        })?;
    }
    Ok(())
}

/// What the copy answers of itself to the same reads.
fn answered(database: &Database, read: &Read) -> Vec<Map<String, Value>> {
    // Where one page tells the way to the next, the ways of two systems are not the same.
    let is_chain = read.system == System::Taptalent
        && read.path.starts_with("/assessment/")
        && read.path.ends_with("/candidates");
    let all = [ALL.to_owned()];
    let queries = if is_chain { &all[..] } else { &read.queries };
    let mut objects: Vec<Map<String, Value>> = Vec::new();
    let mut places = BTreeMap::new();
    for query in queries {
        let call = get(read.system, &read.path, query);
        let answer = read.system.answer(database, &Rate::default(), &call);
        if answer.status != 200 {
            continue;
        }
        if !read.is_list {
            return object_of(&answer.body).cloned().into_iter().collect();
        }
        let items = items_of(&answer.body).into_iter().flatten();
        for item in items.filter_map(Value::as_object) {
            let place = *places.entry(id_of(item)).or_insert(objects.len());
            if place == objects.len() {
                objects.push(item.clone());
            }
        }
    }
    objects
}

fn get(system: System, path: &str, query: &str) -> Call {
    Call {
        method: "GET".to_owned(),
        place: Place::System(system, path.to_owned()),
        query: query.to_owned(),
        authorization: Some(format!("Bearer {}", system.key())),
        api_key: (system == System::Flowmingo).then(|| system.key().to_owned()),
        says_json: false,
        content: Content::Empty,
    }
}

fn key(system: System, path: &str, item: Option<&str>) -> String {
    format!("{} {path} {}", system.name(), item.unwrap_or_default())
}

/// Puts what was read back into an answer of a copy, with what has changed since.
pub(in crate::sandbox) fn restore(
    connection: &Connection,
    system: System,
    path: &str,
    body: &mut Value,
) -> rusqlite::Result<()> {
    if super::reads::is_list(path) {
        for item in items_of_mut(body).into_iter().flatten() {
            let id = item.as_object().and_then(id_of);
            restore_one(connection, &key(system, path, id.as_deref()), item)?;
        }
        return Ok(());
    }
    match object_of_mut(body) {
        Some(object) => restore_one(connection, &key(system, path, None), object),
        None => Ok(()),
    }
}

fn restore_one(connection: &Connection, key: &str, object: &mut Value) -> rusqlite::Result<()> {
    if let Some(kept) = AsRead::get(connection, key)? {
        *object = merged(&kept.read, &kept.then, object.take());
    }
    Ok(())
}

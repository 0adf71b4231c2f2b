//! What the answer to a request for keys tells of each person. Quotes nothing of it: every item holds a key in clear.

use serde_json::Value;

use crate::model::promptster::Keyholder;
use crate::model::{Email, PersonIds, PersonOutcome, PersonResult};

/// The outcomes of those for whom a key came. By `candidateEmail`; a key that names nobody goes by its position if so many
/// keys came as were asked for.
///
/// # Errors
/// There are no keys in it: then nothing is known of anybody.
pub(super) fn outcomes(asked: &[Keyholder], body: &[u8]) -> Result<Vec<PersonOutcome>, String> {
    let body: Value =
        serde_json::from_slice(body).map_err(|_| "the response is not JSON".to_owned())?;
    let keys = keys(&body).ok_or("the response has no `keys`")?;
    let mut owners: Vec<Option<usize>> = vec![None; keys.len()];
    for (key, owner) in keys.iter().enumerate() {
        let email = email(owner);
        owners[key] = asked
            .iter()
            .enumerate()
            .find(|(index, one)| {
                Some(one.email.canonical()) == email.as_deref() && !owners.contains(&Some(*index))
            })
            .map(|(index, _)| index);
    }
    if keys.len() == asked.len() {
        for (index, key) in keys.iter().enumerate() {
            let is_free = !owners.contains(&Some(index));
            if owners[index].is_none() && is_free && email(key).is_none() {
                owners[index] = Some(index);
            }
        }
    }
    let outcomes = owners.iter().zip(keys).filter_map(|(owner, key)| {
        let one = asked.get((*owner)?)?;
        Some(PersonOutcome {
            who: one.email.clone(),
            result: PersonResult::Entered(PersonIds {
                id: key.get("id").and_then(id),
                talent: None,
            }),
        })
    });
    Ok(outcomes.collect())
}

fn keys(body: &Value) -> Option<&Vec<Value>> {
    [
        body.get("keys"),
        body.get("data").and_then(|data| data.get("keys")),
        body.get("data"),
        Some(body),
    ]
    .into_iter()
    .flatten()
    .find_map(Value::as_array)
}

fn email(key: &Value) -> Option<String> {
    let text = key.get("candidateEmail")?.as_str()?;
    Some(Email::canonical_of(text)).filter(|text| !text.is_empty())
}

fn id(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) if !number.is_f64() => Some(number.to_string()),
        _ => None,
    }
}

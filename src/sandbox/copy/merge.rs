//! What was read, with what has changed since: of an answer now, only what differs from the answer right after copying counts.

use serde_json::{Map, Value};

use super::reads::id_of;

/// `read` as it would be answered now. `then`: what the copy answered when nothing had changed; `now`: what it answers now.
pub(super) fn merged(read: &Value, then: &Value, now: Value) -> Value {
    if *then == now {
        return read.clone();
    }
    match (read, then, now) {
        (Value::Object(read), Value::Object(then), Value::Object(now)) => {
            Value::Object(merged_fields(read, then, now))
        }
        (Value::Array(read), Value::Array(then), Value::Array(now)) => {
            let merge = |(index, item)| merged_item(read, then, (index, item));
            now.into_iter().enumerate().map(merge).collect()
        }
        (_, _, now) => now,
    }
}

fn merged_fields(
    read: &Map<String, Value>,
    then: &Map<String, Value>,
    now: Map<String, Value>,
) -> Map<String, Value> {
    let mut fields = read.clone();
    fields.retain(|name, _| now.contains_key(name) || !then.contains_key(name));
    for (name, value) in now {
        let value = match (read.get(&name), then.get(&name)) {
            (_, Some(then)) if *then == value => continue,
            (Some(read), Some(then)) => merged(read, then, value),
            (_, _) => value,
        };
        fields.insert(name, value);
    }
    fields
}

/// Items go by their ids; those without by their place.
fn merged_item(read: &[Value], then: &[Value], (index, item): (usize, Value)) -> Value {
    let id = item.as_object().and_then(id_of);
    let place = match &id {
        Some(id) => then
            .iter()
            .position(|one| one.as_object().and_then(id_of).as_ref() == Some(id)),
        None => Some(index),
    };
    match place.and_then(|place| Some((read.get(place)?, then.get(place)?))) {
        Some((read, then)) => merged(read, then, item),
        None => item,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_has_not_changed_is_shown_as_it_was_read() {
        let read = json!({"title": "A", "unknown": {"x": 1}, "duration": 20.0});
        let then = json!({"title": "A", "duration": 20, "skills": []});
        assert_eq!(merged(&read, &then, then.clone()), read);
        let now = json!({"title": "B", "duration": 20, "skills": []});
        let shown = json!({"title": "B", "unknown": {"x": 1}, "duration": 20.0});
        assert_eq!(merged(&read, &then, now), shown);
    }

    #[test]
    fn items_keep_what_is_not_known_of_them_when_others_come_and_go() {
        let read = json!({"questions": [{"id": "a", "q": "A?", "by": 1}, {"id": "b", "q": "B?", "by": 2}]});
        let then = json!({"questions": [{"id": "a", "q": "A?"}, {"id": "b", "q": "B?"}]});
        let now = json!({"questions": [{"id": "b", "q": "B!"}, {"id": "c", "q": "C?"}]});
        let shown = json!({"questions": [{"id": "b", "q": "B!", "by": 2}, {"id": "c", "q": "C?"}]});
        assert_eq!(merged(&read, &then, now), shown);
    }

    #[test]
    fn items_without_ids_go_by_their_place() {
        let read = json!([{"t": "60", "more": true}]);
        let then = json!([{"t": 60}]);
        let now = json!([{"t": 65}, {"t": 70}]);
        assert_eq!(
            merged(&read, &then, now),
            json!([{"t": 65, "more": true}, {"t": 70}])
        );
    }
}

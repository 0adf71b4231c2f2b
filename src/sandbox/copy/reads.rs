//! What was read, by what it is about: pages of a list as one list, and of what was read twice the last answer.

use serde_json::{Map, Value};

use super::super::System;
use super::Answered;

/// Names under which an answer holds its one object.
const OBJECTS: [&str; 7] = [
    "data",
    "assessment",
    "flow",
    "job",
    "branding",
    "submission",
    "key",
];

/// The last words of the paths that are lists; a `v1` behind them aside.
const LISTS: [&str; 12] = [
    "assessment",
    "assessment-flows",
    "candidates",
    "jobs",
    "interview-sets",
    "projects",
    "job-posts",
    "stages",
    "applications",
    "submissions",
    "assessments",
    "keys",
];

/// Names under which an item has its id, the likelier first.
const IDS: [&str; 5] = [
    "id",
    "assessmentId",
    "candidateId",
    "flowCandidateId",
    "_id",
];

/// What was read.
#[derive(Debug, Default)]
pub(super) struct Reads(Vec<Read>);

/// What was read at one path, its query aside.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) system: System,
    pub(super) path: String,
    pub(super) is_list: bool,
    /// The queries with which it was read.
    pub(super) queries: Vec<String>,
    /// The items of the list, or the one object.
    pub(super) objects: Vec<Object>,
}

/// An object as it was read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Object {
    /// The query with which it was read: what it says of the object, it may not say itself.
    pub(super) query: String,
    pub(super) fields: Map<String, Value>,
}

impl Reads {
    pub(super) fn of(answered: &[Answered]) -> Self {
        let mut reads = Self::default();
        for one in answered {
            reads.add(one);
        }
        reads
    }

    fn add(&mut self, answered: &Answered) {
        let (path, query) = parted(&answered.path);
        let found = |read: &Read| read.system == answered.system && read.path == path;
        let index = self.0.iter().position(found).unwrap_or_else(|| {
            self.0.push(Read {
                system: answered.system,
                path: path.to_owned(),
                is_list: is_list(path),
                queries: Vec::new(),
                objects: Vec::new(),
            });
            self.0.len() - 1
        });
        self.0[index].add(query, &answered.body);
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Read> {
        self.0.iter()
    }

    /// The items of a list; none if nobody read it.
    pub(super) fn list(&self, system: System, path: &str) -> Option<&[Object]> {
        let found = |read: &&Read| read.system == system && read.path == path && read.is_list;
        Some(&self.0.iter().find(found)?.objects)
    }

    /// Every read of a system below a path of so many pieces, with the piece at `*`.
    pub(super) fn below<'r>(
        &'r self,
        system: System,
        pattern: &'r str,
    ) -> impl Iterator<Item = (&'r str, &'r [Object])> {
        let of_system = self.0.iter().filter(move |read| read.system == system);
        of_system.filter_map(move |read| {
            let id = matched(pattern, &read.path)?;
            (read.is_list == is_list(pattern)).then_some((id, read.objects.as_slice()))
        })
    }
}

impl Read {
    fn add(&mut self, query: &str, body: &Value) {
        let objects: Vec<&Map<String, Value>> = if self.is_list {
            let items = items_of(body).into_iter().flatten();
            items.filter_map(Value::as_object).collect()
        } else {
            self.objects.clear();
            object_of(body).into_iter().collect()
        };
        if !self.queries.iter().any(|known| known == query) {
            self.queries.push(query.to_owned());
        }
        for fields in objects {
            let object = Object {
                query: query.to_owned(),
                fields: fields.clone(),
            };
            let id = id_of(fields);
            let same = |known: &&mut Object| id.is_some() && id_of(&known.fields) == id;
            match self.objects.iter_mut().find(same) {
                Some(known) => *known = object,
                None => self.objects.push(object),
            }
        }
    }
}

/// Path and query.
pub(super) fn parted(path: &str) -> (&str, &str) {
    path.split_once('?').unwrap_or((path, ""))
}

/// Whether a path is that of a list.
pub(super) fn is_list(path: &str) -> bool {
    let path = path.strip_suffix("/v1").unwrap_or(path);
    let last = path.rsplit('/').next().unwrap_or_default();
    LISTS.contains(&last)
}

/// What stands at the `*` of a pattern.
fn matched<'p>(pattern: &str, path: &'p str) -> Option<&'p str> {
    let (before, behind) = pattern.split_once('*')?;
    let id = path.strip_prefix(before)?.strip_suffix(behind)?;
    (!id.is_empty() && !id.contains('/')).then_some(id)
}

/// The items of a list, wherever the answer has them.
pub(super) fn items_of(body: &Value) -> Option<&Vec<Value>> {
    match body {
        Value::Array(items) => Some(items),
        Value::Object(fields) => match fields.get("data") {
            Some(data) => items_of(data),
            None => fields.values().find_map(Value::as_array),
        },
        _ => None,
    }
}

/// The same, to be changed.
pub(super) fn items_of_mut(body: &mut Value) -> Option<&mut Vec<Value>> {
    let mut inner = body;
    while inner.get("data").is_some() {
        inner = &mut inner["data"];
    }
    match inner {
        Value::Array(items) => Some(items),
        Value::Object(fields) => fields.values_mut().find_map(Value::as_array_mut),
        _ => None,
    }
}

/// The one object of an answer.
pub(super) fn object_of(body: &Value) -> Option<&Map<String, Value>> {
    let fields = body.as_object()?;
    let inner = OBJECTS
        .iter()
        .find_map(|name| fields.get(*name)?.as_object().map(|_| *name));
    match inner {
        Some(name) => object_of(fields.get(name)?),
        None => Some(fields),
    }
}

/// The same, to be changed.
pub(super) fn object_of_mut(body: &mut Value) -> Option<&mut Value> {
    let fields = body.as_object()?;
    let inner = OBJECTS
        .iter()
        .find_map(|name| fields.get(*name)?.as_object().map(|_| *name));
    match inner {
        Some(name) => object_of_mut(body.get_mut(name)?),
        None => Some(body),
    }
}

/// The id of an item, as text.
pub(super) fn id_of(fields: &Map<String, Value>) -> Option<String> {
    IDS.iter().find_map(|name| text_of(fields.get(*name)?))
}

/// A text or a number as text.
pub(super) fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn answered(path: &str, body: Value) -> Answered {
        Answered {
            system: System::Taptalent,
            path: path.to_owned(),
            body,
        }
    }

    #[test]
    fn pages_are_one_list_and_of_what_comes_twice_the_last_counts() {
        let reads = Reads::of(&[
            answered(
                "/jobs?page=1",
                json!({"jobs": [{"id": 1, "a": 1}, {"id": 2}], "total": 3}),
            ),
            answered(
                "/jobs?page=2",
                json!({"jobs": [{"id": "1", "a": 2}, {"id": 3}]}),
            ),
        ]);
        let jobs = reads.list(System::Taptalent, "/jobs").unwrap();
        let ids: Vec<_> = jobs.iter().filter_map(|job| id_of(&job.fields)).collect();
        assert_eq!(ids, ["1", "2", "3"]);
        assert_eq!(jobs[0].fields["a"], 2);
        assert_eq!(jobs[0].query, "page=2");
        assert!(reads.list(System::Flowmingo, "/jobs").is_none());
    }

    #[test]
    fn an_object_is_found_in_any_envelope_and_by_its_path() {
        for body in [
            json!({"id": 7}),
            json!({"status": "success", "data": {"id": 7}}),
            json!({"assessment": {"id": 7}, "requestId": "r"}),
        ] {
            let reads = Reads::of(&[answered("/assessment-flows/7", body)]);
            let all: Vec<_> = reads
                .below(System::Taptalent, "/assessment-flows/*")
                .collect();
            assert_eq!(all[0].0, "7");
            assert_eq!(all[0].1[0].fields["id"], 7);
        }
    }
}

//! What is there, counted by what people would call it: two runs that did the same give things other ids, and the same count.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use super::super::store::{Row, Rows};

/// How often each thing is there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Census(BTreeMap<String, usize>);

/// Kinds that are no thing of a system's: settings, seeds, what was read, and what the system itself notes of people.
const ASIDE: [&str; 4] = ["settings", "seed", "answer", "generation"];

impl Census {
    pub(super) fn of(rows: &Rows) -> Self {
        let named = Named::of(rows);
        let mut census = Self::default();
        for row in &rows.objects {
            if !ASIDE.contains(&row.kind.as_str()) {
                *census.0.entry(named.words(row)).or_default() += 1;
            }
        }
        census
    }

    /// What is here more often than there, and how many times too often.
    pub fn beyond<'c>(&'c self, other: &'c Self) -> impl Iterator<Item = (&'c str, usize)> {
        self.0.iter().filter_map(|(words, count)| {
            let there = other.0.get(words).copied().unwrap_or_default();
            let more = count.saturating_sub(there);
            (more > 0).then_some((words.as_str(), more))
        })
    }
}

/// Kinds that others belong to.
const PARENTS: [&str; 4] = ["assessment", "flow", "interview set", "project"];

/// Kinds that mails are about.
const BROUGHT: [&str; 5] = [
    "flow candidate",
    "invite",
    "invitation",
    "candidate key",
    "application",
];

/// Rows by system, kind and id.
struct Named<'r>(HashMap<(&'r str, &'r str, &'r str), &'r Row>);

impl<'r> Named<'r> {
    fn of(rows: &'r Rows) -> Self {
        let rows = rows.objects.iter();
        let place = |row: &'r Row| (row.system.as_str(), row.kind.as_str(), row.id.as_str());
        Self(rows.map(|row| (place(row), row)).collect())
    }

    /// `question “Why?” of assessment “A”`
    fn words(&self, row: &Row) -> String {
        let fields: Value = serde_json::from_str(&row.body).unwrap_or_default();
        if row.kind == "mail" {
            let text = |name: &str| fields[name].as_str().unwrap_or_default();
            let about = self.of_id(&BROUGHT, text("system"), text("about"));
            return format!("mail {} to {} about {about}", text("kind"), text("to"));
        }
        let own = own_words(row, &fields);
        // Whoever is in a pipeline goes by an id, which is another one in every run.
        let own = match self
            .0
            .get(&(row.system.as_str(), "candidate", own.as_str()))
        {
            Some(person) => format!("“{}”", person.name),
            None => format!("“{own}”"),
        };
        let gone = ["deletedAt", "revokedAt"];
        let is_gone = gone.iter().any(|name| fields[*name].is_number());
        let words = format!(
            "{}{} {own}",
            if is_gone { "deleted " } else { "" },
            row.kind
        );
        match row.parent.as_str() {
            "" => words,
            parent => format!("{words} of {}", self.of_id(&PARENTS, &row.system, parent)),
        }
    }

    fn of_id(&self, kinds: &[&str], system: &str, id: &str) -> String {
        let found = kinds
            .iter()
            .find_map(|kind| self.0.get(&(system, *kind, id)));
        found.map_or_else(|| id.to_owned(), |row| self.words(row))
    }
}

/// What a thing is called, as far as it says so itself.
fn own_words(row: &Row, fields: &Value) -> String {
    let names: &[&str] = match row.kind.as_str() {
        "question" => &["question"],
        "candidate key" => &["candidateEmail"],
        "invitation" => &["email"],
        "assessment" => &["title"],
        _ => &[],
    };
    let told = names.iter().find_map(|name| fields[*name].as_str());
    told.map_or_else(|| row.name.clone(), str::to_owned)
}

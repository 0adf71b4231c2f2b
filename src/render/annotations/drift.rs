//! What drifted, on the manifest lines that say otherwise.

use serde_json::Value;

use super::annotation::{Annotation, Level, of_plan};
use crate::diagnostic::{Code, Place};
use crate::model::Address;
use crate::plan::{Action, Cause, Change, FieldChange, Plan};
use crate::render::Locate;
use crate::render::escape::visible;
use crate::render::value_words::shown;

/// Of a plan with only drift: what cannot be put back and every warning, then each difference that these do not tell.
pub fn of_drift(
    plan: &Plan,
    locate: Locate<'_>,
    home: &dyn Fn(&Address) -> Option<Place>,
) -> Vec<Annotation> {
    let mut annotations = of_plan(plan, locate, home);
    for change in &plan.changes {
        // An object that is gone has a warning of its own.
        if change.action == Action::Create {
            continue;
        }
        let fields = change.fields.iter();
        let untold = fields.filter(|field| !is_told(plan, &change.address, field));
        annotations.extend(untold.map(|field| {
            Annotation {
                place: field
                    .source
                    .as_ref()
                    .and_then(locate)
                    .or_else(|| home(&change.address)),
                ..annotation(change, field)
            }
        }));
    }
    annotations
}

fn is_told(plan: &Plan, address: &Address, field: &FieldChange) -> bool {
    let is_it = |source| field.source.as_ref() == Some(source);
    let blocked = plan.blocked.iter();
    let of_it = blocked.filter(|blocked| blocked.address == *address);
    of_it
        .filter_map(|blocked| blocked.source.as_ref())
        .any(is_it)
}

/// A text in quotes; of a question its parts.
fn words(value: &Value) -> String {
    match value {
        Value::String(_) => format!("“{}”", shown(value)),
        Value::Object(parts) => {
            let parts: Vec<String> = parts.values().map(words).collect();
            parts.join(", ")
        }
        other => shown(other),
    }
}

fn annotation(change: &Change, field: &FieldChange) -> Annotation {
    let name = visible(field.path.strip_prefix("spec.").unwrap_or(&field.path)).into_owned();
    let sides = match field.cause {
        Cause::Conflict => "here and in the web app",
        _ => "in the web app",
    };
    let message = match (&field.before, &field.after) {
        (Some(live), Some(declared)) => format!(
            "`{name}` was changed {sides}: live is {}, the manifest says {}",
            words(live),
            words(declared)
        ),
        (None, _) => format!("`{name}` was removed in the web app"),
        (Some(live), None) => format!("`{name}` was added in the web app: {}", words(live)),
    };
    Annotation {
        level: Level::Warning,
        code: Code::ChangedLive,
        address: Some(change.address.clone()),
        message,
        help: Some(
            "`vetform pull` copies the change into the manifest; `vetform apply` reverts it where possible"
                .to_owned(),
        ),
        place: None,
        related: Vec::new(),
    }
}

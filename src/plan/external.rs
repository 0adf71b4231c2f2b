//! What is authored in a system's web app: looked up by title or id, remembered, and never written.

use std::collections::BTreeMap;

use super::change::{Action, Plan};
use super::context::{Context, ResourceFate};
use super::draft::Draft;
use super::flowmingo;
use super::precondition::Precondition;
use super::record::record_of;
use crate::diagnostic::{Code, nearest};
use crate::model::flowmingo::Scope;
use crate::model::{
    Desired, External, Kind, LiveExternal, Pointer, Resource, same_text, with_article,
};
use crate::state::{RecordChange, Recorded};

const TITLE: &str = "title";

/// Looks up all of them.
pub(super) fn plan_externals(plan: &mut Plan, desired: &Desired, context: &mut Context<'_>) {
    for kind in Kind::ALL.into_iter().filter(|kind| kind.is_external()) {
        let resources = desired.externals_of(kind);
        let mut found: Vec<_> = resources.map(|one| find(kind, one, context)).collect();
        refuse_double_claims(&mut found, kind);
        for (resource, (mut draft, fate)) in desired.externals_of(kind).zip(found) {
            if let ResourceFate::Live(id) = &fate {
                flowmingo::compare_project(&mut draft, resource, id, context);
            }
            let fate = if draft.blocked.is_empty() {
                fate
            } else {
                ResourceFate::Blocked
            };
            let id = match &fate {
                ResourceFate::Live(id) => Some(id.clone()),
                ResourceFate::Created | ResourceFate::Blocked => None,
            };
            context.fates.insert(draft.address.clone(), fate);
            let address = draft.address;
            plan.file(
                address,
                draft.finish(Action::Update, id, Precondition::None, Some(0)),
            );
        }
    }
}

/// The draft of one, and the live object that it stands for.
fn find<'a>(
    kind: Kind,
    resource: &'a Resource<External>,
    context: &Context<'_>,
) -> (Draft<'a>, ResourceFate) {
    let mut draft = Draft::new(&resource.address, &resource.origin);
    let fate = match look_up(kind, resource, context) {
        Ok(live) => {
            remember(&mut draft, resource, live, context);
            ResourceFate::Live(live.id.to_string())
        }
        Err(Missing {
            code,
            message,
            help,
        }) => {
            let at = Pointer::root().key("spec");
            draft.block(code, at, message, help);
            ResourceFate::Blocked
        }
    };
    (draft, fate)
}

/// Why there is no live object.
struct Missing {
    code: Code,
    message: String,
    help: String,
}

fn look_up<'l>(
    kind: Kind,
    resource: &Resource<External>,
    context: &Context<'l>,
) -> Result<&'l LiveExternal, Missing> {
    let what = kind.noun();
    let all = context.live.externals(kind).ok_or_else(|| unread(kind))?;
    let title = resource.spec.title.as_deref();
    let is_meant = |one: &&LiveExternal| match (&resource.pin, title) {
        (Some(pin), _) => one.id == *pin,
        (None, Some(title)) => same_text(&one.title, title),
        (None, None) => false,
    };
    let found: Vec<&LiveExternal> = all.items().iter().filter(is_meant).collect();
    let words = resource.pin.as_ref().map_or_else(
        || format!("the title “{}”", title.unwrap_or_default()),
        |pin| format!("the id `{pin}`"),
    );
    match found[..] {
        [one] => Ok(one),
        [] => {
            let known = known_id(resource, context.recorded);
            Err(not_live(kind, (title, &words), known, all.items()))
        }
        ref several => {
            let ids = several.iter().map(|one| format!("`{}`", one.id));
            let ids = ids.collect::<Vec<_>>().join(", ");
            Err(Missing {
                code: Code::AmbiguousMatch,
                message: format!("{} live {what}s have {words}: {ids}", several.len()),
                help: "choose one by its id: `spec: { id: <its id> }`".to_owned(),
            })
        }
    }
}

/// No list of them was read; only Flowmingo's key may be one that cannot read it.
fn unread(kind: Kind) -> Missing {
    let what = kind.noun();
    let scope = Scope::ReadHiring;
    Missing {
        code: Code::MissingScope,
        message: format!("the key lacks the scope `{scope}`, so no {what} can be looked up"),
        help: "add the scope to the key in Flowmingo (Account Settings, Integrations), or use another key"
            .to_owned(),
    }
}

fn not_live(
    kind: Kind,
    (title, words): (Option<&str>, &str),
    known: Option<&str>,
    all: &[LiveExternal],
) -> Missing {
    let what = kind.noun();
    let renamed = known.and_then(|id| all.iter().find(|one| one.id.as_str() == id));
    let (message, help) = if let Some(renamed) = renamed {
        let message = format!(
            "no live {what} has {words}: it was renamed to “{}” in the web app",
            renamed.title
        );
        let help =
            "copy the new title with `vetform pull --write`, or restore the old one in the web app";
        (message, help.to_owned())
    } else {
        let titles = all.iter().map(|one| one.title.as_str());
        let near = title.and_then(|title| nearest(title, titles));
        let near = near.map_or_else(String::new, |near| format!("did you mean “{near}”? "));
        let help = format!(
            "{near}{} is created in {}'s web app: create it there, or fix the manifest",
            with_article(&what),
            kind.system().title()
        );
        (format!("no live {what} has {words}"), help)
    };
    Missing {
        code: Code::NotLive,
        message,
        help,
    }
}

/// The id that the manifest's title was last found by. Another title since then means another thing.
pub fn known_id<'r>(resource: &Resource<External>, recorded: &'r Recorded) -> Option<&'r str> {
    let record = record_of(resource, recorded)?;
    let title = resource.spec.title.as_deref()?;
    let print = recorded.fingerprint_key.of_text(TITLE, title);
    let is_unedited = record.fields.applied.get(TITLE) == Some(&print);
    is_unedited.then_some(record.id.as_str())
}

/// Remembers what a title was found to mean, so that it can be told what became of it.
fn remember(
    draft: &mut Draft<'_>,
    resource: &Resource<External>,
    live: &LiveExternal,
    context: &Context<'_>,
) {
    let Some(title) = &resource.spec.title else {
        return;
    };
    let is_known = known_id(resource, context.recorded) == Some(live.id.as_str());
    if resource.pin.is_some() || is_known {
        return;
    }
    context.remember_move(draft, resource);
    let print = context.recorded.fingerprint_key.of_text(TITLE, title);
    draft.records.extend([
        RecordChange::Identify {
            id: live.id.to_string(),
            adopted: true,
        },
        RecordChange::Fields {
            fields: BTreeMap::from([(TITLE.to_owned(), print)]),
        },
    ]);
}

/// People in two rosters of one thing are found by its manifest: with two of them, somebody could be invited twice.
fn refuse_double_claims(found: &mut [(Draft<'_>, ResourceFate)], kind: Kind) {
    let what = kind.noun();
    let mut by_id: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, (_, fate)) in found.iter().enumerate() {
        if let ResourceFate::Live(id) = fate {
            by_id.entry(id.clone()).or_default().push(index);
        }
    }
    for (id, sharing) in by_id.iter().filter(|(_, sharing)| sharing.len() > 1) {
        let names = sharing.iter().map(|&index| found[index].0.address);
        let names: Vec<String> = names.map(ToString::to_string).collect();
        for &index in sharing {
            let (draft, fate) = &mut found[index];
            draft.block(
                Code::ClaimedTwice,
                Pointer::root().key("metadata"),
                format!(
                    "{} refer to the same live {what} `{id}`",
                    names.join(" and ")
                ),
                "keep one of the manifests, and replace references to the other",
            );
            *fate = ResourceFate::Blocked;
        }
    }
}

//! What a pull took in, in the state: so that it is known whatever is renamed or reworded in the web apps before the next
//! apply.

use std::collections::BTreeSet;

use super::super::exit::Exit;
use super::super::failure::CommandFailure;
use super::super::planning::policy;
use super::pulling::Pulling;
use crate::manifest;
use crate::model::{Address, Desired, Live};
use crate::plan::{in_force, plan};
use crate::pull::taken_in;
use crate::render;
use crate::state::{Delta, Loss, RecordChange, Recorded};

/// Plans once more, from the same live values and the manifests as they are now, and saves what that shows to be true. A
/// state to which it adds nothing is not written.
pub(super) async fn remember(
    pulling: &Pulling<'_>,
    live: &Live,
    mut whole: Recorded,
    pruned: &[Address],
    lost: &Loss,
) -> Result<(), CommandFailure> {
    let desired = desired_now(pulling)?;
    let mut seen = in_force(&desired, &whole).into_owned();
    let is_shared = !pulling.state.is_local();
    let base = if is_shared { &seen } else { &whole };
    let (desired, recorded) = pulling.scope.narrowed(&desired, base);
    let plan = plan(&desired, live, &recorded, policy(pulling.session))?;
    let known: BTreeSet<&Address> = desired.addresses().collect();
    let is_wanted = |address: &Address| pulling.scope.contains(address) && known.contains(address);
    let before = whole.clone();
    for fact in taken_in(&plan, live, &recorded, &is_wanted) {
        if !is_shared || fact.address.kind().is_roster() {
            whole.apply(&fact);
            continue;
        }
        // Whoever shares the state may have the manifests of before, and must go on seeing what was changed live.
        seen.apply(&fact);
        if let Some(record) = seen.record(&fact.address) {
            whole.take_in(fact.address.clone(), record);
        }
    }
    // Whoever shares the state may have their manifests still, and must go on being told what was deleted.
    let forgotten = pruned.iter().filter(|_| !is_shared);
    for address in forgotten {
        whole.apply(&Delta {
            address: address.clone(),
            change: RecordChange::Forget,
        });
    }
    whole.learn_companies(&plan.companies);
    if whole == before {
        return Ok(());
    }
    if let Err(reason) = lost.holds().await {
        let message = format!("the lock was lost: {reason}");
        return Err(unremembered(message));
    }
    let saved = pulling.state.save(&mut whole).await;
    saved.map_err(|error| unremembered(error.to_string()))
}

/// What the manifests want, now that they are written.
fn desired_now(pulling: &Pulling<'_>) -> Result<Desired, CommandFailure> {
    let workspace = pulling.global.workspace();
    let mut loaded = manifest::load(&pulling.session.root, workspace);
    match loaded.desired.take() {
        Some(desired) if !loaded.has_errors() => Ok(desired),
        _ => {
            let (sources, output) = (&loaded.sources, pulling.output);
            let paint = output.message != render::Paint::new(false);
            let text = render::diagnostics::human(&loaded.problems, sources, output.width, paint);
            output.insist_block(text.trim_end());
            Err(unremembered("the manifests now have an error".to_owned()))
        }
    }
}

fn unremembered(message: String) -> CommandFailure {
    CommandFailure::new(Exit::Failed, message).with_hint(
        "the manifests were written, but the state does not have their objects yet; run `vetform pull --write` \
        again before anything is renamed in the web apps",
    )
}

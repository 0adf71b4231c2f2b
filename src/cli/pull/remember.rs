//! What a pull took in, in the state: so that it is known whatever is renamed or reworded in the web apps before the next
//! apply.

use std::collections::BTreeSet;

use super::super::exit::Exit;
use super::super::failure::CommandFailure;
use super::super::planning::policy;
use super::pulling::Pulling;
use crate::manifest;
use crate::model::{Address, Desired, Live};
use crate::plan::plan;
use crate::pull::taken_in;
use crate::render;
use crate::state::{Loss, Recorded};

/// Plans once more, from the same live values and the manifests as they are now, and saves what that shows to be true. A
/// state to which it adds nothing is not written.
pub(super) async fn remember(
    pulling: &Pulling<'_>,
    live: &Live,
    mut whole: Recorded,
    lost: &Loss,
) -> Result<(), CommandFailure> {
    let desired = desired_now(pulling)?;
    let (desired, recorded) = pulling.scope.narrowed(&desired, &whole);
    let plan = plan(&desired, live, &recorded, policy(pulling.session))?;
    let known: BTreeSet<&Address> = desired.addresses().collect();
    let is_wanted = |address: &Address| pulling.scope.contains(address) && known.contains(address);
    let before = whole.clone();
    for fact in taken_in(&plan, live, &recorded, &is_wanted) {
        whole.apply(&fact);
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

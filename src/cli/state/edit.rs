//! `state mv` and `state rm`: one fact is made true under the lock, as an apply would.

use super::super::argument::LockArgs;
use super::super::exit::Exit;
use super::super::failure::{CommandFailure, CommandResult};
use super::super::output::Output;
use super::super::session;
use super::place::{Place, unknown};
use crate::model::{Address, with_article};
use crate::render::visible;
use crate::state::{Delta, RecordChange, Recorded};

/// Lets `new` stand for what `old` stood for.
pub(super) async fn move_to(
    place: &Place,
    (old, new): (&Address, &Address),
    lock: &LockArgs,
    output: Output,
) -> CommandResult {
    let moved = Delta {
        address: new.clone(),
        change: RecordChange::MovedFrom { from: old.clone() },
    };
    change(place, lock, output, |recorded| {
        if !knows(recorded, old) {
            return Err(unknown(recorded, old));
        }
        if old.kind() != new.kind() {
            let (is, becomes) = (kind_words(old, new), kind_words(new, old));
            return Err(CommandFailure::new(
                Exit::Invalid,
                format!("{old} is {is} and cannot become {becomes}"),
            ));
        }
        if knows(recorded, new) {
            return Err(CommandFailure::new(
                Exit::Invalid,
                format!("{new} is already in the state"),
            )
            .with_hint(format!("remove it first: vetform state rm {new}")));
        }
        let said = format!(
            "moved {old} to {new}; rename its manifest too, or the next plan creates {old} again"
        );
        Ok((vec![moved], said))
    })
    .await
}

pub(super) async fn forget(
    place: &Place,
    address: &Address,
    lock: &LockArgs,
    output: Output,
) -> CommandResult {
    let forgotten = Delta {
        address: address.clone(),
        change: RecordChange::Forget,
    };
    change(place, lock, output, |recorded| {
        if !knows(recorded, address) {
            return Err(unknown(recorded, address));
        }
        let id = recorded.record(address).map_or_else(
            || "no known live object".to_owned(),
            |record| format!("the live object {}", visible(&record.id)),
        );
        let said = format!(
            "removed {address} from the state ({id}); nothing live was changed. If a manifest has this address, the \
            next plan searches by name: it adopts the object if exactly one matches, and creates it if none does"
        );
        Ok((vec![forgotten], said))
    })
    .await
}

/// Makes the facts true under the lock that `check` finds, if it has nothing against it; then says what it says.
pub(super) async fn change(
    place: &Place,
    lock: &LockArgs,
    output: Output,
    check: impl FnOnce(&Recorded) -> Result<(Vec<Delta>, String), CommandFailure>,
) -> CommandResult {
    let state = place.state()?;
    let holder = session::holder(&place.root)?;
    let held = session::lock(&state, &holder, lock.timeout, output).await?;
    let outcome = async {
        let mut recorded = session::recall(&state, &place.workspace, output).await?;
        let (facts, said) = check(&recorded)?;
        for fact in &facts {
            recorded.apply(fact);
        }
        state.save(&mut recorded).await?;
        output.say(&said);
        Ok(Exit::Done)
    }
    .await;
    session::release(held, output).await;
    outcome
}

/// Also one whose creation is in doubt.
fn knows(recorded: &Recorded, address: &Address) -> bool {
    recorded.record(address).is_some() || recorded.pending.keys().any(|key| key.address == *address)
}

/// `a Flow`; with the system where that of the other is another one.
fn kind_words(of: &Address, other: &Address) -> String {
    let kind = with_article(of.kind().as_str());
    let system = of.kind().system();
    if system == other.kind().system() {
        kind
    } else {
        format!("{kind} of {system}")
    }
}

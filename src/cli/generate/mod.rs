//! `vetform generate ADDRESS`: questions that the system thinks up, as a part of the manifest.
//!
//! Asking costs credits and cannot be taken back, so it is asked at most once (law 2): what was asked for, or may have been,
//! is waited for.

mod args;
mod ask;
mod wait;
mod write;

use super::call_log::CallLog;
use super::exit::Exit;
use super::failure::{CommandFailure, CommandResult};
use super::global::Global;
use super::manifest_file::ManifestFile;
use super::output::Output;
use super::planning::check_targets;
use super::session::{self, Session};
use super::signals::stop_on_signals;
use super::systems::Systems;
use crate::model::taptalent::Assessment;
use crate::model::{Address, Resource};
use crate::state::Origin;
pub(super) use args::GenerateArgs;
use ask::{Attempt, Standing};

pub(super) async fn run(global: &Global, args: &GenerateArgs, output: Output) -> CommandResult {
    let session = Session::open(global, output)?;
    let resource = resource(&session, args)?;
    // As it was read, so that nobody's edit of the meantime is written over.
    let file = ManifestFile::open(&session.root, &resource.origin.file)?;
    let state = session.state()?;
    let holder = session::holder(&session.root)?;
    let lock = session::lock(&state, &holder, args.lock.timeout, output).await?;
    let outcome = async {
        let recorded = session::recall(&state, &session.workspace, output).await?;
        let log = CallLog::create(session.root.as_path(), &holder.run, output);
        let systems = Systems::connect(&session, &recorded, output, log).await?;
        let lost = lock.lost();
        let stop = stop_on_signals(output)?;
        let mut attempt = Attempt {
            session: &session,
            resource,
            file: &file,
            args,
            output,
            state: &state,
            readers: systems.readers(),
            writers: systems.writers(&stop),
            voice: &systems.voice,
            origin: Origin::of(&holder),
            lost: &lost,
            stop,
            recorded,
        };
        let outcome = generate(&mut attempt).await;
        drop(attempt);
        systems.close().await;
        outcome
    }
    .await;
    session::release(lock, output).await;
    outcome
}

async fn generate(attempt: &mut Attempt<'_>) -> CommandResult {
    let id = match attempt.look().await? {
        Standing::HasQuestions(live) => return write::into_manifest(attempt, &live).await,
        Standing::Asked(id) | Standing::InDoubt(id) => id,
        Standing::Live(live) => attempt.ask(&live).await?,
        Standing::NotLive => attempt.make().await?,
    };
    let live = wait::for_questions(attempt, &id).await?;
    write::into_manifest(attempt, &live).await
}

/// The manifest that is meant, if questions can be written into it.
fn resource<'s>(
    session: &'s Session,
    args: &GenerateArgs,
) -> Result<&'s Resource<Assessment>, CommandFailure> {
    let address = &args.address;
    check_targets(&session.desired, std::slice::from_ref(address))?;
    let mut all = session.desired.taptalent.assessments.iter();
    let resource = all
        .find(|resource| resource.address == *address)
        .ok_or_else(|| {
            CommandFailure::new(
                Exit::Invalid,
                format!(
                    "{address}: only TapTalent generates questions, and only for its assessments"
                ),
            )
        })?;
    if resource.spec.questions.is_some() {
        return Err(CommandFailure::new(
            Exit::Invalid,
            format!("{address}: the manifest already has questions"),
        )
        .with_hint("nothing was requested; to get others, replace `questions:` with `generate:`"));
    }
    if resource.spec.generate.is_none() && !args.auto {
        return Err(CommandFailure::new(
            Exit::Invalid,
            format!("{address}: its manifest has no `generate:`"),
        )
        .with_hint(hint_for(address)));
    }
    Ok(resource)
}

fn hint_for(address: &Address) -> String {
    format!(
        "nothing was requested; add `generate: {{ jobDescription: … }}` to its spec; or, if it is not live yet, let \
        the system create all of it with `vetform generate {address} --auto`"
    )
}

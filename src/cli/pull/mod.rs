//! `vetform pull`: what is live, into the manifests. Holds a client that has no way to write; files are the only thing
//! that it changes – manifests, and then the state, which remembers what was taken in – and only with `--write`.

mod deliver;
mod document;
mod drafts;
mod layout;
mod prune;
mod pulled;
mod pulling;
mod remember;
mod tell;
mod turn;

use std::collections::BTreeSet;

use clap::Args;

pub(super) use self::deliver::PullFormat;
use self::drafts::{EditedFiles, edited_files, new_files, without};
use self::pulled::Pulled;
use self::pulling::Pulling;
use super::argument::LockArgs;
use super::ci_state;
use super::editor_schemas;
use super::examples;
use super::exit::Exit;
use super::failure::{CommandFailure, CommandResult};
use super::fleet::ShardArgs;
use super::formats::FormatArgs;
use super::global::Global;
use super::left_state;
use super::output::Output;
use super::outputs::write_each;
use super::planning::{policy, unreadable_or_mistaken};
use super::session::{self, Session, recall};
use super::signals::Signals;
use super::systems::Systems;
use crate::apply::refresh_all;
use crate::diagnostic::{Code, nearest};
use crate::model::{Address, Desired, Live, System};
use crate::plan::{Plan, in_force, other_companies, plan};
use crate::pull::{Asked, Conflicts, Found, Scene, Scope, drifted, live_ids, unmanaged};
use crate::state::{Lock, Recorded};

#[derive(Debug, Args)]
#[command(after_help = examples::PULL)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option of its own on the command line"
)]
pub(super) struct PullArgs {
    /// Only these resources, or all of a system by its name, managed or not. Only their keys are needed
    #[arg(value_name = "ADDRESS")]
    pub addresses: Vec<Asked>,
    /// Write the files and update the state; without it only the difference is shown
    #[arg(long)]
    pub write: bool,
    /// If manifest and live value both changed since the last apply, take the live value instead of keeping the manifest
    #[arg(long)]
    pub take_live: bool,
    /// Also take what was changed in this workspace into manifests that others have, too
    #[arg(long)]
    pub everywhere: bool,
    /// Remove the manifests of what was deleted in the web apps; without `--write` only show it
    #[arg(long)]
    pub prune: bool,
    /// Write a question that several assessments have into each of them, instead of one `Question` manifest
    #[arg(long)]
    pub no_share: bool,
    #[command(flatten)]
    pub formats: FormatArgs<PullFormat>,
    #[command(flatten)]
    pub shard: ShardArgs,
    #[command(flatten)]
    pub lock: LockArgs,
}

pub(super) async fn run(global: &Global, args: &PullArgs, output: Output) -> CommandResult {
    let (root, wanted) = args.formats.wanted_in_project(global, None)?;
    let files = args.formats.files(&root);
    let pulled = pulled(global, args, output, None).await?;
    let render = |one: &_| deliver::rendered(&pulled, args.write, one);
    write_each(&wanted, files, output, render)?;
    Ok(pulled.exit())
}

/// `signals`: of a process with other runs in it; `None`: nobody listens yet.
async fn pulled(
    global: &Global,
    args: &PullArgs,
    output: Output,
    signals: Option<&Signals>,
) -> Result<Pulled, CommandFailure> {
    let session = Session::open_to_fill(global, output)?;
    let scope = Scope(&args.addresses);
    check_systems(&session, scope)?;
    let state = session.state()?;
    let pulling = Pulling {
        global,
        session: &session,
        scope,
        conflicts: if args.take_live {
            Conflicts::TakeLive
        } else {
            Conflicts::Stay
        },
        everywhere: args.everywhere,
        prunes: args.prune,
        shares: !args.no_share,
        state: &state,
        output,
    };
    if args.write {
        // What is taken in is remembered, and so is decided under the lock.
        let holder = session::holder(&session.root)?;
        let lock = session::lock(&state, &holder, args.lock.timeout, output).await?;
        let outcome = match signals.cloned().map_or_else(|| Signals::listen(output), Ok) {
            Ok(signals) => pulling.under_lock(&lock, &signals).await,
            Err(failure) => Err(failure),
        };
        session::release(lock, output).await;
        outcome
    } else {
        let (live, recorded) = pulling.look().await?;
        pulling.pulled(&live, &recorded)
    }
}

impl Pulling<'_> {
    async fn under_lock(&self, lock: &Lock, signals: &Signals) -> Result<Pulled, CommandFailure> {
        ci_state::warn(&self.session.workspace, self.output);
        let looked = tokio::select! {
            biased;
            () = signals.first() => None,
            looked = self.look() => Some(looked),
        };
        let Some(looked) = looked else {
            let words = "interrupted; nothing was written";
            return Err(CommandFailure::new(Exit::Failed, words));
        };
        let (live, recorded) = looked?;
        let pulled = self.pulled(&live, &recorded)?;
        let changed = pulled.changed();
        deliver::write(&changed, self.session.loaded.project.as_ref())?;
        if changed.iter().any(|draft| draft.file.is_new()) {
            // The manifests are there, and that is what was asked for.
            if let Err(failure) = editor_schemas::write(self.session.root.as_path()) {
                self.output.warning(&failure.message);
            }
        }
        // Manifests first: a state that knows what no manifest says would plan its removal.
        remember::remember(self, &live, recorded, &pulled.pruned, &lock.lost())
            .await
            .map_err(|failure| failure.with_details(deliver::written(&changed)))?;
        Ok(pulled)
    }

    /// Everything that is live of the systems in question, and the whole state.
    async fn look(&self) -> Result<(Live, Recorded), CommandFailure> {
        let Self { session, scope, .. } = *self;
        let whole = recall(self.state, &session.workspace, self.output).await?;
        let in_force = in_force(&session.desired, &whole);
        let (desired, recorded) = scope.narrowed(&session.desired, &in_force);
        let systems = Systems::connect_to(session, &scope.systems(), self.output, None)
            .await
            .map_err(|failure| way_round(failure, session, scope))?;
        let readers = systems.readers();
        let looked = refresh_all(&readers, &desired, &recorded, policy(session)).await;
        systems.close().await;
        let live = looked.map_err(|error| unreadable_or_mistaken(session, error))?;
        left_state::refuse(session, &whole, &live, self.output).await?;
        match other_companies(&live, &recorded).first() {
            Some(other) => {
                let message = format!("{}: {}", Code::OtherCompany, other.message());
                Err(CommandFailure::new(Exit::Blocked, message).with_hint(other.help()))
            }
            None => Ok((live, whole)),
        }
    }

    /// What becomes of the files.
    fn pulled(&self, live: &Live, recorded: &Recorded) -> Result<Pulled, CommandFailure> {
        let recorded = in_force(&self.session.desired, recorded);
        let (desired, recorded) = self.scope.narrowed(&self.session.desired, &recorded);
        let pull = Pull {
            session: self.session,
            scope: self.scope,
            desired: &desired,
            recorded: &recorded,
            conflicts: self.conflicts,
            everywhere: self.everywhere,
            prunes: self.prunes,
            shares: self.shares,
            output: self.output,
        };
        let pulled = pull.files(live)?;
        match (pulled.changed().is_empty(), pulled.keeps_something) {
            (true, false) => {
                self.output
                    .say("nothing to pull: the manifests match what is live");
            }
            (true, true) => self.output.say("nothing else to pull"),
            (false, _) => {}
        }
        Ok(pulled)
    }
}

fn named(session: &Session) -> impl Iterator<Item = System> {
    let workspace = &session.workspace;
    let is_named =
        |system: &System| workspace.sandbox.is_some() || workspace.settings(*system).is_some();
    System::ALL.into_iter().filter(is_named)
}

/// Refuses a system that is asked for and that the workspace does not have.
fn check_systems(session: &Session, scope: Scope<'_>) -> Result<(), CommandFailure> {
    let named: BTreeSet<System> = named(session).collect();
    let missing = scope
        .systems()
        .into_iter()
        .find(|system| !named.contains(system));
    match missing {
        Some(system) if !scope.is_everything() => Err(CommandFailure::new(
            Exit::Invalid,
            format!(
                "workspace {} has no {system} to pull from",
                session.workspace.name
            ),
        )
        .with_hint(format!(
            "add `{system}:` to the workspace in vetform.yaml, or choose another one with `-w`"
        ))),
        _ => Ok(()),
    }
}

/// "Nothing to pull" must not be said of a system that nobody could look at: so it is refused, with the way to do without.
fn way_round(failure: CommandFailure, session: &Session, scope: Scope<'_>) -> CommandFailure {
    let systems: Vec<&str> = named(session).map(System::as_str).collect();
    let hint = failure.hint.clone().unwrap_or_default();
    if !scope.is_everything() || systems.len() < 2 || session.workspace.sandbox.is_some() {
        return failure;
    }
    failure.with_hint(format!(
        "{hint}; or name the systems to read, without this one: `vetform pull SYSTEM…` with {}",
        systems.join(", ")
    ))
}

/// A key of another company shows everything as deleted, and what is live there is nothing to take in.
fn refuse_other_company(plan: &Plan) -> Result<(), CommandFailure> {
    let mut blocked = plan.blocked.iter();
    match blocked.find(|blocked| blocked.code == Code::OtherCompany) {
        Some(blocked) => {
            let message = format!("{}: {}", blocked.code, blocked.message);
            let hint = format!("no manifest was changed; {}", blocked.help);
            Err(CommandFailure::new(Exit::Blocked, message).with_hint(hint))
        }
        None => Ok(()),
    }
}

struct Pull<'a> {
    session: &'a Session,
    scope: Scope<'a>,
    /// Of the systems that are looked at.
    desired: &'a Desired,
    /// Of the systems that are looked at.
    recorded: &'a Recorded,
    conflicts: Conflicts,
    everywhere: bool,
    prunes: bool,
    shares: bool,
    output: Output,
}

impl Pull<'_> {
    fn files(&self, live: &Live) -> Result<Pulled, CommandFailure> {
        let Self {
            session,
            scope,
            desired,
            recorded,
            conflicts,
            everywhere,
            prunes: _,
            shares,
            output: _,
        } = *self;
        let plan = plan(desired, live, recorded, policy(session))?;
        refuse_other_company(&plan)?;
        let ids = live_ids(desired, live, recorded, &plan);
        let is_wanted = |address: &Address| scope.contains(address);
        let found = unmanaged(desired, live, recorded, &ids, &is_wanted, shares);
        let drifted = drifted(Scene {
            desired,
            live,
            recorded,
            plan: &plan,
            names: &found.names,
            ids: &ids,
            conflicts,
        });
        self.check_addresses(&found)?;
        let mut pruned = self.pruned(&drifted, &plan)?;
        let edits = drifted.manifests.iter();
        let edits = edits.filter(|manifest| scope.contains(&manifest.address));
        let leaving: Vec<_> = pruned.edits().collect();
        let mut edited = edited_files(edits.chain(&leaving), session, everywhere)?;
        for (address, why) in without(pruned.going(), session, &mut edited)? {
            pruned.keep(&address, why);
        }
        self.tell_what_is_left(&found, &drifted, &edited.left);
        self.tell_of_others(edited.shared.as_ref(), &found);
        self.tell_what_is_gone(&pruned);
        let new = new_files(&found.manifests, session, everywhere)?;
        let document = self.document(&found, &drifted, &pruned, &edited, &new);
        let EditedFiles {
            mut files,
            taken: _,
            left: places,
            shared: _,
        } = edited;
        files.extend(new);
        let has_kept = self.conflicts_of(&drifted).next().is_some() && conflicts == Conflicts::Stay;
        let mut left = drifted.left.iter();
        let leaves_something = !places.is_empty()
            || pruned.leaves_something()
            || left.any(|(address, _)| scope.contains(address));
        let is_gone = pruned.keeps_something();
        Ok(Pulled {
            files,
            pruned: pruned.removed(),
            document,
            keeps_something: has_kept || is_gone || leaves_something || !found.left.is_empty(),
            leaves_something,
        })
    }

    /// Refuses an address that is neither a manifest's nor that of something live.
    fn check_addresses(&self, found: &Found) -> Result<(), CommandFailure> {
        let of_manifests = self.session.desired.addresses();
        let new = found.manifests.iter().map(|manifest| &manifest.address);
        let known: BTreeSet<&Address> = of_manifests.chain(new).collect();
        let mut asked = self.scope.addresses();
        let unknown = asked.find(|address| !known.contains(address));
        let Some(unknown) = unknown.map(ToString::to_string) else {
            return Ok(());
        };
        let known: Vec<String> = known.iter().map(ToString::to_string).collect();
        let failure = CommandFailure::new(
            Exit::Invalid,
            format!("neither a manifest nor a live object has the address {unknown}"),
        );
        Err(match nearest(&unknown, known.iter().map(String::as_str)) {
            Some(near) => failure.with_hint(format!("did you mean {near}?")),
            None => {
                failure.with_hint("`vetform pull` without an address shows everything it finds")
            }
        })
    }
}

//! `vetform pull`: what is live, into the manifests. Holds a client that has no way to write; files are the only thing
//! that it changes, and only with `--write`.

mod deliver;
mod drafts;

use std::collections::BTreeSet;

use self::drafts::{Draft, edited_files, new_files};
use super::args::{Global, PullArgs};
use super::editor_schemas;
use super::exit::Exit;
use super::failure::CommandFailure;
use super::output::Output;
use super::planning::{policy, unreadable_or_mistaken};
use super::session::{Session, recall};
use super::systems::Systems;
use crate::apply::look_at_all;
use crate::diagnostic::{Code, nearest};
use crate::model::{Address, Desired, Live, System};
use crate::plan::{other_companies, plan};
use crate::pull::{
    Conflict, Conflicts, Drifted, Found, Scene, Scope, drifted, live_ids, unmanaged,
};
use crate::render::visible;
use crate::state::Recorded;

pub(super) async fn run(
    global: &Global,
    args: &PullArgs,
    output: Output,
) -> Result<Exit, CommandFailure> {
    let session = Session::open_to_fill(global, output)?;
    let scope = Scope(&args.addresses);
    check_systems(&session, scope)?;
    let recorded = recall(&session.state()?, &session.workspace, output).await?;
    let (desired, recorded) = scope.narrowed(&session.desired, &recorded);
    let systems = Systems::connect_to(&session, &scope.systems(), output, None)
        .await
        .map_err(|failure| way_round(failure, &session, scope))?;
    let looked = look_at_all(&systems.readers(), &desired, &recorded, policy(&session)).await;
    systems.close().await;
    let live = looked.map_err(|error| unreadable_or_mistaken(&session, error))?;
    if let Some(other) = other_companies(&live, &recorded).first() {
        let message = format!("{}: {}", Code::OtherCompany, other.message());
        return Err(CommandFailure::new(Exit::Blocked, message).with_hint(other.help()));
    }
    let pull = Pull {
        session: &session,
        scope,
        desired: &desired,
        recorded: &recorded,
        conflicts: if args.take_live {
            Conflicts::TakeLive
        } else {
            Conflicts::Stay
        },
        output,
    };
    let (files, has_kept) = pull.files(&live)?;
    let changed: Vec<&Draft> = files.iter().filter(|draft| draft.is_changed()).collect();
    match (changed.is_empty(), has_kept) {
        (true, false) => output.say("the manifests say what is live: nothing to pull"),
        (true, true) => output.say("nothing else to pull"),
        (false, _) => {}
    }
    if args.write {
        deliver::write(&changed, output)?;
        if changed.iter().any(|draft| draft.file.is_new()) {
            // The manifests are there, and that is what was asked for.
            if let Err(failure) = editor_schemas::write(session.root.as_path()) {
                output.insist(&visible(&failure.message));
            }
        }
    } else {
        deliver::show(&changed, output);
    }
    Ok(Exit::Done)
}

/// Systems of the workspace.
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
        "{hint}; or name the systems to look at, without this one: `vetform pull SYSTEM…` with {}",
        systems.join(", ")
    ))
}

/// One pull.
struct Pull<'a> {
    session: &'a Session,
    scope: Scope<'a>,
    /// Of the systems that are looked at.
    desired: &'a Desired,
    /// Of the systems that are looked at.
    recorded: &'a Recorded,
    conflicts: Conflicts,
    output: Output,
}

impl Pull<'_> {
    /// The files, and whether an edit was kept that live contradicts.
    fn files(&self, live: &Live) -> Result<(Vec<Draft>, bool), CommandFailure> {
        let Self {
            session,
            scope,
            desired,
            recorded,
            conflicts,
            output,
        } = *self;
        let plan = plan(desired, live, recorded, policy(session))?;
        let ids = live_ids(desired, live, recorded, &plan);
        let is_wanted = |address: &Address| scope.contains(address);
        let found = unmanaged(desired, live, recorded, &ids, &is_wanted);
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
        self.tell_what_is_left(&found, &drifted);
        let edits = drifted.manifests.iter();
        let edits = edits.filter(|manifest| scope.contains(&manifest.address));
        let mut files = edited_files(edits, session, output)?;
        files.extend(new_files(&found.manifests, session)?);
        let has_kept = self.conflicts_of(&drifted).next().is_some() && conflicts == Conflicts::Stay;
        Ok((files, has_kept))
    }

    /// Those that were asked for.
    fn conflicts_of<'d>(&self, drifted: &'d Drifted) -> impl Iterator<Item = &'d Conflict> {
        let conflicts = drifted.conflicts.iter();
        conflicts.filter(|conflict| self.scope.contains(&conflict.address))
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
            format!("neither a manifest nor anything live has the address {unknown}"),
        );
        Err(match nearest(&unknown, known.iter().map(String::as_str)) {
            Some(near) => failure.with_hint(format!("did you mean {near}?")),
            None => failure.with_hint("`vetform pull` without an address shows all that it finds"),
        })
    }

    fn tell_what_is_left(&self, found: &Found, drifted: &Drifted) {
        for (address, why) in &drifted.left {
            if self.scope.contains(address) {
                self.output.say(&visible(&format!("{address}: {why}")));
            }
        }
        for conflict in self.conflicts_of(drifted) {
            self.output.say(&visible(&self.conflict_words(conflict)));
        }
        for words in &found.left {
            self.output.say(&visible(words));
        }
    }

    fn conflict_words(&self, conflict: &Conflict) -> String {
        let Conflict {
            address,
            path,
            source,
        } = conflict;
        let place = source.as_ref();
        let place = place.and_then(|source| self.session.loaded.sources.locate(source));
        let place = place.map_or_else(String::new, |place| match place.span {
            Some(span) => format!(" ({}:{})", place.file, span.start.line),
            None => format!(" ({})", place.file),
        });
        let both = format!(
            "{address}: {path} was changed in the manifest{place} and live since the last apply"
        );
        match self.conflicts {
            Conflicts::TakeLive => format!("{both}: what is live is taken"),
            Conflicts::Stay => format!(
                "{both}: the manifest stays as it is; `vetform plan` shows both values; keep this one with \
                 `vetform apply`, or take the live one with `vetform pull --write --take-live {address}`"
            ),
        }
    }
}

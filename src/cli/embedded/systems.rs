//! The embedded systems of a workspace that is a sandbox, for one run.

use camino::Utf8Path;
use secrecy::SecretString;

use super::super::exit::Exit;
use super::super::failure::CommandFailure;
use super::super::rehearse::stand_in;
use super::super::session::Session;
use super::super::systems::Door;
use crate::files::{self, INPUT_BYTES};
use crate::model::System;
use crate::sandbox::{self, Sandbox};

/// They serve as long as this lives.
pub(in crate::cli) struct Embedded(Sandbox);

impl Embedded {
    pub(in crate::cli) async fn start(session: &Session) -> Result<Self, CommandFailure> {
        Ok(Self(start(session).await?))
    }

    pub(in crate::cli) fn doors(&self) -> Vec<Door> {
        let door = |system| {
            let embedded = stand_in(system);
            Door {
                system,
                base_url: self.0.url_of(embedded),
                key: SecretString::from(embedded.key()),
            }
        };
        System::ALL.into_iter().map(door).collect()
    }

    /// Lets go of them in good order.
    pub(in crate::cli) async fn stop(self) {
        self.0.stop().await;
    }
}

async fn start(session: &Session) -> Result<Sandbox, CommandFailure> {
    let settings = session.workspace.sandbox.as_ref();
    if let Some(settings) = settings {
        let store = &settings.store;
        files::refuse_links_below(session.root.as_path(), store).map_err(|error| {
            CommandFailure::new(
                Exit::Failed,
                format!("cannot keep the sandbox in {store}: {error}"),
            )
            .with_hint("set another location with `sandbox: { store: … }` in vetform.yaml")
        })?;
    }
    let store = settings.map_or(sandbox::Store::Memory, |settings| {
        sandbox::Store::File(settings.store.clone())
    });
    let seed = settings.and_then(|settings| settings.seed.as_deref());
    let options = sandbox::Options {
        store,
        seed: seed.map(|path| read_seed(session, path)).transpose()?,
        ..sandbox::Options::default()
    };
    Ok(Sandbox::start(options).await?)
}

fn read_seed(session: &Session, path: &Utf8Path) -> Result<sandbox::Seed, CommandFailure> {
    let invalid = |text| CommandFailure::new(Exit::Invalid, text);
    if files::leads_out(session.root.as_path(), path) {
        let message = format!("the sandbox's seed {path} is a link that leads out of the project");
        return Err(invalid(message).with_hint("copy the file itself into the project"));
    }
    let text = files::read_text(path, INPUT_BYTES).map_err(|error| {
        let message = format!("cannot read the sandbox's seed {path}");
        CommandFailure::of_file(Exit::Invalid, message, &error)
    })?;
    sandbox::seed_from_text(&text).map_err(|error| invalid(format!("{path}: {error}")))
}

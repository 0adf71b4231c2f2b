//! The systems of a workspace: one transport each, and the embedded ones if it is a sandbox.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};

use super::call_log::CallLog;
use super::embedded::Embedded;
use super::failure::CommandFailure;
use super::key_source;
use super::output::Output;
use super::progress::CallVoice;
use super::session::Session;
use crate::apply::Stop;
use crate::manifest::{ProjectRoot, SystemSettings, Workspace};
use crate::model::System;
use crate::provider::http::{Recorder, Transport, TransportOptions};
use crate::provider::{Readers, Writers, taptalent, transport_options};
use crate::state::Recorded;

/// Every system of a workspace, as it is reached. Keeps the embedded ones alive.
pub(super) struct Systems {
    transports: BTreeMap<System, Transport>,
    embedded: Option<Embedded>,
    /// TapTalent's reader, if it has been reading already.
    begun: Option<taptalent::Reader>,
    pub voice: Arc<CallVoice>,
}

/// Where the answers of a system go.
type RecorderOf<'a> = &'a dyn Fn(System) -> Arc<dyn Recorder>;

/// A live TapTalent that was connected to before the manifests were read.
pub(super) struct EarlyTapTalent {
    transport: Transport,
    pub reader: taptalent::Reader,
    voice: Arc<CallVoice>,
}

impl EarlyTapTalent {
    pub(super) fn connect(
        root: &ProjectRoot,
        workspace: &Workspace,
        settings: &SystemSettings,
        voice: &Arc<CallVoice>,
    ) -> Result<Self, CommandFailure> {
        let door = open(root, workspace, System::TapTalent, settings)?;
        let transport = transport(door, workspace, Arc::clone(voice))?;
        Ok(Self {
            reader: taptalent::Reader::new(transport.reader()),
            transport,
            voice: Arc::clone(voice),
        })
    }
}

/// Where a system is and what opens it.
pub(super) struct Door {
    pub system: System,
    pub base_url: String,
    pub key: SecretString,
}

impl Systems {
    /// Connects to every system that the workspace names; starts the embedded ones if it is a sandbox.
    pub(super) async fn connect(
        session: &Session,
        recorded: &Recorded,
        output: Output,
        log: Option<CallLog>,
    ) -> Result<Self, CommandFailure> {
        Self::connect_to(session, &needed(session, recorded), output, log).await
    }

    /// Connects to the rest of them, too.
    pub(super) async fn connect_further(
        session: &Session,
        recorded: &Recorded,
        early: EarlyTapTalent,
    ) -> Result<Self, CommandFailure> {
        let EarlyTapTalent {
            transport,
            reader,
            voice,
        } = early;
        let mut needed = needed(session, recorded);
        needed.remove(&System::TapTalent);
        let mut systems = Self::with_voice(session, &needed, voice, None).await?;
        systems.transports.insert(System::TapTalent, transport);
        systems.begun = Some(reader);
        Ok(systems)
    }

    /// Connects to these systems only, as far as the workspace names them.
    pub(super) async fn connect_to(
        session: &Session,
        needed: &BTreeSet<System>,
        output: Output,
        log: Option<CallLog>,
    ) -> Result<Self, CommandFailure> {
        let voice = Arc::new(CallVoice::new(output, log));
        Self::with_voice(session, needed, voice, None).await
    }

    /// Connects to them so that every answer is recorded, and no write can leave.
    #[cfg(feature = "sandbox")]
    pub(super) async fn connect_to_read(
        session: &Session,
        recorded: &Recorded,
        output: Output,
        recorder_of: RecorderOf<'_>,
    ) -> Result<Self, CommandFailure> {
        let voice = Arc::new(CallVoice::new(output, None));
        Self::with_voice(
            session,
            &needed(session, recorded),
            voice,
            Some(recorder_of),
        )
        .await
    }

    async fn with_voice(
        session: &Session,
        needed: &BTreeSet<System>,
        voice: Arc<CallVoice>,
        recorder_of: Option<RecorderOf<'_>>,
    ) -> Result<Self, CommandFailure> {
        let (doors, embedded) = match &session.workspace.sandbox {
            Some(_) => {
                let embedded = Embedded::start(session).await?;
                (embedded.doors(), Some(embedded))
            }
            None => (live(session, needed)?, None),
        };
        let mut systems = Self {
            transports: BTreeMap::new(),
            embedded,
            begun: None,
            voice: Arc::clone(&voice),
        };
        for door in doors {
            let system = door.system;
            let mut options = options(door, &session.workspace, Arc::clone(&voice));
            if let Some(recorder_of) = recorder_of {
                options.recorder = Some(recorder_of(system));
                options.reads_only = true;
            }
            systems.transports.insert(system, Transport::new(options)?);
        }
        Ok(systems)
    }

    /// One live system with a key that is known to be there.
    pub(super) fn with_key(
        workspace: &Workspace,
        (system, settings): (System, &SystemSettings),
        key: SecretString,
        output: Output,
    ) -> Result<Self, CommandFailure> {
        let voice = Arc::new(CallVoice::new(output, None));
        let door = Door {
            system,
            base_url: settings.base_url.clone(),
            key,
        };
        let mut systems = Self {
            transports: BTreeMap::new(),
            embedded: None,
            begun: None,
            voice: Arc::clone(&voice),
        };
        let transport = transport(door, workspace, voice)?;
        systems.transports.insert(system, transport);
        Ok(systems)
    }

    /// What can be read. Nobody can write with it.
    pub(super) fn readers(&self) -> Readers {
        let mut readers = Readers::of(|system| self.transports.get(&system).map(Transport::reader));
        if let Some(begun) = &self.begun {
            readers.taptalent = Some(begun.clone());
        }
        readers
    }

    /// What can be written, until `stop` is requested.
    pub(super) fn writers(&self, stop: &Stop) -> Writers {
        let until = |transport: &Transport| transport.writer().until(stop);
        Writers::of(|system| self.transports.get(&system).map(until))
    }

    /// Lets go of the embedded systems in good order.
    pub(super) async fn close(self) {
        if let Some(embedded) = self.embedded {
            embedded.stop().await;
        }
    }
}

/// Only the systems that manifests or the state are about: a key that nobody needs is not asked for.
pub(super) fn needed(session: &Session, recorded: &Recorded) -> BTreeSet<System> {
    let desired = &session.desired;
    let known = recorded.resources.keys();
    let known = known.filter(|one| !desired.left_out.contains_key(*one));
    let addresses = desired.addresses().chain(known);
    addresses.map(|address| address.kind().system()).collect()
}

fn live(session: &Session, needed: &BTreeSet<System>) -> Result<Vec<Door>, CommandFailure> {
    let workspace = &session.workspace;
    needed
        .iter()
        .copied()
        .filter_map(|system| Some((system, workspace.settings(system)?)))
        .map(|(system, settings)| open(&session.root, workspace, system, settings))
        .collect()
}

fn open(
    root: &ProjectRoot,
    workspace: &Workspace,
    system: System,
    settings: &SystemSettings,
) -> Result<Door, CommandFailure> {
    let key = key_source::key(root, &workspace.name, (system, settings))?;
    Ok(Door {
        system,
        base_url: settings.base_url.clone(),
        key,
    })
}

fn transport(
    door: Door,
    workspace: &Workspace,
    voice: Arc<CallVoice>,
) -> Result<Transport, CommandFailure> {
    Ok(Transport::new(options(door, workspace, voice))?)
}

fn options(door: Door, workspace: &Workspace, voice: Arc<CallVoice>) -> TransportOptions {
    let limits = &workspace.limits;
    let rate = limits.requests_per_second;
    let remark = key_source::oddity(door.system, &door.base_url, door.key.expose_secret());
    let mut options = transport_options(door.system, door.base_url, door.key, rate);
    options.key_remark = remark;
    options.concurrency = usize::from(limits.concurrency);
    options.observer = Some(voice);
    options
}

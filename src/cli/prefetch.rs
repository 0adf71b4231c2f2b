//! Reads that begin while the manifests are still being read: of each manifest that is read, what a plan wants of it in any
//! case. For commands that write nothing.
//!
//! Nothing is decided here. A problem in any manifest drops these reads, and whatever they have brought, before anybody has
//! heard of them; otherwise the plan takes their answers where it would have sent the calls. The state is loaded first:
//! without one that can be read nothing is sent. Where there is little to read there is nothing to win, and nothing begins
//! before its turn: a small project with a problem in a manifest sends no call.

use std::sync::Arc;

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;

use super::belonging::belonging;
use super::failure::CommandFailure;
use super::global::Global;
use super::output::Output;
use super::progress::CallVoice;
use super::selection::SelectionArgs;
use super::session::{Session, find_root, recall, state_of};
use super::source_programs;
use super::systems::{EarlyTapTalent, Systems};
use crate::manifest::{self, Credential, ProjectRoot, SystemSettings, Workspace};
use crate::model::{Desired, System};
use crate::plan::reads_of_taptalent;
use crate::provider::taptalent::ReadAhead;
use crate::state::Recorded;

/// Reads under way, or none: then everything is read in its turn.
pub(super) struct HeadStart(Option<Runner>);

struct Runner {
    parts: UnboundedSender<Desired>,
    task: JoinHandle<Begun>,
    voice: Arc<CallVoice>,
}

/// What has come of it when the last manifest is read.
struct Begun {
    recorded: Result<Recalled, CommandFailure>,
    taptalent: Option<EarlyTapTalent>,
}

/// A state, and what people should hear of how it was read.
type Recalled = (Recorded, Option<String>);

fn recalled((recorded, remark): Recalled, output: Output) -> Recorded {
    if let Some(remark) = remark {
        output.warning(&remark);
    }
    recorded
}

impl HeadStart {
    /// Reads the project while what its manifests stand for is being read already. For commands that write nothing, and read
    /// what every manifest stands for.
    fn open(global: &Global, output: Output) -> Result<(Session, Self), CommandFailure> {
        let root = find_root(global)?;
        let configured = manifest::configure(&root, global.workspace());
        let head_start = Self::new(&root, configured.workspace(), output);
        source_programs::end_with_us(&configured, output);
        let loaded = configured.load(&|part| head_start.hear(part));
        let head_start = if loaded.desired.is_some() {
            head_start
        } else {
            head_start.give_up(output)
        };
        Session::of(root, loaded, output).map(|session| (session, head_start))
    }

    /// The same for what was chosen; a choice may be a slip of the pen, and then nothing is sent.
    pub(super) fn open_for(
        selection: &SelectionArgs,
        global: &Global,
        output: Output,
    ) -> Result<(Session, Self), CommandFailure> {
        if selection.is_everything() {
            return Self::open(global, output);
        }
        let mut session = Session::open_with_people(global, output)?;
        selection.apply_to(&mut session)?;
        Ok((session, Self(None)))
    }

    /// Does nothing yet but load the state.
    fn new(root: &ProjectRoot, workspace: Option<&Workspace>, output: Output) -> Self {
        Self(workspace.and_then(|workspace| {
            let settings = worth_it(workspace)?.clone();
            let voice = Arc::new(CallVoice::holding(output));
            let (parts, heard) = unbounded_channel();
            let course = Course {
                root: root.clone(),
                workspace: workspace.clone(),
                settings,
                voice: Arc::clone(&voice),
            };
            let task = tokio::spawn(course.run(heard));
            Some(Runner { parts, task, voice })
        }))
    }

    /// Hears what one manifest file declares.
    fn hear(&self, part: Desired) {
        if let Some(runner) = &self.0 {
            // Nobody listens any more where the state or the key could not be read.
            _ = runner.parts.send(part);
        }
    }

    /// Drops everything: there is a problem in a manifest. Calls that were made are told of where calls are told of.
    fn give_up(self, output: Output) -> Self {
        if let Some(runner) = self.0 {
            runner.task.abort();
            if output.verbose > 0 {
                runner.voice.release();
            }
        }
        Self(None)
    }

    /// The state, and every system that the workspace names and somebody needs.
    pub(super) async fn connect(
        self,
        session: &Session,
        output: Output,
    ) -> Result<(Recorded, Systems), CommandFailure> {
        let begun = match self.0 {
            Some(runner) => runner.end().await,
            None => None,
        };
        let (recorded, taptalent) = match begun {
            Some(Begun {
                recorded,
                taptalent,
            }) => (recalled(recorded?, output), taptalent),
            None => (
                recall(&session.state()?, &session.workspace, output).await?,
                None,
            ),
        };
        let systems = match taptalent {
            Some(early) => Systems::connect_further(session, &recorded, early).await?,
            None => Systems::connect(session, &recorded, output, None).await?,
        };
        Ok((recorded, systems))
    }
}

impl Runner {
    /// What has come of it. The reads go on.
    async fn end(self) -> Option<Begun> {
        let Self { parts, task, voice } = self;
        drop(parts);
        let begun = task.await.ok();
        voice.release();
        begun
    }
}

/// So many objects are a round of calls or more.
const LEAST_OBJECTS: usize = 100;

/// TapTalent, if it is far away and asking it early does nothing else: an embedded system writes its store, a command may
/// speak or ask, and a key of Flowmingo may be refused before any call.
fn worth_it(workspace: &Workspace) -> Option<&SystemSettings> {
    if workspace.sandbox.is_some() || workspace.settings(System::Flowmingo).is_some() {
        return None;
    }
    let settings = workspace.settings(System::TapTalent)?;
    (!matches!(settings.api_key, Credential::Command(_))).then_some(settings)
}

/// What a head start needs to know.
struct Course {
    root: ProjectRoot,
    workspace: Workspace,
    settings: SystemSettings,
    voice: Arc<CallVoice>,
}

impl Course {
    async fn run(self, mut heard: UnboundedReceiver<Desired>) -> Begun {
        let (recorded, remark) = match self.load().await {
            Ok(recalled) => recalled,
            Err(failure) => {
                return Begun {
                    recorded: Err(failure),
                    taptalent: None,
                };
            }
        };
        let mut begun: Option<(EarlyTapTalent, ReadAhead)> = None;
        let (mut waiting, mut objects) = (Vec::new(), 0);
        while let Some(part) = heard.recv().await {
            let wants = reads_of_taptalent(&part, &recorded);
            if wants.is_empty() {
                continue;
            }
            objects += part.taptalent.assessments.len() + part.taptalent.flows.len();
            waiting.push(wants);
            if objects < LEAST_OBJECTS {
                continue;
            }
            if begun.is_none() {
                begun = self.connect();
            }
            // Why there is no connection is told when it is asked for in its turn.
            let Some((_, ahead)) = &begun else { break };
            waiting.drain(..).for_each(|wants| ahead.begin(&wants));
        }
        Begun {
            recorded: Ok((recorded, remark)),
            taptalent: begun.map(|(early, _)| early),
        }
    }

    async fn load(&self) -> Result<Recalled, CommandFailure> {
        let state = state_of(&self.root, &self.workspace)?;
        let recorded = state.load().await?;
        Ok((
            belonging(recorded, &state, &self.workspace)?,
            state.remark(),
        ))
    }

    fn connect(&self) -> Option<(EarlyTapTalent, ReadAhead)> {
        let Self {
            root,
            workspace,
            settings,
            voice,
        } = self;
        let early = EarlyTapTalent::connect(root, workspace, settings, voice).ok()?;
        let ahead = early.reader.read_ahead();
        Some((early, ahead))
    }
}

//! A project in a temporary folder, an embedded system in memory, and the way from one to the other: what a person does
//! with the program, without the program's start-up.

use std::time::Duration;

use camino::Utf8PathBuf;
use invigil::apply::{Progress, Report, RunOptions, Stop, Workbench};
use invigil::manifest::{find_project, load};
use invigil::model::{Desired, Live};
use invigil::plan::{Plan, Policy, plan, wants};
use invigil::provider::http::{ReadErrors, RetryOptions, Transport, TransportOptions};
use invigil::provider::taptalent::{Reader, Writer};
use invigil::sandbox::{API_KEY, Options, Sandbox};
use invigil::state::{Recorded, StateStore};

/// Everything that one test works with.
pub(crate) struct Lab {
    folder: tempfile::TempDir,
    pub(crate) sandbox: Sandbox,
    transport: Transport,
    state: StateStore,
}

struct Silent;

impl Progress for Silent {}

const CONFIG: &str = "apiVersion: invigil/v1\nkind: Config\nworkspaces:\n  lab:\n    sandbox: {}\n";

/// A try that takes longer is given up; faults that hang do so for longer than this.
pub(crate) const TIMEOUT: Duration = Duration::from_millis(250);

impl Lab {
    pub(crate) async fn new(manifests: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let sandbox = Sandbox::start(Options::default()).await.unwrap();
        let mut options = TransportOptions::new(sandbox.taptalent_url(), API_KEY.into());
        options.timeout = TIMEOUT;
        options.retry = RetryOptions {
            attempts: 3,
            first_delay: Duration::from_millis(1),
            longest_delay: Duration::from_millis(2),
            ..RetryOptions::default()
        };
        let state = StateStore::local(
            Utf8PathBuf::from_path_buf(folder.path().join("state/lab.json")).unwrap(),
        );
        let lab = Self {
            folder,
            sandbox,
            transport: Transport::new(options).unwrap(),
            state,
        };
        lab.write("invigil.yaml", CONFIG);
        lab.write("all.yaml", manifests);
        lab
    }

    fn path(&self, name: &str) -> Utf8PathBuf {
        Utf8PathBuf::from_path_buf(self.folder.path().join(name)).unwrap()
    }

    /// Writes a file of the project.
    pub(crate) fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    pub(crate) fn desired(&self) -> Desired {
        let root = find_project(&self.path(""), None).unwrap();
        let loaded = load(&root, None);
        assert!(!loaded.has_errors(), "{:#?}", loaded.problems);
        loaded.desired.unwrap()
    }

    /// The one store of the lab: it knows which version it read, as a run's does.
    pub(crate) fn state(&self) -> &StateStore {
        &self.state
    }

    /// What somebody does who deletes the state.
    pub(crate) fn lose_state(&self) {
        let _ = std::fs::remove_dir_all(self.path("state"));
    }

    fn reader(&self) -> Reader {
        Reader::new(self.transport.reader())
    }

    pub(crate) async fn plan_with(&self, recorded: &Recorded) -> Result<Plan, ReadErrors> {
        let desired = self.desired();
        let wants = wants(&desired, recorded);
        let live = if wants.is_empty() {
            Live::default()
        } else {
            self.reader().observe(&wants).await?
        };
        Ok(plan(&desired, &live, recorded, Policy::default()).unwrap())
    }

    pub(crate) async fn plan(&self) -> Result<Plan, ReadErrors> {
        self.plan_with(&self.state().load().await.unwrap()).await
    }

    /// Plans and applies once. `None`: it could not even be planned, or it is blocked.
    pub(crate) async fn apply(&self) -> Option<Report> {
        let mut recorded = self.state().load().await.unwrap();
        let plan = self.plan_with(&recorded).await.ok()?;
        self.carry_out(&plan, &mut recorded).await
    }

    /// Applies a plan that was made before.
    pub(crate) async fn carry_out(&self, plan: &Plan, recorded: &mut Recorded) -> Option<Report> {
        if !plan.blocked.is_empty() {
            return None;
        }
        let (reader, writer) = (self.reader(), Writer::new(self.transport.writer()));
        let workbench = Workbench {
            reader: &reader,
            writer: &writer,
            state: &self.state,
            lost: None,
            desired: &self.desired(),
            policy: Policy::default(),
            stop: &Stop::default(),
            progress: &Silent,
            options: RunOptions {
                settling_pauses: vec![Duration::ZERO, Duration::from_millis(5)],
                ..RunOptions::default()
            },
        };
        Some(workbench.carry_out(plan, recorded, "test").await.unwrap())
    }

    /// Applies until there is nothing left to do, as a person would who sees a red build; returns how often it took.
    pub(crate) async fn apply_until_done(&self) -> usize {
        for round in 1..=6 {
            self.apply().await;
            if self.plan().await.is_ok_and(|plan| is_empty(&plan)) {
                return round;
            }
        }
        panic!("not done after six rounds: {:#?}", self.plan().await);
    }

    /// Writes that the system has received, as `POST /assessment-flows`.
    pub(crate) fn writes(&self) -> Vec<String> {
        self.sandbox
            .received()
            .into_iter()
            .filter(|received| received.method != "GET")
            .map(|received| format!("{} {}", received.method, received.path))
            .collect()
    }

    /// What a person would see in the web app, without ids, times and order of creation.
    pub(crate) fn world(&self) -> String {
        world(&self.sandbox.web_app().state().unwrap())
    }
}

/// Nothing to send and nothing in the way.
pub(crate) fn is_empty(plan: &Plan) -> bool {
    plan.blocked.is_empty() && !plan.has_pending_changes()
}

/// A dump of the embedded system without ids, times and order of creation.
pub(crate) fn world(state: &serde_json::Value) -> String {
    let list = |name: &str| state[name].as_array().cloned().unwrap_or_default();
    let title = |id: &serde_json::Value| {
        list("assessments")
            .iter()
            .find(|assessment| assessment["assessmentId"] == *id)
            .map_or("?".to_owned(), |assessment| assessment["title"].to_string())
    };
    let mut lines: Vec<String> = Vec::new();
    for assessment in list("assessments") {
        let fields = [
            "title",
            "duration",
            "status",
            "skills",
            "purposeOfInterview",
            "buckets",
        ]
        .map(|field| assessment[field].to_string());
        let mut line = format!("assessment {}", fields.join(" "));
        for question in assessment["questions"].as_array().into_iter().flatten() {
            let fields =
                ["question", "systemInstruction", "idealAnswer"].map(|f| question[f].to_string());
            line.push_str("\n  ");
            line.push_str(&fields.join(" | "));
        }
        lines.push(line);
    }
    for flow in list("flows") {
        let fields = ["flowName", "description", "status"].map(|field| flow[field].to_string());
        let mut line = format!("flow {}", fields.join(" "));
        for step in flow["steps"].as_array().into_iter().flatten() {
            let (threshold, name) = (&step["passThreshold"], &step["name"]);
            let title = title(&step["assessmentId"]);
            line.extend([
                "
  ",
                &title,
                " ",
                &threshold.to_string(),
                " ",
                &name.to_string(),
            ]);
        }
        lines.push(line);
    }
    lines.sort();
    lines.join("\n")
}

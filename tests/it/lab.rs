//! A project in a temporary folder, an embedded system in memory, and the way from one to the other: what a person does
//! with the program, without the program's start-up.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use camino::Utf8PathBuf;
use vetform::apply::{Executor, Progress, RefreshError, Report, RunOptions, Stop, refresh};
use vetform::manifest::{find_project, load};
use vetform::model::Desired;
use vetform::plan::{Plan, Policy, plan};
use vetform::provider::http::{Authentication, RetryOptions, Transport, TransportOptions};
use vetform::provider::{Readers, Writers, flowmingo, promptster, taptalent};
use vetform::sandbox::{
    API_KEY, FLOWMINGO_KEY, Fault, FaultRule, Options, PROMPTSTER_KEY, Received, Sandbox, Seed,
    System,
};
use vetform::state::{RecordChange, Recorded, StateStore};

use super::history::{self, Judged};
use super::left_journals;
use super::proxy::Proxy;
use super::worlds::world;

/// Everything that one test works with.
pub(crate) struct Lab {
    folder: tempfile::TempDir,
    pub(crate) sandbox: Sandbox,
    taptalent: Transport,
    flowmingo: Transport,
    promptster: Transport,
    state: StateStore,
    /// Bodies of the writes that another run sent.
    foreign: Mutex<Vec<serde_json::Value>>,
    judged: Judged,
}

struct Silent;

impl Progress for Silent {}

const CONFIG: &str = "apiVersion: vetform/v1\nkind: Config\nworkspaces:\n  lab:\n    sandbox: {}\n";

/// Where a fault hangs, a try that takes longer is given up; it hangs for longer than this.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(1);

/// Where nothing hangs: a busy machine takes its time.
const LONG_TIMEOUT: Duration = Duration::from_secs(20);

fn transport(
    timeout: Duration,
    base_url: String,
    key: &str,
    authentication: Authentication,
) -> Transport {
    let mut options = TransportOptions::new(base_url, key.into());
    options.authentication = authentication;
    options.timeout = timeout;
    options.retry = RetryOptions {
        attempts: 3,
        first_delay: Duration::from_millis(1),
        longest_delay: Duration::from_millis(2),
        ..RetryOptions::default()
    };
    Transport::new(options).unwrap()
}

fn to_taptalent(url: String, timeout: Duration) -> Transport {
    transport(timeout, url, API_KEY, Authentication::Bearer)
}

fn to_flowmingo(url: String, timeout: Duration) -> Transport {
    transport(timeout, url, FLOWMINGO_KEY, Authentication::ApiKeyHeader)
}

fn to_promptster(url: String, timeout: Duration) -> Transport {
    transport(timeout, url, PROMPTSTER_KEY, Authentication::Bearer)
}

impl Lab {
    pub(crate) async fn new(manifests: &str) -> Self {
        Self::seeded(manifests, Seed::default()).await
    }

    /// With something there from the start.
    pub(crate) async fn seeded(manifests: &str, seed: Seed) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options = Options {
            seed: Some(seed),
            ..Options::default()
        };
        let sandbox = Sandbox::start(options).await.unwrap();
        let state = StateStore::local(
            Utf8PathBuf::from_path_buf(folder.path().join("vetform.state/lab.json")).unwrap(),
        );
        let lab = Self {
            folder,
            taptalent: to_taptalent(sandbox.taptalent_url(), LONG_TIMEOUT),
            flowmingo: to_flowmingo(sandbox.flowmingo_url(), LONG_TIMEOUT),
            promptster: to_promptster(sandbox.promptster_url(), LONG_TIMEOUT),
            sandbox,
            state,
            foreign: Mutex::default(),
            judged: Judged::ByAnswers,
        };
        lab.write("vetform.yaml", CONFIG);
        lab.write("all.yaml", manifests);
        lab
    }

    /// With these faults to come.
    pub(crate) fn facing(mut self, rules: Vec<FaultRule>) -> Self {
        let hangs = |rule: &FaultRule| matches!(rule.fault, Fault::Hang { .. });
        if rules.iter().any(hangs) {
            self.taptalent = to_taptalent(self.sandbox.taptalent_url(), TIMEOUT);
            self.flowmingo = to_flowmingo(self.sandbox.flowmingo_url(), TIMEOUT);
            self.promptster = to_promptster(self.sandbox.promptster_url(), TIMEOUT);
        }
        self.sandbox.set_faults(rules);
        self
    }

    /// With something between the lab and its TapTalent.
    pub(crate) fn through(mut self, proxy: &Proxy) -> Self {
        self.taptalent = to_taptalent(proxy.url(), LONG_TIMEOUT);
        self.judged = Judged::Behind;
        self
    }

    /// With something between the lab and its Flowmingo.
    pub(crate) fn through_at_flowmingo(mut self, proxy: &Proxy) -> Self {
        self.flowmingo = to_flowmingo(proxy.url(), LONG_TIMEOUT);
        self.judged = Judged::Behind;
        self
    }

    /// With something between the lab and its Promptster.
    pub(crate) fn through_at_promptster(mut self, proxy: &Proxy) -> Self {
        self.promptster = to_promptster(proxy.url(), LONG_TIMEOUT);
        self.judged = Judged::Behind;
        self
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

    /// The program at the command line, in the lab's project.
    pub(crate) fn command(&self, line: &[&str]) -> std::process::Command {
        let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin!("vetform"));
        command.args(line).current_dir(self.path(""));
        command.env_clear().stdin(std::process::Stdio::null());
        command
    }

    /// Where the state is kept.
    pub(crate) fn state_file(&self) -> Utf8PathBuf {
        self.path("vetform.state/lab.json")
    }

    /// The one store of the lab: it knows which version it read, as a run's does.
    pub(crate) fn state(&self) -> &StateStore {
        &self.state
    }

    /// What somebody does who deletes the state.
    pub(crate) fn lose_state(&self) {
        let _ = std::fs::remove_dir_all(self.path("vetform.state"));
    }

    fn readers(&self) -> Readers {
        Readers {
            taptalent: Some(taptalent::Reader::new(self.taptalent.reader())),
            flowmingo: Some(flowmingo::Reader::new(self.flowmingo.reader())),
            promptster: Some(promptster::Reader::new(self.promptster.reader())),
        }
    }

    fn writers(&self) -> Writers {
        Writers {
            taptalent: Some(taptalent::Writer::new(self.taptalent.writer())),
            flowmingo: Some(flowmingo::Writer::new(self.flowmingo.writer())),
            promptster: Some(promptster::Writer::new(self.promptster.writer())),
        }
    }

    pub(crate) async fn plan_with(&self, recorded: &Recorded) -> Result<Plan, RefreshError> {
        left_journals::are_of_the_model(self.folder.path());
        let desired = self.desired();
        let live = refresh(&self.readers(), &desired, recorded, Policy::default()).await?;
        Ok(plan(&desired, &live, recorded, Policy::default()).unwrap())
    }

    pub(crate) async fn plan(&self) -> Result<Plan, RefreshError> {
        self.plan_with(&self.state().load().await.unwrap()).await
    }

    /// Plans and applies once. `None`: it could not even be planned, or it is blocked.
    pub(crate) async fn apply(&self) -> Option<Report> {
        let mut recorded = self.state().load().await.unwrap();
        let plan = self.plan_with(&recorded).await.ok()?;
        self.execute(&plan, &mut recorded).await
    }

    /// Applies a plan that was made before.
    pub(crate) async fn execute(&self, plan: &Plan, recorded: &mut Recorded) -> Option<Report> {
        if !plan.blocked.is_empty() {
            return None;
        }
        let (readers, writers) = (self.readers(), self.writers());
        let workbench = Executor {
            readers: &readers,
            writers: &writers,
            state: &self.state,
            lost: None,
            desired: &self.desired(),
            policy: Policy::default(),
            stop: &Stop::default(),
            progress: &Silent,
            options: RunOptions {
                settling_pauses: vec![Duration::ZERO, Duration::from_millis(5)],
                mail_pauses: [0, 5, 20].map(Duration::from_millis).to_vec(),
                visibility_pauses: vec![Duration::from_millis(5); 3],
                accepted_pauses: [0, 5, 20, 100].map(Duration::from_millis).to_vec(),
                ..RunOptions::default()
            },
        };
        let before = self.writes().len();
        let report = workbench.execute(plan, recorded, "test").await.unwrap();
        self.check_history(plan, &report, before);
        Some(report)
    }

    /// Applies until there is nothing left to do, as a person would who sees a red build; returns how often it took.
    pub(crate) async fn apply_until_done(&self) -> usize {
        for round in 1..=6 {
            self.apply().await;
            if self.plan().await.is_ok_and(|plan| is_empty(&plan)) {
                return round;
            }
            self.settle_what_is_spent().await;
        }
        panic!("not done after six rounds: {:#?}", self.plan().await);
    }

    /// What another run sends, past everything of ours.
    pub(crate) async fn post(&self, url: &str, body: &serde_json::Value) {
        self.foreign
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(body.clone());
        let request = reqwest::Client::new()
            .post(url)
            .bearer_auth(API_KEY)
            .json(body);
        request.send().await.unwrap();
    }

    /// Another run, without a common lock, sends the first write to such a path that this one sends, while the system still
    /// works on it.
    pub(crate) async fn another_sends_the_same(&self, path: &str) {
        let is_it = |one: &Received| one.method != "GET" && one.path.contains(path);
        let theirs = loop {
            let mut received = self.sandbox.received().into_iter();
            match received.find(is_it) {
                Some(write) => break write,
                None => tokio::time::sleep(Duration::from_millis(2)).await,
            }
        };
        self.send_again(&theirs).await;
    }

    /// Sends what was received once more, as another run does.
    pub(crate) async fn send_again(&self, theirs: &Received) {
        self.foreign
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(theirs.body.clone());
        arrives(theirs, &self.sandbox).await;
    }

    /// Each write that a system received is one that the plan showed and that the report counts, and none was sent twice
    /// without a word (law 11).
    fn check_history(&self, plan: &Plan, report: &Report, before: usize) {
        let mut received = history::writes(self.sandbox.received()).split_off(before);
        let foreign = self.foreign.lock().unwrap_or_else(PoisonError::into_inner);
        for body in foreign.iter() {
            // Whichever of two equal ones it was.
            if let Some(theirs) = received.iter().rposition(|one| one.body == *body) {
                received.remove(theirs);
            }
        }
        drop(foreign);
        assert_eq!(report.sent(), received.len(), "{report:#?} {received:#?}");
        let planned = history::of_plan(plan);
        let wrong = history::faults_of(&planned, &received, &report.repeated, self.judged);
        assert!(wrong.is_empty(), "{wrong:#?} {report:#?} {received:#?}");
    }

    /// What somebody does who looks in the web app for what nothing may send again by itself, and finds that it is not
    /// there: what is there, the plan finds.
    async fn settle_what_is_spent(&self) {
        let mut recorded = self.state().load().await.unwrap();
        let spent = recorded.pending.iter().filter(|(_, one)| one.is_spent());
        let facts: Vec<_> = spent
            .map(|(key, _)| {
                let part = key.part.clone();
                RecordChange::NotDone { part }.of(&key.address)
            })
            .collect();
        if facts.is_empty() {
            return;
        }
        for fact in &facts {
            recorded.apply(fact);
        }
        self.state().save(&mut recorded).await.unwrap();
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

    /// More than ten minutes, as the state sees it: what was written has had its time to show.
    pub(crate) async fn some_time_passes(&self) {
        if !self.state_file().exists() {
            return;
        }
        super::person::age(&self.state_file());
        let _ = self.state().load().await.unwrap();
    }

    /// What a person would see in the web app, without ids, times and order of creation.
    pub(crate) fn world(&self) -> String {
        world(&self.sandbox.web_app().state().unwrap())
    }
}

/// What was on its way to a system reaches it.
pub(crate) async fn arrives(request: &Received, sandbox: &Sandbox) {
    let (system, key) = match request.system {
        Some(System::Flowmingo) => (System::Flowmingo, FLOWMINGO_KEY),
        Some(System::Promptster) => (System::Promptster, PROMPTSTER_KEY),
        _ => (System::Taptalent, API_KEY),
    };
    _ = rustls::crypto::ring::default_provider().install_default();
    let method = request.method.parse().unwrap();
    let url = format!("{}{}", sandbox.url_of(system), request.path);
    let send = reqwest::Client::new().request(method, url);
    let send = send.header("x-api-key", key).bearer_auth(key);
    send.json(&request.body).send().await.unwrap();
}

/// Nothing to send and nothing in the way.
pub(crate) fn is_empty(plan: &Plan) -> bool {
    plan.blocked.is_empty() && !plan.has_pending_changes()
}

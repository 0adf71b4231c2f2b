//! The embedded systems that a person can reach: configured, watched, disturbed, looked at.

use tokio::runtime::Runtime;
use vetform::sandbox::{
    API_KEY, FLOWMINGO_KEY, FaultRule, Options, PROMPTSTER_KEY, Sandbox, seed_from_text,
};

use super::{Person, wait_until};
use crate::worlds::world;

/// An embedded system in this process: the test sees its requests, plays its faults and clicks in its web app.
pub(super) struct System {
    sandbox: Sandbox,
    /// Serves it; dropped last.
    _runtime: Runtime,
}

impl Person {
    /// With a workspace `lab` whose TapTalent is an embedded one in this process.
    #[must_use]
    pub(crate) fn at_a_system(self) -> Self {
        let person = self.at_systems(Options::default());
        person.configure(&person.system().taptalent_url(), "");
        person.with_env("LAB_KEY", API_KEY)
    }

    /// With a workspace `lab` in the project's configuration, the default one, whose three systems are embedded ones in
    /// this process. They begin with what the project's `seed.yaml` says, if there is one.
    #[must_use]
    pub(crate) fn with_a_lab_added(self) -> Self {
        let seed = std::fs::read_to_string(self.path("seed.yaml")).ok();
        let mut person = self.at_systems(Options {
            seed: seed.map(|text| seed_from_text(&text).unwrap()),
            ..Options::default()
        });
        let sandbox = person.system();
        let mut lab = String::from("\n  lab:\n");
        for (name, url) in [
            ("taptalent", sandbox.taptalent_url()),
            ("flowmingo", sandbox.flowmingo_url()),
            ("promptster", sandbox.promptster_url()),
        ] {
            let variable = name.to_uppercase();
            let lines = format!(
                "    {name}:\n      baseUrl: {url}\n      apiKey: {{ env: {variable}_LAB_KEY }}\n"
            );
            lab.push_str(&lines);
        }
        let config = person.read("vetform.yaml");
        let config = config.replace("defaultWorkspace: sandbox", "defaultWorkspace: lab");
        person.write("vetform.yaml", &(config + &lab));
        person.name_the_lab_in_rosters();
        for (name, key) in [
            ("TAPTALENT", API_KEY),
            ("FLOWMINGO", FLOWMINGO_KEY),
            ("PROMPTSTER", PROMPTSTER_KEY),
        ] {
            person = person.with_env(&format!("{name}_LAB_KEY"), key);
        }
        person
    }

    /// The rosters of an example name the workspaces that they are for.
    fn name_the_lab_in_rosters(&self) {
        let Ok(rosters) = self.path("rosters").read_dir_utf8() else {
            return;
        };
        for roster in rosters.map(|entry| entry.unwrap().into_path()) {
            let text = std::fs::read_to_string(&roster).unwrap();
            let text = text.replace("workspaces: [", "workspaces: [lab, ");
            std::fs::write(roster, text).unwrap();
        }
    }

    fn at_systems(mut self, options: Options) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let sandbox = runtime.block_on(Sandbox::start(options)).unwrap();
        self.system = Some(System {
            sandbox,
            _runtime: runtime,
        });
        self
    }

    /// With a workspace `lab` whose three systems are embedded ones in this process.
    #[must_use]
    pub(crate) fn at_all_systems(self) -> Self {
        let person = self.at_a_system();
        let sandbox = person.system();
        let more = format!(
            "    flowmingo:\n      baseUrl: {}\n      apiKey: {{ env: FLOWMINGO_KEY }}\n    promptster:\n      \
             baseUrl: {}\n      apiKey: {{ env: PROMPTSTER_KEY }}\n",
            sandbox.flowmingo_url(),
            sandbox.promptster_url()
        );
        person
            .with_settings(&more)
            .with_env("FLOWMINGO_KEY", FLOWMINGO_KEY)
            .with_env("PROMPTSTER_KEY", PROMPTSTER_KEY)
    }

    /// Writes an vetform.yaml with the workspace `lab` at this URL; `more` are further lines of the workspace.
    pub(crate) fn configure(&self, url: &str, more: &str) {
        let text = format!(
            "apiVersion: vetform/v1\nkind: Config\nworkspaces:\n  lab:\n    taptalent:\n      \
             baseUrl: {url}\n      apiKey: {{ env: LAB_KEY }}\n{more}"
        );
        self.write("vetform.yaml", &text);
    }

    /// Adds lines to the workspace `lab`.
    #[must_use]
    pub(crate) fn with_settings(self, more: &str) -> Self {
        self.configure(&self.system().taptalent_url(), more);
        self
    }

    #[track_caller]
    pub(crate) fn system(&self) -> &Sandbox {
        let Some(system) = &self.system else {
            panic!("this person is at no system");
        };
        &system.sandbox
    }

    /// The requests since the last look, as `GET /assessment/abc`.
    pub(crate) fn calls(&self) -> Vec<String> {
        let received = self.system().received();
        self.system().clear_received();
        received
            .into_iter()
            .map(|received| format!("{} {}", received.method, received.path))
            .collect()
    }

    /// The writes since the last look.
    pub(crate) fn writes(&self) -> Vec<String> {
        let mut calls = self.calls();
        calls.retain(|call| !call.starts_with("GET "));
        calls
    }

    /// Lets this befall the requests to come.
    pub(crate) fn play(&self, rules: &[FaultRule]) {
        self.system().set_faults(rules.to_vec());
    }

    /// Everything that is live, as the web app shows it.
    pub(crate) fn live(&self) -> serde_json::Value {
        self.system().web_app().state().unwrap()
    }

    /// The same without ids, times and order of creation, to be compared.
    pub(crate) fn world(&self) -> String {
        world(&self.live())
    }

    /// How many mails went out.
    pub(crate) fn mails(&self) -> usize {
        self.live()["mails"].as_array().unwrap().len()
    }

    /// Waits until a call has met a fault.
    #[track_caller]
    pub(crate) fn waits_for_a_fault(&self) {
        wait_until("a call meets a fault", || {
            let received = self.system().received();
            received.iter().any(|call| call.fault.is_some())
        });
    }
}

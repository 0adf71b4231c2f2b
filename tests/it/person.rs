//! A person, or a CI job, at the command line: a project in a temporary folder, nothing of this machine's environment,
//! and of every run the exit code and both streams.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant, SystemTime};

use camino::{Utf8Path, Utf8PathBuf};
use insta::Settings;
use insta::internals::SettingsBindDropGuard;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use vetform::sandbox::{
    API_KEY, FLOWMINGO_KEY, FaultRule, Options, PROMPTSTER_KEY, Sandbox, seed_from_text,
};

use super::lab;

/// What no two runs have in common, and what is shown in its place. Ids keep their form, not their digits.
const REDACTIONS: [(&str, &str); 19] = [
    (r"/\S*/project\b", "[project]"),
    (r"127\.0\.0\.1:\d+", "127.0.0.1:[port]"),
    (r"\d{8}T\d{6}Z-[0-9a-f]+", "[run]"),
    (r"process \d+", "process [pid]"),
    (r"\d{4}-\d\d-\d\dT[\d:.]+Z", "[time]"),
    // A time is as long as its fraction of a second: so is its column.
    (r"\[time\] {2,}", "[time]  "),
    (r"SUBMITTED {2,}", "SUBMITTED  "),
    (r"\b[0-9A-Za-z]{20}\b", "[id]"),
    (r"/assessment-flows/\d+", "/assessment-flows/[id]"),
    (r"(taptalent/Flow/\S+) \(\d+\)", "$1 ([id])"),
    // Both lists are read at once; which of them fails first is chance.
    (
        r"GET /assessment(-flows|\?pageNumber=1&perPage=100): ",
        "GET [a list]: ",
    ),
    (r"kim on [^\s()]+", "kim on [host]"),
    (r"\d{4}-\d\d-\d\d \d\d:\d\d UTC", "[time]"),
    (r"\(os error \d+\)", "(os error [n])"),
    (r"in \d+ ms", "in [n] ms"),
    (r"again in \d+\.\d s", "again in [n] s"),
    (r"\b1[0-9]{12}\b", "[millis]"),
    (r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", "[uuid]"),
    (r"(settle \S+) [0-9a-f]{8}\b", "$1 [name]"),
];

/// A project, who works on it, and what they can reach.
pub(crate) struct Person {
    folder: TempDir,
    environment: Vec<(String, String)>,
    system: Option<System>,
    _redactions: SettingsBindDropGuard,
}

/// An embedded system in this process: the test sees its requests, plays its faults and clicks in its web app.
struct System {
    sandbox: Sandbox,
    /// Serves it; dropped last.
    _runtime: Runtime,
}

/// What came of a run.
#[must_use = "a run whose outcome nobody looks at proves nothing"]
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Person {
    /// In an empty project folder.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["project", "home"] {
            std::fs::create_dir(folder.path().join(name)).unwrap();
        }
        let mut settings = Settings::clone_current();
        for (pattern, shown) in REDACTIONS {
            settings.add_filter(pattern, shown);
        }
        Self {
            folder,
            environment: Vec::new(),
            system: None,
            _redactions: settings.bind_to_scope(),
        }
    }

    /// With a copy of `examples/NAME`.
    pub(crate) fn with_example(name: &str) -> Self {
        let person = Self::new();
        let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
        copy(&examples.join(name), person.path("").as_std_path());
        person
    }

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

    /// How many mails went out.
    pub(crate) fn mails(&self) -> usize {
        self.live()["mails"].as_array().unwrap().len()
    }

    /// With these manifests in `all.yaml`.
    #[must_use]
    pub(crate) fn with_manifests(self, text: &str) -> Self {
        self.write("all.yaml", text);
        self
    }

    /// With a variable of the environment.
    #[must_use]
    pub(crate) fn with_env(mut self, name: &str, value: &str) -> Self {
        self.set_env(name, value);
        self
    }

    /// From now on.
    pub(crate) fn set_env(&mut self, name: &str, value: &str) {
        self.environment.retain(|(known, _)| known != name);
        self.environment.push((name.to_owned(), value.to_owned()));
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

    pub(crate) fn path(&self, name: &str) -> Utf8PathBuf {
        let root = Utf8Path::from_path(self.folder.path()).unwrap();
        root.join("project").join(name)
    }

    /// Writes a file of the project.
    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    #[track_caller]
    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// Puts one text in the place of another that stands exactly once in the file.
    #[track_caller]
    pub(crate) fn edit(&self, name: &str, from: &str, to: &str) {
        let text = self.read(name);
        assert_eq!(text.matches(from).count(), 1, "{from:?} in {name}");
        self.write(name, &text.replace(from, to));
    }

    /// What somebody does who deletes the state.
    pub(crate) fn lose_state(&self) {
        std::fs::remove_dir_all(self.path("vetform.state")).unwrap();
    }

    /// More than ten minutes, as the state sees it: what was written has had its time to show.
    pub(crate) fn some_time_passes(&self) {
        for entry in std::fs::read_dir(self.path("vetform.state")).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "json") {
                continue;
            }
            age(Utf8Path::from_path(&path).unwrap());
        }
    }

    /// Every file below the project, with its text (or its length) and when it was last written.
    pub(crate) fn files(&self) -> BTreeMap<Utf8PathBuf, (Vec<u8>, SystemTime)> {
        let mut files = BTreeMap::new();
        list(&self.path(""), &mut files);
        files
    }

    pub(crate) fn command(&self, line: &str) -> Command {
        let mut command = self.program(assert_cmd::cargo::cargo_bin!("vetform"));
        command.args(line.split_whitespace());
        command
    }

    fn program(&self, path: &Path) -> Command {
        let mut command = Command::new(path);
        command
            .current_dir(self.path(""))
            .env_clear()
            .env("HOME", self.folder.path().join("home"))
            .env("USER", "kim")
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs `vetform LINE` to its end; the words of the line are parted by blanks.
    pub(crate) fn runs(&self, line: &str) -> Outcome {
        self.command(line).output().unwrap().into()
    }

    /// Runs a script as GitHub runs the `run:` of a step; `vetform` is found, and before all else what lies in the
    /// project's neighbour folder `bin`.
    pub(crate) fn script(&self, text: &str) -> Outcome {
        let program = assert_cmd::cargo::cargo_bin!("vetform");
        let mut path = vec![self.neighbour("bin").into_std_path_buf()];
        path.extend(program.parent().map(Path::to_owned));
        path.extend(
            std::env::var_os("PATH")
                .iter()
                .flat_map(std::env::split_paths),
        );
        let mut command = self.program(Path::new("bash"));
        command
            .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", text])
            .env("PATH", std::env::join_paths(path).unwrap());
        command.output().unwrap().into()
    }

    /// A path beside the project.
    pub(crate) fn neighbour(&self, name: &str) -> Utf8PathBuf {
        let folder = Utf8Path::from_path(self.folder.path()).unwrap();
        folder.join(name)
    }

    /// The same, with its results going into this file.
    pub(crate) fn runs_into(&self, line: &str, stdout: File) -> Outcome {
        self.command(line).stdout(stdout).output().unwrap().into()
    }

    /// Starts `vetform LINE`.
    pub(crate) fn starts(&self, line: &str) -> Child {
        self.command(line).spawn().unwrap()
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
        lab::world(&self.live())
    }
}

impl Outcome {
    /// Fails, and shows everything, unless the run ended with this code.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self}");
        self
    }
}

impl From<Output> for Outcome {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code {
            Some(code) => writeln!(f, "exit {code}")?,
            None => writeln!(f, "killed")?,
        }
        for (name, text) in [("stdout", &self.stdout), ("stderr", &self.stderr)] {
            match text.trim_end() {
                "" => {}
                text => write!(f, "── {name}\n{text}\n")?,
            }
        }
        Ok(())
    }
}

/// Sends a signal by its name.
pub(crate) fn send(signal: &str, child: &Child) {
    let command = format!("kill -{signal} {}", child.id());
    let sent = Command::new("sh").args(["-c", &command]).status().unwrap();
    assert!(sent.success());
}

/// Looks again and again, with short pauses, until `done` says so; after a minute nothing will come any more.
#[track_caller]
pub(crate) fn wait_until(what: &str, mut done: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_mins(1);
    while !done() {
        assert!(Instant::now() < deadline, "waited a minute until {what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// What `validate` says without its warnings, which commands that read systems do not give.
pub(crate) fn errors_of(validated: &str) -> String {
    let blocks = validated.split("\n\n");
    let blocks = blocks.filter(|block| !block.starts_with("warning["));
    let text = blocks.collect::<Vec<_>>().join("\n\n");
    text.replace(", 1 warning in", " in")
}

/// Makes a state think that everything in it was written long ago.
pub(crate) fn age(path: &Utf8Path) {
    let text = std::fs::read_to_string(path).unwrap();
    let is_time = |line: &str| {
        ["created", "written", "entered"]
            .iter()
            .any(|name| line.trim_start().starts_with(&format!("\"{name}\": \"2")))
    };
    let lines = text.lines().map(|line| match line.split_once(": \"") {
        Some((name, value)) if is_time(line) => {
            let comma = if value.ends_with(',') { "," } else { "" };
            format!("{name}: \"2020-01-01T00:00:00Z\"{comma}\n")
        }
        _ => format!("{line}\n"),
    });
    std::fs::write(path, lines.collect::<String>()).unwrap();
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if matches!(
            entry.file_name().to_str(),
            Some(".vetform" | "vetform.state")
        ) {
            continue;
        }
        if source.is_dir() {
            copy(&source, &target);
        } else {
            std::fs::copy(&source, &target).unwrap();
        }
    }
}

fn list(folder: &Utf8Path, files: &mut BTreeMap<Utf8PathBuf, (Vec<u8>, SystemTime)>) {
    for entry in folder.read_dir_utf8().unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            list(entry.path(), files);
        } else {
            let written = entry.metadata().unwrap().modified().unwrap();
            files.insert(
                entry.path().to_owned(),
                (std::fs::read(entry.path()).unwrap(), written),
            );
        }
    }
}

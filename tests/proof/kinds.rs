//! The kinds of rosters as data: their manifests, what a read shows of them, and what their system does by itself.

use camino::Utf8Path;
use vetform::manifest::{find_project, load};
use vetform::model::{Desired, Live};

use super::live;
use super::rules::{Rule, Rules};
use super::world::{Who, World};

pub(crate) struct Kind {
    pub(crate) name: &'static str,
    /// What the rosters lead to.
    objects: &'static str,
    header: &'static str,
    target: &'static str,
    person: fn(&str) -> String,
    pub(crate) live: fn(&Desired, &World) -> Live,
    /// The system refuses a second invite of the same person.
    pub(crate) refuses_a_second: bool,
    /// A read shows who is there, and under which address.
    pub(crate) shows: bool,
}

pub(crate) static FLOW: Kind = Kind {
    name: "people of a TapTalent flow",
    objects: "apiVersion: taptalent/v1
kind: Assessment
metadata: { name: voice }
spec: { title: Voice, hiringForRole: Engineer, purposeOfInterview: See how they find causes. }
---
apiVersion: taptalent/v1
kind: Flow
metadata: { name: screen }
spec: { flowName: Screen, steps: [{ assessment: voice, passThreshold: 60 }] }
---
",
    header: "taptalent/v1",
    target: "flow: screen",
    person: taptalent_person,
    live: live::flow,
    refuses_a_second: false,
    shows: true,
};

pub(crate) static ASSESSMENT: Kind = Kind {
    name: "people of a TapTalent assessment",
    objects: "apiVersion: taptalent/v1
kind: Assessment
metadata: { name: voice }
spec: { title: Voice, hiringForRole: Engineer, purposeOfInterview: See how they find causes. }
---
",
    header: "taptalent/v1",
    target: "assessment: voice",
    person: taptalent_person,
    live: live::assessment,
    refuses_a_second: true,
    shows: false,
};

pub(crate) static INTERVIEW_SET: Kind = Kind {
    name: "people of a Flowmingo interview set",
    objects: "apiVersion: flowmingo/v1
kind: InterviewSet
metadata: { name: sales }
spec: { title: Sales }
---
",
    header: "flowmingo/v1",
    target: "interviewSet: sales, sendInvite: true",
    person: |name| format!("{{ email: {name}@example.com }}"),
    live: live::interview_set,
    refuses_a_second: false,
    shows: false,
};

pub(crate) static TASK: Kind = Kind {
    name: "people of a Promptster task",
    objects: "apiVersion: promptster/v1
kind: Assessment
metadata: { name: task }
spec: { title: Task, role: Engineer, taskBrief: Build an endpoint. }
---
",
    header: "promptster/v1",
    target: "assessment: task",
    person: |name| format!("{{ email: {name}@example.com }}"),
    live: live::task,
    refuses_a_second: false,
    shows: true,
};

const NAMES: [&str; 3] = ["ada", "bob", "cyd"];

fn taptalent_person(name: &str) -> String {
    format!("{{ email: {name}@example.com, firstName: {name}, lastName: Doe }}")
}

pub(crate) fn address_of(who: Who) -> String {
    format!("{}@example.com", NAMES[who])
}

pub(crate) fn who_is(address: &str) -> Who {
    let name = address.split('@').next().unwrap();
    NAMES.iter().position(|known| *known == name).unwrap()
}

/// What may become of the manifests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Edit {
    /// All people stand in one roster.
    AsWritten,
    /// The first of them has moved to another roster of the same thing.
    Moved,
    /// The roster has another name.
    Renamed,
    /// The roster has another name, and says which it had.
    RenamedWithItsOldName,
}

pub(crate) const EDITS: [Edit; 4] = [
    Edit::AsWritten,
    Edit::Moved,
    Edit::Renamed,
    Edit::RenamedWithItsOldName,
];

impl Kind {
    pub(crate) fn desired(&self, edit: Edit, people: usize, rules: &Rules) -> Desired {
        let all: Vec<Who> = (0..people).collect();
        let roster = |name: &str, people: &[Who]| self.roster(name, people, rules);
        let rosters = match edit {
            Edit::AsWritten => roster("r", &all),
            Edit::Moved => roster("r", &all[1..]) + &roster("s", &all[..1]),
            Edit::Renamed => roster("t", &all),
            Edit::RenamedWithItsOldName => roster("t, previousNames: [r]", &all),
        };
        read(&format!("{}{rosters}", self.objects))
    }

    fn roster(&self, name: &str, people: &[Who], rules: &Rules) -> String {
        let Self { header, target, .. } = self;
        let people: Vec<String> = people
            .iter()
            .map(|who| (self.person)(NAMES[*who]))
            .collect();
        let lifecycle = if *header == "flowmingo/v1" && !rules.has(Rule::UnknownSubmissions) {
            "\nlifecycle: { unknownSubmissions: ignore }"
        } else {
            ""
        };
        format!(
            "apiVersion: {header}\nkind: Roster\nmetadata: {{ name: {name} }}\nspec: {{ {target}, candidates: [{}] }}{lifecycle}\n---\n",
            people.join(", ")
        )
    }
}

pub(crate) fn read(manifests: &str) -> Desired {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write(
        "vetform.yaml",
        "apiVersion: vetform/v1\nkind: Config\nworkspaces:\n  proof:\n    sandbox: {}\n",
    );
    write("all.yaml", manifests);
    let root = find_project(Utf8Path::from_path(folder.path()).unwrap(), None).unwrap();
    let loaded = load(&root, None);
    assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
    loaded.desired.unwrap()
}

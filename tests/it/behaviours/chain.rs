//! What a behaviour is about: the manifests before and after, and where to see how often it was done.

use serde_json::Value;
use vetform::sandbox::{Sandbox, System};

use crate::proxy::{Arrives, Proxy};
use crate::rosters::{FLOW, TASK};

use super::script::ACCEPTED;

pub(super) struct Chain {
    /// Its heading in the file.
    pub(super) name: &'static str,
    /// What is applied before it begins.
    pub(super) before: &'static str,
    /// What the behaviour is about, beside that.
    more: &'static str,
    /// Where the web app shows how often it was done.
    done: &'static str,
    pub(super) system: System,
}

pub(super) const PEOPLE_OF_A_FLOW: Chain = Chain {
    name: "people of a TapTalent flow",
    before: FLOW,
    more: "apiVersion: taptalent/v1
kind: Roster
metadata: { name: r }
spec: { flow: screen, candidates: [{ email: ada@example.com, firstName: Ada, lastName: Doe }] }
",
    done: "/mails",
    system: System::Taptalent,
};

pub(super) const PEOPLE_OF_AN_ASSESSMENT: Chain = Chain {
    name: "people of a TapTalent assessment",
    more: "apiVersion: taptalent/v1
kind: Roster
metadata: { name: r }
spec: { assessment: voice, candidates: [{ email: ada@example.com, firstName: Ada, lastName: Doe }] }
",
    ..PEOPLE_OF_A_FLOW
};

pub(super) const PEOPLE_OF_A_SET: Chain = Chain {
    name: "people of a Flowmingo interview set",
    before: concat!("\n", manifest!("sales-assessment"), "---\n"),
    more: "apiVersion: flowmingo/v1
kind: Roster
metadata: { name: r }
spec: { interviewSet: sales, sendInvite: true, candidates: [{ email: ada@example.com }] }
",
    done: "/mails",
    system: System::Flowmingo,
};

pub(super) const PEOPLE_OF_A_TASK: Chain = Chain {
    name: "people of a Promptster task",
    before: TASK,
    more: "apiVersion: promptster/v1
kind: Roster
metadata: { name: r }
spec: { assessment: webhooks, candidates: [{ email: ada@example.com }] }
",
    done: "/mails",
    system: System::Promptster,
};

pub(super) const AN_ASSESSMENT: Chain = Chain {
    name: "create of a TapTalent assessment",
    before: "",
    more: concat!("\n", manifest!("voice")),
    done: "/assessments",
    system: System::Taptalent,
};

pub(super) const A_TASK: Chain = Chain {
    name: "create of a Promptster task",
    before: "",
    more: TASK,
    done: "/promptster/assessments",
    system: System::Promptster,
};

impl Chain {
    pub(super) fn manifests(&self) -> String {
        format!("{}{}", self.before, self.more)
    }

    pub(super) fn done(&self, sandbox: &Sandbox) -> usize {
        let live = sandbox.web_app().state().unwrap();
        let all = live.pointer(self.done).and_then(Value::as_array);
        all.unwrap_or_else(|| panic!("{live:#}")).len()
    }

    /// Before its system: a yes whose answer nobody can read.
    pub(super) fn proxy(&self, sandbox: &Sandbox) -> Proxy {
        let proxy = Proxy::before(&sandbox.url_of(self.system));
        proxy.answers(|answer| {
            if answer.status == ACCEPTED {
                answer.arrives = Arrives::Half;
            }
        });
        proxy
    }
}

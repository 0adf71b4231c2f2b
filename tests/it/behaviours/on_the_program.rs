//! The behaviours, played on the program as a person runs it: a plan that is saved, and applied; SIGKILL; and the waits that
//! people have.

use tokio::runtime::Builder;
use vetform::sandbox::Sandbox;
use vetform::state::StateStore;

use crate::person::{Person, wait_until};

use super::chain::{
    A_TASK, AN_ASSESSMENT, Chain, PEOPLE_OF_A_FLOW, PEOPLE_OF_A_SET, PEOPLE_OF_A_TASK,
    PEOPLE_OF_AN_ASSESSMENT,
};
use super::play::{Choice, Player, most, replay};

/// Most of the time they wait.
const AT_ONCE: usize = 24;

const APPLY: &str = "apply change.plan --send-invites";

struct OnTheProgram(Person);

impl OnTheProgram {
    /// Before the behaviour begins.
    fn new(chain: &Chain) -> Self {
        let person = Person::new().at_all_systems().with_manifests(chain.before);
        person.authors_a_set("Sales Assessment");
        if !chain.before.is_empty() {
            person.does("apply --auto-approve");
        }
        person.write("all.yaml", &chain.manifests());
        let proxy = chain.proxy(person.system());
        let url = person.system().url_of(chain.system);
        person.edit("vetform.yaml", &url, &proxy.url());
        Self(person)
    }

    fn plans(&self) {
        let _ = self.0.runs("plan --out change.plan");
    }
}

impl Player for OnTheProgram {
    fn sandbox(&self) -> &Sandbox {
        self.0.system()
    }

    fn runs(&self, meanwhile: &dyn Fn()) {
        self.plans();
        meanwhile();
        let _ = self.0.runs(APPLY);
    }

    fn runs_and_is_killed(&self, meanwhile: &dyn Fn(), is_time: &dyn Fn() -> bool) {
        self.plans();
        meanwhile();
        let mut run = self.0.starts(APPLY);
        wait_until("its last request is there", is_time);
        run.kill().unwrap();
        run.wait().unwrap();
    }

    fn in_doubt_and_blocked(&self) -> (bool, bool) {
        let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        let state = StateStore::local(self.0.path("vetform.state/lab.json"));
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let recorded = runtime.block_on(state.load()).unwrap();
        let plan = json(&self.0.runs("plan --format json").stdout);
        let blocked = plan["blocked"].as_array().unwrap();
        (!recorded.pending.is_empty(), !blocked.is_empty())
    }
}

fn is_as_the_model_says(chains: &[&Chain], most: usize) {
    let choice = Choice {
        most,
        at_once: AT_ONCE,
    };
    replay(chains, &choice, OnTheProgram::new);
}

#[test]
fn the_program_creates_as_the_model_says() {
    is_as_the_model_says(&[&AN_ASSESSMENT, &A_TASK], most(6, usize::MAX));
}

#[test]
fn the_program_asks_for_people_as_the_model_says() {
    let all = [
        &PEOPLE_OF_A_FLOW,
        &PEOPLE_OF_AN_ASSESSMENT,
        &PEOPLE_OF_A_SET,
        &PEOPLE_OF_A_TASK,
    ];
    is_as_the_model_says(&all, most(3, 96));
}

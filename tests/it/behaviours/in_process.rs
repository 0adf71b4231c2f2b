//! The behaviours, played in this process, where the waits of a run are short. A run that is killed is dropped.

use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use vetform::plan::Plan;
use vetform::sandbox::{Sandbox, System};
use vetform::state::Recorded;

use crate::at_once::AT_ONCE;
use crate::lab::Lab;
use crate::rosters;

use super::chain::{
    A_TASK, AN_ASSESSMENT, Chain, PEOPLE_OF_A_FLOW, PEOPLE_OF_A_SET, PEOPLE_OF_A_TASK,
    PEOPLE_OF_AN_ASSESSMENT,
};
use super::play::{Choice, Player, most, replay};

struct InProcess {
    lab: Lab,
    /// Serves the lab's systems; dropped last.
    runtime: Runtime,
}

impl InProcess {
    /// Before the behaviour begins.
    fn new(chain: &Chain) -> Self {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let lab = runtime.block_on(async {
            let lab = rosters::lab(chain.before).await;
            lab.apply_until_done().await;
            lab
        });
        lab.write("all.yaml", &chain.manifests());
        let proxy = chain.proxy(&lab.sandbox);
        let lab = match chain.system {
            System::Taptalent => lab.through(&proxy),
            System::Flowmingo => lab.through_at_flowmingo(&proxy),
            System::Promptster => lab.through_at_promptster(&proxy),
        };
        Self { lab, runtime }
    }

    fn plans(&self) -> (Recorded, Plan) {
        self.runtime.block_on(async {
            let recorded = self.lab.state().load().await.unwrap();
            let plan = self.lab.plan_with(&recorded).await.unwrap();
            (recorded, plan)
        })
    }
}

impl Player for InProcess {
    fn sandbox(&self) -> &Sandbox {
        &self.lab.sandbox
    }

    fn runs(&self, meanwhile: &dyn Fn()) {
        let (mut recorded, plan) = self.plans();
        meanwhile();
        self.runtime
            .block_on(self.lab.execute(&plan, &mut recorded));
    }

    fn runs_and_is_killed(&self, meanwhile: &dyn Fn(), is_time: &dyn Fn() -> bool) {
        let (mut recorded, plan) = self.plans();
        meanwhile();
        let time_comes = async {
            while !is_time() {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        self.runtime.block_on(async {
            tokio::select! {
                report = self.lab.execute(&plan, &mut recorded) => panic!("it ends by itself: {report:?}"),
                () = time_comes => {}
            }
        });
    }

    fn in_doubt_and_blocked(&self) -> (bool, bool) {
        let (recorded, plan) = self.plans();
        (!recorded.pending.is_empty(), !plan.blocked.is_empty())
    }
}

fn is_as_the_model_says(chain: &Chain) {
    let choice = Choice {
        most: most(60, usize::MAX),
        at_once: AT_ONCE,
    };
    replay(&[chain], &choice, InProcess::new);
}

#[test]
fn people_of_a_flow_are_asked_for_as_the_model_says() {
    is_as_the_model_says(&PEOPLE_OF_A_FLOW);
}

#[test]
fn people_of_an_assessment_are_asked_for_as_the_model_says() {
    is_as_the_model_says(&PEOPLE_OF_AN_ASSESSMENT);
}

#[test]
fn people_of_an_interview_set_are_asked_for_as_the_model_says() {
    is_as_the_model_says(&PEOPLE_OF_A_SET);
}

#[test]
fn people_of_a_task_are_asked_for_as_the_model_says() {
    is_as_the_model_says(&PEOPLE_OF_A_TASK);
}

#[test]
fn an_assessment_is_created_as_the_model_says() {
    is_as_the_model_says(&AN_ASSESSMENT);
}

#[test]
fn a_task_is_created_as_the_model_says() {
    is_as_the_model_says(&A_TASK);
}

//! What somebody does in the web app of a person's TapTalent.

use vetform::sandbox::{AssessmentChange, FlowChange};

use super::Person;

/// 3 May 2099: after every run, and of one length on every day that the tests are run.
pub(crate) const SOME_DAY: i64 = 4_081_492_800_000;

impl Person {
    /// The id of an assessment by its place among all.
    #[track_caller]
    pub(crate) fn assessment_id(&self, index: usize) -> String {
        let id = &self.live()["assessments"][index]["assessmentId"];
        id.as_str().unwrap().to_owned()
    }

    /// Somebody changes the first assessment, on [`SOME_DAY`].
    #[track_caller]
    pub(crate) fn changes_live(&self, change: &AssessmentChange) {
        let app = self.system().web_app();
        let change = AssessmentChange {
            last_updated_on: change.last_updated_on.or(Some(SOME_DAY)),
            ..change.clone()
        };
        app.set_assessment(&self.assessment_id(0), &change).unwrap();
    }

    /// Somebody gives the first assessment another title.
    #[track_caller]
    pub(crate) fn retitles_live(&self, title: &str) {
        self.changes_live(&AssessmentChange {
            title: Some(title.to_owned()),
            ..AssessmentChange::default()
        });
    }

    /// Somebody has authored an interview set in Flowmingo.
    #[track_caller]
    pub(crate) fn authors_a_set(&self, title: &str) {
        let app = self.system().web_app().flowmingo();
        app.create_interview_set(title).unwrap();
    }

    /// Somebody gives a flow another name.
    #[track_caller]
    pub(crate) fn renames_flow(&self, flow: i64, name: &str) {
        let change = FlowChange {
            flow_name: Some(name.to_owned()),
            ..FlowChange::default()
        };
        self.system().web_app().set_flow(flow, &change).unwrap();
    }
}

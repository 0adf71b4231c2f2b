//! Plans for the tests of what shows them: of any size, and with any text in every place that takes one.

use camino::Utf8Path;
use serde_json::json;

use super::review::{Provenance, ReviewLook, Titles};
use crate::diagnostic::{Code, Place, Position, Span};
use crate::model::taptalent::Operation as TapTalentWrite;
use crate::model::taptalent::{AssessmentUpdate, FlowBody, QuestionContent, StepBody, StepField};
use crate::model::{
    Address, AssessmentId, FieldValue, FlowId, Kind, Number, Operation, Origin, Pointer,
    QuestionId, SourcePath, Target,
};
use crate::plan::{
    Action, Blocked, Cause, Change, FieldChange, Irreversible, Note, NoteSeverity, Plan,
    PlannedCall, Precondition, Remark, StepLine, StepVerdict,
};

/// A look that finds every value in line 9 of its file, and knows the live assessment `live-7`.
pub(super) const LOOK: ReviewLook<'static> = ReviewLook {
    workspace: "production",
    occasion: crate::render::Occasion::Holding,
    requests_per_second: Some(20.0),
    locate: &|path| Some(in_line_9(path)),
    address_of: &|id| (id == "live-7").then(|| address(Kind::TapTalentAssessment, "backend-voice")),
    titles: &Titles::NONE,
    provenance: &Provenance::NONE,
    effects: None,
};

fn in_line_9(path: &SourcePath) -> Place {
    let at = |column| Position {
        byte: 0,
        line: 9,
        column,
    };
    Place {
        file: path.origin.file.to_path_buf(),
        span: Some(Span {
            start: at(7),
            end: at(12),
        }),
    }
}

pub(super) fn address(kind: Kind, name: &str) -> Address {
    Address::new(kind, name.parse().unwrap())
}

pub(super) fn source(file: &str) -> SourcePath {
    let origin = Origin {
        file: Utf8Path::new(file).into(),
        document: 0,
    };
    origin.at(Pointer::spec("title"))
}

fn change(address: Address, action: Action, fields: Vec<FieldChange>) -> Change {
    Change {
        address,
        action,
        id: None,
        fields,
        calls: Vec::new(),
        requires: Vec::new(),
        precondition: Precondition::None,
        records: Vec::new(),
        candidates: Some(0),
        people: Vec::new(),
        url: None,
        edited_at: None,
    }
}

fn call(operation: Operation, irreversible: Option<Irreversible>) -> PlannedCall {
    PlannedCall {
        operation,
        remember: Vec::new(),
        irreversible,
        follows_mail: false,
    }
}

fn field(path: &str, before: Option<&str>, after: Option<&str>, cause: Cause) -> FieldChange {
    FieldChange {
        path: path.to_owned(),
        before: before.map(Into::into),
        after: after.map(Into::into),
        cause,
        source: Some(source("flows/engineering.yaml")),
    }
}

/// A flow with two live steps, the second's threshold changed, and a third appended; this text is its name, its id, its
/// description and the names of its steps.
pub(super) fn grown_flow(text: &str) -> Change {
    let step = |assessment: Target<AssessmentId>, threshold: u32, name: Option<&str>| StepBody {
        assessment,
        pass_threshold: Number::from(threshold),
        metadata: name
            .map(|name| (StepField::Name, FieldValue::Text(name.to_owned())))
            .into_iter()
            .collect(),
    };
    let created = Target::Created(address(Kind::TapTalentAssessment, "system-design"));
    let body = FlowBody {
        flow_name: text.to_owned(),
        description: None,
        status: None,
        steps: vec![
            step(Target::Id(AssessmentId::new("live-7")), 60, Some(text)),
            step(Target::Id(AssessmentId::new(text)), 70, None),
            step(created, 65, Some(text)),
        ],
    };
    let description = format!("Quiz, then an interview about {text}");
    let mut threshold = field("spec.steps[1].passThreshold", None, None, Cause::Drifted);
    (threshold.before, threshold.after) = (Some(75.into()), Some(70.into()));
    let mut appended = field("spec.steps[2]", None, None, Cause::Edited);
    appended.after =
        Some(json!({ "assessment": "system-design", "passThreshold": 65, "name": text }));
    let fields = vec![
        field(
            "spec.description",
            Some("Quiz, then an interview"),
            Some(&description),
            Cause::Conflict,
        ),
        threshold,
        appended,
    ];
    let flow = Target::Id(FlowId::new(text));
    Change {
        id: Some(text.to_owned()),
        calls: vec![call(
            Operation::TapTalent(TapTalentWrite::UpdateFlow { flow, body }),
            Some(Irreversible::AppendedStep),
        )],
        requires: vec![address(Kind::TapTalentAssessment, "system-design")],
        candidates: Some(12),
        ..change(address(Kind::Flow, "engineering"), Action::Update, fields)
    }
}

/// An assessment whose title, skills, question and unreadable ideal answer change; its question texts hold this text.
pub(super) fn edited_assessment(name: &str, text: &str) -> Change {
    let question =
        |asked: &str, ideal: Option<&str>| json!({ "question": asked, "idealAnswer": ideal });
    let (old, new) = (
        format!(
            "Describe a time when {text} had to be debugged in production, and what you learned."
        ),
        format!(
            "Describe an occasion when {text} had to be debugged, and what you learned from it."
        ),
    );
    let mut asked = field("spec.questions[debugging]", None, None, Cause::Unverifiable);
    asked.before = Some(question(&old, None));
    asked.after = Some(question(
        &new,
        Some("Reproduce, find the root cause, fix, prevent."),
    ));
    let mut skills = field("spec.skills", None, None, Cause::Unrecorded);
    (skills.before, skills.after) = (Some(json!(["Go", text])), Some(json!(["Rust", text])));
    let gone = format!("{text}?");
    let fields = vec![
        field(
            "spec.title",
            Some(text),
            Some("Backend interview"),
            Cause::Edited,
        ),
        skills,
        asked,
        field("spec.questions[old]", Some(&gone), None, Cause::Edited),
    ];
    let assessment = || Target::Id(AssessmentId::new("live-7"));
    let title = [(
        crate::model::taptalent::AssessmentField::Title,
        FieldValue::Text("Backend interview".into()),
    )];
    let changes = AssessmentUpdate::new(title.into()).unwrap();
    let update = Operation::TapTalent(TapTalentWrite::UpdateQuestion {
        assessment: assessment(),
        question: QuestionId::new("q1"),
        name: "debugging".parse().unwrap(),
        content: QuestionContent {
            question: new,
            system_instruction: None,
            ideal_answer: None,
        },
    });
    Change {
        id: Some("live-7".to_owned()),
        calls: vec![
            call(
                Operation::TapTalent(TapTalentWrite::UpdateAssessment {
                    assessment: assessment(),
                    changes,
                }),
                None,
            ),
            call(update, None),
        ],
        ..change(
            address(Kind::TapTalentAssessment, name),
            Action::Update,
            fields,
        )
    }
}

pub(super) fn new_assessment(name: &str, text: &str) -> Change {
    let fields = vec![
        field("spec.title", None, Some(text), Cause::Edited),
        field("spec.hiringForRole", None, Some("Engineer"), Cause::Edited),
    ];
    let create = Operation::TapTalent(TapTalentWrite::CreateAssessment { fields: [].into() });
    Change {
        calls: vec![call(create, Some(Irreversible::Creation))],
        ..change(
            address(Kind::TapTalentAssessment, name),
            Action::Create,
            fields,
        )
    }
}

pub(super) fn blocked(text: &str) -> Blocked {
    let line = |number, live: Option<&str>, wanted: Option<&str>, verdict| StepLine {
        number,
        live: live.map(str::to_owned),
        wanted: wanted.map(str::to_owned),
        verdict,
    };
    Blocked {
        address: address(Kind::Flow, "sales"),
        code: Code::ImmutableStep,
        message: format!("step 1 would take another assessment than {text}"),
        help: format!("put {text} back; or set `lifecycle.onImmutableChange: newVersion`"),
        source: Some(source("flows/sales.yaml")),
        steps: vec![
            line(
                1,
                Some(text),
                Some("`voice`, pass at 60"),
                StepVerdict::Impossible,
            ),
            line(2, Some(text), Some(text), StepVerdict::Same),
            line(3, None, Some(text), StepVerdict::Appended),
        ],
    }
}

pub(super) fn note(severity: NoteSeverity, text: &str) -> Note {
    Note {
        address: address(Kind::TapTalentAssessment, "backend-voice"),
        code: Code::Fairness,
        severity,
        message: format!("3 candidates have already taken part: {text} changes"),
    }
}

/// A plan with everything, and this text wherever a manifest or a system could put one.
pub(super) fn everything(text: &str) -> Plan {
    Plan {
        companies: std::collections::BTreeMap::new(),
        changes: vec![
            new_assessment("system-design", text),
            edited_assessment("backend-voice", text),
            grown_flow(text),
            change(address(Kind::Flow, "support"), Action::Adopt, Vec::new()),
        ],
        blocked: vec![blocked(text)],
        obstructed: Vec::new(),
        flowmingo_scopes: None,
        notes: vec![
            note(NoteSeverity::Warning, text),
            note(NoteSeverity::Info, text),
        ],
        remarks: vec![Remark {
            code: Code::ForeignHost,
            severity: NoteSeverity::Warning,
            message: format!("the key goes to {text}"),
        }],
        unchanged: vec![address(Kind::Flow, "people")],
        records: Vec::new(),
    }
}

/// The same without what is blocked.
pub(super) fn ready(text: &str) -> Plan {
    Plan {
        blocked: Vec::new(),
        ..everything(text)
    }
}

/// A plan of so many changes.
pub(super) fn of_size(count: usize) -> Plan {
    let texts = [
        "a queue",
        "the payment service",
        "a cache that was never cold",
        "your own code",
    ];
    let one = |index: usize| {
        let name = format!("assessment-{index}");
        let text = &format!("{} {index}", texts[index % texts.len()]);
        match index % 8 {
            0 => Change {
                address: address(Kind::Flow, &format!("flow-{index}")),
                ..grown_flow(text)
            },
            1 | 2 => new_assessment(&name, text),
            _ => edited_assessment(&name, text),
        }
    };
    Plan {
        changes: (0..count).map(one).collect(),
        ..Plan::default()
    }
}

//! What was edited here and in the web app: noted, and refused where nobody consented.

use super::fields::everything_declared;
use super::sketch::{list, number, text};
use super::world::World;
use crate::diagnostic::Code;
use crate::model::FieldValue;
use crate::model::taptalent::AssessmentField;
use crate::plan::Plan;

fn refused(world: &World) -> Plan {
    let mut plan = world.plan();
    plan.refuse_conflicts();
    plan
}

#[test]
fn a_field_of_any_type_is_refused_if_both_sides_edited_it_and_only_then() {
    let edits: [(AssessmentField, FieldValue, FieldValue); 3] = [
        (AssessmentField::Title, text("Here"), text("There")),
        (AssessmentField::Duration, number(30), number(60)),
        (AssessmentField::Skills, list(&["Go"]), list(&["Java"])),
    ];
    for (field, here, there) in edits {
        let mut world = everything_declared();
        world.edits("voice", field, here.clone());
        assert_eq!(refused(&world).blocked, [], "{field:?}");
        world.someone_sets("voice", field, there);
        let plan = refused(&world);
        let codes: Vec<Code> = plan.blocked.iter().map(|one| one.code).collect();
        assert_eq!(codes, [Code::Conflict], "{field:?}");
        assert!(
            plan.changes.is_empty() && plan.conflicts() == 0,
            "{field:?}"
        );
        world.someone_sets("voice", field, here);
        assert_eq!(refused(&world).blocked, [], "{field:?}");
    }
}

#[test]
fn a_plan_says_so_until_somebody_consents() {
    let mut world = everything_declared();
    world.edits("voice", AssessmentField::Duration, number(30));
    world.someone_sets("voice", AssessmentField::Duration, number(60));
    let mut plan = world.plan();
    assert_eq!(plan.conflicts(), 1);
    plan.overwrite_conflicts();
    assert_eq!((plan.conflicts(), plan.changes.len()), (0, 1));
}

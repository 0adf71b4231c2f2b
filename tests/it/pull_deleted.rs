//! What was deleted in the web apps is told by `pull`, and stays in the manifests.

use super::binary::applied;

#[test]
fn what_was_deleted_in_the_web_app_is_said_and_its_manifest_stays() {
    let person = applied();
    person.some_time_passes();
    let flow = person.live()["flows"][0]["id"].as_i64().unwrap();
    person.system().web_app().delete_flow(flow).unwrap();
    let before = person.read("all.yaml");
    let pulled = person.runs("pull --write").exits(0);
    insta::assert_snapshot!(pulled, @"
    exit 0
    ── stderr
    taptalent/Flow/screen: the live object 1 was deleted in the web app; `vetform apply` would make it again: remove its manifest if it is to stay deleted
    nothing else to pull
    ");
    assert_eq!(person.read("all.yaml"), before);
    let said: serde_json::Value =
        serde_json::from_str(&person.runs("pull --format json").exits(0).stdout).unwrap();
    assert_eq!(said["notes"][0]["address"], "taptalent/Flow/screen");
}

#[test]
fn what_was_never_applied_is_not_called_deleted() {
    let person = super::binary::planned();
    let pulled = person.runs("pull").exits(0);
    assert!(!pulled.stderr.contains("deleted"), "{pulled}");
}

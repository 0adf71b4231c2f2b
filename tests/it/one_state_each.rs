//! Two workspaces never share one state, whatever way its path takes; and the state knows whose it is.

use super::person::Person;

const LIVE: &str = "taptalent: { apiKey: { env: KEY } }";

#[cfg(unix)]
#[test]
fn links_that_lead_to_one_state_are_seen() {
    let person = Person::new();
    std::fs::create_dir(person.path("vetform.state")).unwrap();
    std::os::unix::fs::symlink("vetform.state", person.path("linked")).unwrap();
    std::os::unix::fs::symlink("b.json", person.path("vetform.state/c.json")).unwrap();
    person.write("vetform.state/b.json", "");
    for (first, second) in [
        ("vetform.state/w.json", "linked/w.json"),
        ("vetform.state/b.json", "vetform.state/c.json"),
    ] {
        person.write(
            "vetform.yaml",
            &format!(
                "apiVersion: vetform/v1\nkind: Config\ndefaultWorkspace: a\nworkspaces:\n  a:\n    {LIVE}\n    state: {first}\n  \
                 b:\n    {LIVE}\n    state: {second}\n"
            ),
        );
        let refused = person.runs("validate").exits(3);
        let said = format!("{}{}", refused.stdout, refused.stderr);
        assert!(
            said.contains("workspaces `a` and `b` share a state"),
            "{said}"
        );
    }
}

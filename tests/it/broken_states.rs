//! States that cannot be used: what the first line says, whose turn it is, and what mends it. No text of a library is shown.

use super::binary::planned;
use super::faulty_servers::{Faulty, http};
use super::person::Person;

/// What a plan says, without what it says of the folder.
fn told(person: &Person) -> String {
    let told = person.runs("plan").exits(1).stderr;
    for word in ["EOF", "column", "Generic", "os error", "retries", "non-2xx"] {
        assert!(!told.contains(word), "{told}");
    }
    told.replace(person.path("").as_str(), "")
}

#[test]
fn a_file_that_is_no_state_is_told_by_what_it_is() {
    let person = planned();
    let all = [
        "",
        "hello\n",
        "[]\n",
        "<html>Sign in</html>",
        "{\"formatVersion\": 1,\n\"lineage\": \"ab",
        "{\"formatVersion\": 1,\n\"lineage\": ,}",
        "{\"name\": \"vetform\"}",
        "{\"formatVersion\": 1}",
    ];
    let all = all.map(|text| {
        person.write("vetform.state/lab.json", text);
        told(&person).lines().next().unwrap_or_default().to_owned()
    });
    insta::assert_snapshot!(all.join("\n"), @"
    error: vetform.state/lab.json is not a valid state: it is empty (yours to fix)
    error: vetform.state/lab.json is not a valid state: it is another file (yours to fix)
    error: vetform.state/lab.json is not a valid state: it is another file (yours to fix)
    error: vetform.state/lab.json is not a valid state: it is a web page (yours to fix)
    error: vetform.state/lab.json is not a valid state: its end is missing, after line 2 (yours to fix)
    error: vetform.state/lab.json is not a valid state: line 2 is not JSON (yours to fix)
    error: vetform.state/lab.json is not a valid state: it is JSON, but not of a state (it has `name`) (yours to fix)
    error: vetform.state/lab.json is not a valid state: it is JSON, but not of a state (`lineage` is missing) (yours to fix)
    ");
}

/// A project whose state is in a bucket that answers all with this.
fn with_a_bucket(status: &'static str, body: &'static str) -> (Faulty, Person) {
    let bucket = Faulty::answers(move |_| http(status, "", body));
    let endpoint = bucket.url("http");
    let person = planned()
        .with_env("AWS_ENDPOINT", &endpoint)
        .with_env("AWS_ALLOW_HTTP", "true")
        .with_env("AWS_REGION", "eu-central-1")
        .with_env("AWS_ACCESS_KEY_ID", "a")
        .with_env("AWS_SECRET_ACCESS_KEY", "b");
    person.edit(
        "vetform.yaml",
        "  lab:\n",
        "  lab:\n    state: s3://states/hiring\n",
    );
    (bucket, person)
}

#[test]
fn a_bucket_that_refuses_is_told_by_its_own_code() {
    let all = [
        ("404 Not Found", "<Error><Code>NoSuchBucket</Code></Error>"),
        ("403 Forbidden", "<Error><Code>AccessDenied</Code></Error>"),
        (
            "403 Forbidden",
            "<Error><Code>InvalidAccessKeyId</Code></Error>",
        ),
        (
            "400 Bad Request",
            "<Error><Code>ExpiredToken</Code></Error>",
        ),
    ];
    let all = all.map(|(status, body)| {
        let (_bucket, person) = with_a_bucket(status, body);
        told(&person)
    });
    insta::assert_snapshot!(all.join("\n"), @"
    error: cannot read s3://states/hiring/lab.json: there is no such bucket (yours to fix)
    help: create the bucket, or correct its name in `state:` in vetform.yaml (or the endpoint in the environment); nothing was sent

    error: cannot read s3://states/hiring/lab.json: the credentials do not allow it (403, AccessDenied) (yours to fix)
    help: let the credentials read, write, list and delete objects below that prefix, or use others; some stores say the same of a bucket that does not exist; nothing was sent

    error: cannot read s3://states/hiring/lab.json: the store does not accept the credentials (403, InvalidAccessKeyId) (yours to fix)
    help: correct the credentials in the environment: the key id and its secret have to belong together, and to this store; nothing was sent

    error: cannot read s3://states/hiring/lab.json: the credentials have expired (yours to fix)
    help: get new credentials (sign in again), and run this again; nothing was sent
    ");
}

#[test]
fn a_bucket_that_nobody_serves_is_told_as_such() {
    let (_bucket, person) = with_a_bucket("200 OK", "");
    let person = person.with_env("AWS_ENDPOINT", "http://127.0.0.1:1");
    insta::assert_snapshot!(told(&person), @"
    error: cannot read s3://states/hiring/lab.json: the store cannot be reached: the connection was refused (the network's or the system's fault)
    help: check the network, any proxy, and the endpoint in the environment (AWS_ENDPOINT, for example); nothing was sent
    ");
}

//! A variable that is set but empty counts as unset: a CI hands over an empty text for each that nobody has filled in.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};

use super::binary::planned;
use super::person::{Outcome, Person};
use super::webhooks::heard_from;

#[test]
fn a_key_that_is_set_but_empty_is_said_to_be_so_by_every_command_that_needs_it() {
    let person = planned().with_env("LAB_KEY", "");
    for line in ["plan", "apply --auto-approve", "drift", "pull", "doctor"] {
        let said = person.runs(line).exits(1);
        assert!(
            said.to_string()
                .contains("the environment variable LAB_KEY is set but empty"),
            "{line}: {said}"
        );
    }
    assert_eq!(person.calls(), Vec::<String>::new());
}

#[test]
fn a_workspace_that_is_not_named_may_be_so_because_its_variable_is_empty() {
    let person = Person::new();
    let workspace = "taptalent: { apiKey: { env: LAB_KEY } }";
    person.write(
        "vetform.yaml",
        &format!("apiVersion: vetform/v1\nkind: Config\nworkspaces:\n  one:\n    {workspace}\n  two:\n    {workspace}\n"),
    );
    let told = |person: &Person| person.runs("plan").exits(3).stderr;
    assert!(!told(&person).contains("VETFORM_WORKSPACE"));
    let person = person.with_env("VETFORM_WORKSPACE", "");
    let told = told(&person);
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        told.contains("VETFORM_WORKSPACE is set but empty"),
        "{told}"
    );
}

#[test]
fn a_folder_of_the_runner_that_is_empty_is_none() {
    let person = planned();
    person.changes("title:", "titel:");
    let before = person.runs("validate --format github").exits(3);
    let person = person.with_env("GITHUB_WORKSPACE", "");
    assert_eq!(person.runs("validate --format github"), before);
}

#[test]
fn without_a_webhook_secret_the_warning_says_that_its_variable_is_empty() {
    let person = Person::new()
        .with_env("FLOWMINGO_WEBHOOK_SECRET", "")
        .with_env("EMPTY", "");
    let ear = heard_from(person.starts("listen --port 0"));
    assert!(
        ear.greeting
            .contains("FLOWMINGO_WEBHOOK_SECRET is set but empty"),
        "{}",
        ear.greeting
    );
    assert!(
        ear.greeting.contains("set TAPTALENT_WEBHOOK_KEY"),
        "{}",
        ear.greeting
    );
    let _ = ear.ends_on("INT");
    let said = person.runs("listen --taptalent-key-env EMPTY").exits(3);
    said.tells("the environment variable EMPTY is set but empty");
}

/// Answers as an empty bucket does, and hands on the requests.
fn empty_bucket(listener: TcpListener) -> Receiver<String> {
    let (seen, requests) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = Vec::new();
            let mut part = [0; 1024];
            while !request.windows(4).any(|end| end == b"\r\n\r\n") {
                let read = stream.read(&mut part).unwrap();
                request.extend_from_slice(&part[..read]);
            }
            let request = String::from_utf8(request).unwrap();
            let answer = if request.contains("list-type=2") {
                let list = "<ListBucketResult></ListBucketResult>";
                format!("200 OK\r\nContent-Length: {}\r\n\r\n{list}", list.len())
            } else {
                "404 Not Found\r\nContent-Length: 0\r\n\r\n".to_owned()
            };
            let answer = format!(
                "HTTP/1.1 {}",
                answer.replacen("\r\n", "\r\nConnection: close\r\n", 1)
            );
            stream.write_all(answer.as_bytes()).unwrap();
            if seen.send(request).is_err() {
                return;
            }
        }
    });
    requests
}

#[test]
fn nothing_that_is_empty_goes_into_the_requests_for_a_remote_state() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let requests = empty_bucket(listener);
    let mut person = planned().with_settings("    state: s3://states/hiring\n");
    for (name, value) in [
        ("AWS_ENDPOINT_URL", endpoint.as_str()),
        ("AWS_ALLOW_HTTP", "true"),
        ("AWS_ACCESS_KEY_ID", "an-id"),
        ("AWS_SECRET_ACCESS_KEY", "a-secret"),
        ("AWS_SESSION_TOKEN", ""),
        ("AWS_REGION", ""),
        ("AWS_DEFAULT_REGION", ""),
        ("AWS_SKIP_SIGNATURE", ""),
        ("AWS_VIRTUAL_HOSTED_STYLE_REQUEST", ""),
        ("AWS_ENDPOINT_URL_S3", ""),
    ] {
        person.set_env(name, value);
    }
    let said = person.runs("plan").exits(0);
    said.shows("2 to create");
    let requests: Vec<String> = requests.try_iter().collect();
    assert!(!requests.is_empty());
    for request in requests {
        let request = request.to_lowercase();
        assert!(request.contains("/us-east-1/s3/"), "{request}");
        assert!(!request.contains("x-amz-security-token"), "{request}");
    }
}

#[test]
fn a_path_that_is_empty_is_told_before_anything_is_done() {
    let person = planned();
    for (before, after) in [
        ("apply --auto-approve --report", ""),
        ("plan --out", ""),
        ("plan --format json --output", ""),
        ("apply", "--auto-approve"),
        ("validate", ""),
        ("-C", "plan"),
        ("init", ""),
        ("sandbox --port 0 --store", ""),
    ] {
        let mut command = person.command(before);
        command.arg("").args(after.split_whitespace());
        let said: Outcome = command.output().unwrap().into();
        let said = said.exits(3);
        assert!(
            said.stderr
                .contains("it is empty; perhaps a variable is not set"),
            "{before}: {said}"
        );
    }
    assert_eq!(person.calls(), Vec::<String>::new());
}

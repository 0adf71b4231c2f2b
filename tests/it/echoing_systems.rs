//! Systems that repeat every secret of this process in whatever they say: in titles and texts, so often that each place where
//! a text is shortened or wrapped falls into one, in ids, unknown fields, headers and refusals. No command prints or writes a
//! piece of one.

use serde_json::{Value, json};
use vetform::sandbox::{API_KEY, FLOWMINGO_KEY, PROMPTSTER_KEY};

use super::person::Person;
use super::proxy::{Answer, Proxy};

/// With signs that Markdown, HTML, URLs and charts write otherwise.
const WEBHOOK_KEY: &str = "wh@owner:#1234!50%of~$run/[x]|*y*<z>";

const SECRETS: [&str; 4] = [API_KEY, FLOWMINGO_KEY, PROMPTSTER_KEY, WEBHOOK_KEY];

const MANIFESTS: &str = concat!(
    manifest!("voice"),
    "  questions: [{ name: debug, question: How do you debug a production issue?, idealAnswer: By its cause. }]
---
",
    manifest!("screen-of-voice"),
    "---
",
    manifest!("sales-assessment"),
    "---
",
    manifest!("task"),
    "---
apiVersion: taptalent/v1
kind: Roster
metadata: { name: spring }
spec: { flow: screen, candidates: [{ email: zebra@example.com, firstName: Zebulon, lastName: Quuxley }] }
---
apiVersion: promptster/v1
kind: Roster
metadata: { name: keys }
spec: { assessment: task, orgName: Acme, candidates: [{ email: zebra@example.com, name: Zebulon Quuxley }] }
",
);

/// The three systems, each behind something that changes its answers.
fn behind_proxies() -> (Person, [Proxy; 3]) {
    let person = Person::new()
        .with_manifests(MANIFESTS)
        .at_all_systems()
        .with_env("TAPTALENT_WEBHOOK_KEY", WEBHOOK_KEY);
    person.authors_a_set("Sales Assessment");
    let system = person.system();
    let urls = [
        system.taptalent_url(),
        system.flowmingo_url(),
        system.promptster_url(),
    ];
    let proxies = urls.each_ref().map(|url| Proxy::before(url));
    let mut config = person.read("vetform.yaml");
    for (url, proxy) in urls.iter().zip(&proxies) {
        let line = |url: &str| format!("baseUrl: {url}\n");
        assert!(config.contains(&line(url)), "{config}");
        config = config.replace(&line(url), &line(&proxy.url()));
    }
    person.write("vetform.yaml", &config);
    (person, proxies)
}

/// All secrets, several times: whatever is kept of it, a cut goes through one.
fn echo() -> String {
    SECRETS.join(" ").repeat(3)
}

/// Behind every text, and as a field that nobody knows.
fn repeat_in_texts(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(repeat_in_texts),
        Value::Object(fields) => {
            for (name, value) in fields.iter_mut() {
                let lower = name.to_lowercase();
                let is_text = ["name", "title", "question", "answer", "message", "text"]
                    .iter()
                    .any(|word| lower.ends_with(word));
                match value {
                    Value::String(text) if is_text || text.contains(' ') => {
                        *text = format!("{text} {}", echo());
                    }
                    value => repeat_in_texts(value),
                }
            }
            fields.insert("echo".into(), json!(echo()));
        }
        _ => {}
    }
}

fn repeats(answer: &mut Answer<'_>) {
    if !answer.body.is_empty() {
        answer.edit(repeat_in_texts);
    }
    answer.headers.push(format!("x-request-id: {API_KEY}"));
    answer
        .headers
        .push(format!("x-ratelimit-echo: {WEBHOOK_KEY}"));
}

fn refuses(answer: &mut Answer<'_>) {
    let echo = echo();
    answer.status = 422;
    answer.headers.push(format!("request-id: {FLOWMINGO_KEY}"));
    answer.body = json!({
        "code": API_KEY, "type": PROMPTSTER_KEY, "message": echo,
        "error": { "message": echo, "details": [{ "field": API_KEY, "message": echo }] },
    })
    .to_string();
}

fn redirects(answer: &mut Answer<'_>) {
    answer.status = 307;
    let to =
        format!("location: https://keys.invalid/{FLOWMINGO_KEY}?key={API_KEY}#{PROMPTSTER_KEY}");
    answer.headers.push(to);
}

/// Any ten letters of a secret in a row.
#[track_caller]
fn holds_no_secret(text: &str, what: &str) {
    for secret in SECRETS {
        let letters: Vec<char> = secret.chars().skip(7).collect();
        for piece in letters.windows(10) {
            let piece: String = piece.iter().collect();
            if let Some(at) = text.find(&piece) {
                let near: String = text[..at].chars().rev().take(150).collect();
                let near: String = near.chars().rev().collect();
                panic!("{what} gives away {piece:?} behind {near:?}");
            }
        }
        // As Markdown and HTML write it, if they are read back.
        let read = decoded(text);
        let tail: String = letters.iter().skip(2).take(10).collect();
        assert!(
            !read.contains(&tail),
            "{what} gives away {tail:?} when it is shown"
        );
    }
}

/// What a reader sees of character references.
fn decoded(text: &str) -> String {
    let mut shown = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("&#") {
        shown.push_str(before);
        let reference = after.split_once(';').and_then(|(digits, after)| {
            let c = char::from_u32(digits.parse().ok()?)?;
            Some((c, after))
        });
        rest = match reference {
            Some(('\u{200b}', after)) => after,
            Some((c, after)) => {
                shown.push(c);
                after
            }
            None => after,
        };
    }
    shown + rest
}

#[track_caller]
fn run_gives_nothing_away(person: &Person, line: &str) {
    let ran = person.runs(line);
    assert!(matches!(ran.code, Some(0..=7)), "{line}: {ran}");
    holds_no_secret(&ran.stdout, &format!("stdout of {line}"));
    holds_no_secret(&ran.stderr, &format!("stderr of {line}"));
    for (path, (bytes, _)) in person.files() {
        let what = format!("{path} after {line}");
        holds_no_secret(path.as_str(), &what);
        holds_no_secret(&String::from_utf8_lossy(&bytes), &what);
    }
}

const READS: [&str; 34] = [
    "plan -vv",
    "plan --summary",
    "plan --effects",
    "plan --format json",
    "plan --format markdown",
    "plan --format html",
    "plan --format github",
    "plan --format gitlab",
    "plan --format junit",
    "plan --format sarif",
    "plan --format markdown=a.md --format html=a.html --format json=a.json --out saved.plan",
    "drift",
    "drift --format json",
    "drift --format markdown",
    "drift --format html",
    "drift --format github",
    "drift --format sarif",
    "pull",
    "pull --format json",
    "pull taptalent flowmingo promptster",
    "results taptalent/Assessment/voice",
    "results taptalent/Flow/screen --format json",
    "results taptalent/Flow/screen --format csv",
    "results promptster/Assessment/task --format json",
    "results taptalent/Assessment/voice --questions",
    "state list --format json",
    "state show taptalent/Assessment/voice",
    "people find zebra@example.com",
    "history",
    "graph",
    "graph --format svg",
    "graph --format dot",
    "doctor -v",
    "workspaces",
];

#[test]
fn no_read_prints_or_writes_a_piece_of_a_secret_that_stands_in_every_text() {
    let (person, proxies) = behind_proxies();
    person.does("apply --auto-approve --send-invites");
    let all = person.read("all.yaml");
    for proxy in &proxies {
        proxy.answers(repeats);
    }
    for line in READS {
        run_gives_nothing_away(&person, line);
    }
    // Into the manifests, those of what was made elsewhere too.
    for line in [
        "pull --write --take-live",
        "pull taptalent flowmingo promptster --write",
        "init --adopt taptalent -y other",
    ] {
        run_gives_nothing_away(&person, line);
    }
    person.write("all.yaml", &all);
    run_gives_nothing_away(&person, "plan --out later.plan --force");
}

#[test]
fn no_write_prints_or_writes_one_that_its_answers_repeat() {
    for rule in [repeats as fn(&mut Answer<'_>), refuses, redirects] {
        let (person, proxies) = behind_proxies();
        for line in [
            "plan --out saved.plan",
            "apply saved.plan --send-invites --report report.json --format markdown=a.md",
            "apply --auto-approve --send-invites --report report.json --force -vv",
        ] {
            for proxy in &proxies {
                proxy.answers(move |answer| {
                    if answer.method != "GET" {
                        rule(answer);
                    }
                });
            }
            run_gives_nothing_away(&person, line);
            for proxy in &proxies {
                proxy.answers(rule);
            }
            run_gives_nothing_away(&person, line.strip_suffix(" -vv").unwrap_or("drift"));
        }
    }
}

#[test]
fn an_id_that_is_a_secret_is_recorded_nowhere() {
    let (person, proxies) = behind_proxies();
    for proxy in &proxies {
        proxy.answers(|answer| {
            if answer.method == "POST" {
                answer.edit(make_ids);
            }
        });
    }
    for line in [
        "apply --auto-approve --send-invites -v",
        "state list --format json",
        "plan",
    ] {
        run_gives_nothing_away(&person, line);
    }
}

/// Every id that an answer hands out.
fn make_ids(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(make_ids),
        Value::Object(fields) => {
            for (name, value) in fields.iter_mut() {
                match value {
                    Value::String(id) if name.to_lowercase().ends_with("id") => {
                        API_KEY.clone_into(id);
                    }
                    value => make_ids(value),
                }
            }
        }
        _ => {}
    }
}

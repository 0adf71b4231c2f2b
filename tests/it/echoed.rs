//! A system, or a proxy before it, that echoes a secret of this process: nothing printed or written holds it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;

use super::person::Person;

const OTHER_KEY: &str = "fl_pre_another-systems-key/of+this=run";
const WEBHOOK_KEY: &str = "webhook-key-of-nobody";

const MANIFEST: &str = "apiVersion: taptalent/v1\nkind: Assessment\nmetadata: { name: a }\nspec: { title: A title, hiringForRole: Engineer, \
     purposeOfInterview: See how it goes. }\n";

/// Answers everything with this status and body.
fn system_that_says(status: u16, body: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
            let length: usize = lines
                .by_ref()
                .take_while(|line| !line.is_empty())
                .find_map(|line| {
                    line.to_lowercase()
                        .strip_prefix("content-length: ")?
                        .parse()
                        .ok()
                })
                .unwrap_or(0);
            assert_eq!(length, 0, "nothing is written here");
            let answer = format!(
                "HTTP/1.1 {status} X\r\nx-request-id: {OTHER_KEY}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            );
            let _ = (&stream).write_all(answer.as_bytes());
            let _ = (&stream).read(&mut [0; 1024]);
        }
    });
    url
}

#[test]
fn no_secret_of_the_process_is_printed_or_written_whoever_echoes_it() {
    let encoded = "fl_pre_another-systems-key%2Fof%2Bthis%3Drun";
    let body = format!(
        r#"{{"message":"proxy says: {OTHER_KEY}, {encoded} and {WEBHOOK_KEY}","code":"{OTHER_KEY}"}}"#
    );
    let url = system_that_says(422, body);
    let person = Person::new()
        .with_env("LAB_KEY", "sk_test_of-this-system-alone")
        .with_env("FLOWMINGO_KEY", OTHER_KEY)
        .with_env("TAPTALENT_WEBHOOK_KEY", WEBHOOK_KEY);
    person.configure(
        &url,
        "    flowmingo: { baseUrl: 'http://127.0.0.1:9', apiKey: { env: FLOWMINGO_KEY } }\n",
    );
    person.write("all.yaml", MANIFEST);
    for line in [
        "plan -v",
        "apply --auto-approve",
        "doctor",
        "plan --format json --output plan.json",
    ] {
        let ran = person.runs(line);
        assert_ne!(ran.code, Some(0), "{ran}");
        let mut all = format!("{ran}");
        for (path, (bytes, _)) in person.files() {
            all.push_str(path.as_str());
            all.push_str(&String::from_utf8_lossy(&bytes));
        }
        for secret in [OTHER_KEY, encoded, WEBHOOK_KEY, "sk_test_of"] {
            assert!(!all.contains(secret), "{line} gives away {secret}: {all}");
        }
        assert!(all.contains("[key]"), "{line}: {all}");
    }
}

/// As proxies write what they quote: as a URL, as HTML, as bytes, in capitals, as a header of `user:key`.
fn written(key: &str) -> [(&'static str, String); 7] {
    let each = |write: &dyn Fn(u8) -> String| key.bytes().map(write).collect::<String>();
    let base64 = base64_of(&format!("someone:{key}"));
    [
        ("url", each(&|byte| format!("%{byte:02X}"))),
        ("html", each(&|byte| format!("&#{byte};"))),
        ("html in hex", each(&|byte| format!("&#x{byte:x};"))),
        ("hex", each(&|byte| format!("{byte:02x}"))),
        ("json twice", each(&|byte| format!("\\\\u{byte:04x}"))),
        ("capitals", key.to_uppercase()),
        ("base64", base64),
    ]
}

fn base64_of(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut encoded = String::new();
    for three in text.as_bytes().chunks(3) {
        let bits = three.iter().enumerate();
        let bits = bits.fold(0, |sum, (at, byte)| sum | u32::from(*byte) << (16 - 8 * at));
        for at in 0..=three.len() {
            let letter = bits >> (18 - 6 * at) & 63;
            encoded.push(char::from(LETTERS[letter as usize]));
        }
    }
    encoded
}

#[test]
fn a_key_is_not_shown_however_it_is_written() {
    for (how, text) in written(OTHER_KEY) {
        let url = system_that_says(422, format!(r#"{{"message":"proxy says: {text}"}}"#));
        let person = Person::new()
            .with_env("LAB_KEY", "sk_test_of-this-system-alone")
            .with_env("FLOWMINGO_KEY", OTHER_KEY);
        person.configure(
            &url,
            "    flowmingo: { baseUrl: 'http://127.0.0.1:9', apiKey: { env: FLOWMINGO_KEY } }\n",
        );
        person.write("all.yaml", MANIFEST);
        let all = format!("{}", person.runs("plan"));
        assert!(all.contains("[key]"), "{how}: {all}");
        let middle = &text[text.len() / 3..text.len() / 2];
        assert!(!all.contains(middle), "{how}: {all}");
    }
}

#[test]
fn an_address_is_not_shown_as_a_url_or_a_page_writes_it() {
    for text in ["alex.doe%40example.com", "alex.doe&#64;example.com"] {
        let url = system_that_says(422, format!(r#"{{"message":"no: {text}"}}"#));
        let person = Person::new().with_env("LAB_KEY", "sk_test_of-this-system-alone");
        person.configure(&url, "");
        person.write("all.yaml", MANIFEST);
        let all = format!("{}", person.runs("plan"));
        assert!(
            all.contains("a…e@e….com") && !all.contains("alex.doe"),
            "{all}"
        );
    }
}

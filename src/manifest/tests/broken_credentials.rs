//! vetform.yaml with keys in places where they can be read, or go astray.

use super::broken_config::with;
use super::world::{World, say_config};

/// What is said where `apiKey` has this value, which no message may show.
fn said_of_a_key(key: &str) -> String {
    let lines = format!("  live:\n    taptalent:\n      apiKey: {key}\n");
    let said = say_config(&with(&lines));
    assert!(!said.contains("4711"), "{said}");
    said
}

#[test]
fn a_key_in_the_file_is_refused_and_never_shown() {
    insta::assert_snapshot!(said_of_a_key("tt_live_4711"), @"
    error[literal-credential]: an API key must not be in the file: anyone who can read the repository could use it
     --> vetform.yaml:6:7
      |
    5 |     taptalent:
    6 |       apiKey: ************
      |       ^^^^^^
      |
      = help: write `apiKey: { env: TAPTALENT_API_KEY }`, or `{ file: PATH }`, or `{ command: [PROGRAM, ARGUMENT] }`;
              if the file was ever committed, replace the key
    ");
}

#[test]
fn a_key_is_never_shown_wherever_it_was_pasted() {
    const KEY: &str = "sk_live_AbCdEfGhIjKlMnOpQrStUv";
    for (settings, code) in [
        ("taptalent: { apiKey: { env: KEY } }", "literal-credential"),
        ("taptalent: { apiKey: { file: KEY } }", "literal-credential"),
        (
            "taptalent: { apiKey: { file: ./KEY } }",
            "literal-credential",
        ),
        (
            "taptalent: { apiKey: { command: [echo, KEY] } }",
            "literal-credential",
        ),
        (
            "taptalent: { apiKey: { command: [sh, -c, echo KEY] } }",
            "literal-credential",
        ),
        ("taptalent: { apiKey: { value: KEY } }", "unknown-field"),
        ("taptalent: { apiKey: { env: { x: KEY } } }", "wrong-type"),
        ("taptalent: { apikey: KEY }", "unknown-field"),
        (
            "taptalent: { apiKey: { env: A }, token: KEY }",
            "unknown-field",
        ),
        ("taptalent: { apiKey: { env: A }, KEY: x }", "unknown-field"),
        (
            "taptalent: { apiKey: { env: A }, baseUrl: 'https://x.example/?k=KEY' }",
            "invalid-config",
        ),
        (
            "taptalent: { apiKey: { env: A }, baseUrl: KEY }",
            "invalid-config",
        ),
        ("taptalent: { apiKey: KEY, ]", "yaml-syntax"),
        ("taptalent:\n      apiKey: KEY\n     x: 1", "yaml-syntax"),
        ("taptalent: KEY", "literal-credential"),
        ("KEY: {}", "unknown-field"),
    ] {
        for key in [KEY, "tt-4711-4711"] {
            let is_known = key == KEY;
            // Another shape is known by its place only.
            let hidden_by_shape = [
                "baseUrl: KEY",
                "{ file",
                "{ command",
                "KEY:",
                "/KEY/",
                "{ env: KEY",
            ];
            if !is_known && hidden_by_shape.iter().any(|part| settings.contains(part)) {
                continue;
            }
            let said = say_config(&with(&format!(
                "  live:\n    {}\n",
                settings.replace("KEY", key)
            )));
            assert!(
                !said.contains(key) && !said.contains("4711"),
                "{settings}\n{said}"
            );
            assert!(said.contains(code), "{settings}\n{said}");
        }
    }
}

#[test]
fn a_key_in_place_of_a_variable_name_is_never_shown() {
    insta::assert_snapshot!(said_of_a_key("{ env: tt-live-4711 }"), @"
    error[invalid-config]: `env` takes the name of an environment variable: letters, digits and `_`, not starting with a digit
     --> vetform.yaml:6:17
      |
    5 |     taptalent:
    6 |       apiKey: { env: ************ }
      |                 ^^^
      |
      = help: if this is the API key itself, put it into a variable and name that variable here
    ");
}

#[test]
fn a_key_in_place_of_the_settings_is_never_shown() {
    let world = World::new().file(
        "vetform.yaml",
        with("  live:\n    taptalent: tt_live_4711\n"),
    );
    let loaded = world.load();
    assert!(!format!("{loaded:?}").contains("4711"));
    assert_eq!(
        loaded.problems[0].code,
        crate::diagnostic::Code::LiteralCredential
    );
    assert_eq!(loaded.problems.len(), 1);
}

#[test]
fn a_password_in_a_url_is_never_shown() {
    let said = say_config(&with(
        "  live:\n    taptalent:\n      baseUrl: https://me:4711@a.example\n      apiKey: { env: KEY }\n",
    ));
    assert!(!said.contains("4711"));
    insta::assert_snapshot!(said, @"
    error[literal-credential]: a URL must not contain a user name or password
     --> vetform.yaml:6:16
      |
    5 |     taptalent:
    6 |       baseUrl: *************************
      |                ^^^^^^^^^^^^^^^^^^^^^^^^^
    7 |       apiKey: { env: KEY }
      |
      = help: remove the part before `@`; a key belongs under `apiKey`, as `{ env: NAME }`
    ");
}

#[test]
fn plain_http_is_refused() {
    insta::assert_snapshot!(say_config(&with("  live:\n    taptalent:\n      baseUrl: http://a.example\n      apiKey: { env: KEY }\n")), @"
    error[insecure-url]: with plain http://, anyone on the network path could read the API key
     --> vetform.yaml:6:16
      |
    5 |     taptalent:
    6 |       baseUrl: http://a.example
      |                ^^^^^^^^^^^^^^^^
    7 |       apiKey: { env: KEY }
      |
      = help: use https://; http:// is only for loopback addresses: localhost, 127.0.0.0/8, [::1]
    ");
}

#[test]
fn a_credential_has_exactly_one_source() {
    insta::assert_snapshot!(say_config(&with("  live:\n    taptalent: { apiKey: { env: KEY, file: key } }\n    flowmingo: {}\n    promptster: { apiKey: { command: [] } }\n")), @"
    error[invalid-config]: a credential has exactly one of `env`, `file` and `command`
     --> vetform.yaml:5:18
      |
    4 |   live:
    5 |     taptalent: { apiKey: { env: KEY, file: key } }
      |                  ^^^^^^
    6 |     flowmingo: {}
      |
      = help: for example `{ env: NAME }`

    error[missing-field]: `workspaces.live.flowmingo` has no `apiKey`
     --> vetform.yaml:6:5
      |
    5 |     taptalent: { apiKey: { env: KEY, file: key } }
    6 |     flowmingo: {}
      |     ^^^^^^^^^
    7 |     promptster: { apiKey: { command: [] } }
      |
      = help: add `apiKey: { env: FLOWMINGO_API_KEY }`

    error[invalid-config]: `command` names no program
     --> vetform.yaml:7:29
      |
    6 |     flowmingo: {}
    7 |     promptster: { apiKey: { command: [] } }
      |                             ^^^^^^^
      |
      = help: write `[PROGRAM, ARGUMENT]`; it is run without a shell
    ");
}

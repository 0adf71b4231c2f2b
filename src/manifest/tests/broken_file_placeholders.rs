//! `{ file: PATH }`: what is read for it, and what never is.

use super::placeholders::VALUES;
use super::world::{World, assessment};

#[cfg(unix)]
#[test]
fn a_file_is_a_text_of_the_project_that_no_link_leads_out_of() {
    let world = World::new()
        .file("vetform.yaml", VALUES)
        .file("m/.env", "x\n")
        .file("m/latin.md", [0xe4, b'\n'])
        .file(
            "m/a.yaml",
            assessment(
                "a",
                "jobId: { file: gone.md }\naiLanguage: { file: ../../x.md }\nstatus: { file: .env }\nskills: [{ file: latin.md }, { file: out.md }, { file: hidden.md }]",
            ),
        );
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("x.md"), "x").unwrap();
    std::os::unix::fs::symlink(outside.path().join("x.md"), world.root().join("m/out.md")).unwrap();
    std::os::unix::fs::symlink(".env", world.root().join("m/hidden.md")).unwrap();
    insta::assert_snapshot!(world.say_in(Some("production")), @"
    error[unreadable]: cannot read m/gone.md: No such file or directory (os error 2)
     --> m/a.yaml:8:18
      |
    7 |   purposeOfInterview: Evaluate technical depth.
    8 |   jobId: { file: gone.md }
      |                  ^^^^^^^
    9 |   aiLanguage: { file: ../../x.md }
      |
      = help: the path is relative to the folder of the manifest

    error[unreadable]: ../../x.md leads out of the project
      --> m/a.yaml:9:23
       |
     8 |   jobId: { file: gone.md }
     9 |   aiLanguage: { file: ../../x.md }
       |                       ^^^^^^^^^^
    10 |   status: { file: .env }
       |
       = help: a plan reads only files of the project: move the file into it

    error[unreadable]: m/.env is hidden, or holds a key or a state, which no manifest may send
      --> m/a.yaml:10:19
       |
     9 |   aiLanguage: { file: ../../x.md }
    10 |   status: { file: .env }
       |                   ^^^^
    11 |   skills: [{ file: latin.md }, { file: out.md }, { file: hidden.md }]
       |
       = help: name a file that is neither hidden nor named in vetform.yaml

    error[unreadable]: m/latin.md is not UTF-8 text (from byte 0 on)
      --> m/a.yaml:11:20
       |
    10 |   status: { file: .env }
    11 |   skills: [{ file: latin.md }, { file: out.md }, { file: hidden.md }]
       |                    ^^^^^^^^
       |
       = help: save the file as UTF-8

    error[unreadable]: m/out.md is, or lies behind, a link that leads out of the project
      --> m/a.yaml:11:40
       |
    10 |   status: { file: .env }
    11 |   skills: [{ file: latin.md }, { file: out.md }, { file: hidden.md }]
       |                                        ^^^^^^
       |
       = help: a plan reads only files of the project: move the file into it

    error[unreadable]: m/hidden.md is hidden, or holds a key or a state, which no manifest may send
      --> m/a.yaml:11:58
       |
    10 |   status: { file: .env }
    11 |   skills: [{ file: latin.md }, { file: out.md }, { file: hidden.md }]
       |                                                          ^^^^^^^^^
       |
       = help: name a file that is neither hidden nor named in vetform.yaml
    ");
}

#[test]
fn a_file_that_holds_a_key_or_a_state_is_never_sent() {
    let config = "apiVersion: vetform/v1\nkind: Config\nmanifests: [m]\nworkspaces:\n  live:\n    taptalent: { apiKey: { file: \
                  keys/live.txt } }\n    state: states/live.json\n";
    let world = World::new()
        .file("vetform.yaml", config)
        .file("keys/live.txt", "sk_live_AbCdEf1234567\n")
        .file("states/live.json", "{}\n")
        .file(
            "m/a.yaml",
            assessment(
                "a",
                "aiLanguage: { file: ../keys/live.txt }\nskills: [{ file: ../states/live.json }]",
            ),
        );
    insta::assert_snapshot!(world.say_in(Some("live")), @"
    error[unreadable]: keys/live.txt is hidden, or holds a key or a state, which no manifest may send
     --> m/a.yaml:8:23
      |
    7 |   purposeOfInterview: Evaluate technical depth.
    8 |   aiLanguage: { file: ../keys/live.txt }
      |                       ^^^^^^^^^^^^^^^^
    9 |   skills: [{ file: ../states/live.json }]
      |
      = help: name a file that is neither hidden nor named in vetform.yaml

    error[unreadable]: states/live.json is hidden, or holds a key or a state, which no manifest may send
     --> m/a.yaml:9:20
      |
    8 |   aiLanguage: { file: ../keys/live.txt }
    9 |   skills: [{ file: ../states/live.json }]
      |                    ^^^^^^^^^^^^^^^^^^^
      |
      = help: name a file that is neither hidden nor named in vetform.yaml

    warning[open-key-file]: the key of taptalent is in keys/live.txt, which other users can read (mode 0644)
     --> vetform.yaml:6:18
      |
    5 |   live:
    6 |     taptalent: { apiKey: { file: keys/live.txt } }
      |                  ^^^^^^
    7 |     state: states/live.json
      |
      = help: run `chmod go= keys/live.txt`, and create a new key if somebody may have read it
    ");
}

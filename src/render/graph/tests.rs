//! The three formats of one picture, and texts that try to be more than text.

use camino::Utf8Path;

use super::{Graph, dot, graph, mermaid, svg};
use crate::manifest::{find_project, load};

fn of(manifests: &str) -> Graph {
    let folder = tempfile::tempdir().unwrap();
    let root = Utf8Path::from_path(folder.path()).unwrap();
    let config = "apiVersion: vetform/v1\nkind: Config\nworkspaces: { lab: { sandbox: {} } }\n";
    std::fs::write(root.join("vetform.yaml"), config).unwrap();
    std::fs::write(root.join("all.yaml"), manifests).unwrap();
    let loaded = load(&find_project(root, Some(root)).unwrap(), None);
    assert!(!loaded.has_errors(), "{:#?}", loaded.problems);
    graph(&loaded.desired.unwrap())
}

const SCREEN: &str = r#"
apiVersion: taptalent/v1
kind: Assessment
metadata: { name: voice }
spec:
  title: "A <b>\"quoted\"</b> & #1; `title` \\N"
  hiringForRole: Engineer
  purposeOfInterview: See how they work.
  questions:
    - { name: own, question: What did you build last? }
    - { use: outage }
---
apiVersion: taptalent/v1
kind: Assessment
metadata: { name: alone }
spec: { title: Alone, hiringForRole: Engineer, purposeOfInterview: See how they work. }
---
apiVersion: taptalent/v1
kind: Question
metadata: { name: outage }
spec: { question: "What did you do in the first ten minutes of your last big outage, and why?" }
---
apiVersion: taptalent/v1
kind: Flow
metadata: { name: screen }
spec:
  flowName: Screen
  steps:
    - { assessment: voice, passThreshold: 60, name: "1. --> end" }
    - { assessmentId: 'x"y', passThreshold: 62.5 }
"#;

#[test]
fn mermaid_shows_every_text_as_text() {
    insta::assert_snapshot!(mermaid(&of(SCREEN)), @r#"
    flowchart LR
      n0["Alone<br/>taptalent/Assessment/alone<br/>questions not managed"]
      n1["A #60;b#62;#34;quoted#34;#60;/b#62; #38; #35;1#59; #96;title#96; #92;N<br/>taptalent/Assessment/voice<br/>2 questions"]
      n2["What did you do in the first ten minutes of you…<br/>shared question"]
      n3["Screen<br/>taptalent/Flow/screen<br/>2 steps"]
      n4["x#34;y<br/>by id, without a manifest"]
      style n4 stroke-dasharray: 4 3
      n1 --> n2
      n3 -->|"1#46; 1#46; #45;#45;#62; end: pass from 60"| n1
      n3 -->|"2#46; pass from 62#46;5"| n4
    "#);
}

#[test]
fn dot_shows_every_text_as_text() {
    insta::assert_snapshot!(dot(&of(SCREEN)), @r#"
    digraph vetform {
      rankdir=LR;
      node [shape=box, style=rounded, fontname="sans-serif"];
      edge [fontname="sans-serif", fontsize=11];
      n0 [label="Alone\ntaptalent/Assessment/alone\nquestions not managed"];
      n1 [label="A <b>\"quoted\"</b> &amp; #1; `title` \\N\ntaptalent/Assessment/voice\n2 questions"];
      n2 [label="What did you do in the first ten minutes of you…\nshared question"];
      n3 [label="Screen\ntaptalent/Flow/screen\n2 steps"];
      n4 [label="x\"y\nby id, without a manifest", style="rounded,dashed"];
      n1 -> n2;
      n3 -> n1 [label="1. 1. --> end: pass from 60"];
      n3 -> n4 [label="2. pass from 62.5"];
    }
    "#);
}

#[test]
fn svg_shows_every_text_as_text() {
    insta::assert_snapshot!(svg(&of(SCREEN)), @r##"
    <svg xmlns="http://www.w3.org/2000/svg" width="1184" height="304" viewBox="0 0 1184 304" font-family="system-ui, 'Segoe UI', Helvetica, Arial, sans-serif" font-size="13" role="img">
    <title>Flows, their steps, and shared questions</title>
    <rect width="1184" height="304" fill="#ffffff"/>
    <path d="M656 63 C704 63 704 54 752 54" fill="none" stroke="#6b7a90" stroke-width="1.5"/><circle cx="752" cy="54" r="3" fill="#6b7a90"/>
    <path d="M264 99 C312 99 312 63 360 63" fill="none" stroke="#6b7a90" stroke-width="1.5"/><circle cx="360" cy="63" r="3" fill="#6b7a90"/>
    <path d="M264 117 C312 117 312 152 360 152" fill="none" stroke="#6b7a90" stroke-width="1.5"/><circle cx="360" cy="152" r="3" fill="#6b7a90"/>
    <rect x="360" y="202" width="296" height="78" rx="7" fill="#f1f8ec" stroke="#6b7a90"/>
    <text x="372" y="227" font-weight="600">Alone</text>
    <text x="372" y="245" fill="#56637a">taptalent/Assessment/alone</text>
    <text x="372" y="263" fill="#56637a">questions not managed</text>
    <rect x="360" y="24" width="296" height="78" rx="7" fill="#f1f8ec" stroke="#6b7a90"/>
    <text x="372" y="49" font-weight="600">A &lt;b&gt;&quot;quoted&quot;&lt;/b&gt; &amp; #1; `title` \N</text>
    <text x="372" y="67" fill="#56637a">taptalent/Assessment/voice</text>
    <text x="372" y="85" fill="#56637a">2 questions</text>
    <rect x="752" y="24" width="408" height="60" rx="7" fill="#fff6e3" stroke="#6b7a90"/>
    <text x="764" y="49" font-weight="600">What did you do in the first ten minutes of you…</text>
    <text x="764" y="67" fill="#56637a">shared question</text>
    <rect x="24" y="24" width="240" height="114" rx="7" fill="#eaf2ff" stroke="#6b7a90"/>
    <text x="36" y="49" font-weight="600">Screen</text>
    <text x="36" y="67" fill="#56637a">taptalent/Flow/screen</text>
    <text x="36" y="85" fill="#56637a">2 steps</text>
    <text x="36" y="103">1. 1. --&gt; end: pass from 60</text>
    <text x="36" y="121">2. pass from 62.5</text>
    <rect x="360" y="122" width="296" height="60" rx="7" fill="#f1f8ec" stroke="#6b7a90" stroke-dasharray="5 4"/>
    <text x="372" y="147" font-weight="600">x&quot;y</text>
    <text x="372" y="165" fill="#56637a">by id, without a manifest</text>
    </svg>
    "##);
}

#[test]
fn nothing_is_a_small_picture() {
    let nothing = Graph::default();
    insta::assert_snapshot!(mermaid(&nothing) + &dot(&nothing) + &svg(&nothing), @r##"
    flowchart LR
    digraph vetform {
      rankdir=LR;
      node [shape=box, style=rounded, fontname="sans-serif"];
      edge [fontname="sans-serif", fontsize=11];
    }
    <svg xmlns="http://www.w3.org/2000/svg" width="48" height="66" viewBox="0 0 48 66" font-family="system-ui, 'Segoe UI', Helvetica, Arial, sans-serif" font-size="13" role="img">
    <title>Flows, their steps, and shared questions</title>
    <rect width="48" height="66" fill="#ffffff"/>
    </svg>
    "##);
}

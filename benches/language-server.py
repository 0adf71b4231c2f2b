#!/usr/bin/env python3
"""Measures `vetform lsp` on a project of 1,000 assessments with 10 questions each and 100 flows, as an editor notices it.

    cargo build --release --locked && benches/language-server.py target/release/vetform

Aims: the first problems within 1 s, those of a key stroke within 50 ms, at most 150 MB. A measurement, not a check: it fails
only if the server does.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time

WORDS = """describe debugging production incident database index latency queue worker deploy rollback metric trace service
cache client contract schema event stream partition leader election retry timeout budget owner review mentor conflict deadline
estimate scope customer refund invoice ledger audit secure token session permission role graph search ranking feature
experiment cohort sample variance bias signal noise pipeline batch window shuffle join broadcast kernel thread lock deadlock
memory leak profile sampler compiler parser lexer grammar macro trait borrow lifetime async future poll waker executor channel
socket packet frame header checksum mirror replica quorum consensus""".split()


def sentence(words):
    return " ".join(random.choice(WORDS) for _ in range(words))


def write_project(root, assessments):
    random.seed(7)
    for folder in ["assessments", "flows"]:
        os.makedirs(f"{root}/{folder}")
    with open(f"{root}/vetform.yaml", "w") as file:
        file.write("apiVersion: vetform/v1\nkind: Config\nworkspaces:\n  sandbox: { sandbox: {} }\n")
    for number in range(assessments):
        questions = "".join(
            f"    - name: q{question}\n"
            f"      question: Could you tell us about {sentence(16)}?\n"
            f"      systemInstruction: Look for {sentence(12)}.\n"
            f"      idealAnswer: {sentence(20)}.\n"
            for question in range(10)
        )
        with open(f"{root}/assessments/a{number:04}.yaml", "w") as file:
            file.write(
                "apiVersion: taptalent/v1\nkind: Assessment\n"
                f"metadata: {{ name: assessment-{number} }}\nspec:\n"
                f"  title: Interview {number} {sentence(4)}\n  hiringForRole: {sentence(3)}\n"
                f"  purposeOfInterview: {sentence(14)}\n  duration: 20\n  aiLanguage: english\n"
                f"  skills: [{', '.join(random.sample(WORDS, 4))}]\n  questions:\n{questions}"
            )
    for number in range(assessments // 10):
        with open(f"{root}/flows/f{number:03}.yaml", "w") as file:
            file.write(
                "apiVersion: taptalent/v1\nkind: Flow\n"
                f"metadata: {{ name: flow-{number} }}\nspec:\n  flowName: Flow {number}\n  steps:\n"
                f"    - {{ assessment: assessment-{number * 3}, passThreshold: 60 }}\n"
                f"    - {{ assessment: assessment-{number * 3 + 1}, passThreshold: 70 }}\n"
            )


class Editor:
    def __init__(self, program, root):
        self.root = root
        self.server = subprocess.Popen(
            [program, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root
        )

    def says(self, method, params=None, **more):
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.server.stdin.flush()

    def hears(self):
        length = 0
        while line := self.server.stdout.readline().strip():
            length = int(line.split(b":")[1])
        return json.loads(self.server.stdout.read(length))

    def uri(self, name):
        return f"file://{self.root}/{name}"

    def opens(self, name, text):
        document = {"uri": self.uri(name), "languageId": "yaml", "version": 1, "text": text}
        self.says("textDocument/didOpen", {"textDocument": document})

    def types(self, name, text):
        """Milliseconds until the problems of the new text are there: it must have others than the one before."""
        begun = time.perf_counter()
        document = {"uri": self.uri(name), "version": 2}
        self.says("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})
        heard = self.hears()
        assert heard["method"] == "textDocument/publishDiagnostics", heard
        return (time.perf_counter() - begun) * 1000

    def memory(self):
        with open(f"/proc/{self.server.pid}/status") as file:
            peak = next(line for line in file if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024


def told(what, times):
    print(f"{what}: median {statistics.median(times):.1f} ms, most {max(times):.1f} ms of {len(times)}")


def measure(program, root):
    with open(f"{root}/flows/f000.yaml") as file:
        flow = file.read().replace("assessment-0,", "nowhere,")
    with open(f"{root}/assessments/a0500.yaml") as file:
        assessment = file.read()
    begun = time.perf_counter()
    editor = Editor(program, root)
    editor.says("initialize", {"rootUri": f"file://{root}", "capabilities": {}}, id=1)
    editor.hears()
    editor.says("initialized", {})
    editor.opens("flows/f000.yaml", flow)
    assert editor.hears()["params"]["diagnostics"]
    print(f"first problems: {(time.perf_counter() - begun) * 1000:.0f} ms after the start of the program")
    flows = [flow.replace("nowhere", f"nowhere-{number}") for number in range(50)]
    told("a key stroke in a flow", [editor.types("flows/f000.yaml", text) for text in flows])
    editor.opens("assessments/a0500.yaml", assessment)
    typed = [assessment.replace("duration: 20", f"duration: {500 + number}") for number in range(50)]
    told("a key stroke in an assessment", [editor.types("assessments/a0500.yaml", text) for text in typed])
    print(f"memory at most: {editor.memory():.0f} MB")
    editor.says("shutdown", id=2)
    editor.hears()
    editor.says("exit")
    assert editor.server.wait() == 0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        write_project(folder, int(sys.argv[2]) if len(sys.argv) > 2 else 1000)
        measure(os.path.abspath(sys.argv[1]), folder)

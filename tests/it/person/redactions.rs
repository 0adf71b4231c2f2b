//! What is shown in the place of what no two runs have in common.

use insta::Settings;
use insta::internals::SettingsBindDropGuard;

/// What no two runs have in common, and what is shown in its place. Ids keep their form, not their digits.
const REDACTIONS: [(&str, &str); 24] = [
    (r"/\S*/project\b", "[project]"),
    (r"127\.0\.0\.1:\d+", "127.0.0.1:[port]"),
    (r"\d{8}T\d{6}Z-[0-9a-f]+", "[run]"),
    (r"process \d+", "process [pid]"),
    (r"\d{4}-\d\d-\d\dT[\d:.]+Z", "[time]"),
    // A time is as long as its fraction of a second: so is its column.
    (r"\[time\] {2,}", "[time]  "),
    (r"SUBMITTED {2,}", "SUBMITTED  "),
    (r"\b[0-9A-Za-z]{20}\b", "[id]"),
    (
        r"read \d+ [A-Z][a-z]+ \d{4}, \d\d:(&#8203;)?\d\d UTC",
        "read [when]",
    ),
    (r"/assessment-flows/\d+", "/assessment-flows/[id]"),
    (r"(taptalent/Flow/\S+) \(\d+\)", "$1 ([id])"),
    // Both lists are read at once; which of them fails first is chance.
    (
        r"GET /assessment(-flows|\?pageNumber=1&perPage=100): ",
        "GET [a list]: ",
    ),
    (
        r"(?m)GET (\S+)/assessment(-flows|\?pageNumber=1&perPage=100)( |$)",
        "GET $1[a list]$3",
    ),
    (r"kim on [^\s()]+", "kim on [host]"),
    (r"\d{4}-\d\d-\d\d \d\d:\d\d UTC", "[time]"),
    (r"\(os error \d+\)", "(os error [n])"),
    (r"in \d+ ms", "in [n] ms"),
    // A machine that is busy with other tests is told what it waits for.
    (r"reading what is live: \d+ answers in \d+ s so far\n", ""),
    (r"It took \d+\.\d s", "It took [n] s"),
    (r"calls, \d+\.\d s\)", "calls, [n] s)"),
    (r"again in \d+\.\d s", "again in [n] s"),
    (r"\b1[0-9]{12}\b", "[millis]"),
    (r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", "[uuid]"),
    (r"(settle \S+) [0-9a-f]{8}\b", "$1 [name]"),
];

/// For the snapshots of this thread, as long as it is held.
pub(super) fn redact() -> SettingsBindDropGuard {
    let mut settings = Settings::clone_current();
    for (pattern, shown) in REDACTIONS {
        settings.add_filter(pattern, shown);
    }
    settings.bind_to_scope()
}

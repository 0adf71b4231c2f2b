//! The programs that rosters take their people from: whether they are there. None is run.

use super::check::{Checkup, Fault};
use crate::manifest::{Loaded, ProjectRoot};
use crate::render::one_line;

pub(super) fn check(root: &ProjectRoot, loaded: &Loaded, checkup: &mut Checkup) {
    let project = loaded.project.iter();
    for (name, source) in project.flat_map(|project| &project.config.sources) {
        let subject = format!("source {name}");
        let program = source.command.first().map_or("", String::as_str);
        match root.look_for_program(program) {
            Ok(()) => {
                let program = one_line(program);
                checkup.fine(subject, format!("{program} is there; it was not run"));
            }
            Err(wrong) => checkup.failed(
                subject,
                Fault::Written,
                wrong,
                "fix `command` in vetform.yaml; a path is relative to its folder, and a script must be executable \
                 (`chmod +x`)",
            ),
        }
    }
}

//! `vetform pull` in one of many workspaces.

use super::super::failure::CommandFailure;
use super::super::fleet::{InEach, Stage, Turn};
use super::super::formats::FormatArgs;
use super::super::global::Global;
use super::super::outputs::Rendered;
use super::deliver;
use super::{PullArgs, PullFormat, pulled};

impl InEach for PullArgs {
    type Format = PullFormat;

    const COMMAND: &'static str = "pull";
    const RESULT: &'static str = "pull";

    fn formats(&self) -> &FormatArgs<PullFormat> {
        &self.formats
    }

    fn writes(&self) -> bool {
        self.write
    }

    /// What one writes the next one reads.
    fn is_in_turn(&self) -> bool {
        self.write
    }

    async fn turn(
        &self,
        global: &Global,
        stage: Stage<'_, PullFormat>,
    ) -> Result<Turn, CommandFailure> {
        let Stage {
            wanted,
            output,
            signals,
            ..
        } = stage;
        let pulled = pulled(global, self, output, signals).await?;
        let results: Result<Vec<Rendered>, CommandFailure> = wanted
            .iter()
            .map(|one| deliver::rendered(&pulled, self.write, one))
            .collect();
        Ok(Turn {
            results: results?,
            line: deliver::line(&pulled, self.write),
            is_quiet: pulled.changed().is_empty() && !pulled.keeps_something,
            is_remembered: false,
            exit: pulled.exit(),
            failure: None,
        })
    }
}

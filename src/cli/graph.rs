//! `vetform graph`: the manifests as a picture. Calls no system.

use clap::{Args, ValueEnum};

use super::exit::Exit;
use super::failure::CommandResult;
use super::formats::{Format, FormatArgs, check};
use super::global::Global;
use super::output::Output;
use super::outputs::{Rendered, write_each};
use super::session::Session;
use crate::render::graph;

const EXAMPLES: &str = "\
Examples:
  vetform graph                                   Mermaid, for a README or a pull request
  vetform graph --format svg > graph.svg          needs no other program
  vetform graph --format dot | dot -Tpdf > graph.pdf";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct GraphArgs {
    #[command(flatten)]
    pub formats: FormatArgs<GraphFormat>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum GraphFormat {
    Mermaid,
    Dot,
    Svg,
}

impl Format for GraphFormat {
    const DEFAULT: &'static str = "mermaid";
}

pub(super) fn run(global: &Global, args: &GraphArgs, output: Output) -> CommandResult {
    let wanted = args.formats.wanted(None)?;
    let session = Session::open(global, output)?;
    let files = args.formats.files(&session.root);
    check(&wanted, files)?;
    let picture = graph::graph(&session.desired);
    write_each(&wanted, files, output, |one| {
        Ok(Rendered::document(match one.format {
            GraphFormat::Mermaid => graph::mermaid(&picture),
            GraphFormat::Dot => graph::dot(&picture),
            GraphFormat::Svg => graph::svg(&picture),
        }))
    })?;
    Ok(Exit::Done)
}

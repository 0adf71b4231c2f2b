//! `vetform graph`: the manifests as a picture. Calls no system.

use clap::{Args, ValueEnum};

use super::args::Global;
use super::exit::Exit;
use super::failure::CommandFailure;
use super::output::Output;
use super::session::Session;
use crate::render::{Form, graph};

const EXAMPLES: &str = "\
Examples:
  vetform graph                                   Mermaid, for a README or a pull request
  vetform graph --format svg > graph.svg          needs no other program
  vetform graph --format dot | dot -Tpdf > graph.pdf";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct GraphArgs {
    /// How to draw it
    #[arg(long, value_enum, default_value_t = GraphFormat::Mermaid)]
    pub format: GraphFormat,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum GraphFormat {
    Mermaid,
    Dot,
    Svg,
}

pub(super) fn run(
    global: &Global,
    args: &GraphArgs,
    output: Output,
) -> Result<Exit, CommandFailure> {
    let session = Session::open(global, output)?;
    let picture = graph::graph(&session.desired);
    let text = match args.format {
        GraphFormat::Mermaid => graph::mermaid(&picture),
        GraphFormat::Dot => graph::dot(&picture),
        GraphFormat::Svg => graph::svg(&picture),
    };
    output.delivers(Form::Document, &text);
    Ok(Exit::Done)
}

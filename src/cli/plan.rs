//! `vetform plan`: what would change. Holds a client that has no way to write.

use super::argument;
use camino::Utf8PathBuf;
use clap::{Args, ValueEnum};

use super::ci_state;
use super::effects;
use super::examples;
use super::exit::Exit;
use super::failure::{CommandFailure, CommandResult};
use super::fleet::{InEach, ShardArgs, Stage, Turn};
use super::formats::{Format, FormatArgs, OtherFile, Wanted};
use super::global::Global;
use super::output::Output;
use super::outputs::{Rendered, write_all};
use super::plan_file::{check_plan_file, save};
use super::planning::{drop_aside, locate, read_and_plan};
use super::prefetch::HeadStart;
use super::provenance::ContextArgs;
use super::result_file::Sort;
use super::review::{self, Marks};
use super::selection::SelectionArgs;
use super::session::Session;
use crate::effects::Effects;
use crate::plan::Plan;
use crate::render::annotations::{Level, Suite};
use crate::render::html::plan_html;
use crate::render::markdown::plan_markdown;
use crate::render::{
    Occasion, Paint, PlanDocument, PlanText, Provenance, ReviewLook, Titles, effects_json,
    plan_json, plan_line, plan_story, plan_text,
};
use crate::state::Recorded;

#[derive(Debug, Args)]
#[command(after_help = examples::PLAN)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option of its own"
)]
pub(super) struct PlanArgs {
    #[command(flatten)]
    pub formats: FormatArgs<PlanFormat>,
    #[command(flatten)]
    pub shard: ShardArgs,
    /// Save the plan to this file, for `vetform apply FILE`
    #[arg(long, value_name = "PLANFILE", value_parser = argument::path)]
    pub out: Option<Utf8PathBuf>,
    #[command(flatten)]
    pub selection: SelectionArgs,
    #[command(flatten)]
    pub context: ContextArgs,
    /// Read past results, and say what they tell of changed pass marks and questions
    #[arg(
        long,
        long_help = "Read past results, and say what they tell: of a changed pass mark, how many more or fewer would have \
            passed; of a changed or deleted question, how many answered it and how well it tells candidates apart. How \
            many pages that takes is said before. Nobody is named, and nothing is told of fewer than ten people"
    )]
    pub effects: bool,
    /// As text, print only what changes, in sentences
    #[arg(long)]
    pub summary: bool,
    /// Exit with 2 if changes are pending, or an invite is in doubt
    #[arg(long)]
    pub detailed_exitcode: bool,
    /// Show full e-mail addresses, only on a terminal
    #[arg(long)]
    pub show_candidates: bool,
}

impl PlanArgs {
    /// Where the plan itself is saved.
    pub(super) fn plan_file(&self) -> Option<OtherFile<'_>> {
        let file = self.out.as_deref()?;
        let option = "--out";
        Some(OtherFile { option, file })
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum PlanFormat {
    Text,
    Json,
    /// For a pull-request comment: at most 65,536 characters
    Markdown,
    /// One self-contained file for a browser
    Html,
    /// Workflow commands: GitHub shows blocked changes and warnings on their manifest lines
    Github,
    /// GitLab's Code Quality report
    Gitlab,
    /// JUnit: a test case for each resource
    Junit,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

impl PlanFormat {
    /// Whether it has a place for what past results say.
    const fn shows_effects(self) -> bool {
        matches!(self, Self::Text | Self::Json | Self::Markdown | Self::Html)
    }
}

impl Format for PlanFormat {
    const DEFAULT: &'static str = "text";
}

pub(super) async fn run(global: &Global, args: &PlanArgs, output: Output) -> CommandResult {
    if let Some(path) = &args.out {
        check_plan_file(path)?;
    }
    // A name that slipped is told before anything is read.
    let (root, wanted) = args.formats.wanted_in_project(global, args.plan_file())?;
    check_effects(args, &wanted)?;
    let files = args.formats.files(&root);
    if let Some(path) = &args.out {
        files.check(Sort::SavedPlan, path)?;
    }
    let planned = planned(global, args, output).await?;
    let results = planned.results(&wanted, args, output)?;
    write_all(&wanted, files, &results, output)?;
    if let Some(path) = &args.out {
        save(&planned, (files, path), output)?;
    }
    let exit = exit(&planned.plan, args.detailed_exitcode);
    // The program ends now, and the machine takes all memory back at once.
    std::mem::forget(planned);
    Ok(exit)
}

impl InEach for PlanArgs {
    type Format = PlanFormat;

    const COMMAND: &'static str = "plan";
    const RESULT: &'static str = "plan";

    fn formats(&self) -> &FormatArgs<PlanFormat> {
        &self.formats
    }

    fn refusal(&self) -> Option<CommandFailure> {
        let path = self.out.as_ref()?;
        let message = format!(
            "`--out {path}` would hold the plans of several workspaces, and a saved plan is of one"
        );
        let failure = CommandFailure::new(Exit::Invalid, message);
        Some(
            failure
                .with_hint("save one plan for each workspace: `vetform plan -w NAME --out FILE`"),
        )
    }

    async fn turn(
        &self,
        global: &Global,
        stage: Stage<'_, PlanFormat>,
    ) -> Result<Turn, CommandFailure> {
        let Stage { wanted, output, .. } = stage;
        check_effects(self, wanted)?;
        let planned = planned(global, self, output).await?;
        Ok(Turn {
            results: planned.results(wanted, self, output)?,
            line: planned.line(),
            is_quiet: planned.is_quiet(),
            is_remembered: false,
            exit: exit(&planned.plan, self.detailed_exitcode),
            failure: None,
        })
    }
}

/// A plan, and what it was made from.
pub(super) struct Planned {
    pub session: Session,
    pub recorded: Recorded,
    pub plan: Plan,
    pub provenance: Provenance,
    /// What past results say, if somebody asked.
    pub effects: Option<Effects>,
}

async fn planned(
    global: &Global,
    args: &PlanArgs,
    output: Output,
) -> Result<Planned, CommandFailure> {
    let (session, head_start) = HeadStart::open_for(&args.selection, global, output)?;
    ci_state::warn(&session.workspace, output);
    let (recorded, systems) = head_start.connect(&session, output).await?;
    let reading = systems.voice.shows_reading();
    let readers = systems.readers();
    let made = read_and_plan(&session, &readers, &recorded, output).await;
    let effects = match &made {
        Ok((plan, live)) if args.effects => Some(effects::read(plan, live, &readers, output).await),
        _ => None,
    };
    drop(reading);
    systems.close().await;
    let (plan, live) = made?;
    drop_aside(live);
    Ok(Planned {
        plan,
        effects,
        session,
        recorded,
        provenance: args.context.provenance(),
    })
}

impl Planned {
    fn results(
        &self,
        wanted: &[Wanted<PlanFormat>],
        args: &PlanArgs,
        output: Output,
    ) -> Result<Vec<Rendered>, CommandFailure> {
        let rendered = |one: &Wanted<PlanFormat>| {
            let wish = Wish {
                format: one.format,
                to_file: one.file.is_some(),
                show_candidates: args.show_candidates,
                is_summary: args.summary,
                occasion: Occasion::Holding,
            };
            self.rendered(wish, output)
        };
        wanted.iter().map(rendered).collect()
    }

    /// Whether nobody has to read more than a few words.
    pub(super) fn is_quiet(&self) -> bool {
        let Plan {
            changes,
            blocked,
            notes,
            remarks,
            ..
        } = &self.plan;
        changes.is_empty() && blocked.is_empty() && notes.is_empty() && remarks.is_empty()
    }

    /// The plan in a few words.
    pub(super) fn line(&self) -> String {
        plan_line(&self.plan)
    }

    /// The plan in the form that was asked for.
    pub(super) fn rendered(&self, wish: Wish, output: Output) -> Result<Rendered, CommandFailure> {
        let Self {
            session,
            recorded,
            plan,
            provenance,
            effects,
        } = self;
        let titles = Titles::of(&session.desired);
        let address_of = review::addresses(recorded);
        let look = ReviewLook {
            workspace: &session.workspace.name,
            occasion: wish.occasion,
            requests_per_second: session.workspace.limits.requests_per_second,
            locate: &locate(session),
            address_of: &address_of,
            titles: &titles,
            provenance,
            effects: effects.as_ref(),
        };
        let to_file = wish.to_file;
        Ok(match wish.format {
            PlanFormat::Text => {
                let paint = if to_file {
                    Paint::new(false)
                } else {
                    output.result
                };
                let shown = Shown {
                    paint,
                    occasion: wish.occasion,
                    candidates: wish.show_candidates && !to_file && output.result_is_terminal,
                    links: output.result_has_links && !to_file,
                    is_summary: wish.is_summary,
                    effects: look.effects,
                };
                Rendered::text(show(session, plan, output, shown))
            }
            PlanFormat::Json => {
                let digest = &session.desired.digest;
                Rendered::json(&PlanDocument {
                    effects: look.effects.map(effects_json),
                    ..plan_json(plan, look.workspace, digest, look.locate)
                })?
            }
            PlanFormat::Markdown => Rendered::document(plan_markdown(plan, look)),
            PlanFormat::Html => Rendered::document(plan_html(plan, look)),
            PlanFormat::Github => marked(session, plan, Marks::Github)?,
            PlanFormat::Gitlab => marked(session, plan, Marks::Gitlab)?,
            PlanFormat::Junit => marked(session, plan, Marks::Junit)?,
            PlanFormat::Sarif => marked(session, plan, Marks::Sarif)?,
        })
    }
}

/// How a plan is to be shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wish {
    pub format: PlanFormat,
    /// Not on a terminal: no colour, and nobody's address in clear.
    pub to_file: bool,
    pub show_candidates: bool,
    /// Only sentences, as text.
    pub is_summary: bool,
    pub occasion: Occasion,
}

fn marked(session: &Session, plan: &Plan, marks: Marks) -> Result<Rendered, CommandFailure> {
    let suite = Suite {
        command: "plan",
        subjects: review::resources(session, plan),
        fails_at: Level::Error,
        folder: &review::folder(&session.root),
    };
    review::marked(marks, &review::annotations(session, plan), &suite)
}

/// Results are not read for nobody.
fn check_effects(args: &PlanArgs, wanted: &[Wanted<PlanFormat>]) -> Result<(), CommandFailure> {
    if !args.effects || wanted.iter().any(|one| one.format.shows_effects()) {
        return Ok(());
    }
    let message = "`--effects` reads past results, and no format that was asked for shows them";
    Err(CommandFailure::new(Exit::Invalid, message).with_hint(
        "add one that does: text, json, markdown or html, for example `--format markdown=plan.md`",
    ))
}

/// How a plan is shown as text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown<'a> {
    pub paint: Paint,
    pub occasion: Occasion,
    /// Whether people's addresses are shown in clear.
    pub candidates: bool,
    /// Whether ids lead to their pages.
    pub links: bool,
    /// Only in sentences.
    pub is_summary: bool,
    /// What past results say, if somebody asked.
    pub effects: Option<&'a Effects>,
}

pub(super) fn show(session: &Session, plan: &Plan, output: Output, shown: Shown<'_>) -> String {
    let titles = Titles::of(&session.desired);
    let look = PlanText {
        workspace: &session.workspace.name,
        width: output.width,
        paint: shown.paint,
        requests_per_second: session.workspace.limits.requests_per_second,
        show_candidates: shown.candidates,
        occasion: shown.occasion,
        links: shown.links,
        locate: &locate(session),
        titles: &titles,
        effects: shown.effects,
    };
    if shown.is_summary {
        plan_story(plan, look)
    } else {
        plan_text(plan, look)
    }
}

fn exit(plan: &Plan, detailed: bool) -> Exit {
    if !plan.blocked.is_empty() {
        Exit::Blocked
    } else if detailed && (plan.has_pending_changes() || plan.in_doubt().next().is_some()) {
        Exit::Pending
    } else {
        Exit::Done
    }
}

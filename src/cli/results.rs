//! `vetform results ADDRESS`: who is in a live object, how far, and with which score. Reads only.

use clap::{Args, ValueEnum};

use super::examples;
use super::exit::Exit;
use super::failure::{CommandFailure, CommandResult};
use super::formats::{Format, FormatArgs, Wanted, check};
use super::global::Global;
use super::output::Output;
use super::outputs::{Rendered, write_each};
use super::planning::check_targets;
use super::question_scores;
use super::session::{Session, recall};
use super::systems::Systems;
use super::unread::unread;
use crate::model::taptalent::CandidatesOf;
use crate::model::{Address, FlowId, Kind, Live, System};
use crate::plan::{identity_wants, live_ids};
use crate::provider::Readers;
use crate::provider::http::ReadErrors;
use crate::render::Paint;
use crate::render::results::{
    questions_csv, questions_json, questions_table, results_csv, results_json, results_table,
};
use crate::results::{NoResults, QuestionScores, Results, Subject};
use crate::state::Recorded;

/// What the flow's own filter takes (api-reference/assessment-flows, "List candidates").
const FLOW_STATUSES: [&str; 4] = ["NOT_STARTED", "IN_PROGRESS", "COMPLETED", "FAILED"];

#[derive(Debug, Args)]
#[command(after_help = examples::RESULTS)]
pub(super) struct ResultsArgs {
    /// Assessment, flow, interview set, project or roster, for example taptalent/Flow/engineering-screen
    pub address: Address,
    #[command(flatten)]
    pub formats: FormatArgs<ResultsFormat>,
    /// Only people with this status
    #[arg(
        long,
        long_help = "Only those in this state; of a flow NOT_STARTED, IN_PROGRESS, COMPLETED or FAILED"
    )]
    pub status: Option<String>,
    /// Show the scores for each question of a TapTalent assessment, and nobody
    #[arg(
        long,
        long_help = "Show the scores for each question that a TapTalent assessment has now: how many answered it, the mean, and how well it tells strong from weak candidates; nothing of fewer than ten people",
        conflicts_with_all = ["status", "show_candidates"]
    )]
    pub questions: bool,
    /// Show full names and e-mail addresses, only on a terminal
    #[arg(long)]
    pub show_candidates: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum ResultsFormat {
    Table,
    Json,
    Csv,
}

impl Format for ResultsFormat {
    const DEFAULT: &'static str = "table";
}

/// What was asked for.
enum Made {
    People(Results),
    Questions(QuestionScores),
}

pub(super) async fn run(global: &Global, args: &ResultsArgs, output: Output) -> CommandResult {
    let wanted = args.formats.wanted(None)?;
    // Nobody of a roster is in the figures of questions.
    let session = if args.questions {
        Session::open(global, output)?
    } else {
        Session::open_with_people(global, output)?
    };
    let files = args.formats.files(&session.root);
    check(&wanted, files)?;
    let address = &args.address;
    if !Subject::is_of(address.kind()) {
        let message = format!("{address} has no results, because it has no people");
        return Err(CommandFailure::new(Exit::Invalid, message)
            .with_hint("name an assessment, flow, interview set, project or roster"));
    }
    if args.questions {
        question_scores::check(address)?;
    }
    check_targets(&session.desired, std::slice::from_ref(address))?;
    let flow_status = flow_status(args)?;
    let recorded = recall(&session.state()?, &session.workspace, output).await?;
    let needed = [address.kind().system()].into();
    let systems = Systems::connect_to(&session, &needed, output, None).await?;
    let reading = systems.voice.shows_reading();
    let readers = systems.readers();
    let made = if args.questions {
        let read = question_scores::read(&session, &readers, &recorded, address, output).await;
        read.map(Made::Questions)
    } else {
        let read = read(&session, &readers, &recorded, args, flow_status).await;
        read.map(Made::People)
    };
    drop(reading);
    systems.close().await;
    let results = made?;
    let show = args.show_candidates && output.result_is_terminal;
    if args.show_candidates && !show {
        output.say("names and addresses are masked: stdout is not a terminal");
    }
    // A spreadsheet has no place for it.
    if let Made::Questions(QuestionScores { rows: Err(why), .. }) = &results {
        let says = wanted
            .iter()
            .any(|one| matches!(one.format, ResultsFormat::Csv));
        if says {
            output.say(&format!("{address}: {why}"));
        }
    }
    write_each(&wanted, files, output, |one| {
        let shows = show && one.file.is_none();
        rendered(&results, &session, one, shows, output)
    })?;
    Ok(Exit::Done)
}

/// The value of the flow's own filter, if it is a flow that is asked about.
fn flow_status(args: &ResultsArgs) -> Result<Option<&'static str>, CommandFailure> {
    let Some(status) = args.status.as_deref() else {
        return Ok(None);
    };
    if args.address.kind() != Kind::Flow {
        return Ok(None);
    }
    let wanted = status.trim().to_uppercase().replace([' ', '-'], "_");
    let known = FLOW_STATUSES.into_iter().find(|known| *known == wanted);
    known.map(Some).ok_or_else(|| {
        CommandFailure::new(
            Exit::Invalid,
            format!("a flow's candidates have no status `{status}`"),
        )
        .with_hint(format!("give one of {}", FLOW_STATUSES.join(", ")))
    })
}

async fn read(
    session: &Session,
    readers: &Readers,
    recorded: &Recorded,
    args: &ResultsArgs,
    flow_status: Option<&str>,
) -> Result<Results, CommandFailure> {
    let desired = &session.desired;
    let subject = Subject::at(desired, &args.address)
        .ok_or_else(|| CommandFailure::new(Exit::Invalid, "nobody can be in this"))?;
    let failed = |errors: ReadErrors| unreadable(session, &errors);
    let wants = identity_wants(desired, recorded, &subject.objects());
    let live = readers.observe(&wants).await.map_err(failed)?;
    may_read(&live, args)?;
    let ids = live_ids(desired, &live, recorded);
    let wants = subject.wants(&ids).map_err(|why| no_results(&why))?;
    let live = match (flow_status, ids.get(&args.address)) {
        (Some(status), Some(id)) => only_in(readers, id, status).await.map_err(failed)?,
        _ => readers.observe(&wants).await.map_err(failed)?,
    };
    let mut results = subject
        .results(&args.address, &ids, desired, recorded, &live)
        .map_err(|why| no_results(&why))?;
    // What the flow's own filter let through need not repeat its state.
    if let (Some(status), None) = (&args.status, flow_status) {
        results.rows.retain(|row| row.has_status(status));
    }
    Ok(results)
}

/// The flow's candidates in one state.
async fn only_in(readers: &Readers, flow: &str, status: &str) -> Result<Live, ReadErrors> {
    let mut live = Live::default();
    if let Some(reader) = &readers.taptalent {
        let flow = FlowId::new(flow);
        let read = reader.flow_candidates(&flow, Some(status)).await;
        let found = read.map_err(|error| ReadErrors::from(error).of(System::TapTalent))?;
        live.taptalent
            .candidates
            .insert(CandidatesOf::Flow(flow), found);
    }
    Ok(live)
}

/// A Flowmingo key that may not read shows nothing: that is not the same as nothing being there.
fn may_read(live: &Live, args: &ResultsArgs) -> Result<(), CommandFailure> {
    use crate::model::flowmingo::Scope;
    let me = live.flowmingo.me.as_ref();
    if me.is_some_and(|me| !me.may(Scope::ReadHiring)) {
        let message = format!(
            "the Flowmingo key lacks the scope `{}`, so the people in {} cannot be read",
            Scope::ReadHiring,
            args.address
        );
        return Err(CommandFailure::new(Exit::Failed, message)
            .with_hint("add the scope to the key in Flowmingo, or use another key"));
    }
    Ok(())
}

pub(super) fn unreadable(session: &Session, errors: &ReadErrors) -> CommandFailure {
    unread(&session.workspace, "the results", errors, "")
}

pub(super) fn no_results(why: &NoResults) -> CommandFailure {
    CommandFailure::new(Exit::Failed, why).with_hint(match why {
        NoResults::NotLive(address) if address.kind().is_external() => format!(
            "it is created in {}'s web app; `vetform plan --target {address}` says what was searched for",
            address.kind().system().title()
        ),
        NoResults::NotLive(address) => format!(
            "`vetform apply --target {address}` creates it; `vetform plan` says if anything is blocked"
        ),
        NoResults::Denied { .. } => "use a key of the company that owns it".to_owned(),
    })
}

fn rendered(
    made: &Made,
    session: &Session,
    wanted: &Wanted<ResultsFormat>,
    show: bool,
    output: Output,
) -> Result<Rendered, CommandFailure> {
    let paint = match wanted.file {
        Some(_) => Paint::new(false),
        None => output.result,
    };
    let workspace = &session.workspace.name;
    let csv = match (made, wanted.format) {
        (Made::People(results), ResultsFormat::Table) => {
            return Ok(Rendered::text(results_table(results, paint, show)));
        }
        (Made::Questions(scores), ResultsFormat::Table) => {
            let table = questions_table(scores, paint, output.width);
            return Ok(Rendered::text(table));
        }
        (Made::People(results), ResultsFormat::Json) => {
            return Rendered::json(&results_json(results, workspace, show));
        }
        (Made::Questions(scores), ResultsFormat::Json) => {
            return Rendered::json(&questions_json(scores, workspace));
        }
        (Made::People(results), ResultsFormat::Csv) => results_csv(results, show),
        (Made::Questions(scores), ResultsFormat::Csv) => questions_csv(scores),
    };
    csv.map(Rendered::document)
        .map_err(|error| CommandFailure::new(Exit::Failed, error))
}

//! A live system: whether it answers, takes the key, allows what the manifests need, and how much.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::Timestamp;
use secrecy::SecretString;

use super::check::{Checkup, Fault};
use crate::cli::output::Output;
use crate::cli::systems::Systems;
use crate::cli::unread::{cause, fix};
use crate::manifest::{Loaded, SystemSettings, Workspace};
use crate::model::flowmingo::{Me, Scope};
use crate::model::promptster::{BrandingField, ObservedBranding};
use crate::model::{Desired, FieldValue, System};
use crate::provider::Readers;
use crate::provider::http::{Quota, ReadError};

/// A key that ends sooner is worth a warning.
const SOON: Duration = Duration::from_hours(14 * 24);

pub(super) async fn check(
    workspace: &Workspace,
    (system, settings): (System, &SystemSettings),
    key: SecretString,
    (loaded, companies): (&Loaded, &Companies),
    output: Output,
    checkup: &mut Checkup,
) {
    let systems = match Systems::with_key(workspace, (system, settings), key, output) {
        Ok(systems) => systems,
        Err(failure) => return checkup.failure(system.as_str(), failure),
    };
    let readers = systems.readers();
    match ask(&readers, system).await {
        Ok(answer) => {
            let host = &settings.base_url;
            checkup.fine(
                system.as_str(),
                format!("{host} responds and accepts the key"),
            );
            told_of_company(system, answer.company(), companies, checkup);
            match answer {
                Answer::Company(_) => {}
                Answer::Me(me) => told_of_key(&me, loaded.desired.as_ref(), checkup),
                Answer::Branding(branding) => told_of_plan(&branding, loaded, checkup),
            }
        }
        Err(error) => refused((system, settings), &error, checkup),
    }
    told_of_quota(system, systems.voice.last_quota(), checkup);
}

/// What the cheapest read of a system tells.
enum Answer {
    Company(Option<String>),
    Me(Me),
    Branding(ObservedBranding),
}

impl Answer {
    fn company(&self) -> Option<&str> {
        match self {
            Self::Company(company) => company.as_deref(),
            Self::Me(me) => me.organization.as_deref(),
            Self::Branding(_) => None,
        }
    }
}

/// By system: the company that the state says its objects are of.
pub(super) type Companies = BTreeMap<String, String>;

fn told_of_company(
    system: System,
    company: Option<&str>,
    companies: &Companies,
    checkup: &mut Checkup,
) {
    let (Some(company), Some(recorded)) = (company, companies.get(system.as_str())) else {
        return;
    };
    if company != recorded {
        checkup.failed(
            format!("{system} company"),
            Fault::Outside,
            format!("the key belongs to company {company}, but the state to company {recorded}"),
            format!("use a key of the state's company under `{system}.apiKey` in vetform.yaml"),
        );
    }
}

async fn ask(readers: &Readers, system: System) -> Result<Answer, ReadError> {
    let missing = || ReadError::NoSystem(system);
    match system {
        System::TapTalent => {
            let reader = readers.taptalent.as_ref().ok_or_else(missing)?;
            reader.check_key().await.map(Answer::Company)
        }
        System::Flowmingo => {
            let reader = readers.flowmingo.as_ref().ok_or_else(missing)?;
            reader.me().await.map(Answer::Me)
        }
        System::Promptster => {
            let reader = readers.promptster.as_ref().ok_or_else(missing)?;
            reader.branding().await.map(Answer::Branding)
        }
    }
}

fn refused(
    (system, settings): (System, &SystemSettings),
    error: &ReadError,
    checkup: &mut Checkup,
) {
    let (cause, turn) = cause(error);
    checkup.failed(
        system.as_str(),
        Fault::Outside,
        format!("{} {cause} ({turn})", settings.base_url),
        fix(error, system, Some(settings)),
    );
}

fn told_of_key(me: &Me, desired: Option<&Desired>, checkup: &mut Checkup) {
    let missing: Vec<&str> = desired
        .map(needed)
        .unwrap_or_default()
        .into_iter()
        .filter(|scope| !me.may(*scope))
        .map(Scope::as_str)
        .collect();
    let has: Vec<&str> = me.scopes.iter().map(String::as_str).collect();
    let has = if has.is_empty() {
        "none".to_owned()
    } else {
        has.join(", ")
    };
    if !missing.is_empty() {
        checkup.failed(
            "flowmingo scopes",
            Fault::Outside,
            format!("the key has {has}; the manifests also need {}", missing.join(", ")),
            "add the scopes to the key in Flowmingo (Account Settings, Integrations), or use another key",
        );
    } else if desired.is_none() {
        checkup.warning(
            "flowmingo scopes",
            format!("the key has {has}; needed scopes are unknown while manifests have errors"),
            "fix the manifests first",
        );
    } else {
        checkup.fine("flowmingo scopes", has);
    }
    if let Some(text) = &me.expires_at {
        told_of_end(text, Timestamp::now(), checkup);
    }
}

/// What the manifests will ask for.
fn needed(desired: &Desired) -> BTreeSet<Scope> {
    let flowmingo = &desired.flowmingo;
    let mut needed = BTreeSet::new();
    let mut externals = desired.externals.iter();
    if externals.any(|one| one.address.kind().system() == System::Flowmingo) {
        needed.insert(Scope::ReadHiring);
    }
    for roster in &flowmingo.rosters {
        needed.extend([Scope::ReadHiring, Scope::InviteCandidates]);
        let mut people = roster.spec.candidates.iter();
        if people.any(|one| one.stage.is_some() || one.rejected) {
            needed.insert(Scope::WritePipeline);
        }
    }
    needed
}

fn told_of_end(text: &str, now: Timestamp, checkup: &mut Checkup) {
    let subject = "flowmingo expiry";
    let fix = "create a new key in Flowmingo, switch to it, then delete this one";
    let Ok(end) = text.parse::<Timestamp>() else {
        return checkup.fine(subject, format!("the key expires: {text}"));
    };
    let left = Duration::try_from(end.duration_since(now)).unwrap_or_default();
    if left.is_zero() {
        checkup.failed(
            subject,
            Fault::Outside,
            format!("the key expired at {end}"),
            fix,
        );
    } else if left < SOON {
        checkup.warning(subject, format!("the key expires soon, at {end}"), fix);
    } else {
        checkup.fine(subject, format!("the key expires at {end}"));
    }
}

fn told_of_plan(branding: &ObservedBranding, loaded: &Loaded, checkup: &mut Checkup) {
    let plan = branding.plan.as_deref().unwrap_or("not told");
    let Some(most) = branding.max_retention_days else {
        return checkup.fine("promptster plan", plan);
    };
    let message = format!("{plan}; sessions are kept for at most {most} days");
    let brandings = loaded
        .desired
        .iter()
        .flat_map(|all| &all.promptster.branding);
    let wanted = brandings
        .filter_map(
            |one| match one.spec.fields.get(&BrandingField::RetentionDays) {
                Some(FieldValue::Number(days)) => Some(days.get()),
                _ => None,
            },
        )
        .find(|days| *days > most);
    match wanted {
        Some(days) => checkup.warning(
            "promptster plan",
            format!("{message}, but a manifest says {days}"),
            "lower `retentionDays`, or upgrade the plan",
        ),
        None => checkup.fine("promptster plan", message),
    }
}

fn told_of_quota(system: System, quota: Option<Quota>, checkup: &mut Checkup) {
    let Some(Quota { limit, remaining }) = quota else {
        return;
    };
    let subject = format!("{system} quota");
    let told = |number: Option<u64>| number.map_or("?".to_owned(), |number| number.to_string());
    let message = format!("{} of {} calls left", told(remaining), told(limit));
    if remaining == Some(0) {
        checkup.warning(
            subject,
            message,
            "calls wait for the next window; `limits.requestsPerSecond` in vetform.yaml spreads them out",
        );
    } else {
        checkup.fine(subject, message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::Paint;

    fn text(check: impl FnOnce(&mut Checkup)) -> String {
        let mut checkup = Checkup::default();
        check(&mut checkup);
        checkup.text(Paint::new(false))
    }

    #[test]
    fn a_key_that_ends_is_told_in_time() {
        let now: Timestamp = "2026-03-01T00:00:00Z".parse().unwrap();
        let told = |end: &str| text(|checkup| told_of_end(end, now, checkup));
        assert!(told("2026-02-28T00:00:00Z").starts_with("failed"));
        assert!(told("2026-03-10T00:00:00Z").starts_with("warning"));
        assert!(told("2027-03-10T00:00:00Z").starts_with("ok"));
        assert!(told("some day").starts_with("ok"));
    }

    #[test]
    fn an_empty_quota_is_a_warning() {
        let told = |remaining| {
            let quota = Quota {
                limit: Some(300),
                remaining: Some(remaining),
            };
            text(|checkup| told_of_quota(System::Promptster, Some(quota), checkup))
        };
        assert!(told(0).starts_with("warning") && told(12).contains("12 of 300"));
    }
}

//! What could not be read of a system, as a failed command: the first line says the cause and whose turn it is, the help
//! is what `doctor` says. Holds no rule on what is tried again.

use super::exit::Exit;
use super::failure::CommandFailure;
use super::key_source;
use super::turn::Turn;
use crate::environment;
use crate::manifest::{SystemSettings, Workspace};
use crate::model::{System, times};
use crate::provider::http::{
    ReadError, ReadErrors, ReadFailure, ServerRefusal, Unanswered, Unconnected, key_refused,
};

/// What a proxy for a system is named by.
const PROXIES: [&str; 4] = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];

/// The cause, in words that follow the name of the system, and whose turn it is.
pub(super) fn cause(error: &ReadError) -> (String, Turn) {
    let (cause, turn) = match error {
        ReadError::Unreachable { cause, .. } => {
            (format!("cannot be reached: {cause}"), turn_of(cause))
        }
        ReadError::NoAnswer { cause, .. } if cause.is_lasting() => {
            (format!("does not answer: {cause}"), Turn::Yours)
        }
        ReadError::NoAnswer { cause, .. } => (format!("does not answer: {cause}"), Turn::Between),
        ReadError::Failing { refusal, .. } if refusal.status == 511 => (
            format!("is behind a network that wants a sign-in: {refusal}"),
            Turn::Yours,
        ),
        ReadError::Failing { refusal, .. } => (format!("fails: {refusal}"), Turn::Theirs),
        ReadError::Throttled { cause, refusal, .. } => (
            format!("turns calls away, {cause}: {refusal}"),
            Turn::Waiting,
        ),
        ReadError::KeyRefused { refusal, .. } => {
            (format!("{}: {refusal}", key_refused(refusal)), Turn::Yours)
        }
        ReadError::Refused { refusal, .. } => refused(refusal),
        ReadError::Redirected {
            status, location, ..
        } => (format!("has moved: {status}, to {location}"), Turn::Yours),
        ReadError::Malformed { bad, .. } if bad.is_page() => {
            (format!("is not what answers: {bad}"), Turn::Yours)
        }
        ReadError::Malformed { bad, .. } => {
            (format!("gives an undocumented answer: {bad}"), Turn::Theirs)
        }
        ReadError::TooLarge { cause, .. } => {
            (format!("answers with too much: {cause}"), Turn::Theirs)
        }
        ReadError::Incomplete { what, .. } => {
            (format!("contradicts itself: {what}"), Turn::Between)
        }
        ReadError::Id(error) => (format!("was asked for an invalid id: {error}"), Turn::Yours),
        ReadError::NoSystem(_) => ("is not in the workspace".to_owned(), Turn::Yours),
        ReadError::Unlisted(_) => (
            "was asked for a list that it does not have".to_owned(),
            Turn::Ours,
        ),
    };
    (cause, turn)
}

fn turn_of(cause: &Unconnected) -> Turn {
    if cause.is_lasting() {
        Turn::Yours
    } else {
        Turn::Between
    }
}

fn refused(refusal: &ServerRefusal) -> (String, Turn) {
    let cause = if refusal.is_page || refusal.status == 407 {
        format!("is not what answers: {refusal}")
    } else {
        format!("refuses a read: {refusal}")
    };
    (cause, Turn::Yours)
}

/// What mends it, as `doctor` says it too.
pub(super) fn fix(error: &ReadError, system: System, settings: Option<&SystemSettings>) -> String {
    match error {
        ReadError::KeyRefused {
            refusal, remark, ..
        } => key_source::mend(system, settings, refusal.status, remark.as_deref()),
        ReadError::Unreachable { cause, .. } => of_connection(cause, system),
        ReadError::NoAnswer { cause, .. } => of_silence(*cause, settings),
        ReadError::Refused { refusal, .. } | ReadError::Failing { refusal, .. }
            if matches!(refusal.status, 407 | 511) =>
        {
            through_proxy("sign in to the proxy or the network in between, then run this again")
        }
        ReadError::Refused { refusal, .. } if refusal.is_page => beside(system),
        ReadError::Malformed { bad, .. } if bad.is_page() => beside(system),
        ReadError::Refused { .. } | ReadError::TooLarge { .. } | ReadError::Malformed { .. } => {
            of_base_url(system, settings)
        }
        ReadError::Redirected { .. } => format!(
            "set `{system}.baseUrl` in vetform.yaml to the new address, if that is {}'s; redirects are not followed, \
             to keep the API key safe",
            system.title()
        ),
        ReadError::Throttled { .. } => {
            "wait, or set `limits.requestsPerSecond` in vetform.yaml".to_owned()
        }
        ReadError::Failing { .. } => later(system),
        ReadError::Incomplete { .. } => "others may be changing things there: try again".to_owned(),
        ReadError::Id(_) => "correct the id in the manifest".to_owned(),
        ReadError::NoSystem(_) => {
            format!("add `{system}:` to the workspace in vetform.yaml, or choose another workspace")
        }
        ReadError::Unlisted(_) => "report it: this is a bug in vetform".to_owned(),
    }
}

fn of_connection(cause: &Unconnected, system: System) -> String {
    let own = format!("check `{system}.baseUrl` in vetform.yaml");
    match cause {
        Unconnected::NoSuchHost => through_proxy(&format!(
            "correct the host in `{system}.baseUrl` in vetform.yaml (the documented one is {})",
            system.base_url()
        )),
        Unconnected::NoNames => {
            "check this machine's network and DNS, then run this again".to_owned()
        }
        Unconnected::NoTls => {
            format!("{own}: host and port; only a loopback address may begin with http://")
        }
        Unconnected::Untrusted(_) => format!(
            "if your company inspects TLS, set SSL_CERT_FILE to a file with its certificates; otherwise {own}"
        ),
        Unconnected::Expired => {
            format!(
                "check this machine's clock; if it is right, ask {}'s support",
                system.title()
            )
        }
        Unconnected::OtherHost => {
            format!("{own}: the certificate is for another name than the one that stands there")
        }
        Unconnected::NoCommonTls => through_proxy(&own),
        Unconnected::ProxyPassword => through_proxy(
            "put a user name and a password before the host in the address of the proxy (`user:password@`)",
        ),
        Unconnected::ProxyRefuses => through_proxy(&format!(
            "ask whoever runs the proxy to allow the host of {system}, or add it to NO_PROXY"
        )),
        Unconnected::Refused | Unconnected::Late | Unconnected::Closed | Unconnected::Other(_) => {
            through_proxy(&format!(
                "check the network and any firewall, and {}",
                own.trim_start_matches("check ")
            ))
        }
    }
}

fn of_silence(cause: Unanswered, settings: Option<&SystemSettings>) -> String {
    let is_plain = settings.is_some_and(|settings| settings.base_url.starts_with("http://"));
    match cause {
        Unanswered::NoHttp | Unanswered::NotAsked => {
            "check host and port in `baseUrl` in vetform.yaml; it may need https".to_owned()
        }
        Unanswered::Closed if is_plain => {
            "check the network, and `baseUrl` in vetform.yaml: it may need https".to_owned()
        }
        Unanswered::Stopped => "run it again".to_owned(),
        _ => {
            through_proxy("try again; if it stays, check the network, and whether the system is up")
        }
    }
}

/// Something else answered.
fn beside(system: System) -> String {
    through_proxy(&format!(
        "open `{system}.baseUrl` of vetform.yaml in a browser to see that page: a proxy or a sign-in is in between, or \
         the address is not {}",
        system.base_url()
    ))
}

fn of_base_url(system: System, settings: Option<&SystemSettings>) -> String {
    let documented = system.base_url();
    if settings.is_some_and(|settings| settings.base_url == documented) {
        return later(system);
    }
    format!(
        "check `{system}.baseUrl` in vetform.yaml, with its path: the documented one is {documented}"
    )
}

fn later(system: System) -> String {
    let title = system.title();
    format!("nothing here can mend it: try again later; if it stays, ask {title}'s support")
}

/// With the proxy that requests go through, if the environment names one.
fn through_proxy(mend: &str) -> String {
    match PROXIES.into_iter().find(|name| environment::is_set(name)) {
        Some(proxy) => format!("{mend}; requests go through the proxy that {proxy} names"),
        None => mend.to_owned(),
    }
}

/// `what` could not be read in this workspace; `after` is a consequence that the help ends with.
pub(super) fn unread(
    workspace: &Workspace,
    what: &str,
    errors: &ReadErrors,
    after: &str,
) -> CommandFailure {
    let name = &workspace.name;
    // The most serious is the first.
    let Some(ReadFailure { system, error }) = errors.0.first() else {
        let message = format!("cannot read {what} in workspace {name}");
        return CommandFailure::new(Exit::Failed, message);
    };
    let system = system.or_else(|| System::ALL.into_iter().find(|one| workspace.has(*one)));
    let system = system.unwrap_or(System::TapTalent);
    let settings = workspace.settings(system);
    let (cause, turn) = cause(error);
    let place = format!("while reading {what} in workspace {name}");
    let details = match (errors.0.as_slice(), error.call()) {
        ([_], Some(call)) => {
            let url = settings.map_or("", |one| &one.base_url);
            let tried = error
                .attempts()
                .map_or_else(String::new, |number| format!(" (tried {})", times(number)));
            format!("{place}: {} {url}{}{tried}", call.method, call.path)
        }
        _ => format!("{place}:\n{errors}"),
    };
    let help = fix(error, system, settings);
    CommandFailure::new(Exit::Failed, format!("{system} {cause}"))
        .turn(turn)
        .with_details(details)
        .with_hint(format!("{help}{after}"))
}

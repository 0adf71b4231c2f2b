//! Whether a key goes to its own system. Knows no key.

use reqwest::Url;

use super::address::is_loopback;
use crate::model::System;

/// The host of an address that is neither the system's own nor on this machine.
pub(in crate::manifest) fn foreign_host(system: System, base_url: &str) -> Option<String> {
    let url = Url::parse(base_url).ok()?;
    let host = url.host_str()?;
    let is_own = system.hosts().contains(&host) && url.port_or_known_default() == Some(443);
    if is_own || is_loopback(&url) {
        return None;
    }
    Some(match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    })
}

/// Whether what is sent there stays on this machine: whoever serves there has the key already.
pub fn stays_here(base_url: &str) -> bool {
    Url::parse(base_url).is_ok_and(|url| is_loopback(&url))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_of_the_documents_and_this_machine_are_not_foreign() {
        for system in System::ALL {
            assert_eq!(foreign_host(system, system.base_url()), None);
            assert_eq!(foreign_host(system, "http://127.0.0.1:8787/x"), None);
            for foreign in [
                "https://keys.example/v1",
                "https://api.promptster.ai.example",
                "https://xn--pi-6kc.promptster.ai",
            ] {
                assert!(foreign_host(system, foreign).is_some(), "{foreign}");
            }
        }
        let other_port = foreign_host(System::Promptster, "https://api.promptster.ai:8443");
        assert_eq!(other_port.as_deref(), Some("api.promptster.ai:8443"));
        let capitals = foreign_host(System::Promptster, "https://API.promptster.ai");
        assert_eq!(capitals, None);
    }
}

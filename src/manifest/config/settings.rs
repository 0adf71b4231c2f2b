//! One workspace of vetform.yaml.

use std::collections::BTreeMap;

use super::place::below;
use super::read::Reader;
use super::state::{NoPlace, StateLocation};
use super::system;
use super::workspace::{
    CONCURRENCY, DEFAULT_CONCURRENCY, Guards, Limits, SandboxSettings, Workspace,
};
use crate::diagnostic::{Code, Help};
use crate::manifest::check::choose;
use crate::manifest::raw::{RawGuards, RawLimits, RawSandbox, RawSystem, RawWorkspace, Slot, Text};
use crate::manifest::values::Values;
use crate::manifest::yaml::{Flaw, Spot};
use crate::model::{FairnessPolicy, Pointer, System};

const NOT_WRITTEN: &str = "where vetform does not write";

impl Reader<'_> {
    pub(super) fn workspace(
        &mut self,
        at: &Pointer,
        name: &str,
        raw: RawWorkspace,
        defaults: &Values,
    ) -> Workspace {
        let RawWorkspace {
            values,
            sandbox,
            taptalent,
            flowmingo,
            promptster,
            state,
            limits,
            guards,
        } = raw;
        let live = [
            (System::TapTalent, taptalent.is_declared()),
            (System::Flowmingo, flowmingo.is_declared()),
            (System::Promptster, promptster.is_declared()),
        ];
        self.check_systems(at, sandbox.is_declared(), &live);
        Workspace {
            name: name.to_owned(),
            labels: BTreeMap::new(),
            home: self.origin.at(at.clone()),
            values: self.values(&at.clone().key("values"), values).or(defaults),
            sandbox: self.sandbox(at, sandbox),
            taptalent: self.system(at, System::TapTalent, taptalent),
            flowmingo: self.system(at, System::Flowmingo, flowmingo),
            promptster: self.system(at, System::Promptster, promptster),
            state: self.state(at, name, state),
            project: None,
            limits: self.limits(at, limits),
            guards: self.guards(at, guards),
        }
    }

    fn check_systems(&mut self, at: &Pointer, has_sandbox: bool, live: &[(System, bool)]) {
        let declared = live.iter().filter(|(_, is_declared)| *is_declared);
        let mut declared = declared.map(|(system, _)| *system);
        match (has_sandbox, declared.next()) {
            (true, Some(system)) => {
                let place = Spot::Key(at.clone().key(system.as_str()));
                let message =
                    format!("`sandbox` already includes every system, including {system}");
                let flaw = Flaw::new(Code::ConflictingFields, place, message);
                let flaw = flaw.related(Spot::Key(at.clone().key("sandbox")), "here");
                self.found.report(flaw.help("use two workspaces"));
            }
            (false, None) => {
                let message = format!("`{at}` has no system");
                let flaw = Flaw::new(Code::InvalidConfig, Spot::Key(at.clone()), message);
                self.found.report(
                    flaw.help("add `sandbox: {}`, or one of taptalent, flowmingo, promptster"),
                );
            }
            (true, None) | (false, Some(_)) => {}
        }
    }

    fn sandbox(&mut self, at: &Pointer, slot: Slot<RawSandbox>) -> Option<SandboxSettings> {
        let RawSandbox { store, seed } = self.found.take(slot)?;
        let store = self.found.take(store);
        let store = store.map_or_else(|| ".vetform/sandbox.db".to_owned(), |Text(path)| path);
        let seed = self.found.take(seed);
        let at = at.clone().key("sandbox");
        let seed = match seed.map(|Text(path)| below(self.root, &path)) {
            Some(None) => {
                self.outside(at.key("seed"), "seed", "where vetform does not read seeds");
                return None;
            }
            seed => seed.flatten(),
        };
        let Some(store) = below(self.root, &store) else {
            self.outside(at.key("store"), "store", NOT_WRITTEN);
            return None;
        };
        Some(SandboxSettings { store, seed })
    }

    fn system(
        &mut self,
        at: &Pointer,
        system: System,
        slot: Slot<RawSystem>,
    ) -> Option<super::SystemSettings> {
        let raw = self.found.take(slot)?;
        let at = at.clone().key(system.as_str());
        system::settings(&mut self.found, &at, system, raw, &mut self.secrets)
    }

    fn state(&mut self, at: &Pointer, name: &str, slot: Slot<Text>) -> StateLocation {
        let by_default = StateLocation::by_default(self.root, name);
        let Some(Text(text)) = self.found.take(slot) else {
            return by_default;
        };
        match StateLocation::parse(self.root, &text) {
            Ok(location) => return location,
            Err(NoPlace::Outside) => self.outside(at.clone().key("state"), "state", NOT_WRITTEN),
            Err(NoPlace::Unknown) => {
                let place = Spot::Value(at.clone().key("state"));
                let message =
                    "`state` is neither a path nor an s3://, gs:// or az:// URL with a bucket";
                let flaw = Flaw::new(Code::InvalidConfig, place, message);
                let help = format!("omit it for vetform.state/{name}.json");
                self.found.report(flaw.help(help));
            }
        }
        by_default
    }

    fn outside(&mut self, at: Pointer, what: &str, why: &str) {
        let message = format!("`{what}` leads out of the project, {why}");
        let flaw = Flaw::new(Code::InvalidConfig, Spot::Value(at), message);
        self.found
            .report(flaw.help("use a path inside the project, or omit it for the default"));
    }

    fn limits(&mut self, at: &Pointer, slot: Slot<RawLimits>) -> Limits {
        let Some(raw) = self.found.take(slot) else {
            return Limits::default();
        };
        let RawLimits {
            concurrency,
            requests_per_second,
        } = raw;
        let at = at.clone().key("limits");
        let mut limits = Limits::default();
        if let Some(number) = self.found.take(concurrency) {
            match u16::try_from(number) {
                Ok(fits) if CONCURRENCY.contains(&number) => limits.concurrency = fits,
                _ => {
                    let (least, most) = (CONCURRENCY.start(), CONCURRENCY.end());
                    let message =
                        format!("`concurrency` is {number}; it must be from {least} to {most}");
                    let help = format!(
                        "use a number in this range, or omit the key for the default, {DEFAULT_CONCURRENCY}"
                    );
                    self.out_of_bounds(at.clone().key("concurrency"), message, help);
                }
            }
        }
        limits.requests_per_second = self.found.take(requests_per_second);
        if let Some(number) = limits.requests_per_second
            && !(number.is_finite() && number > 0.0)
        {
            let message = format!("`requestsPerSecond` is {number}; it must be more than 0");
            let help = "use a number above 0, like `20`, or omit the key for no limit";
            self.out_of_bounds(at.key("requestsPerSecond"), message, help);
        }
        limits
    }

    fn guards(&mut self, at: &Pointer, slot: Slot<RawGuards>) -> Guards {
        let Some(raw) = self.found.take(slot) else {
            return Guards::default();
        };
        let RawGuards {
            max_destroy,
            max_forget,
            fairness,
        } = raw;
        let at = at.clone().key("guards").key("fairness");
        let policies = [
            ("warn", FairnessPolicy::Warn),
            ("deny", FairnessPolicy::Deny),
            ("off", FairnessPolicy::Off),
        ];
        Guards {
            max_destroy: self.found.take(max_destroy).unwrap_or_default(),
            max_forget: self.found.take(max_forget),
            fairness: choose(&mut self.found, at, fairness, &policies).unwrap_or_default(),
        }
    }

    fn out_of_bounds(&mut self, at: Pointer, message: String, help: impl Into<Help>) {
        let flaw = Flaw::new(Code::OutOfBounds, Spot::Value(at), message);
        self.found.report(flaw.help(help));
    }
}

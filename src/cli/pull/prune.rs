//! What becomes of the manifests of what was deleted live: with `--prune` they go, unless others need them.

use super::super::exit::Exit;
use super::super::failure::CommandFailure;
use super::super::planning::policy;
use super::Pull;
use crate::diagnostic::Code;
use crate::manifest::edit::Edit;
use crate::model::{Address, Kind, Name, Pointer};
use crate::plan::Plan;
use crate::pull::{Drifted, Gone, ManifestEdits, pruning, too_many_gone};

/// What becomes of a manifest whose object was deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fate {
    /// Nobody asked for more than to be told.
    Told,
    /// It goes.
    Goes,
    /// It is for other workspaces from now on: the place of this one's name among those that it lists.
    Leaves(usize),
    /// It stays, and why.
    Kept(String),
}

/// Everything of what is asked for that was deleted.
#[derive(Debug, Default)]
pub(super) struct Pruned(pub(super) Vec<(Gone, Fate)>);

impl Pruned {
    /// Those that nothing here stands for any more.
    pub(super) fn removed(&self) -> Vec<Address> {
        let removed = self.0.iter();
        let removed = removed.filter(|(_, fate)| matches!(fate, Fate::Goes | Fate::Leaves(_)));
        removed.map(|(gone, _)| gone.address.clone()).collect()
    }

    /// Whether a manifest stays although its object is gone.
    pub(super) fn keeps_something(&self) -> bool {
        let mut fates = self.0.iter().map(|(_, fate)| fate);
        fates.any(|fate| matches!(fate, Fate::Told | Fate::Kept(_)))
    }

    /// Whether somebody has to do something about one that was to go.
    pub(super) fn leaves_something(&self) -> bool {
        let mut fates = self.0.iter().map(|(_, fate)| fate);
        fates.any(|fate| matches!(fate, Fate::Kept(_)))
    }

    pub(super) fn going(&self) -> impl Iterator<Item = &Gone> {
        let going = self.0.iter().filter(|(_, fate)| *fate == Fate::Goes);
        going.map(|(gone, _)| gone)
    }

    /// The edits by which manifests leave this workspace.
    pub(super) fn edits(&self) -> impl Iterator<Item = ManifestEdits> {
        self.0.iter().filter_map(|(gone, fate)| {
            let Fate::Leaves(at) = fate else {
                return None;
            };
            let list = Pointer::root().key("metadata").key("workspaces");
            Some(ManifestEdits {
                address: gone.address.clone(),
                origin: gone.origin.clone(),
                edits: vec![Edit::Remove(list.index(*at))],
            })
        })
    }

    /// What could not be taken out of its file stays after all.
    pub(super) fn keep(&mut self, address: &Address, why: String) {
        let found = self.0.iter_mut().find(|(gone, _)| gone.address == *address);
        if let Some((_, fate)) = found {
            *fate = Fate::Kept(why);
        }
    }
}

impl Pull<'_> {
    /// Decides; writes nothing.
    pub(super) fn pruned(&self, drifted: &Drifted, plan: &Plan) -> Result<Pruned, CommandFailure> {
        let asked = drifted.deleted.iter();
        let asked = asked.filter(|gone| self.scope.contains(&gone.address));
        if !self.prunes {
            let told = asked.map(|gone| (gone.clone(), Fate::Told));
            return Ok(Pruned(told.collect()));
        }
        let mut fates = Vec::new();
        let mut free = Vec::new();
        for gone in asked {
            match self.fate(gone) {
                Fate::Kept(why) => fates.push((gone.clone(), Fate::Kept(why))),
                fate => free.push((gone.clone(), fate)),
            }
        }
        let going: Vec<Gone> = free.iter().map(|(gone, _)| gone.clone()).collect();
        let pruning = pruning(self.desired, &going);
        let (removed, gone) = (pruning.removed.len(), &drifted.deleted);
        if let Some((message, help)) =
            too_many_gone(removed, gone, plan, self.recorded, policy(self.session))
        {
            let message = format!("{}: {message}", Code::TooManyRemoved);
            return Err(CommandFailure::new(Exit::Blocked, message)
                .with_hint(format!("no manifest was changed; {help}")));
        }
        for (gone, namers) in pruning.named {
            fates.push((gone, Fate::Kept(self.named_words(&namers))));
        }
        let is_removed = |(gone, _): &(Gone, Fate)| pruning.removed.contains(gone);
        fates.extend(free.into_iter().filter(is_removed));
        fates.sort_by(|(one, _), (other, _)| one.address.cmp(&other.address));
        Ok(Pruned(fates))
    }

    /// By itself, whatever else names it.
    fn fate(&self, gone: &Gone) -> Fate {
        let loaded = &self.session.loaded;
        let others = loaded.others(Some(&gone.origin));
        if gone.origin.file.starts_with("..") {
            return Fate::Kept("it is outside the project".to_owned());
        }
        if others.is_empty() {
            return Fate::Goes;
        }
        match loaded.place_of_workspace(&gone.origin) {
            Some(at) => Fate::Leaves(at),
            None => Fate::Kept(format!(
                "it is for other workspaces, too ({}): list those that are to keep it in `metadata.workspaces`",
                some_of(&others)
            )),
        }
    }

    fn named_words(&self, namers: &[Address]) -> String {
        let shown = namers.iter().map(|namer| {
            let origin = self.desired.origin(namer);
            let place = origin.map(|origin| self.place_words(&origin.at(Pointer::root())));
            format!("{namer}{}", place.unwrap_or_default())
        });
        let shown: Vec<String> = shown.collect();
        let verb = if shown.len() == 1 { "names" } else { "name" };
        format!(
            "{} still {verb} it: change that first, then run the command again",
            shown.join(", ")
        )
    }

    /// What is said of one that was deleted.
    pub(super) fn deleted_words(&self, gone: &Gone, fate: &Fate) -> String {
        let id = &gone.id;
        let deleted = format!("the live object {id} was deleted in the web app");
        let place = self.place_words(&gone.origin.at(Pointer::root()));
        match fate {
            Fate::Told => {
                let otherwise = if gone.address.kind().is_external() {
                    "plans stay blocked while its manifest is there"
                } else {
                    "`vetform apply` would make it again"
                };
                format!(
                    "{deleted}; {otherwise}: if it is to stay deleted, remove its manifest{place}, by hand or \
                     with `vetform pull --write --prune`"
                )
            }
            Fate::Goes => format!("{deleted}: its manifest{place} goes"),
            Fate::Leaves(_) => format!(
                "{deleted}: its manifest{place} is no longer for workspace {}, only for the others that it names",
                self.session.workspace.name
            ),
            Fate::Kept(why) => format!("{deleted}, and its manifest{place} stays: {why}"),
        }
    }

    /// Questions with manifests of their own that only these assessments used.
    pub(super) fn left_unused(&self, pruned: &Pruned) -> Vec<Address> {
        let removed = pruned.removed();
        let assessments = &self.desired.taptalent.assessments;
        let (going, staying): (Vec<_>, Vec<_>) = assessments
            .iter()
            .partition(|one| removed.contains(&one.address));
        let used = |by: &[&crate::model::Resource<crate::model::taptalent::Assessment>]| {
            let questions = by.iter().flat_map(|one| {
                let all = one.spec.questions.iter().flatten();
                let shared = all.filter(|question| question.source.origin != one.origin);
                shared.map(|question| question.name.clone())
            });
            questions.collect::<std::collections::BTreeSet<Name>>()
        };
        let (of_going, of_staying) = (used(&going), used(&staying));
        let unused = of_going.difference(&of_staying);
        unused
            .map(|name| Address::new(Kind::Question, name.clone()))
            .collect()
    }
}

/// Names, the first of many.
pub(super) fn some_of(names: &[&str]) -> String {
    const MOST: usize = 3;
    let shown = names.iter().take(MOST).map(|name| format!("`{name}`"));
    let shown = shown.collect::<Vec<_>>();
    match names.len().saturating_sub(MOST) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

//! What a pull says of what it does not write: what stays, what others need, what was deleted, what was edited on both sides.
//! Decides nothing.

use super::Pull;
use super::drafts::LeftPlace;
use super::prune::{Fate, Pruned};
use crate::model::{Segment, SourcePath};
use crate::pull::{Conflict, Conflicts, Drifted, Found};

impl Pull<'_> {
    /// Those that were asked for.
    pub(super) fn conflicts_of<'d>(
        &self,
        drifted: &'d Drifted,
    ) -> impl Iterator<Item = &'d Conflict> {
        let conflicts = drifted.conflicts.iter();
        conflicts.filter(|conflict| self.scope.contains(&conflict.address))
    }

    pub(super) fn tell_what_is_left(&self, found: &Found, drifted: &Drifted, places: &[LeftPlace]) {
        for (address, why) in drifted.left.iter().chain(&drifted.remarks) {
            if self.scope.contains(address) {
                self.output.say(&format!("{address}: {why}"));
            }
        }
        for conflict in self.conflicts_of(drifted) {
            self.output.say(&self.conflict_words(conflict));
        }
        for place in places {
            let LeftPlace {
                address,
                source,
                words,
            } = place;
            let place = self.place_words(source);
            self.output
                .insist(&format!("{address}{place}: edit it by hand: {words}"));
        }
        for words in &found.left {
            self.output.say(words);
        }
    }

    /// What to do about manifests that other workspaces have, too. `left`: the first place that stays for their sake.
    pub(super) fn tell_of_others(&self, left: Option<&SourcePath>, found: &Found) {
        let workspace = &self.session.workspace.name;
        if let Some(left) = left {
            let field = match left.pointer.segments().get(1) {
                Some(Segment::Key(field)) => &**field,
                _ => "title",
            };
            self.output.insist(&format!(
                "help: to have it in all workspaces, `vetform pull --write --everywhere`; to have it in {workspace} alone, write \
                 `{field}: {{ value: NAME }}` there, and in vetform.yaml NAME under `values:` of {workspace} with the live value, \
                 and under `values:` at the top with what the others keep"
            ));
        }
        let is_limited = !self.everywhere && !self.session.loaded.others(None).is_empty();
        if is_limited && !found.manifests.is_empty() {
            self.output.say(&format!(
                "new manifests are for workspace {workspace} alone (`metadata.workspaces`); where others are to have it, too, add \
                 them there, or remove the line"
            ));
        }
    }

    pub(super) fn tell_what_is_gone(&self, pruned: &Pruned) {
        for (gone, fate) in &pruned.0 {
            let words = format!("{}: {}", gone.address, self.deleted_words(gone, fate));
            match fate {
                Fate::Kept(_) => self.output.insist(&words),
                Fate::Told | Fate::Goes | Fate::Leaves(_) => self.output.say(&words),
            }
        }
        for question in self.left_unused(pruned) {
            self.output
                .say(&format!("{question}: no assessment uses it any more"));
        }
    }

    /// ` (all.yaml:7)`
    pub(super) fn place_words(&self, source: &SourcePath) -> String {
        let place = self.session.loaded.sources.locate(source);
        place.map_or_else(String::new, |place| match place.span {
            Some(span) => format!(" ({}:{})", place.file, span.start.line),
            None => format!(" ({})", place.file),
        })
    }

    pub(super) fn conflict_words(&self, conflict: &Conflict) -> String {
        let Conflict {
            address,
            path,
            source,
        } = conflict;
        let place = source
            .as_ref()
            .map_or_else(String::new, |source| self.place_words(source));
        let both = format!(
            "{address}: {path} was changed in the manifest{place} and live since the last apply"
        );
        match self.conflicts {
            Conflicts::TakeLive => format!("{both}: the live value is taken"),
            Conflicts::Stay => format!(
                "{both}: the manifest is kept; `vetform plan` shows both values; keep this one with `vetform \
                apply --overwrite-conflicts`, or take the live one with `vetform pull --write --take-live {address}`"
            ),
        }
    }
}

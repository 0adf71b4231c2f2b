//! Items added to a list and taken away from it.

use std::collections::BTreeSet;

use super::emit::{flow, item_lines, joined};
use super::error::{EditError, form};
use super::place::Page;
use super::splice::Splice;
use super::value::Yaml;
use crate::manifest::yaml::NodeId;
use crate::model::Pointer;

#[derive(Default)]
pub(super) struct ListChange<'e> {
    pub(super) removed: BTreeSet<usize>,
    pub(super) added: Vec<&'e Yaml>,
}

impl Page<'_> {
    pub(super) fn change_list(
        &self,
        at: &Pointer,
        change: &ListChange<'_>,
    ) -> Result<Vec<Splice>, EditError> {
        let ListChange { removed, added } = change;
        let place = self.find(at);
        let items = place
            .and_then(|place| self.items(place.value))
            .unwrap_or(&[]);
        let kept: Vec<NodeId> = items
            .iter()
            .enumerate()
            .filter(|(i, _)| !removed.contains(i))
            .map(|(_, item)| *item)
            .collect();
        if removed.iter().any(|i| *i >= items.len()) {
            return Err(form(at));
        }
        let Some(place) = place.filter(|_| !kept.is_empty()) else {
            let list = Yaml::List(added.iter().copied().cloned().collect());
            return self.set(at, &list);
        };
        if place.in_brackets || self.is_bracketed(place.value) {
            return Ok(vec![self.bracketed_list(place.value, &kept, change)]);
        }
        let mut splices = Vec::new();
        for item in removed.iter().filter_map(|i| items.get(*i)) {
            let dash = self.dash(*item).filter(|dash| self.begins_its_line(*dash));
            let dash = dash.ok_or_else(|| form(at))?;
            let lines = self.line_start(dash)..self.end_of_item(*item, dash);
            splices.push(Splice::new(lines, ""));
        }
        let indent = self.column(self.bytes(place.value).start);
        let last = items.last().copied().unwrap_or(place.value);
        let end = self
            .dash(last)
            .map_or_else(|| self.end(last), |dash| self.end_of_item(last, dash) - 1);
        for item in added {
            let lines = joined(&item_lines(item), indent);
            splices.extend(self.lines_after(end, lines));
        }
        Ok(splices)
    }

    fn bracketed_list(&self, list: NodeId, kept: &[NodeId], change: &ListChange<'_>) -> Splice {
        let added = change.added.iter().map(|item| flow(item));
        if change.removed.is_empty() {
            let end = kept.last().map_or(0, |last| self.end(*last));
            return Splice::new(
                end..end,
                added
                    .flat_map(|item| [", ".to_owned(), item])
                    .collect::<String>(),
            );
        }
        let kept = kept
            .iter()
            .map(|item| self.text[self.bytes(*item)].to_owned());
        let items: Vec<String> = kept.chain(added).collect();
        Splice::new(self.bytes(list), format!("[{}]", items.join(", ")))
    }
}

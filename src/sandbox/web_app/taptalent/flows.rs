//! Edits of flows and their steps, those too that the API forbids.

use super::super::super::SandboxError;
use super::super::super::store::{FlowChange, FlowStep, table};
use super::super::{WebApp, known};

impl WebApp<'_> {
    /// Changes fields of a flow, its count of candidates among them.
    pub fn set_flow(&self, id: i64, change: &FlowChange) -> Result<(), SandboxError> {
        self.database.write(|connection| {
            known(
                table::taptalent::flows::update(connection, id, change)?,
                "flow",
                &id,
            )
        })
    }

    /// Deletes a flow with its steps.
    pub fn delete_flow(&self, id: i64) -> Result<(), SandboxError> {
        self.database.write(|connection| {
            known(
                table::taptalent::flows::delete(connection, id)?,
                "flow",
                &id,
            )
        })
    }

    /// Adds a step behind the last one.
    pub fn append_step(&self, flow: i64, step: FlowStep) -> Result<(), SandboxError> {
        self.edit_steps(flow, |steps| {
            steps.push(step);
            Ok(())
        })
    }

    /// Puts a step in the place of the one at `index` (from 0).
    pub fn set_step(&self, flow: i64, index: usize, step: FlowStep) -> Result<(), SandboxError> {
        self.edit_steps(flow, |steps| {
            *steps.get_mut(index).ok_or_else(|| no_step(index))? = step;
            Ok(())
        })
    }

    /// Removes the step at `index` (from 0).
    pub fn remove_step(&self, flow: i64, index: usize) -> Result<(), SandboxError> {
        self.edit_steps(flow, |steps| {
            if index >= steps.len() {
                return Err(no_step(index));
            }
            steps.remove(index);
            Ok(())
        })
    }

    /// Moves the step at `from` so that it stands at `to` (both from 0).
    pub fn move_step(&self, flow: i64, from: usize, to: usize) -> Result<(), SandboxError> {
        self.edit_steps(flow, |steps| {
            let furthest = from.max(to);
            if furthest >= steps.len() {
                return Err(no_step(furthest));
            }
            let step = steps.remove(from);
            steps.insert(to, step);
            Ok(())
        })
    }

    fn edit_steps(
        self,
        flow: i64,
        edit: impl FnOnce(&mut Vec<FlowStep>) -> Result<(), SandboxError>,
    ) -> Result<(), SandboxError> {
        self.database.write(|connection| {
            known(
                table::taptalent::flows::find(connection, flow)?.is_some(),
                "flow",
                &flow,
            )?;
            let stored = table::taptalent::flows::steps(connection, flow)?;
            let mut steps = stored.into_iter().map(|stored| stored.step).collect();
            edit(&mut steps)?;
            Ok(table::taptalent::flows::replace_steps(
                connection, flow, &steps,
            )?)
        })
    }
}

fn no_step(index: usize) -> SandboxError {
    SandboxError::Misfit(format!("the flow has no step at {index} (counted from 0)"))
}

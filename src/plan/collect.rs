//! Puts what was worked out for one resource into the plan.

use super::change::{Action, Blocked, Note, NoteSeverity, Plan};
use super::context::{Context, ResourceFate};
use super::draft::Finished;
use super::error::PlanError;
use super::identify::{LeftOut, identify};
use super::identity::{Found, Identity};
use super::population::{Identified, Population};
use crate::diagnostic::Code;
use crate::model::{Address, Pointer, Resource, Spec};

impl Plan {
    /// Plans the resources of one kind that have live objects: `new`, or `live` where one is found.
    pub(super) fn place_each<'a, S: Spec, O: Identified>(
        &mut self,
        (resources, left_out): (&[Resource<S>], &LeftOut),
        population: &Population<'a, S, O>,
        context: &mut Context<'a>,
        new: impl Fn(&Resource<S>, &Context<'a>) -> Finished,
        live: impl Fn(&Resource<S>, &O, Found, &Context<'a>) -> Finished,
    ) -> Result<(), PlanError> {
        let recorded = context.recorded;
        let identities = identify(resources, population, recorded, left_out);
        self.note_namesakes(resources, &identities, population, recorded);
        for (resource, identity) in resources.iter().zip(identities) {
            let fate = self.place(resource, identity, |found| match found {
                None => new(resource, context),
                Some((object, found)) => live(resource, object, found, context),
            })?;
            context.fates.insert(resource.address.clone(), fate);
        }
        Ok(())
    }

    /// Files what comes of each resource that has no object of its own.
    pub(super) fn file_each<S: Spec>(
        &mut self,
        resources: &[Resource<S>],
        work_out: impl Fn(&Resource<S>) -> Result<Finished, PlanError>,
    ) -> Result<(), PlanError> {
        for resource in resources {
            self.file(&resource.address, work_out(resource)?);
        }
        Ok(())
    }

    /// Plans one resource and files what came of it.
    fn place<S: Spec, O: Identified>(
        &mut self,
        resource: &Resource<S>,
        identity: Identity<'_, O>,
        work_out: impl FnOnce(Option<(&O, Found)>) -> Finished,
    ) -> Result<ResourceFate, PlanError> {
        let address = &resource.address;
        match identity {
            Identity::NotRead { id } => Err(PlanError::NotRead {
                address: address.clone(),
                id,
            }),
            Identity::Unclear {
                code,
                message,
                help,
            } => {
                let source = Some(resource.origin.at(Pointer::root().key("metadata")));
                let address = address.clone();
                self.blocked.push(Blocked {
                    address,
                    code,
                    message,
                    help,
                    source,
                    steps: Vec::new(),
                });
                Ok(ResourceFate::Blocked)
            }
            Identity::New { gone } => {
                if let Some(id) = gone {
                    self.note(
                        address,
                        Code::Recreated,
                        NoteSeverity::Warning,
                        format!(
                            "the recorded live object {id} no longer exists; it is created again"
                        ),
                    );
                }
                let is_planned = self.file(address, work_out(None));
                Ok(if is_planned {
                    ResourceFate::Created
                } else {
                    ResourceFate::Blocked
                })
            }
            Identity::Live { object, found } => {
                self.file(address, work_out(Some((object, found))));
                let is_replaced = self.changes.last().is_some_and(|change| {
                    change.address == *address && change.action == Action::Replace
                });
                Ok(if is_replaced {
                    ResourceFate::Created
                } else {
                    ResourceFate::Live(object.id_text().to_owned())
                })
            }
        }
    }

    /// Returns whether nothing blocks it.
    pub(super) fn file(&mut self, address: &Address, finished: Finished) -> bool {
        let Finished {
            change,
            obstructed,
            blocked,
            notes,
            records,
        } = finished;
        let is_planned = blocked.is_empty();
        self.notes.extend(notes);
        self.blocked.extend(blocked);
        self.records.extend(records);
        self.obstructed.extend(obstructed);
        match change {
            Some(change) => self.changes.push(change),
            None if is_planned => self.unchanged.push(address.clone()),
            None => {}
        }
        is_planned
    }

    pub(super) fn note(
        &mut self,
        address: &Address,
        code: Code,
        severity: NoteSeverity,
        message: String,
    ) {
        self.notes.push(Note {
            address: address.clone(),
            code,
            severity,
            message,
        });
    }
}

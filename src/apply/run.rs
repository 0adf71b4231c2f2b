//! What one run over a plan works with. The work itself is in the files beside: `make_all` is the loop.

use std::collections::BTreeMap;
use std::sync::Mutex;

use super::creates::Creates;
use super::end::End;
use super::failure::Failure;
use super::ledger::Ledger;
use super::lists::SharedLists;
use super::options::RunOptions;
use super::progress::Progress;
use crate::clock::Moment;
use crate::model::System;
use crate::provider::http::Stop;
use crate::provider::{Readers, Writers, taptalent};
use crate::state::{Journal, Recorded};

/// A run: everything it works with.
pub struct Run<'a> {
    pub(super) readers: &'a Readers,
    writers: &'a Writers,
    pub(super) progress: &'a dyn Progress,
    pub(super) end: End<'a>,
    /// No earlier run has sent anything since.
    pub(super) began: Moment,
    pub(super) options: RunOptions,
    pub(super) ledger: Ledger<'a>,
    pub(super) creates: Creates,
    pub(super) lists: SharedLists,
    /// Systems whose credits are out, in their words.
    pub(super) broke: Mutex<BTreeMap<System, String>>,
}

impl<'a> Run<'a> {
    /// Prepares a run that continues `recorded`; `journal` must have been begun for it.
    pub fn new(
        readers: &'a Readers,
        writers: &'a Writers,
        journal: &'a Journal,
        recorded: Recorded,
        stop: &'a Stop,
        progress: &'a dyn Progress,
        options: RunOptions,
    ) -> Self {
        Self {
            readers,
            writers,
            progress,
            end: End::new(stop),
            began: Moment::now(),
            options,
            ledger: Ledger::new(journal, recorded),
            creates: Creates::default(),
            lists: SharedLists::default(),
            broke: Mutex::default(),
        }
    }

    pub(super) const fn writers(&self) -> &Writers {
        self.writers
    }

    /// TapTalent's reader: a plan with a change of it was made by one who had it.
    pub(super) fn taptalent(&self) -> Result<&taptalent::Reader, Failure> {
        self.readers
            .taptalent
            .as_ref()
            .ok_or(Failure::NotConnected(System::TapTalent))
    }
}

//! Reads whatever systems a workspace names, side by side.

use crate::model::{Live, System, Wants};
use crate::provider::http::{ReadError, ReadErrors};
use crate::provider::{flowmingo, promptster, taptalent};

/// The readers of a workspace. Cheap to clone; holds no way to write.
#[derive(Debug, Clone, Default)]
pub struct Readers {
    /// Of TapTalent, if the workspace names it.
    pub taptalent: Option<taptalent::Reader>,
    /// Of Flowmingo, if the workspace names it.
    pub flowmingo: Option<flowmingo::Reader>,
    /// Of Promptster, if the workspace names it.
    pub promptster: Option<promptster::Reader>,
}

impl Readers {
    /// Reads all that `wants` names. Of a system that nothing is wanted of nothing is read, and
    /// [`Wants::candidates`] are read without reading lists again.
    ///
    /// # Errors
    /// All failures of all systems, each with the system's name; [`ReadError::NoSystem`] if something is wanted of a
    /// system that the workspace does not name.
    pub async fn observe(&self, wants: &Wants) -> Result<Live, ReadErrors> {
        let (taptalent, flowmingo, promptster) = tokio::join!(
            self.observe_taptalent(wants),
            self.observe_flowmingo(wants),
            self.observe_promptster(wants),
        );
        let mut errors = ReadErrors(Vec::new());
        let taptalent = taptalent.map_err(|failed| errors.0.extend(failed.of(System::TapTalent).0));
        let flowmingo = flowmingo.map_err(|failed| errors.0.extend(failed.of(System::Flowmingo).0));
        let promptster =
            promptster.map_err(|failed| errors.0.extend(failed.of(System::Promptster).0));
        let (Ok(live), Ok(flowmingo), Ok(promptster)) = (taptalent, flowmingo, promptster) else {
            return Err(errors);
        };
        Ok(Live {
            flowmingo,
            promptster,
            ..live
        })
    }

    async fn observe_taptalent(&self, wants: &Wants) -> Result<Live, ReadErrors> {
        let wants = Wants {
            flowmingo: crate::model::flowmingo::Wants::default(),
            promptster: crate::model::promptster::Wants::default(),
            ..wants.clone()
        };
        match &self.taptalent {
            _ if wants.is_empty() => Ok(Live::default()),
            Some(reader) => reader.observe(&wants).await,
            None => Err(ReadError::NoSystem(System::TapTalent).into()),
        }
    }

    async fn observe_flowmingo(
        &self,
        wants: &Wants,
    ) -> Result<crate::model::flowmingo::Live, ReadErrors> {
        match &self.flowmingo {
            _ if wants.flowmingo.is_empty() => Ok(crate::model::flowmingo::Live::default()),
            Some(reader) => reader.observe(&wants.flowmingo).await,
            None => Err(ReadError::NoSystem(System::Flowmingo).into()),
        }
    }

    async fn observe_promptster(
        &self,
        wants: &Wants,
    ) -> Result<crate::model::promptster::Live, ReadErrors> {
        match &self.promptster {
            _ if wants.promptster.is_empty() => Ok(crate::model::promptster::Live::default()),
            Some(reader) => reader.observe(&wants.promptster).await,
            None => Err(ReadError::NoSystem(System::Promptster).into()),
        }
    }
}

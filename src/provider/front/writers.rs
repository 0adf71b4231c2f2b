//! Sends each write to the system whose it is.

use crate::model::{Operation, PersonResult, System, Written, without_names};
use crate::provider::http::{WriteError, WriteTransport};
use crate::provider::{flowmingo, promptster, taptalent};

/// The writers of a workspace. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Writers {
    /// Of TapTalent, if the workspace names it.
    pub taptalent: Option<taptalent::Writer>,
    /// Of Flowmingo, if the workspace names it.
    pub flowmingo: Option<flowmingo::Writer>,
    /// Of Promptster, if the workspace names it.
    pub promptster: Option<promptster::Writer>,
}

impl Writers {
    /// Writers of the systems that `transport` gives a way to write of.
    pub fn of(transport: impl Fn(System) -> Option<WriteTransport>) -> Self {
        Self {
            taptalent: transport(System::TapTalent).map(taptalent::Writer::new),
            flowmingo: transport(System::Flowmingo).map(flowmingo::Writer::new),
            promptster: transport(System::Promptster).map(promptster::Writer::new),
        }
    }

    /// Sends one operation, all of whose ids are known. Of what a system says of people, their names are masked.
    ///
    /// # Errors
    /// As the system's writer; [`WriteError::Unsendable`] if the workspace does not name the system.
    pub async fn execute(&self, operation: &Operation) -> Result<Written, WriteError> {
        let names = operation.names();
        let masked = |words: &str| without_names(words, names.iter().copied());
        match self.send(operation).await {
            Ok(Written::People(mut outcomes)) => {
                for outcome in &mut outcomes {
                    if let PersonResult::EnteredBut { words, .. }
                    | PersonResult::Refused { words, .. } = &mut outcome.result
                    {
                        *words = masked(words);
                    }
                }
                Ok(Written::People(outcomes))
            }
            Err(error) if !names.is_empty() => Err(error.in_words(masked)),
            sent => sent,
        }
    }

    async fn send(&self, operation: &Operation) -> Result<Written, WriteError> {
        let missing = |system| no_system(operation, system);
        match operation {
            Operation::Flowmingo(inner) => match &self.flowmingo {
                Some(writer) => writer.execute(inner).await,
                None => Err(missing(System::Flowmingo)),
            },
            Operation::Promptster(inner) => match &self.promptster {
                Some(writer) => writer.execute(inner).await,
                None => Err(missing(System::Promptster)),
            },
            Operation::TapTalent(inner) => match &self.taptalent {
                Some(writer) => writer.execute(inner).await,
                None => Err(missing(System::TapTalent)),
            },
        }
    }
}

fn no_system(operation: &Operation, system: System) -> WriteError {
    WriteError::Unsendable {
        endpoint: operation.route().to_string(),
        cause: format!("the workspace has no {system}"),
    }
}

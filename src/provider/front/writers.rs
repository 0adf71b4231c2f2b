//! Sends each write to the system whose it is.

use crate::model::{Operation, System, Written};
use crate::provider::http::WriteError;
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
    /// Sends one operation, all of whose ids are known.
    ///
    /// # Errors
    /// As the system's writer; [`WriteError::Unsendable`] if the workspace does not name the system.
    pub async fn execute(&self, operation: &Operation) -> Result<Written, WriteError> {
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
            Operation::CreateAssessment { .. }
            | Operation::UpdateAssessment { .. }
            | Operation::AddQuestion { .. }
            | Operation::UpdateQuestion { .. }
            | Operation::DeleteQuestion { .. }
            | Operation::CreateFlow { .. }
            | Operation::UpdateFlow { .. }
            | Operation::GenerateQuestions { .. }
            | Operation::AutoGenerate { .. }
            | Operation::InviteToAssessment { .. }
            | Operation::AssignToFlow { .. } => match &self.taptalent {
                Some(writer) => writer.execute(operation).await,
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

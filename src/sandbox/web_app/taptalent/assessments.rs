//! Edits of assessments and their questions.

use std::collections::BTreeSet;

use super::super::super::SandboxError;
use super::super::super::store::{AssessmentChange, QuestionContent, table};
use super::super::{WebApp, known};

impl WebApp<'_> {
    /// Changes fields of an assessment, those too that the API takes only at creation.
    pub fn set_assessment(&self, id: &str, change: &AssessmentChange) -> Result<(), SandboxError> {
        let now = jiff::Timestamp::now().as_millisecond();
        self.database.write(|connection| {
            known(
                table::taptalent::assessments::update(connection, id, change, now)?,
                "assessment",
                &id,
            )
        })
    }

    /// Deletes an assessment with its questions. The store refuses while a flow has it as a step.
    pub fn delete_assessment(&self, id: &str) -> Result<(), SandboxError> {
        self.database.write(|connection| {
            known(
                table::taptalent::assessments::delete(connection, id)?,
                "assessment",
                &id,
            )
        })
    }

    /// Adds a question of any type behind the last one and gives its id.
    pub fn add_question(
        &self,
        assessment: &str,
        content: &QuestionContent,
    ) -> Result<String, SandboxError> {
        self.database.write(|connection| {
            known(
                table::taptalent::assessments::exists(connection, assessment)?,
                "assessment",
                &assessment,
            )?;
            Ok(table::taptalent::questions::append(
                connection, assessment, content,
            )?)
        })
    }

    /// Writes a question anew; its place stays.
    pub fn set_question(&self, id: &str, content: &QuestionContent) -> Result<(), SandboxError> {
        self.database.write(|connection| {
            let home = table::taptalent::questions::home(connection, id)?.unwrap_or_default();
            known(
                table::taptalent::questions::rewrite(connection, &home, id, content)?,
                "question",
                &id,
            )
        })
    }

    /// Deletes a question.
    pub fn delete_question(&self, id: &str) -> Result<(), SandboxError> {
        self.database.write(|connection| {
            let home = table::taptalent::questions::home(connection, id)?.unwrap_or_default();
            known(
                table::taptalent::questions::delete(connection, &home, id)?,
                "question",
                &id,
            )
        })
    }

    /// Puts the questions of an assessment into this order, which must name each of them once.
    pub fn order_questions(&self, assessment: &str, ids: &[String]) -> Result<(), SandboxError> {
        self.database.write(|connection| {
            known(
                table::taptalent::assessments::exists(connection, assessment)?,
                "assessment",
                &assessment,
            )?;
            let questions = table::taptalent::questions::of(connection, assessment)?;
            let present: BTreeSet<&str> = questions.iter().map(|q| q.id.as_str()).collect();
            let named: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
            if present != named || ids.len() != named.len() {
                let text = "the order must name every question of the assessment once";
                return Err(SandboxError::Misfit(text.to_owned()));
            }
            Ok(table::taptalent::questions::reorder(
                connection, assessment, ids,
            )?)
        })
    }
}

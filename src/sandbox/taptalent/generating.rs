//! Questions that were asked for and are not there yet, and when they come.

use rusqlite::Connection;

use super::super::kind::record;
use super::super::store::{Object, ids, object};
use super::super::time::now;
use super::question::{Question, QuestionContent};

record! {
    /// Questions that were asked for and are not there yet: due by the clock, or after so many reads of the
    /// assessment that still come without them.
    pub(in crate::sandbox) struct Generating with {
        id "id": i64;
        assessment_id "assessmentId": String;
        questions "questions": Vec<QuestionContent>;
        /// Milliseconds since 1970.
        ready_at "readyAt": Option<i64>;
        reads_left "readsLeft": Option<u32>;
    }
}

object!(Generating, "taptalent", "generation", by ids::number::<Self>, of assessment_id);

impl Generating {
    /// Asks for these questions.
    pub(super) fn of_these(
        mut self,
        connection: &Connection,
        assessment: &str,
        questions: Vec<QuestionContent>,
    ) -> rusqlite::Result<()> {
        assessment.clone_into(&mut self.assessment_id);
        self.questions = questions;
        self.create(connection).map(|_| ())
    }

    /// Adds the questions that are due by the clock to their assessments.
    pub(in crate::sandbox) fn settle(connection: &Connection) -> rusqlite::Result<()> {
        let now = now();
        for one in Self::all().list(connection)? {
            if one.ready_at.is_some_and(|at| at <= now) {
                one.finish(connection)?;
            }
        }
        Ok(())
    }

    /// Counts a read of this assessment, and adds what has waited for it.
    pub(super) fn count_read(connection: &Connection, assessment: &str) -> rusqlite::Result<()> {
        for mut one in Self::of(assessment).list(connection)? {
            match one.reads_left {
                None => {}
                Some(0) => one.finish(connection)?,
                Some(reads) => {
                    one.reads_left = Some(reads - 1);
                    one.save(connection)?;
                }
            }
        }
        Ok(())
    }

    fn finish(&self, connection: &Connection) -> rusqlite::Result<()> {
        for content in &self.questions {
            Question::append(connection, &self.assessment_id, content)?;
        }
        Self::delete(connection, self.id).map(|_| ())
    }
}

//! Everything that one plan needs of Flowmingo: what the key may do first, then all the rest side by side.

use std::collections::BTreeSet;

use futures_util::future::{join_all, join5};

use crate::model::flowmingo::{Live, Me, Scope, Wants};
use crate::provider::http::{ReadError, ReadErrors};

use super::reader::Reader;

impl Reader {
    /// Reads all that `wants` names. A key without `read_hiring` is asked for nothing but itself: then the lists are
    /// `None` and the rest is empty.
    ///
    /// # Errors
    /// All failures.
    pub async fn observe(&self, wants: &Wants) -> Result<Live, ReadErrors> {
        let me = self.me_if_needed(wants).await?;
        if me.as_ref().is_some_and(|me| !me.may(Scope::ReadHiring)) {
            return Ok(Live {
                me,
                ..Live::default()
            });
        }
        Ok(Live {
            me,
            ..self.observe_hiring(wants).await?
        })
    }

    async fn me_if_needed(&self, wants: &Wants) -> Result<Option<Me>, ReadErrors> {
        Ok(if wants.me || !wants.externals.is_empty() {
            Some(self.me().await?)
        } else {
            None
        })
    }

    async fn observe_hiring(&self, wants: &Wants) -> Result<Live, ReadErrors> {
        let Wants {
            me: _,
            externals,
            stages_of,
            job_posts_of,
            applications_of,
            submissions_of,
        } = wants;
        let (externals, stages, job_posts, applications, submissions) = join5(
            each(externals, |kind| self.list_externals(*kind)),
            each(stages_of, |id| self.list_stages(id)),
            each(job_posts_of, |id| self.list_job_posts(id)),
            each(applications_of, |id| self.list_applications(id)),
            each(submissions_of, |id| self.list_submissions(id)),
        )
        .await;
        let mut failures = Failures::default();
        let live = Live {
            me: None,
            externals: failures.sort_all(externals),
            stages: failures.sort_all(stages),
            job_posts: failures.sort_all(job_posts),
            applications: failures.sort_all(applications),
            submissions: failures.sort_all(submissions),
        };
        failures.or(live)
    }
}

async fn each<'a, I, T, F>(
    ids: &'a BTreeSet<I>,
    read: impl Fn(&'a I) -> F,
) -> Vec<(I, Result<T, ReadError>)>
where
    I: Clone,
    F: Future<Output = Result<T, ReadError>>,
{
    let reads = ids.iter().map(async |id| (id.clone(), read(id).await));
    join_all(reads).await
}

/// What went wrong among many reads.
#[derive(Default)]
struct Failures(Vec<ReadError>);

impl Failures {
    fn sort<T>(&mut self, read: Result<T, ReadError>) -> Option<T> {
        read.map_err(|error| self.0.push(error)).ok()
    }

    fn sort_all<I, T, C: FromIterator<(I, T)>>(
        &mut self,
        reads: Vec<(I, Result<T, ReadError>)>,
    ) -> C {
        let good = reads
            .into_iter()
            .filter_map(|(id, read)| Some((id, self.sort(read)?)));
        good.collect()
    }

    fn or<T>(self, good: T) -> Result<T, ReadErrors> {
        if self.0.is_empty() {
            Ok(good)
        } else {
            Err(ReadErrors::all(self.0))
        }
    }
}

//! A project of Flowmingo: authored there, so what is live is right.

use super::scene::Scene;
use crate::manifest::edit::{Edit, Yaml};
use crate::model::{Pointer, ProjectId, Resource, flowmingo, same_text};

impl Scene<'_> {
    /// Stages are the live ones; job posts that are gone are dropped.
    pub(super) fn of_project(&self, resource: &Resource<flowmingo::Project>) -> Vec<Edit> {
        let Some(id) = self.ids.get(&resource.address).map(ProjectId::new) else {
            return Vec::new();
        };
        let mut edits = Vec::new();
        let stages = self.live.flowmingo.stages.get(&id);
        if let (Some(declared), Some(live)) = (&resource.spec.stages, stages) {
            let live: Vec<&str> = live
                .items()
                .iter()
                .map(|stage| stage.name.as_str())
                .collect();
            let is_same = live.len() == declared.len()
                && live
                    .iter()
                    .zip(declared)
                    .all(|(live, name)| same_text(live, name));
            if !is_same && !live.is_empty() {
                edits.push(Edit::Set(Pointer::spec("stages"), Yaml::texts(live)));
            }
        }
        let posts = self.live.flowmingo.job_posts.get(&id);
        if let (Some(declared), Some(live)) = (&resource.spec.job_posts, posts) {
            for (index, title) in declared.iter().enumerate() {
                if !live
                    .items()
                    .iter()
                    .any(|post| same_text(&post.title, title))
                {
                    edits.push(Edit::Remove(Pointer::spec("jobPosts").index(index)));
                }
            }
        }
        edits
    }
}

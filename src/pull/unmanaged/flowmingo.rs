//! Interview sets and projects of Flowmingo that no manifest stands for.

use super::natural_keys::NaturalKeys;
use super::new_manifest::list_line;
use super::search::{Search, Thing};
use crate::manifest::edit::{Line, Yaml};
use crate::model::{Kind, Listing, Live};

impl Search<'_> {
    pub(super) fn flowmingo(&mut self, live: &Live) {
        let sets = live.flowmingo.sets.iter().flat_map(Listing::items);
        let titles: NaturalKeys = sets.clone().map(|set| set.title.clone()).collect();
        for set in sets {
            let thing = Thing {
                kind: Kind::InterviewSet,
                id: set.id.as_str(),
                title: &set.title,
                is_ambiguous: titles.is_ambiguous(&set.title),
            };
            if !self.is_managed(thing.id) {
                self.add(
                    &thing,
                    &[Line::entry("title", Yaml::text(&set.title))],
                    None,
                );
            }
        }
        let projects = live.flowmingo.projects.iter().flat_map(Listing::items);
        let titles: NaturalKeys = projects
            .clone()
            .map(|project| project.title.clone())
            .collect();
        for project in projects {
            let thing = Thing {
                kind: Kind::Project,
                id: project.id.as_str(),
                title: &project.title,
                is_ambiguous: titles.is_ambiguous(&project.title),
            };
            if self.is_managed(thing.id) {
                continue;
            }
            let mut spec = vec![Line::entry("title", Yaml::text(&project.title))];
            let stages = live.flowmingo.stages.get(&project.id);
            let stages = stages.map(|stages| stages.items().iter().map(|one| &one.name));
            spec.extend(stages.and_then(|names| list_line("stages", names)));
            let posts = live.flowmingo.job_posts.get(&project.id);
            let posts = posts.map(|posts| posts.items().iter().map(|one| &one.title));
            spec.extend(posts.and_then(|titles| list_line("jobPosts", titles)));
            self.add(&thing, &spec, None);
        }
    }
}

//! What is authored in a system, and no manifest stands for.

use super::natural_keys::NaturalKeys;
use super::new_manifest::list_line;
use super::search::Search;
use super::thing::Thing;
use crate::manifest::edit::{Line, Yaml};
use crate::model::{Kind, Listing, Live, ProjectId};

impl Search<'_> {
    pub(super) fn externals(&mut self, live: &Live) {
        // An assessment says its job's id itself, and most jobs have nothing to do with interviews.
        let kinds = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Job);
        for kind in kinds.filter(|kind| kind.is_external()) {
            let all = live.externals(kind).map_or(&[][..], Listing::items);
            let titles: NaturalKeys = all.iter().map(|one| one.title.clone()).collect();
            for one in all {
                if self.is_managed(one.id.as_str()) {
                    continue;
                }
                let thing = Thing {
                    kind,
                    id: one.id.as_str(),
                    title: &one.title,
                    is_ambiguous: titles.is_ambiguous(&one.title),
                };
                let mut spec = vec![Line::entry("title", Yaml::text(&one.title))];
                spec.extend(parts_of_project(&ProjectId::new(thing.id), live));
                self.add(&thing, &spec, None);
            }
        }
    }
}

/// Of anything else there are none.
fn parts_of_project(id: &ProjectId, live: &Live) -> impl Iterator<Item = Line> {
    let stages = live.flowmingo.stages.get(id);
    let stages = stages.map(|stages| stages.items().iter().map(|one| &one.name));
    let posts = live.flowmingo.job_posts.get(id);
    let posts = posts.map(|posts| posts.items().iter().map(|one| &one.title));
    let stages = stages.and_then(|names| list_line("stages", names));
    let posts = posts.and_then(|titles| list_line("jobPosts", titles));
    stages.into_iter().chain(posts)
}

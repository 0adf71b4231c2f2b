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
                if self.is_managed(kind, one.id.as_str()) {
                    continue;
                }
                let thing = Thing {
                    kind,
                    id: one.id.as_str(),
                    title: &one.title,
                    is_ambiguous: titles.is_ambiguous(&one.title),
                    created: None,
                };
                let mut spec = vec![Line::entry("title", Yaml::text(&one.title))];
                // A set may have a project's id.
                if kind == Kind::Project {
                    spec.extend(parts_of_project(&ProjectId::new(thing.id), live));
                }
                self.add(&thing, &spec, Vec::new());
            }
        }
    }
}

fn parts_of_project(id: &ProjectId, live: &Live) -> impl Iterator<Item = Line> {
    let stages = live.flowmingo.stages.get(id);
    let stages = stages.map(|stages| stages.items().iter().map(|one| &one.name));
    let posts = live.flowmingo.job_posts.get(id);
    let posts = posts.map(|posts| posts.items().iter().map(|one| &one.title));
    let stages = stages.and_then(|names| list_line("stages", names));
    let posts = posts.and_then(|titles| list_line("jobPosts", titles));
    stages.into_iter().chain(posts)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::search::unmanaged;
    use crate::model::flowmingo::Stage;
    use crate::model::{
        Address, Desired, ExternalId, Kind, Listing, Live, LiveExternal, ProjectId, StageId,
    };
    use crate::state::{FingerprintKey, Recorded};

    #[test]
    fn a_set_and_a_project_with_one_id_are_two() {
        let mut live = Live::default();
        for kind in [Kind::InterviewSet, Kind::Project] {
            let one = LiveExternal {
                id: ExternalId::new("1"),
                title: format!("A {kind}"),
            };
            let all = Listing::proven_complete(vec![one]);
            live.flowmingo.externals.insert(kind, all);
        }
        let stage = Stage {
            id: StageId::new("7"),
            name: "Applied".into(),
        };
        let stages = Listing::proven_complete(vec![stage]);
        live.flowmingo.stages.insert(ProjectId::new("1"), stages);
        let recorded = Recorded::new(FingerprintKey::new([7; 32]), String::new());
        let found = |ids: &BTreeMap<Address, String>| {
            let found = unmanaged(&Desired::default(), &live, &recorded, ids, &|_| true, true);
            assert!(found.left.is_empty(), "{:?}", found.left);
            let texts = found.manifests.into_iter().map(|one| one.text);
            texts
                .filter(|text| text.contains("flowmingo/v1"))
                .collect::<Vec<_>>()
        };
        let [set, project] = &found(&BTreeMap::new())[..] else {
            panic!("two manifests")
        };
        assert!(
            !set.contains("stages") && project.contains("Applied"),
            "{set}{project}"
        );
        let managed = [("flowmingo/InterviewSet/a".parse().unwrap(), "1".to_owned())];
        assert_eq!(found(&managed.into()), [project.as_str()]);
    }
}

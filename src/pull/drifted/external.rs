//! What is authored in a system: what is live is right.

use super::scene::Scene;
use crate::manifest::edit::{Edit, Slot, Yaml};
use crate::model::{External, Listing, Pointer, ProjectId, Resource, same_text};

impl Scene<'_> {
    /// Title and stages are the live ones; job posts that are gone are dropped.
    pub(super) fn of_external(&self, resource: &Resource<External>) -> Vec<Edit> {
        let Some(id) = self.ids.get(&resource.address) else {
            return Vec::new();
        };
        let all = self.live.externals(resource.address.kind());
        let mut all = all.into_iter().flat_map(Listing::items);
        let live = all.find(|one| one.id.as_str() == id);
        let title = resource.spec.title.as_deref();
        let mut edits: Vec<Edit> = live
            .and_then(|live| renamed(title, &live.title))
            .into_iter()
            .collect();
        let (project, all) = (ProjectId::new(id), &self.live.flowmingo);
        if let (Some(declared), Some(live)) = (&resource.spec.stages, all.stages.get(&project)) {
            let live: Vec<&str> = live
                .items()
                .iter()
                .map(|stage| stage.name.as_str())
                .collect();
            edits.extend(other_stages(declared, &live));
        }
        let posts = all.job_posts.get(&project);
        if let (Some(declared), Some(live)) = (&resource.spec.job_posts, posts) {
            let is_live = |title: &str| {
                let mut posts = live.items().iter();
                posts.any(|post| same_text(&post.title, title))
            };
            edits.extend(without(declared, is_live));
        }
        edits
    }
}

/// Drops the job posts that are gone; the whole list if none is left, since an empty one is not a list of what must exist.
fn without(declared: &[String], is_live: impl Fn(&str) -> bool) -> Vec<Edit> {
    let at = Pointer::spec("jobPosts");
    let titles = declared.iter().enumerate();
    let gone: Vec<usize> = titles
        .filter(|(_, title)| !is_live(title))
        .map(|(index, _)| index)
        .collect();
    if gone.len() == declared.len() {
        return vec![Edit::Remove(at)];
    }
    let items = gone.into_iter();
    items
        .map(|index| Edit::Remove(at.clone().index(index)))
        .collect()
}

fn renamed(declared: Option<&str>, live: &str) -> Option<Edit> {
    let is_other = declared.is_some_and(|declared| !same_text(declared, live));
    is_other.then(|| Edit::Set(Pointer::spec("title"), Yaml::text(live)))
}

/// The live stages in their order; those that are declared keep their lines.
fn other_stages(declared: &[String], live: &[&str]) -> Option<Edit> {
    let mut free: Vec<usize> = (0..declared.len()).collect();
    let mut slot = |name: &&str| {
        let known = free
            .iter()
            .position(|index| same_text(&declared[*index], name));
        known.map_or_else(
            || Slot::New(Yaml::text(*name)),
            |at| Slot::Kept(free.remove(at)),
        )
    };
    let slots: Vec<Slot> = live.iter().map(&mut slot).collect();
    let as_declared = (0..declared.len()).map(Slot::Kept);
    let is_same = slots.iter().cloned().eq(as_declared);
    (!is_same && !live.is_empty()).then(|| Edit::Arrange(Pointer::spec("stages"), slots))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_job_posts_goes_with_its_last_one() {
        let declared = ["Engineer", "Analyst"].map(str::to_owned);
        let at = Pointer::spec("jobPosts");
        assert_eq!(without(&declared, |_| true), []);
        let one = Edit::Remove(at.clone().index(1));
        assert_eq!(without(&declared, |title| title == "Engineer"), [one]);
        assert_eq!(without(&declared, |_| false), [Edit::Remove(at)]);
    }

    #[test]
    fn stages_that_are_declared_keep_their_lines() {
        let declared = ["Applied", "Call", "Final", "Call"].map(str::to_owned);
        assert_eq!(
            other_stages(&declared, &["Applied", "Call", "Final", "Call"]),
            None
        );
        let Some(Edit::Arrange(_, slots)) =
            other_stages(&declared, &["Call", "New", "Applied", "Call", "Call"])
        else {
            panic!("no other order");
        };
        let new = |name: &str| Slot::New(Yaml::text(name));
        let kept = Slot::Kept;
        assert_eq!(slots, [kept(1), new("New"), kept(0), kept(3), new("Call")]);
    }
}

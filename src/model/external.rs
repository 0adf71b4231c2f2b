//! What is authored in a system's web app and only has to be there: compared as far as the manifest says, never written.

use super::id::ExternalId;

/// What a manifest of such a kind says. With `spec.id` the resource's pin is that id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct External {
    /// `title`: exactly one live object must have it, unless an id is given.
    pub title: Option<String>,
    /// `stages` of a project: must be the live ones, in order. `None`: not compared.
    pub stages: Option<Vec<String>>,
    /// `jobPosts` of a project: titles that must be among its live ones. `None`: not compared.
    pub job_posts: Option<Vec<String>>,
}

/// A live object of such a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveExternal {
    pub id: ExternalId,
    /// Not said to be unique.
    pub title: String,
}

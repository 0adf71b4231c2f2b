//! What is authored in Flowmingo's web app and only has to be there.

/// What a Flowmingo manifest of kind `InterviewSet` says. With `spec.id` the resource's pin is that id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterviewSet {
    /// `title`: exactly one live set must have it, unless an id is given.
    pub title: Option<String>,
}

/// What a Flowmingo manifest of kind Project says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// `title`: exactly one live project must have it, unless an id is given.
    pub title: Option<String>,
    /// `stages`: must be the live ones, in order. `None`: not compared.
    pub stages: Option<Vec<String>>,
    /// `jobPosts`: titles that must be among the live ones of the project. `None`: not compared.
    pub job_posts: Option<Vec<String>>,
}

//! Problems, obstacles and warnings on the lines that they are about, in the forms that code hosts show beside a diff:
//! GitHub's workflow commands, GitLab's Code Quality, SARIF, and JUnit.

mod annotation;
mod github;
mod gitlab;
mod junit;
mod report;
mod sarif;

pub use annotation::{Annotation, Level, of_plan, of_problems};
pub use github::{github, github_check, github_error, github_of_many};
pub use gitlab::{gitlab, gitlab_error, gitlab_of_many};
pub use junit::{Subject, Suite, junit, junit_error, junit_of_many};
pub use report::github_report;
pub use sarif::{sarif, sarif_error, sarif_of_many};

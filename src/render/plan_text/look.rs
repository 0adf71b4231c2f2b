//! What a plan is shown with, and what for.

use crate::effects::Effects;
use crate::render::Locate;
use crate::render::Titles;
use crate::render::paint::Paint;

#[derive(Clone, Copy)]
pub struct PlanText<'a> {
    pub workspace: &'a str,
    pub width: usize,
    pub paint: Paint,
    /// Most calls a second, if the workspace has a limit.
    pub requests_per_second: Option<f64>,
    /// Whether people's addresses are shown in clear: only at a terminal, and only if asked for.
    pub show_candidates: bool,
    pub occasion: Occasion,
    /// Whether the terminal knows hyperlinks.
    pub links: bool,
    pub locate: Locate<'a>,
    pub titles: &'a Titles<'a>,
    /// What past results tell, if somebody asked.
    pub effects: Option<&'a Effects>,
}

/// What a plan is shown for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// To be looked at, or applied without what mails people.
    Holding,
    Sending,
}

//! TapTalent's part of a seed: jobs, and, where a test wants them, assessments and flows with people in them.

mod plant;
mod wanted;

pub use wanted::{
    SeedAssessment, SeedFlow, SeedFlowCandidate, SeedJob, SeedJobCandidate, SeedStep,
    SeedSubmission, TaptalentSeed,
};

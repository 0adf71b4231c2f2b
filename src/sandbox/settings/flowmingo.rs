//! Flowmingo's settings.

use super::super::kind::record;
use super::super::seed::{SeedProject, SeedSet};
use super::super::store::object;
use super::AddressPattern;

record! {
    /// How the embedded Flowmingo is set up.
    #[derive(Eq)]
    #[serde(default, deny_unknown_fields)]
    pub struct FlowmingoSettings,
    change FlowmingoChange,
    seed #[serde(default)] FlowmingoSeed {
        /// Interview sets, one a title.
        pub interview_sets: Vec<SeedSet>,
        /// Projects, one a title.
        pub projects: Vec<SeedProject>,
    }
    with {
        /// The scopes of every key (integration/api-integration, 2.3).
        scopes "scopes": Vec<String> =
            ["invite_candidates", "read_hiring", "write_pipeline"].map(str::to_owned).to_vec(),
            edit Vec<String>, seed Option<Vec<String>>;
        /// Addresses that an invite refuses, each with a message of its own inside the 201.
        refuses "refuses": Vec<AddressPattern>,
            edit Vec<AddressPattern>, seed Option<Vec<AddressPattern>>;
        /// Addresses that an invite takes, but not into the project: an error beside what was made (the guide, 3.3).
        refuses_applications "refusesApplications": Vec<AddressPattern>,
            edit Vec<AddressPattern>, seed Option<Vec<AddressPattern>>;
        /// Addresses that an invite takes, and to which no mail goes out: an error beside the submission.
        fails_to_mail "failsToMail": Vec<AddressPattern>,
            edit Vec<AddressPattern>, seed Option<Vec<AddressPattern>>;
    }
}

object!(FlowmingoSettings, "flowmingo", "settings", only one);

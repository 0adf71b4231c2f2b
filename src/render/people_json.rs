//! Where people are known, for scripts. The shape is a promise: schema/people-find.schema.json is made from these types.

use schemars::JsonSchema;
use serde::Serialize;

/// `vetform people find --format json`
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PeopleFindDocument {
    /// 1. Raised when fields are removed or change their meaning, not when fields are added.
    pub format_version: u32,
    /// The workspace whose state was searched.
    pub workspace: String,
    /// In the order of the command line.
    pub people: Vec<PersonPlacesDocument>,
    /// What may have these people too, and was not searched.
    pub not_searched: Vec<String>,
}

/// Where one person is known.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PersonPlacesDocument {
    /// The masked address.
    pub person: String,
    /// Whether the person was forgotten, and is not invited again.
    pub forgotten: bool,
    pub places: Vec<PersonPlaceDocument>,
}

/// One place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PersonPlaceDocument {
    pub kind: PlaceKind,
    /// The file, relative to the project, or the location of the state.
    pub location: String,
    /// From 1; null in a state.
    pub line: Option<usize>,
    /// From 1; null in a state.
    pub column: Option<usize>,
    /// In a state: the roster.
    pub address: Option<String>,
    /// In a state: what it has of the person.
    pub detail: Option<String>,
}

/// What has the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PlaceKind {
    /// A manifest or another YAML file.
    Manifest,
    /// A list of people: a CSV or TSV file.
    List,
    /// Any other file of the project.
    File,
    /// A log of calls.
    Log,
    /// The state of this workspace.
    State,
    /// The state of this workspace: a write whose outcome is unknown.
    Doubt,
    /// A copy of the state of this workspace.
    Copy,
    /// The state of another workspace.
    OtherState,
}

impl PlaceKind {
    /// The word in texts and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Manifest => "manifest",
            Self::List => "list",
            Self::File => "file",
            Self::Log => "log",
            Self::State => "state",
            Self::Doubt => "doubt",
            Self::Copy => "copy",
            Self::OtherState => "other-state",
        }
    }
}

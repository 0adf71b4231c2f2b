//! The pages of section 5: vetform.yaml and manifests, field by field, from the schemas that editors use.

use clap_mangen::roff::Roff;
use serde_json::Value;

use super::page::{Page, entry, head, paragraph, section, verbatim};
use super::schema_fields::fields;
use crate::cli::kind_examples::example;
use crate::manifest::schema;
use crate::model::Kind;

pub(super) fn configuration() -> Page {
    let mut page = head("vetform.yaml", "5");
    named(
        &mut page,
        "vetform.yaml",
        "the configuration of a vetform project",
    );
    section(&mut page, "DESCRIPTION");
    paragraph(
        &mut page,
        "It stands at the top of a project and says which workspaces there are: which systems the manifests are applied to, where \
         their keys come from, where the state is kept, and what a plan may do. A key itself is refused here.",
    );
    section(&mut page, "FIELDS");
    entries(&mut page, &of_file(schema::CONFIG_SCHEMA_FILE), &[]);
    section(&mut page, "A WORKSPACE IN A FILE OF ITS OWN");
    paragraph(
        &mut page,
        "A manifest of the kind Workspace says the same of one workspace.",
    );
    entries(&mut page, &of_file(schema::WORKSPACE_SCHEMA_FILE), &[]);
    ended(&mut page, "vetform(1), vetform-manifest(5)");
    Page {
        file: "vetform.yaml.5".to_owned(),
        text: page.render(),
    }
}

pub(super) fn manifests() -> Page {
    let mut page = head("vetform-manifest", "5");
    named(
        &mut page,
        "vetform-manifest",
        "what manifests of vetform may say",
    );
    section(&mut page, "DESCRIPTION");
    paragraph(
        &mut page,
        "A manifest is a YAML document that describes one resource: `apiVersion` and `kind` say which, `metadata` names it, `spec` \
         says how it is to be, `lifecycle` what may be done to it. A file may hold several. A field that is left out is not \
         managed; an unknown one is an error.",
    );
    section(&mut page, "METADATA");
    if let Some(first) = Kind::ALL.first() {
        entries(&mut page, &schema::of_kind(*first), &["metadata"]);
    }
    for kind in Kind::ALL {
        let schema = schema::of_kind(kind);
        section(&mut page, &format!("{} {kind}", kind.api_version()));
        entries(&mut page, &schema, &["spec"]);
        entries(&mut page, &schema, &["lifecycle"]);
    }
    section(&mut page, "EXAMPLES");
    for text in [Kind::TapTalentAssessment, Kind::Flow]
        .into_iter()
        .filter_map(example)
    {
        verbatim(&mut page, text);
    }
    ended(&mut page, "vetform(1), vetform.yaml(5)");
    Page {
        file: "vetform-manifest.5".to_owned(),
        text: page.render(),
    }
}

fn of_file(name: &str) -> Value {
    let mut all = schema::all().into_iter();
    all.find(|(file, _)| file == name)
        .map(|(_, schema)| schema)
        .unwrap_or_default()
}

fn named(page: &mut Roff, name: &str, what: &str) {
    section(page, "NAME");
    paragraph(page, &format!("{name} - {what}"));
}

fn entries(page: &mut Roff, schema: &Value, below: &[&str]) {
    for (path, meaning) in fields(schema, below) {
        entry(page, &path, &meaning);
    }
}

fn ended(page: &mut Roff, others: &str) {
    section(page, "SEE ALSO");
    paragraph(page, others);
}
